"""What a template sees of the list of all products, cut into pages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from ..vietnamese import sort_key
from .scene import Said, Scene
from .views import Card, cards
from .views_choices import Choice, categories, communes, groups
from .views_filter import Condition, Suggestion, conditions, suggestions
from .views_lists import tally, trail
from .views_product import Step

PAGE = 300
"""Cards on one page of the catalogue."""


@dataclass(frozen=True, slots=True)
class Facet:
    """One way to narrow the list: its key, its name, where each choice leads."""

    key: str
    name: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Leaf:
    """One page of the list, for the pager."""

    number: int
    address: str
    current: bool


@dataclass(frozen=True, slots=True)
class CatalogueView:
    """One page of all products. `previous` and `following` are addresses, None at the ends.

    `order` are the places of the cards in a list of all products by name, `built` is the day on which they were judged.
    """

    trail: tuple[Step, ...]
    title: Said
    lead: str
    count: int
    facets: tuple[Facet, ...]
    conditions: tuple[Condition, ...]
    suggestions: tuple[Suggestion, ...]
    cards: tuple[Card, ...]
    order: tuple[int, ...]
    number: int
    built: date
    pager: tuple[Leaf, ...]
    previous: str | None
    following: str | None

    @property
    def size(self) -> int:
        """Cards on a full page."""
        return PAGE


def catalogue_views(scene: Scene) -> Iterator[CatalogueView]:
    """The pages of the list, at least one; every page says how many products there are in all."""
    everything = cards(scene.catalogue.products, scene)
    starts = range(0, max(1, len(everything)), PAGE)
    addresses = [scene.urls.catalogue(scene.lang, number) for number in range(1, len(starts) + 1)]
    places, narrowed = _places(everything), conditions(everything, scene)
    for at, start in enumerate(starts):
        shown = everything[start : start + PAGE]
        yield CatalogueView(
            trail=trail(scene, Step(Said(scene.words("nav.products")))),
            title=Said(scene.words("catalogue.title")),
            lead=tally(scene.catalogue.products, scene),
            count=len(everything),
            facets=facets(scene),
            conditions=narrowed,
            suggestions=suggestions(narrowed),
            cards=shown,
            order=tuple(places[card.slug] for card in shown),
            number=at + 1,
            built=scene.today,
            pager=tuple(Leaf(n, address, n == at + 1) for n, address in enumerate(addresses, 1)),
            previous=addresses[at - 1] if at else None,
            following=addresses[at + 1] if at + 1 < len(addresses) else None,
        )


def _places(everything: Sequence[Card]) -> Mapping[str, int]:
    named = sorted(everything, key=lambda card: sort_key(card.name.text))
    return {card.slug: place for place, card in enumerate(named)}


def facets(scene: Scene) -> tuple[Facet, ...]:
    """The columns of links beside the list; a kind with nothing to choose is left out."""
    found = {"category": categories(scene), "group": groups(scene), "commune": communes(scene)}
    return tuple(Facet(key, scene.words(f"catalogue.{key}"), choices) for key, choices in found.items() if choices)
