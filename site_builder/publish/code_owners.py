"""Who holds which code: what a printed code is held against."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from ..catalogue.product import Status
from ..content.raw import RawCatalogue, Verdict
from .ledger import IssuedCode


@dataclass(frozen=True, slots=True)
class CodeOwners:
    """Who holds which code: `shown` codes have a page, `hidden` ones do not (drafts, and products left out for errors).

    `broken` are the slugs of products with errors, which a build may leave out.
    `slugs` and `events` hold the code of each product folder and event, whatever its state, '' where it cannot be read.
    `stopped` is whether errors forbid to publish anything: they are told already, and what has them counts as shown.
    """

    shown: Mapping[str, tuple[str, str]]
    hidden: Mapping[str, str]
    retired: Collection[str]
    broken: Collection[str]
    settings_file: str
    slugs: Mapping[str, str]
    events: Mapping[str, str]
    stopped: bool

    @classmethod
    def of(cls, raw: RawCatalogue, verdict: Verdict) -> CodeOwners:
        """What `raw` holds and `verdict` lets through."""
        stopped, settings = verdict.catalogue is None, raw.settings
        served = {*verdict.tally.published, *(verdict.tally.broken if stopped else ())}
        slugs = {entry.slug: _code_of(entry.data) for entry in raw.entries}
        drafts = {entry.slug for entry in raw.entries if entry.product and entry.product.status is Status.DRAFT}
        events = {event.key: event.code for event in settings.events} if settings else {}
        shown = {code: ("product", slug) for slug, code in slugs.items() if slug in served and slug not in drafts}
        return cls(
            shown=shown | {code: ("event", key) for key, code in events.items()},
            hidden={code: slug for slug, code in slugs.items() if code not in shown},
            broken=verdict.tally.broken,
            settings_file=raw.catalogue.file,
            retired={gone.code for gone in settings.retired} if settings else set(),
            slugs=slugs,
            events=events,
            stopped=stopped,
        )

    def code_of(self, row: IssuedCode) -> str:
        """The code that what `row` names has now, '' where that is no more."""
        return (self.events if row.kind == "event" else self.slugs).get(row.key, "")


def _code_of(data: Mapping[str, object]) -> str:
    """The code as written; a list that a slip made of it is none, nor is a sign alone."""
    code = data.get("code", "")
    is_none = isinstance(code, (list, dict)) or not any(map(str.isalnum, str(code)))
    return "" if is_none else str(code)
