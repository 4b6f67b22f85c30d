from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest
from playwright.sync_api import BrowserContext

from ..sampling import Sample

NewContext = Callable[..., BrowserContext]
Printed = Callable[[str], "pypdfium2.PdfDocument"]


@pytest.fixture
def printed(shipped_site: Path, new_context: NewContext) -> Printed:
    """A page of the shipped site as it comes out of the printer of someone who reads at night."""
    page = new_context(color_scheme="dark").new_page()

    def print_page(address: str) -> pypdfium2.PdfDocument:
        page.goto((shipped_site / address).as_uri())
        return pypdfium2.PdfDocument(page.pdf(prefer_css_page_size=True, print_background=True))

    return print_page


def text(document: pypdfium2.PdfDocument) -> str:
    return "\n".join(page.get_textpage().get_text_bounded() for page in document)


def test_every_product_is_one_sheet(printed: Printed, shipped_site: Path, sample: Sample) -> None:
    folders = (shipped_site / "san-pham", shipped_site / "en/products")
    pages = [page for folder in folders for page in sorted(folder.glob("*.html")) if page.stem != "index"]

    sheets = {page.stem: len(printed(page.relative_to(shipped_site).as_posix())) for page in sample(pages, 6)}

    assert len(pages) >= 24
    assert set(sheets.values()) == {1}, sheets


def test_paper_stays_white_at_night(printed: Printed) -> None:
    sheet = printed("san-pham/che-duoi-tan-hoi.html")[0].render(scale=0.5).to_pil().convert("RGB")

    assert sheet.getpixel((2, 2)) == (255, 255, 255)
    assert sheet.getpixel((sheet.width - 3, sheet.height - 3)) == (255, 255, 255)


def test_what_only_a_screen_can_do_is_left_out(printed: Printed) -> None:
    words = text(printed("san-pham/che-duoi-tan-hoi.html"))

    assert "Chè dưới tán hồi" in words
    assert "Hết hiệu lực" in words
    assert "Ban đêm" not in words
    assert "Đến nội dung chính" not in words


def test_the_catalogue_is_a_list_of_a_few_sheets(printed: Printed) -> None:
    document = printed("san-pham/index.html")

    assert len(document) <= 2
    assert text(document).count("Xã ") + text(document).count("Vùng ") >= 12
