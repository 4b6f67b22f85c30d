"""`site-builder exhibit`: the display of one event, packed for a USB stick."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import click

from ..build import ExaminedContent, compose, examine
from ..catalogue.showcase import PICTURES_FOLDER, Catalogue, Event
from ..clock import build_date
from ..media import video
from ..media.prepare import PreparedPhotos, prepare_batches
from ..media.request import PhotoBatch
from ..media.video import video_file
from ..messages import CliMessages
from ..options import Options, read_options
from ..prints.slides import LANDSCAPE_SCREEN, PORTRAIT_SCREEN, SlideShow, guide_pdf, slide_files
from ..prints.typst import TypesettingError
from ..publish.site import Files, PublishResult
from ..publish.usb_stick import (
    GUIDE_FILE,
    SITE_FOLDER,
    SLIDE_FOLDERS,
    event_catalogue,
    is_archive,
    numbered_slides,
    refuse_foreign_stick,
    save_stick,
    start_files,
    without_host_files,
)
from ..views.context import print_contexts
from ..views.pictures import DISPLAY_MIN_WIDTH, DISPLAY_RECIPE, cover_requests
from . import shared_options
from .completion import event_names
from .grammar import speaking_command, whole_number
from .named import find_event
from .output_file import is_packed_stick, refuse_other_kind
from .printing import need_print
from .screen import Terminal, format_number, format_size

SLIDE_SCREENS = (LANDSCAPE_SCREEN, PORTRAIT_SCREEN)
"""In the order of `SLIDE_FOLDERS`."""
MIN_SLIDE_SECONDS, MAX_SLIDE_SECONDS = 3, 600
"""Bounds of `--seconds`, the seconds a slide is shown: the same as in the display's script."""


def command(say: CliMessages) -> click.Command:
    """The command, speaking the language of `say`."""
    own = [
        click.Option(
            ["--event"],
            required=True,
            metavar=say("metavar.key"),
            help=say("exhibit.event"),
            shell_complete=event_names,
        ),
        click.Option(["--out"], required=True, type=Path, metavar=say("metavar.folder"), help=say("exhibit.out")),
        click.Option(
            ["--seconds"],
            type=whole_number(say, MIN_SLIDE_SECONDS, MAX_SLIDE_SECONDS),
            default=12,
            metavar=say("metavar.number"),
            help=say("exhibit.seconds"),
        ),
    ]
    return speaking_command("exhibit", say, [*own, *shared_options.print_options(say)], partial(pack_stick, say))


def pack_stick(
    say: CliMessages, *, event: str, out: Path, seconds: int, config_file: Path | None, today: date | None, **typed: Any
) -> int:
    """Write the folder or zip; 1 where problems forbid it or there is nothing to show."""
    need_print(say)
    if is_archive(out):
        refuse_other_kind(out, [".zip"], is_packed_stick, say)
    elif out.is_file():
        raise click.UsageError(say("usage.out_foreign", found=out))
    refuse_foreign_stick(out)
    screen, start, judged_on = Terminal(say), time.perf_counter(), build_date(today)
    options = replace(read_options(config_file, **typed), social_cards=False, product_sheets=False, qr_files=False)
    with screen.progress(say("exhibit.progress")) as progress:
        # The display's pictures are made later, for the products of the event alone.
        examined = examine(replace(options, display_photos=False), judged_on, progress)
    screen.problems(examined.verdict.problems, aside=True)
    catalogue = examined.verdict.catalogue
    if catalogue is None:
        screen.aside(say("exhibit.kept"), "red")
        return 1
    shown = find_event(event, catalogue.settings.events, say)
    if not catalogue.products:
        screen.aside(say("exhibit.empty"), "red")
        return 1
    chosen = event_catalogue(catalogue, shown)
    if not shown.products:
        screen.aside(say("exhibit.every_product"))
    stick = _StickBuilder(chosen, options, judged_on, seconds)
    saved = stick.save(examined, out, screen)
    if not options.has_real_address:
        screen.aside(say("exhibit.draft"), "yellow")
    summary = say(
        "exhibit.done",
        products=format_number(len(chosen.products), say),
        files=format_number(saved.files, say),
        size=format_size(saved.size, say),
        seconds=format_number(time.perf_counter() - start, say, 1),
    )
    screen.line(summary)
    screen.line(say("exhibit.look", place=out), "bold")
    return 0


class _StickBuilder:
    """Builds the contents of a USB stick from the products of one event."""

    def __init__(self, catalogue: Catalogue, options: Options, today: date, seconds: int) -> None:
        self.catalogue, self.options, self.today, self.seconds = catalogue, options, today, seconds
        self.event: Event = catalogue.settings.events[0]
        self.langs = catalogue.settings.languages

    def save(self, examined: ExaminedContent, out: Path, screen: Terminal) -> PublishResult:
        display, *of_slides = self._prepare_covers()
        verdict = replace(examined.verdict, catalogue=self.catalogue)
        site = compose(replace(examined, verdict=verdict, display=display.pictures), self.options, self.today).files
        shows = [self._show(prepared) for prepared in of_slides]
        wide = shows[0]
        context = wide.contexts[self.langs[0]]
        files: dict[str, bytes | Path] = {
            f"{SITE_FOLDER}/{name}": content for name, content in without_host_files(site).items()
        }
        choices = f"event={self.event.key}&lang={','.join(self.langs)}&seconds={self.seconds}&mode=loop"
        title = str(context.say(self.event.name))
        files |= start_files(context.urls.kiosk(context.lang), choices, context.lang, title)
        for folder, show, shape in zip(SLIDE_FOLDERS, shows, SLIDE_SCREENS, strict=True):
            slides, failed = slide_files(show, shape, self.options.products)
            screen.problems(failed, aside=True)
            files |= numbered_slides(folder, slides)
        films = self._films(wide, screen)
        cache = self.options.cache_dir
        try:
            files[GUIDE_FILE] = guide_pdf(self.event, context, self.options.theme, self.today, cache, films=bool(films))
        except TypesettingError as error:
            screen.aside(screen.say("exhibit.no_guide", reason=error), "red")
        return save_stick({**files, **films}, out)

    def _prepare_covers(self) -> tuple[PreparedPhotos, ...]:
        """The covers, large for the display; then cropped for each screen format of the slides."""
        # One call for all, which starts one pool of processes.
        options = self.options
        covers = cover_requests(self.catalogue, options.products)
        large = [request for request in covers if request.owner != PICTURES_FOLDER] if options.display_photos else []
        batches = [PhotoBatch(large, DISPLAY_RECIPE, DISPLAY_MIN_WIDTH)]
        batches += [PhotoBatch(covers, shape.photo) for shape in SLIDE_SCREENS]
        return prepare_batches(batches, options.cache_dir, options.jobs, lambda *_: None)

    def _show(self, prepared: PreparedPhotos) -> SlideShow:
        """The slide show of one screen format, with its photos `prepared`: its texts in every language."""
        options, pictures = self.options, prepared.pictures
        contexts = print_contexts(self.catalogue, pictures, options.theme, options.site_url, self.today)
        return SlideShow(
            langs=self.langs,
            contexts=contexts,
            pictures=pictures,
            theme=options.theme,
            today=self.today,
            cache=options.cache_dir,
        )

    def _films(self, show: SlideShow, screen: Terminal) -> Files:
        """One video for each language, if the extra is installed; a failure is reported and the rest is packed."""
        if not video.video_available():
            screen.aside(screen.say("exhibit.no_video"), "yellow")
            return {}
        films: dict[str, bytes | Path] = {}
        for lang in self.langs:
            slides, _ = slide_files(replace(show, langs=(lang,)), LANDSCAPE_SCREEN, self.options.products)
            try:
                films[f"phim-{lang}.mp4"] = video_file(slides, self.seconds, lang, self.options.cache_dir)
            except OSError as error:
                screen.aside(screen.say("exhibit.failed", reason=error), "red")
        return films
