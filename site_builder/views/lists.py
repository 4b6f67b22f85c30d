"""Lists of products: all of them, cut into pages, or those of a category, group, commune or producer; with counts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from babel.lists import format_list

from ..catalogue.product import Group, Product, Status
from ..catalogue.programme import GROUPS
from ..catalogue.showcase import Category, Commune
from ..catalogue.vietnamese import collation_key
from .card import ProductCard, product_cards
from .context import Breadcrumb, Context, LocalText
from .facts import LabelledValue
from .filters import FilterFacet, QuickFilter, filter_facets, quick_filters
from .map import CommuneMap, MapLink, map_links
from .producer import ProducerPanel, contact_links, merged_contact, producer_panel, vcard_address


@dataclass(frozen=True, slots=True)
class ListLink:
    """Another list of the same kind; `current` is the one being shown."""

    name: LocalText
    address: str
    count: int
    current: bool = False


def category_links(scene: Context, current: str = "") -> tuple[ListLink, ...]:
    """The shelves that have products, in the order of the settings."""
    named = [(category.key, scene.say(category.name)) for category in scene.catalogue.settings.categories]
    return _list_links(named, lambda p: p.category, scene.urls.category, current, scene)


def group_links(scene: Context, current: str = "") -> tuple[ListLink, ...]:
    """The official groups that have products, by their short names, in the official order."""
    named = [(str(group), LocalText(scene.words(f"group.{group}"))) for group in Group]
    return _list_links(named, lambda p: p.group, scene.urls.group, current, scene)


def commune_links(scene: Context, current: str = "") -> tuple[ListLink, ...]:
    """The communes that have products."""
    named = [(commune.key, scene.say(commune.name)) for commune in scene.catalogue.settings.communes]
    return _list_links(named, lambda p: p.origin.commune, scene.urls.commune, current, scene)


def _list_links(
    named: Iterable[tuple[str, LocalText]],
    key_of: Callable[[Product], str | None],
    address_of: Callable[[str, str], str],
    current: str,
    scene: Context,
) -> tuple[ListLink, ...]:
    keys = [key_of(product) for product in scene.catalogue.products]
    return tuple(
        ListLink(name, address_of(key, scene.lang), keys.count(key), key == current)
        for key, name in named
        if key in keys or key == current
    )


@dataclass(frozen=True, slots=True)
class ListView:
    """Products that have something in common.

    `lead` says how many there are, `choices` lead to the other lists of the kind; `rows` and `maps` are a commune's,
    as is `map`, which shows where `place` lies among the others; `maker` is a producer's.
    """

    trail: tuple[Breadcrumb, ...]
    title: LocalText
    lead: str
    cards: tuple[ProductCard, ...]
    choices: tuple[ListLink, ...] = ()
    rows: tuple[LabelledValue, ...] = ()
    maps: tuple[MapLink, ...] = ()
    map: CommuneMap | None = None
    place: str = ""
    maker: ProducerPanel | None = None


def category_view(category: Category, scene: Context) -> ListView:
    """The products of one of the visitor's shelves."""
    products = tuple(p for p in scene.catalogue.products if p.category == category.key)
    title = scene.say(category.name)
    return ListView(
        trail=breadcrumbs(scene, _catalogue_breadcrumb(scene), Breadcrumb(title)),
        title=title,
        lead=product_count_sentence(products, scene),
        cards=product_cards(products, scene),
        choices=category_links(scene, category.key),
    )


def group_view(group: Group, scene: Context) -> ListView:
    """The products of one official group, under its official name."""
    products = tuple(p for p in scene.catalogue.products if p.group is group)
    title = scene.say(GROUPS[group])
    index = Breadcrumb(LocalText(scene.words("lists.groups")), scene.urls.groups(scene.lang))
    return ListView(
        trail=breadcrumbs(scene, index, Breadcrumb(title)),
        title=title,
        lead=product_count_sentence(products, scene),
        cards=product_cards(products, scene),
        choices=group_links(scene, group),
    )


def commune_view(commune: Commune, drawn: CommuneMap | None, scene: Context) -> ListView:
    """The products of a commune of today, with the units it was formed from and its place on maps; `drawn` is ours."""
    products = tuple(p for p in scene.catalogue.products if p.origin.commune == commune.key)
    title = scene.say(commune.name)
    index = Breadcrumb(LocalText(scene.words("nav.communes")), scene.urls.communes(scene.lang))
    formed = LocalText(", ".join(map(scene.unit, commune.formed_from)))
    return ListView(
        trail=breadcrumbs(scene, index, Breadcrumb(title)),
        title=title,
        lead=product_count_sentence(products, scene),
        cards=product_cards(products, scene),
        choices=commune_links(scene, commune.key),
        rows=(LabelledValue(LocalText(scene.words("list.formed_from")), formed),) if commune.formed_from else (),
        maps=map_links(commune.location, scene),
        map=drawn,
        place=commune.key,
    )


def producer_view(products: Sequence[Product], scene: Context) -> ListView:
    """The products of one producer that is shown by name; what is known of it comes from all of them."""
    known, producer = producer_panel(products[0], scene), products[0].producer
    if known is None or known.name is None or producer is None:
        raise ValueError(f"{products[0].slug}: a producer without a name has no page")
    contact = merged_contact(products)
    index = Breadcrumb(LocalText(scene.words("nav.producers")), scene.urls.producers(scene.lang))
    return ListView(
        trail=breadcrumbs(scene, index, Breadcrumb(known.name)),
        title=known.name,
        lead=product_count_sentence(products, scene),
        cards=product_cards(products, scene),
        maker=replace(
            known, reach=contact_links(contact, scene), vcard=vcard_address(producer, contact, scene), page=None
        ),
    )


def breadcrumbs(scene: Context, *steps: Breadcrumb) -> tuple[Breadcrumb, ...]:
    """The breadcrumbs of a page: the home page, then `steps`."""
    return (Breadcrumb(LocalText(scene.words("nav.home")), scene.urls.home(scene.lang)), *steps)


def _catalogue_breadcrumb(scene: Context) -> Breadcrumb:
    return Breadcrumb(LocalText(scene.words("nav.products")), scene.urls.catalogue(scene.lang))


def product_count_sentence(products: Sequence[Product], scene: Context) -> str:
    """The sentence that counts products with an OCOP certificate, in force or expired, and potential products.

    Both numbers stay true on any day, so no script has to correct them.
    """
    potential = sum(product.status is Status.POTENTIAL for product in products)
    counts = {"graded": len(products) - potential, "potential": potential}
    told = [scene.words(f"list.{key}", n=n) for key, n in counts.items() if n]
    return (
        scene.words("list.sentence", counts=format_list(told, locale=scene.lang)) if told else scene.words("list.none")
    )


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
    """One page of all products. `previous` and `following` are addresses, None at the ends.

    `order` are the places of the cards in a list of all products by name, `built` is the day on which they were judged.
    """

    trail: tuple[Breadcrumb, ...]
    title: LocalText
    lead: str
    count: int
    facets: tuple[BrowseColumn, ...]
    conditions: tuple[FilterFacet, ...]
    suggestions: tuple[QuickFilter, ...]
    cards: tuple[ProductCard, ...]
    order: tuple[int, ...]
    number: int
    built: date
    pager: tuple[PagerLink, ...]
    previous: str | None
    following: str | None

    @property
    def size(self) -> int:
        """Cards on a full page."""
        return CARDS_PER_PAGE


def catalogue_views(scene: Context) -> Iterator[CatalogueView]:
    """The pages of the list, at least one; every page says how many products there are in all."""
    everything = product_cards(scene.catalogue.products, scene)
    starts = range(0, max(1, len(everything)), CARDS_PER_PAGE)
    addresses = [scene.urls.catalogue(scene.lang, number) for number in range(1, len(starts) + 1)]
    places, narrowed = _name_order(everything), filter_facets(everything, scene)
    for at, start in enumerate(starts):
        shown = everything[start : start + CARDS_PER_PAGE]
        yield CatalogueView(
            trail=breadcrumbs(scene, Breadcrumb(LocalText(scene.words("nav.products")))),
            title=LocalText(scene.words("catalogue.title")),
            lead=product_count_sentence(scene.catalogue.products, scene),
            count=len(everything),
            facets=browse_columns(scene),
            conditions=narrowed,
            suggestions=quick_filters(narrowed),
            cards=shown,
            order=tuple(places[card.slug] for card in shown),
            number=at + 1,
            built=scene.today,
            pager=tuple(PagerLink(n, address, n == at + 1) for n, address in enumerate(addresses, 1)),
            previous=addresses[at - 1] if at else None,
            following=addresses[at + 1] if at + 1 < len(addresses) else None,
        )


def _name_order(everything: Sequence[ProductCard]) -> Mapping[str, int]:
    named = sorted(everything, key=lambda card: collation_key(card.name.text))
    return {card.slug: place for place, card in enumerate(named)}


def browse_columns(scene: Context) -> tuple[BrowseColumn, ...]:
    """The columns of links beside the catalogue; an empty column is left out."""
    found = {"category": category_links(scene), "group": group_links(scene), "commune": commune_links(scene)}
    return tuple(
        BrowseColumn(key, scene.words(f"catalogue.{key}"), choices) for key, choices in found.items() if choices
    )
