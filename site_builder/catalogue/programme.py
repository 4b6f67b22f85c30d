"""The rules of the OCOP programme: who recognises, how long a certificate holds, what state it is in.

The figures are data (`ocop.yml`, with their sources); nothing else in the package knows them.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Literal

from ..yaml_loader import load_yaml
from .product import Certificate, Product, Scheme, Source, Status
from .values import Day, FrozenModel, Line, Text, WebLink, YesNo
from .vietnamese import fold

Confidence = Literal["certain", "likely"]


class Authority(FrozenModel):
    """The authority that issues certificates of each number of stars in a period (both days included, None if open)."""

    since: Day | None = None
    until: Day | None = None
    issuers: Mapping[int, Text]
    confidence: Confidence = "certain"


class OcopStatus(StrEnum):
    """The OCOP status of a product on a day: the four states of its certificate, or potential without one.

    What each means for lists, tags and stars stands in `ocop.yml`.
    """

    IN_FORCE = "in_force"
    EXPIRING = "expiring"
    EXPIRED = "expired"
    UNCONFIRMED = "unconfirmed"
    POTENTIAL = "potential"

    @property
    def rule(self) -> StatusRule:
        """What follows from the status."""
        return PROGRAMME.statuses[self]


CERTIFICATE_STATUSES = tuple(status for status in OcopStatus if status is not OcopStatus.POTENTIAL)
"""The statuses that a certificate can give a product."""
Tone = Literal["ok", "warn", "bad", "unconfirmed", "potential"]
"""The colours of a tag, named for what they say."""


class Rules(FrozenModel):
    """A decision of the Prime Minister under which products were graded from `date` on.

    With `until` it set the programme of a period. Without, it set criteria, which hold until others take their place;
    `amends` is the number of those that it left in force with changes.
    """

    number: Line
    date: Day
    until: Day | None = None
    title: Text
    amends: Line | None = None
    url: WebLink | None = None


class StatusRule(FrozenModel):
    """What follows from a status; see `ocop.yml`."""

    rank: int
    stars: YesNo
    icon: str | None = None
    tone: Tone
    later: tuple[OcopStatus, ...] = ()


class Programme(FrozenModel):
    """`ocop.yml`."""

    validity_months: int
    expiring_days: int
    begins: Day
    districts_until: Day
    statuses: Mapping[OcopStatus, StatusRule]
    authorities: tuple[Authority, ...]
    rules: tuple[Rules, ...]
    sources: tuple[Source, ...]


PROGRAMME = Programme.model_validate(load_yaml((Path(__file__).parent / "ocop.yml").read_text("utf-8")))
VALIDITY_MONTHS = PROGRAMME.validity_months
EXPIRING_DAYS = PROGRAMME.expiring_days
OCOP_SCHEME = Scheme("ocop")


class Level(StrEnum):
    """The level of an authority, the lowest first."""

    COMMUNE = "commune"
    DISTRICT = "district"
    PROVINCE = "province"
    CENTRAL = "central"


_LEVELS = re.compile(
    r"\b(?:(?P<central>trung uong|bo nong nghiep|ministry|central)"
    r"|(?P<province>tinh|province|thanh pho (?:ha noi|hai phong|hue|da nang|can tho|ho chi minh))"
    r"|(?P<district>huyen|thi xa|ubnd quan|thanh pho|district)"
    r"|(?P<commune>xa|phuong|thi tran|commune))\b"
)


def authority_level(issuer: str) -> Level | None:
    """The level of an authority by its name; the first that it names is its own (`UBND huyện …, tỉnh …`)."""
    found = _LEVELS.search(fold(issuer))
    return Level(found.lastgroup) if found and found.lastgroup else None


def usual_issuer(stars: int, day: date) -> Text | None:
    """The authority that recognised so many stars on a day."""
    for period in PROGRAMME.authorities:
        if (period.since or date.min) <= day <= (period.until or date.max):
            return period.issuers.get(stars)
    return None


def rules_on(day: date) -> tuple[Rules, ...]:
    """The decisions under which a product was graded on a day: programme, newest criteria, what amends them."""
    known = [rules for rules in PROGRAMME.rules if rules.date <= day]
    programme = [rules for rules in known if rules.until and day <= rules.until]
    criteria = [rules for rules in known if not (rules.until or rules.amends)][-1:]
    changes = [rules for rules in known if criteria and rules.amends == criteria[0].number]
    return (*programme, *criteria, *changes)


def graded_on(certificate: Certificate) -> date | None:
    """The day by whose rules it was graded: the council's, else that of decision or ceremony; a bound names none."""
    return certificate.council or certificate.issued or certificate.handed_over


def certificate_status(certificate: Certificate, today: date) -> OcopStatus:
    """The state of `certificate` on `today`; its last day still counts as in force.

    Expired once past its end, whatever else is known. Unconfirmed where number, issuer or day of issue is not
    known. What was seen of it (`seen`) changes no state.
    """
    left = days_left(certificate, today)
    if left is not None and left < 0:
        return OcopStatus.EXPIRED
    if left is None or not is_documented(certificate):
        return OcopStatus.UNCONFIRMED
    return OcopStatus.EXPIRING if left <= EXPIRING_DAYS else OcopStatus.IN_FORCE


def is_documented(certificate: Certificate) -> bool:
    """Whether number, issuer and day of issue are known, with which anybody can look it up."""
    return bool(certificate.number and certificate.issuer and certificate.issued)


def days_left(certificate: Certificate, today: date) -> int | None:
    """Days from `today` to the last day, negative once past it, None where the end is not known."""
    end = expiry_date(certificate)
    return None if end is None else (end - today).days


def expiry_date(certificate: Certificate) -> date | None:
    """The last day: as written, else (OCOP only) 36 months after the decision.

    Where the day of the decision is not known, 36 months after the latest day that it can have: then it is the latest
    end that there can be (`ends_at_the_latest`). The council's day ends nothing, for the decision came after it.
    """
    if certificate.expires or certificate.scheme is not OCOP_SCHEME:
        return certificate.expires
    begun = certificate.issued or _latest_decision(certificate)
    return add_months(begun, VALIDITY_MONTHS) if begun else None


def ends_at_the_latest(certificate: Certificate) -> bool:
    """Whether `expiry_date` is only the latest day that the end can have."""
    return not (certificate.expires or certificate.issued) and expiry_date(certificate) is not None


def _latest_decision(certificate: Certificate) -> date | None:
    """The latest day that a decision of unknown date can have: the ceremony and what tells of it came after."""
    return min(filter(None, (certificate.handed_over, certificate.known_by)), default=None)


def ocop_certificate(product: Product) -> Certificate | None:
    """The OCOP certificate that counts: the newest one. Of two on one day the later entry; undated ones come last."""
    return _newest(certificate for certificate in product.certificates if certificate.scheme is OCOP_SCHEME)


def _newest(certificates: Iterable[Certificate]) -> Certificate | None:
    # `max` takes the first of those that are equal.
    return max(reversed([*certificates]), key=_decision_date, default=None)


def known_from(product: Product) -> date | None:
    """The day of the first OCOP decision (or of the council before it), where that is known of every certificate.

    None where one may be older than is known. A ceremony or a source comes after the decision, so neither tells.
    """
    ocop = [certificate for certificate in product.certificates if certificate.scheme is OCOP_SCHEME]
    days = [certificate.council or certificate.issued for certificate in ocop]
    return min(filter(None, days), default=None) if all(days) else None


def earlier_seen_certificate(product: Product, newest: Certificate) -> Certificate | None:
    """The newest OCOP certificate that was seen, where `newest` decides, which nobody can look up; else None.

    Such a one is known by the press alone, or was seen on a list that leaves out its number, issuer or day.

    The newest by date decides, also by the word of the press: a later grade may be lower or higher, and stars that a
    newer decision has replaced are not the product's any more. But who must rely on something relies on a paper that
    somebody has seen: so the older one is listed beside it, with its own days.
    """
    if is_documented(newest) and not newest.by_source:
        return None
    others = (each for each in product.certificates if each.scheme is OCOP_SCHEME and each is not newest)
    return _newest(each for each in others if not each.by_source and (newest.by_source or is_documented(each)))


def _decision_date(certificate: Certificate) -> date:
    end = certificate.expires
    dated_back = add_months(end, -VALIDITY_MONTHS) if end else None
    known = (certificate.issued, _latest_decision(certificate), dated_back, certificate.council)
    return next(filter(None, known), date.min)


def add_months(day: date, months: int) -> date:
    """The same day `months` later, the last of the month where that month is shorter (29/2 + 12 months is 28/2)."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


FIGURE_PLACEHOLDER = re.compile(r"\{\{\s*(\w+)\s*\}\}")
"""How a page of the content names a figure of the programme: `{{ expiring_days }}`."""


def figures() -> Mapping[str, int]:
    """The figures that pages of the content may name, so that they say what the program reckons with."""
    return {"expiring_days": PROGRAMME.expiring_days, "validity_months": PROGRAMME.validity_months}


def fill_figures(markdown: str) -> str:
    """The text with its figures; a name that is none of them stays as it is written."""
    numbers = figures()
    return FIGURE_PLACEHOLDER.sub(lambda placeholder: str(numbers.get(placeholder[1], placeholder[0])), markdown)


@dataclass(frozen=True, slots=True)
class Decision:
    """What the programme says of a product on a day: the OCOP certificate that decides, and what follows from it.

    `certificate` is None for a potential product. `stars` is what the certificate says (0 where it says nothing),
    `issued` the day of the decision or, where only that is known, of the ceremony. `at_the_latest`: `expires` is only
    the latest day that the end can have. `by_source`: known by the word of the press alone, so nothing is certified.
    `earlier` is an older certificate that is told beside it (`earlier_seen_certificate`).
    """

    status: OcopStatus = OcopStatus.POTENTIAL
    certificate: Certificate | None = None
    stars: int = 0
    issued: date | None = None
    expires: date | None = None
    days_left: int | None = None
    at_the_latest: bool = False
    by_source: bool = False
    earlier: Certificate | None = None

    @property
    def shows_stars(self) -> bool:
        """Whether the product may show its stars."""
        return self.shows_stars_as(self.status)

    def shows_stars_as(self, status: OcopStatus) -> bool:
        """Whether it may show them in a status, this one or a later one."""
        return status.rule.stars and not self.by_source

    @property
    def statuses(self) -> tuple[OcopStatus, ...]:
        """The status, and those that may come after the day of the build."""
        return (self.status, *(self.status.rule.later if self.expires else ()))


def decide(product: Product, today: date) -> Decision:
    """The decision on one product. A potential product has no certificate, whatever else its file may hold."""
    certificate = ocop_certificate(product) if product.status is Status.CERTIFIED else None
    if certificate is None:
        return Decision()
    return Decision(
        status=certificate_status(certificate, today),
        certificate=certificate,
        stars=int(certificate.stars or 0),
        issued=certificate.issued or certificate.handed_over,
        expires=expiry_date(certificate),
        days_left=days_left(certificate, today),
        at_the_latest=ends_at_the_latest(certificate),
        by_source=certificate.by_source,
        earlier=earlier_seen_certificate(product, certificate),
    )


def decide_all(products: Iterable[Product], today: date) -> Mapping[str, Decision]:
    """The decision on each product, by slug. Made once for a catalogue and a day, and handed to every view."""
    return {product.slug: decide(product, today) for product in products}


def has_ended(expires: date | None, today: date) -> bool:
    """Whether a certificate of any scheme is over; it still holds on its last day, and where none is known."""
    return expires is not None and expires < today
