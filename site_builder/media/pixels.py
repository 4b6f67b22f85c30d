"""Pixels: a photo decoded straight to about the size that is needed, then cropped, upright, in sRGB, in each size."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from math import ceil, floor
from typing import BinaryIO

from PIL import Image
from PIL.ImageCms import ImageCmsProfile, PyCMSError, createProfile, profileToProfile

from . import photo_file
from .colour_spaces import ColourSpace, convert_to_srgb
from .colour_tags import DeclaredColours, declared_colours
from .jpeg_file import JPEG_SCALES, decode_jpeg
from .photo_file import MAX_PIXELS, PhotoFile
from .recipe import CropBox, Recipe, Size, oversampling
from .request import PhotoError

PAPER_WHITE = (255, 255, 255)
"""The background that transparent pictures are flattened onto."""
_PLAIN_MODES = {"1": "L", "La": "LA", "RGBa": "RGBA", "RGBX": "RGB", "YCbCr": "RGB", "HSV": "RGB"}


def to_plain_mode(image: Image.Image) -> Image.Image:
    """The same pixels in a mode that can be averaged: L, LA, RGB, RGBA, CMYK or LAB.

    That is without a palette, in 8 bits, and with transparency as a band of its own.
    """
    if image.mode.startswith("I;16"):
        # 16 bits to 8 by dropping the low ones; Pillow's own conversion would cut everything above 255 off.
        packed = "L;16B" if image.mode.endswith("B") else "L;16"
        return Image.frombytes("L", image.size, image.tobytes(), "raw", packed)
    if image.mode in ("P", "PA") or (image.mode in ("RGB", "L") and "transparency" in image.info):
        return image.convert("RGBA" if image.has_transparency_data else "RGB")
    return image.convert(_PLAIN_MODES[image.mode]) if image.mode in _PLAIN_MODES else image


def to_srgb(image: Image.Image, colours: DeclaredColours) -> Image.Image:
    """A plain `image` in sRGB on white paper; `colours` is what the file says of them."""
    if image.mode not in ("LA", "RGBA"):
        return _convert_colours(image, colours)
    *bands, alpha = image.split()
    opaque = _convert_colours(Image.merge(image.mode[:-1], bands), colours)
    return Image.composite(opaque, Image.new("RGB", image.size, PAPER_WHITE), alpha)


def _convert_colours(image: Image.Image, profile: DeclaredColours) -> Image.Image:
    if isinstance(profile, ColourSpace):
        return convert_to_srgb(image.convert("RGB"), profile)
    if not profile and image.mode != "LAB":
        return image if image.mode == "RGB" else image.convert("RGB")
    try:
        source = ImageCmsProfile(BytesIO(profile) if profile and image.mode != "LAB" else createProfile("LAB"))
        return _convert_by_profile(image, source)
    except (PyCMSError, OSError, ValueError, TypeError):  # broken, or made for another kind of picture
        return image.convert("RGB")


def _convert_by_profile(image: Image.Image, source: ImageCmsProfile) -> Image.Image:
    if (source.profile.profile_description or "").startswith("sRGB"):
        return image.convert("RGB")
    if source.profile.xcolor_space == "RGB ":
        image = image.convert("RGB")
    result = profileToProfile(image, source, createProfile("sRGB"), outputMode="RGB")
    if result is None:
        raise ValueError("no conversion")
    return result


def dominant_colour(image: Image.Image) -> str:
    """The colour that covers most of `image` (RGB), as `#rrggbb`."""
    small = image.resize((32, 32), Image.Resampling.BOX, reducing_gap=1.0)
    few = small.quantize(8)
    counts = few.histogram()
    most = counts.index(max(counts))
    return "#" + bytes((few.getpalette() or [])[3 * most : 3 * most + 3]).hex()


_BAND_ROWS = 256
"""Rows of a band, about: pictures are averaged down band by band."""
_MIN_OVERSAMPLING = 1.5
"""The least oversampling: box averaging leaves the picture this many times wider than the widest rendition, and the
sharper Lanczos filter does the rest."""


@dataclass(frozen=True, slots=True)
class DecodedPhoto:
    """A photo's pixels as they are stored: neither turned nor in sRGB, perhaps fewer than the photo has.

    `size` is the photo's, upright; `orientation` what is to be done to the pixels, 1 to 8 as EXIF counts; `notes` are
    codes of what is to be told of it.
    """

    pixels: Image.Image
    size: Size
    orientation: int
    colours: DeclaredColours
    notes: tuple[str, ...] = ()


def reduction_factor(photo: PhotoFile, size: Size, recipe: Recipe) -> int:
    """How many times smaller than the photo, which is of `size`, its pixels may be decoded for the recipe."""
    spare = oversampling(size, recipe)
    if photo.kind == "JPEG":
        # What would not fit into memory is decoded smaller than a large print could use.
        needed = next(scale for scale in reversed(JPEG_SCALES) if size.width * size.height <= MAX_PIXELS * scale**2)
        return max(needed, next(scale for scale in JPEG_SCALES if scale <= spare))
    return max(1, int(spare / _MIN_OVERSAMPLING))


def decode_photo(photo: PhotoFile, stream: BinaryIO, recipe: Recipe) -> DecodedPhoto:
    """The pixels of the photo, fewer by as much as `recipe` leaves room for; raises PhotoError."""
    try:
        if photo.kind not in ("JPEG", "HEIF"):  # which are decoded smaller, or in bands
            photo.image.load()  # before its size is asked for: a PNG may hold its EXIF behind the pixels
        size, orientation = photo.upright, photo.orientation
        factor, notes = reduction_factor(photo, size, recipe), list[str]()
        if photo.kind == "JPEG":
            pixels, lacked_end = decode_jpeg(photo.image, stream, factor)
            notes += ["photo_cut_end"] if lacked_end else []
        else:
            pixels = _decode_pixels(photo, stream, factor)
        return DecodedPhoto(pixels, size, orientation, declared_colours(photo, stream), notes=tuple(notes))
    except MemoryError:
        raise
    except Exception as error:  # damaged data raises whatever the decoder stumbles over
        raise PhotoError("photo_damaged") from error


def _decode_pixels(photo: PhotoFile, stream: BinaryIO, factor: int) -> Image.Image:
    rows = max(factor, _BAND_ROWS // factor * factor)
    match photo.kind:
        case "HEIF":
            return _average_bands(photo_file.heic_bands(stream, rows), photo.stored, factor)
        case _ if factor > 1:
            return _average_bands(_crop_bands(photo.image, rows), Size._make(photo.image.size), factor)
        case _:
            return photo.image


def _crop_bands(image: Image.Image, rows: int) -> Iterator[tuple[int, Image.Image]]:
    for top in range(0, image.height, rows):
        yield top, image.crop((0, top, image.width, min(top + rows, image.height)))


def _average_bands(bands: Iterator[tuple[int, Image.Image]], size: Size, factor: int) -> Image.Image:
    whole: Image.Image | None = None
    for top, band in bands:
        small = to_plain_mode(band).reduce(factor)
        whole = whole or Image.new(small.mode, (-(-size.width // factor), -(-size.height // factor)))
        whole.paste(small, (0, top // factor))
    if whole is None:
        raise EOFError("no pixels")
    return whole


_BAND_PIXELS = 4_000_000
"""Pixels that are converted and scaled together: whole, a large picture would be held twice or more."""
_FILTER_RADIUS = 3
"""Radius of the Lanczos filter, in pixels of the smaller picture."""


def scale_to_sizes(photo: DecodedPhoto, box: CropBox, sizes: set[Size]) -> dict[Size, Image.Image]:
    """The part `box` of the upright photo in each of `sizes`.

    A picture is made from the next one that is at least twice as wide, where there is one: that costs a
    tenth, and once written cannot be told from one made from the photo itself (0.3 dB).
    """
    images: dict[Size, Image.Image] = {}
    for size in sorted(sizes, reverse=True):
        larger = [s for s in images if s.width >= 2 * size.width]
        images[size] = _downscale(images[min(larger)], size) if larger else _scale_photo(photo, box, size)
    return images


def _downscale(image: Image.Image, size: Size) -> Image.Image:
    """Downscale: first halve by box averaging, then the rest with the sharper Lanczos filter."""
    return image.resize(size, Image.Resampling.LANCZOS, reducing_gap=1.0)


def _scale_photo(photo: DecodedPhoto, box: CropBox, size: Size) -> Image.Image:
    """Scale in the stored orientation and rotate afterwards: there are fewer pixels to rotate then."""
    full = photo_file.swap_if_sideways(*photo.size, photo.orientation)
    across, down = photo.pixels.width / full.width, photo.pixels.height / full.height
    left, top, width, height = photo_file.stored_box(box, photo.size, photo.orientation)
    part = (left * across, top * down, (left + width) * across, (top + height) * down)
    picture = _scale_in_bands(photo, part, photo_file.swap_if_sideways(*size, photo.orientation))
    return photo_file.turn_upright(picture, photo.orientation)


def _scale_in_bands(photo: DecodedPhoto, part: tuple[float, float, float, float], size: Size) -> Image.Image:
    left, top, right, bottom = part
    step = (bottom - top) / size.height
    rows = max(1, int(_BAND_PIXELS / (photo.pixels.width * step)))
    picture = Image.new("RGB", size, None)  # every pixel is pasted over
    for first in range(0, size.height, rows):
        last = min(first + rows, size.height)
        start, end = top + first * step, top + last * step
        above = max(0, floor(start - _FILTER_RADIUS * step - 1))
        below = min(photo.pixels.height, ceil(end + _FILTER_RADIUS * step + 1))
        band = to_srgb(to_plain_mode(photo.pixels.crop((0, above, photo.pixels.width, below))), photo.colours)
        region = (left, max(0.0, start - above), right, min(end - above, band.height))
        picture.paste(_scale_region(band, region, Size(size.width, last - first)), (0, first))
    return picture


def _scale_region(band: Image.Image, region: tuple[float, float, float, float], size: Size) -> Image.Image:
    """The region in `size`; cut out where that is its own: the filter would go over every pixel for nothing."""
    left, top, right, bottom = region
    same = size.width == right - left and size.height == bottom - top
    if same and all(float(edge).is_integer() for edge in region):
        return band.crop((int(left), int(top), int(right), int(bottom)))
    return band.resize(size, Image.Resampling.LANCZOS, region)
