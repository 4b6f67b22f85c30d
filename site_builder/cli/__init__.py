"""The commands: the one place that prints, ends the program and reads the clock.

Exit codes: 0 fine, 1 problems in the content (or the disk), 2 wrong usage, 130 stopped by the person.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from importlib import import_module

import click

from ..messages import CatalogueError, CliMessages, choose_cli_messages
from .grammar import CommandGroup, click_in
from .screen import Terminal, speak_utf8

COMMAND_NAMES = ("check", "build", "serve", "labels", "brochure", "exhibit", "new", "schema")
"""The commands; each is a module of this package."""
EXIT_INTERRUPTED = 130


def commands(say: CliMessages) -> click.Group:
    """All commands, speaking the language of `say`."""

    def load(name: str) -> click.Command:
        command: click.Command = import_module(f".{name}", __name__).command(say)
        return command

    return CommandGroup(say, COMMAND_NAMES, load)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line `arguments` (those of the process by default) and end the program."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    speak_utf8()
    sys.exit(run_command(given, choose_cli_messages(given, os.environ)))


def run_command(arguments: Sequence[str], say: CliMessages) -> int:
    """The exit code of the command line `arguments`."""
    screen = Terminal(say)
    with click_in(say.lang):
        try:
            # By itself click would print its errors in its own form and end the program.
            outcome = commands(say).main(list(arguments), "site-builder", standalone_mode=False)
        except click.exceptions.NoArgsIsHelpError as error:
            click.echo(error.format_message(), err=True)
            return 2
        except click.UsageError as error:
            command = error.ctx.command_path if error.ctx else "site-builder"
            screen.aside(f"{error.format_message()}\n{say('usage.see', command=command)}", "red")
            return 2
        except CatalogueError as error:
            screen.problems(error.problems, aside=True)
            return 1
        except (click.Abort, KeyboardInterrupt):
            screen.aside(say("stopped"))
            return EXIT_INTERRUPTED
    return outcome if isinstance(outcome, int) else 0
