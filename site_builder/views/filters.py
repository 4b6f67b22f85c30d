"""The facets of the catalogue: by what the browser can filter it, and how many products each option leaves."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace

from ..catalogue.product import Group, ProducerKind, Scheme
from ..catalogue.programme import OCOP_SCHEME, OcopStatus, has_ended
from .card import HarvestMonths, ProductCard
from .context import Context, LocalText
from .words import Translations

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

    def without_empty_options(self) -> FilterFacet:
        """The same without the options that leave no product, such as empty categories and communes."""
        return replace(self, options=tuple(option for option in self.options if option.count))


@dataclass(frozen=True, slots=True)
class QuickFilter:
    """A quick filter: one option of one facet, offered without opening the filter panel."""

    facet_key: str
    option: FacetOption


def filter_facets(cards: Sequence[ProductCard], context: Context) -> tuple[FilterFacet, ...]:
    """The facets in the order of the page; a facet without options is left out."""
    words, settings = context.words, context.catalogue.settings
    categories = [(each.key, context.say(each.name)) for each in settings.categories]
    communes = [(each.key, context.say(each.name)) for each in settings.communes]
    statuses = [(status, LocalText(words(f"status.{status}"))) for status in OcopStatus]
    # Only stars that may be shown count; without any rating in the catalogue there is nothing to choose.
    stars = [
        (n, LocalText(words("stars.short", n=n))) for n in STAR_OPTIONS if any(card.decision.stars for card in cards)
    ]
    keys = [card.filter_keys for card in cards]
    schemes = [{term.scheme for term in each.schemes if not has_ended(term.expires, context.today)} for each in keys]
    found = (
        _facet("category", categories, [{each.category} for each in keys], words).without_empty_options(),
        _facet("state", statuses, [{card.decision.status} for card in cards], words),
        _facet("stars", stars, [{str(card.decision.stars)} for card in cards if card.decision.shows_stars], words),
        _facet("commune", communes, [each.communes for each in keys], words).without_empty_options(),
        _month_facet([card.harvest for card in cards if card.harvest], words),
        _facet("group", _named(Group, "group", words), [{each.group} for each in keys], words).without_empty_options(),
        _facet(
            "kind", _named(ProducerKind, "kind", words), [{each.kind} for each in keys], words
        ).without_empty_options(),
        _facet("scheme", _named(SCHEME_OPTIONS, "scheme", words), schemes, words).without_empty_options(),
    )
    return tuple(facet for facet in found if facet.options and cards)


def quick_filters(conditions: Sequence[FilterFacet]) -> tuple[QuickFilter, ...]:
    """The quick filters on a phone: what is in season now, then options that leave at least one product."""
    found = [
        QuickFilter(one.key, option) for one in conditions if one.key in QUICK_FILTER_KEYS for option in one.options
    ]
    offered = [
        one for one in found if one.option.value == IN_SEASON_NOW or (one.facet_key != "month" and one.option.count)
    ]
    return tuple(sorted(offered, key=lambda one: QUICK_FILTER_KEYS.index(one.facet_key)))


NamedOptions = Sequence[tuple[str, LocalText]]
"""The options of a facet: key and name."""


def _facet(key: str, named: NamedOptions, values: Iterable[Collection[str | None]], words: Translations) -> FilterFacet:
    """A facet with all its options; `values` holds of each product the keys of the options that it belongs to."""
    counts = Counter(value for each in values for value in each)
    return FilterFacet(key, words(f"filter.{key}"), tuple(FacetOption(one, name, counts[one]) for one, name in named))


def _month_facet(harvests: Sequence[HarvestMonths], words: Translations) -> FilterFacet:
    """First what is in season now; lunar months are counted by the browser, which knows the lunar calendar."""
    named = [(IN_SEASON_NOW, LocalText(words("card.in_season")))]
    named += [(str(month), LocalText(words.month(month))) for month in range(1, 13)]
    values = [
        {*map(str, each.numbers), *([IN_SEASON_NOW] if each.in_season else [])}
        for each in harvests
        if not each.is_lunar
    ]
    note = words("filter.month_note") if any(each.is_lunar for each in harvests) else ""
    return replace(_facet("month", named if harvests else (), values, words), note=note)


def _named(values: Iterable[str], section: str, words: Translations) -> NamedOptions:
    return [(str(value), LocalText(words(f"{section}.{value}"))) for value in values]
