"""A program that works on the largest photos stays within the memory that is promised."""

from __future__ import annotations

import pickle
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

from site_builder.cache import FileStamp
from site_builder.media import workers
from site_builder.media.request import PhotoRefusal, RenderJob, RenderTask
from site_builder.options import WEB_RECIPE
from site_builder.prints.social_cards import SIDE_PHOTO_RECIPE, WIDE_PICTURE_RECIPE
from site_builder.views.pictures import DISPLAY_RECIPE

from ..shared import Shared
from .jpeg_files import large_jpeg

SIZE = (8165, 6123)
"""50 megapixels, less a little."""
TIFF_SIZE = (6000, 4000)
"""24 megapixels."""
FLAT = Path(__file__).parent / "photos"
"""Photos of 50 megapixels of one colour, some kB each: writing them takes long, reading them what any other takes."""

TASKS = (
    RenderTask("web", WEB_RECIPE),
    RenderTask("display", DISPLAY_RECIPE),
    RenderTask("side", SIDE_PHOTO_RECIPE),
    RenderTask("wide", WIDE_PICTURE_RECIPE),
)
"""The most that a site makes of one photo."""

MEASURED = """
import pickle, sys
from site_builder.media.render import render_photo
def peak():
    return int(open("/proc/self/status").read().partition("VmHWM:")[2].split()[0])
told = [(render_photo(job), peak()) for job in pickle.load(sys.stdin.buffer)]
sys.stdout.buffer.write(pickle.dumps(told))
"""
"""Renders photos one after another and tells after each its own peak so far (getrusage would tell its parent's, if that
was larger)."""


def grain(width: int, height: int) -> Image.Image:
    """A picture that does not pack to nothing: a square of noise, laid out again and again."""
    square = Image.merge("RGB", [Image.effect_noise((512, 512), 10 + 10 * n) for n in range(3)])
    image = Image.new("RGB", (width, height))
    for left in range(0, width, 512):
        for top in range(0, height, 512):
            image.paste(square, (left, top))
    return image


def peaks(*photos: Path) -> list[int]:
    """Megabytes (10⁶) that one program has taken after all renditions of each of `photos`, as the system counts."""
    folder = photos[0].parent / "renditions"
    folder.mkdir(exist_ok=True)
    jobs = [RenderJob(photo, FileStamp.of(photo.stat()), folder, TASKS) for photo in photos]
    answer = subprocess.run(
        [sys.executable, "-c", MEASURED],
        input=pickle.dumps(jobs),
        stdout=subprocess.PIPE,
        check=True,
        env=workers.worker_environment(),
    )
    told = pickle.loads(answer.stdout)
    for outcome, _ in told:
        assert not isinstance(outcome, PhotoRefusal), outcome
        assert set(outcome) == {task.stem for task in TASKS}
        assert all(made.width * made.height >= 24_000_000 for made in outcome.values())
    return [kilobytes * 1024 // 1_000_000 for _, kilobytes in told]


@pytest.fixture(scope="module")
def largest(shared: Shared) -> Path:
    """The most pixels that each format may have."""
    return shared.folder("largest photos", write_largest)


def write_largest(folder: Path) -> None:
    image = grain(*SIZE)
    image.save(folder / "baseline.jpg", quality=85)
    image.save(folder / "progressive.jpg", quality=85, progressive=True, subsampling="4:4:4")
    image.save(folder / "plain.tif")
    image.putalpha(128)
    image.save(folder / "photo.png", compress_level=1)
    image = grain(*TIFF_SIZE)
    image.save(folder / "packed.tif", compression="tiff_lzw", strip_size=10**9, exif=_sideways())
    for megapixels, size in {108: (12_000, 9000), 200: (16_320, 12_240)}.items():
        (folder / f"{megapixels}-megapixels.jpg").write_bytes(large_jpeg(*size))
    for flat in FLAT.glob("50-megapixels.*"):
        (folder / flat.name).write_bytes(flat.read_bytes())


def _sideways() -> Image.Exif:
    block = Image.Exif()
    block[0x0112] = 6
    return block


LIMITS = {
    "baseline.jpg": 440,
    "progressive.jpg": 440,
    "108-megapixels.jpg": 440,
    "200-megapixels.jpg": 440,
    "photo.png": 440,
    "packed.tif": 440,
    "plain.tif": 440,
    "50-megapixels.avif": 600,
    "50-megapixels.heic": 600,
}


@pytest.mark.campaign
@pytest.mark.parametrize(("name", "most"), LIMITS.items())
def test_the_largest_photos_stay_within_the_limit(largest: Path, name: str, most: int) -> None:
    (used,) = peaks(largest / name)
    assert used <= most, used


@pytest.mark.longest
def test_a_program_that_works_on_one_after_another_needs_no_more(largest: Path) -> None:
    """What is kept of one picture's memory for the next must serve the next."""
    used = peaks(*(largest / name for name in LIMITS))
    assert list(LIMITS.values()) == sorted(LIMITS.values()), "those that may take most have to come last"
    assert all(taken <= most for taken, most in zip(used, LIMITS.values(), strict=True)), used
