"""The photos of the printed catalogue, put in after it is set.

Typst would unpack all of them to set their frames: 20 MB a page, 4 GB for two hundred products. It is given stand-ins
of a few hundred bytes that say whose place they keep; the frames are drawn in the photos' own proportions, so nothing
else depends on what stands in them.
"""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from pathlib import Path

import pikepdf
from PIL import Image


def stand_in(name: str) -> bytes:
    """What Typst gets for the photo `name`: no two are the same."""
    out = BytesIO()
    Image.new("RGB", (8, 8)).save(out, "JPEG", comment=name.encode())
    return out.getvalue()


def put_in(document: pikepdf.Pdf, photos: Mapping[str, Path]) -> None:
    """Every photo (a JPEG in RGB) where its stand-in is."""
    places = {stand_in(name): file for name, file in photos.items()}
    for drawn in document.objects:
        if isinstance(drawn, pikepdf.Stream) and drawn.get("/Subtype") == "/Image" and _is_jpeg(drawn):
            file = places.get(drawn.read_raw_bytes())
            if file:
                _replace(drawn, file)


def _is_jpeg(drawn: pikepdf.Stream) -> bool:
    return bool(drawn.get("/Filter") == pikepdf.Name.DCTDecode)


def _replace(drawn: pikepdf.Stream, file: Path) -> None:
    with Image.open(file) as photo:
        drawn.Width, drawn.Height = photo.size
    drawn.write(file.read_bytes(), filter=pikepdf.Name.DCTDecode)
