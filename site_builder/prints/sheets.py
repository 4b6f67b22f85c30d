"""The formats of labels and larger things: their size, where they stand on a page, how large their code is.

Lengths are millimetres. Sheets have the measures of labels that are sold ready cut (3 × 8 of 63.5 × 33.9, 3 × 4 of
63.5 × 72, 2 × 4 of 99.1 × 67.7), so that both those and plain paper can be used.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from math import ceil

from ..media.plan import Frame
from .qr import Level, Symbol

A4 = (210.0, 297.0)
SMALLEST, LARGEST = 20, 300
"""Sides of a label for a label printer."""


@dataclass(frozen=True, slots=True)
class Grid:
    """Labels on a page: `columns` by `rows`, the first at `left`, `top`, the next one `pitch` further."""

    page: tuple[float, float]
    columns: int
    rows: int
    left: float
    top: float
    pitch: tuple[float, float]

    @property
    def places(self) -> int:
        return self.columns * self.rows


@dataclass(frozen=True, slots=True)
class Format:
    """`code` is the side of the QR code with its quiet zone; `photo` the frame of the picture, None without one.

    `level` is Q for what hangs outdoors. `shape` is how a label is laid out: `wide`, `tall` or `low`.
    """

    name: str
    template: str
    width: float
    height: float
    code: float
    level: Level = "M"
    photo: tuple[float, float] | None = None
    shape: str = ""
    grid: Grid | None = None

    @property
    def frame(self) -> Frame | None:
        """The picture's ratio."""
        return Frame(*(round(side) for side in self.photo)) if self.photo else None

    def least(self, symbol: Symbol) -> tuple[int, int]:
        """The width and height that a label of this kind needs for `symbol`."""
        grown = symbol.least / self.code
        return ceil(self.width * max(1.0, grown)), ceil(self.height * max(1.0, grown))

    def holds(self, symbol: Symbol) -> bool:
        """Whether the modules of `symbol` are large enough here."""
        return symbol.least <= self.code


def _sheet(name: str, size: tuple[float, float], code: float, shape: str, grid: Grid) -> Format:
    return Format(name, "labels.typ", *size, code, shape=shape, grid=grid)


FORMATS: Mapping[str, Format] = {
    each.name: each
    for each in (
        _sheet("a4-24", (63.5, 33.9), 29, "low", Grid(A4, 3, 8, 7.2, 12.9, (66.0, 33.9))),
        _sheet("a4-12", (63.5, 72.0), 32, "tall", Grid(A4, 3, 4, 7.2, 4.5, (66.0, 72.0))),
        _sheet("a4-8", (99.1, 67.7), 37, "wide", Grid(A4, 2, 4, 4.65, 13.1, (101.6, 67.7))),
        Format("tent", "tent.typ", *A4, 42, photo=(92, 148.5)),
        Format("booth", "booth.typ", *A4, 66, photo=(210, 118)),
        Format("poster", "poster.typ", 297, 420, 112, "Q", photo=(297, 222)),
        Format("rollup", "rollup.typ", 800, 2000, 300, "Q", photo=(800, 760)),
        Format("strip", "strip.typ", 1000, 250, 200, "Q"),
    )
}
"""By the name that is typed; any `<width>x<height>` in millimetres is a label for a label printer besides."""
STANDARD = "a4-8"
SINGLES = ("50x30", "70x40")
"""The sizes of label printers that most shops have."""


def format_of(name: str) -> Format | None:
    """The format called `name`; None for a name of none."""
    typed = re.fullmatch(r"(\d{2,3})x(\d{2,3})", name)
    return _single(name, int(typed[1]), int(typed[2])) if typed else FORMATS.get(name)


def _single(name: str, width: int, height: int) -> Format | None:
    """One label a page; low ones have the code at their left, upright ones at their foot."""
    if not all(SMALLEST <= side <= LARGEST for side in (width, height)):
        return None
    low = width >= height * 1.2
    code = min(height - 2, width / 2) if low else min(width * 0.56, height * 0.46)
    grid = Grid((width, height), 1, 1, 0, 0, (width, height))
    return Format(name, "labels.typ", width, height, code, shape="low" if low else "tall", grid=grid)
