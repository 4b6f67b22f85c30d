"""Colours as browsers take them for granted: sRGB, opaque."""

from __future__ import annotations

from io import BytesIO

from PIL import Image
from PIL.ImageCms import ImageCmsProfile, PyCMSError, createProfile, profileToProfile

PAPER = (255, 255, 255)
"""What shows through where a picture is transparent."""


def srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    """`image` (L, LA, RGB, RGBA, CMYK or LAB) in sRGB on white paper. `profile` is the ICC profile it came with.

    The result holds pixels alone: Pillow would write some of what a photo says of itself into every file made of it.
    """
    if image.mode in ("LA", "RGBA"):
        *bands, alpha = image.split()
        colours = _converted(Image.merge(image.mode[:-1], bands), profile)
        result = Image.composite(colours, Image.new("RGB", image.size, PAPER), alpha)
    else:
        result = _converted(image, profile)
    result.info.clear()
    return result


def _converted(image: Image.Image, profile: bytes | None) -> Image.Image:
    if not profile and image.mode != "LAB":
        return image.convert("RGB")
    try:
        source = ImageCmsProfile(BytesIO(profile) if profile and image.mode != "LAB" else createProfile("LAB"))
        return _through(image, source)
    except (PyCMSError, OSError, ValueError, TypeError):  # broken, or made for another kind of picture
        return image.convert("RGB")


def _through(image: Image.Image, source: ImageCmsProfile) -> Image.Image:
    if (source.profile.profile_description or "").startswith("sRGB"):
        return image.convert("RGB")
    if source.profile.xcolor_space == "RGB ":
        image = image.convert("RGB")
    result = profileToProfile(image, source, createProfile("sRGB"), outputMode="RGB")
    if result is None:
        raise ValueError("no conversion")
    return result


def dominant(image: Image.Image) -> str:
    """The colour that covers most of `image` (RGB), as `#rrggbb`."""
    small = image.resize((32, 32), Image.Resampling.BOX, reducing_gap=1.0)
    few = small.quantize(8)
    counts = few.histogram()
    most = counts.index(max(counts))
    return "#" + bytes((few.getpalette() or [])[3 * most : 3 * most + 3]).hex()
