"""What a page that is no product says, for paper: an event, a commune, a producer, a page of prose."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import TypeVar

from ..catalogue.product import Photo
from ..catalogue.showcase import PICTURES_FOLDER, Event
from ..content.folder import SETTINGS_FILE
from ..views.card import ProductCard
from ..views.context import Context, LocalText
from ..views.event import event_view
from ..views.event_parts import CountView, DisplaysView, DisplayView, DocumentView
from ..views.facts import Citation, LabelledValue
from ..views.lists import ListView, commune_view, producer_view
from ..views.producer import ProducerPanel, products_by_producer
from ..views.standing import standing
from .paper_text import TemplateData, story_data, with_break_points

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
    printed for it, '' where it has none. `photo` is its cover with its owner.
    """

    name: str
    source: str
    address: str
    title: LocalText
    lead: LocalText | None = None
    code: str = ""
    rows: tuple[LabelledValue, ...] = ()
    photo: tuple[str, Photo] | None = None
    sections: tuple[PaperSection, ...] = field(default=())


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


def _maker(make: Callable[[Thing, Context], PaperPage], thing: Thing, context: Context) -> PageMaker:
    return lambda: make(thing, context)


def _event_page(event: Event, context: Context) -> PaperPage:
    view, words = event_view(event, context), context.words
    told = [PaperSection("", view.text)] if view.text else []
    told += [PaperSection(words("event.attendance"), view.attendance)] if view.attendance else []
    told += [_count_section(view.counts, words("event.counts"))] if view.counts else []
    told += [_products_section(view.cards, words("event.products"), context)] if view.cards else []
    told += _displays_sections(view.displays, context) if view.displays else []
    for key in ("difficulties", "next_steps"):
        told += [PaperSection(words(f"event.{key}"), said)] if (said := getattr(view, key)) else []
    if view.documents:
        told.append(PaperSection(words("event.documents"), items=tuple(map(_document_item, view.documents))))
    told += [sources_section(view.sources, context)] if view.sources else []
    return PaperPage(
        name=f"event-{event.key}",
        source=SETTINGS_FILE,
        address=context.urls.event(event.key, context.lang),
        title=view.title,
        lead=view.summary,
        code=event.code,
        rows=view.rows,
        photo=(PICTURES_FOLDER, event.photos[0]) if event.photos else None,
        sections=tuple(told),
    )


def _commune_page(key: str, context: Context) -> PaperPage:
    view = commune_view(context.communes[key], None, context)
    displayed = PaperSection(context.words("event.display_at"), items=tuple(map(_display_item, view.displays)))
    sections = (*_listed(view, context), *([displayed] if view.displays else []))
    return _list_page(f"commune-{key}", context.urls.commune(key, context.lang), view, sections)


def _producer_page(key: str, context: Context) -> PaperPage:
    view = producer_view(products_by_producer(context.catalogue.products)[key], context)
    known = _producer_section(view.producer, context) if view.producer else None
    sections = (*([known] if known else []), *_listed(view, context))
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


def _listed(view: ListView, context: Context) -> Iterator[PaperSection]:
    if view.cards:
        yield _products_section(view.cards, context.words("nav.products"), context)


def _products_section(cards: Iterable[ProductCard], heading: str, context: Context) -> PaperSection:
    """The products, each with the state of its certificate."""
    items = (PaperItem(card.name, LocalText(standing(card.decision, context.words).whole)) for card in cards)
    return PaperSection(heading, items=tuple(items))


def _count_section(counts: CountView, heading: str) -> PaperSection:
    names = ", ".join(link.name.text for link in counts.likely)
    text = " ".join(filter(None, (counts.sentence, f"{names}." if names else "", counts.rest)))
    return PaperSection(heading, LocalText(text))


def _displays_sections(displays: DisplaysView, context: Context) -> Iterator[PaperSection]:
    yield PaperSection(context.words("event.displays"), items=tuple(map(_display_item, displays.displays)))
    if displays.unknown:
        yield PaperSection("", LocalText(displays.unknown))


def _display_item(display: DisplayView) -> PaperItem:
    names = ", ".join(link.name.text for link in display.products)
    told = SEPARATOR.join(filter(None, (display.text.text if display.text else "", names)))
    return PaperItem(display.of.name, LocalText(told, display.text.lang if display.text else ""))


def _document_item(document: DocumentView) -> PaperItem:
    number = [LocalText(document.number)] if document.number else []
    names = [*number, *([document.title] if document.title else [])]
    rest = [*(each.text for each in names[1:]), document.issuer.text if document.issuer else "", document.date]
    lang = next((each.lang for each in (*names[1:], document.issuer) if each), "")
    return PaperItem(names[0], LocalText(SEPARATOR.join(filter(None, rest)), lang))


def sources_section(sources: Iterable[Citation], context: Context) -> PaperSection:
    """The sources, with where and when."""
    items = []
    for source in sources:
        address = (source.url or "").partition("://")[2]
        items.append(PaperItem(source.title, LocalText(SEPARATOR.join(filter(None, (source.date, address))))))
    return PaperSection(context.words("product.sources"), items=tuple(items))


def _producer_section(maker: ProducerPanel, context: Context) -> PaperSection | None:
    """Where the producer is and how to reach it, as far as it may be told."""
    links, words = maker.contact_links, context.words
    places = [maker.street] if maker.street else [maker.village, maker.commune]
    items = [PaperItem(place) for place in places if place]
    if links.phones:
        items.append(PaperItem(LocalText(words("office.phone")), LocalText(links.phones_text)))
    items += [PaperItem(LocalText(link.name), LocalText(link.text)) for link in links.links]
    return PaperSection(maker.kind, items=tuple(items)) if items else None


def section_data(section: PaperSection, lang: str) -> TemplateData:
    """A section as the template reads it."""
    return {
        "heading": section.heading or None,
        "lang": (section.text.lang if section.text else "") or lang,
        "blocks": story_data(section.text.text) if section.text else [],
        "items": [
            {"name": text_data(item.name, lang), "note": text_data(item.note, lang) if item.note else None}
            for item in section.items
        ],
    }


def text_data(said: LocalText, lang: str) -> TemplateData:
    """A text with its language."""
    return {"text": with_break_points(said.text), "lang": said.lang or lang}
