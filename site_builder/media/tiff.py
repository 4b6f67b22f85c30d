"""TIFF, a few strips at a time.

Whole, a compressed TIFF of 50 megapixels takes the file, the decoded picture and, where it is stored sideways,
the turned picture at once. A TIFF is a row of strips that can each be read alone, so some of them, with the
tags that say how they are packed, make a small TIFF that Pillow reads like any other.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import IntEnum
from io import BytesIO
from itertools import accumulate
from math import gcd
from typing import BinaryIO, cast

from PIL import Image
from PIL.TiffImagePlugin import ImageFileDirectory_v2, TiffImageFile


class TiffTag(IntEnum):
    """The tags that matter here (TIFF 6.0, chapters 8 and 11 to 22)."""

    SUBFILE = 254
    WIDTH = 256
    LENGTH = 257
    BITS = 258
    COMPRESSION = 259
    COLOUR = 262
    FILL_ORDER = 266
    OFFSETS = 273
    ORIENTATION = 274
    SAMPLES = 277
    ROWS = 278
    COUNTS = 279
    PLANAR = 284
    FAX3 = 292
    FAX4 = 293
    PREDICTOR = 317
    PALETTE = 320
    TILES = 322
    INKS = 332
    EXTRA = 338
    SAMPLE_FORMAT = 339
    JPEG_TABLES = 347
    COLOUR_WEIGHTS = 529
    COLOUR_SHARING = 530


_LAYOUT_TAGS = frozenset(TiffTag) - {
    TiffTag.SUBFILE,
    TiffTag.OFFSETS,
    TiffTag.ORIENTATION,
    TiffTag.COUNTS,
    TiffTag.TILES,
}
"""What says how pixels are packed, the same for a part as for the whole."""
_UNCOMPRESSED, _OLD_JPEG = 1, 6
_YCBCR = 6
_MIN_STRIPS = 8
"""A compressed strip is worth reading alone if it is no more than this part of the picture."""


def is_tiff_thumbnail(image: Image.Image) -> bool:
    """Whether the first picture of the file calls itself a smaller version of another."""
    return bool(_tiff_tags(image).get(TiffTag.SUBFILE, 0) & 1)


def is_tiff_in_strips(image: Image.Image) -> bool:
    """Whether parts can be read alone: no tiles, planes, or tables elsewhere, but many strips or plain rows."""
    tags = _tiff_tags(image)
    if TiffTag.TILES in tags or TiffTag.OFFSETS not in tags or tags.get(TiffTag.PLANAR, 1) != 1:
        return False
    if tags.get(TiffTag.COMPRESSION) == _OLD_JPEG:
        return False
    return _is_plain_rows(tags) or _rows_per_strip(tags) * _MIN_STRIPS <= tags[TiffTag.LENGTH]


def extra_tiff_memory(image: Image.Image, length: int) -> int:
    """Bytes of memory beyond the decoded picture when a TIFF is read whole.

    The picture again while it is turned, and of a compressed one before that the file, `length`, and one strip.
    """
    tags = _tiff_tags(image)
    again = image.width * image.height * 4 if tags.get(TiffTag.ORIENTATION, 1) != 1 else 0
    if tags.get(TiffTag.COMPRESSION, _UNCOMPRESSED) == _UNCOMPRESSED:
        return again
    return max(again, length + (0 if TiffTag.TILES in tags else _rows_per_strip(tags) * _row_bytes(tags)))


def tiff_bands(image: Image.Image, stream: BinaryIO, rows: int, factor: int) -> Iterator[tuple[int, Image.Image]]:
    """The picture as it is stored, in bands of about `rows` rows, each with the row it starts at.

    Every band but the last has a multiple of `factor` rows.
    """
    tags = _tiff_tags(image)
    each, strips = _strip_offsets(tags)
    step = factor // gcd(each, factor)
    together = step * max(1, rows // (each * step))
    for first in range(0, len(strips), together):
        top = first * each
        data = [_read_strip(stream, *strip) for strip in strips[first : first + together]]
        yield top, _decode_strips(tags, data, each, min(together * each, tags[TiffTag.LENGTH] - top))


def _tiff_tags(image: Image.Image) -> ImageFileDirectory_v2:
    return cast(TiffImageFile, image).tag_v2


def _is_plain_rows(tags: ImageFileDirectory_v2) -> bool:
    """Not compressed, and every row by itself: in YCbCr, rows may share their colour."""
    return bool(tags.get(TiffTag.COMPRESSION, _UNCOMPRESSED) == _UNCOMPRESSED and tags.get(TiffTag.COLOUR) != _YCBCR)


def _rows_per_strip(tags: ImageFileDirectory_v2) -> int:
    return min(int(tags.get(TiffTag.ROWS, tags[TiffTag.LENGTH])), int(tags[TiffTag.LENGTH]))


def _row_bytes(tags: ImageFileDirectory_v2) -> int:
    bits = max(tags.get(TiffTag.BITS, (1,))) * tags.get(TiffTag.SAMPLES, 1)
    return int(tags[TiffTag.WIDTH] * bits + 7) // 8


def _strip_offsets(tags: ImageFileDirectory_v2) -> tuple[int, list[tuple[int, int]]]:
    """How many rows a strip has, and where each begins and how long it is. A plain row is taken for a strip."""
    each = _rows_per_strip(tags)
    if not _is_plain_rows(tags):
        return each, list(zip(tags[TiffTag.OFFSETS], tags[TiffTag.COUNTS], strict=True))
    row = _row_bytes(tags)
    return 1, [(tags[TiffTag.OFFSETS][n // each] + n % each * row, row) for n in range(tags[TiffTag.LENGTH])]


def _read_strip(stream: BinaryIO, offset: int, count: int) -> bytes:
    stream.seek(offset)
    data = stream.read(count)
    if len(data) < count:
        raise EOFError(f"strip at {offset} ends after {len(data)} of {count} bytes")
    return data


def _decode_strips(whole: ImageFileDirectory_v2, strips: list[bytes], each: int, height: int) -> Image.Image:
    """The strips as a picture of their own: a header and tags, then the strips one after another."""
    tags = ImageFileDirectory_v2(b"II*\0\0\0\0\0" if whole.prefix == b"II" else b"MM\0*\0\0\0\0")
    for tag in _LAYOUT_TAGS & set(whole):
        tags.tagtype[tag] = whole.tagtype[tag]
        tags[tag] = whole[tag]
    tags[TiffTag.LENGTH], tags[TiffTag.ROWS] = height, each
    tags[TiffTag.COUNTS] = tuple(map(len, strips))
    tags[TiffTag.OFFSETS] = tuple(accumulate(map(len, strips[:-1]), initial=0))  # counted from behind the tags
    file = BytesIO()
    tags.save(file)
    file.write(b"".join(strips))
    file.seek(0)
    band = Image.open(file, formats=["TIFF"])
    band.load()
    return band
