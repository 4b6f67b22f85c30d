"""The keys that each kind of file may have, as a tree read from the models."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum
from functools import cache
from types import NoneType
from typing import Annotated, Any, Literal, get_args, get_origin

from pydantic import BaseModel

from ..catalogue.names import OtherNames
from ..catalogue.product import Product
from ..catalogue.showcase import NEWS_FOLDER, Article, Prose, Settings
from ..catalogue.values import Text

LANGUAGE_KEYS = frozenset({"vi", "en", "zh", "fr", "de", "es", "ru", "ja", "ko", "th", "lo", "km"})
"""Codes of the languages that a text of this region is likely to be written in."""


@dataclass(frozen=True, slots=True)
class KeyTree:
    """A key: the keys inside it (none for a plain value), whether it is a text in several languages, or a list.

    `is_list_by_language` is a list, or one for each language. `choices` are the values of which one is wanted.
    """

    keys: Mapping[str, KeyTree] = field(default_factory=dict)
    is_text: bool = False
    many: bool = False
    is_list_by_language: bool = False
    choices: tuple[str, ...] = ()

    def at(self, loc: Sequence[str | int]) -> KeyTree:
        """The branch at a pydantic location; list indexes stay where they are."""
        branch = self
        for part in loc:
            branch = branch if isinstance(part, int) else branch.keys.get(part, KeyTree())
        return branch

    def at_path(self, path: str) -> KeyTree:
        """The branch at a dotted path (`certificates.0.issued`)."""
        return self.at([int(part) if part.isdigit() else part for part in path.split(".")])

    def without(self, names: Iterable[str]) -> KeyTree:
        """The same branch, without some of its keys."""
        return replace(self, keys={key: inner for key, inner in self.keys.items() if key not in names})

    def paths(self, above: str = "") -> Iterator[str]:
        """Every dotted key below, the near ones first."""
        here = [(f"{above}{name}", branch) for name, branch in self.keys.items()]
        yield from (path for path, _ in here)
        for path, branch in here:
            yield from branch.paths(f"{path}.")


def misplaced(value: Any, branch: KeyTree) -> int:
    """How much of `value` (mappings, lists, texts) the branch does not know: keys, and groups where there is none."""
    if isinstance(value, list):
        return (not branch.many) + sum(misplaced(item, replace(branch, many=False)) for item in value)
    if isinstance(value, dict):
        if branch.is_text:
            return sum(key not in LANGUAGE_KEYS or not isinstance(text, str) for key, text in value.items())
        if branch.is_list_by_language:
            return sum((key not in LANGUAGE_KEYS) + misplaced(names, branch) for key, names in value.items())
        if branch.many and branch.keys and not branch.keys.keys() & value.keys():
            return 1  # a group by name in place of a list: it is told as that, and no line of it is in a wrong column
        unknown = sum(key not in branch.keys for key in value)
        return branch.many + unknown + sum(misplaced(each, branch.at([key])) for key, each in value.items())
    return int(bool(branch.keys and value))


def count_keys(value: Any) -> int:
    """How many keys stand in `value`, at any depth."""
    if isinstance(value, dict):
        return len(value) + sum(map(count_keys, value.values()))
    return sum(map(count_keys, value)) if isinstance(value, list) else 0


def tree_of_file(file: str) -> KeyTree | None:
    """The keys of a file by its name: a product's, the catalogue's, those of a page's head; None for any other file."""
    folder, _, name = file.rpartition("/")
    page = Article if folder.rpartition("/")[2] == NEWS_FOLDER else Prose
    noun = {"product.yml": Product, "catalogue.yml": Settings}.get(name, page if name.endswith(".md") else None)
    return key_tree(noun) if noun else None


@cache
def key_tree(noun: type[BaseModel]) -> KeyTree:
    """The tree of keys of the model `noun`."""
    keys: dict[str, KeyTree] = {}
    for name, info in noun.model_fields.items():
        kind, many = _inner_type(info.annotation)
        # `Literal["3", "4"]` and the like are kinds that are no class.
        model = kind if isinstance(kind, type) and issubclass(kind, BaseModel) else None
        is_text, is_names = bool(model and issubclass(model, Text)), model is OtherNames
        inner = key_tree(model).keys if model and not (is_text or is_names) else {}
        keys[name] = KeyTree(
            inner, is_text=is_text, many=many or is_names, is_list_by_language=is_names, choices=_choices_of(kind)
        )
    return KeyTree(keys)


def _choices_of(kind: Any) -> tuple[str, ...]:
    """The values of a kind that is one of several."""
    if isinstance(kind, type) and issubclass(kind, Enum):
        return tuple(str(member.value) for member in kind)
    return tuple(map(str, get_args(kind))) if get_origin(kind) is Literal else ()


def _inner_type(annotation: Any) -> tuple[Any, bool]:
    """The type under `Annotated`, `| None` and `tuple[..., ...]`, and whether there was a tuple."""
    origin, args = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _inner_type(args[0])
    if origin is tuple:
        return _inner_type(args[0])[0], True
    inner = [arg for arg in args if arg is not NoneType]
    return _inner_type(inner[0]) if NoneType in args else (annotation, False)


@cache
def known_keys() -> frozenset[str]:
    """Every key of every kind of file, and the languages of texts: what is certainly a key where it stands as one."""
    nouns: tuple[type[BaseModel], ...] = (Product, Settings, Prose, Article)
    return LANGUAGE_KEYS | {path.rpartition(".")[2] for noun in nouns for path in key_tree(noun).paths()}
