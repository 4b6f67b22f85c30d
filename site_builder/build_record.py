"""Build record: what the last build read, wrote and told, so that one with nothing changed ends at once.

Read and written files are known by their stamps (size and times): whatever could change a page changes one of them. A
record that is not there, cannot be read or is of another command, day, program or version only means that everything
is read again. It is searched for before the settings are read, which takes longer than all the rest of such a build.
"""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from . import CONFIG_FILE
from .cache import SETTLED_AFTER, FileStamp
from .files import write_atomically

RECORD_FILE = "last-build.json"
PROGRAM_FOLDER = Path(__file__).resolve().parent
BYTECODE_FOLDER = "__pycache__"
_CACHE_SETTING = re.compile(rb"^[^#\n]*?\bcache_dir:\s*['\"]?([^'\"#,}\n]+?)['\"]?\s*(?:[#,}].*)?$", re.MULTILINE)


class UnstampedError(Exception):
    """A file or folder whose changes no stamp tells: it cannot be read, or it is a link to a folder elsewhere."""


def record_place(config_file: Path | None, typed_cache: Path | None) -> Path:
    """Where the record of a build with these settings lies, if there is one.

    A wrong guess finds none, or one that its stamps refuse; so the settings need not be understood to make it.
    """
    if typed_cache:
        return typed_cache / RECORD_FILE
    config_file = config_file or Path(CONFIG_FILE)
    with suppress(OSError, ValueError):
        if named := _CACHE_SETTING.search(config_file.read_bytes()):
            return config_file.parent / named[1].decode("utf-8") / RECORD_FILE
    return config_file.parent / ".cache" / RECORD_FILE


def recall(place: Path, command: Sequence[str]) -> Any:
    """What the last build told, as JSON has it, if it was of `command` and nothing has changed since; else None."""
    with suppress(OSError, ValueError, TypeError, LookupError, UnstampedError, RecursionError):
        written = json.loads(place.read_bytes())
        if written["command"] == list(command):
            sources = [Path(source) for source in written["sources"]]
            if written["read"] == stamp_sources(sources).digest and written["made"] == stamp_site(
                Path(written["site"])
            ):
                return written["told"]
    return None


@dataclass(frozen=True, slots=True)
class SourceStamps:
    """The digest of the stamps of everything a build may read, and their latest change time, in nanoseconds."""

    digest: str
    latest: int


class RecordDraft:
    """The record of a build that has begun: it replaces the last one by an empty one, and is filled in at the end."""

    def __init__(self, place: Path, command: Sequence[str], sources: Sequence[Path]) -> None:
        """Stamp the `sources`, folders and files, before anything of them is read."""
        self._place, self._command, self._sources = place, command, sources
        self._began: int | None = None
        self._read = SourceStamps("", 0)
        with suppress(OSError, UnstampedError):
            place.parent.mkdir(parents=True, exist_ok=True)
            write_atomically(place, b"{}")
            self._began, self._read = place.stat().st_mtime_ns, stamp_sources(sources)

    def keep(self, site: Path, told: Any) -> None:
        """Keep what the build told of `site`, unless a file changed so shortly before that it could change unseen."""
        if self._began is None or self._read.latest > self._began - SETTLED_AFTER:
            return
        with suppress(OSError, UnstampedError):
            record = {
                "command": list(self._command),
                "sources": [str(source) for source in self._sources],
                "read": self._read.digest,
                "site": str(site),
                "made": stamp_site(site),
                "told": told,
            }
            write_atomically(self._place, json.dumps(record).encode())


def stamp_sources(sources: Sequence[Path]) -> SourceStamps:
    """Stamp the `sources` (content, settings, theme), the program, and what is installed beside it."""
    found = [stamped for source in sources for stamped in _stamps(source)]
    program = list(_stamps(PROGRAM_FOLDER))
    # A package that comes, goes or is renewed changes the folder it is in.
    packages = [(path, _stamp_of(Path(path))) for path in sorted(set(sys.path)) if path.endswith("-packages")]
    latest = max((max(stamp.mtime_ns, stamp.ctime_ns) for _, stamp in found if stamp), default=0)
    return SourceStamps(_digest([sys.version, *found, *program, *packages]), latest)


def stamp_site(site: Path) -> str:
    """The digest of the stamps of all files of a site, and of what an interrupted build leaves beside it."""
    beside = [(name, (site.parent / name).exists()) for name in (f".{site.name}.new", f".{site.name}.old")]
    return _digest([*beside, *_stamps(site)])


def _digest(stamps: Sequence[object]) -> str:
    return sha256(json.dumps(stamps).encode()).hexdigest()


def _stamps(path: Path) -> Iterator[tuple[str, FileStamp | None]]:
    """The stamps of a file, or of all files below a folder, in the order of their names; folders have none."""
    if not path.is_dir():
        yield str(path), _stamp_of(path)
        return
    yield f"{path}/", None
    with os.scandir(path) as entries:
        inside = sorted(entries, key=lambda entry: entry.name)
    for entry in inside:
        if not entry.is_dir():
            yield entry.path, _stamp_of(Path(entry.path))
        elif entry.is_symlink():
            raise UnstampedError(entry.path)
        elif entry.name != BYTECODE_FOLDER:
            yield from _stamps(Path(entry.path))


def _stamp_of(file: Path) -> FileStamp | None:
    """The stamp of a file, or of what a link leads to; None where there is nothing."""
    try:
        return FileStamp.of(file.stat())
    except FileNotFoundError:
        return None
