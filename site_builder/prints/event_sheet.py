"""The event sheet for a booth, A4: the QR code of the event's page, large, and below it those of its products.

One sheet for each event, in the first two languages, cached under a digest of all its inputs. It shows nothing that
expires, so it stays right as long as the event has these products.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from hashlib import sha256
from pathlib import Path
from typing import Any

from ..cache import Cache
from ..catalogue.product import Product
from ..catalogue.showcase import Event
from ..content.folder import SETTINGS_FILE
from ..messages import Problem
from ..theme_folder import Theme
from ..views import qr
from ..views.card import place_name
from ..views.context import Context
from ..views.responsibility import notice_line
from . import typst
from .code_files import draft_text
from .labels import code_image_name, event_heading

EVENT_SHEET_TEMPLATE = "event-sheet.typ"
EVENT_SHEET_THEME_FILES = (EVENT_SHEET_TEMPLATE, "lib.typ", "fit.typ", "weave.svg", "favicon.svg")
"""Files of the theme that every sheet depends on."""
FIRST_PAGE_PRODUCTS, FURTHER_PAGE_PRODUCTS = 8, 20
"""Products below the code of the event, and on each further page."""


def event_sheets(
    contexts: Mapping[str, Context], theme: Theme, cache: Cache, content: Path
) -> tuple[dict[str, Path], list[Problem]]:
    """The sheets by the key of their event, and the problems of those that cannot be typeset.

    They are made where `cache` has none. `content` is the folder of `catalogue.yml`.
    """
    events = next(iter(contexts.values())).catalogue.settings.events
    mark = typst.typeset_digest(theme, EVENT_SHEET_THEME_FILES, qr.drawn_by()) if events else b""
    sheets: dict[str, Path] = {}
    problems: list[Problem] = []
    for event in events:
        try:
            sheets[event.key] = _event_sheet(event, contexts, theme, cache, mark)
        except typst.TypesettingError as error:
            file = f"{content.as_posix()}/{SETTINGS_FILE}"
            problems.append(error.problem(file, "event_sheet_failed", event=event.key))
    return sheets, problems


def _event_sheet(event: Event, contexts: Mapping[str, Context], theme: Theme, cache: Cache, mark: bytes) -> Path:
    first = next(iter(contexts.values()))
    products = [first.products[slug] for slug in event.shown if slug in first.products]
    data = _event_sheet_data(event, products, contexts)
    data_json = json.dumps(data, ensure_ascii=False, sort_keys=True)
    digest = sha256(mark + first.codes.of(event.code).encode() + data_json.encode()).hexdigest()[:12]

    def typeset(draft: Path) -> None:
        # The event's code has error correction Q, for it hangs and may suffer; the products' have M.
        images: dict[str, Path | bytes] = {
            code_image_name(event.code): qr.svg(qr.symbol(first.codes.of(event.code), "Q")),
            **{code_image_name(p.code): qr.svg(qr.symbol(first.codes.of(p.code))) for p in products},
        }
        document = typst.TypstDocument(EVENT_SHEET_TEMPLATE, theme, day=typst.UNDATED, data=data, images=images)
        draft.write_bytes(typst.typeset_pdf(document, ("ua-1",)))

    return cache.file(f"{event.key}-visit-{digest}", "pdf", typeset)


def _event_sheet_data(event: Event, products: Sequence[Product], contexts: Mapping[str, Context]) -> dict[str, Any]:
    first = next(iter(contexts.values()))
    words = {lang: context.words for lang, context in contexts.items()}
    headings = [asdict(event_heading(event, context)) for context in contexts.values()]
    return {
        "lang": first.lang,
        "title": f"{headings[0]['name']} – {first.words('print.scan')}",
        "draft": "" if first.codes.final else draft_text(words),
        "notice": notice_line(contexts.values()),
        "brand": first.say(first.catalogue.settings.site.name).text,
        "qr": code_image_name(event.code),
        "typed": first.codes.typed(event.code),
        "headings": headings,
        "pages": [
            [_product_code_data(product, contexts.values()) for product in page] for page in _split_into_pages(products)
        ],
    }


def _split_into_pages(products: Sequence[Product]) -> Iterator[Sequence[Product]]:
    yield products[:FIRST_PAGE_PRODUCTS]
    yield from (
        products[at : at + FURTHER_PAGE_PRODUCTS]
        for at in range(FIRST_PAGE_PRODUCTS, len(products), FURTHER_PAGE_PRODUCTS)
    )


def _product_code_data(product: Product, contexts: Iterable[Context]) -> dict[str, Any]:
    first = next(iter(contexts))
    names = dict.fromkeys(context.say(product.name).text for context in contexts)
    where = place_name(product, first)
    return {
        "code": product.code,
        "qr": code_image_name(product.code),
        "names": list(names),
        "place": where.text if where else "",
    }
