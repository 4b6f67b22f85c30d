"""Which libraries write the renditions: another version writes other bytes."""

from __future__ import annotations

from functools import cache

import PIL
from PIL import features

_LIBRARIES = ("avif", "webp", "libjpeg_turbo", "littlecms2")


@cache
def versions() -> str:
    """Pillow and the libraries it writes and converts with, as one text."""
    parts = [f"Pillow {PIL.__version__}", f"jpeg {features.version('jpg')}"]
    return ", ".join([*parts, *(f"{name} {features.version(name)}" for name in _LIBRARIES)])
