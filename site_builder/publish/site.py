"""Put the files of the site where visitors find them: made beside the last good site, then swapped with it.

Whatever happens (a full disk, a kill, a power cut), the folder holds the last good site or the new one, whole.
A file that did not change stays the very file it was, so that copying the site elsewhere sends only what is new.
"""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from ..problems import CatalogueError, Problem
from .lock import exclusive
from .swap import MARKER, Beside, discard, flush, mend, swap

Files = Mapping[str, bytes | Path]
"""The site by address: what a file holds, or the file to link (a rendition in the cache)."""

DISK_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


@dataclass(frozen=True, slots=True)
class Published:
    """Numbers of files: in all, and written anew. `size` in bytes."""

    files: int
    changed: int
    size: int


def recover(site: Path) -> None:
    """Bring the last good site back where a killed build left it aside."""
    beside = Beside.of(site)
    if beside.old.exists() or beside.new.exists():
        with _told(site), exclusive(beside.lock):
            _mend(beside)


def publish(files: Files, site: Path) -> Published:
    """Make the folder `site` hold exactly `files`. Raises CatalogueError, with the last good site left in place."""
    files = {**files, MARKER: b""}
    refuse_clashes(files)
    beside = Beside.of(site)
    with _told(site):
        beside.site.parent.mkdir(parents=True, exist_ok=True)
        with exclusive(beside.lock):
            _mend(beside)
            _refuse_foreign(beside.site)
            kept = _unchanged(files, beside.site)
            if kept.keys() != files.keys() or set(_walk(beside.site)) != files.keys():
                _replace(files, kept, beside)
    return Published(len(files) - 1, len(files.keys() - kept.keys() - {MARKER}), _size(files))


def fill(folder: Path, files: Files, kept: Mapping[str, Path] | None = None) -> None:
    """Write `files` into `folder`; those in `kept` are links to the same file elsewhere."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / MARKER).touch()
    for place in sorted({address.rpartition("/")[0] for address in files}):
        (folder / place).mkdir(parents=True, exist_ok=True)
    for address, content in files.items():
        if address != MARKER:
            _place(folder / address, (kept or {}).get(address, content))


def refuse_clashes(addresses: Iterable[str]) -> None:
    """Two files that are one where letter case does not count (Windows, macOS, USB sticks) are a problem."""
    seen: dict[str, str] = {}
    clashes = [
        Problem(address, "address_taken", params={"other": seen[address.casefold()]})
        for address in addresses
        if seen.setdefault(address.casefold(), address) != address
    ]
    if clashes:
        raise CatalogueError(clashes)


def _replace(files: Files, kept: Mapping[str, Path], beside: Beside) -> None:
    try:
        fill(beside.new, files, kept)
        flush(beside.new)
        swap(beside)
    except BaseException:
        with suppress(OSError):
            discard(beside.new)
        raise


def _place(target: Path, content: bytes | Path) -> None:
    if isinstance(content, bytes):
        target.write_bytes(content)
        return
    try:
        os.link(content, target)
    except FileExistsError:  # left there by `mkdocs build --dirty`; its name tells its content
        return
    except OSError:  # another disk, or a file system without links
        shutil.copy2(content, target)


def _unchanged(files: Files, site: Path) -> dict[str, Path]:
    """The files of the last site that are as they should be now."""
    return {address: site / address for address, content in files.items() if _same(site / address, content)}


def _same(present: Path, wanted: bytes | Path) -> bool:
    try:
        found = present.stat()
        if isinstance(wanted, bytes):
            return found.st_size == len(wanted) and present.read_bytes() == wanted
        source = wanted.stat()
    except (FileNotFoundError, NotADirectoryError):
        return False
    return os.path.samestat(found, source) or (found.st_size, found.st_mtime_ns) == (source.st_size, source.st_mtime_ns)


def _walk(site: Path) -> Iterator[str]:
    for folder, _, names in os.walk(site):
        place = Path(folder).relative_to(site).as_posix()
        yield from (name if place == "." else f"{place}/{name}" for name in names)


def _size(files: Files) -> int:
    return sum(len(content) if isinstance(content, bytes) else content.stat().st_size for content in files.values())


def _mend(beside: Beside) -> None:
    for leftover in (beside.old, beside.new):
        _refuse_foreign(leftover)
    mend(beside)


def _refuse_foreign(folder: Path) -> None:
    """Only an empty folder or one of ours may be replaced: nobody's files vanish by a wrong `--site-dir`."""
    if folder.is_file():
        raise CatalogueError([Problem(str(folder), "site_dir_is_file")])
    if folder.is_dir() and not (folder / MARKER).is_file() and any(folder.iterdir()):
        raise CatalogueError([Problem(str(folder), "site_dir_foreign")])


@contextmanager
def _told(site: Path) -> Iterator[None]:
    """What the system refuses, as a problem that a person can act upon."""
    try:
        yield
    except OSError as error:
        code = "disk_full" if error.errno in DISK_FULL else "site_dir_unwritable"
        if isinstance(error, PermissionError) and os.name == "nt":
            code = "site_dir_in_use"
        reason = error.strerror or type(error).__name__
        raise CatalogueError([Problem(str(site), code, params={"reason": reason})]) from error
