"""Consent: what of a product may be shown, as its producer agreed, and what is told of the rest."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from ..catalogue.choices import CHOICES
from ..catalogue.personal_datum import PersonalDatum, PersonalKind
from ..catalogue.product import ConsentTopic, Producer, Product, Sale
from ..catalogue.showcase import Commune
from ..catalogue.values import Text
from ..catalogue.vietnamese import fold, nfc
from ..messages import Problem
from .raw import HasPositions, ProductEntry, ProductUnderCheck, RawCatalogue, RuleContext, error_at, warning_at
from .visitor_texts import VisitorText, text_blocks, visitor_texts

CONTACT_TOPICS: Mapping[str, ConsentTopic] = {
    contact: ConsentTopic(topic) for topic, choice in CHOICES.consent_topics.items() for contact in choice.contacts
}
"""The consent topic that covers each kind of contact."""
NAME, PHONE, EMAIL, ADDRESS, PORTRAIT = map(ConsentTopic, ("name", "phone", "email", "address", "portrait"))
"""The topics that the rules name: they cover more than contacts."""
PHONE_SEPARATORS = r"[\s.\-()]*"
"""What stands between the digits of a telephone number."""


def withheld_values(product: Product) -> Iterator[tuple[str, ConsentTopic]]:
    """The paths of all values that no consent covers, each with the topic that would cover it."""
    origin, producer = product.origin, product.producer
    # Without a producer there is nobody who could have agreed: the place may be somebody's home.
    if origin.location and (producer is None or not is_covered(producer, ADDRESS)):
        yield "origin.location", ADDRESS
    if producer is None:
        return
    values: list[tuple[str, object, ConsentTopic | None]] = [
        ("origin.village", origin.village, ADDRESS),
        ("producer.name", producer.name, NAME),
        ("producer.address", producer.address, ADDRESS),
        ("producer.portrait", producer.portrait, PORTRAIT),
    ]
    values += [
        (f"producer.contact.{key}", getattr(producer.contact, key), topic) for key, topic in CONTACT_TOPICS.items()
    ]
    values += [(f"sales.{at}", sale, _sale_topic(sale)) for at, sale in enumerate(product.sales)]
    for path, value, topic in values:
        if value and topic and not is_covered(producer, topic):
            yield path, topic


def is_covered(producer: Producer, what: ConsentTopic) -> bool:
    """Whether `what` of the producer may be shown."""
    return not producer.kind.needs_consent or (producer.consent is not None and what in producer.consent.covers)


def _sale_topic(sale: Sale) -> ConsentTopic | None:
    """The consent topic of a sales channel: personal pages and numbers need one, a market place does not (None)."""
    url = (sale.url or "").lower()
    if url.startswith("tel:") or "zalo.me/" in url:
        return PHONE
    return EMAIL if url.startswith("mailto:") else sale.channel.consent


def redact(product: Product, communes: Mapping[str, Commune]) -> Product:
    """The redacted product: without consents, without who checked it, without what no consent covers.

    An exact location that may not be shown is replaced by the centre of the commune, if there is one that is known.
    """
    withheld = {path for path, _ in withheld_values(product)}
    producer, origin, photos = product.producer, product.origin, product.photos
    if producer and "producer.portrait" in withheld:
        # A portrait may be listed among the photos too. Systems keep one name in several spellings (capitals, NFD).
        portrait = nfc(producer.portrait or "").casefold()
        photos = tuple(photo for photo in photos if nfc(photo.file).casefold() != portrait)
    if "origin.village" in withheld:
        origin = origin.model_copy(update={"village": None})
    if "origin.location" in withheld:
        known = [communes[key] for key in origin.commune if key in communes]
        location = known[0].location if len(origin.commune) == len(known) == 1 else None
        origin = origin.model_copy(update={"location": location})
    if producer:
        contacts = {key: None for key in CONTACT_TOPICS if f"producer.contact.{key}" in withheld}
        others = {key: None for key in ("name", "address", "portrait") if f"producer.{key}" in withheld}
        contact = producer.contact.model_copy(update=contacts)
        producer = producer.model_copy(update={**others, "contact": contact, "consent": None})
    return product.model_copy(
        update={
            "producer": producer,
            "origin": origin,
            "sales": tuple(sale for at, sale in enumerate(product.sales) if f"sales.{at}" not in withheld),
            "photos": photos,
            "checked": product.checked.model_copy(update={"by": None}) if product.checked else None,
        }
    )


def withheld_warnings(subject: ProductUnderCheck) -> Iterator[Problem]:
    """What no consent covers and is therefore not published: a warning each, or one where there is no consent."""
    producer = subject.product.producer
    if not subject.published:
        return
    withheld = list(withheld_values(subject.product))
    if withheld and producer and producer.kind.needs_consent and not producer.consent:
        keys = dict.fromkeys("sales" if path.startswith("sales.") else path.rpartition(".")[2] for path, _ in withheld)
        covers = ", ".join(dict.fromkeys(topic for _, topic in withheld))
        yield warning_at(subject.entry, "consent_missing", "producer", keys=", ".join(keys), covers=covers)
        return
    for path, cover in withheld:
        code = "location_not_shown" if path == "origin.location" else "not_shown"
        key = "sales" if path.startswith("sales.") else path.rpartition(".")[2]
        yield warning_at(subject.entry, code, path, key=key, cover=cover)


def leaked_values(subject: ProductUnderCheck) -> Iterator[Problem]:
    """An error for each withheld name, number or address that also stands in a published text (a leak)."""
    paths = [path for path, _ in withheld_values(subject.product)]
    secrets = [(path, pattern) for path in paths for pattern in _leak_patterns(subject.product, path)]
    # What is under these keys is not published, so nothing leaks from there.
    unpublished = ("producer", "checked", *paths)
    for path, text in _all_texts(subject.entry.data) if secrets and subject.published else ():
        if any(path == parent or path.startswith(f"{parent}.") for parent in unpublished):
            continue
        folded = fold(text)
        for secret, pattern in secrets:
            if pattern.search(folded):
                code = "hidden_portrait" if secret == "producer.portrait" else "hidden_elsewhere"
                yield error_at(subject.entry, code, path, secret=secret)


COVERING_TOPICS = {
    PersonalKind.PHONE: PHONE, PersonalKind.EMAIL: EMAIL, PersonalKind.NAME: NAME, PersonalKind.ADDRESS: ADDRESS,
}  # fmt: skip
"""The topic of a consent that covers what a text tells of a person; nothing covers the other kinds."""


def people_in_texts(subject: ProductUnderCheck, context: RuleContext) -> Iterator[Problem]:
    """A warning for what the texts of a published product tell of people, where no consent covers it."""
    product, producer = subject.product, subject.product.producer
    if not subject.published:
        return
    consent = producer.consent if producer else None
    may_be_named = bool(consent and consent.given <= context.today and NAME in consent.covers)
    # What the producer's own entries show may stand in a text too; what they withhold is a leak, told as an error.
    own = " | ".join(text for _, text in _all_texts(subject.entry.data.get("producer")))
    for text in visitor_texts(product):
        if not text.path.startswith(("producer.", "certificates.")) and not text.path.endswith(".credit"):
            for datum in _people_in(text, context):
                # Who agreed spoke for the own number alone, but may be called by a longer name than the entry's.
                named = datum.kind is PersonalKind.NAME and may_be_named
                if datum.kind not in COVERING_TOPICS or not (named or _is_own(datum, own)):
                    yield _person_problem(subject.entry, text.path, datum)


def people_on_pages(raw: RawCatalogue, context: RuleContext) -> Iterator[Problem]:
    """The same for `catalogue.yml` and written pages, where the office that answers for the site may be named."""
    site = raw.catalogue.data.get("site")
    own = " | ".join(text for _, text in _all_texts(site.get("office") if isinstance(site, dict) else None))
    for text in visitor_texts(raw.settings) if raw.settings else ():
        if not text.path.startswith("site.office.") and not text.path.endswith(".credit"):
            found = (datum for datum in _people_in(text, context) if not _is_own(datum, own))
            yield from (_person_problem(raw.catalogue, text.path, datum) for datum in found)
    for entry in raw.written:
        for text in visitor_texts(entry.page) if entry.page else ():
            if not text.path.endswith(".credit"):
                found = (datum for datum in _people_in(text, context) if not _is_own(datum, own))
                yield from (_person_problem(entry, text.path, datum) for datum in found)
        for number, block in text_blocks(entry.page.markdown, entry.first_line) if entry.page else ():
            for datum in _people_in(VisitorText("", None, block), context):
                if not _is_own(datum, own):
                    line = number + block.count("\n", 0, datum.start)
                    yield replace(_person_problem(entry, "", datum), line=line, column=1)


def _people_in(text: VisitorText, context: RuleContext) -> tuple[PersonalDatum, ...]:
    units = [unit for commune in context.communes.values() for unit in commune.formed_from]
    return context.findings.people(text.text, [re.sub(r"^(?:xã|thị trấn|phường) ", "", unit) for unit in units])


def _person_problem(where: HasPositions, path: str, datum: PersonalDatum) -> Problem:
    """Told with a remedy of this kind of file: a page has no producer who could agree."""
    topic = COVERING_TOPICS.get(datum.kind)
    has_producer = isinstance(where, ProductEntry)
    code = f"person_{datum.kind}" if has_producer or not topic else f"person_{datum.kind}_on_page"
    tell = error_at if datum.kind is PersonalKind.IDENTITY else warning_at
    return tell(where, code, path, found=datum.words, cover=topic or "")


def _is_own(datum: PersonalDatum, own: str) -> bool:
    """Whether entries of the file itself hold the datum; of a name, its words without the title."""
    if datum.kind is PersonalKind.NAME:
        name = " ".join(word for word in datum.words.split() if word[0].isupper())
        return bool(re.search(rf"(?<!\w){re.escape(fold(name))}(?!\w)", fold(own)))
    digits = re.sub(r"\D", "", datum.words).removeprefix("84").removeprefix("0")
    return _letters(datum.words) in _letters(own) or bool(digits and digits in _letters(own))


def _letters(text: str) -> str:
    return re.sub(r"[\W_]", "", fold(text))


def _leak_patterns(product: Product, path: str) -> Iterator[re.Pattern[str]]:
    """How the value at `path` would look in folded text.

    Values outside of the producer are no secret of one person: a village has many inhabitants.
    """
    value: Any = product
    for key in path.split(".") if path.startswith("producer.") else ():
        value = getattr(value, key)
    if isinstance(value, str) and value.isdigit():
        # People write a number with or without the country code, with any signs between the digits.
        yield re.compile(rf"(?<!\d)(?:0|\+?84){PHONE_SEPARATORS}{PHONE_SEPARATORS.join(value[1:])}(?!\d)")
        return
    spellings = [value[lang] for lang in value.languages()] if isinstance(value, Text) else [value]
    for spelling in spellings:
        if isinstance(spelling, str):
            yield re.compile(rf"(?<!\w){re.escape(fold(spelling))}(?!\w)")


def _all_texts(data: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """Every text of a file as read, with its path."""
    if isinstance(data, str):
        yield path, data
    for key, value in data.items() if isinstance(data, dict) else ():
        yield from _all_texts(value, f"{path}.{key}" if path else key)
    for at, value in enumerate(data if isinstance(data, list) else ()):
        yield from _all_texts(value, f"{path}.{at}")
