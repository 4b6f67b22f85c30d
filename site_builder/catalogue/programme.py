"""The rules of the OCOP programme: groups, who recognises, how long a certificate holds, what state it is in.

The figures are data (`ocop.yml`, with their sources); nothing else in the package knows them.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Literal

from ..yaml_loader import load_yaml
from .product import Certificate, FrozenModel, Group, Product, Source
from .values import Day, Text

Confidence = Literal["certain", "likely"]


class Authority(FrozenModel):
    """The authority that issues certificates of each number of stars in a period (both days included, None if open)."""

    since: Day | None = None
    until: Day | None = None
    issuers: Mapping[int, Text]
    confidence: Confidence = "certain"


class Programme(FrozenModel):
    """`ocop.yml`."""

    groups: Mapping[Group, Text]
    validity_months: int
    expiring_days: int
    authorities: tuple[Authority, ...]
    sources: tuple[Source, ...]


def _load_programme() -> Programme:
    text = (Path(__file__).parent / "ocop.yml").read_text("utf-8")
    return Programme.model_validate(load_yaml(text))


PROGRAMME = _load_programme()
GROUPS = PROGRAMME.groups
VALIDITY_MONTHS = PROGRAMME.validity_months
EXPIRING_DAYS = PROGRAMME.expiring_days


class OcopStatus(StrEnum):
    """The four states of a certificate. Only the first two show coloured stars and the seal."""

    IN_FORCE = "in_force"
    EXPIRING = "expiring"
    EXPIRED = "expired"
    UNCONFIRMED = "unconfirmed"


def certificate_status(certificate: Certificate, today: date) -> OcopStatus:
    """The state of `certificate` on `today`; its last day still counts as in force.

    Expired once past its end, whatever else is known. Unconfirmed where number, issuer or day of issue is not
    known: the paper has not been seen.
    """
    left = days_left(certificate, today)
    if left is not None and left < 0:
        return OcopStatus.EXPIRED
    if left is None or not (certificate.number and certificate.issuer and certificate.issued):
        return OcopStatus.UNCONFIRMED
    return OcopStatus.EXPIRING if left <= EXPIRING_DAYS else OcopStatus.IN_FORCE


def days_left(certificate: Certificate, today: date) -> int | None:
    """Days from `today` to the last day, negative once past it, None where the end is not known."""
    end = expiry_date(certificate)
    return None if end is None else (end - today).days


def expiry_date(certificate: Certificate) -> date | None:
    """The last day: as written, else (OCOP only) 36 months after the decision.

    Where only the ceremony's day is known, 36 months after that: it followed the decision, so no longer than that.
    """
    if certificate.expires or certificate.scheme != "ocop":
        return certificate.expires
    begun = certificate.issued or certificate.handed_over
    return add_months(begun, VALIDITY_MONTHS) if begun else None


def ocop_certificate(product: Product) -> Certificate | None:
    """The OCOP certificate that counts: the newest one. Of two on one day the later entry; undated ones come last."""
    found = [certificate for certificate in product.certificates if certificate.scheme == "ocop"]
    return max(reversed(found), key=_decision_date, default=None)


def _decision_date(certificate: Certificate) -> date:
    end = certificate.expires
    return certificate.issued or certificate.handed_over or (add_months(end, -VALIDITY_MONTHS) if end else date.min)


def add_months(day: date, months: int) -> date:
    """The same day `months` later, the last of the month where that month is shorter (29/2 + 12 months is 28/2)."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
