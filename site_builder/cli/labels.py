"""`site-builder labels`: labels, tents, sheets, posters, roll-ups and name strips as a PDF."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any
from unicodedata import normalize

import click
from click.shell_completion import CompletionItem

from ..catalogue.product import Group, Product
from ..catalogue.showcase import Catalogue, Event
from ..catalogue.vietnamese import format_day
from ..clock import build_date
from ..content import load
from ..content.raw import RawCatalogue
from ..messages import CliMessages, Severity
from ..options import Options, read_options
from ..prints import formats, labels, typst
from ..prints.formats import PrintFormat
from ..prints.labels import MAX_LABEL_LANGUAGES, prepare_covers, select_products
from ..publish.paper import Printing
from ..theme_folder import Theme
from ..views import qr
from ..views.context import Context, print_contexts
from ..views.urls import LONG_SHORT_LINK, ShortLinks
from . import shared_options
from .completions import event_names, language_codes, product_names
from .grammar import OneOf, shortened, speaking_command, whole_number
from .named import MAX_COPIES, find_event, find_products, split_named
from .output_file import is_our_paper, refuse_in_site, refuse_other_kind
from .printing import choose_languages, for_print, judge_for_print, need_print, save_print
from .screen import Terminal, format_number, format_size

STRIP = "strip"
Margins = tuple[float, float]
"""Millimetres above the first label of a sheet, and at its left."""
FORMAT_SLOT = f"[{'|'.join((*formats.PRINT_FORMATS, *formats.LABEL_PRINTER_SIZES))}]"


def command(say: CliMessages) -> click.Command:
    """The command, speaking the language of `say`."""
    key, count = say("metavar.key"), say("metavar.number")
    form, groups = _print_format(say), OneOf(say, [str(group) for group in Group])
    copies, start = whole_number(say, 1, MAX_COPIES), whole_number(say, 1, 24)
    own = [
        shared_options.out(say, say("labels.out"), required=True),
        click.Option(
            ["--kind"],
            type=form,
            metavar=FORMAT_SLOT,
            default=formats.DEFAULT_FORMAT,
            help=say("labels.kind"),
            shell_complete=_format_names,
        ),
        click.Option(
            ["--product", "names"], multiple=True, metavar=key, help=say("labels.product"), shell_complete=product_names
        ),
        click.Option(["--group"], type=groups, help=say("labels.group")),
        click.Option(["--event"], metavar=key, help=say("labels.event"), shell_complete=event_names),
        click.Option(
            ["--languages"],
            metavar=say("metavar.languages"),
            help=say("labels.languages"),
            shell_complete=language_codes,
        ),
        click.Option(["--copies"], type=copies, metavar=count, default=1, help=say("labels.copies")),
        click.Option(["--start"], type=start, metavar=count, default=1, help=say("labels.first")),
        click.Option(["--margins"], type=_margins(say), metavar=say("metavar.sides"), help=say("labels.margins")),
    ]
    return speaking_command(
        "labels", say, [*own, shared_options.draft(say), *shared_options.print_options(say)], partial(print_labels, say)
    )


def _print_format(say: CliMessages) -> Callable[[str | PrintFormat], PrintFormat]:
    """The type of an option that takes the name of a format, or the size of a label."""

    def convert(typed: str | PrintFormat) -> PrintFormat:
        form = typed if isinstance(typed, PrintFormat) else formats.find_format(_plain_size(typed))
        if form is None:
            names = ", ".join((*formats.PRINT_FORMATS, *formats.LABEL_PRINTER_SIZES))
            bounds = {"least": formats.MIN_LABEL_SIDE, "most": formats.MAX_LABEL_SIDE}
            raise click.BadParameter(say("labels.no_kind", found=shortened(str(typed)), choices=names, **bounds))
        return form

    return convert


def _margins(say: CliMessages) -> Callable[[str | Margins], Margins]:
    """The type of an option that takes the margins of a sheet as people measure them: 12.9x7.2, 13 × 7,2 mm."""

    def convert(typed: str | Margins) -> Margins:
        if not isinstance(typed, str):
            return typed
        side = r"\s*(\d{1,2}(?:[.,]\d+)?)\s*(?:mm)?\s*"
        sides = re.fullmatch(f"{side}[x×*]{side}", typed, re.IGNORECASE)
        if not sides:
            raise click.BadParameter(say("labels.no_margins", found=shortened(typed)))
        return float(sides[1].replace(",", ".")), float(sides[2].replace(",", "."))

    return convert


def _format_names(_: click.Context, __: click.Parameter, incomplete: str) -> list[CompletionItem]:
    names = (*formats.PRINT_FORMATS, *formats.LABEL_PRINTER_SIZES)
    return [CompletionItem(name) for name in names if name.startswith(incomplete)]


def _plain_size(typed: str) -> str:
    """`50x30` for `50 × 30 mm`, as people write sizes; other names as they are."""
    typed = normalize("NFKC", typed)  # full-width digits, which some keyboards type, are digits
    sides = re.fullmatch(r"\s*(\d+)\s*(?:mm)?\s*[x×*]\s*(\d+)\s*(?:mm)?\s*", typed, re.IGNORECASE)
    return f"{sides[1]}x{sides[2]}" if sides else typed.strip().lower()


@dataclass(frozen=True, slots=True)
class LabelRequest:
    """The request as typed: format, products or event, copies, first place on the sheet.

    `names` are the products named, each with its own number of copies or None for that of all.
    """

    form: PrintFormat
    names: Collection[tuple[str, int | None]]
    group: str | None
    event: str | None
    copies: int
    skip: int


@dataclass(frozen=True, slots=True)
class LabelSelection:
    """What a request selects: products and how often each (by slug), or events for a name strip.

    `codes` are the codes that will be printed.
    """

    products: tuple[Product, ...]
    copies: Mapping[str, int]
    events: tuple[Event, ...] = ()

    @property
    def codes(self) -> tuple[str, ...]:
        return tuple(each.code for each in self.events or self.products)


def print_labels(
    say: CliMessages,
    *,
    out: Path,
    kind: PrintFormat,
    names: tuple[str, ...],
    group: str | None,
    event: str | None,
    languages: str | None,
    copies: int,
    start: int,
    margins: Margins | None,
    draft: bool,
    config_file: Path | None,
    today: date | None,
    **typed: Any,
) -> int:
    """Write the PDF; 1 where problems of the content forbid it or it cannot be written."""
    need_print(say)
    refuse_other_kind(out, [".pdf"], is_our_paper, say)
    screen, judged_on, options = Terminal(say), build_date(today), read_options(config_file, **typed)
    refuse_in_site(out, options.site_dir, say)
    form = _on_precut_sheets(kind, margins, say) if margins else kind
    wish = LabelRequest(form, split_named(names, say), group, event, copies=copies, skip=start - 1)
    _refuse_start(wish, say)
    raw = load.read_catalogue(options.products, Path(), options.cache_dir)
    catalogue = judge_for_print(raw, options, judged_on, screen)
    if catalogue is None:
        screen.aside(say("labels.kept"))
        return 1
    pick = _select(wish, catalogue, say)
    every = print_contexts(catalogue, {}, options.theme, options.site_url, judged_on)
    contexts = {
        lang: for_print(every[lang], draft=draft)
        for lang in _label_languages(languages, catalogue.settings.languages, say)
    }
    leading = next(iter(contexts.values()))
    _refuse_small_codes(wish.form, pick.codes, leading.codes, say)
    photos = _cover_files(wish.form, pick.products, raw, options, screen)
    if photos is None:
        return 1
    order = labels.LabelOrder(wish.form, pick.products, pick.copies, wish.skip)
    try:
        pdf = typst.typeset_pdf(_document(order, pick, contexts, photos, options.theme, judged_on))
    except typst.TypesettingError as error:
        failing = [event.key for event in pick.events[:1]] or labels.failing_products(
            order, contexts, photos, options.theme, judged_on
        )
        screen.aside(say("paper.failed", names=", ".join(failing) or "–", reason=error), "red")
        return 1
    if not leading.codes.final:
        screen.aside(say("paper.trial" if draft else "labels.draft", address=leading.codes.root), "yellow")
    printing = Printing(raw=raw, catalogue=catalogue, codes=pick.codes, links=leading.codes, day=judged_on)
    if not save_print(pdf, out, printing, screen):
        return 1
    _print_summary(wish, pick, leading, screen)
    screen.line(say("labels.made", place=out, size=format_size(len(pdf), say)), "bold")
    return 0


def _document(
    order: labels.LabelOrder,
    pick: LabelSelection,
    contexts: Mapping[str, Context],
    photos: Mapping[str, Path],
    theme: Theme,
    day: date,
) -> typst.TypstDocument:
    if pick.events:
        return labels.strip_document(pick.events, order.form, contexts, theme, day)
    return labels.label_document(order, contexts, photos, theme, day)


def _select(wish: LabelRequest, catalogue: Catalogue, say: CliMessages) -> LabelSelection:
    if wish.form.name == STRIP and not wish.event:
        raise click.UsageError(say("labels.strip_event"))
    event = find_event(wish.event, catalogue.settings.events, say) if wish.event else None
    named = find_products(wish.names, catalogue.products, say)
    products = select_products(catalogue, tuple(named), wish.group, event)
    if wish.form.name == STRIP and event:
        return LabelSelection(products, {}, (event,) * wish.copies)
    if not products:
        raise click.UsageError(say("labels.nothing"))
    return LabelSelection(products, {product.slug: named.get(product.slug) or wish.copies for product in products})


def _on_precut_sheets(form: PrintFormat, margins: Margins, say: CliMessages) -> PrintFormat:
    precut = form.on_precut_sheets(*margins)
    if not precut:
        sheets = ", ".join(each.name for each in formats.PRINT_FORMATS.values() if each.grid)
        raise click.UsageError(say("labels.margins_do_not_fit", kind=form.name, sheets=sheets))
    return precut


def _refuse_start(wish: LabelRequest, say: CliMessages) -> None:
    """A first place that a sheet of this kind does not have."""
    places = wish.form.grid.places if wish.form.grid else 1
    if wish.skip and places == 1:
        raise click.UsageError(say("labels.no_start", kind=wish.form.name))
    if wish.skip >= places:
        raise click.UsageError(say("labels.start_beyond", kind=wish.form.name, places=places))


def _label_languages(typed: str | None, listed: tuple[str, ...], say: CliMessages) -> tuple[str, ...]:
    """The languages of a label: those typed, else the first of the catalogue; there is room for so many."""
    chosen = choose_languages(typed, listed, say) if typed else listed[:MAX_LABEL_LANGUAGES]
    if len(chosen) > MAX_LABEL_LANGUAGES:
        raise click.UsageError(say("labels.many_languages", most=MAX_LABEL_LANGUAGES))
    return chosen


def _refuse_small_codes(form: PrintFormat, codes: Iterable[str], links: ShortLinks, say: CliMessages) -> None:
    """Refuse a format in which the modules of a QR code would be too small to scan."""
    symbols = {code: qr.symbol(links.of(code), form.level) for code in sorted(codes)}
    code, largest = max(symbols.items(), key=lambda each: each[1].side)
    if not form.holds(largest):
        width, height = form.least(largest)
        raise click.UsageError(
            say("labels.too_small", kind=form.name, address=links.of(code), width=width, height=height)
        )


def _cover_files(
    form: PrintFormat, products: Collection[Product], raw: RawCatalogue, options: Options, screen: Terminal
) -> Mapping[str, Path] | None:
    """The covers by slug; None where one of them cannot be used."""
    if form.photo is None:
        return {}
    with screen.progress(screen.say("labels.progress")) as progress:
        covers = prepare_covers(raw, [p.slug for p in products], form, options.cache_dir, options.jobs, progress)
    screen.problems(covers.problems, aside=True)
    lost = any(problem.severity is Severity.ERROR for problem in covers.problems)
    return None if lost else {owner: picture.fallback.file for (owner, _), picture in covers.pictures.items()}


def _print_summary(wish: LabelRequest, pick: LabelSelection, context: Context, screen: Terminal) -> None:
    """Print the summary: number of labels, warnings."""
    say = screen.say
    long = max((context.codes.of(code) for code in pick.codes), key=len)
    if len(long) > LONG_SHORT_LINK:
        screen.aside(say("labels.long", address=long, length=len(long), most=LONG_SHORT_LINK), "yellow")
    # Labels outlive the day they are printed: stars on them are right until the first certificate ends.
    decisions = {product.slug: context.decisions[product.slug] for product in pick.products}
    ends = sorted((made.expires, slug) for slug, made in decisions.items() if made.shows_stars and made.expires)
    if ends and not pick.events:
        first = ends[0][0]
        names = ", ".join(slug for day, slug in ends if day == first)
        screen.aside(say("labels.stars_until", day=format_day(first, say.lang), names=names))
        for day, slug in ends:
            if day > first:
                screen.aside(say("labels.stars_later", day=format_day(day, say.lang), name=slug))
    copies = len(pick.events) or sum(pick.copies.values())
    screen.line(say("labels.count", n=format_number(copies, say), kind=wish.form.name))
