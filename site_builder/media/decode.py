"""Decodes a photo straight to about the size that is needed, in as little memory as its format allows.

Large photos are never held twice: JPEG is decoded scaled down, TIFF is read some strips at a time, and the
others, which decode in one piece, are averaged down in bands.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from PIL import Image

from . import heic, tiff
from .colour import plain
from .plan import Recipe, Size, room
from .probe import Opened
from .refusal import PhotoError

_ROWS = 256
"""Rows that are averaged together, about."""
_SPARE = 1.5
"""Averaging leaves at least this much more than the widest rendition, so that the sharp filter has the last word."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """A photo's pixels as they are stored: neither turned nor in sRGB, perhaps fewer than the photo has.

    `size` is the photo's, upright; `orientation` what is to be done to the pixels, 1 to 8 as EXIF counts.
    """

    pixels: Image.Image
    size: Size
    orientation: int
    profile: bytes | None


def decode(photo: Opened, stream: BinaryIO, recipe: Recipe) -> Decoded:
    """The pixels of the photo, fewer by as much as `recipe` leaves room for; raises PhotoError."""
    try:
        return _decoded(photo, stream, recipe)
    except MemoryError:
        raise
    except Exception as error:  # damaged data raises whatever the decoder stumbles over
        raise PhotoError("photo_damaged") from error


def _decoded(photo: Opened, stream: BinaryIO, recipe: Recipe) -> Decoded:
    in_parts = photo.kind in ("JPEG", "HEIF") or (photo.kind == "TIFF" and tiff.in_strips(photo.image))
    if not in_parts:
        photo.image.load()  # before its size is asked for: a PNG may hold its EXIF behind the pixels
    size, orientation = photo.upright, photo.orientation
    pixels = _pixels(photo, stream, room(size, recipe), in_parts=in_parts)
    return Decoded(pixels, size, orientation, photo.image.info.get("icc_profile"))


def _pixels(photo: Opened, stream: BinaryIO, spare: float, *, in_parts: bool) -> Image.Image:
    factor = max(1, int(spare / _SPARE))
    rows = max(factor, _ROWS // factor * factor)
    match photo.kind:
        case "JPEG":
            return _drafted(photo.image, spare)
        case "HEIF":
            return _averaged(heic.bands(stream, rows), photo.stored, factor)
        case "TIFF" if in_parts:
            return _averaged(tiff.bands(photo.image, stream, _ROWS, factor), photo.stored, factor)
        case _ if factor > 1:
            return _averaged(_bands(photo.image, rows), Size(*photo.image.size), factor)
        case _:
            return photo.image


def _drafted(image: Image.Image, spare: float) -> Image.Image:
    scale = next(s for s in (8, 4, 2, 1) if s <= spare)
    image.draft(None, (image.width // scale, image.height // scale))
    image.load()
    return image


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
