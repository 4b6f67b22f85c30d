"""The PDF of every page that is no product: what the page says, tagged, kept from build to build."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
import yaml

from site_builder.cache import Cache
from site_builder.prints import page_sheet, typst
from site_builder.prints.page_sheet import page_sheets
from site_builder.theme_folder import Theme
from site_builder.views.page_cache import PageCache, product_digests

from . import press
from .measured import Paper, plain, tags

TOLD = {
    "attendance": {"vi": "Hơn 80 đại biểu.", "en": "Over 80 delegates."},
    "difficulties": {"vi": "- Quy mô nhỏ.\n- Đường xa.", "en": "- Small scale.\n- Long roads."},
    "next_steps": {"vi": "Tập huấn cán bộ.", "en": "Training of staff."},
    "documents": [
        {"number": "142/KH-UBND", "date": "2023-04-17", "issuer": {"vi": "UBND huyện", "en": "The district"}}
    ],
    "counts": {"certified": 8, "likely": ["che"]},
    "displays": [{"commune": "xa", "text": {"vi": "Chè và bánh.", "en": "Tea and cakes."}, "products": ["che"]}],
    "text": {"vi": "Một đoạn. [Xem thêm](https://a.example).", "en": "A paragraph."},
    "sources": [{"title": {"vi": "Tin của huyện", "en": "News of the district"}, "url": "https://tin.example/1"}],
}
ARTICLE = """---
title: Tập huấn bao bì
kind: training
place: Hội trường xã
summary: Một ngày học.
sources: [{title: {vi: Giấy mời, en: Invitation}}]
---

- Ghi nhãn
"""
PROSE = "---\ntitle: {title}\nslug: {slug}\n---\n\n## {head}\n\nMột câu *nghiêng*.\n\n- một\n- hai\n"


def catalogue(folder: Path, **site: object) -> Path:
    """The products of `press`, an event of which everything is told, prose and an article in Vietnamese alone."""
    root = press.catalogue(folder)
    settings = yaml.safe_load((root / "catalogue.yml").read_text("utf-8"))
    settings["events"][0] |= TOLD
    settings["site"] |= site
    (root / "catalogue.yml").write_text(yaml.safe_dump(settings, allow_unicode=True), "utf-8")
    text = PROSE.format(title="Dành cho chủ thể", slug="chu-the-can-biet", head="Các bước")
    (root / "for-producers.vi.md").write_text(text, "utf-8")
    (root / "_news").mkdir()
    (root / "_news/2026-11-20-tap-huan.vi.md").write_text(ARTICLE, "utf-8")
    return root


def sheets(root: Path, cache: Path, address: str = press.ADDRESS) -> Mapping[str, Path]:
    """The PDF of every page by its address."""
    known, scenes = press.opened(root, address)
    with Cache(cache) as kept:
        pages = PageCache(digests=product_digests(known.products, {}, {}), cache=kept)
        made, problems = page_sheets(scenes.values(), pages, Theme(), kept, root)
        kept.end_build()
    assert problems == []
    return made


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return catalogue(tmp_path_factory.mktemp("pages"))


@pytest.fixture(scope="module")
def made(root: Path) -> Mapping[str, Path]:
    return sheets(root, root.parent / "cache")


def paper(made: Mapping[str, Path], address: str) -> Paper:
    return Paper(made[address].read_bytes())


PAGES = [
    "su-kien/hoi-cho",
    "xa/xa",
    "chu-the-can-biet",
    "tin/2026-11-20-tap-huan",
    "en/events/hoi-cho",
    "en/communes/xa",
    "en/chu-the-can-biet",
]


def test_events_communes_producers_and_prose_have_theirs_in_every_language(made: Mapping[str, Path]) -> None:
    assert {f"{page}.html" for page in PAGES} <= made.keys()
    folders = {page.rpartition("/")[0] for page in made}
    assert {"chu-the", "en/producers"} <= folders
    assert not folders & {"san-pham", "en/products"}


@pytest.mark.parametrize(
    ("address", "words"),
    [
        (
            "su-kien/hoi-cho.html",
            [
                "Hơn 80 đại biểu",
                "Quy mô nhỏ",
                "Tập huấn cán bộ",
                "142/KH-UBND",
                "17/4/2023",
                "Chè và bánh",
                "Tin của huyện",
            ],
        ),
        (
            "en/events/hoi-cho.html",
            ["Over 80 delegates", "Small scale", "17 April 2023", "Tea and cakes", "The district"],
        ),
        ("xa/xa.html", ["Xã Hồng Phong", "Chè dưới tán hồi", "Chè và bánh"]),
        (
            "tin/2026-11-20-tap-huan.html",
            ["Tập huấn bao bì", "20/11/2026", "Hội trường xã", "Một ngày học", "Ghi nhãn", "Giấy mời"],
        ),
        ("en/news/2026-11-20-tap-huan.html", ["20 November 2026", "Training", "Tập huấn bao bì", "Invitation"]),
        ("chu-the-can-biet.html", ["Dành cho chủ thể", "Các bước", "Một câu nghiêng"]),
    ],
)
def test_it_says_what_the_page_says(address: str, words: list[str], made: Mapping[str, Path]) -> None:
    told = "".join(paper(made, address).texts)
    assert [each for each in words if plain(each) not in told] == []


def test_every_product_of_the_commune_is_listed_with_its_state(made: Mapping[str, Path]) -> None:
    told = "".join(paper(made, "xa/xa.html").texts)
    assert plain("Sản phẩm đã hết hạn") in told
    assert plain("Hết hiệu lực") in told


@pytest.mark.parametrize("page", PAGES)
def test_it_is_on_the_paper_tagged_and_in_its_language(page: str, made: Mapping[str, Path]) -> None:
    printed = paper(made, f"{page}.html")
    assert printed.outside() == []
    assert printed.overlapping() == []
    with pikepdf.open(BytesIO(printed.data)) as pdf:
        assert str(pdf.Root.Lang) == ("en" if page.startswith("en/") else "vi")
        assert "H1" in {str(each.get("/S", ""))[1:] for each in tags(pdf.Root.StructTreeRoot)}
        assert len(str(pdf.docinfo["/Title"])) > 3


def test_a_text_in_another_language_says_so(made: Mapping[str, Path]) -> None:
    with pikepdf.open(made["en/chu-the-can-biet.html"]) as pdf:
        assert {str(each.Lang) for each in tags(pdf.Root.StructTreeRoot) if "/Lang" in each} >= {"vi"}


@pytest.mark.parametrize(
    ("address", "leads"),
    [
        ("su-kien/hoi-cho.html", f"{press.ADDRESS}Q/SK-01/"),
        ("en/communes/xa.html", f"{press.ADDRESS}en/communes/xa.html"),
    ],
)
def test_its_code_leads_to_the_page(address: str, leads: str, made: Mapping[str, Path]) -> None:
    assert [code.casefold() for code in paper(made, address).codes()] == [leads.casefold()]


def test_without_an_address_there_is_no_code_and_no_empty_place_for_one(root: Path, tmp_path: Path) -> None:
    page = paper(sheets(root, tmp_path / "cache", ""), "su-kien/hoi-cho.html")
    assert page.codes() == []
    assert plain("Quét mã") not in "".join(page.texts)


def test_without_an_office_it_carries_the_notice(tmp_path: Path) -> None:
    root = catalogue(tmp_path, office=None, notice={"vi": "Trang dựng để thử."})
    for page, file in sheets(root, tmp_path / "cache").items():
        assert plain("Trang dựng để thử.") in "".join(Paper(file.read_bytes()).texts), page


def test_nothing_is_made_again_that_did_not_change(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = sheets(root, root.parent / "cache")

    def refuse(*_: object) -> None:
        raise AssertionError("made again")

    monkeypatch.setattr(typst, "typeset_pdf", refuse)
    monkeypatch.setattr(page_sheet, "page_data", refuse)
    assert sheets(root, root.parent / "cache") == first


def test_a_change_of_one_page_makes_one_pdf_again_in_each_language_of_it(tmp_path: Path) -> None:
    root = catalogue(tmp_path)
    before = sheets(root, tmp_path / "cache")
    file = root / "for-producers.vi.md"
    file.write_text(file.read_text("utf-8").replace("một", "mười"), "utf-8")
    after = sheets(root, tmp_path / "cache")
    assert {page for page in after if after[page] != before[page]} == {
        "chu-the-can-biet.html",
        "en/chu-the-can-biet.html",
    }


def test_what_cannot_be_typeset_is_named_and_the_rest_is_made(tmp_path: Path) -> None:
    root, own = catalogue(tmp_path), tmp_path / "own"
    (own / "print").mkdir(parents=True)
    whole = (Theme().folders[0] / "print/page-sheet.typ").read_text("utf-8")
    fails = '#if json("data.json").name.starts-with("commune-") { panic("no ink") }\n'
    (own / "print/page-sheet.typ").write_text(fails + whole, "utf-8")
    known, scenes = press.opened(root)
    theme = replace(Theme(), folders=(own, *Theme().folders))
    with Cache(tmp_path / "cache") as kept:
        made, problems = page_sheets(scenes.values(), PageCache(cache=kept), theme, kept, root)
    assert known.settings.communes
    assert [(p.code, Path(p.file).name, p.params["page"]) for p in problems] == [
        ("page_sheet_failed", "catalogue.yml", "xa/xa.html"),
        ("page_sheet_failed", "catalogue.yml", "en/communes/xa.html"),
    ]
    assert "su-kien/hoi-cho.html" in made
    assert "xa/xa.html" not in made
