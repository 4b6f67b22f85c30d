"""What of a product may be shown, as its producer agreed.

Organisations are public by nature. Of households and persons a value is shown only where `consent.covers` names
it (Law 91/2025/QH15: no consent by silence). `redact` takes the rest out before anything else sees the product.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ..model import Checked, Origin, Photo, Producer, Product, Sale, Shown
from ..showcase import Commune
from ..vietnamese import nfc

CONTACTS: Mapping[str, Shown] = {
    "phone": "phone",
    "zalo": "phone",
    "email": "email",
    "facebook": "social",
    "tiktok": "social",
    "website": "social",
}
"""What covers each way to reach a producer."""


def hidden(product: Product) -> Iterator[tuple[str, Shown]]:
    """The paths of all values that are written but not covered, each with the word that would cover it."""
    origin, producer = product.origin, product.producer
    if origin.location and not _exact(producer):
        yield "origin.location", "address"
    if producer is None:
        return
    if origin.village and not covers(producer, "address"):
        yield "origin.village", "address"
    for path, value, cover in _written(producer):
        if value and not covers(producer, cover):
            yield path, cover
    for at, sale in enumerate(product.sales):
        wanted = _sale_cover(sale)
        if wanted and not covers(producer, wanted):
            yield f"sales.{at}", wanted


def _written(producer: Producer) -> Iterator[tuple[str, object, Shown]]:
    yield "producer.name", producer.name, "name"
    yield "producer.address", producer.address, "address"
    yield "producer.portrait", producer.portrait, "portrait"
    for key, cover in CONTACTS.items():
        yield f"producer.contact.{key}", getattr(producer.contact, key), cover


def covers(producer: Producer, what: Shown) -> bool:
    """Whether `what` of the producer may be shown."""
    return not producer.kind.needs_consent or (producer.consent is not None and what in producer.consent.covers)


def _exact(producer: Producer | None) -> bool:
    """Whether the exact place may be shown; where nobody is named, nobody has agreed."""
    return producer is not None and covers(producer, "address")


def _sale_cover(sale: Sale) -> Shown | None:
    """What covers a place of sale: a page or number of the person's own; a market place is public."""
    url = (sale.url or "").lower()
    if url.startswith("tel:") or "zalo.me/" in url:
        return "phone"
    if url.startswith("mailto:"):
        return "email"
    return "social" if sale.channel in ("facebook", "tiktok", "website") else None


def redact(product: Product, communes: Mapping[str, Commune]) -> Product:
    """The product as it may be published: without consents, who checked it, and what no consent covers.

    In place of an exact point that may not be shown stands the centre of its commune, if that is known.
    """
    without = {path for path, _ in hidden(product)}
    producer = product.producer
    return product.model_copy(
        update={
            "producer": _producer(producer, without) if producer else None,
            "origin": _origin(product.origin, without, communes),
            "sales": tuple(sale for at, sale in enumerate(product.sales) if f"sales.{at}" not in without),
            "photos": tuple(photo for photo in product.photos if not _is_hidden_portrait(photo, producer, without)),
            "checked": Checked(on=product.checked.on) if product.checked else None,
        }
    )


def _producer(producer: Producer, without: set[str]) -> Producer:
    gone = {key: None for key in ("name", "address", "portrait") if f"producer.{key}" in without}
    unreached = {key: None for key in CONTACTS if f"producer.contact.{key}" in without}
    contact = producer.contact.model_copy(update=unreached)
    return producer.model_copy(update={**gone, "contact": contact, "consent": None})


def _origin(origin: Origin, without: set[str], communes: Mapping[str, Commune]) -> Origin:
    update: dict[str, object] = {}
    if "origin.village" in without:
        update["village"] = None
    if "origin.location" in without:
        commune = communes.get(origin.commune or "")
        update["location"] = commune.location if commune else None
    return origin.model_copy(update=update)


def _is_hidden_portrait(photo: Photo, producer: Producer | None, without: set[str]) -> bool:
    portrait = producer.portrait if producer else None
    return "producer.portrait" in without and nfc(photo.file).casefold() == nfc(portrait or "").casefold()
