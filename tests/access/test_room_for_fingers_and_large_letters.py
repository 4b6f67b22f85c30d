"""Targets of 44 px, and pages that hold at 320 px and with letters of twice their size: nothing is cut."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from ..sampling import Sample
from .test_no_barrier_that_axe_finds import OPENED, PLACES
from .walk import DESK, LANGUAGES, PHONE, fit

LOOK = (Path(__file__).parent / "look.js").read_text("utf-8")
NARROW = (320, 640)
LETTERS = [(NARROW, 100), (NARROW, 125), (PHONE, 200), ((1280, 720), 200)]
"""Screens and sizes of letters in hundredths: 125 is the A+ of the page, 200 what WCAG asks for."""
Kinds = Callable[[str], list[str]]


OVER = "(document.querySelector('dialog[open]') || document.querySelector('main'))"


def enlarge(page: Page, hundredths: int) -> None:
    page.evaluate("size => { document.documentElement.style.fontSize = `${size}%` }", hundredths)


def test_what_is_too_small_cut_or_broken_is_found(complete_url: str, tab: Page) -> None:
    fit(tab, PHONE)
    tab.goto(complete_url + "gioi-thieu-thu.html")
    tab.evaluate(LOOK)
    tab.evaluate(
        """document.querySelector('main').innerHTML = `<button>a</button>
        <p style="width:60px">Giá bây giờ: 120.000 ₫</p>
        <p style="width:60px;overflow:hidden;white-space:nowrap">Chữ dài quá khổ</p>`"""
    )
    assert any("button" in told for told in tab.evaluate("look.small()"))
    assert any("Chữ dài" in told for told in tab.evaluate("look.cut()"))
    assert any("120.000 ₫" in told for told in tab.evaluate("look.broken()"))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_kind_of_page_has_room(
    lang: str, every_kind: Kinds, sample: Sample, complete_url: str, tab: Page
) -> None:
    wrong: list[tuple[object, ...]] = []
    amounts = 0
    for address in sample(every_kind(lang), 14):
        if address.endswith("kiosk.html"):
            continue
        tab.goto(complete_url + address)
        tab.evaluate(LOOK)
        for size in (PHONE, DESK):
            fit(tab, size)
            wrong += [(address, size[0], found) for found in tab.evaluate("[...look.small(), ...look.cut()]")]
        for size, letters in LETTERS:
            fit(tab, size)
            enlarge(tab, letters)
            wrong += [(address, size[0], letters, found) for found in tab.evaluate("look.cut()")]
            if (size, letters) != (PHONE, 200):
                wrong += [(address, size[0], letters, found) for found in tab.evaluate("look.broken()")]
                amounts += tab.evaluate("look.amounts()")
    assert wrong == []
    assert amounts > 50


def test_what_opens_over_a_page_has_room(complete_url: str, tab: Page) -> None:
    wrong: list[tuple[object, ...]] = []
    for place, size, act in OPENED:
        if place == "kiosk":
            continue
        fit(tab, size)
        tab.goto("about:blank")
        tab.goto(complete_url + PLACES["vi"][place])
        act(tab)
        tab.evaluate(LOOK)
        wrong += [(place, size[0], found) for found in tab.evaluate(f"[...look.small({OVER}), ...look.cut({OVER})]")]
        fit(tab, NARROW if size == PHONE else size)
        enlarge(tab, 200 if size == DESK else 125)
        wrong += [(place, size[0], "large", found) for found in tab.evaluate(f"look.cut({OVER})")]
    assert wrong == []


TALL = "ẪỄỖ ỰỴỊ"
CUT = """tall => [...document.querySelectorAll('.bg-hit__why')].map(one => {
  one.textContent = tall;
  [...one.parentElement.children].forEach(other => { if (other !== one) other.style.visibility = 'hidden'; });
  return getComputedStyle(one).overflowY;
})"""
LET_OUT = "document.querySelectorAll('.bg-hit__why').forEach(one => { one.style.overflow = 'visible' })"


def test_marks_above_and_below_letters_are_whole_where_lines_are_cut_off(complete_url: str, tab: Page) -> None:
    """Why something was found is the one text that ends after some lines: the same dots whether its box cuts or not."""
    fit(tab, PHONE)
    tab.goto(complete_url + PLACES["vi"]["catalogue"])
    tab.keyboard.press("/")
    tab.keyboard.type("htx")
    expect(tab.locator(".bg-hit__why").first).to_be_visible()
    assert set(tab.evaluate(CUT, TALL)) == {"hidden"}
    lines = tab.locator(".bg-hit__text", has=tab.locator(".bg-hit__why")).all()
    cut = [line.screenshot(caret="hide") for line in lines]
    tab.evaluate(LET_OUT)
    assert [line.screenshot(caret="hide") for line in lines] == cut
