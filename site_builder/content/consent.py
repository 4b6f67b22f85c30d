"""Consent: what of a product may be shown, as its producer agreed, and what is told of the rest."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from ..catalogue.choices import CHOICES
from ..catalogue.product import Checked, ConsentTopic, Origin, Photo, Producer, Product, Sale
from ..catalogue.showcase import Commune
from ..catalogue.values import Text
from ..catalogue.vietnamese import fold, nfc
from ..messages import Problem
from .raw import ProductUnderCheck, error_at, warning_at

CONTACT_TOPICS: Mapping[str, ConsentTopic] = {
    contact: ConsentTopic(topic) for topic, choice in CHOICES.consent_topics.items() for contact in choice.contacts
}
"""The consent topic that covers each kind of contact."""
NAME, PHONE, EMAIL, ADDRESS, PORTRAIT = map(ConsentTopic, ("name", "phone", "email", "address", "portrait"))
"""The topics that the rules name: they cover more than contacts."""


def withheld_values(product: Product) -> Iterator[tuple[str, ConsentTopic]]:
    """The paths of all values that no consent covers, each with the topic that would cover it."""
    origin, producer = product.origin, product.producer
    if origin.location and not _allows_exact_location(producer):
        yield "origin.location", ADDRESS
    if producer is None:
        return
    if origin.village and not is_covered(producer, ADDRESS):
        yield "origin.village", ADDRESS
    for path, value, cover in _producer_values(producer):
        if value and not is_covered(producer, cover):
            yield path, cover
    for at, sale in enumerate(product.sales):
        wanted = _sale_topic(sale)
        if wanted and not is_covered(producer, wanted):
            yield f"sales.{at}", wanted


def _producer_values(producer: Producer) -> Iterator[tuple[str, object, ConsentTopic]]:
    yield "producer.name", producer.name, NAME
    yield "producer.address", producer.address, ADDRESS
    yield "producer.portrait", producer.portrait, PORTRAIT
    for key, cover in CONTACT_TOPICS.items():
        yield f"producer.contact.{key}", getattr(producer.contact, key), cover


def is_covered(producer: Producer, what: ConsentTopic) -> bool:
    """Whether `what` of the producer may be shown."""
    return not producer.kind.needs_consent or (producer.consent is not None and what in producer.consent.covers)


def _allows_exact_location(producer: Producer | None) -> bool:
    """Whether the exact location may be shown; without a producer there is no consent, so no."""
    return producer is not None and is_covered(producer, ADDRESS)


def _sale_topic(sale: Sale) -> ConsentTopic | None:
    """The consent topic of a sales channel: personal pages and numbers need one, a market place does not (None)."""
    url = (sale.url or "").lower()
    if url.startswith("tel:") or "zalo.me/" in url:
        return PHONE
    return EMAIL if url.startswith("mailto:") else sale.channel.consent


def redact(product: Product, communes: Mapping[str, Commune]) -> Product:
    """The redacted product: without consents, without who checked it, without what no consent covers.

    An exact location that may not be shown is replaced by the centre of the commune, if that is known.
    """
    without = {path for path, _ in withheld_values(product)}
    producer = product.producer
    return product.model_copy(
        update={
            "producer": _redact_producer(producer, without) if producer else None,
            "origin": _redact_origin(product.origin, without, communes),
            "sales": tuple(sale for at, sale in enumerate(product.sales) if f"sales.{at}" not in without),
            "photos": tuple(photo for photo in product.photos if not _is_hidden_portrait(photo, producer, without)),
            "checked": Checked(on=product.checked.on) if product.checked else None,
        }
    )


def _redact_producer(producer: Producer, without: set[str]) -> Producer:
    gone = {key: None for key in ("name", "address", "portrait") if f"producer.{key}" in without}
    unreached = {key: None for key in CONTACT_TOPICS if f"producer.contact.{key}" in without}
    contact = producer.contact.model_copy(update=unreached)
    return producer.model_copy(update={**gone, "contact": contact, "consent": None})


def _redact_origin(origin: Origin, without: set[str], communes: Mapping[str, Commune]) -> Origin:
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


PHONE_SEPARATORS = r"[\s.\-()]*"
"""What stands between the digits of a telephone number."""


def withheld_warnings(subject: ProductUnderCheck) -> Iterator[Problem]:
    """One warning for each value that no consent covers and that is therefore not published."""
    if not subject.published:
        return
    for path, cover in withheld_values(subject.product):
        code = "location_not_shown" if path == "origin.location" else "not_shown"
        key = "sales" if path.startswith("sales.") else path.rpartition(".")[2]
        yield warning_at(subject.entry, code, path, key=key, cover=cover)


def leaked_values(subject: ProductUnderCheck) -> Iterator[Problem]:
    """An error for each withheld name, number or address that also stands in a published text (a leak)."""
    paths = [path for path, _ in withheld_values(subject.product)]
    secrets = [(path, pattern) for path in paths for pattern in _leak_patterns(subject.product, path)]
    texts = _all_texts(subject.entry.data) if secrets and subject.published else ()
    for path, text in texts:
        if not _is_inside(path, ("producer", "checked", *paths)):
            folded = fold(text)
            for secret in (secret for secret, pattern in secrets if pattern.search(folded)):
                code = "hidden_portrait" if secret == "producer.portrait" else "hidden_elsewhere"
                yield error_at(subject.entry, code, path, secret=secret)


def _leak_patterns(product: Product, path: str) -> Iterator[re.Pattern[str]]:
    """How the value at `path` would look in folded text; a village is no secret of one person."""
    value: Any = product
    for key in path.split(".") if path.startswith("producer.") else ():
        value = getattr(value, key)
    if isinstance(value, Text):
        yield from (_whole_words(value[lang]) for lang in value.languages())
    elif isinstance(value, str) and value.isdigit():
        yield re.compile(rf"(?<!\d)(?:0|\+?84){PHONE_SEPARATORS}{PHONE_SEPARATORS.join(value[1:])}(?!\d)")
    elif isinstance(value, str):
        yield _whole_words(value)


def _whole_words(text: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){re.escape(fold(text))}(?!\w)")


def _is_inside(path: str, parents: tuple[str, ...]) -> bool:
    return any(path == parent or path.startswith(f"{parent}.") for parent in parents)


def _all_texts(data: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """Every text of a file as read, with its path."""
    if isinstance(data, str):
        yield path, data
    for key, value in data.items() if isinstance(data, dict) else ():
        yield from _all_texts(value, f"{path}.{key}" if path else key)
    for at, value in enumerate(data if isinstance(data, list) else ()):
        yield from _all_texts(value, f"{path}.{at}")
