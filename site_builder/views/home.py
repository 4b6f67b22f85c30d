"""The home page, and the pages that lead to all pages of a kind: producers, communes, official groups, events."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from ..catalogue import programme
from ..catalogue.choices import CHOICES
from ..catalogue.product import Group, Product
from ..catalogue.programme import OcopStatus
from ..catalogue.vietnamese import format_day
from .card import ImageView, ProductCard, image_view, product_card, product_cards, undescribed_image
from .certificate import StatusSummary, status_summary
from .context import Context, LocalText
from .map import CommuneMap, commune_map, product_count_text
from .producer import products_by_producer
from .product import foreign_name
from .season import MonthLink, month_links

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
    dark_picture: ImageView | None


@dataclass(frozen=True, slots=True)
class SeasonalCard:
    """A product with known months of harvest, perhaps to be shown only when a script finds that its month has come."""

    card: ProductCard
    shown_without_script: bool


@dataclass(frozen=True, slots=True)
class FeaturedProduct:
    """The product shown large, with its name in another language where it has one."""

    card: ProductCard
    foreign_name: LocalText | None
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

    `large_features` are shown large, `featured_cards` as a row of cards below; `status_summary` tells the states of all
    certificates in one sentence.
    """

    hero: Hero
    count: int
    months: tuple[MonthLink, ...]
    seasonal: tuple[SeasonalCard, ...]
    large_features: tuple[FeaturedProduct, ...]
    featured_cards: tuple[ProductCard, ...]
    tiles: tuple[CategoryTile, ...]
    commune_tiles: tuple[CommuneTile, ...]
    potential: tuple[ProductCard, ...]
    status_summary: StatusSummary
    validity_months: int
    certification_address: str | None
    sources_address: str | None


def home_view(context: Context) -> HomeView:
    """The home page of `context`'s language on its day."""
    everything = product_cards(context.catalogue.products, context)
    chosen = _featured_products(context)
    large = 2 if len(chosen) == 2 else 1
    potential = tuple(one for one in everything if one.grade.status is OcopStatus.POTENTIAL)
    return HomeView(
        hero=_hero_view(context),
        count=len(everything),
        months=month_links(context),
        seasonal=tuple(_seasonal_cards(everything)),
        large_features=tuple(_featured_product(product, context) for product in chosen[:large]),
        featured_cards=tuple(product_card(product, context) for product in chosen[large:]),
        tiles=tuple(_category_tiles(context)),
        commune_tiles=tuple(_commune_tiles(context)),
        potential=potential[:CARDS_PER_ROW],
        status_summary=status_summary((one.grade for one in everything), context),
        validity_months=programme.VALIDITY_MONTHS,
        certification_address=_prose_address(CERTIFICATION_STEM, context),
        sources_address=_prose_address(SOURCES_STEM, context),
    )


def _prose_address(stem: str, context: Context) -> str | None:
    return context.urls.prose(stem, context.lang) if context.urls.has_prose(stem) else None


def _hero_view(context: Context) -> Hero:
    known = context.catalogue.settings.home
    title = context.say(known.title or context.catalogue.settings.site.name)
    return Hero(
        lines=tuple(line.strip() for line in title.text.splitlines() if line.strip()),
        lang=title.lang,
        text=context.say_if(known.text),
        picture=undescribed_image("_pictures", known.picture, context) if known.picture else None,
        dark_picture=undescribed_image("_pictures", known.picture_dark, context) if known.picture_dark else None,
    )


def _seasonal_cards(everything: Iterable[ProductCard]) -> Iterator[SeasonalCard]:
    known = [one for one in everything if one.harvest][:MAX_SEASONAL_CARDS]
    room = CARDS_PER_ROW
    for one in known:
        shown = bool(one.harvest and one.harvest.in_season and room)
        room -= shown
        yield SeasonalCard(one, shown)


def _featured_products(context: Context) -> tuple[Product, ...]:
    """The products that `catalogue.yml` names, in its order, then those that say so themselves."""
    chosen = [context.products[slug] for slug in context.catalogue.settings.home.featured if slug in context.products]
    return (*chosen, *(p for p in context.catalogue.products if p.featured and p not in chosen))


def _featured_product(product: Product, context: Context) -> FeaturedProduct:
    return FeaturedProduct(
        product_card(product, context), foreign_name(product.name, context), context.say_if(product.summary)
    )


def _category_tiles(context: Context) -> Iterator[CategoryTile]:
    for category in context.catalogue.settings.categories:
        products = [p for p in context.catalogue.products if p.category == category.key]
        if products:
            own = undescribed_image("_pictures", category.picture, context) if category.picture else None
            address = context.urls.category(category.key, context.lang)
            yield CategoryTile(
                context.say(category.name), address, own or _first_cover(products, context), len(products)
            )


def _first_cover(products: Sequence[Product], context: Context) -> ImageView | None:
    covers = (image_view(p.photos[0], p.slug, context) for p in products if p.photos)
    return next((cover for cover in covers if cover), None)


def _commune_tiles(context: Context) -> Iterator[CommuneTile]:
    for commune in context.catalogue.settings.communes:
        products = [p for p in context.catalogue.products if p.origin.commune == commune.key]
        names = tuple(context.say(product.name) for product in products[:PRODUCTS_PER_COMMUNE])
        yield CommuneTile(context.say(commune.name), context.urls.commune(commune.key, context.lang), names)


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


def producer_index(context: Context) -> IndexView:
    """The producers that are shown by name."""
    return _index_view("producers", _producer_tiles(context), context)


def commune_index(context: Context) -> IndexView:
    """The communes of today, with the units they were formed from, as a list and on a map."""
    return replace(_index_view("communes", _index_commune_tiles(context), context), map=commune_map(context))


def group_index(context: Context) -> IndexView:
    """The six official groups, in their official order."""
    return _index_view("groups", _group_tiles(context), context)


def event_index(context: Context) -> IndexView:
    """Events, the newest first."""
    return _index_view("events", _event_tiles(context), context)


def _index_view(kind: str, tiles: Iterator[IndexTile], context: Context) -> IndexView:
    words = context.words
    return IndexView(words(f"lists.{kind}"), words(f"lists.{kind}_text"), tuple(tiles), words(f"lists.{kind}_none"))


def _producer_tiles(context: Context) -> Iterator[IndexTile]:
    for key, products in products_by_producer(context.catalogue.products).items():
        producer = products[0].producer
        if producer and producer.name:
            kind = LocalText(context.words(f"kind.{producer.kind}"))
            yield IndexTile(
                context.say(producer.name),
                context.urls.producer(key, context.lang),
                kind,
                _product_count(products, context),
            )


def _index_commune_tiles(context: Context) -> Iterator[IndexTile]:
    for commune in context.catalogue.settings.communes:
        formed = context.words("lists.communes_formed", names=", ".join(map(context.unit, commune.formed_from)))
        products = [p for p in context.catalogue.products if p.origin.commune == commune.key]
        yield IndexTile(
            name=context.say(commune.name),
            address=context.urls.commune(commune.key, context.lang),
            text=LocalText(formed) if commune.formed_from else None,
            note=product_count_text(len(products), context.words),
        )


def _group_tiles(context: Context) -> Iterator[IndexTile]:
    for group in Group:
        products = [p for p in context.catalogue.products if p.group is group]
        address = context.urls.group(group, context.lang) if products else None
        yield IndexTile(context.say(CHOICES.groups[group].official), address, None, _product_count(products, context))


def _event_tiles(context: Context) -> Iterator[IndexTile]:
    for event in sorted(context.catalogue.settings.events, key=lambda event: event.dates, reverse=True):
        ends = dict.fromkeys((event.dates[0], event.dates[-1]))
        note = " – ".join(format_day(when, context.lang) for when in ends)
        yield IndexTile(
            context.say(event.name), context.urls.event(event.key, context.lang), context.say_if(event.summary), note
        )


def _product_count(products: Sequence[Product], context: Context) -> str:
    return context.words("count.products", n=len(products))
