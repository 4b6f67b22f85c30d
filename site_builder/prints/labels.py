"""What labels, tents, booth sheets, posters and roll-ups show of products: the views of the site, ready for Typst."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any

from ..model import Product
from ..pages.display import clause
from ..pages.scene import Said, Scene
from ..pages.views import POTENTIAL, grade, place
from ..pages.views_facts import packs
from ..pages.views_producer import maker
from ..pages.views_product import foreign_name
from ..pages.views_season import months_text
from ..theme_folder import Theme
from . import qr
from .codes import draft_mark
from .sheets import Format
from .typeset import Work

LANGUAGES = 2
"""Languages on one label: the first two of the catalogue."""


@dataclass(frozen=True, slots=True)
class Fact:
    """A line of a booth sheet: what it is about, and what is known."""

    label: str
    value: str


@dataclass(frozen=True, slots=True)
class Side:
    """A product in one language. What is not known, or may not be said, is '' or 0."""

    lang: str
    name: str
    foreign: str
    stars: int
    rating: str
    tag: str
    line: str
    summary: str
    place: str
    producer: str
    scan: str
    illustration: str
    fold: str
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Thing:
    """A product as it is printed: `qr` and `photo` are names of images, `photo` None where there is none."""

    code: str
    typed: str
    qr: str
    photo: str | None
    brand: str
    sides: tuple[Side, ...]


def side(product: Product, scene: Scene) -> Side:
    """The product in the language of `scene`; stars only where its certificate is in force."""
    found, words = grade(product, scene), scene.words
    made_by = maker(product, scene)
    drawn = bool(product.photos) and product.photos[0].kind == "illustration"
    return Side(
        lang=scene.lang,
        name=scene.say(product.name).text,
        foreign=_text(foreign_name(product.name, scene)),
        stars=found.stars if found.shown else 0,
        rating=words("stars.ocop", n=found.stars) if found.shown else "",
        tag=found.text if found.state == POTENTIAL else "",
        line=_line(product, scene),
        summary=_text(scene.say_if(product.summary)),
        place=_text(place(product, scene)),
        producer=_text(made_by.name) if made_by else "",
        scan=words("print.scan"),
        illustration=words("card.illustration") if drawn else "",
        fold=words("print.fold"),
        facts=tuple(_facts(product, scene)),
    )


def thing(product: Product, scenes: Mapping[str, Scene], photo: str | None) -> Thing:
    """The product in the languages that are printed."""
    used = list(scenes.values())[:LANGUAGES]
    codes, site = used[0].codes, used[0].catalogue.settings.site
    name = used[0].say(site.name).text
    sides = tuple(side(product, scene) for scene in used)
    return Thing(product.code, codes.typed(product.code), drawing(product.code), photo, name, sides)


def drawing(code: str) -> str:
    """The name under which a template asks for the QR code of `code`."""
    return f"qr-{code}.svg"


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be printed: `products` in their order, each `copies` times, from the place after `skip` others on."""

    form: Format
    products: Sequence[Product]
    copies: int = 1
    skip: int = 0


def work(order: Order, scenes: Mapping[str, Scene], photos: Mapping[str, Path], theme: Theme, day: date) -> Work:
    """The work to set; `photos` are the covers that were made for its format, by the slug of their product."""
    form = order.form
    things = [thing(p, scenes, photos[p.slug].name if p.slug in photos else None) for p in order.products]
    repeated = [asdict(each) for each in things for _ in range(order.copies)]
    images: dict[str, Path | bytes] = {drawing(p.code): qr.svg(symbol(p.code, form, scenes)) for p in order.products}
    images |= {photo.name: photo for photo in photos.values()}
    data = {**paper(form, scenes), "skip": order.skip, "things": repeated}
    return Work(form.template, theme, day, data, images, next(iter(photos.values())).parent if photos else None)


def paper(form: Format, scenes: Mapping[str, Scene]) -> dict[str, Any]:
    """What every template of this package is told."""
    first = next(iter(scenes.values()))
    words = {lang: scene.words for lang, scene in scenes.items()}
    return {
        "lang": first.lang,
        "title": f"{first.words('print.title')} – {first.catalogue.settings.site.name[first.lang]}",
        "draft": "" if first.codes.final else draft_mark(words),
        "form": asdict(form),
    }


def symbol(code: str, form: Format, scenes: Mapping[str, Scene]) -> qr.Symbol:
    """The QR code of `code` at the level of the format."""
    return qr.symbol(next(iter(scenes.values())).codes.of(code), form.level)


def _text(said: Said | None) -> str:
    return said.text if said else ""


def _line(product: Product, scene: Scene) -> str:
    """The tagline, else the first clause of the summary, else as much of it as is read in passing."""
    if product.tagline:
        return scene.say(product.tagline).text
    return clause(_text(scene.say_if(product.summary)))


def _facts(product: Product, scene: Scene) -> Iterator[Fact]:
    words, made_by = scene.words, maker(product, scene)
    if made_by:
        yield Fact(words("producer.title"), _text(made_by.name) or made_by.kind)
    if made_by and made_by.reach.call:
        yield Fact(words("print.phone"), made_by.reach.call.text)
    months = months_text(product.season, words)
    if months:
        yield Fact(words("product.harvest"), months)
    yield from (Fact(pack.name.text, pack.price) for pack in packs(product.offers, scene))
