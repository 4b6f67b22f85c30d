"""How long it takes to have a text read aloud."""

from __future__ import annotations

from markupsafe import Markup

from .words import Words

STEP = 10
"""Seconds: nearer than that no estimate is."""


def reading_time(text: Markup, words: Words) -> str:
    """The time in words, to ten seconds: '1 phút 20 giây'. The pace is a matter of the language."""
    letters = len(text.striptags())
    seconds = max(1, round(letters * 60 / int(words("listen.pace")) / STEP)) * STEP
    parts = {"minutes": seconds // 60, "seconds": seconds % 60}
    told = {unit: words(f"listen.{unit}", n=n) for unit, n in parts.items() if n}
    return words("listen.both", **told) if len(told) == len(parts) else "".join(told.values())
