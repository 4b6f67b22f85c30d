"""The pages that a visitor meets, one of each kind, and a tab in which scripts of the tests may look at them."""

from __future__ import annotations

import re
from pathlib import Path

from playwright.sync_api import Page

from ..waiting import until

PHONE, DESK = (390, 844), (1440, 900)
SCREENS = (PHONE, DESK)
LANGUAGES = ("vi", "en")
STATES = ("chung-nhan-5-sao", "sap-het-han", "het-han", "chua-xac-nhan", "tiem-nang", "ten-rat-dai")
"""Products of the complete catalogue: each standing, and a name that is very long."""
CODES = ("Q/THU-003", "Q/THU-E1", "Q/THU-000")
"""The pages behind printed codes: of a product, an event and a code that is used no more."""


def kinds(site: Path, lang: str) -> list[str]:
    """The addresses of one page of each kind in a language; pages for both languages are Vietnamese ones."""
    found: dict[str, str] = {}
    for file in sorted(site.rglob("*.html")):
        address = file.relative_to(site).as_posix()
        if address.startswith("en/") is (lang == "en") and not _is_one_of_many(address):
            found.setdefault(_look(address), address)
    return list(found.values())


def _is_one_of_many(address: str) -> bool:
    """Whether it is the page of a product or of a code that looks like another."""
    if re.match(r"(Q|\d\d)/", address):
        return not address.startswith(CODES)
    return bool(re.search(r"(san-pham|products)/(?!index)", address)) and not address.endswith(
        tuple(f"/{state}.html" for state in STATES)
    )


def _look(address: str) -> str:
    """What pages that look alike share: their folder; what opens a folder or is named above looks its own way."""
    folder, _, name = address.rpartition("/")
    own = folder in ("", "en") or name == "index.html" or Path(name).stem in STATES
    return address if own else folder


STANDS = "() => document.querySelector('h1') && !document.querySelector('#stage > :not(.is-on)')"


def visit(page: Page, url: str) -> None:
    """Open a page and wait until it stands.

    The display draws its first slide, with the heading, once the photo is there; the next comes after ten minutes.
    """
    page.goto(f"{url}#seconds=600" if url.endswith("kiosk.html") else url)
    until(page, STANDS)


def fit(page: Page, size: tuple[int, int]) -> None:
    """Give the window a size, out of the full screen that the display asked for."""
    page.evaluate("document.fullscreenElement && document.exitFullscreen()")
    page.set_viewport_size({"width": size[0], "height": size[1]})
