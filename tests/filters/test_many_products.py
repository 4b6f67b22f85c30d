"""More products than one page holds: filters look at all of them, from a server and from a folder."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import BrowserContext, expect

from site_builder.catalogue.showcase import Catalogue
from site_builder.catalogue.vietnamese import collation_key

from ..products.catalogues import DAY
from ..sampling import Sample
from .conftest import SIZE
from .reckoning import fitting
from .shelf import OPTIONS, SEVERAL, Shelf, agree, query

NewContext = Callable[..., BrowserContext]
Market = tuple[Path, Catalogue]


@pytest.fixture(params=["server", "folder"])
def market(request: pytest.FixtureRequest, market_site: Market, market_url: str, new_context: NewContext) -> Shelf:
    site = market_url if request.param == "server" else f"{market_site[0].as_uri()}/"
    return Shelf(new_context(**OPTIONS).new_page(), site)


def test_a_page_holds_three_hundred_cards_and_links_to_the_others(market: Shelf) -> None:
    opened = market.go()

    assert len(opened.shown) == 300
    assert opened.tally == SIZE
    expect(opened.page.get_by_role("navigation", name="Các trang của danh mục")).to_be_visible()
    assert opened.page.locator("[data-catalogue] > li").count() == 300, (
        "the others are not fetched before they are wanted"
    )


def test_a_filter_finds_products_of_other_pages(market: Shelf, market_site: Market) -> None:
    opened = market.go()
    opened.choose("category", "che")

    wanted = fitting(market_site[1].products, {"category": ("che",)}, DAY)
    expect(opened.page.locator(".bg-count")).to_have_text(f"{len(wanted)}\u00a0sản phẩm")
    assert set(opened.shown) == {product.slug for product in wanted}
    expect(opened.page.locator("[data-pager]")).to_be_hidden()

    opened.page.go_back()
    expect(opened.page.locator("[data-pager]")).to_be_visible()
    assert len(opened.shown) == 300


def test_the_second_page_filters_like_the_first(market: Shelf) -> None:
    plain = market.go(path="san-pham/trang-2.html").shown
    assert len(plain) == 300
    second = market.go("?stars=5&sort=name", path="san-pham/trang-2.html").shown

    first = market.go("?stars=5&sort=name").shown

    assert second == first
    assert len(first) == 69
    assert market.go(path="san-pham/trang-2.html").shown == plain


def test_a_long_result_is_shown_in_portions(market: Shelf, market_site: Market) -> None:
    opened = market.go("?sort=name")
    slugs = [one.slug for one in sorted(market_site[1].products, key=lambda one: collation_key(one.name.vi))]
    assert opened.shown == slugs[:300]

    for shown in (600, 700):
        opened.page.get_by_role("button", name="Xem thêm").press("Enter")
        assert opened.shown == slugs[:shown]
    expect(opened.page.get_by_role("button", name="Xem thêm")).to_be_hidden()
    expect(opened.page.locator(f'[data-product="{slugs[600]}"] a')).to_be_focused()


def test_cards_of_other_pages_are_judged_on_the_day_of_reading(market: Shelf, market_site: Market) -> None:
    day = date(2027, 6, 1)
    opened = market.go("?state=expired", day=datetime(2027, 6, 1, 9, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh")))

    wanted = fitting(market_site[1].products, {"state": ("expired",)}, day)
    assert opened.tally == len(wanted) > len(fitting(market_site[1].products, {"state": ("expired",)}, DAY))
    shown = opened.page.locator("[data-catalogue] > li:not([hidden])")
    assert shown.locator(".bg-stars:visible").count() == 0
    assert shown.locator(".bg-tag--bad:visible").count() == shown.count() == len(wanted)


def test_far_cards_cost_nothing_until_they_come_near(market: Shelf) -> None:
    opened = market.go()
    skipped = opened.page.locator("[data-catalogue] > li").evaluate_all(
        "all => all.filter(card => !card.firstElementChild.checkVisibility({ contentVisibilityAuto: true })).length"
    )
    assert skipped > 200


def test_the_words_of_far_cards_can_be_found_on_the_page(market: Shelf) -> None:
    """The browser's own search reaches cards that are not laid out yet."""
    opened = market.go()
    name = opened.page.locator("[data-catalogue] > li h2").last.text_content()

    assert opened.page.evaluate("name => window.find(name)", name)

    expect(opened.page.locator("[data-catalogue] > li h2").last).to_be_in_viewport()


def test_scripts_of_cards_are_named_by_their_content(market_site: Market) -> None:
    named = sorted(file.name for file in (market_site[0] / "assets").glob("cards-*.js"))
    assert [re.sub(r"\.[0-9a-f]{8}\.", ".", name) for name in named] == [
        f"cards-{lang}-{page}.js" for lang in ("en", "vi") for page in (1, 2, 3)
    ]


def test_filters_look_at_all_pages(market: Shelf, market_site: Market, sample: Sample) -> None:
    for chosen in sample(SEVERAL, 3):
        agree(market.go(query(chosen)), market_site[1].products, chosen)
