"""The map as people see it: names clear of each other, counts right, every commune a link, north up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from itertools import combinations

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from ..products.catalogues import MADE_UP, SHIPPED, published

NewContext = Callable[..., BrowserContext]
INDEXES = ("xa/index.html", "en/communes/index.html")
BOX = "one => { const box = one.getBoundingClientRect(); return [box.left, box.top, box.right, box.bottom]; }"
Rectangle = tuple[float, float, float, float]


def boxes(found: Locator) -> list[Rectangle]:
    told: list[Rectangle] = [tuple(one.evaluate(BOX)) for one in found.all()]
    return told


def overlap(one: Rectangle, two: Rectangle) -> bool:
    return min(one[2], two[2]) > max(one[0], two[0]) and min(one[3], two[3]) > max(one[1], two[1])


@pytest.fixture(params=["points", "boundaries"])
def site(request: pytest.FixtureRequest, shipped_url: str, complete_url: str) -> str:
    return shipped_url if request.param == "points" else complete_url


@pytest.mark.parametrize("address", INDEXES)
@pytest.mark.parametrize("width", [320, 390, 1000, 1440])
def test_names_do_not_overlap(site: str, address: str, width: int, new_context: NewContext) -> None:
    page = new_context(viewport={"width": width, "height": 900}).new_page()
    page.goto(site + address)
    frame = boxes(page.locator(".bg-map svg"))[0]
    names = boxes(page.locator(".bg-map__name"))
    dots = boxes(page.locator(".bg-map__dot"))

    assert [pair for pair in combinations(names, 2) if overlap(*pair)] == []
    assert [(name, dot) for name in names for dot in dots if overlap(name, dot)] == []
    assert all(frame[0] <= name[0] and name[2] <= frame[2] for name in names)


def test_the_type_is_never_too_small_to_read(site: str, new_context: NewContext) -> None:
    for width in (320, 390, 760, 1000, 1440, 1920):
        page = new_context(viewport={"width": width, "height": 900}).new_page()
        page.goto(site + INDEXES[0])
        scale = page.locator(".bg-map svg").evaluate("one => one.getScreenCTM().a")
        size = page.locator(".bg-map__name").first.evaluate("one => parseFloat(getComputedStyle(one).fontSize)")
        assert 11 <= scale * size <= 21, width


def test_each_commune_is_a_link_with_its_number(shipped_url: str, new_context: NewContext) -> None:
    catalogue = published(SHIPPED)
    counts = Counter(key for product in catalogue.products for key in product.origin.commune)
    page = new_context().new_page()
    page.goto(shipped_url + INDEXES[0])
    links = page.get_by_role("group", name="Bản đồ các xã").get_by_role("link")

    told = {
        commune.name.vi: f"{n}\u00a0sản phẩm" if (n := counts[commune.key]) else "Chưa ghi nhận sản phẩm"
        for commune in catalogue.settings.communes
    }
    heard = [link.get_attribute("aria-label") for link in links.all()]
    assert heard == [f"{name}: {count}" for name, count in told.items()]
    numbers = page.locator(".bg-map__count").all_text_contents()
    assert [int(number) for number in numbers] == [
        counts[one.key] for one in catalogue.settings.communes if counts[one.key]
    ]
    tiles = page.locator(".bg-tile")
    assert [tile.inner_text().split("\n")[-1] for tile in tiles.all()] == list(told.values())


def test_the_keyboard_goes_from_commune_to_commune(shipped_url: str, new_context: NewContext) -> None:
    page = new_context().new_page()
    page.goto(shipped_url + INDEXES[0])
    names = [commune.name.vi for commune in published(SHIPPED).settings.communes]
    links = page.locator(".bg-map__commune")
    links.first.focus()

    heard = []
    for _ in names:
        heard.append(page.evaluate("document.activeElement.getAttribute('aria-label').split(':')[0]"))
        page.keyboard.press("Tab")
    assert heard == names
    page.keyboard.press("Shift+Tab")
    assert links.last.locator("circle").last.evaluate("one => getComputedStyle(one).strokeWidth") == "4px"
    page.keyboard.press("Enter")
    page.wait_for_url("**/xa/thien-long.html")


def test_a_commune_is_marked_on_its_own_page(shipped_url: str, new_context: NewContext) -> None:
    page = new_context().new_page()
    page.goto(shipped_url + "xa/quy-hoa.html")
    here = page.locator(".bg-map__commune[aria-current=page]")

    expect(here).to_have_count(1)
    expect(here).to_have_attribute("aria-label", "Xã Quý Hòa: 1\u00a0sản phẩm")
    colours = page.locator(".bg-map__dot").evaluate_all(
        "all => new Set(all.map(one => getComputedStyle(one).fill)).size"
    )
    assert colours == 3, "here, with products, without"


def shape(page: Page, key: str) -> Rectangle:
    return boxes(page.locator(f'.bg-map a[href$="/{key}.html"] > .bg-map__outline'))[0]


def test_boundaries_are_drawn_north_up(complete_url: str, new_context: NewContext) -> None:
    page = new_context(viewport={"width": 1440, "height": 1200}).new_page()
    page.goto(complete_url + INDEXES[0])
    east, west, north, south = (shape(page, f"thu-{key}") for key in ("dong", "tay", "bac", "nam"))

    assert west[2] == pytest.approx(east[0], abs=2), "they share a border"
    assert west[0] < east[0]
    assert north[3] == pytest.approx(west[1], abs=2)
    assert south[1] == pytest.approx(west[3], abs=2)
    width, height = east[2] - east[0], east[3] - east[1]
    assert width / height == pytest.approx(0.93, abs=0.02), "a degree of longitude is shorter than one of latitude"
    for key in ("dong", "tay", "bac", "nam"):
        dot = boxes(page.locator(f'.bg-map__commune[href$="/thu-{key}.html"] .bg-map__dot'))[0]
        assert overlap(dot, shape(page, f"thu-{key}"))


def test_a_shape_leads_where_its_dot_leads(complete_url: str, new_context: NewContext) -> None:
    page = new_context(viewport={"width": 1440, "height": 1200}).new_page()
    page.goto(complete_url + INDEXES[0])
    left, top, right, _ = shape(page, "thu-dong")

    page.mouse.click(right - 12, top + 12)

    page.wait_for_url("**/xa/thu-dong.html")
    assert right > left
    products = [one for one in published(MADE_UP / "complete").products if "thu-dong" in one.origin.commune]
    assert page.locator(".bg-card").count() == len(products)


def test_the_map_is_printed(shipped_url: str, new_context: NewContext) -> None:
    page = new_context().new_page()
    page.goto(shipped_url + INDEXES[0])
    page.emulate_media(media="print")

    expect(page.locator(".bg-map svg")).to_be_visible()
    assert page.locator(".bg-map svg").evaluate("one => one.getBoundingClientRect().width") < 430


def test_the_map_needs_no_script(shipped_url: str, new_context: NewContext) -> None:
    page = new_context(java_script_enabled=False).new_page()
    page.goto(shipped_url + "en/communes/index.html")

    page.get_by_role("link", name="Bình Gia commune: 2\u00a0products").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Bình Gia commune")
