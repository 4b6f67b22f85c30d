"""What a template sees of a picture: its renditions by type, its frame and its words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import groupby

from ..media.plan import Picture, Rendition
from ..model import Photo
from .scene import Said, Scene
from .urls import photo as photo_address

NARROW = 800
"""Pixels: the widest rendition offered to phones, which at three pixels a point would fetch more than they can show."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """One file of a picture and its width in pixels."""

    address: str
    width: int


@dataclass(frozen=True, slots=True)
class Source:
    """The files of one type, narrow to wide."""

    type: str
    candidates: tuple[Candidate, ...]

    def srcset(self, base: str) -> str:
        """The attribute's value on a page from which `base` leads to the root."""
        return ", ".join([f"{base}{c.address} {c.width}w" for c in self.candidates])

    def narrow_srcset(self, base: str) -> str:
        """`srcset` for phones: nothing wider than `NARROW`, unless there is nothing else."""
        fitting = [c for c in self.candidates if c.width <= NARROW] or self.candidates[:1]
        return ", ".join([f"{base}{c.address} {c.width}w" for c in fitting])


@dataclass(frozen=True, slots=True)
class Image:
    """A picture with its words.

    `width` and `height` are the fallback's, in pixels; `position` is CSS's `object-position`; `colour` (#rrggbb)
    stands in until the picture has come.
    """

    alt: Said
    address: str
    width: int
    height: int
    colour: str
    sources: tuple[Source, ...]
    position: str = "50% 50%"
    caption: Said | None = None
    credit: str | None = None
    illustration: bool = False

    @property
    def largest(self) -> str:
        """The address of the widest file: what a link to the picture opens."""
        return self.sources[0].candidates[-1].address if self.sources else self.address

    @property
    def described(self) -> bool:
        """Whether there are words to print below it."""
        return bool(self.caption or self.credit)


@dataclass(frozen=True, slots=True)
class Gallery:
    """Pictures shown in one frame, the cover first; `drawn` and `described` where any of them is."""

    images: tuple[Image, ...]
    drawn: bool
    described: bool


def gallery(photos: Iterable[Photo], owner: str, scene: Scene) -> Gallery | None:
    """The photos that were prepared; None where none was."""
    found = (image(photo, owner, scene) for photo in photos)
    images = tuple(picture for picture in found if picture)
    if not images:
        return None
    return Gallery(images, any(i.illustration for i in images), any(i.described for i in images))


def image(photo: Photo, owner: str, scene: Scene) -> Image | None:
    """The photo as it was prepared for the web; None where there is no rendition of it."""
    picture = scene.pictures.get((owner, photo.file))
    if picture is None:
        return None
    return replace(
        _bare(picture),
        alt=scene.say(photo.alt),
        position=f"{photo.focus[0]:.0%} {photo.focus[1]:.0%}",
        caption=scene.say_if(photo.caption),
        credit=photo.credit,
        illustration=photo.kind == "illustration",
    )


def plain_image(owner: str, file: str, scene: Scene) -> Image | None:
    """A picture that stands beside its words and needs none of its own: a portrait, the picture of a category."""
    picture = scene.pictures.get((owner, file))
    return _bare(picture) if picture else None


def _bare(picture: Picture) -> Image:
    fallback = picture.fallback
    return Image(
        alt=Said(""),
        address=photo_address(fallback.name),
        width=fallback.width,
        height=fallback.height,
        colour=picture.colour,
        sources=_sources(picture),
    )


def _sources(picture: Picture) -> tuple[Source, ...]:
    """The renditions by type, in the recipe's order; the fallback stands in the `img` itself."""
    better = [r for r in picture.renditions if r.type != picture.fallback.type]
    return tuple(Source(kind, _candidates(list(files))) for kind, files in groupby(better, lambda r: r.type))


def _candidates(renditions: list[Rendition]) -> tuple[Candidate, ...]:
    return tuple(Candidate(photo_address(r.name), r.width) for r in sorted(renditions, key=lambda r: r.width))
