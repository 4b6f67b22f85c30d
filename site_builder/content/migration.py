"""Migration: what has to be written into files of the first edition for the second (`format: 2`).

Lines are put in, nothing is written anew: every comment, every space and the order stay as they are. What a file says
is read again from the changed text, and has to be what it said with the new keys beside it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from .positions import Positions
from .raw import RawCatalogue
from .yaml_reader import read_yaml

FORMAT = "2"
BYTE_ORDER_MARK = "\ufeff"
SEEN, PAPER = "seen", "paper"
LINE_END = "\n"
_LINE_END = re.compile(r"\r\n?|\n")
_ROW = re.compile(r"[^\r\n]*(?:\r\n?|\n)|[^\r\n]+")


@dataclass(frozen=True, slots=True)
class FileChange:
    """A file before and after; `after` is '' where the change has to be made by hand."""

    file: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class _Insertion:
    """Text to put in at a line and a column, both counted from 1."""

    line: int
    column: int
    text: str


def changed_settings(content: bytes, file: str) -> FileChange | None:
    """`catalogue.yml` with `format: 2`; None where it says so."""
    document = read_yaml(content, file)
    data = document.data or {}
    if data.get("format") == FORMAT:
        return None
    if "format" in data:
        line, column = document.positions.of("format")
        return _changed(content, file, [_Insertion(line, column, FORMAT)], {**data, "format": FORMAT}, replaced="1")
    line, column = document.positions.of(next(iter(data)), key=True)
    if _is_in_braces(content, document.positions, ""):
        insertion = _Insertion(line, column, f"format: {FORMAT}, ")
    else:
        insertion = _Insertion(line, 1, f"{' ' * (column - 1)}format: {FORMAT}\n")
    return _changed(content, file, [insertion], {**data, "format": FORMAT})


def changed_product(content: bytes, file: str) -> FileChange | None:
    """`product.yml` with what can be told of its certificates; None where there is nothing to tell."""
    document = read_yaml(content, file)
    if document.mended:
        return None  # a file with a slip is mended by hand first
    wanted = deepcopy(dict(document.data or {}))
    insertions = []
    for at, certificate in enumerate(wanted.get("certificates") or ()):
        if certificate.get("document") and SEEN not in certificate:
            insertions.append(_seen_paper(content, document.positions, f"certificates.{at}"))
            certificate[SEEN] = PAPER
    return _changed(content, file, insertions, wanted) if insertions else None


def changed_files(raw: RawCatalogue, contents: Mapping[str, bytes]) -> Iterator[FileChange]:
    """Every change, that of `catalogue.yml` last: what says that all is done is written when all is done.

    `contents` hold the files of `raw` by the names that it gives them.
    """
    for entry in raw.entries:
        if change := changed_product(contents[entry.file], entry.file):
            yield change
    if change := changed_settings(contents[raw.catalogue.file], raw.catalogue.file):
        yield change


def _seen_paper(content: bytes, positions: Positions, item: str) -> _Insertion:
    """A scan lies beside the file: the paper was seen."""
    line, column = positions.of(f"{item}.document", key=True)
    if _is_in_braces(content, positions, item):
        return _Insertion(line, column, f"{SEEN}: {PAPER}, ")
    last, _ = positions.of(f"{item}.document")
    return _Insertion(last + 1, 1, f"{' ' * (column - 1)}{SEEN}: {PAPER}\n")


def _is_in_braces(content: bytes, positions: Positions, path: str) -> bool:
    line, column = positions.of(path)
    rows = _rows(content)
    return rows[line - 1][column - 1 : column] == "{" if line <= len(rows) else False


def _rows(content: bytes) -> list[str]:
    """The lines as the reader counts them, each with its own end; bytes that are no UTF-8 are told in `_changed`."""
    return _ROW.findall(content.decode("utf-8", "replace").removeprefix(BYTE_ORDER_MARK))


def _line_end_at(rows: list[str], line: int) -> str:
    """How the lines around `line` end."""
    near = (*rows[line - 2 : line - 1], *rows[line - 1 : line], *rows[:1])
    return next((found[0] for row in near if (found := _LINE_END.search(row))), "\n")


def _changed(
    content: bytes, file: str, insertions: list[_Insertion], wanted: Mapping[str, Any], *, replaced: str = ""
) -> FileChange:
    """The file with all insertions, each in place of `replaced`; a new line ends as those around it do."""
    before = content.decode("utf-8", "replace")
    mark = BYTE_ORDER_MARK if before.startswith(BYTE_ORDER_MARK) else ""
    rows = _rows(content)
    for each in sorted(insertions, key=lambda one: (one.line, one.column), reverse=True):
        end = _line_end_at(rows, each.line)
        if each.line > len(rows):
            rows.append("")
        row, at = rows[each.line - 1], each.column - 1
        at += row[at : at + 1] in ("'", '"') if replaced else 0
        if each.line > 1 and not _LINE_END.search(rows[each.line - 2]):
            rows[each.line - 2] += end
        rows[each.line - 1] = f"{row[:at]}{each.text.replace(LINE_END, end)}{row[at:].removeprefix(replaced)}"
    after = mark + "".join(rows)
    document = read_yaml(after.encode(), file)
    # What the reader mends by itself is refused by `check`, so it may not be written.
    is_sound = document.data == wanted and not document.mended and before.encode() == content
    return FileChange(file, before, after if is_sound else "")
