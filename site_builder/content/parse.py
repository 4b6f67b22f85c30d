"""One file's bytes to one noun: pure, so that what comes out can be kept as long as the bytes stay the same."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Generic, TypeVar

from pydantic import BaseModel, ValidationError

from ..model import Product
from ..problems import Problem
from ..showcase import Prose, Settings
from ..vietnamese import nfc
from .decode import LIMIT as LIMIT
from .decode import decode
from .errors import Sheet, translate
from .outline import Texts, outline, texts
from .positions import Positions
from .reader import Reading, legacy, read, read_text

N = TypeVar("N", bound=BaseModel)
FENCE = "---"
STAND_IN = "san-pham"
"""Slug of a product whose folder has no proper name, so that its other mistakes are found all the same."""


@dataclass(frozen=True, slots=True)
class Parsed(Generic[N]):
    """What one file gave: `noun` is None where something in it is missing or wrong."""

    noun: N | None
    data: Mapping[str, Any]
    positions: Positions
    texts: Texts = ()
    problems: tuple[Problem, ...] = ()


def product(content: bytes, file: str, slug: str) -> Parsed[Product]:
    """`product.yml`; `slug` is its folder's name."""
    return _validated(Product, read(content, file), file, {"slug": slug})


def settings(content: bytes, file: str) -> Parsed[Settings]:
    """`catalogue.yml`."""
    return _validated(Settings, read(content, file), file, {})


def prose(content: bytes, file: str, stem: str, lang: str) -> Parsed[Prose]:
    """A Markdown page whose head, between two lines `---`, is YAML."""
    text = decode(content, file)
    if isinstance(text, Problem):
        return Parsed(None, {}, Positions(), problems=(text,))
    lines = text.split("\n")
    fences = [at for at, line in enumerate(lines) if line.rstrip() == FENCE]
    if fences[:1] != [0]:
        return Parsed(None, {}, Positions(), problems=(Problem(file, "front_matter_missing", 1, 1),))
    if len(fences) < 2:
        return Parsed(None, {}, Positions(), problems=(Problem(file, "front_matter_unclosed", 1, 1),))
    head, body = "\n".join(lines[1 : fences[1]]), "\n".join(lines[fences[1] + 1 :])
    given = {"stem": stem, "lang": lang, "markdown": nfc(body).strip()}
    made = _validated(Prose, read_text(head, file, above=1), file, given)
    return replace(made, problems=(*made.problems, *_spoilt(body, file, above=fences[1] + 1)))


def _spoilt(body: str, file: str, above: int) -> Iterator[Problem]:
    """The lines of a page that are in an encoding of before Unicode."""
    for at, line in enumerate(body.split("\n"), start=above + 1):
        found = None if line.isascii() else legacy(line)
        if found:
            yield Problem(file, found[0], at, 1, params=found[1])


def _of_name(problem: Problem, given: Mapping[str, str]) -> Problem:
    """What is wrong with a value that the file's name gives is wrong with the whole file."""
    return replace(problem, line=0, column=0, path="") if problem.path in given else problem


def _validated(noun: type[N], reading: Reading, file: str, given: Mapping[str, str]) -> Parsed[N]:
    """`given` is what the file's name says; a key of the file that says it again is a mistake."""
    if reading.data is None:
        return Parsed(None, {}, reading.positions, problems=reading.problems)
    branch = outline(noun).without(given)
    sheet = Sheet(file, reading.positions, branch)
    again = [sheet.problem(("slug_written", {}), key, key=True) for key in given if key in reading.data]
    problems: tuple[Problem, ...] = (*reading.problems, *again)
    made: N | None = None
    try:
        made = noun.model_validate({**reading.data, **given})
    except ValidationError as error:
        problems += tuple(_of_name(problem, given) for problem in translate(error, sheet))
    return Parsed(made, reading.data, reading.positions, tuple(texts(branch, reading.data)), problems)
