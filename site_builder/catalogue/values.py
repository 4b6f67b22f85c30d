"""The kinds of value a key may hold: each turns the text of a YAML scalar into a value, or says why it cannot."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, RootModel, WithJsonSchema, model_validator
from pydantic_core import PydanticCustomError

from .vietnamese import format_phone, nfc, slug

FALLBACK_LANGUAGE = "vi"
"""The language every text has."""
COMMON_LANGUAGES = frozenset({FALLBACK_LANGUAGE, "en"})
"""Languages of nearly every catalogue: to know them, no table of all languages has to be loaded."""


class FrozenModel(BaseModel):
    """Base of all models: frozen, refuses unknown keys, strips spaces around text."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)


def refuse(code: str, **params: object) -> PydanticCustomError:
    """A validation error that `content/` turns into the problem `code`; long parameters are shortened."""
    words = {name: str(value) for name, value in params.items()}
    short = {name: word if len(word) <= 60 else word[:57] + "…" for name, word in words.items()}
    return PydanticCustomError(code, "{code}", {"code": code, **short})


class Text(RootModel[Mapping[str, str]]):
    """One text in several languages, Vietnamese always among them."""

    model_config = ConfigDict(frozen=True)

    @model_validator(mode="before")
    @classmethod
    def _mapping(cls, raw: Any) -> Any:
        if isinstance(raw, str):
            # The remedy shows the text between braces, where some signs need quotation marks around it.
            needs_quotes = re.search(r"[:,#{}\[\]]", raw) and '"' not in raw
            raise refuse("text_not_bilingual", found=raw, wanted=f'"{raw}"' if needs_quotes else raw)
        if isinstance(raw, (list, tuple)):
            raise refuse("text_not_bilingual_list")
        if isinstance(raw, Mapping) and not str(raw.get(FALLBACK_LANGUAGE) or "").strip():
            raise refuse("text_without_vietnamese")
        return {k: nfc(v) if isinstance(v, str) else v for k, v in raw.items()} if isinstance(raw, Mapping) else raw

    def __getitem__(self, lang: str) -> str:
        """The text in `lang`, or in Vietnamese where it is missing."""
        return self.root.get(lang) or self.root[FALLBACK_LANGUAGE]

    def language(self, lang: str) -> str:
        """The language that `self[lang]` is really in."""
        return lang if self.root.get(lang) else FALLBACK_LANGUAGE

    @property
    def vi(self) -> str:
        return self.root[FALLBACK_LANGUAGE]

    def languages(self) -> Iterator[str]:
        """The languages that are written."""
        return (lang for lang, text in self.root.items() if text)


LINK_SCHEMES = ("https://", "http://", "tel:", "mailto:")
OLD_MOBILES = {
    "0120": "070", "0121": "079", "0122": "077", "0126": "076", "0128": "078", "0123": "083", "0124": "084",
    "0125": "085", "0127": "081", "0129": "082", "0162": "032", "0163": "033", "0164": "034", "0165": "035",
    "0166": "036", "0167": "037", "0168": "038", "0169": "039", "0186": "056", "0188": "058", "0199": "059",
}  # fmt: skip
"""Prefixes of 11-digit mobile numbers and what they became in autumn 2018."""


def _phone(raw: str) -> str:
    # As it is dialled inside the country, without what people put between the digits.
    national = re.sub(r"^(\+|00)84", "0", re.sub(r"[\s.\-()]", "", raw))
    if re.fullmatch(r"0[35789]\d{8}|02\d{9}|1[89]00\d{4,6}", national, re.ASCII):
        return national
    if len(national) == 11 and national[:4] in OLD_MOBILES and national.isdecimal():
        raise refuse("phone_old_mobile", found=raw, wanted=format_phone(OLD_MOBILES[national[:4]] + national[4:]))
    if re.fullmatch(r"025[2-9]\d{6}", national):
        # Lạng Sơn's area code was 025 until 2017; a number of that length has no other reading.
        raise refuse("phone_old_landline", found=raw, wanted=format_phone("0205" + national[3:]))
    raise refuse("phone_form", found=raw)


def _zalo(raw: str) -> str:
    if raw.lower().startswith(("http://", "https://")):
        return _web_link(raw)
    if re.search(r"[^\d\s.+()-]", raw):
        raise refuse("zalo_form", found=raw)
    return _phone(raw)


def _link(raw: str) -> str:
    if not raw.lower().startswith(LINK_SCHEMES) or re.search(r"[\s<>\"'\\]", raw):
        raise refuse("link_form", found=raw)
    return raw


def _web_link(raw: str) -> str:
    if re.fullmatch(r"(www\.)?[\w-]+(\.[\w-]+)*\.(vn|com|net|org)(/\S*)?", raw, re.IGNORECASE):
        raise refuse("link_without_scheme", found=raw, wanted=f"https://{raw}")
    if not re.match(r"https?://[^/\s]+\.[^/\s]+", raw, re.IGNORECASE) or re.search(r"[\s<>\"'\\]", raw):
        raise refuse("web_link_form", found=raw)
    return raw


def _email(raw: str) -> str:
    if not re.fullmatch(r"[^@\s<>\"']+@[^@\s<>\"']+\.[A-Za-z]{2,}", raw):
        raise refuse("email_form", found=raw)
    return raw


_PHONE_SCHEMA = WithJsonSchema({"type": ["string", "number"], "examples": ["0912 345 678", "0205 3834 567"]})

Phone = Annotated[str, AfterValidator(_phone), _PHONE_SCHEMA]
"""National form, digits only: 0912345678, 02053834567."""
Zalo = Annotated[str, AfterValidator(_zalo), _PHONE_SCHEMA]
"""A phone number as `Phone`, or a web address."""
Link = Annotated[str, AfterValidator(_link), WithJsonSchema({"type": "string", "pattern": "^(https?://|tel:|mailto:)"})]
WebLink = Annotated[str, AfterValidator(_web_link), WithJsonSchema({"type": "string", "pattern": "^https?://"})]
Email = Annotated[str, AfterValidator(_email), WithJsonSchema({"type": "string", "pattern": "@"})]


WINDOWS_RESERVED = frozenset({"CON", "PRN", "AUX", "NUL", *(f"{d}{n}" for d in ("COM", "LPT") for n in range(1, 10))})
LONGEST_KEY = 64
VIETNAM_BOUNDS = ((8.0, 23.5), (102.0, 110.0))
"""Latitude and longitude that hold the mainland and near islands (WGS 84 degrees)."""


def _line(raw: str) -> str:
    return nfc(" ".join(raw.split()))


def _code(raw: str) -> str:
    if not re.fullmatch(r"[A-Z0-9][A-Z0-9-]{0,10}[A-Z0-9]", raw):
        near = slug(raw).upper()[:12].strip("-")
        raise refuse("code_form", found=raw, wanted=near if len(near) > 1 else "BG-001")
    if raw in WINDOWS_RESERVED:  # a code is the name of a folder on the site, which Windows could not write
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


def is_language_code(key: str) -> bool:
    """Whether `key` is the code of a language whose dates, numbers and lists CLDR knows how to write (`vi`, `zh`)."""
    from babel import localedata  # here: most runs read no other language, and need not wait for it

    return key in COMMON_LANGUAGES or (re.fullmatch("[a-z]{2,3}", key) is not None and localedata.exists(key))


def _languages(keys: tuple[str, ...]) -> tuple[str, ...]:
    for key in keys:
        if not is_language_code(key):
            raise _unknown_language(key)
    if FALLBACK_LANGUAGE not in keys[:1]:
        # Every text is there in Vietnamese, and its pages lie at the root: addresses that are printed lead there.
        raise refuse("languages_without_vietnamese", wanted=f"[{', '.join(dict.fromkeys((FALLBACK_LANGUAGE, *keys)))}]")
    return tuple(dict.fromkeys(keys))


def _unknown_language(key: str) -> PydanticCustomError:
    """The refusal, with the code that is probably meant: people write a country's, or one of three letters."""
    from babel.core import get_global
    from babel.languages import get_official_languages

    meant = (*get_official_languages(key.upper()), get_global("language_aliases").get(key, ""))
    near = next((code for code in meant if is_language_code(code)), None)
    return refuse("language_code_near", found=key, near=near) if near else refuse("language_code", found=key)


def _day(raw: Any) -> Any:
    if not isinstance(raw, str):
        return raw
    iso = re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})", raw)
    # Vietnamese papers put the day first; a month that comes first is never meant.
    day_first = re.fullmatch(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})", raw)
    parts = iso.groups() if iso else tuple(reversed(day_first.groups())) if day_first else ()
    if not parts:
        raise refuse("date_form", found=raw)
    year, month, day = (int(part) for part in parts)
    try:
        value = date(year, month, day)
    except ValueError:
        raise refuse("date_impossible", found=raw) from None
    if not 1900 <= year <= 2100:
        raise refuse("date_impossible", found=raw)
    return value


def _months(raw: Any) -> Any:
    if not isinstance(raw, (str, list, tuple)):
        return raw
    months: list[int] = []
    for item in raw.split(",") if isinstance(raw, str) else raw:
        text = str(item).strip()
        match = re.fullmatch(r"(\d{1,2})(?:\s*[-–]\s*(\d{1,2}))?", text)
        first, last = (int(match[1]), int(match[2] or match[1])) if match else (0, 0)
        if not (1 <= first <= 12 and 1 <= last <= 12):
            raise refuse("month_range", found=text)
        # A season may go on over the new year: 11-2 are four months.
        months += ((first - 1 + step) % 12 + 1 for step in range((last - first) % 12 + 1))
    return tuple(dict.fromkeys(months))


def _price(raw: Any) -> Any:
    if not isinstance(raw, str):
        return raw
    plain = re.sub(r"\s*(đ|₫|VND|VNĐ|đồng)$", "", raw, flags=re.IGNORECASE)
    digits = re.sub(r"\D", "", plain)
    if re.fullmatch(r"\d+|\d{1,3}([.\s]\d{3})+|\d{1,3}(,\d{3})+", plain) and int(digits):
        return Decimal(digits)
    raise refuse("price_form", found=raw)


def _gtin(raw: str) -> str:
    """The check digit is GS1's: counted from the right, every other digit has weight 3."""
    digits = re.sub(r"[\s-]", "", raw)
    if not re.fullmatch(r"[0-9]{8}|[0-9]{12,14}", digits):
        raise refuse("gtin_form", found=raw)
    total = sum(int(digit) * (3 if at % 2 else 1) for at, digit in enumerate(reversed(digits)))
    if total % 10:
        check = str((int(digits[-1]) - total) % 10)
        raise refuse("gtin_check_digit", found=raw, check=check, wanted=digits[:-1] + check)
    return digits


def _require_number(raw: Any) -> Any:
    if isinstance(raw, str) and not re.fullmatch(r"-?[0-9]+(\.[0-9]+)?", raw):
        raise refuse("number_form", found=raw)
    return raw


def _require_integer(raw: Any) -> Any:
    if isinstance(raw, str) and not re.fullmatch(r"-?[0-9]{1,9}", raw):
        raise refuse("number_whole", found=raw)
    return raw


def _require_pair(example: str) -> BeforeValidator:
    def two(raw: Any) -> Any:
        if isinstance(raw, str) or (isinstance(raw, (list, tuple)) and len(raw) != 2):
            raise refuse("pair_wanted", example=example)
        return raw

    return BeforeValidator(two)


def _location(raw: tuple[float, float]) -> tuple[float, float]:
    (south, north), (west, east) = VIETNAM_BOUNDS
    if south <= raw[0] <= north and west <= raw[1] <= east:
        return raw
    swapped = south <= raw[1] <= north and west <= raw[0] <= east
    params = {"found": f"{raw[0]}, {raw[1]}", "wanted": f"{raw[1]}, {raw[0]}"}
    raise refuse("location_swapped" if swapped else "location_outside", **params)


def _fraction(raw: float) -> float:
    if not 0 <= raw <= 1:
        raise refuse("focus_range", found=f"{raw:g}")
    return raw


def _yes_no(raw: Any) -> Any:
    words = {"true": True, "có": True, "yes": True, "false": False, "không": False, "no": False}
    if isinstance(raw, str):
        if raw.casefold() not in words:
            raise refuse("yes_no", found=raw)
        return words[raw.casefold()]
    return raw


def _editor_schema(kind: str | list[str], **more: Any) -> WithJsonSchema:
    """The JSON Schema of a value, by which editors complete and check it."""
    return WithJsonSchema({"type": kind, **more})


_STRING_OR_NUMBER = ["string", "number"]
_PAIR_SCHEMA: dict[str, Any] = {"minItems": 2, "maxItems": 2}

Line = Annotated[str, AfterValidator(_line), _editor_schema(_STRING_OR_NUMBER)]
"""Text in no particular language, on one line: a number, a name as printed, a credit."""
Code = Annotated[
    str, AfterValidator(_code), _editor_schema(_STRING_OR_NUMBER, pattern="^[A-Z0-9][A-Z0-9-]{0,10}[A-Z0-9]$")
]
Key = Annotated[
    str, AfterValidator(_key), _editor_schema("string", pattern="^[a-z0-9]+(-[a-z0-9]+)*$", maxLength=LONGEST_KEY)
]
Languages = Annotated[tuple[Key, ...], AfterValidator(_languages)]
Day = Annotated[date, BeforeValidator(_day), _editor_schema("string", examples=["2020-05-22", "22/5/2020"])]
Months = Annotated[
    tuple[int, ...],
    BeforeValidator(_months),
    _editor_schema("array", items={"type": _STRING_OR_NUMBER}, examples=[["2-10"], [11, 12, 1]]),
]
"""Month numbers in the order written; `11-2` gives 11, 12, 1, 2."""
Price = Annotated[Decimal, BeforeValidator(_price), _editor_schema(_STRING_OR_NUMBER, examples=["120.000"])]
Gtin = Annotated[str, AfterValidator(_gtin), _editor_schema(_STRING_OR_NUMBER, examples=["8930000000002"])]
"""Digits only, the check digit right."""
Number = Annotated[float, BeforeValidator(_require_number)]
Whole = Annotated[int, BeforeValidator(_require_integer), _editor_schema(["integer", "string"])]
Location = Annotated[
    tuple[Number, Number],
    _require_pair("[21.97, 106.34]"),
    AfterValidator(_location),
    _editor_schema("array", items={"type": "number"}, **_PAIR_SCHEMA),
]
"""Latitude, longitude in WGS 84 degrees."""
Focus = Annotated[
    tuple[Annotated[Number, AfterValidator(_fraction)], Annotated[Number, AfterValidator(_fraction)]],
    _require_pair("[0.5, 0.4]"),
    _editor_schema("array", items={"type": "number", "minimum": 0, "maximum": 1}, **_PAIR_SCHEMA),
]
"""What must stay in the frame of a photo: x, y from the top left, 0 to 1."""
YesNo = Annotated[bool, BeforeValidator(_yes_no), _editor_schema(["boolean", "string"])]
