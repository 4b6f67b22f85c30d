"""Pairs of numbers as people write them: the pair that was probably meant by a text in another form."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

_PERCENTS = re.compile(r"([0-9]{1,3})\s*%[\s,;x]+([0-9]{1,3})\s*%")
_PAIR = re.compile(
    r"[\[(]?\s*(?P<one>\d+(?:[.,]\d+)?)\s*°?\s*(?P<first>[NSBEWĐDT]?)\s*[,;\s]\s*"
    r"(?P<two>\d+(?:[.,]\d+)?)\s*°?\s*(?P<second>[NSBEWĐDT]?)\s*[\])]?",
    re.ASCII,
)
_DEGREES = re.compile(
    r"(?P<degrees>\d{1,3})\s*(?:°|º|độ|d)\s*(?P<minutes>\d{1,2}(?:[.,]\d+)?)\s*(?:['’′]|phút)?\s*"
    r"(?:(?P<seconds>\d{1,2}(?:[.,]\d+)?)\s*(?:[\"”″]|''|’’|giây)?)?\s*(?P<side>[NSBEWĐDT]?)"
)
_MAP_LINK = re.compile(r"[@=/](-?\d{1,2}\.\d{2,}),\s*(-?\d{2,3}\.\d{2,})")
_EAST = ("E", "Đ", "D")
"""`E` of maps in English; `Đ` (Đông) of Vietnamese ones, perhaps without its stroke."""
_DECIMALS = 5
"""About a metre."""


def pair_as_typed(pieces: Sequence[str]) -> str:
    """A list that YAML has cut at its commas, as it was typed: `[21,97, 106,34]`."""
    return f"{pieces[0]},{pieces[1]}, {pieces[2]},{pieces[3]}" if len(pieces) == 4 else ", ".join(pieces)


def likely_pair(text: str) -> str:
    """`a.b, c.d`: two numbers between which people put commas, full-width signs, degrees or a link of a map; or ''."""
    text = unicodedata.normalize("NFKC", text.replace("º", "°")).strip()
    if link := _MAP_LINK.search(text):
        return f"{link[1]}, {link[2]}"
    turned = [(_decimal(each), each["side"]) for each in _DEGREES.finditer(text)]
    if len(turned) == 2:
        return _in_order(*turned)
    if percents := _PERCENTS.fullmatch(text):
        return ", ".join(f"{int(each) / 100:g}" for each in percents.groups())
    pair = _PAIR.fullmatch(text)
    if pair and ("." in pair[0] or "," in pair["one"]):
        sides = (pair["one"].replace(",", "."), pair["first"]), (pair["two"].replace(",", "."), pair["second"])
        return _in_order(*sides)
    return ""


def _decimal(degrees: re.Match[str]) -> str:
    minutes, seconds = (float((degrees[part] or "0").replace(",", ".")) for part in ("minutes", "seconds"))
    return f"{int(degrees['degrees']) + minutes / 60 + seconds / 3600:.{_DECIMALS}f}".rstrip("0").rstrip(".")


def _in_order(one: tuple[str, str], other: tuple[str, str]) -> str:
    """Latitude first, where the letters behind the numbers say which is which."""
    numbers = (other, one) if one[1] in _EAST else (one, other)
    return ", ".join(number for number, _ in numbers)
