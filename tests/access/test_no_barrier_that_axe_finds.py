"""axe-core on every kind of page and on what opens over it: no violation, day and night, on a phone and on a desk."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import axe_playwright_python
import pytest
from playwright.sync_api import Page, expect

from ..sampling import Sample
from .walk import DESK, LANGUAGES, PHONE, SCREENS, fit, visit

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text("utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]
ALL = {"runOnly": {"type": "tag", "values": RULES}, "resultTypes": ["violations"], "preload": False}
COLOURS = {**ALL, "runOnly": ["color-contrast"]}
"""What alone differs at night."""


def violations(page: Page) -> list[str]:
    """What axe finds in the page as it stands, by day and by night; axe is put into a page once."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE)
    page.emulate_media(color_scheme="dark")
    night = page.evaluate("asked => axe.run(document, asked)", COLOURS)
    page.emulate_media(color_scheme="light")
    day = page.evaluate("asked => axe.run(document, asked)", ALL)
    assert day["passes"], "axe looked at nothing"
    return [*_told("day", day), *_told("night", night)]


def _told(when: str, found: dict[str, Any]) -> list[str]:
    return [f"{when}: {one['id']} {node['target']}" for one in found["violations"] for node in one["nodes"]]


def test_axe_sees_what_is_wrong(tab: Page, complete_url: str) -> None:
    tab.goto(complete_url)
    tab.evaluate(
        """() => {
          const picture = document.images[0].src;
          document.querySelector('main').innerHTML = `<img src="${picture}"><p style="color:#bbb">Chữ nhạt</p>`;
        }"""
    )
    found = " ".join(violations(tab))
    assert "day: image-alt" in found
    assert "day: color-contrast" in found


@pytest.mark.longest
@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_kind_of_page(
    lang: str, campaign: bool, every_kind: Callable[[str], list[str]], complete_url: str, tab: Page
) -> None:
    """In a campaign on every screen, else on one after the other in turn, beginning with another in each language."""
    addresses, wrong = every_kind(lang), []
    assert len(addresses) >= 22
    for at, address in enumerate(addresses, LANGUAGES.index(lang)):
        visit(tab, complete_url + address)
        for size in SCREENS if campaign else (SCREENS[at % len(SCREENS)],):
            fit(tab, size)
            wrong += [(address, size[0], told) for told in violations(tab)]
    assert wrong == []


def open_by(page: Page, button: str) -> None:
    page.locator(f"{button}:visible").first.click()
    expect(page.locator("dialog[open]")).to_be_visible()


def found_something(page: Page) -> None:
    open_by(page, "[data-opens=search]")
    page.get_by_role("combobox").fill("thu")
    expect(page.locator("dialog [role=option]").first).to_be_visible()
    page.keyboard.press("ArrowDown")


def found_nothing(page: Page) -> None:
    open_by(page, "[data-opens=search]")
    page.get_by_role("combobox").fill("zzzz")
    expect(page.locator("dialog[data-empty], dialog [data-empty]").first).to_be_visible()


def narrowed(page: Page) -> None:
    """The sheet of conditions with one chosen and one that would leave nothing."""
    open_by(page, "[data-opens=filters]")
    page.locator("dialog [name=state]:enabled").first.check()


def chosen_on_a_desk(page: Page) -> None:
    page.locator(".bg-catalogue__facets [name=state]:enabled").first.check()
    expect(page.locator("[data-chips] button").first).to_be_visible()


def shared(page: Page) -> None:
    page.evaluate("Object.defineProperty(navigator, 'share', {value: undefined})")
    open_by(page, "[data-share]")


def heard(page: Page) -> None:
    page.locator("[data-tool=listen]:visible").first.click()
    expect(page.locator("[data-player]")).to_be_visible()


def touched(page: Page) -> None:
    page.locator("#stage").click()
    expect(page.locator("#visit")).to_be_visible()


def taken_from_the_shelf(page: Page) -> None:
    touched(page)
    page.locator("#visit .bg-kiosk__card").first.click()
    expect(page.locator("#visit h1")).to_be_visible()


OPENED: list[tuple[str, tuple[int, int], Callable[[Page], None]]] = [
    ("product", PHONE, found_something),
    ("product", DESK, found_something),
    ("home", PHONE, found_nothing),
    ("product", PHONE, lambda page: open_by(page, "[data-opens=tools]")),
    ("home", PHONE, lambda page: open_by(page, "[data-opens=menu]")),
    ("product", PHONE, shared),
    ("product", DESK, heard),
    ("product", PHONE, lambda page: open_by(page, "[data-view]")),
    ("product", DESK, lambda page: open_by(page, "[data-view]")),
    ("catalogue", PHONE, narrowed),
    ("catalogue", DESK, chosen_on_a_desk),
    ("kiosk", PHONE, touched),
    ("kiosk", DESK, touched),
    ("kiosk", DESK, taken_from_the_shelf),
]
PLACES = {
    "vi": {
        "home": "index.html",
        "catalogue": "san-pham/index.html",
        "product": "san-pham/chung-nhan-5-sao.html",
        "kiosk": "kiosk.html#mode=touch",
    },
    "en": {
        "home": "en/index.html",
        "catalogue": "en/products/index.html",
        "product": "en/products/het-han.html",
        "kiosk": "en/kiosk.html#mode=touch",
    },
}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_opens_over_a_page(lang: str, sample: Sample, complete_url: str, tab: Page) -> None:
    wrong = []
    for place, size, act in sample(OPENED, 8):
        fit(tab, size)
        tab.goto("about:blank")
        tab.goto(complete_url + PLACES[lang][place])
        act(tab)
        wrong += [(place, size[0], told) for told in violations(tab)]
    assert wrong == []
