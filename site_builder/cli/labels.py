"""`site-builder labels`: labels, tents, sheets, posters, roll-ups and name strips as a PDF."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import click

from ..clock import day
from ..content import load
from ..content.raw import RawCatalogue
from ..model import Group, Product
from ..ocop import expires, ocop_certificate
from ..options import Options, read
from ..pages.scene import Scene
from ..pages.views import grade
from ..prints import labels, sheets, strips, typeset
from ..prints.address import LONGEST
from ..prints.choice import UnknownNameError, chosen, event_called
from ..prints.covers import covers
from ..prints.scenes import scenes
from ..prints.sheets import Format
from ..problems import Severity
from ..publish.short_links import issue
from ..showcase import Catalogue, Event
from ..vietnamese import day as written
from ..voice import Voice
from . import choices
from .grammar import Choice, Command, Count, Needed, Place, Wrong
from .paper import printable, saved
from .screen import Screen, number, size

MOST_COPIES = 1000
STRIP = "strip"


def command(say: Voice) -> click.Command:
    """The command, speaking the language of `say`."""
    return Command("labels", say, [*_own(say), *choices.printing(say)], partial(run, say))


def _own(say: Voice) -> list[click.Option]:
    groups = Choice(say, [str(group) for group in Group])
    file, key, count = say("metavar.file"), say("metavar.key"), say("metavar.number")
    first, standard = say("labels.first"), sheets.STANDARD
    return [
        Needed(["--out"], type=Place(say), metavar=file, help=say("labels.out")),
        click.Option(["--kind"], type=Kind(say), metavar=Kind.slot, default=standard, help=say("labels.kind")),
        click.Option(["--product", "names"], multiple=True, metavar=key, help=say("labels.product")),
        click.Option(["--group"], type=groups, metavar=groups.slot, help=say("labels.group")),
        click.Option(["--event"], metavar=key, help=say("labels.event")),
        click.Option(
            ["--copies"], type=Count(say, 1, MOST_COPIES), metavar=count, default=1, help=say("labels.copies")
        ),
        click.Option(["--start"], type=Count(say, 1, 24), metavar=count, default=1, help=first),
    ]


class Kind(click.ParamType[Format]):
    """The name of a format, or the size of a label."""

    name = "kind"
    slot = f"[{'|'.join((*sheets.FORMATS, *sheets.SINGLES))}]"

    def __init__(self, say: Voice) -> None:
        self.say = say

    def convert(self, value: str | Format, param: click.Parameter | None, ctx: click.Context | None) -> Format:
        found = value if isinstance(value, Format) else sheets.format_of(value)
        if found is None:
            known = ", ".join((*sheets.FORMATS, *sheets.SINGLES))
            bounds = {"least": sheets.SMALLEST, "most": sheets.LARGEST}
            self.fail(self.say("labels.no_kind", found=value, choices=known, **bounds), param, ctx)
        return found


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to be printed, as typed."""

    form: Format
    names: tuple[str, ...]
    group: str | None
    event: str | None
    copies: int
    skip: int


@dataclass(frozen=True, slots=True)
class Pick:
    """What that is: products, or for a name strip the event; `codes` are those that will be on paper."""

    products: tuple[Product, ...]
    events: tuple[Event, ...] = ()

    @property
    def codes(self) -> tuple[str, ...]:
        return tuple(each.code for each in self.events or self.products)


def run(
    say: Voice,
    *,
    out: Path,
    kind: Format,
    names: tuple[str, ...],
    group: str | None,
    event: str | None,
    copies: int,
    start: int,
    config_file: Path | None,
    today: date | None,
    **typed: Any,
) -> int:
    """Write the PDF; 1 where problems of the content forbid it or it cannot be written."""
    screen, judged_on, options = Screen(say), day(today), read(config_file, **typed)
    split = tuple(name for each in names for name in each.replace(",", " ").split())
    wish = Wish(kind, split, group, event, copies, start - 1)
    _check_place(wish, say)
    raw = load.read(options.products, Path(), options.cache_dir)
    catalogue = printable(raw, options, judged_on, screen)
    if catalogue is None:
        screen.aside(say("labels.kept"))
        return 1
    return _print(wish, raw, catalogue, out, options, judged_on, screen)


def _print(
    wish: Wish, raw: RawCatalogue, catalogue: Catalogue, out: Path, options: Options, today: date, screen: Screen
) -> int:
    pick = _picked(wish, catalogue, screen.say)
    seen = scenes(catalogue, {}, options.theme, options.site_url, today)
    leading = next(iter(seen.values()))
    _refuse_small(wish.form, pick.codes, seen, screen.say)
    photos = _photos(wish.form, pick.products, raw, options, screen)
    if photos is None:
        return 1
    if wish.form.name == STRIP:
        work = strips.work(pick.events, wish.form, seen, options.theme, today)
    else:
        order = labels.Order(wish.form, pick.products, wish.copies, wish.skip)
        work = labels.work(order, seen, photos, options.theme, today)
    pdf = typeset.pdf(work)
    fresh = _remembered(raw, catalogue, pick.codes, leading, today, screen)
    if fresh is None or not saved(pdf, out, screen):
        return 1
    _tell(wish, pick, leading, fresh, screen)
    screen.line(screen.say("labels.made", place=out, size=size(len(pdf), screen.say)), "bold")
    return 0


def _check_place(wish: Wish, say: Voice) -> None:
    """A place to begin at is one of a sheet."""
    places = wish.form.grid.places if wish.form.grid else 1
    if wish.skip and places == 1:
        raise Wrong(say("labels.no_start", kind=wish.form.name))
    if wish.skip >= places:
        raise Wrong(say("labels.start_beyond", kind=wish.form.name, places=places))


def _picked(wish: Wish, catalogue: Catalogue, say: Voice) -> Pick:
    if wish.form.name == STRIP and not wish.event:
        raise Wrong(say("labels.strip_event"))
    try:
        event = event_called(wish.event, catalogue) if wish.event else None
        products = chosen(catalogue, wish.names, wish.group, event)
    except UnknownNameError as unknown:
        near = f" {say('usage.near', near=', '.join(unknown.near))}" if unknown.near else ""
        raise Wrong(say(f"labels.unknown_{unknown.kind}", found=unknown.found) + near) from None
    if wish.form.name == STRIP and event:
        return Pick(products, (event,) * wish.copies)
    if not products:
        raise Wrong(say("labels.nothing"))
    return Pick(products)


def _refuse_small(form: Format, codes: Iterable[str], seen: Mapping[str, Scene], say: Voice) -> None:
    """A code whose modules a phone could not tell apart is not printed."""
    symbols = {code: labels.symbol(code, form, seen) for code in sorted(codes)}
    code, largest = max(symbols.items(), key=lambda each: each[1].side)
    if not form.holds(largest):
        width, height = form.least(largest)
        address = next(iter(seen.values())).codes.of(code)
        raise Wrong(say("labels.too_small", kind=form.name, address=address, width=width, height=height))


def _photos(
    form: Format, products: Collection[Product], raw: RawCatalogue, options: Options, screen: Screen
) -> Mapping[str, Path] | None:
    """The covers by slug; None where one of them cannot be used."""
    if form.photo is None:
        return {}
    with screen.progress(screen.say("labels.progress")) as progress:
        made = covers(raw, [p.slug for p in products], form, options.cache_dir, options.jobs, progress)
    screen.problems(made.problems, aside=True)
    lost = any(problem.severity is Severity.ERROR for problem in made.problems)
    return None if lost else {owner: picture.fallback.file for (owner, _), picture in made.pictures.items()}


def _remembered(
    raw: RawCatalogue, catalogue: Catalogue, codes: Collection[str], scene: Scene, today: date, screen: Screen
) -> tuple[str, ...] | None:
    """The codes that are in the ledger from now on; None where it cannot be written: then nothing is printed."""
    if not scene.codes.final:
        screen.aside(screen.say("labels.draft", address=scene.codes.root), "yellow")
        return ()
    try:
        return issue(raw, catalogue, codes, today)
    except OSError as error:
        screen.aside(screen.say("labels.no_ledger", reason=error.strerror or error), "red")
        return None


def _tell(wish: Wish, pick: Pick, scene: Scene, fresh: Collection[str], screen: Screen) -> None:
    """How many there are, what is new in the ledger, and what to mind."""
    say = screen.say
    long = max((scene.codes.of(code) for code in pick.codes), key=len)
    if len(long) > LONGEST:
        screen.aside(say("labels.long", address=long, length=len(long), most=LONGEST), "yellow")
    ends = [end for product in pick.products if (end := _stars_end(product, scene))]
    if ends and not pick.events:
        screen.aside(say("labels.stars_until", day=written(min(ends), say.lang)))
    if fresh:
        screen.line(say("labels.issued", n=number(len(fresh), say), codes=", ".join(fresh)))
    copies = len(pick.events) or len(pick.products) * wish.copies
    screen.line(say("labels.count", n=number(copies, say), kind=wish.form.name))


def _stars_end(product: Product, scene: Scene) -> date | None:
    """The last day on which the stars on its label are right, None where it shows none."""
    certificate = ocop_certificate(product)
    return expires(certificate) if certificate and grade(product, scene).shown else None
