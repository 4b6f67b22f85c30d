"""One complaint of libyaml, with the lines of the file that it is about."""

from __future__ import annotations

from dataclasses import dataclass

import yaml

from ..problems import Problem
from .positions import Place


@dataclass(frozen=True, slots=True)
class Complaint:
    """libyaml's words, its two places (counted from 0), the file's lines and what was read last."""

    words: str
    line: int
    column: int
    start: Place
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

    def problem(self, code: str, place: Place, **params: object) -> Problem:
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


def quoted(value: str) -> str:
    """`value` in quotation marks that it does not hold itself, shortened."""
    short = value if len(value) <= 60 else value[:57] + "…"
    return f"'{short}'" if '"' in short or "\\" in short else f'"{short}"'


def indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def short(text: str) -> str:
    text = text.strip()
    return text if len(text) <= 60 else text[:57] + "…"
