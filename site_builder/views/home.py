"""The home page, and the pages that lead to all pages of a kind: producers, communes, official groups, events."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from ..catalogue import programme
from ..catalogue.product import Group, Product
from ..catalogue.programme import GROUPS
from ..catalogue.vietnamese import format_day
from .card import POTENTIAL_STATUS, ImageView, ProductCard, image_view, product_card, product_cards, undescribed_image
from .certificate import StatusSummary, status_summary
from .context import Context, LocalText
from .map import CommuneMap, commune_map, product_count_text
from .producer import products_by_producer
from .product import foreign_name
from .season import MonthLink, month_links
from .urls import Urls

CERTIFICATION_STEM = "certification"
"""The stem of the prose page that tells how OCOP certifies."""
SOURCES_STEM = "sources"
"""The stem of the prose page that lists where the facts come from."""
CARDS_PER_ROW = 4
"""Cards in a row of the home page."""
MAX_SEASONAL_CARDS = 40
"""The most season cards in the page: each may be hidden until a script finds that its month has come."""
PRODUCTS_PER_COMMUNE = 3
"""Products named beside a commune."""


@dataclass(frozen=True, slots=True)
class Hero:
    """The hero at the top. `lines` are those of the title; without a picture the theme's panorama is shown."""

    lines: tuple[str, ...]
    lang: str
    text: LocalText | None
    picture: ImageView | None
    dark: ImageView | None


@dataclass(frozen=True, slots=True)
class SeasonalCard:
    """A product with known months of harvest; `shown` says whether it is visible before the script has run."""

    card: ProductCard
    shown: bool


@dataclass(frozen=True, slots=True)
class FeaturedProduct:
    """The product shown large, with its name in another language where it has one."""

    card: ProductCard
    foreign: LocalText | None
    summary: LocalText | None


@dataclass(frozen=True, slots=True)
class CategoryTile:
    """A shelf or an official group."""

    name: LocalText
    address: str
    picture: ImageView | None
    count: int


@dataclass(frozen=True, slots=True)
class CommuneTile:
    """A commune and the names of some of its products."""

    name: LocalText
    address: str
    products: tuple[LocalText, ...]


@dataclass(frozen=True, slots=True)
class HomeView:
    """All of the home page.

    `features` are shown large, `featured` as a row of cards below; `figures` tells the states of all certificates in
    one sentence.
    """

    hero: Hero
    count: int
    months: tuple[MonthLink, ...]
    seasonal: tuple[SeasonalCard, ...]
    features: tuple[FeaturedProduct, ...]
    featured: tuple[ProductCard, ...]
    tiles: tuple[CategoryTile, ...]
    places: tuple[CommuneTile, ...]
    potential: tuple[ProductCard, ...]
    figures: StatusSummary
    validity: int
    certification: str | None
    sources: str | None


def home_view(scene: Context) -> HomeView:
    """The home page of `scene`'s language on its day."""
    everything = product_cards(scene.catalogue.products, scene)
    chosen = _featured_products(scene)
    large = 2 if len(chosen) == 2 else 1
    potential = tuple(one for one in everything if one.grade.state == POTENTIAL_STATUS)
    return HomeView(
        hero=_hero_view(scene),
        count=len(everything),
        months=month_links(scene),
        seasonal=tuple(_seasonal_cards(everything)),
        features=tuple(_featured_product(product, scene) for product in chosen[:large]),
        featured=tuple(product_card(product, scene) for product in chosen[large:]),
        tiles=tuple(_category_tiles(scene)),
        places=tuple(_commune_tiles(scene)),
        potential=potential[:CARDS_PER_ROW],
        figures=status_summary((one.grade for one in everything), scene),
        validity=programme.VALIDITY_MONTHS,
        certification=_prose_address(CERTIFICATION_STEM, scene),
        sources=_prose_address(SOURCES_STEM, scene),
    )


def _prose_address(stem: str, scene: Context) -> str | None:
    return scene.urls.prose(stem, scene.lang) if scene.urls.has_prose(stem) else None


def _hero_view(scene: Context) -> Hero:
    known = scene.catalogue.settings.home
    title = scene.say(known.title or scene.catalogue.settings.site.name)
    return Hero(
        lines=tuple(line.strip() for line in title.text.splitlines() if line.strip()),
        lang=title.lang,
        text=scene.say_if(known.text),
        picture=undescribed_image("_pictures", known.picture, scene) if known.picture else None,
        dark=undescribed_image("_pictures", known.picture_dark, scene) if known.picture_dark else None,
    )


def _seasonal_cards(everything: Iterable[ProductCard]) -> Iterator[SeasonalCard]:
    known = [one for one in everything if one.months][:MAX_SEASONAL_CARDS]
    room = CARDS_PER_ROW
    for one in known:
        shown = bool(one.months and one.months.now and room)
        room -= shown
        yield SeasonalCard(one, shown)


def _featured_products(scene: Context) -> tuple[Product, ...]:
    """The products that `catalogue.yml` names, in its order, then those that say so themselves."""
    chosen = [scene.products[slug] for slug in scene.catalogue.settings.home.featured if slug in scene.products]
    return (*chosen, *(p for p in scene.catalogue.products if p.featured and p not in chosen))


def _featured_product(product: Product, scene: Context) -> FeaturedProduct:
    return FeaturedProduct(
        product_card(product, scene), foreign_name(product.name, scene), scene.say_if(product.summary)
    )


def _category_tiles(scene: Context) -> Iterator[CategoryTile]:
    for category in scene.catalogue.settings.categories:
        products = [p for p in scene.catalogue.products if p.category == category.key]
        if products:
            own = undescribed_image("_pictures", category.picture, scene) if category.picture else None
            address = scene.urls.category(category.key, scene.lang)
            yield CategoryTile(scene.say(category.name), address, own or _first_cover(products, scene), len(products))


def _first_cover(products: Sequence[Product], scene: Context) -> ImageView | None:
    covers = (image_view(p.photos[0], p.slug, scene) for p in products if p.photos)
    return next((cover for cover in covers if cover), None)


def _commune_tiles(scene: Context) -> Iterator[CommuneTile]:
    for commune in scene.catalogue.settings.communes:
        products = [p for p in scene.catalogue.products if p.origin.commune == commune.key]
        names = tuple(scene.say(product.name) for product in products[:PRODUCTS_PER_COMMUNE])
        yield CommuneTile(scene.say(commune.name), scene.urls.commune(commune.key, scene.lang), names)


@dataclass(frozen=True, slots=True)
class IndexTile:
    """A tile that links to one page; without an address it is no link. `note` is short: a count, a date."""

    name: LocalText
    address: str | None
    text: LocalText | None
    note: str


@dataclass(frozen=True, slots=True)
class IndexView:
    """All pages of one kind; `none` is said where there is none."""

    title: str
    text: str
    tiles: tuple[IndexTile, ...]
    none: str
    map: CommuneMap | None = None


def producer_index(scene: Context) -> IndexView:
    """The producers that are shown by name."""
    return _index_view("producers", _producer_tiles(scene), scene)


def commune_index(scene: Context) -> IndexView:
    """The communes of today, with the units they were formed from, as a list and on a map."""
    return replace(_index_view("communes", _index_commune_tiles(scene), scene), map=commune_map(scene))


def group_index(scene: Context) -> IndexView:
    """The six official groups, in their official order."""
    return _index_view("groups", _group_tiles(scene), scene)


def event_index(scene: Context) -> IndexView:
    """Events, the newest first."""
    return _index_view("events", _event_tiles(scene), scene)


INDEX_VIEWS: Mapping[str, tuple[Callable[[Context], IndexView], Callable[[Urls, str], str]]] = {
    "producers": (producer_index, Urls.producers),
    "communes": (commune_index, Urls.communes),
    "groups": (group_index, Urls.groups),
    "events": (event_index, Urls.events),
}
"""Each index by the section of the navigation it belongs to, with its view and its address."""


def _index_view(kind: str, tiles: Iterator[IndexTile], scene: Context) -> IndexView:
    words = scene.words
    return IndexView(words(f"lists.{kind}"), words(f"lists.{kind}_text"), tuple(tiles), words(f"lists.{kind}_none"))


def _producer_tiles(scene: Context) -> Iterator[IndexTile]:
    for key, products in products_by_producer(scene.catalogue.products).items():
        producer = products[0].producer
        if producer and producer.name:
            kind = LocalText(scene.words(f"kind.{producer.kind}"))
            yield IndexTile(
                scene.say(producer.name), scene.urls.producer(key, scene.lang), kind, _product_count(products, scene)
            )


def _index_commune_tiles(scene: Context) -> Iterator[IndexTile]:
    for commune in scene.catalogue.settings.communes:
        formed = scene.words("lists.communes_formed", names=", ".join(map(scene.unit, commune.formed_from)))
        products = [p for p in scene.catalogue.products if p.origin.commune == commune.key]
        yield IndexTile(
            name=scene.say(commune.name),
            address=scene.urls.commune(commune.key, scene.lang),
            text=LocalText(formed) if commune.formed_from else None,
            note=product_count_text(len(products), scene),
        )


def _group_tiles(scene: Context) -> Iterator[IndexTile]:
    for group in Group:
        products = [p for p in scene.catalogue.products if p.group is group]
        address = scene.urls.group(group, scene.lang) if products else None
        yield IndexTile(scene.say(GROUPS[group]), address, None, _product_count(products, scene))


def _event_tiles(scene: Context) -> Iterator[IndexTile]:
    for event in sorted(scene.catalogue.settings.events, key=lambda event: event.dates, reverse=True):
        ends = dict.fromkeys((event.dates[0], event.dates[-1]))
        note = " – ".join(format_day(when, scene.lang) for when in ends)
        yield IndexTile(
            scene.say(event.name), scene.urls.event(event.key, scene.lang), scene.say_if(event.summary), note
        )


def _product_count(products: Sequence[Product], scene: Context) -> str:
    return scene.words("count.products", n=len(products))
