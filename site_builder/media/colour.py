"""Colours as browsers take them for granted: sRGB, 8 bits, opaque."""

from __future__ import annotations

from io import BytesIO

from PIL import Image
from PIL.ImageCms import ImageCmsProfile, PyCMSError, createProfile, profileToProfile

PAPER = (255, 255, 255)
"""What shows through where a picture is transparent."""
_PLAIN = {"1": "L", "La": "LA", "RGBa": "RGBA", "RGBX": "RGB", "YCbCr": "RGB", "HSV": "RGB"}


def plain(image: Image.Image) -> Image.Image:
    """The same pixels in a mode that can be averaged: L, LA, RGB, RGBA, CMYK or LAB.

    That is without a palette, in 8 bits, and with transparency as a band of its own.
    """
    if image.mode.startswith("I;16"):
        return _high_bytes(image)
    if image.mode in ("P", "PA") or (image.mode in ("RGB", "L") and "transparency" in image.info):
        return image.convert("RGBA" if image.has_transparency_data else "RGB")
    return image.convert(_PLAIN[image.mode]) if image.mode in _PLAIN else image


def _high_bytes(image: Image.Image) -> Image.Image:
    """16 bits to 8 by dropping the low ones; Pillow's own conversion would cut everything above 255 off."""
    packed = "L;16B" if image.mode.endswith("B") else "L;16"
    return Image.frombytes("L", image.size, image.tobytes(), "raw", packed)


def srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    """A plain `image` in sRGB on white paper. `profile` is the ICC profile of the photo it is from."""
    if image.mode not in ("LA", "RGBA"):
        return _converted(image, profile)
    *bands, alpha = image.split()
    colours = _converted(Image.merge(image.mode[:-1], bands), profile)
    return Image.composite(colours, Image.new("RGB", image.size, PAPER), alpha)


def _converted(image: Image.Image, profile: bytes | None) -> Image.Image:
    if not profile and image.mode != "LAB":
        return image if image.mode == "RGB" else image.convert("RGB")
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
