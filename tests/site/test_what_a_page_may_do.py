"""The Content-Security-Policy of every page, and that the pages live with it, on a host and opened from a folder."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page

from site_builder.build import compose, examine
from site_builder.options import Options

from ..commands import ROOT, TODAY
from ..waiting import until

NewContext = Callable[..., BrowserContext]
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; manifest-src 'self'; worker-src 'self'; form-action 'self'; base-uri 'none'"
)
FONT = "[...document.fonts].some(face => face.status === 'loaded' && /Cham/.test(face.family))"
UNUSED = ("camera", "microphone", "geolocation", "payment", "usb", "midi", "accelerometer", "gyroscope", "magnetometer")
KINDS = (
    "index.html",
    "en/index.html",
    "mua-vu.html",
    "san-pham/index.html",
    "san-pham/chung-nhan-3-sao.html",
    "xa/index.html",
    "gioi-thieu-thu.html",
)


class Metas(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: dict[str, str] = {}
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        if tag == "meta":
            self.found[said.get("http-equiv") or said.get("name") or "charset"] = said.get("content", "")


def test_every_page_states_the_policy(complete_site: Path) -> None:
    for file in complete_site.rglob("*.html"):
        metas = Metas(file.read_text("utf-8")).found
        assert metas["Content-Security-Policy"] == POLICY, file
        assert metas["referrer"] == "strict-origin-when-cross-origin", file


def test_hosts_that_read_a_file_of_headers_say_it_too(complete_site: Path) -> None:
    lines = (complete_site / "_headers").read_text("utf-8").splitlines()
    assert lines[:5] == [
        "/*",
        f"  Content-Security-Policy: {POLICY}; frame-ancestors 'self'",
        "  X-Content-Type-Options: nosniff",
        "  Referrer-Policy: strict-origin-when-cross-origin",
        f"  Permissions-Policy: {', '.join(f'{feature}=()' for feature in UNUSED)}",
    ]
    assert lines[6:8] == ["/assets/*", "  Cache-Control: public, max-age=31536000, immutable"]


@pytest.mark.parametrize("file", ["index.html", "kiosk.html"])
def test_the_live_preview_is_left_without_it(file: str, photo_cache: Path) -> None:
    options = Options(products=ROOT / "tests/catalogues/minimal", cache_dir=photo_cache, live=True)
    today = date.fromisoformat(TODAY)
    page = compose(examine(options, today), options, today).files[file]
    assert isinstance(page, bytes)
    assert b"Content-Security-Policy" not in page


@pytest.fixture(params=["host", "folder"])
def root(request: pytest.FixtureRequest, complete_site: Path, complete_url: str) -> str:
    return complete_url if request.param == "host" else complete_site.as_uri() + "/"


def complaints(page: Page) -> list[str]:
    heard: list[str] = []
    page.on("console", lambda message: heard.append(message.text) if "Security Policy" in message.text else None)
    page.on("pageerror", lambda error: heard.append(str(error)))
    return heard


@pytest.mark.parametrize("address", KINDS)
def test_nothing_of_ours_is_against_it(root: str, address: str, new_context: NewContext) -> None:
    page = new_context().new_page()
    heard = complaints(page)
    page.goto(root + address)
    until(page, f"() => {FONT} && document.documentElement.classList.contains('js')")
    works = "typeof bgStatus === 'object' && getComputedStyle(document.body).backgroundColor === 'rgb(251, 248, 241)'"
    assert page.evaluate(works)
    until(page, "() => document.images.length === 0 || [...document.images].some(i => i.naturalWidth)")
    assert heard == []


def test_a_script_that_got_into_a_page_would_not_run(root: str, new_context: NewContext) -> None:
    page = new_context().new_page()
    heard = complaints(page)
    page.goto(root + "index.html")
    page.evaluate(
        """() => {
          const script = document.createElement("script");
          script.textContent = "window.ran = true";
          document.body.append(script);
          document.body.insertAdjacentHTML("beforeend", "<img src=x onerror='window.ran = true'>");
          document.body.insertAdjacentHTML("beforeend", "<a id=bad href='javascript:window.ran = true'>x</a>");
          document.getElementById("bad").click();
        }"""
    )
    until(page, "() => document.querySelector('img[src=x]').complete")
    assert page.evaluate("window.ran") is None
    assert len(heard) >= 3
