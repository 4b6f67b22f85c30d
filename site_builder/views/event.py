"""What a template sees of an event: when and where, what is told of it, the products it showed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from ..catalogue.product import Product
from ..catalogue.showcase import PICTURES_FOLDER, DayRun, Event
from ..catalogue.vietnamese import format_days, format_run
from .card import ImageView, ProductCard, image_view, product_cards
from .context import Breadcrumb, Context, LocalText, breadcrumbs
from .event_parts import CountView, DisplaysView, DocumentView, count_view, displays_view, document_views
from .facts import Citation, LabelledValue, citations
from .qr import CodeView, code_view
from .urls import booth_sheet_address
from .words import Translations


class EventPhase(StrEnum):
    """Where a day lies to the days of an event; the twin is in theme/assets/js/event.js."""

    BEFORE = "before"
    DURING = "during"
    BETWEEN = "between"
    AFTER = "after"

    @classmethod
    def on(cls, today: date, runs: Sequence[DayRun]) -> EventPhase:
        """The phase of an event on the day `today`; `runs` are its days, in order."""
        if today < runs[0][0]:
            return cls.BEFORE
        if today > runs[-1][1]:
            return cls.AFTER
        return cls.DURING if any(first <= today <= last for first, last in runs) else cls.BETWEEN


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

    `runs` are its days as the script reads them; `text`, `attendance`, `difficulties` and `next_steps` are Markdown;
    `displays_titles` is the heading of what the communes bring, in the tense of each phase;
    `calendar_address` is '' where the event is over, for nothing is left to put into a calendar; `code_links` are the
    event's own and those of its products, as far as the site holds drawings of them; `sheet_address` is that of the
    sheet for its booth, '' where there is none.
    """

    breadcrumbs: tuple[Breadcrumb, ...]
    title: LocalText
    summary: LocalText | None
    runs: str
    notices: tuple[EventNotice, ...]
    rows: tuple[LabelledValue, ...]
    text: LocalText | None
    photos: tuple[ImageView, ...]
    cards: tuple[ProductCard, ...]
    sources: tuple[Citation, ...]
    calendar_address: str
    code_links: tuple[CodeLink, ...]
    sheet_address: str
    attendance: LocalText | None
    counts: CountView | None
    displays: DisplaysView | None
    displays_titles: tuple[EventNotice, ...]
    difficulties: LocalText | None
    next_steps: LocalText | None
    documents: tuple[DocumentView, ...]


def event_view(event: Event, context: Context) -> EventView:
    """The event as its page shows it."""
    title, words, urls, lang = context.say(event.name), context.words, context.urls, context.lang
    index = Breadcrumb(LocalText(words("lists.events")), urls.events(lang))
    photos = (image_view(photo, PICTURES_FOLDER, context) for photo in event.photos)
    products = [context.products[slug] for slug in event.shown if slug in context.products]
    sheet_page = urls.event(event.key, urls.languages[0])
    return EventView(
        breadcrumbs=breadcrumbs(words, urls, index, Breadcrumb(title)),
        title=title,
        summary=context.say_if(event.summary),
        runs=runs_for_script(event.runs),
        notices=event_notices(event.runs, context.today, words),
        rows=tuple(_rows(event, context)),
        text=context.say_if(event.text),
        photos=tuple(photo for photo in photos if photo),
        cards=product_cards(products, context),
        sources=citations(event.sources, context),
        calendar_address="" if is_over(event, context.today) else calendar_address(urls.event(event.key, lang)),
        code_links=tuple(_code_links(event, products, context)),
        sheet_address=booth_sheet_address(sheet_page) if sheet_page in context.booths else "",
        attendance=context.say_if(event.attendance),
        counts=count_view(event, context),
        displays=displays_view(event, context),
        displays_titles=_in_phases("event.displays", event.runs, context),
        difficulties=context.say_if(event.difficulties),
        next_steps=context.say_if(event.next_steps),
        documents=document_views(event.documents, context),
    )


def running_first(events: Iterable[Event], today: date) -> list[Event]:
    """The events as they matter on the day `today`: those that go on, those to come from the nearest on, the past."""

    def order(event: Event) -> tuple[int, int]:
        phase = EventPhase.on(today, event.runs)
        if phase is EventPhase.AFTER:
            return 2, -event.runs[-1][1].toordinal()
        return (1 if phase is EventPhase.BEFORE else 0), event.runs[0][0].toordinal()

    return sorted(events, key=order)


def is_over(event: Event, today: date) -> bool:
    """Whether the last day of the event is past."""
    return EventPhase.on(today, event.runs) is EventPhase.AFTER


def _rows(event: Event, context: Context) -> Iterator[LabelledValue]:
    """When, where and by whom; only what is known."""
    words, lang = context.words, context.lang
    yield LabelledValue("days", LocalText(words("event.days")), LocalText(format_days(event.runs, lang)))
    for key in ("place", "stand", "organiser"):
        if text := getattr(event, key):
            yield LabelledValue(key, LocalText(words(f"event.{key}")), context.say(text))
    if commune := context.communes.get(event.commune or ""):
        address = context.urls.commune(commune.key, lang)
        yield LabelledValue("commune", LocalText(words("list.commune")), context.say(commune.name), address)


def _code_links(event: Event, products: Sequence[Product], context: Context) -> Iterator[CodeLink]:
    """The codes to download: the event's, then those of its products."""
    urls, lang, codes = context.urls, context.lang, context.codes
    if codes.downloadable:
        yield CodeLink(context.say(event.name), urls.event(event.key, lang), code_view(event.code, codes))
        for product in products:
            page = urls.product(product.slug, lang)
            yield CodeLink(context.say(product.name), page, code_view(product.code, codes))


def runs_for_script(runs: Sequence[DayRun]) -> str:
    """The days as intervals of ISO 8601, the last day in each: `2026-12-05/2026-12-06 2026-12-12/2026-12-12`."""
    return " ".join(f"{first.isoformat()}/{last.isoformat()}" for first, last in runs)


def event_notices(runs: Sequence[DayRun], today: date, words: Translations) -> tuple[EventNotice, ...]:
    """The notices of all phases that there can be: the browser shows the one that is true on the day of reading."""
    days, now = days_within_sentence(runs, words), EventPhase.on(today, runs)
    return tuple(EventNotice(phase, words(f"event.{phase}", days=days), phase is now) for phase in _phases(runs))


def _phases(runs: Sequence[DayRun]) -> Iterator[EventPhase]:
    yield from (phase for phase in EventPhase if phase is not EventPhase.BETWEEN or len(runs) > 1)


def _in_phases(key: str, runs: Sequence[DayRun], context: Context) -> tuple[EventNotice, ...]:
    """A heading in the tense of each phase: what will be, what is, what was."""
    now = EventPhase.on(context.today, runs)
    return tuple(EventNotice(phase, context.words(f"{key}_{phase}"), phase is now) for phase in _phases(runs))


def days_within_sentence(runs: Sequence[DayRun], words: Translations) -> str:
    """The days as a sentence goes on with them: 'ngày 28/4/2023', 'từ 20 đến 22/10/2026', 'on 5 and 12 December'."""
    if len(runs) == 1 and runs[0][0] != runs[0][1]:
        first, last = format_run(runs[0], words.lang)
        return words("event.on_run", first=first, last=last)
    separate = len(runs) > 1
    return words("event.on_days" if separate else "event.on_day", days=format_days(runs, words.lang))


def calendar_address(page: str) -> str:
    """Where the calendar file of an event lies: beside its `page`."""
    return page.removesuffix(".html") + ".ics"
