"""The slides of the exhibition display as JPEG, for televisions that show nothing but pictures.

A slide is kept under the digest of everything that is on it, so a stick that is packed again sets only what is new.
"""

from __future__ import annotations

import io
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import Any

from PIL import Image

from ..media.cache import Cache
from ..media.plan import Encoding, Frame, Picture, Recipe
from ..model import Product
from ..pages import display
from ..pages.scene import Scene
from ..theme_folder import Theme
from . import qr, typeset

TEMPLATE = "slide.typ"
MADE_FROM = (TEMPLATE, "lib.typ", "fit.typ", "weave.svg")
"""Files of the theme that every slide depends on."""
BATCH = 12
"""Slides that are set at once: each is 6 MB of pixels until it is pressed."""
QUALITY = 90
VALID = ("in_force", "expiring")


@dataclass(frozen=True, slots=True)
class Screen:
    """A television: which way up, and how the photo is cut for it."""

    upright: bool
    photo: Recipe


def _photo(width: int, height: int) -> Recipe:
    return Recipe((), (), Encoding("jpeg", 92), fallback_width=width, frame=Frame(width, height))


LANDSCAPE = Screen(False, _photo(1152, 1080))
PORTRAIT = Screen(True, _photo(1080, 810))


@dataclass(frozen=True, slots=True)
class Show:
    """What the slides are made from: the languages (one, or a first and a second), scenes by language, cut photos."""

    langs: tuple[str, ...]
    scenes: Mapping[str, Scene]
    pictures: Mapping[tuple[str, str], Picture]
    theme: Theme
    today: date
    cache: Path


def slides(show: Show, screen: Screen) -> tuple[Path, ...]:
    """A baseline JPEG of 1920×1080 or 1080×1920 a product, in the order of the display; its name tells its content."""
    kept, shared = Cache(show.cache), _shared(show, screen)
    made = (f"segno {version('segno')}", f"pillow {version('pillow')}", str(QUALITY))
    mark = typeset.mark(show.theme, MADE_FROM, *made) + _told(shared)
    wanted = {_stem(product, show, mark): product for product in next(iter(show.scenes.values())).catalogue.products}
    missing = [stem for stem in wanted if not kept.find(stem)]
    for at in range(0, len(missing), BATCH):
        batch = missing[at : at + BATCH]
        for stem, png in zip(batch, _set([wanted[stem] for stem in batch], show, shared, kept.folder), strict=True):
            kept.put(stem, "jpg", "image/jpeg", *_pressed(png))
    return tuple(kept.folder / f"{stem}.jpg" for stem in wanted)


def _shared(show: Show, screen: Screen) -> dict[str, Any]:
    """What every slide is told."""
    scene = show.scenes[show.langs[0]]
    draft = "" if scene.codes.final else scene.words("print.draft")
    return {"lang": show.langs[0], "upright": screen.upright, "draft": draft}


def _stem(product: Product, show: Show, mark: bytes) -> str:
    """The name without suffix of the slide, in the cache."""
    address = next(iter(show.scenes.values())).codes.of(product.code)
    digest = sha256(mark + _told([_slide(product, _cut(product, show), show), address])).hexdigest()[:12]
    return f"{product.slug}-slide-{digest}"


def _told(data: Any) -> bytes:
    return json.dumps(data, ensure_ascii=False, sort_keys=True).encode()


def _set(products: Sequence[Product], show: Show, shared: Mapping[str, Any], near: Path) -> tuple[bytes, ...]:
    scene = show.scenes[show.langs[0]]
    images: dict[str, Path | bytes] = {
        f"qr-{product.code}.svg": qr.svg(qr.symbol(scene.codes.of(product.code))) for product in products
    }
    cut = {product.slug: _cut(product, show) for product in products}
    images |= {file.name: file for file in cut.values() if file}
    data = {**shared, "slides": [_slide(product, cut[product.slug], show) for product in products]}
    return typeset.png(typeset.Work(TEMPLATE, show.theme, show.today, data, images, near))


def _cut(product: Product, show: Show) -> Path | None:
    picture = show.pictures.get((product.slug, product.photos[0].file)) if product.photos else None
    return picture.fallback.file if picture and picture.fallback else None


def _slide(product: Product, photo: Path | None, show: Show) -> dict[str, Any]:
    """The words of one slide: what theme/assets/js/kiosk-slide.js shows of the same data."""
    first, second = show.langs[0], show.langs[-1]
    scene, shown = show.scenes[first], display.slide(product, show.scenes)
    valid, name = shown["state"] in VALID, _said(shown["name"], first)
    other = shown["name"].get(second, "")
    until = scene.words("kiosk.until", day=shown["until"][first]) if valid and shown["until"] else ""
    return {
        "code": product.code,
        "typed": scene.codes.typed(product.code),
        "photo": photo.name if photo else None,
        "illustration": scene.words("kiosk.illustration") if shown["photo"] and shown["photo"]["illustration"] else "",
        "place": _said(shown["place"], first),
        "name": name,
        "other": "" if other == name else other,
        "state": shown["state"],
        "stars": shown["stars"] if valid else 0,
        "grade": scene.words("stars.ocop", n=shown["stars"]) if valid else scene.words(f"kiosk.state_{shown['state']}"),
        "until": until,
        "line": _said(shown["line"], first),
        "scan": [show.scenes[lang].words("kiosk.scan") for lang in show.langs],
    }


def _said(texts: Mapping[str, str] | None, lang: str) -> str:
    """In the language asked for, else in the first that there is."""
    return texts.get(lang) or next(iter(texts.values())) if texts else ""


def _pressed(png: bytes) -> tuple[bytes, tuple[int, int]]:
    """The slide as the plainest JPEG there is, and its size: televisions know no other."""
    out = io.BytesIO()
    with Image.open(io.BytesIO(png)) as image:
        image.convert("RGB").save(out, "JPEG", quality=QUALITY, progressive=False, optimize=False)
        return out.getvalue(), image.size
