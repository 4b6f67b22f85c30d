"""Commands, options and usage errors that speak the chosen language; click's own words are English alone."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import click
from click.types import OptionHelpExtra

from ..voice import Voice, languages

MOST_JOBS = 64


class Command(click.Command):
    """A command whose help is `<name>.help`; one with a `--lang` of its own speaks the language asked for there."""

    def __init__(
        self, name: str, say: Voice, params: Sequence[click.Parameter], callback: Callable[..., int | None], **rest: Any
    ) -> None:
        self.say = say
        speaks = any("--lang" in param.opts for param in params)
        shared = [*([] if speaks else [_language(say)]), _help(say)]
        super().__init__(
            name,
            params=[*params, *shared],
            callback=callback,
            help=say(f"{name}.help"),
            options_metavar=say("heading.option_slot"),
            add_help_option=False,
            **rest,
        )

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        write_usage(self, self.say, ctx, formatter)

    def format_arguments(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        write_rows(self.say("heading.arguments"), _rows(self, ctx, click.Argument), formatter)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        write_rows(self.say("heading.options"), _rows(self, ctx, click.Option), formatter)


class Group(click.Group):
    """All commands, `names`; `load` gives one by its name, so that only what is asked for is imported."""

    def __init__(
        self, name: str, say: Voice, names: Sequence[str], load: Callable[[str], click.Command], version: str
    ) -> None:
        self.say, self.names, self._load = say, tuple(names), load
        super().__init__(
            name,
            params=[_language(say), _version(say, version), _help(say)],
            help=say("help"),
            options_metavar=say("heading.option_slot"),
            subcommand_metavar=say("heading.command_slot"),
            add_help_option=False,
        )

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        write_usage(self, self.say, ctx, formatter)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        write_rows(self.say("heading.options"), _rows(self, ctx, click.Option), formatter)
        commands = [(name, self._load(name).help or "") for name in self.names]
        write_rows(self.say("heading.commands"), commands, formatter)

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


def write_usage(command: click.Command, say: Voice, ctx: click.Context, formatter: click.HelpFormatter) -> None:
    """`Cách dùng: site-builder build [TUỲ CHỌN]`."""
    pieces = " ".join(command.collect_usage_pieces(ctx))
    formatter.write_usage(ctx.command_path, pieces, prefix=say("heading.usage"))


def write_rows(heading: str, rows: Sequence[tuple[str, str]], formatter: click.HelpFormatter) -> None:
    """A heading and two columns, where there are rows."""
    if rows:
        with formatter.section(heading):
            formatter.write_dl(rows)


def _rows(command: click.Command, ctx: click.Context, kind: type[click.Parameter]) -> list[tuple[str, str]]:
    records = (param.get_help_record(ctx) for param in command.get_params(ctx) if isinstance(param, kind))
    return [record for record in records if record]


class Needed(click.Option):
    """One that has to be given; click would say so in English, so its help says it in its own words."""

    def __init__(self, names: Sequence[str], **rest: Any) -> None:
        super().__init__(names, required=True, **rest)

    def get_help_extra(self, ctx: click.Context) -> OptionHelpExtra:  # noqa: ARG002 (click passes it)
        return {}


class Choice(click.ParamType[str]):
    """One of a few words."""

    name = "choice"

    def __init__(self, say: Voice, choices: Sequence[str]) -> None:
        self.say, self.choices = say, tuple(choices)

    @property
    def slot(self) -> str:
        """How the choices are shown in the help."""
        return f"[{'|'.join(self.choices)}]"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        if value not in self.choices:
            self.fail(self.say("usage.choose", found=value, choices=", ".join(self.choices)), param, ctx)
        return value


class Day(click.ParamType[date]):
    """YYYY-MM-DD."""

    name = "day"

    def __init__(self, say: Voice) -> None:
        self.say = say

    def convert(self, value: str | date, param: click.Parameter | None, ctx: click.Context | None) -> date:
        try:
            return value if isinstance(value, date) else date.fromisoformat(value)
        except ValueError:
            self.fail(self.say("usage.day", found=value), param, ctx)


class Count(click.ParamType[int]):
    """A whole number within bounds, both included."""

    name = "count"

    def __init__(self, say: Voice, least: int, most: int) -> None:
        self.say, self.least, self.most = say, least, most

    def convert(self, value: str | int, param: click.Parameter | None, ctx: click.Context | None) -> int:
        text = str(value)
        if not text.isdecimal() or not self.least <= int(text) <= self.most:
            self.fail(self.say("usage.count", found=text, least=self.least, most=self.most), param, ctx)
        return int(text)


class Place(click.ParamType[Path]):
    """A file or folder; `must_exist` says which of the two has to be there already."""

    name = "place"

    def __init__(self, say: Voice, must_exist: str = "") -> None:
        self.say, self.must_exist = say, must_exist

    def convert(self, value: str | Path, param: click.Parameter | None, ctx: click.Context | None) -> Path:
        place = Path(value)
        if self.must_exist == "file" and not place.is_file():
            self.fail(self.say("usage.no_file", found=value), param, ctx)
        if self.must_exist == "folder" and not place.is_dir():
            self.fail(self.say("usage.no_folder", found=value), param, ctx)
        return place


class Wrong(click.UsageError):
    """A wrong use that is told in a whole sentence."""


def usage(error: click.UsageError, say: Voice) -> str:
    """What is wrong with the command as typed, and where to read how it is used."""
    command = error.ctx.command_path if error.ctx else "site-builder"
    return f"{_sentence(error, say)}\n{say('usage.see', command=command)}"


def _sentence(error: click.UsageError, say: Voice) -> str:
    match error:
        case Wrong():
            return error.message
        case click.NoSuchOption():
            return _with_near(say("usage.no_such_option", name=error.option_name), error.possibilities, say)
        case click.NoSuchCommand():
            return _with_near(say("usage.no_such_command", name=error.command_name), error.possibilities, say)
        case click.MissingParameter() if error.param:
            return say("usage.missing", name=_called(error.param))
        case click.BadOptionUsage():
            return say("usage.bad_option", name=error.option_name)
        case click.BadParameter() if error.param:
            return say("usage.bad_value", name=error.param.opts[-1], reason=error.message)
    return say("usage.wrong")


def _called(param: click.Parameter) -> str:
    """An option by what is typed, an argument by its name."""
    return param.opts[0] if isinstance(param, click.Option) else param.human_readable_name


def _with_near(sentence: str, near: Sequence[str] | None, say: Voice) -> str:
    return f"{sentence} {say('usage.near', near=', '.join(near))}" if near else sentence


def _language(say: Voice) -> click.Option:
    kind = Choice(say, languages())
    return click.Option(["--lang"], type=kind, metavar=kind.slot, help=say("option.lang"), expose_value=False)


def _help(say: Voice) -> click.Option:
    def show(ctx: click.Context, _param: click.Parameter, wanted: bool) -> None:
        if wanted and not ctx.resilient_parsing:
            click.echo(ctx.get_help())
            ctx.exit()

    return click.Option(
        ["-h", "--help"], is_flag=True, is_eager=True, expose_value=False, help=say("option.help"), callback=show
    )


def _version(say: Voice, version: str) -> click.Option:
    def show(ctx: click.Context, _param: click.Parameter, wanted: bool) -> None:
        if wanted and not ctx.resilient_parsing:
            click.echo(version)
            ctx.exit()

    return click.Option(
        ["--version"], is_flag=True, is_eager=True, expose_value=False, help=say("option.version"), callback=show
    )
