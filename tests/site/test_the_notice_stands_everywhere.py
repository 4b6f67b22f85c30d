"""While no office is in charge of a catalogue, everything that people see of it says so: every page and every PDF."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest
import yaml
from playwright.sync_api import BrowserContext, Locator, Page, expect

from ..commands import ROOT

NewContext = Callable[..., BrowserContext]
NOTICE: dict[str, str] = yaml.safe_load((ROOT / "products/catalogue.yml").read_text("utf-8"))["site"]["notice"]
"""The shipped catalogue has no office; `tests/catalogues/complete` has one."""


def printed(file: Path) -> str:
    with pypdfium2.PdfDocument(file) as pdf:
        return " ".join(" ".join(page.get_textpage().get_text_range() for page in pdf).split())


def test_every_page_carries_it_in_its_language(shipped_site: Path) -> None:
    """The former addresses and the page of what has no network among them."""
    pages = {file: file.read_text("utf-8") for file in shipped_site.rglob("*.html")}
    assert len(pages) > 80
    silent = [
        file.relative_to(shipped_site).as_posix()
        for file, html in pages.items()
        if NOTICE["en" if '<html lang="en"' in html else "vi"] not in html
    ]
    assert silent == []


def test_every_pdf_carries_it(shipped_site: Path) -> None:
    papers = {file: printed(file) for file in shipped_site.rglob("*.pdf")}
    assert len(papers) > 40
    assert [file.name for file, text in papers.items() if not any(said in text for said in NOTICE.values())] == []


def start(new_context: NewContext, site: Path, choices: str) -> Page:
    page = new_context(offline=True, viewport={"width": 1920, "height": 1080}, reduced_motion="reduce").new_page()
    page.goto(f"{(site / 'kiosk.html').as_uri()}#{choices}")
    expect(page.locator("#stage .is-on")).to_have_count(1)
    return page


def on_screen(page: Page) -> Locator:
    return page.locator(".bg-kiosk__notice:visible")


@pytest.mark.parametrize("lang", NOTICE)
def test_the_display_carries_it_on_every_screen(lang: str, shipped_site: Path, new_context: NewContext) -> None:
    page = start(new_context, shipped_site, f"lang={lang}&mode=touch")
    expect(on_screen(page)).to_have_text(NOTICE[lang])
    page.keyboard.press("Enter")
    expect(on_screen(page)).to_have_text(NOTICE[lang])
    page.locator(".bg-kiosk__card").first.click()
    expect(on_screen(page)).to_have_text(NOTICE[lang])


def test_the_display_says_it_in_the_language_that_a_visitor_chooses(
    shipped_site: Path, new_context: NewContext
) -> None:
    page = start(new_context, shipped_site, "lang=vi&mode=touch")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="English").click()
    expect(on_screen(page)).to_have_text(NOTICE["en"])


def test_beside_an_office_there_is_none(complete_site: Path, new_context: NewContext) -> None:
    page = start(new_context, complete_site, "mode=touch")
    page.keyboard.press("Enter")
    expect(page.locator(".bg-kiosk__notice")).to_have_count(0)
