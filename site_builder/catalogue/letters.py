"""Letters that nothing can show: controls, private use, what was never assigned; and how a letter is named."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping

WORD_SIGNS: Mapping[str, str] = {
    "\uf020": " ", "\uf02d": "-", "\uf06c": "●", "\uf06e": "■", "\uf06f": "□", "\uf075": "◆", "\uf076": "❖",
    "\uf09f": "•", "\uf0a7": "▪", "\uf0a8": "□", "\uf0b7": "•", "\uf0d8": "➢", "\uf0e0": "→", "\uf0fb": "✗",
    "\uf0fc": "✓", "\uf0fe": "☑",
}  # fmt: skip
"""Bullets of Word: private-use letters that stand for signs of its fonts Symbol and Wingdings, which others lack."""
_WORD_SIGNS_BY_NUMBER = {ord(letter): sign for letter, sign in WORD_SIGNS.items()}
_SUSPECT = re.compile("[^\t\n\x20-\x7e\xa0-\u036f\u2010-\u2027\u2030-\u205e\u20a0-\u20c0\u2100-\u218b]")
"""What is not everyday text, which costs one look."""
_SILENT = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]")
"""Marks of direction and other signs without a picture: nothing is lost with them."""
_SPACES = re.compile("[\x0b\x0c\x1c-\x1f\x85\u2028\u2029]")
"""Separators of lines and pages, which count as a space."""
_PICTOGRAPHS = re.compile("[\U0001f000-\U0001fbff]")
"""Blocks of emoji: what this Python does not know of may be newer than it."""
_TAGS_AND_SELECTORS = re.compile("[\U000e0020-\U000e007f\U000e0100-\U000e01ef]")
MOST_LETTERS_TOLD = 6
"""Letters that one message names; the others are counted."""
UNSEEN_CATEGORIES = ("Cc", "Cn", "Co", "Cs")
"""Unicode's categories of letters without a picture: control, unassigned, private use, surrogate."""


def without_unseen(text: str) -> tuple[str, tuple[str, ...]]:
    """The text as any screen can show it, and the letters that are lost: each once, in order.

    Word's bullets become the signs that they stand for. A letter that goes leaves no double space.
    """
    if not _SUSPECT.search(text):
        return text, ()
    text = _SPACES.sub(" ", _SILENT.sub("", text.translate(_WORD_SIGNS_BY_NUMBER)))
    lost = tuple(dict.fromkeys(letter for letter in text if _is_unseen(letter)))
    return without_letters(text, lost), lost


def _is_unseen(letter: str) -> bool:
    if letter in "\n\t" or _PICTOGRAPHS.match(letter) or _TAGS_AND_SELECTORS.match(letter):
        return False
    return letter == "\ufffd" or unicodedata.category(letter) in UNSEEN_CATEGORIES


def without_letters(text: str, letters: Iterable[str]) -> str:
    """The text without `letters`: of the spaces around them one stays, none at the ends of a line or before a stop."""
    lost = "".join(map(re.escape, letters))
    if not lost:
        return text

    def gap(found: re.Match[str]) -> str:
        before, after = text[: found.start()][-1:], text[found.end() :][:1]
        at_edge = before in ("", "\n") or after in ("", "\n")
        return "" if at_edge or after in ".,;:!?…)]»”" or " " not in found[0] else " "

    return re.sub(rf" *(?:[{lost}]+ *)+", gap, text)


def letter_name(letter: str) -> str:
    """The letter as people find it: its sign, its number, its name in Unicode."""
    number, name = f"U+{ord(letter):04X}", unicodedata.name(letter, "")
    told = f"{number} {name}" if name else number
    return told if _is_unseen(letter) else f"“{'◌' if unicodedata.combining(letter) else ''}{letter}” ({told})"


def letters_told(places: Mapping[str, tuple[int, int]]) -> str:
    """Letters with the line and column where each stands first, as one message names them."""
    told = [f"{letter_name(letter)} {line}:{column}" for letter, (line, column) in places.items()]
    more = len(told) - MOST_LETTERS_TOLD
    return ", ".join(told[:MOST_LETTERS_TOLD]) + (f", … (+{more})" if more > 0 else "")
