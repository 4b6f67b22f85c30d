"""A film of slides that fade into one another, as every television plays it. Needs the extra `video`."""

from __future__ import annotations

import io
import subprocess
from collections.abc import Iterator, Sequence
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path

from PIL import Image

RATE = 25
FADE = RATE
"""Frames of a cross-fade: one second."""
LARGEST = 3_900_000_000
"""Bytes: a stick formatted as FAT32 holds no file of 4 GB."""
FASTEST = 12_000_000
"""Bits a second at most, far below what level 4.1 allows."""
CODEC = (
    *("-c:v", "libx264", "-profile:v", "high", "-level:v", "4.1", "-pix_fmt", "yuv420p", "-preset", "veryfast"),
    *("-crf", "20", "-g", str(2 * RATE), "-threads", "2", "-an", "-map_metadata", "-1"),
    *("-vf", "scale=in_range=pc:out_range=tv:out_color_matrix=bt709", "-color_range", "tv"),
    *("-colorspace", "bt709", "-color_primaries", "bt709", "-color_trc", "bt709"),
    *("-fflags", "+bitexact", "-flags:v", "+bitexact", "-movflags", "+faststart", "-f", "mp4"),
)


def available() -> bool:
    """Whether the extra is installed."""
    return find_spec("imageio_ffmpeg") is not None


def film(slides: Sequence[bytes], seconds: int, target: Path) -> None:
    """Write the slides (pictures of one size), each for `seconds`, to `target`; the last fades into the first.

    1080p25, H.264 High 4.1, yuv420p, without sound. Raises OSError where it cannot be written.
    """
    import imageio_ffmpeg  # type: ignore[import-untyped]

    width, height = _opened(slides[0]).size
    rate = min(FASTEST, LARGEST * 8 // (len(slides) * seconds))
    source = ("-f", "rawvideo", "-pix_fmt", "rgb24", "-s", f"{width}x{height}", "-r", str(RATE), "-i", "-")
    limits = ("-maxrate", str(rate), "-bufsize", str(2 * rate))
    command = [imageio_ffmpeg.get_ffmpeg_exe(), "-v", "error", "-y", *source, *CODEC, *limits, str(target)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stderr=subprocess.PIPE) as encoder:
        assert encoder.stdin is not None
        try:
            for frame in _frames(slides, seconds * RATE):
                encoder.stdin.write(frame)
        except BrokenPipeError:  # it says why on its other end
            pass
        _, said = encoder.communicate()
    if encoder.returncode:
        raise OSError(said.decode(errors="replace").strip())


def _frames(slides: Sequence[bytes], each: int) -> Iterator[bytes]:
    """`each` frames a slide, the last second of them the fade into the next one."""
    for here, there in pairwise([*slides, slides[0]]):
        shown, coming = _opened(here), _opened(there)
        still = shown.tobytes()
        yield from (still for _ in range(each - FADE))
        yield from (Image.blend(shown, coming, step / (FADE + 1)).tobytes() for step in range(1, FADE + 1))


def _opened(slide: bytes) -> Image.Image:
    with Image.open(io.BytesIO(slide)) as image:
        return image.convert("RGB")
