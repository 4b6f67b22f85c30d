"""The options that several commands share."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from ..messages import CliMessages
from .completions import folders, paths
from .grammar import EXISTING_FILE, EXISTING_FOLDER, MAX_JOBS, day, whole_number


def config_file(say: CliMessages) -> click.Option:
    names, help_text = ["-f", "--config-file"], say("option.config_file")
    return click.Option(names, type=EXISTING_FILE, metavar=say("metavar.file"), help=help_text, shell_complete=paths)


def products_folder(say: CliMessages) -> click.Option:
    return _folder_option(["--products"], EXISTING_FOLDER, say("option.products"), say)


def site_dir(say: CliMessages) -> click.Option:
    return _folder_option(["-d", "--site-dir"], Path, say("option.site_dir"), say)


def cache_dir(say: CliMessages) -> click.Option:
    return _folder_option(["--cache-dir"], Path, say("option.cache_dir"), say)


def out(say: CliMessages, help_text: str, *, required: bool = False) -> click.Option:
    """`--out`, the file or the folder that a command writes."""
    return click.Option(
        ["--out"], required=required, type=Path, metavar=say("metavar.file"), help=help_text, shell_complete=paths
    )


def _folder_option(names: list[str], kind: Any, help_text: str, say: CliMessages) -> click.Option:
    return click.Option(names, type=kind, metavar=say("metavar.folder"), help=help_text, shell_complete=folders)


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
