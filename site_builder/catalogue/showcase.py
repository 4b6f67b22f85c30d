"""The data model above a product: settings of the site, categories, communes, events, pages, the catalogue."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta
from enum import StrEnum
from typing import Literal

from .known_names import DataLicence, Icon
from .names import NO_OTHER_NAMES, OtherNames
from .product import AcceptedClaim, Photo, Product, Source
from .values import (
    FALLBACK_LANGUAGE,
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
from .web_address import SiteAddress

PICTURES_FOLDER = "_pictures"
"""The folder of the pictures that belong to no product: those of the home page, of categories and of events."""
NEWS_FOLDER = "_news"
"""The folder of the articles and of their photos, beside those of the products."""


class Office(FrozenModel):
    """The office in charge of the content; `responsible` is the person there who answers for it."""

    name: Text
    address: Text | None = None
    phone: Phone | None = None
    email: Email | None = None
    website: WebLink | None = None
    responsible: Line | None = None
    licence: Line | None = None


class MapService(StrEnum):
    """A service of maps that pages lead to."""

    OPENSTREETMAP = "openstreetmap"
    GOOGLE = "google"


class Site(FrozenModel):
    """The site; `notice` is what every page says while no office is in charge of it."""

    name: Text
    tagline: Text | None = None
    description: Text | None = None
    office: Office | None = None
    notice: Text | None = None
    social: tuple[WebLink, ...] = ()
    short_url: SiteAddress | None = None
    maps: tuple[MapService, ...] = tuple(MapService)


class NamedKind(StrEnum):
    """What gives its name to the address of a page; `formerly` in each are the names that it had before."""

    PRODUCT = "product"
    CATEGORY = "category"
    COMMUNE = "commune"
    EVENT = "event"
    ARTICLE = "article"


class Category(FrozenModel):
    key: Key
    formerly: tuple[Key, ...] = ()
    name: Text
    other_names: OtherNames = NO_OTHER_NAMES
    picture: Line | None = None
    icon: Icon | None = None


class Commune(FrozenModel):
    key: Key
    formerly: tuple[Key, ...] = ()
    code: Line | None = None
    name: Text
    formed_from: tuple[Line, ...] = ()
    location: Location


DayRun = tuple[date, date]
"""Days that follow one another without a gap: the first and the last."""


class EventDocument(FrozenModel):
    """A paper behind an event: a letter, a plan. It is cited by its number or its title."""

    number: Line | None = None
    date: Day | None = None
    issuer: Text | None = None
    title: Text | None = None
    url: WebLink | None = None


class EventCounts(FrozenModel):
    """What a source of the event counts: `certified` products. `likely` are those of the catalogue probably among them.

    The source gives a figure and no names: which products it counted is never more than likely.
    """

    certified: Whole
    likely: tuple[Reference, ...] = ()


class Display(FrozenModel):
    """What one commune brought to an event, told in words, as products of the catalogue, or both."""

    commune: Reference
    text: Text | None = None
    products: tuple[Reference, ...] = ()


class Event(FrozenModel):
    """An event: on every day from the first to the last of `dates`, or on separate `days`.

    `stand` is where on its ground the catalogue's own stand is.
    """

    key: Key
    formerly: tuple[Key, ...] = ()
    code: Code
    name: Text
    dates: tuple[Day, ...] = ()
    days: tuple[Day, ...] = ()
    place: Text | None = None
    stand: Text | None = None
    commune: Reference | None = None
    organiser: Text | None = None
    attendance: Text | None = None
    summary: Text | None = None
    text: Text | None = None
    documents: tuple[EventDocument, ...] = ()
    counts: EventCounts | None = None
    products: tuple[Reference, ...] = ()
    displays: tuple[Display, ...] = ()
    difficulties: Text | None = None
    next_steps: Text | None = None
    photos: tuple[Photo, ...] = ()
    sources: tuple[Source, ...] = ()

    @property
    def shown(self) -> tuple[str, ...]:
        """Every product that is shown there, those of the displays behind the others."""
        displayed = (slug for display in self.displays for slug in display.products)
        return tuple(dict.fromkeys((*self.products, *displayed)))

    def naming_only(self, slugs: Collection[str]) -> Event:
        """The event with those of its products that are among `slugs`, each once, wherever it names them."""

        def kept(products: tuple[str, ...]) -> tuple[str, ...]:
            return tuple(slug for slug in dict.fromkeys(products) if slug in slugs)

        counts = self.counts and self.counts.model_copy(update={"likely": kept(self.counts.likely)})
        displays = tuple(each.model_copy(update={"products": kept(each.products)}) for each in self.displays)
        return self.model_copy(update={"products": kept(self.products), "counts": counts, "displays": displays})

    @property
    def runs(self) -> tuple[DayRun, ...]:
        """The days on which it is, in order: those of `dates` are one run, those of `days` as many as have gaps."""
        if not self.days:
            return ((min(self.dates), max(self.dates)),) if self.dates else ()
        runs: list[DayRun] = []
        for day in sorted(set(self.days)):
            begins = not runs or day - runs[-1][1] > timedelta(days=1)
            runs[len(runs) if begins else -1 :] = [(day if begins else runs[-1][0], day)]
        return tuple(runs)


class Retired(FrozenModel):
    """A retired code: nothing bears it any more, and its short link shows `sentence`.

    `successor` is the code of the product or event that came in its place, which its page leads to.
    """

    code: Code
    sentence: Text
    successor: Line | None = None


class Home(FrozenModel):
    title: Text | None = None
    text: Text | None = None
    picture: Line | None = None
    picture_dark: Line | None = None
    featured: tuple[Reference, ...] = ()


class Settings(FrozenModel):
    """The settings: everything in `catalogue.yml`, that is, all that does not belong to one product.

    `format` is the edition of the keys; a catalogue of the first says nothing of it. `data_licence` is that of the
    data, where they may be used by others.
    """

    format: Literal["1", "2"] = "1"
    site: Site
    languages: Languages = ("vi", "en")
    data_licence: DataLicence | None = None
    code_prefix: CodePrefix | None = None
    categories: tuple[Category, ...] = ()
    communes: tuple[Commune, ...] = ()
    boundaries: Line | None = None
    events: tuple[Event, ...] = ()
    retired: tuple[Retired, ...] = ()
    home: Home = Home()
    claims: tuple[Line, ...] = ()
    accepted_claims: tuple[AcceptedClaim, ...] = ()


class WrittenPage(FrozenModel):
    """One page in one language. `stem` pairs the languages."""

    stem: Key
    lang: Key
    title: Line
    accepted_claims: tuple[AcceptedClaim, ...] = ()
    markdown: str


class Prose(WrittenPage):
    """A page that is not dated: about, sources. `slug` is its address, `other_names` serve the search."""

    slug: Key
    nav: Whole | None = None
    description: Line | None = None
    other_names: tuple[Line, ...] = ()


class NewsKind(StrEnum):
    """What an article tells of: a training, a study visit, a model that others may follow, or something else."""

    TRAINING = "training"
    VISIT = "visit"
    MODEL = "model"
    NEWS = "news"


class Article(WrittenPage):
    """An article of the news. `stem` is the name of its files, which begins with `date`, and its address.

    What is the same in every language (`SHARED`) is written in one file and holds for all that do not write it.
    """

    date: Day
    kind: NewsKind = NewsKind.NEWS
    place: Line | None = None
    summary: Line | None = None
    photos: tuple[Photo, ...] = ()
    sources: tuple[Source, ...] = ()
    formerly: tuple[Key, ...] = ()


SHARED = ("kind", "photos", "sources", "formerly")
"""Keys of an article that its other languages take over where they do not write them."""


def article_name(article: Article) -> Text:
    """The title as what the page is called by."""
    return Text({FALLBACK_LANGUAGE: article.title})


class Catalogue(FrozenModel):
    """All that is published, in Vietnamese order, with nothing in it that may not be shown; `news` is newest first.

    `content/` has taken out drafts, consents and what no consent covers; those who come after cannot
    leak what they do not have.
    """

    settings: Settings
    products: tuple[Product, ...]
    prose: tuple[Prose, ...] = ()
    news: tuple[Article, ...] = ()
