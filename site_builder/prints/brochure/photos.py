"""The photos of the brochure: cropped around their focus point, at the resolution that print needs."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ...catalogue.product import Status
from ...catalogue.showcase import PICTURES_FOLDER, Catalogue
from ...content.raw import RawCatalogue
from ...media.prepare import PreparedPhotos, prepare_batches
from ...media.recipe import AspectRatio, ImageEncoding, PreparedPicture, Recipe, Size, crop_box
from ...media.request import PhotoBatch, PhotoRequest
from ...messages import Problem
from ...views.pictures import photo_requests
from ..formats import PRINT_SHOP_DPI, PaperSize, print_dpi, print_pixels

FIGURES_PER_PRODUCT = 2
"""Photos beside the first that a product is shown with."""
PRINT_JPEG = ImageEncoding("jpeg", quality=86, method=0)
"""How photos are written: a print shop has no use for what the web saves by taking longer."""
PhotoKey = tuple[str, str]


@dataclass(frozen=True, slots=True)
class PrintPhoto:
    """A photo as it is printed.

    `dpi` are its dots an inch, `ratio` is its height to its width, `focus` lies within what the crop left of it.
    """

    key: PhotoKey
    file: Path
    dpi: int
    ratio: float
    focus: tuple[float, float]

    @property
    def as_data(self) -> dict[str, Any]:
        """What the template needs to set it."""
        return {"file": self.file.name, "ratio": self.ratio, "focus": list(self.focus)}


@dataclass(frozen=True, slots=True)
class PrintPhotos:
    """The prepared photos by owner and file name, the front cover's photo apart, and the problems of all."""

    photos: Mapping[PhotoKey, PrintPhoto]
    front: Mapping[PhotoKey, PrintPhoto]
    problems: tuple[Problem, ...]

    def used(self, catalogue: Catalogue) -> tuple[PrintPhoto, ...]:
        """Those of the products that are published, and the front cover's."""
        owners = {product.slug for product in catalogue.products} | {PICTURES_FOLDER}
        return tuple(one for one in (*self.photos.values(), *self.front.values()) if one.key[0] in owners)

    def coarse(self, catalogue: Catalogue) -> tuple[PrintPhoto, ...]:
        """The photos whose resolution is below 300 dpi, the lowest first."""
        worst: dict[PhotoKey, PrintPhoto] = {}
        for one in self.used(catalogue):
            if one.dpi < min(PRINT_SHOP_DPI, worst[one.key].dpi if one.key in worst else PRINT_SHOP_DPI):
                worst[one.key] = one
        return tuple(sorted(worst.values(), key=lambda one: (one.dpi, one.key)))


def prepare_print_photos(
    raw: RawCatalogue, paper: PaperSize, cache: Path, jobs: int, progress: Callable[[int, int], None]
) -> PrintPhotos:
    """Makes the photos of every product that is published, as far as `cache` does not hold them."""
    wanted, frames = _batch_requests(raw), (paper.cover, paper.figure, paper.front)
    batches = [PhotoBatch(requests, _print_recipe(frame)) for requests, frame in zip(wanted, frames, strict=True)]
    made = prepare_batches(batches, cache, jobs, progress)
    large, small, front = map(_print_photos, made, wanted, frames)
    return PrintPhotos({**small, **large}, front, tuple(problem for media in made for problem in media.problems))


def _batch_requests(raw: RawCatalogue) -> tuple[list[PhotoRequest], list[PhotoRequest], list[PhotoRequest]]:
    """Requests for left pages, for figures and for the front cover."""
    rank = dict(_photo_ranks(raw))
    known = [request for request in photo_requests(raw) if request.key in rank]
    covers = [request for request in known if rank[request.key] == 0]
    home = raw.settings.home if raw.settings else None
    chosen = (PICTURES_FOLDER, home.picture) if home and home.picture else None
    front = [request for request in photo_requests(raw) if request.key == chosen]
    featured = {e.slug for e in raw.entries if e.product and e.product.featured}
    candidates = [request for request in covers if request.owner in featured] or covers
    return covers, [r for r in known if rank[r.key] in range(1, FIGURES_PER_PRODUCT + 1)], front or candidates[-1:]


def _photo_ranks(raw: RawCatalogue) -> Iterator[tuple[PhotoKey, int]]:
    for entry in raw.entries:
        if entry.product and entry.product.status is not Status.DRAFT:
            for rank, photo in enumerate(entry.product.photos):
                yield (entry.slug, photo.file), rank


def _print_recipe(frame: tuple[int, int]) -> Recipe:
    return Recipe(
        widths=(),
        formats=(),
        fallback=PRINT_JPEG,
        fallback_width=print_pixels(frame[0]),
        frame=AspectRatio(frame[0], frame[1]),
    )


def _print_photos(
    media: PreparedPhotos, wanted: list[PhotoRequest], frame: tuple[int, int]
) -> dict[PhotoKey, PrintPhoto]:
    focus = {request.key: request.focus for request in wanted}
    return {key: _print_photo(picture, frame, focus[key]) for key, picture in media.pictures.items()}


def _print_photo(picture: PreparedPicture, frame: tuple[int, int], focus: tuple[float, float]) -> PrintPhoto:
    box = crop_box(Size(picture.width, picture.height), AspectRatio(frame[0], frame[1]), focus)
    inside = (focus[0] * picture.width - box.left) / box.width, (focus[1] * picture.height - box.top) / box.height
    file = picture.fallback
    return PrintPhoto(
        key=(picture.owner, picture.source),
        file=file.file,
        dpi=print_dpi(file.width, frame[0]),
        ratio=frame[1] / frame[0],
        focus=inside,
    )
