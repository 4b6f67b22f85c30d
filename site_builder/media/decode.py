"""Decodes a photo straight to about the size that is needed, in as little memory as its format allows.

Large photos are never held twice: JPEG is decoded scaled down, TIFF is read some strips at a time, and the
others, which decode in one piece, are averaged down in bands.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from PIL import Image

from . import heic, tiff
from .plan import Recipe, Size, room
from .probe import Opened
from .refusal import PhotoError

_ROWS = 256
"""Rows that are averaged together, about."""
_SPARE = 1.5
"""Averaging leaves at least this much more than the widest rendition, so that the sharp filter has the last word."""

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


def decode(photo: Opened, stream: BinaryIO, recipe: Recipe) -> tuple[Size, Image.Image]:
    """The upright size of the photo, and its upright pixels, smaller by as much as `recipe` leaves room for.

    The mode is one of L, LA, RGB, RGBA, CMYK, LAB; the colours are still the photo's own. Raises PhotoError.
    """
    try:
        return _decoded(photo, stream, recipe)
    except MemoryError:
        raise
    except Exception as error:  # damaged data raises whatever the decoder stumbles over
        raise PhotoError("photo_damaged") from error


def _decoded(photo: Opened, stream: BinaryIO, recipe: Recipe) -> tuple[Size, Image.Image]:
    in_strips = photo.kind == "TIFF" and tiff.in_strips(photo.image)
    if photo.kind != "JPEG" and photo.kind != "HEIF" and not in_strips:
        photo.image.load()  # before its size is asked for: a PNG may hold its EXIF behind the pixels
    size, orientation = photo.upright, photo.orientation
    spare = room(size, recipe)
    factor = max(1, int(spare / _SPARE))
    if photo.kind == "JPEG":
        pixels = _drafted(photo.image, spare)
    elif photo.kind == "HEIF":
        pixels = _averaged(heic.bands(stream, factor * (_ROWS // factor)), photo.stored, factor)
    elif in_strips:
        pixels = _averaged(tiff.bands(photo.image, stream, _ROWS, factor), photo.stored, factor)
    else:
        pixels = _from_whole(photo.image, factor)
    return size, pixels.transpose(_TURNS[orientation]) if orientation in _TURNS else pixels


def _drafted(image: Image.Image, spare: float) -> Image.Image:
    scale = next(s for s in (8, 4, 2, 1) if s <= spare)
    image.draft(None, (image.width // scale, image.height // scale))
    image.load()
    return plain(image)


def _from_whole(image: Image.Image, factor: int) -> Image.Image:
    if factor == 1:
        return plain(image)
    return _averaged(_bands(image, factor * (_ROWS // factor)), Size(*image.size), factor)


def _bands(image: Image.Image, rows: int) -> Iterator[tuple[int, Image.Image]]:
    for top in range(0, image.height, rows):
        yield top, image.crop((0, top, image.width, min(top + rows, image.height)))


def _averaged(bands: Iterator[tuple[int, Image.Image]], size: Size, factor: int) -> Image.Image:
    whole: Image.Image | None = None
    for top, band in bands:
        small = plain(band).reduce(factor)
        whole = whole or Image.new(small.mode, (-(-size.width // factor), -(-size.height // factor)))
        whole.paste(small, (0, top // factor))
    if whole is None:
        raise EOFError("no pixels")
    return whole


def plain(image: Image.Image) -> Image.Image:
    """The same pixels in a mode that can be averaged: no palette, 8 bits, transparency as a band of its own."""
    if image.mode.startswith("I;16"):
        return high_bytes(image)
    if image.mode in ("P", "PA") or (image.mode in ("RGB", "L") and "transparency" in image.info):
        return image.convert("RGBA" if image.has_transparency_data else "RGB")
    return image.convert(_PLAIN[image.mode]) if image.mode in _PLAIN else image


_PLAIN = {"1": "L", "La": "LA", "RGBa": "RGBA", "RGBX": "RGB", "YCbCr": "RGB", "HSV": "RGB"}


def high_bytes(image: Image.Image) -> Image.Image:
    """16 bits to 8 by dropping the low ones; Pillow's own conversion would cut everything above 255 off."""
    packed = "L;16B" if image.mode.endswith("B") else "L;16"
    return Image.frombytes("L", image.size, image.tobytes(), "raw", packed)
