"""What a template sees of an event: when and where, what is told of it, the products it showed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

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


class EventPhase(StrEnum):
    """Where a day lies to the days of an event."""

    BEFORE = "before"
    DURING = "during"
    AFTER = "after"

    @classmethod
    def on(cls, today: date, dates: Sequence[date]) -> EventPhase:
        """The phase of an event of these `dates` on the day `today`."""
        if today < min(dates):
            return cls.BEFORE
        return cls.AFTER if today > max(dates) else cls.DURING


@dataclass(frozen=True, slots=True)
class EventNotice:
    """A notice that is true in one phase of the event; `is_current` if that is the phase on the day of the build."""

    phase: EventPhase
    text: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class CodeLink:
    """A code to scan, and the name and page of what it leads to."""

    name: LocalText
    page: str
    code: CodeView


@dataclass(frozen=True, slots=True)
class EventView:
    """One event in one language.

    `text` is Markdown; `code_links` are the event's own and those of its products, as far as the site holds drawings of
    them; `sheet_address` is that of the sheet for its booth, '' where there is none.
    """

    breadcrumbs: tuple[Breadcrumb, ...]
    title: LocalText
    summary: LocalText | None
    first_day: date
    last_day: date
    notices: tuple[EventNotice, ...]
    rows: tuple[LabelledValue, ...]
    text: LocalText | None
    photos: tuple[ImageView, ...]
    cards: tuple[ProductCard, ...]
    sources: tuple[Citation, ...]
    calendar_address: str
    code_links: tuple[CodeLink, ...]
    sheet_address: str


def event_view(event: Event, context: Context) -> EventView:
    """The event as its page shows it."""
    title = context.say(event.name)
    index = Breadcrumb(LocalText(context.words("lists.events")), context.urls.events(context.lang))
    photos = (image_view(photo, PICTURES_FOLDER, context) for photo in event.photos)
    products = [context.products[slug] for slug in event.products if slug in context.products]
    return EventView(
        breadcrumbs=breadcrumbs(context, index, Breadcrumb(title)),
        title=title,
        summary=context.say_if(event.summary),
        first_day=min(event.dates),
        last_day=max(event.dates),
        notices=event_notices(event.dates, context),
        rows=tuple(_event_rows(event, context)),
        text=context.say_if(event.text),
        photos=tuple(photo for photo in photos if photo),
        cards=product_cards(products, context),
        sources=citations(event.sources, context),
        calendar_address=calendar_address(event, context),
        code_links=tuple(_code_links(event, products, context)),
        sheet_address=sheet_address(context.urls.event(event.key, context.urls.languages[0])) if context.booths else "",
    )


def _code_links(event: Event, products: Sequence[Product], context: Context) -> Iterator[CodeLink]:
    if context.codes.drawn:
        yield CodeLink(
            context.say(event.name), context.urls.event(event.key, context.lang), code_view(event.code, context)
        )
        for product in products:
            page = context.urls.product(product.slug, context.lang)
            yield CodeLink(context.say(product.name), page, code_view(product.code, context))


def date_span(dates: Sequence[date], lang: str) -> str:
    """The first day and, where there are several, the last."""
    return " – ".join(dict.fromkeys(format_day(when, lang) for when in (min(dates), max(dates))))


def event_notices(dates: Sequence[date], context: Context) -> tuple[EventNotice, ...]:
    days = date_span(dates, context.lang)
    now = EventPhase.on(context.today, dates)
    return tuple(EventNotice(phase, context.words(f"event.{phase}", days=days), phase is now) for phase in EventPhase)


def _event_rows(event: Event, context: Context) -> list[LabelledValue]:
    commune = context.communes.get(event.commune or "")
    days = LocalText(date_span(event.dates, context.lang))
    rows = [LabelledValue("days", LocalText(context.words("event.days")), days)]
    if event.place:
        rows.append(LabelledValue("place", LocalText(context.words("event.place")), context.say(event.place)))
    if commune:
        address = context.urls.commune(commune.key, context.lang)
        rows.append(
            LabelledValue("commune", LocalText(context.words("list.commune")), context.say(commune.name), address)
        )
    return rows


def calendar_address(event: Event, context: Context) -> str:
    """Where the file lies: beside the event's page."""
    return context.urls.event(event.key, context.lang).removesuffix(".html") + ".ics"
