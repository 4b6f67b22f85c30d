"""Bytes to text: UTF-8 with or without a mark, UTF-16 with one, any line ends; everything else is refused by name."""

from __future__ import annotations

import codecs
import re

from ..problems import Problem
from .positions import Place

LIMIT = 1_000_000
"""Bytes; a description is a few pages of text."""

_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_BINARIES = (
    (b"\xff\xd8\xff", "JPEG"),
    (b"\x89PNG", "PNG"),
    (b"GIF8", "GIF"),
    (b"RIFF", "WebP"),
    (b"%PDF", "PDF"),
    (b"PK\x03\x04", "Word/Excel/ZIP"),
    (b"\xd0\xcf\x11\xe0", "Word/Excel"),
)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x84\x86-\x9f\ufffe\uffff]")
_ODD_BREAKS = re.compile("[\x85\u2028\u2029]")
"""Line breaks to YAML alone: editors do not show them as such, so they may not count as lines."""


def decode(content: bytes, file: str) -> str | Problem:
    """The text with one kind of line end and no mark, or why it is not one."""
    if len(content) > LIMIT:
        return Problem(file, "file_too_large")
    for magic, kind in _BINARIES:
        if content.startswith(magic):
            return Problem(file, "file_binary", params={"kind": kind, "suffix": "." + file.rpartition(".")[2]})
    mark, encoding = next(((mark, name) for mark, name in _MARKS if content.startswith(mark)), (b"", "utf-8"))
    body = content[len(mark) :]
    try:
        text = body.decode(encoding)
    except UnicodeDecodeError as error:
        return _undecodable(body, error, file)
    return _without_controls(_lines(text), file)


def _lines(text: str) -> str:
    return _ODD_BREAKS.sub(" ", text.replace("\r\n", "\n").replace("\r", "\n"))


def _undecodable(content: bytes, error: UnicodeDecodeError, file: str) -> Problem:
    if b"\0" in content:
        return Problem(file, "nul_bytes")
    before = _lines(content[: error.start].decode("utf-8", "replace"))
    line, column = place(before, len(before))
    return Problem(file, "not_utf8", line, column, params={"before": _tail(before)})


def _without_controls(text: str, file: str) -> str | Problem:
    found = _CONTROL.search(text)
    if not found:
        return text
    line, column = place(text, found.start())
    if found[0] == "\0":
        return Problem(file, "nul_bytes", line, column)
    params = {"before": _tail(text[: found.start()]), "found": f"U+{ord(found[0]):04X}"}
    return Problem(file, "control_character", line, column, params=params)


def place(text: str, index: int) -> Place:
    """Line and column of the character at `index`."""
    return text.count("\n", 0, index) + 1, index - text.rfind("\n", 0, index)


def _tail(text: str) -> str:
    """The few words before a spot, so that a person finds it."""
    line = text.rpartition("\n")[2].strip()
    return line if len(line) <= 20 else line[-20:].partition(" ")[2] or line[-20:]
