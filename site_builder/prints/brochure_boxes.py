"""Trim and Bleed boxes: they tell the print shop where to cut. Typst writes the page's own box alone."""

from __future__ import annotations

from io import BytesIO

import pikepdf

POINTS = 72 / 25.4
"""Points to the millimetre."""


def with_boxes(pdf: bytes, bleed: float) -> bytes:
    """The PDF, every page of which is `bleed` millimetres larger on each side than what is left of it after the cut."""
    with pikepdf.open(BytesIO(pdf)) as document:
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
