"""A key-value table on disk (an append-only journal) that survives kills, concurrent writers and damage.

One line an entry, appended as soon as it is known; of two with the same key the later one counts. Every line carries
its checksum, so that a line cut short or spoiled is passed over and costs that entry alone.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any
from zlib import crc32

_TIDIED_SIZE_KEY = "entries after tidying"
_TIDY_SLACK = 1000
"""Lines that may pile up in the journal before it is compacted, however small it is."""


class Journal:
    """Text keys to JSON values, kept in `file`."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._entries: dict[str, Any] = {}
        self._lines = 0
        with suppress(OSError):
            for line in file.read_bytes().splitlines():
                self._take(line)

    def _take(self, line: bytes) -> None:
        check, _, text = line.partition(b" ")
        if check == _checksum(text):
            key, value = json.loads(text)
            self._entries[key] = value
            self._lines += 1

    def get(self, key: str) -> Any:
        """The value under `key`, or None."""
        return self._entries.get(key)

    def put(self, key: str, value: Any) -> None:
        """Keeps `value`, on disk as well if that can be written: without, the work is only done again."""
        self._entries[key] = value
        self._lines += 1
        with suppress(OSError), self._file.open("ab") as file:
            # The line break comes first: a line that was cut short ends there, and takes no other with it.
            file.write(b"\n" + _entry_line(key, value))

    def tidy(self, wanted: Callable[[str, Any], bool]) -> None:
        """Writes the table anew with the entries that are still wanted, once it has doubled since the last time.

        What another build appends in that moment is lost to both, and made again by the next one.
        """
        if self._lines <= 2 * int(self._entries.get(_TIDIED_SIZE_KEY, 0)) + _TIDY_SLACK:
            return
        kept = {k: v for k, v in self._entries.items() if k != _TIDIED_SIZE_KEY and wanted(k, v)}
        self._entries = {_TIDIED_SIZE_KEY: len(kept), **kept}
        self._lines = len(self._entries)
        with suppress(OSError):
            write_atomically(self._file, b"\n".join(_entry_line(k, v) for k, v in self._entries.items()))


def _entry_line(key: str, value: Any) -> bytes:
    text = json.dumps([key, value], separators=(",", ":")).encode()
    return _checksum(text) + b" " + text


def _checksum(text: bytes) -> bytes:
    return b"%08x" % crc32(text)


def write_atomically(file: Path, data: bytes) -> None:
    """Replace `file` by `data` atomically: a reader sees the whole old file or the whole new one."""
    draft = file.with_name(f".{os.urandom(8).hex()}.tmp")
    try:
        with draft.open("xb") as stream:
            stream.write(data)
        draft.replace(file)
    finally:
        draft.unlink(missing_ok=True)
