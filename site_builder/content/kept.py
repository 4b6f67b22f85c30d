"""What was read before: files whose path, size and times are the same are not read and judged again."""

from __future__ import annotations

import gc
import hashlib
import pickle
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

import pydantic
import yaml

from .survey import Found, Stat

NAME = "content.pickle"
SHARDS = 16
"""Parts that are written anew on their own, so that one edited file does not cost the pickling of all."""
_DIGEST = 32
T = TypeVar("T")
Key = tuple[str, str]
"""A file's full path, and what a person calls it."""


@cache
def _version() -> bytes:
    """Changes whenever the code that reads and judges does."""
    package = Path(__file__).parent.parent
    sources = sorted([*package.glob("*.py"), *package.glob("content/*.py"), *package.glob("content/*.yml")])
    parts = [source.read_bytes() for source in sources]
    return hashlib.sha256(b"\0".join([pydantic.VERSION.encode(), yaml.__version__.encode(), *parts])).digest()


class Kept:
    """Parsed files by name and stat, in one file of the folder `cache`; without it nothing is kept.

    The file carries a digest: one that was spoiled, cut short or written by other code is as good as none, and
    so is a folder that cannot be read or written.
    """

    def __init__(self, cache: Path | None) -> None:
        self._file = cache / NAME if cache else None
        self._blobs = _load(self._file) if self._file else [b""] * SHARDS
        self._before = _opened(self._blobs)
        self._now: dict[Key, tuple[Stat, Any]] = {}

    def get(self, found: Found, make: Callable[[], T]) -> T:
        """What `make` gave for this file before, else what it gives now."""
        key = (str(found.path), found.file)
        before = self._before.get(key)
        value: T = before[1] if before and before[0] == found.stat else make()
        self._now[key] = (found.stat, value)
        return value

    def save(self) -> None:
        """Keep what this run used, if it differs from what was kept before."""
        parts = zip(_shards(self._now), _shards(self._before), self._blobs, strict=True)
        with _without_collector():
            blobs = [_blob(now, before, blob) for now, before, blob in parts]
        if self._file and blobs != self._blobs:
            _write(self._file, pickle.dumps(blobs, pickle.HIGHEST_PROTOCOL))


def _shards(kept: dict[Key, tuple[Stat, Any]]) -> list[dict[Key, tuple[Stat, Any]]]:
    shards: list[dict[Key, tuple[Stat, Any]]] = [{} for _ in range(SHARDS)]
    for key, value in kept.items():
        shards[zlib.crc32(key[0].encode()) % SHARDS][key] = value
    return shards


def _blob(now: dict[Key, tuple[Stat, Any]], before: dict[Key, tuple[Stat, Any]], blob: bytes) -> bytes:
    """One part: `blob` as it was where it holds the same files with the same stats."""
    same = {key: stat for key, (stat, _) in now.items()} == {key: stat for key, (stat, _) in before.items()}
    return blob if same else pickle.dumps(now, pickle.HIGHEST_PROTOCOL)


def _digest(content: bytes) -> bytes:
    return hashlib.sha256(_version() + content).digest()


def _load(file: Path) -> list[bytes]:
    """The parts of the file, empty ones where it is missing or not as it was written."""
    try:
        written = file.read_bytes()
    except OSError:
        return [b""] * SHARDS
    digest, content = written[:_DIGEST], written[_DIGEST:]
    blobs: list[bytes] = pickle.loads(content) if digest == _digest(content) else [b""] * SHARDS
    return blobs


def _opened(blobs: list[bytes]) -> dict[Key, tuple[Stat, Any]]:
    kept: dict[Key, tuple[Stat, Any]] = {}
    with _without_collector():
        for blob in filter(None, blobs):
            kept.update(pickle.loads(blob))
    return kept


def _write(file: Path, content: bytes) -> None:
    part = file.with_suffix(".part")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        part.write_bytes(_digest(content) + content)
        part.replace(file)
    except OSError:
        with suppress(OSError):
            part.unlink(missing_ok=True)


@contextmanager
def _without_collector() -> Iterator[None]:
    """The collector would walk the growing heap again and again: two thirds of the time of a load.

    What was loaded stays until the end and holds no cycles, so it is not walked later either.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        if was_on:
            gc.enable()
