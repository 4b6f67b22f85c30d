"""The kinds of value a key may hold: each turns the text of a YAML scalar into a value, or says why it cannot.

Every scalar arrives as text (`content/reader.py`), so dates are read day first, prices with Vietnamese
separators, and phone numbers keep their zero. A refusal is a `PydanticCustomError` whose type is a problem code of
`messages/`. What an editor is told of each kind (`WithJsonSchema`) stands beside it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, WithJsonSchema

from .contacts import Email as Email
from .contacts import Link as Link
from .contacts import Phone as Phone
from .contacts import WebLink as WebLink
from .contacts import Zalo as Zalo
from .text import FALLBACK as FALLBACK
from .text import Text as Text
from .text import refuse
from .vietnamese import nfc, slug

WINDOWS_RESERVED = frozenset({"CON", "PRN", "AUX", "NUL", *(f"{d}{n}" for d in ("COM", "LPT") for n in range(1, 10))})
LONGEST_KEY = 64
VIETNAM = ((8.0, 23.5), (102.0, 110.0))
"""Latitude and longitude that hold the mainland and near islands (WGS 84 degrees)."""


def _line(raw: str) -> str:
    return nfc(" ".join(raw.split()))


def _code(raw: str) -> str:
    wanted = slug(raw).upper()[:12].strip("-") or "BG-001"
    if not re.fullmatch(r"[A-Z0-9][A-Z0-9-]{0,10}[A-Z0-9]", raw):
        raise refuse("code_form", found=raw, wanted=wanted if len(wanted) > 1 else "BG-001")
    if raw in WINDOWS_RESERVED:
        raise refuse("code_reserved", found=raw, wanted=f"{raw}-01")
    return raw


def _key(raw: str) -> str:
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", raw):
        raise refuse("key_form", found=raw, wanted=slug(raw)[:LONGEST_KEY].strip("-") or "ten-moi")
    if raw.upper() in WINDOWS_RESERVED or raw == "index":
        raise refuse("key_reserved", found=raw, wanted=f"{raw}-1")
    if len(raw) > LONGEST_KEY:
        raise refuse("key_long", limit=LONGEST_KEY, wanted=raw[:40].rpartition("-")[0] or raw[:40])
    return raw


def _languages(keys: tuple[str, ...]) -> tuple[str, ...]:
    if FALLBACK not in keys[:1]:
        raise refuse("languages_without_vietnamese")
    return tuple(dict.fromkeys(keys))


def _day(raw: Any) -> Any:
    if not isinstance(raw, str):
        return raw
    iso = re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})", raw)
    day_first = re.fullmatch(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})", raw)
    parts = iso.groups() if iso else tuple(reversed(day_first.groups())) if day_first else ()
    if not parts:
        raise refuse("date_form", found=raw)
    year, month, day = (int(part) for part in parts)
    try:
        found = date(year, month, day)
    except ValueError:
        raise refuse("date_impossible", found=raw) from None
    if not 1900 <= year <= 2100:
        raise refuse("date_impossible", found=raw)
    return found


def _months(raw: Any) -> Any:
    if not isinstance(raw, (str, list, tuple)):
        return raw
    items = raw.split(",") if isinstance(raw, str) else raw
    months = (month for item in items for month in _month_range(str(item).strip()))
    return tuple(dict.fromkeys(months))


def _month_range(text: str) -> Iterator[int]:
    match = re.fullmatch(r"(\d{1,2})(?:\s*[-–]\s*(\d{1,2}))?", text)
    first, last = (int(match[1]), int(match[2] or match[1])) if match else (0, 0)
    if not (1 <= first <= 12 and 1 <= last <= 12):
        raise refuse("month_range", found=text)
    return ((first - 1 + step) % 12 + 1 for step in range((last - first) % 12 + 1))


def _price(raw: Any) -> Any:
    if not isinstance(raw, str):
        return raw
    plain = re.sub(r"\s*(đ|₫|VND|VNĐ|đồng)$", "", raw, flags=re.IGNORECASE)
    digits = re.sub(r"\D", "", plain)
    if re.fullmatch(r"\d+|\d{1,3}([.\s]\d{3})+|\d{1,3}(,\d{3})+", plain) and int(digits):
        return Decimal(digits)
    raise refuse("price_form", found=raw)


def _gtin(raw: str) -> str:
    digits = re.sub(r"[\s-]", "", raw)
    if not re.fullmatch(r"[0-9]{8}|[0-9]{12,14}", digits):
        raise refuse("gtin_form", found=raw)
    total = sum(int(digit) * (3 if at % 2 else 1) for at, digit in enumerate(reversed(digits)))
    if total % 10:
        check = str((int(digits[-1]) - total) % 10)
        raise refuse("gtin_check_digit", found=raw, check=check, wanted=digits[:-1] + check)
    return digits


def _number(raw: Any) -> Any:
    if isinstance(raw, str) and not re.fullmatch(r"-?[0-9]+(\.[0-9]+)?", raw):
        raise refuse("number_form", found=raw)
    return raw


def _whole(raw: Any) -> Any:
    if isinstance(raw, str) and not re.fullmatch(r"-?[0-9]{1,9}", raw):
        raise refuse("number_whole", found=raw)
    return raw


def _pair(example: str) -> BeforeValidator:
    def two(raw: Any) -> Any:
        if isinstance(raw, str) or (isinstance(raw, (list, tuple)) and len(raw) != 2):
            raise refuse("pair_wanted", example=example)
        return raw

    return BeforeValidator(two)


def _location(raw: tuple[float, float]) -> tuple[float, float]:
    (south, north), (west, east) = VIETNAM
    if south <= raw[0] <= north and west <= raw[1] <= east:
        return raw
    swapped = south <= raw[1] <= north and west <= raw[0] <= east
    params = {"found": f"{raw[0]}, {raw[1]}", "wanted": f"{raw[1]}, {raw[0]}"}
    raise refuse("location_swapped" if swapped else "location_outside", **params)


def _fraction(raw: float) -> float:
    if not 0 <= raw <= 1:
        raise refuse("focus_range", found=f"{raw:g}")
    return raw


def _yes(raw: Any) -> Any:
    words = {"true": True, "có": True, "yes": True, "false": False, "không": False, "no": False}
    if isinstance(raw, str):
        if raw.casefold() not in words:
            raise refuse("yes_no", found=raw)
        return words[raw.casefold()]
    return raw


def _seen(kind: str | list[str], **more: Any) -> WithJsonSchema:
    """What an editor is told of a value."""
    return WithJsonSchema({"type": kind, **more})


_WRITTEN = ["string", "number"]
_PAIR: dict[str, Any] = {"minItems": 2, "maxItems": 2}

Line = Annotated[str, AfterValidator(_line), _seen(_WRITTEN)]
"""Text in no particular language, on one line: a number, a name as printed, a credit."""
Code = Annotated[str, AfterValidator(_code), _seen(_WRITTEN, pattern="^[A-Z0-9][A-Z0-9-]{0,10}[A-Z0-9]$")]
Key = Annotated[str, AfterValidator(_key), _seen("string", pattern="^[a-z0-9]+(-[a-z0-9]+)*$", maxLength=LONGEST_KEY)]
Languages = Annotated[tuple[Key, ...], AfterValidator(_languages)]
Day = Annotated[date, BeforeValidator(_day), _seen("string", examples=["2020-05-22", "22/5/2020"])]
Months = Annotated[
    tuple[int, ...],
    BeforeValidator(_months),
    _seen("array", items={"type": _WRITTEN}, examples=[["2-10"], [11, 12, 1]]),
]
"""Month numbers in the order written; `11-2` gives 11, 12, 1, 2."""
Price = Annotated[Decimal, BeforeValidator(_price), _seen(_WRITTEN, examples=["120.000"])]
Gtin = Annotated[str, AfterValidator(_gtin), _seen(_WRITTEN, examples=["8930000000002"])]
"""Digits only, the check digit right."""
Number = Annotated[float, BeforeValidator(_number)]
Whole = Annotated[int, BeforeValidator(_whole), _seen(["integer", "string"])]
Location = Annotated[
    tuple[Number, Number],
    _pair("[21.97, 106.34]"),
    AfterValidator(_location),
    _seen("array", items={"type": "number"}, **_PAIR),
]
"""Latitude, longitude in WGS 84 degrees."""
Focus = Annotated[
    tuple[Annotated[Number, AfterValidator(_fraction)], Annotated[Number, AfterValidator(_fraction)]],
    _pair("[0.5, 0.4]"),
    _seen("array", items={"type": "number", "minimum": 0, "maximum": 1}, **_PAIR),
]
"""What must stay in the frame of a photo: x, y from the top left, 0 to 1."""
YesNo = Annotated[bool, BeforeValidator(_yes), _seen(["boolean", "string"])]
