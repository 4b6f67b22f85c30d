"""JPEGs as phones write them, of any size: made of one strip again and again, so that nothing large is in memory."""

from __future__ import annotations

import struct

from PIL import Image

from .samples import data

STRIP_ROWS = 8 * 16
"""Eight rows of blocks of 16: as many as there are restart markers."""


def large_jpeg(width: int, height: int) -> bytes:
    """A JPEG of grain, `width` a multiple of 16 pixels."""
    grain = Image.merge("RGB", [Image.effect_noise((256, STRIP_ROWS), 10 + 10 * band) for band in range(3)])
    strip = Image.new("RGB", (width, STRIP_ROWS))
    for left in range(0, width, grain.width):
        strip.paste(grain, (left, 0))
    whole = data(strip, "JPEG", quality=85, restart_marker_rows=1)
    scan = whole.index(b"\xff\xda")
    start = scan + 2 + int.from_bytes(whole[scan + 2 : scan + 4])
    rows = whole[start:-2]
    for number in range(8):
        rows = rows.replace(bytes((0xFF, 0xD0 + number)), b"\xff\xff")  # which no data of pixels holds
    blocks = rows.split(b"\xff\xff")
    count = -(-height // 16)
    body = b"".join(
        blocks[row % 8] + (bytes((0xFF, 0xD0 + row % 8)) if row + 1 < count else b"") for row in range(count)
    )
    frame = whole.index(b"\xff\xc0") + 5
    return whole[:frame] + struct.pack(">H", height) + whole[frame + 2 : start] + body + b"\xff\xd9"
