"""The season calendar begins with the month in which it is read, and knows the lunar one."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import BrowserContext, Page, expect

NewContext = Callable[..., BrowserContext]
NOVEMBER, APRIL, MAY, AUGUST = ((2026, 11, 24), (2027, 4, 10), (2027, 5, 10), (2027, 8, 10))
"""The day of the build, and three others."""
SECTIONS = "[data-year] > .bg-month:visible > h2"


@pytest.fixture
def calendar(complete_url: str, new_context: NewContext) -> Callable[..., Page]:
    def open_calendar(day: tuple[int, int, int], anchor: str = "", **options: object) -> Page:
        page = new_context(**{"timezone_id": "Asia/Ho_Chi_Minh", **options}).new_page()
        page.clock.set_fixed_time(datetime(*day, 9, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh")))
        page.goto(f"{complete_url}mua-vu.html{anchor}")
        return page

    return open_calendar


def months(page: Page) -> list[str]:
    return [heading.replace("\n", ", ") for heading in page.locator(SECTIONS).all_inner_texts()]


def test_this_month_comes_first_and_says_so(calendar: Callable[..., Page]) -> None:
    for day in (NOVEMBER, MAY):
        first, *others = (f"Tháng {(day[1] + n - 1) % 12 + 1}" for n in range(12))
        assert months(calendar(day)) == [f"{first}, tháng này", *others]


def test_a_month_of_which_nothing_is_known_comes_first_too(
    complete_url: str, complete_site: Path, calendar: Callable[..., Page]
) -> None:
    """The calendar without April, which in the made-up catalogue has a lunar harvest."""
    whole = (complete_site / "mua-vu.html").read_text("utf-8")
    without = re.sub(r'<section class="bg-month" id="thang-4".*?</section>', "", whole, count=1, flags=re.DOTALL)
    assert len(without) < len(whole)
    page = calendar(MAY)
    page.route(f"{complete_url}mua-vu.html", lambda route: route.fulfill(body=without, content_type="text/html"))
    page.clock.set_fixed_time(datetime(*APRIL, 9, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh")))
    page.goto(f"{complete_url}mua-vu.html")
    assert months(page)[:2] == ["Tháng 4", "Tháng 5"]
    expect(page.locator("[data-year] > .bg-month:visible").first).to_contain_text("Chưa ghi nhận sản phẩm nào")


def test_a_link_to_a_month_still_leads_to_it(calendar: Callable[..., Page]) -> None:
    expect(calendar(MAY, "#thang-2").locator("#thang-2 h2")).to_be_in_viewport()
    expect(calendar(NOVEMBER, "#thang-3").locator("#thang-3 h2")).to_be_in_viewport()


def test_the_table_marks_this_month_by_the_calendar_of_each_row(calendar: Callable[..., Page]) -> None:
    """24 November 2026 lies in the tenth lunar month, 10 August 2027 in the seventh."""
    for day, solar, lunar in ((NOVEMBER, "11", "10"), (AUGUST, "8", "7")):
        page = calendar(day)
        marked = page.locator("tbody tr").evaluate_all(
            "all => all.map(row => [row.dataset.calendar || 'solar', row.querySelector('[aria-current]')])"
            ".map(([calendar, cell]) => [calendar, cell.dataset.month])"
        )
        assert {tuple(pair) for pair in marked} == {("solar", solar), ("lunar", lunar)}
        assert page.locator("thead [aria-current]").inner_text() == solar


def test_lunar_seasons_say_when_they_are_on(calendar: Callable[..., Page]) -> None:
    def on(page: Page) -> list[str]:
        rows = page.locator("#am-lich li").filter(has=page.locator("[data-in-season]:visible"))
        return [row.inner_text().split("\n")[0] for row in rows.all()]

    assert on(calendar(NOVEMBER)) == ["Sản phẩm thử ba sao"]
    assert on(calendar(AUGUST)) == ["Sản phẩm thử chưa xác nhận"]


@pytest.mark.parametrize(
    ("day", "month"),
    [
        ((2027, 2, 5), 12),
        ((2027, 2, 6), 1),  # Tết
        ((2030, 2, 1), 12),
        ((2030, 2, 2), 1),  # Tết; in China a day later
        ((2028, 6, 23), 5),  # the leap month after the fifth
        ((2037, 1, 1), 11),
        ((2025, 1, 1), 0),  # before the table begins
    ],
)
def test_months_of_the_moon_are_those_of_viet_nam(
    calendar: Callable[..., Page], day: tuple[int, int, int], month: int
) -> None:
    assert calendar(day).evaluate("bgMonth.of('lunar', new Date())") == month


def test_the_table_of_moons_reaches_ten_years_and_then_says_nothing(calendar: Callable[..., Page]) -> None:
    found = calendar(NOVEMBER).evaluate(
        "Array.from({length: 5000}, (_, at) => bgMonth.of('lunar', new Date(Date.UTC(2026, 10, 24 + at))))"
    )
    assert found.index(0) > 3653
    assert set(found[found.index(0) :]) == {0}


def test_without_a_script_the_month_of_the_build_comes_first(complete_url: str, new_context: NewContext) -> None:
    page = new_context(java_script_enabled=False).new_page()
    page.goto(complete_url + "mua-vu.html")

    assert months(page)[0] == "Tháng 11"
    expect(page.locator("#am-lich")).to_contain_text("Tháng 6–7 âm lịch")
