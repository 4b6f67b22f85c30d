"""The printed catalogue: complete, readable, cut and scanned rightly, on both papers and in both languages."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from site_builder.prints.brochure.map import MIN_MARK_DISTANCE, spread_points
from site_builder.prints.formats import PAPERS, print_dpi, print_pixels
from site_builder.prints.paper_text import with_break_points
from site_builder.views.qr import symbol
from site_builder.views.urls import short_links

from ..commands import ROOT, TODAY, site_builder
from ..shared import Shared
from .measured import Box, Paper, plain, tags

SHIPPED = ROOT / "products"
COMPLETE = ROOT / "tests/catalogues/complete"
MINIMAL = ROOT / "tests/catalogues/minimal"
HOME = "https://ocop-in-thu.vn/"
MILLIMETRE = 72 / 25.4

LAND = (186, 205, 193)
"""The land of a commune that has products."""

Print = Callable[..., Paper]


def folder_of(products: Path, place: Path, home: str = HOME) -> Path:
    """A showcase of its own at the address `home`, with a copy of `products`; gives its configuration."""
    shutil.copytree(products, place / "products")
    settings = place / "products" / "catalogue.yml"
    kept = [line for line in settings.read_text("utf-8").splitlines() if "short_url:" not in line]
    settings.write_text("\n".join(kept), encoding="utf-8")
    config = place / "mkdocs.yml"
    config.write_text(f"site_name: Thử\nsite_url: {home}\n", encoding="utf-8")
    return config


@pytest.fixture(scope="module")
def printed_in(shared: Shared, photo_cache: Path) -> Callable[..., Path]:
    """Prints a catalogue, once for all tests that ask for the same: the folder of `in.pdf` and `said.txt`."""

    def make(products: Path, *options: str) -> Path:
        def fill(place: Path) -> None:
            arguments = ("--config-file", folder_of(products, place), "--out", place / "in.pdf", "--today", TODAY)
            done = site_builder("brochure", *arguments, "--cache-dir", photo_cache, *options)
            assert done.returncode == 0, done.stdout + done.stderr
            (place / "said.txt").write_text(done.stderr, "utf-8")

        return shared.folder(f"brochure {products.name} {' '.join(options)}", fill)

    return make


@pytest.fixture(scope="module")
def printed(printed_in: Callable[..., Path]) -> Print:
    """The same as paper, opened once."""
    return cache(lambda products, *options: Paper((printed_in(products, *options) / "in.pdf").read_bytes()))


def print_it(config: Path, out: Path, cache: Path, *options: str, today: str = TODAY, afresh: bool = False) -> Paper:
    arguments: list[str | Path] = ["--config-file", config, "--out", out, "--cache-dir", cache, "--today", today]
    done = site_builder("brochure", *arguments, *options, afresh=afresh)
    assert done.returncode == 0, done.stdout + done.stderr
    return Paper(out.read_bytes())


def published(products: Path) -> list[Any]:
    read = [yaml.safe_load(file.read_text("utf-8")) for file in sorted(products.glob("*/product.yml"))]
    return [product for product in read if product["status"] != "draft"]


def names(products: Path, lang: str) -> list[str]:
    return [plain(product["name"].get(lang, product["name"]["vi"])) for product in published(products)]


def addresses_of(products: Path, home: str = HOME) -> list[str]:
    """What scanners read from the codes of a catalogue."""
    known = short_links(home)
    return sorted(symbol(known.of(str(product["code"]))).address for product in published(products))


WAYS = [
    (SHIPPED, ("--size", "a4", "--lang", "both")),
    (SHIPPED, ("--size", "a5", "--lang", "vi")),
    (COMPLETE, ("--size", "a4", "--lang", "en")),
    (COMPLETE, ("--size", "a5", "--lang", "both")),
    (MINIMAL, ("--size", "a4", "--lang", "both")),
]
ways = pytest.mark.parametrize(("products", "options"), WAYS, ids=[f"{p.name}{o[1]}{o[3]}" for p, o in WAYS])


@ways
def test_every_product_is_there_with_its_name_and_a_bookmark(
    products: Path, options: tuple[str, ...], printed: Print
) -> None:
    paper = printed(products, *options)
    text, lang = "".join(paper.texts), "en" if options[3] == "en" else "vi"
    assert [name for name in names(products, lang) if name not in text] == []
    assert [name for name in names(products, lang) if name not in paper.bookmarks()] == []
    if options[3] == "both":
        assert [name for name in names(products, "en") if name not in text] == []


@ways
def test_no_text_leaves_the_page_or_lies_on_other_text(
    products: Path, options: tuple[str, ...], printed: Print
) -> None:
    paper = printed(products, *options)
    assert paper.outside() == []
    assert paper.overlapping() == []


@ways
def test_every_code_reads_as_its_address(products: Path, options: tuple[str, ...], printed: Print) -> None:
    assert sorted(printed(products, *options).codes()) == addresses_of(products)


@ways
def test_it_is_tagged_for_screen_readers(products: Path, options: tuple[str, ...], printed: Print) -> None:
    with printed(products, *options).raw() as pdf:
        assert bool(pdf.Root.MarkInfo.Marked)
        assert pdf.Root.StructTreeRoot.K is not None
        assert str(pdf.Root.Lang) == ("en" if options[3] == "en" else "vi")
        assert b"pdfuaid:part>1<" in pdf.Root.Metadata.read_bytes()
        assert pdf.Root.ViewerPreferences.DisplayDocTitle
        pictures = [tag for tag in tags(pdf.Root.StructTreeRoot) if tag.get("/S") == "/Figure"]
        assert len(pictures) >= len(published(products))
        assert [tag for tag in pictures if not str(tag.get("/Alt", ""))] == []


@ways
def test_every_table_has_heads_of_columns_or_of_rows(products: Path, options: tuple[str, ...], printed: Print) -> None:
    with printed(products, *options).raw() as pdf:
        tables = [tag for tag in tags(pdf.Root.StructTreeRoot) if tag.get("/S") == "/Table"]
        heads = [[tag for tag in tags(table) if tag.get("/S") == "/TH"] for table in tables]
        assert tables
        assert [found for found in heads if not found] == []
        scopes = {str(each["/Scope"]) for found in heads for cell in found for each in cell.A if "/Scope" in each}
        assert "/Row" in scopes
        assert scopes <= {"/Column", "/Row"}


def test_a_story_is_a_list_a_quotation_and_a_table_in_both_languages(printed: Print) -> None:
    for size, lang in {"a4": "en", "a5": "both"}.items():
        paper = printed(COMPLETE, "--size", size, "--lang", lang)
        text = "".join(paper.texts)
        assert plain("1. Step one 2. Step two A quotation for testing. Column Value One 1") in text
        assert (plain("1. Bước một 2. Bước hai") in text) == (lang == "both")
        with paper.raw() as pdf:
            names = [str(tag.get("/S", "")) for tag in tags(pdf.Root.StructTreeRoot)]
        assert names.count("/BlockQuote") == (2 if lang == "both" else 1)
        assert {"/L", "/Lbl", "/LBody", "/Strong", "/Em"} <= set(names)


def test_spreads_lie_on_facing_pages(printed: Print) -> None:
    paper = printed(SHIPPED, "--size", "a4", "--lang", "both")
    known = set(names(SHIPPED, "vi"))
    starts = [mark.get_dest().get_index() + 1 for mark in paper.pdf.get_toc() if plain(mark.get_title()) in known]
    assert len(starts) == len(known)
    assert [page for page in starts if page % 2] == []


def test_contents_name_the_page_on_which_a_product_begins(printed: Print) -> None:
    paper = printed(SHIPPED, "--size", "a5", "--lang", "vi")
    known = set(names(SHIPPED, "vi"))
    contents = paper.texts[1]
    for mark in paper.pdf.get_toc():
        if plain(mark.get_title()) in known:
            assert f"{plain(mark.get_title())}{mark.get_dest().get_index() + 1}" in contents


def test_the_book_has_every_part(printed: Print) -> None:
    parts = ["Mụclục", "Ýnghĩahạngsao", "Bảnđồcácxã", "Lịchmùavụ", "Tratheonơisảnxuất", "Tratheoxã", "Liênhệ"]
    marks = printed(SHIPPED, "--size", "a4", "--lang", "both").bookmarks()
    assert [part for part in [*parts, "Nguồnthôngtin"] if part not in marks] == []


def test_without_bleed_the_page_is_what_is_cut(printed: Print) -> None:
    for size, sides in (("a4", (210, 297)), ("a5", (148, 210))):
        with printed(SHIPPED if size == "a4" else COMPLETE, "--size", size, "--lang", "both").raw() as pdf:
            wanted = [0, 0, *(side * MILLIMETRE for side in sides)]
            for page in pdf.pages:
                for box in (page.mediabox, page.trimbox, page.bleedbox):
                    assert [float(edge) for edge in box] == pytest.approx(wanted, abs=0.01)


def test_bleed_goes_three_millimetres_beyond_the_trim_on_every_page(printed: Print) -> None:
    paper = printed(COMPLETE, "--size", "a5", "--lang", "vi", "--bleed")
    width, height, cut = 154 * MILLIMETRE, 216 * MILLIMETRE, 3 * MILLIMETRE
    with paper.raw() as pdf:
        for page in pdf.pages:
            whole = pytest.approx([0, 0, width, height], abs=0.01)
            assert [float(edge) for edge in page.mediabox] == whole
            assert [float(edge) for edge in page.bleedbox] == whole
            inner = pytest.approx([cut, cut, width - cut, height - cut], abs=0.01)
            assert [float(edge) for edge in page.trimbox] == inner
    assert paper.outside(bleed=cut) == []


def test_crop_marks_stand_in_the_bleed_and_pictures_go_on_to_its_edge(printed: Print) -> None:
    paper = printed(COMPLETE, "--size", "a5", "--lang", "vi", "--bleed")
    contents = paper.pdf[1].render(scale=4).to_pil().convert("L")
    trim = round(3 * MILLIMETRE * 4)
    row = [contents.getpixel((x, contents.height - trim - 1 + step)) for x in range(trim) for step in (0, 1, 2)]
    assert min(row) < 90
    cover = paper.picture(0).convert("RGB")
    assert cover.getpixel((0, 40)) == pytest.approx(cover.getpixel((20, 40)), abs=12)


def test_the_same_content_gives_the_same_bytes(printed: Print, photo_cache: Path, tmp_path: Path) -> None:
    paper = printed(MINIMAL, "--size", "a4", "--lang", "both")
    options = ("--size", "a4", "--lang", "both")
    again = print_it(folder_of(MINIMAL, tmp_path), tmp_path / "b.pdf", photo_cache, *options, afresh=True)
    assert paper.data == again.data


def test_stars_are_printed_only_while_a_certificate_is_in_force(
    printed: Print, photo_cache: Path, tmp_path: Path
) -> None:
    now = printed(COMPLETE, "--size", "a4", "--lang", "en")
    later = print_it(folder_of(COMPLETE, tmp_path), tmp_path / "b.pdf", photo_cache, "--lang", "en", today="2040-01-01")
    assert "5OCOPstars" in "".join(now.texts[3:])
    assert "OCOPstars" not in "".join(later.texts[3:])
    assert "Expired" in "".join(later.texts[3:])


def test_a_draft_says_so_on_every_page_and_leaves_the_ledger_alone(photo_cache: Path, tmp_path: Path) -> None:
    home = "https://ocop.example/"
    config = folder_of(SHIPPED, tmp_path, home)
    paper = print_it(config, tmp_path / "draft.pdf", photo_cache, "--size", "a5", "--lang", "vi")
    assert [number for number, text in enumerate(paper.texts, 1) if not set("BẢNNHÁP/DRAFT") <= set(text)] == []
    assert "BẢNNHÁP/DRAFT" in paper.texts[3]
    assert sorted(paper.codes()) == addresses_of(SHIPPED, home)
    assert not (tmp_path / "products" / "short-links.csv").exists()


def test_what_is_printed_for_good_stands_in_the_ledger(photo_cache: Path, tmp_path: Path) -> None:
    config = folder_of(MINIMAL, tmp_path)
    paper = print_it(config, tmp_path / "in.pdf", photo_cache)
    assert "DRAFT" not in "".join(paper.texts)
    ledger = (tmp_path / "products" / "short-links.csv").read_text("utf-8")
    assert [str(one["code"]) in ledger for one in published(MINIMAL)] == [True]


def test_a_trial_says_so_on_every_page_and_enters_nothing(photo_cache: Path, tmp_path: Path) -> None:
    config = folder_of(MINIMAL, tmp_path)
    paper = print_it(config, tmp_path / "in.pdf", photo_cache, "--draft")
    assert [number for number, text in enumerate(paper.texts, 1) if not set("BẢNNHÁP/DRAFT") <= set(text)] == []
    assert not (tmp_path / "products" / "short-links.csv").exists()
    assert sorted(paper.codes()) == addresses_of(MINIMAL)


def test_photos_that_are_too_small_are_named(printed_in: Callable[..., Path]) -> None:
    said = (printed_in(SHIPPED, "--size", "a4", "--lang", "both") / "said.txt").read_text("utf-8")
    assert "13 ảnh không đủ 300 điểm mỗi inch ở khổ này:" in said
    assert "  quyt/01-qua-quyt.jpg: 209 điểm mỗi inch" in said
    small = (printed_in(SHIPPED, "--size", "a5", "--lang", "vi") / "said.txt").read_text("utf-8")
    assert "  quyt/01-qua-quyt.jpg: 298 điểm mỗi inch" in small
    assert "quyt/02" not in small


def test_a_long_story_goes_on_over_pages_and_nothing_is_lost(photo_cache: Path, tmp_path: Path) -> None:
    config = folder_of(MINIMAL, tmp_path)
    file = next((tmp_path / "products").glob("*/product.yml"))
    product = yaml.safe_load(file.read_text("utf-8"))
    story = {
        lang: "\n\n".join(f"{word} {n} " + "chè mọc dưới tán hồi, hái lúc sương còn đọng. " * 9 for n in range(60))
        for lang, word in (("vi", "Đoạn"), ("en", "Paragraph"))
    }
    product["story"] = story
    product["name"]["vi"] = "Mộttênrấtdàikhôngcóchỗngắtdòng" * 3
    file.write_text(yaml.safe_dump(product, allow_unicode=True), encoding="utf-8")
    for size in ("a4", "a5"):
        paper = print_it(config, tmp_path / f"{size}.pdf", photo_cache, "--size", size)
        text = "".join(paper.texts)
        assert [n for n in range(60) if f"Đoạn{n}chè" not in text or f"Paragraph{n}chè" not in text] == []
        assert plain(product["name"]["vi"]) in text
        assert paper.outside() == []
        assert paper.overlapping() == []


def test_problems_of_the_content_print_nothing(photo_cache: Path, tmp_path: Path) -> None:
    shutil.copytree(MINIMAL, tmp_path / "products")
    file = next((tmp_path / "products").glob("*/product.yml"))
    file.write_text(file.read_text("utf-8").replace("status: ", "status: x"), encoding="utf-8")
    out = tmp_path / "in.pdf"
    done = site_builder("brochure", "--products", tmp_path / "products", "--out", out, "--cache-dir", photo_cache)
    assert done.returncode == 1
    assert "Chưa in" in done.stderr
    assert not out.exists()


def test_a_folder_in_the_place_of_the_file_is_told(photo_cache: Path, tmp_path: Path) -> None:
    place = tmp_path / "catalogue.pdf"
    place.mkdir()
    arguments: list[str | Path] = ["--products", MINIMAL, "--out", place, "--cache-dir", photo_cache, "--lang", "en"]
    done = site_builder("brochure", *arguments)
    assert done.returncode == 2
    assert str(place) in done.stderr
    assert "folder" in done.stderr
    assert list(tmp_path.iterdir()) == [place]


def test_the_measure_sees_text_on_text() -> None:
    one = Box(1, 10, 10, 60, 20, "a")
    assert one.covers(Box(1, 50, 12, 90, 22, "b"))
    assert not one.covers(Box(1, 10, 18, 60, 28, "c"))
    assert not one.covers(Box(1, 60, 10, 90, 20, "d"))


def test_long_words_may_break_anywhere_but_behind_a_hyphen_and_short_ones_nowhere() -> None:
    assert (
        with_break_points("thit-trau-gac-bep--nuong.html")
        == "thit\u200b-trau\u200b-gac\u200b-bep\u200b--nuong.\u200bhtml"
    )
    assert with_break_points("Chè dưới tán hồi") == "Chè dưới tán hồi"
    assert with_break_points("mộtchữrấtdàikhôngcóchỗngắt").split("\u200b") == ["mộtchữrấtdàikh", "ôngcóchỗngắt"]
    assert (
        plain(with_break_points("https://bao.thu.example/mot/duong/dan?x=1"))
        == "https://bao.thu.example/mot/duong/dan?x=1"
    )
    assert with_break_points("https://bao.thu.example/mot").split("\u200b") == [
        "https://",
        "bao.",
        "thu.",
        "example/",
        "mot",
    ]


def test_marks_of_the_map_keep_their_distance() -> None:
    placed = spread_points([(0, 0), (1, 1), (1, 1), (1.001, 1), (0.3, 0.8)])
    between = [
        ((one[0] - other[0]) ** 2 + (one[1] - other[1]) ** 2) ** 0.5
        for at, one in enumerate(placed)
        for other in placed[at + 1 :]
    ]
    assert min(between) > MIN_MARK_DISTANCE * 0.9
    assert placed[0] == [0, 0]
    assert spread_points([]) == []
    assert spread_points([(0.5, 0.5)]) == [[0.5, 0.5]]


def test_land_whose_boundaries_are_known_is_drawn_in_its_place(printed: Print) -> None:
    """The land of a commune with products is darker than the ground; the map without boundaries has no such colour."""

    def land(paper: Paper) -> int:
        number = next(at for at, text in enumerate(paper.texts) if "Bảnđồcácxã" in text and at > 2)
        colours = paper.picture(number).convert("RGB").getcolors(1 << 20) or []
        return sum(count for count, colour in colours if colour == LAND)

    assert land(printed(COMPLETE, "--size", "a5", "--lang", "vi", "--bleed")) > 2000
    assert land(printed(SHIPPED, "--size", "a5", "--lang", "vi")) < 50


def test_dots_and_lengths() -> None:
    assert print_pixels(25.4) == 300
    assert print_dpi(300, 25.4) == 300
    assert PAPERS["a4"].cover == (216, 218)
