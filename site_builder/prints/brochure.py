"""The printed catalogue: every product on pages of its own, with contents, map, calendar and indexes, as a PDF."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from ..pages.scene import Scene
from ..theme_folder import Theme
from ..vietnamese import day
from . import brochure_matter as matter
from . import qr
from .address import Addresses
from .brochure_boxes import finished
from .brochure_lines import Lines, Tongues
from .brochure_paper import BLEED, Paper
from .brochure_photos import Prints
from .brochure_pictures import stand_in
from .brochure_product import product_data

TEMPLATE = "brochure.typ"
WORDS = {
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
"""Words of the site that paper uses too, as the template calls them, beside those under `brochure.`."""


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be printed: on which paper, in which languages (the leading one first), with or without bleed."""

    paper: Paper
    languages: tuple[str, ...]
    bleed: bool
    today: date


def brochure(
    order: Order, scenes: Mapping[str, Scene], prints: Prints, addresses: Addresses, theme: Theme, cache: Path
) -> bytes:
    """The catalogue as tagged PDF (PDF/UA-1); the same bytes for the same content and day.

    Where the site's address is not final, every page says that this is a draft.
    """
    from . import typeset

    tongues = Tongues(tuple(scenes[lang] for lang in order.languages))
    products = tongues.lead.catalogue.products
    symbols = {f"qr-{product.code}.svg": qr.symbol(addresses.of(product.code)) for product in products}
    drawings = {name: qr.svg(symbol) for name, symbol in symbols.items()}
    photos = {made.file.name: made.file for made in prints.used(tongues.lead.catalogue)}
    data = brochure_data(order, tongues, prints, addresses) | {
        "draft": "" if addresses.final else " / ".join(scene.words("print.draft") for scene in scenes.values()),
        "code": max([order.paper.code, *(symbol.least for symbol in symbols.values())]),
    }
    stands = {name: stand_in(name) for name in photos}
    work = typeset.Work(TEMPLATE, theme, order.today, data, {**stands, **drawings}, cache)
    return finished(typeset.pdf(work, ("ua-1",)), BLEED if order.bleed else 0, photos)


def brochure_data(order: Order, tongues: Tongues, prints: Prints, addresses: Addresses) -> dict[str, Any]:
    """Everything that the template sets."""
    scene = tongues.lead
    paper = order.paper
    return {
        "paper": {"name": paper.name, "width": paper.width, "height": paper.height, "photo": paper.photo},
        "bleed": BLEED if order.bleed else 0,
        "lang": scene.lang,
        "home": addresses.root.rpartition("://")[2].strip("/"),
        "words": _words(tongues),
        "site": _site(order, tongues),
        "front": [
            {"file": made.file.name, "focus": list(made.focus), "ratio": made.ratio} for made in prints.front.values()
        ],
        "sections": matter.sections(tongues),
        "products": {
            product.slug: product_data(product, tongues, prints.photos, addresses.typed(product.code))
            for product in scene.catalogue.products
        },
        "stars": matter.stars(tongues),
        **matter.communes(tongues),
        "elsewhere": list(matter.elsewhere(tongues)),
        "producers": matter.producers(tongues),
        "office": matter.office(tongues),
        "sources": matter.sources(tongues),
    }


def _site(order: Order, tongues: Tongues) -> dict[str, Lines]:
    site = tongues.lead.catalogue.settings.site
    return {
        "names": tongues.say(site.name),
        "tagline": tongues.say(site.tagline),
        "description": tongues.say(site.description),
        "office": tongues.say(site.office.name),
        "made": tongues.told(lambda scene: scene.words("brochure.made", day=day(order.today, scene.lang))),
    }


def _words(tongues: Tongues) -> dict[str, Lines]:
    """Those without a gap to fill; the others are filled where they are used."""
    ours = {key: f"brochure.{key}" for key, text in tongues.lead.words.section("brochure").items() if "{" not in text}
    return {name: tongues.word(key) for name, key in (ours | WORDS).items()}
