"""`site-builder build`: validate, build beside the target, swap at the end."""

from __future__ import annotations

import time
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import click

from ..build import compose, examine, html_page_count, lacks_print
from ..clock import build_date
from ..content.raw import Verdict
from ..media.prepare import PreparedPhotos
from ..messages import CliMessages
from ..options import read_options
from ..publish.site import PublishResult, publish_site, recover_site
from . import shared_options
from .grammar import speaking_command
from .screen import Terminal, format_number, format_size


def command(say: CliMessages) -> click.Command:
    """The command, speaking the language of `say`."""
    shared = (
        shared_options.config_file,
        shared_options.products_folder,
        shared_options.site_dir,
        shared_options.cache_dir,
        shared_options.jobs,
        shared_options.strict,
        shared_options.keep_going,
        shared_options.today_option,
    )
    return speaking_command("build", say, [option(say) for option in shared], partial(build_site, say))


def build_site(say: CliMessages, *, config_file: Path | None, today: date | None, **typed: Any) -> int:
    """Build the site; 1 where problems forbid it."""
    screen, start, judged_on = Terminal(say), time.perf_counter(), build_date(today)
    options = read_options(config_file, **typed)
    recover_site(options.site_dir)
    with screen.progress(say("build.progress")) as progress:
        examined = examine(options, judged_on, progress)
    _print_problems(examined.verdict, screen)
    if examined.verdict.catalogue is None:
        screen.aside(say("build.kept"))
        return 1
    files = compose(examined, options, judged_on)
    published = publish_site(files, options.site_dir)
    screen.line(_photos_summary(examined.media, say))
    screen.line(_site_summary(published, html_page_count(files), time.perf_counter() - start, say))
    if lacks_print(options):
        screen.aside(say("build.no_print"), "yellow")
    if not options.has_real_address:
        screen.aside(say("build.no_address"), "yellow")
    screen.line(say("build.look", place=options.site_dir / "index.html"), "bold")
    return 0


def _print_problems(verdict: Verdict, screen: Terminal) -> None:
    screen.problems(verdict.problems, aside=True)
    screen.tally(verdict.tally, aside=True)
    if verdict.catalogue and verdict.tally.broken:
        screen.aside(screen.say("left_out", names=", ".join(verdict.tally.broken)), "yellow")


def _photos_summary(media: PreparedPhotos, say: CliMessages) -> str:
    total, cached, made = (format_number(n, say) for n in (media.cached + media.made, media.cached, media.made))
    return say("build.photos", total=total, cached=cached, made=made)


def _site_summary(published: PublishResult, pages: int, seconds: float, say: CliMessages) -> str:
    return say(
        "build.pages",
        pages=format_number(pages, say),
        files=format_number(published.files, say),
        size=format_size(published.size, say),
        changed=format_number(published.changed, say),
        seconds=format_number(seconds, say, 1),
    )
