"""One photo into its renditions: decoded, turned, in sRGB on white, cropped, scaled, written without any metadata."""

from __future__ import annotations

import os
from io import BytesIO

from PIL import Image

from ..cache import FileStamp, store_file
from . import photo_file
from .encoders import avif_options
from .pixels import DecodedPhoto, decode_photo, dominant_colour, scale_to_sizes
from .recipe import RENDITION_SUFFIXES, Encoding, PlannedRendition, Size, crop_box, plan_renditions
from .request import CachedRendition, CachedRenditions, PhotoError, PhotoRefusal, RenderJob, os_error_text


def render_photo(job: RenderJob) -> CachedRenditions | PhotoRefusal:
    """Does the job, or says why not; whatever goes wrong is told as this photo's trouble and stops no other."""
    try:
        return _render(job)
    except PhotoError as error:
        return error.refusal
    except OSError as error:
        return PhotoRefusal("photo_unopened", {"reason": os_error_text(error)})
    except Exception as error:
        return PhotoRefusal("photo_stopped", {"reason": f"{type(error).__name__}: {error}"})


def _render(job: RenderJob) -> CachedRenditions:
    size, images = _scaled_images(job)
    files = tuple(
        _write_rendition(job, cut, images[Size(cut.width, cut.height)]) for cut in plan_renditions(size, job.recipe)
    )
    return CachedRenditions(*size, dominant_colour(images[min(images)]), files)


def _scaled_images(job: RenderJob) -> tuple[Size, dict[Size, Image.Image]]:
    """The photo's upright size, and every picture to write. The photo's own pixels are let go before any is."""
    decoded = _decode_unchanged(job)
    box = crop_box(decoded.size, job.recipe.frame, job.focus)
    sizes = {Size(cut.width, cut.height) for cut in plan_renditions(decoded.size, job.recipe)}
    return decoded.size, scale_to_sizes(decoded, box, sizes)


def _decode_unchanged(job: RenderJob) -> DecodedPhoto:
    with job.file.open("rb") as stream:
        _require_unchanged(job, stream.fileno())
        decoded = decode_photo(photo_file.open_photo(stream), stream, job.recipe)
        _require_unchanged(job, stream.fileno())
    return decoded


def _require_unchanged(job: RenderJob, descriptor: int) -> None:
    """Raise if the photo changed since it was identified: the cache would hold its pixels under the old digest."""
    if FileStamp.of(os.fstat(descriptor)) != job.stamp:
        raise PhotoError("photo_changed")


def _write_rendition(job: RenderJob, cut: PlannedRendition, image: Image.Image) -> CachedRendition:
    data = encode_image(image, cut.encoding)
    with Image.open(BytesIO(data)) as written:
        if written.size != (cut.width, cut.height):
            raise ValueError(f"planned {cut.width}x{cut.height}, written {written.size}")
    name = f"{job.stem}-{cut.width}.{RENDITION_SUFFIXES[cut.encoding.format]}"
    try:
        return CachedRendition(cut.width, cut.height, cut.encoding.type, store_file(job.folder, name, data))
    except OSError as error:
        raise PhotoError("photo_unsaved", folder=str(job.folder), reason=os_error_text(error)) from error


def encode_image(image: Image.Image, encoding: Encoding) -> bytes:
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
