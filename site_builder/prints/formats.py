"""The formats of paper: labels and larger things, the two sizes of the printed catalogue, how large a code is."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from math import ceil

from ..media.recipe import AspectRatio
from ..views.qr import ErrorCorrection, Symbol

BLEED = 3
"""Millimetres beyond the trim that pictures go on for, where a print shop cuts."""
PRINT_SHOP_DPI = 300
"""Dots an inch that print shops ask of photos."""


@dataclass(frozen=True, slots=True)
class PaperSize:
    """A page and its pictures: the photo of a left page is as wide as the page and `photo` high, bleed apart.

    `figure` are the sides of the smaller photos on a right page, `code` the side of a QR code, quiet zone and all.
    """

    name: str
    width: int
    height: int
    photo: int
    figure: tuple[int, int]
    code: float

    @property
    def cover(self) -> tuple[int, int]:
        """The sides of the photo of a left page with what is cut off above and beside it."""
        return self.width + 2 * BLEED, self.photo + BLEED

    @property
    def front(self) -> tuple[int, int]:
        """The sides of the picture on the front cover: two thirds of the page high, with bleed."""
        return self.width + 2 * BLEED, self.height * 2 // 3 + BLEED


A4_PAPER = PaperSize("a4", 210, 297, photo=215, figure=(86, 58), code=30)
A5_PAPER = PaperSize("a5", 148, 210, photo=150, figure=(61, 41), code=24)
PAPERS = {paper.name: paper for paper in (A4_PAPER, A5_PAPER)}


def print_pixels(millimetres: float) -> int:
    """Pixels that a length needs in print."""
    return -(-round(millimetres * PRINT_SHOP_DPI * 10) // 254)


def print_dpi(pixels: int, millimetres: float) -> int:
    """Dots an inch that so many pixels give on a length."""
    return int(pixels * 25.4 / millimetres)


A4_SIZE = (210.0, 297.0)
MIN_LABEL_SIDE, MAX_LABEL_SIDE = 20, 300
"""Sides of a label for a label printer."""
ROUNDING = 0.3
"""Millimetres by which a label may be larger than its place: margins are measured with a ruler."""


@dataclass(frozen=True, slots=True)
class LabelGrid:
    """Labels on a page: `columns` by `rows`, the first at `left`, `top`, the next one `pitch` further.

    A sheet that `is_precut` needs no marks to cut along.
    """

    page: tuple[float, float]
    columns: int
    rows: int
    left: float
    top: float
    pitch: tuple[float, float]
    is_precut: bool = False

    @property
    def places(self) -> int:
        return self.columns * self.rows


class LabelShape(StrEnum):
    """How a label is laid out: the code beside a photo, above the name, or at the left of a low label."""

    WIDE = "wide"
    TALL = "tall"
    LOW = "low"


@dataclass(frozen=True, slots=True)
class PrintFormat:
    """`code` is the side of the QR code with its quiet zone; `photo` the frame of the picture, None without one.

    `level` is Q for what hangs outdoors. `shape` is that of a label, None for larger things.
    """

    name: str
    template: str
    width: float
    height: float
    code: float
    level: ErrorCorrection = "M"
    photo: tuple[float, float] | None = None
    shape: LabelShape | None = None
    grid: LabelGrid | None = None

    @property
    def frame(self) -> AspectRatio | None:
        """The picture's ratio."""
        return AspectRatio(round(self.photo[0]), round(self.photo[1])) if self.photo else None

    def least(self, symbol: Symbol) -> tuple[int, int]:
        """The width and height that a label of this kind needs for `symbol`."""
        grown = symbol.least / self.code
        return ceil(self.width * max(1.0, grown)), ceil(self.height * max(1.0, grown))

    def on_precut_sheets(self, top: float, left: float) -> PrintFormat | None:
        """The same labels on sheets cut already, with these margins (the lower and right ones are as wide).

        Each label stands in the middle of its place. None where the format has one label a page, or the places are
        smaller than its labels.
        """
        grid = self.grid
        if not grid or grid.places == 1:
            return None
        pitch = ((grid.page[0] - 2 * left) / grid.columns, (grid.page[1] - 2 * top) / grid.rows)
        spare = (pitch[0] - self.width, pitch[1] - self.height)
        if min(spare) < -ROUNDING:
            return None
        middle = replace(grid, left=left + spare[0] / 2, top=top + spare[1] / 2, pitch=pitch, is_precut=True)
        return replace(self, grid=middle)

    def holds(self, symbol: Symbol) -> bool:
        """Whether the modules of `symbol` are large enough here."""
        return symbol.least <= self.code


def _label_sheet(name: str, size: tuple[float, float], code: float, shape: LabelShape, grid: LabelGrid) -> PrintFormat:
    return PrintFormat(name, "labels.typ", width=size[0], height=size[1], code=code, shape=shape, grid=grid)


PRINT_FORMATS: Mapping[str, PrintFormat] = {
    each.name: each
    for each in (
        _label_sheet(
            "a4-24", (63.5, 33.9), 29, LabelShape.LOW, LabelGrid(A4_SIZE, 3, 8, left=7.2, top=12.9, pitch=(66.0, 33.9))
        ),
        _label_sheet(
            "a4-12", (63.5, 72.0), 32, LabelShape.TALL, LabelGrid(A4_SIZE, 3, 4, left=7.2, top=4.5, pitch=(66.0, 72.0))
        ),
        _label_sheet(
            "a4-8",
            (99.1, 67.7),
            37,
            LabelShape.WIDE,
            LabelGrid(A4_SIZE, 2, 4, left=4.65, top=13.1, pitch=(101.6, 67.7)),
        ),
        PrintFormat("tent", "tent.typ", width=210, height=297, code=42, photo=(92, 148.5)),
        PrintFormat("booth", "booth.typ", width=210, height=297, code=66, photo=(210, 118)),
        PrintFormat("poster", "poster.typ", width=297, height=420, code=112, level="Q", photo=(297, 222)),
        PrintFormat("rollup", "rollup.typ", width=800, height=2000, code=300, level="Q", photo=(800, 760)),
        PrintFormat("strip", "strip.typ", width=1000, height=250, code=200, level="Q"),
    )
}
"""The formats by name. Any `<width>x<height>` in millimetres is a format too: a label for a label printer."""
DEFAULT_FORMAT = "a4-8"
LABEL_PRINTER_SIZES = ("50x30", "70x40")
"""The sizes of label printers that most shops have."""


def find_format(name: str) -> PrintFormat | None:
    """The format called `name`; None for a name of none."""
    typed = re.fullmatch(r"(\d{2,3})x(\d{2,3})", name)
    return _single_label(name, int(typed[1]), int(typed[2])) if typed else PRINT_FORMATS.get(name)


def _single_label(name: str, width: int, height: int) -> PrintFormat | None:
    """One label a page; low ones have the code at their left, upright ones at their foot."""
    if not all(MIN_LABEL_SIDE <= side <= MAX_LABEL_SIDE for side in (width, height)):
        return None
    low = width >= height * 1.2
    code = min(height - 2, width / 2) if low else min(width * 0.56, height * 0.46)
    shape = LabelShape.LOW if low else LabelShape.TALL
    grid = LabelGrid((width, height), 1, 1, left=0, top=0, pitch=(width, height))
    return PrintFormat(name, "labels.typ", width=width, height=height, code=code, shape=shape, grid=grid)
