"""The command line: which command is meant, and how what it ends in is told.

Exit codes: 0 fine, 1 problems in the content (or the disk), 2 wrong usage, 130 stopped by the person.
"""

from __future__ import annotations

import errno
import os
from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from importlib import import_module

import click
from click.shell_completion import shell_complete

from ..clock import WrongEpochError
from ..files import DISK_FULL
from ..messages import CatalogueError, CliMessages, choose_cli_messages, os_error_text
from .grammar import COMPLETE_VARIABLE, PROGRAM_NAME, CommandGroup, click_in, shortened
from .powershell import output_of_this_program, spoils_letters
from .screen import Terminal, errors_line

WINDOWS_NAME_TOO_LONG = 206
COMMAND_NAMES = ("check", "build", "serve", "labels", "brochure", "exhibit", "new", "migrate", "schema", "completion")
"""The commands; each is a module of this package."""


def commands(say: CliMessages) -> click.Group:
    """All commands, speaking the language of `say`."""

    def load(name: str) -> click.Command:
        command: click.Command = import_module(f".{name}", __package__).command(say)
        return command

    return CommandGroup(say, COMMAND_NAMES, load)


def run_command_line(arguments: Sequence[str]) -> int:
    """Run the command line in the language that it or the environment asks for; gives the exit code."""
    say = choose_cli_messages(arguments, os.environ)
    if instruction := os.environ.get(COMPLETE_VARIABLE):
        from . import completion  # noqa: F401 (which makes PowerShell known)

        with suppress(Exception):  # a completion that fails completes nothing: a shell shows what it says in the line
            return shell_complete(commands(say), {}, PROGRAM_NAME, COMPLETE_VARIABLE, instruction)
        return 1
    if spoils_letters(output_of_this_program(), os.environ):
        Terminal(say).aside(say("powershell"), "yellow")
    return run_command(arguments, say)


def run_command(arguments: Sequence[str], say: CliMessages) -> int:
    """The exit code of the command line `arguments`; what is not foreseen is raised, and that the person stops it."""
    screen = Terminal(say)
    with click_in(say.lang):
        try:
            # Not by click's `main`, which prints errors in its own form and ends the program.
            with commands(say).make_context(PROGRAM_NAME, list(arguments)) as context:
                outcome = context.command.invoke(context)
        except click.exceptions.Exit as ended:  # after `--help` and `--version`
            return ended.exit_code
        except click.exceptions.NoArgsIsHelpError as error:
            screen.aside(error.format_message())
            return 2
        except click.UsageError as error:
            command = error.ctx.command_path.removeprefix(PROGRAM_NAME) if error.ctx else ""
            screen.aside(f"{error.format_message()}\n{say('usage.see', command=command)}", "red")
            return 2
        except WrongEpochError as error:
            screen.aside(say("usage.epoch", found=shortened(error.found)), "red")
            return 2
        except CatalogueError as error:
            screen.problems(error.problems, aside=True)
            screen.aside(errors_line(Counter(problem.file for problem in error.problems), say), "bold")
            return 1
        except (click.Abort, KeyboardInterrupt):
            screen.aside(say("stopped"))
            raise KeyboardInterrupt from None
        except BrokenPipeError:  # who read the results has seen enough (`| head`): nobody is left to be told
            return 1
        except OSError as error:
            if not (sentence := foreseen_os_error(error, say)):
                raise
            screen.aside(sentence, "red")
            return 1
    return outcome if isinstance(outcome, int) else 0


def is_name_too_long(error: OSError) -> bool:
    """Whether the file system has no room for a name or a path (Windows: 260 letters of a whole path)."""
    return error.errno == errno.ENAMETOOLONG or getattr(error, "winerror", None) == WINDOWS_NAME_TOO_LONG


def foreseen_os_error(error: OSError, say: CliMessages) -> str:
    """The sentence for what a disk, a folder or a pipe may refuse to any program; '' for what is a fault of ours."""
    reason = os_error_text(error, say.lang)
    if not reason:
        return ""
    if error.filename is not None and is_name_too_long(error):
        return say("os.long_name", place=shortened(str(error.filename)))
    if error.filename is None and isinstance(error, FileNotFoundError):
        return say("os.folder_gone")  # what else has no name and is not there: the folder that the command runs in
    if error.filename is None:  # of the files without a name, what results are written to is the first to be full
        return say("os.output", reason=reason)
    written = error.filename2 if error.errno in DISK_FULL else None  # of one file that is copied into another
    return say("os.file", place=written or error.filename, reason=reason)
