"""One photo into its renditions: decoded, turned, in sRGB on white, cropped, scaled, written without any metadata."""

from __future__ import annotations

import os
from io import BytesIO

from PIL import Image

from . import probe
from .cache import Kept, Made, Stamp, store
from .colour import dominant
from .decode import Decoded, decode
from .encoders import avif_options
from .job import Job
from .plan import SUFFIXES, Cut, Encoding, Size, crop_box, plan
from .refusal import PhotoError, Refusal, told
from .scale import sized


def make(job: Job) -> Made | Refusal:
    """Does the job, or says why not; whatever goes wrong is told as this photo's trouble and stops no other."""
    try:
        return _make(job)
    except PhotoError as error:
        return error.refusal
    except OSError as error:
        return Refusal("photo_unopened", {"reason": told(error)})
    except Exception as error:
        return Refusal("photo_stopped", {"reason": f"{type(error).__name__}: {error}"})


def _make(job: Job) -> Made:
    size, images = _pictures(job)
    files = tuple(_write(job, cut, images[Size(cut.width, cut.height)]) for cut in plan(size, job.recipe))
    return Made(*size, dominant(images[min(images)]), files)


def _pictures(job: Job) -> tuple[Size, dict[Size, Image.Image]]:
    """The photo's upright size, and every picture to write. The photo's own pixels are let go before any is."""
    decoded = _decoded(job)
    box = crop_box(decoded.size, job.recipe.frame, job.focus)
    sizes = {Size(cut.width, cut.height) for cut in plan(decoded.size, job.recipe)}
    return decoded.size, sized(decoded, box, sizes)


def _decoded(job: Job) -> Decoded:
    with job.file.open("rb") as stream:
        _unchanged(job, stream.fileno())
        decoded = decode(probe.opened(stream), stream, job.recipe)
        _unchanged(job, stream.fileno())
    return decoded


def _unchanged(job: Job, descriptor: int) -> None:
    """A photo that is copied in at this moment must not lend its pixels to the name of another's."""
    if Stamp.of(os.fstat(descriptor)) != job.stamp:
        raise PhotoError("photo_changed")


def _write(job: Job, cut: Cut, image: Image.Image) -> Kept:
    data = encoded(image, cut.encoding)
    with Image.open(BytesIO(data)) as written:
        if written.size != (cut.width, cut.height):
            raise ValueError(f"planned {cut.width}x{cut.height}, written {written.size}")
    name = f"{job.stem}-{cut.width}.{SUFFIXES[cut.encoding.format]}"
    try:
        return Kept(name, cut.width, cut.height, cut.encoding.type, *store(job.folder, name, data))
    except OSError as error:
        raise PhotoError("photo_unsaved", folder=str(job.folder), reason=told(error)) from error


def encoded(image: Image.Image, encoding: Encoding) -> bytes:
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
