"""The printed catalogue: every product on pages of its own, with contents, map, calendar and indexes, as a PDF."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from ...catalogue.vietnamese import format_day
from ...theme_folder import Theme
from ...views import qr
from ...views.context import Context
from ...views.responsibility import site_notice
from ...views.urls import ShortLinks
from ..formats import BLEED, PaperSize
from ..paper_text import ParallelText, SideBySide
from . import sections
from .pdf import finish_pdf, placeholder_jpeg
from .photos import PrintPhotos
from .product import product_page_data

BROCHURE_TEMPLATE = "brochure.typ"
SHARED_WORDS = {
    "season": "product.season",
    "related": "product.related",
    "stars": "home.stars",
    "calendar": "season.title",
    "lead": "season.lead",
    "product": "season.product",
    "communes_text": "lists.communes_text",
    "producers_none": "lists.producers_none",
    "office_title": "office.title",
}
"""Words of the site that the brochure uses too: the template's name of each and its key."""


@dataclass(frozen=True, slots=True)
class BrochureOrder:
    """What is to be printed: on which paper, in which languages (the leading one first), with or without bleed."""

    paper: PaperSize
    languages: tuple[str, ...]
    bleed: bool
    today: date


def brochure_pdf(
    order: BrochureOrder,
    contexts: Mapping[str, Context],
    prints: PrintPhotos,
    addresses: ShortLinks,
    theme: Theme,
    cache: Path,
) -> bytes:
    """The catalogue as tagged PDF (PDF/UA-1); the same bytes for the same content and day.

    Where the site's address is not final, every page says that this is a draft.
    """
    from .. import typst

    tongues = SideBySide(tuple(contexts[lang] for lang in order.languages))
    products = tongues.lead.catalogue.products
    symbols = {f"qr-{product.code}.svg": qr.symbol(addresses.of(product.code)) for product in products}
    drawings = {name: qr.svg(symbol) for name, symbol in symbols.items()}
    photos = {made.file.name: made.file for made in prints.used(tongues.lead.catalogue)}
    data = brochure_data(order, tongues, prints, addresses) | {
        "draft": "" if addresses.final else " / ".join(context.words("print.draft") for context in contexts.values()),
        "code": max([order.paper.code, *(symbol.least for symbol in symbols.values())]),
    }
    stands = {name: placeholder_jpeg(name) for name in photos}
    work = typst.TypstDocument(
        BROCHURE_TEMPLATE, theme, day=order.today, data=data, images={**stands, **drawings}, near=cache
    )
    return finish_pdf(typst.typeset_pdf(work, ("ua-1",)), BLEED if order.bleed else 0, photos)


def brochure_data(
    order: BrochureOrder, tongues: SideBySide, prints: PrintPhotos, addresses: ShortLinks
) -> dict[str, Any]:
    """Everything that the template sets."""
    context = tongues.lead
    paper = order.paper
    return {
        "paper": {"name": paper.name, "width": paper.width, "height": paper.height, "photo": paper.photo},
        "bleed": BLEED if order.bleed else 0,
        "lang": context.lang,
        "home": addresses.root.rpartition("://")[2].strip("/"),
        "words": _brochure_words(tongues),
        "site": _site_texts(order, tongues),
        "front": [
            {"file": made.file.name, "focus": list(made.focus), "ratio": made.ratio} for made in prints.front.values()
        ],
        "sections": sections.catalogue_sections(tongues),
        "products": {
            product.slug: product_page_data(product, tongues, prints.photos, addresses.typed(product.code))
            for product in context.catalogue.products
        },
        "stars": sections.stars_legend(tongues),
        **sections.commune_data(tongues),
        "other_places": list(sections.unplaced_products(tongues)),
        "producers": sections.producer_register(tongues),
        "office": sections.office_rows(tongues),
        "sources": sections.source_lists(tongues),
    }


def _site_texts(order: BrochureOrder, tongues: SideBySide) -> dict[str, ParallelText]:
    site = tongues.lead.catalogue.settings.site
    return {
        "names": tongues.say(site.name),
        "tagline": tongues.say(site.tagline),
        "description": tongues.say(site.description),
        "office": tongues.say(site.office.name if site.office else None),
        "notice": tongues.told(site_notice),
        "made": tongues.told(lambda context: context.words("brochure.made", day=format_day(order.today, context.lang))),
    }


def _brochure_words(tongues: SideBySide) -> dict[str, ParallelText]:
    """The brochure's words without parameters; those with parameters are filled where they are used."""
    ours = {key: f"brochure.{key}" for key, text in tongues.lead.words.section("brochure").items() if "{" not in text}
    return {name: tongues.word(key) for name, key in (ours | SHARED_WORDS).items()}
