"""Messages: what is wrong with the content, as values, and every sentence of the commands in the chosen language.

A problem is found anywhere and printed in `cli/` alone.
"""

from __future__ import annotations

import errno
import json
import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

from .installation import install_command, program_command
from .yaml_loader import load_yaml

MESSAGES_FOLDER = Path(__file__).parent / "messages"
OF_THIS_COMPUTER = frozenset({"cache_unused"})
"""Problems of the computer, which say nothing against the content: they stay warnings, and block nothing."""


class Severity(StrEnum):
    """An error blocks the build; a warning blocks it under `--strict` only."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to mend.

    `file` is as the person would type it (relative to where the command runs), `line` and `column` count
    from 1 (0 where the problem is of the whole file), `path` is the dotted key (`certificates.0.issued`),
    `params` fill the sentence's braces; `translated` go before them, with other words in each language.
    """

    file: str
    code: str
    line: int = 0
    column: int = 0
    path: str = ""
    params: Mapping[str, str] = field(default_factory=dict)
    severity: Severity = Severity.ERROR
    translated: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    @property
    def place(self) -> str:
        """`file:line:column`, or the file alone."""
        return f"{self.file}:{self.line}:{self.column}" if self.line else self.file

    def what(self, lang: str) -> str:
        """What is wrong, in `lang`."""
        return message(f"problem.{self.code}.what", lang, **{**self.params, **self.translated.get(lang, {})})

    def fix(self, lang: str) -> str:
        """How to mend it, in `lang`."""
        return message(f"problem.{self.code}.fix", lang, **{**self.params, **self.translated.get(lang, {})})


def as_errors(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """The problems where warnings block too (`--strict`): all of the content are errors."""
    return tuple(p if p.code in OF_THIS_COMPUTER else replace(p, severity=Severity.ERROR) for p in problems)


class CatalogueError(Exception):
    """The content has problems that stop the work; carries all of them."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__(f"{len(self.problems)} problems")


@cache
def load_messages(lang: str) -> Mapping[str, Any]:
    """The messages of the program in `lang`, as nested mappings."""
    text = (MESSAGES_FOLDER / f"{lang}.yml").read_text("utf-8")
    loaded: Mapping[str, Any] = load_yaml(text)
    return loaded


def message(key: str, lang: str, /, **params: object) -> str:
    """The sentence under a dotted key, its braces filled; raises KeyError for a key that is not there.

    A `reason` that comes from the system ("Is a directory") is told in the words of `lang`.
    """
    found: Any = load_messages(lang)
    for part in key.split("."):
        found = found[part]
    if "reason" in params:
        params["reason"] = _system_reasons(lang).get(str(params["reason"]), params["reason"])
    return str(found).format_map(_Gaps(params))


class _Gaps(dict[str, object]):
    """The values of a sentence's braces.

    `{install_heic}` is what installs the extra `heic` on this computer, `{program}` how this program is called on it.
    """

    def __missing__(self, name: str) -> str:
        if name == "program":
            return program_command()
        if not name.startswith("install_"):
            raise KeyError(name)
        return install_command(name.removeprefix("install_"))


@cache
def _system_reasons(lang: str) -> Mapping[str, str]:
    """Our words for the system's own, which are English: those of the errors that people meet."""
    told = load_messages(lang)["os_error"]
    return {os.strerror(getattr(errno, name)): words for name, words in told.items() if hasattr(errno, name)}


def os_error_text(error: OSError, lang: str) -> str:
    """Why a file or a folder cannot be used, in `lang`; '' where only the program itself can be at fault."""
    return _system_reasons(lang).get(os.strerror(error.errno), "") if error.errno else ""


def problem_sort_key(problem: Problem) -> tuple[str, int, int, str, str]:
    """File by file, top to bottom, errors and warnings together."""
    return (problem.file, problem.line, problem.column, problem.path, problem.code)


@dataclass(frozen=True, slots=True)
class ProblemGroup:
    """Problems that are told at once: the first of them with its sentence, the `others` by their lines."""

    first: Problem
    others: tuple[Problem, ...] = ()

    def what(self, lang: str) -> str:
        """What is wrong, and in how many places of the file besides."""
        if not self.others:
            return self.first.what(lang)
        lines = list(dict.fromkeys(str(other.line) for other in self.others))
        shown = ", ".join(lines[:LINES_SHOWN]) + ("…" if len(lines) > LINES_SHOWN else "")
        return f"{self.first.what(lang)} {message('also_at', lang, n=len(self.others), lines=shown)}"


LINES_SHOWN = 8
SAID_ONCE = frozenset({"page_renamed", "page_renamed_again", "page_renamed_in_braces"})
"""Kinds that are told until the site is made anew: each with its own remedy, which nobody could read later."""


def group_problems(problems: Iterable[Problem]) -> tuple[ProblemGroup, ...]:
    """Errors first, each alone; then the rest, one group a file and kind.

    Problems of a whole file are alone too: the lines of the others tell where to look, and they have none. So are those
    that are said once.
    """
    errors: list[ProblemGroup] = []
    rest: dict[tuple[str, str, str], list[Problem]] = {}
    for at, problem in enumerate(problems):
        if problem.severity is Severity.ERROR:
            errors.append(ProblemGroup(problem))
        else:
            alone = str(at) if not problem.line or problem.code in SAID_ONCE else ""
            rest.setdefault((problem.file, problem.code, alone), []).append(problem)
    return (*errors, *(ProblemGroup(group[0], tuple(group[1:])) for group in rest.values()))


def problem_as_text(problem: Problem | ProblemGroup, lang: str) -> str:
    """`place: severity: what` and the remedy indented below."""
    first = problem.first if isinstance(problem, ProblemGroup) else problem
    severity = message(f"severity.{first.severity}", lang)
    where = f" [{first.path}]" if first.path else ""
    return f"{first.place}: {severity}{where}: {problem.what(lang)}\n    → {first.fix(lang)}"


def problem_as_github(problem: Problem, lang: str) -> str:
    """A workflow command that GitHub shows beside the line it is about."""

    def escape(text: str) -> str:
        return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")

    place = f"file={escape(problem.file).replace(',', '%2C')}"
    if problem.line:
        place += f",line={problem.line},col={problem.column}"
    return f"::{problem.severity} {place}::{escape(problem.what(lang) + ' ' + problem.fix(lang))}"


def problems_as_json(problems: Iterable[Problem], lang: str) -> str:
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


DEFAULT_LANGUAGE = "vi"
LANGUAGE_VARIABLE = "SITE_BUILDER_LANG"


@dataclass(frozen=True, slots=True)
class CliMessages:
    """The words of the commands in one language: `say("check.help")`."""

    lang: str

    def __call__(self, key: str, /, **params: object) -> str:
        return message(f"cli.{key}", self.lang, **params)


def message_languages() -> tuple[str, ...]:
    """Every language that the words are written in, the default first."""
    return tuple(
        sorted((file.stem for file in MESSAGES_FOLDER.glob("*.yml")), key=lambda lang: (lang != DEFAULT_LANGUAGE, lang))
    )


def choose_cli_messages(arguments: Sequence[str], environment: Mapping[str, str]) -> CliMessages:
    """The language of `--lang`, else of the environment, else Vietnamese."""
    wanted = [environment.get(LANGUAGE_VARIABLE, "").lower()[:2]]
    for at, argument in enumerate(arguments):
        if argument == "--lang":
            wanted += arguments[at + 1 : at + 2]
        elif argument.startswith("--lang="):
            wanted.append(argument.removeprefix("--lang="))
    return CliMessages(next((lang for lang in reversed(wanted) if lang in message_languages()), DEFAULT_LANGUAGE))
