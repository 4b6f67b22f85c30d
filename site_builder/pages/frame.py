"""What surrounds every page of one language: brand, navigation, languages, footer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from .. import ocop
from ..showcase import Catalogue
from ..vietnamese import day, international, phone
from .policy import REFERRER, policy
from .scene import Said, Scene
from .views_choices import categories
from .words import Words

ABOUT = "about"
"""The stem of the prose page in the main navigation: who is behind the site, how to reach them."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A link of the main navigation; `section` is what pages below it name as theirs."""

    label: str
    address: str
    section: str


@dataclass(frozen=True, slots=True)
class Language:
    """One language of the switch, named in itself; `locale` as Facebook writes it (vi_VN)."""

    lang: str
    short: str
    name: str
    locale: str


@dataclass(frozen=True, slots=True)
class Reference:
    """A link of the footer: within the site by address, outside by full link."""

    label: Said
    address: str


@dataclass(frozen=True, slots=True)
class Office:
    """Who answers for the content; `tel` is the phone as a link dials it."""

    name: Said
    address: Said | None
    phone: str | None
    tel: str | None
    email: str | None
    website: str | None


@dataclass(frozen=True, slots=True)
class Frame:
    """Everything `base.html` needs that is the same on all pages of a language. Addresses are site-relative.

    `policy` is the Content-Security-Policy, `manifest` the address of what the site is called as an app; both are ''
    in the live preview.
    """

    site_url: str
    name: Said
    tagline: Said | None
    lead: Said
    home: str
    navigation: tuple[Entry, ...]
    languages: tuple[Language, ...]
    office: Office
    updated: str | None
    more: tuple[Reference, ...]
    social: tuple[Reference, ...]
    illustrated: bool
    fonts: tuple[str, ...]
    shelves: tuple[Reference, ...]
    policy: str = ""
    manifest: str = ""
    referrer: str = REFERRER
    expiring_days: int = ocop.EXPIRING_DAYS


def frame(scene: Scene, words: Mapping[str, Words], site_url: str, fonts: tuple[str, ...], live: bool = False) -> Frame:
    """The frame of `scene`'s language; `words` are those of every language, `fonts` addresses to load early.

    `live`: for the preview.
    """
    site = scene.catalogue.settings.site
    return Frame(
        site_url=site_url,
        name=scene.say(site.name),
        tagline=scene.say_if(site.tagline),
        lead=scene.say(site.description or site.tagline or site.name),
        home=scene.urls.home(scene.lang),
        navigation=tuple(_navigation(scene)),
        languages=tuple(_language(each) for each in words.values()),
        office=office(scene),
        updated=day(scene.checked, scene.lang) if scene.checked else None,
        more=tuple(_more(scene)),
        social=tuple(Reference(Said(urlsplit(link).netloc.removeprefix("www.")), link) for link in site.social),
        illustrated=illustrated(scene.catalogue),
        fonts=fonts,
        shelves=tuple(Reference(choice.name, choice.address) for choice in categories(scene)),
        policy="" if live else policy(),
        manifest="" if live else scene.urls.manifest(scene.lang),
    )


def _language(words: Words) -> Language:
    return Language(words.lang, words("language.short"), words("language.name"), words("language.locale"))


def office(scene: Scene) -> Office:
    """The office as a page shows it."""
    known = scene.catalogue.settings.site.office
    return Office(
        name=scene.say(known.name),
        address=scene.say_if(known.address),
        phone=phone(known.phone) if known.phone else None,
        tel=international(known.phone) if known.phone else None,
        email=known.email,
        website=known.website,
    )


def illustrated(catalogue: Catalogue) -> bool:
    """Whether any picture is a drawing that stands in for a photo."""
    owners = (*(p.photos for p in catalogue.products), *(e.photos for e in catalogue.settings.events))
    return any(photo.kind == "illustration" for photos in owners for photo in photos)


def _navigation(scene: Scene) -> Iterator[Entry]:
    urls, lang, words = scene.urls, scene.lang, scene.words
    yield Entry(words("nav.products"), urls.catalogue(lang), "products")
    yield Entry(words("nav.season"), urls.season(lang), "season")
    yield Entry(words("nav.producers"), urls.producers(lang), "producers")
    yield Entry(words("nav.communes"), urls.communes(lang), "communes")
    if urls.has_prose(ABOUT):
        yield Entry(words("nav.about"), urls.prose(ABOUT, lang), ABOUT)


def _more(scene: Scene) -> Iterator[Reference]:
    pages = sorted((p for p in scene.prose.values() if p.nav is not None), key=lambda p: (p.nav or 0, p.stem))
    for page in pages:
        marked = "" if page.lang == scene.lang else page.lang
        yield Reference(Said(page.title, marked), scene.urls.prose(page.stem, scene.lang))
    yield Reference(Said(scene.words("lists.groups")), scene.urls.groups(scene.lang))
    if scene.catalogue.settings.events:
        yield Reference(Said(scene.words("lists.events")), scene.urls.events(scene.lang))
