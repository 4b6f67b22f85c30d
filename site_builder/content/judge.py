"""The judge: every rule over every product and over `catalogue.yml`, and what of a sound catalogue is published."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path, PurePosixPath

from ..cache import Cache
from ..catalogue.product import Status
from ..catalogue.programme import fill_figures
from ..catalogue.showcase import SHARED, Article, Catalogue, Settings
from ..catalogue.vietnamese import collation_key
from ..messages import Problem, Severity, as_errors, problem_sort_key
from . import (
    certificate_rules,
    claim_rules,
    consent,
    event_rules,
    file_rules,
    former_names,
    placeholders,
    plausibility,
    product_rules,
    reference_rules,
)
from .consent import redact
from .folder import PRODUCT_FILE
from .languages import in_languages, language_problems
from .raw import (
    ProductUnderCheck,
    RawCatalogue,
    RuleContext,
    Tally,
    Verdict,
    products_under_check,
    rule_context,
)
from .text_findings import TextFindings


def possible_catalogue(raw: RawCatalogue) -> Catalogue | None:
    """What would be published if no rule found anything: what this needs can be prepared before the rules are run."""
    slugs = [e.slug for e in raw.entries if e.product and e.product.status is not Status.DRAFT]
    return published_catalogue(raw, raw.settings, slugs) if raw.settings else None


def published_catalogue(raw: RawCatalogue, settings: Settings, slugs: Collection[str]) -> Catalogue:
    """The products named by `slugs`, redacted, in Vietnamese order; events and the home page name no others."""
    communes = {commune.key: commune for commune in settings.communes}
    entries = [entry for entry in raw.entries if entry.product and entry.slug in slugs]
    products = [redact(entry.product, communes) for entry in entries if entry.product]
    pages = [entry.page for entry in raw.prose if entry.page and entry.page.lang in settings.languages]
    news = published_news(raw, settings.languages)
    texts = (*raw.catalogue.texts, *(text for entry in entries for text in entry.texts))
    texts += tuple(text for article in raw.news for text in article.texts)
    written = {lang for _, langs in texts for lang in langs}
    if not written <= set(settings.languages):
        products = [in_languages(product, settings.languages) for product in products]
        news = tuple(in_languages(article, settings.languages) for article in news)
        settings = in_languages(settings, settings.languages)

    def published(keys: tuple[str, ...]) -> tuple[str, ...]:
        # A key that is written twice is a warning alone, so it still has to be counted once.
        return tuple(key for key in dict.fromkeys(keys) if key in slugs)

    events = [event.naming_only(slugs) for event in settings.events]
    home = settings.home.model_copy(update={"featured": published(settings.home.featured)})
    return Catalogue(
        settings=settings.model_copy(update={"events": tuple(events), "home": home}),
        products=tuple(sorted(products, key=lambda product: (collation_key(product.name.vi), product.slug))),
        prose=tuple(page.model_copy(update={"markdown": fill_figures(page.markdown)}) for page in pages),
        news=news,
    )


def published_news(raw: RawCatalogue, languages: Sequence[str]) -> tuple[Article, ...]:
    """The articles in `languages`, newest first; each holds what all of its languages share."""
    pages = [entry.page for entry in raw.news if entry.page and entry.page.lang in languages]
    pages.sort(key=lambda page: (-page.date.toordinal(), page.stem, languages.index(page.lang)))
    shared: dict[str, dict[str, object]] = {}
    for page in pages:
        written = {key: getattr(page, key) for key in SHARED if key in page.model_fields_set}
        shared[page.stem] = written | shared.get(page.stem, {})
    return tuple(_completed(page, shared[page.stem]) for page in pages)


def _completed(page: Article, shared: Mapping[str, object]) -> Article:
    """The article with what it shares with other languages and does not write itself."""
    lacking = {key: value for key, value in shared.items() if key not in page.model_fields_set}
    return page.model_copy(update={"markdown": fill_figures(page.markdown), **lacking})


PRODUCT_RULES: tuple[Callable[[ProductUnderCheck], Iterator[Problem]], ...] = (
    product_rules.required_fields,
    product_rules.stars_match_status,
    product_rules.text_lengths,
    product_rules.name_length,
    certificate_rules.certificate_dates,
    certificate_rules.seen_fits_the_rest,
    certificate_rules.numbers_are_apart,
    product_rules.sources_were_read,
    file_rules.photo_files,
    file_rules.document_files,
    file_rules.identity_files,
    file_rules.unlisted_files,
    reference_rules.sales_have_addresses,
    placeholders.product_placeholders,
    plausibility.ocop_authority,
    plausibility.renewal_has_date,
    plausibility.likely_prices,
    plausibility.producer_kind_fits_name,
    plausibility.other_names_are_apart,
    consent.withheld_warnings,
    consent.leaked_values,
)
"""Rules that need nothing but the product."""

CATALOGUE_RULES: tuple[Callable[[ProductUnderCheck, RuleContext], Iterator[Problem]], ...] = (
    product_rules.future_dates,
    certificate_rules.ocop_still_in_force,
    certificate_rules.summary_is_of_the_newest,
    reference_rules.code_has_prefix,
    reference_rules.category_exists,
    reference_rules.commune_exists,
    claim_rules.product_claims,
    consent.people_in_texts,
    plausibility.location_in_commune,
    plausibility.typing_habits,
)
"""Rules that hold the product against the catalogue or the day."""


def judge(
    raw: RawCatalogue,
    *,
    today: date,
    strict: bool = False,
    keep_going: bool = False,
    also: Iterable[Problem] = (),
    cache: Path | None = None,
) -> Verdict:
    """Every problem of `raw`, and the catalogue where nothing forbids it.

    `today` is the day after which a date is in the future; `also` are problems found elsewhere (in photos). Errors
    forbid publishing, with `strict` warnings too. With `keep_going` a product that has them is left out, and what
    refers to it loses it; what is wrong with anything else forbids publishing all the same. `cache` is the folder that
    keeps what was found in texts, None to keep nothing.
    """
    with Cache(cache) as kept:
        found = tuple(run_rules(raw, today, TextFindings(kept if cache else None)))
    problems = tuple(sorted((*raw.all_problems(), *also, *found), key=problem_sort_key))
    problems = as_errors(problems) if strict else problems
    blocking = [problem.file for problem in problems if problem.severity is Severity.ERROR]
    folders = {entry.slug: entry.file.removesuffix(f"/{PRODUCT_FILE}") for entry in raw.entries}
    # A problem lies in a file of a product's folder or, where its name is wrong, in the folder itself.
    owner_of = {file: file if file in folders.values() else str(PurePosixPath(file).parent) for file in blocking}
    owners = set(owner_of.values())
    elsewhere = Counter(file for file in blocking if owner_of[file] not in folders.values())
    sound = {e.slug: e.product.status for e in raw.entries if e.product and folders[e.slug] not in owners}
    tally = Tally(
        published=tuple(slug for slug, status in sound.items() if status is not Status.DRAFT),
        drafts=tuple(slug for slug, status in sound.items() if status is Status.DRAFT),
        broken=tuple(entry.slug for entry in raw.entries if entry.slug not in sound),
        elsewhere=tuple(sorted(elsewhere.items())),
    )
    if elsewhere or (tally.broken and not keep_going) or raw.settings is None:
        return Verdict(None, problems, tally)
    return Verdict(published_catalogue(raw, raw.settings, tally.published), problems, tally)


def missing_for_publication(raw: RawCatalogue) -> dict[str, tuple[str, ...]]:
    """What each sound draft still lacks to be published, as keys of its file, by slug."""
    drafts = (subject for subject in products_under_check(raw) if not subject.published)
    missing: dict[str, tuple[str, ...]] = {}
    for draft in drafts:
        published = draft.product.model_copy(update={"status": Status.POTENTIAL})
        found = product_rules.required_fields(replace(draft, product=published))
        missing[draft.entry.slug] = tuple(problem.path for problem in found)
    return missing


def run_rules(raw: RawCatalogue, today: date, findings: TextFindings) -> Iterator[Problem]:
    """What the rules find; what reading found is not repeated."""
    context, readable = rule_context(raw, today, findings), products_under_check(raw)
    for subject in readable:
        for rule in PRODUCT_RULES:
            yield from rule(subject)
        for catalogue_rule in CATALOGUE_RULES:
            yield from catalogue_rule(subject, context)
    yield from product_rules.unique_codes(raw)
    yield from product_rules.unique_keys(raw)
    yield from product_rules.unique_gtins(readable)
    yield from reference_rules.producer_facts_agree(readable)
    yield from reference_rules.links_lead_to_pages(raw, context)
    yield from reference_rules.producers_are_told_apart(readable)
    yield from placeholders.catalogue_placeholders(raw)
    yield from claim_rules.catalogue_claims(raw, context)
    yield from consent.people_on_pages(raw, context)
    yield from plausibility.typing_habits_elsewhere(raw, context)
    yield from language_problems(raw)
    yield from plausibility.markdown_in_plain_texts(raw)
    for article in raw.news:
        yield from event_rules.article_has_come(article, context)
    yield from file_rules.news_pictures(raw)
    if not raw.settings:
        return
    entry, settings = raw.catalogue, raw.settings
    yield from product_rules.short_address(entry, settings)
    yield from product_rules.notice_is_shown(entry, settings)
    yield from certificate_rules.stars_by_press(entry, readable, context)
    yield from file_rules.settings_pictures(entry, settings, context.folder)
    yield from file_rules.boundary_file(entry, settings, context.folder)
    yield from reference_rules.featured_exist(entry, settings, context)
    yield from reference_rules.successors_exist(raw)
    yield from former_names.former_names_are_free(raw)
    for at, event in enumerate(settings.events):
        yield from product_rules.event_dates(entry, at, event)
        yield from event_rules.documents_are_named(entry, at, event)
        yield from event_rules.papers_have_come(entry, at, event, context)
        yield from event_rules.counts_agree(entry, at, event, context)
        yield from event_rules.displays_agree(entry, at, event)
        yield from reference_rules.event_links_exist(entry, at, event, context)
