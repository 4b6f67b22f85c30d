"""Prose pages are read by every check of texts: their heads, their paragraphs, and sentences over the end of a line."""

from __future__ import annotations

from pathlib import Path

import pytest

from site_builder.content.visitor_texts import text_blocks

from .small import product, verdict, write

HEAD = "---\ntitle: {title}\nslug: a\n---\n\n"
CHECKED = {
    "claim": "Chè này chữa bệnh dạ dày.",
    "claim_of_scheme": "Rau đạt chuẩn VietGAP.",
    "person_phone_on_page": "Gọi 0912 345 678.",
    "person_name_on_page": "Chị Hoàng Thị Mẫu làm chè.",
    "person_identity": "CCCD 020085001234",
    "placeholder": "Đang cập nhật",
    "text_in_telex": "Maatj ong ruwngf",
    "text_without_marks": "Mat ong rung cua ba con trong ban lang nay",
    "text_in_capitals": "GIỚI THIỆU VỀ VÙNG ĐẤT NÀY",
    "text_with_markup": "Chè <b>ngon</b> lắm",
}


def told(folder: Path, page: str) -> list[tuple[str, int]]:
    root = write(folder, {"che": product()})
    (root / "a.vi.md").write_text(page, "utf-8")
    (root / "a.en.md").write_text(HEAD.format(title="About") + "Call us.\n", "utf-8")
    return [(problem.code, problem.line) for problem in verdict(root).problems]


@pytest.mark.parametrize(("code", "text"), CHECKED.items())
def test_a_paragraph_is_read(code: str, text: str, tmp_path: Path) -> None:
    of_body = code.replace("placeholder", "placeholder_on_page")
    assert told(tmp_path, f"{HEAD.format(title='Về')}Câu đầu.\n\n{text}\n") == [(of_body, 8)]


@pytest.mark.parametrize(("code", "text"), CHECKED.items())
def test_an_item_is_read(code: str, text: str, tmp_path: Path) -> None:
    of_body = code.replace("placeholder", "placeholder_on_page")
    assert told(tmp_path, f"{HEAD.format(title='Về')}- Câu đầu.\n- {text}\n") == [(of_body, 7)]


@pytest.mark.parametrize(("code", "text"), CHECKED.items())
def test_a_title_is_read(code: str, text: str, tmp_path: Path) -> None:
    of_head = code.removesuffix("_on_page") if code.startswith("person_identity") else code
    assert told(tmp_path, f"{HEAD.format(title=f'{chr(34)}{text}{chr(34)}')}Câu đầu.\n") == [(of_head, 2)]


@pytest.mark.parametrize("code", ["claim", "claim_of_scheme", "person_name_on_page"])
def test_a_sentence_is_read_over_the_end_of_a_line(code: str, tmp_path: Path) -> None:
    page = f"{HEAD.format(title='Về')}Câu đầu, rồi\n{CHECKED[code].replace(' ', chr(10))}\n"
    ((found, line),) = told(tmp_path, page)
    assert (found, line > 6) == (code, True)


def test_rows_and_items_are_no_sentence_together() -> None:
    page = "# Đầu\nMột\nhai\n\n- ba\n- bốn\n  năm\n\n| a | b |\n|---|---|\n> sáu\n1. bảy\n"
    blocks = [(1, "# Đầu\nMột\nhai"), (5, "- ba"), (6, "- bốn\n  năm"), (9, "| a | b |"), (10, "|---|---|")]
    assert list(text_blocks(page, 1)) == [*blocks, (11, "> sáu"), (12, "1. bảy")]
