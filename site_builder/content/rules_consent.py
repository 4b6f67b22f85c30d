"""What a producer has not agreed to show: told, so that nobody wonders where it went, and looked for elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from ..fields import Text
from ..model import Product
from ..problems import Problem
from ..vietnamese import fold
from .consent import hidden
from .known import Subject
from .report import error, warning

SEPARATORS = r"[\s.\-()]*"
"""What stands between the digits of a telephone number."""


def not_shown(subject: Subject) -> Iterator[Problem]:
    """One warning for each value that stays out of what is published."""
    if not subject.published:
        return
    for path, cover in hidden(subject.product):
        code = "location_not_shown" if path == "origin.location" else "not_shown"
        key = "sales" if path.startswith("sales.") else path.rpartition(".")[2]
        yield warning(subject.entry, code, path, key=key, cover=cover)


def told_elsewhere(subject: Subject) -> Iterator[Problem]:
    """A name, number or address that may not be shown, but stands in a text that is."""
    paths = [path for path, _ in hidden(subject.product)]
    secrets = [(path, pattern) for path in paths for pattern in _patterns(subject.product, path)]
    texts = _written(subject.entry.data) if secrets and subject.published else ()
    for path, text in texts:
        if not _inside(path, ("producer", "checked", *paths)):
            folded = fold(text)
            for secret in (secret for secret, pattern in secrets if pattern.search(folded)):
                code = "hidden_portrait" if secret == "producer.portrait" else "hidden_elsewhere"
                yield error(subject.entry, code, path, secret=secret)


def _patterns(product: Product, path: str) -> Iterator[re.Pattern[str]]:
    """How the value at `path` would look in folded text; a village is no secret of one person."""
    value: Any = product
    for key in path.split(".") if path.startswith("producer.") else ():
        value = getattr(value, key)
    if isinstance(value, Text):
        yield from (_words(value[lang]) for lang in value.languages())
    elif isinstance(value, str) and value.isdigit():
        yield re.compile(rf"(?<!\d)(?:0|\+?84){SEPARATORS}{SEPARATORS.join(value[1:])}(?!\d)")
    elif isinstance(value, str):
        yield _words(value)


def _words(text: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){re.escape(fold(text))}(?!\w)")


def _inside(path: str, parents: tuple[str, ...]) -> bool:
    return any(path == parent or path.startswith(f"{parent}.") for parent in parents)


def _written(data: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """Every text of a file as read, with its path."""
    if isinstance(data, str):
        yield path, data
    for key, value in data.items() if isinstance(data, dict) else ():
        yield from _written(value, f"{path}.{key}" if path else key)
    for at, value in enumerate(data if isinstance(data, list) else ()):
        yield from _written(value, f"{path}.{at}")
