"""Commands, options and kinds of value in the chosen language: click's own sentences by gettext, ours from `messages/`.

What click says itself is translated in `translations/`; in English its own words stand.
"""

from __future__ import annotations

import gettext
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import click

from .. import __version__
from ..messages import CliMessages, message_languages

MAX_JOBS = 64
MAX_DIGITS = 9
SHOWN_LENGTH = 60
"""Letters of something typed that a sentence shows."""
PROGRAM_NAME = "site-builder"
COMPLETE_VARIABLE = "_SITE_BUILDER_COMPLETE"
"""Set by a shell that asks for completions."""
QUIET = f"{__name__}.quiet"
"""Under this key of click's context stands whether only problems are told."""
TRANSLATIONS_FOLDER = Path(__file__).parent / "translations"


@contextmanager
def click_in(lang: str) -> Iterator[None]:
    """Make click speak `lang`: it takes its sentences from gettext, which asks LANGUAGE for the language each time."""
    gettext.bindtextdomain("click", TRANSLATIONS_FOLDER)
    gettext.textdomain("click")
    before = os.environ.get("LANGUAGE")
    os.environ["LANGUAGE"] = lang
    try:
        yield
    finally:
        del os.environ["LANGUAGE"]
        if before is not None:
            os.environ["LANGUAGE"] = before


def speaking_command(
    name: str, say: CliMessages, params: Sequence[click.Parameter], callback: Callable[..., int | None]
) -> click.Command:
    """A command with help from the message `<name>.help`, and with `--quiet`.

    `--lang` is added unless the command has one of its own.
    """
    speaks = any("--lang" in param.opts for param in params)
    return SpeakingCommand(
        say,
        name,
        params=[*params, _quiet_option(say), *([] if speaks else [_language_option(say)])],
        callback=callback,
        help=say(f"{name}.help"),
        short_help=say(f"{name}.help"),  # the list of commands would cut the other one to a line
        options_metavar=say("heading.option_slot"),
    )


class SpeakingCommand(click.Command):
    """A command that refuses an option whose value is empty.

    An empty value is a variable of a script that is not set: it must not mean "all products", or "here".
    """

    def __init__(self, say: CliMessages, name: str, **settings: Any) -> None:
        self._say = say
        super().__init__(name, **settings)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """As click's, of what was typed; what follows from the environment and from defaults is never empty."""
        typed, _, _ = self.make_parser(ctx).parse_args(list(args))
        options = [] if ctx.resilient_parsing else [each for each in self.params if isinstance(each, click.Option)]
        for param in options:
            value = typed.get(param.name or "")
            if any(map(is_blank, value if isinstance(value, list) else [value])):
                raise click.UsageError(self._say("usage.empty", name=param.opts[-1]), ctx)
        return super().parse_args(ctx, args)


def shortened(typed: str) -> str:
    """What somebody typed, or a script put together, as a sentence shows it: on one line, and no more than a line."""
    line = " ".join(typed.split())
    return line if len(line) <= SHOWN_LENGTH else f"{line[:SHOWN_LENGTH]}…"


def is_blank(value: object) -> bool:
    """Whether `value` is a text without anything in it."""
    return isinstance(value, str) and not value.strip()


class OneOf(click.Choice[str]):
    """The type of an option or argument that takes one of a few words; click's, but for an English sentence of it."""

    def __init__(self, say: CliMessages, choices: Sequence[str]) -> None:
        self._say = say
        super().__init__(choices)

    def get_missing_message(self, param: click.Parameter, ctx: click.Context | None) -> str:  # noqa: ARG002 (click's)
        """Which words there are."""
        return self._say("usage.one_of", choices=", ".join(map(str, self.choices)))


class CommandGroup(click.Group):
    """All commands, `names`; `load` gives one by its name, so that only what is asked for is imported."""

    def __init__(self, say: CliMessages, names: Sequence[str], load: Callable[[str], click.Command]) -> None:
        self.names, self._load = tuple(names), load
        super().__init__(
            PROGRAM_NAME,
            params=[_language_option(say)],
            help=say("help"),
            options_metavar=say("heading.option_slot"),
            subcommand_metavar=say("heading.command_slot"),
            context_settings={"help_option_names": ["-h", "--help"]},
        )
        click.version_option(__version__, message="%(version)s")(self)

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 (click passes it)
        return list(self.names)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 (click passes it)
        return self._load(cmd_name) if cmd_name in self.names else None

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """As click's, which looks for near names among loaded commands alone."""
        if args[0] not in self.names and not args[0].startswith("-"):
            raise click.NoSuchCommand(args[0], possibilities=self.names, ctx=ctx)
        return super().resolve_command(ctx, args)


def _quiet_option(say: CliMessages) -> click.Option:
    def remember(context: click.Context, _: click.Parameter, quiet: bool) -> None:
        context.meta[QUIET] = quiet

    return click.Option(
        ["-q", "--quiet"], is_flag=True, expose_value=False, callback=remember, help=say("option.quiet")
    )


def _language_option(say: CliMessages) -> click.Option:
    return click.Option(["--lang"], type=OneOf(say, message_languages()), help=say("option.lang"), expose_value=False)


EXISTING_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
EXISTING_FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)


def day(say: CliMessages) -> Callable[[str], date]:
    """The type of an option that takes a day, written as in the content: 2026-11-24, or 24/11/2026."""

    def convert(typed: str) -> date:
        from pydantic import TypeAdapter, ValidationError  # slow to import, and seldom is a day typed

        from ..catalogue.values import Day

        try:
            read: date = TypeAdapter(Day).validate_python(typed.strip())
        except ValidationError:
            raise click.BadParameter(say("usage.day", found=shortened(typed))) from None
        return read

    return convert


def whole_number(say: CliMessages, least: int, most: int) -> Callable[[str | int], int]:
    """The type of an option that takes a whole number within bounds, both included."""

    def convert(typed: str | int) -> int:
        text = str(typed).strip()
        # Python reads no number of thousands of digits.
        if not text.isdecimal() or len(text) > MAX_DIGITS or not least <= int(text) <= most:
            raise click.BadParameter(say("usage.count", found=shortened(text), least=least, most=most))
        return int(text)

    return convert
