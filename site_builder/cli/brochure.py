"""`site-builder brochure`: the printed catalogue as a PDF."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import click

from ..clock import build_date
from ..content import load
from ..content.folder import load_boundaries
from ..messages import CliMessages
from ..options import read_options
from ..prints.brochure.brochure import BrochureOrder, brochure_pdf
from ..prints.brochure.pdf import pdf_page_count
from ..prints.brochure.photos import PrintPhoto, prepare_print_photos
from ..prints.formats import PAPERS
from ..prints.typst import TypesettingError
from ..publish.paper import Printing
from ..views.context import Context, print_contexts
from . import shared_options
from .completions import language_codes
from .grammar import OneOf, speaking_command
from .output_file import is_our_paper, refuse_in_site, refuse_other_kind
from .printing import ALL_LANGUAGES, choose_languages, for_print, judge_for_print, need_print, save_print
from .screen import Terminal, format_number, format_size


def command(say: CliMessages) -> click.Command:
    """The command, speaking the language of `say`; its `--lang` is the language of the catalogue too."""
    paper, langs = OneOf(say, tuple(PAPERS)), say("metavar.languages")
    own = [
        shared_options.out(say, say("brochure.out"), required=True),
        click.Option(["--size", "paper"], type=paper, default="a4", help=say("brochure.size")),
        click.Option(
            ["--lang", "languages"],
            metavar=langs,
            default=ALL_LANGUAGES,
            help=say("brochure.languages"),
            shell_complete=language_codes,
        ),
        click.Option(["--bleed"], is_flag=True, help=say("brochure.bleed")),
    ]
    return speaking_command(
        "brochure",
        say,
        [*own, shared_options.draft(say), *shared_options.print_options(say)],
        partial(print_brochure, say),
    )


def print_brochure(
    say: CliMessages,
    *,
    out: Path,
    paper: str,
    languages: str,
    bleed: bool,
    draft: bool,
    config_file: Path | None,
    today: date | None,
    **typed: Any,
) -> int:
    """Write the PDF; 1 where problems of the content forbid it or it cannot be written."""
    need_print(say)
    refuse_other_kind(out, [".pdf"], is_our_paper, say)
    screen, start, judged_on = Terminal(say), time.perf_counter(), build_date(today)
    options = read_options(config_file, **typed)
    refuse_in_site(out, options.site_dir, say)
    raw = load.read_catalogue(options.products, Path(), options.cache_dir)
    with screen.progress(say("brochure.progress")) as progress:
        photos = prepare_print_photos(raw, PAPERS[paper], options.cache_dir, options.jobs, progress)
    catalogue = judge_for_print(raw, options, judged_on, screen, photos.problems)
    if catalogue is None:
        screen.aside(say("brochure.kept"))
        return 1
    chosen = choose_languages(languages, catalogue.settings.languages, say)
    order = BrochureOrder(PAPERS[paper], chosen, bleed, judged_on)
    shapes = load_boundaries(catalogue.settings, options.products)
    every = print_contexts(catalogue, {}, options.theme, options.site_url, judged_on, shapes).values()
    contexts = {each.lang: for_print(each, draft=draft) for each in every}
    codes = next(iter(contexts.values())).codes
    setting = partial(brochure_pdf, order, prints=photos, addresses=codes, theme=options.theme, cache=options.cache_dir)
    try:
        pdf = setting(contexts)
    except TypesettingError as error:
        failing = ", ".join(_failing_products(setting, contexts)) or "–"
        screen.aside(say("paper.failed", names=failing, reason=error), "red")
        return 1
    if not codes.final:
        screen.aside(say("paper.trial" if draft else "brochure.draft"), "yellow")
    printed = [product.code for product in catalogue.products]
    printing = Printing(raw=raw, catalogue=catalogue, codes=printed, links=codes, day=judged_on)
    if not save_print(pdf, out, printing, screen):
        return 1
    _warn_coarse_photos(photos.coarse(catalogue), screen)
    _print_summary(pdf, len(catalogue.products), time.perf_counter() - start, screen)
    screen.line(say("brochure.look", place=out), "bold")
    return 0


def _print_summary(pdf: bytes, products: int, seconds: float, screen: Terminal) -> None:
    say = screen.say
    summary = say(
        "brochure.pages",
        pages=format_number(pdf_page_count(pdf), say),
        size=format_size(len(pdf), say),
        products=format_number(products, say),
        seconds=format_number(seconds, say, 1),
    )
    screen.line(summary)


def _failing_products(
    setting: Callable[[Mapping[str, Context]], bytes], contexts: Mapping[str, Context]
) -> Iterator[str]:
    """The slugs of the products with which even a brochure of themselves alone cannot be typeset."""
    for product in next(iter(contexts.values())).catalogue.products:
        alone = {
            lang: replace(context, catalogue=context.catalogue.model_copy(update={"products": (product,)}))
            for lang, context in contexts.items()
        }
        try:
            setting(alone)
        except TypesettingError:
            yield product.slug


def _warn_coarse_photos(photos: Iterable[PrintPhoto], screen: Terminal) -> None:
    """Warn about the photos whose resolution is too low for a print shop."""
    coarse, say = tuple(photos), screen.say
    if coarse:
        screen.aside(say("brochure.coarse", n=format_number(len(coarse), say)), "yellow")
    for photo in coarse:
        screen.aside(say("brochure.photo", photo="/".join(photo.key), dpi=format_number(photo.dpi, say)))
