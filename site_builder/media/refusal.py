"""Why a photo cannot be used, as a value that travels from the program that found it to the report."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Refusal:
    """A problem's code (`photo_…` in `messages/`) and what fills the braces of its sentences."""

    code: str
    params: Mapping[str, str] = field(default_factory=dict)


class PhotoError(Exception):
    """Leaves the work on one photo; where that work began, it becomes its `refusal`, a value."""

    def __init__(self, code: str, **params: str) -> None:
        self.refusal = Refusal(code, params)
        super().__init__(code)


def told(error: OSError) -> str:
    """What the system says is wrong, without the number and the path around it."""
    return error.strerror or str(error)
