"""The kinds of value a key may hold: each turns the text of a YAML scalar into a value, or says why it cannot."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, RootModel, WithJsonSchema, model_validator
from pydantic_core import PydanticCustomError

from .coordinates import likely_pair, pair_as_typed
from .days import day_numbers, likely_day, likely_days, likely_months, month_span, parse_day, without_lunar
from .phones import likely_phones, national_phone, new_landline, new_mobile
from .prices import is_price_range, likely_price, read_price
from .vietnamese import format_day, format_phone, nfc, slug

FALLBACK_LANGUAGE = "vi"
"""The language every text has."""
COMMON_LANGUAGES = frozenset({FALLBACK_LANGUAGE, "en"})
"""Languages of nearly every catalogue: to know them, no table of all languages has to be loaded."""


class FrozenModel(BaseModel):
    """Base of all models: frozen, refuses unknown keys, strips spaces around text."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)


def refuse(code: str, **params: object) -> PydanticCustomError:
    """A validation error that `content/` turns into the problem `code`; what was found is shortened."""
    words = {name: str(value) for name, value in params.items()}
    short = {name: word if len(word) <= 60 or name == "wanted" else word[:57] + "…" for name, word in words.items()}
    return PydanticCustomError(code, "{code}", {"code": code, **short})


_LANGUAGE_NAMES = {
    "vi": ("vi", "vn", "viet", "tieng-viet", "vietnamese", "vie"),
    "en": ("en", "eng", "anh", "tieng-anh", "english", "ta"),
    "zh": ("zh", "cn", "chinese", "tieng-trung", "trung"),
    "fr": ("fr", "french", "tieng-phap", "phap"),
}
"""What people write in place of the code of a language."""


def likely_language(key: str) -> str:
    """The code of the language that `key` names, or ''."""
    return next((code for code, names in _LANGUAGE_NAMES.items() if slug(key) in names), "")


def text_by_language(raw: Any) -> Any:
    """What is written of a text in several languages, Vietnamese among them; refuses anything else."""
    if isinstance(raw, str):
        raise refuse("text_not_bilingual", found=raw)
    if isinstance(raw, (list, tuple)):
        raise refuse("text_not_bilingual_list")
    if isinstance(raw, Mapping) and not str(raw.get(FALLBACK_LANGUAGE) or "").strip():
        called = next((key for key in raw if likely_language(key) == FALLBACK_LANGUAGE), None)
        if called:
            raise refuse("language_near", found=called, near=FALLBACK_LANGUAGE)
        raise refuse("text_without_vietnamese")
    return {k: nfc(v) if isinstance(v, str) else v for k, v in raw.items()} if isinstance(raw, Mapping) else raw


class Text(RootModel[Mapping[str, str]]):
    """One text in several languages, Vietnamese always among them."""

    model_config = ConfigDict(frozen=True)

    @model_validator(mode="before")
    @classmethod
    def _mapping(cls, raw: Any) -> Any:
        return text_by_language(raw)

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


def _phone(raw: str) -> str:
    national = national_phone(raw)
    if national:
        return national
    if mobile := new_mobile(raw):
        raise refuse("phone_old_mobile", found=raw, wanted=format_phone(mobile))
    if landline := new_landline(raw):
        number, old, area = landline
        raise refuse("phone_old_landline", found=raw, wanted=format_phone(number), old=old, area=area)
    likely = [format_phone(number) for number in likely_phones(raw)]
    if len(likely) > 1:
        raise refuse("phone_several", found=raw, wanted=likely[0], other=", ".join(likely[1:]))
    if likely:
        raise refuse("phone_near", found=raw, wanted=likely[0])
    raise refuse("phone_form", found=raw)


def _zalo(raw: str) -> str:
    if raw.lower().startswith(("http://", "https://")):
        return _web_link(raw)
    if re.search(r"[^\d\s.+()-]", raw) and not likely_phones(raw):
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


_EMAIL = re.compile(r"[^@\s<>\"',;]+@[^@\s<>\"',;]+\.[A-Za-z]{2,}")


def _email(raw: str) -> str:
    if _EMAIL.fullmatch(raw):
        return raw
    near = re.sub(r"\s*[(\[]?\s*\b(?:at|a\s?còng)\b\s*[)\]]?\s*", "@", raw, flags=re.IGNORECASE)
    near = re.sub(r"@+", "@", re.sub(r"[\s<>\"']|^mailto:", "", near)).replace(",", ".").replace("..", ".").strip(".;")
    if _EMAIL.fullmatch(near):
        raise refuse("email_near", found=raw, wanted=near)
    raise refuse("email_form", found=raw)


_PHONE_SCHEMA = WithJsonSchema({"type": ["string", "number"], "examples": ["0912 345 678", "0205 3834 567"]})

Phone = Annotated[str, AfterValidator(_phone), _PHONE_SCHEMA]
"""National form, digits only: 0912345678, 02053834567."""
Zalo = Annotated[str, AfterValidator(_zalo), _PHONE_SCHEMA]
"""A phone number as `Phone`, or a web address."""
Link = Annotated[str, AfterValidator(_link), WithJsonSchema({"type": "string", "pattern": "^(https?://|tel:|mailto:)"})]
WebLink = Annotated[str, AfterValidator(_web_link), WithJsonSchema({"type": "string", "pattern": "^https?://"})]
Email = Annotated[str, AfterValidator(_email), WithJsonSchema({"type": "string", "pattern": "@"})]


WINDOWS_RESERVED = frozenset({"CON", "PRN", "AUX", "NUL", *(f"{d}{n}" for d in ("COM", "LPT") for n in range(1, 10))})
LONGEST_CODE = 12
LONGEST_KEY = 64
VIETNAM_BOUNDS = ((8.0, 23.5), (102.0, 110.0))
"""Latitude and longitude that hold the mainland and near islands (WGS 84 degrees)."""


def _line(raw: str) -> str:
    return nfc(" ".join(raw.split()))


def _code(raw: str) -> str:
    if not re.fullmatch(r"[A-Z0-9][A-Z0-9-]{0,10}[A-Z0-9]", raw):
        near = slug(raw).upper()[:LONGEST_CODE].strip("-")
        raise refuse("code_form", found=raw, wanted=near if len(near) > 1 else "BG-001")
    if raw in WINDOWS_RESERVED:  # a code is the name of a folder on the site, which Windows could not write
        raise refuse("code_reserved", found=raw, wanted=f"{raw}-01")
    return raw


def _code_prefix(raw: str) -> str:
    prefix = raw.rstrip("-")
    if not re.fullmatch(r"[A-Z0-9]{1,8}", prefix):
        raise refuse("code_prefix_form", found=raw, wanted=slug(raw).replace("-", "").upper()[:8] or "BG")
    return prefix


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


def _one_or_more(raw: Any) -> Any:
    return (raw,) if isinstance(raw, str) else raw


def _day(raw: Any) -> Any:
    if not isinstance(raw, str):
        return raw
    day = parse_day(raw)
    if day:
        return day
    if without_lunar(raw) is not None:
        raise refuse("date_lunar", found=raw)
    if len(several := likely_days(raw)) > 1:
        wanted = ", ".join(format_day(each, "vi") for each in several)
        raise refuse("date_several", found=raw, wanted=wanted)
    if likely := likely_day(raw):
        raise refuse("date_near", found=raw, wanted=format_day(likely, "vi"))
    raise refuse("date_impossible" if day_numbers(raw) else "date_form", found=raw)


def _months(raw: Any) -> Any:
    if not isinstance(raw, (str, list, tuple)):
        return raw
    items = [_as_written(item) for item in (raw.split(",") if isinstance(raw, str) else raw)]
    spans = [month_span(item) for item in items]
    if all(spans):
        return tuple(dict.fromkeys(month for span in spans for month in span))
    solar = [item if (plain := without_lunar(item)) is None else plain for item in items]
    likely = likely_months([", ".join(solar)] if isinstance(raw, str) else solar)
    if likely and solar != items:
        raise refuse("months_lunar", found=", ".join(items), wanted=f"[{likely}]")
    if likely:
        wanted = f"[{likely}]" if isinstance(raw, str) else likely
        raise refuse("month_near", found=raw if isinstance(raw, str) else ", ".join(items), wanted=wanted)
    raise refuse("month_range", found=next(item for item, span in zip(items, spans, strict=True) if not span))


def _as_written(item: Any) -> str:
    """An item of a list as it stands in the file, a list within it too."""
    return f"[{', '.join(map(_as_written, item))}]" if isinstance(item, (list, tuple)) else str(item).strip()


def _price(raw: Any) -> Any:
    if not isinstance(raw, str):
        return raw
    price = read_price(raw)
    if price:
        return price
    if is_price_range(raw):
        raise refuse("price_range", found=raw)
    if likely := likely_price(raw):
        raise refuse("price_near", found=raw, wanted=f"{likely:,}".replace(",", "."))
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
        percent, comma = re.fullmatch(r"([0-9]{1,3})\s*%", raw), re.fullmatch(r"-?[0-9]+,[0-9]+", raw)
        if percent or comma:
            wanted = f"{int(percent[1]) / 100:g}" if percent else raw.replace(",", ".")
            raise refuse("number_near", found=raw, wanted=wanted)
        raise refuse("number_form", found=raw)
    return raw


def _require_integer(raw: Any) -> Any:
    if isinstance(raw, str) and not re.fullmatch(r"-?[0-9]{1,9}", raw):
        raise refuse("number_whole", found=raw)
    return raw


def _require_pair(example: str) -> BeforeValidator:
    def two(raw: Any) -> Any:
        if isinstance(raw, str) or (isinstance(raw, (list, tuple)) and len(raw) != 2):
            found = raw if isinstance(raw, str) else pair_as_typed([str(each) for each in raw])
            if wanted := likely_pair(found):
                raise refuse("pair_near", found=found, wanted=f"[{wanted}]" if isinstance(raw, str) else wanted)
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
    if 2 <= raw <= 100:
        raise refuse("focus_percent", found=f"{raw:g}", wanted=f"{raw / 100:g}")
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
CodePrefix = Annotated[str, AfterValidator(_code_prefix), _editor_schema("string", pattern="^[A-Z0-9]{1,8}-?$")]
"""What the codes of a catalogue begin with, without its hyphen."""
Key = Annotated[
    str, AfterValidator(_key), _editor_schema("string", pattern="^[a-z0-9]+(-[a-z0-9]+)*$", maxLength=LONGEST_KEY)
]
Reference = Annotated[
    str, AfterValidator(_line), _editor_schema("string", pattern="^[a-z0-9]+(-[a-z0-9]+)*$", maxLength=LONGEST_KEY)
]
"""A key of something else. Any text is read: the rule that looks for it knows what people call each thing."""
Communes = Annotated[
    tuple[Reference, ...],
    BeforeValidator(_one_or_more, json_schema_input_type=Reference | tuple[Reference, ...]),
]
"""The keys of communes: one, or a list."""
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
