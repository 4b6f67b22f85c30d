"""The texts of the search: the words of stories, uses, papers and prose, fetched when names alone find nothing.

An inverted index: each word once, with the rows in whose texts it stands. So a letter typed costs a look through the
words, not through the texts.
"""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from ..catalogue.vietnamese import nfc
from .search_rows import SearchSection

FEWEST_TEXTS = 6
"""From which on a word that stands in more than half of the products' texts tells none of them apart."""
_WORD = re.compile(r"[^\W_]+")
_LINK = re.compile(r"\]\([^)]*\)")
"""The address behind the words of a link in Markdown."""


def search_texts(sections: Iterable[SearchSection], fillers: Iterable[str], said: str) -> bytes:
    """The script with the further texts of the rows of `sections`, whose numbers are those of the index.

    `fillers` are words that say nothing in a query, `said` the sentence with `{words}` that tells why a page was found.
    """
    named = [(section.sort, row) for section in sections for row in section.rows.values()]
    texts = [_words(*row.further) for _, row in named]
    common = _common_words([words for words, (sort, _) in zip(texts, named, strict=True) if sort == "product"])
    rows: defaultdict[str, list[int]] = defaultdict(list)
    for number, (sort, row) in enumerate(named):
        for word in texts[number] - _words(*row.texts) - (common if sort == "product" else set()):
            rows[word].append(number)
    groups: defaultdict[tuple[int, ...], list[str]] = defaultdict(list)
    for word, numbers in sorted(rows.items()):
        groups[tuple(numbers)].append(word)
    data = {
        "words": [[*_steps(numbers), " ".join(group)] for numbers, group in sorted(groups.items())],
        "common": " ".join(sorted(common)),
        "fillers": " ".join(sorted(set(fillers))),
        "said": said,
    }
    return f"bgTexts({json.dumps(data, ensure_ascii=False, separators=(',', ':'))})\n".encode()


def _words(*texts: str) -> set[str]:
    return {word for text in texts for word in _WORD.findall(nfc(_LINK.sub("]", text)).lower())}


def _common_words(texts: Sequence[set[str]]) -> set[str]:
    if len(texts) < FEWEST_TEXTS:
        return set()
    found = Counter(word for words in texts for word in words)
    return {word for word, count in found.items() if 2 * count > len(texts)}


def _steps(numbers: tuple[int, ...]) -> list[int]:
    """The first, then the distance of each from the one before: small numbers are pressed well."""
    return [number - before for before, number in zip((0, *numbers), numbers, strict=False)]
