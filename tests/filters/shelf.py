"""The page of all products as the tests use it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import parse_qs
from zoneinfo import ZoneInfo

from playwright.sync_api import Locator, Page, expect

from site_builder.catalogue.product import Product

from ..products.catalogues import DAY
from .reckoning import Chosen, counts, fitting

CATALOGUE = "san-pham/index.html"
MORNING = datetime(2026, 11, 24, 9, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
OPTIONS: Mapping[str, object] = {"timezone_id": "Asia/Ho_Chi_Minh", "viewport": {"width": 1440, "height": 900}}
LEFT = "all => all.map(box => [box.name, box.value, Number(box.parentNode.querySelector('small').textContent)])"
SEVERAL: tuple[Chosen, ...] = (
    {"stars": ("3", "5")},
    {"state": ("in_force", "expiring"), "commune": ("dong", "bac")},
    {"category": ("che", "qua"), "month": ("1", "2", "now"), "kind": ("household",)},
    {"group": ("food", "drink", "medicinal"), "scheme": ("organic", "gi"), "state": ("in_force",)},
    {"state": ("potential",), "month": ("9",), "commune": ("nam",), "category": ("hoi",)},
    {"month": ("3",)},
)
"""Conditions that hold at once."""


@dataclass(frozen=True)
class Shelf:
    """`site` is the address of the site, with a slash at its end."""

    page: Page
    site: str

    def go(self, query: str = "", path: str = CATALOGUE, day: datetime = MORNING) -> Shelf:
        self.page.clock.set_fixed_time(day)
        self.page.goto(f"{self.site}{path}{query}")
        return self.settled()

    def settled(self) -> Shelf:
        """What the address asks for is shown."""
        expect(self.page.locator("html")).not_to_have_attribute("data-has-query", re.compile(".*"))
        return self

    @property
    def shown(self) -> list[str]:
        """The products that are shown, in their order."""
        cards = self.page.locator("[data-catalogue] > li:not([hidden])")
        found: list[str] = cards.evaluate_all("all => all.map(card => card.dataset.product)")
        return found

    @property
    def tally(self) -> int:
        """How many products are said to be found."""
        return int(self.page.locator(".bg-count").inner_text().split()[0])

    @property
    def left(self) -> dict[tuple[str, str], int]:
        """How many products each choice leaves, where it leaves some."""
        told = self.page.locator("[data-facets] input").evaluate_all(LEFT)
        return {(name, value): count for name, value, count in told if count}

    @property
    def asked(self) -> dict[str, list[str]]:
        """What the address asks for, as the page itself sees it: the browser tells others later."""
        query = parse_qs(self.page.evaluate("location.search.slice(1)"))
        return {key: values[0].split(",") for key, values in query.items()}

    @property
    def chips(self) -> list[str]:
        return self.page.locator(".bg-results-bar [data-drop] > span:first-child").all_inner_texts()

    def box(self, condition: str, value: str) -> Locator:
        return self.page.locator(f'[data-facets] input[name="{condition}"][value="{value}"]')

    def choose(self, condition: str, value: str) -> None:
        """What a finger does: the words are tapped as well as the box."""
        self.box(condition, value).locator("..").click()


def agree(shelf: Shelf, products: Iterable[Product], chosen: Chosen) -> None:
    wanted = fitting(products, chosen, DAY)
    assert shelf.tally == len(wanted)
    assert set(shelf.shown) == {product.slug for product in wanted}
    assert shelf.left == counts(products, chosen, DAY)


def query(chosen: Chosen) -> str:
    return "?" + "&".join(f"{key}={','.join(values)}" for key, values in chosen.items())
