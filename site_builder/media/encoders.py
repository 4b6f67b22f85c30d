"""Encoders: how a picture becomes a file, and what the files of a photo are called.

A name changes with everything the bytes depend on: another version of an encoder writes other bytes.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path

import PIL
from PIL import AvifImagePlugin, Image, features

from ..catalogue.vietnamese import slug
from .recipe import ImageEncoding, Recipe

_ENCODER_LIBRARIES = ("avif", "webp", "libjpeg_turbo", "littlecms2")


@cache
def encoder_versions() -> str:
    """Pillow, the libraries it writes and converts with, and what reads HEIC, as one text."""
    heif = version("pillow-heif") if find_spec("pillow_heif") else None
    parts = [f"Pillow {PIL.__version__}", f"pillow-heif {heif}", f"jpeg {features.version('jpg')}"]
    parts.append(f"aom {_aom_version()}")
    return ", ".join([*parts, *(f"{name} {features.version(name)}" for name in _ENCODER_LIBRARIES)])


@cache
def avif_options() -> Mapping[str, str]:
    """Options of the AVIF encoder besides quality and speed.

    aom weighs every coefficient anew at the end (trellis quantisation), at its fastest speeds too. Without that a
    picture takes 9 to 24 % less time and, for the same likeness (SSIMULACRA 2; ten photos and drawings, aom 3.14), from
    2 % fewer to 5 % more bytes. Other encoders do not know the option and refuse it.
    """
    return {"disable-trellis-quant": "1"} if _aom_version() else {}


def _aom_version() -> str | None:
    return AvifImagePlugin.get_codec_version("aom")


def encode_image(image: Image.Image, encoding: ImageEncoding) -> bytes:
    """`image` (RGB, and nothing that a photo told of itself) as a file."""
    buffer = BytesIO()
    match encoding.format:
        case "avif":
            # One thread: the processes share out the cores, and the bytes are the same on every machine.
            how = {"quality": encoding.quality, "speed": encoding.speed, "advanced": avif_options()}
            image.save(buffer, "AVIF", **how, max_threads=1)
        case "webp":
            image.save(buffer, "WEBP", quality=encoding.quality, method=encoding.method)
        case "jpeg":
            small = encoding.method > 0
            image.save(buffer, "JPEG", quality=encoding.quality, optimize=small, progressive=small)
    return buffer.getvalue()


PIXEL_VERSION = 4
"""Version of the image processing: raise it whenever that changes, so that everything is made again."""
_MAX_NAME_LETTERS = 40
"""The most letters of the owner's and of the photo's own name in the name of a rendition."""


def rendition_stem(owner: str, photo: Path, digest: str, recipe: Recipe, focus: tuple[float, float]) -> str:
    """What the names of a photo's renditions begin with: whose it is, its own name, and the mark.

    `digest` is of the photo's bytes. The focus point counts only where the recipe crops.
    """
    made_of = (PIXEL_VERSION, encoder_versions(), asdict(recipe), focus if recipe.frame else None, digest)
    return file_stem(owner, photo, json.dumps(made_of, sort_keys=True))


def file_stem(owner: str, source: Path, made_of: str) -> str:
    """Whose it is, its own name, and a mark that changes with `made_of`."""
    return f"{_name_part(owner)}-{_name_part(source.stem)}-{sha256(made_of.encode()).hexdigest()[:12]}"


def _name_part(text: str) -> str:
    return slug(text)[:_MAX_NAME_LETTERS].strip("-") or "photo"
