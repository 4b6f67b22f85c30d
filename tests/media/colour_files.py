"""Pictures whose colours are told by code points (H.273) or numbers, as AVIF, HEIC and PNG."""

from __future__ import annotations

import struct
import subprocess
import zlib
from collections.abc import Callable, Mapping
from io import BytesIO
from pathlib import Path

import imageio_ffmpeg
import pillow_heif
from PIL import Image

from .samples import data, png_chunk

Codes = tuple[int, int]
"""Colour primaries and transfer characteristics."""

SPACES: Mapping[str, Codes] = {
    "PQ in BT.2020": (9, 16),
    "PQ in Display P3": (12, 16),
    "PQ in BT.709": (1, 16),
    "HLG in BT.2020": (9, 18),
    "HLG in BT.709": (1, 18),
    "Display P3": (12, 13),
    "BT.2020 of 10 bits": (9, 14),
    "BT.709": (1, 1),
    "BT.601 (PAL)": (5, 6),
    "gamma 2.2": (1, 4),
    "linear": (1, 8),
    "DCI P3": (11, 17),
    "sRGB": (1, 13),
    "unspecified": (2, 2),
}


def chart() -> Image.Image:
    """Ramps of grey and of colours; blocks large enough for shared colour (4:2:0) to do no harm."""
    mixtures: tuple[Callable[[int], tuple[int, int, int]], ...] = (
        lambda v: (v, v, v),
        lambda v: (v, 0, 0),
        lambda v: (0, v, 0),
        lambda v: (0, 0, v),
        lambda v: (v, v // 2, v // 4),
        lambda v: (128, v, 128),
        lambda v: (v, 153, 102),
        lambda v: (190, 190, v),
    )
    image = Image.new("RGB", (512, 8 * 16))
    for row, mixture in enumerate(mixtures):
        for column in range(32):
            image.paste(mixture(column * 255 // 31), (column * 16, row * 16, column * 16 + 16, row * 16 + 16))
    return image


def png(*chunks: bytes) -> bytes:
    """The chart with `chunks` before its pixels."""
    whole = data(chart(), "PNG")
    return whole[:33] + b"".join(chunks) + whole[33:]


def cicp(codes: Codes) -> bytes:
    return png_chunk(b"cICP", bytes((*codes, 0, 1)))


def gamma(exponent: float) -> bytes:
    return png_chunk(b"gAMA", struct.pack(">I", round(100_000 / exponent)))


def primaries(*places: float) -> bytes:
    """x and y of white, red, green, blue."""
    return png_chunk(b"cHRM", struct.pack(">8I", *(round(100_000 * place) for place in places)))


def profile(content: bytes) -> bytes:
    return png_chunk(b"iCCP", b"profile\0\0" + zlib.compress(content))


def avif(codes: Codes, *, icc: bytes | None = None) -> bytes:
    whole = data(chart(), "AVIF", quality=100, subsampling="4:4:4", icc_profile=icc)
    at = whole.index(b"colrnclx") + 8
    return whole[:at] + struct.pack(">2H", *codes) + whole[at + 4 :]


def deep_avif(transfer: str, folder: Path) -> bytes:
    """Of 10 bits a colour in BT.2020, by another encoder; `transfer` as it is called there."""
    file = folder / "deep.avif"
    size = "x".join(map(str, chart().size))
    told = f"setparams=color_primaries=bt2020:color_trc={transfer}:colorspace=bt2020nc:range=pc"
    planes = f"scale=out_color_matrix=bt2020:out_range=full,format=yuv444p10le,{told}"
    command = [imageio_ffmpeg.get_ffmpeg_exe(), "-y", "-v", "error", "-f", "rawvideo", "-pix_fmt", "rgb24", "-s", size]
    command += ["-i", "-", "-vf", planes, "-frames:v", "1", "-c:v", "libaom-av1", "-still-picture", "1"]
    command += ["-crf", "4", "-cpu-used", "8", str(file)]
    subprocess.run(command, input=chart().tobytes(), check=True)
    return file.read_bytes()


def heic(codes: Codes) -> bytes:
    return data(chart(), "HEIF", quality=100, chroma=444, **_told(codes))


def deep_heic(codes: Codes) -> bytes:
    """Of 10 bits a colour, as cameras write high dynamic range."""
    pixels = b"".join(bytes((value, value)) for value in chart().tobytes())
    buffer = BytesIO()
    deep = pillow_heif.from_bytes("RGB;16", chart().size, pixels)
    deep.save(buffer, quality=100, chroma=444, **_told(codes))
    return buffer.getvalue()


def _told(codes: Codes) -> dict[str, int]:
    return {
        "color_primaries": codes[0],
        "transfer_characteristics": codes[1],
        "matrix_coefficients": 6,
        "full_range_flag": 1,
    }
