"""Names that a product's folder, a category, a commune, an event, an article had before, and the rule on them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ..catalogue.product import Status
from ..catalogue.showcase import Category, Commune, Event, NamedKind, article_name
from ..catalogue.values import Text
from ..messages import Problem
from .folder import PRODUCT_FILE
from .raw import HasPositions, RawCatalogue, error_at


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedEntry:
    """What is known by a name in the address of its page, as the content has it.

    `name` is None where its file cannot be read. `path` is its place in the file `where`: '' for a product and an
    article, which are the whole file, `communes.0` for a commune. `published` is false for drafts and for what cannot
    be read.
    """

    kind: NamedKind
    key: str
    name: Text | None
    where: HasPositions
    code: str = ""
    formerly: tuple[str, ...] = ()
    path: str = ""
    published: bool = True

    def path_of(self, key: str) -> str:
        """The dotted path of a key of it."""
        return f"{self.path}.{key}" if self.path else key


def named_entries(raw: RawCatalogue) -> Iterator[NamedEntry]:
    """Everything in `raw` that a page is named by, drafts and folders that cannot be read among them."""
    for entry in raw.entries:
        product = entry.product
        yield NamedEntry(
            kind=NamedKind.PRODUCT,
            key=entry.slug,
            name=product.name if product else None,
            where=entry,
            code=str(entry.data.get("code", "")),
            formerly=product.formerly if product else (),
            published=product is not None and product.status is not Status.DRAFT,
        )
    yield from _named_articles(raw)
    if not (settings := raw.settings):
        return
    lists: tuple[tuple[str, NamedKind, Sequence[Category | Commune | Event]], ...] = (
        ("categories", NamedKind.CATEGORY, settings.categories),
        ("communes", NamedKind.COMMUNE, settings.communes),
        ("events", NamedKind.EVENT, settings.events),
    )
    for list_name, kind, nouns in lists:
        for at, noun in enumerate(nouns):
            yield NamedEntry(
                kind=kind,
                key=noun.key,
                name=noun.name,
                where=raw.catalogue,
                code=noun.code if isinstance(noun, Event) else "",
                formerly=noun.formerly,
                path=f"{list_name}.{at}",
            )


def _named_articles(raw: RawCatalogue) -> Iterator[NamedEntry]:
    """One for each article, in the first of its files: the title there is its name in every language."""
    languages = raw.settings.languages if raw.settings else ()
    seen: set[str] = set()
    for entry in sorted(raw.news, key=lambda entry: (entry.lang not in languages[:1], entry.file)):
        article = entry.page
        if entry.stem not in seen:
            seen.add(entry.stem)
            yield NamedEntry(
                kind=NamedKind.ARTICLE,
                key=entry.stem,
                name=article_name(article) if article else None,
                where=entry,
                formerly=article.formerly if article else (),
                published=article is not None,
            )


def former_names_are_free(raw: RawCatalogue) -> Iterator[Problem]:
    """A former name leads to one page alone, and is not the name of another one today."""
    entries = tuple(named_entries(raw))
    holders = {(entry.kind, entry.key): entry for entry in entries}
    first: dict[tuple[NamedKind, str], str] = {}
    for entry in entries:
        for at, name in enumerate(entry.formerly):
            path, known = entry.path_of(f"formerly.{at}"), (entry.kind, name)
            line, _ = entry.where.positions.of(path)
            if name == entry.key:
                yield error_at(entry.where, "formerly_own", path, found=name)
            elif known in holders:
                yield error_at(entry.where, "formerly_in_use", path, found=name, other=_place(holders[known]))
            elif known in first:
                yield error_at(entry.where, "formerly_twice", path, found=name, other=first[known])
            first.setdefault(known, f"{entry.where.file}:{line}")


def _place(entry: NamedEntry) -> str:
    """Where a name is in use: a product's folder, the line of a key."""
    line, _ = entry.where.positions.of(entry.path_of("key"))
    return f"{entry.where.file}:{line}" if entry.path else entry.where.file.removesuffix(f"/{PRODUCT_FILE}")
