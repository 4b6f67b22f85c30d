"""ICC profiles written byte by byte (ICC.1:2001-04), and what they say of a colour, worked out without them."""

from __future__ import annotations

import struct
from collections.abc import Sequence

Matrix = tuple[tuple[float, float, float], tuple[float, float, float], tuple[float, float, float]]

# Columns: the XYZ (D50) of full red, green, blue.
SRGB: Matrix = ((0.4360, 0.3851, 0.1431), (0.2225, 0.7169, 0.0606), (0.0139, 0.0971, 0.7141))
DISPLAY_P3: Matrix = ((0.5151, 0.2920, 0.1571), (0.2412, 0.6922, 0.0666), (-0.0011, 0.0419, 0.7841))
ADOBE_RGB: Matrix = ((0.6097, 0.2053, 0.1492), (0.3111, 0.6257, 0.0632), (0.0195, 0.0609, 0.7446))
WHITE = (0.9642, 1.0, 0.8249)


def rgb(columns: Matrix, gamma: float, name: str = "Test", codes: tuple[int, int] | None = None) -> bytes:
    """A profile of a display with these primaries; `codes` are those of H.273, in a tag of their own."""
    primaries = {tag: _xyz([row[i] for row in columns]) for i, tag in enumerate((b"rXYZ", b"gXYZ", b"bXYZ"))}
    curves = dict.fromkeys((b"rTRC", b"gTRC", b"bTRC"), _curve(gamma))
    coded = {b"cicp": b"cicp" + bytes(4) + bytes((*codes, 0, 1))} if codes else {}
    return _profile(b"mntr", b"RGB ", b"XYZ ", {**_common(name), **primaries, **curves, **coded})


def grey(gamma: float) -> bytes:
    """A profile of a grey picture."""
    return _profile(b"mntr", b"GRAY", b"XYZ ", {**_common("Test grey"), b"kTRC": _curve(gamma)})


def cmyk(corner: dict[tuple[int, int, int, int], tuple[int, int, int]]) -> bytes:
    """A printer's profile that gives some of the 16 full mixtures of inks a Lab colour, and mid grey to the others."""
    flat = bytes(range(256))
    mixtures = [(c, m, y, k) for c in (0, 1) for m in (0, 1) for y in (0, 1) for k in (0, 1)]
    table = b"".join(bytes(corner.get(mixture, (128, 128, 128))) for mixture in mixtures)
    identity = struct.pack(">9i", *(65536 if n % 4 == 0 else 0 for n in range(9)))
    lookup = b"mft1" + bytes(4) + bytes((4, 3, 2, 0)) + identity + flat * 4 + table + flat * 3
    return _profile(b"prtr", b"CMYK", b"Lab ", {**_common("Test CMYK"), b"A2B0": lookup})


def in_srgb(colour: Sequence[int], columns: Matrix, gamma: float) -> tuple[float, ...]:
    """`colour` (8 bits) of such a display as sRGB, by the definitions."""
    light = [(c / 255) ** gamma for c in colour]
    xyz = [sum(m * v for m, v in zip(row, light, strict=True)) for row in columns]
    return tuple(_srgb_code(v) for v in _solved(SRGB, xyz))


def _srgb_code(light: float) -> float:
    light = min(1.0, max(0.0, light))
    return 255 * (12.92 * light if light <= 0.0031308 else 1.055 * light ** (1 / 2.4) - 0.055)


def _solved(matrix: Matrix, wanted: Sequence[float]) -> list[float]:
    """The x with matrix · x = wanted, by Cramer's rule."""
    whole = _determinant(matrix)
    columns = [tuple(zip(*matrix, strict=True))[i] for i in range(3)]
    swapped = [[tuple(wanted) if i == n else columns[i] for i in range(3)] for n in range(3)]
    return [_determinant(columns_) / whole for columns_ in swapped]


def _determinant(m: Sequence[Sequence[float]]) -> float:
    (a, b, c), (d, e, f), (g, h, i) = m
    return a * (e * i - f * h) - b * (d * i - f * g) + c * (d * h - e * g)


def _common(name: str) -> dict[bytes, bytes]:
    text = name.encode() + b"\0"
    description = b"desc" + bytes(4) + struct.pack(">I", len(text)) + text + bytes(4 + 4 + 2 + 1 + 67)
    return {b"desc": description, b"cprt": b"text" + bytes(4) + b"Public domain\0", b"wtpt": _xyz(WHITE)}


def _xyz(values: Sequence[float]) -> bytes:
    return b"XYZ " + bytes(4) + struct.pack(">3i", *(round(v * 65536) for v in values))


def _curve(gamma: float) -> bytes:
    return b"curv" + bytes(4) + struct.pack(">IH", 1, round(gamma * 256)) + bytes(2)


def _profile(device: bytes, space: bytes, connection: bytes, tags: dict[bytes, bytes]) -> bytes:
    table, body, at = b"", b"", 128 + 4 + 12 * len(tags)
    for name, tag in tags.items():
        tag += bytes(-len(tag) % 4)
        table += name + struct.pack(">2I", at + len(body), len(tag))
        body += tag
    rest = struct.pack(">I", len(tags)) + table + body
    header = struct.pack(">I4xI4s4s4s12x4s", 128 + len(rest), 0x02400000, device, space, connection, b"acsp")
    header += bytes(28) + struct.pack(">3i", *(round(v * 65536) for v in WHITE))
    return header.ljust(128, b"\0") + rest
