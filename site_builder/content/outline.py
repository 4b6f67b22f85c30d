"""The tree of keys that a noun knows, read off its pydantic fields: what may stand where."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from types import NoneType
from typing import Annotated, Any, get_args, get_origin

from pydantic import BaseModel

from ..text import Text


@dataclass(frozen=True, slots=True)
class Branch:
    """A key: the keys inside it (none for a plain value), whether it is a text in several languages, or a list."""

    keys: Mapping[str, Branch] = field(default_factory=dict)
    is_text: bool = False
    many: bool = False

    def at(self, loc: Sequence[str | int]) -> Branch:
        """The branch at a pydantic location; list indexes stay where they are."""
        branch = self
        for part in loc:
            branch = branch if isinstance(part, int) else branch.keys.get(part, Branch())
        return branch

    def without(self, names: Iterable[str]) -> Branch:
        """The same branch, without some of its keys."""
        return replace(self, keys={key: inner for key, inner in self.keys.items() if key not in names})

    def paths(self, above: str = "") -> Iterator[str]:
        """Every dotted key below, the near ones first."""
        here = [(f"{above}{name}", branch) for name, branch in self.keys.items()]
        yield from (path for path, _ in here)
        for path, branch in here:
            yield from branch.paths(f"{path}.")


@cache
def outline(noun: type[BaseModel]) -> Branch:
    """The branches of `noun`, whose own key is not known."""
    return Branch({name: _branch(info.annotation) for name, info in noun.model_fields.items()})


def _branch(annotation: Any) -> Branch:
    kind, many = _kind(annotation)
    if kind is Text:
        return Branch(is_text=True, many=many)
    keys = outline(kind).keys if isinstance(kind, type) and issubclass(kind, BaseModel) else {}
    return Branch(keys, many=many)


def _kind(annotation: Any) -> tuple[Any, bool]:
    """The type under `Annotated`, `| None` and `tuple[..., ...]`, and whether there was a tuple."""
    origin, args = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _kind(args[0])
    if origin is tuple:
        return _kind(args[0])[0], True
    inner = [arg for arg in args if arg is not NoneType]
    return _kind(inner[0]) if NoneType in args else (annotation, False)


Texts = tuple[tuple[str, tuple[str, ...]], ...]
"""Dotted paths of multilingual texts, with the languages each is written in."""


def texts(branch: Branch, data: Any, path: str = "") -> Iterator[tuple[str, tuple[str, ...]]]:
    """Every multilingual text that `data` holds."""
    if isinstance(data, list):
        for at, item in enumerate(data):
            yield from texts(branch, item, f"{path}.{at}")
    elif isinstance(data, dict) and branch.is_text:
        yield path, tuple(data)
    elif isinstance(data, dict):
        for key, value in data.items():
            yield from texts(branch.keys.get(key, Branch()), value, f"{path}.{key}" if path else key)
