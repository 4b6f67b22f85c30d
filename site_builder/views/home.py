"""The home page, and the pages that lead to all pages of a kind: producers, communes, official groups, events."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice

from ..catalogue import programme
from ..catalogue.product import Group
from ..catalogue.programme import OcopStatus
from ..catalogue.showcase import PICTURES_FOLDER, Event
from ..catalogue.vietnamese import format_days
from .card import ImageView, ProductCard, image_view, product_card, product_cards, undescribed_image
from .certificate import StatusSummary, status_summary
from .context import Context, LocalText
from .event import EventNotice, event_notices, running_first, runs_for_script
from .map import CommuneMap, commune_map, product_count_text
from .news import ArticleTile, article_tiles
from .producer import products_by_producer
from .season import MonthLink, lunar_months_in, month_links
from .words import Translations

CERTIFICATION_STEM = "certification"
"""The stem of the prose page that tells how OCOP certifies."""
SOURCES_STEM = "sources"
"""The stem of the prose page that lists where the facts come from."""
CARDS_PER_ROW = 4
"""Cards in a row of the home page."""
MAX_EVENTS = 3
"""Events on the home page; all of them stand on a page of their own."""
MAX_ARTICLES = 3
"""Articles on the home page, the newest."""
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
    """A category or an official group."""

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
class EventTile:
    """An event; `runs` are its days as the script reads them, of the `notices` one is true on the day of reading."""

    name: LocalText
    address: str
    summary: LocalText | None
    runs: str
    notices: tuple[EventNotice, ...]


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
    events: tuple[EventTile, ...]
    news: tuple[ArticleTile, ...]
    potential: tuple[ProductCard, ...]
    status_summary: StatusSummary
    validity_months: int
    certification_address: str | None
    sources_address: str | None


def home_view(context: Context) -> HomeView:
    """The home page of `context`'s language on its day."""
    catalogue, settings = context.catalogue, context.catalogue.settings
    everything = product_cards(catalogue.products, context)
    # The products that `catalogue.yml` names, in its order, then those that say so themselves.
    chosen = [context.products[slug] for slug in settings.home.featured if slug in context.products]
    chosen += [product for product in catalogue.products if product.featured and product not in chosen]
    large = 2 if len(chosen) == 2 else 1
    potential = tuple(one for one in everything if one.decision.status is OcopStatus.POTENTIAL)
    return HomeView(
        hero=_hero_view(context),
        count=len(everything),
        months=month_links(context.today, context.words, context.urls),
        seasonal=tuple(_seasonal_cards(everything, context.today)),
        large_features=tuple(
            FeaturedProduct(
                product_card(product, context),
                context.say_foreign(product.name),
                context.say_if(product.summary),
            )
            for product in chosen[:large]
        ),
        featured_cards=tuple(product_card(product, context) for product in chosen[large:]),
        tiles=tuple(_category_tiles(context)),
        commune_tiles=tuple(_commune_tiles(context)),
        events=tuple(
            _event_tile(event, context) for event in running_first(settings.events, context.today)[:MAX_EVENTS]
        ),
        news=article_tiles(islice(context.news.values(), MAX_ARTICLES), context),
        potential=potential[:CARDS_PER_ROW],
        status_summary=status_summary((one.decision for one in everything), context.today, context.words),
        validity_months=programme.VALIDITY_MONTHS,
        certification_address=context.urls.prose_if(CERTIFICATION_STEM, context.lang),
        sources_address=context.urls.prose_if(SOURCES_STEM, context.lang),
    )


def _hero_view(context: Context) -> Hero:
    known = context.catalogue.settings.home
    title = context.say(known.title or context.catalogue.settings.site.name)
    by_day, by_night = (
        context.pictures.get((PICTURES_FOLDER, name or "")) for name in (known.picture, known.picture_dark)
    )
    return Hero(
        lines=tuple(line.strip() for line in title.text.splitlines() if line.strip()),
        lang=title.lang,
        text=context.say_if(known.text),
        picture=undescribed_image(by_day),
        dark_picture=undescribed_image(by_night),
    )


def _seasonal_cards(everything: Iterable[ProductCard], today: date) -> Iterator[SeasonalCard]:
    """The first row of each month; without a script that of today's is shown.

    A script shows those of the day of reading, so that for each day of the year its first four have to be there: of the
    solar month together with each lunar one of which days lie in it.
    """
    known = [(one, one.harvest) for one in everything if one.harvest]
    wanted: set[str] = set()
    for month in range(1, 13):
        for lunar in lunar_months_in(month, today):
            there = [one.slug for one, it in known if (lunar if it.is_lunar else month) in it.numbers]
            wanted.update(there[:CARDS_PER_ROW])
    room = CARDS_PER_ROW
    for one, harvest in (each for each in known if each[0].slug in wanted):
        shown = bool(harvest.in_season and room)
        room -= shown
        yield SeasonalCard(one, shown)


def _category_tiles(context: Context) -> Iterator[CategoryTile]:
    """The categories that have products, each with its own picture or the first cover of its products."""
    for category in context.catalogue.settings.categories:
        products = [p for p in context.catalogue.products if p.category == category.key]
        if products:
            own = undescribed_image(context.pictures.get((PICTURES_FOLDER, category.picture or "")))
            covers = (image_view(p.photos[0], p.slug, context) for p in products if p.photos)
            picture = own or next((cover for cover in covers if cover), None)
            address = context.urls.category(category.key, context.lang)
            yield CategoryTile(context.say(category.name), address, picture, len(products))


def _commune_tiles(context: Context) -> Iterator[CommuneTile]:
    for commune in context.catalogue.settings.communes:
        products = [p for p in context.catalogue.products if commune.key in p.origin.commune]
        names = tuple(context.say(product.name) for product in products[:PRODUCTS_PER_COMMUNE])
        yield CommuneTile(context.say(commune.name), context.urls.commune(commune.key, context.lang), names)


def _event_tile(event: Event, context: Context) -> EventTile:
    return EventTile(
        name=context.say(event.name),
        address=context.urls.event(event.key, context.lang),
        summary=context.say_if(event.summary),
        runs=runs_for_script(event.runs),
        notices=event_notices(event.runs, context.today, context.words),
    )


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
    words, tiles = context.words, []
    for key, products in products_by_producer(context.catalogue.products).items():
        producer = products[0].producer
        if producer and producer.name:
            address, kind = context.urls.producer(key, context.lang), LocalText(words(f"kind.{producer.kind}"))
            note = words("count.products", n=len(products))
            tiles.append(IndexTile(context.say(producer.name), address, kind, note))
    return _index_view("producers", tiles, words)


def commune_index(context: Context) -> IndexView:
    """The communes of today, with the units they were formed from, as a list and on a map."""
    words, tiles = context.words, []
    for commune in context.catalogue.settings.communes:
        formed = words("lists.communes_formed", names=", ".join(map(context.unit, commune.formed_from)))
        products = [p for p in context.catalogue.products if commune.key in p.origin.commune]
        tiles.append(
            IndexTile(
                name=context.say(commune.name),
                address=context.urls.commune(commune.key, context.lang),
                text=LocalText(formed) if commune.formed_from else None,
                note=product_count_text(len(products), words),
            )
        )
    return replace(_index_view("communes", tiles, words), map=commune_map(context))


def group_index(context: Context) -> IndexView:
    """The six official groups, in their official order; one without products is no link."""
    words, tiles = context.words, []
    for group in Group:
        count = sum(product.group is group for product in context.catalogue.products)
        address = context.urls.group(group, context.lang) if count else None
        name = LocalText(words(f"group_official.{group}"))
        tiles.append(IndexTile(name, address, None, words("count.products", n=count)))
    return _index_view("groups", tiles, words)


def event_index(context: Context) -> IndexView:
    """Events, the newest first."""
    tiles = []
    for event in sorted(context.catalogue.settings.events, key=lambda event: event.runs, reverse=True):
        address, days = context.urls.event(event.key, context.lang), format_days(event.runs, context.lang)
        tiles.append(IndexTile(context.say(event.name), address, context.say_if(event.summary), days))
    return _index_view("events", tiles, context.words)


def _index_view(kind: str, tiles: Sequence[IndexTile], words: Translations) -> IndexView:
    return IndexView(words(f"lists.{kind}"), words(f"lists.{kind}_text"), tuple(tiles), words(f"lists.{kind}_none"))
