"""What a template sees of the year of a product: twelve cells, and months told in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ..model import Season
from .scene import Said, Scene
from .words import Words

HARVEST, AVAILABLE, NONE = "harvest", "available", "none"


@dataclass(frozen=True, slots=True)
class Cell:
    """One month: its number, `harvest`, `available` or `none`, and the same in words for who does not see colours."""

    month: int
    state: str
    text: str


@dataclass(frozen=True, slots=True)
class Strip:
    """The year in twelve cells; the legend holds the first cell of each state that occurs, named as a legend does."""

    cells: tuple[Cell, ...]
    legend: tuple[Cell, ...]
    lunar: bool
    note: Said | None


def strip(season: Season, scene: Scene) -> Strip | None:
    """The season strip; None where neither harvest nor stock is known."""
    if not (season.harvest or season.available):
        return None
    words = scene.words
    states = tuple(_state(month, season) for month in range(1, 13))
    return Strip(
        cells=tuple(Cell(at, state, words(f"strip.{_word(state, season)}")) for at, state in enumerate(states, 1)),
        legend=tuple(
            Cell(states.index(state) + 1, state, words(f"strip.legend_{_word(state, season)}"))
            for state in (HARVEST, AVAILABLE, NONE)
            if state in states
        ),
        lunar=season.calendar == "lunar",
        note=scene.say_if(season.note),
    )


def _state(month: int, season: Season) -> str:
    if month in season.harvest:
        return HARVEST
    return AVAILABLE if month in season.available else NONE


def _word(state: str, season: Season) -> str:
    """Where nobody has said when it is in stock, an empty month says no more than 'outside the harvest'."""
    return "off_season" if state == NONE and not season.available else state


def months_text(season: Season, words: Words) -> str:
    """The months of harvest in words: 'Tháng 3–5, 8–10', 'Tháng 2–10 âm lịch', 'Quanh năm'; '' where none is known."""
    if not season.harvest:
        return ""
    if len(set(season.harvest)) == 12:
        return words("strip.all_year")
    lunar = season.calendar == "lunar"
    spans = [_span(first, last, lunar, words) for first, last in month_spans(season.harvest)]
    return words("strip.lunar_months" if lunar else "strip.months", months=", ".join(spans))


def month_spans(months: Sequence[int]) -> tuple[tuple[int, int], ...]:
    """Runs of months as (first, last), over the new year too: 11, 12, 1, 5 gives (11, 1), (5, 5)."""
    known = set(months)
    starts = [month for month in dict.fromkeys(months) if (month - 2) % 12 + 1 not in known]
    return tuple((start, _run_end(start, known)) for start in starts)


def _run_end(month: int, known: set[int]) -> int:
    while month % 12 + 1 in known:
        month = month % 12 + 1
    return month


def _span(first: int, last: int, lunar: bool, words: Words) -> str:
    ends = dict.fromkeys((first, last))
    return "–".join(str(month) if lunar else words(f"strip.short.{month}") for month in ends)
