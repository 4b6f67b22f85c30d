"""The rows of the search index: what can be found, and what it can be found by."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import dropwhile

from ..catalogue.programme import CERTIFICATE_STATUSES, OcopStatus
from ..catalogue.vietnamese import slug

EntryRef = tuple[str, str]
"""A reference to a row: the kind of its section and its key in it."""

TEXT_SEPARATOR = "|"
"""Separates texts that are joined into one, in the words and in the index: there a list would cost two bytes a text
more, and the browser folds the joined text in one go before it cuts it."""
PAGE_SUFFIX = ".html"
"""What every address ends with before its place in the page; the browser adds it."""


SEARCH_STATUSES = (OcopStatus.POTENTIAL, *CERTIFICATE_STATUSES)
"""The statuses by their number in the index; the first is that of rows which are no products, and costs no bytes."""


@dataclass(frozen=True, slots=True)
class SearchEntry:
    """A row of the index: something that can be found, or (without an address) a text that other rows share.

    `names` are other names and the names in other languages, `picture` the file of its small picture, `places` and
    `facts` further texts. `refs` are rows whose title and names count for this one too (its places, producer, kind of
    producer, category, group, stars, schemes). `state` (a number in `SEARCH_STATUSES`), `stars` and `until`
    (yyyymmdd, 0 where not known) are those of the OCOP certificate on the day of the build. `lang` is '' where the
    title is in the page's language. Where the press alone tells of the certificate, it has no `stars`. `latest` is the
    day in words where `until` is only the latest that the end can have. `further` are texts that count when names find
    nothing; they are not part of the row.
    """

    title: str
    address: str = ""
    names: tuple[str, ...] = ()
    picture: str = ""
    refs: tuple[EntryRef, ...] = ()
    places: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()
    state: int = 0
    stars: int = 0
    until: int = 0
    latest: str = ""
    lang: str = ""
    further: tuple[str, ...] = ()

    @property
    def texts(self) -> tuple[str, ...]:
        """What it can be found by without the rows that it refers to."""
        return (self.title, *self.names, *self.places, *self.facts)

    def packed(self, prefix: str, numbers: Mapping[EntryRef, int]) -> list[object]:
        """The row as a JSON list: the fields in order, without empty ones at the end.

        The address is stored without `prefix`, or as 0 where it can be made from the title. `numbers` gives the number
        of each row that is referred to.
        """
        name = self.address.removeprefix(prefix).replace(PAGE_SUFFIX, "", 1)
        own = 0 if name == slug(self.title) else name
        refs = [numbers[ref] for ref in self.refs if ref in numbers] or 0
        texts = (_join_texts(self.names), self.picture, refs, _join_texts(self.places), _join_texts(self.facts))
        own_fields = [own, *texts, self.state, self.stars, self.until, self.latest, self.lang]
        return [self.title, *_without_trailing(own_fields, 0, "")]


@dataclass(frozen=True, slots=True)
class SearchSection:
    """The rows of one kind by key, in the order in which equally good results are listed."""

    sort: str
    rows: Mapping[str, SearchEntry]

    @property
    def has_pages(self) -> bool:
        """Whether its rows are results (have a page); otherwise they only hold texts that others share."""
        return any(row.address for row in self.rows.values())

    @property
    def prefix(self) -> str:
        """What all addresses begin with."""
        folders = {row.address.rpartition("/")[:2] for row in self.rows.values()}
        return "".join(folders.pop()) if len(folders) == 1 else ""

    def packed(self, numbers: Mapping[EntryRef, int]) -> list[list[object]]:
        """Its rows as the index holds them."""
        prefix = self.prefix
        return [row.packed(prefix, numbers) for row in self.rows.values()]


def distinct_from(shown: str, texts: Iterable[str]) -> tuple[str, ...]:
    """`texts` without duplicates and without `shown`."""
    return tuple(dict.fromkeys(text for text in texts if text != shown))


def _join_texts(texts: Iterable[str]) -> str:
    return TEXT_SEPARATOR.join(text.replace(TEXT_SEPARATOR, "/") for text in texts)


def _without_trailing(values: Sequence[object], *empty: object) -> list[object]:
    return list(dropwhile(lambda value: value in empty, reversed(values)))[::-1]
