"""What must not occur twice: codes, keys, bar codes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from ..problems import Problem
from .known import Subject
from .raw import RawCatalogue
from .report import Located, error

Use = tuple[Located, str, str]
"""Who uses something: the file, the path in it, what is used."""


def codes(raw: RawCatalogue) -> Iterator[Problem]:
    """One namespace for products (readable or not), events and retired codes: each makes a short link."""
    uses: list[Use] = [(entry, "code", _text(entry.data, "code")) for entry in raw.entries]
    for key in ("events", "retired"):
        items = raw.catalogue.data.get(key)
        rows = enumerate(items) if isinstance(items, list) else ()
        uses += [(raw.catalogue, f"{key}.{at}.code", _text(item, "code")) for at, item in rows]
    return _twice("code_taken", uses)


def keys(raw: RawCatalogue) -> Iterator[Problem]:
    """Keys of categories, of communes, of events: each names a page of its kind."""
    settings = raw.settings
    if settings:
        for kind in ("categories", "communes", "events"):
            nouns = getattr(settings, kind)
            yield from _twice("key_taken", [(raw.catalogue, f"{kind}.{at}.key", n.key) for at, n in enumerate(nouns)])


def gtins(products: tuple[Subject, ...]) -> Iterator[Problem]:
    """A bar code stands for one pack of one product, written with zeros before it or without."""
    uses: list[Use] = [
        (subject.entry, f"offers.{at}.gtin", offer.gtin or "")
        for subject in products
        for at, offer in enumerate(subject.product.offers)
    ]
    return _twice("gtin_taken", uses, same=lambda gtin: gtin.lstrip("0"))


def _twice(code: str, uses: list[Use], same: Callable[[str], str] = str) -> Iterator[Problem]:
    """Told at each use but the first, which it names; `same` is what two spellings of one thing have in common."""
    first: dict[str, str] = {}
    for where, path, found in uses:
        line, _ = where.positions.of(path)
        if found and same(found) in first:
            yield error(where, code, path, found=found, other=first[same(found)])
        first.setdefault(same(found), f"{where.file}:{line}")


def _text(data: Any, key: str) -> str:
    """The text under `key` of plain data as read, '' where there is none."""
    found = data.get(key) if isinstance(data, Mapping) else None
    return found if isinstance(found, str) else ""
