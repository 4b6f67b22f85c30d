"""Texts for paper: in one language or several side by side, a story as plain pieces, places to break a long line."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from ..catalogue.markdown import parse_markdown
from ..catalogue.values import Text
from ..views.context import Context, LocalText
from .letters import printable

if TYPE_CHECKING:
    from markdown_it.token import Token

Item = TypeVar("Item")
ParallelText = list[dict[str, str]]
"""One text in each language that has it, the leading one first: its `lang` and its `text`."""
ZERO_WIDTH_SPACE = "\u200b"
"""Zero-width space: allows a line break and takes no room."""
_LONG_WORD = re.compile(r"\S{20,}")
_WORD_PART = re.compile(r"[^/.,;:?&=_@\-]{1,14}[/.,;:?&=_@\-]*|.")


def with_break_points(text: str) -> str:
    """The text with breaks in every word that a narrow column could not hold."""
    return _LONG_WORD.sub(lambda word: ZERO_WIDTH_SPACE.join(_WORD_PART.findall(word[0])), text)


@dataclass(frozen=True, slots=True)
class SideBySide:
    """The languages of a printed thing, the first one leading: makes texts side by side, one a language."""

    contexts: tuple[Context, ...]

    @property
    def lead(self) -> Context:
        return self.contexts[0]

    def told(self, tell: Callable[[Context], LocalText | str | None]) -> ParallelText:
        """The text that `tell` gives in each language; a text that two languages share stands once."""
        found: dict[str, str] = {}
        for context in self.contexts:
            said = tell(context)
            text = printable(str(said)) if said else ""
            if text:
                found.setdefault(text, (said.lang if isinstance(said, LocalText) else "") or context.lang)
        return [{"lang": lang, "text": with_break_points(text)} for text, lang in found.items()]

    def say(self, text: Text | None) -> ParallelText:
        """A text of the content."""
        return self.told(lambda context: context.say_if(text))

    def word(self, key: str, **params: object) -> ParallelText:
        """A sentence of the interface."""
        return self.told(lambda context: context.words(key, **params))

    def same(self, text: str | None) -> ParallelText:
        """A text that belongs to no language: a number, an address on the web."""
        return self.told(lambda _: text)

    def each(self, tell: Callable[[Context], Sequence[Item]]) -> list[Callable[[Context], Item]]:
        """Transpose lists: `tell` gives a list in each language; returns for each item a function of the language."""
        lists = {context.lang: tell(context) for context in self.contexts}

        def item(at: int) -> Callable[[Context], Item]:
            return lambda context: lists[context.lang][at]

        return [item(at) for at in range(len(lists[self.lead.lang]))]


_RUN_STYLES = {"strong": "bold", "em": "italic"}


def markdown_blocks(text: str) -> list[dict[str, Any]]:
    """Blocks of `kind` paragraph, heading or item, each with its runs of text and their style (bold, italic or '')."""
    return [
        {"kind": kind, "runs": list(_text_runs(children))} for kind, children in _inline_blocks(parse_markdown(text))
    ]


def _inline_blocks(tokens: Sequence[Token]) -> Iterator[tuple[str, Sequence[Token]]]:
    around: list[str] = []
    for token in tokens:
        if token.nesting > 0:
            around.append(token.type.removesuffix("_open"))
        elif token.nesting < 0:
            around.pop()
        elif token.type == "inline":
            in_item = {"list_item", "tr"} & set(around)
            kind = "heading" if "heading" in around else "item" if in_item else "paragraph"
            yield kind, token.children or ()
        elif token.content:
            yield "paragraph", [token]


def _text_runs(tokens: Sequence[Token]) -> Iterator[dict[str, str]]:
    style = ""
    for token in tokens:
        name = token.type.removesuffix("_open").removesuffix("_close")
        if name in _RUN_STYLES:
            style = _RUN_STYLES[name] if token.nesting > 0 else ""
        elif token.type in ("softbreak", "hardbreak"):
            yield {"text": " ", "style": style}
        elif token.content:
            yield {"text": with_break_points(token.content), "style": style}
