"""Labels and all that is larger: whatever the names, everything is in its place and can be scanned."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest
from PIL import Image

from site_builder.content import load
from site_builder.prints import typst
from site_builder.prints.labels import prepare_covers
from site_builder.views import qr

from . import press
from .measured import Box, Paper, Scan, plain, tags
from .press import ENDLESS, PRODUCTS, THREE_LINES

SHEETS = ("a4-24", "a4-12", "a4-8")
SINGLES = ("50x30", "70x40", "40x60", "100x150")
QUIET_BY_THE_STANDARD = 4
"""Modules of white around a code (ISO/IEC 18004)."""
LARGE = ("tent", "booth", "poster", "rollup")
POINTS = 72 / 25.4
LONGEST_SHEETS = ("https://san-pham-ocop.binhgia.langson.vn/", "https://ocop.github.io/danh-muc/")
CODES = [f"SP-{at:02}" for at in range(1, len(PRODUCTS) + 1)]


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return press.catalogue(tmp_path_factory.mktemp("labels"))


@pytest.fixture(scope="module")
def papers(root: Path) -> dict[str, Paper]:
    return {kind: Paper(press.printed(root, kind)) for kind in (*SHEETS, *SINGLES, *LARGE, "strip")}


def address(code: str, level: qr.ErrorCorrection = "M", root: str = press.ADDRESS) -> str:
    """What a scanner is to read."""
    return qr.symbol(f"{root}Q/{code}/", level).address


def level(kind: str) -> qr.ErrorCorrection:
    return press.form(kind).level


def boxes_of_labels(kind: str) -> list[tuple[float, float, float, float]]:
    """Left, bottom, right, top of every place of a sheet, in points."""
    form = press.form(kind)
    grid = form.grid
    assert grid
    places = [(column, row) for row in range(grid.rows) for column in range(grid.columns)]
    found = []
    for column, row in places:
        left, top = grid.left + column * grid.pitch[0], grid.top + row * grid.pitch[1]
        corners = (left, grid.page[1] - top - form.height, left + form.width, grid.page[1] - top)
        found.append(tuple(corner * POINTS for corner in corners))
    return found  # type: ignore[return-value]


def module_of(scan: Scan) -> float:
    """The side of a module in points."""
    symbol = qr.symbol(scan.text, "Q" if scan.level == "Q" else "M")
    return (scan.right - scan.left) / len(symbol.rows)


@pytest.mark.parametrize("kind", [*SHEETS, *SINGLES, *LARGE, "strip"])
def test_every_code_is_read_from_paper_to_exactly_its_address(papers: dict[str, Paper], kind: str) -> None:
    found = Counter(papers[kind].codes())
    each = 2 if kind == "tent" else 1
    codes = ["SK-01"] if kind == "strip" else CODES
    assert found == {address(code, level(kind)): each for code in codes}


@pytest.mark.parametrize("kind", [*SHEETS, *SINGLES, *LARGE, "strip"])
def test_codes_and_photos_say_in_words_what_they_are(papers: dict[str, Paper], kind: str) -> None:
    with papers[kind].raw() as pdf:
        told = Counter(str(tag.get("/Alt", "")) for tag in tags(pdf.Root.StructTreeRoot) if tag.S == "/Figure")
    each = 2 if kind == "tent" else 1
    photos = told.pop("Ảnh", 0)
    assert photos == (len(CODES) * each if kind in LARGE else 0)
    codes = ["SK-01"] if kind == "strip" else CODES
    assert Counter(words.rpartition(", ")[2] for words in told.elements()) == {
        f"ocop-binh-gia.vn/Q/{code}": each for code in codes
    }


@pytest.mark.parametrize("kind", [*SHEETS, *SINGLES, *LARGE, "strip"])
def test_no_module_is_smaller_than_four_tenths_of_a_millimetre(papers: dict[str, Paper], kind: str) -> None:
    modules = [module_of(scan) / POINTS for scan in papers[kind].scans]
    assert min(modules) >= qr.MIN_MODULE_MM * 0.97


@pytest.mark.parametrize("kind", [*SHEETS, *SINGLES, *LARGE, "strip"])
def test_nothing_overlaps_and_nothing_leaves_the_page(papers: dict[str, Paper], kind: str) -> None:
    assert papers[kind].outside() == []
    assert [pair for pair in papers[kind].overlapping() if not _leaning(*pair)] == []


def _leaning(one: Box, other: Box) -> bool:
    """Two pieces of one slanted word: the letters of large type lean over their neighbours."""
    across = min(one.right, other.right) - max(one.left, other.left)
    return across < 0.2 * min(one.top - one.bottom, other.top - other.bottom)


@pytest.mark.parametrize("kind", [*SHEETS, *SINGLES])
def test_every_letter_is_on_a_label(papers: dict[str, Paper], kind: str) -> None:
    places = boxes_of_labels(kind)
    lost = [
        box
        for boxes in papers[kind].boxes()
        for box in boxes
        if not any(
            left - 0.5 <= box.left and bottom - 0.5 <= box.bottom and box.right <= right + 0.5 and box.top <= top + 0.5
            for left, bottom, right, top in places
        )
    ]
    assert lost == []


@pytest.mark.parametrize("kind", [*SHEETS, *SINGLES, *LARGE, "strip"])
def test_no_letter_is_in_the_quiet_zone_of_a_code(papers: dict[str, Paper], kind: str) -> None:
    boxes = list(papers[kind].boxes())
    for scan in papers[kind].scans:
        quiet = module_of(scan) * (QUIET_BY_THE_STANDARD - 0.6)  # a scanner finds corners to half a module
        zone = Box(scan.page, scan.left - quiet, scan.bottom - quiet, scan.right + quiet, scan.top + quiet, "")
        assert [box for box in boxes[scan.page - 1] if _touches(box, zone)] == []


def _touches(box: Box, zone: Box) -> bool:
    return box.left < zone.right and zone.left < box.right and box.bottom < zone.top and zone.bottom < box.top


@pytest.mark.parametrize(
    ("kind", "pages"), [("a4-24", 1), ("a4-12", 1), ("a4-8", 1), ("50x30", 5), ("70x40", 5), ("tent", 5), ("booth", 5),
                        ("poster", 5), ("rollup", 5), ("strip", 1)],
)  # fmt: skip
def test_pages_are_as_many_and_as_large_as_they_have_to_be(papers: dict[str, Paper], kind: str, pages: int) -> None:
    paper, form = papers[kind], press.form(kind)
    size = form.grid.page if form.grid else (form.width, form.height)
    assert len(paper.pdf) == pages
    for page in paper.pdf:
        assert page.get_size() == pytest.approx([side * POINTS for side in size], abs=0.1)


@pytest.mark.parametrize("kind", [*SHEETS, *SINGLES, *LARGE])
def test_every_product_is_there_with_its_code(papers: dict[str, Paper], kind: str) -> None:
    words = _bare(" ".join(papers[kind].texts))
    for name in ("Chè dưới tán hồi", "Mật", "Sản phẩm đã hết hạn", THREE_LINES[:24], ENDLESS[:20]):
        assert _bare(name) in words
    for code in CODES:
        assert _bare(code) in words


def _bare(text: str) -> str:
    """Without spaces and the places where a long word may break."""
    return re.sub(r"[\s\u200b\u00ad\ufffe-]+", "", plain(text))


@pytest.mark.parametrize("kind", SHEETS)
def test_a_label_says_what_it_has_to_in_both_languages(papers: dict[str, Paper], kind: str) -> None:
    words = _bare(papers[kind].texts[0])
    said = ("Tea grown under star anise", "4 sao OCOP", "Xã Hồng Phong", "Quét để xem", "Scan for the story", "SP-01")
    assert all(_bare(each) in words for each in said)


def test_stars_are_on_labels_of_certificates_in_force_alone(root: Path) -> None:
    def words(slug: str) -> str:
        return Paper(press.printed(root, "a4-8", slugs=[slug])).texts[0]

    assert "4saoOCOP" in words("che")
    assert "sao" not in words("cu")
    assert "hiệulực" not in words("cu")
    assert "Sảnphẩmtiềmnăng" in words("mat")


def test_a_label_whose_name_has_no_english_says_it_once(root: Path) -> None:
    assert Paper(press.printed(root, "a4-8", slugs=["mat"])).texts[0].count("Mật") == 1


def test_a_sheet_may_begin_where_the_last_one_ended(root: Path) -> None:
    paper = Paper(press.printed(root, "a4-8", slugs=["che"], copies=4, skip=6))
    assert len(paper.pdf) == 2
    first, second = ([box for box in boxes if "Chè" in box.text] for boxes in paper.boxes())
    lowest = boxes_of_labels("a4-8")[6]
    assert len(first) == 2
    assert len(second) == 2
    assert all(box.top < lowest[3] for box in first)
    assert len(paper.codes()) == 4


def test_both_faces_of_a_tent_can_be_read_upright(papers: dict[str, Paper]) -> None:
    """The front at the foot of the sheet in Vietnamese, the back turned, in English."""
    page = papers["tent"].pdf[0].render(scale=1).to_pil()
    assert page.size == (596, 842)
    front = [box for box in next(papers["tent"].boxes()) if "Quét" in box.text]
    back = [box for box in next(papers["tent"].boxes()) if "Scan" in box.text]
    assert all(box.top < 421 for box in front)
    assert all(box.bottom > 421 for box in back)


def test_a_strip_names_every_producer_and_what_it_brings(papers: dict[str, Paper]) -> None:
    words = _bare(papers["strip"].texts[0])
    event = ("Hội chợ sản phẩm OCOP", "Fair of highland produce", "12–14/12/2026", "Sân vận động")
    for each in (*event, "Hợp tác xã", "Chè dưới tán hồi", "ocop-binh-gia.vn/Q/SK-01"):
        assert _bare(each) in words


@pytest.mark.parametrize(
    ("kind", "pixels"),
    [
        ("tent", (1087, 1749)),  # 92 × 148 mm
        ("booth", (2480, 1394)),  # 210 × 118 mm
        ("poster", (3508, 2622)),  # 297 × 222 mm
        ("rollup", (4000, 3800)),  # 800 × 760 mm, which nobody looks at from nearby
    ],
)
def test_a_cover_is_cut_at_three_hundred_dots_to_the_inch(tmp_path: Path, kind: str, pixels: tuple[int, int]) -> None:
    root = press.catalogue(tmp_path, {"che": PRODUCTS["che"]})
    Image.new("RGB", (6000, 5400), (90, 140, 100)).save(root / "che" / "bia.jpg")
    made = prepare_covers(
        load.read_catalogue(root, tmp_path, None), ["che"], press.form(kind), tmp_path / "cache", 1, lambda *_: None
    )
    cover = made.pictures["che", "bia.jpg"].fallback
    assert (cover.width, cover.height) == pixels
    with Image.open(cover.file) as picture:
        assert (picture.format, picture.size) == ("JPEG", pixels)


@pytest.mark.parametrize("long", LONGEST_SHEETS)
def test_long_addresses_are_read_from_the_smallest_label_too(root: Path, long: str) -> None:
    found = set(Paper(press.printed(root, "50x30", long)).codes())
    assert found == {address(code, root=long) for code in CODES}


DRAFTS = ("https://ocop.example/", "http://localhost:8000/", "", "https://192.168.1.5/", "https://ocop.example.com/")


@pytest.mark.parametrize(
    ("kind", "draft"),
    [
        *(("50x30", draft) for draft in DRAFTS),
        *((kind, DRAFTS[0]) for kind in (*SHEETS, "tent", "booth", "poster", "strip")),
    ],
)
def test_what_is_not_final_is_marked_across_and_can_still_be_tried(root: Path, kind: str, draft: str) -> None:
    paper = Paper(press.printed(root, kind, draft))
    marks = 1 if kind == "strip" else len(CODES) * (2 if kind == "tent" else 1)
    assert sum(text.count("BẢNNHÁP/DRAFT") for text in paper.texts) == marks
    assert len(paper.codes()) == marks


def test_what_is_final_bears_no_mark(papers: dict[str, Paper]) -> None:
    assert [kind for kind, paper in papers.items() if any("DRAFT" in text for text in paper.texts)] == []


@pytest.mark.parametrize("kind", ["a4-8", "tent", "strip"])
def test_the_same_content_gives_the_same_bytes(root: Path, kind: str, papers: dict[str, Paper]) -> None:
    assert press.printed(root, kind) == papers[kind].data
    assert typst.engine().startswith("typst ")


@pytest.fixture(scope="module")
def nobodys(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A catalogue with nobody in charge."""
    told = {"notice": {"vi": "Bản dựng thử của danh mục.", "en": "A trial of the catalogue."}}
    return press.catalogue(tmp_path_factory.mktemp("nobodys"), responsible=told)


@pytest.mark.parametrize("kind", [*LARGE, "strip"])
def test_what_stands_alone_says_in_every_language_that_nobody_is_in_charge(kind: str, nobodys: Path) -> None:
    """Each page of it, and in the way of nothing."""
    paper = Paper(press.printed(nobodys, kind, slugs=["che", "banh"]))
    for page in range(len(paper.pdf)):
        text = " ".join(paper.pdf[page].get_textpage().get_text_range().split())
        assert "Bản dựng thử của danh mục. / A trial of the catalogue." in text
    assert [pair for pair in paper.overlapping() if not _leaning(*pair)] == []
