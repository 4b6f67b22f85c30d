"""The page of paper for the person on duty at the display."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from ..pages.scene import Scene
from ..showcase import Event
from ..theme_folder import Theme
from . import typeset

PARTS = {"start": 5, "pictures": 3, "during": 3, "trouble": 4}
"""The parts of the guide and their numbers of steps, as `exhibit.<part>_<n>` has them."""


def guide(event: Event, scene: Scene, theme: Theme, today: date, cache: Path, *, films: bool) -> bytes:
    """One page of A4 as PDF, in the language of `scene`; without films none is promised."""
    say, numbers = scene.words, PARTS if films else {**PARTS, "pictures": PARTS["pictures"] - 1}
    data = {
        "lang": scene.lang,
        "title": say("exhibit.guide"),
        "event": str(scene.say(event.name)),
        "parts": [
            {"title": say(f"exhibit.{part}"), "steps": [say(f"exhibit.{part}_{n}") for n in range(1, last + 1)]}
            for part, last in numbers.items()
        ],
    }
    cache.mkdir(parents=True, exist_ok=True)
    return typeset.pdf(typeset.Work("guide.typ", theme, today, data, near=cache), ("ua-1",))
