"""Readers of QR codes: those that scanning apps, tills and browsers are built on, and what a phone sees of a print."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import cv2
import deqr
import numpy as np
import zxingcpp
from PIL import Image, ImageFilter
from pyzbar import pyzbar

from .measured import Paper, Scan

Reader = Callable[[Image.Image], set[str]]
PHONE_PIXELS = 1920 / 1.15
"""Pixels of a camera's preview across what it sees of a thing as wide as it is far away (an angle of 60 degrees)."""


def _opencv(detector: Any) -> Reader:
    def read(picture: Image.Image) -> set[str]:
        try:
            return {detector.detectAndDecode(np.asarray(picture))[0]} - {""}
        except cv2.error:  # where it takes noise for the corners of a code
            return set()

    return read


def _quirc(picture: Image.Image) -> set[str]:
    found = deqr.QuircDecoder().decode(picture.convert("L"), convert_data=False)  # numbers would lose their zeros
    return {b"".join(part.data for part in code.data_entries).decode() for code in found}


READERS: Mapping[str, Reader] = {
    "zxing-cpp": lambda picture: {code.text for code in zxingcpp.read_barcodes(picture)},
    "OpenCV": _opencv(cv2.QRCodeDetector()),
    "OpenCV ArUco": _opencv(cv2.QRCodeDetectorAruco()),
    "ZBar": lambda picture: {code.data.decode() for code in pyzbar.decode(picture)},
    "quirc": _quirc,
}


@dataclass(frozen=True)
class View:
    """How a phone is held: how many times the width of the code away, tilted by how many degrees; its picture's noise.

    Ten times the width is the rule of thumb of those who plan signs.
    """

    name: str
    widths: float
    tilt: float = 0
    noise: float = 4


VIEWS = (View("held", 10), View("tilted", 10, tilt=25, noise=8), View("farther", 14))


def seen(paper: Paper, scan: Scan, view: View) -> Image.Image:
    """What a phone sees of a code: as large as it is from there, a little out of focus, in the light of a room."""
    side = scan.right - scan.left
    margin = side * 0.15
    page = paper.pdf[scan.page - 1]
    width, height = page.get_size()
    edges = (scan.left, scan.bottom, width - scan.right, height - scan.top)
    scale = PHONE_PIXELS / view.widths / (side + 2 * margin)
    fine = page.render(scale=scale * 3, crop=tuple(max(0, edge - margin) for edge in edges), grayscale=True).to_pil()
    if view.tilt:
        fine = _tilted(fine, view.tilt)
    picture = fine.resize((fine.width // 3, fine.height // 3), Image.Resampling.BOX)
    light = np.asarray(picture.filter(ImageFilter.GaussianBlur(0.8)), dtype=float) * 0.7 + 35
    grains = np.random.default_rng(7).normal(0, view.noise, light.shape)
    return Image.fromarray(np.clip(light + grains, 0, 255).astype(np.uint8))


def _tilted(picture: Image.Image, degrees: float) -> Image.Image:
    """The picture turned by a few degrees, its far edge narrower and all of it lower, as the angle makes it."""
    width, height = picture.size
    lean, low = 0.18 * math.sin(math.radians(degrees)) * width, height * math.cos(math.radians(degrees))
    corners: Any = np.array([[0, 0], [width, 0], [width, height], [0, height]], dtype=np.float32)
    drawn: Any = np.array([[lean, 0], [width - lean, 0], [width, low], [0, low]], dtype=np.float32)
    leaning = cv2.warpPerspective(
        np.asarray(picture), cv2.getPerspectiveTransform(corners, drawn), (width, height), borderValue=(235,)
    )
    return Image.fromarray(leaning).rotate(8, Image.Resampling.BICUBIC, expand=True, fillcolor=235)
