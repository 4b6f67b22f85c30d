"""What is told of an event besides its text: papers behind it, what a source counts, what each commune brought."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from babel.lists import format_list

from ..catalogue.showcase import Display, Event, EventDocument
from ..catalogue.vietnamese import format_day
from .context import Context, LocalText

SEPARATOR = " · "


@dataclass(frozen=True, slots=True)
class NamedLink:
    """The name of a page, and its address."""

    name: LocalText
    address: str


@dataclass(frozen=True, slots=True)
class DocumentView:
    """A paper as it is cited: its number and title, who issued it and when."""

    number: str
    title: LocalText | None
    issuer: LocalText | None
    date: str
    url: str | None

    @property
    def name(self) -> LocalText:
        """What it is cited by: its number, else its title."""
        return LocalText(self.number) if self.number or not self.title else self.title

    @property
    def rest(self) -> LocalText:
        """What is told of it besides, as one line."""
        title = self.title if self.number else None
        told = (title.text if title else "", self.issuer.text if self.issuer else "", self.date)
        lang = next((each.lang for each in (title, self.issuer) if each), "")
        return LocalText(SEPARATOR.join(filter(None, told)), lang)


@dataclass(frozen=True, slots=True)
class CountView:
    """A figure of a source: `sentence`, the products that are `likely` among those counted, how many have no name."""

    sentence: str
    likely: tuple[NamedLink, ...]
    rest: str

    @property
    def whole(self) -> str:
        """All of it as one text."""
        names = ", ".join(link.name.text for link in self.likely)
        return " ".join(filter(None, (self.sentence, f"{names}." if names else "", self.rest)))


@dataclass(frozen=True, slots=True)
class DisplayView:
    """What `of` brought: a commune to an event, or (on the page of a commune) what it brought to an event."""

    of: NamedLink
    text: LocalText | None
    products: tuple[NamedLink, ...]

    @property
    def whole(self) -> LocalText:
        """What was brought as one line: the words, then the products."""
        names = ", ".join(link.name.text for link in self.products)
        words = self.text or LocalText("")
        return LocalText(SEPARATOR.join(filter(None, (words.text, names))), words.lang)


@dataclass(frozen=True, slots=True)
class DisplaysView:
    """All displays of an event; `unknown` is the sentence on communes of which nothing is known, '' where none is."""

    displays: tuple[DisplayView, ...]
    unknown: str


def document_views(documents: Iterable[EventDocument], context: Context) -> tuple[DocumentView, ...]:
    """The papers behind an event."""
    return tuple(
        DocumentView(
            number=document.number or "",
            title=context.say_if(document.title),
            issuer=context.say_if(document.issuer),
            date=format_day(document.date, context.lang) if document.date else "",
            url=document.url,
        )
        for document in documents
    )


def count_view(event: Event, context: Context) -> CountView | None:
    """What the event's source counts, and how many of them the catalogue can name; None where it counts nothing."""
    if event.counts is None:
        return None
    total, likely = event.counts.certified, product_links(event.counts.likely, context)
    words, unnamed = context.words, total - len(likely)
    named = words("event.likely", n=len(likely)) if likely else words("event.unnamed")
    return CountView(
        sentence=f"{words('event.counted', n=total)} {named}",
        likely=likely,
        rest=words("event.rest", n=unnamed) if likely and unnamed > 0 else "",
    )


def displays_view(event: Event, context: Context) -> DisplaysView | None:
    """What each commune brought, in the order of the event; None where nothing is known of any."""
    told = [display for display in event.displays if _says_something(display, context)]
    if not told:
        return None
    known = {display.commune for display in told}
    unknown = [context.say(each.name).text for key, each in context.communes.items() if key not in known]
    names = format_list(unknown, locale=context.lang) if unknown else ""
    return DisplaysView(
        displays=tuple(_display_view(display, commune_link(display.commune, context), context) for display in told),
        unknown=context.words("event.displays_unknown", names=names) if names else "",
    )


def commune_displays(key: str, context: Context) -> tuple[DisplayView, ...]:
    """What the commune `key` brought to events, the newest first."""
    events = sorted(context.catalogue.settings.events, key=lambda event: event.runs, reverse=True)
    return tuple(
        _display_view(display, NamedLink(context.say(event.name), context.urls.event(event.key, context.lang)), context)
        for event in events
        for display in event.displays
        if display.commune == key and _says_something(display, context)
    )


def product_links(slugs: Iterable[str], context: Context) -> tuple[NamedLink, ...]:
    """Links to the pages of products, as far as they are published."""
    products = (context.products[slug] for slug in slugs if slug in context.products)
    return tuple(NamedLink(context.say(p.name), context.urls.product(p.slug, context.lang)) for p in products)


def commune_link(key: str, context: Context) -> NamedLink:
    """The page of a commune."""
    return NamedLink(context.say(context.communes[key].name), context.urls.commune(key, context.lang))


def _says_something(display: Display, context: Context) -> bool:
    return display.text is not None or any(slug in context.products for slug in display.products)


def _display_view(display: Display, of: NamedLink, context: Context) -> DisplayView:
    return DisplayView(of, context.say_if(display.text), product_links(display.products, context))
