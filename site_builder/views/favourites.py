"""The list to take home: what it shows of each product that somebody keeps on a phone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..catalogue.product import Product
from .card import place_name, product_card
from .context import Context
from .facts import pack_views
from .producer import producer_panel


def favourite_rows(context: Context) -> Iterator[dict[str, Any]]:
    """A row for each product, as the script of the list reads it: texts with their language where it is another one.

    Contacts are those of the product's page, so that no consent goes further here than there.
    """
    for product in context.catalogue.products:
        yield {key: value for key, value in _row(product, context).items() if value}


def _row(product: Product, context: Context) -> dict[str, Any]:
    card, producer = product_card(product, context), producer_panel(product, context)
    place, reach = place_name(product, context), producer.contact_links if producer else None
    return {
        "code": product.code,
        "name": card.name.text,
        "lang": card.name.lang,
        "address": card.address,
        "place": place.text if place else "",
        "producer": producer.name.text if producer and producer.name else "",
        "packs": [f"{pack.name.text}: {pack.price}" for pack in pack_views(product.offers, context)],
        "phones": [[phone.text, phone.href] for phone in reach.phones] if reach else [],
        "zalo": reach.zalo_url if reach else "",
        "picture": [card.photo.address, card.photo.width, card.photo.height] if card.photo else [],
    }
