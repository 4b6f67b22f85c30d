"""How large a photo may be, so that the program that works on it stays within a known amount of memory.

A photo of up to 50 megapixels is worked on in at most 400 MB as JPEG, PNG or TIFF, and 600 MB as WebP, AVIF or HEIC.
Kinds whose decoders take more for every pixel reach that amount with fewer pixels: a progressive JPEG for print
(8 bytes of coefficients), a WebP (16 bytes of canvases), an AVIF of 10 bits without shared colour (13 bytes), a TIFF
that has to be read whole. What each takes was measured (Pillow 13, libjpeg-turbo 3.2, libtiff 4.7, libwebp 1.6,
libavif 1.4, libheif 1.23); `tests/media/test_memory.py` holds us to the amounts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import formats, tiff
from .formats import Kind

if TYPE_CHECKING:
    from PIL import Image

MEGA = 1_000_000
MAX_PIXELS = 8192 * 6144
"""What cameras sell as 50 megapixels."""
MIN_SIDE = 32
"""Pixels: anything smaller is a broken export or a spacer, not a photo."""
NARROW = 800
"""Pixels: a photo narrower than this looks soft on a page, which is worth a warning."""

_PROGRAM = 40 * MEGA
"""What the program itself takes."""

MEMORY: dict[Kind, int] = {
    "JPEG": 400 * MEGA,
    "PNG": 400 * MEGA,
    "TIFF": 400 * MEGA,
    "WEBP": 600 * MEGA,
    "AVIF": 600 * MEGA,
    "HEIF": 600 * MEGA,
}


def memory(image: Image.Image, kind: Kind, length: int, head: bytes) -> int:
    """Bytes that decoding will take. `length` is the file's, `head` its first bytes."""
    pixels = image.width * image.height
    match kind:
        case "JPEG":
            need = pixels * _coefficients(image)
        case "TIFF":
            need = 0 if tiff.in_strips(image) else pixels * 4 + tiff.besides(image, length)
        case "PNG":
            need = pixels * 4
        case "WEBP":
            need = pixels * 16 + length
        case "AVIF":
            need = pixels * (7 + formats.av1_sample_bytes(head)) + length
        case "HEIF":
            need = pixels * 10 + length
    return _PROGRAM + need


def _coefficients(image: Image.Image) -> int:
    """Bytes a pixel: a progressive JPEG is held whole, two bytes a sample, before it is scaled down."""
    return 2 * len(image.getbands()) if image.info.get("progressive") else 0
