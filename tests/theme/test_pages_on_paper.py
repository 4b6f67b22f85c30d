from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image, ImageChops
from playwright.sync_api import Browser, BrowserContext

from ..commands import WITH_AN_ADDRESS, build
from ..sampling import Sample
from ..shared import Shared

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


def squeezed(words: str) -> str:
    """Without white space and hyphens: what a reader of PDF makes of them at the end of a line differs."""
    return re.sub(r"[\s\u00ad\u200b\ufffe\x02-]+", "", words)


def sheets(document: pypdfium2.PdfDocument) -> list[str]:
    return [squeezed(page.get_textpage().get_text_bounded()) for page in document]


TOLD = """() => [...document.querySelectorAll('.bg-product, .bg-body')].flatMap(part => {
  const walker = document.createTreeWalker(part, NodeFilter.SHOW_TEXT), found = [];
  while (walker.nextNode()) {
    const around = walker.currentNode.parentElement;
    const unprinted = '.bg-actions, .bg-link, .bg-listen, .bg-visually-hidden, [data-needs-js], #code';
    if (around.checkVisibility() && !around.closest(unprinted))
      found.push(walker.currentNode.data);
  }
  return found;
})"""
"""Every text of a product on the screen but what only a screen can do."""


def test_all_that_a_page_tells_of_a_product_is_on_its_sheets(
    complete_site: Path, new_context: NewContext, sample: Sample
) -> None:
    folders = (complete_site / "san-pham", complete_site / "en/products")
    files = [file for folder in folders for file in sorted(folder.glob("*.html")) if file.stem != "index"]
    page = new_context().new_page()
    lost = {}
    for file in sample(files, 6):
        page.goto(file.as_uri())
        told = [squeezed(words) for words in page.evaluate(TOLD)]
        assert len(told) > 10
        on_paper = sheets(pypdfium2.PdfDocument(page.pdf(prefer_css_page_size=True)))
        assert all(len(sheet) > 150 for sheet in on_paper), file.name
        lost[file.name] = [words for words in told if words not in "".join(on_paper)]
    assert {name: words for name, words in lost.items() if words} == {}


LONG = """
code: TT-01
status: potential
name: {{vi: Rượu thử, en: Trial wine}}
group: drink
summary: {{vi: Một câu., en: One sentence.}}
origin: {{area: {{vi: Vùng Thử, en: Trial area}}}}
photos: [{{file: 1.jpg, alt: {{vi: Chai, en: Bottle}}}}, {{file: 2.jpg, alt: {{vi: Vườn, en: Garden}}}}]
facts: [{facts}]
story: {{vi: "{story}"}}
sources: [{{title: Hồ sơ giấy thử}}]
"""
FACT = "{{label: {{vi: Mục thử {n}, en: Fact {n}}}, value: {{vi: Giá trị {n}x, en: Value {n}}}}}"
FACTS, WORDS = range(101, 141), range(1001, 4001)


@pytest.fixture(scope="module")
def long_site(shared: Shared, photo_cache: Path) -> Path:
    """A product of forty facts and three thousand words; its first photo, of a bottle, has a red rim."""

    def fill(place: Path) -> None:
        folder = place / "products/ruou"
        folder.mkdir(parents=True)
        facts = ", ".join(FACT.format(n=number) for number in FACTS)
        story = "".join(f"chữ{number}{'. ' if number % 12 == 0 else ' '}" for number in WORDS).strip()
        (folder / "product.yml").write_text(LONG.format(facts=facts, story=story), "utf-8")
        drawn = Image.new("RGB", (800, 1200), "red")
        drawn.paste((230, 225, 210), (40, 40, 760, 1160))
        drawn.save(folder / "1.jpg")
        Image.new("RGB", (1600, 720), "teal").save(folder / "2.jpg")
        settings = "site: {name: {vi: Danh mục thử, en: Trial}, office: {name: {vi: Phòng, en: Office}}}\n"
        (place / "products/catalogue.yml").write_text(settings, "utf-8")
        build(
            *(*WITH_AN_ADDRESS, "--products", place / "products"),
            *("--site-dir", place / "site", "--cache-dir", photo_cache),
        )

    return shared.folder("a long product", fill) / "site"


@pytest.fixture(scope="module")
def long_print(long_site: Path, browser: Browser) -> pypdfium2.PdfDocument:
    page = browser.new_page()
    page.goto((long_site / "san-pham/ruou.html").as_uri())
    printed = pypdfium2.PdfDocument(page.pdf(prefer_css_page_size=True, print_background=True))
    page.close()
    return printed


def test_a_long_product_goes_on_over_as_many_sheets_as_it_needs(long_print: pypdfium2.PdfDocument) -> None:
    whole = "".join(sheets(long_print))
    assert [number for number in WORDS if f"chữ{number}" not in whole] == []
    assert [number for number in FACTS if f"Mụcthử{number}Giátrị{number}x" not in whole] == []
    assert 4 <= len(long_print) <= 9


def test_each_sheet_says_whose_it_is_and_none_is_blank(long_print: pypdfium2.PdfDocument) -> None:
    for number, sheet in enumerate(sheets(long_print), 1):
        assert "Danhmụcthử" in sheet
        assert "Rượuthử·MãTT01ocopbinhgia.vn/Q/TT01" in sheet
        assert f"{number}/{len(long_print)}" in sheet
        assert len(sheet) > 400, "more than head and foot"


def test_pictures_on_paper_are_not_cut(long_print: pypdfium2.PdfDocument) -> None:
    first = long_print[0].render(scale=2).to_pil().convert("RGB")
    red, green, blue = first.split()
    only_red = ImageChops.subtract(red, ImageChops.lighter(green, blue)).point(lambda value: 255 if value > 150 else 0)
    box = only_red.getbbox()
    assert box is not None
    assert (box[2] - box[0]) / (box[3] - box[1]) == pytest.approx(800 / 1200, rel=0.03)


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
