"""The photos of the printed catalogue: cropped around their focus to the frame they stand in, at the dots it needs."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..content.raw import RawCatalogue
from ..content.rules_files import PICTURES
from ..media.plan import Encoding, Frame, Picture, Recipe, Size, crop_box
from ..media.prepare import Media, prepare_all
from ..media.request import PhotoRequest
from ..model import Status
from ..photos import requests
from ..problems import Problem
from ..showcase import Catalogue
from .brochure_paper import DPI, Paper, dots, resolution

FIGURES = 2
"""Photos beside the first that a product is shown with."""
PLAIN = Encoding("jpeg", quality=86, method=0)
"""How photos are written: a print shop has no use for what the web saves by taking longer."""
Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Print:
    """A photo as it is printed.

    `dpi` are its dots an inch, `ratio` is its height to its width, `focus` lies within what the crop left of it.
    """

    key: Key
    file: Path
    dpi: int
    ratio: float
    focus: tuple[float, float]

    @property
    def as_data(self) -> dict[str, Any]:
        """What the template needs to set it."""
        return {"file": self.file.name, "ratio": self.ratio, "focus": list(self.focus)}


@dataclass(frozen=True, slots=True)
class Prints:
    """The photos by whose they are and their name, the front cover's by itself, and what is wrong with any."""

    photos: Mapping[Key, Print]
    front: Mapping[Key, Print]
    problems: tuple[Problem, ...]

    def used(self, catalogue: Catalogue) -> tuple[Print, ...]:
        """Those of the products that are published, and the front cover's."""
        owners = {product.slug for product in catalogue.products} | {PICTURES}
        return tuple(one for one in (*self.photos.values(), *self.front.values()) if one.key[0] in owners)

    def coarse(self, catalogue: Catalogue) -> tuple[Print, ...]:
        """Those that have fewer dots than print shops ask for, the coarsest first."""
        worst: dict[Key, Print] = {}
        for one in self.used(catalogue):
            if one.dpi < min(DPI, worst[one.key].dpi if one.key in worst else DPI):
                worst[one.key] = one
        return tuple(sorted(worst.values(), key=lambda one: (one.dpi, one.key)))


def prints(raw: RawCatalogue, paper: Paper, cache: Path, jobs: int, progress: Callable[[int, int], None]) -> Prints:
    """Makes the photos of every product that is published, as far as `cache` does not hold them."""
    wanted, frames = _wanted(raw), (paper.cover, paper.figure, paper.front)
    batches = [(requests, _recipe(frame)) for requests, frame in zip(wanted, frames, strict=True)]
    made = prepare_all(batches, cache, jobs, progress)
    large, small, front = map(_prints, made, wanted, frames)
    return Prints({**small, **large}, front, tuple(problem for media in made for problem in media.problems))


def _wanted(raw: RawCatalogue) -> tuple[list[PhotoRequest], list[PhotoRequest], list[PhotoRequest]]:
    """Requests for left pages, for figures and for the front cover."""
    rank = dict(_ranks(raw))
    known = [request for request in requests(raw) if request.key in rank]
    covers = [request for request in known if rank[request.key] == 0]
    home = raw.settings.home if raw.settings else None
    chosen = (PICTURES, home.picture) if home and home.picture else None
    front = [request for request in requests(raw) if request.key == chosen]
    featured = {e.slug for e in raw.entries if e.product and e.product.featured}
    candidates = [request for request in covers if request.owner in featured] or covers
    return covers, [r for r in known if rank[r.key] in range(1, FIGURES + 1)], front or candidates[-1:]


def _ranks(raw: RawCatalogue) -> Iterator[tuple[Key, int]]:
    for entry in raw.entries:
        if entry.product and entry.product.status is not Status.DRAFT:
            for rank, photo in enumerate(entry.product.photos):
                yield (entry.slug, photo.file), rank


def _recipe(frame: tuple[int, int]) -> Recipe:
    return Recipe(widths=(), formats=(), fallback=PLAIN, fallback_width=dots(frame[0]), frame=Frame(*frame))


def _prints(media: Media, wanted: list[PhotoRequest], frame: tuple[int, int]) -> dict[Key, Print]:
    focus = {request.key: request.focus for request in wanted}
    return {key: _print(picture, frame, focus[key]) for key, picture in media.pictures.items()}


def _print(picture: Picture, frame: tuple[int, int], focus: tuple[float, float]) -> Print:
    box = crop_box(Size(picture.width, picture.height), Frame(*frame), focus)
    inside = (focus[0] * picture.width - box.left) / box.width, (focus[1] * picture.height - box.top) / box.height
    file = picture.fallback
    return Print(
        (picture.owner, picture.source), file.file, resolution(file.width, frame[0]), frame[1] / frame[0], inside
    )
