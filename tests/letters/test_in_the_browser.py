"""Letters that the text's fonts lack, on a computer that has few fonts of its own."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import BrowserContext

from ..commands import build
from .signs import catalogue_with

LOADED = """document.fonts.ready.then(all => [...all].filter(face => face.status === 'loaded')
  .map(face => face.unicodeRange).filter(range => range !== 'U+0-10FFFF').sort())"""


def test_a_page_loads_the_fonts_of_its_letters_and_no_other(context: BrowserContext, tmp_path: Path) -> None:
    catalogue_with(lambda text: text.replace("Chè ngon", "Chè ★ ngon ℃ ຊາ").replace("Hồ sơ", "Hồ sơ ➜"), tmp_path)
    build(folder=tmp_path)
    page = context.new_page()
    page.goto((tmp_path / "site/san-pham/che.html").as_uri())
    assert set(page.evaluate(LOADED)) == {"U+2103, U+2605", "U+E8A, U+EB2"}
    page.goto((tmp_path / "site/about-vi.html").as_uri())
    assert page.evaluate(LOADED) == []
