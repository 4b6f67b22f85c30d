"""QR codes: the smallest symbol of an address, as drawing or picture, with the quiet zone inside."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from html import escape
from io import BytesIO
from itertools import groupby
from typing import TYPE_CHECKING, Any, Literal
from urllib.parse import urlsplit

from ..media.fonts import SANS_FAMILY, UPRIGHT_SANS
from .context import Context
from .urls import code_file_address

if TYPE_CHECKING:
    from collections.abc import Iterator

    import segno
    from PIL.Image import Image

ErrorCorrection = Literal["M", "Q"]
QUIET_ZONE = 4
"""Modules of white on every side, as the standard asks."""
MIN_MODULE_MM = 0.4
"""Millimetres; phones lose smaller ones on cheap labels."""
MIN_PNG_PIXELS = 1000
"""Pixels of a side of the PNG, at least: 8 cm at 300 to the inch."""
_ALPHANUMERIC_ENDS = re.compile(r"([0-9A-Z $%*+\-./:]*)(.*?)([0-9A-Z $%*+\-./:]*)")
"""Splits an address in three: the start and the end that fit QR's alphanumeric mode, and what lies between."""
_CAPTION_STYLE = 'font-family="sans-serif" font-size="3" font-weight="700" text-anchor="middle" fill="#a12b22"'


@dataclass(frozen=True, slots=True)
class Symbol:
    """The modules of a code, row by row, 1 where dark; `address` is what a scanner reads."""

    address: str
    level: ErrorCorrection
    rows: tuple[bytes, ...]

    @property
    def side(self) -> int:
        """Modules of a side, the quiet zone among them."""
        return len(self.rows) + 2 * QUIET_ZONE

    @property
    def least(self) -> float:
        """The least side in millimetres at which the symbol may be printed."""
        return self.side * MIN_MODULE_MM


@cache
def symbol(address: str, level: ErrorCorrection = "M") -> Symbol:
    """The code of `address`, in capitals where that makes it smaller.

    Scheme and host mean the same in capitals; the path does not, and stays as it is.
    """
    scheme, host = urlsplit(address)[:2]
    start = len(f"{scheme}://{host}")
    loud = address[:start].upper() + address[start:]
    plain, capital = [address], _segments(loud)
    chosen, read = (capital, loud) if _side_modules(capital, level) < _side_modules(plain, level) else (plain, address)
    return Symbol(read, level, tuple(bytes(row) for row in _encode_symbol(chosen, level).matrix))


def svg(symbol: Symbol, below: str = "") -> bytes:
    """The code as drawing, one unit a module; with `below` words under it."""
    side = symbol.side
    height = side + (QUIET_ZONE if below else 0)
    words = f'<text x="{side / 2}" y="{side}" {_CAPTION_STYLE}>{escape(below, quote=False)}</text>' if below else ""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {height}" width="{side * 8}" '
        f'height="{height * 8}" shape-rendering="crispEdges"><path fill="#fff" d="M0 0h{side}v{height}H0z"/>'
        f'<path d="{svg_path(symbol)}"/>{words}</svg>\n'
    ).encode()


def png(symbol: Symbol, below: str = "") -> bytes:
    """The code as picture of whole pixels a module; with `below` words under it."""
    from PIL import Image

    scale = -(-MIN_PNG_PIXELS // symbol.side)
    size = len(symbol.rows)
    modules = Image.frombytes("L", (size, size), b"".join(symbol.rows)).point([255, 0] + [0] * 254)
    dark = modules.resize((size * scale, size * scale), Image.Resampling.NEAREST)
    page = Image.new("L", (symbol.side * scale, (symbol.side + (QUIET_ZONE if below else 0)) * scale), 255)
    page.paste(dark, (QUIET_ZONE * scale, QUIET_ZONE * scale))
    if below:
        _draw_caption(page, below, scale, symbol.side)
    out = BytesIO()
    page.convert("1", dither=Image.Dither.NONE).save(out, "PNG", optimize=True, dpi=(300, 300))
    return out.getvalue()


def _side_modules(parts: list[str], level: ErrorCorrection) -> int:
    """The side of the symbol in modules. Choosing the mask is slow and does not change the size, so mask 0 is used."""
    return len(_encode_symbol(parts, level, mask=0).matrix)


def _encode_symbol(parts: Any, level: ErrorCorrection, mask: int | None = None) -> segno.QRCode:
    """Encode `parts`, each in its best mode. segno takes a list too, though its type hints do not say so."""
    import segno

    return segno.make_qr(parts, error=level, mask=mask, boost_error=False)


def _segments(address: str) -> list[str]:
    """The segments of a QR code: alphanumeric mode (compact) at both ends, byte mode between."""
    parts = _ALPHANUMERIC_ENDS.fullmatch(address)
    return [part for part in parts.groups() if part] if parts else [address]


def svg_path(symbol: Symbol) -> str:
    """Every run of dark modules as a rectangle, all in one path: no seams between them at any size."""
    return "".join(f"M{x} {y}h{width}v1h-{width}z" for y, x, width in _dark_runs(symbol))


def _dark_runs(symbol: Symbol) -> Iterator[tuple[int, int, int]]:
    for y, row in enumerate(symbol.rows, QUIET_ZONE):
        x = QUIET_ZONE
        for dark, modules in groupby(row):
            width = len(list(modules))
            if dark:
                yield y, x, width
            x += width


def _draw_caption(page: Image, words: str, scale: int, top: int) -> None:
    from PIL import ImageDraw, ImageFont

    font = ImageFont.truetype(BytesIO((SANS_FAMILY.files / UPRIGHT_SANS).read_bytes()), 3 * scale)
    font.set_variation_by_axes([600])
    ImageDraw.Draw(page).text((page.width / 2, top * scale), words, fill=0, font=font, anchor="ms")


@dataclass(frozen=True, slots=True)
class CodeView:
    """The code of a product or an event.

    `display_address` is its short address without the scheme, `svg_address` and `png_address` lead to its QR code as
    drawing and picture, '' where the site holds none. `is_draft` is true where the address is not the final one: such a
    code must not be printed.
    """

    code: str
    display_address: str
    is_draft: bool
    svg_address: str
    png_address: str


def code_view(code: str, context: Context) -> CodeView:
    """`code` as a page shows it."""
    codes = context.codes
    return CodeView(
        code=code,
        display_address=codes.typed(code),
        is_draft=not codes.final,
        svg_address=code_file_address(code, "svg") if codes.drawn else "",
        png_address=code_file_address(code, "png") if codes.drawn else "",
    )
