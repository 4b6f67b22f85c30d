"""Colours that are told without an ICC profile, high dynamic range among them, come out as Chromium shows them."""

from __future__ import annotations

import struct
from base64 import b64encode
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageChops, ImageStat
from playwright.sync_api import Page

from site_builder.media.photo_file import open_photo
from site_builder.media.pixels import decode_photo, scale_to_sizes
from site_builder.media.recipe import CropBox, Recipe

from . import profiles
from .colour_files import SPACES, Codes, avif, cicp, deep_avif, deep_heic, gamma, heic, png, primaries, profile
from .samples import png_chunk

MOST = 3.0
"""The most that any of the three colours may differ on average, of 255."""

P3 = (0.3127, 0.329, 0.68, 0.32, 0.265, 0.69, 0.15, 0.06)
PQ, P3_SRGB = SPACES["PQ in BT.2020"], SPACES["Display P3"]
LEVEL_4000 = png_chunk(b"cLLI", (40_000_000).to_bytes(4) + (4_000_000).to_bytes(4))
LEVEL_600 = png_chunk(b"cLLI", (6_000_000).to_bytes(4) + (1_000_000).to_bytes(4))
SCREEN = struct.pack(">8H2I", 35400, 14600, 8500, 39850, 6550, 2300, 15635, 16450, 40_000_000, 1)

PNG_FILES = {
    **{name: cicp(codes) for name, codes in SPACES.items()},
    "PQ of 4,000 cd/m²": cicp(PQ) + LEVEL_4000,
    "PQ of 600 cd/m²": cicp(PQ) + LEVEL_600,
    "PQ made on a screen of 4,000 cd/m²": cicp(PQ) + png_chunk(b"mDCV", SCREEN),
    "gamma 1.6 by gAMA": gamma(1.6),
    "gamma 1 by gAMA": gamma(1.0),
    "gamma 2.2 by gAMA, which is sRGB": gamma(2.2),
    "gamma and primaries": gamma(1.8) + primaries(*P3),
    "primaries alone, which say nothing": primaries(*P3),
    "sRGB before gAMA": gamma(1.6) + png_chunk(b"sRGB", b"\0"),
    "PQ by code points in a profile": profile(profiles.rgb(profiles.DISPLAY_P3, 2.2, codes=PQ)),
    "a profile before gAMA": profile(profiles.rgb(profiles.DISPLAY_P3, 2.2)) + gamma(1.0),
    "code points before a profile": profile(profiles.rgb(profiles.DISPLAY_P3, 2.2)) + cicp(PQ),
}


@pytest.fixture
def page(new_context: Callable[..., Any]) -> Page:
    page: Page = new_context().new_page()
    return page


def as_chromium_shows(page: Page, content: bytes, kind: str) -> Image.Image:
    source = f"data:image/{kind};base64,{b64encode(content).decode()}"
    page.set_content(f'<body style="margin:0"><img style="display:block" src="{source}">')
    page.wait_for_function("document.images[0].complete && document.images[0].naturalWidth > 0")
    return Image.open(BytesIO(page.locator("img").screenshot())).convert("RGB")


def as_prepared(photo: Path) -> Image.Image:
    """What the encoder of a rendition gets."""
    with photo.open("rb") as stream:
        decoded = decode_photo(open_photo(stream), stream, Recipe(widths=(4000,)))
    size = decoded.size
    return scale_to_sizes(decoded, CropBox(0, 0, *size), {size})[size]


def difference(ours: Image.Image, theirs: Image.Image) -> float:
    assert ours.size == theirs.size
    return max(ImageStat.Stat(ImageChops.difference(ours, theirs)).mean)


@pytest.mark.parametrize("name", PNG_FILES)
def test_png(tmp_path: Path, page: Page, name: str) -> None:
    photo = tmp_path / "photo.png"
    photo.write_bytes(png(PNG_FILES[name]))

    assert difference(as_prepared(photo), as_chromium_shows(page, photo.read_bytes(), "png")) < MOST


@pytest.mark.parametrize("name", SPACES)
def test_avif(tmp_path: Path, page: Page, name: str) -> None:
    photo = tmp_path / "photo.avif"
    photo.write_bytes(avif(SPACES[name]))

    assert difference(as_prepared(photo), as_chromium_shows(page, photo.read_bytes(), "avif")) < MOST


@pytest.mark.parametrize("transfer", ["smpte2084", "arib-std-b67", "bt2020-10"])
def test_avif_of_ten_bits(tmp_path: Path, page: Page, transfer: str) -> None:
    photo = tmp_path / "photo.avif"
    photo.write_bytes(deep_avif(transfer, tmp_path))

    assert difference(as_prepared(photo), as_chromium_shows(page, photo.read_bytes(), "avif")) < MOST


def test_avif_with_a_profile_goes_by_that(tmp_path: Path, page: Page) -> None:
    photo = tmp_path / "photo.avif"
    photo.write_bytes(avif(PQ, icc=profiles.rgb(profiles.DISPLAY_P3, 2.2)))

    assert difference(as_prepared(photo), as_chromium_shows(page, photo.read_bytes(), "avif")) < MOST


@pytest.mark.parametrize("write", [heic, deep_heic])
@pytest.mark.parametrize("name", SPACES)
def test_heic_looks_as_the_avif_of_the_same_colours(
    tmp_path: Path, page: Page, name: str, write: Callable[[Codes], bytes]
) -> None:
    """Chromium itself shows no HEIC."""
    photo = tmp_path / "photo.heic"
    photo.write_bytes(write(SPACES[name]))

    assert difference(as_prepared(photo), as_chromium_shows(page, avif(SPACES[name]), "avif")) < MOST
