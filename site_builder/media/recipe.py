"""Plans the renditions of a picture from its size and a recipe, before any pixel is touched.

Sizes are in pixels, of the upright picture (after the turn that its EXIF asks for). Nothing here reads or
writes a file.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import isqrt
from pathlib import Path
from typing import Literal, NamedTuple

RenditionFormat = Literal["avif", "webp", "jpeg"]

RENDITION_SUFFIXES: dict[RenditionFormat, str] = {"avif": "avif", "webp": "webp", "jpeg": "jpg"}

CENTRE = (0.5, 0.5)


class Size(NamedTuple):
    width: int
    height: int


class CropBox(NamedTuple):
    """A part of a picture: where it starts and how large it is."""

    left: int
    top: int
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class AspectRatio:
    """Width to height, in whole numbers: 1200 to 630, 16 to 9."""

    width: int
    height: int

    def __post_init__(self) -> None:
        if self.width < 1 or self.height < 1:
            raise ValueError(f"an aspect ratio needs two positive sides: {self.width} to {self.height}")


@dataclass(frozen=True, slots=True)
class ImageEncoding:
    """The encoder's settings of a rendition. `quality` is 1 to 100.

    `speed` is AVIF's, 0 to 10, and `method` WebP's, 0 (fast) to 6 (small). At quality 60 and speed 9 real
    photos come out a tenth smaller than as WebP of the same likeness, and sooner; slower speeds save little.
    WebP's method 2 costs 40 % less time than 4 for 6 % more bytes. JPEG of method 0 is plain: it takes a fifth of the
    time for a tenth more bytes.
    """

    format: RenditionFormat
    quality: int
    speed: int = 9
    method: int = 2

    def __post_init__(self) -> None:
        if self.format not in RENDITION_SUFFIXES:
            raise ValueError(f"not a format for renditions: {self.format}")
        if not (1 <= self.quality <= 100 and 0 <= self.speed <= 10 and 0 <= self.method <= 6):
            raise ValueError(f"quality is 1 to 100, speed 0 to 10, method 0 to 6: {self}")

    @property
    def type(self) -> str:
        """The MIME type."""
        return f"image/{self.format}"


@dataclass(frozen=True, slots=True)
class Recipe:
    """The renditions that one use (web, display, label) needs of each picture; the defaults are the web's.

    Every format at every width, and one `fallback` for browsers that know none of the formats. A use that needs no
    fallback (a display whose browser is known) has `fallback=None`; one that needs a single file has no `formats`.
    With a `frame` the picture is cropped to that aspect ratio around its focus point, without one it keeps its own.
    Where the page crops it instead, `fills` is the frame that it fills there, and the widths are the frame's: of a
    picture much wider than that, larger renditions are made.
    """

    widths: tuple[int, ...] = (400, 800, 1600)
    formats: tuple[ImageEncoding, ...] = (ImageEncoding("avif", quality=60, speed=9),)
    fallback: ImageEncoding | None = ImageEncoding("jpeg", quality=80)
    fallback_width: int = 800
    frame: AspectRatio | None = None
    fills: AspectRatio | None = None

    def __post_init__(self) -> None:
        encodings = {*self.formats, *([self.fallback] if self.fallback else [])}
        if not encodings or len({e.format for e in encodings}) < len(encodings):
            raise ValueError("a recipe needs at least one format, and each format one way of writing it")
        if (self.formats and not self.widths) or min((*self.widths, self.fallback_width)) < 1:
            raise ValueError("a recipe needs positive widths")


@dataclass(frozen=True, slots=True)
class PlannedRendition:
    """One planned rendition."""

    width: int
    height: int
    encoding: ImageEncoding


@dataclass(frozen=True, slots=True)
class Rendition:
    """One file that is made: where it lies in the cache, its pixels, its MIME type, its size in bytes."""

    file: Path
    width: int
    height: int
    type: str
    size: int

    @property
    def name(self) -> str:
        """The name that it is published under, too."""
        return self.file.name

    @property
    def frame_width(self) -> int:
        """How many pixels wide the part of it is that fills the frame on the page."""
        return frame_width(Size(self.width, self.height))


@dataclass(frozen=True, slots=True)
class PreparedPicture:
    """A photo and what was made of it.

    `owner` and `source` are whose photo it is and its file name as the content writes it; `width` and `height`
    are the upright original's; `colour` (`#rrggbb`) stands in while the picture loads. `renditions` keep the
    recipe's order, the fallback last.
    """

    owner: str
    source: str
    width: int
    height: int
    colour: str
    renditions: tuple[Rendition, ...]

    @property
    def fallback(self) -> Rendition:
        """The file for readers that choose no other."""
        return self.renditions[-1]


PictureKey = tuple[str, str]
"""Whose a picture is (a product's slug, `_pictures` for the rest) and the name by which the content calls it."""
Pictures = Mapping[PictureKey, PreparedPicture]
"""What was made of each picture that the content names."""


def scale_length(length: int, by: int, of: int) -> int:
    """`length` × `by` ÷ `of`, halves up, at least 1: in whole numbers, so that no machine rounds otherwise."""
    return max(1, (2 * length * by + of) // (2 * of))


def crop_box(size: Size, frame: AspectRatio | None, focus: tuple[float, float] = CENTRE) -> CropBox:
    """The largest crop of the given aspect ratio, centred as near to the focus point as the edges allow.

    `focus` is x and y from the top left, 0 to 1. Without a frame, the whole picture.
    """
    if frame is None:
        return CropBox(0, 0, size.width, size.height)
    width = min(size.width, scale_length(size.height, frame.width, frame.height))
    height = min(size.height, scale_length(size.width, frame.height, frame.width))
    return CropBox(_crop_start(size.width, width, focus[0]), _crop_start(size.height, height, focus[1]), width, height)


def _crop_start(whole: int, part: int, focus: float) -> int:
    return min(max(0, int(whole * focus - part / 2 + 0.5)), whole - part)


PAGE_FRAME = AspectRatio(4, 3)
"""What most places of a page show of a photo (`object-fit: cover` in the styles); wider ones are cut left and right."""
ORDINARY_SHAPE = AspectRatio(3, 2)
"""Pictures up to this wide lose so little to the page's frame that their own width says enough."""
MAX_RENDITION_PIXELS = 10_000_000
"""The most pixels of a rendition that is not cropped, however wide or tall it is: phones have to decode it."""


def frame_width(size: Size, frame: AspectRatio = PAGE_FRAME) -> int:
    """How many pixels wide the part of the picture is that fills the frame."""
    if size.width * ORDINARY_SHAPE.height <= size.height * ORDINARY_SHAPE.width:
        return size.width
    return min(size.width, scale_length(size.height, frame.width, frame.height))


MIN_WIDTH_STEP = (9, 8)
"""A picture's own width is offered beside the recipe's only if it is at least 9/8 of the next narrower one."""


RESIZE_THRESHOLD = (5, 4)
"""A picture that is cropped into a single file stays as it is if it is less than 5/4 of the width wanted: to scale it
by so little would take longer than everything else, and sharpness with it."""


def rendition_widths(own: int, wanted: tuple[int, ...]) -> tuple[int, ...]:
    """The widths to make of a picture `own` pixels wide: ascending, unique, never empty, none wider than it.

    A picture narrower than the widest one wanted gives its own width too, so that nothing it holds is lost,
    unless that would be a near twin of the width before it: 1000 wanted at 400, 800, 1600 gives 400, 800 and
    1000, but 850 gives 400 and 800.
    """
    fitting = sorted({w for w in wanted if w <= own})
    if fitting and (fitting[-1] == max(wanted) or own * MIN_WIDTH_STEP[1] < fitting[-1] * MIN_WIDTH_STEP[0]):
        return tuple(fitting)
    return (*fitting, own)


def plan_renditions(size: Size, recipe: Recipe) -> tuple[PlannedRendition, ...]:
    """The files to make of a picture of `size`, format by format as the recipe has them, the fallback last."""
    box = crop_box(size, recipe.frame)
    shape = recipe.frame or box
    shown = frame_width(size, recipe.fills) if recipe.fills else box.width
    wanted = {width: scale_length(width, box.width, shown) for width in (*recipe.widths, recipe.fallback_width)}
    own = min(box.width, isqrt(MAX_RENDITION_PIXELS * box.width // box.height)) if recipe.frame is None else box.width
    widths = rendition_widths(own, tuple(wanted[width] for width in recipe.widths))
    planned = [(width, e) for e in recipe.formats for width in widths]
    if recipe.fallback:
        single_crop = bool(recipe.frame) and not recipe.formats
        close = box.width * RESIZE_THRESHOLD[1] < recipe.fallback_width * RESIZE_THRESHOLD[0]
        width = box.width if single_crop and close else min(own, wanted[recipe.fallback_width])
        planned.append((width, recipe.fallback))
    renditions = [PlannedRendition(w, scale_length(w, shape.height, shape.width), e) for w, e in planned]
    return tuple(dict.fromkeys(reversed(renditions)))[::-1]  # of two that are the same, the last


def oversampling(size: Size, recipe: Recipe) -> float:
    """The oversampling: how many times wider the cropped original is than its widest rendition."""
    return crop_box(size, recipe.frame).width / max(planned.width for planned in plan_renditions(size, recipe))
