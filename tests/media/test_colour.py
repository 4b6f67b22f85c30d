"""Every photo comes out in sRGB, opaque, in 8 bits, in the colours it was meant to have."""

from __future__ import annotations

import struct
from pathlib import Path

import pytest
from PIL import Image, ImageCms

from site_builder.media.pixels import dominant_colour

from . import profiles
from .samples import CARD, RED, Colour, card, data, is_card, made, near, pixel, png_48, quarters, shown

CENTRE = (60, 40)


def flat(colour: Colour | int | tuple[int, ...], mode: str = "RGB", size: tuple[int, int] = (360, 240)) -> Image.Image:
    return Image.new(mode, size, colour)


def photo_of(tmp_path: Path, image: Image.Image, kind: str, **options: object) -> Path:
    photo = tmp_path / "photo"
    photo.write_bytes(data(image, kind, **options))
    return photo


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "TIFF", "AVIF", "HEIF"])
@pytest.mark.parametrize(
    ("columns", "gamma"), [(profiles.DISPLAY_P3, 2.2), (profiles.ADOBE_RGB, 2.2), (profiles.SRGB, 1.0)]
)
def test_a_profile_is_worked_into_the_colours(
    tmp_path: Path, kind: str, columns: profiles.Matrix, gamma: float
) -> None:
    colour = (180, 120, 80)
    options = {} if kind in ("PNG", "TIFF") else {"quality": 95}
    photo = photo_of(tmp_path, flat(colour), kind, icc_profile=profiles.rgb(columns, gamma), **options)
    wanted = profiles.in_srgb(colour, columns, gamma)
    assert not near(colour, wanted, 5)

    assert near(pixel(shown(photo), CENTRE), wanted, 5)


def test_a_profile_that_swaps_red_and_blue_swaps_them(tmp_path: Path) -> None:
    x, y, z = ((row[2], row[1], row[0]) for row in profiles.SRGB)
    photo = photo_of(tmp_path, flat((220, 30, 30)), "JPEG", quality=95, icc_profile=profiles.rgb((x, y, z), 2.2))

    red, _, blue = pixel(shown(photo), CENTRE)

    assert blue > 200
    assert red < 60


def test_srgb_by_name_is_left_as_it_is(tmp_path: Path) -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    photo = photo_of(tmp_path, card(), "PNG", icc_profile=profile)

    assert is_card(shown(photo), 6)


def test_a_grey_photo_with_a_profile(tmp_path: Path) -> None:
    photo = photo_of(tmp_path, flat(60, "L"), "JPEG", quality=95, icc_profile=profiles.grey(1.0))

    assert near(pixel(shown(photo), CENTRE), (133, 133, 133), 3)


def test_a_grey_photo_without(tmp_path: Path) -> None:
    assert near(pixel(shown(photo_of(tmp_path, flat(60, "L"), "JPEG", quality=95)), CENTRE), (60, 60, 60), 2)


def test_a_grey_photo_with_a_profile_for_colours(tmp_path: Path) -> None:
    photo = photo_of(tmp_path, flat(60, "L"), "PNG", icc_profile=profiles.rgb(profiles.SRGB, 1.0))

    assert near(pixel(shown(photo), CENTRE), (133, 133, 133), 3)


@pytest.mark.parametrize("kind", ["JPEG", "TIFF"])
def test_cmyk_by_its_own_profile(tmp_path: Path, kind: str) -> None:
    """The profile has cyan ink print a strong red, so that a conversion that ignores it shows."""
    profile = profiles.cmyk({(1, 0, 0, 0): (128, 200, 180), (0, 0, 0, 0): (255, 128, 128)})
    photo = photo_of(tmp_path, flat((255, 0, 0, 0), "CMYK"), kind, icc_profile=profile)

    red, green, blue = pixel(shown(photo), CENTRE)

    assert red > 180
    assert green < 40
    assert blue < 40


@pytest.mark.parametrize("kind", ["JPEG", "TIFF"])
def test_cmyk_without_a_profile(tmp_path: Path, kind: str) -> None:
    assert near(pixel(shown(photo_of(tmp_path, flat((255, 0, 0, 0), "CMYK"), kind)), CENTRE), (0, 255, 255), 4)


@pytest.mark.parametrize(
    "profile", [b"not a profile", profiles.grey(2.2), profiles.rgb(profiles.SRGB, 1.0)[:200], profiles.cmyk({})]
)
def test_a_profile_that_cannot_be_followed_is_ignored(tmp_path: Path, profile: bytes) -> None:
    assert is_card(shown(photo_of(tmp_path, card(), "JPEG", quality=95, icc_profile=profile)))


def test_lab(tmp_path: Path) -> None:
    to_lab = ImageCms.buildTransform(ImageCms.createProfile("sRGB"), ImageCms.createProfile("LAB"), "RGB", "LAB")
    lab = ImageCms.applyTransform(card(), to_lab)
    assert lab is not None

    assert is_card(shown(photo_of(tmp_path, lab, "TIFF")))


def test_a_palette(tmp_path: Path) -> None:
    assert is_card(shown(photo_of(tmp_path, card().quantize(16), "PNG")))


def test_black_and_white(tmp_path: Path) -> None:
    image = Image.new("1", (360, 240))
    image.paste(1, (180, 0, 360, 240))

    out = shown(photo_of(tmp_path, image, "TIFF", compression="group4"))

    assert near(pixel(out, (20, 40)), (0, 0, 0))
    assert near(pixel(out, (100, 40)), (255, 255, 255))


@pytest.mark.parametrize(("kind", "mode"), [("PNG", "I;16"), ("TIFF", "I;16"), ("TIFF", "I;16B")])
def test_sixteen_bits_of_grey(tmp_path: Path, kind: str, mode: str) -> None:
    order = ">" if mode.endswith("B") else "<"
    grey = Image.frombytes(mode, (360, 240), struct.pack(f"{order}H", 0x5A3C) * (360 * 240))

    assert near(pixel(shown(photo_of(tmp_path, grey, kind)), CENTRE), (0x5A, 0x5A, 0x5A), 2)


def test_sixteen_bits_a_colour_as_png(tmp_path: Path) -> None:
    photo = tmp_path / "photo.png"
    photo.write_bytes(png_48([[(0xC8FF, 0x2801, 0x5080)] * 360] * 240))

    assert near(pixel(shown(photo), CENTRE), (0xC8, 0x28, 0x50), 4)


@pytest.mark.parametrize("order", ["<", ">"])
def test_sixteen_bits_a_colour_as_tiff(tmp_path: Path, order: str) -> None:
    photo = tmp_path / "photo.tif"
    photo.write_bytes(tiff_48((0xC8FF, 0x2801, 0x5080), order))

    assert near(pixel(shown(photo), CENTRE), (0xC8, 0x28, 0x50), 4)


def tiff_48(colour: Colour, order: str, width: int = 360, height: int = 240) -> bytes:
    """A TIFF of 16 bits a channel in one plain strip, which Pillow cannot write."""
    pixels = struct.pack(f"{order}3H", *colour) * (width * height)
    at = 8 + len(pixels)
    entries = [
        (256, 4, 1, width),
        (257, 4, 1, height),
        (258, 3, 3, at),
        (259, 3, 1, 1),
        (262, 3, 1, 2),
        (273, 4, 1, 8),
        (277, 3, 1, 3),
        (278, 4, 1, height),
        (279, 4, 1, len(pixels)),
    ]
    table = struct.pack(f"{order}H", len(entries))
    for tag, kind, count, value in entries:
        code = "Hxx" if kind == 3 and count == 1 else "I"
        table += struct.pack(f"{order}HHI{code}", tag, kind, count, value)
    header = (b"II*\0" if order == "<" else b"MM\0*") + struct.pack(f"{order}I", at + 6)
    return header + pixels + struct.pack(f"{order}3H", 16, 16, 16) + table + bytes(4)


@pytest.mark.parametrize("kind", ["PNG", "WEBP", "TIFF", "AVIF", "HEIF"])
def test_white_shows_through_where_a_photo_is_transparent(tmp_path: Path, kind: str) -> None:
    image = card().convert("RGBA")
    image.paste((255, 0, 0, 0), (0, 0, 180, 120))  # red, but not to be seen
    image.paste((0, 0, 0, 128), (180, 0, 360, 120))
    options = {} if kind in ("PNG", "TIFF") else {"quality": 95}

    found = quarters(shown(photo_of(tmp_path, image, kind, **options)))

    assert near(found[0], (255, 255, 255), 6)
    assert near(found[1], (127, 127, 127), 8)
    assert near(found[2], CARD[0, 1], 12)


def test_transparent_grey(tmp_path: Path) -> None:
    image = Image.merge("LA", (flat(0, "L"), flat(51, "L")))

    assert near(pixel(shown(photo_of(tmp_path, image, "PNG")), CENTRE), (204, 204, 204), 3)


@pytest.mark.parametrize("mode", ["P", "RGB", "L"])
def test_one_colour_declared_transparent(tmp_path: Path, mode: str) -> None:
    red = Image.new("RGB", (360, 240), RED)
    image = red.quantize(4) if mode == "P" else red.convert(mode)
    photo = photo_of(tmp_path, image, "PNG", transparency=image.getpixel((0, 0)))

    assert near(pixel(shown(photo), CENTRE), (255, 255, 255), 3)


@pytest.mark.parametrize("subsampling", ["4:4:4", "4:2:0"])
def test_progressive(tmp_path: Path, subsampling: str) -> None:
    photo = photo_of(tmp_path, card(), "JPEG", quality=95, progressive=True, subsampling=subsampling)

    assert is_card(shown(photo))


def test_tiff_packed_as_jpeg(tmp_path: Path) -> None:
    assert is_card(shown(photo_of(tmp_path, card(720, 480), "TIFF", compression="jpeg", quality=95)))


def test_tiff_packed_with_a_predictor(tmp_path: Path) -> None:
    photo = photo_of(tmp_path, card(720, 480), "TIFF", compression="tiff_adobe_deflate", tiffinfo={317: 2})

    assert is_card(shown(photo))


def test_the_placeholder_is_the_colour_that_covers_most(tmp_path: Path) -> None:
    image = flat((32, 96, 64))
    image.paste((255, 255, 255), (0, 0, 120, 240))
    assert dominant_colour(image) == "#206040"

    red, green, blue = bytes.fromhex(made(photo_of(tmp_path, image, "PNG")).colour[1:])

    assert near((red, green, blue), (32, 96, 64), 3)
