"""Finds Vietnamese that was typed for a font of before Unicode, or saved as UTF-8 and read as something else.

Three families reach a catalogue by copy and paste: TCVN3 (fonts .VnTime, .VnArial), VNI (VNI-Times) and
UTF-8 taken for Windows-1252 or 1258; a program that has no such letters leaves a `?` for each (`H?i`).
Nothing is converted: the capital fonts of TCVN3 and VNI share codes
with the small ones, so only a person can tell. Real Vietnamese, French and German, `°C`, `½` and quotes pass.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal

LegacyEncoding = Literal["TCVN3", "VNI", "UTF-8"]

_VOWELS = {
    "a": "àảãáạ", "ă": "ằẳẵắặ", "â": "ầẩẫấậ", "e": "èẻẽéẹ", "ê": "ềểễếệ", "i": "ìỉĩíị",
    "o": "òỏõóọ", "ô": "ồổỗốộ", "ơ": "ờởỡớợ", "u": "ùủũúụ", "ư": "ừửữứự", "y": "ỳỷỹýỵ",
}  # fmt: skip
_TONED = {toned: (vowel, tone) for vowel, row in _VOWELS.items() for tone, toned in enumerate(row)}

_TCVN3 = dict(zip(
    "µ¶·¸¹»¼½¾ÆÇÈÉÊËÌÎÏÐÑÒÓÔÕÖ×ØÜÝÞßáâãäåæçèéêëìíîïñòóôõö÷øùúûüýþ¨©ª«¬\xad®¡¢£¤¥¦§",
    "àảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵăâêôơưđăâêôơưđ",
    strict=True,
))  # fmt: skip

_VNI_TONES = "øûõùï"
_VNI = {
    **{vowel + mark: toned
       for vowel in "aeouy" for mark, toned in zip(_VNI_TONES, _VOWELS[vowel], strict=True)},
    **{code + mark: toned
       for code, vowel in {"ô": "ơ", "ö": "ư"}.items() for mark, toned in zip(_VNI_TONES, _VOWELS[vowel], strict=True)},
    **{base + mark: toned
       for base, vowel in {"a": "â", "e": "ê", "o": "ô"}.items()
       for mark, toned in zip("àåãáä", _VOWELS[vowel], strict=True)},
    **{"a" + mark: toned for mark, toned in zip("èúüéë", _VOWELS["ă"], strict=True)},
    "aê": "ă", "aâ": "â", "eâ": "ê", "oâ": "ô", "ô": "ơ", "ö": "ư", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ", "ñ": "đ",
    "í": "í", "ì": "ì",
}  # fmt: skip

_ONSET = "ngh|ng|nh|ch|gh|gi|kh|ph|qu|th|tr|[bcdđghklmnpqrstvx]"
_RIME = (
    "a(c|ch|i|m|n|ng|nh|o|p|t|u|y)?|ă(c|m|n|ng|p|t)|â(c|m|n|ng|p|t|u|y)|e(c|m|n|ng|o|p|t)?|ê(ch|m|n|nh|p|t|u)?"
    "|i(a|ch|m|n|nh|p|t|u)?|iê(c|m|n|ng|p|t|u)|o(c|i|m|n|ng|p|t)?|oo(c|ng)|ô(c|i|m|n|ng|p|t)?|ơ(i|m|n|p|t)?"
    "|oa(c|ch|i|m|n|ng|nh|o|p|t|y)?|oă(c|m|n|ng|t)|oe(m|n|o|t)?|u(a|c|i|m|n|ng|p|t)?|uâ(n|ng|t|y)|uê(ch|n|nh)?"
    "|uô(c|i|m|n|ng|t)|uơ|uy(a|ch|n|nh|p|t|u)?|uyê(n|t)|ư(a|c|i|m|n|ng|t|u)?|ươ(c|i|m|n|ng|p|t|u)|y(m|n|nh|t|u)?"
    "|yê(m|n|ng|t|u)"
)
_SYLLABLE = re.compile(f"(?:{_ONSET})?(?:{_RIME})")
_TONE_SAC, _TONE_NANG = 3, 4

_WORD = re.compile("[A-Za-z\u00a1-\u024f\u0300-\u036f\u1e00-\u1eff]+")


@dataclass(frozen=True, slots=True)
class _LegacyFont:
    """A legacy encoding: its code table, a pattern that matches the codes, and marks that prove it.

    `sure` matches marks that no other language writes inside a word.
    """

    name: LegacyEncoding
    codes: Mapping[str, str]
    pattern: re.Pattern[str]
    sure: re.Pattern[str]

    def decode(self, word: str) -> str:
        """The Vietnamese that the word stands for, `?` for what the font does not hold."""
        return self.pattern.sub(lambda code: self.codes.get(code[0], "?"), word).lower()


_LEGACY_FONTS = (
    _LegacyFont(
        "TCVN3",
        _TCVN3,
        re.compile(r"[^\x00-\x7f]"),
        re.compile("[a-z][Æ-ÖØ-Þ]|" + "|".join("..."[:at] + "[\u00a1-¾×÷]" + "..."[at:] for at in range(4))),
    ),
    _LegacyFont(
        "VNI",
        _VNI | {code.upper(): letter for code, letter in _VNI.items()},
        re.compile("|".join(sorted(_VNI, key=len, reverse=True)) + r"|[^\x00-\x7f]", re.IGNORECASE),
        re.compile("[aeouyôö]ø|öô|ö[ùûõï]|ô[ùûõï]", re.IGNORECASE),
    ),
)

_OTHER_SIGNS = "“”‘’–—…•°½¼¾²³±·₫"
_LETTER = r"[^\W\d_]"
_NOT_FRENCH = re.compile(r"[^\x00-\x7fàâçéèêëîïôùû]|[aeo][âà]|[aeuy]ù", re.IGNORECASE)


_LOST_LETTER = re.compile(rf"(?<![\w/.=&?:@%-])(?:{_LETTER}+\?+)+{_LETTER}+(?![\w/.=&@:%-])")
"""A word with a question mark inside; in an address one stands before its parameters."""


def lost_letters(text: str) -> list[re.Match[str]]:
    """The words of `text` in which a program left a `?` for a letter that it does not have."""
    return list(_LOST_LETTER.finditer(text)) if "?" in text else []


def find_legacy_encoding(text: str) -> tuple[LegacyEncoding, str] | None:
    """The encoding that `text` is really in and the first word that shows it; None for proper Unicode."""
    lost = _LOST_LETTER.search(text)
    if lost:
        return "UTF-8", lost[0]
    if text.isascii():
        return None
    misread = _misread_word(text)
    if misread:
        return "UTF-8", misread
    for font in _LEGACY_FONTS:
        word = _font_word(font, text)
        if word:
            return font.name, word
    return None


def _misread_word(text: str) -> str | None:
    """The first word that holds a Vietnamese letter as its UTF-8 bytes read one by one."""
    for match in re.finditer(r"(?=([ÂÃĂÄÅÆ].|[áâ]..))", text, re.DOTALL):
        if match[1] not in _misreadings():
            continue
        start, end = match.start(1), match.end(1)
        # The end of a capital word before a closing quote or sign looks the same: `“CẢ XÃ”` is Vietnamese.
        letter_follows = re.match(_LETTER, text[end:]) and not re.match(r"s\b", text[end:])
        letter_before = start > 0 and not text[start - 1].isupper() and text[end - 1] not in "’”…–—•"
        if letter_follows or letter_before:
            before, after = re.search(r"\S*$", text[:start]), re.match(r"\S*", text[end:])
            return (before[0] if before else "") + match[1] + (after[0] if after else "")
    return None


@cache
def _misreadings() -> frozenset[str]:
    vowels = [*_VOWELS, *_TONED, "đ"]
    signs = [letter for letter in {*vowels, *map(str.upper, vowels), *_OTHER_SIGNS} if not letter.isascii()]
    latin = {sign.encode().decode("latin-1") for sign in signs}
    # Windows-1252 has a sign for most bytes from 0x80 to 0x9f; of the others programs keep the control character.
    windows = {byte: bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in range(0x80, 0xA0)}
    western = {seen.translate(windows) for seen in latin}
    # Windows-1258, the Vietnamese page, has Ă where 1252 has Ã.
    return frozenset(latin | western | {seen.replace("Ã", "Ă") for seen in latin | western})


def _font_word(font: _LegacyFont, text: str) -> str | None:
    """The first word that reads as Vietnamese only when it is decoded from `font`.

    One word is enough where it holds a mark that no language writes inside a word; else the whole text has to
    read as Vietnamese, for `laïc` and `tôt` are French.
    """
    if font.sure.search(text):
        for word in _WORD.findall(text):
            if len(word) > 2 and font.sure.search(word) and _explained(font, word):
                return str(word)
    if re.search("[\u0100-\u024f\u0300-\u036f\u1e00-\u1eff]", text):  # letters that no such font can make
        return None
    words = [str(word) for word in _WORD.findall(text) if not word.isupper() or not word.isascii()]
    readable = [word for word in words if _is_syllable(font.decode(word))]
    telling = [word for word in readable if len(word) > 2 and _explained(font, word)]
    foreign = [word for word in words if not word.isascii() and word not in readable]
    # Two words with marks that French has may be French; a third one that reads as Vietnamese is no chance.
    marked = (word for word in readable if not word.isascii())
    french = len(telling) < 3 and not _NOT_FRENCH.search(" ".join(marked))
    likely = len(readable) > 1 and len(readable) * 2 > len(words)
    return telling[0] if telling and likely and not foreign and not french else None


def _explained(font: _LegacyFont, word: str) -> bool:
    """Whether `word` is a Vietnamese syllable once decoded, but not as it is written (`ChÌ` has a capital inside)."""
    written = word in (word.lower(), word.upper(), word.capitalize()) and _is_syllable(word.lower())
    return not word.isascii() and not written and _is_syllable(font.decode(word))


def _is_syllable(word: str) -> bool:
    """Whether `word` (small letters, composed) is built as Vietnamese syllables are, wherever its tone stands."""
    tones = [_TONED[char][1] for char in word if char in _TONED]
    plain = "".join(_TONED[char][0] if char in _TONED else char for char in word)
    if len(tones) > 1 or not _SYLLABLE.fullmatch(plain):
        return False
    # A syllable that ends in a stop has one of two tones.
    stopped = plain.endswith(("c", "ch", "p", "t"))
    return not stopped or (bool(tones) and tones[0] in (_TONE_SAC, _TONE_NANG))
