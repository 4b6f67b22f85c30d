"""Cache of renditions on disk: each is made once.

`photos/` holds the files, named after the product, the photo, what they were made from and how, and their width:
another photo, recipe or encoder gives another name, so no file is ever out of date. The table remembers of
each photo its hash and the size and times it had when it was read, so that an unchanged photo is not read again;
and of each rendition its size, time and hash, so that one spoiled since (a published file may share its disk space)
is made again.

A file that no build has used for 30 days is removed; "used" is its access time, which builds set, at most once a
day. Two catalogues may so share a cache, and neither loses what it still builds with. Times are the file
system's own, read off a file just written: no clock of ours, and none that could differ from it.
"""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from collections.abc import Collection
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from hashlib import file_digest, sha256
from pathlib import Path
from typing import Any, NamedTuple

from .journal import Journal, write_atomically

TABLE_FILE = "photos.1.table"
"""The number goes up when the entries hold something else."""
_SECOND = 1_000_000_000
_DAY = 24 * 60 * 60 * _SECOND
UNUSED_AFTER = 30 * _DAY
STALE_DRAFT_AFTER = _DAY // 24
"""Nanoseconds: a temporary file this old was left by a build that was killed."""
SETTLED_AFTER = 2 * _SECOND
"""Nanoseconds. A photo changed later than this before the build is not cached: it could change again within the
resolution of the file system's clock, and nobody would see."""


class FileStamp(NamedTuple):
    """Size and times of a file, to tell whether it changed. The change time (ctime) cannot be set back, mtime can."""

    size: int
    mtime_ns: int
    ctime_ns: int

    @classmethod
    def of(cls, stat: os.stat_result) -> FileStamp:
        return cls(stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns)


class CachedFile(NamedTuple):
    """A rendition in the cache. `digest` is the SHA-256 of its bytes."""

    name: str
    width: int
    height: int
    type: str
    size: int
    mtime_ns: int
    digest: str


@dataclass(frozen=True, slots=True)
class CachedRenditions:
    """The cached result for one photo: its upright size, its dominant colour, its renditions."""

    width: int
    height: int
    colour: str
    files: tuple[CachedFile, ...]


def write_rendition(folder: Path, name: str, data: bytes) -> tuple[int, int, str]:
    """Writes a rendition; its size, time and digest."""
    write_atomically(folder / name, data)
    return len(data), (folder / name).stat().st_mtime_ns, sha256(data).hexdigest()


class FileCache:
    """The cache under `root`; where that cannot be written, in a temporary folder of this run."""

    def __init__(self, root: Path) -> None:
        try:
            self.now = _file_system_time(root / "photos")
        except OSError:
            root = _temporary_root()
            self.now = _file_system_time(root / "photos")
        self.folder = root / "photos"
        self._table = Journal(root / TABLE_FILE)

    def identify(self, photo: Path) -> tuple[FileStamp, str]:
        """The photo's stamp and the SHA-256 of its bytes; raises OSError."""
        key, stamp = f"photo {photo}", FileStamp.of(photo.stat())
        known = self._table.get(key)
        if known and FileStamp._make(known[:-1]) == stamp:
            return stamp, str(known[-1])
        with photo.open("rb") as stream:
            stamp, digest = FileStamp.of(os.fstat(stream.fileno())), file_digest(stream, "sha256").hexdigest()
        if stamp.ctime_ns < self.now - SETTLED_AFTER:
            self._table.put(key, [*stamp, digest])
        return stamp, digest

    def find(self, stem: str) -> CachedRenditions | None:
        """The cached result under `stem`, if every file of it is still unchanged; else None."""
        known = self._table.get(f"made {stem}")
        if not known:
            return None
        width, height, colour, rows = known
        files = tuple(CachedFile._make(row) for row in rows)
        now = tuple(found for file in files if (found := self._checked(file)))
        if len(now) < len(files):
            return None
        made = CachedRenditions(width, height, colour, now)
        if now != files:
            self.keep(stem, made)
        return made

    def keep(self, stem: str, made: CachedRenditions) -> None:
        self._table.put(f"made {stem}", [made.width, made.height, made.colour, made.files])

    def put(self, stem: str, suffix: str, kind: str, data: bytes, size: tuple[int, int] = (0, 0)) -> None:
        """Writes and keeps `<stem>.<suffix>`, of the media type `kind`; `size` is that of a picture."""
        width, height = size
        name = f"{stem}.{suffix}"
        kept = CachedFile._make((name, width, height, kind, *write_rendition(self.folder, name, data)))
        self.keep(stem, CachedRenditions(width, height, "", (kept,)))

    def _checked(self, file: CachedFile) -> CachedFile | None:
        """The file as it is now, or None if it is gone or holds something else."""
        path = self.folder / file.name
        with suppress(OSError):
            stat = path.stat()
            if stat.st_size == file.size and (stat.st_mtime_ns == file.mtime_ns or _file_digest(path) == file.digest):
                if self.now - stat.st_atime_ns > _DAY:
                    os.utime(path, ns=(self.now, stat.st_mtime_ns))
                return file._replace(mtime_ns=stat.st_mtime_ns)
        return None

    def tidy(self, used: Collection[str]) -> None:
        """Evict the files that have not been used for 30 days; `used` are the names that this build uses."""
        for entry in os.scandir(self.folder):
            if entry.name not in used:
                with suppress(OSError):
                    self._remove_if_old(entry)
        self._table.tidy(self._wanted)

    def _remove_if_old(self, entry: os.DirEntry[str]) -> None:
        age = self.now - entry.stat().st_atime_ns
        if age > (STALE_DRAFT_AFTER if entry.name.startswith(".") else UNUSED_AFTER):
            Path(entry.path).unlink()

    def _wanted(self, key: str, value: Any) -> bool:
        kind, _, name = key.partition(" ")
        if kind == "made":
            return all((self.folder / row[0]).exists() for row in value[-1])
        with suppress(OSError):
            return FileStamp.of(Path(name).stat()) == FileStamp._make(value[:-1])
        return False


def _file_digest(path: Path) -> str:
    with path.open("rb") as stream:
        return file_digest(stream, "sha256").hexdigest()


def _file_system_time(folder: Path) -> int:
    """The file system's current time in nanoseconds, read off a new file; raises OSError where none can be made."""
    folder.mkdir(parents=True, exist_ok=True)
    draft = folder / f".{os.urandom(8).hex()}.tmp"
    try:
        draft.touch(exist_ok=False)
        return draft.stat().st_mtime_ns
    finally:
        draft.unlink(missing_ok=True)


@cache
def _temporary_root() -> Path:
    """A temporary cache folder, one for the whole run: a preview would make everything again at each change."""
    folder = Path(tempfile.mkdtemp(prefix="site-builder-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder
