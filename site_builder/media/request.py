"""A photo that is wanted, and what is said when it cannot be had."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ..problems import Problem, Severity
from ..vietnamese import nfc
from . import limits
from .plan import CENTRE
from .refusal import Refusal


@dataclass(frozen=True, slots=True)
class PhotoRequest:
    """One photo for one face of the catalogue, and where to report what is wrong with it.

    `owner` is whose it is (a product's slug), `file` where it lies, `source` its name as the content writes it (by
    default the file's own). `label`, `line`, `column` and `path` are the place for a Problem. `focus` is the
    point, from the top left, 0 to 1, that stays in the picture where the recipe crops.
    """

    owner: str
    file: Path
    label: str
    line: int = 0
    column: int = 0
    path: str = ""
    source: str = ""
    focus: tuple[float, float] = CENTRE

    @property
    def key(self) -> tuple[str, str]:
        """Whose it is and its name: what its picture is known by."""
        return self.owner, self.source or nfc(self.file.name)

    def problem(self, refusal: Refusal, severity: Severity = Severity.ERROR) -> Problem:
        params = {"photo": self.key[1], **refusal.params}
        return Problem(self.label, refusal.code, self.line, self.column, self.path, params, severity)

    def warnings(self, width: int) -> Iterator[Problem]:
        """What is worth saying of a photo that can be used, `width` pixels wide."""
        if width < limits.NARROW:
            params = {"width": str(width), "wanted": str(limits.NARROW)}
            yield self.problem(Refusal("photo_narrow", params), Severity.WARNING)
