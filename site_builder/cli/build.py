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
from ..messages import CliMessages, as_errors
from ..options import read_options
from ..publish.host_limits import MOST_FILES, limits_near
from ..publish.site import publish_site, recover_site
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
    recover_site(options.site_dir)  # a build that was killed while it swapped folders
    with screen.progress(say("build.progress")) as progress:
        examined = examine(options, judged_on, progress)
    verdict, media = examined.verdict, examined.media
    screen.problems(verdict.problems, aside=True)
    screen.tally(verdict.tally, aside=True)
    if verdict.catalogue is None:
        screen.aside(say("build.kept"))
        return 1
    if verdict.tally.broken:
        screen.aside(say("left_out", names=", ".join(verdict.tally.broken)), "yellow")
    site = compose(examined, options, judged_on)
    files = site.files
    screen.problems(as_errors(site.problems) if options.strict else site.problems, aside=True)
    if options.strict and site.problems:
        screen.aside(say("build.kept"))
        return 1
    published = publish_site(files, options.site_dir)
    total, cached, made = (format_number(n, say) for n in (media.cached + media.made, media.cached, media.made))
    screen.line(say("build.photos", total=total, cached=cached, made=made))
    summary = say(
        "build.pages",
        pages=format_number(html_page_count(files), say),
        files=format_number(published.files, say),
        size=format_size(published.size, say),
        changed=format_number(published.changed, say),
        seconds=format_number(time.perf_counter() - start, say, 1),
    )
    screen.line(summary)
    for limit, found in limits_near(published):
        shown = format_number if limit is MOST_FILES else format_size
        screen.aside(say(limit.name, found=shown(found, say), most=shown(limit.most, say)), "yellow")
    if lacks_print(options):
        screen.aside(say("build.no_print"), "yellow")
    if not options.has_real_address:
        screen.aside(say("build.no_address"), "yellow")
    screen.line(say("build.look", place=options.site_dir / "index.html"), "bold")
    return 0
