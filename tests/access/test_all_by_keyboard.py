"""The whole site without a mouse: an order that makes sense, focus that is seen, sheets that let go."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageChops
from playwright.sync_api import Page, expect

from ..sampling import Sample
from ..theme.stylesheet import contrast
from .test_no_barrier_that_axe_finds import PLACES
from .walk import DESK, PHONE, fit, visit

STOP = (Path(__file__).parent / "stop.js").read_text("utf-8")
STOPS = STOP[STOP.index("async") :]
MISSED = """() => [...document.querySelectorAll('a[href], button, input, select, summary, [tabindex="0"]')]
  .filter(one => one.checkVisibility({visibilityProperty: true}) && !one.disabled && one.tabIndex >= 0)
  .filter(one => !(window.stops || []).includes(one)).map(one => one.outerHTML.slice(0, 100))"""
OUTSIDE = "document.activeElement !== document.body && !document.activeElement.closest('dialog')"
MOST = 300
SOME = 8
ON_A_DESK = [
    *("index.html", "san-pham/index.html", "san-pham/chung-nhan-5-sao.html", "mua-vu.html", "xa/index.html"),
    *("su-kien/hoi-cho-thu.html", "chung-nhan-thu.html", "404.html", "Q/THU-003/index.html"),
]
Stop = dict[str, Any]


def stops(page: Page) -> Iterator[Stop]:
    """Go through the page by the Tab key until its end."""
    for _ in range(MOST):
        page.keyboard.press("Tab")
        found: Stop | None = page.evaluate(STOPS)
        if found is None:
            return
        yield found
    raise AssertionError("the page does not end")


@pytest.mark.parametrize(
    ("size", "scheme", "lang"),
    [(PHONE, "dark", "vi"), (PHONE, "light", "en"), (DESK, "light", "vi")],
    ids=["phone-vi", "phone-en", "desk-vi"],
)
def test_every_page_is_walked_through_from_its_head_to_its_foot_and_the_focus_is_seen(
    size: tuple[int, int],
    scheme: Any,
    lang: str,
    sample: Sample,
    every_kind: Callable[[str], list[str]],
    complete_url: str,
    tab: Page,
) -> None:
    """The focus is seen: more dots change clearly (3 to 1) than the way around what has it is long."""
    fit(tab, size)
    tab.emulate_media(color_scheme=scheme)
    seen: dict[str, int] = {}
    addresses = sample(every_kind(lang) if size == PHONE else ON_A_DESK, SOME)
    for address in addresses:
        visit(tab, complete_url + address)
        walked = []
        for stop in stops(tab):
            walked.append(stop)
            if stop["name"] not in seen:
                seen[stop["name"]] = drawn(tab, stop["ring"])
        assert len(walked) >= 4 or address.endswith("kiosk.html"), address
        assert [(stop["words"], stop["wrong"]) for stop in walked if stop["wrong"]] == [], address
        assert tab.evaluate(MISSED) == [], address
    assert len(seen) >= min(20, len(addresses))
    assert {name: share for name, share in seen.items() if share < 100} == {}


def drawn(page: Page, ring: list[float]) -> int:
    """How much of the way around a thing is marked clearly while it has the focus, in hundredths."""
    width, height = page.evaluate("[innerWidth, innerHeight]")
    left, top = max(0, ring[0] - 8), max(0, ring[1] - 8)
    clip = {"x": left, "y": top, "width": min(width, ring[2] + 8) - left, "height": min(height, ring[3] + 8) - top}
    with_focus = shot(page, clip)
    page.evaluate("window.last = document.activeElement, window.last.blur()")
    without = shot(page, clip)
    page.evaluate("window.last.focus({preventScroll: true})")
    way = 2 * (min(ring[2] - ring[0], clip["width"]) + min(ring[3] - ring[1], clip["height"]))
    return int(100 * clear_changes(with_focus, without) / way)


def shot(page: Page, clip: Any) -> Image.Image:
    return Image.open(BytesIO(page.screenshot(clip=clip))).convert("RGB")


def clear_changes(one: Image.Image, other: Image.Image) -> int:
    changed = ImageChops.difference(one, other).convert("L").point(lambda value: 255 if value > 24 else 0)
    pairs: dict[tuple[Any, Any], int] = {}
    for at, dot in enumerate(changed.tobytes()):
        if dot:
            place = (at % one.width, at // one.width)
            pair = (one.getpixel(place), other.getpixel(place))
            pairs[pair] = pairs.get(pair, 0) + 1
    return sum(number for (was, now), number in pairs.items() if contrast(_hex(was), _hex(now)) >= 3)


def _hex(colour: tuple[int, int, int]) -> str:
    return "#{:02x}{:02x}{:02x}".format(*colour)


def test_the_first_key_leads_past_the_head(complete_url: str, tab: Page) -> None:
    fit(tab, DESK)
    for place in ("index.html", "en/products/index.html", "san-pham/het-han.html", "404.html"):
        tab.goto(complete_url + place)
        tab.keyboard.press("Tab")
        skip = tab.locator(":focus")
        assert skip.get_attribute("href") == "#main"
        expect(skip).to_be_in_viewport(ratio=1)
        tab.keyboard.press("Enter")
        tab.keyboard.press("Tab")
        assert tab.evaluate("document.activeElement.closest('main') !== null"), place


SHEETS = [
    ("home", PHONE, "menu"),
    ("product", PHONE, "tools"),
    ("product", PHONE, "share"),
    ("catalogue", PHONE, "filters"),
    ("home", DESK, "search"),
    ("product", DESK, "share"),
]


@pytest.mark.parametrize(("place", "size", "sheet"), SHEETS, ids=[f"{s[2]}-{s[1][0]}" for s in SHEETS])
def test_a_sheet_takes_the_focus_keeps_it_and_gives_it_back(
    place: str, size: tuple[int, int], sheet: str, complete_url: str, tab: Page
) -> None:
    fit(tab, size)
    tab.goto(complete_url + PLACES["vi"][place])
    tab.evaluate("Object.defineProperty(navigator, 'share', {value: undefined})")
    opener = tab.locator(f"[data-opens={sheet}]:visible, [data-{sheet}]:visible").first
    opener.focus()
    tab.keyboard.press("Enter")
    expect(tab.locator(f"dialog#{sheet}")).to_be_visible()
    assert tab.evaluate("document.activeElement.closest('dialog') !== null")
    outside = []
    for _ in range(2 * tab.locator("dialog[open] :is(a, button, input)").count()):
        tab.keyboard.press("Tab")
        outside.append(tab.evaluate(OUTSIDE))
    assert not any(outside)
    tab.keyboard.press("Escape")
    expect(tab.locator(f"dialog#{sheet}")).to_be_hidden()
    expect(opener).to_be_focused()
