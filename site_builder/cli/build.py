"""`site-builder build`: validate, build beside the target, swap at the end."""

from __future__ import annotations

import time
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import click

from ..build import compose, examine, pages
from ..clock import day
from ..content.verdict import Verdict
from ..media.prepare import Media
from ..options import read
from ..publish.site import Published, publish, recover
from ..voice import Voice
from . import choices
from .grammar import Command
from .screen import Screen, number, size


def command(say: Voice) -> click.Command:
    """The command, speaking the language of `say`."""
    shared = (
        choices.config_file,
        choices.products,
        choices.site_dir,
        choices.cache_dir,
        choices.jobs,
        choices.strict,
        choices.keep_going,
        choices.today,
    )
    return Command("build", say, [option(say) for option in shared], partial(build, say))


def build(say: Voice, *, config_file: Path | None, today: date | None, **typed: Any) -> int:
    """Build the site; 1 where problems forbid it."""
    screen, start, judged_on = Screen(say), time.perf_counter(), day(today)
    options = read(config_file, **typed)
    recover(options.site_dir)
    with screen.progress(say("build.progress")) as progress:
        examined = examine(options, judged_on, progress)
    _account(examined.verdict, screen)
    if examined.verdict.catalogue is None:
        screen.aside(say("build.kept"))
        return 1
    files = compose(examined, options, judged_on)
    published = publish(files, options.site_dir)
    screen.line(_photos(examined.media, say))
    screen.line(_site(published, pages(files), time.perf_counter() - start, say))
    if not options.has_real_address:
        screen.aside(say("build.no_address"), "yellow")
    screen.line(say("build.look", place=options.site_dir / "index.html"), "bold")
    return 0


def _account(verdict: Verdict, screen: Screen) -> None:
    screen.problems(verdict.problems, aside=True)
    screen.tally(verdict.tally, aside=True)
    if verdict.catalogue and verdict.tally.broken:
        screen.aside(screen.say("left_out", names=", ".join(verdict.tally.broken)), "yellow")


def _photos(media: Media, say: Voice) -> str:
    total, cached, made = (number(n, say) for n in (media.cached + media.made, media.cached, media.made))
    return say("build.photos", total=total, cached=cached, made=made)


def _site(published: Published, pages: int, seconds: float, say: Voice) -> str:
    return say(
        "build.pages",
        pages=number(pages, say),
        files=number(published.files, say),
        size=size(published.size, say),
        changed=number(published.changed, say),
        seconds=number(seconds, say, 1),
    )
