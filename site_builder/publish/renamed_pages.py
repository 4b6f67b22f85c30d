"""What the last site had under another name: each is told once, with the line that keeps its old address alive."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from ..catalogue.product import Product
from ..catalogue.showcase import Article, Category, Commune, Event, NamedKind
from ..content.former_names import NamedEntry, named_entries
from ..content.raw import RawCatalogue, warning_at
from ..messages import Problem
from ..web.former_pages import KnownPage, read_named_pages

_KEYS: Mapping[NamedKind, Sequence[str]] = {
    NamedKind.PRODUCT: tuple(Product.model_fields),
    NamedKind.CATEGORY: tuple(Category.model_fields),
    NamedKind.COMMUNE: tuple(Commune.model_fields),
    NamedKind.EVENT: tuple(Event.model_fields),
    NamedKind.ARTICLE: tuple(Article.model_fields),
}

_ANCHORS: Mapping[NamedKind, str] = {NamedKind.PRODUCT: "code", NamedKind.ARTICLE: "title"}
"""The key under which the former names are to be written, where it is not `key`."""


def renamed_page_notes(site: Path, raw: RawCatalogue) -> Iterator[Problem]:
    """A warning for everything in `raw` that the site in the folder `site` has under a name that is no more.

    Products and events are known again by their code, categories, communes and articles by their name.
    """
    entries = tuple(named_entries(raw))
    taken = {(entry.kind, name) for entry in entries for name in (entry.key, *entry.formerly)}
    gone = [page for page in read_named_pages(site) if (page.kind, page.key) not in taken]
    heirs = [(page, [entry for entry in entries if _is_heir(entry, page)]) for page in gone]
    for entry in entries:
        pages = [page for page, found in heirs if found == [entry]]
        if pages:
            yield _note(entry, pages)


def _is_heir(entry: NamedEntry, page: KnownPage) -> bool:
    if not (entry.published and entry.name and entry.kind is page.kind):
        return False
    return entry.code == page.code if page.code else entry.name.vi.casefold() == page.name.casefold()


def _note(entry: NamedEntry, pages: Sequence[KnownPage]) -> Problem:
    """The note, whose remedy depends on how the entry is written: with former names, in braces, as lines."""
    anchor = _ANCHORS.get(entry.kind, "key")
    code, path = "page_renamed", entry.path_of(anchor)
    if entry.where.positions.has_key(entry.path_of("formerly")):
        code, path = "page_renamed_again", entry.path_of("formerly")
    elif _is_in_braces(entry):
        code = "page_renamed_in_braces"
    return warning_at(
        entry.where,
        code,
        path,
        now=entry.key,
        addresses=", ".join(page.address for page in pages),
        names=", ".join((*entry.formerly, *(page.key for page in pages))),
        anchor=anchor,
    )


def _is_in_braces(entry: NamedEntry) -> bool:
    """An entry written as lines begins with one of its keys; in braces it begins with the brace."""
    positions, start = entry.where.positions, entry.where.positions.of(entry.path)
    paths = (entry.path_of(key) for key in _KEYS[entry.kind])
    return not any(positions.has_key(path) and positions.of(path, key=True) == start for path in paths)
