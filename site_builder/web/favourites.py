"""The data of the list to take home: one plain script for each language, which its page alone loads."""

from __future__ import annotations

import json
from typing import Any

from ..catalogue.product import Product
from ..views.card import place_name, product_card
from ..views.context import Context
from ..views.facts import pack_views
from ..views.producer import producer_panel


def favourites_file(lang: str) -> str:
    """The logical name of the script in the language `lang`."""
    return f"favourites.{lang}.js"


def favourites_data(context: Context) -> bytes:
    """The script: `bgGoods` becomes a list with a row for each product, without what is empty.

    Contacts are those of the product's page, so that no consent goes further here than there.
    """
    rows = (_row(product, context) for product in context.catalogue.products)
    told = [{key: value for key, value in row.items() if value} for row in rows]
    return f"window.bgGoods={json.dumps(told, ensure_ascii=False, separators=(',', ':'))}\n".encode()


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
