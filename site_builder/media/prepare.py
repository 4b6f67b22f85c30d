"""The photos of a catalogue and one recipe: what was made of them, and what is wrong with them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from ..problems import CatalogueError, Problem
from . import pool
from .cache import Cache, Made
from .job import Job
from .naming import stem
from .plan import Picture, Recipe, Rendition
from .refusal import Refusal, told
from .request import PhotoRequest

Outcomes = Mapping[str, Made | Refusal]
"""By the stem of the renditions."""


@dataclass(frozen=True, slots=True)
class Media:
    """Pictures by owner and source; how many photos were made now and how many before; problems in order."""

    pictures: Mapping[tuple[str, str], Picture]
    made: int
    cached: int
    problems: tuple[Problem, ...]


def prepare(
    requests: Sequence[PhotoRequest], recipe: Recipe, cache: Path, jobs: int, progress: Callable[[int, int], None]
) -> Media:
    """Makes what `recipe` asks of every photo, as far as the folder `cache` does not hold it.

    `jobs` programs work at once; `progress` is told how many photos are done, and of how many. A photo that cannot be
    used becomes a problem; only where nothing at all can be written, CatalogueError is raised. The files of the
    renditions stay where they are at least until the next build.
    """
    return prepare_all([(requests, recipe)], cache, jobs, progress)[0]


def prepare_all(
    batches: Sequence[tuple[Sequence[PhotoRequest], Recipe]],
    cache: Path,
    jobs: int,
    progress: Callable[[int, int], None],
) -> tuple[Media, ...]:
    """The same for several recipes, each with its photos: the programs are started once, and none of them waits."""
    kept = _opened(cache)
    wanted = [[_wanted(request, recipe, kept) for request in requests] for requests, recipe in batches]
    all_jobs = {job.stem: job for batch in wanted for job in batch if isinstance(job, Job)}
    found = {stem: made for stem in all_jobs if (made := kept.find(stem))}
    fresh = _make([job for job in all_jobs.values() if job.stem not in found], kept, jobs, len(all_jobs), progress)
    outcomes = {**found, **fresh}
    kept.tidy({file.name for made in outcomes.values() if isinstance(made, Made) for file in made.files})
    return tuple(
        _media(requests, batch, outcomes, kept.folder, found)
        for (requests, _), batch in zip(batches, wanted, strict=True)
    )


def _opened(cache: Path) -> Cache:
    try:
        return Cache(cache)
    except OSError as error:
        raise CatalogueError([Problem(str(cache), "photos_no_place", params={"reason": told(error)})]) from error


def _wanted(request: PhotoRequest, recipe: Recipe, kept: Cache) -> Job | Refusal:
    try:
        stamp, digest = kept.identify(request.file)
    except OSError as error:
        return Refusal("photo_unopened", {"reason": told(error)})
    name = stem(request.owner, request.file, digest, recipe, request.focus)
    return Job(request.file, stamp, recipe, request.focus, kept.folder, name)


def _make(
    missing: Sequence[Job], kept: Cache, jobs: int, total: int, progress: Callable[[int, int], None]
) -> dict[str, Made | Refusal]:
    done = total - len(missing)
    progress(done, total)
    outcomes: dict[str, Made | Refusal] = {}
    with closing(pool.run(missing, jobs)) as answers:
        for job, outcome in zip(missing, answers, strict=True):
            if isinstance(outcome, Made):
                kept.keep(job.stem, outcome)
            outcomes[job.stem] = outcome
            progress(done + len(outcomes), total)
    return outcomes


def _media(
    requests: Sequence[PhotoRequest],
    wanted: Sequence[Job | Refusal],
    outcomes: Outcomes,
    folder: Path,
    found: Mapping[str, Made],
) -> Media:
    pictures: dict[tuple[str, str], Picture] = {}
    problems: list[Problem] = []
    for request, job in zip(requests, wanted, strict=True):
        outcome = outcomes[job.stem] if isinstance(job, Job) else job
        if isinstance(outcome, Refusal):
            problems.append(request.problem(outcome))
        else:
            pictures[request.key] = _picture(request, outcome, folder)
            problems.extend(request.warnings(outcome.width))
    stems = {job.stem for job in wanted if isinstance(job, Job)}
    made = sum(isinstance(outcomes[stem], Made) for stem in stems - found.keys())
    return Media(pictures, made, len(stems & found.keys()), tuple(problems))


def _picture(request: PhotoRequest, made: Made, folder: Path) -> Picture:
    files = [Rendition(folder / f.name, f.name, f.width, f.height, f.type, f.size) for f in made.files]
    return Picture(*request.key, made.width, made.height, made.colour, tuple(files))
