"""Put a new folder in the place of an old one so that at every moment one of them is whole.

Beside the folder `site` lie, while a build publishes, `.site.new` (what is being made) and for an instant `.site.old`
(on systems that cannot exchange two folders in one step). Their names are fixed: a killed build leaves at most one of
each, and the next build takes it away.
"""

from __future__ import annotations

import errno
import os
import shutil
import sys
import time
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import ctypes

MARKER = ".site-builder"
"""An empty file that says: this folder is ours and may be replaced."""

AT_FDCWD = -100
RENAME_EXCHANGE = 2
CANNOT_EXCHANGE = (errno.ENOSYS, errno.EINVAL, errno.EOPNOTSUPP)
PAUSES = (0.1, 0.2, 0.4, 0.8, 1.6)
"""Seconds between tries while another program (Explorer, a virus scanner) has a file of the site open."""


@dataclass(frozen=True, slots=True)
class Beside:
    """The folder of the site (no symbolic link) and what may lie beside it."""

    site: Path

    @classmethod
    def of(cls, site: Path) -> Beside:
        """The real folder behind `site`, so that a link to it stays a link."""
        return cls(site.resolve())

    @property
    def new(self) -> Path:
        return self.site.with_name(f".{self.site.name}.new")

    @property
    def old(self) -> Path:
        return self.site.with_name(f".{self.site.name}.old")

    @property
    def lock(self) -> Path:
        return self.site.with_name(f".{self.site.name}.lock")


def mend(beside: Beside) -> None:
    """Undo what a killed build left: the last good site comes back, the rest goes."""
    if beside.old.exists() and not beside.site.exists():
        beside.old.rename(beside.site)
    for leftover in (beside.old, beside.new):
        if leftover.exists():
            discard(leftover)


def swap(beside: Beside) -> None:
    """`.site.new` becomes the site, and the former one goes (what another program holds open, at the next build)."""
    if not beside.site.exists():
        beside.new.rename(beside.site)
    elif not exchange(beside.new, beside.site):
        _swap_in_two_steps(beside)
    for former in (beside.old, beside.new):
        with suppress(OSError):
            discard(former)


def discard(folder: Path) -> None:
    """Remove a folder of ours, its marker last: what a kill leaves of it is still known as ours."""
    for child in folder.iterdir():
        if child.is_dir() and not child.is_symlink():
            shutil.rmtree(child)
        elif child.name != MARKER:
            child.unlink()
    (folder / MARKER).unlink(missing_ok=True)
    folder.rmdir()


def _swap_in_two_steps(beside: Beside) -> None:
    _rename_patiently(beside.site, beside.old)
    try:
        _rename_patiently(beside.new, beside.site)
    except OSError:
        beside.old.rename(beside.site)
        raise


def _rename_patiently(source: Path, target: Path) -> None:
    for pause in PAUSES:
        try:
            source.rename(target)
        except PermissionError:
            time.sleep(pause)
        else:
            return
    source.rename(target)


def exchange(first: Path, second: Path) -> bool:
    """Exchange two folders in one step; False where the system or the file system cannot."""
    rename = getattr(_libc(), "renameat2", None)
    if rename is None:
        return False
    if rename(AT_FDCWD, os.fsencode(first), AT_FDCWD, os.fsencode(second), RENAME_EXCHANGE) == 0:
        return True
    import ctypes  # a site that did not change is not swapped, and does without it

    code = ctypes.get_errno()
    if code in CANNOT_EXCHANGE:
        return False
    raise OSError(code, os.strerror(code), str(second))


def flush(folder: Path) -> None:
    """Have the disk hold what was written, so that a power cut after the swap finds whole files."""
    if syncfs := getattr(_libc(), "syncfs", None):
        handle = os.open(folder, os.O_RDONLY)
        try:
            syncfs(handle)
        finally:
            os.close(handle)
    elif sys.platform != "win32":
        os.sync()


@cache
def _libc() -> ctypes.CDLL | None:
    if sys.platform != "linux":
        return None
    import ctypes

    return ctypes.CDLL(None, use_errno=True)
