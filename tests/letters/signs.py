"""Signs that people's texts hold and fonts may lack, and a small catalogue with any of them in every text field."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import yaml
from PIL import Image

EMOJI = (
    *("🍵", "🌿", "🍯", "👉", "📍", "📞", "✅", "⭐", "❤️", "☎️", "☎︎", "✔", "✈", "⚠️", "🟢", "🀄", "🐔", "🥬"),
    *("👨‍🌾", "👩🏽‍🌾", "👍🏿", "🇻🇳", "🇱🇦", "1️⃣", "#️⃣", "🏴󠁧󠁢󠁥󠁮󠁧󠁿", "👨‍👩‍👧‍👦", "🏽", "🇻", "\u200d", "\ufe0f", "🫨", "🫪"),
)
SIGNS = (
    *("★", "☆", "✓", "●", "○", "■", "▪", "►", "➤", "➜", "➢", "❖", "◆", "✦", "♡", "♥", "✗", "☐", "※", "⇒", "→"),
    *("℃", "℉", "㎏", "㎡", "①", "⑳", "❶", "Ⅳ", "ⅷ", "№", "℡", "Ⓐ", "½", "⅓", "⅐", "₂", "ⁿ", "⁄", "∞", "𝐀", "𝗖", "🂡"),
)
WORD = ("\uf0b7", "\uf0a7", "\uf0fc", "\uf0d8", "\uf0e0", "\uf0ff", "\ue000", "\U000f0000", "\U0010ffff")
SCRIPTS = (
    *(
        "茶叶",
        "茶葉",
        "お茶",
        "차",
        "龘",
        "𠮷",
        "：",
        "，",
        "！",
        "ＡＢＣ",
        "「茶」",
        "【】",
        "〇",
        "\u3000",
        "ㄱ",
        "ﾁｬ",
    ),
    *("ชา", "ຊາ", "តែ", "လက်ဖက်", "чай", "τσάι", "שלום", "شاي", "चाय", "চা", "தேநீர்", "ჩაი", "թեյ", "ሻይ"),
    *("Ꮳ", "ᜆ", "𞤀"),
)
MARKS = (
    *("\u0301", "\u0323", "x\u0323\u0301", "ư̆", "\u0e31", "\u0ec9", "\u093f", "\u20e3", "ʼ", "ƀ", "w̃", "Ơ̆", "ⱱ"),
    *("\u200b", "\u200c", "\u00ad", "\u2060", "\ufeff", "\u202e", "\u200f", "\u2066", "\u061c", "\u034f", "\u3164"),
    "\u2009",
)
BROKEN = (
    *("\ufffd", "\x7f", "\x9b", "\x85", "\u2028", "\u2029", "\u0378", "\ufdd0", "\ufffe"),
    *("\U0001fffe", "\U00050000", "\U000e0001", "\U000e0041", "\ufff9", "\ufffc", "\u2fff", "\ua7d2"),
)
"""Controls below U+0020 are refused where they are read: `tests/broken/file-control-character`, `syntax-backslash`."""
ALL_SIGNS = (*EMOJI, *SIGNS, *WORD, *SCRIPTS, *MARKS, *BROKEN)


def catalogue_with(text: Callable[[str], str], folder: Path) -> None:
    """A catalogue in `folder` in which `text` has had a hand in every text that people may write."""

    def said(vi: str, en: str) -> dict[str, str]:
        return {"vi": text(vi), "en": text(en)}

    product: dict[str, Any] = {
        "code": "BG-001",
        "status": "certified",
        "name": said("Chè Shan", "Shan tea"),
        "other_names": [text("chè tuyết")],
        "group": "food",
        "category": "do-uong",
        "tagline": said("Chè của núi", "Tea of the hills"),
        "summary": said("Chè ngon trồng dưới tán hồi.", "Fine tea grown under star anise."),
        "story": said("Đoạn một.\n\n- Mục một\n- Mục hai\n\nĐoạn cuối.", "One.\n\n- Item one\n\nThe end."),
        "producer": {
            "name": said("HTX Chè", "Tea Cooperative"),
            "kind": "cooperative",
            "address": said("Thôn Một", "First village"),
            "contact": {"phone": "0205 383 4567"},
        },
        "origin": {"commune": "binh-gia", "village": said("Thôn Một", "First village"), "former": text("xã Cũ")},
        "certificates": [
            {
                "scheme": "ocop",
                "stars": "3",
                "number": text("01/QĐ"),
                "issuer": said("UBND tỉnh", "The province"),
                "issued": "2025-12-15",
                "seen": "paper",
            },
            {"scheme": "other", "name": said("Giải thưởng", "Award"), "issued": "2025-05-05"},
        ],
        "season": {"harvest": ["2-4"], "note": said("Theo năm", "As the year goes")},
        "facts": [{"label": said("Bảo quản", "Storage"), "value": said("Nơi khô", "Keep dry")}],
        "offers": [{"pack": said("Hộp 200 g", "200 g box"), "price": "120000"}],
        "sales": [{"channel": "shop", "name": said("Cửa hàng", "Shop")}],
        "trade": {"capacity": said("50 tấn", "50 tonnes")},
        "photos": [
            {"file": "a.jpg", "alt": said("Ảnh", "Photo"), "caption": said("Bìa", "Cover"), "credit": text("Ai")}
        ],
        "sources": [{"title": text("Hồ sơ")}],
    }
    settings: dict[str, Any] = {
        "site": {
            "name": said("Danh mục", "Catalogue"),
            "tagline": said("Mỗi xã một sản phẩm", "One commune, one product"),
            "description": said("Hàng của xã", "Goods of the communes"),
            "office": {"name": said("Văn phòng", "Office"), "address": said("Đường Một", "First Road")},
        },
        "categories": [{"key": "do-uong", "name": said("Đồ uống", "Drinks")}],
        "communes": [
            {
                "key": "binh-gia",
                "location": [21.9, 106.3],
                "name": said("Xã Bình Gia", "Binh Gia"),
                "formed_from": [text("xã Cũ")],
            }
        ],
        "events": [
            {
                "key": "hoi-cho",
                "code": "SK-01",
                "name": said("Hội chợ", "Fair"),
                "dates": ["2026-12-01"],
                "place": said("Sân", "Ground"),
                "summary": said("Một ngày.", "One day."),
                "text": said("Có chè.", "With tea."),
                "products": ["che"],
            }
        ],
    }
    (folder / "products/che").mkdir(parents=True, exist_ok=True)
    for name, data in (("catalogue.yml", settings), ("che/product.yml", product)):
        dumped = yaml.safe_dump(data, allow_unicode=True, sort_keys=False)
        (folder / "products" / name).write_text(dumped, "utf-8")
    for lang, title in (("vi", "Giới thiệu"), ("en", "About")):
        head = yaml.safe_dump(
            {"slug": f"about-{lang}", "title": text(title), "description": text(title)}, allow_unicode=True
        )
        body = "".join(letter for letter in text("Một đoạn.") if letter.isprintable() or letter == "\n")
        (folder / f"products/about.{lang}.md").write_text(f"---\n{head}---\n{body}\n", "utf-8", newline="\n")
    Image.new("RGB", (1600, 1200), (90, 140, 90)).save(folder / "products/che/a.jpg")
    (folder / "mkdocs.yml").write_text(
        "site_name: x\nsite_url: https://ocop-binh-gia.vn/\ndocs_dir: products\nsite_dir: site\ntheme:\n  name: null\n"
        "plugins:\n  - site-builder: {cache_dir: .cache}\n",
        "utf-8",
    )
