"""What stands on the pages of a PDF, and where: measured as a print shop's programs would see it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import pikepdf
import pypdfium2  # type: ignore[import-untyped]
import zxingcpp
from PIL import Image, ImageFilter

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

    def codes(self) -> list[str]:
        """What a scanner reads from the pages at 200 dots an inch, a little out of focus."""
        pages = (page.render(scale=200 / 72).to_pil().filter(ImageFilter.GaussianBlur(1)) for page in self.pdf)
        return [code.text for page in pages for code in zxingcpp.read_barcodes(page)]

    def bookmarks(self) -> list[str]:
        return [plain(mark.get_title()) for mark in self.pdf.get_toc()]

    def raw(self) -> Any:
        return pikepdf.open(BytesIO(self.data))

    def picture(self, page: int) -> Image.Image:
        found: Image.Image = self.pdf[page].render(scale=1).to_pil()
        return found


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
