"""A page built on 24 November 2026, read on other days: what it says of certificates is right on the day of reading."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, datetime, timedelta
from itertools import combinations_with_replacement
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from site_builder.catalogue.product import Certificate
from site_builder.catalogue.programme import certificate_status

from ..commands import ROOT, TODAY

NewContext = Callable[..., BrowserContext]
Reading = Callable[..., Page]
VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
VECTORS, LISTS, ENDED = (
    json.loads((ROOT / f"tests/vectors/{name}.json").read_text("utf-8")) for name in ("standing", "lists", "ended")
)
GRADED = "san-pham/chung-nhan-3-sao.html"
"""3 stars, granted on 15 December 2024, valid until 15 December 2027; VietGAP until 1 June 2028."""
UNCONFIRMED = "san-pham/chi-biet-ngay-trao.html"


@pytest.fixture
def read(complete_url: str, new_context: NewContext) -> Reading:
    """Open a page on a day: ISO, at noon in Việt Nam, or with its own time."""

    def open_page(address: str, day: str = TODAY, **options: Any) -> Page:
        page = new_context(**{"timezone_id": "Asia/Ho_Chi_Minh", **options}).new_page()
        moment = datetime.fromisoformat(day if "T" in day else f"{day}T12:00")
        page.clock.set_fixed_time(moment if moment.tzinfo else moment.replace(tzinfo=VIETNAM))
        page.goto(complete_url + address)
        return page

    return open_page


def certificate(page: Page) -> Locator:
    return page.locator("#certificate")


def said(page: Page) -> dict[str, Any]:
    """What the panel shows."""
    panel = certificate(page)
    return {
        "tag": panel.locator("[data-status-tag]").inner_text(),
        "note": panel.locator(".bg-note").inner_text(),
        "bar": panel.locator(".bg-validity rect").get_attribute("width"),
        "seal": panel.locator(".bg-seal:not(.bg-seal--outline)").is_visible(),
        "outline": panel.locator(".bg-seal--outline").is_visible(),
        "rows": panel.locator("dt:visible").all_inner_texts()[:2],
    }


def test_on_the_day_of_the_build_nothing_changes(read: Reading) -> None:
    without = said(read(GRADED, java_script_enabled=False))
    assert said(read(GRADED)) == without
    assert without == {
        "tag": "Còn hiệu lực",
        "note": "Còn 12\u00a0tháng",
        "bar": "35",
        "seal": True,
        "outline": False,
        "rows": ["Quyết định công nhận", "Cơ quan ban hành"],
    }


@pytest.mark.parametrize(
    ("day", "tag", "note", "bar"),
    [
        ("2027-06-17", "Còn hiệu lực", "Còn 5\u00a0tháng", "17"),
        ("2027-06-18", "Sắp hết hạn", "Còn 5\u00a0tháng", "16"),
        ("2027-11-16", "Sắp hết hạn", "Còn 29\u00a0ngày", "3"),
        ("2027-12-15", "Sắp hết hạn", "Hôm nay là ngày cuối còn hiệu lực", "1"),
    ],
)
def test_time_passes_while_it_holds(read: Reading, day: str, tag: str, note: str, bar: str) -> None:
    page = read(GRADED, day)
    found = said(page)
    assert (found["tag"], found["note"], found["bar"], found["seal"]) == (tag, note, bar, True)
    assert page.locator(".bg-summary .bg-tag").inner_text() == tag
    expect(page.locator(".bg-summary .bg-stars")).to_be_visible()


def test_past_its_last_day_stars_and_seal_are_gone(read: Reading) -> None:
    page = read(GRADED, "2027-12-16")
    assert said(page) == {
        "tag": "Hết hiệu lực",
        "note": "Giấy chứng nhận đã hết hiệu lực, nên trang này không gắn sao. Chưa tìm thấy kết quả đánh giá lại.",
        "bar": "0",
        "seal": False,
        "outline": True,
        "rows": ["Hạng đã được công nhận", "Quyết định công nhận"],
    }
    expect(page.locator(".bg-summary .bg-stars")).to_be_hidden()
    state = page.locator(".bg-summary .bg-tag")
    assert (state.inner_text(), state.get_attribute("href")) == ("Hết hiệu lực", "#certificate")
    assert state.locator("use").get_attribute("href") == "#i-stop"


def test_it_speaks_english_on_the_english_page(read: Reading) -> None:
    page = read("en/products/chung-nhan-3-sao.html", "2027-11-14")
    assert said(page)["note"] == "1\u00a0month left"
    assert said(read("en/products/chung-nhan-3-sao.html", "2027-12-14"))["note"] == "1\u00a0day left"


def test_the_day_is_the_one_in_viet_nam(read: Reading) -> None:
    """Half past midnight there is still the day before elsewhere."""
    moment = "2027-12-16T00:30+07:00"
    for zone in ("Asia/Ho_Chi_Minh", "America/Los_Angeles", "Pacific/Auckland"):
        assert said(read(GRADED, moment, timezone_id=zone))["tag"] == "Hết hiệu lực", zone
        assert said(read(GRADED, "2027-12-15T23:30+07:00", timezone_id=zone))["tag"] == "Sắp hết hạn", zone


def test_a_clock_that_is_behind_makes_nothing_valid_again_nor_longer(read: Reading) -> None:
    expired, expiring = read("san-pham/het-han.html", "2019-01-01"), read("san-pham/sap-het-han.html", "2019-01-01")
    assert said(expired)["tag"] == "Hết hiệu lực"
    assert said(expiring)["tag"] == "Sắp hết hạn"
    assert said(expiring)["note"] == "Còn 1\u00a0tháng"


def test_what_is_not_confirmed_stays_so_until_it_would_be_over(read: Reading) -> None:
    page = read(UNCONFIRMED, "2028-01-10")
    panel = certificate(page)
    assert panel.locator("[data-status-tag]").inner_text() == "Chưa xác nhận"
    assert panel.locator("dt:visible").first.inner_text() == "Hạng theo nguồn công bố"
    page = read(UNCONFIRMED, "2028-01-11")
    panel = certificate(page)
    assert panel.locator("[data-status-tag]").inner_text() == "Hết hiệu lực"
    assert panel.locator("dt:visible").first.inner_text() == "Hạng theo nguồn công bố"
    assert (
        panel.locator(".bg-note").inner_text().startswith("Hết hạn muộn nhất 10/1/2028, nếu không được đánh giá lại.")
    )


def standing(place: Locator) -> list[str]:
    return [text.replace("\u00a0", " ") for text in place.locator(".bg-standing:visible").all_inner_texts()]


@pytest.mark.parametrize(
    ("day", "told"),
    [
        ("2028-01-10", ["theo nguồn"]),
        ("2028-01-11", ["hết hạn muộn nhất 10/1/2028, nếu không được đánh giá lại", "theo nguồn"]),
    ],
)
def test_where_only_the_latest_end_is_known_it_is_never_told_as_an_exact_one(
    read: Reading, day: str, told: list[str]
) -> None:
    """On the product's page, on its card and among what is found."""
    assert standing(read(UNCONFIRMED, day).locator(".bg-summary .bg-rating")) == told
    page = read("san-pham/index.html", day)
    assert standing(page.locator('[data-catalogue] [data-product="chi-biet-ngay-trao"]')) == told
    page.locator('[data-opens="search"]').click()
    name = page.locator('[data-product="chi-biet-ngay-trao"] :is(h2, h3)').inner_text()
    page.get_by_role("dialog").get_by_role("combobox").fill(name)
    hit = page.get_by_role("option").and_(page.locator('[href$="chi-biet-ngay-trao.html"]'))
    expect(hit).to_be_visible()
    assert standing(hit) == told


def test_the_script_comes_to_the_state_of_the_model_on_a_thousand_days(read: Reading) -> None:
    """Of each certificate of the vectors, built on the first of its days."""
    page = read("index.html")
    for vector in VECTORS:
        keys = {key: {"vi": value} if key == "issuer" else value for key, value in vector["certificate"].items()}
        paper = Certificate.model_validate({"scheme": "ocop", "stars": "3", **keys})
        built = date.fromisoformat(min(vector["on"]))
        days = [built + timedelta(days=2 * step) for step in range(1000)]
        states = page.evaluate(
            "([state, end, days]) => days.map(day => bgStatus.judge(state, end, day))",
            [certificate_status(paper, built), vector["expires"], [day.isoformat() for day in days]],
        )
        assert states == [certificate_status(paper, day) for day in days], vector["certificate"]


def test_a_certificate_of_another_scheme_ends_too(read: Reading) -> None:
    tag = "xpath=//h3[.='VietGAP']/following-sibling::span"
    expect(read(GRADED, "2028-06-01").locator(tag)).to_be_hidden()
    expect(read(GRADED, "2028-06-02").locator(tag)).to_be_visible()


def test_a_page_left_open_over_midnight_is_judged_again_when_it_is_looked_at(read: Reading) -> None:
    page = read(GRADED, "2027-12-15")
    page.evaluate("addEventListener('judged', () => { window.heard = true })")
    page.clock.set_fixed_time(datetime(2027, 12, 16, 8, tzinfo=VIETNAM))
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    assert said(page)["tag"] == "Hết hiệu lực"


@pytest.mark.parametrize("address", ["san-pham/index.html", "en/products/index.html"])
def test_cards_change_from_stars_to_the_state(read: Reading, address: str) -> None:
    def card(page: Page) -> Locator:
        return page.locator('[data-catalogue] [data-product="chung-nhan-3-sao"]')

    before, after = read(address, "2027-12-15"), read(address, "2027-12-16")
    assert card(before).get_attribute("data-certificate-status") == "expiring"
    expect(card(before).locator(".bg-stars")).to_be_visible()
    expect(card(before).locator("[data-status-tag]")).to_have_count(0)
    assert card(after).get_attribute("data-certificate-status") == "expired"
    expect(card(after).locator(".bg-stars")).to_be_hidden()
    expect(card(after).locator(".bg-tag--bad")).to_have_text("Hết hiệu lực" if "san-pham" in address else "Expired")


def figures(page: Page) -> str:
    return page.locator("[data-status-summary]").inner_text().replace("\u00a0", " ")


def test_the_home_page_counts_again(read: Reading) -> None:
    rest = "Ngoài ra có 3 sản phẩm tiềm năng."
    today = "Tính đến ngày 24/11/2026, 9 sản phẩm được ghi nhận từng được công nhận OCOP: "
    built = f"{today}5 còn hiệu lực, 1 sắp hết hạn, 1 hết hiệu lực, 2 chưa xác nhận, theo nguồn. {rest}"
    assert figures(read("index.html", java_script_enabled=False)) == built
    assert figures(read("index.html")) == built
    later = "Tính đến hôm nay, 9 sản phẩm được ghi nhận từng được công nhận OCOP: "
    assert figures(read("index.html", "2027-01-21")) == (
        f"{later}5 còn hiệu lực, 2 hết hiệu lực, 2 chưa xác nhận, theo nguồn. {rest}"
    )
    assert figures(read("index.html", "2040-01-01")) == (
        f"{later}0 còn hiệu lực, 7 hết hiệu lực, 1 hết hiệu lực theo nguồn, 1 chưa xác nhận, theo nguồn. {rest}"
    )
    assert figures(read("en/index.html", "2028-11-15")).startswith("As of today, 9 products are on record")
    assert "1 in force, 6 expired, 2 unconfirmed" not in figures(read("en/index.html", "2028-11-15"))


def test_the_browser_judges_the_same_cases_as_the_build(read: Reading) -> None:
    page = read("index.html")
    for vector in VECTORS:
        for built, day in combinations_with_replacement(vector["on"], 2):
            args = [vector["on"][built][0], vector["expires"], day]
            state, left, months = vector["on"][day]
            judged = page.evaluate("([state, end, day]) => bgStatus.judge(state, end, day)", args)
            assert judged == state, (vector["certificate"], built, day)
            if vector["expires"]:
                assert page.evaluate("a => [bgStatus.daysLeft(a[1], a[2]), bgStatus.monthsLeft(a[1], a[2])]", args) == [
                    left,
                    months,
                ]


def test_the_browser_sorts_lists_as_the_build_does(read: Reading) -> None:
    page = read("index.html")
    places = [
        {page.evaluate("([state, stars]) => bgStatus.order(state, String(stars || ''))", one) for one in alike}
        for alike in LISTS
    ]
    assert [len(found) for found in places] == [1] * len(LISTS)
    assert places == sorted(places, key=min)
    assert len({min(found) for found in places}) == len(LISTS)


def test_the_browser_ends_certificates_of_other_schemes_on_the_same_days(read: Reading) -> None:
    page = read("index.html")
    for vector in ENDED:
        args = [[vector["expires"], day] for day in vector["on"]]
        ended = page.evaluate("all => all.map(([end, day]) => bgStatus.ended(end, day))", args)
        assert ended == list(vector["on"].values()), vector["expires"]


def test_without_a_script_the_days_are_there_in_words(read: Reading) -> None:
    panel = certificate(read(GRADED, "2030-01-01", java_script_enabled=False))
    expect(panel).to_contain_text("Hiệu lực đến15/12/2027")
