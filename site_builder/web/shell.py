"""The shell around every page: header, navigation and footer of one language, rendered once for each layout."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from markupsafe import Markup, escape

from ..catalogue.showcase import Catalogue
from ..catalogue.vietnamese import e164_phone, format_day, format_phone
from ..views.context import Context, LocalText
from ..views.lists import category_links
from ..views.responsibility import no_reports, site_notice, sources_sentence
from ..views.urls import ABOUT_STEM, absolute_url, path_to_root
from ..views.words import Translations
from .page import Page, PageKind, Section
from .server_rules import REFERRER_POLICY, content_security_policy
from .shared_pictures import SharedPicture
from .templates import Sprite, Templates


@dataclass(frozen=True, slots=True)
class NavigationEntry:
    """A link of the main navigation; `section` is what pages below it name as theirs."""

    label: str
    address: str
    section: Section


@dataclass(frozen=True, slots=True)
class LanguageOption:
    """An option of the language switch, named in its own language; `locale` is Open Graph's form (vi_VN)."""

    lang: str
    short: str
    name: str
    locale: str


@dataclass(frozen=True, slots=True)
class FooterLink:
    """A link of the footer: within the site by address, outside by full link."""

    label: LocalText
    address: str


@dataclass(frozen=True, slots=True)
class OfficeView:
    """The office in charge of the content; `tel` is its phone number in E.164, for a `tel:` link."""

    name: LocalText
    address: LocalText | None
    phone: str | None
    tel: str | None
    email: str | None
    website: str | None
    responsible: str | None
    licence: str | None


@dataclass(frozen=True, slots=True)
class PageChrome:
    """Everything `base.html` needs that is the same on all pages of a language. Addresses are site-relative.

    `notice` is what is said where there is no `office`; `no_reports` and `sources` are sentences, or ''. `policy` is
    the Content-Security-Policy, `manifest` the address of what the site is called as an app; both are '' in the live
    preview. `feed` is the address of the news for programs, '' where there is none.
    """

    site_url: str
    name: LocalText
    tagline: LocalText | None
    description: LocalText
    home: str
    navigation: tuple[NavigationEntry, ...]
    languages: tuple[LanguageOption, ...]
    office: OfficeView | None
    notice: LocalText | None
    no_reports: str
    sources: str
    updated: str | None
    footer_links: tuple[FooterLink, ...]
    social: tuple[FooterLink, ...]
    illustrated: bool
    font_addresses: tuple[str, ...]
    categories: tuple[FooterLink, ...]
    policy: str = ""
    manifest: str = ""
    feed: str = ""
    referrer_policy: str = REFERRER_POLICY


def page_chrome(
    context: Context, words: Mapping[str, Translations], site_url: str, fonts: tuple[str, ...], live: bool = False
) -> PageChrome:
    """The frame of `context`'s language; `words` are those of every language, `fonts` addresses to load early.

    `live`: for the preview.
    """
    site = context.catalogue.settings.site
    return PageChrome(
        site_url=site_url,
        name=context.say(site.name),
        tagline=context.say_if(site.tagline),
        description=context.say(site.description or site.tagline or site.name),
        home=context.urls.home(context.lang),
        navigation=tuple(_navigation(context)),
        languages=tuple(
            LanguageOption(each.lang, each("language.short"), each("language.name"), each("language.locale"))
            for each in words.values()
        ),
        office=office_view(context),
        notice=site_notice(context),
        no_reports=no_reports(context),
        sources=sources_sentence(context),
        updated=_last_update(context),
        footer_links=tuple(_footer_links(context)),
        social=tuple(FooterLink(LocalText(urlsplit(link).netloc.removeprefix("www.")), link) for link in site.social),
        illustrated=has_illustrations(context.catalogue),
        font_addresses=fonts,
        categories=tuple(FooterLink(choice.name, choice.address) for choice in category_links(context)),
        policy="" if live else content_security_policy(),
        manifest="" if live else context.urls.manifest(context.lang),
        feed=context.feed_address,
    )


def _last_update(context: Context) -> str | None:
    """When somebody last checked the content, and how new the newest source is that could be read."""
    if context.checked is None:
        return None
    day, until = format_day(context.checked, context.lang), context.sources_until
    if until is None:
        return context.words("shell.updated", day=day)
    return context.words("shell.updated_until", day=day, until=format_day(until, context.lang))


def office_view(context: Context) -> OfficeView | None:
    """The office as a page shows it; None where none is named."""
    known = context.catalogue.settings.site.office
    if known is None:
        return None
    return OfficeView(
        name=context.say(known.name),
        address=context.say_if(known.address),
        phone=format_phone(known.phone) if known.phone else None,
        tel=e164_phone(known.phone) if known.phone else None,
        email=known.email,
        website=known.website,
        responsible=known.responsible,
        licence=known.licence,
    )


def has_illustrations(catalogue: Catalogue) -> bool:
    """Whether any picture is a drawing that stands in for a photo."""
    shown = [*(p.photos for p in catalogue.products), *(e.photos for e in catalogue.settings.events)]
    shown += [article.photos for article in catalogue.news]
    return any(photo.kind == "illustration" for photos in shown for photo in photos)


def _navigation(context: Context) -> Iterator[NavigationEntry]:
    """The main navigation in the language of `context`."""
    words, urls, lang = context.words, context.urls, context.lang
    yield NavigationEntry(words("nav.products"), urls.catalogue(lang), Section.PRODUCTS)
    yield NavigationEntry(words("nav.season"), urls.season(lang), Section.SEASON)
    yield NavigationEntry(words("nav.producers"), urls.producers(lang), Section.PRODUCERS)
    yield NavigationEntry(words("nav.communes"), urls.communes(lang), Section.COMMUNES)
    if context.news:
        yield NavigationEntry(words("nav.news"), urls.news(lang), Section.NEWS)
    if about := urls.prose_if(ABOUT_STEM, lang):
        yield NavigationEntry(words("nav.about"), about, Section.ABOUT)


def _footer_links(context: Context) -> Iterator[FooterLink]:
    pages = sorted((p for p in context.prose.values() if p.nav is not None), key=lambda p: (p.nav or 0, p.stem))
    for page in pages:
        marked = "" if page.lang == context.lang else page.lang
        yield FooterLink(LocalText(page.title, marked), context.urls.prose(page.stem, context.lang))
    yield FooterLink(LocalText(context.words("favourites.title")), context.urls.favourites(context.lang))
    yield FooterLink(LocalText(context.words("lists.groups")), context.urls.groups(context.lang))
    if context.catalogue.settings.events:
        yield FooterLink(LocalText(context.words("lists.events")), context.urls.events(context.lang))


_SLOT = re.compile("<slot:([a-z_-]+)>")
"""A slot of the shell. Jinja can only write text, so the shell that many pages share is rendered once with slots in it
and cut there. No text of the content can look like one: it is escaped before it comes here."""


class _Slots:
    """The template's `slot`: `slot.title` gives the slot of that name."""

    def __getattr__(self, name: str) -> Markup:
        return Markup(f"<slot:{name}>")

    __getitem__ = __getattr__


@dataclass(frozen=True, slots=True)
class Layout:
    """What makes one rendering of `base.html` differ from another besides language and depth.

    `style` is a whole style sheet for a page that must stand alone, '' where the site's own is linked.
    """

    kind: PageKind
    section: Section | None
    is_current_page: bool
    noindex: bool
    has_picture: bool
    scripts: tuple[str, ...]
    has_dock: bool
    has_document: bool
    style: str = ""


@dataclass(frozen=True, slots=True)
class Shell:
    """Fills pages of every language. `frames` are keyed by language, `pictures` by the address of their page."""

    templates: Templates
    frames: Mapping[str, PageChrome]
    sprite: Sprite
    pictures: Mapping[str, SharedPicture] = field(default_factory=dict)
    _pieces: dict[tuple[str, str, Layout], list[str]] = field(default_factory=dict)

    def fill(self, page: Page) -> bytes:
        """The whole document of `page`."""
        return self.fill_at(page, path_to_root(page.address))

    def fill_at(self, page: Page, base: str, style: str = "") -> bytes:
        """The document of a page that finds the root at `base`, with `style` inside it when given."""
        pieces = self._cut(page, base, style)
        values = self._values(page)
        values["icons"] = self.sprite.used_by((*pieces[::2], page.body, page.dock))
        return "".join([values[piece] if at % 2 else piece for at, piece in enumerate(pieces)]).encode()

    def _values(self, page: Page) -> dict[str, str]:
        frame = self.frames[page.lang]
        values: dict[str, str] = {
            "title": escape(self._title(page, frame)),
            "description": escape(page.description or frame.description.text),
            "head": page.head,
            "body": page.body,
            "dock": page.dock,
            "document": escape(page.sheet_address or ""),
        }
        for lang, address in page.alternates.items():
            values[f"address_{lang}"] = escape(address)
            values[f"url_{lang}"] = escape(absolute_url(frame.site_url, address))
        values["name"] = escape(page.title)
        if picture := self._picture(page):
            values |= {
                "picture": escape(absolute_url(frame.site_url, picture.address)),
                "picture_alt": escape(picture.alt),
                "picture_width": str(picture.width),
                "picture_height": str(picture.height),
            }
        return values

    def _picture(self, page: Page) -> SharedPicture | None:
        return self.pictures.get(page.address) or self.pictures.get(self.frames[page.lang].home)

    def _title(self, page: Page, frame: PageChrome) -> str:
        if page.title == frame.name.text:
            return f"{page.title} – {frame.tagline}" if frame.tagline else page.title
        return self.templates.words[page.lang]("shell.title", page=page.title, site=frame.name)

    def _cut(self, page: Page, base: str, style: str) -> list[str]:
        frame = self.frames[page.lang]
        entry = next((e for e in frame.navigation if e.section == page.section), None)
        layout = Layout(
            kind=page.kind,
            section=page.section,
            is_current_page=entry is not None and entry.address == page.address,
            noindex=page.noindex,
            has_picture=self._picture(page) is not None,
            scripts=page.scripts,
            has_dock=bool(page.dock),
            has_document=page.sheet_address is not None,
            style=style,
        )
        key = (page.lang, base, layout)
        if key not in self._pieces:
            html = self.templates.render("base.html", page.lang, base, frame=frame, layout=layout, slot=_Slots())
            self._pieces[key] = _SLOT.split(html)
        return self._pieces[key]
