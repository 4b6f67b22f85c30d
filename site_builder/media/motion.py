"""A film of slides that fade into one another, as every television plays it. Needs the extra `video`."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator, Sequence
from importlib.metadata import version
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
COLOURS = "scale=in_range=pc:out_range=tv:out_color_matrix=bt709,format=yuv420p"
CODEC = (
    *("-c:v", "libx264", "-profile:v", "high", "-level:v", "4.1", "-preset", "veryfast", "-tune", "stillimage"),
    *("-crf", "20", "-g", str(10 * RATE), "-threads", "2", "-an", "-map_metadata", "-1"),
    *("-color_range", "tv", "-colorspace", "bt709", "-color_primaries", "bt709", "-color_trc", "bt709"),
    *("-fflags", "+bitexact", "-flags:v", "+bitexact", "-movflags", "+faststart", "-f", "mp4"),
)


def available() -> bool:
    """Whether the extra is installed."""
    return find_spec("imageio_ffmpeg") is not None


def encoder() -> str:
    """What a film that is kept from an earlier run was made with."""
    return repr((version("imageio-ffmpeg"), COLOURS, CODEC, RATE, FADE, FASTEST))


def film(slides: Sequence[Path], seconds: int, target: Path) -> None:
    """Write the slides (files of pictures of one size), each for `seconds`, to `target`; the last fades into the first.

    1080p25, H.264 High 4.1, yuv420p, without sound. Raises OSError where it cannot be written.
    """
    import imageio_ffmpeg

    width, height = _opened(slides[0]).size
    rate = min(FASTEST, LARGEST * 8 // (len(slides) * seconds))
    source = ("-f", "rawvideo", "-pix_fmt", "rgb24", "-s", f"{width}x{height}", "-r", str(RATE), "-i", "-")
    limits = ("-vf", _timed(seconds * RATE), "-maxrate", str(rate), "-bufsize", str(2 * rate))
    command = [imageio_ffmpeg.get_ffmpeg_exe(), "-v", "error", "-y", *source, *limits, *CODEC, str(target)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stderr=subprocess.PIPE) as encoder:
        assert encoder.stdin is not None
        try:
            for frame in _frames(slides):
                encoder.stdin.write(frame)
        except BrokenPipeError:  # it says why on its other end
            pass
        _, said = encoder.communicate()
    if encoder.returncode:
        raise OSError(said.decode(errors="replace").strip())


def _timed(each: int) -> str:
    """The filters: colours of television, and `each` frames a slide, of which the first is shown until the fade."""
    sent = FADE + 1
    step = f"mod(N,{sent})"
    return f"{COLOURS},setpts='(floor(N/{sent})*{each}+if({step},{each - sent}+{step},0))/({RATE}*TB)',fps={RATE}"


def _frames(slides: Sequence[Path]) -> Iterator[bytes]:
    """Those that differ: every slide, and the second in which it fades into the next one."""
    for here, there in pairwise([*slides, slides[0]]):
        shown, coming = _opened(here), _opened(there)
        yield shown.tobytes()
        yield from (Image.blend(shown, coming, step / (FADE + 1)).tobytes() for step in range(1, FADE + 1))


def _opened(slide: Path) -> Image.Image:
    with Image.open(slide) as image:
        return image.convert("RGB")
