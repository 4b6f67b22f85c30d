"""Between a picture as a file stores it and the picture upright (Exif 2.32, tag 0x0112)."""

from __future__ import annotations

from PIL import Image

from .plan import Box, Size

SIDEWAYS = range(5, 9)
"""The orientations under which width and height change places."""
_Turn = Image.Transpose
_TURNS = {
    2: _Turn.FLIP_LEFT_RIGHT,
    3: _Turn.ROTATE_180,
    4: _Turn.FLIP_TOP_BOTTOM,
    5: _Turn.TRANSPOSE,
    6: _Turn.ROTATE_270,
    7: _Turn.TRANSVERSE,
    8: _Turn.ROTATE_90,
}
_FROM_RIGHT = (2, 3, 6, 7)
_FROM_BOTTOM = (3, 4, 7, 8)


def swapped(width: int, height: int, orientation: int) -> Size:
    """The upright size of a stored one, or the stored size of an upright one."""
    return Size(height, width) if orientation in SIDEWAYS else Size(width, height)


def upright(image: Image.Image, orientation: int) -> Image.Image:
    """The stored picture, upright."""
    return image.transpose(_TURNS[orientation]) if orientation in _TURNS else image


def stored(box: Box, size: Size, orientation: int) -> Box:
    """Where a part of the upright picture, which is of `size`, lies in the stored one."""
    left = size.width - box.left - box.width if orientation in _FROM_RIGHT else box.left
    top = size.height - box.top - box.height if orientation in _FROM_BOTTOM else box.top
    if orientation in SIDEWAYS:
        return Box(top, left, box.height, box.width)
    return Box(left, top, box.width, box.height)
