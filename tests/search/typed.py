"""Sets of searches as people type them, with what they want, and how many of these the search finds.

A set is a file of tab-separated lines: language, kind, query, wanted pages (any of them; `-` for none at all).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from playwright.sync_api import Page

from ..waiting import until

SETS = ("typed", "typed-later")
"""The first was written before the rules of the search were read, the second after they were settled."""
FIRST = 3
"""How many results are looked at."""
HOME = {"vi": "index.html", "en": "en/index.html"}
FOLDERS = {
    "vi": {"product": "san-pham", "category": "loai", "commune": "xa", "event": "su-kien", "producer": "chu-the"},
    "en": {"product": "products", "category": "categories", "commune": "communes", "event": "events"}
    | {"producer": "producers"},
}
PAGES = {
    "vi": {
        "page/about": "gioi-thieu",
        "page/certification": "chung-nhan-ocop",
        "page/for-producers": "danh-cho-chu-the",
        "page/sources": "nguon-thong-tin",
        "page/privacy": "quyen-rieng-tu",
        "page/accessibility": "ho-tro-tiep-can",
        "list/products": "san-pham/index",
        "list/season": "mua-vu",
        "list/communes": "xa/index",
        "list/producers": "chu-the/index",
        "list/events": "su-kien/index",
        "list/groups": "nhom/index",
        "group/food": "nhom/thuc-pham",
        "group/medicinal": "nhom/duoc-lieu",
    },
    "en": {
        "page/about": "about",
        "page/certification": "ocop-certification",
        "page/for-producers": "for-producers",
        "page/sources": "sources",
        "page/privacy": "privacy",
        "page/accessibility": "accessibility",
        "list/products": "products/index",
        "list/season": "seasons",
        "list/communes": "communes/index",
        "list/producers": "producers/index",
        "list/events": "events/index",
        "list/groups": "groups/index",
        "group/food": "groups/food",
        "group/medicinal": "groups/medicinal-plants",
    },
}
KEEP_INDEX = """let made;
Object.defineProperty(window, 'bgIndex', {get: () => made, set: take => {
    made = data => { const open = bgSearch.open; bgSearch.open = data => (window.index = open(data)); take(data); };
}, configurable: true});"""
"""Keeps the index that the page uses at `window.index`."""
ASK = """queries => queries.map(query => {
    const named = bgSearch.find(window.index, query);
    const looked = named.entries.length ? { found: named, text: '' } : bgSearch.meant(window.index, query);
    return [looked.found.entries.map(entry => bgSearch.address(entry)), looked.text];
})"""


class Typed(NamedTuple):
    """One line of a set; `wanted` are addresses without their ending, none where nothing is to be found."""

    lang: str
    kind: str
    query: str
    wanted: tuple[str, ...]


@dataclass(frozen=True)
class Answer:
    """What was found for a query: the first addresses without their endings, and what was meant, if told."""

    typed: Typed
    first: tuple[str, ...]
    meant: str

    @property
    def is_right(self) -> bool:
        """Whether one of the wanted pages is among the first, or nothing where nothing is wanted."""
        return bool(set(self.first) & set(self.typed.wanted)) if self.typed.wanted else not self.first


def read_set(name: str) -> Iterator[Typed]:
    """The lines of a set."""
    for line in (Path(__file__).parent / f"{name}.tsv").read_text("utf-8").splitlines():
        if not line.startswith("#"):
            lang, kind, query, wanted = line.split("\t")
            yield Typed(lang, kind, query, tuple(_address(lang, key) for key in wanted.split() if key != "-"))


def _address(lang: str, key: str) -> str:
    kind, _, name = key.rpartition("/")
    folder = FOLDERS[lang].get(kind or "product", "")
    return ("" if lang == "vi" else "en/") + PAGES[lang].get(key, f"{folder}/{name}")


def ready(page: Page, site: str, lang: str) -> None:
    """Open the site with the search loaded, that of texts and of what was meant too."""
    page.add_init_script(KEEP_INDEX)
    page.goto(site + HOME[lang])
    page.locator('[data-opens="search"]').click()
    page.locator("#search input").fill("qqqq")
    until(page, "() => window.index && window.index.texts")


def answers(page: Page, typed: Sequence[Typed]) -> list[Answer]:
    """What a page made ready finds; all of `typed` are in its language."""
    found = page.evaluate(ASK, [each.query for each in typed])
    return [
        Answer(each, tuple(address.partition(".html")[0] for address in addresses[:FIRST]), meant)
        for each, (addresses, meant) in zip(typed, found, strict=True)
    ]


def recall(found: Sequence[Answer]) -> float:
    """The share of the queries that have an answer of which it is found."""
    asked = [answer for answer in found if answer.typed.wanted]
    return sum(answer.is_right for answer in asked) / len(asked)


def noise(found: Sequence[Answer]) -> list[Answer]:
    """What is found where nothing is wanted."""
    return [answer for answer in found if not answer.typed.wanted and answer.first]


def by_kind(found: Sequence[Answer]) -> Iterator[tuple[str, int, int]]:
    """Each kind with how many are right and how many there are."""
    right = Counter(answer.typed.kind for answer in found if answer.is_right)
    yield from ((kind, right[kind], count) for kind, count in Counter(answer.typed.kind for answer in found).items())
