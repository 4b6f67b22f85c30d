"""The pages of the site: home, calendar, lists, products, prose, 'not found', and the scripts of long lists."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from markupsafe import Markup

from ..catalogue.product import Group
from ..catalogue.showcase import Event
from ..files import OutputFile
from ..views.card import ProductCard
from ..views.context import Breadcrumb, Context, LocalText, breadcrumbs
from ..views.event import EventView, event_view
from ..views.home import IndexView, commune_index, event_index, group_index, home_view, producer_index
from ..views.lists import (
    CatalogueView,
    ListView,
    catalogue_views,
    category_view,
    commune_view,
    group_view,
    producer_view,
)
from ..views.map import commune_map
from ..views.markdown import PageLinks, cached_html, reading_time
from ..views.page_cache import PageCache
from ..views.producer import products_by_producer
from ..views.season import season_calendar
from ..views.urls import ABOUT_STEM, Urls, absolute_url, asset_address, path_to_root
from .contact_files import calendar_file, vcard
from .favourites import favourites_file
from .page import Page, PageKind, Section
from .shell import PageChrome
from .structured_data import breadcrumb_json_ld, event_json_ld, home_json_ld, list_json_ld
from .templates import CardRenderer, ImageSlot, Templates


def card_scripts(views: Sequence[CatalogueView], draw: CardRenderer) -> tuple[OutputFile, ...]:
    """One script for each page, in their order, named by its content."""
    scripts = []
    for view in views if len(views) > 1 else ():
        html = "".join(draw(card, 2, ImageSlot.THREE) for card in view.cards)
        told = json.dumps([view.page_number, view.name_positions, html], ensure_ascii=False, separators=(",", ":"))
        data = f"bgCards(...{told})\n".encode()
        digest = hashlib.sha256(data).hexdigest()[:8]
        scripts.append(OutputFile(asset_address(f"cards-{draw.lang}-{view.page_number}.{digest}.js"), data))
    return tuple(scripts)


EVENT_HEADING_LEVEL = 2
"""Headings of an event's text stand below its name."""

EVENT_TEXTS = ("text", "attendance", "difficulties", "next_steps")
"""The texts of an event that are Markdown."""


def _event_texts(view: EventView, links: PageLinks, cache: PageCache) -> dict[str, Markup]:
    """The texts of an event as HTML, empty where it has none; all but the first stand below a heading of their own."""
    told = {key: getattr(view, key) for key in EVENT_TEXTS}
    levels = dict.fromkeys(EVENT_TEXTS, EVENT_HEADING_LEVEL + 1) | {"text": EVENT_HEADING_LEVEL}
    return {key: cached_html(said, levels[key], links, cache) if said else Markup() for key, said in told.items()}


AnyListView = CatalogueView | EventView | ListView


def list_pages(context: Context, templates: Templates) -> Iterator[Page]:
    """Every page that lists products, in the language of `context`."""
    return ListPages(context, templates).all()


@dataclass(frozen=True, slots=True)
class ListPages:
    """Makes them in the language of `context`."""

    context: Context
    templates: Templates

    def all(self) -> Iterator[Page]:
        yield from self._catalogue()
        yield from self._categories()
        yield from self._communes()
        yield from self._producers()
        for event in self.context.catalogue.settings.events:
            yield self._event(event)

    def _catalogue(self) -> Iterator[Page]:
        """The list of all products; its first page brings the scripts that the others share."""
        urls, views = self.context.urls, tuple(catalogue_views(self.context))
        draw = CardRenderer(self.templates, self.context.lang, path_to_root(urls.catalogue(self.context.lang)))
        scripts = card_scripts(views, draw)
        for view in views:
            others = [script.path for at, script in enumerate(scripts, 1) if at != view.page_number]
            address_of = partial(urls.catalogue, number=view.page_number)
            page = self._page(
                PageKind.CATALOGUE, Section.PRODUCTS, view, address_of, description=view.count_sentence, parts=others
            )
            yield replace(page, scripts=("site.js", "catalogue.js"), files=scripts if view.page_number == 1 else ())

    def _categories(self) -> Iterator[Page]:
        """Categories and official groups that have products."""
        urls, settings = self.context.urls, self.context.catalogue.settings
        views = [(category_view(each, self.context), partial(urls.category, each.key)) for each in settings.categories]
        views += [(group_view(group, self.context), partial(urls.group, group)) for group in Group]
        for view, address_of in views:
            if view.cards:
                yield self._list_page(Section.PRODUCTS, view, address_of)

    def _communes(self) -> Iterator[Page]:
        communes_map = commune_map(self.context)
        for commune in self.context.catalogue.settings.communes:
            view = commune_view(commune, communes_map, self.context)
            address_of = partial(self.context.urls.commune, commune.key)
            yield self._list_page(Section.COMMUNES, view, address_of)

    def _producers(self) -> Iterator[Page]:
        for key, products in products_by_producer(self.context.catalogue.products).items():
            view = producer_view(products, self.context)
            address_of = partial(self.context.urls.producer, key)
            page = self._list_page(Section.PRODUCERS, view, address_of)
            file = vcard(products, self.context)
            yield replace(page, files=(file,) if file else ())

    def _event(self, event: Event) -> Page:
        view = event_view(event, self.context)
        address_of = partial(self.context.urls.event, event.key)
        links = PageLinks(self.context, path_to_root(address_of(self.context.lang)))
        cache = self.templates.page_cache
        texts = _event_texts(view, links, cache)
        listen = reading_time(texts["text"], self.context.words)
        description = str(view.summary or "")
        page = self._page(PageKind.EVENT, None, view, address_of, description=description, texts=texts, listen=listen)
        head = event_json_ld(event, view.breadcrumbs, view.cards, self.context)
        beside = (calendar_file(event, self.context, cache),) if view.calendar_address else ()
        scripts = ("site.js", "event.js", "share.js", *(["photos.js"] if view.photos else []))
        return replace(page, head=head, files=beside, scripts=scripts)

    def _list_page(self, section: Section, view: ListView, address_of: Callable[[str], str]) -> Page:
        return self._page(PageKind.LIST, section, view, address_of, description=view.count_sentence)

    def _page(
        self,
        kind: PageKind,
        section: Section | None,
        view: AnyListView,
        address_of: Callable[[str], str],
        *,
        description: str,
        **values: object,
    ) -> Page:
        lang = self.context.lang
        alternates = {other: address_of(other) for other in self.context.urls.languages}
        base = path_to_root(alternates[lang])
        draw = CardRenderer(self.templates, lang, base)
        return Page(
            address=alternates[lang],
            lang=lang,
            kind=kind,
            section=section,
            title=view.title.text,
            description=description,
            body=self.templates.render(f"pages/{kind}.html", lang, base, view=view, card=draw, **values),
            alternates=alternates,
            head=list_json_ld(view.breadcrumbs, view.cards, self.context.site_url),
            checked=self._checked(view.cards),
        )

    def _checked(self, cards: Sequence[ProductCard]) -> date | None:
        """The last day on which a person checked one of the products."""
        products = (self.context.products[card.slug] for card in cards)
        return max((product.checked.on for product in products if product.checked), default=None)


PROSE_HEADING_LEVEL = 2
"""Headings of a prose page stand below its title."""
NOT_FOUND_FILE = "404.html"
INDEX_PAGES: tuple[tuple[Section | None, Callable[[Context], IndexView], Callable[[Urls, str], str]], ...] = (
    (Section.PRODUCERS, producer_index, Urls.producers),
    (Section.COMMUNES, commune_index, Urls.communes),
    (Section.PRODUCTS, group_index, Urls.groups),
    (None, event_index, Urls.events),
)
"""Each list by its section of the navigation, its view and its address."""


@dataclass(frozen=True, slots=True)
class MainPages:
    """Makes them in the language of `context`."""

    context: Context
    templates: Templates
    frame: PageChrome

    def all(self) -> Iterator[Page]:
        """All but 'not found'."""
        yield self._home()
        yield self._season()
        yield self._favourites()
        for section, view, address_of in INDEX_PAGES:
            yield self._index(section, view(self.context), address_of)
        for stem in self.context.prose:
            yield self._prose(stem)

    def not_found(self, base: str) -> Page:
        """The 404 page. A host serves it at any address, so `base` must be an absolute path to the root."""
        urls = self.context.urls
        places = [
            NotFoundText(
                lang=lang,
                title=words("not_found.title"),
                text=words("not_found.text"),
                home=urls.home(lang),
                to_home=words("not_found.home"),
                catalogue=urls.catalogue(lang),
                to_catalogue=words("not_found.catalogue"),
            )
            for lang, words in self.templates.words.items()
        ]
        body = self.templates.render("pages/not_found.html", self.context.lang, base, places=places)
        home_everywhere = {lang: urls.home(lang) for lang in urls.languages}
        return Page(
            address=NOT_FOUND_FILE,
            lang=self.context.lang,
            kind=PageKind.ERROR,
            title=places[0].title,
            body=body,
            alternates=home_everywhere,
            scripts=("site.js", "not-found.js"),
            noindex=True,
        )

    def _home(self) -> Page:
        title, description = self.frame.name.text, self.frame.description.text
        home = home_view(self.context)
        page = self._page(PageKind.HOME, None, title, description, Urls.home, home=home, frame=self.frame)
        return replace(page, scripts=("site.js", "event.js")) if home.events else page

    def _season(self) -> Page:
        words = self.context.words
        title, description = words("season.title"), words("season.description")
        calendar = season_calendar(self.context)
        return self._page(PageKind.SEASON, Section.SEASON, title, description, Urls.season, season=calendar)

    def _favourites(self) -> Page:
        words, urls, lang = self.context.words, self.context.urls, self.context.lang
        site_url, title = self.context.site_url, words("favourites.title")
        page = self._page(
            PageKind.FAVOURITES,
            None,
            title,
            words("favourites.text"),
            Urls.favourites,
            address=absolute_url(site_url, urls.favourites(lang)) if site_url else "",
        )
        return replace(page, scripts=("site.js", favourites_file(lang), "favourites-page.js", "share.js"), noindex=True)

    def _index(self, section: Section | None, index: IndexView, address_of: Callable[[Urls, str], str]) -> Page:
        return self._page(PageKind.LIST, section, index.title, index.text, address_of, template="index", index=index)

    def _prose(self, stem: str) -> Page:
        prose = self.context.prose[stem]
        title = LocalText(prose.title, "" if prose.lang == self.context.lang else prose.lang)
        address = self.context.urls.prose(stem, self.context.lang)
        links = PageLinks(self.context, path_to_root(address))
        html = cached_html(LocalText(prose.markdown, title.lang), PROSE_HEADING_LEVEL, links, self.templates.page_cache)
        return self._page(
            PageKind.PROSE,
            Section.ABOUT if stem == ABOUT_STEM else None,
            title,
            prose.description or "",
            lambda urls, lang: urls.prose(stem, lang),
            html=html,
            contact=stem == ABOUT_STEM,
            frame=self.frame,
        )

    def _page(
        self,
        kind: PageKind,
        section: Section | None,
        title: str | LocalText,
        description: str,
        address_of: Callable[[Urls, str], str],
        template: str = "",
        **values: object,
    ) -> Page:
        alternates = {lang: address_of(self.context.urls, lang) for lang in self.context.urls.languages}
        address = alternates[self.context.lang]
        said = title if isinstance(title, LocalText) else LocalText(title)
        trail = breadcrumbs(self.context.words, self.context.urls, Breadcrumb(said))
        name = f"pages/{template or kind}.html"
        body = self.templates.render(
            name, self.context.lang, path_to_root(address), title=said, trail_steps=trail, **values
        )
        return Page(
            address=address,
            lang=self.context.lang,
            kind=kind,
            title=said.text,
            body=body,
            alternates=alternates,
            section=section,
            description=description,
            head=home_json_ld(self.context)
            if kind is PageKind.HOME
            else breadcrumb_json_ld(trail, self.context.site_url),
            checked=self.context.checked,
        )


@dataclass(frozen=True, slots=True)
class NotFoundText:
    """'Not found' in one language."""

    lang: str
    title: str
    text: str
    home: str
    to_home: str
    catalogue: str
    to_catalogue: str
