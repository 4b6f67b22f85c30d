"""Texts that may be written for one language or for all: titles of sources, other names of a thing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import ConfigDict, RootModel, model_validator
from pydantic_core import PydanticCustomError

from .values import FALLBACK_LANGUAGE, Line, Text, is_language_code, likely_language, text_by_language

EVERY_LANGUAGE = ""
"""The language of names that are written in a plain list."""


class Title(Text):
    """A text in several languages, or one line, which then is Vietnamese: what a source is called."""

    @model_validator(mode="before")
    @classmethod
    def _mapping(cls, raw: Any) -> Any:
        if isinstance(raw, str):
            return {FALLBACK_LANGUAGE: " ".join(raw.split())}
        if not isinstance(raw, Mapping) or not any(likely_language(key) or is_language_code(key) for key in raw):
            # A list, or a line with a colon in it: told as what stands where a line of text is wanted.
            raise PydanticCustomError("string_type", "a text is wanted")
        return text_by_language(raw)

    @property
    def is_one_line(self) -> bool:
        """Whether it is written once, for every language."""
        return set(self.languages()) == {FALLBACK_LANGUAGE}


class OtherNames(RootModel[Mapping[str, tuple[Line, ...]]]):
    """Other names, for the search: those of each language, and those of a plain list, which are of every language."""

    model_config = ConfigDict(frozen=True)

    @model_validator(mode="before")
    @classmethod
    def _by_language(cls, raw: Any) -> Any:
        return raw if isinstance(raw, Mapping) else {EVERY_LANGUAGE: raw}

    def __bool__(self) -> bool:
        return any(self.root.values())

    def of(self, lang: str) -> tuple[str, ...]:
        """Those by which people look for it in the language `lang`."""
        return (*self.root.get(lang, ()), *self.root.get(EVERY_LANGUAGE, ()))

    def every(self, lang: str) -> tuple[str, ...]:
        """Those of every language, those of `lang` first."""
        return tuple(dict.fromkeys((*self.of(lang), *(name for names in self.root.values() for name in names))))

    def each(self) -> Iterator[tuple[str, str | None, str]]:
        """Every name with its path below the key and its language, None where it is of every language."""
        for lang, names in self.root.items():
            for at, name in enumerate(names):
                yield (f"{lang}.{at}", lang, name) if lang else (f"{at}", None, name)


NO_OTHER_NAMES = OtherNames({})
