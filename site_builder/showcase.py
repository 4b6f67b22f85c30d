"""The nouns above a product: the site, its shelves, communes and events, its prose pages, the whole catalogue."""

from __future__ import annotations

from .fields import Code, Day, Email, Key, Languages, Line, Location, Phone, Text, WebLink, Whole
from .model import Noun, Photo, Product, Source


class Office(Noun):
    name: Text
    address: Text | None = None
    phone: Phone | None = None
    email: Email | None = None
    website: WebLink | None = None


class Site(Noun):
    name: Text
    tagline: Text | None = None
    description: Text | None = None
    office: Office
    social: tuple[WebLink, ...] = ()
    short_url: WebLink | None = None


class Category(Noun):
    key: Key
    name: Text
    picture: Line | None = None


class Commune(Noun):
    key: Key
    code: Line | None = None
    name: Text
    formed_from: tuple[Line, ...] = ()
    location: Location


class Event(Noun):
    key: Key
    code: Code
    name: Text
    dates: tuple[Day, ...]
    place: Text | None = None
    commune: Key | None = None
    summary: Text | None = None
    text: Text | None = None
    products: tuple[Key, ...] = ()
    photos: tuple[Photo, ...] = ()
    sources: tuple[Source, ...] = ()


class Retired(Noun):
    """A code that is gone, and the sentence its short link shows."""

    code: Code
    sentence: Text


class Home(Noun):
    title: Text | None = None
    text: Text | None = None
    picture: Line | None = None
    picture_dark: Line | None = None
    featured: tuple[Key, ...] = ()


class Settings(Noun):
    """`catalogue.yml`: everything that is not of one product."""

    site: Site
    languages: Languages = ("vi", "en")
    categories: tuple[Category, ...] = ()
    communes: tuple[Commune, ...] = ()
    boundaries: Line | None = None
    events: tuple[Event, ...] = ()
    retired: tuple[Retired, ...] = ()
    home: Home = Home()
    claims: tuple[Line, ...] = ()


class Prose(Noun):
    """One page written in Markdown, in one language. `stem` pairs the languages."""

    stem: Key
    lang: Key
    title: Line
    slug: Key
    nav: Whole | None = None
    description: Line | None = None
    markdown: str


class Catalogue(Noun):
    """All that is published, in Vietnamese order, with nothing in it that may not be shown.

    `content/` has taken out drafts, consents and what no consent covers; those who come after cannot
    leak what they do not have.
    """

    settings: Settings
    products: tuple[Product, ...]
    prose: tuple[Prose, ...] = ()
