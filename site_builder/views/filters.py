"""The facets of the catalogue: by what the browser can filter it, and how many products each option leaves."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from ..catalogue.product import Group, ProducerKind, Scheme
from ..catalogue.programme import OCOP_SCHEME, OcopStatus, has_ended
from .card import ProductCard
from .context import Context, LocalText

IN_SEASON_NOW = "now"
"""In place of a month: in season on the day of reading, by the product's own calendar."""
STAR_OPTIONS = ("5", "4", "3")
SCHEME_OPTIONS = tuple(scheme for scheme in Scheme if scheme != OCOP_SCHEME)
QUICK_FILTER_KEYS = ("month", "stars", "category")
"""The conditions with choices that a phone offers, in that order."""


@dataclass(frozen=True, slots=True)
class FacetOption:
    """An option of a facet: its key in addresses, its name, how many products it leaves."""

    value: str
    name: LocalText
    count: int


@dataclass(frozen=True, slots=True)
class FilterFacet:
    """A facet of the catalogue. Options of one facet are combined by OR: a product needs any of them.

    `key` is its name in addresses and among the data of cards, `note` what the reader should know of it.
    """

    key: str
    name: str
    options: tuple[FacetOption, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class QuickFilter:
    """A quick filter: one option of one facet, offered without opening the filter panel."""

    facet_key: str
    option: FacetOption


def filter_facets(cards: Sequence[ProductCard], context: Context) -> tuple[FilterFacet, ...]:
    """The facets in the order of the page; a facet without options is left out."""
    found = (
        _nonempty_facet(
            "category", _category_options(context), (_as_tuple(card.filter_keys.category) for card in cards), context
        ),
        _full_facet("state", _status_options(context), [(card.grade.status,) for card in cards], context),
        _stars_facet(cards, context),
        _nonempty_facet(
            "commune", _commune_options(context), (_as_tuple(card.filter_keys.commune) for card in cards), context
        ),
        _month_facet(cards, context),
        _nonempty_facet(
            "group",
            _translated_options("group", Group, context),
            ((card.filter_keys.group,) for card in cards),
            context,
        ),
        _nonempty_facet(
            "kind",
            _translated_options("kind", ProducerKind, context),
            (_as_tuple(card.filter_keys.kind) for card in cards),
            context,
        ),
        _nonempty_facet(
            "scheme",
            _translated_options("scheme", SCHEME_OPTIONS, context),
            (_valid_schemes(card, context) for card in cards),
            context,
        ),
    )
    return tuple(condition for condition in found if condition.options and cards)


def quick_filters(conditions: Sequence[FilterFacet]) -> tuple[QuickFilter, ...]:
    """The quick filters on a phone: what is in season now, then options that leave at least one product."""
    found = [
        QuickFilter(one.key, option) for one in conditions if one.key in QUICK_FILTER_KEYS for option in one.options
    ]
    offered = [
        one for one in found if one.option.value == IN_SEASON_NOW or (one.facet_key != "month" and one.option.count)
    ]
    return tuple(sorted(offered, key=lambda one: QUICK_FILTER_KEYS.index(one.facet_key)))


NamedOptions = Iterable[tuple[str, LocalText]]
OptionValues = Iterable[tuple[str, ...]]


def _full_facet(key: str, named: NamedOptions, values: OptionValues, context: Context) -> FilterFacet:
    """A facet with all its options, also those that leave no product."""
    counts = Counter(value for each in values for value in each)
    return FilterFacet(
        key, context.words(f"filter.{key}"), tuple(FacetOption(one, name, counts[one]) for one, name in named)
    )


def _nonempty_facet(key: str, named: NamedOptions, values: OptionValues, context: Context) -> FilterFacet:
    """A facet without the options that leave no product, such as empty categories and communes."""
    whole = _full_facet(key, named, values, context)
    return FilterFacet(key, whole.name, tuple(option for option in whole.options if option.count))


def _stars_facet(cards: Sequence[ProductCard], context: Context) -> FilterFacet:
    """Only stars that may be shown count; without any grade in the catalogue there is nothing to choose."""
    named = [
        (n, LocalText(context.words("stars.short", n=n)))
        for n in STAR_OPTIONS
        if any(card.grade.stars for card in cards)
    ]
    return _full_facet("stars", named, ((str(card.grade.stars),) for card in cards if card.grade.shown), context)


def _month_facet(cards: Sequence[ProductCard], context: Context) -> FilterFacet:
    """First what is in season now; lunar months are counted by the browser, which knows the lunar calendar."""
    told = [card.harvest for card in cards if card.harvest]
    named = [(IN_SEASON_NOW, LocalText(context.words("card.in_season")))]
    named += [(str(month), LocalText(context.words.month(month))) for month in range(1, 13)]
    values = [
        (*map(str, each.numbers), IN_SEASON_NOW) if each.in_season else tuple(map(str, each.numbers))
        for each in told
        if not each.is_lunar
    ]
    note = context.words("filter.month_note") if any(each.is_lunar for each in told) else ""
    return replace(_full_facet("month", named if told else (), values, context), note=note)


def _valid_schemes(card: ProductCard, context: Context) -> tuple[str, ...]:
    """The schemes of the product's certificates that have not expired."""
    return tuple({each.scheme for each in card.filter_keys.schemes if not has_ended(each.expires, context.today)})


def _as_tuple(value: str | None) -> tuple[str, ...]:
    return (value,) if value else ()


def _status_options(context: Context) -> NamedOptions:
    return [(state, LocalText(context.words(f"status.{state}"))) for state in OcopStatus]


def _category_options(context: Context) -> NamedOptions:
    return [(category.key, context.say(category.name)) for category in context.catalogue.settings.categories]


def _commune_options(context: Context) -> NamedOptions:
    return [(commune.key, context.say(commune.name)) for commune in context.catalogue.settings.communes]


def _translated_options(key: str, values: Iterable[str], context: Context) -> NamedOptions:
    return [(str(value), LocalText(context.words(f"{key}.{value}"))) for value in values]
