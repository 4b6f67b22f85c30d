"""One process at a time: a lock that the system lets go of when its holder dies, however it dies."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from ..problems import CatalogueError, Problem

PATIENCE = 120.0
"""Seconds to wait for another build; publishing takes a few."""

if sys.platform == "win32":
    import msvcrt

    def _try_to_hold(file: BinaryIO) -> None:
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _try_to_hold(file: BinaryIO) -> None:
        fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)


@contextmanager
def exclusive(path: Path) -> Iterator[None]:
    """Hold the lock file `path`, which is there only meanwhile.

    Raises CatalogueError with `site_busy` when somebody else holds it for longer than `PATIENCE`.
    """
    file = _hold(path)
    try:
        yield
    finally:
        _let_go(path, file)


def _hold(path: Path) -> BinaryIO:
    deadline = time.monotonic() + PATIENCE
    while (file := _attempt(path)) is None:
        if time.monotonic() > deadline:
            raise CatalogueError([Problem(str(path), "site_busy")])
        time.sleep(0.05)
    return file


def _attempt(path: Path) -> BinaryIO | None:
    file = path.open("ab")
    try:
        _try_to_hold(file)
        # The holder before us may have removed the file after we opened it: then somebody else may hold a new one.
        if path.exists() and os.path.samestat(os.fstat(file.fileno()), path.stat()):
            return file
    except OSError:
        pass
    file.close()
    return None


def _let_go(path: Path, file: BinaryIO) -> None:
    if sys.platform == "win32":  # no open file can be removed there, so nobody else's lock either
        file.close()
        with suppress(OSError):
            path.unlink()
    else:
        path.unlink(missing_ok=True)
        file.close()
