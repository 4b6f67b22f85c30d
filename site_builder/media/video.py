"""Video: slides that fade into one another, as every television plays it, cached under the digest of what they show.

Needs the extra `video`.
"""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable, Iterator, Sequence
from hashlib import sha256
from importlib.metadata import version
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path

from PIL import Image

from ..cache import Cache

FRAME_RATE = 25
FADE_FRAMES = FRAME_RATE
"""Frames of a cross-fade: one second."""
MAX_VIDEO_BYTES = 3_900_000_000
"""Bytes: a stick formatted as FAT32 holds no file of 4 GB."""
MAX_BIT_RATE = 12_000_000
"""Bits a second at most, far below what level 4.1 allows."""
COLOUR_FILTER = (
    "scale=in_range=pc:out_range=tv:out_color_matrix=bt709,format=yuv420p,"
    "setparams=range=tv:color_primaries=bt709:color_trc=bt709:colorspace=bt709"
)
"""Converts to the colours of television and marks each frame so: the encoder writes down what the frames say."""
CODEC_OPTIONS = (
    *("-c:v", "libx264", "-profile:v", "high", "-level:v", "4.1", "-preset", "veryfast", "-tune", "stillimage"),
    *("-crf", "20", "-g", str(10 * FRAME_RATE), "-threads", "2", "-an", "-map_metadata", "-1"),
    *("-fflags", "+bitexact", "-flags:v", "+bitexact", "-movflags", "+faststart", "-f", "mp4"),
)


def video_available() -> bool:
    """Whether the extra is installed."""
    return find_spec("imageio_ffmpeg") is not None


def video_encoder_version() -> str:
    """The version of the encoder and its options: part of the cache key of a video."""
    made = (version("imageio-ffmpeg"), COLOUR_FILTER, CODEC_OPTIONS, FRAME_RATE, FADE_FRAMES, MAX_BIT_RATE)
    return json.dumps(made)


def encode_video(
    slides: Sequence[Path], seconds: int, target: Path, progress: Callable[[int, int], None] = lambda *_: None
) -> None:
    """Write the slides (files of pictures of one size), each for `seconds`, to `target`; the last fades into the first.

    1080p25, H.264 High 4.1, yuv420p, without sound. `progress` is told how many slides are filmed, and of how many.
    Raises OSError where it cannot be written.
    """
    import imageio_ffmpeg

    width, height = _read_slide(slides[0]).size
    rate = min(MAX_BIT_RATE, MAX_VIDEO_BYTES * 8 // (len(slides) * seconds))
    source = ("-f", "rawvideo", "-pix_fmt", "rgb24", "-s", f"{width}x{height}", "-r", str(FRAME_RATE), "-i", "-")
    limits = ("-vf", _timing_filter(seconds * FRAME_RATE), "-maxrate", str(rate), "-bufsize", str(2 * rate))
    command = [imageio_ffmpeg.get_ffmpeg_exe(), "-v", "error", "-y", *source, *limits, *CODEC_OPTIONS, str(target)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stderr=subprocess.PIPE) as encoder:
        assert encoder.stdin is not None
        try:
            for at, frame in enumerate(_distinct_frames(slides), 1):
                encoder.stdin.write(frame)
                progress(at // (FADE_FRAMES + 1), len(slides))
        except BrokenPipeError:  # it says why on its other end
            pass
        _, said = encoder.communicate()
    if encoder.returncode:
        raise OSError(said.decode(errors="replace").strip())


def _timing_filter(each: int) -> str:
    """The filters of ffmpeg: convert to the video colour range (BT.709) and hold each slide.

    A slide lasts `each` frames. The encoder is sent one still frame and the frames of the cross-fade; the time stamps
    set here keep the still on screen until the fade begins.
    """
    sent = FADE_FRAMES + 1
    step = f"mod(N,{sent})"
    start = f"floor(N/{sent})*{each}+if({step},{each - sent}+{step},0)"
    return f"{COLOUR_FILTER},setpts='({start})/({FRAME_RATE}*TB)',fps={FRAME_RATE}"


def _distinct_frames(slides: Sequence[Path]) -> Iterator[bytes]:
    """The distinct frames: every slide once, then the frames of its cross-fade into the next slide."""
    for here, there in pairwise([*slides, slides[0]]):
        shown, coming = _read_slide(here), _read_slide(there)
        yield shown.tobytes()
        yield from (
            Image.blend(shown, coming, step / (FADE_FRAMES + 1)).tobytes() for step in range(1, FADE_FRAMES + 1)
        )


def _read_slide(slide: Path) -> Image.Image:
    with Image.open(slide) as image:
        return image.convert("RGB")


def video_file(
    slides: Sequence[Path], seconds: int, lang: str, cache: Path, progress: Callable[[int, int], None] = lambda *_: None
) -> Path:
    """The film of `slides`, whose names tell their content, each for `seconds`; raises OSError where it fails."""
    told = json.dumps((video_encoder_version(), seconds, [slide.name for slide in slides]))
    stem = f"film-{lang}-{sha256(told.encode()).hexdigest()[:12]}"
    with Cache(cache) as kept:
        return kept.file(stem, "mp4", lambda target: encode_video(slides, seconds, target, progress))
