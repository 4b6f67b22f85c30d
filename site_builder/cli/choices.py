"""The options that several commands share."""

from __future__ import annotations

import click

from ..voice import Voice
from .grammar import MOST_JOBS, Count, Day, Place


def config_file(say: Voice) -> click.Option:
    kind = Place(say, must_exist="file")
    return click.Option(["-f", "--config-file"], type=kind, metavar=say("metavar.file"), help=say("option.config_file"))


def products(say: Voice) -> click.Option:
    kind = Place(say, must_exist="folder")
    return click.Option(["--products"], type=kind, metavar=say("metavar.folder"), help=say("option.products"))


def site_dir(say: Voice) -> click.Option:
    return click.Option(
        ["-d", "--site-dir"], type=Place(say), metavar=say("metavar.folder"), help=say("option.site_dir")
    )


def cache_dir(say: Voice) -> click.Option:
    return click.Option(["--cache-dir"], type=Place(say), metavar=say("metavar.folder"), help=say("option.cache_dir"))


def jobs(say: Voice) -> click.Option:
    kind = Count(say, 1, MOST_JOBS)
    return click.Option(["-j", "--jobs"], type=kind, metavar=say("metavar.number"), help=say("option.jobs"))


def strict(say: Voice) -> click.Option:
    return click.Option(["--strict"], is_flag=True, help=say("option.strict"))


def keep_going(say: Voice) -> click.Option:
    return click.Option(["--keep-going"], is_flag=True, help=say("option.keep_going"))


def today(say: Voice) -> click.Option:
    return click.Option(["--today"], type=Day(say), metavar=say("metavar.day"), help=say("option.today"))


def printing(say: Voice) -> tuple[click.Option, ...]:
    """Those of every command that makes something other than the site out of the content."""
    return tuple(option(say) for option in (config_file, products, cache_dir, jobs, strict, keep_going, today))
