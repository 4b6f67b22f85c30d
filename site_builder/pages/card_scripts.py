"""The cards of each page of a long catalogue once more, as plain scripts: the browser narrows all pages together.

A catalogue of one page has none. A plain script, unlike data, can be read by a page that was opened from a folder.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence

from .card_markup import CardMarkup
from .page import Output
from .urls import asset
from .views_catalogue import CatalogueView


def card_scripts(views: Sequence[CatalogueView], draw: CardMarkup) -> tuple[Output, ...]:
    """One script for each page, in their order, named by its content."""
    return tuple(_script(view, draw) for view in views) if len(views) > 1 else ()


def _script(view: CatalogueView, draw: CardMarkup) -> Output:
    html = "".join(draw(card, 2, "three") for card in view.cards)
    told = json.dumps([view.number, view.order, html], ensure_ascii=False, separators=(",", ":"))
    data = f"bgCards(...{told})\n".encode()
    return Output(asset(f"cards-{draw.lang}-{view.number}.{hashlib.sha256(data).hexdigest()[:8]}.js"), data)
