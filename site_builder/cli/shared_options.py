"""The options that several commands share."""

from __future__ import annotations

from pathlib import Path

import click

from ..messages import CliMessages
from .grammar import EXISTING_FILE, EXISTING_FOLDER, MAX_JOBS, day, whole_number


def config_file(say: CliMessages) -> click.Option:
    names, help_text = ["-f", "--config-file"], say("option.config_file")
    return click.Option(names, type=EXISTING_FILE, metavar=say("metavar.file"), help=help_text)


def products_folder(say: CliMessages) -> click.Option:
    return click.Option(
        ["--products"], type=EXISTING_FOLDER, metavar=say("metavar.folder"), help=say("option.products")
    )


def site_dir(say: CliMessages) -> click.Option:
    return click.Option(["-d", "--site-dir"], type=Path, metavar=say("metavar.folder"), help=say("option.site_dir"))


def cache_dir(say: CliMessages) -> click.Option:
    return click.Option(["--cache-dir"], type=Path, metavar=say("metavar.folder"), help=say("option.cache_dir"))


def jobs(say: CliMessages) -> click.Option:
    kind = whole_number(say, 1, MAX_JOBS)
    return click.Option(["-j", "--jobs"], type=kind, metavar=say("metavar.number"), help=say("option.jobs"))


def strict(say: CliMessages) -> click.Option:
    return click.Option(["--strict"], is_flag=True, help=say("option.strict"))


def keep_going(say: CliMessages) -> click.Option:
    return click.Option(["--keep-going"], is_flag=True, help=say("option.keep_going"))


def today_option(say: CliMessages) -> click.Option:
    return click.Option(["--today"], type=day(say), metavar=say("metavar.day"), help=say("option.today"))


def draft(say: CliMessages) -> click.Option:
    return click.Option(["--draft"], is_flag=True, help=say("option.draft"))


def print_options(say: CliMessages) -> tuple[click.Option, ...]:
    """The options of every command that makes something other than the site (labels, brochure, USB stick)."""
    return tuple(
        option(say) for option in (config_file, products_folder, cache_dir, jobs, strict, keep_going, today_option)
    )
