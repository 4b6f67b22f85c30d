"""What is chosen can be taken back one by one or at once, the list has four orders, and emptiness says why."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import expect

from site_builder.catalogue.product import Group
from site_builder.catalogue.vietnamese import collation_key

from ..products.catalogues import MADE_UP, published
from .reckoning import ordered
from .shelf import Shelf

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")


def test_chips_take_conditions_back(shelf: Callable[..., Shelf]) -> None:
    opened = shelf("?state=potential&commune=thu-bac&month=11")
    assert opened.chips == ["Sản phẩm tiềm năng", "Xã Thử Bắc", "Tháng 11"]

    opened.page.get_by_role("button", name="Xã Thử Bắc (bỏ điều kiện này)").click()

    assert opened.chips == ["Sản phẩm tiềm năng", "Tháng 11"]
    assert set(opened.shown) == {"thieu-tieng-anh", "tiem-nang-vung"}
    expect(opened.page.get_by_role("button", name="Tháng 11 (bỏ điều kiện này)")).to_be_focused()
    expect(opened.box("commune", "thu-bac")).not_to_be_checked()
    assert opened.asked == {"state": ["potential"], "month": ["11"]}


def test_the_focus_stays_on_the_page_when_the_last_chip_goes(shelf: Callable[..., Shelf]) -> None:
    opened = shelf("?stars=5")

    opened.page.get_by_role("button", name="5 sao (bỏ điều kiện này)").press("Enter")

    expect(opened.page.locator(".bg-count")).to_be_focused()


def test_everything_can_be_taken_back_at_once(shelf: Callable[..., Shelf]) -> None:
    everything = shelf().shown
    opened = shelf("?state=potential&commune=thu-bac&sort=name")

    opened.page.get_by_role("button", name="Xoá hết", exact=True).click()

    assert opened.chips == []
    assert set(opened.shown) == set(everything)
    assert opened.asked == {"sort": ["name"]}
    expect(opened.page.get_by_role("button", name="Xoá hết", exact=True)).to_be_hidden()


def test_the_season_is_one_press_away(shelf: Callable[..., Shelf]) -> None:
    opened = shelf()

    opened.page.get_by_role("button", name="Đang vào mùa 5").click()

    assert opened.asked == {"month": ["now"]}
    assert len(opened.shown) == 5
    expect(opened.page.get_by_role("button", name="Đang vào mùa (bỏ điều kiện này)")).to_be_focused()


def test_emptiness_names_the_conflict_and_the_way_out(shelf: Callable[..., Shelf]) -> None:
    opened = shelf("?state=expired&commune=thu-bac")

    expect(opened.page.get_by_role("heading", name="Chưa có sản phẩm nào khớp cả 2 điều kiện")).to_be_visible()
    expect(opened.page.locator("[data-empty] p")).to_have_text(
        "Không có sản phẩm nào vừa “Hết hiệu lực” vừa “Xã Thử Bắc”. Bỏ “Hết hiệu lực” sẽ còn 4\u00a0sản phẩm."
    )
    assert (opened.tally, opened.shown) == (0, [])
    opened.page.locator("[data-empty]").get_by_role("button", name="Hết hiệu lực (bỏ điều kiện này)").click()
    assert len(opened.shown) == 4
    expect(opened.page.locator("[data-empty]")).to_be_hidden()


def test_the_fewest_conditions_are_named_that_bring_something_back(shelf: Callable[..., Shelf]) -> None:
    def said(query: str) -> str | None:
        return shelf(query).page.locator("[data-empty] p").text_content()

    assert said("?category=tay-nghe&month=7,8&state=potential") == (
        "Không có sản phẩm nào vừa “Tay nghề” vừa “Sản phẩm tiềm năng” vừa “Tháng 7” hoặc “Tháng 8”. "
        "Bỏ “Tay nghề” sẽ còn 1\u00a0sản phẩm."
    )
    assert said("?stars=5&group=food&month=5") == (
        "Không có sản phẩm nào vừa “5\u00a0sao” vừa “Tháng 5” vừa “Thực phẩm”. Bỏ “5\u00a0sao” sẽ còn 2\u00a0sản phẩm."
    )
    assert said("?stars=5&kind=company&scheme=gi") == (
        "Không có sản phẩm nào vừa “5\u00a0sao” vừa “Doanh nghiệp” vừa “Chỉ dẫn địa lý”. "
        "Bỏ “Doanh nghiệp” và “Chỉ dẫn địa lý” sẽ còn 1\u00a0sản phẩm."
    )


def test_what_leaves_nothing_can_be_seen_and_not_chosen(shelf: Callable[..., Shelf]) -> None:
    opened = shelf("?commune=thu-bac")

    expect(opened.box("state", "expired")).to_be_visible()
    expect(opened.box("state", "expired")).to_be_disabled()
    expect(opened.box("state", "potential")).to_be_enabled()


def names(opened: Shelf) -> list[str]:
    return opened.page.locator("[data-catalogue] > li:not([hidden]) h2").all_inner_texts()


def test_the_order_by_name_is_vietnamese(shelf: Callable[..., Shelf]) -> None:
    found = names(shelf("?sort=name"))
    assert found == sorted(found, key=collation_key)


def test_the_newest_certificate_comes_first(shelf: Callable[..., Shelf]) -> None:
    opened = shelf("?sort=newest")
    issued = opened.page.locator("[data-catalogue] > li:not([hidden])").evaluate_all(
        "all => all.map(card => card.dataset.issued || '')"
    )
    assert issued == sorted(issued, reverse=True)
    assert date.fromisoformat(issued[0]) == date(2026, 7, 10)


def test_what_is_in_season_comes_first(shelf: Callable[..., Shelf]) -> None:
    opened = shelf("?sort=season")
    season = set(shelf("?month=now").shown)
    assert set(opened.shown[: len(season)]) == season


def test_the_first_order_is_the_one_of_the_page(shelf: Callable[..., Shelf]) -> None:
    plain = shelf().shown
    opened = shelf("?sort=name")

    opened.page.get_by_label("Sắp xếp").select_option("")

    assert opened.shown == plain
    assert opened.asked == {}


@pytest.mark.parametrize("day", ["2026-11-24", "2027-12-17", "2028-01-11", "2029-07-11"])
def test_the_first_order_is_that_of_the_day_of_reading(day: str, shelf: Callable[..., Shelf]) -> None:
    """What has run out since the build goes behind what nobody has confirmed, whatever its name and its stars."""
    products = published(MADE_UP / "complete").products
    everything = ",".join(Group)
    opened = shelf().go(f"?group={everything}", day=datetime.fromisoformat(f"{day}T09:00").replace(tzinfo=VIETNAM))

    assert opened.shown == ordered(products, date.fromisoformat(day))


def test_certificates_are_judged_on_the_day_of_reading(shelf: Callable[..., Shelf]) -> None:
    """One that was expiring when the page was built has run out since; it counts as such, without its stars."""
    opened = shelf("?state=expiring")
    assert opened.shown == ["sap-het-han"]
    before = opened.left

    opened.go("?state=expired", day=datetime(2027, 2, 1, 9, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh")))

    assert "sap-het-han" in opened.shown
    assert opened.left["state", "expired"] == before["state", "expired"] + 1
    assert ("state", "expiring") not in opened.left


def test_one_condition_that_nothing_meets_any_more(shelf: Callable[..., Shelf]) -> None:
    opened = shelf().go("?state=expiring", day=datetime(2027, 2, 1, 9, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh")))

    expect(opened.page.get_by_role("heading", name="Chưa có sản phẩm nào khớp điều kiện này")).to_be_visible()
    assert opened.page.locator("[data-empty] p").text_content() == "Bỏ “Sắp hết hạn” sẽ còn 12\u00a0sản phẩm."
