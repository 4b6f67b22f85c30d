"""What the commands that print have in common: what they print is judged, and how their file is put in its place."""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from pathlib import Path

from ..content.raw import RawCatalogue
from ..content.rules import judge
from ..options import Options
from ..problems import Problem
from ..publish.short_links import held_to_its_promises
from ..showcase import Catalogue
from .screen import Screen


def printable(
    raw: RawCatalogue, options: Options, today: date, screen: Screen, also: tuple[Problem, ...] = ()
) -> Catalogue | None:
    """The catalogue as it may be printed, None where problems forbid it; tells them all, `also` among them."""
    judged = judge(raw, today=today, strict=options.strict, keep_going=options.keep_going, also=also)
    verdict = held_to_its_promises(judged, raw)
    screen.problems(verdict.problems, aside=True)
    screen.tally(verdict.tally, aside=True)
    return verdict.catalogue


def saved(pdf: bytes, out: Path, screen: Screen) -> bool:
    """Whether the file could be written; one that is half written would pass for the whole, so it is swapped in."""
    draft = out.with_name(f".{out.name}.tmp")
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        draft.write_bytes(pdf)
        draft.replace(out)
    except OSError as error:
        with suppress(OSError):
            draft.unlink()
        screen.aside(screen.say("paper.unsaved", place=out, reason=error.strerror or error), "red")
        return False
    return True
