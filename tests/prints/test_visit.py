"""The sheet for the booth of an event: every code on it leads where it should, whatever the names."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from site_builder.cache import Cache
from site_builder.prints.event_sheet import FIRST_PAGE_PRODUCTS, FURTHER_PAGE_PRODUCTS, event_sheets
from site_builder.theme_folder import Theme
from site_builder.views import qr

from . import press
from .measured import Paper
from .press import PRODUCTS, THREE_LINES

MANY = FIRST_PAGE_PRODUCTS + FURTHER_PAGE_PRODUCTS + 1


def sheet(root: Path, address: str = press.ADDRESS) -> Path:
    _, scenes = press.opened(root, address)
    with Cache(root.parent / "cache") as cache:
        sheets, problems = event_sheets(scenes, Theme(), cache, root)
    assert problems == []
    (made,) = sheets.values()
    return made


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return press.catalogue(tmp_path_factory.mktemp("visit"))


@pytest.fixture(scope="module")
def paper(root: Path) -> Paper:
    return Paper(sheet(root).read_bytes())


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Paper:
    known = {f"thu-{at}": {"name": {"vi": f"{THREE_LINES} {at}"}} for at in range(MANY)}
    return Paper(sheet(press.catalogue(tmp_path_factory.mktemp("large"), known)).read_bytes())


def addresses(products: int) -> Counter[str]:
    event = qr.symbol(f"{press.ADDRESS}Q/SK-01/", "Q").address
    return Counter([event, *(qr.symbol(f"{press.ADDRESS}Q/SP-{at:02}/").address for at in range(1, products + 1))])


def test_every_code_is_read_from_paper_to_exactly_its_address(paper: Paper) -> None:
    assert len(paper.pdf) == 1
    assert Counter(paper.codes()) == addresses(len(PRODUCTS))


def test_many_products_go_on_to_further_pages(large: Paper) -> None:
    assert len(large.pdf) == 3
    assert Counter(large.codes()) == addresses(MANY)


@pytest.mark.parametrize("name", ["paper", "large"])
def test_nothing_overlaps_and_nothing_leaves_the_page(name: str, request: pytest.FixtureRequest) -> None:
    printed: Paper = request.getfixturevalue(name)
    assert any(printed.boxes())
    assert printed.outside() == []
    assert printed.overlapping() == []


def test_it_says_what_the_event_is_and_what_to_do(paper: Paper) -> None:
    for words in ("Hội chợ sản phẩm OCOP", "Fair of highland produce", "12–14/12/2026", "Sân vận động"):
        assert "".join(words.split()) in paper.texts[0]
    for words in ("Quét để xem", "Scan for the story", "ocop-binh-gia.vn/Q/SK-01", "SP-01", "Xã Hồng Phong"):
        assert "".join(words.split()) in paper.texts[0]
    assert "DRAFT" not in paper.texts[0]


def test_a_draft_is_marked_and_another_file(root: Path) -> None:
    draft = sheet(root, "https://ocop.example/")
    assert "BẢNNHÁP/DRAFT" in Paper(draft.read_bytes()).texts[0]
    assert draft != sheet(root)


def test_what_is_kept_is_not_made_again(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = sheet(root)
    monkeypatch.setattr("site_builder.prints.typst.typeset_pdf", lambda *_: pytest.fail("set again"))
    assert sheet(root) == first
