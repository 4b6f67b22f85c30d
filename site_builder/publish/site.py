"""Publishing: the files of the site put where visitors find them, made beside the last good site, then swapped with it.

One process at a time: a lock that the system lets go of when its holder dies, however it dies.
"""

from __future__ import annotations

import errno
import os
import shutil
import sys
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from filelock import FileLock, Timeout

from ..files import DISK_FULL, case_clashes
from ..messages import CatalogueError, Problem

if TYPE_CHECKING:
    import ctypes

LOCK_TIMEOUT = 120.0
"""Seconds to wait for another build; publishing takes a few."""


@contextmanager
def exclusive_lock(path: Path, busy: str = "site_busy") -> Iterator[None]:
    """Hold the lock file `path`, which is there only meanwhile.

    Raises CatalogueError with the problem `busy` when somebody else holds it for longer than `LOCK_TIMEOUT`.
    """
    lock = FileLock(path, LOCK_TIMEOUT)
    try:
        lock.acquire()
    except Timeout as held:
        raise CatalogueError([Problem(str(path), busy)]) from held
    try:
        yield
    finally:
        if sys.platform != "win32":
            # Under the lock: who waits for this file sees that it has no name any more and opens a new one. On
            # Windows, where no open file can be removed, filelock does it afterwards.
            path.unlink(missing_ok=True)
        lock.release()


SITE_OPTION = "--site-dir"
"""The option that chooses the folder, which remedies name."""
MARKER = ".site-builder"
"""An empty file that says: this folder is ours and may be replaced."""

AT_FDCWD = -100
RENAME_EXCHANGE = 2
CANNOT_EXCHANGE = (errno.ENOSYS, errno.EINVAL, errno.EOPNOTSUPP)
RETRY_PAUSES = (0.1, 0.2, 0.4, 0.8, 1.6)
"""Seconds between tries while another program (Explorer, a virus scanner) has a file of the site open."""


@dataclass(frozen=True, slots=True)
class SitePaths:
    """The folder of the site (symbolic links resolved), and the paths of its new, old and lock neighbours."""

    site: Path

    @classmethod
    def of(cls, site: Path) -> SitePaths:
        """The real folder behind `site`, so that a link to it stays a link.

        Raises CatalogueError for the root of a disk, which has no name and nothing beside it.
        """
        real = site.resolve()
        if not real.name:
            raise CatalogueError([Problem(str(real), "site_dir_foreign", params={"option": SITE_OPTION})])
        return cls(real)

    @property
    def new(self) -> Path:
        return self.site.with_name(f".{self.site.name}.new")

    @property
    def old(self) -> Path:
        return self.site.with_name(f".{self.site.name}.old")

    @property
    def lock(self) -> Path:
        return self.site.with_name(f".{self.site.name}.lock")


def undo_unfinished_swap(beside: SitePaths) -> None:
    """Undo an unfinished swap: restore the last good site and remove leftovers."""
    if beside.old.exists() and not beside.site.exists():
        beside.old.rename(beside.site)
    for leftover in (beside.old, beside.new):
        if leftover.exists():
            remove_folder(leftover)


def swap_site(beside: SitePaths) -> None:
    """`.site.new` becomes the site, and the former one goes (what another program holds open, at the next build)."""
    if not beside.site.exists():
        beside.new.rename(beside.site)
    elif not exchange_folders(beside.new, beside.site):
        _swap_by_renames(beside)
    for former in (beside.old, beside.new):
        with suppress(OSError):
            remove_folder(former)


def remove_folder(folder: Path) -> None:
    """Remove a folder of ours, its marker last: what a kill leaves of it is still known as ours."""
    for child in folder.iterdir():
        if child.is_dir() and not child.is_symlink():
            shutil.rmtree(child)
        elif child.name != MARKER:
            child.unlink()
    (folder / MARKER).unlink(missing_ok=True)
    folder.rmdir()


def _swap_by_renames(beside: SitePaths) -> None:
    _rename_with_retries(beside.site, beside.old)
    try:
        _rename_with_retries(beside.new, beside.site)
    except OSError:
        beside.old.rename(beside.site)
        raise


def _rename_with_retries(source: Path, target: Path) -> None:
    for pause in RETRY_PAUSES:
        try:
            source.rename(target)
        except PermissionError:
            time.sleep(pause)
        else:
            return
    source.rename(target)


def exchange_folders(first: Path, second: Path) -> bool:
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


def sync_folder(folder: Path) -> None:
    """Write all files to the disk (fsync), so that a power cut after the swap finds whole files."""
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


Files = Mapping[str, bytes | Path]
"""The site by address: what a file holds, or the file to link (a rendition in the cache)."""


@dataclass(frozen=True, slots=True)
class PublishResult:
    """The result of publishing: number of files, number of changed ones, size in bytes, the largest file's size."""

    files: int
    changed: int
    size: int
    largest: int


def recover_site(site: Path) -> None:
    """Undo what a killed build left: restore the last good site if it was moved aside."""
    beside = SitePaths.of(site)
    if beside.old.exists() or beside.new.exists():
        with _os_errors_as_problems(site), exclusive_lock(beside.lock):
            _undo_unfinished(beside)


def publish_site(files: Files, site: Path) -> PublishResult:
    """Make the folder `site` hold exactly `files`. Raises CatalogueError, with the last good site left in place."""
    files = {**files, MARKER: b""}
    refuse_clashes(files)
    beside = SitePaths.of(site)
    with _os_errors_as_problems(site):
        beside.site.parent.mkdir(parents=True, exist_ok=True)
        with exclusive_lock(beside.lock):
            _undo_unfinished(beside)
            _refuse_foreign(beside.site)
            kept = _unchanged_files(files, beside.site)
            if kept.keys() != files.keys() or set(_existing_addresses(beside.site)) != files.keys():
                _replace_site(files, kept, beside)
    sizes = [len(content) if isinstance(content, bytes) else content.stat().st_size for content in files.values()]
    return PublishResult(
        files=len(files) - 1,
        changed=len(files.keys() - kept.keys() - {MARKER}),
        size=sum(sizes),
        largest=max(sizes),
    )


def fill_folder(folder: Path, files: Files, kept: Mapping[str, Path] | None = None) -> None:
    """Write `files` into `folder`; those in `kept` are links to the same file elsewhere."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / MARKER).touch()
    for place in sorted({address.rpartition("/")[0] for address in files}):
        (folder / place).mkdir(parents=True, exist_ok=True)
    for address, content in files.items():
        if address != MARKER:
            _write_or_link(folder / address, (kept or {}).get(address, content))


def refuse_clashes(addresses: Iterable[str]) -> None:
    """Two files that are one where letter case does not count (Windows, macOS, USB sticks) are a problem."""
    clashes = case_clashes(addresses)
    if clashes:
        raise CatalogueError(Problem(second, "address_taken", params={"other": first}) for first, second in clashes)


def _replace_site(files: Files, kept: Mapping[str, Path], beside: SitePaths) -> None:
    try:
        fill_folder(beside.new, files, kept)
        sync_folder(beside.new)
        swap_site(beside)
    except BaseException:
        with suppress(OSError):
            remove_folder(beside.new)
        raise


def _write_or_link(target: Path, content: bytes | Path) -> None:
    if isinstance(content, bytes):
        target.write_bytes(content)
        return
    try:
        os.link(content, target)
    except FileExistsError:  # left there by `mkdocs build --dirty`; its name tells its content
        return
    except OSError:  # another disk, or a file system without links
        shutil.copy2(content, target)


def _unchanged_files(files: Files, site: Path) -> dict[str, Path]:
    """The files of the last site that can be kept, because their content is unchanged."""
    return {address: site / address for address, content in files.items() if _has_content(site / address, content)}


def _has_content(present: Path, wanted: bytes | Path) -> bool:
    try:
        found = present.stat()
        if isinstance(wanted, bytes):
            return found.st_size == len(wanted) and present.read_bytes() == wanted
        source = wanted.stat()
    except (FileNotFoundError, NotADirectoryError):
        return False
    return os.path.samestat(found, source) or (found.st_size, found.st_mtime_ns) == (source.st_size, source.st_mtime_ns)


def _existing_addresses(site: Path) -> Iterator[str]:
    for folder, _, names in os.walk(site):
        place = Path(folder).relative_to(site).as_posix()
        yield from (name if place == "." else f"{place}/{name}" for name in names)


def _undo_unfinished(beside: SitePaths) -> None:
    for leftover in (beside.old, beside.new):
        _refuse_foreign(leftover)
    undo_unfinished_swap(beside)


def refuse_foreign(site: Path) -> None:
    """Raise CatalogueError where the folder `site` may not be replaced, or cannot be looked at."""
    beside = SitePaths.of(site)
    with _os_errors_as_problems(site):
        _refuse_foreign(beside.site)


def _refuse_foreign(folder: Path) -> None:
    """Only an empty folder or one of ours may be replaced: nobody's files vanish by a wrong `--site-dir`."""
    if folder.is_file():
        raise CatalogueError([Problem(str(folder), "site_dir_is_file", params={"option": SITE_OPTION})])
    if folder.is_dir() and not (folder / MARKER).is_file() and any(folder.iterdir()):
        raise CatalogueError([Problem(str(folder), "site_dir_foreign", params={"option": SITE_OPTION})])


@contextmanager
def _os_errors_as_problems(site: Path) -> Iterator[None]:
    """Turn an OSError into a problem with a message that a person can act upon."""
    try:
        yield
    except OSError as error:
        code = "disk_full" if error.errno in DISK_FULL else "site_dir_unwritable"
        if isinstance(error, PermissionError) and os.name == "nt":
            code = "site_dir_in_use"
        reason = error.strerror or type(error).__name__
        params = {"reason": reason, "option": SITE_OPTION}
        raise CatalogueError([Problem(str(site), code, params=params)]) from error
