"""The ledger of printed codes, `products/short-links.csv`: a row for each code that stands on paper somewhere.

The columns are `code`, `kind` (product, event, or retired once it is listed there), `key` (the folder of the product,
the key of the event) and `issued`, the day it was first printed. People open it in Excel, which may leave
semicolons, day-first dates and a byte order mark behind; all of that is read. What is written has commas, ISO
dates, plain line ends and the codes in order, so that the same ledger is the same file.
"""

from __future__ import annotations

import csv
import io
import os
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from pydantic import ValidationError

from ..content.survey import LEDGER_FILE
from ..fields import Code, Day, Key
from ..model import Noun
from ..problems import Problem

COLUMNS = ("code", "kind", "key", "issued")
SEPARATORS = ";\t,"


class Issued(Noun):
    """A row: `kind` and `key` are what the code named when labels were last made, `issued` when they first were."""

    code: Code
    kind: Literal["product", "event", "retired"]
    key: Key
    issued: Day


@dataclass(frozen=True, slots=True)
class Ledger:
    """The rows with the lines they stand on. `file` is what a person calls it; problems forbid to rely on the rows."""

    file: str
    rows: tuple[tuple[int, Issued], ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def by_code(self) -> dict[str, Issued]:
        return {row.code: row for _, row in self.rows}


def read(products: Path, label: str) -> Ledger:
    """The ledger in the folder `products`, which problems call `label`; an empty one where there is none."""
    file = f"{label}/{LEDGER_FILE}"
    try:
        text = (products / LEDGER_FILE).read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        return Ledger(file)
    except (OSError, UnicodeDecodeError):
        return Ledger(file, problems=(Problem(file, "ledger_unreadable"),))
    return _parsed(text, file)


def write(products: Path, rows: Iterable[Issued]) -> None:
    """Put `rows` in the place of the ledger; whole or not at all. Raises OSError."""
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\n")
    table.writerow(COLUMNS)
    table.writerows(_cells(row) for row in sorted(rows, key=lambda row: row.code))
    handle, name = tempfile.mkstemp(dir=products, prefix=".", suffix=".csv")
    with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
        file.write(out.getvalue())
    Path(name).chmod(0o666 & ~_umask())
    Path(name).replace(products / LEDGER_FILE)


def _cells(row: Issued) -> tuple[str, str, str, str]:
    return row.code, row.kind, row.key, row.issued.isoformat()


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _parsed(text: str, file: str) -> Ledger:
    lines = text.splitlines()
    separator = next((sign for sign in SEPARATORS if lines and sign in lines[0]), ",")
    table = [(at, _trimmed(cells)) for at, cells in enumerate(csv.reader(lines, delimiter=separator), 1)]
    written = [(at, cells) for at, cells in table if cells]
    if not written or tuple(written[0][1]) != COLUMNS:
        found = separator.join(written[0][1]) if written else ""
        params = {"found": found, "wanted": ",".join(COLUMNS)}
        return Ledger(file, problems=(Problem(file, "ledger_columns", 1, 1, params=params),))
    read_rows = [_row(at, cells, file) for at, cells in written[1:]]
    rows = tuple((at, row) for at, row in read_rows if isinstance(row, Issued))
    problems = (*(row for _, row in read_rows if isinstance(row, Problem)), *_twice(rows, file))
    return Ledger(file, rows, problems)


def _trimmed(cells: Sequence[str]) -> list[str]:
    """Without the empty cells that a spreadsheet leaves at the end of a line."""
    kept = [cell.strip() for cell in cells]
    while kept and not kept[-1]:
        kept.pop()
    return kept


def _row(at: int, cells: Sequence[str], file: str) -> tuple[int, Issued | Problem]:
    if len(cells) != len(COLUMNS):
        return at, Problem(file, "ledger_row_length", at, 1, params={"found": str(len(cells))})
    try:
        return at, Issued.model_validate(dict(zip(COLUMNS, cells, strict=True)))
    except ValidationError as refusal:
        column = str(refusal.errors()[0]["loc"][0])
        found = cells[COLUMNS.index(column)]
        return at, Problem(file, f"ledger_{column}", at, 1, column, {"found": found})


def _twice(rows: Sequence[tuple[int, Issued]], file: str) -> Iterator[Problem]:
    seen = Counter[str]()
    first = {row.code: at for at, row in reversed(rows)}
    for at, row in rows:
        seen[row.code] += 1
        if seen[row.code] > 1:
            params = {"found": row.code, "line": str(first[row.code])}
            yield Problem(file, "ledger_twice", at, 1, "code", params)
