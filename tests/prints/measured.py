"""What stands on the pages of a PDF, and where: measured as a print shop's programs would see it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from io import BytesIO
from typing import Any

import pikepdf
import pypdfium2
import zxingcpp
from PIL import Image, ImageFilter

DOTS = 200
"""An inch: what a phone makes out at arm's length."""
A3_LENGTH = 1200
SLACK = 1.0
"""Points that letters may reach out of a box, as slanted ones do."""


@dataclass(frozen=True)
class Box:
    """Some letters of a line; points from the bottom left of the page."""

    page: int
    left: float
    bottom: float
    right: float
    top: float
    text: str

    def covers(self, other: Box) -> bool:
        """Whether the two lie on one another by more than letters of neighbouring lines do."""
        across = min(self.right, other.right) - max(self.left, other.left)
        down = min(self.top, other.top) - max(self.bottom, other.bottom)
        lower = min(self.top - self.bottom, other.top - other.bottom)
        return across > SLACK and down > 0.35 * lower


@dataclass(frozen=True)
class Scan:
    """A code that was read: its dark modules' corners in points from the bottom left of the page, and its level."""

    page: int
    text: str
    level: str
    left: float
    bottom: float
    right: float
    top: float


class Paper:
    """A PDF, opened."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.pdf = pypdfium2.PdfDocument(data)
        self.texts = [plain(page.get_textpage().get_text_bounded()) for page in self.pdf]

    def boxes(self) -> Iterator[list[Box]]:
        """The text of each page in boxes."""
        for number, page in enumerate(self.pdf, 1):
            text = page.get_textpage()
            rects = [text.get_rect(at) for at in range(text.count_rects())]
            yield [_box(number, rect, text) for rect in rects if rect[2] - rect[0] > 0.2]

    def outside(self, bleed: float = 0) -> list[Box]:
        """Text that is not within the page as it is cut."""
        return [
            box for boxes, page in zip(self.boxes(), self.pdf, strict=True) for box in boxes if _out(box, page, bleed)
        ]

    def overlapping(self) -> list[tuple[Box, Box]]:
        return [
            (one, other)
            for boxes in self.boxes()
            for at, one in enumerate(boxes)
            for other in boxes[at + 1 :]
            if one.covers(other)
        ]

    @cached_property
    def scans(self) -> tuple[Scan, ...]:
        """What a scanner reads from the pages at 200 dots per inch, a little out of focus."""
        return tuple(scan for number, page in enumerate(self.pdf, 1) for scan in _scans(number, page))

    def codes(self) -> list[str]:
        return [scan.text for scan in self.scans]

    def bookmarks(self) -> list[str]:
        return [plain(mark.get_title()) for mark in self.pdf.get_toc()]

    def raw(self) -> Any:
        return pikepdf.open(BytesIO(self.data))

    def picture(self, page: int) -> Image.Image:
        found: Image.Image = self.pdf[page].render(scale=1).to_pil()
        return found


def tags(node: Any) -> Iterator[Any]:
    """Every tag of a tree of tags, in the order of reading."""
    if isinstance(node, pikepdf.Array):
        for each in node:
            yield from tags(each)
    elif isinstance(node, pikepdf.Dictionary):
        if "/S" in node:
            yield node
        yield from tags(node.get("/K"))


def _scans(number: int, page: Any) -> Iterator[Scan]:
    """A page that is larger than a desk is looked over first, then looked at only where a code is."""
    width, height = page.get_size()
    if max(width, height) < A3_LENGTH:
        yield from _read(number, page, DOTS, (0, 0, width, height))
        return
    for rough in _read(number, page, DOTS / 4, (0, 0, width, height)):
        margin = (rough.right - rough.left) / 4
        left, bottom = max(0, rough.left - margin), max(0, rough.bottom - margin)
        right, top = min(width, rough.right + margin), min(height, rough.top + margin)
        yield from _read(number, page, DOTS, (left, bottom, right, top))


def _read(number: int, page: Any, dots: float, part: tuple[float, float, float, float]) -> Iterator[Scan]:
    """`part` is left, bottom, right, top in points."""
    scale = dots / 72
    left, bottom, right, top = part
    cut = (left, bottom, page.get_width() - right, page.get_height() - top)
    picture = page.render(scale=scale, crop=cut, grayscale=True).to_pil().filter(ImageFilter.GaussianBlur(1))
    for code in zxingcpp.read_barcodes(picture):
        where = code.position
        corners = (where.top_left, where.top_right, where.bottom_right, where.bottom_left)
        across = [left + point.x / scale for point in corners]
        down = [top - point.y / scale for point in corners]
        yield Scan(number, code.text, code.ec_level, min(across), min(down), max(across), max(down))


def plain(text: str) -> str:
    """Text with nothing in it that has no width: words may be cut anywhere on paper."""
    return "".join(text.replace("\u200b", "").split())


def _box(page: int, rect: tuple[float, float, float, float], text: Any) -> Box:
    left, bottom, right, top = rect
    return Box(page, left, bottom, right, top, text.get_text_bounded(*rect))


def _out(box: Box, page: Any, bleed: float) -> bool:
    width, height = page.get_size()
    return (
        box.left < bleed - SLACK
        or box.bottom < bleed - SLACK
        or box.right > width - bleed + SLACK
        or box.top > height - bleed + SLACK
    )
