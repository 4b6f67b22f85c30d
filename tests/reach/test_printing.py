"""A page sent to the printer by the browser."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
import zxingcpp
from playwright.sync_api import BrowserContext, Page

from ..sampling import Sample

NewContext = Callable[..., BrowserContext]
A4 = (595, 842)


def printed(page: Page, address: str) -> Any:
    page.goto(address)
    return pypdfium2.PdfDocument(page.pdf(prefer_css_page_size=True, print_background=True))


def words(sheet: Any) -> str:
    """A hyphen at the end of a line is one that was written: nothing here is hyphenated."""
    return " ".join(str(sheet.get_textpage().get_text_bounded()).replace("\x02", "-").split())


@pytest.mark.parametrize("site", ["shipped_site", "complete_site"])
def test_every_sheet_of_a_product_has_its_address_and_one_its_code(
    site: str, shipped_site: Path, complete_site: Path, sample: Sample, new_context: NewContext
) -> None:
    folder = {"shipped_site": shipped_site, "complete_site": complete_site}[site]
    page = new_context().new_page()
    pages = [f for place in ("san-pham", "en/products") for f in (folder / place).glob("*.html") if f.stem != "index"]
    assert len(pages) >= 24
    for file in sample(sorted(pages), 8):
        document = printed(page, file.as_uri())
        assert {tuple(round(side) for side in sheet.get_size()) for sheet in document} == {A4}
        pictures = [sheet.render(scale=3).to_pil().convert("L") for sheet in document]
        (code,) = [code.text for picture in pictures for code in zxingcpp.read_barcodes(picture)]
        typed = code.lower().removeprefix("https://").rstrip("/")
        said = [words(sheet).lower().replace(" ", "") for sheet in document]
        # An address that may still change stands beside its code alone.
        repeated = typed if site == "shipped_site" else typed.rpartition("/")[2]
        assert [text for text in said if repeated not in text] == [], file
        assert any(typed in text for text in said), file
        document.close()


def test_the_catalogue_is_a_list(complete_url: str, complete_site: Path, new_context: NewContext) -> None:
    document = printed(new_context().new_page(), complete_url + "san-pham/index.html")
    said = " ".join(words(sheet) for sheet in document)
    names = [f.stem for f in (complete_site / "san-pham").glob("*.html") if f.stem != "index"]
    assert len(document) <= 1 + len(names) // 8
    assert said.count("Sản phẩm thử") >= 2
    for left_out in ("Bộ lọc", "Sắp xếp", "Nghe đọc", "Ban đêm"):
        assert left_out not in said
    document.close()
