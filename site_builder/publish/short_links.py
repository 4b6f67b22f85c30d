"""What is printed is a promise: an issued code always opens its page, and never that of another thing.

The promise is kept in the ledger. It is made when labels are, and held against the content at every check and build.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from ..content.raw import RawCatalogue
from ..content.survey import SETTINGS_FILE
from ..content.verdict import Verdict
from ..model import Status
from ..prints.codes import Named, named
from ..problems import CatalogueError, Problem, sort_key
from ..showcase import Catalogue
from . import ledger
from .ledger import Issued, Ledger


def held_to_its_promises(verdict: Verdict, raw: RawCatalogue) -> Verdict:
    """`verdict`, with the printed codes that the content has no page for as problems: then nothing is published."""
    issued = open_ledger(raw)
    problems = issued.problems or tuple(broken(issued, Content.of(raw, verdict)))
    if not problems or raw.settings is None:
        return verdict
    return replace(verdict, catalogue=None, problems=tuple(sorted((*verdict.problems, *problems), key=sort_key)))


def open_ledger(raw: RawCatalogue) -> Ledger:
    """The ledger beside the products that `raw` was read from."""
    return ledger.read(raw.folder, raw.catalogue.file.removesuffix(f"/{SETTINGS_FILE}"))


def issue(raw: RawCatalogue, catalogue: Catalogue, printed: Collection[str], today: date) -> tuple[str, ...]:
    """Write into the ledger that the codes in `printed` are on paper; gives those that were not before.

    Rows of renamed folders follow them, and those of codes that were retired say so from now on. Raises
    CatalogueError where the ledger cannot be relied upon, OSError where it cannot be written.
    """
    found = open_ledger(raw)
    if found.problems:
        raise CatalogueError(found.problems)
    before, current = found.by_code, {one.code: one for one in named(catalogue)}
    gone = {each.code for each in catalogue.settings.retired}
    fresh = {code: _issued(current[code], today) for code in printed if code not in before}
    after = {code: _followed(row, current, gone) for code, row in before.items()} | fresh
    if after != before:
        ledger.write(raw.folder, after.values())
    return tuple(sorted(fresh))


def _issued(one: Named, today: date) -> Issued:
    return Issued(code=one.code, kind=one.kind, key=one.key, issued=today)


def _followed(row: Issued, current: Mapping[str, Named], gone: Collection[str]) -> Issued:
    if row.code in gone:
        return row.model_copy(update={"kind": "retired"})
    return row.model_copy(update={"key": current[row.code].key})


@dataclass(frozen=True, slots=True)
class Content:
    """Who holds which code: `shown` have a page, `hidden` would have one (drafts, and what is left out for its errors).

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
    def of(cls, raw: RawCatalogue, verdict: Verdict) -> Content:
        """What `raw` holds and `verdict` lets through."""
        stopped, settings = verdict.catalogue is None, raw.settings
        kept = {*verdict.tally.published, *(verdict.tally.broken if stopped else ())}
        slugs = {entry.slug: str(entry.data.get("code", "")) for entry in raw.entries}
        drafts = {entry.slug for entry in raw.entries if entry.product and entry.product.status is Status.DRAFT}
        events = {event.key: event.code for event in settings.events} if settings else {}
        shown = {code: ("product", slug) for slug, code in slugs.items() if slug in kept and slug not in drafts}
        return cls(
            shown=shown | {code: ("event", key) for key, code in events.items()},
            hidden={code: slug for slug, code in slugs.items() if code not in shown},
            retired={gone.code for gone in settings.retired} if settings else set(),
            slugs=slugs,
            events=events,
            stopped=stopped,
        )

    def code_of(self, row: Issued) -> str:
        """The code that what `row` names has now, '' where that is no more."""
        return (self.events if row.kind == "event" else self.slugs).get(row.key, "")


def broken(issued: Ledger, content: Content) -> Iterator[Problem]:
    """Every promise that the content does not keep, at its row."""
    for line, row in issued.rows:
        told = _told(row, content)
        if told:
            params = {"code": row.code, "key": row.key, "issued": row.issued.isoformat()}
            yield Problem(issued.file, told[0], line, 1, "code", {**params, **told[1]})


def _told(row: Issued, content: Content) -> tuple[str, Mapping[str, str]] | None:
    """The problem's code and what it needs besides the row, None where the promise is kept."""
    if row.code in content.retired:
        return None
    if row.code not in content.shown:
        return _lost(row, content)
    kind, key = content.shown[row.code]
    if row.kind == "retired":
        return "code_was_retired", {"now": key}
    if kind != row.kind:
        return "code_reused", {"now": key}
    if key != row.key and content.code_of(row):
        return "code_moved", {"now": key, "other": content.code_of(row)}
    return None


def _lost(row: Issued, content: Content) -> tuple[str, Mapping[str, str]] | None:
    if row.code in content.hidden:
        return "code_hidden", {"now": content.hidden[row.code]}
    if content.slugs.get(row.key) == "" and row.kind == "product":
        return None if content.stopped else ("code_hidden", {"now": row.key})
    other = content.code_of(row)
    return ("code_changed", {"other": other}) if other else ("code_lost", {})
