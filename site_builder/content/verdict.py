"""What `rules.judge` says of a catalogue."""

from __future__ import annotations

from dataclasses import dataclass

from ..problems import Problem, Severity
from ..showcase import Catalogue


@dataclass(frozen=True, slots=True)
class Tally:
    """The slugs of all product folders, each once: published, drafts, with errors."""

    published: tuple[str, ...] = ()
    drafts: tuple[str, ...] = ()
    broken: tuple[str, ...] = ()

    @property
    def total(self) -> int:
        return len(self.published) + len(self.drafts) + len(self.broken)


@dataclass(frozen=True, slots=True)
class Verdict:
    """`catalogue` is None where errors forbid publishing; `problems` are sorted, errors and warnings together."""

    catalogue: Catalogue | None
    problems: tuple[Problem, ...]
    tally: Tally

    @property
    def errors(self) -> tuple[Problem, ...]:
        return tuple(problem for problem in self.problems if problem.severity is Severity.ERROR)
