"""`site-builder exhibit`: the display of one event, packed for a USB stick."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import click

from ..build import Examined, compose, examine
from ..clock import day
from ..media import motion
from ..media.prepare import prepare
from ..options import Options, read
from ..photos import covers
from ..prints.films import film
from ..prints.guide import guide
from ..prints.scenes import scenes
from ..prints.slides import LANDSCAPE, PORTRAIT, Screen, Show, slides
from ..publish.exhibit import GUIDE, SITE, SLIDES, from_folder, numbered, of_event, save, starters
from ..publish.site import Files, Published
from ..showcase import Catalogue, Event
from ..voice import Voice
from . import choices
from . import screen as screens
from .grammar import Command, Count, Needed, Place
from .screen import number, size

SHORTEST, LONGEST = 3, 600
"""Seconds a slide: what the display itself takes."""


def command(say: Voice) -> click.Command:
    """The command, speaking the language of `say`."""
    own = [
        Needed(["--event"], metavar=say("metavar.key"), help=say("exhibit.event")),
        Needed(["--out"], type=Place(say), metavar=say("metavar.folder"), help=say("exhibit.out")),
        click.Option(
            ["--seconds"],
            type=Count(say, SHORTEST, LONGEST),
            default=12,
            metavar=say("metavar.number"),
            help=say("exhibit.seconds"),
        ),
    ]
    return Command("exhibit", say, [*own, *choices.printing(say)], partial(run, say))


def run(
    say: Voice, *, event: str, out: Path, seconds: int, config_file: Path | None, today: date | None, **typed: Any
) -> int:
    """Write the folder or zip; 1 where problems forbid it or there is nothing to show."""
    screen, start, judged_on = screens.Screen(say), time.perf_counter(), day(today)
    options = read(config_file, **typed)
    with screen.progress(say("exhibit.progress")) as progress:
        examined = examine(options, judged_on, progress)
    screen.problems(examined.verdict.problems, aside=True)
    catalogue = examined.verdict.catalogue
    refusal = _refusal(catalogue, event, say)
    if catalogue is None or refusal:
        screen.aside(refusal, "red")
        return 1
    chosen = of_event(catalogue, event)
    stick = _Stick(chosen, options, judged_on, seconds)
    saved = stick.save(examined, out, screen)
    if not options.has_real_address:
        screen.aside(say("exhibit.draft"), "yellow")
    screen.line(_account(saved, len(chosen.products), time.perf_counter() - start, say))
    screen.line(say("exhibit.look", place=out), "bold")
    return 0


def _refusal(catalogue: Catalogue | None, event: str, say: Voice) -> str:
    """Why nothing is packed, '' where it can be."""
    if catalogue is None:
        return say("exhibit.kept")
    keys = [each.key for each in catalogue.settings.events]
    if event not in keys:
        return say("exhibit.unknown", found=event, events=", ".join(keys) or "–")
    return "" if catalogue.products else say("exhibit.empty")


class _Stick:
    """Makes everything that lies on it, of the products of one event."""

    def __init__(self, catalogue: Catalogue, options: Options, today: date, seconds: int) -> None:
        self.catalogue, self.options, self.today, self.seconds = catalogue, options, today, seconds
        self.event: Event = catalogue.settings.events[0]
        self.langs = catalogue.settings.languages

    def save(self, examined: Examined, out: Path, screen: screens.Screen) -> Published:
        options = replace(self.options, social_cards=False, product_sheets=False, qr_files=False)
        verdict = replace(examined.verdict, catalogue=self.catalogue)
        site = compose(replace(examined, verdict=verdict), options, self.today)
        wide = self._show(LANDSCAPE)
        files: dict[str, bytes | Path] = {f"{SITE}/{name}": content for name, content in from_folder(site).items()}
        files |= self._starters(wide)
        for folder, shape in zip(SLIDES, (LANDSCAPE, PORTRAIT), strict=True):
            files |= numbered(folder, slides(self._show(shape), shape))
        films = self._films(wide, screen)
        scene = wide.scenes[self.langs[0]]
        cache = self.options.cache_dir
        files[GUIDE] = guide(self.event, scene, self.options.theme, self.today, cache, films=bool(films))
        return save({**files, **films}, out)

    def _starters(self, show: Show) -> dict[str, bytes]:
        scene = show.scenes[self.langs[0]]
        choices = f"event={self.event.key}&lang=both&seconds={self.seconds}&mode=loop"
        return starters(scene.urls.kiosk(scene.lang), choices, scene.lang, str(scene.say(self.event.name)))

    def _show(self, shape: Screen) -> Show:
        """The photos are cut for the screen; the slides are in every language."""
        options = self.options
        made = prepare(
            covers(self.catalogue, options.products), shape.photo, options.cache_dir, options.jobs, lambda *_: None
        )
        seen = scenes(self.catalogue, made.pictures, options.theme, options.site_url, self.today)
        return Show(self.langs, seen, made.pictures, options.theme, self.today, options.cache_dir)

    def _films(self, show: Show, screen: screens.Screen) -> Files:
        """A film a language, where the extra is there; a film that fails is said, and the rest is packed."""
        if not motion.available():
            screen.aside(screen.say("exhibit.no_video"), "yellow")
            return {}
        films: dict[str, bytes | Path] = {}
        for lang in self.langs:
            shown = slides(replace(show, langs=(lang,)), LANDSCAPE)
            try:
                films[f"phim-{lang}.mp4"] = film(shown, self.seconds, lang, self.options.cache_dir)
            except OSError as error:
                screen.aside(screen.say("exhibit.failed", reason=error), "red")
        return films


def _account(saved: Published, products: int, seconds: float, say: Voice) -> str:
    return say(
        "exhibit.done",
        products=number(products, say),
        files=number(saved.files, say),
        size=size(saved.size, say),
        seconds=number(seconds, say, 1),
    )
