"""What a template sees of an event: when and where, what is told of it, the products it showed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from ..model import Product
from ..showcase import Event
from ..vietnamese import day
from .calendar_file import calendar_address
from .scene import Said, Scene
from .urls import sheet
from .views import Card, cards
from .views_code import CodeSign, code_sign
from .views_facts import Citation, Row, citations
from .views_lists import trail
from .views_photo import Image, image
from .views_product import Step

PICTURES = "_pictures"
"""The folder that holds what belongs to no product."""


@dataclass(frozen=True, slots=True)
class Moment:
    """A sentence and when it is true: `before`, `during` or `after` the event; `now` on the day of the build."""

    when: str
    text: str
    now: bool


@dataclass(frozen=True, slots=True)
class Coded:
    """A code to scan, and the name and page of what it leads to."""

    name: Said
    page: str
    sign: CodeSign


@dataclass(frozen=True, slots=True)
class EventView:
    """One event in one language.

    `first` and `last` are its days; `text` is Markdown; `codes` are the event's own and those of its products, as far
    as the site holds drawings of them; `sheet` is the address of the sheet for its booth, '' where there is none.
    """

    trail: tuple[Step, ...]
    title: Said
    lead: Said | None
    first: date
    last: date
    moments: tuple[Moment, ...]
    rows: tuple[Row, ...]
    text: Said | None
    photos: tuple[Image, ...]
    cards: tuple[Card, ...]
    sources: tuple[Citation, ...]
    calendar: str
    codes: tuple[Coded, ...]
    sheet: str


def event_view(event: Event, scene: Scene) -> EventView:
    """The event as its page shows it."""
    title = scene.say(event.name)
    index = Step(Said(scene.words("lists.events")), scene.urls.events(scene.lang))
    photos = (image(photo, PICTURES, scene) for photo in event.photos)
    products = [scene.products[slug] for slug in event.products if slug in scene.products]
    return EventView(
        trail=trail(scene, index, Step(title)),
        title=title,
        lead=scene.say_if(event.summary),
        first=min(event.dates),
        last=max(event.dates),
        moments=moments(event.dates, scene),
        rows=tuple(_rows(event, scene)),
        text=scene.say_if(event.text),
        photos=tuple(photo for photo in photos if photo),
        cards=cards(products, scene),
        sources=citations(event.sources, scene),
        calendar=calendar_address(event, scene),
        codes=tuple(_codes(event, products, scene)),
        sheet=sheet(scene.urls.event(event.key, scene.urls.languages[0])) if scene.booths else "",
    )


def _codes(event: Event, products: Sequence[Product], scene: Scene) -> Iterator[Coded]:
    if scene.codes.drawn:
        yield Coded(scene.say(event.name), scene.urls.event(event.key, scene.lang), code_sign(event.code, scene))
        for product in products:
            page = scene.urls.product(product.slug, scene.lang)
            yield Coded(scene.say(product.name), page, code_sign(product.code, scene))


def span(dates: Sequence[date], lang: str) -> str:
    """The first day and, where there are several, the last."""
    return " – ".join(dict.fromkeys(day(when, lang) for when in (min(dates), max(dates))))


def moments(dates: Sequence[date], scene: Scene) -> tuple[Moment, ...]:
    days = span(dates, scene.lang)
    return tuple(
        Moment(when, scene.words(f"event.{when}", days=days), when == _when(dates, scene.today))
        for when in ("before", "during", "after")
    )


def _when(dates: Sequence[date], today: date) -> str:
    if today < min(dates):
        return "before"
    return "after" if today > max(dates) else "during"


def _rows(event: Event, scene: Scene) -> list[Row]:
    commune = scene.communes.get(event.commune or "")
    rows = [Row(Said(scene.words("event.days")), Said(span(event.dates, scene.lang)))]
    if event.place:
        rows.append(Row(Said(scene.words("event.place")), scene.say(event.place)))
    if commune:
        address = scene.urls.commune(commune.key, scene.lang)
        rows.append(Row(Said(scene.words("list.commune")), scene.say(commune.name), address))
    return rows
