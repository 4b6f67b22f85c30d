"""`site-builder brochure`: the printed catalogue as a PDF."""

from __future__ import annotations

import time
from collections.abc import Iterable
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import click

from ..clock import day
from ..content import load
from ..content.boundaries import boundaries
from ..content.raw import RawCatalogue
from ..options import read
from ..prints.address import addresses
from ..prints.brochure import Order, brochure
from ..prints.brochure_boxes import pages
from ..prints.brochure_paper import PAPERS
from ..prints.brochure_photos import Print, prints
from ..prints.scenes import scenes
from ..publish.short_links import issue
from ..showcase import Catalogue
from ..voice import Voice
from . import choices
from .grammar import Choice, Command, Needed, Place
from .paper import printable, saved
from .screen import Screen, number, size

BOTH = "both"
TONGUES = ("vi", "en", BOTH)


def command(say: Voice) -> click.Command:
    """The command, speaking the language of `say`; its `--lang` is the language of the catalogue too."""
    return Command("brochure", say, [*_own(say), *choices.printing(say)], partial(run, say))


def _own(say: Voice) -> list[click.Option]:
    papers, tongues = Choice(say, tuple(PAPERS)), Choice(say, TONGUES)
    file = say("metavar.file")
    return [
        Needed(["--out"], type=Place(say), metavar=file, help=say("brochure.out")),
        click.Option(["--size", "paper"], type=papers, metavar=papers.slot, default="a4", help=say("brochure.size")),
        click.Option(
            ["--lang", "tongue"], type=tongues, metavar=tongues.slot, default=BOTH, help=say("brochure.tongue")
        ),
        click.Option(["--bleed"], is_flag=True, help=say("brochure.bleed")),
    ]


def run(
    say: Voice,
    *,
    out: Path,
    paper: str,
    tongue: str,
    bleed: bool,
    config_file: Path | None,
    today: date | None,
    **typed: Any,
) -> int:
    """Write the PDF; 1 where problems of the content forbid it or it cannot be written."""
    screen, start, judged_on = Screen(say), time.perf_counter(), day(today)
    options = read(config_file, **typed)
    raw = load.read(options.products, Path(), options.cache_dir)
    with screen.progress(say("brochure.progress")) as progress:
        made = prints(raw, PAPERS[paper], options.cache_dir, options.jobs, progress)
    catalogue = printable(raw, options, judged_on, screen, made.problems)
    if catalogue is None:
        screen.aside(say("brochure.kept"))
        return 1
    order = Order(PAPERS[paper], _languages(tongue, catalogue), bleed, judged_on)
    codes = addresses(options.site_url, catalogue.settings.site.short_url)
    shapes = boundaries(catalogue.settings, options.products)
    seen = scenes(catalogue, {}, options.theme, options.site_url, judged_on, shapes)
    pdf = brochure(order, seen, made, codes, options.theme, options.cache_dir)
    if not saved(pdf, out, screen):
        return 1
    _remember(raw, catalogue, codes.final, judged_on, screen)
    _coarse(made.coarse(catalogue), screen)
    screen.line(_account(pdf, catalogue, time.perf_counter() - start, say))
    screen.line(say("brochure.look", place=out), "bold")
    return 0


def _remember(raw: RawCatalogue, catalogue: Catalogue, final: bool, today: date, screen: Screen) -> None:
    """Codes that are printed for good stand in the ledger from now on; those of a draft do not."""
    if final:
        issue(raw, catalogue, [product.code for product in catalogue.products], today)
    else:
        screen.aside(screen.say("brochure.draft"), "yellow")


def _coarse(photos: Iterable[Print], screen: Screen) -> None:
    """Names the photos that a print shop will find too small."""
    found = tuple(photos)
    if found:
        screen.aside(screen.say("brochure.coarse", n=number(len(found), screen.say)), "yellow")
    for photo in found:
        screen.aside(screen.say("brochure.photo", photo="/".join(photo.key), dpi=number(photo.dpi, screen.say)))


def _account(pdf: bytes, catalogue: Catalogue, seconds: float, say: Voice) -> str:
    return say(
        "brochure.pages",
        pages=number(pages(pdf), say),
        size=size(len(pdf), say),
        products=number(len(catalogue.products), say),
        seconds=number(seconds, say, 1),
    )


def _languages(tongue: str, catalogue: Catalogue) -> tuple[str, ...]:
    """The one that is asked for; otherwise every language of the catalogue."""
    return catalogue.settings.languages if tongue == BOTH else (tongue,)
