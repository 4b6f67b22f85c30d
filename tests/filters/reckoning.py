"""What a reader may expect of the filters, reckoned from the catalogue alone."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from site_builder.catalogue import programme
from site_builder.catalogue.product import Product, Status
from site_builder.catalogue.vietnamese import collation_key

Chosen = Mapping[str, tuple[str, ...]]
"""What is chosen, by condition."""

LUNAR_MONTHS = (
    *((date(2026, 10, 10), 9), (date(2026, 11, 9), 10), (date(2026, 12, 9), 11), (date(2027, 1, 8), 12)),
    *((date(2027, 2, 6), 1), (date(2027, 3, 8), 2), (date(2027, 4, 7), 3), (date(2027, 5, 6), 4)),
    *((date(2027, 6, 5), 5), (date(2027, 7, 4), 6), (date(2027, 8, 2), 7), (date(2027, 9, 1), 8)),
    *((date(2027, 9, 30), 9), (date(2027, 10, 29), 10), (date(2027, 11, 28), 11)),
)
"""First days of lunar months, as calendars of Việt Nam print them: Tết of Đinh Mùi is 6 February 2027."""
STATES = {"in_force": 1, "expiring": 1, "unconfirmed": 2, "expired": 3, "potential": 4}
CONDITIONS = ("category", "state", "stars", "commune", "month", "group", "kind", "scheme")


def facts(product: Product, today: date) -> dict[str, tuple[str, ...]]:
    """What `product` can be found by on `today`."""
    certificate = programme.ocop_certificate(product) if product.status is Status.CERTIFIED else None
    state = str(programme.certificate_status(certificate, today)) if certificate else "potential"
    valid = certificate is not None and state in ("in_force", "expiring")
    others = [one for one in product.certificates if one.scheme != "ocop"]
    return {
        "category": (product.category,) if product.category else (),
        "state": (state,),
        "stars": (str(certificate.stars),) if certificate and valid else (),
        "commune": product.origin.commune,
        "month": tuple(_months(product, today)),
        "group": (str(product.group),),
        "kind": (str(product.producer.kind),) if product.producer else (),
        "scheme": tuple({one.scheme for one in others if one.expires is None or one.expires >= today}),
    }


def fitting(products: Iterable[Product], chosen: Chosen, today: date) -> list[Product]:
    """Any choice of each condition, all conditions."""
    return [one for one in products if _fits(facts(one, today), chosen)]


def counts(products: Iterable[Product], chosen: Chosen, today: date) -> dict[tuple[str, str], int]:
    """How many products each choice has when the other conditions hold, by condition and choice; none at zero."""
    told: dict[tuple[str, str], int] = {}
    for known in (facts(product, today) for product in products):
        for key in CONDITIONS:
            if _fits(known, {other: values for other, values in chosen.items() if other != key}):
                for value in known[key]:
                    told[key, value] = told.get((key, value), 0) + 1
    return told


def ordered(products: Iterable[Product], today: date) -> list[str]:
    """Their slugs as a list has them on `today`: what can be relied on first, of that what has most stars."""

    def place(product: Product) -> tuple[int, int, object]:
        known = facts(product, today)
        return STATES[known["state"][0]], -sum(map(int, known["stars"])), collation_key(product.name.vi)

    return [product.slug for product in sorted(products, key=place)]


def _fits(known: Mapping[str, tuple[str, ...]], chosen: Chosen) -> bool:
    return all(set(values) & set(known[key]) for key, values in chosen.items())


def _months(product: Product, today: date) -> Iterable[str]:
    harvest, lunar = product.season.harvest, product.season.calendar == "lunar"
    for month in range(1, 13):
        if set(_lunar_in(month, today) if lunar else (month,)) & set(harvest):
            yield str(month)
    if (_lunar(today) if lunar else today.month) in harvest:
        yield "now"


def _lunar_in(month: int, today: date) -> set[int]:
    """The lunar months of which days lie in that month, the one that is running or comes next."""
    first = date(today.year + (month < today.month), month, 1)
    days = monthrange(first.year, month)[1]
    return {_lunar(first + timedelta(days=day)) for day in range(days)}


def _lunar(day: date) -> int:
    return [month for first, month in LUNAR_MONTHS if first <= day][-1]
