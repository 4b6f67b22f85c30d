"""What is wrong with photos, as far as their headers tell: for checking without making anything."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..problems import Problem
from . import probe
from .refusal import PhotoError
from .request import PhotoRequest


def inspect(requests: Iterable[PhotoRequest]) -> tuple[Problem, ...]:
    """The problems of all the photos, in their order."""
    return tuple(problem for request in requests for problem in _problems(request))


def _problems(request: PhotoRequest) -> Iterator[Problem]:
    try:
        size = probe.probe(request.file)
    except PhotoError as error:
        yield request.problem(error.refusal)
    else:
        yield from request.warnings(size.width)
