"""A story, written in Markdown, as plain pieces that a printed page can set: no markup is left in them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

from .brochure_lines import breakable

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

_STYLES = {"strong": "b", "em": "i"}


def pieces(text: str) -> list[dict[str, Any]]:
    """Paragraphs (`p`), headings (`h`) and items (`li`), each with its runs of text and their style (`b`, `i`, '')."""
    return [{"k": kind, "runs": list(_runs(children))} for kind, children in _blocks(_parser().parse(text))]


@cache
def _parser() -> MarkdownIt:
    """Made for the first story: a build whose sheets are all kept does without the library's sixty modules."""
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark", {"html": False}).enable("table").disable("image")


def _blocks(tokens: Sequence[Token]) -> Iterator[tuple[str, Sequence[Token]]]:
    around: list[str] = []
    for token in tokens:
        if token.nesting > 0:
            around.append(token.type.removesuffix("_open"))
        elif token.nesting < 0:
            around.pop()
        elif token.type == "inline":
            yield _kind(around), token.children or ()
        elif token.content:
            yield "p", [token]


def _kind(around: Sequence[str]) -> str:
    if "heading" in around:
        return "h"
    return "li" if {"list_item", "tr"} & set(around) else "p"


def _runs(tokens: Sequence[Token]) -> Iterator[dict[str, str]]:
    style = ""
    for token in tokens:
        name = token.type.removesuffix("_open").removesuffix("_close")
        if name in _STYLES:
            style = _STYLES[name] if token.nesting > 0 else ""
        elif token.type in ("softbreak", "hardbreak"):
            yield {"t": " ", "s": style}
        elif token.content:
            yield {"t": breakable(token.content), "s": style}
