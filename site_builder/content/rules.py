"""Judges what was read: every rule over every product and over `catalogue.yml`."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from datetime import date
from pathlib import PurePosixPath

from ..model import Status
from ..problems import Problem, Severity, sort_key
from ..showcase import Settings
from . import rules_consent, rules_dates, rules_files, rules_links, rules_status, rules_unique, rules_words
from .known import Known, Subject, know, subjects
from .published import catalogue
from .raw import Entry, RawCatalogue, SettingsEntry
from .survey import PRODUCT_FILE
from .verdict import Tally, Verdict

ALONE: tuple[Callable[[Subject], Iterator[Problem]], ...] = (
    rules_status.required,
    rules_status.stars,
    rules_status.lengths,
    rules_dates.certificates,
    rules_files.photos,
    rules_files.documents,
    rules_files.unlisted,
    rules_consent.not_shown,
    rules_consent.told_elsewhere,
)
"""Rules that need nothing but the product."""

AMONG: tuple[Callable[[Subject, Known], Iterator[Problem]], ...] = (
    rules_dates.future,
    rules_links.category,
    rules_links.commune,
    rules_words.languages,
    rules_words.claims,
)
"""Rules that hold the product against the catalogue or the day."""


def judge(
    raw: RawCatalogue, *, today: date, strict: bool = False, keep_going: bool = False, also: Iterable[Problem] = ()
) -> Verdict:
    """Every problem of `raw`, and the catalogue where nothing forbids it.

    `today` is the day after which a date is in the future; `also` are problems found elsewhere (in photos). Errors
    forbid publishing, with `strict` warnings too. With `keep_going` a product that has them is left out, and what
    refers to it loses it; what is wrong with anything else forbids publishing all the same.
    """
    problems = tuple(sorted((*raw.all_problems(), *also, *check(raw, today)), key=sort_key))
    blocking = [problem.file for problem in problems if strict or problem.severity is Severity.ERROR]
    folders = {_folder(entry) for entry in raw.entries}
    owners = {file if file in folders else str(PurePosixPath(file).parent) for file in blocking}
    tally = _tally(raw.entries, owners)
    if owners - folders or (tally.broken and not keep_going) or raw.settings is None:
        return Verdict(None, problems, tally)
    return Verdict(catalogue(raw, raw.settings, tally.published), problems, tally)


def check(raw: RawCatalogue, today: date) -> Iterator[Problem]:
    """What the rules find; what reading found is not repeated."""
    known, readable = know(raw, today), subjects(raw)
    for subject in readable:
        for rule in ALONE:
            yield from rule(subject)
        for among in AMONG:
            yield from among(subject, known)
    yield from rules_unique.codes(raw)
    yield from rules_unique.keys(raw)
    yield from rules_unique.gtins(readable)
    if raw.settings:
        yield from _check_settings(raw.catalogue, raw.settings, known)


def _check_settings(entry: SettingsEntry, settings: Settings, known: Known) -> Iterator[Problem]:
    """The rules of `catalogue.yml`."""
    yield from rules_words.untranslated(entry, known)
    yield from rules_files.pictures(entry, settings, known.folder)
    yield from rules_files.boundaries(entry, settings, known.folder)
    yield from rules_links.featured(entry, settings, known)
    for at, event in enumerate(settings.events):
        yield from rules_dates.event(entry, at, event)
        yield from rules_links.event(entry, at, event, known)


def _folder(entry: Entry) -> str:
    """The product's folder as a person types it."""
    return entry.file.removesuffix(f"/{PRODUCT_FILE}")


def _tally(entries: tuple[Entry, ...], owners: Collection[str]) -> Tally:
    """Each product once; `owners` are the folders in which something forbids publishing."""
    sound = {e.slug: e.product.status for e in entries if e.product and _folder(e) not in owners}
    return Tally(
        published=tuple(slug for slug, status in sound.items() if status is not Status.DRAFT),
        drafts=tuple(slug for slug, status in sound.items() if status is Status.DRAFT),
        broken=tuple(entry.slug for entry in entries if entry.slug not in sound),
    )
