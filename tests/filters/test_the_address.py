"""What is chosen is in the address: it can be shared, and Back leads to the view before."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, expect

from .shelf import OPTIONS, Shelf

NewContext = Callable[..., BrowserContext]
POTENTIAL = {"thieu-tieng-anh", "tiem-nang", "tiem-nang-vung"}
FETCHED = """
  window.readyFor = [];
  let isParsed = false;
  document.addEventListener("DOMContentLoaded", () => { isParsed = true; });
  new MutationObserver(changes => changes.forEach(change => change.addedNodes.forEach(node => {
    if (node.nodeName === "SCRIPT" && !node.defer) readyFor.push(isParsed);
  }))).observe(document, { childList: true, subtree: true });
"""
"""Notes of each script that the page fetches by itself whether the page's own scripts had run."""


def test_back_and_forward_go_through_the_views(shelf: Callable[..., Shelf]) -> None:
    opened = shelf()
    everything = opened.shown
    opened.choose("state", "potential")
    opened.choose("commune", "thu-bac")
    opened.page.get_by_label("Sắp xếp").select_option("name")
    assert opened.shown == ["thieu-tieng-anh", "tiem-nang"]

    steps: list[tuple[dict[str, list[str]], set[str]]] = []
    for _ in range(3):
        opened.page.go_back()
        steps.append((opened.asked, set(opened.shown)))
    assert steps == [
        ({"state": ["potential"], "commune": ["thu-bac"]}, {"thieu-tieng-anh", "tiem-nang"}),
        ({"state": ["potential"]}, POTENTIAL),
        ({}, set(everything)),
    ]
    assert opened.shown == everything
    expect(opened.box("state", "potential")).not_to_be_checked()

    for _ in range(3):
        opened.page.go_forward()
    assert opened.asked == {"state": ["potential"], "commune": ["thu-bac"], "sort": ["name"]}
    assert opened.chips == ["Sản phẩm tiềm năng", "Xã Thử Bắc"]
    expect(opened.page.get_by_label("Sắp xếp")).to_have_value("name")


def test_a_shared_address_opens_the_same_view(shelf: Callable[..., Shelf]) -> None:
    first = shelf()
    first.choose("state", "potential")
    first.choose("month", "11")
    first.page.get_by_label("Sắp xếp").select_option("season")

    second = shelf("?" + first.page.url.partition("?")[2])

    assert second.shown == first.shown
    assert second.left == first.left
    assert second.chips == first.chips == ["Sản phẩm tiềm năng", "Tháng 11"]


FALLS = """new PerformanceObserver(told => { window.falls = (window.falls || []).concat(told.getEntries()
  .flatMap(shift => shift.sources).filter(one => one.previousRect.top !== one.currentRect.top)
  .map(one => one.node && one.node.className)); }).observe({ type: 'layout-shift', buffered: true });"""


@pytest.mark.parametrize("width", [390, 1440])
def test_nothing_jumps_when_a_shared_address_opens(shelf: Callable[..., Shelf], width: int) -> None:
    """The whole list is not seen before the script has looked at the address."""
    opened = shelf(viewport={"width": width, "height": 900})
    opened.page.add_init_script(FALLS)

    opened.go("?state=potential")

    opened.page.screenshot()
    assert opened.page.evaluate("window.falls || []") == []
    assert set(opened.shown) == POTENTIAL


def test_what_the_address_asks_for_in_vain_is_passed_over(shelf: Callable[..., Shelf]) -> None:
    opened = shelf("?commune=khong-co,thu-bac&sort=gia&utm_source=zalo&stars=9")

    assert opened.chips == ["Xã Thử Bắc"]
    expect(opened.page.get_by_label("Sắp xếp")).to_have_value("")


def test_other_words_of_the_address_are_left_alone(shelf: Callable[..., Shelf]) -> None:
    opened = shelf("?utm_source=zalo#main")
    opened.choose("stars", "4")

    assert opened.page.url.endswith("?utm_source=zalo&stars=4")


def test_the_other_language_shows_the_same_view(shelf: Callable[..., Shelf]) -> None:
    opened = shelf()
    opened.choose("commune", "thu-bac")
    opened.choose("state", "potential")
    shown = opened.shown

    opened.page.locator(".bg-head .bg-languages a[lang=en]").click()

    opened.page.wait_for_url("**/en/products/index.html?commune=thu-bac&state=potential")
    opened.settled()
    assert set(opened.shown) == set(shown)
    assert opened.chips == ["Potential product", "Thử Bắc commune"]


def test_the_address_is_kept_in_a_site_opened_from_a_folder(complete_site: Path, new_context: NewContext) -> None:
    opened = Shelf(new_context(**OPTIONS).new_page(), f"{complete_site.as_uri()}/").go()
    opened.choose("state", "potential")
    opened.choose("commune", "thu-bac")
    opened.page.go_back()

    assert opened.asked == {"state": ["potential"]}
    assert set(opened.shown) == POTENTIAL


@pytest.mark.parametrize("words", ["bắc", "BAC"])
def test_what_is_typed_and_what_is_chosen_narrow_together(shelf: Callable[..., Shelf], words: str) -> None:
    opened = shelf(f"?q={words}&state=potential")
    expect(opened.page.get_by_text(f"“{words}”", exact=True).first).to_be_visible()
    assert set(opened.shown) == {"thieu-tieng-anh", "tiem-nang"}
    opened.choose("month", "11")
    assert opened.asked == {"q": [words], "state": ["potential"], "month": ["11"]}

    opened.page.locator(".bg-results-bar [data-drop=q]").click()

    assert opened.asked == {"state": ["potential"], "month": ["11"]}
    assert set(opened.shown) == {"thieu-tieng-anh", "tiem-nang-vung"}
    opened.page.go_back()
    assert opened.asked == {"q": [words], "state": ["potential"], "month": ["11"]}
    assert opened.shown == ["thieu-tieng-anh"]


def test_the_search_is_fetched_when_the_list_is_there_to_hear_what_it_finds(
    shelf: Callable[..., Shelf], new_context: NewContext
) -> None:
    page = new_context(**OPTIONS).new_page()
    page.add_init_script(FETCHED)
    opened = Shelf(page, shelf().site).go("?q=bac")

    assert "tiem-nang" in opened.shown
    assert page.evaluate("readyFor.slice(-2)") == [True, True]
