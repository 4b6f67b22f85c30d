"""Colours as browsers take them for granted: sRGB, opaque."""

from __future__ import annotations

from io import BytesIO

from PIL import Image

PAPER = (255, 255, 255)
"""What shows through where a picture is transparent."""

_SPACES = {"RGB ": "RGB", "GRAY": "L", "CMYK": "CMYK"}


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
    if profile or image.mode == "LAB":
        try:
            return _through_profile(image, profile)
        except (OSError, ValueError, TypeError):  # a broken profile, or one for another kind of picture
            pass
    return image.convert("RGB")


def _through_profile(image: Image.Image, profile: bytes | None) -> Image.Image:
    from PIL import ImageCms

    if image.mode == "LAB":
        source = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB"))
    else:
        source = ImageCms.ImageCmsProfile(BytesIO(profile or b""))
        if (source.profile.profile_description or "").startswith("sRGB"):
            return image.convert("RGB")
        if _SPACES.get(source.profile.xcolor_space) == "RGB":
            image = image.convert("RGB")
    result = ImageCms.profileToProfile(image, source, ImageCms.createProfile("sRGB"), outputMode="RGB")
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
