"""The data model above a product: settings of the site, categories, communes, events, prose pages, the catalogue."""

from __future__ import annotations

from collections.abc import Mapping

from .product import Photo, Product, Source
from .values import (
    Code,
    CodePrefix,
    Day,
    Email,
    FrozenModel,
    Key,
    Languages,
    Line,
    Location,
    Phone,
    Reference,
    Text,
    WebLink,
    Whole,
)

PICTURES_FOLDER = "_pictures"
"""The folder of the pictures that belong to no product: those of the home page, of shelves and of events."""


class Office(FrozenModel):
    name: Text
    address: Text | None = None
    phone: Phone | None = None
    email: Email | None = None
    website: WebLink | None = None


class Site(FrozenModel):
    name: Text
    tagline: Text | None = None
    description: Text | None = None
    office: Office
    social: tuple[WebLink, ...] = ()
    short_url: WebLink | None = None


class Category(FrozenModel):
    key: Key
    name: Text
    picture: Line | None = None


class Commune(FrozenModel):
    key: Key
    code: Line | None = None
    name: Text
    formed_from: tuple[Line, ...] = ()
    location: Location


class Event(FrozenModel):
    key: Key
    code: Code
    name: Text
    dates: tuple[Day, ...]
    place: Text | None = None
    commune: Reference | None = None
    summary: Text | None = None
    text: Text | None = None
    products: tuple[Reference, ...] = ()
    photos: tuple[Photo, ...] = ()
    sources: tuple[Source, ...] = ()


class Retired(FrozenModel):
    """A retired code: nothing bears it any more, and its short link shows `sentence`."""

    code: Code
    sentence: Text


class Home(FrozenModel):
    title: Text | None = None
    text: Text | None = None
    picture: Line | None = None
    picture_dark: Line | None = None
    featured: tuple[Reference, ...] = ()


class Settings(FrozenModel):
    """The settings: everything in `catalogue.yml`, that is, all that does not belong to one product."""

    site: Site
    languages: Languages = ("vi", "en")
    code_prefix: CodePrefix | None = None
    categories: tuple[Category, ...] = ()
    communes: tuple[Commune, ...] = ()
    boundaries: Line | None = None
    events: tuple[Event, ...] = ()
    retired: tuple[Retired, ...] = ()
    home: Home = Home()
    claims: tuple[Line, ...] = ()

    @property
    def events_by_name(self) -> Mapping[str, Event]:
        """The events by everything that a person may call them: their key and their code."""
        return {name: event for event in self.events for name in (event.key, event.code)}


class Prose(FrozenModel):
    """One page written in Markdown, in one language. `stem` pairs the languages."""

    stem: Key
    lang: Key
    title: Line
    slug: Key
    nav: Whole | None = None
    description: Line | None = None
    markdown: str


class Catalogue(FrozenModel):
    """All that is published, in Vietnamese order, with nothing in it that may not be shown.

    `content/` has taken out drafts, consents and what no consent covers; those who come after cannot
    leak what they do not have.
    """

    settings: Settings
    products: tuple[Product, ...]
    prose: tuple[Prose, ...] = ()
