"""A file as its keeper wrote it: every value text, everything with its place, any encoding that Notepad saves."""

from __future__ import annotations

import codecs

import pytest

from site_builder.content.file_text import MAX_FILE_BYTES
from site_builder.content.yaml_reader import YamlDocument, read_yaml

FILE = "products/che/product.yml"
PLAIN = "code: BG-001\nname:\n  vi: Chè dưới tán hồi\nphotos:\n  - file: a.jpg\n    alt: {vi: Đồi chè, en: Tea}\n"


def codes(reading: YamlDocument) -> list[str]:
    return [problem.code for problem in reading.problems]


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("0366123456", "0366123456"),
        ("120.000", "120.000"),
        ("12:30", "12:30"),
        ("no", "no"),
        ("true", "true"),
        ("2020-05-22", "2020-05-22"),
        ("1_000", "1_000"),
        ("0x1F", "0x1F"),
        ("'  giữa  '", "giữa"),
        ('"dòng\\nmới"', "dòng\nmới"),
        ("Chè ​ngon", "Chè ngon"),
        ("\u202a0912 345 678\u202c", "0912 345 678"),
        ("Che\u0300", "Chè"),
    ],
)
def test_a_value_is_the_text_that_is_written(written: str, text: str) -> None:
    reading = read_yaml(f"a: {written}\n".encode(), FILE)

    assert reading.data == {"a": text}
    assert reading.problems == ()


@pytest.mark.parametrize("nothing", ["", " ~", " null", ' ""', " '  '", "  # ghi chú"])
def test_an_empty_value_is_not_there_but_its_key_has_a_place(nothing: str) -> None:
    reading = read_yaml(f"code: BG-001\ngroup:{nothing}\n".encode(), FILE)

    assert reading.data == {"code": "BG-001"}
    assert reading.positions.of("group", key=True) == (2, 1)


def test_every_key_and_value_knows_its_line_and_column() -> None:
    places = read_yaml(PLAIN.encode(), FILE).positions

    assert places.of("code") == (1, 7)
    assert places.of("name", key=True) == (2, 1)
    assert places.of("name.vi") == (3, 7)
    assert places.of("photos.0") == (5, 5)
    assert places.of("photos.0.alt.en") == (6, 28)
    assert places.of("photos.0.alt.en", key=True) == (6, 24)


def test_what_is_not_written_has_the_place_of_its_nearest_parent() -> None:
    places = read_yaml(PLAIN.encode(), FILE).positions

    assert places.of("photos.0.credit") == (5, 5)
    assert places.of("name.en", key=True) == (2, 1)
    assert places.of("producer.contact.phone") == (1, 1)


@pytest.mark.parametrize(
    "content",
    [
        PLAIN.encode("utf-8"),
        codecs.BOM_UTF8 + PLAIN.encode("utf-8"),
        codecs.BOM_UTF16_LE + PLAIN.encode("utf-16-le"),
        codecs.BOM_UTF16_BE + PLAIN.encode("utf-16-be"),
        PLAIN.replace("\n", "\r\n").encode("utf-8"),
        PLAIN.replace("\n", "\r").encode("utf-8"),
        codecs.BOM_UTF16_LE + PLAIN.replace("\n", "\r\n").encode("utf-16-le"),
    ],
    ids=["utf-8", "utf-8 with mark", "utf-16 le", "utf-16 be", "crlf", "cr", "notepad unicode"],
)
def test_encodings_and_line_ends_make_no_difference(content: bytes) -> None:
    assert read_yaml(content, FILE) == read_yaml(PLAIN.encode(), FILE)
    assert read_yaml(content, FILE).problems == ()


def test_columns_count_letters_not_bytes() -> None:
    reading = read_yaml("{vi: Chè dưới tán hồi, stars: 3}\n".encode(), FILE)

    assert reading.positions.of("stars") == (1, 31)


def test_a_line_break_that_editors_do_not_show_does_not_shift_lines() -> None:
    reading = read_yaml("vi: một\u2028hai\nen: three\n".encode(), FILE)

    assert reading.data == {"vi": "một hai", "en": "three"}
    assert reading.positions.of("en") == (2, 5)


def test_a_part_can_be_repeated_and_completed() -> None:
    reading = read_yaml(b"a: &base {x: 1, y: 2}\nb: {<<: *base, y: 3}\nc: *base\n", FILE)

    assert reading.data == {"a": {"x": "1", "y": "2"}, "b": {"x": "1", "y": "3"}, "c": {"x": "1", "y": "2"}}
    assert reading.positions.of("c.x") == (3, 4)


def test_a_part_cannot_hold_itself() -> None:
    assert codes(read_yaml(b"a: &a [*a]\n", FILE)) == ["alias_unknown"]


def test_repeated_parts_are_counted_as_if_they_were_written_out() -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 30)]

    assert codes(read_yaml("\n".join(lines).encode(), FILE)) == ["too_many_values"]


def test_of_a_key_written_twice_the_first_counts_and_the_second_is_told() -> None:
    reading = read_yaml(b"code: A1\nname: x\ncode: B2\n", FILE)

    assert reading.data == {"code": "A1", "name": "x"}
    assert [(p.code, p.line, p.params) for p in reading.problems] == [
        ("duplicate_key", 3, {"key": "code", "line": "1"})
    ]


def test_a_key_in_composed_and_in_separate_letters_is_the_same_key() -> None:
    assert codes(read_yaml("Mã: 1\nMa\u0303: 2\n".encode(), FILE)) == ["duplicate_key"]


def test_a_file_may_be_as_large_as_the_limit() -> None:
    content = b"a: " + b"x" * (MAX_FILE_BYTES - 4) + b"\n"

    assert codes(read_yaml(content, FILE)) == []
    assert codes(read_yaml(content + b"#", FILE)) == ["file_too_large"]


@pytest.mark.parametrize("opening", ["[", "{", "- ", "? ", "&a ", "!!", "\"'", "a:\n "])
def test_a_file_of_nothing_but_openings_is_refused_at_once(opening: str) -> None:
    assert codes(read_yaml((opening * (MAX_FILE_BYTES // len(opening))).encode(), FILE)) != []


def test_every_old_encoding_in_a_file_is_told_with_its_word() -> None:
    reading = read_yaml("vi: Cheø döôùi taùn hoài\nen: Tea\nstory: ChÃ¨ ngon\n".encode(), FILE)

    assert [(p.code, p.line, p.params["word"]) for p in reading.problems] == [
        ("legacy_encoding", 1, "Cheø"),
        ("broken_utf8", 3, "ChÃ¨"),
    ]


@pytest.mark.parametrize("hidden", ["\x07", "\x7f", "\x9f", "\ufffe", "\uffff"])
def test_a_hidden_character_is_told_with_the_words_before_it(hidden: str) -> None:
    (problem,) = read_yaml(f"code: BG-001\nvi: Chè dưới{hidden} tán\n".encode(), FILE).problems

    assert (problem.code, problem.line, problem.column) == ("control_character", 2, 13)
    assert problem.params == {"before": "vi: Chè dưới", "found": f"U+{ord(hidden):04X}"}


def test_a_letter_of_another_encoding_is_found_behind_a_mark_too() -> None:
    (problem,) = read_yaml(codecs.BOM_UTF8 + "vi: Chè xanh Bình Gia".encode() + b"\xff", FILE).problems

    assert (problem.code, problem.line, problem.column) == ("not_utf8", 1, 22)
    assert problem.params == {"before": "Chè xanh Bình Gia"}


@pytest.mark.parametrize(
    ("value", "found"),
    [
        ("x" * 56, "key:" + "x" * 56),
        ("x" * 57, "key:" + "x" * 53 + "…"),
    ],
)
def test_what_was_found_is_told_up_to_sixty_characters_and_what_is_right_whole(value: str, found: str) -> None:
    (problem,) = read_yaml(f"key:{value}\nmore: 1\n".encode(), "product.yml").problems
    assert problem.code == "colon_without_space"
    assert problem.params == {"lines": "1", "found": found, "right": f"key: {value}"}


@pytest.mark.parametrize(
    "line",
    [
        "code: BG-001                      # mã trên nhãn",
        "code: BG-001 # mã trên nhãn",
        "stars: 3 # như trên giấy",
        "issued: 12/12/2024 # ngày ký",
        "vi: Mật ong rừng  # tên trên nhãn",
        'vi: "Mật ong #1"  # tên trên nhãn',
        'vi: "Mật ong" # tên trên nhãn',
        "name:  # tên",
        "name: # tên",
        "season: {harvest: [3-6]} # như năm ngoái",
        "languages: [vi, en]  # hai thứ tiếng",
        "code: BG-001 ## mã",
        "code: BG-001 #",
        "# vi: Mật ong #1",
        "#vi: Mật ong #1",
        "vi: Mật ong#1",
        "url: https://example.vn/#matong",
        "vi: 'Mật ong #1 Thiện Long'",
    ],
)
def test_a_remark_may_stand_behind_a_value(line: str) -> None:
    assert codes(read_yaml(f"x: 1\n{line}\n".encode(), FILE)) == []


@pytest.mark.parametrize(
    ("line", "right"),
    [
        ("vi: Chè Shan #1 Bình Gia", 'vi: "Chè Shan #1 Bình Gia"'),
        ("vi: Mật ong #matong", 'vi: "Mật ong #matong"'),
        ("vi: Giải nhất #ChèNgon 2025", 'vi: "Giải nhất #ChèNgon 2025"'),
        ("vi: Mật ong  #matong", 'vi: "Mật ong  #matong"'),
        ("vi: Mật ong # ngon nhất", 'vi: "Mật ong # ngon nhất"'),
        ("vi: Cam #1", 'vi: "Cam #1"'),
        ("vi: #matong", 'vi: "#matong"'),
        ("file: anh #1.jpg", 'file: "anh #1.jpg"'),
        ('vi: Chè "Shan" #1', "vi: 'Chè \"Shan\" #1'"),
    ],
)
def test_text_behind_a_hash_is_told_and_not_lost(line: str, right: str) -> None:
    reading = read_yaml(f"x: 1\n{line}\n".encode(), FILE)
    (problem,) = reading.problems

    assert (problem.code, problem.line, problem.params["right"]) == ("hash", 2, right)
    assert reading.data is not None
    assert reading.data[line.partition(":")[0]] == line.partition(":")[2].strip()
    assert codes(read_yaml(f"x: 1\n{right}\n".encode(), FILE)) == []
    assert codes(read_yaml(f"x: 1\n{problem.params['remark']}\n".encode(), FILE)) == []


def test_text_of_a_block_may_hold_any_hash() -> None:
    reading = read_yaml("story:\n  vi: |\n    Chè #1 #ngon\n    # đầu dòng\n".encode(), FILE)

    assert reading.problems == ()
    assert reading.data == {"story": {"vi": "Chè #1 #ngon\n# đầu dòng"}}
