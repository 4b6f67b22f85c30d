"""Markdown where a text is shown as it is written is told, and the text that is proposed is plain."""

from __future__ import annotations

from pathlib import Path

import pytest

from site_builder.content import load
from site_builder.content.plausibility import markdown_in_plain_texts

from .mistakes import GOOD, SETTINGS, catalogue


def told(tmp_path: Path, product: str = GOOD, settings: str = SETTINGS) -> list[tuple[str, str, str]]:
    root = catalogue(tmp_path, product, settings)
    found = markdown_in_plain_texts(load.read_catalogue(root, tmp_path, None))
    return [(problem.path, problem.params["found"], problem.params["wanted"]) for problem in found]


@pytest.mark.parametrize(
    ("written", "found", "wanted"),
    [
        ("**Mật ong** khoái", "**Mật ong**", "Mật ong"),
        ("Có *mật ong* và rau", "*mật ong*", "mật ong"),
        ("Mang [mật ong](mat-ong/) đến", "[mật ong](mat-ong/)", "mật ong"),
        ("Xem [trang](https://a.example/b)", "[trang](https://a.example/b)", "trang"),
    ],
)
def test_signs_of_markdown_in_a_plain_text_are_told(tmp_path: Path, written: str, found: str, wanted: str) -> None:
    shown = f'    displays: [{{commune: thien-long, text: {{vi: "{written}", en: Honey}}}}]\n'
    path = "events.0.displays.0.text.vi"
    assert told(tmp_path, settings=SETTINGS + shown) == [(path, found, wanted)]
    assert told(tmp_path, settings=SETTINGS + shown.replace(found, wanted)) == []


@pytest.mark.parametrize("plain", ["Hạng 3* và 4*", "2 * 3 * 4 m", "Giá [chưa rõ] (2025)", "Loại A*"])
def test_other_asterisks_and_brackets_are_plain_text(tmp_path: Path, plain: str) -> None:
    assert told(tmp_path, settings=f'{SETTINGS}    place: {{vi: "{plain}", en: A}}\n') == []


@pytest.mark.parametrize("key", ["text", "attendance", "difficulties", "next_steps"])
def test_texts_that_are_read_as_markdown_may_have_it(tmp_path: Path, key: str) -> None:
    assert told(tmp_path, settings=f'{SETTINGS}    {key}: {{vi: "**Mật ong**", en: "**Honey**"}}\n') == []


def test_a_summary_of_a_product_is_plain(tmp_path: Path) -> None:
    marked = GOOD.replace("vi: Mật ong hoa rừng", "vi: Mật ong **hoa rừng**")
    assert marked != GOOD
    assert told(tmp_path, marked) == [("summary.vi", "**hoa rừng**", "hoa rừng")]
