"""Validation: one file's data to one noun; what pydantic refuses is told by `refusals.py`."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Generic, TypeVar

from pydantic import BaseModel, ValidationError

from ..catalogue.letters import without_unseen
from ..catalogue.product import Product
from ..catalogue.programme import FIGURE_PLACEHOLDER, figures
from ..catalogue.showcase import Article, Prose, Settings, WrittenPage
from ..catalogue.vietnamese import nfc
from ..messages import Problem
from .file_text import decode_text, position_at
from .keys import KeyTree, key_tree
from .positions import Positions
from .refusals import TextPaths, ValidatedFile, translate_errors
from .yaml_reader import (
    YamlDocument,
    legacy_encoding_problem,
    read_yaml,
    read_yaml_text,
    unseen_problems,
)

Model = TypeVar("Model", bound=BaseModel)
AnyPage = TypeVar("AnyPage", bound=WrittenPage)
FRONT_MATTER_FENCE = "---"
DAY_LENGTH = len("2026-11-29")
PLACEHOLDER_SLUG = "san-pham"
"""Placeholder slug of a product whose folder is misnamed, so that its other mistakes are found all the same."""


@dataclass(frozen=True, slots=True)
class ParsedFile(Generic[Model]):
    """The result of parsing one file: `noun` is the model, None where something in the file is missing or wrong.

    `first_line` is where the text of a page begins.
    """

    noun: Model | None
    data: Mapping[str, Any]
    positions: Positions
    texts: TextPaths = ()
    first_line: int = 1
    problems: tuple[Problem, ...] = ()


YamlReading = Callable[[bytes, str], YamlDocument]
"""Reads the content of a file, whose name comes second: `read_yaml`, or the same with a cache."""


def parse_product(content: bytes, file: str, slug: str, read: YamlReading = read_yaml) -> ParsedFile[Product]:
    """`product.yml`; `slug` is its folder's name."""
    return _validate(Product, read(content, file), file, {"slug": slug})


def parse_settings(content: bytes, file: str, read: YamlReading = read_yaml) -> ParsedFile[Settings]:
    """`catalogue.yml`."""
    return _validate(Settings, read(content, file), file, {})


def parse_prose(content: bytes, file: str, stem: str, lang: str) -> ParsedFile[Prose]:
    """A prose page `<stem>.<lang>.md`."""
    return _parse_page(Prose, content, file, {"stem": stem, "lang": lang})


def parse_article(content: bytes, file: str, stem: str, lang: str) -> ParsedFile[Article]:
    """An article `<stem>.<lang>.md`, whose stem begins with its day."""
    return _parse_page(Article, content, file, {"stem": stem, "lang": lang, "date": stem[:DAY_LENGTH]})


def _parse_page(noun: type[AnyPage], content: bytes, file: str, given: Mapping[str, str]) -> ParsedFile[AnyPage]:
    """A page in Markdown whose head, between two lines `---`, is YAML; `given` is what its name says."""
    text = decode_text(content, file)
    if isinstance(text, Problem):
        return ParsedFile(None, {}, Positions(), problems=(text,))
    lines = text.split("\n")
    fences = [at for at, line in enumerate(lines) if line.rstrip() == FRONT_MATTER_FENCE]
    if fences[:1] != [0]:
        headed = len(fences) == 1 and any(re.match(r"(title|slug)\s*:", line) for line in lines[: fences[0]])
        lacking = "article_head_missing" if noun is Article else "front_matter_missing"
        code = "front_matter_unopened" if headed else lacking
        missing = Problem(file, code, 1, 1, params={"stem": given["stem"]})
        return ParsedFile(None, {}, Positions(), problems=(missing,))
    if len(fences) < 2:
        return ParsedFile(None, {}, Positions(), problems=(Problem(file, "front_matter_unclosed", 1, 1),))
    above = fences[1] + 1
    head, body = lines[1 : fences[1]], lines[above:]
    markdown, lost = without_unseen("\n".join(body))
    given = {**given, "markdown": nfc(markdown).strip()}
    page = _validate(noun, read_yaml_text("\n".join(head), file, above=1), file, given)
    start = len("\n".join(lines[:above])) + 1
    places = {letter: position_at(text, text.index(letter, start)) for letter in lost}
    blank = next((at for at, line in enumerate(body) if line.strip()), 0)
    problems = (*page.problems, *unseen_problems(places, file), *_body_problems(body, file, above))
    return replace(page, first_line=above + blank + 1, problems=problems)


def _body_problems(body: Sequence[str], file: str, above: int) -> Iterator[Problem]:
    """A problem for each line in a legacy encoding, and for each placeholder that names no figure of the programme."""
    names = figures()
    for at, line in enumerate(body, start=above + 1):
        spoilt = legacy_encoding_problem(line)
        if spoilt:
            yield Problem(file, spoilt[0], at, 1, params=spoilt[1])
        for placeholder in FIGURE_PLACEHOLDER.finditer(line):
            if placeholder[1] not in names:
                params = {"found": placeholder[1], "allowed": ", ".join(names)}
                yield Problem(file, "figure_unknown", at, placeholder.start() + 1, params=params)


def _validate(noun: type[Model], document: YamlDocument, file: str, given: Mapping[str, str]) -> ParsedFile[Model]:
    """Validate a file's data as the model `noun`. `given` are values from the file's name; keys may not repeat them."""
    if document.data is None:
        return ParsedFile(None, {}, document.positions, problems=document.problems)
    branch = key_tree(noun).without(given)
    sheet = ValidatedFile(file, document.positions, branch)
    if document.mended:
        return _validate_mended(noun, document, sheet, given)
    repeated = [
        sheet.problem(("date_written" if key == "date" else "slug_written", {}), key, key=True)
        for key in given
        if key in document.data
    ]
    problems: list[Problem] = [*document.problems, *repeated]
    value: Model | None = None
    try:
        value = noun.model_validate({**document.data, **given})
    except ValidationError as error:
        for problem in translate_errors(error, sheet):
            # What comes from the file's name stands on no line: such a problem is of the whole file.
            from_name = problem.path in given
            problems.append(replace(problem, line=0, column=0, path="") if from_name else problem)
    return ParsedFile(
        noun=value,
        data=document.data,
        positions=document.positions,
        texts=tuple(text_paths(branch, document.data)),
        problems=tuple(problems),
    )


DOUBTFUL_WHERE_MENDED = ("missing", "unknown_key")
"""How the codes begin of what a repair that was not meant would bring about elsewhere in the file."""


def _validate_mended(
    noun: type[Model], document: YamlDocument, sheet: ValidatedFile, given: Mapping[str, str]
) -> ParsedFile[Model]:
    """The errors of values that stand whatever was meant by the line with a slip; no noun is made of a guess."""
    problems = list(document.problems)
    try:
        noun.model_validate({**(document.data or {}), **given})
    except ValidationError as error:
        found = [problem for problem in translate_errors(error, sheet) if problem.path not in given]
        here = [problem for problem in found if problem.line in (document.mended or ())]
        if here and problems[0].code == "special_start":
            # Quotation marks alone would not do: the value is told as what it should be.
            problems[:1] = here
        others = (problem for problem in found if problem not in here)
        problems += [each for each in others if not each.code.startswith(DOUBTFUL_WHERE_MENDED)]
    return ParsedFile(None, document.data or {}, document.positions, problems=tuple(problems))


_NO_KEYS = KeyTree()


def text_paths(branch: KeyTree, data: Any, path: str = "") -> Iterator[tuple[str, tuple[str, ...]]]:
    """Every multilingual text that `data` holds, and every list of names that is written for each language."""
    if isinstance(data, list):
        inner = replace(branch, is_list_by_language=False) if branch.is_list_by_language else branch
        for at, item in enumerate(data):
            yield from text_paths(inner, item, f"{path}.{at}")
    elif isinstance(data, dict) and (branch.is_text or branch.is_list_by_language):
        yield path, tuple(data)
    elif isinstance(data, dict):
        for key, value in data.items():
            if not isinstance(value, str):  # most values are, and hold no text in several languages
                yield from text_paths(branch.keys.get(key, _NO_KEYS), value, f"{path}.{key}" if path else key)
