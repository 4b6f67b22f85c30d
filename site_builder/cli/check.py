"""`site-builder check`: every problem of every product, then the line that accounts for all products."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path

import click

from ..build import examine
from ..clock import build_date
from ..messages import CliMessages, problem_as_github, problems_as_json
from ..options import read_options
from . import shared_options
from .grammar import speaking_command
from .screen import Terminal

OUTPUT_FORMATS = ("text", "json", "github")


def command(say: CliMessages) -> click.Command:
    """The command, speaking the language of `say`."""
    formats = click.Option(
        ["--format", "style"], type=click.Choice(OUTPUT_FORMATS), default="text", help=say("option.format")
    )
    shared = (
        shared_options.config_file,
        shared_options.products_folder,
        shared_options.strict,
        shared_options.keep_going,
    )
    return speaking_command("check", say, [*(option(say) for option in shared), formats], partial(check_content, say))


def check_content(
    say: CliMessages, *, config_file: Path | None, products: Path | None, strict: bool, keep_going: bool, style: str
) -> int:
    """Print what was found; 1 where it blocks a build."""
    screen = Terminal(say)
    options = read_options(config_file, products=products, strict=strict, keep_going=keep_going)
    # What only the published site needs is not made: it could not tell of another problem.
    options = replace(options, social_cards=False, display_photos=False)
    with screen.progress(say("check.progress")) as progress:
        verdict = examine(options, build_date(), progress).verdict
    if style == "json":
        click.echo(problems_as_json(verdict.problems, say.lang))
    elif style == "github":
        for problem in verdict.problems:
            click.echo(problem_as_github(problem, say.lang))
    else:
        screen.problems(verdict.problems)
        if not verdict.problems:
            screen.line(say("check.fine"), "green")
    screen.tally(verdict.tally, aside=style == "json")  # a program reads the JSON
    return 1 if verdict.catalogue is None else 0
