"""From decoded pixels to the pictures of a plan: cropped, upright, in sRGB, each in its size."""

from __future__ import annotations

from math import ceil, floor

from PIL import Image

from . import turn
from .colour import plain, srgb
from .decode import Decoded
from .plan import Box, Size

_BAND = 4_000_000
"""Pixels that are converted and scaled together: whole, a large picture would be held twice or more."""
_REACH = 3
"""Pixels to each side that the filter looks at, in steps of the smaller picture."""


def sized(photo: Decoded, box: Box, sizes: set[Size]) -> dict[Size, Image.Image]:
    """The part `box` of the upright photo in each of `sizes`.

    A picture is made from the next one that is at least twice as wide, where there is one: that costs a
    tenth, and once written cannot be told from one made from the photo itself (0.3 dB).
    """
    images: dict[Size, Image.Image] = {}
    for size in sorted(sizes, reverse=True):
        larger = [s for s in images if s.width >= 2 * size.width]
        images[size] = _smaller(images[min(larger)], size) if larger else _from_photo(photo, box, size)
    return images


def _smaller(image: Image.Image, size: Size) -> Image.Image:
    """Halved by averaging, and what is left of the way by the sharp filter."""
    return image.resize(size, Image.Resampling.LANCZOS, reducing_gap=1.0)


def _from_photo(photo: Decoded, box: Box, size: Size) -> Image.Image:
    """Scaled while it lies as it is stored, and turned then: that is less to turn."""
    full = turn.swapped(*photo.size, photo.orientation)
    across, down = photo.pixels.width / full.width, photo.pixels.height / full.height
    left, top, width, height = turn.stored(box, photo.size, photo.orientation)
    part = (left * across, top * down, (left + width) * across, (top + height) * down)
    picture = _in_bands(photo, part, turn.swapped(*size, photo.orientation))
    return turn.upright(picture, photo.orientation)


def _in_bands(photo: Decoded, part: tuple[float, float, float, float], size: Size) -> Image.Image:
    left, top, right, bottom = part
    step = (bottom - top) / size.height
    rows = max(1, int(_BAND / (photo.pixels.width * step)))
    picture = Image.new("RGB", size, None)  # every pixel is pasted over
    for first in range(0, size.height, rows):
        last = min(first + rows, size.height)
        start, end = top + first * step, top + last * step
        above = max(0, floor(start - _REACH * step - 1))
        below = min(photo.pixels.height, ceil(end + _REACH * step + 1))
        band = srgb(plain(photo.pixels.crop((0, above, photo.pixels.width, below))), photo.profile)
        region = (left, max(0.0, start - above), right, min(end - above, band.height))
        picture.paste(_part(band, region, Size(size.width, last - first)), (0, first))
    return picture


def _part(band: Image.Image, region: tuple[float, float, float, float], size: Size) -> Image.Image:
    """The region in `size`; cut out where that is its own: the filter would go over every pixel for nothing."""
    left, top, right, bottom = region
    same = size.width == right - left and size.height == bottom - top
    if same and all(float(edge).is_integer() for edge in region):
        return band.crop((int(left), int(top), int(right), int(bottom)))
    return band.resize(size, Image.Resampling.LANCZOS, region)
