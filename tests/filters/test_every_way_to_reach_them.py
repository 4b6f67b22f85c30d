"""The filters by touch in the sheet of a phone, by keyboard alone, for ears, and the page without any script."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from .shelf import CATALOGUE, OPTIONS, Shelf

NewContext = Callable[..., BrowserContext]
PHONE = {"width": 390, "height": 844}


def test_on_a_phone_the_filters_are_in_a_sheet(shelf: Callable[..., Shelf]) -> None:
    opened = shelf(viewport=PHONE, has_touch=True)
    page = opened.page
    expect(page.get_by_role("form", name="Lọc sản phẩm")).to_be_hidden()

    page.get_by_role("button", name="Bộ lọc").tap()
    sheet = page.get_by_role("dialog", name="Bộ lọc")
    box = sheet.bounding_box()
    assert box is not None
    assert (box["x"], box["width"]) == (0, 390)
    assert (round(box["y"] + box["height"]), box["height"] > 0.85 * 844) == (844, True)

    sheet.locator("label").filter(has_text="Sản phẩm tiềm năng").tap()
    sheet.locator("label").filter(has_text="Xã Thử Bắc").tap()
    expect(sheet.get_by_role("status")).to_have_text("2\u00a0sản phẩm")
    sheet.get_by_role("button", name="Xem 2\u00a0sản phẩm").tap()

    expect(sheet).to_be_hidden()
    assert set(opened.shown) == {"thieu-tieng-anh", "tiem-nang"}
    expect(page.get_by_role("button", name="Bộ lọc 2")).to_be_focused()


def test_in_the_sheet_everything_can_be_taken_back(shelf: Callable[..., Shelf]) -> None:
    opened = shelf("?state=potential&month=11", viewport=PHONE)
    everything = len(shelf().shown)
    opened.page.get_by_role("button", name="Bộ lọc 2").click()
    sheet = opened.page.get_by_role("dialog", name="Bộ lọc")

    sheet.get_by_role("button", name="Xoá hết").click()

    expect(sheet.get_by_role("button", name=f"Xem {everything}\u00a0sản phẩm")).to_be_visible()
    expect(sheet).to_be_visible()
    opened.page.keyboard.press("Escape")
    assert len(opened.shown) == everything


def test_a_phone_offers_single_conditions_beside_the_sheet(shelf: Callable[..., Shelf]) -> None:
    opened = shelf(viewport=PHONE)
    offered = opened.page.locator(".bg-quick-filters [data-add]")
    assert offered.first.inner_text() == "Đang vào mùa 5"

    opened.page.get_by_role("button", name="4 sao 3").click()

    assert opened.asked == {"stars": ["4"]}
    expect(opened.page.get_by_role("button", name="4 sao (bỏ điều kiện này)")).to_be_focused()
    expect(opened.page.get_by_role("button", name="4 sao 3")).to_be_hidden()


def test_targets_are_large_enough_for_fingers(shelf: Callable[..., Shelf]) -> None:
    opened = shelf("?stars=4&month=11", viewport=PHONE)
    opened.page.get_by_role("button", name="Bộ lọc 2").click()
    sizes = "all => all.map(one => [one.innerText, one.getBoundingClientRect()]).filter(([, box]) => box.width)"
    controls = opened.page.locator(
        "[data-facets] label, .bg-results-bar button, .bg-results-bar select, dialog[open] button"
    )

    found = controls.evaluate_all(f"{sizes[:-1]} && Math.min(box.width, box.height) < 44)")

    assert found == []


def tab_to(page: Page, wanted: str) -> None:
    for _ in range(100):
        if focused(page) == wanted:
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{wanted} is not reached")


def focused(page: Page) -> str:
    return str(page.evaluate("document.activeElement.value || document.activeElement.textContent"))


def test_the_keyboard_alone_is_enough(shelf: Callable[..., Shelf]) -> None:
    opened = shelf()
    opened.page.locator("[data-facets] input:enabled").first.focus()
    opened.page.keyboard.press("Space")
    assert opened.asked == {"category": ["an-uong"]}
    for _ in range(2):
        opened.page.keyboard.press("Tab")
    assert focused(opened.page) == "vuon-rung", "what leaves something is reached in the order of the page"

    tab_to(opened.page, "4")
    opened.page.keyboard.press("Space")
    assert opened.chips == ["Ăn và uống", "4\u00a0sao"]
    opened.page.get_by_label("Sắp xếp").focus()
    opened.page.keyboard.press("ArrowDown")
    assert opened.asked["sort"] == ["name"]

    tab_to(opened.page, "Xoá hết")
    opened.page.keyboard.press("Enter")
    assert opened.chips == []


def test_focus_is_seen_on_a_month(shelf: Callable[..., Shelf]) -> None:
    opened = shelf()
    opened.box("month", "7").focus()
    opened.page.keyboard.press("Shift+Tab")
    opened.page.keyboard.press("Tab")

    assert opened.box("month", "7").evaluate("one => getComputedStyle(one).outlineWidth") == "3px"


def test_what_is_heard(shelf: Callable[..., Shelf]) -> None:
    opened = shelf()
    form = opened.page.get_by_role("form", name="Lọc sản phẩm")
    groups = [group.get_by_role("checkbox").count() for group in form.get_by_role("group").all()]
    assert groups == [3, 5, 3, 3, 13, 6, 6, 5]
    expect(form.get_by_role("group", name="Tháng thu hoạch").get_by_role("checkbox", name="Tháng 7")).to_be_visible()
    expect(form.get_by_role("checkbox", name="Hạng 4 trên 5 sao OCOP 3")).to_be_visible()

    opened.choose("stars", "4")

    expect(opened.page.locator("main").get_by_role("status").filter(has_text="sản phẩm")).to_have_text(
        "3\u00a0sản phẩm"
    )


@pytest.mark.parametrize("viewport", [PHONE, OPTIONS["viewport"]])
def test_without_a_script_all_products_and_the_other_lists(
    complete_url: str, new_context: NewContext, viewport: object
) -> None:
    page = new_context(java_script_enabled=False, viewport=viewport).new_page()
    page.goto(complete_url + CATALOGUE + "?state=potential")

    assert page.locator("[data-catalogue] > li:visible").count() == 12
    assert page.locator("input:visible, select:visible, [data-add]:visible, [data-drop]:visible").count() == 0
    lists = page.get_by_role("navigation", name="Xem theo loại, nhóm, xã")
    expect(lists.get_by_role("link", name="Xã Thử Bắc")).to_be_visible()
    lists.get_by_role("link", name="Đồ uống").click()
    assert page.url.endswith("/nhom/do-uong.html")


def test_prints_what_is_left(shelf: Callable[..., Shelf]) -> None:
    opened = shelf("?state=potential")
    opened.page.emulate_media(media="print")

    assert opened.page.locator("[data-catalogue] > li:visible").count() == 3
    assert (
        opened.page.locator(".bg-catalogue__facets:visible, .bg-quick-filters:visible, .bg-sort:visible").count() == 0
    )
