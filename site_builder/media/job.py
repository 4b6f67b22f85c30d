"""One photo's share of the work, as it travels to the program that does it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from .cache import Stamp
from .plan import Recipe


@dataclass(frozen=True, slots=True)
class Job:
    """What is to be made: the photo and the stamp it must still have, how, and where its renditions go.

    Their names are `stem`, their width and their suffix.
    """

    file: Path
    stamp: Stamp
    recipe: Recipe
    focus: tuple[float, float]
    folder: Path
    stem: str
