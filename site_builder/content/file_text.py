"""The text of a file: UTF-8 with or without a mark, UTF-16 with one, any line ends; else it is refused by name."""

from __future__ import annotations

import codecs
import re

from ..files import file_kind
from ..messages import Problem
from .positions import Position

MAX_FILE_BYTES = 1_000_000
"""Bytes: the largest file that is read; a description is a few pages of text."""
_BYTE_ORDER_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_CONTROL_CHARACTER = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x84\x86-\x9f\ufffe\uffff]")
_UNICODE_LINE_BREAKS = re.compile("[\x85\u2028\u2029]")
"""Line breaks to YAML alone: editors do not show them as such, so they may not count as lines."""
_BLANK_LINES = re.compile(r"^[^\S\n]+$", re.MULTILINE)
"""Lines of nothing but spaces and tabs, which nobody sees and libyaml may stumble over."""


def decode_text(content: bytes, file: str) -> str | Problem:
    """The text with Unix line ends and no byte order mark, or the problem why it cannot be decoded."""
    if len(content) > MAX_FILE_BYTES:
        return Problem(file, "file_too_large")
    if kind := file_kind(content):
        return Problem(file, "file_binary", params={"kind": kind, "suffix": "." + file.rpartition(".")[2]})
    # Windows' Notepad and Excel save UTF-16 as "Unicode", always with a mark.
    marks = ((mark, name) for mark, name in _BYTE_ORDER_MARKS if content.startswith(mark))
    mark, encoding = next(marks, (b"", "utf-8"))
    body = content[len(mark) :]
    try:
        text = _unify_line_ends(body.decode(encoding))
    except UnicodeDecodeError as error:
        if b"\0" in body:  # UTF-16 without a mark, or no text at all
            return Problem(file, "nul_bytes")
        before = _unify_line_ends(body[: error.start].decode("utf-8", "replace"))
        line, column = position_at(before, len(before))
        return Problem(file, "not_utf8", line, column, params={"before": _last_words(before)})
    # libyaml refuses a control character without a line that a person could look for.
    control = _CONTROL_CHARACTER.search(text)
    if not control:
        return text
    line, column = position_at(text, control.start())
    if control[0] == "\0":
        return Problem(file, "nul_bytes", line, column)
    params = {"before": _last_words(text[: control.start()]), "found": f"U+{ord(control[0]):04X}"}
    return Problem(file, "control_character", line, column, params=params)


def _unify_line_ends(text: str) -> str:
    text = _UNICODE_LINE_BREAKS.sub(" ", text.replace("\r\n", "\n").replace("\r", "\n"))
    return _BLANK_LINES.sub("", text)


def position_at(text: str, index: int) -> Position:
    """Line and column of the character at `index`."""
    return text.count("\n", 0, index) + 1, index - text.rfind("\n", 0, index)


def _last_words(text: str) -> str:
    """The last words of `text`, which help a person to find the place in the file."""
    line = text.rpartition("\n")[2].strip()
    return line if len(line) <= 20 else line[-20:].partition(" ")[2] or line[-20:]
