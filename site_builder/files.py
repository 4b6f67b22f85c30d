"""Files of the site, as values: where each goes and what is in it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class OutputFile:
    """A file of the site by its address: written from bytes, or placed from a file on disk."""

    path: str
    data: bytes | Path


@dataclass(frozen=True, slots=True)
class SocialCard:
    """A card: the file in the cache, the name it is published under, what it shows in words."""

    file: Path
    name: str
    alt: str
