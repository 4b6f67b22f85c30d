"""The sheet for the booth of an event, A4: the code of its page, large, and below it those of the products shown there.

One sheet an event in the first two languages, kept under the digest of everything that is on it. It shows nothing that
ends with a day, so it is right for as long as the event has these products.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import Any

from ..media.cache import Cache
from ..model import Product
from ..pages.scene import Scene
from ..pages.views import place
from ..showcase import Event
from ..theme_folder import Theme
from . import qr, typeset
from .codes import draft_mark
from .labels import LANGUAGES, drawing
from .strips import heading

TEMPLATE = "visit.typ"
MADE_FROM = (TEMPLATE, "lib.typ", "fit.typ", "weave.svg", "favicon.svg")
"""Files of the theme that every sheet depends on."""
FIRST, FURTHER = 8, 20
"""Products below the code of the event, and on each further page."""
TYPE = "application/pdf"


def visit_sheets(scenes: Mapping[str, Scene], theme: Theme, cache: Path) -> dict[str, Path]:
    """The sheets by the key of their event; made where `cache` has none."""
    events = next(iter(scenes.values())).catalogue.settings.events
    kept = Cache(cache)
    mark = typeset.mark(theme, MADE_FROM, f"segno {version('segno')}") if events else b""
    return {event.key: _sheet(event, scenes, theme, kept, mark) for event in events}


def _sheet(event: Event, scenes: Mapping[str, Scene], theme: Theme, kept: Cache, mark: bytes) -> Path:
    data = _data(event, scenes)
    told = json.dumps(data, ensure_ascii=False, sort_keys=True)
    address = next(iter(scenes.values())).codes.of(event.code)
    stem = f"{event.key}-visit-{sha256(mark + address.encode() + told.encode()).hexdigest()[:12]}"
    if not kept.find(stem):
        made = typeset.pdf(typeset.Work(TEMPLATE, theme, typeset.NO_DAY, data, _drawings(event, scenes)), ("ua-1",))
        kept.put(stem, "pdf", TYPE, made)
    return kept.folder / f"{stem}.pdf"


def _data(event: Event, scenes: Mapping[str, Scene]) -> dict[str, Any]:
    used = list(scenes.values())[:LANGUAGES]
    first = used[0]
    words = {lang: scene.words for lang, scene in scenes.items()}
    headings = [asdict(heading(event, scene)) for scene in used]
    return {
        "lang": first.lang,
        "title": f"{headings[0]['name']} – {first.words('print.scan')}",
        "draft": "" if first.codes.final else draft_mark(words),
        "brand": first.say(first.catalogue.settings.site.name).text,
        "qr": drawing(event.code),
        "typed": first.codes.typed(event.code),
        "headings": headings,
        "pages": [[_thing(product, used) for product in page] for page in _paged(_shown(event, first))],
    }


def _shown(event: Event, scene: Scene) -> Sequence[Product]:
    return [scene.products[slug] for slug in event.products if slug in scene.products]


def _paged(products: Sequence[Product]) -> Iterator[Sequence[Product]]:
    yield products[:FIRST]
    yield from (products[at : at + FURTHER] for at in range(FIRST, len(products), FURTHER))


def _thing(product: Product, scenes: Sequence[Scene]) -> dict[str, Any]:
    first = scenes[0]
    names = dict.fromkeys(scene.say(product.name).text for scene in scenes)
    where = place(product, first)
    return {
        "code": product.code,
        "qr": drawing(product.code),
        "names": list(names),
        "place": where.text if where else "",
    }


def _drawings(event: Event, scenes: Mapping[str, Scene]) -> dict[str, Path | bytes]:
    """The event's code as things are that hang, the products' as things that lie on a table."""
    first = next(iter(scenes.values()))
    codes = first.codes
    large: dict[str, Path | bytes] = {drawing(event.code): qr.svg(qr.symbol(codes.of(event.code), "Q"))}
    return large | {drawing(p.code): qr.svg(qr.symbol(codes.of(p.code))) for p in _shown(event, first)}
