"""Script, handlers, links that run and broken markup in every text of a catalogue: they are shown, and do nothing."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
import yaml
from playwright.sync_api import BrowserContext, Dialog, Page

from ..commands import build
from ..sampling import Sample
from ..shared import Shared
from . import catalogue

NewContext = Callable[..., BrowserContext]
HARMLESS = ("", "http:", "https:", "tel:", "mailto:", "file:")
SCAN = """() => {
  const all = [...document.querySelectorAll("*")];
  const name = (e) => e.outerHTML.slice(0, 120);
  const own = (e) => e.tagName !== "SCRIPT" || e.type === "application/ld+json" || /^(http|file)/.test(e.src);
  const foreign =
    "[data-injected], iframe, object, embed, base, meta[http-equiv=refresh], img[src=x], form[action*=':']";
  return {
    ran: window.hacked === undefined ? null : window.hacked,
    injected: [...document.querySelectorAll(foreign)].map(name),
    scripts: all.filter((e) => !own(e)).map(name),
    handlers: all.filter((e) => [...e.attributes].some((a) => a.name.startsWith("on"))).map(name),
    links: all.filter((e) => e.href && typeof e.href === "string").map((e) => new URL(e.href, location).protocol),
    styles: all.filter((e) => e.tagName === "STYLE" && e.textContent.includes("injected")).map(name),
  };
}"""
READ = """() => {
  const said = [document.title, document.body.textContent];
  for (const e of document.querySelectorAll("*"))
    for (const a of ["alt", "aria-label", "content", "data-alt", "data-caption", "title"])
      if (e.hasAttribute(a)) said.push(e.getAttribute(a));
  return said;
}"""
UNSEEN = {
    "other_names": "for the search",
    "notice": "while no office is named",
    "record": "never published",
    "by": "never published",
    "tagline": "for displays, tents and posters",
    "sentence": "on the short link of a retired code",
    "certificates.name": "an OCOP certificate bears the programme's",
    "ocop.name": "likewise",
}
"""Fields that are on no page."""


@pytest.fixture(scope="module")
def site(shared: Shared, photo_cache: Path) -> Path:
    def fill(folder: Path) -> None:
        products = catalogue.write(folder)
        build("--products", products, "--site-dir", folder / "site", "--cache-dir", photo_cache, folder=folder)

    return shared.folder("hostile", fill)


def pages(site: Path) -> list[Path]:
    return sorted((site / "site").rglob("*.html"))


@pytest.fixture
def page(new_context: NewContext) -> Iterator[Page]:
    """A page whose policy is off: the content must do no harm even where no policy would stop it."""
    context = new_context(bypass_csp=True)
    opened = context.new_page()
    dialogs: list[str] = []

    def heard(dialog: Dialog) -> None:
        dialogs.append(dialog.message)
        dialog.dismiss()

    opened.on("dialog", heard)
    yield opened
    assert dialogs == []


def touched(page: Page) -> None:
    """Every element is pointed at, focused and left."""
    page.evaluate(
        """() => document.querySelectorAll("*").forEach((e) => {
          for (const kind of ["pointerover", "mouseover", "focus", "focusin", "blur", "toggle", "error"])
            e.dispatchEvent(new Event(kind));
        })"""
    )


def found(page: Page) -> dict[str, Any]:
    told: dict[str, Any] = page.evaluate(SCAN)
    told["links"] = sorted({link for link in told["links"] if link not in HARMLESS})
    return told


NOTHING: dict[str, Any] = {"ran": None, "injected": [], "scripts": [], "handlers": [], "links": [], "styles": []}


def test_it_would_do_harm_in_a_page_that_let_it(page: Page) -> None:
    page.set_content(f"<title>{catalogue.MARKUP}</title><p>{catalogue.MARKUP}</p>")
    page.wait_for_function("window.hacked !== undefined")
    told = found(page)
    assert all(told[kind] for kind in ("ran", "injected", "scripts", "handlers", "links"))


def test_no_page_runs_or_holds_anything_of_it(site: Path, page: Page) -> None:
    assert len(pages(site)) > 40
    for file in pages(site):
        page.goto(file.as_uri())
        touched(page)
        assert found(page) == NOTHING, file.relative_to(site)


def test_the_search_shows_it_and_runs_nothing(site: Path, page: Page) -> None:
    page.goto((site / "site/san-pham/index.html").as_uri())
    page.keyboard.press("/")
    page.keyboard.type("onerror script")
    page.wait_for_function("document.querySelector('[role=listbox]')?.textContent.includes('onerror')")
    touched(page)
    assert found(page) == NOTHING


def test_the_filters_show_it_and_run_nothing(site: Path, page: Page) -> None:
    page.goto((site / "site/san-pham/index.html").as_uri() + "?commune=xa&category=loai")
    touched(page)
    assert found(page) == NOTHING


def test_the_policy_finds_nothing_to_stop(site: Path, sample: Sample, new_context: NewContext) -> None:
    opened = new_context().new_page()
    heard: list[str] = []
    opened.on("console", lambda message: heard.append(message.text) if "Security Policy" in message.text else None)
    opened.on("pageerror", lambda error: heard.append(str(error)))
    for file in sample(pages(site), 15):
        opened.goto(file.as_uri())
        touched(opened)
    assert heard == []


def fields(data: Any) -> Iterator[str]:
    """Every hostile text of a file."""
    if isinstance(data, dict):
        for value in data.values():
            yield from fields(value)
    elif isinstance(data, list):
        for value in data:
            yield from fields(value)
    elif isinstance(data, str) and data.startswith("⟦"):
        yield data


def is_unseen(text: str) -> bool:
    path = f".{text[1 : text.index('⟧')]}."
    return any(f".{name}." in path for name in UNSEEN)


def test_every_text_stands_on_a_page_as_it_was_written(site: Path, page: Page) -> None:
    said = ""
    for file in pages(site):
        page.goto(file.as_uri())
        said += " ".join(" ".join(page.evaluate(READ)).split()) + "\n"
    texts = [
        text
        for file in (site / "products").rglob("*.yml")
        for text in fields(yaml.safe_load(file.read_text("utf-8")))
        if not is_unseen(text)
    ]
    assert len(texts) > 150
    seen = {_field(text): False for text in texts}
    for text in texts:
        markdown = catalogue.MARKDOWN in text
        wanted = text[: text.index("⟧") + 1] if markdown else " ".join(text.split())
        seen[_field(text)] |= wanted in said
    assert [field for field, found in seen.items() if not found] == []


def _field(text: str) -> str:
    """Which field of a product, of the settings, of a page it is, whichever product it is of."""
    whole, _, rest = text[1 : text.index("⟧")].partition(".")
    return rest if whole in catalogue.PRODUCTS else f"{whole}.{rest}"


def test_structured_data_and_what_the_scripts_fetch_hold_it_as_text(site: Path) -> None:
    for file in pages(site):
        for block in _Data(file.read_text("utf-8")).found:
            assert json.loads(block)["@graph"], file
    for file in (site / "site").rglob("*.js"):
        assert "⟦" not in re.sub(r'"(?:[^"\\]|\\.)*"', "", file.read_text("utf-8")), file


class _Data(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self._within = False
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._within = tag == "script" and dict(attrs).get("type") == "application/ld+json"

    def handle_data(self, data: str) -> None:
        if self._within:
            self.found.append(data)

    def handle_endtag(self, tag: str) -> None:
        self._within = False
