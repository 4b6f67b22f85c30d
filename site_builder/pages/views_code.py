"""What a template sees of a printed code: how it is typed, and where its drawings lie."""

from __future__ import annotations

from dataclasses import dataclass

from .scene import Scene
from .urls import code_file


@dataclass(frozen=True, slots=True)
class CodeSign:
    """The code of a product or an event.

    `typed` is its short address without the scheme, `drawing` and `picture` are the addresses of its QR code as SVG and
    PNG, '' where the site holds none. `draft` is true where the address is not the final one: such a code must not
    be printed.
    """

    code: str
    typed: str
    draft: bool
    drawing: str
    picture: str


def code_sign(code: str, scene: Scene) -> CodeSign:
    """`code` as a page shows it."""
    codes = scene.codes
    files = [code_file(code, suffix) if codes.drawn else "" for suffix in ("svg", "png")]
    return CodeSign(code, codes.typed(code), not codes.final, *files)
