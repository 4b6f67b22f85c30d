"""The scans that are published with their products, without what cameras write into them, named by their content.

A scan that is a picture was made anew by `media/`, so it holds nothing but pixels. A PDF stays what it is, signature
and all, unless a camera's notes (EXIF, XMP: where a picture was taken, and by whom) stand in a picture within it: they
are blanked where they stand.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from pathlib import Path

from ..content.files import find
from ..media.plan import Picture
from ..showcase import Catalogue
from .page import Output
from .urls import document

NOTES = re.compile(rb"\xff\xe1(?P<length>..)(?P<kind>Exif\0\0|http://ns\.adobe\.com/)", re.DOTALL)
"""The head of a JPEG's APP1 segment: two bytes of marker, two of the length that counts itself and what follows."""


def documents(
    catalogue: Catalogue, folder: Path, scans: Mapping[tuple[str, str], Picture]
) -> Mapping[tuple[str, str], Output]:
    """The scan of each certificate that has one, by slug and file name.

    `folder` holds the products' folders, `scans` those scans that are pictures.
    """
    named = [(p.slug, c.document) for p in catalogue.products for c in p.certificates if c.document]
    found = {
        key: _picture(scans[key]) if key in scans else _file(key[0], find(folder / key[0], key[1])) for key in named
    }
    return {key: output for key, output in found.items() if output}


def _picture(scan: Picture) -> Output:
    return Output(document(scan.fallback.name), scan.fallback.file)


def _file(slug: str, file: Path | None) -> Output | None:
    """The PDF; a picture that could not be made anew is not published at all."""
    if file is None or file.suffix.lower() != ".pdf":
        return None
    data = file.read_bytes()
    clean = without_notes(data)
    digest = hashlib.sha256(clean).hexdigest()[:8]
    return Output(document(f"{slug}-{digest}.pdf"), file if clean == data else clean)


def without_notes(pdf: bytes) -> bytes:
    """The file, as long as it was, with zeros for what cameras noted in its pictures."""
    clean = bytearray(pdf)
    for found in NOTES.finditer(pdf):
        start, end = found.start("kind"), found.start("length") + int.from_bytes(found["length"], "big")
        clean[start:end] = bytes(min(end, len(pdf)) - start)
    return bytes(clean)
