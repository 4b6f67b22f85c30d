"""`site-builder check`: every problem of every product, then the line that accounts for all products."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import click

from ..build import examine
from ..clock import day
from ..options import read
from ..problems import Problem, as_github, as_json
from ..voice import Voice
from . import choices
from .grammar import Choice, Command
from .screen import Screen

FORMATS = ("text", "json", "github")


def command(say: Voice) -> click.Command:
    """The command, speaking the language of `say`."""
    kind = Choice(say, FORMATS)
    formats = click.Option(
        ["--format", "style"], type=kind, metavar=kind.slot, default="text", help=say("option.format")
    )
    shared = (choices.config_file, choices.products, choices.strict, choices.keep_going)
    return Command("check", say, [*(option(say) for option in shared), formats], partial(check, say))


def check(
    say: Voice, *, config_file: Path | None, products: Path | None, strict: bool, keep_going: bool, style: str
) -> int:
    """Print what was found; 1 where it blocks a build."""
    screen = Screen(say)
    options = read(config_file, products=products, strict=strict, keep_going=keep_going)
    with screen.progress(say("check.progress")) as progress:
        verdict = examine(options, day(), progress).verdict
    _show(verdict.problems, style, screen)
    screen.tally(verdict.tally, aside=style == "json")
    return 1 if verdict.catalogue is None else 0


def _show(problems: tuple[Problem, ...], style: str, screen: Screen) -> None:
    if style == "json":
        click.echo(as_json(problems, screen.say.lang))
    elif style == "github":
        for problem in problems:
            click.echo(as_github(problem, screen.say.lang))
    else:
        screen.problems(problems)
        if not problems:
            screen.line(screen.say("check.fine"), "green")
