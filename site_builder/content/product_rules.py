"""The rules about a product, an event and the settings: status, dates, what must be unique, words, links."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from ..catalogue.product import Status
from ..catalogue.programme import add_months
from ..catalogue.showcase import Event, Settings
from ..catalogue.values import Text
from ..catalogue.web_address import address_doubts
from ..messages import Problem
from .folder import PRODUCT_FILE
from .raw import (
    HasPositions,
    ProductUnderCheck,
    RawCatalogue,
    RuleContext,
    SettingsEntry,
    day_params,
    error_at,
    warning_at,
)

MAX_TEXT_LENGTHS = {"summary": 160, "tagline": 60}
"""Characters that fit a card, a search result, a table tent."""
LONGEST_NAME = 140
"""Characters of a name that most labels hold."""


def required_fields(subject: ProductUnderCheck) -> Iterator[Problem]:
    """Check that a published product has a summary, a place of origin, a photo and a source."""
    entry, product = subject.entry, subject.product
    if not subject.published:
        return
    if not product.summary:
        yield error_at(entry, "summary_missing", "summary")
    if not (product.origin.commune or product.origin.area):
        yield error_at(entry, "commune_missing", "origin.commune")
    if not product.photos:
        yield error_at(entry, "photos_missing", "photos")
    if not product.sources:
        yield error_at(entry, "sources_missing", "sources")


def stars_match_status(subject: ProductUnderCheck) -> Iterator[Problem]:
    """Certified means an OCOP certificate with stars, potential means none; other schemes have no stars."""
    entry, status = subject.entry, subject.product.status
    schemes = [certificate.scheme for certificate in subject.product.certificates]
    if status is Status.CERTIFIED and "ocop" not in schemes:
        yield error_at(entry, "certified_without_ocop", "certificates")
    for at, certificate in enumerate(subject.product.certificates):
        path = f"certificates.{at}"
        if certificate.scheme == "ocop":
            if status is Status.CERTIFIED and not certificate.stars:
                yield error_at(entry, "ocop_without_stars", path)
            if status is Status.POTENTIAL:
                yield error_at(entry, "potential_with_ocop", path)
        elif certificate.stars:
            yield error_at(entry, "stars_on_other_scheme", f"{path}.stars", scheme=certificate.scheme)
        if certificate.scheme == "other" and not certificate.name:
            yield warning_at(entry, "other_scheme_without_name", path)


def text_lengths(subject: ProductUnderCheck) -> Iterator[Problem]:
    """Check the length of texts that are shown in a space of fixed size."""
    for key, limit in MAX_TEXT_LENGTHS.items():
        text: Text | None = getattr(subject.product, key)
        for lang in text.languages() if text else ():
            count = len(text[lang]) if text else 0
            if count > limit:
                yield error_at(
                    subject.entry, "text_long", f"{key}.{lang}", count=count, limit=limit, over=count - limit
                )


def name_length(subject: ProductUnderCheck) -> Iterator[Problem]:
    """Warn of a name that labels have to cut; pages and sheets show it whole."""
    name = subject.product.name
    for lang in name.languages():
        count = len(name[lang])
        if count > LONGEST_NAME:
            yield warning_at(subject.entry, "name_long", f"name.{lang}", count=count, limit=LONGEST_NAME)


def future_dates(subject: ProductUnderCheck, context: RuleContext) -> Iterator[Problem]:
    """Dates of what is said to have happened, after the day of the build.

    A certificate that is not issued yet is not in force, and a consent that is not given yet is none: both block.
    """
    product = subject.product
    consent = product.producer.consent if product.producer else None
    blocking: list[tuple[str, date | None]] = [("producer.consent.given", consent.given if consent else None)]
    for at, certificate in enumerate(product.certificates):
        blocking.append((f"certificates.{at}.issued", certificate.issued))
        blocking.append((f"certificates.{at}.handed_over", certificate.handed_over))
        blocking.append((f"certificates.{at}.known_by", certificate.known_by))
        blocking.append((f"certificates.{at}.council", certificate.council))
    others = [(f"sources.{at}.date", source.date) for at, source in enumerate(product.sources)]
    checked = product.checked
    others.append(("checked.on", checked.on if checked else None))
    others.append(("checked.sources_until", checked.sources_until if checked else None))
    for dates, tell in ((blocking, error_at), (others, warning_at)):
        for path, day in dates:
            if day and day > context.today:
                days = day_params(found=day, today=context.today, wanted=likely_day(day, context.today))
                yield tell(subject.entry, "date_in_future", path, **days)


def sources_were_read(subject: ProductUnderCheck) -> Iterator[Problem]:
    """The newest material that could be read when the file was checked: none of later, and no source newer than it."""
    product, checked = subject.product, subject.product.checked
    if not (checked and checked.sources_until):
        return
    until = checked.sources_until
    if until > checked.on:
        days = day_params(found=until, other=checked.on)
        yield error_at(subject.entry, "sources_read_later", "checked.sources_until", **days)
        return
    for at, source in enumerate(product.sources):
        if source.date and until < source.date <= checked.on:
            days = day_params(found=source.date, until=until)
            yield warning_at(subject.entry, "source_newer_than_read", f"sources.{at}.date", **days)


def likely_day(typed: date, latest: date) -> date:
    """The day that was probably meant by one after `latest`.

    Day and month or digits of the year changed places, else one digit of the year is wrong, else it is a year ago.
    """
    digits = f"{typed.year}"
    swapped = {f"{digits[:2]}{digits[3]}{digits[2]}", f"{digits[0]}{digits[2]}{digits[1]}{digits[3]}"}
    mistyped = {f"{digits[:at]}{digit}{digits[at + 1 :]}" for at in (2, 3) for digit in "0123456789"}
    candidates = [[(typed.year, typed.day, typed.month)]] if typed.year == latest.year else []
    candidates += [[(int(year), typed.month, typed.day) for year in years] for years in (swapped, mistyped)]
    for rows in candidates:
        days = []
        for year, month, day in rows:
            if 2000 <= year <= latest.year and month <= 12 and day <= monthrange(year, month)[1]:
                days.append(date(year, month, day))
        if past := [day for day in days if day <= latest]:
            return max(past)
    return add_months(latest, -12)


def short_address(entry: SettingsEntry, settings: Settings) -> Iterator[Problem]:
    """What rarely lasts as long as the codes that are printed with it: no encryption, a port, a bare number."""
    for code, params in address_doubts(settings.site.short_url or ""):
        yield warning_at(entry, code, "site.short_url", **params)


def event_dates(entry: SettingsEntry, at: int, event: Event) -> Iterator[Problem]:
    """An event has days, which follow one another: all from first to last (`dates`), or separate ones (`days`)."""
    if not event.dates and not event.days:
        yield error_at(entry, "event_without_date", f"events.{at}.dates")
    if event.dates and event.days:
        yield error_at(entry, "event_dates_and_days", f"events.{at}.days")
    for key, written in (("dates", event.dates), ("days", event.days)):
        for number, (before, after) in enumerate(pairwise(written), start=1):
            if after <= before:
                place = f"events.{at}.{key}.{number}"
                yield error_at(entry, "event_dates_order", place, **day_params(found=after, other=before))
    gaps = [number for number, (a, b) in enumerate(pairwise(event.dates), start=1) if b - a > timedelta(days=1)]
    if gaps and len(event.dates) > 2:
        written_days = [day.isoformat() for day in sorted(set(event.dates))]
        ends = {"listed": ", ".join(written_days), "first": written_days[0], "last": written_days[-1]}
        found = day_params(found=event.dates[gaps[0]], other=event.dates[gaps[0] - 1])
        yield error_at(entry, "event_dates_gap", f"events.{at}.dates.{gaps[0]}", **found, **ends)


def notice_is_shown(entry: SettingsEntry, settings: Settings) -> Iterator[Problem]:
    """Words for the time without an office are shown nowhere beside one."""
    if settings.site.notice and settings.site.office:
        yield warning_at(entry, "notice_beside_office", "site.notice")


UsedValue = tuple[HasPositions, str, str]
"""One use of a value that must be unique: the file, the path in it, the value."""


def unique_codes(raw: RawCatalogue) -> Iterator[Problem]:
    """One namespace for products (readable or not), events and retired codes: each makes a short link."""
    uses: list[UsedValue] = [(entry, "code", _text_at(entry.data, "code")) for entry in raw.entries]
    for key in ("events", "retired"):
        items = raw.catalogue.data.get(key)
        rows = enumerate(items) if isinstance(items, list) else ()
        uses += [(raw.catalogue, f"{key}.{at}.code", _text_at(item, "code")) for at, item in rows]
    for problem in _duplicates("code_taken", uses):
        product = problem.params["other"].partition(f"/{PRODUCT_FILE}:")
        in_use = problem.path.startswith("retired.") and product[1]
        yield (
            replace(problem, code="retired_in_use", params={**problem.params, "other": product[0]})
            if in_use
            else problem
        )


def unique_keys(raw: RawCatalogue) -> Iterator[Problem]:
    """Keys of categories, of communes, of events: each names a page of its kind."""
    for kind in ("categories", "communes", "events") if raw.settings else ():
        nouns = enumerate(getattr(raw.settings, kind))
        yield from _duplicates("key_taken", [(raw.catalogue, f"{kind}.{at}.key", noun.key) for at, noun in nouns])


def unique_gtins(products: tuple[ProductUnderCheck, ...]) -> Iterator[Problem]:
    """A bar code stands for one pack of one product, written with zeros before it or without."""
    uses: list[UsedValue] = [
        (subject.entry, f"offers.{at}.gtin", offer.gtin or "")
        for subject in products
        for at, offer in enumerate(subject.product.offers)
    ]
    return _duplicates("gtin_taken", uses, same=lambda gtin: gtin.lstrip("0"))


def _duplicates(code: str, uses: list[UsedValue], same: Callable[[str], str] = str) -> Iterator[Problem]:
    """An error at each repeated use, naming the first; `same` normalises values that are one in different spellings."""
    first: dict[str, str] = {}
    for where, path, value in uses:
        line, _ = where.positions.of(path)
        if value and same(value) in first:
            yield error_at(where, code, path, found=value, other=first[same(value)])
        first.setdefault(same(value), f"{where.file}:{line}")


def _text_at(data: Any, key: str) -> str:
    """The text under `key` of plain data as read, '' where there is none."""
    value = data.get(key) if isinstance(data, Mapping) else None
    return value if isinstance(value, str) else ""
