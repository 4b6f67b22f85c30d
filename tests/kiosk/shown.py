"""The display, opened from a folder with no network, and its slides in turn."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserContext, Page, expect

NewContext = Callable[..., BrowserContext]


def display(new_context: NewContext, site: Path, choices: str = "", size: tuple[int, int] = (1920, 1080)) -> Page:
    """The display from the folder `site`, its first slide shown, the network cut; slides do not fade."""
    shown = {"width": size[0], "height": size[1]}
    page = new_context(offline=True, viewport=shown, reduced_motion="reduce").new_page()
    page.goto(f"{(site / 'kiosk.html').as_uri()}#{choices}")
    expect(page.locator("#stage .is-on")).to_have_count(1)
    return page


def slugs(page: Page) -> list[str]:
    found: list[str] = page.evaluate("bgDisplay.products.map(product => product.slug)")
    return found


def step(page: Page, key: str = "ArrowRight") -> None:
    """Go to the next slide and wait until it is there."""
    shown = page.locator("#stage").get_attribute("data-shown")
    page.keyboard.press(key)
    expect(page.locator("#stage")).not_to_have_attribute("data-shown", str(shown))


def each_slide(page: Page) -> Iterator[Any]:
    """Every slide in turn, as the newest of the stage."""
    for _ in slugs(page):
        slide = page.locator("#stage .bg-kiosk__slide").last
        expect(slide).to_have_css("opacity", "1")
        yield slide
        step(page)
