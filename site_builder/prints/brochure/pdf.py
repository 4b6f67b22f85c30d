"""The PDF of the printed catalogue, finished: photos put in after it is set, boxes that tell where to cut."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from PIL import Image

if TYPE_CHECKING:
    import pikepdf

JPEG = "/DCTDecode"
"""What a PDF calls it."""


def placeholder_jpeg(name: str) -> bytes:
    """The placeholder of the photo `name`: a tiny JPEG with the name as its comment, so that no two are the same."""
    out = BytesIO()
    Image.new("RGB", (8, 8)).save(out, "JPEG", comment=name.encode())
    return out.getvalue()


def insert_photos(document: pikepdf.Pdf, photos: Mapping[str, Path]) -> None:
    """Replace every placeholder in the PDF by its photo (a JPEG in RGB)."""
    import pikepdf

    places = {placeholder_jpeg(name): file for name, file in photos.items()}
    for drawn in document.objects:
        if not isinstance(drawn, pikepdf.Stream) or drawn.get("/Subtype") != "/Image" or drawn.get("/Filter") != JPEG:
            continue
        file = places.get(drawn.read_raw_bytes())
        if file:
            with Image.open(file) as photo:
                drawn.Width, drawn.Height = photo.size
            drawn.write(file.read_bytes(), filter=pikepdf.Name(JPEG))


POINTS_PER_MM = 72 / 25.4
"""Points to the millimetre."""


def finish_pdf(pdf: bytes, bleed: float, photos: Mapping[str, Path]) -> bytes:
    """The finished PDF: photos inserted, trim boxes `bleed` millimetres inside the page on each side."""
    import pikepdf

    with pikepdf.open(BytesIO(pdf)) as document:
        insert_photos(document, photos)
        for page in document.pages:
            left, bottom, right, top = (float(edge) for edge in page.mediabox)
            cut = round(bleed * POINTS_PER_MM, 4)
            page.bleedbox = pikepdf.Array([left, bottom, right, top])
            page.trimbox = pikepdf.Array([left + cut, bottom + cut, right - cut, top - cut])
        written = BytesIO()
        document.save(
            written, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate, min_version="1.7"
        )
    return written.getvalue()


def pdf_page_count(pdf: bytes) -> int:
    """How many pages it has."""
    import pikepdf

    with pikepdf.open(BytesIO(pdf)) as document:
        return len(document.pages)
