"""The filters leave what the catalogue says, and say before a choice what it would leave."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext

from site_builder.catalogue.product import Season

from ..products.catalogues import DAY, MADE_UP, published
from .reckoning import Chosen, counts
from .shelf import CATALOGUE, Shelf, agree, query

NewContext = Callable[..., BrowserContext]
ONE_OF_EACH: tuple[Chosen, ...] = (
    {},
    {"category": ("an-uong",)},
    {"state": ("in_force",)},
    {"state": ("expiring",)},
    {"state": ("unconfirmed",)},
    {"state": ("expired",)},
    {"state": ("potential",)},
    {"stars": ("4",)},
    {"commune": ("thu-bac",)},
    {"month": ("11",)},
    {"month": ("7",)},
    {"month": ("now",)},
    {"group": ("food",)},
    {"kind": ("cooperative",)},
    {"scheme": ("vietgap",)},
    {"scheme": ("haccp", "gi")},
)


@pytest.mark.parametrize("chosen", ONE_OF_EACH, ids=query)
def test_each_kind_of_filter(shelf: Callable[..., Shelf], chosen: Chosen) -> None:
    opened = shelf()
    for key, values in chosen.items():
        for value in values:
            opened.choose(key, value)

    agree(opened, published(MADE_UP / "complete").products, chosen)
    assert opened.asked == {key: list(values) for key, values in chosen.items()}


def test_the_page_tells_the_numbers_of_its_day_before_any_script(complete_url: str, new_context: NewContext) -> None:
    """But for lunar months, which only the browser knows."""
    page = new_context(java_script_enabled=False).new_page()
    page.goto(complete_url + CATALOGUE)
    boxes = page.locator("[data-facets] input")
    told = [(box.get_attribute("name"), box.get_attribute("value")) for box in boxes.all()]
    numbers = [int(number) for number in page.locator("[data-facets] small").all_text_contents()]
    assert [box.is_disabled() for box in boxes.all()] == [number == 0 for number in numbers]

    products = published(MADE_UP / "complete").products
    solar = [one.model_copy(update={"season": Season()}) if one.season.calendar == "lunar" else one for one in products]
    assert {key: number for key, number in zip(told, numbers, strict=True) if number} == counts(solar, {}, DAY)
