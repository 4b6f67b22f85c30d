"""What was read before: files whose path, size and times are the same are not read and judged again."""

from __future__ import annotations

import gc
import hashlib
import pickle
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

import pydantic
import yaml

from .survey import Found, Stat

NAME = "content.pickle"
_DIGEST = 32
T = TypeVar("T")


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
        self._before: dict[tuple[str, str], tuple[Stat, Any]] = _load(self._file) if self._file else {}
        self._now: dict[tuple[str, str], tuple[Stat, Any]] = {}

    def get(self, found: Found, make: Callable[[], T]) -> T:
        """What `make` gave for this file before, else what it gives now."""
        key = (str(found.path), found.file)
        before = self._before.get(key)
        value: T = before[1] if before and before[0] == found.stat else make()
        self._now[key] = (found.stat, value)
        return value

    def save(self) -> None:
        """Keep what this run used, if it differs from what was kept before."""
        if not self._file or _stats(self._now) == _stats(self._before):
            return
        with _without_collector():
            content = pickle.dumps(self._now, pickle.HIGHEST_PROTOCOL)
        part = self._file.with_suffix(".part")
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            part.write_bytes(_digest(content) + content)
            part.replace(self._file)
        except OSError:
            with suppress(OSError):
                part.unlink(missing_ok=True)


def _stats(kept: dict[tuple[str, str], tuple[Stat, Any]]) -> dict[tuple[str, str], Stat]:
    return {key: stat for key, (stat, _) in kept.items()}


def _digest(content: bytes) -> bytes:
    return hashlib.sha256(_version() + content).digest()


def _load(file: Path) -> dict[tuple[str, str], tuple[Stat, Any]]:
    try:
        written = file.read_bytes()
    except OSError:
        return {}
    digest, content = written[:_DIGEST], written[_DIGEST:]
    if digest != _digest(content):
        return {}
    with _without_collector():
        loaded: dict[tuple[str, str], tuple[Stat, Any]] = pickle.loads(content)
    return loaded


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
