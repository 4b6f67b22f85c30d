"""The data model of one product: frozen pydantic models, in which every field is a key of `product.yml`.

What depends on several fields or several products is judged in `content/product_rules.py`, what depends on
the day in `programme.py`. The models of the site and the whole catalogue are in `showcase.py`.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Any, Literal

from pydantic import model_validator

from .choices import CHOICES
from .known_names import Icon
from .names import NO_OTHER_NAMES, OtherNames, Title
from .values import (
    Code,
    Communes,
    Day,
    Email,
    Focus,
    FrozenModel,
    Gtin,
    Key,
    Line,
    Link,
    Location,
    Months,
    Phone,
    Price,
    Reference,
    Text,
    WebLink,
    YesNo,
    Zalo,
)


class Status(StrEnum):
    """The status that the editor of the file gives a product; what its certificate is worth today is `OcopStatus`."""

    CERTIFIED = "certified"
    POTENTIAL = "potential"
    DRAFT = "draft"


# The members of the next five come from `choices.yml`: the body of a class is a mapping while it is made.


class Group(StrEnum):
    """The six OCOP groups."""

    _ignore_ = "key"
    for key in CHOICES.groups:
        vars()[key.upper()] = key


class ProducerKind(StrEnum):
    """The legal form of a producer. Organisations are public; households and persons need a consent to be shown."""

    _ignore_ = "key"
    for key in CHOICES.producer_kinds:
        vars()[key.upper()] = key

    @property
    def needs_consent(self) -> bool:
        return CHOICES.producer_kinds[self].needs_consent

    @property
    def is_organisation(self) -> bool:
        return CHOICES.producer_kinds[self].organisation


class ConsentTopic(StrEnum):
    """The topics that a consent may cover: what may be shown of a person."""

    _ignore_ = "key"
    for key in CHOICES.consent_topics:
        vars()[key.upper()] = key


class Scheme(StrEnum):
    """What a certificate is of."""

    _ignore_ = "key"
    for key in CHOICES.schemes:
        vars()[key.upper()] = key


class Channel(StrEnum):
    """Where a product is sold."""

    _ignore_ = "key"
    for key in CHOICES.channels:
        vars()[key.upper()] = key

    @property
    def consent(self) -> ConsentTopic | None:
        """The topic that has to cover the channel; None for a market place."""
        topic = CHOICES.channels[self].consent
        return ConsentTopic(topic) if topic else None


class Contact(FrozenModel):
    phone: Phone | None = None
    other_phone: Phone | None = None
    zalo: Zalo | None = None
    email: Email | None = None
    facebook: WebLink | None = None
    tiktok: WebLink | None = None
    website: WebLink | None = None


class Consent(FrozenModel):
    """What the producer agreed to show. Kept out of everything that is published."""

    given: Day
    covers: tuple[ConsentTopic, ...]
    record: Line | None = None


class Producer(FrozenModel):
    """`name` is None where it is not known, or (in what is published) where no consent covers it."""

    name: Text | None = None
    kind: ProducerKind = ProducerKind("other")
    address: Text | None = None
    portrait: Line | None = None
    contact: Contact = Contact()
    consent: Consent | None = None


class Origin(FrozenModel):
    """Where it comes from: one commune or several; `area` is the wider area, where the sources name no commune."""

    commune: Communes = ()
    former: Line | None = None
    area: Text | None = None
    village: Text | None = None
    location: Location | None = None


class Seen(StrEnum):
    """What of a certificate was seen: the paper itself, an authority's published list, or the word of the press."""

    PAPER = "paper"
    LIST = "list"
    PRESS = "press"


class Certificate(FrozenModel):
    """A certificate as far as it is known.

    `handed_over` is the day of the ceremony, `known_by` a day by which the grade had been given, says a dated source,
    `council` the day on which the council graded, after which the decision came.
    """

    scheme: Scheme
    stars: Literal["3", "4", "5"] | None = None
    name: Text | None = None
    number: Line | None = None
    issuer: Text | None = None
    issued: Day | None = None
    handed_over: Day | None = None
    known_by: Day | None = None
    council: Day | None = None
    expires: Day | None = None
    seen: Seen | None = None
    document: Line | None = None
    source: WebLink | None = None

    @property
    def seen_as(self) -> Seen:
        """What was seen; where the file does not say, the paper if a scan lies beside it, else the press alone."""
        return self.seen or (Seen.PAPER if self.document else Seen.PRESS)

    @property
    def by_source(self) -> bool:
        """Whether it is known by the word of the press alone."""
        return self.seen_as is Seen.PRESS


class Season(FrozenModel):
    harvest: Months = ()
    available: Months = ()
    calendar: Literal["solar", "lunar"] = "solar"
    note: Text | None = None


class Fact(FrozenModel):
    label: Text
    value: Text
    icon: Icon | None = None


class Offer(FrozenModel):
    """A pack that can be bought; without a price it is 'Liên hệ'."""

    pack: Text
    price: Price | None = None
    unit: Literal["VND"] = "VND"
    gtin: Gtin | None = None


class Sale(FrozenModel):
    channel: Channel
    name: Text | None = None
    url: Link | None = None
    icon: Icon | None = None


class Trade(FrozenModel):
    """For buyers at fairs."""

    capacity: Text | None = None
    minimum: Text | None = None
    export: Text | None = None


class Photo(FrozenModel):
    file: Line
    alt: Text
    caption: Text | None = None
    credit: Line | None = None
    kind: Literal["photo", "illustration"] = "photo"
    focus: Focus = (0.5, 0.5)


class Source(FrozenModel):
    """A source; `via` is where it was read, if that is a reprint, an aggregator or a translation of it.

    What was read through another is neither official nor verified, so without a word on it it is `likely` alone.
    """

    title: Title
    via: Title | None = None
    url: WebLink | None = None
    date: Day | None = None
    confidence: Literal["certain", "likely"] = "certain"

    @model_validator(mode="before")
    @classmethod
    def _read_through_another(cls, raw: Any) -> Any:
        silent = isinstance(raw, Mapping) and raw.get("via") and not raw.get("confidence")
        return {**raw, "confidence": "likely"} if silent else raw


class Checked(FrozenModel):
    """When a person last checked the file, and the day of the newest material that could be read then.

    `by` is not published.
    """

    on: Day
    sources_until: Day | None = None
    by: Line | None = None


class AcceptedClaim(FrozenModel):
    """Words of a claim that a person has read and keeps, with the reason. Not published."""

    text: Line
    because: Line


class Product(FrozenModel):
    """`formerly` are the names that the folder had before: the pages at the old addresses lead on."""

    slug: Key
    code: Code
    status: Status
    name: Text
    other_names: OtherNames = NO_OTHER_NAMES
    formerly: tuple[Key, ...] = ()
    group: Group
    category: Reference | None = None
    tagline: Text | None = None
    summary: Text | None = None
    story: Text | None = None
    use: Text | None = None
    producer: Producer | None = None
    origin: Origin = Origin()
    certificates: tuple[Certificate, ...] = ()
    season: Season = Season()
    facts: tuple[Fact, ...] = ()
    offers: tuple[Offer, ...] = ()
    sales: tuple[Sale, ...] = ()
    trade: Trade | None = None
    traceability: WebLink | None = None
    photos: tuple[Photo, ...] = ()
    sources: tuple[Source, ...] = ()
    checked: Checked | None = None
    accepted_claims: tuple[AcceptedClaim, ...] = ()
    featured: YesNo = False
