"""Days and months as people write them: what is read, and what was probably meant by anything else."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from datetime import date, timedelta

from .vietnamese import fold

FIRST_YEAR, LAST_YEAR = 1900, 2100
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})", re.ASCII)
_DAY_FIRST = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})", re.ASCII)
"""Vietnamese papers put the day first; a month that comes first is never meant."""
_LOOSE = re.compile(r"(\d{1,2})\s*[/.\-–,\s]\s*(\d{1,2})\s*[/.\-–,\s]\s*(\d{4}|\d{2})(?:[T\s].*)?", re.ASCII)
_LOOSE_ISO = re.compile(r"(\d{4})\s*[/.\-–]\s*(\d{1,2})\s*[/.\-–]\s*(\d{1,2})(?:[T\s].*)?", re.ASCII)
_IN_WORDS = re.compile(r"(?:ngay |mung )*(\d{1,2}) (?:thang|thg\.?) (\d{1,2})(?:,| nam|,? nam)? (\d{4})")
_EXCEL_EPOCH = date(1899, 12, 30)
_EXCEL_DAYS = range(20_000, 80_000)
"""Serial numbers of Excel for 1954 to 2119."""
_NUMERALS = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")
_ROMAN = {numeral: month for month, numeral in enumerate(_NUMERALS, start=1)}
_MONTH_WORDS = {
    "gieng": 1, "hai": 2, "ba": 3, "tu": 4, "nam": 5, "sau": 6, "bay": 7, "tam": 8, "chin": 9, "muoi": 10,
    "muoi mot": 11, "muoi hai": 12, "chap": 12,
}  # fmt: skip
_ENGLISH_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_LUNAR = re.compile(r"\s*[(,]?\s*(?:theo\s)?(?:âm\slịch|am\slich|âl|\bal|lunar(?:\scalendar)?)\)?\s*", re.IGNORECASE)
"""Words that say of a day or of months that they are of the lunar calendar."""
_NAMED_MONTH = re.compile(
    rf"(?P<day>\d{{1,2}})[\s/.-]+(?P<month>(?:{'|'.join(_ENGLISH_MONTHS)})[a-z]*|{'|'.join(_NUMERALS[::-1])})[\s/.,-]+(?P<year>\d{{4}}|\d{{2}})"
)
"""`22-May-25` of an English Excel, `22/V/2025`."""
_YEAR_ROUND = ("quanh nam", "ca nam", "all year", "year round", "12 thang")


def day_numbers(text: str) -> tuple[int, int, int] | None:
    """Year, month and day as they are written in a form that is read; None for any other form."""
    iso, day_first = _ISO.fullmatch(text), _DAY_FIRST.fullmatch(text)
    if iso:
        return int(iso[1]), int(iso[2]), int(iso[3])
    return (int(day_first[3]), int(day_first[2]), int(day_first[1])) if day_first else None


def parse_day(text: str) -> date | None:
    """The day: `2020-05-22`, `22/5/2020`, `22.5.2020`, `22-5-2020`; None for anything else."""
    numbers = day_numbers(text.strip())
    return _day(*numbers) if numbers else None


def without_lunar(text: str) -> str | None:
    """The text without the words that say `lunar calendar`; None where there are none."""
    plain, count = _LUNAR.subn(" ", text)
    return plain.strip() if count else None


def likely_day(text: str) -> date | None:
    """The day that `text` probably means: a year of two figures, words, a time behind it, a number of Excel."""
    # Figures of full width are those of Asian keyboards, and of a text copied from a scan.
    text = re.sub(r"^ngày\s+(?=\d+\s*[/.-])", "", unicodedata.normalize("NFKC", text).strip(), flags=re.IGNORECASE)
    text = re.sub(r"([/.-])[/.\s-]+", r"\1", text)
    if re.fullmatch(r"(?:19|20)\d{6}", text):
        return _day(int(text[:4]), int(text[4:6]), int(text[6:]))
    if named := _NAMED_MONTH.fullmatch(fold(text)):
        return _day(_full_year(int(named["year"])), _named_month(named["month"]), int(named["day"]))
    words = _IN_WORDS.fullmatch(" ".join(re.sub(r"[,.]", " ", fold(text)).split()))
    loose, iso = _LOOSE.fullmatch(text), _LOOSE_ISO.fullmatch(text)
    if re.fullmatch(r"\d{5}", text) and int(text) in _EXCEL_DAYS:
        return _EXCEL_EPOCH + timedelta(days=int(text))
    if iso:
        return _day(int(iso[1]), int(iso[2]), int(iso[3]))
    found = words or loose
    if not found:
        return None
    first, second, year = (int(number) for number in found.groups())
    year = _full_year(year)
    return _day(year, second, first) or _day(year, first, second)


def _full_year(year: int) -> int:
    return year + 2000 if year < 100 else year


def _named_month(word: str) -> int:
    return _ROMAN.get(word) or _ENGLISH_MONTHS.index(word[:3]) + 1


def likely_days(text: str) -> list[date]:
    """The first and the last day of `28-30/4/2023` or `28/4/2023 - 30/4/2023`; one day alone; none."""
    short = re.fullmatch(r"(\d{1,2})\s*[-–]\s*(\d{1,2})\s*/\s*(\d{1,2})\s*/\s*(\d{4})", text.strip(), re.ASCII)
    if short:
        first, last, month, year = short.groups()
        pieces = [f"{first}/{month}/{year}", f"{last}/{month}/{year}"]
    else:
        pieces = re.split(r"\s+[-–]\s+|\s+(?:đến|tới|to)\s+|\s*,\s*", re.sub(r"^từ\s(ngày\s)?", "", text.strip()))
        # The year may stand behind the last day alone.
        year = pieces[-1][-5:] if re.search(r"/\d{4}$", pieces[-1]) else ""
        pieces = [piece + year if re.fullmatch(r"\d{1,2}/\d{1,2}", piece) else piece for piece in pieces]
    days = [parse_day(piece) or likely_day(piece) for piece in pieces]
    return [day for day in days if day] if all(days) else []


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day) if FIRST_YEAR <= year <= LAST_YEAR else None
    except ValueError:
        return None


def month_span(text: str) -> list[int]:
    """The months of `3` or `2-10`; a season may go on over the new year: `11-2` are four. Empty for anything else."""
    match = re.fullmatch(r"(\d{1,2})(?:\s*[-–]\s*(\d{1,2}))?", text, re.ASCII)
    first, last = (int(match[1]), int(match[2] or match[1])) if match else (0, 0)
    if not (1 <= first <= 12 and 1 <= last <= 12):
        return []
    return [(first - 1 + step) % 12 + 1 for step in range((last - first) % 12 + 1)]


def likely_months(items: Sequence[str]) -> str:
    """How the months that `items` probably mean are written (`3-6, 9`), or ''."""
    spans: list[str] = []
    for item in items:
        if fold(item) in _YEAR_ROUND:
            spans.append("1-12")
            continue
        for piece in re.split(r"[,;，、]|\s+và\s+|\s+and\s+", item.strip("()[] ")):
            ends = [_month(end) for end in re.split(r"\s*(?:[-–—−~]|\.{2,3}|…)\s*|\s+(?:đến|tới|to)\s+", piece.strip())]
            if not ends or len(ends) > 2 or None in ends:
                return ""
            spans.append("-".join(str(end) for end in ends))
    return ", ".join(spans)


def _month(text: str) -> int | None:
    word = re.sub(r"^(?:tu |den )?(?:thang|thg\.?|t\.?)\s*(?=\S)", "", re.sub(r"^tu ", "", fold(text)))
    if word[:3] in _ENGLISH_MONTHS:
        return _ENGLISH_MONTHS.index(word[:3]) + 1
    number = int(word) if re.fullmatch(r"\d{1,2}", word) else _ROMAN.get(word) or _MONTH_WORDS.get(word)
    return number if number and 1 <= number <= 12 else None
