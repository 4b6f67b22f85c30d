"""Where each key and each value of a file stands."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

Place = tuple[int, int]
"""Line and column, both counted from 1."""

START: Place = (1, 1)


@dataclass(frozen=True, slots=True)
class Positions:
    """The places of one file, by dotted path (`certificates.0.issued`; "" is the whole file).

    Kept packed: a thousand products have 165,000 places, of which a run needs a few.
    """

    packed: str = "[{}, {}]"

    @classmethod
    def pack(cls, values: Mapping[str, Place], keys: Mapping[str, Place]) -> Positions:
        return cls(json.dumps([values, keys], separators=(",", ":"), ensure_ascii=False))

    def of(self, path: str, *, key: bool = False) -> Place:
        """The place of the value at `path` (of its key if `key`), else of the nearest parent that is written."""
        values, keys = _unpacked(self.packed)
        first, second = (keys, values) if key else (values, keys)
        while path:
            found = first.get(path) or second.get(path)
            if found:
                return found
            path = path.rpartition(".")[0]
        return values.get("", START)

    def has_key(self, path: str) -> bool:
        """Whether a key is written at `path`, perhaps with nothing behind it."""
        return path in _unpacked(self.packed)[1]


@lru_cache(maxsize=8)
def _unpacked(packed: str) -> tuple[Mapping[str, Place], Mapping[str, Place]]:
    values, keys = json.loads(packed)
    return _places(values), _places(keys)


def _places(written: Mapping[str, list[int]]) -> Mapping[str, Place]:
    return {path: (line, column) for path, (line, column) in written.items()}
