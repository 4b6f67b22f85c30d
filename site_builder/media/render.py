"""One photo into its renditions: decoded, turned, in sRGB on white, cropped, scaled, written without any metadata."""

from __future__ import annotations

import os
from io import BytesIO

from PIL import Image

from . import colour, probe
from .cache import Kept, Made, Stamp, store
from .decode import decode
from .job import Job
from .plan import SUFFIXES, Box, Cut, Encoding, Size, crop_box, plan
from .refusal import PhotoError, Refusal


def make(job: Job) -> Made | Refusal:
    """Does the job, or says why not; whatever goes wrong is told as this photo's trouble and stops no other."""
    try:
        return _make(job)
    except PhotoError as error:
        return error.refusal
    except OSError as error:
        return Refusal("photo_unopened", {"reason": error.strerror or str(error)})
    except Exception as error:
        return Refusal("photo_stopped", {"reason": f"{type(error).__name__}: {error}"})


def _make(job: Job) -> Made:
    with job.file.open("rb") as stream:
        _unchanged(job, stream.fileno())
        photo = probe.opened(stream)
        size, own = decode(photo, stream, job.recipe)
        _unchanged(job, stream.fileno())
    pixels = colour.srgb(own, photo.image.info.get("icc_profile"))
    del photo, own
    cuts = plan(size, job.recipe)
    images = scaled_down(pixels, size, crop_box(size, job.recipe.frame, job.focus), cuts)
    files = tuple(_write(job, cut, images[Size(cut.width, cut.height)]) for cut in cuts)
    return Made(*size, colour.dominant(images[min(images)]), files)


def _unchanged(job: Job, descriptor: int) -> None:
    """A photo that is copied in at this moment must not lend its pixels to the name of another's."""
    if Stamp.of(os.fstat(descriptor)) != job.stamp:
        raise PhotoError("photo_changed")


def scaled_down(pixels: Image.Image, size: Size, box: Box, cuts: tuple[Cut, ...]) -> dict[Size, Image.Image]:
    """The pictures to write. `box` is in pixels of the photo, `size`; `pixels` may be fewer.

    A picture is made from the next one that is at least twice as wide, where there is one: that costs a quarter,
    and cannot be told from one made from the photo itself.
    """
    across, down = pixels.width / size.width, pixels.height / size.height
    part = (box.left * across, box.top * down, (box.left + box.width) * across, (box.top + box.height) * down)
    images: dict[Size, Image.Image] = {}
    for cut in sorted({Size(c.width, c.height) for c in cuts}, reverse=True):
        larger = [s for s in images if s.width >= 2 * cut.width]
        source, region = (images[min(larger)], None) if larger else (pixels, part)
        images[cut] = source.resize(cut, Image.Resampling.LANCZOS, region, reducing_gap=2.0)
    return images


def _write(job: Job, cut: Cut, image: Image.Image) -> Kept:
    data = encoded(image, cut.encoding)
    with Image.open(BytesIO(data)) as written:
        if written.size != (cut.width, cut.height):
            raise ValueError(f"planned {cut.width}x{cut.height}, written {written.size}")
    name = f"{job.stem}-{cut.width}.{SUFFIXES[cut.encoding.format]}"
    try:
        return Kept(name, cut.width, cut.height, cut.encoding.type, *store(job.folder, name, data))
    except OSError as error:
        raise PhotoError("photo_unsaved", folder=str(job.folder), reason=error.strerror or str(error)) from error


def encoded(image: Image.Image, encoding: Encoding) -> bytes:
    """`image` (RGB, with no info of its own) as a file with nothing in it but pixels."""
    buffer = BytesIO()
    match encoding.format:
        case "avif":
            # One thread: the processes share out the cores, and the bytes are the same on every machine.
            image.save(buffer, "AVIF", quality=encoding.quality, speed=encoding.speed, max_threads=1)
        case "webp":
            image.save(buffer, "WEBP", quality=encoding.quality, method=encoding.method)
        case "jpeg":
            image.save(buffer, "JPEG", quality=encoding.quality, optimize=True, progressive=True)
    return buffer.getvalue()
