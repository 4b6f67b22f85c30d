"""How a rule tells what it found, at the place of a key."""

from __future__ import annotations

from typing import Protocol

from ..problems import Problem, Severity
from .positions import Positions


class Located(Protocol):
    """A file that was read: a product's, the catalogue's, a prose page's."""

    @property
    def file(self) -> str: ...

    @property
    def positions(self) -> Positions: ...


def error(where: Located, code: str, path: str = "", **params: object) -> Problem:
    """An error at the value under `path`; at its nearest parent where it is not written."""
    line, column = where.positions.of(path)
    return Problem(where.file, code, line, column, path, {key: str(value) for key, value in params.items()})


def warning(where: Located, code: str, path: str = "", **params: object) -> Problem:
    """The same as a warning."""
    line, column = where.positions.of(path)
    texts = {key: str(value) for key, value in params.items()}
    return Problem(where.file, code, line, column, path, texts, Severity.WARNING)
