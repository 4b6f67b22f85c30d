"""The options that several commands share."""

from __future__ import annotations

import click

from ..messages import CliMessages
from .grammar import MAX_JOBS, DayParam, IntegerParam, PathParam


def config_file(say: CliMessages) -> click.Option:
    kind = PathParam(say, must_exist="file")
    return click.Option(["-f", "--config-file"], type=kind, metavar=say("metavar.file"), help=say("option.config_file"))


def products_folder(say: CliMessages) -> click.Option:
    kind = PathParam(say, must_exist="folder")
    return click.Option(["--products"], type=kind, metavar=say("metavar.folder"), help=say("option.products"))


def site_dir(say: CliMessages) -> click.Option:
    return click.Option(
        ["-d", "--site-dir"], type=PathParam(say), metavar=say("metavar.folder"), help=say("option.site_dir")
    )


def cache_dir(say: CliMessages) -> click.Option:
    return click.Option(
        ["--cache-dir"], type=PathParam(say), metavar=say("metavar.folder"), help=say("option.cache_dir")
    )


def jobs(say: CliMessages) -> click.Option:
    kind = IntegerParam(say, 1, MAX_JOBS)
    return click.Option(["-j", "--jobs"], type=kind, metavar=say("metavar.number"), help=say("option.jobs"))


def strict(say: CliMessages) -> click.Option:
    return click.Option(["--strict"], is_flag=True, help=say("option.strict"))


def keep_going(say: CliMessages) -> click.Option:
    return click.Option(["--keep-going"], is_flag=True, help=say("option.keep_going"))


def today_option(say: CliMessages) -> click.Option:
    return click.Option(["--today"], type=DayParam(say), metavar=say("metavar.day"), help=say("option.today"))


def print_options(say: CliMessages) -> tuple[click.Option, ...]:
    """The options of every command that makes something other than the site (labels, brochure, USB stick)."""
    return tuple(
        option(say) for option in (config_file, products_folder, cache_dir, jobs, strict, keep_going, today_option)
    )
