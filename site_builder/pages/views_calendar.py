"""What the season calendar shows: the year as a table, then month by month from the month of the build."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ..model import Product
from .scene import Said, Scene
from .views import Card, card
from .views_home import Month, month_anchor, months
from .views_season import Strip, months_text, strip

ROWS = 120
"""A table of more products is of use to nobody: then the months alone tell the year."""
PICTURED = 8
"""Cards in one month; the others are named below them."""


@dataclass(frozen=True, slots=True)
class Row:
    """One product's year."""

    name: Said
    address: str
    strip: Strip


@dataclass(frozen=True, slots=True)
class Harvest:
    """One month: who harvests, as cards and, beyond `PICTURED`, as names."""

    month: Month
    anchor: str
    cards: tuple[Card, ...]
    named: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class LunarCard:
    """A product whose season is told in lunar months, with those in words."""

    card: Card
    months: str


@dataclass(frozen=True, slots=True)
class Calendar:
    """All of the page. `months` run from January, `harvests` from the month of the build.

    `empty` are the months of which nothing is known; that of the build is among the `harvests` all the same.
    """

    months: tuple[Month, ...]
    rows: tuple[Row, ...]
    harvests: tuple[Harvest, ...]
    empty: tuple[Harvest, ...]
    lunar: tuple[LunarCard, ...]
    unknown: tuple[Card, ...]


def calendar(scene: Scene) -> Calendar:
    """The year of all products."""
    known = [product for product in scene.catalogue.products if product.season.harvest]
    lunar = [product for product in known if product.season.calendar == "lunar"]
    solar = [product for product in known if product.season.calendar == "solar"]
    year = tuple(_harvests(solar, scene))
    unknown = [product for product in scene.catalogue.products if not product.season.harvest]
    return Calendar(
        months=months(scene),
        rows=tuple(_rows(scene)),
        harvests=tuple(one for one in year if one.cards or one.month.current),
        empty=tuple(one for one in year if not one.cards and not one.month.current),
        lunar=tuple(LunarCard(card(one, scene), months_text(one.season, scene.words)) for one in lunar),
        unknown=tuple(card(one, scene) for one in unknown),
    )


def _rows(scene: Scene) -> Iterator[Row]:
    years = [(product, strip(product.season, scene)) for product in scene.catalogue.products]
    told = [(product, year) for product, year in years if year]
    for product, year in told if len(told) <= ROWS else ():
        yield Row(scene.say(product.name), scene.urls.product(product.slug, scene.lang), year)


def _harvests(solar: list[Product], scene: Scene) -> Iterator[Harvest]:
    cards = {product.slug: card(product, scene) for product in solar}
    year = months(scene)
    start = scene.today.month - 1
    for month in (*year[start:], *year[:start]):
        found = [cards[product.slug] for product in solar if month.number in product.season.harvest]
        anchor = month_anchor(month.number, scene.words)
        yield Harvest(month, anchor, tuple(found[:PICTURED]), tuple(found[PICTURED:]))
