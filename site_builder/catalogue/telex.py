"""Raw Telex and VNI: Vietnamese typed with the keyboard program off (`Maatj ong`, `Ma65t ong`), and what was meant."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from .vietnamese import fold, nfc

_TONES = {"s": "\u0301", "f": "\u0300", "r": "\u0309", "x": "\u0303", "j": "\u0323"}
_VNI_TONES = dict(zip("12345", "\u0301\u0300\u0309\u0303\u0323", strict=True))
_TELEX_LETTERS = (
    ("uow", "ươ"),
    ("dd", "đ"),
    ("aa", "â"),
    ("ee", "ê"),
    ("oo", "ô"),
    ("aw", "ă"),
    ("ow", "ơ"),
    ("uw", "ư"),
)
_VNI_LETTERS = {"6": "aâeêoô", "7": "oơuư", "8": "aă", "9": "dđ"}
_SYLLABLE = re.compile(
    r"(?P<initial>ngh|ng|nh|kh|gh|gi|ch|ph|th|tr|qu|[bcdđghklmnpqrstvx])?"
    r"(?P<vowels>oai|oay|oeo|uây|uôi|uyê|uya|ươi|ươu|iêu|yêu|ai|ao|au|ay|âu|ây|eo|êu|ia|iu|iê|yê|oa|oă|oe|oi|ôi|ơi|ua|uâ|"
    r"uê|ui|uô|uơ|uy|ưa|ưi|ươ|ưu|[aăâeêioôơuưy])(?P<final>ng|nh|ch|[cmnpt])?"
)
_NUMBERED = re.compile(r"[A-Z][1-5]|[A-Za-z]+[1-5]{2,}")
"""The number of a stand, a size of paper: `A1`, `A12`. A syllable has one tone, and hardly ever is a capital alone."""
FEWEST_WORDS = 5
"""From which a row of syllables without marks is no accident."""
_WORDS = re.compile(r"[^\W_]+")


def decode_typing(text: str) -> str | None:
    """What was meant by a text in raw Telex or VNI; None where it is none.

    Every word has to be a syllable as it stands or decoded, and some cannot be one as they stand: English words are
    neither.
    """
    if not text.isascii():
        return None
    strong = 0
    for word in _WORDS.findall(text):
        meant = _decode(word)
        if meant is None and not (word.isdecimal() or _SYLLABLE.fullmatch(word.lower())):
            return None
        if meant and not _SYLLABLE.fullmatch(word.lower()):
            # A word of two keys is no accident: `maatj`, `ruwngf`.
            strong += 2 if len(word) - len(meant) > 1 else 1
    return _WORDS.sub(lambda match: _decode(match[0]) or match[0], text) if strong > 1 else None


def is_unmarked(text: str) -> bool:
    """Whether `text` is Vietnamese typed without any marks: a sentence of bare syllables."""
    words = _WORDS.findall(text)
    return text.isascii() and len(words) >= FEWEST_WORDS and all(map(_bare_syllable().fullmatch, map(str.lower, words)))


@cache
def _bare_syllable() -> re.Pattern[str]:
    return re.compile(fold(_SYLLABLE.pattern).replace("(?p<", "(?P<"))


def _decode(word: str) -> str | None:
    """The syllable that a raw word stands for, None where it is none or needs no decoding."""
    if _NUMBERED.fullmatch(word):
        return None
    lower = word.lower()
    letters, tone = _from_vni(lower) if re.search(r"[a-z]\d", lower) else _from_telex(lower)
    syllable = _SYLLABLE.fullmatch(letters)
    if not syllable or (not tone and letters == lower):
        return None
    if (syllable["final"] or "") in ("c", "ch", "p", "t") and tone not in ("", "\u0301", "\u0323"):
        return None
    made = _with_tone(syllable, tone)
    return made.upper() if len(word) > 1 and word.isupper() else made.capitalize() if word[0].isupper() else made


def _from_telex(word: str) -> tuple[str, str]:
    tone = ""
    first_vowel = re.search(r"[aeiouyw]", word)
    key = first_vowel and re.search(r"[sfrxj](?=[^sfrxj]*$)", word[first_vowel.end() :])
    if first_vowel and key:
        at = first_vowel.end() + key.start()
        tone, word = _TONES[word[at]], word[:at] + word[at + 1 :]
    for typed, letter in _TELEX_LETTERS:
        word = word.replace(typed, letter)
    return re.sub(r"(?<=[^aăâeêioôơuưy])w", "ư", word), tone


def _from_vni(word: str) -> tuple[str, str]:
    letters, tone = "", ""
    for char in word:
        if char in _VNI_TONES:
            tone = _VNI_TONES[char]
        elif char in _VNI_LETTERS:
            pairs = _VNI_LETTERS[char]
            for plain, marked in zip(pairs[::2], pairs[1::2], strict=True):
                letters = letters.replace(plain, marked)
        else:
            letters += char
    return letters, tone


def _with_tone(syllable: re.Match[str], tone: str) -> str:
    """The syllable with its tone on the vowel that bears it: the marked one, else the middle of the group."""
    vowels = syllable["vowels"]
    marked = [at for at, vowel in enumerate(vowels) if vowel in "ăâêôơư"]
    second = len(vowels) == 3 or (len(vowels) == 2 and (syllable["final"] or vowels in ("oa", "oe", "uy")))
    at = marked[-1] if marked else int(bool(second))
    toned = unicodedata.normalize("NFC", vowels[at] + tone)
    return nfc((syllable["initial"] or "") + vowels[:at] + toned + vowels[at + 1 :] + (syllable["final"] or ""))
