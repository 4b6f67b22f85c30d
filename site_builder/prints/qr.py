"""QR codes: the smallest symbol of an address, as drawing or picture, with the quiet zone inside.

Level M bears 15 % of damage, Q 25 %: for what hangs outdoors. Modules are black on white and, on paper, never
smaller than `LEAST_MODULE`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from html import escape
from importlib import resources
from io import BytesIO
from itertools import groupby
from typing import TYPE_CHECKING, Any, Literal
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Iterator

    import segno
    from PIL.Image import Image

Level = Literal["M", "Q"]
QUIET = 4
"""Modules of white on every side, as the standard asks."""
LEAST_MODULE = 0.4
"""Millimetres; phones lose smaller ones on cheap labels."""
LEAST_PICTURE = 1000
"""Pixels of a side of the PNG, at least: 8 cm at 300 to the inch."""
_PARTS = re.compile(r"([0-9A-Z $%*+\-./:]*)(.*?)([0-9A-Z $%*+\-./:]*)")
"""An address between what the compact alphanumeric mode can write at its start and at its end."""
_BELOW = 'font-family="sans-serif" font-size="3" font-weight="700" text-anchor="middle" fill="#a12b22"'


@dataclass(frozen=True, slots=True)
class Symbol:
    """The modules of a code, row by row, 1 where dark; `address` is what a scanner reads."""

    address: str
    level: Level
    rows: tuple[bytes, ...]

    @property
    def side(self) -> int:
        """Modules of a side, the quiet zone among them."""
        return len(self.rows) + 2 * QUIET

    @property
    def least(self) -> float:
        """Millimetres of a side below which it must not be printed."""
        return self.side * LEAST_MODULE


@cache
def symbol(address: str, level: Level = "M") -> Symbol:
    """The code of `address`, in capitals where that makes it smaller.

    Scheme and host mean the same in capitals; the path does not, and stays as it is.
    """
    scheme, host = urlsplit(address)[:2]
    start = len(f"{scheme}://{host}")
    loud = address[:start].upper() + address[start:]
    plain, capital = [address], _segments(loud)
    chosen, read = (capital, loud) if _size(capital, level) < _size(plain, level) else (plain, address)
    return Symbol(read, level, tuple(bytes(row) for row in _made(chosen, level).matrix))


def svg(symbol: Symbol, below: str = "") -> bytes:
    """The code as drawing, one unit a module; with `below` words under it."""
    side = symbol.side
    height = side + (QUIET if below else 0)
    words = f'<text x="{side / 2}" y="{side}" {_BELOW}>{escape(below, quote=False)}</text>' if below else ""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {height}" width="{side * 8}" '
        f'height="{height * 8}" shape-rendering="crispEdges"><path fill="#fff" d="M0 0h{side}v{height}H0z"/>'
        f'<path d="{path(symbol)}"/>{words}</svg>\n'
    ).encode()


def png(symbol: Symbol, below: str = "") -> bytes:
    """The code as picture of whole pixels a module; with `below` words under it."""
    from PIL import Image

    scale = -(-LEAST_PICTURE // symbol.side)
    size = len(symbol.rows)
    modules = Image.frombytes("L", (size, size), b"".join(symbol.rows)).point([255, 0] + [0] * 254)
    dark = modules.resize((size * scale, size * scale), Image.Resampling.NEAREST)
    page = Image.new("L", (symbol.side * scale, (symbol.side + (QUIET if below else 0)) * scale), 255)
    page.paste(dark, (QUIET * scale, QUIET * scale))
    if below:
        _write(page, below, scale, symbol.side)
    out = BytesIO()
    page.convert("1", dither=Image.Dither.NONE).save(out, "PNG", optimize=True, dpi=(300, 300))
    return out.getvalue()


def _size(parts: list[str], level: Level) -> int:
    """Modules of a side. Choosing the mask takes most of the time and does not change it: any will do."""
    return len(_made(parts, level, mask=0).matrix)


def _made(parts: Any, level: Level, mask: int | None = None) -> segno.QRCode:
    """`parts` is a list of texts, each written in the mode that suits it: more than segno's types know."""
    import segno

    return segno.make_qr(parts, error=level, mask=mask, boost_error=False)


def _segments(address: str) -> list[str]:
    """Capitals, digits and signs at both ends are written compactly, what lies between them byte by byte."""
    parts = _PARTS.fullmatch(address)
    return [part for part in parts.groups() if part] if parts else [address]


def path(symbol: Symbol) -> str:
    """Every run of dark modules as a rectangle, all in one path: no seams between them at any size."""
    return "".join(f"M{x} {y}h{width}v1h-{width}z" for y, x, width in _runs(symbol))


def _runs(symbol: Symbol) -> Iterator[tuple[int, int, int]]:
    for y, row in enumerate(symbol.rows, QUIET):
        x = QUIET
        for dark, modules in groupby(row):
            width = len(list(modules))
            if dark:
                yield y, x, width
            x += width


def _write(page: Image, words: str, scale: int, top: int) -> None:
    from PIL import ImageDraw, ImageFont

    face = resources.files("font_source_sans_pro") / "files" / "SourceSansPro-Semibold.ttf"
    font = ImageFont.truetype(BytesIO(face.read_bytes()), 3 * scale)
    ImageDraw.Draw(page).text((page.width / 2, top * scale), words, fill=0, font=font, anchor="ms")
