"""Photos made for the tests, whose right look is known."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Mapping, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

import pillow_heif
from PIL import Image

from site_builder.cache import FileStamp
from site_builder.media.recipe import CENTRE, ImageEncoding, Recipe
from site_builder.media.render import render_photo
from site_builder.media.request import CachedRenditions, PhotoRefusal, RenderJob, RenderTask

pillow_heif.register_heif_opener()

Colour = tuple[int, int, int]

RED, GREEN, BLUE, YELLOW = (200, 40, 40), (40, 150, 60), (40, 60, 190), (225, 205, 70)
CARD: Mapping[tuple[int, int], Colour] = {(0, 0): RED, (1, 0): GREEN, (0, 1): BLUE, (1, 1): YELLOW}
"""Colour by quarter: left to right, top to bottom."""

SMALL = Recipe(widths=(120,), formats=(), fallback=ImageEncoding("jpeg", 90), fallback_width=120)
"""One small JPEG, for tests that look at pixels."""


def card(width: int = 360, height: int = 240) -> Image.Image:
    """Four quarters of four colours: no turn or mirror leaves it as it is."""
    image = Image.new("RGB", (width, height))
    for (column, row), colour in CARD.items():
        image.paste(
            colour, (column * width // 2, row * height // 2, (column + 1) * width // 2, (row + 1) * height // 2)
        )
    return image


def quarters(image: Image.Image) -> list[Colour]:
    """The colours in the middles of the four quarters, in CARD's order."""
    rgb = image.convert("RGB")
    spots = [(rgb.width * (2 * x + 1) // 4, rgb.height * (2 * y + 1) // 4) for x, y in CARD]
    return [pixel(rgb, spot) for spot in spots]


def pixel(image: Image.Image, spot: tuple[int, int]) -> Colour:
    red, green, blue = (
        int(image.getchannel(band).crop((*spot, spot[0] + 1, spot[1] + 1)).tobytes()[0]) for band in "RGB"
    )
    return red, green, blue


def near(found: Colour, wanted: Sequence[float], tolerance: int = 8) -> bool:
    return all(abs(f - w) <= tolerance for f, w in zip(found, wanted, strict=True))


def is_card(image: Image.Image, tolerance: int = 12) -> bool:
    return all(near(f, w, tolerance) for f, w in zip(quarters(image), CARD.values(), strict=True))


def job(photo: Path, recipe: Recipe = SMALL, focus: tuple[float, float] = CENTRE) -> RenderJob:
    folder = photo.parent / "renditions"
    folder.mkdir(exist_ok=True)
    return RenderJob(photo, FileStamp.of(photo.stat()), folder, (RenderTask(photo.stem, recipe, focus),))


def made(photo: Path, recipe: Recipe = SMALL, focus: tuple[float, float] = CENTRE) -> CachedRenditions:
    """What is made of `photo`, in this process; a refusal fails the test."""
    outcome = render_photo(job(photo, recipe, focus))
    assert not isinstance(outcome, PhotoRefusal), outcome
    return outcome[photo.stem]


def refused(photo: Path) -> PhotoRefusal:
    outcome = render_photo(job(photo))
    assert isinstance(outcome, PhotoRefusal), outcome
    return outcome


def shown(photo: Path, recipe: Recipe = SMALL) -> Image.Image:
    """The first rendition of `photo`, as a reader that knows nothing of EXIF and profiles shows it."""
    file = made(photo, recipe).files[0]
    with Image.open(photo.parent / "renditions" / file.name) as image:
        return image.convert("RGB")


def data(image: Image.Image, kind: str, **options: Any) -> bytes:
    buffer = BytesIO()
    image.save(buffer, kind, **options)
    return buffer.getvalue()


def exif(orientation: int = 1, *, secrets: bool = False) -> Image.Exif:
    """EXIF with an orientation and, if asked, what a household would not want told."""
    block = Image.Exif()
    block[0x0112] = orientation
    if secrets:
        block[0x010F], block[0x9C9C + 1] = "SECRET-MAKER", b"S\0E\0C\0R\0E\0T\0"
        place = block.get_ifd(0x8825)
        place.update({1: "N", 2: (21.0, 56.0, 51.0), 3: "E", 4: (106.0, 22.0, 15.0)})
    return block


def png_48(rows: Sequence[Sequence[Colour]]) -> bytes:
    """A PNG of 16 bits a channel, which Pillow cannot write; `rows` hold 16-bit colours."""
    lines = b"".join(b"\0" + b"".join(struct.pack(">3H", *colour) for colour in row) for row in rows)
    header = struct.pack(">2I5B", len(rows[0]), len(rows), 16, 2, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(lines)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(png_chunk(name, body) for name, body in chunks)


def png_chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
