"""Slips that YAML reads without a complaint as something else: a `#` that cuts a text, `•` for a dash, `key：value`.

The remedy is the repair that undoes the slip.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from .flow_style import quote
from .keys import LANGUAGE_KEYS, KeyTree, known_keys
from .line_repairs import LIST_MARK, ODD_SPACES, list_marks, odd_spaces, separators, stuck_dash
from .positions import Position
from .repairs import Repair, indent_of
from .value_repairs import without_folder

_KEY_AND_SIGN = re.compile(rf"\s*(?:- +)*([A-Za-z_]\w*)\s*([:：﹕︰=](?![\s/])|：|[{ODD_SPACES}]*:[{ODD_SPACES}])")
_KEY_AND_WORD = re.compile(r"\s*(?:- +)*([A-Za-z_]\w*) +[\w\"'\[{]")
_HASH = re.compile(r"(\s+)(#+)(.*)")
_ONE_WORD = re.compile(r"[\w.,/:+@%-]+", re.ASCII)
_ESCAPE = re.compile(r"^[A-Za-z]:\\(?![uUx][0-9A-F]{2})|(?<!\\)(?:\\\\)*\\(?:[0abefvr]|x[01]|u00[01])")
"""What makes a sign that no text has, or is a path of Windows."""


def slips_of(
    lines: Sequence[str], key: str, start: Position, end: Position, *, style: str, branch: KeyTree
) -> Iterator[Repair]:
    """What is wrong with the scalar between two places (counted from 0) that is the value of `key`.

    `style` is its quotation mark, or that of a block; "" for plain text. `branch` has the keys that may stand there.
    """
    if end[0] >= len(lines):  # nothing, at the very end of the file
        return
    if style in ("", "'", '"'):
        yield from _cut_by_hash(lines, key, start, end, style)
    if style == '"' and start[0] == end[0]:
        yield from _escapes(lines[start[0]], key, start, end)
    if style in ("|", ">"):
        yield from (_bar_before_group(lines, start) if key not in LANGUAGE_KEYS else _entry_in_text(lines, start, end))
    if style or start == end:
        return
    yield from _glued_remark(lines, key, start, end)
    line = lines[start[0]]
    own_line = not line[: start[1]].strip()
    if own_line and key not in LANGUAGE_KEYS:
        if LIST_MARK.match(line, start[1]):
            yield from islice(list_marks(lines, start[0]), 1)
        elif line.startswith("-", start[1]):
            yield from islice(stuck_dash(lines, start[0]), 1)
    begins_line = not line[: start[1]].strip(" -")
    yield from _swallowed_entry(lines, branch, start[0] if begins_line else start[0] + 1, end[0])
    text = line[start[1] : end[1]]
    if re.search(r'[^\W\d]"$', text) and text.count('"') == 1 and start[0] == end[0]:
        written = f"{line[: start[1]]}{text[:-1].strip()}{line[end[1] :]}"
        params = {"right": written.strip()}
        place = (start[0], end[1] - 1)
        yield Repair("quote_stray", place, (start[0], start[0]), (written,), params=params, meant=text[:-1].strip())


def _bar_before_group(lines: Sequence[str], start: Position) -> Iterator[Repair]:
    """`summary: |` above `vi: …`: the sign makes one text of what should be entries."""
    below = next((line for line in lines[start[0] + 1 :] if line.strip()), "")
    found = re.match(r"\s*(\w+):(\s|$)", below)
    if found and found[1] in LANGUAGE_KEYS:
        written = lines[start[0]][: start[1]].rstrip()
        params = {"found": lines[start[0]][start[1]], "right": written.strip()}
        yield Repair("bar_before_group", start, (start[0], start[0]), (written,), params=params)


def _entry_in_text(lines: Sequence[str], start: Position, end: Position) -> Iterator[Repair]:
    """`en: |`, or the head of a group, as deep as the text above it, so that it and what it holds are read as text."""
    width = indent_of(lines[start[0]])
    for at in range(start[0] + 1, min(end[0], len(lines))):
        found = re.fullmatch(r"\s*([a-z_]+):(?:\s*[|>][-+0-9]*|\s+\S.*|\s*)", lines[at])
        if found and (found[1] in LANGUAGE_KEYS or (found[1] in known_keys() and lines[at].rstrip().endswith(":"))):
            # Another language stands beside this one, any other group at the left edge.
            spaces = width if found[1] in LANGUAGE_KEYS else 0
            params = {"found": str(indent_of(lines[at])), "spaces": str(spaces)}
            yield Repair(
                "indent", (at, indent_of(lines[at])), (at, at), (" " * spaces + lines[at].strip(),), params=params
            )
            return


def _swallowed_entry(lines: Sequence[str], branch: KeyTree, first: int, last: int) -> Iterator[Repair]:
    """An entry that is taken for text, since another sign than a colon and a space follows its key, or none.

    Without a sign it is an entry only where a group is wanted: a text may go on with the words "code to see".
    """
    for at in range(first, last + 1):
        sign = _KEY_AND_SIGN.match(lines[at])
        word = _KEY_AND_WORD.match(lines[at])
        if (word and word[1].lower() in branch.keys) or (sign and sign[1].lower() in known_keys()):
            rule = odd_spaces if re.search(f":[{ODD_SPACES}]", lines[at]) else separators
            yield from islice(rule(lines, at), 1)
            return


def _cut_by_hash(lines: Sequence[str], key: str, start: Position, end: Position, style: str) -> Iterator[Repair]:
    """Text that goes on behind ` #`.

    A remark has a space behind its sign, and two before it where a text could go on; a hashtag, `#1` and the like are
    text. Behind one word that is no text in a language (a code, a number, a day) one space is enough.
    """
    (at, column), line = end, lines[end[0]]
    found = _HASH.match(line, column)
    if not found:
        yield from _cut_by_line(lines, start, end, style)
        return
    gap, signs, rest = found.groups()
    wide = len(gap) > 1 or "\t" in gap
    is_remark = not re.match(r"\w", rest)
    one_word = bool(_ONE_WORD.fullmatch(line[start[1] : column])) and start[0] == at and key not in LANGUAGE_KEYS
    if len(signs) > 1 or (one_word and wide) or (is_remark and (style or one_word or wide or start == end)):
        return
    text = _joined(lines, start, (at, found.end()))
    right = f"{lines[start[0]][: start[1]].rstrip()} {quote(text)}"
    remark = f"{line[:column].strip()}  # {rest.strip()}"
    params = {"found": f"#{rest}".strip()[:60], "right": right.strip(), "remark": remark}
    yield Repair("hash", (at, found.start(2)), (start[0], at), (right,), params=params, meant=text)


def _glued_remark(lines: Sequence[str], key: str, start: Position, end: Position) -> Iterator[Repair]:
    """`code: BG-006# on the label`: a remark without the spaces before its sign, behind what is no text."""
    line = lines[start[0]]
    found = re.fullmatch(r"([\w.,/:+@%-]+)#+\s+(\S.*)", line[start[1] : end[1]], re.ASCII | re.DOTALL)
    if found and start[0] == end[0] and key not in LANGUAGE_KEYS:
        written = f"{line[: start[1]]}{found[1]}  # {found[2]}"
        place = (start[0], start[1] + len(found[1]))
        params = {"right": written.strip()}
        yield Repair("remark_glued", place, (start[0], start[0]), (written,), params=params, meant=found[1])


def _cut_by_line(lines: Sequence[str], start: Position, end: Position, style: str) -> Iterator[Repair]:
    """A line of its own that begins with a hashtag and lies deeper than the key whose text it would go on."""
    below = end[0] + 1
    if style or below >= len(lines) or lines[end[0]][end[1] :].strip():
        return
    found = re.match(r"\s*#\w", lines[below])
    deeper = indent_of(lines[below]) > indent_of(lines[start[0]])
    if found and deeper and not re.match(r"\s*#\s*[\w-]+:", lines[below]):
        tag = lines[below].strip()
        text = _joined(lines, start, (below, len(lines[below])))
        written = f"{lines[start[0]][: start[1]]}{quote(text)}"
        params = {"found": tag[:60], "right": written.strip(), "remark": f"# {tag[1:]}"}
        place = (below, indent_of(lines[below]))
        yield Repair("hash", place, (start[0], below), (written,), params=params, meant=text)


def _joined(lines: Sequence[str], start: Position, end: Position) -> str:
    """The text between two places, on one line."""
    if start[0] == end[0]:
        return lines[start[0]][start[1] : end[1]].strip()
    whole = (lines[start[0]][start[1] :], *lines[start[0] + 1 : end[0]], lines[end[0]][: end[1]])
    return " ".join(each.strip() for each in whole)


def _escapes(line: str, key: str, start: Position, end: Position) -> Iterator[Repair]:
    r"""Between double quotation marks `\` begins a sign: in `"C:\new\anh.jpg"` a line break and a bell."""
    raw = line[start[1] + 1 : end[1] - 1]
    if _ESCAPE.search(raw):
        written = f"{line[: start[1]]}{without_folder(key, raw)}{line[end[1] :]}"
        slash = raw.index("\\")
        params = {"found": raw[slash : slash + 8], "right": written.strip()}
        place = (start[0], start[1] + slash)
        yield Repair("backslash", place, (start[0], start[0]), (written,), params=params, meant=raw.rpartition("\\")[2])
