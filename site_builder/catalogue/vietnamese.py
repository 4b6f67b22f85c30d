"""Vietnamese text: folding for search, slugs, collation order, NFC, and how money, dates and phones are written.

`theme/assets/js/fold.js` holds the same folding as a script; both are tested with the vectors of `tests/vectors/`.
Text in an encoding of before Unicode is found by `legacy_encodings.py`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from difflib import get_close_matches
from functools import cache, lru_cache

ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
"""The letters that differ at the first level (CLDR `vi`), f j w z where they stand in the Latin alphabet."""
COLLATED_SIGNS = " _-,;:!?.'\"()[]{}@*/\\&#%`^+<=>|~$0123456789"
"""What comes before the letters, in the order of the CLDR root."""
LETTER_MARKS = "\u0306\u0302\u031b"
"""Breve, circumflex, horn: part of the letter."""
TONES = "\u0300\u0309\u0303\u0301\u0323"
"""Huyền, hỏi, ngã, sắc, nặng: the second level, after no tone at all."""
MIN_SIMILARITY = 0.75
"""The least similarity of a suggestion: `phone` and `photos` have 0.73, `certificate` and `certificates` 0.96."""

_LATIN_MARKS = re.compile("[\u0300-\u036f]+")
_OTHER_SCRIPTS = re.compile("[\u0483-\u1dff\u20d0-\u20ff\u2c00-\U0010ffff]")
"""Where marks of other blocks may stand; every text would take four times as long if it were looked through."""

UNITS = (
    *("mg", "kg", "µg", "g", "ml", "cl", "l", "km", "cm", "mm", "m", "m²", "m³", "ha", "%", "°C", "₫", "đ", "VND"),
    *("lít", "tạ", "tấn", "hecta", "đồng", "nghìn", "triệu", "tỷ", "sao", "điểm"),
    *("năm", "tháng", "tuần", "ngày", "giờ", "phút", "giây", "tuổi"),
    *("star", "stars", "point", "points", "hectare", "hectares", "tonne", "tonnes", "litre", "litres", "metres"),
    *("year", "years", "month", "months", "week", "weeks", "day", "days", "hour", "hours", "minute", "minutes"),
    *("second", "seconds", "thousand", "million", "billion", "percent"),
)
"""What a number counts: measures, money, stars and time, as Vietnamese and English texts write them."""

_AMOUNT = re.compile(rf"(?:(?<=\d)|(?<={{n}})) (?=(?:{'|'.join(UNITS)})(?![^\W_]))", re.IGNORECASE)
_MONTH = "January|February|March|April|May|June|July|August|September|October|November|December"
_ENGLISH_DATE = re.compile(rf"(?<=\d) ({_MONTH}) (?=\d{{4}})")

ADMINISTRATIVE_UNITS = {"xã": "commune", "thị trấn": "township", "phường": "ward", "huyện": "district"}
"""What the name of an administrative unit begins with, and what that is."""

_TONES_REMOVED = str.maketrans("", "", TONES)
_VOWEL_GROUP = re.compile("[aàảãáạăằẳẵắặâầẩẫấậeèẻẽéẹêềểễếệiìỉĩíịoòỏõóọôồổỗốộơờởỡớợuùủũúụưừửữứựyỳỷỹýỵ]{2,}")

CollationKey = tuple[tuple[int, ...], tuple[int, ...], tuple[int, ...]]
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


@lru_cache(20_000)
def one_tone_place(word: str) -> str:
    """The word with its tone on the last vowel of each group: `hóa` and `hoá` are one, as `khỏe` and `khoẻ` are."""

    def moved(group: re.Match[str]) -> str:
        apart = unicodedata.normalize("NFD", group[0])
        tones = "".join(char for char in apart if char in TONES)
        return unicodedata.normalize("NFC", apart.translate(_TONES_REMOVED) + tones)

    return word if word.isascii() else _VOWEL_GROUP.sub(moved, word)


def slug(text: str) -> str:
    """`fold` with everything but letters and digits turned into single hyphens."""
    return re.sub(r"[^a-z0-9]+", "-", fold(text)).strip("-")


def spelling_key(word: str) -> str:
    """`fold` with spaces and hyphens as underscores: two words with the same key are the same but for such things."""
    return fold(word).replace("-", "_").replace(" ", "_")


def nearest_spellings(word: str, choices: Iterable[str], most: int = 1) -> Iterator[str]:
    """Up to `most` of `choices` that somebody who typed `word` probably meant, the nearest first."""
    right = {spelling_key(each): each for each in choices}
    yield from (right[key] for key in get_close_matches(spelling_key(word), right, most, MIN_SIMILARITY))


@lru_cache(10_000)
def collation_key(text: str) -> CollationKey:
    """Orders as CLDR's `vi` collation does: letters first, then tones, then small before capital.

    Gives Cải bắp, Cải làn, Chè, Dẻ, Đào, Hoa hồi, Hồi, Hồng. Letters of other scripts follow by code point.
    """
    weights = [_collation_weight(char) for char in nfc(text)]
    return (
        tuple(letter for letter, _, _ in weights if letter),
        tuple(tone for _, tone, _ in weights),
        tuple(capital for letter, _, capital in weights if letter),
    )


@cache
def _collation_weight(char: str) -> tuple[int, int, int]:
    """The collation weights of one composed character: letter (0 for a lone mark), tone, capital."""
    lower = char.lower()
    parts = unicodedata.normalize("NFD", lower)
    base, marks = parts[0], parts[1:]
    letter = nfc(base + "".join(mark for mark in marks if mark in LETTER_MARKS))
    # A mark that makes no Vietnamese letter (the ö of other languages) counts as a tone, after the Vietnamese ones.
    others = [mark for mark in marks if letter not in ALPHABET or mark not in LETTER_MARKS]
    tone = sum(TONES.find(mark) + 1 or len(TONES) + ord(mark) for mark in others)
    sign = letter if letter in ALPHABET else base
    if unicodedata.combining(sign):
        return 0, tone, int(char != lower)
    order = COLLATED_SIGNS + ALPHABET
    return order.find(sign) + 1 or len(order) + ord(sign), tone, int(char != lower)


def format_money(amount: Decimal, lang: str) -> str:
    """Đồng as `lang` writes them: `120.000 ₫` (U+00A0 before the sign), `₫120,000`."""
    from babel.numbers import format_currency

    return format_currency(amount, "VND", locale=lang)


@cache
def format_day(when: date, lang: str) -> str:
    """28/4/2023 in Vietnamese, 28 April 2023 in English, the long form elsewhere; no line may end inside."""
    if lang == "vi":
        return f"{when.day}/{when.month}/{when.year}"
    from babel.dates import format_date

    return format_date(when, "long", locale="en_GB" if lang == "en" else lang).replace(" ", "\u00a0")


def format_days(runs: Sequence[tuple[date, date]], lang: str) -> str:
    """The days of an event: `20–22/10/2026`, `20–22 October 2026`; `5, 12 và 19/12/2026` for separate days.

    Month and year are said once, with the last day that they are of, where the language puts the day first.
    """
    parts: list[str] = []
    for at, (first, last) in enumerate(runs):
        follower = runs[at + 1][0] if at + 1 < len(runs) else None
        end = _day_before(last, follower if first.month == last.month else None, lang)
        start = _day_before(first, last, lang)
        parts.append(end if first == last else f"{start}{'–' if start.isdigit() else ' – '}{end}")
    return say_list(parts, lang)


def say_list(parts: Sequence[str], lang: str) -> str:
    """Several things in one sentence: `a, b và c`, `a, b and c`."""
    from babel.lists import format_list

    return format_list(parts, locale="en_GB" if lang == "en" else lang)


def uncapitalised(name: str) -> str:
    """A Vietnamese name of a place inside a sentence: it begins with what the place is (xã, thôn)."""
    return name[:1].lower() + name[1:]


def format_run(run: tuple[date, date], lang: str) -> tuple[str, str]:
    """The first and the last day of a run as a sentence says them ('từ 20 đến 22/10/2026'): 20 and 22/10/2026."""
    first, last = run
    return _day_before(first, last, lang), format_day(last, lang)


def _day_before(when: date, follower: date | None, lang: str) -> str:
    """A day as short as it can be said before `follower`, the next day that is said: 5, 5/12 or 5/12/2026."""
    if follower is None or follower.year != when.year or lang not in ("vi", "en"):
        return format_day(when, lang)
    if follower.month == when.month:
        return str(when.day)
    return format_day(when, lang).removesuffix(str(when.year))[:-1]


_MARKED_WORD = r"(?<![^\W_])[^\W\d_]*[à-ỹđ][^\W\d_]*"
_MARKED_RUN = re.compile(rf"{_MARKED_WORD}(?:[ \u00a0]{_MARKED_WORD})*")
_OURS_ALONE = re.compile("[ăđơưạ-ỹ]")
"""Letters of no other language that texts here are written in (`café` has none)."""


def vietnamese_terms(text: str) -> Iterator[tuple[int, int]]:
    """Where Vietnamese words stand in a text of another language (`sương sáo`): first letter, and behind the last.

    Proper names, which are written large, are the same in every language (WCAG 3.1.2) and are left out.
    """
    for run in _MARKED_RUN.finditer(text):
        if run[0] == run[0].lower() and _OURS_ALONE.search(run[0]):
            yield run.span()


def bind_units(text: str) -> str:
    """The text with no-break spaces (U+00A0): no line may end inside `500 g` or `1 July 2025`.

    A placeholder (`{n} tháng`) is a number too.
    """
    return _ENGLISH_DATE.sub("\u00a0\\1\u00a0", _AMOUNT.sub("\u00a0", text))


def format_phone(national: str) -> str:
    """The digits of `values.Phone` in the groups people read: 0912 345 678, 0205 3834 567, 024 3825 1234, 1900 1234."""
    sizes = (4, 3, 3)
    if national.startswith(("18", "19")):
        sizes = (4, 4, 0) if len(national) <= 8 else (4, 3, 3)
    elif national.startswith("02"):
        # Hà Nội and Hồ Chí Minh City alone have area codes of three digits.
        sizes = (3, 4, 4) if national.startswith(("024", "028")) else (4, 4, 3)
    first, second, third = sizes
    groups = (national[:first], national[first : first + second], national[first + second :][:third])
    return " ".join(group for group in groups if group)


def e164_phone(national: str) -> str:
    """The number in E.164, as a `tel:` link needs it (+84912345678); 1800 and 1900 numbers have no such form."""
    return national if national.startswith("1") else "+84" + national.removeprefix("0")
