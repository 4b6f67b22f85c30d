"""HEIC, through pillow-heif, which the extra `heic` installs."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.util import find_spec
from typing import BinaryIO

from PIL import Image


def can_read() -> bool:
    """Whether pillow-heif is installed."""
    return find_spec("pillow_heif") is not None


def register() -> None:
    """Lets Pillow open HEIC.

    One thread: the processes share out the cores. Thumbnails and depth maps would be decoded besides the photo.
    """
    import pillow_heif

    pillow_heif.register_heif_opener(decode_threads=1, thumbnails=False, depth_images=False, aux_images=False)


def bands(stream: BinaryIO, rows: int) -> Iterator[tuple[int, Image.Image]]:
    """The upright picture in bands of `rows` rows, each with the row it starts at.

    The decoder's own memory is read in place: as a whole, Pillow's picture would come on top of it.
    libheif turns the picture as the file's transformations ask; EXIF's orientation repeats them and is not for use
    (ISO/IEC 23008-12).
    """
    import pillow_heif

    stream.seek(0)
    photo = pillow_heif.open_heif(stream, convert_hdr_to_8bit=True, remove_stride=False)
    pixels, stride = photo.data, photo.stride
    width, height = photo.size
    for top in range(0, height, rows):
        part = pixels[top * stride : (top + rows) * stride]
        yield top, Image.frombuffer(photo.mode, (width, min(rows, height - top)), part, "raw", photo.mode, stride, 1)
