"""Large pictures are worked on in parts, and no seam shows."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image, ImageChops

from site_builder.media import pixels
from site_builder.media.photo_file import open_photo
from site_builder.media.pixels import DecodedPhoto, decode_photo, scale_to_sizes
from site_builder.media.recipe import AspectRatio, CropBox, ImageEncoding, Recipe, Size

from .samples import CARD, card, exif, made, near, quarters


def grain(width: int, height: int) -> Image.Image:
    """Noise over a slope: a shift by a pixel changes it everywhere."""
    slope = Image.linear_gradient("L").resize((width, height))
    return Image.merge("RGB", (Image.effect_noise((width, height), 50), slope, Image.effect_noise((width, height), 90)))


def difference(one: Image.Image, other: Image.Image) -> int:
    """The most by which any pixel differs."""
    assert one.size == other.size
    extrema = ImageChops.difference(one.convert("RGB"), other.convert("RGB")).getextrema()
    return max(int(high) for _, high in extrema)  # type: ignore[misc]


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("box", [CropBox(0, 0, 500, 300), CropBox(37, 21, 400, 250)])
def test_in_many_bands_as_in_one(monkeypatch: pytest.MonkeyPatch, orientation: int, box: CropBox) -> None:
    upright = Size(500, 300)
    stored = grain(300, 500) if orientation > 4 else grain(500, 300)
    photo = DecodedPhoto(stored, upright, orientation, None)
    sizes = {Size(171, 103)}
    whole = scale_to_sizes(photo, box, sizes)[Size(171, 103)]
    monkeypatch.setattr(pixels, "_BAND_PIXELS", 5_000)

    in_bands = scale_to_sizes(photo, box, sizes)[Size(171, 103)]

    assert difference(whole, in_bands) <= 1
    assert difference(whole, whole.transpose(Image.Transpose.ROTATE_180)) > 50


def test_a_part_is_what_a_crop_would_be() -> None:
    image = grain(500, 300)
    box = CropBox(40, 30, 320, 200)
    cropped = image.crop((40, 30, 360, 230)).resize((160, 100), Image.Resampling.LANCZOS)

    part = scale_to_sizes(DecodedPhoto(image, Size(500, 300), 1, None), box, {Size(160, 100)})[Size(160, 100)]

    inside = (4, 4, 156, 96)  # at its edges a crop cannot see what lies beyond
    assert difference(part.crop(inside), cropped.crop(inside)) <= 1


def test_smaller_pictures_come_out_as_from_the_photo_itself() -> None:
    photo = DecodedPhoto(card(1600, 1200), Size(1600, 1200), 1, None)
    sizes = {Size(800, 600), Size(400, 300), Size(300, 225)}

    together = scale_to_sizes(photo, CropBox(0, 0, 1600, 1200), sizes)

    assert set(together) == sizes
    for size in sizes:
        alone = scale_to_sizes(photo, CropBox(0, 0, 1600, 1200), {size})[size]
        assert all(near(a, b, 1) for a, b in zip(quarters(together[size]), quarters(alone), strict=True))


@pytest.mark.parametrize("packing", ["raw", "tiff_lzw", "packbits"])
@pytest.mark.parametrize("width", [600, 200])
def test_a_tiff_gives_the_pixels_of_a_png(tmp_path: Path, packing: str, width: int) -> None:
    """However it is packed, and whether rows have to be averaged or not."""
    image = grain(601, 403)
    image.save(tmp_path / "photo.png")
    image.save(tmp_path / "photo.tif", compression=packing, strip_size=5 * 3 * 601)
    recipe = Recipe((width,), (), ImageEncoding("jpeg", 80), width)
    pixels = []
    for name in ("photo.tif", "photo.png"):
        with (tmp_path / name).open("rb") as stream:
            pixels.append(decode_photo(open_photo(stream), stream, recipe).pixels)

    assert difference(*pixels) == 0


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize(("y", "row"), [(0.0, 0), (1.0, 1)])
def test_a_wide_frame_follows_the_focus_point_up_and_down(tmp_path: Path, orientation: int, y: float, row: int) -> None:
    from .test_orientation import laid

    photo = tmp_path / "photo.jpg"
    laid(orientation, (480, 480)).save(photo, quality=95, exif=exif(orientation))
    recipe = Recipe((240,), (), ImageEncoding("jpeg", 95), 240, AspectRatio(8, 3))

    file = made(photo, recipe, (0.5, y)).files[0]

    with Image.open(tmp_path / "renditions" / file.name) as image:
        found = quarters(image)
    assert near(found[0], CARD[0, row], 14)
    assert near(found[1], CARD[1, row], 14)


def test_a_part_in_its_own_size_keeps_every_pixel(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pixels, "_BAND_PIXELS", 40_000)
    photo = Image.effect_noise((400, 300), 80).convert("RGB")
    box, size = CropBox(61, 20, 250, 240), Size(250, 240)
    part = scale_to_sizes(DecodedPhoto(photo, Size(400, 300), 1, None), box, {size})[size]
    assert ImageChops.difference(part, photo.crop((61, 20, 311, 260))).getbbox() is None
