"""HEIF files laid out as cameras lay them out, of those that the encoder here writes."""

from __future__ import annotations

import struct
from collections.abc import Callable, Mapping
from io import BytesIO

import pillow_heif
from PIL import Image

Box = tuple[bytes, bytes]
"""A box's type and content."""


def split(data: bytes) -> list[Box]:
    """The boxes of `data`, which follow each other and have lengths of 32 bits."""
    found, at = [], 0
    while at < len(data):
        length = int.from_bytes(data[at : at + 4])
        found.append((data[at + 4 : at + 8], data[at + 8 : at + length]))
        at += length
    return found


def joined(*boxes: Box) -> bytes:
    return b"".join(struct.pack(">I", 8 + len(content)) + kind + content for kind, content in boxes)


def wide(*boxes: Box) -> bytes:
    """The boxes with lengths of 64 bits, but for the first, by which files are recognised."""
    first, *others = boxes
    return joined(first) + b"".join(struct.pack(">I4sQ", 1, kind, 16 + len(each)) + each for kind, each in others)


def endless(*boxes: Box) -> bytes:
    """The boxes, the last of which goes to the end of the file."""
    *others, (kind, content) = boxes
    return joined(*others) + bytes(4) + kind + content


def laid_out(
    heif: bytes,
    order: tuple[bytes, ...] = (b"ftyp", b"mdat", b"meta"),
    lengths: Callable[..., bytes] = joined,
    before: Mapping[bytes, int] | None = None,
) -> bytes:
    """The file with its boxes in another order, as `lengths` writes them; `iloc` says where the pixels lie then.

    `before` puts an empty box of so many bytes before one of them: cameras leave room there.
    """
    parts = dict(split(heif))
    room = {kind: [(b"free", bytes(size))] for kind, size in (before or {}).items()}
    boxes = [box for kind in order for box in (*room.get(kind, []), (kind, parts[kind]))]
    whole = lengths(*boxes)
    moved = whole.index(parts[b"mdat"]) - heif.index(parts[b"mdat"])
    return whole.replace(parts[b"meta"], _with_moved_pixels(parts[b"meta"], moved))


def _with_moved_pixels(meta: bytes, by: int) -> bytes:
    """`meta` whose `iloc` (version 0; one extent an item; numbers of four bytes) points `by` bytes on."""
    at = meta.index(b"iloc") + 4
    assert meta[at : at + 6] == bytes((0, 0, 0, 0, 0x44, 0x40))
    items = bytearray(meta)
    for item in range(int.from_bytes(meta[at + 6 : at + 8])):
        place = at + 8 + 18 * item + 4
        items[place : place + 4] = struct.pack(">I", int.from_bytes(meta[place : place + 4]) + by)
    return bytes(items)


def with_picture_beside(shown: Image.Image, beside: Image.Image) -> bytes:
    """A HEIC of two pictures, the first of which is the primary item; EXIF in `info` becomes a turn."""
    file, buffer = pillow_heif.from_pillow(shown), BytesIO()
    file.add_from_pillow(beside)
    file.save(buffer, quality=90, primary_index=0)
    return buffer.getvalue()


def of_codec(heif: bytes, codec: bytes) -> bytes:
    """The file with its items said to be of another codec."""
    return heif.replace(b"hvc1", codec)
