"""The raw catalogue: every file as it was read, with its places and problems; and what rules are given of it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Generic, Protocol, TypeVar

from ..catalogue.product import Product, Status
from ..catalogue.programme import known_from
from ..catalogue.showcase import Article, Catalogue, Commune, Prose, Settings, WrittenPage
from ..catalogue.vietnamese import format_day
from ..messages import Problem, Severity
from .positions import Positions
from .text_findings import TextFindings


@dataclass(frozen=True, slots=True)
class ProductEntry:
    """One product folder.

    `slug` is the folder's name as it is (checked, but perhaps wrong: then `problems` says so), `file` the
    `product.yml` as a person types it, `files` the names that lie in the folder. `product` is None where a value
    is missing or wrong; `data` is the file's plain data all the same (mappings, lists and texts; blank values left
    out). `texts` gives for each multilingual text of `product` its path and the languages written.
    """

    slug: str
    file: str
    folder: Path
    files: tuple[str, ...]
    product: Product | None
    data: Mapping[str, Any]
    positions: Positions
    texts: tuple[tuple[str, tuple[str, ...]], ...] = ()
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class SettingsEntry:
    """`catalogue.yml`; the same fields as an `ProductEntry`'s."""

    file: str
    settings: Settings | None
    data: Mapping[str, Any]
    positions: Positions
    texts: tuple[tuple[str, tuple[str, ...]], ...] = ()
    problems: tuple[Problem, ...] = ()


AnyPage = TypeVar("AnyPage", bound=WrittenPage, covariant=True)


@dataclass(frozen=True, slots=True)
class PageEntry(Generic[AnyPage]):
    """One `<stem>.<language>.md`; `first_line` is the line of the file in which its text begins.

    `data` are those of its head; the rest as in a `ProductEntry`.
    """

    file: str
    page: AnyPage | None
    positions: Positions
    data: Mapping[str, Any] = field(default_factory=dict)
    texts: tuple[tuple[str, tuple[str, ...]], ...] = ()
    first_line: int = 1
    problems: tuple[Problem, ...] = ()

    @property
    def stem(self) -> str:
        """What the name of the file says of its page: `about` of `about.vi.md`."""
        return self.file.rpartition("/")[2].split(".")[0]

    @property
    def lang(self) -> str:
        """The language that the name of the file says: `vi` of `about.vi.md`."""
        return self.file.rpartition("/")[2].split(".")[1]


@dataclass(frozen=True, slots=True)
class RawCatalogue:
    """The folder `products` as read. `problems` are those of no single file: names, missing files, stray files."""

    folder: Path
    catalogue: SettingsEntry
    entries: tuple[ProductEntry, ...]
    prose: tuple[PageEntry[Prose], ...]
    problems: tuple[Problem, ...]
    news: tuple[PageEntry[Article], ...] = ()

    @property
    def settings(self) -> Settings | None:
        return self.catalogue.settings

    @property
    def written(self) -> tuple[PageEntry[WrittenPage], ...]:
        """Every page that is written in Markdown."""
        return (*self.prose, *self.news)

    def all_problems(self) -> tuple[Problem, ...]:
        """Every problem that reading found, file by file."""
        of_products = (problem for entry in self.entries for problem in entry.problems)
        of_pages = (problem for entry in self.written for problem in entry.problems)
        return (*self.problems, *self.catalogue.problems, *of_products, *of_pages)


@dataclass(frozen=True, slots=True)
class RuleContext:
    """`settings` is None where `catalogue.yml` cannot be read: rules that need it then keep silent.

    `status` holds the slug of every product folder; its value is None where the product cannot be read.
    `certified_from` is the day before which a product had no OCOP certificate, as far as that is known. `names` holds
    what each is called besides: its code, its name in every language, and the names that its folder had. `findings`
    looks into texts.
    """

    settings: Settings | None
    communes: Mapping[str, Commune]
    status: Mapping[str, Status | None]
    certified_from: Mapping[str, date]
    names: Mapping[str, Collection[str]]
    folder: Path
    today: date
    findings: TextFindings


@dataclass(frozen=True, slots=True)
class ProductUnderCheck:
    """One readable product and the file it stands in."""

    entry: ProductEntry
    product: Product

    @property
    def published(self) -> bool:
        return self.product.status is not Status.DRAFT


def rule_context(raw: RawCatalogue, today: date, findings: TextFindings) -> RuleContext:
    """The context for the rules, gathered from all files of `raw`."""
    settings = raw.settings
    communes = {commune.key: commune for commune in settings.communes} if settings else {}
    status = {entry.slug: entry.product.status if entry.product else None for entry in raw.entries}
    names = {entry.slug: names_of(entry.data) for entry in raw.entries}
    return RuleContext(
        settings=settings,
        communes=communes,
        status=status,
        certified_from={
            entry.slug: day for entry in raw.entries if entry.product and (day := known_from(entry.product))
        },
        names=names,
        folder=raw.folder,
        today=today,
        findings=findings,
    )


def names_of(data: Mapping[str, Any]) -> tuple[str, ...]:
    """The code and the names that a product's data give, those that its folder had too, as far as they can be read."""
    name, formerly = data.get("name"), data.get("formerly")
    names = name.values() if isinstance(name, Mapping) else (name,)
    written = (data.get("code"), *names, *(formerly if isinstance(formerly, list) else ()))
    return tuple(each for each in written if isinstance(each, str))


def products_under_check(raw: RawCatalogue) -> tuple[ProductUnderCheck, ...]:
    """The products that could be parsed. The others already have problems from parsing and are not checked further."""
    return tuple(ProductUnderCheck(entry, entry.product) for entry in raw.entries if entry.product)


class HasPositions(Protocol):
    """Protocol of every file that was read (product, settings, page): it knows its name and positions."""

    @property
    def file(self) -> str: ...

    @property
    def positions(self) -> Positions: ...


def error_at(where: HasPositions, code: str, path: str = "", **params: object) -> Problem:
    """An error at the value under `path`; at its nearest parent where it is not written."""
    line, column = where.positions.of(path)
    return Problem(
        where.file, code, line=line, column=column, path=path, params={key: str(value) for key, value in params.items()}
    )


def warning_at(where: HasPositions, code: str, path: str = "", **params: object) -> Problem:
    """The same as a warning."""
    line, column = where.positions.of(path)
    texts = {key: str(value) for key, value in params.items()}
    return Problem(where.file, code, line=line, column=column, path=path, params=texts, severity=Severity.WARNING)


def day_params(**days: date) -> dict[str, str]:
    """Days as the clerk writes them: digits, day first, in every language."""
    return {name: format_day(day, "vi") for name, day in days.items()}


@dataclass(frozen=True, slots=True)
class Tally:
    """The slugs of all product folders, each once: published, drafts, with errors.

    `elsewhere` counts what forbids publishing in files that are of no product, by file: `catalogue.yml`, pages,
    the ledger of printed codes.
    """

    published: tuple[str, ...] = ()
    drafts: tuple[str, ...] = ()
    broken: tuple[str, ...] = ()
    elsewhere: tuple[tuple[str, int], ...] = ()

    @property
    def total(self) -> int:
        return len(self.published) + len(self.drafts) + len(self.broken)


@dataclass(frozen=True, slots=True)
class Verdict:
    """`catalogue` is None where errors forbid publishing; `problems` are sorted, errors and warnings together."""

    catalogue: Catalogue | None
    problems: tuple[Problem, ...]
    tally: Tally

    @property
    def errors(self) -> tuple[Problem, ...]:
        return tuple(problem for problem in self.problems if problem.severity is Severity.ERROR)
