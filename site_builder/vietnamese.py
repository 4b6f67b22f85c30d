"""Vietnamese text: folding for search, slugs, collation order, NFC, and how money, dates and phones are written.

`theme/assets/js/fold.js` holds the same folding as a script; both are tested with the vectors of `tests/vectors/`.
Text in an encoding of before Unicode is found by `legacy.py`.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from decimal import Decimal
from functools import cache, lru_cache

from .legacy import legacy_encoding

__all__ = [
    "UNITS",
    "SortKey",
    "day",
    "fold",
    "international",
    "legacy_encoding",
    "money",
    "nfc",
    "phone",
    "slug",
    "sort_key",
    "unbroken",
]

ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
"""The letters that differ at the first level (CLDR `vi`), f j w z where they stand in the Latin alphabet."""
SIGNS = " _-,;:!?.'\"()[]{}@*/\\&#%`^+<=>|~$0123456789"
"""What comes before the letters, in the order of the CLDR root."""
LETTER_MARKS = "\u0306\u0302\u031b"
"""Breve, circumflex, horn: part of the letter."""
TONES = "\u0300\u0309\u0303\u0301\u0323"
"""Huyền, hỏi, ngã, sắc, nặng: the second level, after no tone at all."""

_LATIN_MARKS = re.compile("[\u0300-\u036f]+")
_OTHER_SCRIPTS = re.compile("[\u0483-\u1dff\u20d0-\u20ff\u2c00-\U0010ffff]")
"""Where marks of other blocks may stand; every text would take four times as long if it were looked through."""

_AMOUNT = re.compile(r"(?<=\d) (?=(?:[mµk]?g|[mc]?l|lít|[kcm]?m|m²|ha|tạ|tấn|%|°C|₫|đ|VND)(?![^\W_]))")

UNITS = {"xã": "commune", "thị trấn": "township", "phường": "ward", "huyện": "district"}
"""What the name of an administrative unit begins with, and what that is."""

SortKey = tuple[tuple[int, ...], tuple[int, ...], tuple[int, ...]]
"""Letters, tones, capitals: compared in that order."""


def nfc(text: str) -> str:
    """Composed form: every Vietnamese letter is one code point."""
    return unicodedata.normalize("NFC", text)


def fold(text: str) -> str:
    """What a person types without marks: casefold, drop combining marks, đ to d, spaces collapsed."""
    bare = _LATIN_MARKS.sub("", unicodedata.normalize("NFD", text.casefold())).replace("đ", "d")
    if _OTHER_SCRIPTS.search(bare):
        bare = "".join(char for char in bare if not unicodedata.combining(char))
    return " ".join(bare.split())


def slug(text: str) -> str:
    """`fold` with everything but letters and digits turned into single hyphens."""
    return re.sub(r"[^a-z0-9]+", "-", fold(text)).strip("-")


@lru_cache(10_000)
def sort_key(text: str) -> SortKey:
    """Orders as CLDR's `vi` collation does: letters first, then tones, then small before capital.

    Gives Cải bắp, Cải làn, Chè, Dẻ, Đào, Hoa hồi, Hồi, Hồng. Letters of other scripts follow by code point.
    """
    weights = [_weight(char) for char in nfc(text)]
    return (
        tuple(letter for letter, _, _ in weights if letter),
        tuple(tone for _, tone, _ in weights),
        tuple(capital for letter, _, capital in weights if letter),
    )


@cache
def _weight(char: str) -> tuple[int, int, int]:
    """Letter (0 for a mark that stands alone), tone and capital of one composed character."""
    lower = char.lower()
    parts = unicodedata.normalize("NFD", lower)
    base, marks = parts[0], parts[1:]
    letter = nfc(base + "".join(mark for mark in marks if mark in LETTER_MARKS))
    tone = sum(_tone(mark) for mark in marks if letter not in ALPHABET or mark not in LETTER_MARKS)
    return _letter(letter if letter in ALPHABET else base), tone, int(char != lower)


def _tone(mark: str) -> int:
    return TONES.find(mark) + 1 or len(TONES) + ord(mark)


def _letter(base: str) -> int:
    if unicodedata.combining(base):
        return 0
    known = SIGNS + ALPHABET
    return known.find(base) + 1 or len(known) + ord(base)


def money(amount: Decimal, lang: str) -> str:
    """Đồng as `lang` writes them: `120.000 ₫` (U+00A0 before the sign), `₫120,000`."""
    from babel.numbers import format_currency

    return format_currency(amount, "VND", locale=lang)


@cache
def day(when: date, lang: str) -> str:
    """28/4/2023 in Vietnamese, 28 April 2023 in English, the long form elsewhere; no line may end inside."""
    if lang == "vi":
        return f"{when.day}/{when.month}/{when.year}"
    from babel.dates import format_date

    return format_date(when, "long", locale="en_GB" if lang == "en" else lang).replace(" ", "\u00a0")


def unbroken(text: str) -> str:
    """The text with every number bound to the unit behind it (U+00A0): no line may end between `500` and `g`."""
    return _AMOUNT.sub("\u00a0", text)


def phone(national: str) -> str:
    """The digits of `fields.Phone` in the groups people read: 0912 345 678, 0205 3834 567, 024 3825 1234, 1900 1234."""
    sizes = _groups(national)
    starts = [sum(sizes[:at]) for at in range(len(sizes))]
    return " ".join(national[start : start + size] for start, size in zip(starts, sizes, strict=True))


def _groups(national: str) -> tuple[int, ...]:
    if national.startswith(("18", "19")):
        return (4, 4) if len(national) <= 8 else (4, 3, 3)
    if national.startswith("02"):
        return (3, 4, 4) if national.startswith(("024", "028")) else (4, 4, 3)
    return (4, 3, 3)


def international(national: str) -> str:
    """What a `tel:` link holds: E.164 (+84912345678); 1800 and 1900 numbers exist inside the country alone."""
    return national if national.startswith("1") else "+84" + national.removeprefix("0")
