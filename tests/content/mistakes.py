"""Mistakes of people who type, each as a change of a file that passes; and what a message says, followed to the letter.

A follower knows no YAML: it copies what is shown into the place that is named, as somebody would who is in a hurry.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from site_builder.content import load
from site_builder.content.judge import judge
from site_builder.messages import Problem, Severity

TODAY = date(2026, 11, 24)

GOOD = """\
code: BG-020
status: certified
name: {vi: Mật ong rừng Thiện Long, en: Thiện Long forest honey}
group: food
category: lam-san
other_names:
  - mật ong hoa rừng
  - mật ong gác kèo
summary:
  vi: Mật ong hoa rừng lấy từ tổ ong gác kèo ở Thiện Long.
  en: Wild-flower honey from log hives at Thiện Long.
story:
  vi: |
    Bà con gác kèo ong trong rừng từ tháng ba.
    Mỗi năm lấy mật hai lần.
  en: |
    People hang beams for bees in the forest from March.
producer:
  name: {vi: HTX Mật ong Thiện Long, en: Thiện Long Honey Cooperative}
  kind: cooperative
  contact: {phone: '0366 123 456', zalo: '0366123456'}
origin:
  commune: thien-long
  former: xã Hòa Bình
  village: {vi: thôn Nà Tồng, en: Nà Tồng village}
certificates:
  - scheme: ocop
    stars: 3
    number: 1520/QĐ-UBND
    issuer: {vi: UBND tỉnh Lạng Sơn, en: People's Committee of Lạng Sơn province}
    issued: 12/12/2024
season: {harvest: [3-6], available: [1-12]}
facts:
  - {label: {vi: Khối lượng tịnh, en: Net weight}, value: {vi: 500 ml, en: 500 ml}}
offers:
  - {pack: {vi: Chai 500 ml, en: 500 ml bottle}, price: '250.000'}
photos:
  - file: 01.jpg
    alt: {vi: Chai mật ong trên bàn gỗ, en: A honey bottle on a wooden table}
    credit: Nguyễn Văn A
sources:
  - {title: Hồ sơ sản phẩm, date: 2025-01-10}
checked: {on: 10/1/2025, by: Lê Thị B}
"""

SETTINGS = """\
site: {name: {vi: OCOP, en: OCOP}, office: {name: {vi: UBND xã, en: The commune}}}
categories:
  - {key: lam-san, name: {vi: Cây dưới tán rừng, en: Forest plants}}
  - {key: che, name: {vi: Chè và trà, en: Tea}}
communes:
  - {key: binh-gia, name: {vi: Xã Bình Gia, en: Bình Gia commune}, formed_from: [xã Quý Hòa], location: [21.9, 106.3]}
  - {key: thien-long, name: {vi: Xã Thiện Long, en: Thiện Long}, formed_from: [xã Hòa Bình], location: [21.9, 106.4]}
events:
  - key: hoi-cho
    code: SK-001
    name: {vi: Hội chợ, en: Fair}
    dates: [2023-04-28]
    products: [mat-ong]
"""

VI = "vi: Mật ong hoa rừng lấy từ tổ ong gác kèo ở Thiện Long."
NAME = "name: {vi: Mật ong rừng Thiện Long, en: Thiện Long forest honey}"
PHOTOS = GOOD[GOOD.index("photos:") : GOOD.index("sources:")]
SOURCES = "sources:\n  - {title: Hồ sơ sản phẩm, date: 2025-01-10}\n"
STORY = GOOD[GOOD.index("story:") : GOOD.index("producer:")]
OFFER = "- {pack: {vi: Chai 500 ml, en: 500 ml bottle}, price: '250.000'}"
NBSP = "\u00a0"

Change = tuple[str, str]

MISTAKES: Mapping[str, Change] = {
    # written by somebody who had not seen the repairs
    "braces without a language": (
        "name: {vi: Mật ong rừng Thiện Long, en: Thiện Long forest honey}",
        "name: {Mật ong rừng Thiện Long}",
    ),
    "one key of a group at the edge": ("  kind: cooperative\n", "kind: cooperative\n"),
    "the beginning of a choice's name": ("  kind: cooperative\n", "  kind: hợp tác\n"),
    # a sign that begins a remark
    "hash in a text": (VI, "vi: Mật ong #1 Thiện Long"),
    "hashtag": (VI, "vi: Mật ong #matong lấy từ tổ ong"),
    "hashtag with marks": (VI, "vi: Giải nhất cuộc thi #MậtOng 2025"),
    "hash and spaces": (VI, "vi: Mật ong # ngon nhất"),
    "hash at the start of a value": (VI, "vi: #matong của Thiện Long"),
    "hash in braces": (NAME, "name: {vi: Mật ong #1, en: Honey #1}"),
    "hash in braces at the end": (NAME, "name: {vi: Mật ong, en: Honey #1}"),
    "hash in a file name": ("file: 01.jpg", "file: anh #1.jpg"),
    "hash in a list": ("- mật ong gác kèo", "- mật ong #1"),
    "hash at the start of an item": ("- mật ong gác kèo", "- #matong"),
    "hash in a text of two lines": (VI, "vi: Mật ong #1\n    lấy từ tổ ong"),
    "hashtag on a line of its own": (VI, "vi: Mật ong rừng\n    #matong"),
    "hash in a title": ("{title: Hồ sơ sản phẩm,", "{title: Hồ sơ #12,"),
    "hash in a credit": ("credit: Nguyễn Văn A", "credit: Nhóm ảnh #3"),
    "hash in a number": ("number: 1520/QĐ-UBND", "number: Quyết định #1520"),
    "remark glued to a code": ("code: BG-020", "code: BG-020# in trên nhãn"),
    # lines that are no entry, two that are one, one that is two
    "fence of a chat": ("code: BG-020", "```yaml\ncode: BG-020"),
    "two entries on a line": ("group: food\ncategory: lam-san", "group: food, category: lam-san"),
    "paragraph at the left edge": ("    Mỗi năm lấy", "Mỗi năm lấy"),
    "paragraph at the left edge with a colon": ("    Mỗi năm lấy mật hai lần.", "Mỗi năm: lấy mật hai lần."),
    "story too far left, a remark below": (
        "    People hang beams for bees in the forest from March.\n",
        "  People hang beams for bees in the forest from March.\n\n# Chủ thể: HTX hay hộ.\n",
    ),
    "English as deep as the story": ("  en: |\n    People", "    en: |\n    People"),
    "dash forgotten": (PHOTOS, f"{PHOTOS}{PHOTOS.partition(chr(10))[2].replace('- file: 01', '  file: 02')}"),
    "key of an item at the left edge": ("status: certified", "status: certified\nhanded_over: 20/12/2024"),
    "Tab under a group": ("  commune:", "\tcommune:"),
    "Tab in an item": ("    stars:", "\tstars:"),
    "one space before a key": ("\ngroup:", "\n group:"),
    "two spaces before a group": ("\nstory:", "\n  story:"),
    "empty value in braces": ("price: '250.000'}", "price:}"),
    "description": ("summary:", "description:"),
    "key of braces in another group": (
        "  village: {vi: thôn Nà Tồng, en: Nà Tồng village}\n",
        "  email: htx@vi-du.vn\n",
    ),
    "key of a group that is not there": (
        GOOD[GOOD.index("origin:") : GOOD.index("certificates:")],
        "commune: thien-long\n",
    ),
    "alt in Vietnamese": ("    alt:", "    mô tả:"),
    # blanks that are none
    "no-break space behind a colon": ("status: certified", f"status:{NBSP}certified"),
    "no-break space at the start of a line": ("  kind: cooperative", f"{NBSP}{NBSP}kind: cooperative"),
    "no-break spaces and spaces": ("  kind: cooperative", f" {NBSP}kind: cooperative"),
    "no-break space behind a dash": ("  - scheme: ocop", f"  -{NBSP}scheme: ocop"),
    "no-break space in braces": (NAME, f"name: {{vi:{NBSP}Mật ong, en:{NBSP}Honey}}"),
    "wide space": ("group: food", "group:\u3000food"),
    "thin space": ("group: food", "group:\u2009food"),
    "narrow no-break space": ("  commune: thien-long", "  commune:\u202fthien-long"),
    "zero-width space behind a colon": ("group: food", "group:\u200bfood"),
    "tab after a dash": ("  - scheme: ocop", "  -\tscheme: ocop"),
    "tab after a dash and braces": ("  - {pack:", "  -\t{pack:"),
    "tab after a dash and a quotation mark": ("- mật ong gác kèo", '-\t"mật ong gác kèo"'),
    "tab for indentation": ("  kind: cooperative", "\tkind: cooperative"),
    "two tabs for indentation": ("    stars: 3", "\t\tstars: 3"),
    "tabs in a whole group": (
        "  commune: thien-long\n  former: xã Hòa Bình\n  village:",
        "\tcommune: thien-long\n\tformer: xã Hòa Bình\n\tvillage:",
    ),
    # marks of a list
    "en dash": ("  - scheme: ocop", "  – scheme: ocop"),
    "em dash": ("  - scheme: ocop", "  — scheme: ocop"),
    "bullet": ("  - scheme: ocop", "  • scheme: ocop"),
    "middle dot": ("  - scheme: ocop", "  · scheme: ocop"),
    "asterisk": ("  - scheme: ocop", "  * scheme: ocop"),
    "plus": ("  - scheme: ocop", "  + scheme: ocop"),
    "bullet of Word": ("  - scheme: ocop", "  \uf0b7 scheme: ocop"),
    "numbered list": ("  - scheme: ocop", "  1. scheme: ocop"),
    "minus sign": ("  - scheme: ocop", "  − scheme: ocop"),
    "bullets before braces": ("  - {title:", "  • {title:"),
    "bullets of texts": ("  - mật ong hoa rừng\n  - mật ong gác kèo", "  • mật ong hoa rừng\n  • mật ong gác kèo"),
    "en dashes of texts": ("  - mật ong hoa rừng\n  - mật ong gác kèo", "  – mật ong hoa rừng\n  – mật ong gác kèo"),
    "one bullet of two": ("  - mật ong gác kèo", "  • mật ong gác kèo"),
    "dash without a space": ("  - scheme: ocop", "  -scheme: ocop"),
    "dash without a space before braces": ("  - {pack:", "  -{pack:"),
    "dashes without a space": ("  - mật ong hoa rừng\n  - mật ong gác kèo", "  -mật ong hoa rừng\n  -mật ong gác kèo"),
    "one dash without a space": ("  - mật ong gác kèo", "  -mật ong gác kèo"),
    "list on the line of its key": ("other_names:\n  - mật", "other_names: - mật"),
    # the colon
    "colon without a space": ("status: certified", "status:certified"),
    "colon without a space inside": ("  kind: cooperative", "  kind:cooperative"),
    "colon without a space in the last entry of a group": ("  former: xã Hòa Bình\n", "  former:xã Hòa Bình\n"),
    "colon without a space in an item": ("  - scheme: ocop", "  - scheme:ocop"),
    "colon without a space before braces": (NAME, NAME.replace("name: ", "name:")),
    "colon without a space in braces": (NAME, "name: {vi:Mật ong, en:Honey}"),
    "colon missing": ("status: certified", "status certified"),
    "colon missing inside": ("  kind: cooperative", "  kind cooperative"),
    "colon missing before a group": ("origin:\n", "origin\n"),
    "colon missing before a list": ("photos:\n", "photos\n"),
    "full-width colon": ("status: certified", "status： certified"),
    "full-width colon without a space": ("status: certified", "status：certified"),
    "full-width colon inside": ("  commune: thien-long", "  commune：thien-long"),
    "full-width colon of a group": ("origin:\n", "origin：\n"),
    "full-width signs in braces": (NAME, "name: {vi：Mật ong，en：Honey}"),
    "full-width comma in a list": ("available: [1-12]", "available: [1-3，5]"),
    "equals sign": ("status: certified", "status = certified"),
    "equals sign without spaces": ("group: food", "group=food"),
    "semicolon": ("group: food", "group; food"),
    "arrow": ("group: food", "group -> food"),
    "dash for a colon": ("group: food", "group - food"),
    "tab for a colon": ("group: food", "group\tfood"),
    "key in bold": ("group: food", "**group**: food"),
    "key and colon in bold": ("group: food", "**group:** food"),
    "equals signs in braces": (NAME, "name: {vi = Mật ong, en = Honey}"),
    "semicolon behind a quoted text": (NAME, 'name: {vi: "Mật ong"; en: "Honey"}'),
    "braces missing": (NAME, "name: vi: Mật ong, en: Honey"),
    "braces of an item missing": (
        "  - {title: Hồ sơ sản phẩm, date: 2025-01-10}",
        "  - title: Hồ sơ, date: 2025-01-10",
    ),
    "letters for a list": ("  - scheme: ocop", "  a) scheme: ocop"),
    "colon in a text": (VI, "vi: Mật ong: hoa rừng"),
    "colon at the end of a text": (VI, "vi: Mật ong lấy từ:"),
    "two colons in a text": (VI, "vi: Mật ong: hoa rừng: ngon"),
    "colon in an item": ("- mật ong gác kèo", "- mật ong: gác kèo"),
    "colon in braces": (NAME, "name: {vi: Mật ong: hoa rừng, en: Honey}"),
    "colon in a title": ("{title: Hồ sơ sản phẩm,", "{title: Báo Lạng Sơn: mật ong,"),
    "time in a text": (VI, "vi: Mở cửa lúc 7: 30 sáng"),
    # quotation marks
    "curly marks": (VI, "vi: “Mật ong: hoa rừng” lấy từ tổ"),
    "curly marks around a colon": (VI, "vi: “Mật ong: hoa rừng”"),
    "low marks": (VI, "vi: „Mật ong: hoa rừng“"),
    "angle marks": (VI, "vi: «Mật ong: hoa rừng»"),
    "single curly marks": (VI, "vi: ‘Mật ong: hoa rừng’"),
    "curly marks in braces": (NAME, "name: {vi: “Mật ong, hoa rừng”, en: “Honey, wild”}"),
    "curly marks around a price": ("price: '250.000'", "price: ‘250.000’"),
    "curly marks around a choice": ("status: certified", "status: “certified”"),
    "curly marks around a day": ("issued: 12/12/2024", "issued: “12/12/2024”"),
    "curly marks around a code": ("code: BG-020", "code: “BG-020”"),
    "curly marks around a phone": ("phone: '0366 123 456'", "phone: ‘0366 123 456’"),
    "curly marks around a commune": ("commune: thien-long", "commune: “thien-long”"),
    "mark not closed": (VI, 'vi: "Mật ong hoa rừng'),
    "single mark not closed": (VI, "vi: 'Mật ong hoa rừng"),
    "mark not closed in braces": (NAME, 'name: {vi: "Mật ong, en: "Honey"}'),
    "mark not closed in an item": ("- mật ong gác kèo", '- "mật ong gác kèo'),
    "mark not opened": (VI, 'vi: Mật ong hoa rừng"'),
    "mark opened curly, closed straight": (VI, 'vi: “Mật ong: hoa rừng"'),
    "mark opened straight, closed curly": (VI, 'vi: "Mật ong: hoa rừng”'),
    "marks in marks": (VI, 'vi: "Mật ong "rừng" Thiện Long"'),
    "text behind the marks": (VI, 'vi: "Mật ong" hoa rừng'),
    "text behind the marks, with a comma": (VI, 'vi: "Mật ong", hoa rừng'),
    "apostrophe in single marks": (VI, "vi: 'Mật ong của Bà Ba's nhà'"),
    "both kinds of marks": (VI, 'vi: "Mật ong \'rừng\' "gác kèo" ngon"'),
    "price in one mark": ("price: '250.000'", "price: '250.000"),
    "phone in one mark": ("phone: '0366 123 456'", "phone: '0366 123 456"),
    # brackets
    "bracket not closed": ("[3-6], available", "[3-6, available"),
    "brace not closed": (NAME, NAME[:-1]),
    "brace not closed inside": ("  village: {vi: thôn Nà Tồng, en: Nà Tồng village}", "  village: {vi: thôn Nà Tồng"),
    "inner brace not closed": ("en: 500 ml bottle}, price", "en: 500 ml bottle, price"),
    "two braces not closed": ("en: 500 ml}}", "en: 500 ml"),
    "one brace too many": (NAME, f"{NAME}}}"),
    "brace not opened": (NAME, NAME.replace("{", "", 1)),
    "bracket closed by a brace": ("harvest: [3-6],", "harvest: [3-6},"),
    "brace closed by a bracket": (NAME, f"{NAME[:-1]}]"),
    "round brackets": ("harvest: [3-6],", "harvest: (3-6),"),
    "comma missing": (NAME, "name: {vi: Mật ong en: Honey}"),
    "semicolon in braces": (NAME, "name: {vi: Mật ong; en: Honey}"),
    "comma in braces": (NAME, "name: {vi: Mật ong, hoa rừng, en: Honey, wild}"),
    "braces over two lines without a comma": (NAME, "name: {vi: Mật ong\n  en: Honey}"),
    "braces over three lines with a comma in the text": (NAME, "name: {vi: Mật ong,\n  hoa rừng,\n  en: Honey}"),
    "full-width braces": (NAME, "name: ｛vi: Mật ong, en: Honey｝"),
    "bar before a group": ("summary:\n", "summary: |\n"),
    "braces of a pack missing": (OFFER, "- pack: {vi: Chai 500 ml, en: 500 ml bottle}, price: '250.000'"),
    "brackets in a text": (VI, "vi: [Mới] Mật ong hoa rừng"),
    "braces in a text": (VI, "vi: {Mới} Mật ong hoa rừng"),
    # signs with a meaning
    "at sign": (VI, "vi: @matong Thiện Long"),
    "backtick": (VI, "vi: `Mật ong` hoa rừng"),
    "percent": (VI, "vi: %100 mật ong"),
    "two asterisks": (VI, "vi: **Mật ong** hoa rừng"),
    "one asterisk": (VI, "vi: *Mật ong* hoa rừng"),
    "ampersand": (VI, "vi: &Mật ong"),
    "exclamation mark": (VI, "vi: !Mật ong mới"),
    "question mark": (VI, "vi: ? Mật ong"),
    "bar": (VI, "vi: | Mật ong hoa rừng"),
    "greater than": (VI, "vi: > 200 g một chai"),
    "dash at the start": (VI, "vi: - Mật ong hoa rừng"),
    "comma at the start": (VI, "vi: , Mật ong"),
    "closing bracket at the start": (VI, "vi: ] Mật ong"),
    "path of Windows": ("file: 01.jpg", 'file: "C:\\Users\\Lan\\01.jpg"'),
    "path of Windows with signs": ("file: 01.jpg", 'file: "C:\\anh\\new\\01.jpg"'),
    "path of Windows without marks": ("file: 01.jpg", "file: C:\\Users\\Lan\\01.jpg"),
    "backslash": (VI, 'vi: "Mật ong 50\\% ngọt"'),
    # indentation and what stands alone
    "one space too many": ("group: food", " group: food"),
    "one space too many before a group": ("summary:\n", " summary:\n"),
    "one space too few": ("    stars: 3", "   stars: 3"),
    "one space too many inside": ("  kind: cooperative", "   kind: cooperative"),
    "entries below their dash": ("    alt: {vi: Chai", "  alt: {vi: Chai"),
    "text not indented": (STORY, "story:\n  vi: |\n  Bà con gác kèo ong.\n  en: |\n    Beams.\n"),
    "text at the start of the line": (STORY, "story:\n  vi: |\nBà con gác kèo ong.\n  en: |\n    Beams.\n"),
    "text without a bar": (STORY, "story:\n  vi: Bà con gác kèo ong.\n  Mỗi năm hai lần.\n  en: Beams.\n"),
    "text on the line of the bar": (STORY, "story:\n  vi: | Bà con gác kèo ong.\n    Mỗi năm hai lần.\n"),
    "group two spaces too far": (
        "origin:\n  commune: thien-long\n  former: xã Hòa Bình\n  village:",
        "  origin:\n    commune: thien-long\n    former: xã Hòa Bình\n    village:",
    ),
    "item that goes on at the start of the line": ("- mật ong gác kèo\n", "- mật ong gác kèo\nvà mật ong ruồi\n"),
    "group whose key is still a remark": ("summary:\n", "#summary:\n"),
    "rule of hyphens": ("group: food\n", "group: food\n----------\n"),
    "rule of equals signs": ("group: food\n", "group: food\n==========\n"),
    "rule of asterisks": ("group: food\n", "group: food\n**********\n"),
    "remark of another language": ("group: food\n", "group: food\n// nhóm thực phẩm\n"),
    "remark without a sign": ("group: food\n", "group: food\nĐây là nhóm thực phẩm\n"),
    "text that goes on at the start of the line": (f"  {VI}\n", f"  {VI}\nvà bán quanh năm.\n"),
    "two documents": ("group: food\n", "group: food\n---\n"),
    "end of a document": ("group: food\n", "group: food\n...\n"),
    "key twice": ("group: food\n", "group: food\ngroup: food\n"),
    # one and many
    "photo as a text": (PHOTOS, "photos: 01.jpg\n"),
    "photo as a list of texts": (PHOTOS, "photos: [01.jpg]\n"),
    "photos as a group": (PHOTOS, "photos:\n  file: 01.jpg\n  alt: {vi: Chai mật ong}\n"),
    "text as items": (STORY, "story:\n  vi:\n    - Bà con gác kèo ong.\n    - Mỗi năm hai lần.\n"),
    "text of lines without a language": (STORY, "story: |\n  Bà con gác kèo ong.\n  Mỗi năm hai lần.\n"),
    "languages by name": (NAME, "name:\n  tiếng Việt: Mật ong\n  tiếng Anh: Honey"),
    "language with a capital": (NAME, "name:\n  vi: Mật ong\n  En: Honey"),
    "vn for vi": (NAME, "name: {vn: Mật ong, en: Honey}"),
    "text as a list of languages": (NAME, "name: [vi: Mật ong, en: Honey]"),
    "text as items of languages": (NAME, "name:\n  - vi: Mật ong\n  - en: Honey"),
    "name as a list": (NAME, "name: [Mật ong]"),
    "name in round brackets": (NAME, "name: (vi: Mật ong, en: Honey)"),
    "colon without a space before marks": (VI, 'vi:"Mật ong: hoa rừng"'),
    "colon without a space before curly marks": (VI, "vi:“Mật ong: hoa rừng”"),
    "full-width colon before curly marks": (VI, "vi： “Mật ong: hoa rừng”"),
    "months in English": ("harvest: [3-6]", "harvest: [Mar-Jun]"),
    "months with dots": ("harvest: [3-6]", "harvest: [3..6]"),
    "kind shortened": ("kind: cooperative", "kind: cty"),
    "fact as an entry": (
        "  - {label: {vi: Khối lượng tịnh, en: Net weight}, value: {vi: 500 ml, en: 500 ml}}",
        "  - Khối lượng tịnh: 500 ml",
    ),
    "source as a text": (SOURCES, "sources: Hồ sơ sản phẩm\n"),
    "source as a list of texts": (SOURCES, "sources: [Hồ sơ sản phẩm]\n"),
    "certificate as a text": (GOOD[GOOD.index("certificates:") : GOOD.index("season:")], "certificates: ocop\n"),
    "group as a text": (GOOD[GOOD.index("origin:") : GOOD.index("certificates:")], "origin: thien-long\n"),
    "producer as a text": (GOOD[GOOD.index("producer:") : GOOD.index("origin:")], "producer: HTX Mật ong\n"),
    "season as a list": ("season: {harvest: [3-6], available: [1-12]}", "season: [3-6]"),
    "checked as a day": ("checked: {on: 10/1/2025, by: Lê Thị B}", "checked: 10/1/2025"),
    "status as a list": ("status: certified", "status: [certified]"),
    "status as items": ("status: certified", "status:\n  - certified"),
    "text without a language": (GOOD[GOOD.index("summary:") : GOOD.index("story:")], "summary: Mật ong hoa rừng.\n"),
    "name without a language": (NAME, "name: Mật ong rừng"),
    "name with a colon, without a language": (NAME, 'name: "Mật ong: rừng"'),
    "other names as a text": ("other_names:\n  - mật ong hoa rừng\n  - mật ong gác kèo", "other_names: mật ong rừng"),
    "text as a list": (VI, "vi: [Mật ong hoa rừng]"),
    "photo in braces": (PHOTOS, "photos: {file: 01.jpg, alt: {vi: Chai mật ong}}\n"),
    "facts as a text": (GOOD[GOOD.index("facts:") : GOOD.index("offers:")], "facts: 500 ml\n"),
    # keys
    "key misspelt": ("summary:", "sumary:"),
    "key in Vietnamese": ("producer:", "nhà sản xuất:"),
    "key with a capital": ("group: food", "Group: food"),
    "key in capitals": ("status: certified", "STATUS: certified"),
    "key in the singular": ("photos:", "photo:"),
    "key with a hyphen": ("other_names:", "other-names:"),
    "key with a space": ("other_names:", "other names:"),
    "name of a key": ("name: {vi: Mật", "ten: {vi: Mật"),
    # choices and references
    "status in Vietnamese": ("status: certified", "status: đã công nhận"),
    "status with a capital": ("status: certified", "status: Certified"),
    "group in Vietnamese": ("group: food", "group: thực phẩm"),
    "kind in Vietnamese": ("kind: cooperative", "kind: HTX"),
    "scheme in capitals": ("scheme: ocop", "scheme: OCOP"),
    "stars and a word": ("stars: 3", "stars: 3 sao"),
    "kind with more words": ("kind: cooperative", "kind: HTX nông nghiệp"),
    "covers all": ("  kind: cooperative", "  kind: household\n  consent: {given: 2026-01-31, covers: [tất cả]}"),
    "category by a part of its name": ("category: lam-san", "category: tán rừng"),
    "place as a text": ("  former:", '  location: "21.97, 106.34"\n  former:'),
    "place with commas": ("  former:", "  location: [21,97, 106,34]\n  former:"),
    "focus in percent": ("    credit:", "    focus: [50%, 0.4]\n    credit:"),
    "stars as signs": ("stars: 3", "stars: ★★★"),
    "category by its name": ("category: lam-san", "category: Cây dưới tán rừng"),
    "category by its name without marks": ("category: lam-san", "category: cay duoi tan rung"),
    "category by the slug of its name": ("category: lam-san", "category: cay-duoi-tan-rung"),
    "category in English": ("category: lam-san", "category: Forest plants"),
    "commune by its name": ("commune: thien-long", "commune: Thiện Long"),
    "commune by its whole name": ("commune: thien-long", "commune: xã Thiện Long"),
    "commune by the slug of its name": ("commune: thien-long", "commune: xa-thien-long"),
    "commune without marks": ("commune: thien-long", "commune: xa Thien Long"),
    "commune in capitals": ("commune: thien-long", "commune: THIEN-LONG"),
    "commune of before": ("commune: thien-long", "commune: hoa-binh"),
    "former unit without its kind": ("former: xã Hòa Bình", "former: Hòa Bình"),
    "former unit with the district": ("former: xã Hòa Bình", "former: xã Hòa Bình, huyện Bình Gia"),
    "code in small letters": ("code: BG-020", "code: bg-020"),
    "code with a space": ("code: BG-020", "code: BG 020"),
    "code with an underscore": ("code: BG-020", "code: BG_020"),
    # days, months, prices, phones
    "day with a short year": ("issued: 12/12/2024", "issued: 12/12/24"),
    "day in words": ("issued: 12/12/2024", "issued: ngày 12 tháng 12 năm 2024"),
    "day in words without its first": ("issued: 12/12/2024", "issued: 12 tháng 12, 2024"),
    "day, month first": ("issued: 12/12/2024", "issued: 12/31/2024"),
    "day that is none": ("issued: 12/12/2024", "issued: 31/11/2024"),
    "day with a time": ("issued: 12/12/2024", "issued: 12/12/2024 0:00:00"),
    "day of Excel": ("issued: 12/12/2024", "issued: 45638"),
    "day with spaces": ("issued: 12/12/2024", "issued: 12 / 12 / 2024"),
    "months in words": ("harvest: [3-6]", "harvest: tháng 3 đến tháng 6"),
    "month in words": ("harvest: [3-6]", "harvest: tháng 3"),
    "months in a list of words": ("harvest: [3-6]", "harvest: [tháng 3, tháng 4]"),
    "months with a long dash": ("harvest: [3-6]", "harvest: [3—6]"),
    "months and a word": ("harvest: [3-6]", "harvest: [3 đến 6]"),
    "months in Roman figures": ("harvest: [3-6]", "harvest: [III-VI]"),
    "all year": ("available: [1-12]", "available: quanh năm"),
    "month 13": ("harvest: [3-6]", "harvest: [3-13]"),
    "price with k": ("price: '250.000'", "price: 250k"),
    "price of a bottle": ("price: '250.000'", "price: 250.000 VNĐ/chai"),
    "price from to": ("price: '250.000'", "price: 250.000 - 300.000"),
    "price in words": ("price: '250.000'", "price: 250 nghìn"),
    "price to be asked": ("price: '250.000'", "price: Liên hệ"),
    "price with decimals": ("price: '250.000'", "price: '250.000,00'"),
    "price zero": ("price: '250.000'", "price: 0"),
    "phone without its zero": ("phone: '0366 123 456'", "phone: 366123456"),
    "phone with the letter O": ("phone: '0366 123 456'", "phone: O366123456"),
    "phone with +84 and (0)": ("phone: '0366 123 456'", "phone: +84 (0)366 123 456"),
    "two phones": ("phone: '0366 123 456'", "phone: 0366123456 - 0912345678"),
    "two phones with a slash": ("phone: '0366 123 456'", "phone: 0366123456/0912345678"),
    "phone with a name": ("phone: '0366 123 456'", "phone: 0366123456 (anh Hùng)"),
    "phone with an extension": ("phone: '0366 123 456'", 'phone: "0205 3834 567 (máy lẻ 12)"'),
    "phone of 11 digits": ("phone: '0366 123 456'", "phone: 01663123456"),
    "phone with a label": ("phone: '0366 123 456'", 'phone: "ĐT: 0366 123 456"'),
    "landline of before": ("phone: '0366 123 456'", "phone: 025 3834567"),
    "landline of Hà Nội of before": ("phone: '0366 123 456'", "phone: 04 38251234"),
    "landline of Cao Bằng of before": ("phone: '0366 123 456'", "phone: 026 3852123"),
    "web address without https": ("zalo: '0366123456'", "facebook: facebook.com/matong"),
}
"""By what the mistake is; the change makes it."""

ASKS_A_PERSON = frozenset(
    {
        "certificate as a text",  # how many stars it has
        "facts as a text",  # what the fact is about
        "photo as a text",  # what the photo shows
        "photo as a list of texts",
        "status as items",  # shown without its line
        "day that is none",
        "month 13",
    }
)
"""Mistakes of which the message says what is wrong, and nobody but a person knows what is right."""

SETTINGS_MISTAKES: Mapping[str, Change] = {
    "product by its code": ("products: [mat-ong]", "products: [BG-020]"),
    "product by its name": ("products: [mat-ong]", "products: [Mật ong rừng Thiện Long]"),
    "product by the slug of its name": ("products: [mat-ong]", "products: [mat-ong-rung-thien-long]"),
    "product with a space": ("products: [mat-ong]", "products: [mat ong]"),
    "products as a text": ("products: [mat-ong]", "products: mat-ong"),
    "day as a text": ("dates: [2023-04-28]", "dates: 28/4/2023"),
    "days with a dash": ("dates: [2023-04-28]", "dates: 28-30/4/2023"),
    "days in one item": ("dates: [2023-04-28]", "dates: [28/4/2023 - 30/4/2023]"),
    "event key with marks": ("key: hoi-cho", "key: Hội chợ"),
    **{
        f"displays by commune, {name}": ("    products: [mat-ong]", f"    displays:{written}")
        for name, written in {
            "braces": " {thien-long: [mat-ong]}",
            "a group": "\n      thien-long: [mat-ong]",
            "a group with items below": "\n      thien-long:\n        - mat-ong",
            "told in words": " {thien-long: Mật ong rừng}",
            "told in two languages": " {thien-long: {vi: Mật ong, en: Honey}, binh-gia: [mat-ong]}",
            "a group told in words": "\n      thien-long: Mật ong rừng\n      binh-gia: Chè",
            "one item without a list": " {commune: thien-long, products: [mat-ong]}",
            "a group without a dash": "\n      commune: thien-long\n      products: [mat-ong]",
            "its commune alone": " [{commune: thien-long, text: Mật ong}]",
        }.items()
    },
    "sources of an event by name": ("    products: [mat-ong]", "    sources: {Báo: 'https://bao.example/1'}"),
    "counts as a list": ("    products: [mat-ong]", "    counts: [8]"),
    "counts as a list of groups": ("    products: [mat-ong]", "    counts: [{certified: 8}]"),
    "counts as an item": ("    products: [mat-ong]", "    counts:\n      - certified: 8"),
}


def catalogue(folder: Path, product: str, settings: str = SETTINGS) -> Path:
    """A catalogue of one product in `folder`."""
    root = folder / "products"
    (root / "mat-ong").mkdir(parents=True, exist_ok=True)
    (root / "catalogue.yml").write_text(settings, "utf-8")
    (root / "mat-ong/product.yml").write_text(product, "utf-8")
    for name in ("01.jpg", "02.jpg", "anh #1.jpg"):
        (root / "mat-ong" / name).touch()
    return root


def errors(root: Path) -> list[Problem]:
    verdict = judge(load.read_catalogue(root, root.parent, None), today=TODAY)
    return [problem for problem in verdict.problems if problem.severity is Severity.ERROR]


def follow(problem: Problem, text: str) -> str:
    """`text` after doing what `problem` says, and nothing else."""
    lines = text.split("\n")
    at = max(problem.line - 1, 0)
    fix, params = problem.fix("vi"), problem.params
    begin, _, end = params.get("lines", str(at + 1)).partition("–")
    first, last = int(begin) - 1, int(end or begin)
    if "item" in params:
        moved = " " * int(params["spaces"]) + lines[at].lstrip()
        item = int(params["item"])
        return "\n".join([*lines[:at], *lines[at + 1 : item], moved, *lines[item:]])
    if problem.code == "unknown_key_in_braces":
        brace = int(params["brace"]) - 1
        lines[brace] = f"{lines[brace].rpartition('}')[0]}{params['right']}}}"
        return "\n".join([*lines[:at], *lines[at + 1 :]])
    if problem.code == "unknown_key_in_new_group":
        added = [row[6:] for row in params["right"].strip("\n").split("\n")]
        return "\n".join([*lines[:at], *lines[at + 1 :], *added, ""])
    if problem.code == "dash_missing":
        return "\n".join([*lines[:at], " " * int(params["spaces"]) + params["right"], *lines[at + 1 :]])
    if problem.code.startswith(("missing", "empty")) and "example" in params:
        assert params["example"] in fix
        return _filled(problem, lines, at)
    if "right" in params:
        assert params["right"] in fix
        return _replaced(lines, first, last, params["right"])
    if "xoá dòng" in fix.lower() or "xoá một" in fix:
        return "\n".join([*lines[:at], *lines[at + 1 :]])
    if "mỗi Tab" in fix:
        width = " " * int(params["spaces"])
        tabbed = [line.replace("\t", width) for line in lines[first:last]]
        return "\n".join([*lines[:first], *tabbed, *lines[last:]])
    if "spaces" in params:
        assert params["spaces"] in fix
        return _indented(lines, at, int(params["spaces"]), group="dòng con" in fix)
    if "key" in params and "lines" in params:
        return _replaced(lines, first, last, f"{params['key']}: {params['wanted']}")
    if "first" in params:
        return _listed(lines, int(params["first"]) - 1, int(params["last"]))
    wanted = params.get("wanted") or params.get("near", "")
    found = re.sub("…$", "", params.get("found", ""))
    if not found or not (wanted or "bỏ mục" in fix):
        return text
    assert wanted in fix
    before, line = lines[at][: problem.column - 1], lines[at][problem.column - 1 :]
    for written in (f'"{found}"', f"'{found}'", found):
        if written in line:
            line = line.replace(written, wanted, 1)
            break
    return "\n".join([*lines[:at], before + line, *lines[at + 1 :]])


def _filled(problem: Problem, lines: list[str], at: int) -> str:
    """The example of a message in place of an empty key, behind the brace, or on a line of its own."""
    params, column = problem.params, problem.column - 1
    if problem.code.startswith("empty"):
        lines[at] = lines[at][:column] + re.sub(r"\w+\s*:", lambda _: params["example"], lines[at][column:], count=1)
    elif problem.code == "missing_in_braces":
        lines[at] = f"{lines[at][: column + 1]}{params['example']}, {lines[at][column + 1 :]}"
    else:
        below = int(params.get("below", at + 1))
        lines.insert(below, " " * int(params.get("spaces", 0)) + params["example"])
    return "\n".join(lines)


def _listed(lines: list[str], first: int, last: int) -> str:
    """A dash before the first line of a group, and the others indented; or brackets around braces."""
    if first + 1 == last and "{" in lines[first]:
        return "\n".join([*lines[:first], re.sub(r"(\{.*\})", r"[\1]", lines[first]), *lines[first + 1 :]])
    group = [f"  {line}" for line in lines[first:last]]
    group[0] = re.sub(r"^  (\s*)", r"\1- ", group[0])
    return "\n".join([*lines[:first], *group, *lines[last:]])


def _replaced(lines: list[str], first: int, last: int, right: str) -> str:
    """The shown lines in place of those from `first` to `last`."""
    indent = re.match(r"\s*", lines[first])[0]  # type: ignore[index]
    shown = [indent + line[6 * ("\n" in right) :] for line in right.strip("\n").split("\n")]
    return "\n".join([*lines[:first], *shown, *lines[last:]])


def _indented(lines: list[str], at: int, spaces: int, *, group: bool) -> str:
    now = len(lines[at]) - len(lines[at].lstrip())
    until = at + 1
    while group and until < len(lines) and len(lines[until]) - len(lines[until].lstrip()) > now:
        until += 1
    moved = [" " * (spaces + len(line) - len(line.lstrip()) - now) + line.lstrip() for line in lines[at:until]]
    return "\n".join([*lines[:at], *moved, *lines[until:]])
