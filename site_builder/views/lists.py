"""Lists of products: all of them, cut into pages, or those of a category, group, commune or producer; with counts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from babel.lists import format_list

from ..catalogue.product import Group, Product
from ..catalogue.programme import OcopStatus
from ..catalogue.showcase import Category, Commune
from ..catalogue.vietnamese import collation_key
from .card import ProductCard, product_cards
from .context import Breadcrumb, Context, LocalText, breadcrumbs
from .event_parts import DisplayView, commune_displays
from .facts import LabelledValue
from .filters import FilterFacet, QuickFilter, filter_facets, quick_filters
from .map import CommuneMap, MapLink, map_links
from .producer import ProducerPanel, joined_facts, producer_panel


@dataclass(frozen=True, slots=True)
class ListLink:
    """Another list of the same kind; `current` is the one being shown."""

    name: LocalText
    address: str
    count: int
    current: bool = False


def category_links(context: Context, current: str = "") -> tuple[ListLink, ...]:
    """The categories that have products, in the order of the settings."""
    named = [(category.key, context.say(category.name)) for category in context.catalogue.settings.categories]
    keys = [product.category for product in context.catalogue.products]
    return _list_links(named, keys, partial(context.urls.category, lang=context.lang), current)


def group_links(context: Context, current: str = "") -> tuple[ListLink, ...]:
    """The official groups that have products, by their short names, in the official order."""
    named = [(str(group), LocalText(context.words(f"group.{group}"))) for group in Group]
    keys = [product.group for product in context.catalogue.products]
    return _list_links(named, keys, partial(context.urls.group, lang=context.lang), current)


def commune_links(context: Context, current: str = "") -> tuple[ListLink, ...]:
    """The communes that have products."""
    named = [(commune.key, context.say(commune.name)) for commune in context.catalogue.settings.communes]
    keys = [key for product in context.catalogue.products for key in dict.fromkeys(product.origin.commune)]
    return _list_links(named, keys, partial(context.urls.commune, lang=context.lang), current)


def _list_links(
    named: Iterable[tuple[str, LocalText]],
    keys: Sequence[str | None],
    address_of: Callable[[str], str],
    current: str,
) -> tuple[ListLink, ...]:
    """The lists that have products, and the current one; `keys` hold those of each product."""
    return tuple(
        ListLink(name, address_of(key), keys.count(key), key == current)
        for key, name in named
        if key in keys or key == current
    )


@dataclass(frozen=True, slots=True)
class ListView:
    """Products that have something in common.

    `list_links` lead to the other lists of the kind; `rows` and `map_links` are a commune's, as is `commune_map`, which
    shows where `commune_key` lies among the others, and `displays`, what it brought to events; `producer` is a
    producer's.
    """

    breadcrumbs: tuple[Breadcrumb, ...]
    title: LocalText
    count_sentence: str
    cards: tuple[ProductCard, ...]
    list_links: tuple[ListLink, ...] = ()
    rows: tuple[LabelledValue, ...] = ()
    map_links: tuple[MapLink, ...] = ()
    commune_map: CommuneMap | None = None
    commune_key: str = ""
    producer: ProducerPanel | None = None
    displays: tuple[DisplayView, ...] = ()


def category_view(category: Category, context: Context) -> ListView:
    """The products of one category."""
    products = tuple(p for p in context.catalogue.products if p.category == category.key)
    title, words = context.say(category.name), context.words
    index = Breadcrumb(LocalText(words("nav.products")), context.urls.catalogue(context.lang))
    return ListView(
        breadcrumbs=breadcrumbs(words, context.urls, index, Breadcrumb(title)),
        title=title,
        count_sentence=product_count_sentence(products, context),
        cards=product_cards(products, context),
        list_links=category_links(context, category.key),
    )


def group_view(group: Group, context: Context) -> ListView:
    """The products of one official group, under its official name."""
    products = tuple(p for p in context.catalogue.products if p.group is group)
    title = LocalText(context.words(f"group_official.{group}"))
    index = Breadcrumb(LocalText(context.words("lists.groups")), context.urls.groups(context.lang))
    return ListView(
        breadcrumbs=breadcrumbs(context.words, context.urls, index, Breadcrumb(title)),
        title=title,
        count_sentence=product_count_sentence(products, context),
        cards=product_cards(products, context),
        list_links=group_links(context, group),
    )


def commune_view(commune: Commune, communes_map: CommuneMap | None, context: Context) -> ListView:
    """The products of a commune of today, with the units it was formed from and its place on maps.

    `communes_map` is our own, of all communes.
    """
    products = tuple(p for p in context.catalogue.products if commune.key in p.origin.commune)
    title = context.say(commune.name)
    index = Breadcrumb(LocalText(context.words("nav.communes")), context.urls.communes(context.lang))
    formed = LabelledValue(
        "formed_from",
        LocalText(context.words("list.formed_from")),
        LocalText(", ".join(map(context.unit, commune.formed_from))),
    )
    return ListView(
        breadcrumbs=breadcrumbs(context.words, context.urls, index, Breadcrumb(title)),
        title=title,
        count_sentence=product_count_sentence(products, context),
        cards=product_cards(products, context),
        list_links=commune_links(context, commune.key),
        rows=(formed,) if commune.formed_from else (),
        map_links=map_links(commune.location, context),
        commune_map=communes_map,
        commune_key=commune.key,
        displays=commune_displays(commune.key, context),
    )


def producer_view(products: Sequence[Product], context: Context) -> ListView:
    """The products of one producer that is shown by name; what is known of it comes from all of them."""
    words, urls = context.words, context.urls
    known = producer_panel(joined_facts(products), context)
    if known is None or known.name is None:
        raise ValueError(f"{products[0].slug}: a producer without a name has no page")
    index = Breadcrumb(LocalText(words("nav.producers")), urls.producers(context.lang))
    return ListView(
        breadcrumbs=breadcrumbs(words, urls, index, Breadcrumb(known.name)),
        title=known.name,
        count_sentence=product_count_sentence(products, context),
        cards=product_cards(products, context),
        producer=replace(known, page_address=None),
    )


def product_count_sentence(products: Sequence[Product], context: Context) -> str:
    """The sentence that counts certified products, those by the word of the press apart, and potential products.

    All numbers stay true on any day, so no script has to correct them.
    """
    decisions = [context.decisions[product.slug] for product in products]
    words = context.words
    rated = [decision for decision in decisions if decision.status is not OcopStatus.POTENTIAL]
    by_source = sum(decision.by_source for decision in rated)
    counts = {
        "graded": len(rated) - by_source,
        "graded_source": by_source,
        "potential": len(decisions) - len(rated),
    }
    told = [words(f"list.{key}", n=n) for key, n in counts.items() if n]
    return words("list.sentence", counts=format_list(told, locale=words.lang)) if told else words("list.none")


CARDS_PER_PAGE = 300
"""Cards on one page of the catalogue."""


@dataclass(frozen=True, slots=True)
class BrowseColumn:
    """A column of links to the lists of one kind (categories, groups, communes), beside the catalogue."""

    key: str
    name: str
    choices: tuple[ListLink, ...]


@dataclass(frozen=True, slots=True)
class PagerLink:
    """One page of the list, for the pager."""

    number: int
    address: str
    current: bool


@dataclass(frozen=True, slots=True)
class CatalogueView:
    """One page of all products. `previous` and `next` are addresses, None at the ends.

    `name_positions` are the places of the cards in a list of all products by name, `built` is the day on which they
    were judged.
    """

    breadcrumbs: tuple[Breadcrumb, ...]
    title: LocalText
    count_sentence: str
    count: int
    browse_columns: tuple[BrowseColumn, ...]
    facets: tuple[FilterFacet, ...]
    quick_filters: tuple[QuickFilter, ...]
    cards: tuple[ProductCard, ...]
    name_positions: tuple[int, ...]
    page_number: int
    built: date
    pager: tuple[PagerLink, ...]
    previous: str | None
    next: str | None

    @property
    def cards_per_page(self) -> int:
        """Cards on a full page."""
        return CARDS_PER_PAGE


def catalogue_views(context: Context) -> Iterator[CatalogueView]:
    """The pages of the list, at least one; every page says how many products there are in all."""
    everything = product_cards(context.catalogue.products, context)
    starts = range(0, max(1, len(everything)), CARDS_PER_PAGE)
    addresses = [context.urls.catalogue(context.lang, number) for number in range(1, len(starts) + 1)]
    by_name = sorted(everything, key=lambda card: collation_key(card.name.text))
    places = {card.slug: place for place, card in enumerate(by_name)}
    facets = filter_facets(everything, context)
    for at, start in enumerate(starts):
        shown = everything[start : start + CARDS_PER_PAGE]
        yield CatalogueView(
            breadcrumbs=breadcrumbs(context.words, context.urls, Breadcrumb(LocalText(context.words("nav.products")))),
            title=LocalText(context.words("catalogue.title")),
            count_sentence=product_count_sentence(context.catalogue.products, context),
            count=len(everything),
            browse_columns=browse_columns(context),
            facets=facets,
            quick_filters=quick_filters(facets),
            cards=shown,
            name_positions=tuple(places[card.slug] for card in shown),
            page_number=at + 1,
            built=context.today,
            pager=tuple(PagerLink(n, address, n == at + 1) for n, address in enumerate(addresses, 1)),
            previous=addresses[at - 1] if at else None,
            next=addresses[at + 1] if at + 1 < len(addresses) else None,
        )


def browse_columns(context: Context) -> tuple[BrowseColumn, ...]:
    """The columns of links beside the catalogue; an empty column is left out."""
    found = {"category": category_links(context), "group": group_links(context), "commune": commune_links(context)}
    return tuple(
        BrowseColumn(key, context.words(f"catalogue.{key}"), choices) for key, choices in found.items() if choices
    )
