"""Printed codes: the ledger `products/short-links.csv`, and the promise that an issued code always opens its page."""

from __future__ import annotations

import csv
import io
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Literal

from pydantic import ValidationError

from ..catalogue.product import Status
from ..catalogue.showcase import Catalogue
from ..catalogue.values import Code, Day, FrozenModel, Key
from ..catalogue.vietnamese import format_day
from ..content.folder import LEDGER_FILE, SETTINGS_FILE
from ..content.raw import RawCatalogue, Verdict
from ..files import write_atomically
from ..messages import CatalogueError, Problem, problem_sort_key
from ..prints.code_files import code_targets

LEDGER_COLUMNS = ("code", "kind", "key", "issued")
CSV_SEPARATORS = ";\t,"


class IssuedCode(FrozenModel):
    """A row of the ledger: `kind` and `key` are the code's target at the last printing, `issued` is the first day."""

    code: Code
    kind: Literal["product", "event", "retired"]
    key: Key
    issued: Day


@dataclass(frozen=True, slots=True)
class Ledger:
    """The ledger as read: rows with their line numbers. `file` is its label; with `problems` it must not be trusted."""

    file: str
    rows: tuple[tuple[int, IssuedCode], ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def by_code(self) -> dict[str, IssuedCode]:
        return {row.code: row for _, row in self.rows}


def load_ledger(raw: RawCatalogue) -> Ledger:
    """The ledger beside the products that `raw` was read from."""
    return read_ledger(raw.folder, raw.catalogue.file.removesuffix(f"/{SETTINGS_FILE}"))


def read_ledger(products: Path, label: str) -> Ledger:
    """The ledger in the folder `products`, which problems call `label`; an empty one where there is none."""
    file = f"{label}/{LEDGER_FILE}"
    try:
        lines = (products / LEDGER_FILE).read_bytes().decode("utf-8-sig").splitlines()
    except FileNotFoundError:
        return Ledger(file)
    except (OSError, UnicodeDecodeError):
        return Ledger(file, problems=(Problem(file, "ledger_unreadable"),))
    # Excel saves CSV with the separator of the system, a semicolon where the comma is the decimal sign (Việt Nam).
    separator = next((sign for sign in CSV_SEPARATORS if lines and sign in lines[0]), ",")
    rows: list[tuple[int, list[str]]] = []
    for at, cells in enumerate(csv.reader(lines, delimiter=separator), 1):
        row = [cell.strip() for cell in cells]
        while row and not row[-1]:  # spreadsheets make every line as long as the longest
            row.pop()
        if row:
            rows.append((at, row))
    header = rows[0][1] if rows else []
    if tuple(header) != LEDGER_COLUMNS:
        params = {"found": separator.join(header), "wanted": ",".join(LEDGER_COLUMNS)}
        return Ledger(file, problems=(Problem(file, "ledger_columns", 1, 1, params=params),))
    parsed = [(at, _parse_row(at, cells, file)) for at, cells in rows[1:]]
    codes = tuple((at, row) for at, row in parsed if isinstance(row, IssuedCode))
    problems = (*(row for _, row in parsed if isinstance(row, Problem)), *_duplicate_codes(codes, file))
    return Ledger(file, codes, problems)


def _parse_row(at: int, cells: Sequence[str], file: str) -> IssuedCode | Problem:
    if len(cells) != len(LEDGER_COLUMNS):
        return Problem(file, "ledger_row_length", at, 1, params={"found": str(len(cells))})
    try:
        return IssuedCode.model_validate(dict(zip(LEDGER_COLUMNS, cells, strict=True)))
    except ValidationError as refusal:
        column = str(refusal.errors()[0]["loc"][0])
        cell = cells[LEDGER_COLUMNS.index(column)]
        return Problem(file, f"ledger_{column}", line=at, column=1, path=column, params={"found": cell})


def _duplicate_codes(rows: Sequence[tuple[int, IssuedCode]], file: str) -> Iterator[Problem]:
    first: dict[str, int] = {}
    for at, row in rows:
        if first.setdefault(row.code, at) != at:
            params = {"found": row.code, "line": str(first[row.code])}
            yield Problem(file, "ledger_twice", line=at, column=1, path="code", params=params)


def write_ledger(products: Path, rows: Iterable[IssuedCode]) -> None:
    """Replace the ledger by `rows`, atomically. Raises OSError."""
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\n")
    table.writerow(LEDGER_COLUMNS)
    for row in sorted(rows, key=lambda row: row.code):
        table.writerow((row.code, row.kind, row.key, row.issued.isoformat()))
    write_atomically(products / LEDGER_FILE, out.getvalue().encode())


def record_printed_codes(
    raw: RawCatalogue, catalogue: Catalogue, printed: Collection[str], today: date
) -> tuple[str, ...]:
    """Record the codes in `printed` in the ledger as printed; returns those that are new in it.

    Rows of renamed folders are updated, and those of retired codes are marked as such. Raises
    CatalogueError where the ledger cannot be relied upon, OSError where it cannot be written.
    """
    ledger = load_ledger(raw)
    if ledger.problems:
        raise CatalogueError(ledger.problems)
    before, targets = ledger.by_code, {target.code: target for target in code_targets(catalogue)}
    retired = {each.code for each in catalogue.settings.retired}
    after: dict[str, IssuedCode] = {}
    for code, row in before.items():
        # A catalogue is published only if it serves every printed code, so what is not retired has a target.
        update = {"kind": "retired"} if code in retired else {"key": targets[code].key}
        after[code] = row.model_copy(update=update)
    fresh = sorted({code for code in printed if code not in before})
    for code in fresh:
        after[code] = IssuedCode(code=code, kind=targets[code].kind, key=targets[code].key, issued=today)
    if after != before:
        write_ledger(raw.folder, after.values())
    return tuple(fresh)


def check_printed_codes(verdict: Verdict, raw: RawCatalogue) -> Verdict:
    """Add a problem to `verdict` for each printed code that the content no longer serves; then nothing is published."""
    ledger = load_ledger(raw)
    problems = ledger.problems or tuple(unkept_code_problems(ledger, CodeOwners.of(raw, verdict)))
    if not problems or raw.settings is None:
        return verdict
    every = sorted((*verdict.problems, *problems), key=problem_sort_key)
    tally = replace(verdict.tally, elsewhere=(*verdict.tally.elsewhere, (ledger.file, len(problems))))
    return replace(verdict, catalogue=None, problems=tuple(every), tally=tally)


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
