"""What the pages show that lead to all pages of a kind: producers, communes, official groups, events."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from ..model import Group, Product
from ..ocop import GROUPS
from ..vietnamese import day
from .scene import Said, Scene
from .urls import Urls
from .views_map import CommuneMap, commune_map, products_told
from .views_producer import by_producer


@dataclass(frozen=True, slots=True)
class Tile:
    """One page to go to; without an address there is none yet. `note` is short and plain: a count, a date."""

    name: Said
    address: str | None
    text: Said | None
    note: str


@dataclass(frozen=True, slots=True)
class Index:
    """All pages of one kind; `none` is said where there is none."""

    title: str
    text: str
    tiles: tuple[Tile, ...]
    none: str
    map: CommuneMap | None = None


def producers(scene: Scene) -> Index:
    """The producers that are shown by name."""
    return _index("producers", _producers(scene), scene)


def communes(scene: Scene) -> Index:
    """The communes of today, with the units they were formed from, as a list and on a map."""
    return replace(_index("communes", _communes(scene), scene), map=commune_map(scene))


def groups(scene: Scene) -> Index:
    """The six official groups, in their official order."""
    return _index("groups", _groups(scene), scene)


def events(scene: Scene) -> Index:
    """Events, the newest first."""
    return _index("events", _events(scene), scene)


INDEXES: Mapping[str, tuple[Callable[[Scene], Index], Callable[[Urls, str], str]]] = {
    "producers": (producers, Urls.producers),
    "communes": (communes, Urls.communes),
    "groups": (groups, Urls.groups),
    "events": (events, Urls.events),
}
"""Each index by the section of the navigation it belongs to, with its view and its address."""


def _index(kind: str, tiles: Iterator[Tile], scene: Scene) -> Index:
    words = scene.words
    return Index(words(f"lists.{kind}"), words(f"lists.{kind}_text"), tuple(tiles), words(f"lists.{kind}_none"))


def _producers(scene: Scene) -> Iterator[Tile]:
    for key, products in by_producer(scene.catalogue.products).items():
        producer = products[0].producer
        if producer and producer.name:
            kind = Said(scene.words(f"kind.{producer.kind}"))
            yield Tile(scene.say(producer.name), scene.urls.producer(key, scene.lang), kind, _count(products, scene))


def _communes(scene: Scene) -> Iterator[Tile]:
    for commune in scene.catalogue.settings.communes:
        formed = scene.words("lists.communes_formed", names=", ".join(map(scene.unit, commune.formed_from)))
        products = [p for p in scene.catalogue.products if p.origin.commune == commune.key]
        yield Tile(
            name=scene.say(commune.name),
            address=scene.urls.commune(commune.key, scene.lang),
            text=Said(formed) if commune.formed_from else None,
            note=products_told(len(products), scene),
        )


def _groups(scene: Scene) -> Iterator[Tile]:
    for group in Group:
        products = [p for p in scene.catalogue.products if p.group is group]
        address = scene.urls.group(group, scene.lang) if products else None
        yield Tile(scene.say(GROUPS[group]), address, None, _count(products, scene))


def _events(scene: Scene) -> Iterator[Tile]:
    for event in sorted(scene.catalogue.settings.events, key=lambda event: event.dates, reverse=True):
        ends = dict.fromkeys((event.dates[0], event.dates[-1]))
        note = " – ".join(day(when, scene.lang) for when in ends)
        yield Tile(scene.say(event.name), scene.urls.event(event.key, scene.lang), scene.say_if(event.summary), note)


def _count(products: Sequence[Product], scene: Scene) -> str:
    return scene.words("count.products", n=len(products))
