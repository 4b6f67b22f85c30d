"""The rules about a product, an event and the settings: status, dates, what must be unique, words, links."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from typing import Any

from ..catalogue.product import Certificate, Product, Status
from ..catalogue.programme import VALIDITY_MONTHS, add_months
from ..catalogue.showcase import Event, Settings
from ..catalogue.values import Text
from ..catalogue.vietnamese import collation_key, format_day
from ..messages import Problem
from . import validate
from .raw import (
    HasPositions,
    ProductEntry,
    ProductUnderCheck,
    RawCatalogue,
    RuleContext,
    SettingsEntry,
    error_at,
    warning_at,
)

MAX_TEXT_LENGTHS = {"summary": 160, "tagline": 60}
"""Characters that fit a card, a search result, a table tent."""


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
    entry, product = subject.entry, subject.product
    ocop = {at: found for at, found in enumerate(product.certificates) if found.scheme == "ocop"}
    if product.status is Status.CERTIFIED:
        if not ocop:
            yield error_at(entry, "certified_without_ocop", "certificates")
        yield from (error_at(entry, "ocop_without_stars", f"certificates.{at}") for at in ocop if not ocop[at].stars)
    if product.status is Status.POTENTIAL:
        yield from (error_at(entry, "potential_with_ocop", f"certificates.{at}") for at in ocop)
    yield from (
        problem for at, found in enumerate(product.certificates) for problem in _other_scheme(subject, at, found)
    )


def _other_scheme(subject: ProductUnderCheck, at: int, found: Certificate) -> Iterator[Problem]:
    if found.scheme != "ocop" and found.stars:
        yield error_at(subject.entry, "stars_on_other_scheme", f"certificates.{at}.stars", scheme=found.scheme)
    if found.scheme == "other" and not found.name:
        yield warning_at(subject.entry, "other_scheme_without_name", f"certificates.{at}")


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
    for at, found in enumerate(subject.product.certificates):
        yield from _date_order(subject.entry, f"certificates.{at}", found)
        yield from _validity_period(subject.entry, f"certificates.{at}", found)


def _date_order(entry: ProductEntry, path: str, found: Certificate) -> Iterator[Problem]:
    issued, handed_over, expires = found.issued, found.handed_over, found.expires
    if issued and handed_over and handed_over < issued:
        yield error_at(
            entry, "handed_over_before_issued", f"{path}.handed_over", **_day_params(found=handed_over, other=issued)
        )
    begun = issued or handed_over
    if begun and expires and expires <= begun:
        yield error_at(entry, "expires_before_issued", f"{path}.expires", **_day_params(found=expires, other=begun))


def _validity_period(entry: ProductEntry, path: str, found: Certificate) -> Iterator[Problem]:
    """Warn of a written end that differs from the programme's validity: rules change, so it may be right."""
    if found.scheme != "ocop" or not found.issued or not found.expires or found.expires <= found.issued:
        return
    wanted = add_months(found.issued, VALIDITY_MONTHS)
    if found.expires != wanted:
        days = _day_params(found=found.expires, issued=found.issued, wanted=wanted)
        yield warning_at(entry, "expires_unusual", f"{path}.expires", months=VALIDITY_MONTHS, **days)


def future_dates(subject: ProductUnderCheck, known: RuleContext) -> Iterator[Problem]:
    """Dates of what is said to have happened, after the day of the build."""
    for path, found in _past_dates(subject.product):
        if found and found > known.today:
            yield warning_at(subject.entry, "date_in_future", path, **_day_params(found=found, today=known.today))


def _past_dates(product: Product) -> Iterator[tuple[str, date | None]]:
    for at, found in enumerate(product.certificates):
        yield f"certificates.{at}.issued", found.issued
        yield f"certificates.{at}.handed_over", found.handed_over
    yield from ((f"sources.{at}.date", source.date) for at, source in enumerate(product.sources))
    yield "checked.on", product.checked.on if product.checked else None
    consent = product.producer.consent if product.producer else None
    yield "producer.consent.given", consent.given if consent else None


def event_dates(entry: SettingsEntry, at: int, found: Event) -> Iterator[Problem]:
    """An event has a day, and its days follow one another."""
    if not found.dates:
        yield error_at(entry, "event_without_date", f"events.{at}.dates")
    for number, (before, after) in enumerate(zip(found.dates, found.dates[1:], strict=False)):
        if after <= before:
            days = _day_params(found=after, other=before)
            yield error_at(entry, "event_dates_order", f"events.{at}.dates.{number + 1}", **days)


def _day_params(**days: date) -> dict[str, str]:
    """Days as the clerk writes them: digits, day first, in every language."""
    return {name: format_day(found, "vi") for name, found in days.items()}


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
    settings = raw.settings
    if settings:
        for kind in ("categories", "communes", "events"):
            nouns = getattr(settings, kind)
            yield from _duplicates(
                "key_taken", [(raw.catalogue, f"{kind}.{at}.key", n.key) for at, n in enumerate(nouns)]
            )


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
    for where, path, found in uses:
        line, _ = where.positions.of(path)
        if found and same(found) in first:
            yield error_at(where, code, path, found=found, other=first[same(found)])
        first.setdefault(same(found), f"{where.file}:{line}")


def _text_at(data: Any, key: str) -> str:
    """The text under `key` of plain data as read, '' where there is none."""
    found = data.get(key) if isinstance(data, Mapping) else None
    return found if isinstance(found, str) else ""


CLAIM_CONTEXT_LENGTH = 30
"""Characters shown on either side of a word that claims."""


def missing_languages(subject: ProductUnderCheck, known: RuleContext) -> Iterator[Problem]:
    """One warning for each text of a published product that lacks a language of the catalogue."""
    return untranslated_texts(subject.entry, known) if subject.published else iter(())


def untranslated_texts(entry: ProductEntry | SettingsEntry, known: RuleContext) -> Iterator[Problem]:
    """One warning for each text of a file that lacks a language of the catalogue."""
    wanted = known.settings.languages if known.settings else ()
    for path, written in entry.texts:
        lacking = [lang for lang in wanted if lang not in written]
        if lacking:
            yield warning_at(entry, "translation_missing", path, languages=", ".join(lacking))


def advertising_claims(subject: ProductUnderCheck, known: RuleContext) -> Iterator[Problem]:
    """Words of `advertising_claims` in what visitors read, for a person to judge."""
    words = known.settings.claims if known.settings else ()
    if not (words and subject.published):
        return
    for path, text in _described_texts(subject.product):
        for lang in text.languages():
            yield from _claims_in(subject, f"{path}.{lang}", text[lang], words)


def _claims_in(subject: ProductUnderCheck, path: str, text: str, words: tuple[str, ...]) -> Iterator[Problem]:
    """Each word once, with what stands around it."""
    lower = text.casefold()
    if not any(beginning in lower for beginning in _first_words(words)):
        return
    first = {found[0].casefold(): found for found in reversed(list(_claims_pattern(words).finditer(text)))}
    for found in sorted(first.values(), key=re.Match.start):
        before, after = text[: found.start()], text[found.end() :]
        context = _clip_words(before, -CLAIM_CONTEXT_LENGTH) + found[0] + _clip_words(after, CLAIM_CONTEXT_LENGTH)
        yield warning_at(subject.entry, "claim", path, word=_one_line(found[0]), context=_one_line(context))


def _clip_words(text: str, room: int) -> str:
    """Whole words in at most `room` characters of the beginning, or of the end where it is negative."""
    if len(text) <= abs(room):
        return text
    return f"… {text[room:].partition(' ')[2]}" if room < 0 else f"{text[:room].rpartition(' ')[0]} …"


def _one_line(text: str) -> str:
    return " ".join(text.split())


@cache
def _first_words(words: tuple[str, ...]) -> tuple[str, ...]:
    """The first word of each of `words`: a fast test that rules most texts out before the pattern is tried."""
    return tuple({word.casefold().split()[0] for word in words})


@cache
def _claims_pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    """Whole words, capitals or not, the longest first; a space stands for any run of spaces."""
    choices = (r"\s+".join(map(re.escape, word.split())) for word in sorted(words, key=len, reverse=True))
    return re.compile(rf"(?<!\w)(?:{'|'.join(choices)})(?!\w)", re.IGNORECASE)


def _described_texts(product: Product) -> Iterator[tuple[str, Text]]:
    """The texts that describe a product, with their paths."""
    yield from ((key, text) for key in ("tagline", "summary", "story") if (text := getattr(product, key)))
    for at, fact in enumerate(product.facts):
        yield f"facts.{at}.label", fact.label
        yield f"facts.{at}.value", fact.value


def category_exists(subject: ProductUnderCheck, known: RuleContext) -> Iterator[Problem]:
    """Check that the product's category exists."""
    found = subject.product.category
    if found and known.settings:
        yield from _require_known(
            subject.entry, "category", found, "category", [c.key for c in known.settings.categories]
        )


def commune_exists(subject: ProductUnderCheck, known: RuleContext) -> Iterator[Problem]:
    """The commune exists, and the unit of before was one of those that it was formed from."""
    origin = subject.product.origin
    if not known.settings:
        return
    if origin.commune:
        yield from _require_known(subject.entry, "origin.commune", origin.commune, "commune", known.communes)
    if origin.former:
        yield from _check_former_unit(subject, origin.former, origin.commune, known)


def _require_known(
    where: HasPositions, path: str, found: str, kind: str, choices: Collection[str]
) -> Iterator[Problem]:
    if found in choices:
        return
    meant = validate.nearest_choice(found, tuple(choices))
    if meant:
        yield error_at(where, f"unknown_{kind}_near", path, found=found, near=meant)
    else:
        yield error_at(where, f"unknown_{kind}", path, found=found, allowed=", ".join(choices) or "–")


def _check_former_unit(
    subject: ProductUnderCheck, former: str, key: str | None, known: RuleContext
) -> Iterator[Problem]:
    here = known.communes.get(key or "")
    owners = {_spelling_key(unit): place for place in known.communes.values() for unit in place.formed_from}
    owner = owners.get(_spelling_key(former))
    if (owner and owner == here) or (key and not here):
        return
    entry, path = subject.entry, "origin.former"
    if owner:
        yield error_at(entry, "former_elsewhere", path, found=former, commune=owner.name.vi, key=owner.key)
    else:
        places = (here,) if here else known.communes.values()
        yield from _require_known(
            entry, path, former, "former", [unit for place in places for unit in place.formed_from]
        )


def _spelling_key(name: str) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """The same for `Quý Hòa` and `Quý Hoà`, two ways to place one tone; another for `Quý Hoa`."""
    letters, tones, _ = collation_key(name)
    return letters, tuple(sorted(tones))


def event_links_exist(entry: SettingsEntry, at: int, found: Event, known: RuleContext) -> Iterator[Problem]:
    """The event's commune and products exist."""
    if found.commune:
        yield from _require_known(entry, f"events.{at}.commune", found.commune, "commune", known.communes)
    yield from _check_product_slugs(entry, f"events.{at}.products", found.products, known)


def featured_exist(entry: SettingsEntry, settings: Settings, known: RuleContext) -> Iterator[Problem]:
    """The products that the home page puts first exist."""
    yield from _check_product_slugs(entry, "home.featured", settings.home.featured, known)


def _check_product_slugs(
    entry: SettingsEntry, path: str, slugs: Sequence[str], known: RuleContext
) -> Iterator[Problem]:
    for at, slug in enumerate(slugs):
        yield from _require_known(entry, f"{path}.{at}", slug, "product", known.status)
        if known.status.get(slug) is Status.DRAFT:
            yield warning_at(entry, "product_is_draft", f"{path}.{at}", found=slug)
        if slug in slugs[:at]:
            yield warning_at(entry, "listed_twice", f"{path}.{at}", found=slug)
