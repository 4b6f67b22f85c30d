"""The commands: the one place that prints, ends the program and reads the clock.

Exit codes: 0 fine, 1 problems in the content (or the disk), 2 wrong usage, 130 stopped by the person.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from importlib import import_module

import click

from .. import __version__
from ..problems import CatalogueError
from ..voice import Voice, chosen
from .grammar import Group, usage
from .screen import Screen, speak_utf8

NAMES = ("check", "build", "serve", "labels", "brochure", "exhibit", "new", "schema")
"""Each a module of this package."""
STOPPED = 130


def commands(say: Voice) -> click.Group:
    """All commands, speaking the language of `say`."""

    def load(name: str) -> click.Command:
        command: click.Command = import_module(f".{name}", __name__).command(say)
        return command

    return Group("site-builder", say, NAMES, load, __version__)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line `arguments` (those of the process by default) and end the program."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")
    speak_utf8()
    sys.exit(run(given, chosen(given, os.environ)))


def run(arguments: Sequence[str], say: Voice) -> int:
    """The exit code of the command line `arguments`."""
    try:
        outcome = commands(say).main(list(arguments), "site-builder", standalone_mode=False)
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.format_message(), err=True)
        return 2
    except click.UsageError as error:
        Screen(say).aside(usage(error, say), "red")
        return 2
    except CatalogueError as error:
        Screen(say).problems(error.problems, aside=True)
        return 1
    except (click.Abort, KeyboardInterrupt):
        Screen(say).aside(say("stopped"))
        return STOPPED
    return outcome if isinstance(outcome, int) else 0
