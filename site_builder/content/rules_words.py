"""What is written: texts that a language still lacks, and words that claim more than food may."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from ..fields import Text
from ..model import Product
from ..problems import Problem
from .known import Known, Subject
from .raw import Entry, SettingsEntry
from .report import warning

CONTEXT = 30
"""Characters shown on either side of a word that claims."""


def languages(subject: Subject, known: Known) -> Iterator[Problem]:
    """One warning for each text of a published product that lacks a language of the catalogue."""
    return untranslated(subject.entry, known) if subject.published else iter(())


def untranslated(entry: Entry | SettingsEntry, known: Known) -> Iterator[Problem]:
    """One warning for each text of a file that lacks a language of the catalogue."""
    wanted = known.settings.languages if known.settings else ()
    for path, written in entry.texts:
        lacking = [lang for lang in wanted if lang not in written]
        if lacking:
            yield warning(entry, "translation_missing", path, languages=", ".join(lacking))


def claims(subject: Subject, known: Known) -> Iterator[Problem]:
    """Words of `claims` in what visitors read, for a person to judge."""
    words = known.settings.claims if known.settings else ()
    if not (words and subject.published):
        return
    for path, text in _read(subject.product):
        for lang in text.languages():
            yield from _claims_in(subject, f"{path}.{lang}", text[lang], words)


def _claims_in(subject: Subject, path: str, text: str, words: tuple[str, ...]) -> Iterator[Problem]:
    """Each word once, with what stands around it."""
    lower = text.casefold()
    if not any(beginning in lower for beginning in _beginnings(words)):
        return
    first = {found[0].casefold(): found for found in reversed(list(_pattern(words).finditer(text)))}
    for found in sorted(first.values(), key=re.Match.start):
        before, after = text[: found.start()], text[found.end() :]
        context = _clip(before, -CONTEXT) + found[0] + _clip(after, CONTEXT)
        yield warning(subject.entry, "claim", path, word=_one_line(found[0]), context=_one_line(context))


def _clip(text: str, room: int) -> str:
    """Whole words in at most `room` characters of the beginning, or of the end where it is negative."""
    if len(text) <= abs(room):
        return text
    return f"… {text[room:].partition(' ')[2]}" if room < 0 else f"{text[:room].rpartition(' ')[0]} …"


def _one_line(text: str) -> str:
    return " ".join(text.split())


@cache
def _beginnings(words: tuple[str, ...]) -> tuple[str, ...]:
    """What a text holds that may hold one of `words`: found far faster than the words themselves."""
    return tuple({word.casefold().split()[0] for word in words})


@cache
def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    """Whole words, capitals or not, the longest first; a space stands for any run of spaces."""
    choices = (r"\s+".join(map(re.escape, word.split())) for word in sorted(words, key=len, reverse=True))
    return re.compile(rf"(?<!\w)(?:{'|'.join(choices)})(?!\w)", re.IGNORECASE)


def _read(product: Product) -> Iterator[tuple[str, Text]]:
    """The texts that describe a product, with their paths."""
    yield from ((key, text) for key in ("tagline", "summary", "story") if (text := getattr(product, key)))
    for at, fact in enumerate(product.facts):
        yield f"facts.{at}.label", fact.label
        yield f"facts.{at}.value", fact.value
