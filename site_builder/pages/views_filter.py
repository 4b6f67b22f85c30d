"""What the list of all products can be narrowed by in the browser, and how many each choice leaves when it is built."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from ..model import Group, ProducerKind
from ..ocop import Standing
from .scene import Said, Scene
from .views import POTENTIAL, Card

NOW = "now"
"""In place of a month: in season on the day of reading, by the product's own calendar."""
STARS = ("5", "4", "3")
SCHEMES = ("vietgap", "organic", "haccp", "iso22000", "gi", "other")
SUGGESTED = ("month", "stars", "category")
"""The conditions with choices that a phone offers, in that order."""


@dataclass(frozen=True, slots=True)
class Option:
    """One choice: its key in addresses, its name, how many products it leaves."""

    value: str
    name: Said
    count: int


@dataclass(frozen=True, slots=True)
class Condition:
    """One thing to choose by; several of its options together leave what has any of them.

    `key` is its name in addresses and among the data of cards, `note` what the reader should know of it.
    """

    key: str
    name: str
    options: tuple[Option, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One choice of one condition."""

    key: str
    option: Option


def conditions(cards: Sequence[Card], scene: Scene) -> tuple[Condition, ...]:
    """In the order of the page; what no product has anything to say about is left out."""
    found = (
        _found("category", _categories(scene), (_one(card.traits.category) for card in cards), scene),
        _all("state", _states(scene), [(card.grade.state,) for card in cards], scene),
        _stars(cards, scene),
        _found("commune", _communes(scene), (_one(card.traits.commune) for card in cards), scene),
        _months(cards, scene),
        _found("group", _words("group", Group, scene), ((card.traits.group,) for card in cards), scene),
        _found("kind", _words("kind", ProducerKind, scene), (_one(card.traits.kind) for card in cards), scene),
        _found("scheme", _words("scheme", SCHEMES, scene), (_valid(card, scene) for card in cards), scene),
    )
    return tuple(condition for condition in found if condition.options and cards)


def suggestions(conditions: Sequence[Condition]) -> tuple[Suggestion, ...]:
    """What a phone offers without opening the sheet: what is in season, then what leaves something."""
    found = [Suggestion(one.key, option) for one in conditions if one.key in SUGGESTED for option in one.options]
    offered = [one for one in found if one.option.value == NOW or (one.key != "month" and one.option.count)]
    return tuple(sorted(offered, key=lambda one: SUGGESTED.index(one.key)))


Named = Iterable[tuple[str, Said]]
Values = Iterable[tuple[str, ...]]


def _all(key: str, named: Named, values: Values, scene: Scene) -> Condition:
    """With the choices that leave nothing."""
    counts = Counter(value for each in values for value in each)
    return Condition(key, scene.words(f"filter.{key}"), tuple(Option(one, name, counts[one]) for one, name in named))


def _found(key: str, named: Named, values: Values, scene: Scene) -> Condition:
    """Without them: a shelf or a commune that is empty is nothing to look in."""
    whole = _all(key, named, values, scene)
    return Condition(key, whole.name, tuple(option for option in whole.options if option.count))


def _stars(cards: Sequence[Card], scene: Scene) -> Condition:
    """Only stars that may be shown count; without any grade in the catalogue there is nothing to choose."""
    named = [(n, Said(scene.words("stars.short", n=n))) for n in STARS if any(card.grade.stars for card in cards)]
    return _all("stars", named, ((str(card.grade.stars),) for card in cards if card.grade.shown), scene)


def _months(cards: Sequence[Card], scene: Scene) -> Condition:
    """First what is in season now; lunar months are counted by the browser, which knows the lunar calendar."""
    told = [card.months for card in cards if card.months]
    named = [(NOW, Said(scene.words("card.in_season")))]
    named += [(str(month), Said(scene.words.month(month))) for month in range(1, 13)]
    values = [
        (*map(str, each.numbers), NOW) if each.now else tuple(map(str, each.numbers)) for each in told if not each.lunar
    ]
    note = scene.words("filter.month_note") if any(each.lunar for each in told) else ""
    return replace(_all("month", named if told else (), values, scene), note=note)


def _valid(card: Card, scene: Scene) -> tuple[str, ...]:
    """The schemes of which a certificate has not run out."""
    told = (scheme.partition("/") for scheme in card.traits.schemes)
    return tuple({scheme for scheme, _, end in told if not end or end >= scene.today.isoformat()})


def _one(value: str | None) -> tuple[str, ...]:
    return (value,) if value else ()


def _states(scene: Scene) -> Named:
    return [(state, Said(scene.words(f"standing.{state}"))) for state in (*Standing, POTENTIAL)]


def _categories(scene: Scene) -> Named:
    return [(category.key, scene.say(category.name)) for category in scene.catalogue.settings.categories]


def _communes(scene: Scene) -> Named:
    return [(commune.key, scene.say(commune.name)) for commune in scene.catalogue.settings.communes]


def _words(key: str, values: Iterable[str], scene: Scene) -> Named:
    return [(str(value), Said(scene.words(f"{key}.{value}"))) for value in values]
