"""What printing commands share: what they need installed, and the content as judged."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import click

from ..build import setup_problems
from ..catalogue.showcase import Catalogue
from ..content.judge import judge
from ..content.raw import RawCatalogue
from ..messages import CliMessages, Problem
from ..options import Options
from ..prints import typst
from ..publish.paper import Printing, save_paper
from ..publish.printed_codes import check_printed_codes
from ..views.context import Context
from .output_file import tell_unsaved
from .screen import Terminal, format_number

ALL_LANGUAGES = "all"
SAME_AS_ALL = ("both", ALL_LANGUAGES)


def choose_languages(typed: str, listed: tuple[str, ...], say: CliMessages) -> tuple[str, ...]:
    """The languages to print, in the order typed (`vi,zh`), or all that are `listed` in `catalogue.yml`."""
    if typed in SAME_AS_ALL:
        return listed
    chosen = tuple(dict.fromkeys(typed.replace(",", " ").split()))
    unlisted = [lang for lang in chosen if lang not in listed]
    if unlisted or not chosen:
        raise click.UsageError(say("usage.language", found=", ".join(unlisted) or typed, listed=", ".join(listed)))
    return chosen


def need_print(say: CliMessages) -> None:
    """Ends a command that prints where the extra `print` is not installed."""
    if not typst.available():
        raise click.UsageError(say("paper.no_print"))


def for_print(context: Context, *, draft: bool) -> Context:
    """The context of what is printed; of a draft it says so, and nobody has to keep its codes."""
    return replace(context, codes=replace(context.codes, final=context.codes.final and not draft))


def judge_for_print(
    raw: RawCatalogue, options: Options, today: date, screen: Terminal, also: tuple[Problem, ...] = ()
) -> Catalogue | None:
    """The catalogue to print, None where problems forbid it. Prints all problems; `also` are those of photos."""
    found = (*setup_problems(raw, options), *also)
    judged = judge(
        raw, today=today, strict=options.strict, keep_going=options.keep_going, also=found, cache=options.cache_dir
    )
    verdict = check_printed_codes(judged, raw, options.site_url, options.site_dir)
    screen.problems(verdict.problems, aside=True)
    screen.tally(verdict.tally, aside=True)
    return verdict.catalogue


def save_print(pdf: bytes, out: Path, printing: Printing, screen: Terminal) -> bool:
    """Save the paper, its codes entered in the ledger, and tell which are new there; False where it cannot be saved."""
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        fresh = save_paper(pdf, out, printing)
    except OSError as error:
        tell_unsaved(out, error, screen)
        return False
    if fresh:
        screen.line(screen.say("paper.issued", n=format_number(len(fresh), screen.say), codes=", ".join(fresh)))
    return True
