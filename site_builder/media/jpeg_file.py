"""JPEG: decoded scaled down, and used even where it lacks nothing but its end.

A decoder computes an eighth, a quarter or a half of the width and height straight from the coefficients (DCT scaling):
so a photo of 200 megapixels never is in memory whole.
"""

from __future__ import annotations

import hashlib
import re
from io import BytesIO
from typing import BinaryIO

from PIL import Image
from PIL.JpegImagePlugin import JpegImageFile

JPEG_SCALES = (8, 4, 2, 1)
"""How many times smaller a JPEG may be decoded, which is quicker than to decode it whole."""

_END = b"\xff\xd9"
_FILLERS = (b"", *(bytes([byte]) * 16_384 for byte in (0x55, 0xAA, 0xCC)))
"""Bits like those of pixels, that begin differently; where nothing follows, a decoder makes up zeros."""


def decode_jpeg(image: Image.Image, stream: BinaryIO, factor: int) -> tuple[Image.Image, bool]:
    """The pixels, `factor` times fewer in each direction, and whether the file's end had to be added.

    Raises what the decoder raises, OSError for a file that is cut short.
    """
    size = (image.width // factor, image.height // factor)
    stream.seek(0)
    data = stream.read()
    if _scans(data)[0]:
        image.draft(None, size)
        image.load()
        return image, False
    # Zeros in a row are what was never copied; 0xFF may be half of the mark.
    data = data.rstrip(b"\0") if data.endswith(bytes(4)) else data
    data = data.rstrip(b"\xff")
    # A decoder makes up what is missing. Where the pixels are the same whatever follows, none was made up.
    if not _scans(data)[1] or len({_digest(_decode(data + filler + _END, size)) for filler in _FILLERS}) > 1:
        raise OSError("cut short")
    return _decode(data + _END, size), True


def _decode(data: bytes, size: tuple[int, int]) -> Image.Image:
    image = JpegImageFile(BytesIO(data))
    image.draft(None, size)
    image.load()
    return image


def _digest(image: Image.Image) -> bytes:
    """Of the pixels, strip by strip: as a whole they would be in memory twice."""
    digest = hashlib.sha256()
    for top in range(0, image.height, 256):
        digest.update(image.crop((0, top, image.width, min(top + 256, image.height))).tobytes())
    return digest.digest()


_NEXT_MARKER = re.compile(rb"\xff[^\x00\xff\xd0-\xd7]")
"""A marker after the data of a scan; in them 0xFF is followed by 0, or it begins a restart marker."""
_FRAMES = range(0xC0, 0xC3)
_SCAN = 0xDA


def _scans(data: bytes) -> tuple[bool, bool]:
    """Whether something follows the last scan (else the file ends within it), and whether that is the last of all.

    A progressive JPEG may be cut between two scans: then it lacks detail everywhere. In all other JPEGs the only scan,
    or one for each colour, tells everything.
    """
    missing: set[tuple[int, int]] = set()
    at, followed = 2, True
    while at + 4 <= len(data) and data[at] == 0xFF:
        marker, length = data[at + 1], int.from_bytes(data[at + 2 : at + 4])
        body = data[at + 4 : at + 2 + length]
        at += 2 + length
        if marker in _FRAMES and len(body) > 5:
            components = body[6 : 6 + 3 * body[5] : 3]
            missing = {(component, frequency) for component in components for frequency in range(64)}
        elif marker == _SCAN and len(body) > 1 and len(body) >= 4 + 2 * body[0]:
            first, last, bits = body[-3:]
            if not bits & 0x0F:  # of a value that comes bit by bit, the last one
                missing -= {(c, f) for c in body[1 : 1 + 2 * body[0] : 2] for f in range(first, last + 1)}
            found = _NEXT_MARKER.search(data, at)
            at, followed = (found.start(), True) if found else (len(data), False)
            if data[at : at + 2] == _END:
                break
    return followed, not missing
