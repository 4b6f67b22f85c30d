"""The exhibition display: one script of data for every language, of the catalogue as published."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any

from ..catalogue.product import Product
from ..catalogue.programme import OcopStatus
from ..catalogue.showcase import Event
from ..catalogue.values import Text
from ..catalogue.vietnamese import format_day
from ..media.recipe import Pictures, PreparedPicture
from .card import ImageView, product_card
from .context import Context
from .markdown_blocks import blocks_data, markdown_blocks
from .page_cache import PageCache
from .qr import Symbol, svg_path, symbol
from .responsibility import site_notice
from .urls import photo_address
from .words import Translations

DATA_FILE = "display.js"
"""Logical name of the data among the theme's files."""


MAX_LINE_LETTERS = 60
"""The most letters of the sentence on a slide: as many as people read in passing."""
DISPLAY_WORDS = ("scan", "choose", "all", "back", "close", "away", "language", "until", "illustration")
"""Words of the display itself."""

TextsByLanguage = Mapping[str, str]


def display_script(contexts: Mapping[str, Context], cache: PageCache, large: Pictures) -> bytes:
    """`window.bgDisplay`: the products, shelves, events and words of the display, in every language.

    `large` are the covers made for large screens, by owner and source.
    """
    first = next(iter(contexts.values()))
    notices = {lang: notice for lang, context in contexts.items() if (notice := site_notice(context))}
    found = {
        "day": first.today.isoformat(),
        "draft": not first.codes.final,
        "notice": {notice.lang or lang: notice.text for lang, notice in notices.items()} or None,
        "words": {lang: _display_words(context.words) for lang, context in contexts.items()},
        "shelves": [
            {"key": each.key, "name": _texts_by_language(each.name, contexts)}
            for each in first.catalogue.settings.categories
        ],
        "events": [_event_data(event, contexts) for event in first.catalogue.settings.events],
    }
    # Finding the best mask of a code takes as long as making a page, so the JSON of each slide is cached.
    slides = []
    for product in first.catalogue.products:
        cover = large.get((product.slug, product.photos[0].file)) if product.photos else None
        made_from = ("display", cover.fallback.name if cover else "", cache.digests.get(product.slug) or repr(product))
        slides.append(cache.html(made_from, partial(_slide_json, product, contexts, cover)))
    return f'window.bgDisplay={_compact_json(found)[:-1]},"products":[{",".join(slides)}]}};\n'.encode()


def _event_data(event: Event, contexts: Mapping[str, Context]) -> dict[str, Any]:
    """An event: its products, and where it tells so what each commune brings (its `stands`), to choose among."""
    communes = next(iter(contexts.values())).communes
    named = [(communes[each.commune], each.products) for each in event.displays if each.products]
    stands = [
        {"key": commune.key, "name": _texts_by_language(commune.name, contexts), "products": products}
        for commune, products in named
    ]
    return {"key": event.key, "products": event.shown, **({"stands": stands} if stands else {})}


def _slide_json(product: Product, contexts: Mapping[str, Context], cover: PreparedPicture | None) -> str:
    return _compact_json(slide_data(product, contexts, cover))


def _compact_json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _display_words(words: Translations) -> dict[str, Any]:
    return {
        **{name: words(f"kiosk.{name}") for name in DISPLAY_WORDS},
        "draft": words("print.draft"),
        "use": words("product.use"),
        "stars": {n: words("stars.ocop", n=n) for n in ("3", "4", "5")},
        "status": {state: words(f"kiosk.status_{state}") for state in OcopStatus},
        "latest": words("certificate.ended_latest", day="{day}"),
        "source": words("certificate.by_source"),
        "status_short": {state: words(f"status.{state}") for state in OcopStatus},
    }


def slide_data(
    product: Product, contexts: Mapping[str, Context], cover: PreparedPicture | None = None
) -> dict[str, Any]:
    """The data of one slide: the product's texts by language, its OCOP status, photo, code and links.

    `cover` is its photo for large screens.
    """
    first = next(iter(contexts.values()))
    judged = first.decisions[product.slug]
    places = {lang: product_card(product, context).place for lang, context in contexts.items()}
    # The tagline, else the first clause of the summary where it is short enough to read in passing.
    told = product.tagline or product.summary
    lines = {lang: first_clause(text) for lang, text in _texts_by_language(told, contexts).items()} if told else {}
    story = {lang: blocks_data(markdown_blocks(product.story[lang])) for lang in contexts} if product.story else {}
    use = {lang: blocks_data(markdown_blocks(product.use[lang])) for lang in contexts} if product.use else {}
    links = [
        {"name": {lang: each.words(name) for lang, each in contexts.items()}, "code": _code_data(symbol(url), url)}
        for name, url in _product_links(product)
    ]
    return {
        "slug": product.slug,
        "group": product.group,
        "shelf": product.category,
        "name": _texts_by_language(product.name, contexts),
        "place": {lang: place.text for lang, place in places.items() if place} or None,
        "line": {lang: line for lang, line in lines.items() if line} or None,
        "story": story,
        **({"use": use} if use else {}),
        "state": judged.status,
        "stars": 0 if judged.by_source else judged.stars,
        "by_source": judged.by_source,
        "at_the_latest": judged.at_the_latest,
        "expires": judged.expires.isoformat() if judged.expires else None,
        "until": {lang: format_day(judged.expires, lang) for lang in contexts} if judged.expires else None,
        "photo": _photo_data(product_card(product, first).photo, cover),
        "code": _code_data(symbol(first.codes.of(product.code)), first.codes.typed(product.code)),
        "links": links,
    }


def _photo_data(image: ImageView | None, cover: PreparedPicture | None) -> dict[str, Any] | None:
    if image is None:
        return None
    # Address and width in pixels of every file of the photo: the browser takes what its screen needs.
    sizes = [(each.address, each.width) for each in image.sources[0].candidates] if image.sources else []
    sizes += [(photo_address(made.name), made.width) for made in cover.renditions] if cover else []
    return {
        "address": image.largest_address,
        "sizes": sizes,
        "small": image.address,
        "position": image.object_position,
        "colour": image.colour,
        "illustration": image.is_illustration,
    }


def first_clause(text: str) -> str:
    """The first clause of a sentence, cut between words where it is longer than the display has room for."""
    first = re.split(r"(?<=[.!?…])\s|[;:]\s|\s–\s", text, maxsplit=1)[0].strip()
    if len(first) <= MAX_LINE_LETTERS:
        return first
    return first[:MAX_LINE_LETTERS].rsplit(" ", 1)[0].rstrip(",") + "…"


def _product_links(product: Product) -> Iterator[tuple[str, str]]:
    """What a visitor may scan besides the product's own code: the key of its words, and where it leads."""
    contact = product.producer.contact if product.producer else None
    named = ("website", "facebook", "tiktok") if contact else ()
    yield from ((f"contact.{name}", url) for name in named if (url := getattr(contact, name)))
    if product.traceability:
        yield "product.traceability", product.traceability


def _code_data(made: Symbol, typed: str) -> dict[str, Any]:
    return {"path": svg_path(made), "side": made.side, "address": made.address, "typed": typed}


def _texts_by_language(text: Text, contexts: Mapping[str, Context]) -> TextsByLanguage:
    return {lang: text[lang] for lang in contexts if text.language(lang) == lang}
