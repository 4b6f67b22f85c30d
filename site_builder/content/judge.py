"""The judge: every rule over every product and over `catalogue.yml`, and what of a sound catalogue is published."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from datetime import date
from pathlib import PurePosixPath

from ..catalogue.product import Status
from ..catalogue.programme import fill_figures
from ..catalogue.showcase import Catalogue, Prose, Settings
from ..catalogue.vietnamese import collation_key
from ..messages import Problem, Severity, problem_sort_key
from . import consent, file_rules, product_rules
from .consent import redact
from .folder import PRODUCT_FILE
from .raw import (
    ProductEntry,
    ProductUnderCheck,
    RawCatalogue,
    RuleContext,
    SettingsEntry,
    Tally,
    Verdict,
    products_under_check,
    rule_context,
)


def possible_catalogue(raw: RawCatalogue) -> Catalogue | None:
    """What would be published if no rule found anything: what this needs can be prepared before the rules are run."""
    slugs = [e.slug for e in raw.entries if e.product and e.product.status is not Status.DRAFT]
    return published_catalogue(raw, raw.settings, slugs) if raw.settings else None


def published_catalogue(raw: RawCatalogue, settings: Settings, slugs: Collection[str]) -> Catalogue:
    """The products named by `slugs`, redacted, in Vietnamese order; events and the home page name no others."""
    communes = {commune.key: commune for commune in settings.communes}
    products = [redact(e.product, communes) for e in raw.entries if e.product and e.slug in slugs]
    return Catalogue(
        settings=_published_settings(settings, slugs),
        products=tuple(sorted(products, key=lambda product: (collation_key(product.name.vi), product.slug))),
        prose=tuple(_with_figures(entry.prose) for entry in raw.prose if entry.prose),
    )


def _with_figures(prose: Prose) -> Prose:
    return prose.model_copy(update={"markdown": fill_figures(prose.markdown)})


def _published_settings(settings: Settings, slugs: Collection[str]) -> Settings:
    events = tuple(
        event.model_copy(update={"products": _published_keys(event.products, slugs)}) for event in settings.events
    )
    home = settings.home.model_copy(update={"featured": _published_keys(settings.home.featured, slugs)})
    return settings.model_copy(update={"events": events, "home": home})


def _published_keys(keys: tuple[str, ...], slugs: Collection[str]) -> tuple[str, ...]:
    """Those of `keys` that are published, each once."""
    return tuple(key for key in dict.fromkeys(keys) if key in slugs)


PRODUCT_RULES: tuple[Callable[[ProductUnderCheck], Iterator[Problem]], ...] = (
    product_rules.required_fields,
    product_rules.stars_match_status,
    product_rules.text_lengths,
    product_rules.certificate_dates,
    file_rules.photo_files,
    file_rules.document_files,
    file_rules.unlisted_files,
    consent.withheld_warnings,
    consent.leaked_values,
)
"""Rules that need nothing but the product."""

CATALOGUE_RULES: tuple[Callable[[ProductUnderCheck, RuleContext], Iterator[Problem]], ...] = (
    product_rules.future_dates,
    product_rules.category_exists,
    product_rules.commune_exists,
    product_rules.missing_languages,
    product_rules.advertising_claims,
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
    problems = tuple(sorted((*raw.all_problems(), *also, *run_rules(raw, today)), key=problem_sort_key))
    blocking = [problem.file for problem in problems if strict or problem.severity is Severity.ERROR]
    folders = {_product_folder_of(entry) for entry in raw.entries}
    owners = {file if file in folders else str(PurePosixPath(file).parent) for file in blocking}
    tally = _tally(raw.entries, owners)
    if owners - folders or (tally.broken and not keep_going) or raw.settings is None:
        return Verdict(None, problems, tally)
    return Verdict(published_catalogue(raw, raw.settings, tally.published), problems, tally)


def run_rules(raw: RawCatalogue, today: date) -> Iterator[Problem]:
    """What the rules find; what reading found is not repeated."""
    known, readable = rule_context(raw, today), products_under_check(raw)
    for subject in readable:
        for rule in PRODUCT_RULES:
            yield from rule(subject)
        for among in CATALOGUE_RULES:
            yield from among(subject, known)
    yield from product_rules.unique_codes(raw)
    yield from product_rules.unique_keys(raw)
    yield from product_rules.unique_gtins(readable)
    if raw.settings:
        yield from _run_settings_rules(raw.catalogue, raw.settings, known)


def _run_settings_rules(entry: SettingsEntry, settings: Settings, known: RuleContext) -> Iterator[Problem]:
    """The rules of `catalogue.yml`."""
    yield from product_rules.untranslated_texts(entry, known)
    yield from file_rules.settings_pictures(entry, settings, known.folder)
    yield from file_rules.boundary_file(entry, settings, known.folder)
    yield from product_rules.featured_exist(entry, settings, known)
    for at, event in enumerate(settings.events):
        yield from product_rules.event_dates(entry, at, event)
        yield from product_rules.event_links_exist(entry, at, event, known)


def _product_folder_of(entry: ProductEntry) -> str:
    """The product's folder as a person types it."""
    return entry.file.removesuffix(f"/{PRODUCT_FILE}")


def _tally(entries: tuple[ProductEntry, ...], owners: Collection[str]) -> Tally:
    """Each product once; `owners` are the folders in which something forbids publishing."""
    sound = {e.slug: e.product.status for e in entries if e.product and _product_folder_of(e) not in owners}
    return Tally(
        published=tuple(slug for slug, status in sound.items() if status is not Status.DRAFT),
        drafts=tuple(slug for slug, status in sound.items() if status is Status.DRAFT),
        broken=tuple(entry.slug for entry in entries if entry.slug not in sound),
    )
