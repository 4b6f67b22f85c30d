"""The page of a product as one sheet of paper, a PDF to save or print: every product in every language.

A sheet is cached under the digest of everything that is on it, so a build that has them all makes none and does not
load Typst. Nothing on it counts days, so it is made again only when it says something else.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from hashlib import sha256
from pathlib import Path

from ..cache import Cache
from ..catalogue.product import Contact, Product
from ..catalogue.programme import Decision, OcopStatus
from ..catalogue.vietnamese import format_phone
from ..content.folder import PRODUCT_FILE
from ..media.recipe import PreparedPicture
from ..messages import Problem
from ..theme_folder import Theme
from ..views import qr
from ..views.certificate import OtherCertificate
from ..views.context import Context, LocalText
from ..views.facts import LabelledValue, checked_text, rests_on_hearsay
from ..views.markdown_blocks import Block, BlockKind, Run, blocks_data, markdown_blocks, plain_text
from ..views.page_cache import PageCache
from ..views.producer import ProducerPanel, contact_links
from ..views.product import ProductView, product_view
from ..views.responsibility import office_lines
from ..views.season import SeasonStrip
from ..views.standing import standing
from ..views.words import Translations
from . import typst
from .paper_text import TemplateData, runs_data, story_data, with_break_points

MAX_NAME_LETTERS, MAX_LINE_LETTERS_ON_SHEET, MAX_VALUE_LETTERS, MAX_SENTENCE_LETTERS = 200, 90, 180, 400
"""Limits in letters of a name, a line, the value of a row and a sentence; longer texts are cut at a word."""
MAX_PANEL_ROWS, MAX_FACT_ROWS, MAX_KEY_ROWS = 5, 24, 4
"""The most rows of a panel, of the facts, and of the key facts below the photo."""
MAX_USE_LETTERS = 500
"""Letters of the text on use from which the rest is on the page alone."""
SHEET_WORDS = {
    "story": "product.story",
    "use": "product.use",
    "season": "product.season",
    "facts": "product.facts",
    "certificate": "certificate.title",
    "others": "certificate.others",
    "producer": "producer.title",
    "packs": "product.packs",
    "shops": "product.shops",
    "trade": "product.trade",
    "more": "sheet.more",
    "left_out": "sheet.left_out",
    "left_facts": "sheet.left_facts",
    "scan": "sheet.scan",
    "code": "sheet.code",
}
_SENTENCE_PATTERN = re.compile(r".+?(?:[.!?…]+[\"”’»)]*(?=\s)|$)", re.DOTALL)


def sheet_data(product: Product, context: Context) -> TemplateData:
    """The sheet in the language of `context`. `url` is what its code leads to, '' where the site has no address."""
    view = product_view(product, context)
    site = context.catalogue.settings.site
    return {
        "lang": context.lang,
        "brand": context.say(site.name).text,
        "tagline": context.say(site.tagline).text if site.tagline else None,
        "name": _text_data(view.name, context.lang, MAX_NAME_LETTERS),
        "foreign": _text_data(view.foreign_name, context.lang, MAX_NAME_LETTERS) if view.foreign_name else None,
        "lead": _text_data(view.summary, context.lang, MAX_VALUE_LETTERS) if view.summary else None,
        "code": context.words("product.code", code=view.code.code),
        "picture": _cover_data(product, context),
        **_rating_data(view.decision, context.words),
        "key_facts": _rows_data(view.key_facts[:MAX_KEY_ROWS], context.lang, MAX_LINE_LETTERS_ON_SHEET),
        "season": _season_data(view.season_strip, context) if view.season_strip else None,
        **_story_data(view.story, context.lang),
        **_use_data(view.use, context.lang),
        "facts": _rows_data(view.facts[:MAX_FACT_ROWS], context.lang),
        "all_facts": len(view.facts),
        "left_out": list(_left_out(product, view, context.words)),
        "hearsay": context.words("sheet.hearsay") if rests_on_hearsay(product, view.decision) else None,
        **_panels_data(product, view, context),
        **_footer_data(product, context),
        "words": {name: context.words(key) for name, key in SHEET_WORDS.items()},
    }


def _left_out(product: Product, view: ProductView, words: Translations) -> Iterator[str]:
    """What no sheet has of a product, however much room there is: `5 ảnh khác`."""
    counts = {
        "photos": len(view.gallery.images) - 1 if view.gallery else 0,
        "packs": len(view.packs) - MAX_PANEL_ROWS,
        "shops": len(view.sales_channels) - MAX_PANEL_ROWS,
        "sources": len(product.sources),
    }
    yield from (words(f"sheet.left_{name}", n=n) for name, n in counts.items() if n > 0)


def shorten_text(text: str, most: int) -> str:
    """The text, cut at a word where it is longer than `most` letters; long words may break."""
    whole = re.sub(r"[ \t\r\n]+", " ", text.strip())  # what is bound by a no-break space stays bound
    if len(whole) > most:
        whole = whole[:most].rpartition(" ")[0] or whole[:most]
        whole = f"{whole.rstrip(' ,;:.')}…"
    return with_break_points(whole)


def _text_data(said: LocalText, lang: str, most: int = MAX_VALUE_LETTERS) -> TemplateData:
    return {"text": shorten_text(said.text, most), "lang": said.lang or lang}


def _rows_data(rows: Iterable[LabelledValue], lang: str, most: int = MAX_VALUE_LETTERS) -> list[TemplateData]:
    return [
        {"label": _text_data(row.label, lang, MAX_LINE_LETTERS_ON_SHEET), "value": _text_data(row.value, lang, most)}
        for row in rows
    ]


def cover_picture(product: Product, context: Context) -> PreparedPicture | None:
    """The first photo as it was prepared for the web."""
    return context.pictures.get((product.slug, product.photos[0].file)) if product.photos else None


def _cover_data(product: Product, context: Context) -> TemplateData | None:
    made = cover_picture(product, context)
    if made is None:
        return None
    photo = product.photos[0]
    return {
        "file": made.fallback.name,
        "ratio": made.fallback.width / made.fallback.height,
        "focus": list(photo.focus),
        "alt": context.say(photo.alt).text,
        "label": context.words("card.illustration") if photo.kind == "illustration" else None,
    }


def _rating_data(decision: Decision, words: Translations) -> TemplateData:
    return {
        "status": decision.status,
        "status_text": words(f"status.{decision.status}"),
        "status_beside": "" if decision.shows_stars else standing(decision, words).beside,
        "stars": decision.stars if decision.shows_stars else 0,
        "stars_text": words("stars.ocop", n=decision.stars) if decision.shows_stars else "",
    }


def _season_data(strip: SeasonStrip, context: Context) -> TemplateData:
    lunar = [LocalText(context.words("season_strip.lunar"))] if strip.is_lunar else []
    return {
        "cells": [cell.state for cell in strip.cells],
        "legend": [{"state": cell.state, "text": cell.text} for cell in strip.legend],
        "notes": [_text_data(note, context.lang) for note in (*lunar, *([strip.note] if strip.note else []))],
    }


def _story_data(story: LocalText | None, lang: str) -> TemplateData:
    blocks = story_data(story.text, _sentences_data) if story else []
    return {
        "story": blocks,
        "sentences": sum(map(_sentence_count, blocks)),
        "story_lang": (story.lang if story else "") or lang,
    }


def _use_data(use: LocalText | None, lang: str) -> TemplateData:
    """How it is used, in a panel: whole paragraphs and lists, as many as there is room for, the first in any case."""
    kept: list[Block] = []
    for block in markdown_blocks(use.text) if use else ():
        if kept and len(plain_text((*kept, block))) > MAX_USE_LETTERS:
            break
        kept.append(block)
    return {"use": blocks_data(kept, runs_data, runs_data), "use_lang": (use.lang if use else "") or lang}


def _sentence_count(block: TemplateData) -> int:
    """How many sentences a block has, as `first-of` in `sheet.typ` counts them: each row of a table is one."""
    if block["kind"] == BlockKind.TABLE:
        return max(len(block["rows"]) - 1, 1)
    return len(block["words"]) + sum(_sentence_count(each) for item in block["items"] for each in item)


def _sentences_data(runs: Sequence[Run]) -> list[list[TemplateData]]:
    """The sentences of a paragraph, each in runs: a story that is longer than the sheet ends with a whole one."""
    text = "".join(run.text for run in runs)
    spans = (found.span() for found in _SENTENCE_PATTERN.finditer(text) if found[0].strip())
    return [runs_data(tuple(_cut_runs(runs, start, end))) for start, end in spans]


def _cut_runs(runs: Sequence[Run], start: int, end: int) -> Iterator[Run]:
    """What stands from letter `start` to `end` of the runs; of a sentence too long for a sheet, its beginning."""
    most, at = start + MAX_SENTENCE_LETTERS, 0
    for run in runs:
        part = run.text[max(start - at, 0) : max(min(end, most) - at, 0)]
        if part:
            yield replace(run, text=part)
        at += len(run.text)
    if end > most:
        yield Run("…")


def _panels_data(product: Product, view: ProductView, context: Context) -> TemplateData:
    certificate = view.certificate
    told = (
        [each.row for each in certificate.ratings_in_words if each.state == view.decision.status] if certificate else []
    )
    return {
        "certificate": {
            "note": None if view.decision.shows_stars else certificate.note,
            "rows": _rows_data((*told, *certificate.rows), context.lang),
        }
        if certificate and view.decision.status is not OcopStatus.POTENTIAL
        else None,
        "others": [_other_certificate_data(each, context) for each in view.other_certificates],
        "producer": _producer_data(view.producer, product.producer.contact, context)
        if view.producer and product.producer
        else None,
        "packs": _rows_data(
            (LabelledValue("pack", pack.name, LocalText(pack.price)) for pack in view.packs[:MAX_PANEL_ROWS]),
            context.lang,
            MAX_LINE_LETTERS_ON_SHEET,
        ),
        "shops": _rows_data(
            (
                LabelledValue("shop", shop.name, LocalText(_readable_url(shop.url)))
                for shop in view.sales_channels[:MAX_PANEL_ROWS]
            ),
            context.lang,
            MAX_LINE_LETTERS_ON_SHEET,
        ),
        "trade": _rows_data(view.trade, context.lang),
    }


def _other_certificate_data(certificate: OtherCertificate, context: Context) -> TemplateData:
    """A certificate of another scheme in one row: whether its time is over, its number and days."""
    told = [f"{row.label}: {row.value}" for row in certificate.rows if row.key != "issuer"]
    return {
        "name": _text_data(certificate.name, context.lang, MAX_LINE_LETTERS_ON_SHEET),
        "ended": context.words("status.expired") if certificate.ended else None,
        "by_source": certificate.by_source,
        "told": shorten_text("; ".join(told), MAX_VALUE_LETTERS),
    }


def _producer_data(maker: ProducerPanel, contact: Contact, context: Context) -> TemplateData:
    name = maker.name or LocalText(maker.kind)
    places = [maker.street] if maker.street else [maker.village, maker.commune]
    return {
        "name": _text_data(name, context.lang, MAX_NAME_LETTERS),
        "places": [_text_data(place, context.lang, MAX_LINE_LETTERS_ON_SHEET) for place in places if place],
        "contacts": _rows_data(_contact_rows(contact, context), context.lang, MAX_LINE_LETTERS_ON_SHEET),
    }


def _contact_rows(contact: Contact, context: Context) -> Iterator[LabelledValue]:
    known = contact_links(contact, context.words)
    if known.phone:
        yield LabelledValue("phone", LocalText(context.words("office.phone")), LocalText(known.phones_text))
    if contact.zalo:
        zalo = format_phone(contact.zalo) if contact.zalo.isdigit() else _readable_url(contact.zalo)
        yield LabelledValue("zalo", LocalText("Zalo"), LocalText(zalo))
    for outlet in known.links:
        yield LabelledValue("link", LocalText(outlet.name), LocalText(outlet.text))


def _readable_url(url: str | None) -> str:
    """An address as people read it; '' without one."""
    return (url or "").partition("://")[2].removeprefix("www.").rstrip("/") or (url or "").rpartition(":")[2]


def _footer_data(product: Product, context: Context) -> TemplateData:
    lines = [line.text for line in office_lines(context)]
    checked = checked_text(product.checked, context.words, "sheet.checked") if product.checked else ""
    # Not the page's own address, which may change: what people print and copy opens whatever becomes of the folder.
    links = context.codes
    return {
        "url": links.of(product.code) if context.site_url else "",
        "address": with_break_points(links.typed(product.code)) if context.site_url else "",
        "draft": context.words("print.draft") if context.site_url and not links.final else "",
        "office": [shorten_text(line, MAX_LINE_LETTERS_ON_SHEET) for line in (*lines, checked) if line],
    }


SHEET_TEMPLATE = "sheet.typ"
SHEET_THEME_FILES = (SHEET_TEMPLATE, "lib.typ", "story.typ", "weave.svg")
"""Files of the theme that every sheet depends on."""
PDF_STANDARD = "ua-1"
CODE_IMAGE = "code.svg"
"""The name of the page's code among the pictures of its sheet."""


@dataclass(frozen=True, slots=True)
class _SheetRequest:
    """A sheet to make: product, language, template data as JSON, photo, name in the cache without suffix."""

    slug: str
    lang: str
    data_json: str
    picture: Path | None
    stem: str


def product_sheets(
    contexts: Iterable[Context], pages: PageCache, theme: Theme, cache: Cache, content: Path
) -> tuple[dict[str, Path], list[Problem]]:
    """The sheet of every product, by the address of its page, and the problems of those that cannot be typeset.

    They are made where `cache` has none. `pages` is the page cache: it holds the template data of sheets from build to
    build. `content` is the folder of the products.
    """
    mark = typst.typeset_digest(theme, SHEET_THEME_FILES, qr.drawn_by())
    wanted = {
        context.urls.product(product.slug, context.lang): _sheet_request(product, context, pages, mark)
        for context in contexts
        for product in context.catalogue.products
    }
    sheets: dict[str, Path] = {}
    problems: list[Problem] = []
    for page, one in wanted.items():
        try:
            sheets[page] = cache.file(one.stem, "pdf", partial(_typeset_sheet, one, theme, cache.folder))
        except typst.TypesettingError as error:
            file = f"{content.as_posix()}/{one.slug}/{PRODUCT_FILE}"
            problems.append(error.problem(file, "sheet_failed", language=one.lang))
    return sheets, problems


def _sheet_request(product: Product, context: Context, pages: PageCache, mark: bytes) -> _SheetRequest:
    made_from = ("sheet", context.lang, pages.digests.get(product.slug) or repr(product))
    data_json = pages.html(made_from, lambda: json.dumps(sheet_data(product, context), ensure_ascii=False))
    digest = sha256(mark + data_json.encode()).hexdigest()[:12]
    cover = cover_picture(product, context)
    # The JPEG, for Typst reads no AVIF.
    return _SheetRequest(
        slug=product.slug,
        lang=context.lang,
        data_json=data_json,
        picture=cover.fallback.file if cover else None,
        stem=f"{product.slug}-{context.lang}-{digest}",
    )


def _typeset_sheet(one: _SheetRequest, theme: Theme, near: Path, draft: Path) -> None:
    data = json.loads(one.data_json)
    images: dict[str, typst.ImageContent] = {one.picture.name: one.picture} if one.picture else {}
    if data["url"]:
        images[CODE_IMAGE] = qr.svg(qr.symbol(data["url"]))
    document = typst.TypstDocument(SHEET_TEMPLATE, theme, day=typst.UNDATED, data=data, images=images, near=near)
    draft.write_bytes(typst.typeset_pdf(document, (PDF_STANDARD,)))
