"""The kinds of value a key may hold: each turns the text of a YAML scalar into a value, or says why it cannot.

Every scalar arrives as text (`content/reader.py`), so dates are read day first, prices with Vietnamese
separators, and phone numbers keep their zero. A refusal is a `PydanticCustomError` whose type is a problem code of `messages/`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, ConfigDict, RootModel, model_validator
from pydantic_core import PydanticCustomError

from .vietnamese import nfc

FALLBACK = "vi"
"""The language every text has."""

WINDOWS_RESERVED = frozenset({"CON", "PRN", "AUX", "NUL", *(f"{d}{n}" for d in ("COM", "LPT") for n in range(1, 10))})
LINK_SCHEMES = ("https://", "http://", "tel:", "mailto:")
VIETNAM = ((8.0, 23.5), (102.0, 110.0))
"""Latitude and longitude that hold the mainland and near islands (WGS 84 degrees)."""


def refuse(code: str, **params: object) -> PydanticCustomError:
    """A refusal that `content/` turns into the problem `code`."""
    return PydanticCustomError(code, "{code}", {"code": code, **{k: str(v) for k, v in params.items()}})


class Text(RootModel[Mapping[str, str]]):
    """One text in several languages, Vietnamese always among them."""

    model_config = ConfigDict(frozen=True)

    @model_validator(mode="before")
    @classmethod
    def _mapping(cls, raw: Any) -> Any:
        if isinstance(raw, str):
            raise refuse("text_not_bilingual", found=raw[:60])
        if isinstance(raw, Mapping) and not str(raw.get(FALLBACK) or "").strip():
            raise refuse("text_without_vietnamese")
        return {k: nfc(v) if isinstance(v, str) else v for k, v in raw.items()} if isinstance(raw, Mapping) else raw

    def __getitem__(self, lang: str) -> str:
        """The text in `lang`, or in Vietnamese where it is missing."""
        return self.root.get(lang) or self.root[FALLBACK]

    def language(self, lang: str) -> str:
        """The language that `self[lang]` is really in."""
        return lang if self.root.get(lang) else FALLBACK

    @property
    def vi(self) -> str:
        return self.root[FALLBACK]

    def languages(self) -> Iterator[str]:
        """The languages that are written."""
        return (lang for lang, text in self.root.items() if text)


def _code(raw: str) -> str:
    if not re.fullmatch(r"[A-Z0-9-]{2,12}", raw):
        raise refuse("code_form", found=raw)
    if raw in WINDOWS_RESERVED:
        raise refuse("code_reserved", found=raw)
    return raw


def _key(raw: str) -> str:
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", raw):
        raise refuse("key_form", found=raw)
    return raw


def _day(raw: Any) -> Any:
    if not isinstance(raw, str):
        return raw
    iso = re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})", raw)
    day_first = re.fullmatch(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})", raw)
    try:
        if iso:
            return date(*(int(part) for part in iso.groups()))
        if day_first:
            return date(*(int(part) for part in reversed(day_first.groups())))
    except ValueError:
        raise refuse("date_impossible", found=raw) from None
    raise refuse("date_form", found=raw)


def _months(raw: Any) -> Any:
    if isinstance(raw, str):
        raise refuse("months_not_list", found=raw)
    if not isinstance(raw, (list, tuple)):
        return raw
    found: list[int] = []
    for item in raw:
        match = re.fullmatch(r"(\d{1,2})(?:\s*[-–]\s*(\d{1,2}))?", str(item))
        first, last = (int(match[1]), int(match[2] or match[1])) if match else (0, 0)
        if not (1 <= first <= 12 and 1 <= last <= 12):
            raise refuse("month_range", found=item)
        found += [(first - 1 + step) % 12 + 1 for step in range((last - first) % 12 + 1)]
    return tuple(dict.fromkeys(found))


def _price(raw: Any) -> Any:
    if not isinstance(raw, str):
        return raw
    plain = re.sub(r"\s*(đ|₫|VND|VNĐ|đồng)$", "", raw, flags=re.IGNORECASE)
    if re.fullmatch(r"\d+|\d{1,3}([.  ]\d{3})+|\d{1,3}(,\d{3})+", plain):
        return Decimal(re.sub(r"\D", "", plain))
    raise refuse("price_form", found=raw)


def _phone(raw: str) -> str:
    digits = re.sub(r"[\s.\-()]", "", raw)
    national = "0" + digits[3:] if digits.startswith("+84") else digits
    if re.fullmatch(r"0[35789]\d{8}|0205\d{7}|02\d{8,9}|1[89]00\d{4,6}", national):
        return national
    raise refuse("phone_form", found=raw)


def _link(raw: str) -> str:
    if not raw.lower().startswith(LINK_SCHEMES) or re.search(r"[\s<>\"'\\]", raw):
        raise refuse("link_form", found=raw)
    return raw


def _web_link(raw: str) -> str:
    if not re.match(r"https?://[^/\s]+\.[^/\s]+", raw, re.IGNORECASE):
        raise refuse("web_link_form", found=raw)
    return _link(raw)


def _email(raw: str) -> str:
    if not re.fullmatch(r"[^@\s<>\"']+@[^@\s<>\"']+\.[A-Za-z]{2,}", raw):
        raise refuse("email_form", found=raw)
    return raw


def _gtin(raw: str) -> str:
    if not re.fullmatch(r"\d{8}|\d{12,14}", raw):
        raise refuse("gtin_form", found=raw)
    total = sum(int(digit) * (3 if at % 2 else 1) for at, digit in enumerate(reversed(raw)))
    if total % 10:
        check = (10 - (total - int(raw[-1])) % 10) % 10
        raise refuse("gtin_check_digit", found=raw, wanted=raw[:-1] + str(check))
    return raw


def _location(raw: tuple[float, float]) -> tuple[float, float]:
    (south, north), (west, east) = VIETNAM
    if not (south <= raw[0] <= north and west <= raw[1] <= east):
        swapped = south <= raw[1] <= north and west <= raw[0] <= east
        raise refuse("location_swapped" if swapped else "location_outside", found=f"{raw[0]}, {raw[1]}")
    return raw


def _fraction(raw: float) -> float:
    if not 0 <= raw <= 1:
        raise refuse("focus_range", found=raw)
    return raw


def _yes(raw: Any) -> Any:
    words = {"true": True, "có": True, "yes": True, "false": False, "không": False, "no": False}
    if isinstance(raw, str):
        if raw.casefold() not in words:
            raise refuse("yes_no", found=raw)
        return words[raw.casefold()]
    return raw


Line = Annotated[str, AfterValidator(nfc)]
"""Text in no particular language: a number, a name as printed, a credit."""
Code = Annotated[str, AfterValidator(_code)]
Key = Annotated[str, AfterValidator(_key)]
Day = Annotated[date, BeforeValidator(_day)]
Months = Annotated[tuple[int, ...], BeforeValidator(_months)]
"""Month numbers in the order written; `11-2` gives 11, 12, 1, 2."""
Price = Annotated[Decimal, BeforeValidator(_price)]
Phone = Annotated[str, AfterValidator(_phone)]
"""National form, digits only: 0912345678, 02053834567."""
Link = Annotated[str, AfterValidator(_link)]
WebLink = Annotated[str, AfterValidator(_web_link)]
Email = Annotated[str, AfterValidator(_email)]
Gtin = Annotated[str, AfterValidator(_gtin)]
Location = Annotated[tuple[float, float], AfterValidator(_location)]
"""Latitude, longitude in WGS 84 degrees."""
Fraction = Annotated[float, AfterValidator(_fraction)]
YesNo = Annotated[bool, BeforeValidator(_yes)]
