"""One photo into its renditions: decoded, turned, in sRGB on white, cropped, scaled, written without any metadata."""

from __future__ import annotations

import ctypes
import os
from contextlib import suppress
from dataclasses import dataclass
from io import BytesIO
from typing import BinaryIO

from PIL import Image

from ..cache import FileStamp, store_file
from .encoders import encode_image
from .photo_file import open_photo
from .pixels import decode_photo, dominant_colour, reduction_factor, scale_to_sizes
from .recipe import RENDITION_SUFFIXES, PlannedRendition, Size, crop_box, plan_renditions
from .request import CachedRendition, CachedRenditions, PhotoError, PhotoRefusal, RenderJob, RenderTask, os_error_text

ScaledImages = dict[Size, Image.Image]
SHARED_DECODE_PIXELS = 16_000_000
"""Larger photos are decoded anew for each task: what several of them make of one photo would be held at once, and the
process would need more memory than `photo_file` promises."""


def render_photo(job: RenderJob) -> dict[str, CachedRenditions] | PhotoRefusal:
    """The renditions of every task, by its stem, or why there are none.

    Whatever goes wrong is told as this photo's problem and stops no other. There is no entry for a task that wants
    wider photos.
    """
    try:
        made: dict[str, CachedRenditions] = {}
        left = job.tasks
        with job.file.open("rb") as stream:
            while left:
                photo = _scale_together(job, stream, left)
                size, left = photo.size, photo.left
                made |= {task.stem: _write_renditions(job, task, photo, images) for task, images in photo.scaled}
                if size.width * size.height > SHARED_DECODE_PIXELS:
                    del photo
                    _give_memory_back()
        return made
    except PhotoError as error:
        return error.refusal
    except OSError as error:
        return PhotoRefusal("photo_unopened", {"reason": os_error_text(error)})
    except Exception as error:
        return PhotoRefusal("photo_stopped", {"reason": f"{type(error).__name__}: {error}"})


@dataclass(frozen=True, slots=True)
class ScaledPhoto:
    """A photo in the sizes that some tasks need of it, and the tasks that are left; `size` is its own, upright."""

    size: Size
    notes: tuple[str, ...]
    scaled: list[tuple[RenderTask, ScaledImages]]
    left: tuple[RenderTask, ...]


def _scale_together(job: RenderJob, stream: BinaryIO, tasks: tuple[RenderTask, ...]) -> ScaledPhoto:
    """The pictures to write for as many of the tasks as may be held at once.

    The photo is decoded as the first task needs it, for all tasks that need the same of it. Its own pixels are let go
    before any picture is encoded: both at once would take too much memory.
    """
    _require_unchanged(job, stream)
    stream.seek(0)
    photo = open_photo(stream)
    decoded = decode_photo(photo, stream, tasks[0].recipe)
    _require_unchanged(job, stream)
    size = decoded.size
    wide = [task for task in tasks if size.width > task.wider_than]
    factor = reduction_factor(photo, size, tasks[0].recipe)
    alike = [task for task in wide if reduction_factor(photo, size, task.recipe) == factor]
    together = alike if size.width * size.height <= SHARED_DECODE_PIXELS else alike[:1]
    scaled = [
        (
            task,
            scale_to_sizes(
                decoded,
                crop_box(size, task.recipe.frame, task.focus),
                {Size(planned.width, planned.height) for planned in plan_renditions(size, task.recipe)},
            ),
        )
        for task in together
    ]
    return ScaledPhoto(size, decoded.notes, scaled, tuple(task for task in wide if task not in together))


def _give_memory_back() -> None:
    """Return freed memory to the system, where the C library can (glibc): else the next decoding comes on top of it.

    After large photos alone: for small ones it is quicker to keep it for the next.
    """
    with suppress(OSError, AttributeError, TypeError):
        ctypes.CDLL(None).malloc_trim(0)


def _require_unchanged(job: RenderJob, stream: BinaryIO) -> None:
    """Raise if the photo changed since it was identified: the cache would hold its pixels under the old digest."""
    if FileStamp.of(os.fstat(stream.fileno())) != job.stamp:
        raise PhotoError("photo_changed")


def _write_renditions(job: RenderJob, task: RenderTask, photo: ScaledPhoto, images: ScaledImages) -> CachedRenditions:
    files = tuple(
        _write_rendition(job, task, planned, images[Size(planned.width, planned.height)])
        for planned in plan_renditions(photo.size, task.recipe)
    )
    return CachedRenditions(
        photo.size.width, photo.size.height, dominant_colour(images[min(images)]), files, notes=photo.notes
    )


def _write_rendition(
    job: RenderJob, task: RenderTask, planned: PlannedRendition, image: Image.Image
) -> CachedRendition:
    data = encode_image(image, planned.encoding)
    with Image.open(BytesIO(data)) as written:
        if written.size != (planned.width, planned.height):
            raise ValueError(f"planned {planned.width}x{planned.height}, written {written.size}")
    name = f"{task.stem}-{planned.width}.{RENDITION_SUFFIXES[planned.encoding.format]}"
    try:
        stored = store_file(job.folder, name, data)
    except OSError as error:
        raise PhotoError("photo_unsaved", folder=str(job.folder), reason=os_error_text(error)) from error
    return CachedRendition(planned.width, planned.height, planned.encoding.type, stored)
