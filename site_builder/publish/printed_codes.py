"""The promise that a printed code always opens its page: what the ledger lists is held against the content."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace

from ..catalogue.product import Status
from ..catalogue.vietnamese import format_day
from ..content.raw import RawCatalogue, Verdict
from ..messages import Problem, problem_sort_key
from .ledger import IssuedCode, Ledger, load_ledger
from .printed_addresses import address_problems


def check_printed_codes(verdict: Verdict, raw: RawCatalogue, site_url: str) -> Verdict:
    """Add to `verdict` what the ledger says against the content, which then is not published.

    Codes that are printed for another address than `site_url` are told, and forbid nothing, with `strict` neither: what
    is on paper cannot be mended.
    """
    ledger = load_ledger(raw)
    problems = ledger.problems or tuple(unkept_code_problems(ledger, CodeOwners.of(raw, verdict)))
    if raw.settings is None:
        return verdict
    told = (*verdict.problems, *problems, *address_problems(ledger, raw.settings, site_url))
    verdict = replace(verdict, problems=tuple(sorted(told, key=problem_sort_key)))
    if not problems:
        return verdict
    tally = replace(verdict.tally, elsewhere=(*verdict.tally.elsewhere, (ledger.file, len(problems))))
    return replace(verdict, catalogue=None, tally=tally)


@dataclass(frozen=True, slots=True)
class CodeOwners:
    """Who holds which code: `shown` codes have a page, `hidden` ones do not (drafts, and products left out for errors).

    `slugs` and `events` hold the code of each product folder and event, whatever its state, '' where it cannot be read.
    `stopped` is whether errors forbid to publish anything: they are told already, and what has them counts as shown.
    """

    shown: Mapping[str, tuple[str, str]]
    hidden: Mapping[str, str]
    retired: Collection[str]
    slugs: Mapping[str, str]
    events: Mapping[str, str]
    stopped: bool

    @classmethod
    def of(cls, raw: RawCatalogue, verdict: Verdict) -> CodeOwners:
        """What `raw` holds and `verdict` lets through."""
        stopped, settings = verdict.catalogue is None, raw.settings
        served = {*verdict.tally.published, *(verdict.tally.broken if stopped else ())}
        slugs = {entry.slug: str(entry.data.get("code", "")) for entry in raw.entries}
        drafts = {entry.slug for entry in raw.entries if entry.product and entry.product.status is Status.DRAFT}
        events = {event.key: event.code for event in settings.events} if settings else {}
        shown = {code: ("product", slug) for slug, code in slugs.items() if slug in served and slug not in drafts}
        return cls(
            shown=shown | {code: ("event", key) for key, code in events.items()},
            hidden={code: slug for slug, code in slugs.items() if code not in shown},
            retired={gone.code for gone in settings.retired} if settings else set(),
            slugs=slugs,
            events=events,
            stopped=stopped,
        )

    def code_of(self, row: IssuedCode) -> str:
        """The code that what `row` names has now, '' where that is no more."""
        return (self.events if row.kind == "event" else self.slugs).get(row.key, "")


def unkept_code_problems(ledger: Ledger, content: CodeOwners) -> Iterator[Problem]:
    """A problem for each printed code that the content no longer serves, at its row in the ledger."""
    for line, row in ledger.rows:
        code_and_params = _code_problem(row, content)
        if code_and_params:
            code, more = code_and_params
            params = {"code": row.code, "key": row.key, "issued": format_day(row.issued, "vi")}
            yield Problem(ledger.file, code, line=line, column=1, path="code", params={**params, **more})


def _code_problem(row: IssuedCode, content: CodeOwners) -> tuple[str, Mapping[str, str]] | None:
    """The problem of a printed code (its code and parameters); None where the code still works."""
    if row.code in content.retired:
        return None
    if row.code in content.shown:
        kind, key = content.shown[row.code]
        if row.kind == "retired":
            return "code_was_retired", {"now": key}
        if kind != row.kind:
            return "code_reused", {"now": key}
        # Another key alone is a renamed folder. Where the old one is still there, two products have changed places.
        other = content.code_of(row)
        return ("code_moved", {"now": key, "other": other}) if key != row.key and other else None
    if row.code in content.hidden:
        return "code_hidden", {"now": content.hidden[row.code]}
    if content.slugs.get(row.key) == "" and row.kind == "product":
        # The file cannot be read. That is told already, unless the product is to be left out with `--keep-going`.
        return None if content.stopped else ("code_hidden", {"now": row.key})
    other = content.code_of(row)
    return ("code_changed", {"other": other}) if other else ("code_lost", {})
