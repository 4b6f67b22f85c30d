"""Every page that is no product as a PDF to save or print: events, communes, producers, prose, news, in every language.

A PDF is cached under the digest of everything that is in it, and its text under that of what it is made from: a build
with nothing changed makes none, and does not load Typst.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import TypeVar

from ..cache import Cache
from ..catalogue.showcase import NEWS_FOLDER, PICTURES_FOLDER, Article, Event
from ..content.folder import SETTINGS_FILE
from ..messages import Problem
from ..theme_folder import Theme
from ..views import qr
from ..views.context import Context, LocalText
from ..views.event import EventView, event_view
from ..views.facts import Citation, LabelledValue
from ..views.lists import ListView, commune_view, producer_view
from ..views.news import article_view
from ..views.page_cache import PageCache, parts_digest
from ..views.producer import ProducerPanel, products_by_producer
from ..views.responsibility import office_lines
from ..views.urls import absolute_url
from . import typst
from .paper_text import TemplateData, story_data, with_break_points
from .sheet import CODE_IMAGE, PDF_STANDARD

Thing = TypeVar("Thing")
SEPARATOR = " · "


@dataclass(frozen=True, slots=True)
class PaperItem:
    """A line of a list: a name, and what is noted beside it."""

    name: LocalText
    note: LocalText | None = None


@dataclass(frozen=True, slots=True)
class PaperSection:
    """A part of a page: its heading ('' for the first), its text as Markdown, and a list."""

    heading: str
    text: LocalText | None = None
    items: tuple[PaperItem, ...] = ()


@dataclass(frozen=True, slots=True)
class PaperPage:
    """A page in one language as paper shows it.

    `name` tells it from others among files, `source` is the file of the content that it comes from. `code` is what is
    printed for it, '' where it has none. `picture` is its cover as the template reads it.
    """

    name: str
    source: str
    address: str
    title: LocalText
    lead: LocalText | None = None
    code: str = ""
    rows: tuple[LabelledValue, ...] = ()
    picture: TemplateData | None = None
    sections: tuple[PaperSection, ...] = ()


PageMaker = Callable[[], PaperPage]


def paper_pages(context: Context) -> Iterator[tuple[tuple[str, str], PageMaker]]:
    """Every page in the language of `context`: its address and what else its text depends on, and what makes it.

    Besides that it depends on what all pages of the site share, and on the products.
    """
    settings, urls, lang = context.catalogue.settings, context.urls, context.lang
    for event in settings.events:
        cover = event.photos[0].file if event.photos else ""
        made = context.pictures.get((PICTURES_FOLDER, cover))
        yield (urls.event(event.key, lang), made.fallback.name if made else ""), _maker(_event_page, event, context)
    for commune in settings.communes:
        yield (urls.commune(commune.key, lang), ""), _maker(_commune_page, commune.key, context)
    for key in products_by_producer(context.catalogue.products):
        yield (urls.producer(key, lang), ""), _maker(_producer_page, key, context)
    for stem, prose in context.prose.items():
        yield (urls.prose(stem, lang), prose.model_dump_json()), _maker(_prose_page, stem, context)
    for stem, article in context.news.items():
        cover = article.photos[0].file if article.photos else ""
        made = context.pictures.get((NEWS_FOLDER, cover))
        told = article.model_dump_json() + (made.fallback.name if made else "")
        yield (urls.article(stem, lang), told), _maker(_article_page, article, context)


def _maker(make: Callable[[Thing, Context], PaperPage], thing: Thing, context: Context) -> PageMaker:
    return lambda: make(thing, context)


def _event_page(event: Event, context: Context) -> PaperPage:
    view, words = event_view(event, context), context.words
    told = [PaperSection("", view.text)] if view.text else []
    told += [PaperSection(words("event.attendance"), view.attendance)] if view.attendance else []
    told += [PaperSection(words("event.counts"), LocalText(view.counts.whole))] if view.counts else []
    told += _products_section(view, words("event.products"))
    if view.displays:
        items = tuple(PaperItem(display.of.name, display.whole) for display in view.displays.displays)
        title = next(each.text for each in view.displays_titles if each.is_current)
        told.append(PaperSection(title, items=items))
        told += [PaperSection("", LocalText(view.displays.unknown))] if view.displays.unknown else []
    for key in ("difficulties", "next_steps"):
        told += [PaperSection(words(f"event.{key}"), said)] if (said := getattr(view, key)) else []
    if view.documents:
        items = tuple(PaperItem(document.name, document.rest) for document in view.documents)
        told.append(PaperSection(words("event.documents"), items=items))
    told += _sources_section(view.sources, context)
    return PaperPage(
        name=f"event-{event.key}",
        source=SETTINGS_FILE,
        address=context.urls.event(event.key, context.lang),
        title=view.title,
        lead=view.summary,
        code=event.code,
        rows=view.rows,
        picture=_cover_data(event, PICTURES_FOLDER, context),
        sections=tuple(told),
    )


def _commune_page(key: str, context: Context) -> PaperPage:
    view = commune_view(context.communes[key], None, context)
    items = tuple(PaperItem(display.of.name, display.whole) for display in view.displays)
    displayed = [PaperSection(context.words("event.display_at"), items=items)] if items else []
    sections = (*_products_section(view, context.words("nav.products")), *displayed)
    return _list_page(f"commune-{key}", context.urls.commune(key, context.lang), view, sections)


def _producer_page(key: str, context: Context) -> PaperPage:
    view = producer_view(products_by_producer(context.catalogue.products)[key], context)
    known = _producer_section(view.producer, context) if view.producer else None
    sections = (*([known] if known else []), *_products_section(view, context.words("nav.products")))
    return _list_page(f"producer-{key}", context.urls.producer(key, context.lang), view, sections)


def _list_page(name: str, address: str, view: ListView, sections: tuple[PaperSection, ...]) -> PaperPage:
    return PaperPage(
        name=name,
        source=SETTINGS_FILE,
        address=address,
        title=view.title,
        lead=LocalText(view.count_sentence),
        rows=view.rows,
        sections=sections,
    )


def _prose_page(stem: str, context: Context) -> PaperPage:
    prose = context.prose[stem]
    lang = "" if prose.lang == context.lang else prose.lang
    return PaperPage(
        name=f"page-{stem}",
        source=f"{stem}.{prose.lang}.md",
        address=context.urls.prose(stem, context.lang),
        title=LocalText(prose.title, lang),
        lead=LocalText(prose.description, lang) if prose.description else None,
        sections=(PaperSection("", LocalText(prose.markdown, lang)),),
    )


def _article_page(article: Article, context: Context) -> PaperPage:
    view = article_view(article, context)
    told = [PaperSection("", view.text)] if view.text else []
    return PaperPage(
        name=f"news-{article.stem}",
        source=f"{NEWS_FOLDER}/{article.stem}.{article.lang}.md",
        address=context.urls.article(article.stem, context.lang),
        title=view.title,
        lead=view.summary,
        rows=view.rows,
        picture=_cover_data(article, NEWS_FOLDER, context),
        sections=(*told, *_sources_section(view.sources, context)),
    )


def _products_section(view: ListView | EventView, heading: str) -> Iterator[PaperSection]:
    """The products, each with the state of its certificate; nothing where there is none."""
    if view.cards:
        items = tuple(PaperItem(card.name, LocalText(card.standings[0].whole)) for card in view.cards)
        yield PaperSection(heading, items=items)


def _sources_section(sources: Iterable[Citation], context: Context) -> Iterator[PaperSection]:
    """The sources, with where and when; nothing where there is none."""
    items = []
    for source in sources:
        address = (source.url or "").partition("://")[2]
        items.append(PaperItem(source.title, LocalText(SEPARATOR.join(filter(None, (source.date, address))))))
    if items:
        yield PaperSection(context.words("product.sources"), items=tuple(items))


def _producer_section(maker: ProducerPanel, context: Context) -> PaperSection | None:
    """Where the producer is and how to reach it, as far as it may be told."""
    links, words = maker.contact_links, context.words
    places = [maker.street] if maker.street else [maker.village, maker.commune]
    items = [PaperItem(place) for place in places if place]
    if links.phones:
        items.append(PaperItem(LocalText(words("office.phone")), LocalText(links.phones_text)))
    items += [PaperItem(LocalText(link.name), LocalText(link.text)) for link in links.links]
    return PaperSection(maker.kind, items=tuple(items)) if items else None


def _section_data(section: PaperSection, lang: str) -> TemplateData:
    """A section as the template reads it."""
    return {
        "heading": section.heading or None,
        "lang": (section.text.lang if section.text else "") or lang,
        "blocks": story_data(section.text.text) if section.text else [],
        "items": [
            {"name": _text_data(item.name, lang), "note": _text_data(item.note, lang) if item.note else None}
            for item in section.items
        ],
    }


def _text_data(said: LocalText, lang: str) -> TemplateData:
    """A text with its language."""
    return {"text": with_break_points(said.text), "lang": said.lang or lang}


PAGE_TEMPLATE = "page-sheet.typ"
PAGE_THEME_FILES = (PAGE_TEMPLATE, "lib.typ", "story.typ", "weave.svg")
"""Files of the theme that every PDF depends on."""


def page_sheets(
    contexts: Iterable[Context], pages: PageCache, theme: Theme, cache: Cache, content: Path
) -> tuple[dict[str, Path], list[Problem]]:
    """The PDF of every page, by its address, and the problems of those that cannot be typeset.

    `pages` is the page cache: it holds the template data from build to build. `content` is the folder of the products.
    """
    mark = typst.typeset_digest(theme, PAGE_THEME_FILES, qr.drawn_by())
    products = parts_digest(*(part for slug, digest in pages.digests.items() for part in (slug, digest)))
    sheets: dict[str, Path] = {}
    problems: list[Problem] = []
    for context in contexts:
        for (address, told), make in paper_pages(context):
            made_from = ("page-sheet", context.lang, address, told, products)
            data_json = pages.html(made_from, partial(_data_json, make, context))
            try:
                sheets[address] = _sheet(data_json, mark, context, theme, cache)
            except typst.TypesettingError as error:
                file = f"{content.as_posix()}/{json.loads(data_json)['source']}"
                problems.append(error.problem(file, "page_sheet_failed", page=address))
    return sheets, problems


def _data_json(make: PageMaker, context: Context) -> str:
    return json.dumps(page_data(make(), context), ensure_ascii=False)


def page_data(page: PaperPage, context: Context) -> TemplateData:
    """A page as the template reads it; `url` is what its code leads to, '' where the site has no address."""
    site, links, words, url = context.catalogue.settings.site, context.codes, context.words, ""
    if context.site_url:
        # A page without a code of its own is told by its address, which may change: it is no code for labels.
        url = links.of(page.code) if page.code else absolute_url(context.site_url, page.address)
    return {
        "name": page.name,
        "source": page.source,
        "lang": context.lang,
        "brand": context.say(site.name).text,
        "tagline": context.say(site.tagline).text if site.tagline else None,
        "code": words("product.code", code=page.code) if page.code else "",
        "title": _text_data(page.title, context.lang),
        "lead": _text_data(page.lead, context.lang) if page.lead else None,
        "rows": [
            {"label": _text_data(row.label, context.lang), "value": _text_data(row.value, context.lang)}
            for row in page.rows
        ],
        "picture": page.picture,
        "sections": [_section_data(section, context.lang) for section in page.sections],
        "url": url,
        "address": with_break_points(url.partition("://")[2].rstrip("/")),
        "draft": words("print.draft") if page.code and url and not links.final else "",
        "office": [line.text for line in office_lines(context)],
        "words": {"scan": words("sheet.scan_page"), "code": words("sheet.code_page")},
    }


def _cover_data(shown: Event | Article, owner: str, context: Context) -> TemplateData | None:
    """The first photo; None where there is none."""
    photo = shown.photos[0] if shown.photos else None
    made = context.pictures.get((owner, photo.file)) if photo else None
    if made is None or photo is None:
        return None
    return {
        "file": made.fallback.name,
        "ratio": made.fallback.width / made.fallback.height,
        "focus": list(photo.focus),
        "alt": context.say(photo.alt).text,
        "label": context.words("card.illustration") if photo.kind == "illustration" else None,
    }


def _sheet(data_json: str, mark: bytes, context: Context, theme: Theme, cache: Cache) -> Path:
    digest = sha256(mark + data_json.encode()).hexdigest()[:12]
    name = json.loads(data_json)["name"]
    return cache.file(
        f"{name}-{context.lang}-{digest}", "pdf", partial(_typeset, data_json, context, theme, cache.folder)
    )


def _typeset(data_json: str, context: Context, theme: Theme, near: Path, draft: Path) -> None:
    data = json.loads(data_json)
    images: dict[str, typst.ImageContent] = {}
    if data["picture"]:
        name = data["picture"]["file"]
        images[name] = next(p.fallback.file for p in context.pictures.values() if p.fallback.name == name)
    if data["url"]:
        images[CODE_IMAGE] = qr.svg(qr.symbol(data["url"]))
    document = typst.TypstDocument(PAGE_TEMPLATE, theme, day=typst.UNDATED, data=data, images=images, near=near)
    draft.write_bytes(typst.typeset_pdf(document, (PDF_STANDARD,)))
