"""JPEGs that lack nothing but their end are used; any that lacks a pixel is not. The largest are read scaled down."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from io import BytesIO
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from site_builder.media.jpeg_file import JPEG_SCALES, decode_jpeg
from site_builder.media.photo_file import MAX_JPEG_PIXELS
from site_builder.media.recipe import ImageEncoding, Recipe

from .jpeg_files import large_jpeg
from .samples import data, made, refused

WRITTEN: dict[str, dict[str, Any]] = {
    "baseline": {},
    "own colours": {"subsampling": "4:4:4"},
    "optimized": {"optimize": True},
    "restart markers": {"restart_marker_rows": 1},
    "progressive": {"progressive": True},
}


@cache
def whole(kind: str, mode: str = "RGB") -> bytes:
    noise = Image.frombytes("RGB", (200, 120), Random(7).randbytes(200 * 120 * 3))
    return data(noise.convert(mode), "JPEG", quality=90, **WRITTEN[kind])


def decoded(content: bytes, factor: int = 1) -> tuple[bytes, bool]:
    stream = BytesIO(content)
    image, lacked_end = decode_jpeg(Image.open(stream), stream, factor)
    return image.tobytes(), lacked_end


WITHOUT_END: dict[str, Callable[[bytes], bytes]] = {
    "no mark": lambda content: content[:-2],
    "half a mark": lambda content: content[:-1],
    "zeros in its place": lambda content: content[:-2] + bytes(512),
}


@pytest.mark.parametrize("lack", WITHOUT_END)
@pytest.mark.parametrize("factor", JPEG_SCALES)
@pytest.mark.parametrize("mode", ["RGB", "L", "CMYK"])
@pytest.mark.parametrize("kind", WRITTEN)
def test_a_jpeg_that_lacks_its_end_is_the_same_picture(kind: str, mode: str, factor: int, lack: str) -> None:
    content = whole(kind, mode)
    pixels, lacked_end = decoded(WITHOUT_END[lack](content), factor)
    assert (pixels, False) == decoded(content, factor)
    assert lacked_end


@given(kind=st.sampled_from(sorted(WRITTEN)), cut=st.integers(2, 30_000))
def test_no_pixel_is_ever_made_up(kind: str, cut: int) -> None:
    """However much is cut off: it is told, or nothing is missing."""
    content = whole(kind)
    try:
        pixels, lacked_end = decoded(content[: max(700, len(content) - cut)])
    except OSError:
        assert cut > 2  # the mark alone is not missed
    else:
        assert lacked_end
        assert pixels == decoded(content)[0]


@given(kind=st.sampled_from(sorted(WRITTEN)), cut=st.integers(20, 30_000))
def test_zeros_are_not_taken_for_pixels(kind: str, cut: int) -> None:
    """What was not copied to its end may have its full length."""
    content = whole(kind)
    kept = content[: max(700, len(content) - cut)]
    with pytest.raises(OSError, match=r"cut short|truncated|broken"):
        decoded(kept + bytes(len(content) - len(kept)))


def test_a_progressive_jpeg_cut_between_two_scans_lacks_detail(tmp_path: Path) -> None:
    content = whole("progressive")
    scans = [at for at in range(len(content) - 1) if content[at : at + 2] == b"\xff\xda"]
    assert len(scans) > 4
    photo = tmp_path / "anh.jpg"
    for start in scans[1:]:
        photo.write_bytes(content[:start])
        assert refused(photo).code == "photo_damaged"


def test_what_was_added_is_told(tmp_path: Path) -> None:
    photo = tmp_path / "anh.jpg"
    photo.write_bytes(whole("baseline")[:-2])
    assert made(photo).notes == ("photo_cut_end",)
    photo.write_bytes(whole("baseline"))
    assert made(photo).notes == ()


@pytest.mark.parametrize("size", [(9248, 6944), (12_000, 9000), (16_320, 12_240)])
def test_photos_of_64_and_108_and_200_megapixels_are_read(tmp_path: Path, size: tuple[int, int]) -> None:
    photo = tmp_path / "20261124_091502.jpg"
    photo.write_bytes(large_jpeg(*size))
    small = Recipe((), (), ImageEncoding("jpeg", 80), 800)

    outcome = made(photo, small)

    assert (outcome.width, outcome.height) == size
    assert [(file.width, file.height) for file in outcome.files] == [(800, round(800 * size[1] / size[0]))]


def test_more_is_told(tmp_path: Path) -> None:
    photo = tmp_path / "anh.jpg"
    content = whole("baseline")
    at = content.index(b"\xff\xc0") + 5
    photo.write_bytes(content[:at] + (12_289).to_bytes(2) + (16_320).to_bytes(2) + content[at + 4 :])
    refusal = refused(photo)
    assert (refusal.code, refusal.params["most"]) == ("photo_huge", str(MAX_JPEG_PIXELS // 1_000_000))
