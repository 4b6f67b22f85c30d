"""Where a person or a page is reached: phone numbers, addresses on the web, email. As `fields.py` for the rest."""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import AfterValidator, WithJsonSchema

from .text import refuse
from .vietnamese import phone

LINK_SCHEMES = ("https://", "http://", "tel:", "mailto:")
OLD_MOBILES = {
    "0120": "070", "0121": "079", "0122": "077", "0126": "076", "0128": "078", "0123": "083", "0124": "084",
    "0125": "085", "0127": "081", "0129": "082", "0162": "032", "0163": "033", "0164": "034", "0165": "035",
    "0166": "036", "0167": "037", "0168": "038", "0169": "039", "0186": "056", "0188": "058", "0199": "059",
}  # fmt: skip
"""Prefixes of 11-digit mobile numbers and what they became in autumn 2018."""


def _national(raw: str) -> str:
    """The digits of a phone number as dialled inside the country."""
    return re.sub(r"^(\+|00)84", "0", re.sub(r"[\s.\-()]", "", raw))


def _phone(raw: str) -> str:
    national = _national(raw)
    if re.fullmatch(r"0[35789]\d{8}|02\d{9}|1[89]00\d{4,6}", national, re.ASCII):
        return national
    if len(national) == 11 and national[:4] in OLD_MOBILES and national.isdecimal():
        raise refuse("phone_old_mobile", found=raw, wanted=phone(OLD_MOBILES[national[:4]] + national[4:]))
    if re.fullmatch(r"025[2-9]\d{6}", national):
        raise refuse("phone_old_landline", found=raw, wanted=phone("0205" + national[3:]))
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


_PHONE = WithJsonSchema({"type": ["string", "number"], "examples": ["0912 345 678", "0205 3834 567"]})

Phone = Annotated[str, AfterValidator(_phone), _PHONE]
"""National form, digits only: 0912345678, 02053834567."""
Zalo = Annotated[str, AfterValidator(_zalo), _PHONE]
"""A phone number as `Phone`, or a web address."""
Link = Annotated[str, AfterValidator(_link), WithJsonSchema({"type": "string", "pattern": "^(https?://|tel:|mailto:)"})]
WebLink = Annotated[str, AfterValidator(_web_link), WithJsonSchema({"type": "string", "pattern": "^https?://"})]
Email = Annotated[str, AfterValidator(_email), WithJsonSchema({"type": "string", "pattern": "@"})]
