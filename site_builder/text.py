"""Text in several languages, and how a value is refused."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import ConfigDict, RootModel, model_validator
from pydantic_core import PydanticCustomError

from .vietnamese import nfc

FALLBACK = "vi"
"""The language every text has."""


def refuse(code: str, **params: object) -> PydanticCustomError:
    """A refusal that `content/` turns into the problem `code`; long texts are shortened."""
    words = {name: str(value) for name, value in params.items()}
    short = {name: word if len(word) <= 60 else word[:57] + "…" for name, word in words.items()}
    return PydanticCustomError(code, "{code}", {"code": code, **short})


def _in_braces(text: str) -> str:
    """`text` as it is written between braces."""
    return f'"{text}"' if re.search(r"[:,#{}\[\]]", text) and '"' not in text else text


class Text(RootModel[Mapping[str, str]]):
    """One text in several languages, Vietnamese always among them."""

    model_config = ConfigDict(frozen=True)

    @model_validator(mode="before")
    @classmethod
    def _mapping(cls, raw: Any) -> Any:
        if isinstance(raw, str):
            raise refuse("text_not_bilingual", found=raw, wanted=_in_braces(raw))
        if isinstance(raw, (list, tuple)):
            raise refuse("text_not_bilingual_list")
        if isinstance(raw, Mapping) and not str(raw.get(FALLBACK) or "").strip():
            raise refuse("text_without_vietnamese")
        return {k: nfc(v) if isinstance(v, str) else v for k, v in raw.items()} if isinstance(raw, Mapping) else raw

    def __getitem__(self, lang: str) -> str:
        """The text in `lang`, or in Vietnamese where it is missing."""
        return self.root.get(lang) or self.root[FALLBACK]

    def language(self, lang: str) -> str:
        """The language that `self[lang]` is really in."""
        return lang if self.root.get(lang) else FALLBACK

    @property
    def vi(self) -> str:
        return self.root[FALLBACK]

    def languages(self) -> Iterator[str]:
        """The languages that are written."""
        return (lang for lang, text in self.root.items() if text)
