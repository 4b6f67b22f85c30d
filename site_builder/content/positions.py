"""Where each key and each value of a file stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

Place = tuple[int, int]
"""Line and column, both counted from 1."""

START: Place = (1, 1)


@dataclass(frozen=True, slots=True)
class Positions:
    """The places of one file, by dotted path (`certificates.0.issued`; "" is the whole file)."""

    values: Mapping[str, Place] = field(default_factory=dict)
    keys: Mapping[str, Place] = field(default_factory=dict)

    def of(self, path: str, *, key: bool = False) -> Place:
        """The place of the value at `path` (of its key if `key`), else of the nearest parent that is written."""
        first, second = (self.keys, self.values) if key else (self.values, self.keys)
        while path:
            found = first.get(path) or second.get(path)
            if found:
                return found
            path = path.rpartition(".")[0]
        return self.values.get("", START)
