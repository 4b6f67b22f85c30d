"""Repairs of lines that are no YAML: each is a mistake that people make, undone.

A repair is only told where reading gets further with it (`yaml_mistakes` tries them in turn), so what a message says
is there is there, and the line that it shows can be copied.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from ..messages import Problem, message, message_languages
from .keys import known_keys
from .positions import Position

LONGEST_FOUND = 60
LONGEST_RIGHT = 20_000
"""Characters of lines that are shown to copy; the longest story is not half as long."""
_ENTRY = re.compile(
    r"""(?P<lead>\s*(?:-\s+)*)(?:(?P<key>["']?[^\W\d][\w-]*["']?)\s*:\s+)?(?P<value>\S.*?)(?P<remark>\s{2,}#\s.*)?\s*"""
)


@dataclass(frozen=True, slots=True)
class Entry:
    """A line that gives a value: what stands before it (`lead`, and the key, "" in a list) and the remark behind it."""

    lead: str
    key: str
    value: str
    remark: str
    column: int

    def with_value(self, value: str) -> str:
        """The line with another value."""
        return f"{self.lead}{self.key}{': ' if self.key else ''}{value}{self.remark}"


def entry_of(line: str) -> Entry | None:
    """The entry or item of a list that `line` is; None for anything else."""
    parts = _ENTRY.fullmatch(line)
    if not parts or not (parts["key"] or "-" in parts["lead"]):
        return None
    return Entry(
        lead=parts["lead"],
        key=parts["key"] or "",
        value=parts["value"],
        remark=parts["remark"] or "",
        column=parts.start("value"),
    )


def looks_like_entry(line: str) -> bool:
    """Whether the line begins with a key that the files know."""
    key = re.match(r"\s*(?:- +)*([A-Za-z_]\w*)\s*:(\s|$)", line)
    return key is not None and key[1].lower() in known_keys()


@dataclass(frozen=True, slots=True)
class Repair:
    """What is wrong (`code`, `params`), where (`place`, counted from 0), and the lines in place of a `span`.

    `params["right"]` is what a message shows to copy.
    """

    code: str
    place: Position
    span: tuple[int, int]
    written: tuple[str, ...]
    params: Mapping[str, str] = field(default_factory=dict)
    meant: str | None = None

    def told(self, file: str, above: int) -> Problem:
        """The problem, in a file that has `above` lines over these."""
        (line, column), (first, last) = self.place, (each + 1 + above for each in self.span)
        lines = str(first) if first == last else f"{first}–{last}"
        found = self.params.get("found", "")
        short = {"found": found if len(found) <= LONGEST_FOUND else f"{found[: LONGEST_FOUND - 3]}…"} if found else {}
        params = {"lines": lines, **self.params, **short}
        if len(params.get("right", "")) > LONGEST_RIGHT:
            params["right"] = f"{params['right'][:LONGEST_FOUND]}…"
        width = indent_of(self.written[0]) if self.written else 0
        # Who copies the whole line as it is shown has to know where it begins.
        spoken = {
            lang: {"indent": message("cli.indent", lang, spaces=width) if width else ""} for lang in message_languages()
        }
        return Problem(file, self.code, line + 1 + above, column + 1, params=params, translated=spoken)

    def apply(self, lines: Sequence[str]) -> list[str]:
        """All lines of the file with this repair."""
        at, until = self.span
        return [*lines[:at], *self.written, *lines[until + 1 :]]


Rule = Callable[[Sequence[str], int], Iterator[Repair]]
"""The repairs of one kind of mistake in the line with this number."""


def one_line(code: str, at: int, column: int, line: str, **params: str) -> Repair:
    """The repair of line `at` alone."""
    return Repair(code, (at, column), (at, at), (line,), params={"right": shown([line]), **params})


def shown(lines: Sequence[str]) -> str:
    """The right lines as a message shows them: several below one another, where the first begins a line."""
    width = indent_of(lines[0])
    text = "\n      ".join(line[width:].rstrip() for line in lines)
    return text if len(lines) == 1 else f"\n      {text}"


def indent_of(line: str) -> int:
    """The spaces at the start of the line."""
    return len(line) - len(line.lstrip())
