"""The states of all certificates in one sentence, made so that the browser can count again on the day of reading."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from ..ocop import Standing
from ..vietnamese import day
from .scene import Scene
from .views import POTENTIAL, Grade


@dataclass(frozen=True, slots=True)
class Count:
    """How many certificates are in a state, in words: `text` on the day of the build, for one, and for `{n}`.

    An `optional` one is not named at zero.
    """

    state: str
    text: str
    one: str
    many: str
    optional: bool
    hidden: bool


@dataclass(frozen=True, slots=True)
class Figures:
    """The states of all certificates in one sentence, and what it is counted from, to be counted again another day.

    `parts` are kind and text, in the sentence's order: `text`, `day` (the day in words) and `states` (here stand the
    `counts`). `known` are 'state/last day/how many'.
    """

    day: date
    parts: tuple[tuple[str, str], ...]
    counts: tuple[Count, ...]
    known: tuple[str, ...]

    @property
    def text(self) -> str:
        """The sentence on the day of the build."""
        states = "".join(count.text for count in self.counts if not count.hidden)
        return "".join(states if kind == "states" else text for kind, text in self.parts)


_MARKS = {"\x01": "day", "\x02": "states"}
"""No text of the content holds such a character."""


def figures(of_all: Iterable[Grade], scene: Scene) -> Figures:
    """The states in words; those that a reader asks for are named at zero too."""
    everything = tuple(of_all)
    grades = [grade for grade in everything if grade.state != POTENTIAL]
    potential = scene.words("count.potential", n=len(everything) - len(grades))
    sentence = scene.words("home.figures_text", n=len(grades), day="\x01", states="\x02", potential=potential)
    today = scene.words("home.figures_day", day=day(scene.today, scene.lang))
    pieces = [piece for piece in re.split("([\x01\x02])", sentence) if piece]
    return Figures(
        day=scene.today,
        parts=tuple((_MARKS.get(piece, "text"), today if piece == "\x01" else piece) for piece in pieces),
        counts=tuple(_counts([grade.state for grade in grades], scene)),
        known=tuple(f"{state}/{expires}/{n}" for (state, expires), n in sorted(Counter(map(_term, grades)).items())),
    )


def _term(grade: Grade) -> tuple[str, str]:
    return grade.state, grade.expires.isoformat() if grade.expires else ""


def _counts(states: Sequence[str], scene: Scene) -> Iterator[Count]:
    for at, state in enumerate(Standing):
        optional, n = state is Standing.EXPIRING, states.count(state)
        text, one, many = ((", " if at else "") + scene.words(f"count.{state}", n=each) for each in (n, 1, "{n}"))
        yield Count(state, text, one, many, optional, hidden=optional and not n)
