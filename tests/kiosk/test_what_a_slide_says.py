"""What a slide of the display says on a day: the same as one of paper."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from playwright.sync_api import BrowserContext

from site_builder.views.display import slide_data

from ..commands import ROOT
from ..pages.samples import certified, product, scene

VECTORS = json.loads((ROOT / "tests/vectors/slides.json").read_text("utf-8"))
"""Certificates, and what a slide shows on some days: stars, words, until when. The slides of paper have the same."""
SAID = """slide => {
  const line = bgKiosk.slide(slide, "vi").querySelector(".bg-kiosk__rating");
  const stars = line.querySelector(".bg-kiosk__stars use");
  const until = line.querySelector(".bg-kiosk__until");
  return [
    stars ? Number(stars.getAttribute("href").match(/\\d$/)[0]) : 0,
    line.querySelector("b").textContent,
    until ? until.textContent : "",
  ];
}"""


def test_a_slide_shows_the_stars_that_its_certificate_lends_on_that_day(
    complete_site: Path, new_context: Callable[..., BrowserContext]
) -> None:
    """Built on the first day of each case, seen on all of them."""
    page = new_context(offline=True).new_page()
    for vector in VECTORS:
        certificate = vector["certificate"]
        made = certified({"scheme": "ocop", **certificate}) if certificate else product()
        slide = slide_data(made, {"vi": scene(made, today=date.fromisoformat(min(vector["on"])))})
        for day, expected in vector["on"].items():
            page.clock.set_fixed_time(
                datetime.fromisoformat(f"{day}T09:00").replace(tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
            )
            page.goto((complete_site / "kiosk.html").as_uri())
            assert page.evaluate(SAID, slide) == expected, (certificate, day)
