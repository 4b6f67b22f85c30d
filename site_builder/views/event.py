"""What a template sees of an event: when and where, what is told of it, the products it showed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from ..catalogue.product import Product
from ..catalogue.showcase import Event
from ..catalogue.vietnamese import format_day
from .card import ImageView, ProductCard, image_view, product_cards
from .context import Breadcrumb, Context, LocalText
from .facts import Citation, LabelledValue, citations
from .lists import breadcrumbs
from .qr import CodeView, code_view
from .urls import sheet_address

PICTURES_FOLDER = "_pictures"
"""The folder that holds what belongs to no product."""


@dataclass(frozen=True, slots=True)
class EventNotice:
    """A notice that is true before, during or after the event; `now` if it is true on the day of the build."""

    when: str
    text: str
    now: bool


@dataclass(frozen=True, slots=True)
class CodeLink:
    """A code to scan, and the name and page of what it leads to."""

    name: LocalText
    page: str
    sign: CodeView


@dataclass(frozen=True, slots=True)
class EventView:
    """One event in one language.

    `first` and `last` are its days; `text` is Markdown; `codes` are the event's own and those of its products, as far
    as the site holds drawings of them; `sheet` is the address of the sheet for its booth, '' where there is none.
    """

    trail: tuple[Breadcrumb, ...]
    title: LocalText
    lead: LocalText | None
    first: date
    last: date
    moments: tuple[EventNotice, ...]
    rows: tuple[LabelledValue, ...]
    text: LocalText | None
    photos: tuple[ImageView, ...]
    cards: tuple[ProductCard, ...]
    sources: tuple[Citation, ...]
    calendar: str
    codes: tuple[CodeLink, ...]
    sheet: str


def event_view(event: Event, scene: Context) -> EventView:
    """The event as its page shows it."""
    title = scene.say(event.name)
    index = Breadcrumb(LocalText(scene.words("lists.events")), scene.urls.events(scene.lang))
    photos = (image_view(photo, PICTURES_FOLDER, scene) for photo in event.photos)
    products = [scene.products[slug] for slug in event.products if slug in scene.products]
    return EventView(
        trail=breadcrumbs(scene, index, Breadcrumb(title)),
        title=title,
        lead=scene.say_if(event.summary),
        first=min(event.dates),
        last=max(event.dates),
        moments=event_notices(event.dates, scene),
        rows=tuple(_event_rows(event, scene)),
        text=scene.say_if(event.text),
        photos=tuple(photo for photo in photos if photo),
        cards=product_cards(products, scene),
        sources=citations(event.sources, scene),
        calendar=calendar_address(event, scene),
        codes=tuple(_code_links(event, products, scene)),
        sheet=sheet_address(scene.urls.event(event.key, scene.urls.languages[0])) if scene.booths else "",
    )


def _code_links(event: Event, products: Sequence[Product], scene: Context) -> Iterator[CodeLink]:
    if scene.codes.drawn:
        yield CodeLink(scene.say(event.name), scene.urls.event(event.key, scene.lang), code_view(event.code, scene))
        for product in products:
            page = scene.urls.product(product.slug, scene.lang)
            yield CodeLink(scene.say(product.name), page, code_view(product.code, scene))


def date_span(dates: Sequence[date], lang: str) -> str:
    """The first day and, where there are several, the last."""
    return " – ".join(dict.fromkeys(format_day(when, lang) for when in (min(dates), max(dates))))


def event_notices(dates: Sequence[date], scene: Context) -> tuple[EventNotice, ...]:
    days = date_span(dates, scene.lang)
    return tuple(
        EventNotice(when, scene.words(f"event.{when}", days=days), when == _event_phase(dates, scene.today))
        for when in ("before", "during", "after")
    )


def _event_phase(dates: Sequence[date], today: date) -> str:
    if today < min(dates):
        return "before"
    return "after" if today > max(dates) else "during"


def _event_rows(event: Event, scene: Context) -> list[LabelledValue]:
    commune = scene.communes.get(event.commune or "")
    rows = [LabelledValue(LocalText(scene.words("event.days")), LocalText(date_span(event.dates, scene.lang)))]
    if event.place:
        rows.append(LabelledValue(LocalText(scene.words("event.place")), scene.say(event.place)))
    if commune:
        address = scene.urls.commune(commune.key, scene.lang)
        rows.append(LabelledValue(LocalText(scene.words("list.commune")), scene.say(commune.name), address))
    return rows


def calendar_address(event: Event, scene: Context) -> str:
    """Where the file lies: beside the event's page."""
    return scene.urls.event(event.key, scene.lang).removesuffix(".html") + ".ics"
