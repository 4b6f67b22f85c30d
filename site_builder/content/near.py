"""The nearest right word: what somebody meant who wrote a key or a choice that is not there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from difflib import get_close_matches
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from ..vietnamese import fold
from .outline import Branch

ALIKE = 0.75
"""`phone` and `photos` are 0.73 alike, `certificate` and `certificates` 0.96."""


@cache
def _hints() -> Mapping[str, Mapping[str, Any]]:
    text = files(__package__).joinpath("hints.yml").read_text("utf-8")
    loaded: Mapping[str, Mapping[str, Any]] = yaml.load(text, Loader=yaml.CBaseLoader)
    return loaded


def _plain(word: str) -> str:
    return fold(word).replace("-", "_").replace(" ", "_")


def _meant(word: str, kind: str) -> list[str]:
    """The right words that people write as `word`."""
    return [right for right, written in _hints()[kind].items() if _plain(word) in written]


def _nearest(word: str, allowed: Sequence[str], kind: str) -> str:
    folded = {_plain(right): right for right in allowed}
    meant = next((right for right in _meant(word, kind) if right in allowed), "")
    alike = get_close_matches(_plain(word), folded, n=1, cutoff=ALIKE)
    return folded.get(_plain(word)) or meant or (folded[alike[0]] if alike else "")


def choice(word: str, allowed: Sequence[str]) -> str:
    """The choice that `word` stands for, or ''."""
    return _nearest(word, allowed, "choices")


def key(word: str, siblings: Iterable[str]) -> str:
    """The key beside `word` that it stands for, or ''."""
    return _nearest(word, tuple(siblings), "keys")


def elsewhere(word: str, whole: Branch) -> str:
    """The dotted path where the key `word` belongs, or ''."""
    names = {_plain(word), *_meant(word, "keys")}
    return next((path for path in whole.paths() if path.rpartition(".")[2] in names and "." in path), "")


def example(path: str) -> str:
    """How a required key is written; `path` without list indexes."""
    return str(_hints()["examples"].get(path, path.rpartition(".")[2] + ": …"))
