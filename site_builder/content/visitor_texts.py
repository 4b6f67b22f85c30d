"""Every text that visitors read, with its path: found by its kind of value, so that a new field is read too."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, get_args

from ..catalogue.names import OtherNames, Title
from ..catalogue.product import Product
from ..catalogue.showcase import Settings, WrittenPage
from ..catalogue.values import FrozenModel, Line, Text

UNPUBLISHED = ("accepted_claims", "checked.by", "producer.consent", "claims")
"""What no visitor reads."""
_BEGINS_A_BLOCK = re.compile(r"\s*(?:[-*+>#|]|\d+[.)]\s)")
"""A list item, a quotation, a heading, a row of a table: nobody reads it on from the line above."""
_FILE_NAME = re.compile(r"\.(?:jpe?g|png|webp|avif|hei[cf]|hif|gif|tiff?|svg|pdf|geojson|mp4)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class VisitorText:
    """One text: its dotted path (the language among it), its language where that is known, and what it says."""

    path: str
    lang: str | None
    text: str


def visitor_texts(noun: Product | Settings | WrittenPage) -> Iterator[VisitorText]:
    """Every text of a product, of the settings or of a page's head that visitors read."""
    for found in _texts_in(noun, ""):
        if not any(found.path == path or found.path.startswith(f"{path}.") for path in UNPUBLISHED):
            yield found


def page_texts(page: WrittenPage) -> list[VisitorText]:
    """The texts of a page's head: what stands there without a language of its own is in that of the page."""
    texts = visitor_texts(page)
    return [text if "." in text.path else replace(text, lang=page.lang) for text in texts]


def text_blocks(markdown: str, first_line: int) -> Iterator[tuple[int, str]]:
    """Each paragraph, list item, heading or row of a page, with the line of the file in which it begins.

    A sentence may run on over the end of a line, so lines alone do not hold what is to be found.
    """
    block: list[str] = []
    for number, line in enumerate([*markdown.split("\n"), ""], start=first_line):
        if block and (not line.strip() or _BEGINS_A_BLOCK.match(line)):
            yield number - len(block), "\n".join(block)
            block = []
        if line.strip():
            block.append(line)


def _texts_in(value: Any, path: str, *, line: bool = False) -> Iterator[VisitorText]:
    if isinstance(value, Title) and value.is_one_line:
        yield VisitorText(path, None, value.vi)  # a title in the language of what it names
    elif isinstance(value, OtherNames):
        yield from (VisitorText(f"{path}.{below}", lang, name) for below, lang, name in value.each())
    elif isinstance(value, Text):
        yield from (VisitorText(f"{path}.{lang}", lang, value[lang]) for lang in value.languages())
    elif isinstance(value, str):
        # The name of a file says nothing to a visitor.
        if line and not _FILE_NAME.search(value):
            yield VisitorText(path, None, value)
    elif isinstance(value, tuple):
        for at, item in enumerate(value):
            yield from _texts_in(item, f"{path}.{at}", line=line)
    elif isinstance(value, FrozenModel):
        for name, is_line in _fields(type(value)):
            yield from _texts_in(getattr(value, name), f"{path}.{name}" if path else name, line=is_line)


@cache
def _fields(noun: type[FrozenModel]) -> tuple[tuple[str, bool], ...]:
    """The fields of a model, and whether each holds a `Line`: text, where a key, a code and a link are strings too."""
    return tuple((name, _holds_line(info.rebuild_annotation())) for name, info in noun.model_fields.items())


def _holds_line(annotation: Any) -> bool:
    return bool(annotation == Line) or any(_holds_line(inner) for inner in get_args(annotation))
