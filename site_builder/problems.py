"""What is wrong with the content, as values: found anywhere, printed in `cli.py` alone.

A problem carries a code and its parameters, never a sentence: the sentences are in
`messages/<language>.yml`, two for each code (`what` is wrong and `fix`, how to mend it), so that one
value can be told in every language and tested to the letter.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

import yaml

MESSAGES = Path(__file__).parent / "messages"


class Severity(StrEnum):
    """An error blocks the build; a warning blocks it under `--strict` only."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to mend.

    `file` is as the person would type it (relative to where the command runs), `line` and `column` count
    from 1 (0 where the problem is of the whole file), `path` is the dotted key (`certificates.0.issued`),
    `params` fill the sentence's braces.
    """

    file: str
    code: str
    line: int = 0
    column: int = 0
    path: str = ""
    params: Mapping[str, str] = field(default_factory=dict)
    severity: Severity = Severity.ERROR

    @property
    def place(self) -> str:
        """`file:line:column`, or the file alone."""
        return f"{self.file}:{self.line}:{self.column}" if self.line else self.file

    def what(self, lang: str) -> str:
        """What is wrong, in `lang`."""
        return message(f"problem.{self.code}.what", lang, **self.params)

    def fix(self, lang: str) -> str:
        """How to mend it, in `lang`."""
        return message(f"problem.{self.code}.fix", lang, **self.params)


class CatalogueError(Exception):
    """The content has problems that stop the work; carries all of them."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__(f"{len(self.problems)} problems")


@cache
def sentences(lang: str) -> Mapping[str, Any]:
    """The staff-facing words of `lang`, as nested mappings."""
    text = (MESSAGES / f"{lang}.yml").read_text("utf-8")
    loaded: Mapping[str, Any] = yaml.load(text, Loader=getattr(yaml, "CBaseLoader", yaml.BaseLoader))
    return loaded


def message(key: str, lang: str, /, **params: object) -> str:
    """The sentence under a dotted key, its braces filled; raises KeyError for a key that is not there."""
    found: Any = sentences(lang)
    for part in key.split("."):
        found = found[part]
    return str(found).format_map(params)


def sort_key(problem: Problem) -> tuple[str, int, int, str, str]:
    """File by file, top to bottom, errors and warnings together."""
    return (problem.file, problem.line, problem.column, problem.path, problem.code)


def as_text(problem: Problem, lang: str) -> str:
    """`place: severity: what` and the remedy indented below."""
    severity = message(f"severity.{problem.severity}", lang)
    where = f" [{problem.path}]" if problem.path else ""
    return f"{problem.place}: {severity}{where}: {problem.what(lang)}\n    → {problem.fix(lang)}"


def as_github(problem: Problem, lang: str) -> str:
    """A workflow command that GitHub shows beside the line it is about."""

    def escape(text: str) -> str:
        return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")

    place = f"file={escape(problem.file).replace(',', '%2C')}"
    if problem.line:
        place += f",line={problem.line},col={problem.column}"
    return f"::{problem.severity} {place}::{escape(problem.what(lang) + ' ' + problem.fix(lang))}"


def as_json(problems: Iterable[Problem], lang: str) -> str:
    """All problems as one JSON list."""
    rows = [
        {
            "file": p.file,
            "line": p.line,
            "column": p.column,
            "path": p.path,
            "code": p.code,
            "severity": str(p.severity),
            "message": p.what(lang),
            "hint": p.fix(lang),
        }
        for p in problems
    ]
    return json.dumps(rows, ensure_ascii=False, indent=2)
