"""A catalogue in three languages, one of which the program does not bring, and one in Vietnamese alone: complete."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from playwright.sync_api import BrowserContext, expect

from ..commands import TODAY, build, site_builder
from ..kiosk.shown import display
from ..shared import Shared
from .showcase import COMPLETE, english_words, french_words, showcase, write_words

pytestmark = pytest.mark.slow
NewContext = Callable[..., BrowserContext]
WIDTHS = (320, 390, 768, 1440)


@pytest.fixture(scope="session")
def three(shared: Shared, photo_cache: Path) -> Path:
    """A showcase in Vietnamese, English and French, and its `site`."""

    def fill(place: Path) -> None:
        showcase(place / "here", ["vi", "en", "fr"], COMPLETE)
        write_words(place / "here", "fr", french_words())
        build("--cache-dir", photo_cache, folder=place / "here")

    return shared.folder("three-languages", fill) / "here"


@pytest.fixture(scope="session")
def vietnamese(shared: Shared, photo_cache: Path) -> Path:
    """A showcase in Vietnamese alone, whose content has English texts too."""

    def fill(place: Path) -> None:
        showcase(place / "here", ["vi"], COMPLETE)
        build("--cache-dir", photo_cache, folder=place / "here")

    return shared.folder("one-language", fill) / "here"


def texts(words: Mapping[str, Any]) -> Iterator[str]:
    """Every sentence of the interface."""
    for value in words.values():
        yield from texts(value) if isinstance(value, Mapping) else (value,)


def plain_sentences(words: Mapping[str, Any]) -> set[str]:
    """Those that can be looked for in a page: nothing in them is filled or escaped, and no other one holds them."""
    every = set(texts({section: said for section, said in words.items() if section != "path"}))
    plain = (text for text in every if len(text) > 14 and not set(text) & set("{}|&<>'\"."))
    return {text for text in plain if not any(text in other for other in every if other != text)}


def pages(site: Path, folder: str) -> list[Path]:
    return sorted((site / folder).rglob("*.html"))


def words_of_paper(file: Path) -> str:
    return "\n".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(file))


def test_every_page_is_there_in_every_language(three: Path) -> None:
    site = three / "site"
    assert len(pages(site, "fr")) == len(pages(site, "en")) > 30
    assert len(list((site / "fr").rglob("*.pdf"))) == len(list((site / "en").rglob("*.pdf"))) > 5
    for lang in ("vi", "en", "fr"):
        assert list((site / "assets").glob(f"search.{lang}.*.js"))
    for page in pages(site, "fr"):
        html = page.read_text("utf-8")
        assert re.search(r'<html lang="fr"', html)
        if "hreflang" in html:
            assert {"vi", "en", "fr"} <= set(re.findall(r'hreflang="(\w+)"', html))


def test_no_word_of_the_interface_is_in_another_language(three: Path) -> None:
    said = plain_sentences(english_words())
    for page in pages(three / "site", "fr"):
        html = page.read_text("utf-8")
        for sentence in said:
            assert html.count(sentence) == html.count(f"«{sentence}»"), (page.name, sentence)


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("page", ["index.html", "fr/index.html", "fr/products/index.html"])
def test_the_head_of_a_page_keeps_its_place(three: Path, new_context: NewContext, page: str, width: int) -> None:
    opened = new_context(viewport={"width": width, "height": 800}).new_page()
    opened.goto((three / "site" / page).as_uri())
    assert opened.evaluate("document.documentElement.scrollWidth") <= width
    boxes = opened.evaluate(
        """() => [...document.querySelectorAll(".bg-brand b, .bg-head__actions > *, .bg-head .bg-languages")]
            .filter(one => one.getClientRects().length)
            .map(one => { const box = one.getBoundingClientRect();
                          return [box.left, box.top, box.right, box.bottom].map(Math.round); })"""
    )
    for at, one in enumerate(boxes):
        for other in boxes[at + 1 :]:
            across = min(one[2], other[2]) - max(one[0], other[0])
            down = min(one[3], other[3]) - max(one[1], other[1])
            assert across <= 0 or down <= 0, (one, other)


def test_on_a_phone_the_menu_has_every_language(three: Path, new_context: NewContext) -> None:
    page = new_context(viewport={"width": 320, "height": 700}).new_page()
    page.goto((three / "site/index.html").as_uri())
    page.get_by_role("button", name="Ngôn ngữ").click()
    switch = page.get_by_role("dialog").get_by_role("group", name="Ngôn ngữ")
    expect(switch.get_by_role("link")).to_have_text(["VI", "EN", "FR"])
    switch.get_by_role("link", name="Français").click()
    expect(page.locator("html")).to_have_attribute("lang", "fr")


def test_the_display_shows_every_language_or_those_that_are_asked_for(three: Path, new_context: NewContext) -> None:
    slide = display(new_context, three / "site", "event=hoi-cho-thu").locator("#stage .bg-kiosk__slide").last
    expect(slide.locator(".bg-kiosk__scan b, .bg-kiosk__scan span[lang]")).to_have_count(3)
    slide = display(new_context, three / "site", "lang=fr,vi").locator("#stage .bg-kiosk__slide").last
    expect(slide.locator(".bg-kiosk__scan b")).to_have_text(re.compile("^«.*»$"))
    expect(slide.locator(".bg-kiosk__scan p > span:not([class])")).to_have_count(1)


def test_a_page_behind_a_code_speaks_every_language(three: Path, new_context: NewContext) -> None:
    page = new_context(viewport={"width": 320, "height": 640}, locale="fr-FR").new_page()
    address = next(file for file in sorted((three / "site/Q").glob("*/index.html")) if "product" in file.read_text())
    page.goto(address.as_uri())
    expect(page.locator("html")).to_have_attribute("lang", "fr")
    expect(page.locator(".bg-languages a")).to_have_count(3)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


@pytest.mark.parametrize(
    ("command", "marked"),
    [
        (("brochure", "--lang", "fr"), True),
        (("brochure", "--lang", "vi,fr"), True),
        (("brochure", "--lang", "all"), True),
        (("brochure", "--lang", "en"), False),
        (("labels", "--kind", "tent", "--languages", "fr"), True),
        (("labels", "--kind", "a4-8", "--languages", "vi,fr"), True),
        (("labels", "--kind", "a4-8"), False),
        (("labels", "--kind", "strip", "--event", "hoi-cho-thu", "--languages", "fr,en"), True),
    ],
)
def test_paper_is_printed_in_the_languages_that_are_asked_for(
    three: Path, photo_cache: Path, tmp_path: Path, command: tuple[str, ...], marked: bool
) -> None:
    out = tmp_path / "out.pdf"
    done = site_builder(*command, "--out", out, "--cache-dir", photo_cache, "--today", TODAY, folder=three)
    assert done.returncode == 0, done.stderr
    assert ("«" in words_of_paper(out)) is marked


@pytest.mark.parametrize(
    ("command", "said"),
    [
        (("brochure", "--lang", "zh"), "Không in được bằng “zh”: languages trong catalogue.yml chỉ có vi, en, fr."),
        (("labels", "--languages", "zh"), "Không in được bằng “zh”: languages trong catalogue.yml chỉ có vi, en, fr."),
        (("labels", "--languages", "vi,en,fr"), "Tem chỉ đủ chỗ cho 2 ngôn ngữ."),
    ],
)
def test_a_language_that_cannot_be_printed_is_refused_with_those_that_can(
    three: Path, photo_cache: Path, tmp_path: Path, command: tuple[str, ...], said: str
) -> None:
    out = tmp_path / "out.pdf"
    done = site_builder(*command, "--out", out, "--cache-dir", photo_cache, "--today", TODAY, folder=three)
    assert done.returncode == 2
    assert said in done.stderr
    assert not out.exists()


def test_the_sheet_of_an_event_names_it_in_every_language(three: Path) -> None:
    [sheet] = (three / "site/su-kien").glob("hoi-cho-thu--qr.pdf")
    assert "«" in words_of_paper(sheet)


def test_vietnamese_alone_leaves_no_trace_of_another_language(vietnamese: Path, new_context: NewContext) -> None:
    site = vietnamese / "site"
    assert not (site / "en").exists()
    assert not list((site / "assets").glob("search.en.*"))
    for page in pages(site, ""):
        html = page.read_text("utf-8")
        assert 'lang="en"' not in html
        assert 'class="bg-languages"' not in html
    opened = new_context(viewport={"width": 320, "height": 800}).new_page()
    opened.goto((site / "index.html").as_uri())
    assert opened.evaluate("document.documentElement.scrollWidth") <= 320
    slide = display(new_context, site).locator("#stage .bg-kiosk__slide").last
    expect(slide.locator(".bg-kiosk__other, .bg-kiosk__scan span[lang]")).to_have_count(0)


@pytest.mark.parametrize("command", [("labels",), ("labels", "--kind", "tent"), ("brochure",)])
def test_vietnamese_alone_is_printed(vietnamese: Path, photo_cache: Path, tmp_path: Path, command: tuple[str]) -> None:
    out = tmp_path / "out.pdf"
    done = site_builder(*command, "--out", out, "--cache-dir", photo_cache, "--today", TODAY, folder=vietnamese)
    assert done.returncode == 0, done.stderr
    assert "Scan" not in words_of_paper(out)
