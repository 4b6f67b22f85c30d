"""What printing commands share: what they need installed, and the content as judged."""

from __future__ import annotations

from datetime import date

import click

from ..catalogue.showcase import Catalogue
from ..content.judge import judge
from ..content.raw import RawCatalogue
from ..messages import CliMessages, Problem
from ..options import Options
from ..prints import typst
from ..publish.printed_codes import check_printed_codes
from .screen import Terminal


def need_print(say: CliMessages) -> None:
    """Ends a command that prints where the extra `print` is not installed."""
    if not typst.available():
        raise click.UsageError(say("paper.no_print"))


def judge_for_print(
    raw: RawCatalogue, options: Options, today: date, screen: Terminal, also: tuple[Problem, ...] = ()
) -> Catalogue | None:
    """The catalogue to print, None where problems forbid it. Prints all problems; `also` are those of photos."""
    found = (*options.problems, *also)
    judged = judge(raw, today=today, strict=options.strict, keep_going=options.keep_going, also=found)
    verdict = check_printed_codes(judged, raw)
    screen.problems(verdict.problems, aside=True)
    screen.tally(verdict.tally, aside=True)
    return verdict.catalogue
