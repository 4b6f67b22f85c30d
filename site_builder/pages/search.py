"""The search index of one language: a plain script that the browser loads when somebody begins to search.

The script calls `bgIndex` with one value. Its `rows` are what can be found and, after that, texts that others share;
a row is what `Row.packed` gives, the numbers in it count from 0 through all rows. `sections` are the sorts of rows in
the order in which equals are listed: the sort, its label, what its addresses begin with (null where it has no pages),
how many rows it has. Inside a section rows stand in Vietnamese order, so that the browser needs none.

How a row is matched and ranked is written in `theme/assets/js/ranking.js`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import date

from ..model import Product
from ..ocop import EXPIRING_DAYS
from ..vietnamese import sort_key
from .scene import Scene
from .search_beside import Beside
from .search_rows import STATES, Ref, Row, Section, others, small_picture, unlike
from .urls import photo
from .views import grade
from .views_producer import producer_key
from .words import Words


def index(scene: Scene, words: Mapping[str, Words]) -> bytes:
    """The script of `scene`'s language; `words` are those of every language, all of them are searched."""
    sections = (_products(scene), *Beside(scene, words).sections())
    told = json.dumps(_told(scene, sections), ensure_ascii=False, separators=(",", ":"))
    return f"bgIndex({told})\n".encode()


def _told(scene: Scene, sections: tuple[Section, ...]) -> dict[str, object]:
    refs = [(section.sort, key) for section in sections for key in section.rows]
    numbers: dict[Ref | None, int] = {ref: at for at, ref in enumerate(refs)}
    return {
        "sections": [_section(section, scene) for section in sections],
        "rows": [row for section in sections for row in section.packed(numbers)],
        "photos": photo(""),
        "states": [[state, scene.words(f"standing.{state}")] for state in STATES],
        "stars": scene.words("stars.short", n="{n}"),
        "expiring": EXPIRING_DAYS,
    }


def _section(section: Section, scene: Scene) -> list[object]:
    label = scene.words(f"search.sort.{section.sort}") if section.has_pages else ""
    return [section.sort, label, section.prefix if section.has_pages else None, len(section.rows)]


def _products(scene: Scene) -> Section:
    rows = {product.slug: _product(product, scene) for product in scene.catalogue.products}
    return Section("product", dict(sorted(rows.items(), key=lambda keyed: sort_key(keyed[1].title))))


def _product(product: Product, scene: Scene) -> Row:
    title, lang, judged = scene.say(product.name), scene.lang, grade(product, scene)
    return Row(
        title=title.text,
        address=scene.urls.product(product.slug, lang),
        names=(*unlike(title.text, product.other_names), *others(product.name, title.text), product.code),
        picture=_picture(product, scene),
        refs=_refs(product),
        places=tuple(_places(product, scene)),
        facts=tuple(f"{fact.label[lang]}: {fact.value[lang]}" for fact in product.facts),
        state=STATES.index(judged.state),
        stars=judged.stars,
        until=_number(judged.expires) if judged.expires else 0,
        lang=title.lang,
    )


def _number(day: date) -> int:
    """As yyyymmdd."""
    return day.year * 10000 + day.month * 100 + day.day


def _picture(product: Product, scene: Scene) -> str:
    """The cover's; it mostly begins with the product's own name, which is left out."""
    name = small_picture(scene, product.slug, product.photos[0].file) if product.photos else ""
    return name.removeprefix(product.slug) if name.startswith(f"{product.slug}-") else name


def _refs(product: Product) -> tuple[Ref | None, ...]:
    origin, producer = product.origin, product.producer
    commune = ("commune", origin.commune) if origin.commune else None
    area = ("area", origin.area.vi) if origin.area else None
    made = (("producer", producer_key(producer)), ("kind", producer.kind)) if producer else (None, None)
    return (commune or area, *made, ("category", product.category or ""), ("group", product.group))


def _places(product: Product, scene: Scene) -> Iterator[str]:
    """The village and the unit of before; where that is not known, all those that its commune was formed from."""
    if product.origin.village:
        yield product.origin.village[scene.lang]
    if product.origin.former:
        yield product.origin.former
    elif commune := scene.communes.get(product.origin.commune or ""):
        yield from commune.formed_from
