"""The two sizes of the printed catalogue, in millimetres of the trimmed page."""

from __future__ import annotations

from dataclasses import dataclass

BLEED = 3
"""Millimetres beyond the trim that pictures go on for, where a print shop cuts."""
DPI = 300
"""Dots an inch that print shops ask of photos."""


@dataclass(frozen=True, slots=True)
class Paper:
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
        """The same of the picture on the front cover, half the page high and a third more."""
        return self.width + 2 * BLEED, self.height * 2 // 3 + BLEED


A4 = Paper("a4", 210, 297, photo=215, figure=(86, 58), code=30)
A5 = Paper("a5", 148, 210, photo=150, figure=(61, 41), code=24)
PAPERS = {paper.name: paper for paper in (A4, A5)}


def dots(millimetres: float) -> int:
    """Pixels that a length needs in print."""
    return -(-round(millimetres * DPI * 10) // 254)


def resolution(pixels: int, millimetres: float) -> int:
    """Dots an inch that so many pixels give on a length."""
    return int(pixels * 25.4 / millimetres)
