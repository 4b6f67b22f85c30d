"""The primary item of a HEIF or AVIF file: its codec, how it is turned, its colours.

The file is a tree of boxes (ISO/IEC 14496-12, 4.2): four bytes of length, four of type, then the content. `meta` says
what the file shows (ISO/IEC 23008-12), and may stand anywhere: Samsung's cameras write it behind the pixels. So boxes
are walked by seeking, over the whole file; only the few that are needed are read.
"""

from __future__ import annotations

import io
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import BinaryIO

MAX_BOXES = 10_000
"""Boxes of one level that are looked at: a damaged file may hold any number of empty ones."""
MAX_BOX_READ = 4_000_000
"""Bytes of one box that are read; the list of items of a photo of 500 tiles takes some 20 kB."""

TRANSFORMS = (b"irot", b"imir")
DERIVED = (b"grid", b"iovl", b"iden")
"""Types of items that are put together from other items, by references of the type `dimg`."""

CODEC_NAMES: Mapping[bytes, str] = {
    b"av01": "AV1",
    b"avc1": "AVC (H.264)",
    b"evc1": "EVC",
    b"j2k1": "JPEG 2000",
    b"jpeg": "JPEG",
    b"lhv1": "L-HEVC",
    b"mjpg": "JPEG",
    b"unci": "uncompressed",
    b"vvc1": "VVC (H.266)",
}
"""Codecs of HEIF besides HEVC, by the type of the item."""


@dataclass(frozen=True, slots=True)
class Box:
    """A box: its type, and where its content lies in the file."""

    type: bytes
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class PrimaryItem:
    """What the file shows: the codec (type of the item, or of those it is put together from) and its properties."""

    codec: bytes
    properties: tuple[tuple[bytes, bytes], ...]

    @property
    def is_turned(self) -> bool:
        """Whether it has transforms, which readers apply by themselves."""
        return any(kind in TRANSFORMS for kind, _ in self.properties)

    @property
    def colour_codes(self) -> tuple[int, int] | None:
        """Colour primaries and transfer characteristics by H.273 (the property `colr` of the type `nclx`)."""
        for kind, content in self.properties:
            if kind == b"colr" and content[:4] == b"nclx" and len(content) >= 8:
                return int.from_bytes(content[4:6]), int.from_bytes(content[6:8])
        return None


def primary_item(stream: BinaryIO) -> PrimaryItem | None:
    """The primary item; None where the file names none, or is damaged."""
    meta = _find(stream, 0, os.fstat(stream.fileno()).st_size, b"meta")
    if meta is None:
        return None
    parts = {box.type: box for box in reversed(list(boxes(stream, meta.start + 4, meta.end)))}  # of twins, the first
    if b"pitm" not in parts:
        return None
    pitm = _Fields(_content(stream, parts[b"pitm"]))
    version, _ = pitm.version()
    item = pitm.number(4 if version else 2)
    types = dict(_item_types(stream, parts[b"iinf"])) if b"iinf" in parts else {}
    codec, sources = types.get(item, b""), [item]
    if codec in DERIVED and b"iref" in parts:
        sources += _derived_from(stream, parts[b"iref"], item)
        codec = next((types.get(source, b"") for source in sources[1:]), codec)
    own, *tiles = [_properties(stream, parts[b"iprp"], source) for source in sources] if b"iprp" in parts else [()]
    # What tiles say of colours holds for the whole; how they are turned is theirs alone.
    colours = tuple(each for tile in tiles for each in tile if each[0] == b"colr")
    return PrimaryItem(codec, own + colours)


def boxes(stream: BinaryIO, start: int, end: int) -> Iterator[Box]:
    """The boxes that follow each other from `start` to `end`, the last of them perhaps cut short."""
    for _ in range(MAX_BOXES):
        if start + 8 > end:
            return
        stream.seek(start)
        head = stream.read(16)
        length, content = int.from_bytes(head[:4]), start + 8
        if length == 1:  # 64 bits of length follow the type
            length, content = int.from_bytes(head[8:16]), start + 16
        following = end if length == 0 else start + length  # 0: up to the end of the file
        if following < content:
            return
        yield Box(head[4:8], content, min(following, end))
        start = following


def _find(stream: BinaryIO, start: int, end: int, kind: bytes) -> Box | None:
    return next((box for box in boxes(stream, start, end) if box.type == kind), None)


def _content(stream: BinaryIO, box: Box, most: int = MAX_BOX_READ) -> bytes:
    stream.seek(box.start)
    return stream.read(max(0, min(box.end - box.start, most)))


class _Fields:
    """Reads big-endian numbers one after another; what is missing at the end reads as zeros."""

    def __init__(self, data: bytes) -> None:
        self._stream, self._length = io.BytesIO(data), len(data)

    def number(self, size: int) -> int:
        return int.from_bytes(self._stream.read(size))

    def version(self) -> tuple[int, int]:
        """The version and the flags that a full box begins with."""
        return self.number(1), self.number(3)

    @property
    def left(self) -> bool:
        return self._stream.tell() < self._length


def _item_types(stream: BinaryIO, iinf: Box) -> Iterator[tuple[int, bytes]]:
    """Each item's number and type, from the entries of the item information."""
    version = _Fields(_content(stream, iinf, 4)).version()[0]
    for box in boxes(stream, iinf.start + (8 if version else 6), iinf.end):
        if box.type == b"infe":
            entry = _content(stream, box, 16)
            wide = 4 if entry[:1] >= b"\3" else 2
            yield int.from_bytes(entry[4 : 4 + wide]), entry[6 + wide : 10 + wide]


def _derived_from(stream: BinaryIO, iref: Box, item: int) -> list[int]:
    """The first items that `item` is put together from: all of them are of one codec and have the same colours."""
    wide = 4 if _Fields(_content(stream, iref, 4)).version()[0] else 2
    for box in boxes(stream, iref.start + 4, iref.end):
        fields = _Fields(_content(stream, box, 64))
        if box.type == b"dimg" and fields.number(wide) == item and fields.number(2):
            return [fields.number(wide)]
    return []


def _properties(stream: BinaryIO, iprp: Box, item: int) -> tuple[tuple[bytes, bytes], ...]:
    """The type and the first bytes of each property that is associated with `item`, in that order."""
    held = [
        box
        for container in boxes(stream, iprp.start, iprp.end)
        if container.type == b"ipco"
        for box in islice(boxes(stream, container.start, container.end), MAX_BOXES)
    ]
    indices = [
        at
        for container in boxes(stream, iprp.start, iprp.end)
        if container.type == b"ipma"
        for at in _associations(_Fields(_content(stream, container)), item)
    ]
    return tuple((held[at - 1].type, _content(stream, held[at - 1], 64)) for at in indices if 0 < at <= len(held))


def _associations(fields: _Fields, item: int) -> list[int]:
    """The places of the properties of `item`; the highest bit of each says that it is essential."""
    version, flags = fields.version()
    count, size = fields.number(4), 2 if flags & 1 else 1
    for _ in range(count):
        if not fields.left:
            break
        found = fields.number(4 if version else 2)
        indices = [fields.number(size) & (0x7FFF if size == 2 else 0x7F) for _ in range(fields.number(1))]
        if found == item:
            return indices
    return []
