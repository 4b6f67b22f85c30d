"""Claims: words of advertising that the law allows with proof alone, as `claims.yml` lists them, found in a text."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from pathlib import Path

from ..yaml_loader import load_yaml
from .product import Scheme
from .values import FrozenModel, Text, YesNo
from .vietnamese import fold, one_tone_place


class ClaimKind(FrozenModel):
    """Why a claim is told, the law that this rests on, and what may be written instead."""

    why: Text
    law: Text
    rewrite: Text


class PhraseSet(FrozenModel):
    """Phrases of one meaning, and phrases around them that give them another; `claims.yml` tells how to write them."""

    phrases: tuple[str, ...]
    unless: tuple[str, ...] = ()


class ClaimRule(PhraseSet):
    """Phrases that claim the same.

    With a `scheme` they claim its certificate; `name` is what such a certificate is called where it has no scheme of
    its own.
    """

    kind: str
    scheme: Scheme | None = None
    name: str = ""
    negatable: YesNo = False


class ClaimTable(FrozenModel):
    """`claims.yml`. A `negation` takes back what is `negatable` behind it in its clause, a `plan` a certificate."""

    words: Mapping[str, tuple[str, ...]]
    negation: PhraseSet
    plan: PhraseSet
    kinds: Mapping[str, ClaimKind]
    rules: tuple[ClaimRule, ...]


@cache
def claim_table() -> ClaimTable:
    """`claims.yml`, read at first use: a build of texts that were looked into before needs none of it."""
    return ClaimTable.model_validate(load_yaml((Path(__file__).parent / "claims.yml").read_text("utf-8")))


OWN_WORDS = "own"
"""The kind of the words that a catalogue itself wants to have reviewed."""
NEGATION_REACH = 8
"""The most words from `không` to what it takes back."""
CLAUSE_END, SENTENCE_END = ",", "|"
WILDCARDS = {
    "*": r" [^\W\d_]+",
    "9": r" \d+",
    "~": rf"(?: (?![{CLAUSE_END}{SENTENCE_END}] )[^ ]+){{0,4}}?",
    "…": rf"(?: (?![{SENTENCE_END}] )[^ ]+){{0,15}}?",
}
NEGATION, PLAN = -1, -2
"""What stands for the number of a rule where what was found is none."""

_SIGN_IN_WORD = r"[.\-_*·•|/~^+=]"
_SIGNS_IN_WORDS = re.compile(rf"(?<=[^\W\d_]){_SIGN_IN_WORD}+(?=[^\W\d_])")
_BETWEEN_LETTERS = rf"(?:\s|{_SIGN_IN_WORD})"
_LETTERS_APART = re.compile(rf"(?<!\w)[^\W\d_](?:{_BETWEEN_LETTERS}{{1,3}}[^\W\d_](?!\w)){{3,}}")
"""Words spelt letter by letter: `c h ữ a`, with more spaces between the words or without."""
_PIECES = re.compile(
    r"[^\W\d_]+|\d+|[%#]|(?<!\bno)[.!?…;]+(?=\s|$)|\n\s*\n|[,:()\[\]“”\"–—]|(?<=\s)-(?=\s)", re.IGNORECASE
)

_ADDRESSES = re.compile(r"(?<=\])\([^()\s]*\)|(?:https?://|www\.)\S+")
"""Addresses in a text; nobody reads what their words would say."""

Span = tuple[int, int]
"""The numbers of the first and the last word of something found."""
_Hits = Mapping[tuple[int, bool], Sequence[Span]]
"""The phrases found, by the number of their rule and whether they are what it tells."""


@dataclass(frozen=True, slots=True)
class Claim:
    """A claim found: its rule, and where its words stand in `text`, the text without what no reader sees."""

    rule: ClaimRule
    text: str
    start: int
    end: int

    @property
    def words(self) -> str:
        return " ".join(self.text[self.start : self.end].split())


def find_claims(text: str, lang: str | None, own: tuple[str, ...] = ()) -> tuple[Claim, ...]:
    """The claims in a text written in `lang` (None where that is not known), each wording once.

    `own` are words of the catalogue's own, told where the table knows nothing else of them.
    """
    plain = unicodedata.normalize("NFKC", _ADDRESSES.sub(" , ", text))
    hidden = [char for char in plain if unicodedata.category(char) == "Cf"]
    # Signs, and letters that nobody sees, may part two words or stand inside of one.
    apart = plain.translate({ord(char): " " for char in hidden})
    joined = plain.translate({ord(char): None for char in hidden})
    joined = _SIGNS_IN_WORDS.sub("", _LETTERS_APART.sub(_join_letters, joined))
    claims = [claim for each in dict.fromkeys((apart, joined)) for claim in _claims_in(_Row.of(each), lang, own)]
    for spelt in map(_join_letters, _LETTERS_APART.finditer(apart)):
        # Where its words end is not known: `c h ữ a b ệ n h`.
        claims += _claims_in(_Row.of(spelt), lang, own, spelt=True) if spelt.isalpha() else ()
    once: dict[str, Claim] = {}
    for claim in claims:
        once.setdefault(_letters(fold(claim.words)), claim)
    return tuple(once.values())


def _join_letters(spelt: re.Match[str]) -> str:
    return re.sub(rf"(?<=\w){_BETWEEN_LETTERS}(?=\w)", "", spelt[0])


def _letters(text: str) -> str:
    return re.sub(r"[\W_]", "", text)


@dataclass(frozen=True, slots=True)
class _Row:
    """A text as a row of words and of ends of clauses and sentences.

    `marked` is as written, but that a tone has one place alone; `bare` is without marks.
    """

    text: str
    spans: tuple[Span, ...]
    marked: tuple[str, ...]
    bare: tuple[str, ...]

    @classmethod
    def of(cls, text: str) -> _Row:
        pieces = list(_PIECES.finditer(text))
        words = []
        for piece in pieces:
            word = piece[0].casefold()
            if not (word.isalnum() or word in "%#"):
                word = CLAUSE_END if word in ',:()[]“”"–—-' else SENTENCE_END
            words.append(word)
        spans = tuple(piece.span() for piece in pieces)
        return cls(text, spans, marked=tuple(map(one_tone_place, words)), bare=tuple(map(_without_marks, words)))

    def are_unmarked(self, first: int, last: int) -> bool:
        """Whether the words from `first` to `last` were typed without marks, and are not merely spelt like that.

        So it is where their sentence has no mark at all, or none of themselves has one. One word alone may be too
        many others: `nam` stands for năm, nấm and nám.
        """
        left = next((at for at in range(first, 0, -1) if self.bare[at - 1] == SENTENCE_END), 0)
        right = next((at for at in range(last, len(self.bare)) if self.bare[at] == SENTENCE_END), len(self.bare))
        spans = (slice(left, right), slice(first, last + 1))
        return last > first and any(self.marked[span] == self.bare[span] for span in spans)


@lru_cache(20_000)
def _without_marks(word: str) -> str:
    return fold(word)


def _claims_in(row: _Row, lang: str | None, own: tuple[str, ...], *, spelt: bool = False) -> Iterator[Claim]:
    # English has no marks to leave out, and its words would be taken for Vietnamese ones without theirs.
    readings = [_Reading.of(row, own, bare=bare, spelt=spelt) for bare in ((False,) if lang == "en" else (True, False))]
    found: dict[Span, ClaimRule] = {}
    for reading in readings:
        for number in sorted({number for number, told in reading.hits if told and number >= 0}):
            rule = reading.rules[number]
            before = [
                first
                for kind, counts in ((NEGATION, rule.negatable), (PLAN, rule.scheme))
                for each in readings
                for first, _ in (_meant(each, [each], kind) if counts else ())
            ]
            for first, last in _meant(reading, readings, number):
                taken_back = any(_takes_back(reading.words, word, first) for word in before)
                # One wording may say two things; the rule that stands first tells it.
                told = any(_touch((first, last), span) for span in found)
                if not (taken_back or told or (reading.bare and not row.are_unmarked(first, last))):
                    found[first, last] = rule
    for (first, last), rule in sorted(found.items(), key=lambda item: item[0]):
        yield Claim(rule, row.text, row.spans[first][0], row.spans[last][1])


@dataclass(frozen=True, slots=True)
class _Reading:
    """A row read with its marks or (`bare`) without: its words, the rules and what was found of their phrases."""

    bare: bool
    words: Sequence[str]
    rules: Sequence[ClaimRule]
    hits: _Hits

    @classmethod
    def of(cls, row: _Row, own: tuple[str, ...], *, bare: bool, spelt: bool) -> _Reading:
        words, lexicon = row.bare if bare else row.marked, _lexicon(own, bare=bare, spelt=spelt)
        hits = lexicon.find_spelt(words[0]) if spelt else lexicon.find(row, bare=bare)
        return cls(bare, words, lexicon.rules, hits)


def _meant(reading: _Reading, readings: Iterable[_Reading], number: int) -> Iterator[Span]:
    """The phrases found of one rule that mean what the rule means, and nothing else.

    What they would mean else counts as it is written, and without marks for what was found without.
    """
    counting = (each for each in readings if reading.bare or not each.bare)
    others = [span for each in counting for span in each.hits.get((number, False), ())]
    return (span for span in reading.hits.get((number, True), ()) if not any(_touch(span, other) for other in others))


def _touch(one: Span, other: Span) -> bool:
    return one[0] <= other[1] and other[0] <= one[1]


def _takes_back(words: Sequence[str], negation: int, first: int) -> bool:
    """Whether a negation or a plan stands before `first` in its clause, and not far."""
    between = words[negation:first]
    return 0 < len(between) <= NEGATION_REACH and CLAUSE_END not in between and SENTENCE_END not in between


@dataclass(frozen=True)
class _Phrase:
    """A phrase of the rule `number`: what it tells, or (`told` is False) what its words would mean else."""

    number: int
    told: bool
    phrase: str
    bare: bool
    spelt: bool

    @cached_property
    def needed(self) -> tuple[frozenset[str], ...]:
        """The words that each further part may begin with, if it may not be missing: cheaper than to compile."""
        parts = self.phrase.split()[1:]
        return tuple(_first_words(part, bare=self.bare) for part in parts if part not in WILDCARDS and part[-1] != "?")

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """The phrase in a row of words, with the space before it; of a word that is spelt any part may be its words."""
        parts = []
        for part in self.phrase.split():
            choices = "|".join(_choices(part, bare=self.bare))
            parts.append(WILDCARDS.get(part) or f"(?: (?:{choices})){'?' if part.endswith('?') else ''}")
        whole = "".join(parts)
        return re.compile(whole.replace(" ", " ?") if self.spelt else f"{whole}(?= )")


@dataclass(frozen=True)
class _Lexicon:
    """The phrases of `rules` by the word that they begin with, so that of a text only these words cost time."""

    rules: tuple[ClaimRule, ...]
    beginning: Mapping[str, Sequence[_Phrase]]

    def find(self, row: _Row, *, bare: bool) -> _Hits:
        """Every phrase of a row; of the row without marks those alone that begin at a word typed without."""
        hits: defaultdict[tuple[int, bool], list[Span]] = defaultdict(list)
        words = row.bare if bare else row.marked
        text = f" {' '.join(words)} "
        offset, there = 0, set(words)
        for first, word in enumerate(words):
            if not bare or row.marked[first] == word:
                for phrase in (*self.beginning.get(word, ()), *self.beginning["*"]):
                    if any(need.isdisjoint(there) for need in phrase.needed):
                        continue
                    match = phrase.pattern.match(text, offset)
                    if match:
                        hits[phrase.number, phrase.told].append((first, first + match[0].count(" ", 1)))
            offset += len(word) + 1
        return hits

    def find_spelt(self, word: str) -> _Hits:
        """Every phrase that begins a word of which nobody knows where its words end."""
        hits: defaultdict[tuple[int, bool], list[Span]] = defaultdict(list)
        for phrase in {phrase for phrases in self.beginning.values() for phrase in phrases}:
            if phrase.pattern.search(f" {word} "):
                hits[phrase.number, phrase.told].append((0, 0))
        return hits


@cache
def own_words_rule(own: tuple[str, ...]) -> ClaimRule:
    """The rule of a catalogue's own words, which are none where the table knows that they mean something else."""
    unless = tuple(dict.fromkeys(phrase for rule in claim_table().rules for phrase in rule.unless))
    return ClaimRule(kind=OWN_WORDS, phrases=own, unless=unless)


@cache
def _lexicon(own: tuple[str, ...], *, bare: bool, spelt: bool) -> _Lexicon:
    """The rules of the table, then that of the catalogue's own words."""
    rules = list(claim_table().rules)
    if own:
        rules.append(own_words_rule(own))
    beginning: defaultdict[str, list[_Phrase]] = defaultdict(list)
    for number, rule in ((NEGATION, claim_table().negation), (PLAN, claim_table().plan), *enumerate(rules)):
        for told, texts in ((True, rule.phrases), (False, rule.unless)):
            for phrase in (_Phrase(number, told, text, bare=bare, spelt=spelt) for text in texts):
                for word in {choice.partition(" ")[0] for choice in _choices(phrase.phrase.split()[0], bare=bare)}:
                    beginning[word].append(phrase)
    return _Lexicon(tuple(rules), beginning)


@cache
def _first_words(part: str, *, bare: bool) -> frozenset[str]:
    return frozenset(choice.partition(" ")[0] for choice in _choices(part, bare=bare))


@cache
def _choices(part: str, *, bare: bool) -> Sequence[str]:
    """The words that one part of a phrase stands for, as a row spells them; the longest first: `ung thư gan`."""
    name = part.removesuffix("?")
    listed = claim_table().words[name.strip("{}")] if name.startswith("{") else name.split("|")
    spelt = {
        " ".join(fold(w) if bare else one_tone_place(w) for w in words.casefold().replace("_", " ").split())
        for words in listed
    }
    return sorted(spelt, key=lambda words: (-len(words), words))
