"""The promise that a printed code always opens its page: what the ledger lists is held against the content."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from ..catalogue.vietnamese import format_day
from ..content.raw import RawCatalogue, Verdict
from ..messages import Problem, problem_sort_key
from .code_owners import CodeOwners
from .last_site import LastSite, last_site_problems, read_last_site
from .ledger import IssuedCode, Ledger, load_ledger
from .printed_addresses import address_problems
from .renamed_pages import renamed_page_notes


def check_printed_codes(verdict: Verdict, raw: RawCatalogue, site_url: str, site_dir: Path) -> Verdict:
    """Add to `verdict` what the ledger and the last site say against the content, which then is not published.

    Codes that are printed for another address than `site_url` are told, and forbid nothing, with `strict` neither: what
    is on paper cannot be mended. Nor do pages of the last site that have another name now.
    """
    ledger = load_ledger(raw)
    if raw.settings is None:
        return verdict
    problems = ledger.problems or tuple(_all_problems(ledger, CodeOwners.of(raw, verdict), read_last_site(site_dir)))
    notes = (*address_problems(ledger, raw.settings, site_url), *renamed_page_notes(site_dir, raw))
    told = (*verdict.problems, *problems, *notes)
    verdict = replace(verdict, problems=tuple(sorted(told, key=problem_sort_key)))
    if not problems:
        return verdict
    elsewhere = Counter(dict(verdict.tally.elsewhere)) + Counter(problem.file for problem in problems)
    return replace(verdict, catalogue=None, tally=replace(verdict.tally, elsewhere=tuple(elsewhere.items())))


def _all_problems(ledger: Ledger, content: CodeOwners, last: LastSite) -> Iterator[Problem]:
    yield from unkept_code_problems(ledger, content)
    yield from last_site_problems(last, ledger, content)


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
        slug = content.hidden[row.code]
        return "code_broken" if slug in content.broken else "code_hidden", {"now": slug}
    if content.slugs.get(row.key) == "" and row.kind == "product":
        # The file cannot be read. That is told already, unless the product is to be left out with `--keep-going`.
        return None if content.stopped else ("code_broken", {"now": row.key})
    other = content.code_of(row)
    return ("code_changed", {"other": other}) if other else ("code_lost", {})
