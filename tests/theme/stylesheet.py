"""The style sheets of the theme as a test reads them: colours by name and scheme, class names, custom properties."""

from __future__ import annotations

import re
from collections.abc import Mapping

from ..commands import ROOT

FOLDER = ROOT / "theme/assets/css"
CLASS = re.compile(r"\b(?:bg|is)-[a-z0-9]+(?:[_-]+[a-z0-9]+)*")


def source(name: str = "*.css") -> str:
    """The style sheets called like `name`, joined, without comments."""
    text = "".join(path.read_text() for path in sorted(FOLDER.glob(name)))
    return re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)


def classes() -> set[str]:
    """Every class that some rule names."""
    return {name for selector in re.findall(r"([^{}]+)\{", source()) for name in CLASS.findall(selector)}


def blocks(selector: str) -> list[Mapping[str, str]]:
    """The custom properties of every block of the tokens that starts with exactly `selector`."""
    found = re.findall(re.escape(selector) + r"\s*\{([^}]*)\}", source("00-tokens.css"))
    return [dict(re.findall(r"--([a-z0-9-]+)\s*:\s*([^;]+);", block)) for block in found]


def scheme(dark: bool) -> Mapping[str, str]:
    """Every colour of a scheme by its name: `#rrggbb`."""
    light = blocks(":root")[0]
    values = {**light, **blocks("html[data-color-scheme=dark]")[0]} if dark else light
    return {name: value for name, value in values.items() if value.startswith("#")}


def contrast(one: str, other: str) -> float:
    """The WCAG 2 contrast of two colours written `#rrggbb`, 1 to 21."""
    high, low = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: str) -> float:
    channels = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
