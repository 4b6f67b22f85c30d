"""Texts for paper in one language or in several side by side, with places to break where a line would run out."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from ..fields import Text
from ..pages.scene import Said, Scene

Row = TypeVar("Row")
Lines = list[dict[str, str]]
"""One text in each language that has it, the leading one first: `l` is the language, `t` the text."""
BREAK = "\u200b"
"""Takes no room and lets a line end."""
_LONG = re.compile(r"\S{20,}")
_PART = re.compile(r"[^/.,;:?&=_@\-]{1,14}[/.,;:?&=_@\-]*|.")


def breakable(text: str) -> str:
    """The text with breaks in every word that a narrow column could not hold."""
    return _LONG.sub(lambda word: BREAK.join(_PART.findall(word[0])), text)


@dataclass(frozen=True, slots=True)
class Tongues:
    """The languages of one printed thing, the leading one first: the catalogue as each of them sees it."""

    scenes: tuple[Scene, ...]

    @property
    def lead(self) -> Scene:
        return self.scenes[0]

    def told(self, tell: Callable[[Scene], Said | str | None]) -> Lines:
        """What `tell` says in each language; a text that two of them share stands once."""
        found: dict[str, str] = {}
        for scene in self.scenes:
            said = tell(scene)
            if said and str(said):
                found.setdefault(str(said), (said.lang if isinstance(said, Said) else "") or scene.lang)
        return [{"l": lang, "t": breakable(text)} for text, lang in found.items()]

    def say(self, text: Text | None) -> Lines:
        """A text of the content."""
        return self.told(lambda scene: scene.say_if(text))

    def word(self, key: str, **params: object) -> Lines:
        """A sentence of the interface."""
        return self.told(lambda scene: scene.words(key, **params))

    def same(self, text: str | None) -> Lines:
        """A text that belongs to no language: a number, an address on the web."""
        return self.told(lambda _: text)

    def each(self, tell: Callable[[Scene], Sequence[Row]]) -> list[Callable[[Scene], Row]]:
        """What `tell` lists in every language, item by item: each can be asked for in a language."""
        lists = {scene.lang: tell(scene) for scene in self.scenes}

        def item(at: int) -> Callable[[Scene], Row]:
            return lambda scene: lists[scene.lang][at]

        return [item(at) for at in range(len(lists[self.lead.lang]))]
