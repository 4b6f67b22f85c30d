"""What libyaml complains about, told as the mistake that a person made.

libyaml names the spot where it gave up, often a line below the mistake, so the lines themselves are looked at:
each diagnosis is a function of the complaint that returns the problem, or None if it is something else.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import yaml

from ..problems import Problem
from .complaint import Complaint, indent, quoted, short

_STUCK_KEY = re.compile(r"\s*(?:- )?([\w-]+):([^\s:].*)")
_STUCK_DASH = re.compile(r"\s*-(?![-\s])(.+)")
_OPENS_BLOCK = re.compile(r"[|>][-+0-9]*\s*(?:#.*)?$")
_CLOSING = {"[": "]", "{": "}"}


def explain(
    error: yaml.MarkedYAMLError, text: str, file: str, above: int = 0, last: yaml.Event | None = None
) -> Problem:
    """The problem behind `error`; `last` is the event read before it, `above` the lines of the file over `text`."""
    mark = error.problem_mark or error.context_mark
    start = error.context_mark or mark
    complaint = Complaint(
        words=f"{error.context or ''}: {error.problem or ''}",
        line=mark.line if mark else 0,
        column=mark.column if mark else 0,
        start=(start.line, start.column) if start else (0, 0),
        lines=tuple(text.split("\n")),
        last=last,
        file=file,
        above=above,
    )
    found = (diagnosis(complaint) for words, diagnosis in _DIAGNOSES if words in complaint.words)
    return next((problem for problem in found if problem), None) or complaint.here("syntax")


def _odd_indent(complaint: Complaint) -> Problem | None:
    """A tab or a non-breaking space at the start of one of the two lines."""
    for line in (complaint.start[0], complaint.line):
        blank = re.match(r"\s*", complaint.lines[line] if line < len(complaint.lines) else "")
        for sign, code in (("\t", "tab_indent"), ("\xa0", "odd_space_indent")):
            if blank and sign in blank[0]:
                return complaint.problem(code, (line, blank[0].index(sign)))
    return None


def _tab(complaint: Complaint) -> Problem:
    return complaint.here("tab_indent")


def _special_start(complaint: Complaint) -> Problem:
    line, column = complaint.start
    value = complaint.lines[line][column:].strip()
    return complaint.problem("special_start", complaint.start, found=value[:1], wanted=quoted(value))


def _second_colon(complaint: Complaint) -> Problem | None:
    """`key: value: more`, the value perhaps in curly quotation marks."""
    pair = re.match(r"(\s*(?:- )*[^\s:][^:]*?:\s+)(\S.*)", complaint.text)
    if not pair or complaint.column < len(pair[1]):
        return None
    value = pair[2].strip()
    if value[0] in "“”„":
        return complaint.problem("smart_quotes", (complaint.line, len(pair[1])), wanted=quoted(value.strip("“”„")))
    if value[0] in "\"'":
        return _after_quote(complaint)
    return complaint.here("colon_in_value", wanted=pair[1].strip() + " " + quoted(value))


def _line_above(complaint: Complaint) -> Problem | None:
    """A key that is refused because the line above it is not finished: `status:draft`, or a key without its colon."""
    at = complaint.earlier()
    if at < 0:
        return None
    line = complaint.lines[at]
    stuck = _STUCK_KEY.match(line)
    if stuck:
        return _stuck_key(complaint, at, stuck)
    if ":" not in line and not line.lstrip().startswith("- "):
        return complaint.problem("colon_missing", (at, indent(line)), found=short(line))
    return None


def _stuck_key(complaint: Complaint, at: int, stuck: re.Match[str]) -> Problem:
    wanted = short(f"{stuck[1]}: {stuck[2]}")
    found = short(f"{stuck[1]}:{stuck[2]}")
    return complaint.problem("colon_without_space", (at, stuck.end(1)), found=found, wanted=wanted)


def _indented(complaint: Complaint) -> Problem:
    return complaint.problem("indent", (complaint.line, indent(complaint.text)))


def _keyless(complaint: Complaint) -> Problem:
    """The line where a key was begun has no colon."""
    at = complaint.start[0]
    line = complaint.lines[at]
    place = (at, complaint.start[1])
    dash, key = _STUCK_DASH.match(line), _STUCK_KEY.match(line)
    if key:
        return _stuck_key(complaint, at, key)
    if dash:
        return complaint.problem("dash_without_space", place, found=short(line), wanted=short(f"- {dash[1]}"))
    opened = next((up for up in reversed(complaint.lines[:at]) if up.strip()), "")
    if _OPENS_BLOCK.search(opened) and indent(line) <= indent(opened):
        return complaint.problem("block_indent", place, found=opened.rstrip()[-1])
    if re.fullmatch(r"[\w-]+", line.strip()):
        return complaint.problem("colon_missing", place, found=line.strip())
    return complaint.problem("line_without_key", place, found=short(line))


def _unexpected(complaint: Complaint) -> Problem | None:
    """Something in a block where only a key may stand."""
    if complaint.text.lstrip().startswith("- "):
        return _dash(complaint)
    if complaint.text.lstrip().startswith(":"):
        return complaint.here("key_empty")
    return _after_quote(complaint)


def _after_quote(complaint: Complaint) -> Problem | None:
    """Text that goes on behind a closing quotation mark, or a mark that was closed by the next one far below."""
    last = complaint.last
    if not isinstance(last, yaml.ScalarEvent) or last.style not in ("'", '"') or complaint.begins_line:
        return None
    start: Any = last.start_mark
    end: Any = last.end_mark
    if end.line > start.line:
        return complaint.problem("quote_unclosed", (start.line, start.column), quote=last.style)
    return complaint.here("quote_inside", quote=last.style, found=short(complaint.text[complaint.column :]))


def _dash(complaint: Complaint) -> Problem:
    return complaint.here("dash_misplaced")


def _list_item(complaint: Complaint) -> Problem:
    """A key below the dash instead of below the text behind it."""
    items = (at for at in range(complaint.line - 1, -1, -1) if complaint.lines[at].lstrip().startswith("- "))
    return complaint.here("indent_in_list", line=next(items, complaint.start[0]) + 1 + complaint.above)


def _unclosed_quote(complaint: Complaint) -> Problem:
    line, column = complaint.start
    return complaint.problem("quote_unclosed", complaint.start, quote=complaint.lines[line][column])


def _bracket(complaint: Complaint) -> Problem:
    line, column = complaint.start
    bracket = complaint.lines[line][column]
    if complaint.line == line or _closed(complaint, bracket):
        pair = bracket + " " + _CLOSING[bracket]
        return _after_quote(complaint) or complaint.here("flow_colon", bracket=pair)
    return complaint.problem("bracket_unclosed", complaint.start, bracket=bracket, wanted=_CLOSING[bracket])


def _closed(complaint: Complaint, bracket: str) -> bool:
    """Whether the bracket closes in the line of the complaint, so that the mistake is inside."""
    line, column = complaint.start
    written = "\n".join(complaint.lines[line : complaint.line + 1])[column:]
    inside = re.sub(r"\s#.*", "", written)
    return inside.count(_CLOSING[bracket]) >= inside.count(bracket)


def _backslash(complaint: Complaint) -> Problem:
    found = re.search(r"\\\w{0,8}", complaint.text[max(0, complaint.column - 1) :])
    return complaint.here("backslash", found=found[0] if found else "\\")


def _block_header(complaint: Complaint) -> Problem:
    line, column = complaint.start
    return complaint.problem("block_header", complaint.start, found=complaint.lines[line][column])


def _stray(complaint: Complaint) -> Problem:
    return complaint.here("bracket_stray", found=complaint.text[complaint.column : complaint.column + 1] or "…")


def _document(complaint: Complaint) -> Problem:
    """Content after the end of the first group: the first line is indented, or `...` ends the file early."""
    ended = next((at for at in range(complaint.line) if complaint.lines[at].rstrip() in ("...", "---")), None)
    if ended is not None:
        return complaint.problem("several_documents", (ended, 0), found=complaint.lines[ended].strip())
    if complaint.text[complaint.column : complaint.column + 1] in "]}":
        return _stray(complaint)
    first = next(at for at, line in enumerate(complaint.lines) if line.strip() and not line.lstrip().startswith("#"))
    return complaint.problem("indent", (first, indent(complaint.lines[first])))


_DIAGNOSES: tuple[tuple[str, Callable[[Complaint], Problem | None]], ...] = (
    ("", _odd_indent),
    ("found a tab", _tab),
    ("cannot start any token", _special_start),
    ("mapping values are not allowed", _second_colon),
    ("mapping values are not allowed", _line_above),
    ("mapping values are not allowed", _indented),
    ("could not find expected ':'", _keyless),
    ("did not find expected key", _unexpected),
    ("did not find expected key", _indented),
    ("did not find expected '-' indicator", _list_item),
    ("block sequence entries are not allowed", _dash),
    ("unexpected end of stream", _unclosed_quote),
    ("unexpected document indicator", _unclosed_quote),
    ("did not find expected ',' or", _bracket),
    ("unknown escape character", _backslash),
    ("hexdecimal number", _backslash),
    ("comment or line break", _block_header),
    ("indentation indicator", _block_header),
    ("expected node content", _stray),
    ("expected <document start>", _document),
    ("a directive", _special_start),
    ("alias", _special_start),
    ("anchor", _special_start),
    ("tag", _special_start),
    ("mapping keys are not allowed", _special_start),
)
"""Tried in order, each where its words are part of the complaint."""
