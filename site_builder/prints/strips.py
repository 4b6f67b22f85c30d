"""The name strip of an event: one table, several producers, and the code that opens the event's page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import date

from ..model import Product
from ..pages.scene import Scene
from ..pages.views_event import span
from ..pages.views_producer import producer_key
from ..showcase import Event
from ..theme_folder import Theme
from . import qr
from .labels import LANGUAGES, drawing, paper, symbol
from .sheets import Format
from .typeset import Work

MOST = 12
"""Producers on one strip; more go onto the next."""


@dataclass(frozen=True, slots=True)
class Stand:
    """A producer and what it brings; `name` is '' where the producer may not be named."""

    name: str
    products: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """The event in one language."""

    lang: str
    name: str
    days: str
    place: str
    scan: str


def work(events: tuple[Event, ...], form: Format, scenes: Mapping[str, Scene], theme: Theme, day: date) -> Work:
    """The strips of `events`, one or more of each; an event that is there twice is printed twice."""
    strips = [strip for event in events for strip in _strips(event, scenes)]
    images = {drawing(event.code): qr.svg(symbol(event.code, form, scenes)) for event in events}
    return Work(form.template, theme, day, {**paper(form, scenes), "strips": strips}, images)


def _strips(event: Event, scenes: Mapping[str, Scene]) -> Iterator[dict[str, object]]:
    used = list(scenes.values())[:LANGUAGES]
    stands = _stands(event, used[0])
    for start in range(0, max(1, len(stands)), MOST):
        yield {
            "code": event.code,
            "typed": used[0].codes.typed(event.code),
            "qr": drawing(event.code),
            "brand": used[0].say(used[0].catalogue.settings.site.name).text,
            "headings": [asdict(heading(event, scene)) for scene in used],
            "stands": [asdict(stand) for stand in stands[start : start + MOST]],
        }


def heading(event: Event, scene: Scene) -> Heading:
    where = scene.say_if(event.place)
    return Heading(
        lang=scene.lang,
        name=scene.say(event.name).text,
        days=span(event.dates, scene.lang),
        place=where.text if where else "",
        scan=scene.words("print.scan"),
    )


def _stands(event: Event, scene: Scene) -> list[Stand]:
    """The producers in the order in which the event names their products; those without a name at the end, as one."""
    found: dict[str, list[Product]] = {}
    for product in (scene.products[slug] for slug in event.products):
        found.setdefault(producer_key(product.producer) if product.producer else "", []).append(product)
    ordered = sorted(found.items(), key=lambda entry: entry[0] == "")
    return [_stand(products, scene) for _, products in ordered]


def _stand(products: list[Product], scene: Scene) -> Stand:
    name = products[0].producer.name if products[0].producer else None
    return Stand(scene.say(name).text if name else "", tuple(scene.say(p.name).text for p in products))
