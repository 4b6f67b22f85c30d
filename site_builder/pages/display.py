"""The exhibition display: one script of data for every language, one bare page for each.

The page is a document of its own, outside the shell: it runs for days on a television, from a USB stick, and holds
nothing but the slide that is seen. What it may show is the catalogue, already redacted.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from markupsafe import Markup

from ..fields import Text
from ..media.plan import Picture
from ..model import Product
from ..ocop import EXPIRING_DAYS, Standing
from ..prints.qr import Symbol, path, symbol
from ..vietnamese import day
from .environment import Templates
from .kept import Kept
from .page import Output
from .policy import policy
from .scene import Scene
from .sprite import Sprite
from .urls import base, photo
from .views import POTENTIAL, card, grade
from .views_photo import Image

DATA = "display.js"
"""Logical name of the data among the theme's files."""
ICONS = ("pin", "arrow", "petals-line", "stars-3", "stars-4", "stars-5")
LONGEST_LINE = 60
"""Letters of the one sentence, as many as are read in passing."""
STATES = (*Standing, POTENTIAL)
WORDS = ("scan", "choose", "all", "back", "close", "away", "language", "until", "illustration")

Texts = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Display:
    """What the page of one language is made from; `policy` is '' in the live preview."""

    build: str
    policy: str
    title: str
    catalogue: str
    icons: Markup


def data(scenes: Mapping[str, Scene], kept: Kept, large: Mapping[tuple[str, str], Picture]) -> bytes:
    """`window.bgDisplay`: the products, shelves, events and words of the display, in every language.

    `large` are the covers made for large screens, by owner and source.
    """
    first = next(iter(scenes.values()))
    found = {
        "day": first.today.isoformat(),
        "soon": EXPIRING_DAYS,
        "draft": not first.codes.final,
        "words": {lang: _words(scene) for lang, scene in scenes.items()},
        "shelves": [
            {"key": each.key, "name": _texts(each.name, scenes)} for each in first.catalogue.settings.categories
        ],
        "events": [{"key": e.key, "products": list(e.products)} for e in first.catalogue.settings.events],
    }
    slides = ",".join(_slide(each, scenes, kept, large) for each in first.catalogue.products)
    return f'window.bgDisplay={_json(found)[:-1]},"products":[{slides}]}};\n'.encode()


def _slide(product: Product, scenes: Mapping[str, Scene], kept: Kept, large: Mapping[tuple[str, str], Picture]) -> str:
    """The product as JSON. Finding the best mask of a code takes as long as making a page, so slides are kept."""
    cover = large.get((product.slug, product.photos[0].file)) if product.photos else None
    made_from = ("display", cover.fallback.name if cover else "", kept.digests.get(product.slug) or repr(product))
    return kept.html(made_from, lambda: _json(slide(product, scenes, cover)))


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def pages(scenes: Mapping[str, Scene], templates: Templates, sprite: Sprite, *, live: bool) -> Iterator[Output]:
    """`kiosk.html` in every language; `live`: for the preview."""
    build = sha256("".join(templates.asset(name) for name in (DATA, "kiosk.js", "kiosk.css")).encode())
    icons = Markup(sprite.used_by(f'#i-{name}"' for name in ICONS))
    for lang, scene in scenes.items():
        address = scene.urls.kiosk(lang)
        title = scene.words("kiosk.title", site=scene.say(scene.catalogue.settings.site.name).text)
        said = "" if live else policy()
        view = Display(build.hexdigest()[:12], said, title, scene.urls.catalogue(lang), icons)
        yield Output(address, templates.render("pages/kiosk.html", lang, base(address), view=view).encode())


def _words(scene: Scene) -> dict[str, Any]:
    stars = {n: scene.words("stars.ocop", n=n) for n in ("3", "4", "5")}
    standing = {state: scene.words(f"standing.{state}") for state in STATES}
    return {
        **{name: scene.words(f"kiosk.{name}") for name in WORDS},
        "draft": scene.words("print.draft"),
        "stars": stars,
        "standing": {state: scene.words(f"kiosk.state_{state}") for state in STATES},
        "standing_short": standing,
    }


def slide(product: Product, scenes: Mapping[str, Scene], cover: Picture | None = None) -> dict[str, Any]:
    """One product as the display knows it: texts by language, its state, photo, code and links.

    `cover` is its photo for large screens.
    """
    first = next(iter(scenes.values()))
    judged = grade(product, first)
    return {
        "slug": product.slug,
        "group": product.group,
        "shelf": product.category,
        "name": _texts(product.name, scenes),
        "place": _place(product, scenes),
        "line": _line(product, scenes),
        "story": {lang: paragraphs(product.story[lang]) for lang in scenes} if product.story else {},
        "state": judged.state,
        "stars": judged.stars,
        "expires": judged.expires.isoformat() if judged.expires else None,
        "until": {lang: day(judged.expires, lang) for lang in scenes} if judged.expires else None,
        "photo": _photo(product, first, cover),
        "code": _code(symbol(first.codes.of(product.code)), first.codes.typed(product.code)),
        "links": [_link(name, url, scenes) for name, url in _links(product)],
    }


def _photo(product: Product, scene: Scene, cover: Picture | None) -> dict[str, Any] | None:
    image = card(product, scene).photo
    if image is None:
        return None
    return {
        "address": image.largest,
        "sizes": _sizes(image, cover),
        "small": image.address,
        "position": image.position,
        "colour": image.colour,
        "illustration": image.illustration,
    }


def _sizes(image: Image, cover: Picture | None) -> list[tuple[str, int]]:
    """Address and width in pixels of every file of the photo: the browser takes what its screen needs."""
    files = [(each.address, each.width) for each in image.sources[0].candidates] if image.sources else []
    return [*files, *((photo(made.name), made.width) for made in cover.renditions)] if cover else files


def _place(product: Product, scenes: Mapping[str, Scene]) -> Texts | None:
    found = {lang: card(product, scene).place for lang, scene in scenes.items()}
    return {lang: place.text for lang, place in found.items() if place} or None


def _line(product: Product, scenes: Mapping[str, Scene]) -> Texts | None:
    """The tagline, else the first clause of the summary where it is short enough to read in passing."""
    text = product.tagline or product.summary
    found = {lang: clause(text[lang]) for lang in scenes if text and text.language(lang) == lang}
    return {lang: line for lang, line in found.items() if line} or None


def clause(text: str) -> str:
    """The first clause of a sentence, cut between words where it is longer than the display has room for."""
    first = re.split(r"(?<=[.!?…])\s|[;:]\s|\s–\s", text, maxsplit=1)[0].strip()
    if len(first) <= LONGEST_LINE:
        return first
    return first[:LONGEST_LINE].rsplit(" ", 1)[0].rstrip(",") + "…"


def paragraphs(markdown: str) -> list[str]:
    """The story as plain text: on a display there is nothing to follow, so links keep their words alone."""
    words = re.sub(r"!?\[([^\]]*)\]\([^)]*\)", r"\1", markdown)
    words = re.sub(r"[*_`#>]+", "", words)
    return [" ".join(part.split()) for part in re.split(r"\n\s*\n", words) if part.strip()]


def _links(product: Product) -> Iterator[tuple[str, str]]:
    contact = product.producer.contact if product.producer else None
    named = ("website", "facebook", "tiktok") if contact else ()
    yield from ((f"reach.{name}", url) for name in named if (url := getattr(contact, name)))
    if product.traceability:
        yield "product.traceability", product.traceability


def _link(name: str, url: str, scenes: Mapping[str, Scene]) -> dict[str, Any]:
    return {"name": {lang: scene.words(name) for lang, scene in scenes.items()}, "code": _code(symbol(url), url)}


def _code(made: Symbol, typed: str) -> dict[str, Any]:
    return {"path": path(made), "side": made.side, "address": made.address, "typed": typed}


def _texts(text: Text, scenes: Mapping[str, Scene]) -> Texts:
    return {lang: text[lang] for lang in scenes if text.language(lang) == lang}
