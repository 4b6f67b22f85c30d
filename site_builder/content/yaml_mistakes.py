"""What libyaml complains about, told as the mistake that a person made.

libyaml says what it expected where it gave up, often lines below the mistake. Its sentence and the lines around tell
which mistake it was; `_DIAGNOSES`, at the end, says which sentence leads to which guesses.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import yaml

from ..messages import Problem
from .positions import Position

_STUCK_KEY = re.compile(r"\s*(?:- )?([\w-]+):([^\s:].*)")
_STUCK_DASH = re.compile(r"\s*-(?![-\s])(.+)")
_BLOCK_HEADER = re.compile(r"[|>][-+0-9]*\s*(?:#.*)?$")
_CLOSING_BRACKETS = {"[": "]", "{": "}"}


@dataclass(frozen=True, slots=True)
class YamlComplaint:
    """libyaml's error: its message, its two positions (counted from 0), the file's lines and the last event read."""

    words: str
    line: int
    column: int
    start: Position
    lines: tuple[str, ...]
    last: yaml.Event | None
    file: str
    above: int

    @property
    def text(self) -> str:
        return self.lines[self.line] if self.line < len(self.lines) else ""

    @property
    def before(self) -> str:
        return self.text[: self.column]

    @property
    def begins_line(self) -> bool:
        return not self.before.strip()

    def problem(self, code: str, place: Position, **params: object) -> Problem:
        """`place` counts from 0, as libyaml's do."""
        line, column = place
        filled = {name: str(value) for name, value in params.items()}
        return Problem(self.file, code, line + 1 + self.above, column + 1, params=filled)

    def here(self, code: str, **params: object) -> Problem:
        return self.problem(code, (self.line, self.column), **params)

    def earlier(self) -> int:
        """The nearest line above that holds something, or -1."""
        above = range(self.line - 1, -1, -1)
        return next((at for at in above if self.lines[at].strip() and not self.lines[at].lstrip().startswith("#")), -1)


def quote_value(value: str) -> str:
    """`value` in quotation marks that it does not hold itself, shortened."""
    short = value if len(value) <= 60 else value[:57] + "…"
    return f"'{short}'" if '"' in short or "\\" in short else f'"{short}"'


def indent_width(line: str) -> int:
    return len(line) - len(line.lstrip())


def shorten(text: str) -> str:
    text = text.strip()
    return text if len(text) <= 60 else text[:57] + "…"


def explain_yaml_error(
    error: yaml.MarkedYAMLError, text: str, file: str, above: int = 0, last: yaml.Event | None = None
) -> Problem:
    """The problem behind `error`; `last` is the event read before it, `above` the lines of the file over `text`."""
    mark = error.problem_mark or error.context_mark
    start = error.context_mark or mark
    complaint = YamlComplaint(
        words=f"{error.context or ''}: {error.problem or ''}",
        line=mark.line if mark else 0,
        column=mark.column if mark else 0,
        start=(start.line, start.column) if start else (0, 0),
        lines=tuple(text.split("\n")),
        last=last,
        file=file,
        above=above,
    )
    guesses = (diagnosis(complaint) for words, diagnosis in _DIAGNOSES if words in complaint.words)
    return next((problem for problem in guesses if problem), None) or complaint.here("syntax")


def _odd_indent(complaint: YamlComplaint) -> Problem | None:
    """A tab or a non-breaking space at the start of one of the two lines."""
    for line in (complaint.start[0], complaint.line):
        blank = re.match(r"\s*", complaint.lines[line] if line < len(complaint.lines) else "")
        for sign, code in (("\t", "tab_indent"), ("\xa0", "odd_space_indent")):
            if blank and sign in blank[0]:
                return complaint.problem(code, (line, blank[0].index(sign)))
    return None


def _tab_indent(complaint: YamlComplaint) -> Problem:
    return complaint.here("tab_indent")


def _special_start(complaint: YamlComplaint) -> Problem:
    line, column = complaint.start
    value = complaint.lines[line][column:].strip()
    return complaint.problem("special_start", complaint.start, found=value[:1], wanted=quote_value(value))


def _second_colon(complaint: YamlComplaint) -> Problem | None:
    """`key: value: more`, the value perhaps in curly quotation marks."""
    pair = re.match(r"(\s*(?:- )*[^\s:][^:]*?:\s+)(\S.*)", complaint.text)
    if not pair or complaint.column < len(pair[1]):
        return None
    value = pair[2].strip()
    if value[0] in "“”„":
        return complaint.problem("smart_quotes", (complaint.line, len(pair[1])), wanted=quote_value(value.strip("“”„")))
    if value[0] in "\"'":
        return _after_quote(complaint)
    return complaint.here("colon_in_value", wanted=pair[1].strip() + " " + quote_value(value))


def _line_above(complaint: YamlComplaint) -> Problem | None:
    """A key that is refused because the line above it is not finished: `status:draft`, or a key without its colon."""
    at = complaint.earlier()
    if at < 0:
        return None
    line = complaint.lines[at]
    stuck = _STUCK_KEY.match(line)
    if stuck:
        return _stuck_key(complaint, at, stuck)
    if ":" not in line and not line.lstrip().startswith("- "):
        return complaint.problem("colon_missing", (at, indent_width(line)), found=shorten(line))
    return None


def _stuck_key(complaint: YamlComplaint, at: int, stuck: re.Match[str]) -> Problem:
    written, right = shorten(f"{stuck[1]}:{stuck[2]}"), shorten(f"{stuck[1]}: {stuck[2]}")
    return complaint.problem("colon_without_space", (at, stuck.end(1)), found=written, wanted=right)


def _wrong_indent(complaint: YamlComplaint) -> Problem:
    return complaint.problem("indent", (complaint.line, indent_width(complaint.text)))


def _line_without_key(complaint: YamlComplaint) -> Problem:
    """The line where a key was begun has no colon."""
    at = complaint.start[0]
    line = complaint.lines[at]
    place = (at, complaint.start[1])
    dash, key = _STUCK_DASH.match(line), _STUCK_KEY.match(line)
    if key:
        return _stuck_key(complaint, at, key)
    if dash:
        return complaint.problem("dash_without_space", place, found=shorten(line), wanted=shorten(f"- {dash[1]}"))
    opened = next((up for up in reversed(complaint.lines[:at]) if up.strip()), "")
    if _BLOCK_HEADER.search(opened) and indent_width(line) <= indent_width(opened):
        return complaint.problem("block_indent", place, found=opened.rstrip()[-1])
    if re.fullmatch(r"[\w-]+", line.strip()):
        return complaint.problem("colon_missing", place, found=line.strip())
    return complaint.problem("line_without_key", place, found=shorten(line))


def _unexpected_in_block(complaint: YamlComplaint) -> Problem | None:
    """Something in a block where only a key may stand."""
    if complaint.text.lstrip().startswith("- "):
        return _misplaced_dash(complaint)
    if complaint.text.lstrip().startswith(":"):
        return complaint.here("key_empty")
    return _after_quote(complaint)


def _after_quote(complaint: YamlComplaint) -> Problem | None:
    """Text that goes on behind a closing quotation mark, or a mark that was closed by the next one far below."""
    last = complaint.last
    if not isinstance(last, yaml.ScalarEvent) or last.style not in ("'", '"') or complaint.begins_line:
        return None
    start: Any = last.start_mark
    end: Any = last.end_mark
    if end.line > start.line:
        return complaint.problem("quote_unclosed", (start.line, start.column), quote=last.style)
    return complaint.here("quote_inside", quote=last.style, found=shorten(complaint.text[complaint.column :]))


def _misplaced_dash(complaint: YamlComplaint) -> Problem:
    return complaint.here("dash_misplaced")


def _indent_in_list(complaint: YamlComplaint) -> Problem:
    """A key below the dash instead of below the text behind it."""
    items = (at for at in range(complaint.line - 1, -1, -1) if complaint.lines[at].lstrip().startswith("- "))
    return complaint.here("indent_in_list", line=next(items, complaint.start[0]) + 1 + complaint.above)


def _unclosed_quote(complaint: YamlComplaint) -> Problem:
    line, column = complaint.start
    return complaint.problem("quote_unclosed", complaint.start, quote=complaint.lines[line][column])


def _unclosed_bracket(complaint: YamlComplaint) -> Problem:
    line, column = complaint.start
    bracket = complaint.lines[line][column]
    closing = _CLOSING_BRACKETS[bracket]
    # Where the bracket closes before the complaint, the mistake is inside. A bracket in a comment closes nothing.
    written = "\n".join(complaint.lines[line : complaint.line + 1])[column:]
    code = re.sub(r"\s#.*", "", written)
    if complaint.line == line or code.count(closing) >= code.count(bracket):
        return _after_quote(complaint) or complaint.here("flow_colon", bracket=f"{bracket} {closing}")
    return complaint.problem("bracket_unclosed", complaint.start, bracket=bracket, wanted=closing)


def _backslash(complaint: YamlComplaint) -> Problem:
    # libyaml stops behind the backslash, at the sign that it does not know.
    escape = re.search(r"\\\w{0,8}", complaint.text[max(0, complaint.column - 1) :])
    return complaint.here("backslash", found=escape[0] if escape else "\\")


def _block_header(complaint: YamlComplaint) -> Problem:
    line, column = complaint.start
    return complaint.problem("block_header", complaint.start, found=complaint.lines[line][column])


def _stray_bracket(complaint: YamlComplaint) -> Problem:
    return complaint.here("bracket_stray", found=complaint.text[complaint.column : complaint.column + 1] or "…")


def _after_document_end(complaint: YamlComplaint) -> Problem:
    """Content after the end of the first group: the first line is indented, or `...` ends the file early."""
    ended = next((at for at in range(complaint.line) if complaint.lines[at].rstrip() in ("...", "---")), None)
    if ended is not None:
        return complaint.problem("several_documents", (ended, 0), found=complaint.lines[ended].strip())
    if complaint.text[complaint.column : complaint.column + 1] in "]}":
        return _stray_bracket(complaint)
    first = next(at for at, line in enumerate(complaint.lines) if line.strip() and not line.lstrip().startswith("#"))
    return complaint.problem("indent", (first, indent_width(complaint.lines[first])))


_DIAGNOSES: tuple[tuple[str, Callable[[YamlComplaint], Problem | None]], ...] = (
    ("", _odd_indent),
    ("found a tab", _tab_indent),
    ("cannot start any token", _special_start),
    ("mapping values are not allowed", _second_colon),
    ("mapping values are not allowed", _line_above),
    ("mapping values are not allowed", _wrong_indent),
    ("could not find expected ':'", _line_without_key),
    ("did not find expected key", _unexpected_in_block),
    ("did not find expected key", _wrong_indent),
    ("did not find expected '-' indicator", _indent_in_list),
    ("block sequence entries are not allowed", _misplaced_dash),
    ("unexpected end of stream", _unclosed_quote),
    ("unexpected document indicator", _unclosed_quote),
    ("did not find expected ',' or", _unclosed_bracket),
    ("unknown escape character", _backslash),
    ("hexdecimal number", _backslash),
    ("comment or line break", _block_header),
    ("indentation indicator", _block_header),
    ("expected node content", _stray_bracket),
    ("expected <document start>", _after_document_end),
    ("a directive", _special_start),
    ("alias", _special_start),
    ("anchor", _special_start),
    ("tag", _special_start),
    ("mapping keys are not allowed", _special_start),
)
"""Tried in order, each where its words are part of the complaint."""
