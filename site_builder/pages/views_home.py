"""What the home page shows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from .. import ocop
from ..model import Product
from .scene import Said, Scene
from .views import POTENTIAL, Card, card, cards
from .views_figures import Figures, figures
from .views_photo import Image, image, plain_image
from .views_product import foreign_name
from .words import Words

CERTIFICATION = "certification"
"""The stem of the prose page that tells how OCOP certifies."""
SOURCES = "sources"
"""The stem of the prose page that lists where the facts come from."""
SHOWN = 4
"""Cards in a row of the home page."""
SEASONAL = 40
"""At most so many products wait in the page for their month."""
NAMED = 3
"""Products named beside a commune."""


@dataclass(frozen=True, slots=True)
class Hero:
    """The opening. `lines` are those of the title; without a picture of its own the page shows the theme's drawing."""

    lines: tuple[str, ...]
    lang: str
    text: Said | None
    picture: Image | None
    dark: Image | None


@dataclass(frozen=True, slots=True)
class Month:
    """One month of the picker; `current` is the month of the build."""

    number: int
    name: str
    address: str
    current: bool


@dataclass(frozen=True, slots=True)
class Seasonal:
    """A product with known months; `shown` before any script has looked at the clock."""

    card: Card
    shown: bool


@dataclass(frozen=True, slots=True)
class Feature:
    """The product shown large, with its name in another language where it has one."""

    card: Card
    foreign: Said | None
    summary: Said | None


@dataclass(frozen=True, slots=True)
class Tile:
    """A shelf or an official group."""

    name: Said
    address: str
    picture: Image | None
    count: int


@dataclass(frozen=True, slots=True)
class Place:
    """A commune and the names of some of its products."""

    name: Said
    address: str
    products: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class Home:
    """All of the home page.

    `features` are shown large, `featured` as a row of cards below; `figures` tells the states of all certificates in
    one sentence.
    """

    hero: Hero
    count: int
    months: tuple[Month, ...]
    seasonal: tuple[Seasonal, ...]
    features: tuple[Feature, ...]
    featured: tuple[Card, ...]
    tiles: tuple[Tile, ...]
    places: tuple[Place, ...]
    potential: tuple[Card, ...]
    figures: Figures
    validity: int
    certification: str | None
    sources: str | None


def home(scene: Scene) -> Home:
    """The home page of `scene`'s language on its day."""
    everything = cards(scene.catalogue.products, scene)
    chosen = _featured(scene)
    large = 2 if len(chosen) == 2 else 1
    potential = tuple(one for one in everything if one.grade.state == POTENTIAL)
    return Home(
        hero=_hero(scene),
        count=len(everything),
        months=months(scene),
        seasonal=tuple(_seasonal(everything)),
        features=tuple(_feature(product, scene) for product in chosen[:large]),
        featured=tuple(card(product, scene) for product in chosen[large:]),
        tiles=tuple(_tiles(scene)),
        places=tuple(_places(scene)),
        potential=potential[:SHOWN],
        figures=figures((one.grade for one in everything), scene),
        validity=ocop.VALIDITY_MONTHS,
        certification=_prose(CERTIFICATION, scene),
        sources=_prose(SOURCES, scene),
    )


def months(scene: Scene) -> tuple[Month, ...]:
    """The twelve months, leading to their places in the calendar."""
    calendar, words = scene.urls.season(scene.lang), scene.words
    return tuple(
        Month(n, words.month(n), f"{calendar}#{month_anchor(n, words)}", n == scene.today.month) for n in range(1, 13)
    )


def month_anchor(month: int, words: Words) -> str:
    """The id of a month in the calendar."""
    return f"{words('path.month')}-{month}"


def _prose(stem: str, scene: Scene) -> str | None:
    return scene.urls.prose(stem, scene.lang) if scene.urls.has_prose(stem) else None


def _hero(scene: Scene) -> Hero:
    known = scene.catalogue.settings.home
    title = scene.say(known.title or scene.catalogue.settings.site.name)
    return Hero(
        lines=tuple(line.strip() for line in title.text.splitlines() if line.strip()),
        lang=title.lang,
        text=scene.say_if(known.text),
        picture=plain_image("_pictures", known.picture, scene) if known.picture else None,
        dark=plain_image("_pictures", known.picture_dark, scene) if known.picture_dark else None,
    )


def _seasonal(everything: Iterable[Card]) -> Iterator[Seasonal]:
    known = [one for one in everything if one.months][:SEASONAL]
    room = SHOWN
    for one in known:
        shown = bool(one.months and one.months.now and room)
        room -= shown
        yield Seasonal(one, shown)


def _featured(scene: Scene) -> tuple[Product, ...]:
    """The products that `catalogue.yml` names, in its order, then those that say so themselves."""
    chosen = [scene.products[slug] for slug in scene.catalogue.settings.home.featured if slug in scene.products]
    return (*chosen, *(p for p in scene.catalogue.products if p.featured and p not in chosen))


def _feature(product: Product, scene: Scene) -> Feature:
    return Feature(card(product, scene), foreign_name(product.name, scene), scene.say_if(product.summary))


def _tiles(scene: Scene) -> Iterator[Tile]:
    for category in scene.catalogue.settings.categories:
        products = [p for p in scene.catalogue.products if p.category == category.key]
        if products:
            own = plain_image("_pictures", category.picture, scene) if category.picture else None
            address = scene.urls.category(category.key, scene.lang)
            yield Tile(scene.say(category.name), address, own or _first_cover(products, scene), len(products))


def _first_cover(products: Sequence[Product], scene: Scene) -> Image | None:
    covers = (image(p.photos[0], p.slug, scene) for p in products if p.photos)
    return next((cover for cover in covers if cover), None)


def _places(scene: Scene) -> Iterator[Place]:
    for commune in scene.catalogue.settings.communes:
        products = [p for p in scene.catalogue.products if p.origin.commune == commune.key]
        names = tuple(scene.say(product.name) for product in products[:NAMED])
        yield Place(scene.say(commune.name), scene.urls.commune(commune.key, scene.lang), names)
