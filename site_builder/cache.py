"""The cache: everything that is kept between builds, in one database (SQLite) beside one folder of files.

The database holds values (documents read, pieces of pages, cut fonts, drawings of codes), each under a digest of
everything it is made from, so that none is ever out of date. Renditions, sheets, cards, slides and films are files,
because they are published by linking; their names hold such a digest, too. Beside the files lies their manifest,
`<stem>.json`, with their sizes and digests: so they are found even where the database is lost or the files come from
another machine, and spoiled ones (a published file may share their disk space) are not. What the database knows of
files and photos only saves reading them.

Nothing in it can run code: there is text, JSON and bytes. Every row carries a digest; a database that is damaged or is
not ours is replaced by an empty one. Where nothing can be written, a temporary folder serves for the run. Times are
the file system's own, read off a file just written: no clock of ours, and none that could differ from it.
"""

from __future__ import annotations

import atexit
import json
import os
import re
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from hashlib import blake2b, file_digest, sha256
from itertools import zip_longest
from pathlib import Path
from typing import Any, NamedTuple, Self

from .database import Database
from .files import atomic_draft, write_atomically

DATABASE_FILE = "cache.sqlite3"
FILES_FOLDER = "files"
FORMAT = b"1"
"""Version of what the rows hold, part of their digests: raise it when they hold something else."""
BUILDS_KEPT = 10
DAYS_KEPT = 90
"""What none of the last ten builds asked for, and nobody for 90 days, is removed."""
QUICKLY_MADE = ("document", "page")
"""Kinds of values that go after ten builds, whatever their age: each day and each change of a setting makes all pieces
of pages anew, so that those of 90 days would fill a disk, and to make one takes a millisecond."""
_SECOND = 1_000_000_000
_DAY = 24 * 60 * 60 * _SECOND
STALE_DRAFT_AFTER = _DAY // 24
"""Nanoseconds: a draft this old was left by a build that was killed."""
SETTLED_AFTER = 2 * _SECOND
"""Nanoseconds. The digest of a photo changed later than this before the build is not kept: it could change again within
the resolution of the file system's clock, and nobody would see."""
_SELECT = "SELECT key, value, digest FROM entries"
_NOTE_USE = """INSERT INTO uses VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET build = excluded.build, day = excluded.day
WHERE build <> excluded.build OR day <> excluded.day"""
_STEM = re.compile(r"(.+-[0-9a-f]{12})(?:-\d+)?\.[a-z0-9]+")
"""The name of a file: the stem, which ends in a digest; the width of a rendition; the suffix."""
_FIRST_EDITION_MARK = "photos.1.table"
_FIRST_EDITION = (
    *("content.pickle", "pages.bin", "qr.bin", "photos/*", "fonts/*.woff2", "templates/__jinja2_*.cache"),
    *("paper/photos/*", f"paper/{_FIRST_EDITION_MARK}", _FIRST_EDITION_MARK),
)
"""What the first edition kept, in a folder that has its table."""


class FileStamp(NamedTuple):
    """Size and times of a file, to tell whether it changed. The change time (ctime) cannot be set back, mtime can."""

    size: int
    mtime_ns: int
    ctime_ns: int

    @classmethod
    def of(cls, stat: os.stat_result) -> FileStamp:
        return cls(stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns)


class StoredFile(NamedTuple):
    """A file of the cache: its name, its size in bytes, the SHA-256 of its content."""

    name: str
    size: int
    digest: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """The files of one stem, and in `about` what else their maker wrote down of them, as JSON has it."""

    files: tuple[StoredFile, ...]
    about: Any = None

    def text(self, times: Sequence[int] = ()) -> bytes:
        """As it is written: beside the files, and with their modification `times` in the database."""
        return json.dumps({"about": self.about, "files": self.files, "times": times}).encode()


def store_file(folder: Path, name: str, data: bytes) -> StoredFile:
    """Write a file of the cache, which counts once its manifest is kept. Raises OSError."""
    write_atomically(folder / name, data)
    return StoredFile(name, len(data), sha256(data).hexdigest())


class Cache:
    """The cache in the folder `root`, used as a context: what was put is written when it ends.

    With None, values are made each time and there is no folder for files.
    """

    def __init__(self, root: Path | None) -> None:
        self.now = 0
        self._place: Path | OSError = OSError("no cache folder")
        self._new: dict[tuple[str, bytes], bytes] = {}
        self._read: dict[str, dict[bytes, tuple[bytes, bytes, bytes]]] = {}
        self._used: set[tuple[str, bytes]] = set()
        self._database = Database(None)
        if root:
            self._open(root)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._write()
        self._database.close()

    def _open(self, root: Path) -> None:
        try:
            self._place, self.now = _usable_place(root)
        except OSError as error:
            self._place = error
            return
        _remove_first_edition(self._place)
        self._database = Database(self._place / DATABASE_FILE)

    @property
    def folder(self) -> Path:
        """The folder of the files; raises OSError where there is no place for one."""
        if isinstance(self._place, Path):
            return self._place / FILES_FOLDER
        raise self._place

    # Values

    def value(self, kind: str, key: bytes, make: Callable[[], bytes]) -> bytes:
        """The value under `key`, a digest of everything it is made from; made and kept where there is none."""
        found = self.get(kind, key)
        if found is None:
            found = make()
            self.put(kind, key, found)
        return found

    def get(self, kind: str, key: bytes) -> bytes | None:
        """The value under `key`; None where there is none, or its row is spoiled."""
        found = self._new.get((kind, key))
        if found is None:
            row = self._recent(kind).get(key)
            rows = [row] if row else self._database.rows(f"{_SELECT} WHERE kind = ? AND key = ?", (kind, key))
            found = next((value for _, value, digest in rows if digest == _row_digest(kind, key, value)), None)
        if found is not None:
            self._used.add((kind, key))
        return found

    def _recent(self, kind: str) -> dict[bytes, tuple[bytes, bytes, bytes]]:
        """The rows of what the last build asked for: to read them one by one takes ten times as long."""
        if kind not in self._read:
            asked = f"{_SELECT} JOIN uses USING (kind, key) WHERE kind = ? AND build >= ?"
            self._read[kind] = {row[0]: row for row in self._database.rows(asked, (kind, self._build_number() - 1))}
        return self._read[kind]

    def put(self, kind: str, key: bytes, value: bytes) -> None:
        """Keep `value` under `key`, where there is a database."""
        if self._database.is_open:
            self._new[kind, key] = value
            self._used.add((kind, key))

    # Files

    def identify(self, photo: Path) -> tuple[FileStamp, str]:
        """The photo's stamp and the SHA-256 of its bytes, not read while the stamp is the same. Raises OSError."""
        key, stamp = os.fsencode(photo), FileStamp.of(photo.stat())
        with suppress(ValueError, TypeError):
            *known, digest = json.loads(self.get("photo", key) or b"[0]")
            if tuple(known) == stamp:
                return stamp, str(digest)
        with photo.open("rb") as stream:
            stamp, digest = FileStamp.of(os.fstat(stream.fileno())), file_digest(stream, "sha256").hexdigest()
        if stamp.ctime_ns < self.now - SETTLED_AFTER:
            self.put("photo", key, json.dumps([*stamp, digest]).encode())
        return stamp, digest

    def find(self, stem: str) -> Manifest | None:
        """The files of `stem`, if each is there and holds what it held when it was kept; else None."""
        written = self.get("files", stem.encode()) or self._manifest_beside_files(stem)
        manifest, times = _parse_manifest(written, stem)
        pairs = zip_longest(manifest.files, times[: len(manifest.files)])
        found = [time for file, known in pairs if (time := self._checked_time(file, known)) is not None]
        if not manifest.files or len(found) < len(manifest.files):
            return None
        if found != times:
            self.put("files", stem.encode(), manifest.text(found))
        return manifest

    def keep(self, stem: str, files: Iterable[StoredFile], about: Any = None) -> Manifest:
        """From here on the `files` of `stem`, which lie in the folder, are found. Raises OSError."""
        manifest = Manifest(tuple(files), about)
        write_atomically(self.folder / f"{stem}.json", manifest.text())
        times = [(self.folder / file.name).stat().st_mtime_ns for file in manifest.files]
        self.put("files", stem.encode(), manifest.text(times))
        return manifest

    def file(self, stem: str, suffix: str, write: Callable[[Path], object]) -> Path:
        """The only file of `stem`; where there is none, `write` writes it to the path it is given. Raises OSError."""
        target = self.folder / f"{stem}.{suffix}"
        if not self.find(stem):
            with atomic_draft(target) as draft:
                write(draft)
            self.keep(stem, [StoredFile(target.name, target.stat().st_size, _digest_of_file(target))])
        return target

    def _manifest_beside_files(self, stem: str) -> bytes:
        with suppress(OSError):
            return (self.folder / f"{stem}.json").read_bytes()
        return b""

    def _checked_time(self, file: StoredFile, known: int | None) -> int | None:
        """The file's modification time, None if it is gone or holds something else; read if its time is not `known`."""
        path = self.folder / file.name
        with suppress(OSError):
            stat = path.stat()
            if stat.st_size == file.size and (stat.st_mtime_ns == known or _digest_of_file(path) == file.digest):
                return stat.st_mtime_ns
        return None

    # Tidying

    def end_build(self) -> None:
        """Count a build that ended, and remove what has not been asked for by the last ten builds nor for 90 days."""
        self._write()
        if not self._database.is_open:
            return
        stems: dict[bytes, list[Path]] = {}
        for path in _without_stale_drafts(self.folder, self.now):
            if named := _STEM.fullmatch(path.name):
                stems.setdefault(named[1].encode(), []).append(path)
        build, today = self._build_number(), self.now // _DAY
        # Files that the database does not know, as after it was lost, count as asked for by this build.
        adopted = [(stem, build, today) for stem in stems]
        self._database.run(("INSERT OR IGNORE INTO uses VALUES ('files', ?, ?, ?)", adopted))
        gone = self._database.rows(
            "SELECT kind, key FROM uses WHERE build <= ? AND (day < ? OR kind IN (?, ?))",
            (build - BUILDS_KEPT, today - DAYS_KEPT, *QUICKLY_MADE),
        )
        for path in (path for kind, key in gone if kind == "files" for path in stems.get(key, ())):
            with suppress(OSError):
                path.unlink()
        self._database.run(
            ("DELETE FROM entries WHERE kind = ? AND key = ?", gone),
            ("DELETE FROM uses WHERE kind = ? AND key = ?", gone),
            ("INSERT OR REPLACE INTO uses VALUES ('build', x'', ?, ?)", [(build + 1, today)]),
        )

    def _build_number(self) -> int:
        """The number of the build that is under way; 0 where its row is damaged, which no digest tells."""
        found = self._database.rows("SELECT build FROM uses WHERE kind = 'build'")
        return next((number for (number,) in found if isinstance(number, int) and 0 <= number < 1 << 32), 0)

    def _write(self) -> None:
        """Write what was put, and what was asked for, since the last time."""
        build, today = self._build_number(), self.now // _DAY
        rows = [(*key, value, _row_digest(*key, value)) for key, value in self._new.items()]
        self._database.run(
            ("INSERT OR REPLACE INTO entries VALUES (?, ?, ?, ?)", rows),
            (_NOTE_USE, [(*key, build, today) for key in sorted(self._used)]),
        )
        self._new.clear()
        self._used.clear()


def _row_digest(kind: str, key: bytes, value: object) -> bytes:
    """The digest of a row; of one whose value is no longer bytes, one that no row has."""
    if not isinstance(value, bytes):
        return b""
    head = b"%s %s %d " % (FORMAT, kind.encode(), len(key))
    return blake2b(head + key + value, digest_size=16).digest()


def _parse_manifest(text: bytes, stem: str) -> tuple[Manifest, list[int]]:
    """The manifest and the times in it; one without files where it is not as we write it, or names files elsewhere."""
    with suppress(ValueError, TypeError, LookupError, RecursionError):
        written = json.loads(text)
        files = tuple(StoredFile(str(name), int(size), str(digest)) for name, size, digest in written["files"])
        if all((named := _STEM.fullmatch(file.name)) and named[1] == stem for file in files):
            return Manifest(files, written["about"]), list(written["times"])
    return Manifest(()), []


def _digest_of_file(path: Path) -> str:
    with path.open("rb") as stream:
        return file_digest(stream, "sha256").hexdigest()


def _without_stale_drafts(folder: Path, now: int) -> Iterator[Path]:
    """The files in `folder`; drafts of builds that were killed are removed."""
    for entry in os.scandir(folder):
        if not entry.name.startswith("."):
            yield Path(entry.path)
        else:
            with suppress(OSError):
                if now - entry.stat().st_mtime_ns > STALE_DRAFT_AFTER:
                    Path(entry.path).unlink()


def place_refusal(root: Path) -> OSError | None:
    """Why nothing can be kept in `root` (it is a file, say) and everything is made each time; None where it can."""
    try:
        (root / FILES_FOLDER).mkdir(parents=True, exist_ok=True)
        _file_system_time(root)
    except OSError as error:
        return error
    return None


def _usable_place(root: Path) -> tuple[Path, int]:
    """The folder of the cache, `root` or, where that cannot be written, a temporary one; and its time."""
    try:
        (root / FILES_FOLDER).mkdir(parents=True, exist_ok=True)
        return root, _file_system_time(root)
    except OSError:
        if root == _temporary_root():
            raise
        return _usable_place(_temporary_root())


def _file_system_time(folder: Path) -> int:
    """The file system's current time in nanoseconds, read off a new file; raises OSError where none can be made."""
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


def _remove_first_edition(root: Path) -> None:
    """Remove what the first edition kept in `root`, and nothing else: the folder may hold more than the cache."""
    if not (root / _FIRST_EDITION_MARK).is_file():
        return
    for path in (path for pattern in _FIRST_EDITION for path in root.glob(pattern)):
        with suppress(OSError):
            path.unlink()
    for name in ("photos", "fonts", "templates", "paper/photos", "paper"):
        with suppress(OSError):
            (root / name).rmdir()
