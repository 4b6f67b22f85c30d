"""The PDF of the printed catalogue, finished: photos put in after it is set, heads of rows, where to cut."""

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


def tag_row_heads(document: pikepdf.Pdf) -> None:
    """Tag the first cell of each row as its head in tables that have no head row: labels and their values.

    Typst tags the cells of a head row alone.
    """
    for table in document.objects:
        if _is_tag(table, "/Table") and all(_is_tag(row, "/TR") for row in _tags_below(table)):
            for row in _tags_below(table):
                head, *values = _tags_below(row)
                _tag_cell(head, "/TH", scope="/Row")
                for value in values:
                    _tag_cell(value, "/TD")


def _is_tag(node: pikepdf.Object, name: str) -> bool:
    import pikepdf

    return isinstance(node, pikepdf.Dictionary) and node.get("/S") == name and "/K" in node


def _tags_below(tag: pikepdf.Object) -> list[pikepdf.Dictionary]:
    import pikepdf

    return [each for each in tag.K.as_list() if isinstance(each, pikepdf.Dictionary) and "/S" in each]


def _tag_cell(cell: pikepdf.Dictionary, name: str, scope: str = "") -> None:
    import pikepdf

    cell.S = pikepdf.Name(name)
    for attributes in cell.A.as_list():
        if attributes.get("/O") == "/Table":
            del attributes["/Headers"]  # an empty list, which would say that no head belongs to it
            if scope:
                attributes.Scope = pikepdf.Name(scope)


def finish_pdf(pdf: bytes, bleed: float, photos: Mapping[str, Path]) -> bytes:
    """The finished PDF: photos inserted, heads of rows tagged, trim boxes `bleed` millimetres inside the page."""
    import pikepdf

    with pikepdf.open(BytesIO(pdf)) as document:
        insert_photos(document, photos)
        tag_row_heads(document)
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
