"""`site-builder exhibit`: the display of an event or of chosen products, packed for a USB stick."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import click

from ..build import ExaminedContent, compose, examine
from ..catalogue.showcase import NEWS_FOLDER, PICTURES_FOLDER, Catalogue, Event
from ..clock import build_date
from ..media import video
from ..media.prepare import PreparedPhotos, prepare_batches
from ..media.request import PhotoBatch
from ..media.video import video_file
from ..messages import CliMessages
from ..options import Options, read_options
from ..prints.labels import select_products
from ..prints.slides import LANDSCAPE_SCREEN, PORTRAIT_SCREEN, Guide, ScreenFormat, SlideShow, guide_pdf, slide_files
from ..prints.typst import TypesettingError
from ..publish.site import Files, PublishResult
from ..publish.usb_stick import (
    GUIDE_FILE,
    SITE_FOLDER,
    is_archive,
    numbered_slides,
    refuse_foreign_stick,
    save_stick,
    shown_catalogue,
    start_files,
    without_host_files,
)
from ..views.context import print_contexts
from ..views.pictures import DISPLAY_MIN_WIDTH, DISPLAY_RECIPE, cover_requests
from . import shared_options
from .completions import event_names, paths, product_names
from .grammar import speaking_command, whole_number
from .named import find_event, find_products, split_named
from .output_file import is_packed_stick, refuse_in_site, refuse_other_kind
from .printing import need_print
from .screen import Terminal, format_number, format_size

SCREENS = {
    "landscape": (LANDSCAPE_SCREEN,),
    "portrait": (PORTRAIT_SCREEN,),
    "both": (LANDSCAPE_SCREEN, PORTRAIT_SCREEN),
}
"""The screens of `--orientation`; films are made for the first of them."""
FILE_SUFFIXES = (".rar", ".7z", ".tar", ".gz", ".iso", ".pdf", ".mp4")
"""What `--out` may end in when a file is meant: the stick is a folder or a zip, and no folder is named so."""
MIN_SLIDE_SECONDS, MAX_SLIDE_SECONDS = 3, 600
"""Bounds of `--seconds`, the seconds a slide is shown: the same as in the display's script."""


def command(say: CliMessages) -> click.Command:
    """The command, speaking the language of `say`."""
    key, count = say("metavar.key"), say("metavar.number")
    seconds = whole_number(say, MIN_SLIDE_SECONDS, MAX_SLIDE_SECONDS)
    own = [
        click.Option(
            ["--out"],
            required=True,
            type=Path,
            metavar=say("metavar.folder"),
            help=say("exhibit.out"),
            shell_complete=paths,
        ),
        click.Option(["--event"], metavar=key, help=say("exhibit.event"), shell_complete=event_names),
        click.Option(
            ["--product", "names"],
            multiple=True,
            metavar=key,
            help=say("exhibit.product"),
            shell_complete=product_names,
        ),
        click.Option(
            ["--orientation"], type=click.Choice(list(SCREENS)), default="both", help=say("exhibit.orientation")
        ),
        click.Option(["--no-film"], is_flag=True, help=say("exhibit.no_film")),
        click.Option(["--seconds"], type=seconds, default=12, metavar=count, help=say("exhibit.seconds")),
    ]
    return speaking_command("exhibit", say, [*own, *shared_options.print_options(say)], partial(pack_stick, say))


@dataclass(frozen=True, slots=True)
class StickOrder:
    """What is packed: the seconds of a slide, the screens of slides, whether films are made."""

    event: Event | None
    seconds: int
    screens: tuple[ScreenFormat, ...]
    films: bool


def pack_stick(
    say: CliMessages,
    *,
    out: Path,
    event: str | None,
    names: tuple[str, ...],
    orientation: str,
    no_film: bool,
    seconds: int,
    config_file: Path | None,
    today: date | None,
    **typed: Any,
) -> int:
    """Write the folder or zip; 1 where problems forbid it."""
    need_print(say)
    if is_archive(out) or out.suffix.lower() in FILE_SUFFIXES:
        refuse_other_kind(out, [".zip"], is_packed_stick, say)
    elif out.is_file():
        raise click.UsageError(say("usage.out_foreign", found=out))
    refuse_foreign_stick(out)
    screen, start, judged_on = Terminal(say), time.perf_counter(), build_date(today)
    options = replace(read_options(config_file, **typed), social_cards=False, product_sheets=False, qr_files=False)
    refuse_in_site(out, options.site_dir, say)
    with screen.progress(say("exhibit.progress")) as progress:
        # The display's pictures are made later, for the chosen products alone.
        examined = examine(replace(options, display_photos=False), judged_on, progress)
    screen.problems(examined.verdict.problems, aside=True)
    catalogue = examined.verdict.catalogue
    if catalogue is None:
        screen.aside(say("exhibit.kept"), "red")
        return 1
    if not catalogue.products:
        screen.aside(say("exhibit.empty"), "red")
        return 1
    shown_at = find_event(event, catalogue.settings.events, say) if event else None
    chosen = find_products(split_named(names, say), catalogue.products, say)
    shown = shown_catalogue(catalogue, select_products(catalogue, tuple(chosen), event=shown_at), shown_at)
    if not shown.products:
        raise click.UsageError(say("labels.nothing"))
    order = StickOrder(shown_at, seconds, SCREENS[orientation], films=not no_film)
    saved = _StickBuilder(shown, options, judged_on, order).save(examined, out, screen)
    if not options.has_real_address:
        screen.aside(say("exhibit.draft"), "yellow")
    summary = say(
        "exhibit.done",
        products=format_number(len(shown.products), say),
        files=format_number(saved.files, say),
        size=format_size(saved.size, say),
        seconds=format_number(time.perf_counter() - start, say, 1),
    )
    screen.line(summary)
    screen.line(say("exhibit.look", place=out), "bold")
    return 0


class _StickBuilder:
    """Builds the contents of a USB stick from the products of a catalogue."""

    def __init__(self, catalogue: Catalogue, options: Options, today: date, order: StickOrder) -> None:
        self.catalogue, self.options, self.today, self.order = catalogue, options, today, order
        self.langs = catalogue.settings.languages

    def save(self, examined: ExaminedContent, out: Path, screen: Terminal) -> PublishResult:
        say, order = screen.say, self.order
        with screen.progress(say("exhibit.progress")) as progress:
            display, *of_slides = self._prepare_covers(progress)
        verdict = replace(examined.verdict, catalogue=self.catalogue)
        with screen.step(say("exhibit.progress_site")):
            site = compose(replace(examined, verdict=verdict, display=display.pictures), self.options, self.today).files
        shows = [self._show(prepared) for prepared in of_slides]
        context = shows[0].contexts[self.langs[0]]
        title = str(context.say(order.event.name if order.event else self.catalogue.settings.site.name))
        files: dict[str, bytes | Path] = {
            f"{SITE_FOLDER}/{name}": content for name, content in without_host_files(site).items()
        }
        files |= start_files(context.urls.kiosk(context.lang), self._choices(), context.lang, title)
        for show, shape in zip(shows, order.screens, strict=True):
            with screen.progress(say("exhibit.progress_slides")) as progress:
                slides, failed = slide_files(show, shape, self.options.products, progress)
            screen.problems(failed, aside=True)
            files |= numbered_slides(shape.folder, slides)
        films = self._films(shows[0], screen) if order.films else {}
        guide = Guide(title, tuple(shape.folder for shape in order.screens), films=bool(films))
        try:
            files[GUIDE_FILE] = guide_pdf(guide, context, self.options.theme, self.today, self.options.cache_dir)
        except TypesettingError as error:
            screen.aside(say("exhibit.no_guide", reason=error), "red")
        with screen.step(say("exhibit.progress_pack")):
            return save_stick({**files, **films}, out)

    def _choices(self) -> str:
        """What the start page asks of the display's page."""
        event = f"event={self.order.event.key}&" if self.order.event else ""
        return f"{event}lang={','.join(self.langs)}&seconds={self.order.seconds}&mode=loop"

    def _prepare_covers(self, progress: Callable[[int, int], None]) -> tuple[PreparedPhotos, ...]:
        """The covers, large for the display; then cropped for each screen format of the slides."""
        # One call for all, which starts one pool of processes.
        options = self.options
        covers = cover_requests(self.catalogue, options.products)
        large = (
            [request for request in covers if request.owner not in (PICTURES_FOLDER, NEWS_FOLDER)]
            if options.display_photos
            else []
        )
        batches = [PhotoBatch(large, DISPLAY_RECIPE, DISPLAY_MIN_WIDTH)]
        batches += [PhotoBatch(covers, shape.photo) for shape in self.order.screens]
        return prepare_batches(batches, options.cache_dir, options.jobs, progress)

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
        cache, shape = self.options.cache_dir, self.order.screens[0]
        for lang in self.langs:
            with screen.progress(screen.say("exhibit.progress_film", lang=lang)) as progress:
                slides, _ = slide_files(replace(show, langs=(lang,)), shape, self.options.products, progress)
                try:
                    films[f"phim-{lang}.mp4"] = video_file(slides, self.order.seconds, lang, cache, progress)
                except OSError as error:
                    screen.aside(screen.say("exhibit.failed", reason=error), "red")
        return films
