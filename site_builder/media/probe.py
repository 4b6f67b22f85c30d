"""Opens a photo's header: what it is, how large it stands upright, and whether it may be used at all.

No pixel is decoded here. What a header cannot tell (a file cut short) shows when the photo is rendered.
"""

from __future__ import annotations

import os
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from PIL import Image

from . import formats, heic, limits, tiff
from .formats import Kind
from .plan import Size
from .refusal import PhotoError

ORIENTATION = 0x0112
SIDEWAYS = range(5, 9)


@dataclass(frozen=True, slots=True)
class Opened:
    """A photo whose header has been read; `image` still has to decode."""

    image: Image.Image
    kind: Kind

    @property
    def orientation(self) -> int:
        """1 to 8, as EXIF counts. HEIC's reader turns the picture itself, and TIFF's does when it loads."""
        return 1 if self.kind == "HEIF" else _orientation(self.image, self.kind)

    @property
    def upright(self) -> Size:
        """The size after the turn; Pillow tells a TIFF's so already."""
        width, height = self.image.size
        turn = self.kind != "TIFF" and self.orientation in SIDEWAYS
        return Size(height, width) if turn else Size(width, height)

    @property
    def stored(self) -> Size:
        """The size as the file stores it."""
        width, height = self.upright
        return Size(height, width) if self.orientation in SIDEWAYS else Size(width, height)


def probe(file: Path) -> Size:
    """The upright size of the photo in `file`; raises PhotoError."""
    try:
        with file.open("rb") as stream:
            return opened(stream).upright
    except OSError as error:
        raise PhotoError("photo_unopened", reason=error.strerror or str(error)) from error


def opened(stream: BinaryIO) -> Opened:
    """The photo that starts at the beginning of `stream`, which must stay open; raises PhotoError."""
    head = stream.read(formats.HEAD)
    stream.seek(0)
    kind = _kind(head)
    with warnings.catch_warnings(), _any_size():
        warnings.simplefilter("ignore")
        image = _header(stream, kind)
    photo = Opened(image, kind)
    _judge(photo, head, os.fstat(stream.fileno()).st_size)
    return photo


def _kind(head: bytes) -> Kind:
    if not head:
        raise PhotoError("photo_empty")
    if kind := formats.kind(head):
        return kind
    if name := formats.foreign(head):
        raise PhotoError("photo_format", format=name)
    raise PhotoError("photo_unknown")


@contextmanager
def _any_size() -> Iterator[None]:
    """Lifts Pillow's own limit: ours is lower, and comes with the sentence that names it."""
    before, Image.MAX_IMAGE_PIXELS = Image.MAX_IMAGE_PIXELS, None
    try:
        yield
    finally:
        Image.MAX_IMAGE_PIXELS = before


def _header(stream: BinaryIO, kind: Kind) -> Image.Image:
    if kind == "HEIF":
        if not heic.can_read():
            raise PhotoError("photo_heic_reader")
        heic.register()
    try:
        return Image.open(stream, formats=[kind])
    except Exception as error:  # broken headers raise whatever the reader stumbles over
        raise PhotoError("photo_unreadable") from error


def _judge(photo: Opened, head: bytes, length: int) -> None:
    _judge_kind(photo)
    width, height = photo.upright
    if min(width, height) < limits.MIN_SIDE:
        raise PhotoError(
            "photo_tiny", width=str(width), height=str(height), least=str(limits.MIN_SIDE), wanted=str(limits.NARROW)
        )
    if width * height > limits.MAX_PIXELS:
        found, most = (f"{n / limits.MEGA:.0f}" for n in (width * height, limits.MAX_PIXELS))
        raise PhotoError("photo_huge", width=str(width), height=str(height), megapixels=found, most=most)
    need = limits.memory(photo.image, photo.kind, length, head, turned=photo.orientation > 1)
    most_bytes = limits.MEMORY[photo.kind]
    if need > most_bytes:
        raise PhotoError("photo_heavy", need=f"{need / limits.MEGA:.0f}", most=f"{most_bytes / limits.MEGA:.0f}")


def _judge_kind(photo: Opened) -> None:
    """Some TIFFs are not photos to show: measurements of 32 bits, and cameras' raw files with a thumbnail first."""
    if photo.image.mode in ("I", "F"):
        raise PhotoError("photo_format", format=f"{photo.kind}, 32 bit")
    if photo.kind == "TIFF" and tiff.is_thumbnail(photo.image):
        raise PhotoError("photo_format", format="RAW")


def _orientation(image: Image.Image, kind: Kind) -> int:
    """From EXIF, or XMP where EXIF has none. A PNG's own method would decode it all to look behind the pixels."""
    try:
        exif = Image.Image.getexif(image) if kind == "PNG" else image.getexif()
        found = exif.get(ORIENTATION)
    except Exception:  # broken EXIF must not cost the photo
        return 1
    return found if isinstance(found, int) and found in range(1, 9) else 1
