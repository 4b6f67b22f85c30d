"""Commands, options and usage errors that speak the chosen language; click's own words are English alone."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import click
from click.types import OptionHelpExtra

from ..messages import CliMessages, message_languages

MAX_JOBS = 64


class SpeakingCommand(click.Command):
    """A command with help from the message `<name>.help`. `--lang` is added unless the command has one of its own."""

    def __init__(
        self,
        name: str,
        say: CliMessages,
        params: Sequence[click.Parameter],
        callback: Callable[..., int | None],
        **rest: Any,
    ) -> None:
        self.say = say
        speaks = any("--lang" in param.opts for param in params)
        shared = [*([] if speaks else [_language_option(say)]), _help_option(say)]
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
        write_rows(self.say("heading.arguments"), _help_rows(self, ctx, click.Argument), formatter)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        write_rows(self.say("heading.options"), _help_rows(self, ctx, click.Option), formatter)


class CommandGroup(click.Group):
    """All commands, `names`; `load` gives one by its name, so that only what is asked for is imported."""

    def __init__(
        self, name: str, say: CliMessages, names: Sequence[str], load: Callable[[str], click.Command], version: str
    ) -> None:
        self.say, self.names, self._load = say, tuple(names), load
        super().__init__(
            name,
            params=[_language_option(say), _version_option(say, version), _help_option(say)],
            help=say("help"),
            options_metavar=say("heading.option_slot"),
            subcommand_metavar=say("heading.command_slot"),
            add_help_option=False,
        )

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        write_usage(self, self.say, ctx, formatter)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        write_rows(self.say("heading.options"), _help_rows(self, ctx, click.Option), formatter)
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


def write_usage(command: click.Command, say: CliMessages, ctx: click.Context, formatter: click.HelpFormatter) -> None:
    """`Cách dùng: site-builder build [TUỲ CHỌN]`."""
    pieces = " ".join(command.collect_usage_pieces(ctx))
    formatter.write_usage(ctx.command_path, pieces, prefix=say("heading.usage"))


def write_rows(heading: str, rows: Sequence[tuple[str, str]], formatter: click.HelpFormatter) -> None:
    """A heading and two columns, where there are rows."""
    if rows:
        with formatter.section(heading):
            formatter.write_dl(rows)


def _help_rows(command: click.Command, ctx: click.Context, kind: type[click.Parameter]) -> list[tuple[str, str]]:
    records = (param.get_help_record(ctx) for param in command.get_params(ctx) if isinstance(param, kind))
    return [record for record in records if record]


class RequiredOption(click.Option):
    """A required option, without click's English note `[required]` in the help."""

    def __init__(self, names: Sequence[str], **rest: Any) -> None:
        super().__init__(names, required=True, **rest)

    def get_help_extra(self, ctx: click.Context) -> OptionHelpExtra:  # noqa: ARG002 (click passes it)
        return {}


class ChoiceParam(click.ParamType[str]):
    """One of a few words."""

    name = "choice"

    def __init__(self, say: CliMessages, choices: Sequence[str]) -> None:
        self.say, self.choices = say, tuple(choices)

    @property
    def slot(self) -> str:
        """The metavar: the choices as the help shows them."""
        return f"[{'|'.join(self.choices)}]"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        if value not in self.choices:
            self.fail(self.say("usage.choose", found=value, choices=", ".join(self.choices)), param, ctx)
        return value


class DayParam(click.ParamType[date]):
    """YYYY-MM-DD."""

    name = "day"

    def __init__(self, say: CliMessages) -> None:
        self.say = say

    def convert(self, value: str | date, param: click.Parameter | None, ctx: click.Context | None) -> date:
        try:
            return value if isinstance(value, date) else date.fromisoformat(value)
        except ValueError:
            self.fail(self.say("usage.day", found=value), param, ctx)


class IntegerParam(click.ParamType[int]):
    """A whole number within bounds, both included."""

    name = "count"

    def __init__(self, say: CliMessages, least: int, most: int) -> None:
        self.say, self.least, self.most = say, least, most

    def convert(self, value: str | int, param: click.Parameter | None, ctx: click.Context | None) -> int:
        text = str(value)
        if not text.isdecimal() or not self.least <= int(text) <= self.most:
            self.fail(self.say("usage.count", found=text, least=self.least, most=self.most), param, ctx)
        return int(text)


class PathParam(click.ParamType[Path]):
    """A file or folder; `must_exist` says which of the two has to be there already."""

    name = "place"

    def __init__(self, say: CliMessages, must_exist: str = "") -> None:
        self.say, self.must_exist = say, must_exist

    def convert(self, value: str | Path, param: click.Parameter | None, ctx: click.Context | None) -> Path:
        place = Path(value)
        if self.must_exist == "file" and not place.is_file():
            self.fail(self.say("usage.no_file", found=value), param, ctx)
        if self.must_exist == "folder" and not place.is_dir():
            self.fail(self.say("usage.no_folder", found=value), param, ctx)
        return place


class UsageMessageError(click.UsageError):
    """A usage error whose message is already a whole sentence in the chosen language."""


def usage_message(error: click.UsageError, say: CliMessages) -> str:
    """What is wrong with the command as typed, and where to read how it is used."""
    command = error.ctx.command_path if error.ctx else "site-builder"
    return f"{_usage_reason(error, say)}\n{say('usage.see', command=command)}"


def _usage_reason(error: click.UsageError, say: CliMessages) -> str:
    match error:
        case UsageMessageError():
            return error.message
        case click.NoSuchOption():
            return _with_suggestions(say("usage.no_such_option", name=error.option_name), error.possibilities, say)
        case click.NoSuchCommand():
            return _with_suggestions(say("usage.no_such_command", name=error.command_name), error.possibilities, say)
        case click.MissingParameter() if error.param:
            return say("usage.missing", name=_param_name(error.param))
        case click.BadOptionUsage():
            return say("usage.bad_option", name=error.option_name)
        case click.BadParameter() if error.param:
            return say("usage.bad_value", name=error.param.opts[-1], reason=error.message)
    return say("usage.wrong")


def _param_name(param: click.Parameter) -> str:
    """How messages name a parameter: an option as it is typed (`--out`), an argument by its name."""
    return param.opts[0] if isinstance(param, click.Option) else param.human_readable_name


def _with_suggestions(sentence: str, near: Sequence[str] | None, say: CliMessages) -> str:
    return f"{sentence} {say('usage.near', near=', '.join(near))}" if near else sentence


def _language_option(say: CliMessages) -> click.Option:
    kind = ChoiceParam(say, message_languages())
    return click.Option(["--lang"], type=kind, metavar=kind.slot, help=say("option.lang"), expose_value=False)


def _help_option(say: CliMessages) -> click.Option:
    def show(ctx: click.Context, _param: click.Parameter, wanted: bool) -> None:
        if wanted and not ctx.resilient_parsing:
            click.echo(ctx.get_help())
            ctx.exit()

    return click.Option(
        ["-h", "--help"], is_flag=True, is_eager=True, expose_value=False, help=say("option.help"), callback=show
    )


def _version_option(say: CliMessages, version: str) -> click.Option:
    def show(ctx: click.Context, _param: click.Parameter, wanted: bool) -> None:
        if wanted and not ctx.resilient_parsing:
            click.echo(version)
            ctx.exit()

    return click.Option(
        ["--version"], is_flag=True, is_eager=True, expose_value=False, help=say("option.version"), callback=show
    )
