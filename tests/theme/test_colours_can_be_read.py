from __future__ import annotations

import re

import pytest

from .stylesheet import blocks, contrast, scheme, source

TEXT, GRAPHIC = 4.5, 3.0
BASES = ("paper", "surface", "sunken")
PAIRS = [
    *((ink, base, TEXT) for ink in ("ink", "ink-2", "ink-3", "green") for base in BASES),
    *((ink, base, TEXT) for ink in ("indigo", "green-hover", "anise") for base in ("paper", "surface")),
    *((edge, base, GRAPHIC) for edge in ("line-strong", "star-line", "focus", "anise") for base in BASES),
    ("on-green", "green", TEXT),
    ("on-green", "green-hover", TEXT),
    ("on-indigo", "indigo", TEXT),
    ("indigo", "indigo-tint", TEXT),
    ("green", "green-tint", TEXT),
    ("ink", "green-tint", TEXT),
    ("ok", "ok-tint", TEXT),
    ("warn", "warn-tint", TEXT),
    ("ink", "warn-tint", TEXT),
    ("bad", "bad-tint", TEXT),
    ("ink", "bad-tint", TEXT),
    ("warn", "surface", GRAPHIC),
    ("bad", "surface", GRAPHIC),
    ("on-band", "band", TEXT),
    ("on-band-2", "band", TEXT),
]
NAMED = [
    (False, "ink", "paper", 14.5),
    (False, "ink-2", "paper", 6.8),
    (False, "ink-2", "sunken", 6.2),
    (False, "ink-3", "sunken", 4.9),
    (False, "line-strong", "sunken", 3.2),
    (False, "green", "paper", 7.5),
    (False, "on-green", "green", 8.0),
    (False, "indigo", "paper", 11.1),
    (False, "on-band", "band", 11.8),
    (False, "star", "paper", 2.8),
    (False, "star-line", "paper", 5.5),
    (False, "warn", "warn-tint", 5.7),
    (False, "bad", "bad-tint", 6.2),
    (True, "ink", "paper", 15.8),
    (True, "ink-2", "sunken", 8.1),
    (True, "green", "paper", 10.0),
    (True, "star", "paper", 9.8),
    (True, "ok", "ok-tint", 7.4),
    (True, "warn", "warn-tint", 7.7),
    (True, "bad", "bad-tint", 6.5),
]


@pytest.mark.parametrize("dark", [False, True], ids=["day", "night"])
@pytest.mark.parametrize(("front", "back", "least"), PAIRS)
def test_text_and_controls_stand_out(dark: bool, front: str, back: str, least: float) -> None:
    colours = scheme(dark)

    assert contrast(colours[front], colours[back]) >= least


@pytest.mark.parametrize(("dark", "front", "back", "measured"), NAMED)
def test_the_colours_are_those_of_the_design(dark: bool, front: str, back: str, measured: float) -> None:
    colours = scheme(dark)

    assert contrast(colours[front], colours[back]) == pytest.approx(measured, abs=0.06)


@pytest.mark.parametrize("dark", [False, True], ids=["day", "night"])
def test_white_reads_on_the_seal(dark: bool) -> None:
    assert contrast("#FFFFFF", scheme(dark)["seal"]) >= TEXT


def test_the_night_is_the_same_by_system_and_by_choice() -> None:
    assert blocks("html:not([data-color-scheme=light])") == blocks("html[data-color-scheme=dark]")


def test_rules_name_colours_by_token() -> None:
    """What belongs to no scheme is written out: the seal's white, its ring, labels on pictures, paper under a code."""
    rules = "".join(source(f"{start}*.css") for start in ("01", "02", "03", "1", "2", "3", "4"))

    assert set(re.findall(r"#[0-9a-fA-F]{3,8}\b", rules)) == {"#fff", "#E9B850", "#4D5A53"}
