"""Pages that are kept over builds: never an old one, whatever was changed; a spoiled cache costs time alone."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from site_builder.build import ComposedSite, compose_site
from site_builder.cache import DATABASE_FILE, Cache
from site_builder.catalogue.product import Product
from site_builder.media.recipe import PreparedPicture, Rendition
from site_builder.theme_folder import PACKAGED_FOLDER, Theme
from site_builder.views.page_cache import PageCache
from site_builder.web.site import SiteInputs

from .samples import EXPIRED, IN_FORCE, TODAY, certified, pictures, product, scene

SCAN = "quyet-dinh.pdf"
PRODUCTS = (
    product(story={"vi": "Xem [cải](cai-mau/)."}),
    certified(EXPIRED, slug="cai-mau", code="MAU-02", name={"vi": "Cải mẫu"}),
    product(slug="hoi-mau", code="MAU-03", name={"vi": "Hồi mẫu"}, group="medicinal"),
    certified({**IN_FORCE, "document": SCAN}, slug="mac-mat", code="MAU-05", name={"vi": "Mác mật"}),
)
LAST_DAY = date(2028, 11, 1)
"""Of the certificate in force."""
Made = Mapping[str, bytes]


@pytest.fixture(autouse=True)
def fonts_once(cut_fonts_once: None) -> None:
    """To cut fonts takes longer than all the rest."""


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    """A cache that the build of `PRODUCTS` has filled."""
    _build(tmp_path)
    return tmp_path


def _build(cache: Path, *changed: Product, theme: Theme | None = None, **changes: Any) -> Made:
    """The files of `PRODUCTS` with those `changed` (by slug), or removed where `without` names them."""
    known = {one.slug: one for one in (*PRODUCTS, *changed)}
    known.pop(changes.pop("without", ""), None)
    around = replace(_around(cache), theme=theme or Theme(), live=changes.pop("live", False))
    around = replace(around, scans={("mac-mat", SCAN): _prepared_scan(cache, changes.pop("scan", "first"))})
    here = scene(*sorted(known.values(), key=lambda one: one.name.vi), **changes)
    shown: dict[tuple[str, str], PreparedPicture] = dict(pictures(here.catalogue.products))
    return _bytes(compose_site(here.catalogue, shown, around, here.today))


def _prepared_scan(cache: Path, name: str) -> PreparedPicture:
    """A PDF as it is prepared: another content, another name."""
    file = cache / f"mac-mat-quyet-dinh-{name}.pdf"
    file.write_bytes(b"%PDF-1.7")
    made = Rendition(file=file, width=1, height=1, type="application/pdf", size=8)
    return PreparedPicture("mac-mat", SCAN, width=1, height=1, colour="#ffffff", renditions=(made,))


def _around(cache: Path) -> SiteInputs:
    return SiteInputs(site_url="https://ocop.example/", content=cache / "products", theme=Theme(), cache=cache)


def _edited(**changes: Any) -> Product:
    return Product.model_validate({**PRODUCTS[1].model_dump(), **changes})


EDITS: dict[str, Callable[[Path], Made]] = {
    "the name of a neighbour": lambda cache: _build(cache, _edited(name={"vi": "Cải làn mẫu"})),
    "a certificate": lambda cache: _build(cache, _edited(certificates=[{"scheme": "ocop", "stars": "4"}])),
    "a photo": lambda cache: _build(cache, _edited(photos=[{"file": "moi.jpg", "alt": {"vi": "Mới"}}])),
    "a new product": lambda cache: _build(cache, product(slug="an-mau", code="MAU-04", name={"vi": "Ấn mẫu"})),
    "a product gone": lambda cache: _build(cache, without="hoi-mau"),
    "the next day": lambda cache: _build(cache, today=TODAY + timedelta(days=1)),
    "the day a certificate is about to run out": lambda cache: _build(cache, today=LAST_DAY),
    "the day it has run out": lambda cache: _build(cache, today=LAST_DAY + timedelta(days=1)),
    "a scan": lambda cache: _build(cache, scan="second"),
    "the preview": lambda cache: _build(cache, live=True),
    "the name of a commune": lambda cache: _build(
        cache, communes=[{"key": "xa-mau", "name": {"vi": "Xã Đổi tên"}, "location": [21.9, 106.3]}]
    ),
}


@pytest.mark.parametrize("edit", EDITS)
def test_after_any_change_pages_are_those_of_a_build_that_remembers_nothing(
    edit: str, cache: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    before = _build(cache)
    forgetful = tmp_path_factory.mktemp("forgetful")
    made, wanted = EDITS[edit](cache), EDITS[edit](forgetful)
    assert [address for address in wanted if made.get(address) != wanted[address]] == []
    assert made.keys() == wanted.keys()
    assert made != before, "the change shows nowhere, so it proves nothing"
    assert _build(cache) == before, "and back again"


def test_after_no_change_pages_are_the_same(cache: Path) -> None:
    assert _build(cache) == _build(cache)


def test_a_scan_that_was_made_anew_is_linked_where_it_lies_now(cache: Path) -> None:
    (old,), (new,) = (
        [address for address in _build(cache, scan=scan) if address.startswith("documents/")]
        for scan in ("first", "second")
    )
    page = _build(cache, scan="second")["san-pham/mac-mat.html"]
    assert old != new
    assert f"../{new}".encode() in page
    assert old.encode() not in page


def test_a_changed_template_changes_every_page(cache: Path, tmp_path: Path) -> None:
    own = tmp_path / "theme"
    place = own / "templates/pages/product.html"
    place.parent.mkdir(parents=True)
    place.write_text('<main id="main">Riêng</main>', "utf-8")
    made = _build(cache, theme=Theme((own, PACKAGED_FOLDER)))
    assert "Riêng".encode() in made["san-pham/che-mau.html"]


def test_a_changed_picture_changes_the_page(cache: Path) -> None:
    here = scene(*PRODUCTS)
    shown = dict(pictures(PRODUCTS))
    key = ("cai-mau", "bia.jpg")
    shown[key] = replace(shown[key], colour="#123456")
    made = _bytes(compose_site(here.catalogue, shown, _around(cache), here.today))
    assert b"#123456" in made["san-pham/cai-mau.html"]


def _html(root: Path, made_from: list[str], made: str, world: bytes = b"world") -> str:
    with Cache(root) as cache:
        return PageCache(world, {}, cache).html(made_from, lambda: made)


def test_what_has_not_changed_is_not_made_again(tmp_path: Path) -> None:
    assert _html(tmp_path, ["a"], "một") == "một"
    assert _html(tmp_path, ["a"], "khác") == "một"
    assert _html(tmp_path, ["b"], "khác") == "khác"
    assert _html(tmp_path, ["a"], "khác", b"another world") == "khác"


@pytest.mark.parametrize(
    "other", [["a", "bc"], ["abc"], ["", "ab", "c"], ["ab", "c", ""], ["c", "ab"], ["ab"], []], ids=repr
)
def test_borders_between_the_things_a_piece_is_made_from_count(other: list[str], tmp_path: Path) -> None:
    _html(tmp_path, ["ab", "c"], "một")
    assert _html(tmp_path, other, "khác") == "khác"
    assert _html(tmp_path, ["ab", "c"], "khác") == "một"


@pytest.mark.parametrize("spoil", [lambda raw: raw[:-3], lambda raw: raw[:20] + b"x" + raw[21:], lambda raw: b"x"])
def test_a_spoiled_cache_is_not_believed(cache: Path, spoil: Callable[[bytes], bytes]) -> None:
    whole = _build(cache)
    file = cache / DATABASE_FILE
    file.write_bytes(spoil(file.read_bytes()))
    assert _build(cache) == whole


def test_a_cache_that_cannot_be_written_is_done_without(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"a file where the folder should be")
    assert _html(tmp_path / "file", ["a"], "một") == "một"
    assert PageCache().html(["a"], lambda: "hai") == "hai"
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


def _bytes(made: ComposedSite) -> Made:
    """The files by address."""
    return {path: data if isinstance(data, bytes) else data.read_bytes() for path, data in made.files.items()}
