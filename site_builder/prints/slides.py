"""The slides of the exhibition display as JPEG, for televisions that show pictures alone, and the guide on paper."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import Any

from PIL import Image

from ..cache import Cache, store_file
from ..catalogue.product import Product
from ..content.folder import PRODUCT_FILE
from ..media.recipe import AspectRatio, ImageEncoding, Pictures, Recipe
from ..messages import Problem
from ..theme_folder import Theme
from ..views import display, qr
from ..views.context import Context
from ..views.responsibility import notice_line
from ..views.standing import standing
from . import typst

SLIDE_TEMPLATE = "slide.typ"
SLIDE_THEME_FILES = (SLIDE_TEMPLATE, "lib.typ", "fit.typ", "weave.svg")
"""Files of the theme that every slide depends on."""
SLIDES_PER_BATCH = 12
"""Slides that are typeset at once: each takes 6 MB of pixels until it is encoded."""
SLIDE_QUALITY = 90


@dataclass(frozen=True, slots=True)
class ScreenFormat:
    """A screen format: landscape or portrait, the folder of its slides on a stick, and the recipe of its photos."""

    upright: bool
    folder: str
    photo: Recipe


def _photo_recipe(width: int, height: int) -> Recipe:
    return Recipe((), (), ImageEncoding("jpeg", 92), fallback_width=width, frame=AspectRatio(width, height))


LANDSCAPE_SCREEN = ScreenFormat(False, "slides-ngang", _photo_recipe(1152, 1080))
PORTRAIT_SCREEN = ScreenFormat(True, "slides-doc", _photo_recipe(1080, 810))


@dataclass(frozen=True, slots=True)
class SlideShow:
    """What the slides are made from: the languages (one, or a first and a second), contexts by language, cut photos."""

    langs: tuple[str, ...]
    contexts: Mapping[str, Context]
    pictures: Pictures
    theme: Theme
    today: date
    cache: Path


def slide_files(
    show: SlideShow, screen: ScreenFormat, content: Path, progress: Callable[[int, int], None]
) -> tuple[tuple[Path, ...], tuple[Problem, ...]]:
    """A baseline JPEG of 1920×1080 or 1080×1920 a product, in the order of the display; its name tells its content.

    And the problems of those that cannot be typeset; `content` is the folder of the products, `progress` is told how
    many of the slides that are not kept are made, and of how many.
    """
    shared = _shared_slide_data(show, screen)
    made = (qr.drawn_by(), f"pillow {version('pillow')}", str(SLIDE_QUALITY))
    mark = typst.typeset_digest(show.theme, SLIDE_THEME_FILES, *made) + _json_bytes(shared)
    wanted = {
        _slide_stem(product, show, mark): product for product in next(iter(show.contexts.values())).catalogue.products
    }
    with Cache(show.cache) as cache:
        missing = [stem for stem in wanted if not cache.find(stem)]
        problems: dict[str, Problem] = {}
        done = 0

        def document(stems: Sequence[str]) -> typst.TypstDocument:
            return _slides_document([wanted[stem] for stem in stems], show, shared, cache.folder)

        batches = (missing[at : at + SLIDES_PER_BATCH] for at in range(0, len(missing), SLIDES_PER_BATCH))
        for batch in batches:
            for stem, page in typst.typeset_pages(batch, document):
                done += 1
                progress(done, len(missing))
                if isinstance(page, bytes):
                    cache.keep(stem, [store_file(cache.folder, f"{stem}.jpg", _encode_slide(page))])
                else:
                    file = f"{content.as_posix()}/{wanted[stem].slug}/{PRODUCT_FILE}"
                    problems[stem] = page.problem(file, "slide_failed")
        files = tuple(cache.folder / f"{stem}.jpg" for stem in wanted if stem not in problems)
        return files, tuple(problems.values())


def _shared_slide_data(show: SlideShow, screen: ScreenFormat) -> dict[str, Any]:
    """The template data that all slides share."""
    context = show.contexts[show.langs[0]]
    draft = "" if context.codes.final else context.words("print.draft")
    return {
        "lang": show.langs[0],
        "upright": screen.upright,
        "draft": draft,
        "notice": notice_line([context]),
    }


def _slide_stem(product: Product, show: SlideShow, mark: bytes) -> str:
    """The name without suffix of the slide, in the cache."""
    address = next(iter(show.contexts.values())).codes.of(product.code)
    digest = sha256(mark + _json_bytes([_slide_words(product, _cut_photo(product, show), show), address])).hexdigest()[
        :12
    ]
    return f"{product.slug}-slide-{digest}"


def _json_bytes(data: Any) -> bytes:
    return json.dumps(data, ensure_ascii=False, sort_keys=True).encode()


def _slides_document(
    products: Sequence[Product], show: SlideShow, shared: Mapping[str, Any], near: Path
) -> typst.TypstDocument:
    context = show.contexts[show.langs[0]]
    images: dict[str, Path | bytes] = {
        f"qr-{product.code}.svg": qr.svg(qr.symbol(context.codes.of(product.code))) for product in products
    }
    cut = {product.slug: _cut_photo(product, show) for product in products}
    images |= {file.name: file for file in cut.values() if file}
    data = {**shared, "slides": [_slide_words(product, cut[product.slug], show) for product in products]}
    return typst.TypstDocument(SLIDE_TEMPLATE, show.theme, day=show.today, data=data, images=images, near=near)


def _cut_photo(product: Product, show: SlideShow) -> Path | None:
    picture = show.pictures.get((product.slug, product.photos[0].file)) if product.photos else None
    return picture.fallback.file if picture and picture.fallback else None


def _slide_words(product: Product, photo: Path | None, show: SlideShow) -> dict[str, Any]:
    """The words of one slide: what theme/assets/js/kiosk-slide.js shows of the same data."""
    first, *others = show.langs
    context, shown = show.contexts[first], display.slide_data(product, show.contexts)
    decision, name = context.decisions[product.slug], _text_in(shown["name"], first)
    valid = decision.shows_stars
    names = dict.fromkeys(shown["name"].get(lang, name) for lang in others)
    until = context.words("kiosk.until", day=shown["until"][first]) if valid and shown["until"] else ""
    beside = standing(decision, context.words).beside
    return {
        "code": product.code,
        "typed": context.codes.typed(product.code),
        "photo": photo.name if photo else None,
        "illustration": context.words("kiosk.illustration")
        if shown["photo"] and shown["photo"]["illustration"]
        else "",
        "place": _text_in(shown["place"], first),
        "name": name,
        "others": [each for each in names if each != name],
        "state": shown["state"],
        "stars": shown["stars"] if valid else 0,
        "grade": context.words("stars.ocop", n=shown["stars"])
        if valid
        else context.words(f"kiosk.status_{shown['state']}"),
        "until": until or beside[:1].upper() + beside[1:],
        "line": _text_in(shown["line"], first),
        "scan": [show.contexts[lang].words("kiosk.scan") for lang in show.langs],
    }


def _text_in(texts: Mapping[str, str] | None, lang: str) -> str:
    """In the language asked for, else in the first that there is."""
    return texts.get(lang) or next(iter(texts.values())) if texts else ""


def _encode_slide(png: bytes) -> bytes:
    """The slide as the plainest JPEG there is: televisions know no other."""
    out = io.BytesIO()
    with Image.open(io.BytesIO(png)) as image:
        image.convert("RGB").save(out, "JPEG", quality=SLIDE_QUALITY, progressive=False, optimize=False)
    return out.getvalue()


@dataclass(frozen=True, slots=True)
class Guide:
    """What the guide tells of: the display's title, the folders of slides, whether there are films."""

    title: str
    folders: tuple[str, ...]
    films: bool


GUIDE_PARTS = {"start": 5, "pictures": 3, "during": 3, "trouble": 4}
"""The parts of the guide and their numbers of steps, as `exhibit.<part>_<n>` has them."""


def guide_pdf(guide: Guide, context: Context, theme: Theme, today: date, cache: Path) -> bytes:
    """One page of A4 as PDF, in the language of `context`; without films none is promised."""
    say = context.words
    numbers = GUIDE_PARTS if guide.films else {**GUIDE_PARTS, "pictures": GUIDE_PARTS["pictures"] - 1}
    parts = {part: [say(f"exhibit.{part}_{n}") for n in range(1, last + 1)] for part, last in numbers.items()}
    if len(guide.folders) == 1:
        parts["pictures"][0] = say("exhibit.pictures_alone", folder=guide.folders[0])
    data = {
        "lang": context.lang,
        "title": say("exhibit.guide"),
        "event": guide.title,
        "parts": [{"title": say(f"exhibit.{part}"), "steps": steps} for part, steps in parts.items()],
    }
    cache.mkdir(parents=True, exist_ok=True)
    return typst.typeset_pdf(typst.TypstDocument("guide.typ", theme, today, data, near=cache), ("ua-1",))
