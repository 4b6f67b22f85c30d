"""The rules about a product, an event and the settings: status, dates, what must be unique, words, links."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from itertools import pairwise
from typing import Any

from ..catalogue.product import Status
from ..catalogue.programme import VALIDITY_MONTHS, add_months
from ..catalogue.showcase import Event, Settings
from ..catalogue.values import Text
from ..catalogue.vietnamese import collation_key, format_day
from ..messages import Problem
from . import validate
from .raw import (
    HasPositions,
    ProductUnderCheck,
    RawCatalogue,
    RuleContext,
    SettingsEntry,
    error_at,
    warning_at,
)

MAX_TEXT_LENGTHS = {"summary": 160, "tagline": 60}
"""Characters that fit a card, a search result, a table tent."""
CLAIM_CONTEXT_LENGTH = 30
"""Characters shown on either side of a word that claims."""


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


def certificate_dates(subject: ProductUnderCheck) -> Iterator[Problem]:
    """Check that decision, ceremony and end of validity follow in this order."""
    entry = subject.entry
    for at, certificate in enumerate(subject.product.certificates):
        path, issued, handed_over = f"certificates.{at}", certificate.issued, certificate.handed_over
        if issued and handed_over and handed_over < issued:
            days = _day_params(found=handed_over, other=issued)
            yield error_at(entry, "handed_over_before_issued", f"{path}.handed_over", **days)
        begun, expires = issued or handed_over, certificate.expires
        if begun and expires and expires <= begun:
            days = _day_params(found=expires, other=begun)
            yield error_at(entry, "expires_before_issued", f"{path}.expires", **days)
        elif certificate.scheme == "ocop" and issued and expires:
            usual = add_months(issued, VALIDITY_MONTHS)
            if expires != usual:
                # A warning alone: the validity is fixed by the programme, which changes its rules, so another end
                # may be what the certificate says.
                days = _day_params(found=expires, issued=issued, wanted=usual)
                yield warning_at(entry, "expires_unusual", f"{path}.expires", months=VALIDITY_MONTHS, **days)


def future_dates(subject: ProductUnderCheck, context: RuleContext) -> Iterator[Problem]:
    """Dates of what is said to have happened, after the day of the build."""
    product = subject.product
    dates: list[tuple[str, date | None]] = []
    for at, certificate in enumerate(product.certificates):
        dates.append((f"certificates.{at}.issued", certificate.issued))
        dates.append((f"certificates.{at}.handed_over", certificate.handed_over))
    dates += [(f"sources.{at}.date", source.date) for at, source in enumerate(product.sources)]
    dates.append(("checked.on", product.checked.on if product.checked else None))
    consent = product.producer.consent if product.producer else None
    dates.append(("producer.consent.given", consent.given if consent else None))
    for path, day in dates:
        if day and day > context.today:
            yield warning_at(subject.entry, "date_in_future", path, **_day_params(found=day, today=context.today))


def event_dates(entry: SettingsEntry, at: int, event: Event) -> Iterator[Problem]:
    """An event has a day, and its days follow one another."""
    if not event.dates:
        yield error_at(entry, "event_without_date", f"events.{at}.dates")
    for number, (before, after) in enumerate(pairwise(event.dates), start=1):
        if after <= before:
            days = _day_params(found=after, other=before)
            yield error_at(entry, "event_dates_order", f"events.{at}.dates.{number}", **days)


def _day_params(**days: date) -> dict[str, str]:
    """Days as the clerk writes them: digits, day first, in every language."""
    return {name: format_day(day, "vi") for name, day in days.items()}


UsedValue = tuple[HasPositions, str, str]
"""One use of a value that must be unique: the file, the path in it, the value."""


def unique_codes(raw: RawCatalogue) -> Iterator[Problem]:
    """One namespace for products (readable or not), events and retired codes: each makes a short link."""
    uses: list[UsedValue] = [(entry, "code", _text_at(entry.data, "code")) for entry in raw.entries]
    for key in ("events", "retired"):
        items = raw.catalogue.data.get(key)
        rows = enumerate(items) if isinstance(items, list) else ()
        uses += [(raw.catalogue, f"{key}.{at}.code", _text_at(item, "code")) for at, item in rows]
    return _duplicates("code_taken", uses)


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


def advertising_claims(subject: ProductUnderCheck, context: RuleContext) -> Iterator[Problem]:
    """Words of `claims` (the best, cures, …) in what visitors read, for a person to judge."""
    words = context.settings.claims if context.settings else ()
    if not (words and subject.published):
        return
    product = subject.product
    texts = [(key, text) for key in ("tagline", "summary", "story") if (text := getattr(product, key))]
    for at, fact in enumerate(product.facts):
        texts += [(f"facts.{at}.label", fact.label), (f"facts.{at}.value", fact.value)]
    for path, text in texts:
        for lang in text.languages():
            yield from _claims_in(subject, f"{path}.{lang}", text[lang], words)


def _claims_in(subject: ProductUnderCheck, path: str, text: str, words: tuple[str, ...]) -> Iterator[Problem]:
    """Each word once, with what stands around it."""
    lower = text.casefold()
    if not any(beginning in lower for beginning in _first_words(words)):
        return
    first = {match[0].casefold(): match for match in reversed(list(_claims_pattern(words).finditer(text)))}
    for match in sorted(first.values(), key=re.Match.start):
        before = _clip_words(text[: match.start()], -CLAIM_CONTEXT_LENGTH)
        after = _clip_words(text[match.end() :], CLAIM_CONTEXT_LENGTH)
        context = " ".join(f"{before}{match[0]}{after}".split())  # a story has line breaks, a message has none
        yield warning_at(subject.entry, "claim", path, word=" ".join(match[0].split()), context=context)


def _clip_words(text: str, room: int) -> str:
    """Whole words in at most `room` characters of the beginning, or of the end where it is negative."""
    if len(text) <= abs(room):
        return text
    return f"… {text[room:].partition(' ')[2]}" if room < 0 else f"{text[:room].rpartition(' ')[0]} …"


@cache
def _first_words(words: tuple[str, ...]) -> tuple[str, ...]:
    """The first word of each of `words`: a fast test that rules most texts out before the pattern is tried."""
    return tuple({word.casefold().split()[0] for word in words})


@cache
def _claims_pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    """Whole words, capitals or not, the longest first; a space stands for any run of spaces."""
    choices = (r"\s+".join(map(re.escape, word.split())) for word in sorted(words, key=len, reverse=True))
    return re.compile(rf"(?<!\w)(?:{'|'.join(choices)})(?!\w)", re.IGNORECASE)


def category_exists(subject: ProductUnderCheck, context: RuleContext) -> Iterator[Problem]:
    """Check that the product's category exists."""
    category = subject.product.category
    if category and context.settings:
        keys = [each.key for each in context.settings.categories]
        yield from _require_known(subject.entry, "category", category, "category", keys)


def commune_exists(subject: ProductUnderCheck, context: RuleContext) -> Iterator[Problem]:
    """The commune exists, and the unit of before was one of those that it was formed from."""
    origin = subject.product.origin
    if not context.settings:
        return
    if origin.commune:
        yield from _require_known(subject.entry, "origin.commune", origin.commune, "commune", context.communes)
    if origin.former:
        yield from _check_former_unit(subject, origin.former, origin.commune, context)


def _check_former_unit(
    subject: ProductUnderCheck, former: str, key: str | None, context: RuleContext
) -> Iterator[Problem]:
    here = context.communes.get(key or "")
    owners = {_spelling_key(unit): commune for commune in context.communes.values() for unit in commune.formed_from}
    owner = owners.get(_spelling_key(former))
    # A commune that does not exist is told by `commune_exists`: what it was formed from cannot be judged.
    if (owner and owner == here) or (key and not here):
        return
    entry, path = subject.entry, "origin.former"
    if owner:
        yield error_at(entry, "former_elsewhere", path, found=former, commune=owner.name.vi, key=owner.key)
    else:
        communes = (here,) if here else context.communes.values()
        units = [unit for commune in communes for unit in commune.formed_from]
        yield from _require_known(entry, path, former, "former", units)


def _spelling_key(name: str) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """The same for `Quý Hòa` and `Quý Hoà`, two ways to place one tone; another for `Quý Hoa`."""
    letters, tones, _ = collation_key(name)
    return letters, tuple(sorted(tones))


def event_links_exist(entry: SettingsEntry, at: int, event: Event, context: RuleContext) -> Iterator[Problem]:
    """The event's commune and products exist."""
    if event.commune:
        yield from _require_known(entry, f"events.{at}.commune", event.commune, "commune", context.communes)
    yield from _check_product_slugs(entry, f"events.{at}.products", event.products, context)


def featured_exist(entry: SettingsEntry, settings: Settings, context: RuleContext) -> Iterator[Problem]:
    """The products that the home page puts first exist."""
    yield from _check_product_slugs(entry, "home.featured", settings.home.featured, context)


def _check_product_slugs(
    entry: SettingsEntry, path: str, slugs: Sequence[str], context: RuleContext
) -> Iterator[Problem]:
    for at, slug in enumerate(slugs):
        yield from _require_known(entry, f"{path}.{at}", slug, "product", context.status)
        if context.status.get(slug) is Status.DRAFT:
            yield warning_at(entry, "product_is_draft", f"{path}.{at}", found=slug)
        if slug in slugs[:at]:
            yield warning_at(entry, "listed_twice", f"{path}.{at}", found=slug)


def _require_known(
    where: HasPositions, path: str, value: str, kind: str, choices: Collection[str]
) -> Iterator[Problem]:
    if value in choices:
        return
    near = validate.nearest_choice(value, tuple(choices))
    if near:
        yield error_at(where, f"unknown_{kind}_near", path, found=value, near=near)
    else:
        yield error_at(where, f"unknown_{kind}", path, found=value, allowed=", ".join(choices) or "–")
