"""Dates in the order in which things happen."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ..model import Certificate, Product
from ..ocop import VALIDITY_MONTHS, add_months
from ..problems import Problem
from ..showcase import Event
from ..vietnamese import day
from .known import Known, Subject
from .raw import Entry, SettingsEntry
from .report import error, warning


def certificates(subject: Subject) -> Iterator[Problem]:
    """Decision, then ceremony, then the end of validity."""
    for at, found in enumerate(subject.product.certificates):
        yield from _order(subject.entry, f"certificates.{at}", found)
        yield from _validity(subject.entry, f"certificates.{at}", found)


def _order(entry: Entry, path: str, found: Certificate) -> Iterator[Problem]:
    issued, handed_over, expires = found.issued, found.handed_over, found.expires
    if issued and handed_over and handed_over < issued:
        yield error(entry, "handed_over_before_issued", f"{path}.handed_over", **_days(found=handed_over, other=issued))
    begun = issued or handed_over
    if begun and expires and expires <= begun:
        yield error(entry, "expires_before_issued", f"{path}.expires", **_days(found=expires, other=begun))


def _validity(entry: Entry, path: str, found: Certificate) -> Iterator[Problem]:
    """A written end that is not the programme's: perhaps right, for rules change, but to be looked at."""
    if found.scheme != "ocop" or not found.issued or not found.expires or found.expires <= found.issued:
        return
    wanted = add_months(found.issued, VALIDITY_MONTHS)
    if found.expires != wanted:
        days = _days(found=found.expires, issued=found.issued, wanted=wanted)
        yield warning(entry, "expires_unusual", f"{path}.expires", months=VALIDITY_MONTHS, **days)


def future(subject: Subject, known: Known) -> Iterator[Problem]:
    """Dates of what is said to have happened, after the day of the build."""
    for path, found in _past(subject.product):
        if found and found > known.today:
            yield warning(subject.entry, "date_in_future", path, **_days(found=found, today=known.today))


def _past(product: Product) -> Iterator[tuple[str, date | None]]:
    for at, found in enumerate(product.certificates):
        yield f"certificates.{at}.issued", found.issued
        yield f"certificates.{at}.handed_over", found.handed_over
    yield from ((f"sources.{at}.date", source.date) for at, source in enumerate(product.sources))
    yield "checked.on", product.checked.on if product.checked else None
    consent = product.producer.consent if product.producer else None
    yield "producer.consent.given", consent.given if consent else None


def event(entry: SettingsEntry, at: int, found: Event) -> Iterator[Problem]:
    """An event has a day, and its days follow one another."""
    if not found.dates:
        yield error(entry, "event_without_date", f"events.{at}.dates")
    for number, (before, after) in enumerate(zip(found.dates, found.dates[1:], strict=False)):
        if after <= before:
            days = _days(found=after, other=before)
            yield error(entry, "event_dates_order", f"events.{at}.dates.{number + 1}", **days)


def _days(**days: date) -> dict[str, str]:
    """Days as the clerk writes them: digits, day first, in every language."""
    return {name: day(found, "vi") for name, found in days.items()}
