"""The index that the browser loads: small, only what is published, every address a page."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from site_builder.catalogue.vietnamese import collation_key
from site_builder.web.search_index import search_index

from ..pages.samples import (
    BY_PRESS,
    EXPIRED,
    EXPIRING,
    IN_FORCE,
    KNOWN_BY,
    UNCONFIRMED,
    WORDS,
    certified,
    product,
    scene,
)
from . import generated
from .conftest import published_index
from .market import MARKET
from .reference import load, rank

LARGEST = 300
"""Bytes a product, gzipped, of the index, with everything else that it holds."""
LARGEST_WITH_TEXTS = 700
"""Bytes a product, gzipped, of the index and the texts together."""
AT_THE_FIRST_LETTER = 25_000
"""Bytes, gzipped, that a search of the shipped catalogue fetches before it finds: index and script."""
LEADS_ON = 'http-equiv="refresh"'
"""In pages at former addresses, which lead on to one that can be found."""


def told(script: str) -> Mapping[str, Any]:
    found = re.fullmatch(r"bgIndex\((\{.*\})\)\n", script)
    assert found, "one call of one function, with plain data"
    data: Mapping[str, Any] = json.loads(found[1])
    return data


def rows(script: str, sort: str) -> Sequence[Sequence[Any]]:
    data, start = told(script), 0
    for name, _, _, size in data["sections"]:
        if name == sort:
            return list(data["rows"][start : start + size])
        start += size
    raise KeyError(sort)


def of(*products: Any, lang: str = "vi", **settings: Any) -> str:
    return search_index(scene(*products, lang=lang, **settings), WORDS).script().decode()


def weight(script: bytes) -> int:
    return len(gzip.compress(script, 9, mtime=0))


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_a_thousand_products_weigh_little(lang: str) -> None:
    index, texts = generated.scripts(1000, lang)
    assert weight(index) <= LARGEST * 1000
    assert weight(index) + weight(texts) <= LARGEST_WITH_TEXTS * 1000


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_the_shipped_catalogue_weighs_little(lang: str, shipped_site: Path) -> None:
    index = published_index(shipped_site, lang)
    (texts,) = (shipped_site / "assets").glob(f"search-texts.{lang}.*.js")
    (script,) = (shipped_site / "assets").glob("search.????????.js")
    products = len(rows(index, "product"))
    assert weight(index.encode()) <= LARGEST * products
    assert weight(index.encode()) + weight(texts.read_bytes()) <= LARGEST_WITH_TEXTS * products
    assert weight(index.encode()) + weight(script.read_bytes()) <= AT_THE_FIRST_LETTER


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_every_address_is_a_page_of_the_site(lang: str, complete_site: Path) -> None:
    addresses = [entry.address for entry in load(published_index(complete_site, lang)) if entry.address]
    assert [address for address in addresses if not (complete_site / address.partition("#")[0]).is_file()] == []
    assert len(addresses) == len(set(addresses))


def test_every_page_of_a_product_commune_shelf_producer_and_event_can_be_found(complete_site: Path) -> None:
    addresses = {entry.address for entry in load(published_index(complete_site, "vi"))}
    for folder in ("san-pham", "xa", "loai", "nhom", "chu-the", "su-kien"):
        pages = {page for page in (complete_site / folder).glob("*.html") if LEADS_ON not in page.read_text("utf-8")}
        assert {f"{folder}/{page.name}" for page in pages} - addresses == set()


def test_every_small_picture_is_there_and_the_narrowest(market_site: Path, scripts: dict[str, str]) -> None:
    found = [(row[1], row[3], row[0]) for row in rows(scripts["vi"], "product")]
    assert len(found) == len(MARKET["products"])
    for name, picture, title in found:
        assert picture.startswith("-"), title
        assert picture.endswith("-400.avif"), title
        assert len(list((market_site / "photos").glob(f"{name or '*'}{picture}"))) == 1


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_each_section_stands_in_vietnamese_order(lang: str, scripts: dict[str, str]) -> None:
    for sort in {section[0] for section in told(scripts[lang])["sections"]} - {"state"}:
        titles = [row[0] for row in rows(scripts[lang], sort)]
        assert titles == sorted(titles, key=collation_key), sort


def test_drafts_and_what_no_consent_covers_are_nowhere_in_it(complete_site: Path) -> None:
    for lang in ("vi", "en"):
        script = published_index(complete_site, lang)
        for secret in ("ban-nhap", "còn nháp", "Lê Văn Thử", "Nhà thử", "ca-nhan@", "HS-0", "0900"):
            assert secret not in script
        assert "Hộ bà Trần Thị Thử" in script


def test_a_product_whose_producer_may_not_be_named_is_found_by_the_kind_alone() -> None:
    shy = product(producer={"kind": "household"})
    entries = load(of(shy))
    assert [entry.address for entry in rank(entries, "hộ gia đình")] == ["san-pham/che-mau.html"]
    assert not [entry for entry in entries if entry.address.startswith("chu-the/") and "index" not in entry.address]


def test_a_bar_in_a_text_does_not_part_it() -> None:
    entries = load(of(product(name={"vi": "Chè | trà"}, other_names=["a|b"])))
    assert [entry.title for entry in entries if entry.address == "san-pham/che-mau.html"] == ["Chè | trà"]
    assert ("a/b", 1) in next(entry.texts for entry in entries if entry.address == "san-pham/che-mau.html")


def test_a_title_that_is_not_in_the_language_of_the_page_says_so() -> None:
    both = product(slug="ca-hai", name={"vi": "Chè", "en": "Tea"})
    only = product(slug="mot-thu", name={"vi": "Măng"})
    listed = rows(of(both, only, lang="en"), "product")
    assert [(row[0], row[11:]) for row in listed] == [("Măng", ["vi"]), ("Tea", [])]


@pytest.mark.parametrize(
    ("certificate", "state", "stars", "rest"),
    [
        (IN_FORCE, "in_force", 4, [20281101]),
        (EXPIRING, "expiring", 4, [20270210]),
        (EXPIRED, "expired", 3, [20230522, "22/5/2023"]),
        (UNCONFIRMED, "unconfirmed", 3, []),
        (BY_PRESS, "in_force", 0, [20281101]),
        (KNOWN_BY, "expired", 0, [20240615, "15/6/2024"]),
    ],
)
def test_a_certificate_is_told_so_that_the_browser_can_judge_it_again(
    certificate: Mapping[str, Any], state: str, stars: int, rest: list[object]
) -> None:
    """What only the press tells of has no stars; where only the latest end is known, its day stands in words."""
    script = of(certified(certificate))
    (row,) = rows(script, "product")
    assert told(script)["states"][row[7]][0] == state
    assert row[8] == stars
    assert row[9:] == rest


def test_a_product_without_a_known_unit_of_before_is_found_by_those_of_its_commune() -> None:
    known = product(slug="biet-ro", origin={"commune": "xa-mau", "former": "xã Cũ"})
    unknown = product(slug="chua-ro", name={"vi": "Miến mẫu"})
    entries = load(of(known, unknown))
    found = [entry.address for entry in rank(entries, "thị trấn Mẫu")]
    assert found == ["xa/xa-mau.html", "san-pham/chua-ro.html"]


def test_a_product_of_several_communes_is_found_by_each_and_by_all_that_they_were_formed_from() -> None:
    entries = load(of(product(slug="hai-xa", origin={"commune": ["xa-khac", "xa-mau"]})))
    for query in ("Xã Khác", "Xã Mẫu", "thị trấn Mẫu"):
        assert "san-pham/hai-xa.html" in [entry.address for entry in rank(entries, query)]


def test_the_same_catalogue_gives_the_same_bytes() -> None:
    assert generated.scripts(50) == generated.scripts(50)
