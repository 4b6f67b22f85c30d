"""The values that page makers return: pages, and output files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from markupsafe import Markup

from ..files import OutputFile
from ..views.urls import ABOUT_STEM


class PageKind(StrEnum):
    """The kind of a page: what its styles are chosen by (`bg-page--product`)."""

    HOME = "home"
    SEASON = "season"
    CATALOGUE = "catalogue"
    LIST = "list"
    PRODUCT = "product"
    EVENT = "event"
    ARTICLE = "article"
    PROSE = "prose"
    FAVOURITES = "favourites"
    ERROR = "error"


class Section(StrEnum):
    """A section of the main navigation."""

    PRODUCTS = "products"
    SEASON = "season"
    PRODUCERS = "producers"
    COMMUNES = "communes"
    NEWS = "news"
    ABOUT = ABOUT_STEM


@dataclass(frozen=True, slots=True)
class Page:
    """One page in one language, before the shell is put around it.

    `address` is site-relative; `section` is the one that the main navigation marks, None where the page is in none.
    `title` and `description` are plain text; `head` holds what this page alone adds to the head (the cover's preload).
    `alternates` are the addresses of the same page by language, its own among them. `checked` is the day when a
    person last checked what it says: the only source of `lastmod`. `sheet_address` is that of the page's own PDF.
    `scripts` are logical names of assets besides `head.js`; `dock` is the bar at the foot of a phone's screen;
    `files` come with the page.
    """

    address: str
    lang: str
    kind: PageKind
    title: str
    body: Markup
    alternates: Mapping[str, str]
    section: Section | None = None
    description: str = ""
    head: Markup = field(default_factory=Markup)
    checked: date | None = None
    sheet_address: str | None = None
    scripts: tuple[str, ...] = ("site.js",)
    dock: Markup = field(default_factory=Markup)
    noindex: bool = False
    files: tuple[OutputFile, ...] = ()
