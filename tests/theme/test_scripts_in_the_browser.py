"""The behaviours of every page, on a page of their own opened from a folder."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from site_builder.theme_folder import Theme
from site_builder.web.assets import SCRIPT_PARTS, STYLE_PATTERN, bundle_assets, bundle_css

from ..commands import ROOT

NewContext = Callable[..., BrowserContext]
NO_STORAGE = "Object.defineProperty(window, 'localStorage', {get() { throw new DOMException('blocked'); }})"


def at(year: int, month: int, day: int, hour: int, minute: int = 0) -> datetime:
    """A moment where the readers are."""
    return datetime(year, month, day, hour, minute, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))


NOVEMBER = at(2026, 11, 24, 9)
"""The tenth lunar month."""


DRAWING = "<svg xmlns='http://www.w3.org/2000/svg' width='4' height='3'/>"


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("behaviours")
    assets = bundle_assets(Theme(), (), today=NOVEMBER.date())
    for name in SCRIPT_PARTS:
        (folder / name).write_bytes(assets.files[name].data)
    (folder / "site.css").write_text(bundle_css(Theme(), STYLE_PATTERN, assets.files))
    (folder / "page.html").write_text((ROOT / "tests/theme/behaviours.html").read_text())
    return (folder / "page.html").as_uri()


@pytest.fixture
def opened(address: str, new_context: NewContext) -> Callable[..., Page]:
    def open_page(day: datetime = NOVEMBER, **options: object) -> Page:
        page = new_context(**{"timezone_id": "Asia/Ho_Chi_Minh", **options}).new_page()
        page.clock.set_fixed_time(day)
        page.route("**/*.svg", lambda route: route.fulfill(content_type="image/svg+xml", body=DRAWING))
        page.goto(address)
        return page

    return open_page


def pressed(page: Page, name: str) -> str | None:
    return page.locator(f'[data-tool="{name}"]').first.get_attribute("aria-pressed")


def scheme(page: Page) -> str:
    """What is painted: `rgb(…)` of the paper."""
    return str(page.evaluate("getComputedStyle(document.body).backgroundColor"))


DAY, NIGHT = "rgb(251, 248, 241)", "rgb(18, 24, 21)"


def test_night_follows_the_system_until_it_is_chosen(opened: Callable[..., Page]) -> None:
    page = opened(color_scheme="dark")
    night = page.get_by_role("button", name="night", exact=True)
    expect(night).to_have_attribute("aria-pressed", "true")
    assert scheme(page) == NIGHT

    page.emulate_media(color_scheme="light")
    expect(night).to_have_attribute("aria-pressed", "false")
    assert scheme(page) == DAY

    night.click()
    page.emulate_media(color_scheme="dark")
    page.emulate_media(color_scheme="light")
    expect(night).to_have_attribute("aria-pressed", "true")
    assert scheme(page) == NIGHT


def test_the_choice_of_night_holds_on_the_next_page(opened: Callable[..., Page]) -> None:
    page = opened(color_scheme="dark")
    page.get_by_role("button", name="night", exact=True).click()

    page.reload()

    assert (scheme(page), pressed(page, "night")) == (DAY, "false")


def test_every_copy_of_a_tool_shows_the_same_state(opened: Callable[..., Page]) -> None:
    page = opened()
    page.get_by_role("button", name="open").click()
    page.get_by_role("button", name="night in the sheet").click()

    states = page.locator('[data-tool="night"]').evaluate_all("all => all.map(one => one.ariaPressed)")

    assert states == ["true", "true"]


def test_pictures_drawn_for_the_night_follow_the_choice(opened: Callable[..., Page]) -> None:
    page = opened(viewport={"width": 1000, "height": 800})
    art = page.locator("#art")
    assert str(art.evaluate("one => one.currentSrc")).endswith("day.svg")

    page.get_by_role("button", name="night", exact=True).click()

    page.wait_for_function("document.getElementById('art').currentSrc.endsWith('/night.svg')")
    page.set_viewport_size({"width": 500, "height": 800})
    page.wait_for_function("document.getElementById('art').currentSrc.endsWith('/night-phone.svg')")
    page.get_by_role("button", name="night", exact=True).click()
    page.wait_for_function("document.getElementById('art').currentSrc.endsWith('/day.svg')")


def test_the_text_has_three_sizes_that_are_remembered(opened: Callable[..., Page]) -> None:
    page = opened()

    def size() -> str:
        return str(page.evaluate("getComputedStyle(document.documentElement).fontSize"))

    assert (size(), pressed(page, "normal")) == ("16px", "true")
    assert page.get_by_label("smaller").get_attribute("aria-disabled") == "true"
    sizes = []
    for _ in range(3):
        page.get_by_label("larger").click(force=True)
        sizes.append(size())
    assert sizes == ["18px", "20px", "20px"]
    assert (pressed(page, "normal"), page.get_by_label("larger").get_attribute("aria-disabled")) == ("false", "true")
    page.reload()
    assert size() == "20px"
    page.get_by_label("smaller").click()
    assert size() == "18px"
    page.get_by_label("normal").click()
    assert size() == "16px"


def test_tools_work_where_storage_is_blocked(address: str, new_context: NewContext) -> None:
    page = new_context().new_page()
    faults: list[str] = []
    page.on("pageerror", lambda fault: faults.append(str(fault)))
    page.add_init_script(NO_STORAGE)
    page.goto(address)

    page.get_by_role("button", name="night", exact=True).click()
    page.get_by_label("larger").click()

    assert scheme(page) == NIGHT
    assert faults == []


def test_printing_closes_the_sheet_first(opened: Callable[..., Page]) -> None:
    page = opened()
    page.evaluate("window.print = () => { window.printed = document.querySelector('dialog[open]') === null; }")
    page.get_by_role("button", name="open").click()

    page.get_by_role("button", name="print from the sheet").click()

    assert page.evaluate("window.printed") is True


def test_a_sheet_closes_by_its_button_by_escape_and_by_a_tap_beside_it(opened: Callable[..., Page]) -> None:
    page = opened(viewport={"width": 390, "height": 800})
    opener, sheet = page.get_by_role("button", name="open"), page.get_by_role("dialog")

    def close_button() -> None:
        page.get_by_label("close").click()

    def escape() -> None:
        page.keyboard.press("Escape")

    def beside() -> None:
        page.mouse.click(200, 20)

    for close in (close_button, escape, beside):
        opener.click()
        expect(sheet).to_be_visible()
        close()
        expect(sheet).to_be_hidden()
        expect(opener).to_be_focused()


def test_a_tap_inside_a_sheet_leaves_it_open(opened: Callable[..., Page]) -> None:
    page = opened()
    page.get_by_role("button", name="open").click()

    page.locator("#sheet h2").click()

    expect(page.get_by_role("dialog")).to_be_visible()


def test_focus_stays_in_an_open_sheet(opened: Callable[..., Page]) -> None:
    page = opened()
    page.get_by_role("button", name="open").click()

    for _ in range(6):
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement === document.body || !!document.activeElement.closest('#sheet')")


def test_a_sheet_borrows_what_it_shows_and_gives_it_back(opened: Callable[..., Page]) -> None:
    page = opened()
    page.get_by_role("button", name="open").click()
    assert page.locator("#sheet #choice").count() == 1

    page.keyboard.press("Escape")

    page.wait_for_function("document.querySelector('#facets #choice') !== null")
    assert page.locator("#choice").count() == 1


def test_a_button_for_something_that_is_not_there_keeps_its_place_unseen(opened: Callable[..., Page]) -> None:
    absent = opened().locator('[data-opens="missing"]')

    expect(absent).to_be_hidden()
    assert absent.evaluate("one => one.getBoundingClientRect().width") > 0


def current(page: Page, within: str) -> list[str]:
    found: list[str] = page.locator(f"{within} [aria-current]").evaluate_all("all => all.map(one => one.dataset.month)")
    return found


def test_this_month_is_marked_everywhere(opened: Callable[..., Page]) -> None:
    page = opened()

    assert (current(page, "nav"), current(page, "#sun")) == (["11"], ["11"])
    assert page.locator("h2[data-by-month]").inner_text() == "eleventh"
    expect(page.get_by_text("now", exact=True)).to_be_visible()


def test_lunar_months_are_marked_by_the_lunar_calendar(opened: Callable[..., Page]) -> None:
    assert current(opened(), "#moon") == ["10"]
    assert current(opened(day=at(2026, 12, 20, 9)), "#moon") == ["11"]


def test_a_list_shows_what_is_in_season_and_no_more_than_it_has_room_for(opened: Callable[..., Page]) -> None:
    def shown(day: datetime) -> list[str]:
        items = opened(day=day).locator("[data-season-list] > li:visible")
        return [item.get_attribute("id") or "" for item in items.all()]

    assert shown(at(2026, 11, 24, 9)) == ["first", "second"]
    assert shown(at(2026, 12, 1, 9)) == ["first", "third"]
    assert shown(at(2026, 12, 31, 9)) == ["first", "third"]


def test_a_month_without_harvest_says_so(opened: Callable[..., Page]) -> None:
    expect(opened(day=at(2027, 3, 1, 9)).get_by_text("nothing")).to_be_visible()
    expect(opened().get_by_text("nothing")).to_be_hidden()


def test_a_page_left_open_over_night_is_marked_anew(opened: Callable[..., Page]) -> None:
    page = opened(day=at(2026, 11, 30, 23, 50))
    assert current(page, "#sun") == ["11"]

    page.clock.set_fixed_time(at(2026, 12, 1, 7))
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")

    assert (current(page, "nav"), current(page, "#sun")) == (["12"], ["12"])
    assert page.locator("h2[data-by-month]").inner_text() == "twelfth"


def test_this_month_is_scrolled_into_view_on_a_phone(opened: Callable[..., Page]) -> None:
    page = opened(viewport={"width": 360, "height": 700})

    box = page.locator("nav [aria-current]").bounding_box()

    assert box is not None
    assert 0 <= box["x"] <= 360 - box["width"]


def frame(page: Page) -> list[object]:
    read = """one => [...one.querySelectorAll('source')].map(s => s.srcset).concat([one.querySelector('img').alt,
      one.querySelector('img').getAttribute('width'), one.querySelector('a').getAttribute('href').split('/').pop(),
      one.style.backgroundColor, one.querySelector('figcaption').hidden])"""
    found: list[object] = page.locator("[data-gallery-main]").evaluate(read)
    return found


SECOND = ["two-400.svg 400w", "two-800.svg 800w", "the second", "600", "two-1600.svg", "rgb(34, 34, 34)", True]


def test_a_thumb_puts_its_picture_into_the_frame(opened: Callable[..., Page]) -> None:
    page = opened()

    page.get_by_role("link", name="photo 2").click()

    assert frame(page) == SECOND
    assert page.locator(".bg-thumbs [aria-current]").get_attribute("aria-label") == "photo 2"
    expect(page.get_by_text("at the market")).to_be_visible()
    assert page.url.endswith("page.html")


def test_arrow_keys_go_through_the_gallery(opened: Callable[..., Page]) -> None:
    page = opened()
    page.get_by_role("link", name="photo 1").focus()

    page.keyboard.press("ArrowRight")

    assert frame(page) == SECOND
    expect(page.get_by_role("link", name="photo 2")).to_be_focused()
    page.keyboard.press("ArrowRight")
    assert frame(page) == SECOND
    page.keyboard.press("ArrowLeft")
    assert page.locator("[data-gallery-main] img").get_attribute("alt") == "the first"


def test_without_scripts_nothing_is_shown_that_would_do_nothing(address: str, new_context: NewContext) -> None:
    page = new_context(java_script_enabled=False, viewport={"width": 390, "height": 800}).new_page()
    page.goto(address)

    assert page.locator("[data-tool]:visible, [data-opens]:visible").count() == 0
    assert page.get_by_role("link", name="photo 2").get_attribute("href") == "two-1600.svg"
