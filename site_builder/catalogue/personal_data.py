"""Personal data in free text: numbers, addresses and names of people, found by the form in which they are written."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator
from pathlib import Path

from ..yaml_loader import load_yaml
from .personal_datum import PersonalDatum, PersonalKind
from .vietnamese import fold, nfc

_WORDS: dict[str, list[str]] = load_yaml(Path(__file__).with_suffix(".yml").read_text("utf-8"))


def _any_of(key: str) -> str:
    """A pattern for any of the words, the longest first; a space stands for any run of spaces."""
    words = sorted(_WORDS[key], key=len, reverse=True)
    return "|".join(re.escape(nfc(word)).replace(r"\ ", r"\s+") for word in words)


_LOTS = rf"(?<!\w)(?:{_any_of('lots')})\W{{0,4}}(?:số\s|no\.?\s)?[\w./-]*\d[\w./-]*"
"""Numbers of lots, bar codes and papers, which look like those of telephones."""
_SIGNS = r"[\s.\-()_·*–]*"
_DATES = re.compile(r"(?<!\d)\d{1,2}\s?[/.-]\s?\d{1,2}\s?[/.-]\s?(?:19|20)\d\d(?!\d)")
_ANY_WORD = r"[^\W\d_]+"
_DIGIT = f"(?:{_any_of('digits')})"
_STREET_NUMBER = r"\d{1,4}[A-Za-z]?(?:/\d{1,4}[A-Za-z]?){0,3}"
_STREET = rf"(?:{_any_of('streets')})"
_AT_HOME = rf"(?:{_any_of('homes')})"
_FORMS = {
    PersonalKind.IDENTITY: rf"(?:{_any_of('identity')})[^\d\n]{{0,25}}\d(?:{_SIGNS}\d){{7,11}}(?!\d)",
    PersonalKind.BANK: rf"\b(?:{_any_of('bank')})\b[^\d\n]{{0,25}}\d(?:{_SIGNS}\d){{5,18}}(?!\d)",
    PersonalKind.PHONE: rf"(?<![\d/])(?:\(?\+?\(?84\)?{_SIGNS}0?|[0oO](?=[\s.()-]*\d)){_SIGNS}"
    rf"[235789](?:{_SIGNS}[\doOlI]){{7,9}}(?!\w)"
    rf"|\b(?:{_any_of('call')})\W{{0,4}}(?:số|zalo)?\W{{0,4}}[1-9](?:{_SIGNS}\d){{8,9}}(?!\d)"
    rf"|(?<!\w){_DIGIT}(?:[\s,.-]+{_DIGIT}){{8,}}(?!\w)",
    PersonalKind.EMAIL: r"[\w.+-]+\s?(?:@|[(\[]?(?:\bat\b|a\scòng)[)\]])\s?[\w-]+"
    r"(?:\s?(?:\.|chấm|\bdot\b)\s?[a-z]{2,})+"
    r"|[\w.+-]+\s(?:a\scòng|a\scong)\s[\w-]+(?:\s?(?:\.|chấm|cham)\s?[a-z]{2,})+",
    PersonalKind.ADDRESS: rf"\b(?:số\snhà|so\snha|nhà\ssố|nha\sso)\s{_STREET_NUMBER}"
    rf"(?:[\s,]+{_STREET}\s[\w./]+(?:\s{_ANY_WORD}){{0,2}})*"
    rf"|\b{_AT_HOME}\b[^.!?\n]{{0,40}}?\b(?:(?:số|so|no\.?)\s)?{_STREET_NUMBER},?\s{_STREET}\s[\w./]+"
    rf"|\b{_AT_HOME}\b[^.!?\n]{{0,40}}?\b{_STREET_NUMBER}\s(?:\w+\s){{1,4}}(?:street|road|lane|alley)\b",
}
_PATTERNS = {kind: re.compile(pattern, re.IGNORECASE) for kind, pattern in _FORMS.items()}

_UPPER = "A-ZÀÁÂÃĂĐÈÉÊÌÍÒÓÔÕƠÙÚƯÝẠẢẤẦẨẪẬẮẰẲẴẶẸẺẼẾỀỂỄỆỈỊỌỎỐỒỔỖỘỚỜỞỠỢỤỦỨỪỬỮỰỲỴỶỸ"
_WORD = rf"[{_UPPER}][^\W\d_]*"


def _titled_name(titles: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)({titles})\.?(?: (?:{_any_of('titles')})\.?)*[ \t]+({_WORD}(?:[ \t]+{_WORD}){{0,4}})")


_TITLE = _titled_name(_any_of("titles"))
_TITLE_CAPITAL = _titled_name("|".join(title.capitalize() for title in _any_of("titles").split("|")))
_TITLE_BARE = re.compile(rf"(?<!\w)({_any_of('titles_without_marks')})[ \t]+({_WORD}(?:[ \t]+{_WORD}){{0,4}})")
_FULL_NAME = re.compile(rf"(?<!\w)(?:{_any_of('surnames')})[^\S\n]+(?:Văn|Thị|Van|Thi)(?:[^\S\n]+{_WORD}){{1,3}}")
_PLACE_BEFORE = re.compile(f"(?:{_any_of('before_places')}) $", re.IGNORECASE)
_MANY_BEFORE = re.compile(f"(?:{_any_of('many')}) $", re.IGNORECASE)
_INSTITUTION = re.compile(rf"(?:{_any_of('institutions')})\b(?!\s(?:thị|văn|thi|van)\b)", re.IGNORECASE)
_ORGANISATION = re.compile(rf"(?<!\w)(?:{_any_of('organisations')})(?!\w)", re.IGNORECASE)
"""Whose address is nobody's home."""
_FULL_NAME_OF_PEOPLE = re.compile(rf"{_WORD}\s{_WORD}\s{_WORD}")
"""`Mông` is a people, and a family name too."""
_OFFICE_BEFORE = re.compile(rf"(?:{_any_of('offices')}) (?:{_any_of('offices_at')}) $", re.IGNORECASE)
_PLACE_BEHIND = re.compile(
    r"\slà\stên\s(?:gọi\s)?(?:của\s)?(?:một\s)?(?:ngọn|núi|xã|thôn|bản|làng|sông|suối|vùng|huyện|đồi|đèo|đất)\b"
)
_CAPITALS = re.compile(rf"[{_UPPER}]{{2,}}")
_LINE_END = re.compile(r"(?<!\n)\n(?!\s*\n)")
"""Where a paragraph goes on in the next line."""
_KNOWN = frozenset(_WORDS["known_names"])
_LEGENDS = frozenset(_WORDS["legends"])
_PEOPLE_KEYS = frozenset(fold(people).split()[0] for people in _WORDS["peoples"]) - frozenset(_WORDS["given_names"])
_PEOPLE = _any_of("peoples")
_ETHNIC = re.compile(
    rf"(?<!\w)(?:người|dân\stộc|nguoi|dan\stoc|ethnic|an?)\s(?:dân\stộc\s|ethnic\s)?({_PEOPLE})(?!\w)"
    rf"|(?<!\w)({_PEOPLE})\s(?:woman|man|farmer|artisan|family|girl|boy|weaver|grower|ethnic|minority|people)",
    re.IGNORECASE,
)


def find_personal_data(text: str, places: Collection[str] = ()) -> Iterator[PersonalDatum]:
    """What a text tells of people; `places` are names of places that look like names of people."""
    seen = "".join(char for char in nfc(text) if unicodedata.category(char) != "Cf")
    seen = _LINE_END.sub(" ", seen)
    yield from _numbers_and_addresses(seen)
    names = list(_names_in(_without_capitals(seen), {fold(place) for place in places}))
    yield from names
    for match in _ETHNIC.finditer(seen) if names else ():
        # A people as a whole may be named; beside a person it tells the origin of that person.
        start, end = _sentence_around(seen, match.start())
        if any(start <= name.start < end for name in names):
            yield PersonalDatum(PersonalKind.ETHNICITY, match[0], match.start())


def _numbers_and_addresses(text: str) -> Iterator[PersonalDatum]:
    left = re.sub(f"{_DATES.pattern}|{_LOTS}", lambda found: " " * len(found[0]), text, flags=re.IGNORECASE)
    for kind, pattern in _PATTERNS.items():
        for match in pattern.finditer(left):
            sentence, _ = _sentence_around(left, match.start())
            # An organisation may be found; a person's home is private.
            public = kind is PersonalKind.ADDRESS and _ORGANISATION.search(left, sentence, match.start())
            if not public:
                yield PersonalDatum(kind, " ".join(match[0].split()), match.start())
        # A number that is told as one thing is not told as another too.
        left = pattern.sub(lambda found: "#" * len(found[0]), left)


def _without_capitals(text: str) -> str:
    """A text all in capitals with only the first letter of each word in one, so that names are found in it."""
    words = re.findall(r"[^\W\d_]{2,}", text)
    return _CAPITALS.sub(lambda word: word[0].capitalize(), text) if words and all(map(str.isupper, words)) else text


def _names_in(text: str, places: Collection[str]) -> Iterator[PersonalDatum]:
    spans: list[tuple[int, int]] = []
    for pattern in (_TITLE, _TITLE_CAPITAL, *([_TITLE_BARE] if fold(text) == text.casefold() else []), _FULL_NAME):
        for match in pattern.finditer(text):
            name = match[2] if pattern is not _FULL_NAME else match[0]
            first = name.split()[0]
            people = fold(first) in _PEOPLE_KEYS and not _FULL_NAME_OF_PEOPLE.match(name)
            known = nfc(name).casefold() in _KNOWN or fold(name) in places or first.casefold() in _LEGENDS
            body = _INSTITUTION.match(text, match.end() - len(name)) or (first.isupper() and len(first) > 1)
            officer = _OFFICE_BEFORE.search(text[: match.start()])
            place = _PLACE_BEFORE.search(text[: match.start()]) if pattern is not _TITLE and not officer else None
            place = place or _PLACE_BEHIND.match(text, match.end())
            together = _MANY_BEFORE.search(text[: match.start()])
            begin, end = match.span()
            told = any(begin < stop and start < end for start, stop in spans)
            if not any((known, people, body, place, together, told)):
                spans.append((begin, end))
                yield PersonalDatum(PersonalKind.NAME, " ".join(match[0].split()), begin)


def _sentence_around(text: str, offset: int) -> tuple[int, int]:
    ends = [match.end() for match in re.finditer(r"[.!?](?=\s)|\n\s*\n", text)]
    return max([end for end in ends if end <= offset], default=0), min(
        [e for e in ends if e > offset], default=len(text)
    )
