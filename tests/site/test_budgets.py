"""What a page may cost a phone with 3 pixels a point (`tests/bench/budgets.py` measures time too)."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import BrowserContext

from ..bench.budgets import DENSITY, PHONE, WATCH, WEIGHT, costs, loaded, transferred


def test_no_page_costs_more_than_it_may(
    shipped_url: str, shipped_site: Path, new_context: Callable[..., BrowserContext]
) -> None:
    page = new_context(viewport=PHONE, device_scale_factor=DENSITY).new_page()
    page.add_init_script(WATCH)
    found = list(costs(page, shipped_url, shipped_site))
    assert {cost.address: cost.excess() for cost in found if cost.excess()} == {}
    products = [cost for cost in found if cost.is_product]
    assert len(products) == len(list((shipped_site / "san-pham").glob("*.html"))) - 1
    assert all(cost.cover and cost.largest == "img" for cost in products)


def test_a_product_with_everything_is_light_before_its_photos(complete_site: Path) -> None:
    pages = [file for name in ("san-pham", "en/products") for file in (complete_site / name).glob("*.html")]
    weights = {file.name: sum(map(transferred, loaded(file))) for file in pages if file.stem != "index"}
    assert len(weights) > 10
    assert {name: weight for name, weight in weights.items() if weight > WEIGHT} == {}
