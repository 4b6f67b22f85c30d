"""Prepares photos: makes the renditions that the cache lacks, and reports photos that cannot be used.

A command asks for everything it needs at once, in batches: one pool of workers makes it all, a photo that several
batches want is read once, and what is wrong with it is told once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

from ..cache import Cache, FileStamp
from ..messages import CatalogueError, Problem, Severity
from . import workers
from .encoders import file_stem, rendition_stem
from .pdf_scans import READER_MISSING, cleaning_version
from .recipe import ImageEncoding, Pictures, PreparedPicture, Recipe, Rendition, Size
from .request import (
    CachedRenditions,
    PdfJob,
    PhotoBatch,
    PhotoRefusal,
    PhotoRequest,
    RenderJob,
    RenderTask,
    os_error_text,
)

PROOF_RECIPE = Recipe(widths=(), formats=(), fallback=ImageEncoding("jpeg", quality=60, method=0), fallback_width=160)


@dataclass(frozen=True, slots=True)
class PreparedPhotos:
    """One batch: pictures by owner and source; how many photos were made now and how many before; problems in order."""

    pictures: Pictures
    made: int
    cached: int
    problems: tuple[Problem, ...]


def prepare_photos(
    requests: Sequence[PhotoRequest], recipe: Recipe, cache: Path, jobs: int, progress: Callable[[int, int], None]
) -> PreparedPhotos:
    """`prepare_batches` for a command that has a single batch."""
    return prepare_batches([PhotoBatch(requests, recipe)], cache, jobs, progress)[0]


def prepare_batches(
    batches: Sequence[PhotoBatch], cache: Path, jobs: int, progress: Callable[[int, int], None]
) -> tuple[PreparedPhotos, ...]:
    """Makes what each batch asks of its photos, as far as the folder `cache` does not hold it.

    `jobs` processes work at once; `progress` is told how many photos are done, and of how many: each counts once,
    however many batches want it. A photo that cannot be used becomes a problem of the first batch that names it; only
    where nothing at all can be written, CatalogueError is raised. The files of the renditions stay where they are at
    least until the next build.
    """
    with Cache(cache) as kept:
        try:
            folder = kept.folder
        except OSError as error:
            params = {"reason": os_error_text(error)}
            raise CatalogueError([Problem(str(cache), "photos_no_place", params=params)]) from error
        return _prepare(batches, kept, folder, jobs, progress)


def proof_batches(batch: PhotoBatch, cache: Path) -> tuple[PhotoBatch, PhotoBatch]:
    """`batch` in two: photos whose renditions are kept, and those of which a single small one is to prove their worth.

    To decode a photo tells whether it can be used; most of the work is to encode what the site shows.
    """
    with Cache(cache) as kept:
        identified, _ = _identify_photos(batch.requests, kept)
        made = {r for r in batch.requests if r.file in identified and kept.find(_stem(r, batch, identified[r.file][1]))}
    left = [request for request in batch.requests if request not in made]
    return replace(batch, requests=[r for r in batch.requests if r in made]), PhotoBatch(left, PROOF_RECIPE)


def _prepare(
    batches: Sequence[PhotoBatch], kept: Cache, folder: Path, jobs: int, progress: Callable[[int, int], None]
) -> tuple[PreparedPhotos, ...]:
    identified, refused = _identify_photos((r for batch in batches for r in batch.requests), kept)
    photos = _jobs_by_photo(batches, identified, folder)
    stems = [task.stem for photo in photos for task in photo.tasks]
    found = _find_made(stems, kept)
    outcomes = found | _render_missing(photos, found, kept, jobs, progress)
    prepared: list[PreparedPhotos] = []
    told: set[tuple[Path, str]] = set()
    for batch in batches:
        stem_of = {r: _stem(r, batch, identified[r.file][1]) for r in batch.requests if r.file in identified}
        results = {r: outcomes.get(stem_of[r]) if r in stem_of else refused[r.file] for r in batch.requests}
        usable = {r: result for r, result in results.items() if isinstance(result, CachedRenditions)}
        problems = [(r, p) for r, result in results.items() for p in _problems(r, result)]
        prepared.append(
            PreparedPhotos(
                pictures={r.key: _picture(r, made, folder) for r, made in usable.items()},
                made=len({stem_of[r] for r in usable} - found.keys()),
                cached=len({stem_of[r] for r in usable} & found.keys()),
                problems=tuple(p for r, p in problems if (r.file, p.code) not in told),
            )
        )
        told.update((r.file, p.code) for r, p in problems)
    return tuple(prepared)


def prepare_pdfs(requests: Sequence[PhotoRequest], cache: Path, jobs: int) -> PreparedPhotos:
    """PDFs, cleaned of what tells of their makers, as pictures of one file each."""
    with Cache(cache) as kept:
        identified, refused = _identify_photos(requests, kept)
        stems = {
            file: file_stem(next(r.owner for r in requests if r.file == file), file, f"{cleaning_version()} {digest}")
            for file, (_, digest) in identified.items()
        }
        found = _find_made(stems.values(), kept)
        missing = [PdfJob(f, identified[f][0], kept.folder, stem) for f, stem in stems.items() if stem not in found]
        outcomes = found | _make_missing(missing, kept, jobs)
        results = {r: outcomes[stems[r.file]] if r.file in stems else refused[r.file] for r in requests}
        usable = {r: result for r, result in results.items() if isinstance(result, CachedRenditions)}
        return PreparedPhotos(
            pictures={r.key: _picture(r, made, kept.folder) for r, made in usable.items()},
            made=len({stems[r.file] for r in usable} - found.keys()),
            cached=len(found),
            problems=tuple(
                problem
                for r, result in results.items()
                for problem in (r.notes(result.notes) if isinstance(result, CachedRenditions) else [_told(r, result)])
            ),
        )


def _told(request: PhotoRequest, refusal: PhotoRefusal) -> Problem:
    """What the content can mend is an error; what this computer lacks is none of the content."""
    return request.problem(refusal, Severity.WARNING if refusal.code == READER_MISSING else Severity.ERROR)


def _find_made(stems: Iterable[str], kept: Cache) -> dict[str, CachedRenditions]:
    return {stem: made for stem in stems if (manifest := kept.find(stem)) and (made := CachedRenditions.of(manifest))}


def _make_missing(missing: Sequence[PdfJob], kept: Cache, jobs: int) -> dict[str, CachedRenditions | PhotoRefusal]:
    outcomes: dict[str, CachedRenditions | PhotoRefusal] = {}
    with closing(workers.run_jobs(missing, jobs)) as answers:
        for job, answer in zip(missing, answers, strict=True):
            made = answer if isinstance(answer, PhotoRefusal) else answer[job.stem]
            if isinstance(made, CachedRenditions):
                kept.keep(job.stem, (each.file for each in made.files), made.about())
            outcomes[job.stem] = made
    return outcomes


def _identify_photos(
    requests: Iterable[PhotoRequest], kept: Cache
) -> tuple[dict[Path, tuple[FileStamp, str]], dict[Path, PhotoRefusal]]:
    """The stamp and digest of each photo that can be read, and why the others cannot.

    Each is read once, so that all batches mean the same content even where the file is being replaced.
    """
    identified: dict[Path, tuple[FileStamp, str]] = {}
    refused: dict[Path, PhotoRefusal] = {}
    for file in dict.fromkeys(request.file for request in requests):
        try:
            identified[file] = kept.identify(file)
        except OSError as error:
            refused[file] = PhotoRefusal("photo_unopened", {"reason": os_error_text(error)})
    return identified, refused


def _stem(request: PhotoRequest, batch: PhotoBatch, digest: str) -> str:
    return rendition_stem(request.owner, request.file, digest, batch.recipe, request.focus)


def _jobs_by_photo(
    batches: Sequence[PhotoBatch], identified: Mapping[Path, tuple[FileStamp, str]], folder: Path
) -> list[RenderJob]:
    """For each photo one job with every task that any batch has for it, each task once."""
    tasks: dict[Path, dict[str, RenderTask]] = {file: {} for file in identified}
    for batch in batches:
        for request in batch.requests:
            if request.file in identified:
                stem = _stem(request, batch, identified[request.file][1])
                tasks[request.file][stem] = RenderTask(stem, batch.recipe, request.focus, batch.wider_than)
    return [RenderJob(file, identified[file][0], folder, tuple(of.values())) for file, of in tasks.items()]


def _render_missing(
    photos: Sequence[RenderJob],
    found: Mapping[str, CachedRenditions],
    kept: Cache,
    jobs: int,
    progress: Callable[[int, int], None],
) -> dict[str, CachedRenditions | PhotoRefusal]:
    """What became of the tasks that are not `found`, by stem; no entry where the photo is not wide enough."""
    missing = [job for photo in photos if (job := _without_found(photo, found)).tasks]
    done, total = len(photos) - len(missing), len(photos)
    progress(done, total)
    outcomes: dict[str, CachedRenditions | PhotoRefusal] = {}
    with closing(workers.run_jobs(missing, jobs)) as answers:
        for job, answer in zip(missing, answers, strict=True):
            if isinstance(answer, PhotoRefusal):
                outcomes |= {task.stem: answer for task in job.tasks}
            else:
                outcomes |= answer
                for stem, made in answer.items():
                    kept.keep(stem, (each.file for each in made.files), made.about())
            done += 1
            progress(done, total)
    return outcomes


def _without_found(job: RenderJob, found: Mapping[str, CachedRenditions]) -> RenderJob:
    """The job with the tasks that are left to do.

    What was found tells the photo's width: it need not be opened again to learn that it is not wide enough for a task.
    """
    width = next((found[task.stem].width for task in job.tasks if task.stem in found), None)
    left = (task for task in job.tasks if task.stem not in found and (width is None or width > task.wider_than))
    return replace(job, tasks=tuple(left))


def _problems(request: PhotoRequest, result: CachedRenditions | PhotoRefusal | None) -> Iterator[Problem]:
    if isinstance(result, PhotoRefusal):
        yield request.problem(result)
    elif result:
        yield from request.warnings(Size(result.width, result.height), result.notes)


def _picture(request: PhotoRequest, made: CachedRenditions, folder: Path) -> PreparedPicture:
    files = [
        Rendition(file=folder / f.name, width=f.width, height=f.height, type=f.type, size=f.file.size)
        for f in made.files
    ]
    owner, source = request.key
    return PreparedPicture(
        owner=owner,
        source=source,
        width=made.width,
        height=made.height,
        colour=made.colour,
        renditions=tuple(files),
    )
