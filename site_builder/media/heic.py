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


def turns_itself(stream: BinaryIO) -> bool:
    """Whether the file says how it is to be turned or mirrored, which its reader then does.

    EXIF's orientation repeats that, and is not for use (ISO/IEC 23008-12, 6.5.10). Where the file says nothing,
    whoever wrote it left EXIF's as the only word.
    """
    stream.seek(0)
    data = stream.read(_FRONT)
    for box in (b"meta", b"iprp", b"ipco"):
        data = next((body for name, body in _boxes(data) if name == box), b"")
        data = data[4:] if box == b"meta" else data
    return any(name in (b"irot", b"imir") for name, _ in _boxes(data))


_FRONT = 1_000_000
"""Bytes from the start of a file that hold what it says of its pictures."""


def _boxes(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """The boxes that follow each other in `data`: four bytes of length, four of name, the rest."""
    at = 0
    while at + 8 <= len(data):
        length = int.from_bytes(data[at : at + 4])
        yield data[at + 4 : at + 8], data[at + 8 : at + length]
        at += max(8, length)


def bands(stream: BinaryIO, rows: int) -> Iterator[tuple[int, Image.Image]]:
    """The picture, turned as the file itself asks, in bands of `rows` rows, each with the row it starts at.

    The decoder's own memory is read in place: as a whole, Pillow's picture would come on top of it.
    """
    import pillow_heif

    stream.seek(0)
    photo = pillow_heif.open_heif(stream, convert_hdr_to_8bit=True, remove_stride=False)
    pixels, stride = photo.data, photo.stride
    width, height = photo.size
    for top in range(0, height, rows):
        part = pixels[top * stride : (top + rows) * stride]
        yield top, Image.frombuffer(photo.mode, (width, min(rows, height - top)), part, "raw", photo.mode, stride, 1)
