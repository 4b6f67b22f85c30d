"""What `load.read` hands to `rules.judge`: every file as read, its places and its own problems beside it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..model import Product
from ..problems import Problem
from ..showcase import Prose, Settings
from .positions import Positions


@dataclass(frozen=True, slots=True)
class Entry:
    """One product folder.

    `slug` is the folder's name as it is (checked, but perhaps wrong: then `problems` says so), `file` the
    `product.yml` as a person types it, `files` the names that lie in the folder. `product` is None where a value
    is missing or wrong; `data` is the file's plain data all the same (mappings, lists and texts; blank values left
    out). `texts` gives for each multilingual text of `product` its path and the languages written.
    """

    slug: str
    file: str
    folder: Path
    files: tuple[str, ...]
    product: Product | None
    data: Mapping[str, Any]
    positions: Positions
    texts: tuple[tuple[str, tuple[str, ...]], ...] = ()
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class SettingsEntry:
    """`catalogue.yml`; the same fields as an `Entry`'s."""

    file: str
    settings: Settings | None
    data: Mapping[str, Any]
    positions: Positions
    texts: tuple[tuple[str, tuple[str, ...]], ...] = ()
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class ProseEntry:
    """One `<stem>.<language>.md`."""

    file: str
    prose: Prose | None
    positions: Positions
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class RawCatalogue:
    """The folder `products` as read. `problems` are those of no single file: names, missing files, stray files."""

    folder: Path
    catalogue: SettingsEntry
    entries: tuple[Entry, ...]
    prose: tuple[ProseEntry, ...]
    problems: tuple[Problem, ...]

    @property
    def settings(self) -> Settings | None:
        return self.catalogue.settings

    def all_problems(self) -> tuple[Problem, ...]:
        """Every problem that reading found, file by file."""
        of_products = (problem for entry in self.entries for problem in entry.problems)
        of_prose = (problem for entry in self.prose for problem in entry.problems)
        return (*self.problems, *self.catalogue.problems, *of_products, *of_prose)
