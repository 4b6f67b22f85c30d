"""The search in Python: what `theme/assets/js/fold.js` and `ranking.js` do, said once more and more plainly.

It reads the script that the browser reads. Tests ask both the same things and compare the answers.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

from site_builder.catalogue.vietnamese import fold, nfc, slug

SEAM = re.compile(r"(?<=[0-9])(?=[^\W0-9])|(?<=[^\W0-9])(?=[0-9])")
"""500g is 500 g, and TK001 is TK 001."""
MARKS = frozenset("\u0306\u0302\u031b\u0300\u0309\u0303\u0301\u0323")
BAR = "đ"
OLD = str.maketrans("àáảãạèéẻẽẹỳýỷỹỵ", "òóỏõọòóỏõọùúủũụ")
SHORT = 3
NAME, TITLE, ABOUT, PLACE, FACT, EVERYTHING = 0, 2, 4, 5, 7, 8
LENT = {"commune": PLACE, "area": PLACE, "producer": ABOUT, "kind": 6, "category": 6, "group": 6}
LENT |= {"state": 6, "stars": 6, "scheme": 6}
ENOUGH = 4
WHOLE, BEGINNING, INSIDE = 0, 1, 2


class Read(NamedTuple):
    """Two texts that run along: small words with a space before, between and after them, and those without marks."""

    full: str
    plain: str


class Needle(NamedTuple):
    """What is looked for; `least` is the least part of a word that counts as found."""

    read: Read
    least: int


class Level(NamedTuple):
    """How well a text holds what was typed: the steps of the order, compared in turn, the smaller the better."""

    missed: int
    apart: bool
    part: int
    field: int
    start: int


@dataclass(frozen=True)
class Entry:
    """One row of the index. `texts` are what it can be found by, with their fields, `lent` what other rows lend it."""

    address: str
    title: str
    texts: tuple[tuple[str, int], ...]
    lent: tuple[tuple[str, int], ...]


@cache
def read(text: str) -> Read:
    """`text` as the search sees it; the tone of hoà, khoẻ, thuỷ stands where older spelling has it."""
    letters = (char for char in nfc(text).lower().replace("ß", "ss") if not unicodedata.category(char).startswith("M"))
    words = SEAM.sub(" ", "".join(char if char.isalnum() else " " for char in letters)).split()
    full = re.sub("o([àáảãạèéẻẽẹ])|u([ỳýỷỹỵ])", _as_before, f" {' '.join(words)} ")
    return Read(full, "".join(_bare(char) for char in full))


def _as_before(found: re.Match[str]) -> str:
    vowel = found[1] or found[2]
    return vowel.translate(OLD) + _bare(vowel)


@cache
def _bare(char: str) -> str:
    return (fold(char) + char)[0]


@cache
def marks(char: str) -> frozenset[str]:
    """Those of one letter, the bar of đ among them."""
    parts = unicodedata.normalize("NFD", char)
    return frozenset(parts) & MARKS | ({BAR} & {parts[0]})


def needles(query: str) -> list[Needle]:
    """All words together, then, where there are several, each of them.

    A part inside a word counts where it is long enough; of several words the beginning of one, of short ones before
    the last the whole.
    """
    whole = read(query)
    found = list(re.finditer("[^ ]+", whole.plain))
    together = Needle(
        Read(whole.full.strip(), whole.plain.strip()), INSIDE if len(whole.plain) - 2 >= SHORT else BEGINNING
    )
    least = [BEGINNING if word is found[-1] or len(word[0]) >= SHORT else WHOLE for word in found]
    words = [Needle(Read(whole.full[slice(*word.span())], word[0]), least[at]) for at, word in enumerate(found)]
    return [together, *(words if len(words) > 1 else ())] if words else []


def levels(text: Read, needle: Needle, field: int) -> Iterator[Level]:
    """One for every place where the text holds it."""
    wanted, length = needle.read, len(needle.read.plain)
    for found in re.finditer(f"(?={re.escape(wanted.plain)})", text.plain):
        at = found.start()
        opens, closes = text.plain[at - 1] == " ", text.plain[at + length] == " "
        part = (WHOLE if closes else BEGINNING) if opens else INSIDE
        missed = _missed(wanted, text.full[at : at + length])
        if part <= needle.least and missed < 2:
            yield Level(missed, False, part, field, 2 if at > 1 else int(length + 2 < len(text.plain)))


def _missed(wanted: Read, there: str) -> int:
    """0 where the marks are as typed, and where none was typed; 1 where there are more, 2 where some are missing."""
    if wanted.full in (wanted.plain, there):
        return 0
    return 1 if all(marks(typed) <= marks(letter) for typed, letter in zip(wanted.full, there, strict=True)) else 2


def _least(field: int, length: int) -> int:
    """Parts inside words count in names alone, short words of facts and what all products are as whole words alone."""
    if field == EVERYTHING or (field == FACT and length < ENOUGH):
        return WHOLE
    return INSIDE if field < ABOUT else BEGINNING


def level(entry: Entry, needle: Needle) -> Level | None:
    """The best of all texts."""
    own = (min(levels(read(text), needle, field), default=None) for text, field in entry.texts)
    lent = (min(levels(read(text), needle, field), default=None) for text, field in entry.lent)
    length = len(needle.read.plain)
    found = [each for each in own if each and each.part <= _least(each.field, length)]
    found += [each for each in lent if each and each.part <= min(BEGINNING, _least(each.field, length))]
    return min(found, default=None)


def rank(index: Sequence[Entry], query: str) -> list[Entry]:
    """What is found, the best first."""
    wanted = needles(query)
    judged = ((_judged(entry, wanted), at) for at, entry in enumerate(index) if entry.address and wanted)
    return [index[at] for key, at in sorted((key, at) for key, at in judged if key)]


def _judged(entry: Entry, wanted: Sequence[Needle]) -> Level | None:
    together, *each = (level(entry, needle) for needle in wanted)
    found = [known for known in each if known]
    apart = max(found)._replace(apart=True) if each and len(found) == len(each) else None
    return min((known for known in (together, apart) if known), default=None)


def load(script: str) -> tuple[Entry, ...]:
    """The entries of a published index, those without pages among them."""
    data = json.loads(script.removeprefix("bgIndex(").rstrip().removesuffix(")"))
    sections = [section for section in data["sections"] for _ in range(section[3])]
    lenders = [(section[0], _own(row)) for row, section in zip(data["rows"], sections, strict=True)]
    states = next((at for at, lender in enumerate(lenders) if lender[0] == "state"), 0)
    return tuple(_entry(row, section, lenders, states) for row, section in zip(data["rows"], sections, strict=True))


def _cells(row: Sequence[Any]) -> Sequence[Any]:
    return [*row, *[""] * (11 - len(row))]


def _texts(joined: str) -> list[str]:
    return joined.split("|") if joined else []


def _own(row: Sequence[Any]) -> list[str]:
    return [row[0], *_texts(_cells(row)[2])]


def _entry(row: Sequence[Any], section: Sequence[Any], lenders: Sequence[tuple[str, list[str]]], states: int) -> Entry:
    title, name, _, _, refs, places, facts, state, *_rest = _cells(row)
    sort, _label, prefix, _count = section
    is_product = sort == "product"
    texts = [(text, _own_field(sort, at)) for at, text in enumerate(_own(row))]
    texts += [(text, PLACE if is_product else ABOUT) for text in _texts(places)]
    texts += [(text, FACT) for text in _texts(facts)]
    numbers = [*(refs or ()), *([states + int(state or 0)] if is_product else [])]
    lent = [(text, LENT[lenders[number][0]]) for number in numbers for text in lenders[number][1]]
    lent += [(text, EVERYTHING) for text in lenders[-1][1] if is_product]
    address = "" if prefix is None else f"{prefix}{re.sub('(?=#)|$', '.html', name or slug(title), count=1)}"
    return Entry(address, title, tuple(texts), tuple(lent))


def _own_field(sort: str, at: int) -> int:
    """A commune is called by its bare name as a product is by its own."""
    if sort == "commune" and at == 1:
        return NAME
    return (NAME if sort == "product" else TITLE) + (at > 0)
