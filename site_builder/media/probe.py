"""Opens a photo's header: what it is, how large it stands upright, and whether it may be used at all.

No pixel is decoded here. What a header cannot tell (a file cut short) shows when the photo is rendered.
"""

from __future__ import annotations

import os
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import BinaryIO

from PIL import Image

from . import formats, heic, limits, tiff
from .formats import Kind
from .plan import Size
from .refusal import PhotoError
from .turn import swapped

ORIENTATION = 0x0112


@dataclass(frozen=True, slots=True)
class Opened:
    """A photo whose header has been read; `image` still has to decode. `turned` if its reader turns it by itself."""

    image: Image.Image
    kind: Kind
    turned: bool = False

    @property
    def orientation(self) -> int:
        """1 to 8, as EXIF counts. Of a PNG it is known once that is decoded: it may stand behind the pixels."""
        return 1 if self.turned else _orientation(self.image)

    @property
    def upright(self) -> Size:
        """The size after the turn; Pillow tells a TIFF's so already."""
        return Size(*self.image.size) if self.kind == "TIFF" else swapped(*self.image.size, self.orientation)

    @property
    def stored(self) -> Size:
        """The size as the file stores it."""
        return swapped(*self.upright, self.orientation)


def opened(stream: BinaryIO) -> Opened:
    """The photo that starts at the beginning of `stream`, which must stay open; raises PhotoError."""
    head = stream.read(formats.HEAD)
    stream.seek(0)
    kind = _kind(head)
    if kind == "HEIF" and not heic.can_read():
        raise PhotoError("photo_heic_reader")
    try:
        photo = Opened(_header(stream, kind), kind, kind == "HEIF" and heic.turns_itself(stream))
        _judge(photo, head, os.fstat(stream.fileno()).st_size)
    except PhotoError:
        raise
    except Exception as error:  # broken headers raise whatever the reader stumbles over
        raise PhotoError("photo_unreadable") from error
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
        heic.register()
    with warnings.catch_warnings(), _any_size():
        warnings.simplefilter("ignore")
        return Image.open(stream, formats=[kind])


def _judge(photo: Opened, head: bytes, length: int) -> None:
    _judge_kind(photo)
    width, height = photo.image.size
    if min(width, height) < limits.MIN_SIDE:
        raise PhotoError(
            "photo_tiny", width=str(width), height=str(height), least=str(limits.MIN_SIDE), wanted=str(limits.NARROW)
        )
    if width * height > limits.MAX_PIXELS:
        found, most = str(-(-width * height // limits.MEGA)), str(limits.MAX_PIXELS // limits.MEGA)
        raise PhotoError("photo_huge", width=str(width), height=str(height), megapixels=found, most=most)
    need = limits.memory(photo.image, photo.kind, length, head)
    most_bytes = limits.MEMORY[photo.kind]
    if need > most_bytes:
        raise PhotoError("photo_heavy", need=f"{need / limits.MEGA:.0f}", most=f"{most_bytes / limits.MEGA:.0f}")


def _judge_kind(photo: Opened) -> None:
    """Some TIFFs are not photos to show: measurements of 32 bits, and cameras' raw files with a thumbnail first."""
    if photo.image.mode in ("I", "F"):
        raise PhotoError("photo_format", format=f"{photo.kind}, 32 bit")
    if photo.kind == "TIFF" and tiff.is_thumbnail(photo.image):
        raise PhotoError("photo_format", format="RAW")


def _orientation(image: Image.Image) -> int:
    """From EXIF, or XMP where EXIF has none. The reader of HEIC takes it out of them, and keeps it apart."""
    try:
        exif = image.getexif()
        found = image.info.get("original_orientation") or exif.get(ORIENTATION)
    except Exception:  # broken EXIF must not cost the photo
        return 1
    return found if isinstance(found, int) and found in range(1, 9) else 1
