"""The last steps: photos, and the boxes that tell the print shop where to cut (Typst writes the page's own alone)."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from pathlib import Path

import pikepdf

from .brochure_pictures import put_in

POINTS = 72 / 25.4
"""Points to the millimetre."""


def finished(pdf: bytes, bleed: float, photos: Mapping[str, Path]) -> bytes:
    """The PDF with its photos, every page `bleed` millimetres larger on each side than what is left after the cut."""
    with pikepdf.open(BytesIO(pdf)) as document:
        put_in(document, photos)
        for page in document.pages:
            left, bottom, right, top = (float(edge) for edge in page.mediabox)
            cut = round(bleed * POINTS, 4)
            page.bleedbox = pikepdf.Array([left, bottom, right, top])
            page.trimbox = pikepdf.Array([left + cut, bottom + cut, right - cut, top - cut])
        written = BytesIO()
        document.save(
            written, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate, min_version="1.7"
        )
    return written.getvalue()


def pages(pdf: bytes) -> int:
    """How many pages it has."""
    with pikepdf.open(BytesIO(pdf)) as document:
        return len(document.pages)
