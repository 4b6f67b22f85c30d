"""Cache of parsed files: a file with the same path, size and times is not read and parsed again."""

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

from .folder import FileStat, FoundFile

PARSE_CACHE_FILE = "content.pickle"
SHARD_COUNT = 16
"""Shards of the cache. Only those that changed are pickled again, so one edited file does not cost all of them."""
_DIGEST_SIZE = 32
T = TypeVar("T")
FileKey = tuple[str, str]
"""A file's full path, and what a person calls it."""


@cache
def _code_version() -> bytes:
    """Changes whenever the code that reads and judges does."""
    package = Path(__file__).parent.parent
    sources = sorted([*package.glob("*.py"), *package.glob("content/*.py"), *package.glob("content/*.yml")])
    parts = [source.read_bytes() for source in sources]
    return hashlib.sha256(b"\0".join([pydantic.VERSION.encode(), yaml.__version__.encode(), *parts])).digest()


class ParseCache:
    """A cache of parsed files by path and stat, in one file of the folder `cache`; None: caches nothing.

    The file carries a digest. A damaged file, one written by other code, and a folder that cannot be used count as
    an empty cache.
    """

    def __init__(self, cache: Path | None) -> None:
        self._file = cache / PARSE_CACHE_FILE if cache else None
        self._blobs = _read_shards(self._file) if self._file else [b""] * SHARD_COUNT
        self._before = _unpickle_shards(self._blobs)
        self._now: dict[FileKey, tuple[FileStat, Any]] = {}

    def get(self, found: FoundFile, make: Callable[[], T]) -> T:
        """The cached value of this file if its stat is unchanged, else the result of `make`, which is cached."""
        key = (str(found.path), found.file)
        before = self._before.get(key)
        value: T = before[1] if before and before[0] == found.stat else make()
        self._now[key] = (found.stat, value)
        return value

    def save(self) -> None:
        """Write the entries that this run used, if they differ from those on disk."""
        parts = zip(_split_shards(self._now), _split_shards(self._before), self._blobs, strict=True)
        with _without_garbage_collector():
            blobs = [_pickle_shard(now, before, blob) for now, before, blob in parts]
        if self._file and blobs != self._blobs:
            _write_cache(self._file, pickle.dumps(blobs, pickle.HIGHEST_PROTOCOL))


def _split_shards(kept: dict[FileKey, tuple[FileStat, Any]]) -> list[dict[FileKey, tuple[FileStat, Any]]]:
    shards: list[dict[FileKey, tuple[FileStat, Any]]] = [{} for _ in range(SHARD_COUNT)]
    for key, value in kept.items():
        shards[zlib.crc32(key[0].encode()) % SHARD_COUNT][key] = value
    return shards


def _pickle_shard(
    now: dict[FileKey, tuple[FileStat, Any]], before: dict[FileKey, tuple[FileStat, Any]], blob: bytes
) -> bytes:
    """One pickled shard; the bytes of before (`blob`) if it holds the same files with the same stats."""
    same = {key: stat for key, (stat, _) in now.items()} == {key: stat for key, (stat, _) in before.items()}
    return blob if same else pickle.dumps(now, pickle.HIGHEST_PROTOCOL)


def _keyed_digest(content: bytes) -> bytes:
    return hashlib.sha256(_code_version() + content).digest()


def _read_shards(file: Path) -> list[bytes]:
    """The parts of the file, empty ones where it is missing or not as it was written."""
    try:
        written = file.read_bytes()
    except OSError:
        return [b""] * SHARD_COUNT
    digest, content = written[:_DIGEST_SIZE], written[_DIGEST_SIZE:]
    blobs: list[bytes] = pickle.loads(content) if digest == _keyed_digest(content) else [b""] * SHARD_COUNT
    return blobs


def _unpickle_shards(blobs: list[bytes]) -> dict[FileKey, tuple[FileStat, Any]]:
    kept: dict[FileKey, tuple[FileStat, Any]] = {}
    with _without_garbage_collector():
        for blob in filter(None, blobs):
            kept.update(pickle.loads(blob))
    return kept


def _write_cache(file: Path, content: bytes) -> None:
    part = file.with_suffix(".part")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        part.write_bytes(_keyed_digest(content) + content)
        part.replace(file)
    except OSError:
        with suppress(OSError):
            part.unlink(missing_ok=True)


@contextmanager
def _without_garbage_collector() -> Iterator[None]:
    """Turn the garbage collector off: walking the growing heap took two thirds of the time of a load.

    What was loaded stays until the end and holds no cycles, so it is frozen: later collections skip it too.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        if was_on:
            gc.enable()
