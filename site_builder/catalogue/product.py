"""The data model of one product: frozen pydantic models, in which every field is a key of `product.yml`.

What depends on several fields or several products is judged in `content/rules.py`, what depends on
the day in `ocop.py`. The models of the site and the whole catalogue are in `showcase.py`.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Literal

from pydantic import BaseModel, ConfigDict

from .values import (
    Code,
    Day,
    Email,
    Focus,
    Gtin,
    Key,
    Line,
    Link,
    Location,
    Months,
    Phone,
    Price,
    Text,
    WebLink,
    YesNo,
    Zalo,
)


class FrozenModel(BaseModel):
    """Base of all models: frozen, refuses unknown keys, strips spaces around text."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)


class Status(StrEnum):
    """The status that the editor of the file gives a product; what its certificate is worth today is `OcopStatus`."""

    CERTIFIED = "certified"
    POTENTIAL = "potential"
    DRAFT = "draft"


class Group(StrEnum):
    """The six groups of Decision 148/QĐ-TTg; their names are in `ocop.yml`."""

    FOOD = "food"
    DRINK = "drink"
    MEDICINAL = "medicinal"
    HANDICRAFT = "handicraft"
    ORNAMENTAL = "ornamental"
    TOURISM = "tourism"


class ProducerKind(StrEnum):
    """The legal form of a producer. Organisations are public; households and persons need a consent to be shown."""

    COOPERATIVE = "cooperative"
    COOPERATIVE_GROUP = "cooperative_group"
    HOUSEHOLD = "household"
    BUSINESS = "business"
    COMPANY = "company"
    OTHER = "other"

    @property
    def needs_consent(self) -> bool:
        return self in (ProducerKind.HOUSEHOLD, ProducerKind.OTHER)


ConsentTopic = Literal["name", "phone", "email", "social", "address", "portrait"]
"""The topics that a consent may cover: what may be shown of a person."""


class Contact(FrozenModel):
    phone: Phone | None = None
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
    kind: ProducerKind = ProducerKind.OTHER
    address: Text | None = None
    portrait: Line | None = None
    contact: Contact = Contact()
    consent: Consent | None = None


class Origin(FrozenModel):
    """Where it comes from; `area` is the wider area, where the sources name no commune."""

    commune: Key | None = None
    former: Line | None = None
    area: Text | None = None
    village: Text | None = None
    location: Location | None = None


class Certificate(FrozenModel):
    scheme: Literal["ocop", "vietgap", "organic", "haccp", "iso22000", "gi", "other"]
    stars: Literal["3", "4", "5"] | None = None
    name: Text | None = None
    number: Line | None = None
    issuer: Text | None = None
    issued: Day | None = None
    handed_over: Day | None = None
    expires: Day | None = None
    document: Line | None = None
    source: WebLink | None = None


class Season(FrozenModel):
    harvest: Months = ()
    available: Months = ()
    calendar: Literal["solar", "lunar"] = "solar"
    note: Text | None = None


class Fact(FrozenModel):
    label: Text
    value: Text


class Offer(FrozenModel):
    """A pack that can be bought; without a price it is 'Liên hệ'."""

    pack: Text
    price: Price | None = None
    unit: Literal["VND"] = "VND"
    gtin: Gtin | None = None


class Sale(FrozenModel):
    channel: Literal["postmart", "voso", "shopee", "lazada", "tiktok", "facebook", "website", "shop"]
    name: Text | None = None
    url: Link | None = None


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
    title: Line
    url: WebLink | None = None
    date: Day | None = None
    confidence: Literal["certain", "likely"] = "certain"


class Checked(FrozenModel):
    """When a person last checked the file; `by` is not published."""

    on: Day
    by: Line | None = None


class Product(FrozenModel):
    slug: Key
    code: Code
    status: Status
    name: Text
    other_names: tuple[Line, ...] = ()
    group: Group
    category: Key | None = None
    tagline: Text | None = None
    summary: Text | None = None
    story: Text | None = None
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
    featured: YesNo = False
