"""The cover photos of products cut for a printed frame, at three hundred dots to the inch where the original allows."""

from __future__ import annotations

from collections.abc import Callable, Collection
from pathlib import Path

from ..content.raw import RawCatalogue
from ..media.plan import Encoding, Recipe
from ..media.prepare import Media, prepare
from ..photos import requests
from .sheets import Format

DOTS = 300
WIDEST = 4000
"""Pixels: more is lost on the distance from which such a thing is looked at."""
FOLDER = "paper"
"""Of the cache: what is made for paper is not in the way of what is made for the web."""
INCH = 25.4


def recipe(form: Format) -> Recipe:
    """One JPEG in the ratio of the format's frame."""
    width = form.photo[0] if form.photo else form.width
    pixels = min(WIDEST, round(width / INCH * DOTS))
    return Recipe(widths=(), formats=(), fallback=Encoding("jpeg", 88), fallback_width=pixels, frame=form.frame)


def covers(
    raw: RawCatalogue,
    chosen: Collection[str],
    form: Format,
    cache: Path,
    jobs: int,
    progress: Callable[[int, int], None],
) -> Media:
    """The first photo of each product in `chosen`, by its slug and file name."""
    first = {
        entry.slug: entry.product.photos[0].file
        for entry in raw.entries
        if entry.slug in chosen and entry.product and entry.product.photos
    }
    wanted = [request for request in requests(raw) if first.get(request.owner) == request.key[1]]
    return prepare(wanted, recipe(form), cache / FOLDER, jobs, progress)
