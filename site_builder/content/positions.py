"""Positions: line and column of every key and value of a file."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

Position = tuple[int, int]
"""Line and column, both counted from 1."""

FILE_START: Position = (1, 1)


@dataclass(frozen=True, slots=True)
class Positions:
    """The positions of one file, by dotted path (`certificates.0.issued`; "" is the whole file).

    Stored as JSON text and decoded on demand: a thousand products have 165,000 positions, of which few are needed.
    """

    packed: str = "[{}, {}]"

    @classmethod
    def pack(cls, values: Mapping[str, Position], keys: Mapping[str, Position]) -> Positions:
        return cls(json.dumps([values, keys], separators=(",", ":"), ensure_ascii=False))

    def of(self, path: str, *, key: bool = False) -> Position:
        """The place of the value at `path` (of its key if `key`), else of the nearest parent that is written."""
        values, keys = _unpack(self.packed)
        first, second = (keys, values) if key else (values, keys)
        while path:
            position = first.get(path) or second.get(path)
            if position:
                return position
            path = path.rpartition(".")[0]
        return values.get("", FILE_START)

    def lines_under(self, path: str) -> tuple[int, int]:
        """The first and the last line on which something at `path` or inside of it begins."""
        values, keys = _unpack(self.packed)
        inside = [
            line
            for table in (values, keys)
            for each, (line, _) in table.items()
            if each == path or each.startswith(f"{path}.")
        ]
        return values.get(path, FILE_START)[0], max(inside, default=FILE_START[0])

    def has_key(self, path: str) -> bool:
        """Whether a key is written at `path`, perhaps with nothing behind it."""
        return path in _unpack(self.packed)[1]


@lru_cache(maxsize=8)  # problems come file by file, so a few are enough
def _unpack(packed: str) -> tuple[Mapping[str, Position], Mapping[str, Position]]:
    def positions(written: Mapping[str, list[int]]) -> Mapping[str, Position]:
        return {path: (line, column) for path, (line, column) in written.items()}

    values, keys = json.loads(packed)
    return positions(values), positions(keys)
