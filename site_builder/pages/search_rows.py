"""What the search index is made of: rows, and sections of rows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import dropwhile

from ..fields import Text
from ..ocop import Standing
from ..vietnamese import slug
from .scene import Scene
from .views import POTENTIAL

Ref = tuple[str, str]
"""A row, by the sort of its section and its key there."""

NONE = -1
"""In place of the number of a row, where there is none."""
BETWEEN = "|"
"""Between texts that are kept as one, in the index and in the words."""
PAGE = ".html"
"""What every address ends with; the browser adds it."""


STATES = (POTENTIAL, *Standing)


@dataclass(frozen=True, slots=True)
class Row:
    """One thing that can be found, or a text that others share, which has no address.

    `names` are other names and the names in other languages, `picture` the file of its small picture, `places` and
    `facts` further texts. `refs` are rows whose title and names count for this one too: its place, producer, kind of
    producer, category, group. `state` (a number in `STATES`), `stars` and `until` (yyyymmdd, 0 where not known) are
    those of a product's OCOP certificate on the day of the build. `lang` is '' where the title is in the page's
    language.
    """

    title: str
    address: str = ""
    names: tuple[str, ...] = ()
    picture: str = ""
    refs: tuple[Ref | None, ...] = ()
    places: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()
    state: int = 0
    stars: int = 0
    until: int = 0
    lang: str = ""

    def packed(self, prefix: str, numbers: Mapping[Ref | None, int]) -> list[object]:
        """The fields in their order, the empty end cut off.

        Of the address it holds what follows `prefix`, or 0 where the title gives that; rows are named by `numbers`.
        """
        name = self.address.removeprefix(prefix).removesuffix(PAGE)
        own = 0 if name == slug(self.title) else name
        refs = _without_end([numbers.get(ref, NONE) for ref in self.refs], NONE) or 0
        texts = (_joined(self.names), self.picture, refs, _joined(self.places), _joined(self.facts))
        return [self.title, *_without_end([own, *texts, self.state, self.stars, self.until, self.lang], 0, "")]


@dataclass(frozen=True, slots=True)
class Section:
    """Rows of one sort by their keys, in the order in which equals are listed."""

    sort: str
    rows: Mapping[str, Row]

    @property
    def has_pages(self) -> bool:
        """Whether its rows can be found themselves, or only lend their texts."""
        return any(row.address for row in self.rows.values())

    @property
    def prefix(self) -> str:
        """What all addresses begin with."""
        folders = {row.address.rpartition("/")[:2] for row in self.rows.values()}
        return "".join(folders.pop()) if len(folders) == 1 else ""

    def packed(self, numbers: Mapping[Ref | None, int]) -> list[list[object]]:
        """Its rows as the index holds them."""
        prefix = self.prefix
        return [row.packed(prefix, numbers) for row in self.rows.values()]


def others(text: Text | None, shown: str = "") -> tuple[str, ...]:
    """The forms of `text` in all languages that differ from the one that is shown."""
    return unlike(shown, (text[lang] for lang in text.languages())) if text else ()


def unlike(shown: str, texts: Iterable[str]) -> tuple[str, ...]:
    """The different ones of `texts` that differ from the one that is shown."""
    return tuple(dict.fromkeys(text for text in texts if text != shown))


def small_picture(scene: Scene, owner: str, file: str | None) -> str:
    """The name of the narrowest file made of a picture, '' where there is none."""
    found = scene.pictures.get((owner, file or ""))
    return min(found.renditions, key=lambda made: made.width).name if found else ""


def _joined(texts: Iterable[str]) -> str:
    return BETWEEN.join(text.replace(BETWEEN, "/") for text in texts)


def _without_end(values: Sequence[object], *empty: object) -> list[object]:
    return list(dropwhile(lambda value: value in empty, reversed(values)))[::-1]
