"""Vietnamese telephone numbers: the form inside the country, and what was probably meant by another."""

from __future__ import annotations

import re
from collections.abc import Iterator

_NATIONAL = re.compile(r"0[35789]\d{8}|02\d{9}|1[89]00\d{4,6}", re.ASCII)
OLD_MOBILES = {
    "0120": "070", "0121": "079", "0122": "077", "0126": "076", "0128": "078", "0123": "083", "0124": "084",
    "0125": "085", "0127": "081", "0129": "082", "0162": "032", "0163": "033", "0164": "034", "0165": "035",
    "0166": "036", "0167": "037", "0168": "038", "0169": "039", "0186": "056", "0188": "058", "0199": "059",
}  # fmt: skip
"""Prefixes of 11-digit mobile numbers and what they became in autumn 2018."""
OLD_AREAS = {
    "022": "0212", "0231": "0213", "020": "0214", "0230": "0215", "029": "0216", "052": "0232", "053": "0233",
    "054": "0234", "0510": "0235", "0511": "0236", "037": "0237", "038": "0238", "039": "0239", "033": "0203",
    "0240": "0204", "025": "0205", "026": "0206", "027": "0207", "0280": "0208", "0281": "0209", "0320": "0220",
    "0321": "0221", "0241": "0222", "031": "0225", "0351": "0226", "036": "0227", "0350": "0228", "030": "0229",
    "0780": "0290", "0781": "0291", "0710": "0292", "0711": "0293", "074": "0294", "076": "0296", "077": "0297",
    "079": "0299", "04": "024", "08": "028", "061": "0251", "062": "0252", "064": "0254", "055": "0255",
    "056": "0256", "057": "0257", "058": "0258", "068": "0259", "060": "0260", "0501": "0261", "0500": "0262",
    "063": "0263", "059": "0269", "070": "0270", "0651": "0271", "072": "0272", "073": "0273", "0650": "0274",
    "075": "0275", "066": "0276", "067": "0277",
}  # fmt: skip
"""Area codes and what they became in 2017. Where an old number has the form of a mobile one of today (03…, 05…, 07…,
08… with ten digits), it is read as that."""
_AREA_LENGTHS = (4, 3, 2)
_NUMBER = re.compile(r"[+(]?[\dO][\dO\s.()-]{6,}[\dO]")
_EXTENSION = re.compile(r"(?:\(\s*)?(?:máy\slẻ|may\sle|số\slẻ|lẻ|nhánh|ext\.?|x)\s*\.?:?\s*\d+\s*\)?", re.IGNORECASE)


def national_phone(raw: str) -> str | None:
    """The number as it is dialled inside the country, digits only; None where it is none."""
    national = _inside_the_country(raw)
    return national if _NATIONAL.fullmatch(national) else None


def _inside_the_country(raw: str) -> str:
    return re.sub(r"^(\+|00)84", "0", re.sub(r"[\s.\-()]", "", raw))


def new_mobile(raw: str) -> str | None:
    """The number of today for an 11-digit mobile one of before 2018."""
    old = _inside_the_country(raw)
    return OLD_MOBILES[old[:4]] + old[4:] if re.fullmatch(r"\d{11}", old) and old[:4] in OLD_MOBILES else None


def new_landline(raw: str) -> tuple[str, str, str] | None:
    """The number of today for a landline of before 2017, with the old area code and the new one."""
    old = _inside_the_country(raw)
    for length in _AREA_LENGTHS:
        area = OLD_AREAS.get(old[:length])
        # No number of a subscriber begins with 0 or 1.
        if area and re.fullmatch(r"[2-9]\d{5,7}", old[length:]) and len(area + old[length:]) == 11:
            return area + old[length:], old[:length], area
    return None


def likely_phones(raw: str) -> list[str]:
    """The numbers that `raw` probably holds: more than one, with words around them, mistyped by Excel or by hand."""
    text = _EXTENSION.sub(" ", raw)
    pieces = re.split(r"\s+-\s+|[/;,|&]|\b(?:hoặc|và|or)\b", text)
    return list(dict.fromkeys(number for piece in pieces for number in _numbers_in(piece)))


def _numbers_in(piece: str) -> Iterator[str]:
    for found in _NUMBER.findall(piece):
        # The letter O for a nought; the nought of inside the country kept behind +84; the first one lost in Excel.
        digits = re.sub(r"^(\+|00)840?", "0", re.sub(r"[^\dO+]", "", found).replace("O", "0"))
        for number in (digits, f"0{digits}", f"0{digits.removeprefix('84')}"):
            known = national_phone(number) or new_mobile(number) or next(iter(new_landline(number) or ()), None)
            if known:
                yield known
                break
