"""Texts for paper: in one language or several side by side, a story in blocks, places to break a long line."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from ..catalogue.values import Text
from ..views.context import Context, LocalText
from ..views.markdown_blocks import Run, WordsData, blocks_data, markdown_blocks, plain_text
from .letters import printable

Item = TypeVar("Item")
TemplateData = dict[str, Any]
ParallelText = list[dict[str, str]]
"""One text in each language that has it, the leading one first: its `lang` and its `text`."""
ZERO_WIDTH_SPACE = "\u200b"
"""Zero-width space: where `theme/print/lib.typ` may break a line; it does not reach the PDF, whose text is copied."""
_SPACES = re.compile(r"[ \t]+")
_LONG_WORD = re.compile(r"\S{20,}")
# Never behind a hyphen: a reader that copies the text takes one at the end of a line for a mark of division.
_WORD_PART = re.compile(r"-*[^/.,;:?&=_@\-]{1,14}[/.,;:?&=_@]*|.")


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


def runs_data(runs: Sequence[Run]) -> list[TemplateData]:
    """Runs as the templates read them, with places to break long words."""
    return [{"text": with_break_points(_SPACES.sub(" ", run.text)), "styles": list(run.styles)} for run in runs]


def plain_beginning(text: str, most: int) -> str:
    """What a Markdown text says, on one line, cut at a word where it is longer than `most` letters."""
    whole = plain_text(markdown_blocks(text))
    return whole if len(whole) <= most else f"{whole[:most].rpartition(' ')[0].rstrip(' ,;:.')}…"


def story_data(text: str, words: WordsData = runs_data) -> list[TemplateData]:
    """A Markdown text in blocks, as `theme/print/story.typ` sets it; `words` gives those of a paragraph or heading."""
    return blocks_data(markdown_blocks(text), words, runs_data)
