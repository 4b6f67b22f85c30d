"""Whatever a page shows, no line ends between a number and its unit: in prose, stories, cards, tables and words."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest

from site_builder.catalogue.vietnamese import bind_units

_NOT_SHOWN = re.compile(r"<(script|style|template)\b.*?</\1>|<!--.*?-->", re.DOTALL)


@pytest.mark.parametrize("name", ["shipped_site", "complete_site"])
def test_every_number_is_bound_to_its_unit(name: str, request: pytest.FixtureRequest) -> None:
    site: Path = request.getfixturevalue(name)
    loose = []
    for page in site.rglob("*.html"):
        shown = _NOT_SHOWN.sub("", page.read_text("utf-8"))
        texts = (unescape(text) for text in re.split(r"<[^>]*>", shown))
        loose += [f"{page.relative_to(site)}: {text.strip()}" for text in texts if bind_units(text) != text]
    assert loose == []
