"""Prepares photos: makes the renditions that the cache lacks, and reports photos that cannot be used."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from ..cache import Cache
from ..messages import CatalogueError, Problem
from . import workers
from .encoders import rendition_stem
from .recipe import PictureKey, Pictures, PreparedPicture, Recipe, Rendition
from .request import CachedRenditions, PhotoRefusal, PhotoRequest, RenderJob, os_error_text

RenderOutcomes = Mapping[str, CachedRenditions | PhotoRefusal]
"""By the stem of the renditions."""


@dataclass(frozen=True, slots=True)
class PreparedPhotos:
    """Pictures by owner and source; how many photos were made now and how many before; problems in order."""

    pictures: Pictures
    made: int
    cached: int
    problems: tuple[Problem, ...]


def prepare_photos(
    requests: Sequence[PhotoRequest], recipe: Recipe, cache: Path, jobs: int, progress: Callable[[int, int], None]
) -> PreparedPhotos:
    """Makes what `recipe` asks of every photo, as far as the folder `cache` does not hold it.

    `jobs` programs work at once; `progress` is told how many photos are done, and of how many. A photo that cannot be
    used becomes a problem; only where nothing at all can be written, CatalogueError is raised. The files of the
    renditions stay where they are at least until the next build.
    """
    return prepare_batches([(requests, recipe)], cache, jobs, progress)[0]


def prepare_batches(
    batches: Sequence[tuple[Sequence[PhotoRequest], Recipe]],
    cache: Path,
    jobs: int,
    progress: Callable[[int, int], None],
) -> tuple[PreparedPhotos, ...]:
    """The same for several recipes, each with its photos, in one pool of workers."""
    with Cache(cache) as kept:
        return _prepare_batches(batches, kept, _files_folder(kept, cache), jobs, progress)


def _prepare_batches(
    batches: Sequence[tuple[Sequence[PhotoRequest], Recipe]],
    kept: Cache,
    folder: Path,
    jobs: int,
    progress: Callable[[int, int], None],
) -> tuple[PreparedPhotos, ...]:
    wanted = [[_job_or_refusal(request, recipe, kept) for request in requests] for requests, recipe in batches]
    all_jobs = {job.stem: job for batch in wanted for job in batch if isinstance(job, RenderJob)}
    found = {stem: made for stem in all_jobs if (known := kept.find(stem)) and (made := CachedRenditions.of(known))}
    fresh = _run_missing_jobs(
        [job for job in all_jobs.values() if job.stem not in found], kept, jobs, len(all_jobs), progress
    )
    outcomes = {**found, **fresh}
    return tuple(
        _prepared_photos(requests, batch, outcomes, folder, found)
        for (requests, _), batch in zip(batches, wanted, strict=True)
    )


def _files_folder(kept: Cache, cache: Path) -> Path:
    try:
        return kept.folder
    except OSError as error:
        raise CatalogueError(
            [Problem(str(cache), "photos_no_place", params={"reason": os_error_text(error)})]
        ) from error


def _job_or_refusal(request: PhotoRequest, recipe: Recipe, kept: Cache) -> RenderJob | PhotoRefusal:
    try:
        stamp, digest = kept.identify(request.file)
    except OSError as error:
        return PhotoRefusal("photo_unopened", {"reason": os_error_text(error)})
    name = rendition_stem(request.owner, request.file, digest, recipe, request.focus)
    return RenderJob(request.file, stamp, recipe, request.focus, kept.folder, name)


def _run_missing_jobs(
    missing: Sequence[RenderJob], kept: Cache, jobs: int, total: int, progress: Callable[[int, int], None]
) -> dict[str, CachedRenditions | PhotoRefusal]:
    done = total - len(missing)
    progress(done, total)
    outcomes: dict[str, CachedRenditions | PhotoRefusal] = {}
    with closing(workers.run_jobs(missing, jobs)) as answers:
        for job, outcome in zip(missing, answers, strict=True):
            if isinstance(outcome, CachedRenditions):
                kept.keep(job.stem, (each.file for each in outcome.files), outcome.about())
            outcomes[job.stem] = outcome
            progress(done + len(outcomes), total)
    return outcomes


def _prepared_photos(
    requests: Sequence[PhotoRequest],
    wanted: Sequence[RenderJob | PhotoRefusal],
    outcomes: RenderOutcomes,
    folder: Path,
    found: Mapping[str, CachedRenditions],
) -> PreparedPhotos:
    pictures: dict[PictureKey, PreparedPicture] = {}
    problems: list[Problem] = []
    for request, job in zip(requests, wanted, strict=True):
        outcome = outcomes[job.stem] if isinstance(job, RenderJob) else job
        if isinstance(outcome, PhotoRefusal):
            problems.append(request.problem(outcome))
        else:
            pictures[request.key] = _prepared_picture(request, outcome, folder)
            problems.extend(request.warnings(outcome.width))
    stems = {job.stem for job in wanted if isinstance(job, RenderJob)}
    made = sum(isinstance(outcomes[stem], CachedRenditions) for stem in stems - found.keys())
    return PreparedPhotos(pictures, made, len(stems & found.keys()), tuple(problems))


def _prepared_picture(request: PhotoRequest, made: CachedRenditions, folder: Path) -> PreparedPicture:
    files = [Rendition(folder / f.name, f.name, f.width, f.height, f.type, f.file.size) for f in made.files]
    return PreparedPicture(*request.key, made.width, made.height, made.colour, tuple(files))
