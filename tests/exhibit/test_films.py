"""Films of slides: no larger than a stick holds, and none made twice."""

from __future__ import annotations

import subprocess
from pathlib import Path

import imageio_ffmpeg
import pytest
from PIL import Image

from site_builder.media import video
from site_builder.media.video import video_file

SECONDS = 3


@pytest.fixture(scope="module")
def slides(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Three pictures of noise: nothing is harder to press."""
    folder = tmp_path_factory.mktemp("slides")
    files = [folder / f"{at}.jpg" for at in range(3)]
    for file in files:
        bands = [Image.effect_noise((640, 360), 120) for _ in range(3)]
        Image.merge("RGB", bands).save(file, quality=95)
    return files


def test_a_film_is_kept_below_what_one_file_of_a_stick_may_hold(
    slides: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    video.encode_video(slides, SECONDS, tmp_path / "free.mp4")
    limit = (tmp_path / "free.mp4").stat().st_size // 4
    monkeypatch.setattr(video, "MAX_VIDEO_BYTES", limit)
    video.encode_video(slides, SECONDS, tmp_path / "small.mp4")
    ahead = 2 / (len(slides) * SECONDS)  # what the encoder may spend before it saves: two seconds of any film
    assert 0 < (tmp_path / "small.mp4").stat().st_size <= limit * (1 + ahead)


def test_a_film_says_in_which_colours_it_is(slides: list[Path], tmp_path: Path) -> None:
    """Players take the colours of a film that does not say for those of old television, and reds turn orange."""
    video.encode_video(slides[:2], SECONDS, tmp_path / "film.mp4")
    tool = imageio_ffmpeg.get_ffmpeg_exe()
    told = subprocess.run([tool, "-i", tmp_path / "film.mp4"], capture_output=True, text=True, check=False).stderr
    # One word where matrix, primaries and transfer are the same; `bt709/unknown/unknown` where two are not known.
    assert "yuv420p(tv, bt709, progressive)" in told
    # The box `colr` of the container: primaries, transfer and matrix as numbers, for players that read nothing else.
    assert b"colrnclx\0\1\0\1\0\1" in (tmp_path / "film.mp4").read_bytes()


def test_a_film_that_fails_says_why_and_leaves_none(slides: list[Path], tmp_path: Path) -> None:
    with pytest.raises(OSError, match=r"no-such-folder"):
        video.encode_video(slides, SECONDS, tmp_path / "no-such-folder" / "film.mp4")


def test_what_was_filmed_is_not_filmed_again(
    slides: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = video_file(slides, SECONDS, "vi", tmp_path)
    other = video_file(slides[:2], SECONDS, "vi", tmp_path)
    assert other != first
    monkeypatch.setattr(video, "encode_video", lambda *_: pytest.fail("filmed again"))
    assert video_file(slides, SECONDS, "vi", tmp_path) == first
    assert first.read_bytes()[4:8] == b"ftyp"
