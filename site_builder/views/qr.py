"""QR codes: the symbol of an address, as drawing or picture, with the quiet zone inside."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from html import escape
from importlib.metadata import version
from io import BytesIO
from itertools import groupby
from typing import Literal

from ..media.fonts import SANS_FAMILY, UPRIGHT_SANS
from .urls import ShortLinks, code_file_address

ErrorCorrection = Literal["M", "Q"]
QUIET_ZONE = 4
"""Modules of white on every side, as the standard asks."""
MIN_MODULE_MM = 0.4
"""Millimetres; phones lose smaller ones on cheap labels."""
MIN_PNG_PIXELS = 1000
"""Pixels of a side of the PNG, at least: 8 cm at 300 to the inch."""
DRAWING_VERSION = 2
"""Raise it when codes are drawn differently, so that what holds one is made again."""
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
    """The code of `address`, as it is written.

    Scheme and host in capitals would make a smaller symbol, which every decoder reads; but several scanning apps do not
    take `HTTPS://…` for a link, and what is printed cannot be called back.
    """
    import segno

    made = segno.make_qr(address, error=level, boost_error=False)
    return Symbol(address, level, tuple(bytes(row) for row in made.matrix))


def drawn_by() -> str:
    """The versions of what draws codes: part of the cache key of everything that holds one."""
    return f"segno {version('segno')}, drawing {DRAWING_VERSION}"


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
        from PIL import ImageDraw, ImageFont

        font = ImageFont.truetype(BytesIO((SANS_FAMILY.files / UPRIGHT_SANS).read_bytes()), 3 * scale)
        font.set_variation_by_axes([600])
        place = page.width / 2, symbol.side * scale
        ImageDraw.Draw(page).text(place, below, fill=0, font=font, anchor="ms")
    out = BytesIO()
    page.convert("1", dither=Image.Dither.NONE).save(out, "PNG", optimize=True, dpi=(300, 300))
    return out.getvalue()


def svg_path(symbol: Symbol) -> str:
    """Every run of dark modules as a rectangle, all in one path: no seams between them at any size."""
    rectangles = []
    for y, row in enumerate(symbol.rows, QUIET_ZONE):
        x = QUIET_ZONE
        for dark, modules in groupby(row):
            width = len(list(modules))
            if dark:
                rectangles.append(f"M{x} {y}h{width}v1h-{width}z")
            x += width
    return "".join(rectangles)


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


def code_view(code: str, codes: ShortLinks) -> CodeView:
    """`code` as a page shows it."""
    return CodeView(
        code=code,
        display_address=codes.typed(code),
        is_draft=not codes.final,
        svg_address=code_file_address(code, "svg") if codes.downloadable else "",
        png_address=code_file_address(code, "png") if codes.downloadable else "",
    )
