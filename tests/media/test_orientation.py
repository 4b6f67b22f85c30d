"""Photos stand upright, whichever way the camera was held and whatever the format says it in."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from site_builder.media.recipe import AspectRatio, ImageEncoding, Recipe

from .samples import CARD, SMALL, card, data, exif, is_card, made, near, png_chunk, quarters, shown

Turn = Image.Transpose

LAID = {
    1: None,
    2: Turn.FLIP_LEFT_RIGHT,
    3: Turn.ROTATE_180,
    4: Turn.FLIP_TOP_BOTTOM,
    5: Turn.TRANSPOSE,
    6: Turn.ROTATE_90,
    7: Turn.TRANSVERSE,
    8: Turn.ROTATE_270,
}
"""How an upright picture lies in a file of each orientation (Exif 2.32, tag 0x0112)."""

WRITTEN: dict[str, dict[str, Any]] = {
    "JPEG": {"quality": 95},
    "PNG": {},
    "WEBP": {"quality": 95},
    "TIFF": {"compression": "tiff_lzw"},
    "TIFF plain": {},
    "TIFF in one strip": {"compression": "tiff_lzw", "strip_size": 10_000_000},
    "AVIF": {"quality": 90},
    "HEIF": {"quality": 90},
}


def laid(orientation: int, size: tuple[int, int] = (360, 240)) -> Image.Image:
    turn = LAID[orientation]
    return card(*size) if turn is None else card(*size).transpose(turn)


@pytest.mark.parametrize("kind", WRITTEN)
@pytest.mark.parametrize("orientation", range(1, 9))
def test_every_orientation_of_every_format_stands_upright(tmp_path: Path, kind: str, orientation: int) -> None:
    photo = tmp_path / "photo.jpg"
    block = exif(orientation).tobytes()  # as bytes: of these the writers of HEIC and AVIF make a turn of their own
    photo.write_bytes(data(laid(orientation), kind.split()[0], exif=block, **WRITTEN[kind]))

    outcome = made(photo)

    assert (outcome.width, outcome.height) == (360, 240)
    assert shown(photo).size == (120, 80)
    assert is_card(shown(photo))


def test_heic_that_repeats_its_turn_in_exif_is_turned_once(tmp_path: Path) -> None:
    photo = tmp_path / "IMG_0001.HEIC"
    photo.write_bytes(data(laid(6), "HEIF", quality=90, exif=exif(6).tobytes()))
    assert b"irot" in photo.read_bytes()
    with Image.open(photo) as reader:
        assert reader.info["original_orientation"] == 6
        assert reader.size == (360, 240)

    assert is_card(shown(photo))


@pytest.mark.parametrize("orientation", range(1, 9))
def test_heic_that_tells_its_turn_in_exif_alone_is_turned_by_that(tmp_path: Path, orientation: int) -> None:
    photo = tmp_path / "photo.heic"
    photo.write_bytes(data(laid(orientation), "HEIF", quality=90, exif=exif(orientation)))
    assert b"irot" not in photo.read_bytes()
    assert b"imir" not in photo.read_bytes()

    assert (made(photo).width, made(photo).height) == (360, 240)
    assert is_card(shown(photo))


def test_a_png_that_tells_its_orientation_behind_the_pixels(tmp_path: Path) -> None:
    whole = data(laid(6), "PNG")
    end = whole.index(b"IEND") - 4
    photo = tmp_path / "photo.png"
    photo.write_bytes(whole[:end] + png_chunk(b"eXIf", exif(6).tobytes()[6:]) + whole[end:])

    assert (made(photo).width, made(photo).height) == (360, 240)
    assert is_card(shown(photo))


@pytest.mark.parametrize("orientation", [0, 9, 65535])
def test_an_orientation_that_does_not_exist_is_upright(tmp_path: Path, orientation: int) -> None:
    photo = tmp_path / "photo.jpg"
    photo.write_bytes(data(card(), "JPEG", quality=95, exif=exif(orientation)))

    assert is_card(shown(photo))


def test_broken_exif_does_not_cost_the_photo(tmp_path: Path) -> None:
    photo = tmp_path / "photo.jpg"
    photo.write_bytes(data(card(), "JPEG", quality=95, exif=b"Exif\0\0MM\0*\xff\xff\xff\xff"))

    assert is_card(shown(photo))


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize(("focus", "colours"), [((0.0, 0.5), (0, 2)), ((1.0, 0.5), (1, 3))])
def test_a_crop_follows_the_focus_point_of_the_upright_picture(
    tmp_path: Path, orientation: int, focus: tuple[float, float], colours: tuple[int, int]
) -> None:
    photo = tmp_path / "photo.jpg"
    photo.write_bytes(data(laid(orientation, (720, 480)), "JPEG", quality=95, exif=exif(orientation)))
    recipe = Recipe((90,), (), ImageEncoding("jpeg", 95), 90, AspectRatio(3, 8))

    file = made(photo, recipe, focus).files[0]

    with Image.open(tmp_path / "renditions" / file.name) as image:
        assert image.size == (90, 240)
        left = list(CARD.values())
        found = quarters(image)
        assert near(found[0], left[colours[0]], 14)
        assert near(found[1], left[colours[0]], 14)
        assert near(found[2], left[colours[1]], 14)


def test_the_first_picture_of_a_file_of_several_is_taken(tmp_path: Path) -> None:
    for kind in ("MPO", "WEBP", "PNG", "AVIF", "TIFF"):
        others = [Image.new("RGB", (360, 240), colour) for colour in ("black", "white")]
        photo = tmp_path / f"{kind}.jpg"
        options = {} if kind in ("PNG", "TIFF") else {"quality": 95}
        photo.write_bytes(data(card(), kind, save_all=True, append_images=others, **options))
        with Image.open(photo) as image:
            assert getattr(image, "n_frames", 1) == 3, kind

        assert is_card(shown(photo)), kind


def test_a_large_photo_keeps_its_edges_where_they_were(tmp_path: Path) -> None:
    """Decoding scaled down, in strips or in bands, and scaling in steps must not shift or squeeze the picture."""
    recipe = Recipe((75, 150), (ImageEncoding("webp", 95),), ImageEncoding("jpeg", 95), 150)
    wide = Image.new("L", (3001, 2003), 0)
    wide.paste(255, (1500, 0, 3001, 2003))
    wide.paste(255, (0, 1500, 3001, 2003))
    wide = wide.convert("RGB")
    for kind, options in (("JPEG", {"quality": 95}), ("PNG", {}), ("TIFF", {"compression": "tiff_lzw"}), ("TIFF", {})):
        photo = tmp_path / f"{kind}{len(options)}"
        photo.write_bytes(data(wide, kind, **options))

        files = made(photo, recipe).files

        assert [(file.width, file.height) for file in files] == [(75, 50), (150, 100), (150, 100)]
        for file in files:
            with Image.open(tmp_path / "renditions" / file.name) as image:
                step = file.width // 75
                assert edge(image, 10 * step) in range(37 * step, 38 * step + 1), (kind, file.name)
                assert edge(image.transpose(Turn.TRANSPOSE), 10 * step) in range(37 * step, 38 * step + 1), file.name


def edge(image: Image.Image, y: int) -> int:
    """Where row `y` goes from black to white."""
    return next(
        x for x, light in enumerate(image.convert("L").crop((0, y, image.width, y + 1)).tobytes()) if light > 127
    )


def test_a_photo_is_not_enlarged(tmp_path: Path) -> None:
    photo = tmp_path / "photo.jpg"
    photo.write_bytes(data(card(100, 66), "JPEG", quality=95))

    assert [(file.width, file.height) for file in made(photo, SMALL).files] == [(100, 66)]
