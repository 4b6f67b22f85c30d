"""The ledger of printed codes, `products/short-links.csv`: every code that is on paper, one a row, with its target."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BeforeValidator, ValidationError

from ..catalogue.values import Code, Day, FrozenModel, Key
from ..catalogue.web_address import SiteAddress
from ..content.folder import LEDGER_FILE, SETTINGS_FILE
from ..content.raw import RawCatalogue
from ..files import sync_names, write_atomically
from ..messages import Problem

LEDGER_COLUMNS = ("code", "kind", "key", "issued", "address")
OLDER_COLUMNS = LEDGER_COLUMNS[:4]
"""Those of a ledger from before 0.3.0, which did not know what was printed."""
CSV_SEPARATORS = ";\t,"


def _split_addresses(cell: object) -> object:
    return tuple(cell.split()) if isinstance(cell, str) else cell


class IssuedCode(FrozenModel):
    """A row of the ledger: `kind` and `key` are the code's target at the last printing, `issued` is the first day.

    `address` are the roots of all addresses under which it is on paper, the oldest first (in its cell with spaces
    between them); none where that is not known.
    """

    code: Code
    kind: Literal["product", "event", "retired"]
    key: Key
    issued: Day
    address: Annotated[tuple[SiteAddress, ...], BeforeValidator(_split_addresses)] = ()

    def printed_at(self, root: str) -> IssuedCode:
        """The row of a code that is printed under `root` (too)."""
        return self.model_copy(update={"address": tuple(dict.fromkeys((*self.address, root)))})


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
    label = raw.catalogue.file.removesuffix(f"/{SETTINGS_FILE}")
    return read_ledger(raw.folder / LEDGER_FILE, f"{label}/{LEDGER_FILE}")


def read_ledger(path: Path, file: str) -> Ledger:
    """The ledger at `path`, which problems call `file`; an empty one where there is none."""
    try:
        lines = path.read_bytes().decode("utf-8-sig").splitlines()
    except FileNotFoundError:
        return Ledger(file)
    except (OSError, UnicodeDecodeError):
        if path.is_dir():  # which the survey of the folder tells, and stops
            return Ledger(file)
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
    if tuple(header) not in (LEDGER_COLUMNS, OLDER_COLUMNS):
        params = {"found": separator.join(header), "wanted": ",".join(LEDGER_COLUMNS)}
        return Ledger(file, problems=(Problem(file, "ledger_columns", 1, 1, params=params),))
    parsed = [(at, _parse_row(at, cells, file)) for at, cells in rows[1:]]
    codes = tuple((at, row) for at, row in parsed if isinstance(row, IssuedCode))
    problems = (*(row for _, row in parsed if isinstance(row, Problem)), *_duplicate_codes(codes, file))
    return Ledger(file, codes, problems)


def _parse_row(at: int, cells: Sequence[str], file: str) -> IssuedCode | Problem:
    if len(cells) not in (len(LEDGER_COLUMNS), len(OLDER_COLUMNS)):
        return Problem(file, "ledger_row_length", at, 1, params={"found": str(len(cells))})
    try:
        return IssuedCode.model_validate(dict(zip(LEDGER_COLUMNS, cells, strict=False)))
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
    """Replace the ledger by `rows`, atomically; it is on the disk when this returns. Raises OSError."""
    write_atomically(products / LEDGER_FILE, ledger_text(rows).encode())
    sync_names(products)


def ledger_text(rows: Iterable[IssuedCode]) -> str:
    """The file of a ledger, in the order of its codes."""
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\n")
    table.writerow(LEDGER_COLUMNS)
    for row in sorted(rows, key=lambda row: row.code):
        table.writerow((row.code, row.kind, row.key, row.issued.isoformat(), " ".join(row.address)))
    return out.getvalue()
