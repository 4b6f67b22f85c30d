"""The page of a product as one sheet of paper: whole, scanned rightly and read aloud, whatever it says."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path, PurePosixPath

import pytest

from site_builder.cache import Cache
from site_builder.prints.sheet import product_sheets
from site_builder.theme_folder import Theme
from site_builder.views.page_cache import PageCache

from ..commands import ROOT
from ..prints.measured import Paper, plain
from ..prints.press import ADDRESS, ENDLESS, catalogue, opened
from ..sampling import Sample

A4 = (595, 842)
STATES = {
    "chung-nhan-5-sao": ("Còn hiệu lực", "In force"),
    "sap-het-han": ("Sắp hết hạn", "Expiring soon"),
    "het-han": ("Hết hiệu lực", "Expired"),
    "chua-xac-nhan": ("Chưa xác nhận", "Unconfirmed"),
    "tiem-nang": ("Sản phẩm tiềm năng", "Potential"),
}
SHORT = "https://qr.thu.example/"
"""The address of codes of the complete catalogue."""
PLACEHOLDER, REAL = "https://ocop-binh-gia.example/", "https://ocop-binh-gia.vn/"


def of_site(site: Path) -> Mapping[str, Paper]:
    """Every sheet of a built site by the address of its page."""
    files = [*site.glob("san-pham/*.pdf"), *site.glob("en/products/*.pdf")]
    return {f.with_suffix(".html").relative_to(site).as_posix(): Paper(f.read_bytes()) for f in sorted(files)}


@pytest.fixture(scope="module")
def complete(complete_site: Path) -> Mapping[str, Paper]:
    return of_site(complete_site)


def made(root: Path, address: str, cache: Path) -> Mapping[str, bytes]:
    """Every sheet of a catalogue of which no photo was prepared, by the address of its page."""
    scenes = opened(root, address)[1].values()
    with Cache(cache) as kept:
        sheets, problems = product_sheets(scenes, PageCache(), Theme(), kept, root)
    assert problems == []
    return {page: file.read_bytes() for page, file in sheets.items()}


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Products with names of many lines and without an end, one expired, one potential."""
    return catalogue(tmp_path_factory.mktemp("trying"))


@pytest.fixture(scope="module")
def trying(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, bytes]:
    return made(root, ADDRESS, tmp_path_factory.mktemp("cache"))


def code_of(products: Path, page: str) -> str:
    """The code of the product whose page it is."""
    text = (products / PurePosixPath(page).stem / "product.yml").read_text("utf-8")
    return next(line.removeprefix("code:").split()[0] for line in text.splitlines() if line.startswith("code:"))


def is_whole(paper: Paper, home: str, code: str) -> None:
    url = f"{home}Q/{code}/"
    assert len(paper.pdf) == 1
    assert tuple(round(side) for side in paper.pdf[0].get_size()) == A4
    assert paper.outside() == []
    assert paper.overlapping() == []
    assert paper.codes() == [url]
    assert url.partition("://")[2].rstrip("/") in paper.texts[0]


@pytest.mark.parametrize("name", ["shipped_site", "complete_site"])
def test_a_sheet_is_one_whole_page_whose_code_is_the_one_of_the_labels(
    name: str, shipped_site: Path, complete_site: Path, sample: Sample
) -> None:
    site, products, home = {
        "shipped_site": (shipped_site, ROOT / "products", REAL),
        "complete_site": (complete_site, ROOT / "tests/catalogues/complete", SHORT),
    }[name]
    found = of_site(site)
    pages = {f.relative_to(site).as_posix() for d in ("san-pham", "en/products") for f in (site / d).glob("*.html")}
    assert found.keys() == {page for page in pages if not page.endswith("index.html")}
    for page in sample(sorted(found), 8):
        is_whole(found[page], home, code_of(products, page))


def test_names_without_an_end_and_products_without_a_photo_stay_on_the_page(
    root: Path, trying: Mapping[str, bytes]
) -> None:
    papers = {page: Paper(data) for page, data in trying.items()}
    assert len(papers) == 10
    for page, paper in papers.items():
        is_whole(paper, ADDRESS, code_of(root, page))
    assert plain(ENDLESS) in papers["san-pham/dai.html"].texts[0]


@pytest.mark.parametrize(("slug", "words"), STATES.items(), ids=STATES)
def test_a_sheet_says_how_a_certificate_stands(
    slug: str, words: tuple[str, str], complete: Mapping[str, Paper]
) -> None:
    for page, said in zip((f"san-pham/{slug}.html", f"en/products/{slug}.html"), words, strict=True):
        text = complete[page].texts[0]
        assert plain(said) in text
        others = {plain(pair[page.startswith("en")]) for pair in STATES.values()} - {plain(said)}
        assert not any(other in text for other in others if other not in plain(said)), page


def test_stars_are_told_only_while_they_may_be_shown(complete: Mapping[str, Paper]) -> None:
    assert plain("5 sao OCOP") in complete["san-pham/chung-nhan-5-sao.html"].texts[0]
    for slug in ("het-han", "chua-xac-nhan", "tiem-nang"):
        assert plain("sao OCOP") not in complete[f"san-pham/{slug}.html"].texts[0]


def test_vietnamese_and_the_code_are_read_as_they_are_written(complete: Mapping[str, Paper]) -> None:
    text = complete["san-pham/ten-rat-dai.html"].texts[0]
    assert plain("Bánh khẩu sli nếp nương ủ lá rừng nhuộm gấc ngũ sắc") in text
    assert plain("Mã THU-LONG-01") in text
    assert not re.search(r"[A-Za-z]+\(\w+=", text)


def test_a_sheet_with_an_address_that_is_not_final_is_a_draft(
    root: Path, trying: Mapping[str, bytes], tmp_path: Path
) -> None:
    for page, data in made(root, PLACEHOLDER, tmp_path).items():
        assert plain("DRAFT" if page.startswith("en/") else "BẢN NHÁP") in Paper(data).texts[0], page
    for data in trying.values():
        assert "DRAFT" not in Paper(data).texts[0]
        assert plain("BẢN NHÁP") not in Paper(data).texts[0]


def test_the_same_sheet_is_the_same_bytes(root: Path, trying: Mapping[str, bytes], tmp_path: Path) -> None:
    assert made(root, ADDRESS, tmp_path) == trying


def test_a_sheet_can_be_read_by_screen_readers(complete: Mapping[str, Paper]) -> None:
    for page, lang in (("san-pham/het-han.html", "vi"), ("en/products/het-han.html", "en")):
        with complete[page].raw() as pdf:
            assert bool(pdf.Root.MarkInfo.Marked)
            assert "/StructTreeRoot" in pdf.Root
            assert str(pdf.Root.Lang) == lang
            assert b"pdfuaid" in pdf.Root.Metadata.read_bytes()


FOLDERS = {"san-pham", "products", "xa", "communes", "chu-the", "producers", "su-kien", "events", "tin", "news"}
"""Of the pages that have a PDF, besides prose, which lies at the root of each language."""
PANELS = ("Quy cách và giá", "Nơi bán", "Thông tin cho khách mua buôn")


def test_a_sheet_says_what_the_page_alone_has(complete_site: Path) -> None:
    """Each panel of the page is on the sheet, or named as left out; photos and sources are counted."""
    named: set[str] = set()
    for page in sorted((complete_site / "san-pham").glob("*.html")):
        if page.stem == "index" or 'http-equiv="refresh"' in page.read_text("utf-8"):
            continue
        html, text = page.read_text("utf-8"), Paper(page.with_suffix(".pdf").read_bytes()).texts[0]
        _, mark, rest = text.partition(plain("Chỉ có ở trang sản phẩm:"))
        left_out = rest.partition(".")[0].split(";") if mark else []
        photos = max(html.count("data-photo") - 1, 0)
        assert (plain(f"{photos} ảnh khác") in left_out) == bool(photos), page
        for panel in PANELS:
            if f"<h2>{panel}</h2>" in html:
                assert text.count(plain(panel)) == 1, (page, panel)
                named |= {plain(panel)} & set(left_out)
    assert named


OWN_PAGES = {"index", "404", "kiosk", "mua-vu", "seasons", "khong-co-mang", "offline", "danh-sach-mang-ve", "my-list"}


def test_the_tools_of_a_page_offer_its_own_pdf_and_those_of_lists_none(complete_site: Path) -> None:
    seen = set()
    for page in sorted(complete_site.rglob("*.html")):
        html = page.read_text("utf-8")
        offered = re.findall(r'<a href="([^"]+)" type="application/pdf">', html)
        folder = "" if page.parent.name in (complete_site.name, "en") else page.parent.name
        has_pdf = (
            (not folder or folder in FOLDERS) and page.stem not in OWN_PAGES and 'http-equiv="refresh"' not in html
        )
        assert len(offered) == (2 if has_pdf else 0), page
        assert {(page.parent / each).resolve() for each in offered} == (
            {page.with_suffix(".pdf").resolve()} if has_pdf else set()
        )
        seen |= {folder} if has_pdf else set()
        assert page.with_suffix(".pdf").is_file() == has_pdf
    assert seen == {"", *FOLDERS}
