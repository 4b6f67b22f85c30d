"""What may be written for each kind of value, and what is said of what may not."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from site_builder.catalogue.values import (
    Code,
    Day,
    Email,
    Focus,
    Gtin,
    Key,
    Languages,
    Line,
    Link,
    Location,
    Months,
    Phone,
    Price,
    Text,
    WebLink,
    Whole,
    YesNo,
    Zalo,
)

YEAR = tuple(range(1, 13))

GOOD: list[tuple[Any, Any, Any]] = [
    (Code, "BG-001", "BG-001"),
    (Code, "A1", "A1"),
    (Code, "ABCDEFGHIJ-1", "ABCDEFGHIJ-1"),
    (Key, "che-duoi-tan-hoi", "che-duoi-tan-hoi"),
    (Key, "a" * 64, "a" * 64),
    (Languages, ["vi", "en", "zh", "en"], ("vi", "en", "zh")),
    (Line, "một\n  dòng", "một dòng"),
    (Day, "2020-05-22", date(2020, 5, 22)),
    (Day, "22/5/2020", date(2020, 5, 22)),
    (Day, "22.05.2020", date(2020, 5, 22)),
    (Day, "22-5-2020", date(2020, 5, 22)),
    (Day, "29/2/2024", date(2024, 2, 29)),
    (Day, "1/1/1900", date(1900, 1, 1)),
    (Day, "31/12/2100", date(2100, 12, 31)),
    (Months, ["2-10"], (2, 3, 4, 5, 6, 7, 8, 9, 10)),
    (Months, ["11-2"], (11, 12, 1, 2)),
    (Months, ["1-12"], YEAR),
    (Months, ["9", "2–4", "3"], (9, 2, 3, 4)),
    (Months, "2-4, 9", (2, 3, 4, 9)),
    (Price, "120.000", Decimal(120000)),
    (Price, "120 000 đ", Decimal(120000)),
    (Price, "1,200,000VND", Decimal(1200000)),
    (Price, "35000", Decimal(35000)),
    (Phone, "0912 345 678", "0912345678"),
    (Phone, "+84 912 345 678", "0912345678"),
    (Phone, "0084912345678", "0912345678"),
    (Phone, "(0205) 3.834.567", "02053834567"),
    (Phone, "1900 1234", "19001234"),
    (Phone, "1900 12345", "190012345"),
    (Phone, "1800 123 456", "1800123456"),
    (Zalo, "0912-345-678", "0912345678"),
    (Zalo, "https://zalo.me/0912345678", "https://zalo.me/0912345678"),
    (Link, "tel:0912345678", "tel:0912345678"),
    (WebLink, "https://vi.wikipedia.org/wiki/Bình_Gia", "https://vi.wikipedia.org/wiki/Bình_Gia"),
    (Email, "htx.che@example.vn", "htx.che@example.vn"),
    (Gtin, "8930000000002", "8930000000002"),
    (Gtin, "893 000 000 000 2", "8930000000002"),
    (Gtin, "96385074", "96385074"),
    (Whole, "3", 3),
    (Location, ["21.97", "106.34"], (21.97, 106.34)),
    (Location, ["8", "102"], (8.0, 102.0)),
    (Location, ["23.5", "110"], (23.5, 110.0)),
    (Focus, ["0", "1"], (0.0, 1.0)),
    (YesNo, "Có", True),
    (YesNo, "no", False),
]

BAD: list[tuple[Any, Any, str, str]] = [
    (Code, "bg 1", "code_form", "BG-1"),
    (Code, "A", "code_form", "BG-001"),
    (Code, "Chè", "code_form", "CHE"),
    (Code, "-BG", "code_form", "BG"),
    (Code, "ABCDEFGHIJ-12", "code_form", "ABCDEFGHIJ-1"),
    (Code, "LPT1", "code_reserved", "LPT1-01"),
    (Key, "Chè dưới tán hồi", "key_form", "che-duoi-tan-hoi"),
    (Key, "***", "key_form", "ten-moi"),
    (Key, "con", "key_reserved", "con-1"),
    (Key, "index", "key_reserved", "index-1"),
    (Key, "-".join(["dai"] * 20), "key_long", "-".join(["dai"] * 10)),
    (Languages, ["en", "vi"], "languages_without_vietnamese", ""),
    (Day, "2020-13-01", "date_impossible", ""),
    (Day, "0020-05-22", "date_impossible", ""),
    (Day, "31/12/1899", "date_impossible", ""),
    (Day, "1/1/2101", "date_impossible", ""),
    (Day, "22/5", "date_form", ""),
    (Day, "22/5/20", "date_near", "22/5/2020"),
    (Day, "ngày 22 tháng 5 năm 2020", "date_near", "22/5/2020"),
    (Day, "5/22/2020", "date_near", "22/5/2020"),
    (Day, "22/5/2020 0:00", "date_near", "22/5/2020"),
    (Day, "43973", "date_near", "22/5/2020"),
    (Day, "28-30/4/2023", "date_several", "28/4/2023, 30/4/2023"),
    (Day, "28/4/2023 - 30/4/2023", "date_several", "28/4/2023, 30/4/2023"),
    (Day, "tháng 5 năm 2020", "date_form", ""),
    (Day, "20250522", "date_near", "22/5/2025"),
    (Day, "22-May-25", "date_near", "22/5/2025"),
    (Day, "22/V/2025", "date_near", "22/5/2025"),
    (Day, "２２/５/２０２５", "date_near", "22/5/2025"),
    (Day, "22//5//2025", "date_near", "22/5/2025"),
    (Day, "15/4/2024 âm lịch", "date_lunar", ""),
    (Months, ["7-9 âm lịch"], "months_lunar", "[7-9]"),
    (Months, "tháng 7-9 (âm lịch)", "months_lunar", "[7-9]"),
    (Months, [["2", "10"]], "month_near", "2, 10"),
    (Months, ["0"], "month_range", ""),
    (Months, ["tháng 2"], "month_near", "2"),
    (Months, ["3 đến 6", "T9"], "month_near", "3-6, 9"),
    (Months, ["III-VI"], "month_near", "3-6"),
    (Months, "từ tháng 11 đến tháng 2", "month_near", "[11-2]"),
    (Months, ["3-13"], "month_range", ""),
    (Months, "quanh năm", "month_near", "[1-12]"),
    (Price, "0", "price_form", ""),
    (Price, "12.50", "price_form", ""),
    (Price, "250k", "price_near", "250.000"),
    (Price, "1,5 triệu", "price_near", "1.500.000"),
    (Price, "1,25tr", "price_near", "1.250.000"),
    (Price, "từ 100k đến 200k", "price_range", ""),
    (Price, "99999999999999999999", "price_form", ""),
    (Price, "250 nghìn", "price_near", "250.000"),
    (Price, "250.000 - 300.000", "price_range", ""),
    (Price, "250.000 đ/chai", "price_near", "250.000"),
    (Price, "250.000,00", "price_near", "250.000"),
    (Price, "thoả thuận", "price_form", ""),
    (Email, "htx@gmail,com", "email_near", "htx@gmail.com"),
    (Email, "htx (at) gmail.com", "email_near", "htx@gmail.com"),
    (Location, "21°56'42\"N 106°21'00\"E", "pair_near", "[21.945, 106.35]"),
    (Location, "106°21'Đ, 21°56,7'B", "pair_near", "[21.945, 106.35]"),
    (Location, "https://www.google.com/maps/@21.945,106.35,15z", "pair_near", "[21.945, 106.35]"),
    (Focus, ["0.5，0.65"], "pair_near", "0.5, 0.65"),
    (Phone, "091234567", "phone_form", ""),
    (Phone, "0912345678 / 0987654321", "phone_several", "0912 345 678"),
    (Phone, "0912 345 678 - 0205 3834 567", "phone_several", "0912 345 678"),
    (Phone, "366123456", "phone_near", "0366 123 456"),
    (Phone, "O366123456", "phone_near", "0366 123 456"),
    (Phone, "+84 (0)912 345 678", "phone_near", "0912 345 678"),
    (Phone, "84912345678", "phone_near", "0912 345 678"),
    (Phone, "0912 345 678 (anh Hùng)", "phone_near", "0912 345 678"),
    (Phone, "0205 3834 567, máy lẻ 12", "phone_near", "0205 3834 567"),
    (Phone, "04 3825 1234", "phone_old_landline", "024 3825 1234"),
    (Phone, "026 3852 123", "phone_old_landline", "0206 3852 123"),
    (Phone, "0511 3821 234", "phone_old_landline", "0236 3821 234"),
    (Phone, "٠٩١٢٣٤٥٦٧٨", "phone_form", ""),
    (Phone, "01234 567 890", "phone_old_mobile", "0834 567 890"),
    (Phone, "1900 123", "phone_form", ""),
    (Phone, "1800 123 4567", "phone_form", ""),
    (Phone, "025 1834 567", "phone_form", ""),
    (Phone, "025 2834 567", "phone_old_landline", "0205 2834 567"),
    (Phone, "025 3834 567", "phone_old_landline", "0205 3834 567"),
    (Phone, "025 9834 567", "phone_old_landline", "0205 9834 567"),
    (Zalo, "Chị Hoa", "zalo_form", ""),
    (Zalo, "0912", "phone_form", ""),
    (Link, "javascript:alert(1)", "link_form", ""),
    (Link, "https://example.vn/a b", "link_form", ""),
    (WebLink, "ftp://example.vn", "web_link_form", ""),
    (WebLink, 'https://example.vn/"><script>', "web_link_form", ""),
    (WebLink, "postmart.vn/che", "link_without_scheme", "https://postmart.vn/che"),
    (Email, "htx@", "email_form", ""),
    (Gtin, "12345", "gtin_form", ""),
    (Gtin, "8930000000009", "gtin_check_digit", "8930000000002"),
    (Whole, "ba", "number_whole", ""),
    (Location, ["21,97", "106.34"], "number_near", "21.97"),
    (Location, ["21", "97", "106", "34"], "pair_near", "21.97, 106.34"),
    (Location, "21.97, 106.34", "pair_near", "[21.97, 106.34]"),
    (Location, "Thiện Long", "pair_wanted", ""),
    (Focus, ["50%", "0.4"], "number_near", "0.5"),
    (Location, ["106.34", "21.97"], "location_swapped", "21.97, 106.34"),
    (Location, ["48.85", "2.35"], "location_outside", ""),
    (Location, ["7.99", "106"], "location_outside", ""),
    (Location, ["23.51", "106"], "location_outside", ""),
    (Location, ["21", "101.99"], "location_outside", ""),
    (Location, ["21", "110.01"], "location_outside", ""),
    (Focus, ["0.5"], "pair_wanted", ""),
    (Focus, ["1.5", "0"], "focus_range", ""),
    (YesNo, "rồi", "yes_no", ""),
    (Text, "Chè: xanh", "text_not_bilingual", ""),
    (Text, ["Chè"], "text_not_bilingual_list", ""),
    (Text, {"en": "Tea"}, "text_without_vietnamese", ""),
]


OLD_MOBILES: list[tuple[str, str]] = [
    # MobiFone
    ("0120", "070"), ("0121", "079"), ("0122", "077"), ("0126", "076"), ("0128", "078"),
    # VinaPhone
    ("0123", "083"), ("0124", "084"), ("0125", "085"), ("0127", "081"), ("0129", "082"),
    # Viettel
    ("0162", "032"), ("0163", "033"), ("0164", "034"), ("0165", "035"),
    ("0166", "036"), ("0167", "037"), ("0168", "038"), ("0169", "039"),
    # Vietnamobile, Gmobile
    ("0186", "056"), ("0188", "058"), ("0199", "059"),
]  # fmt: skip
"""What the prefixes of eleven digits became in 2018, operator by operator, as the operators told their customers."""


def named(case: tuple[Any, ...]) -> str:
    return str(case[1])


@pytest.mark.parametrize("case", GOOD, ids=named)
def test_a_value_is_read_as_people_write_it(case: tuple[Any, Any, Any]) -> None:
    kind, written, value = case

    assert TypeAdapter(kind).validate_python(written) == value


@pytest.mark.parametrize("case", BAD, ids=named)
def test_a_wrong_value_is_refused_with_what_would_be_right(case: tuple[Any, Any, str, str]) -> None:
    kind, written, code, wanted = case
    with pytest.raises(ValidationError) as refusal:
        TypeAdapter(kind).validate_python(written)
    (error,) = refusal.value.errors()[:1]

    assert error["type"] == code
    assert error["ctx"].get("wanted", "") == (wanted or error["ctx"].get("wanted", ""))


@pytest.mark.parametrize(("written", "found"), [("x" * 60, "x" * 60), ("x" * 61, "x" * 57 + "…")])
def test_a_wrong_value_is_told_whole_up_to_sixty_characters(written: str, found: str) -> None:
    with pytest.raises(ValidationError) as refusal:
        TypeAdapter(Day).validate_python(written)

    assert refusal.value.errors()[0]["ctx"]["found"] == found


@pytest.mark.parametrize(("old", "new"), OLD_MOBILES)
def test_a_mobile_number_of_eleven_digits_is_told_with_the_one_of_today(old: str, new: str) -> None:
    with pytest.raises(ValidationError) as refusal:
        TypeAdapter(Phone).validate_python(f"{old} 234 5678")
    (error,) = refusal.value.errors()

    assert error["type"] == "phone_old_mobile"
    assert error["ctx"]["wanted"] == f"{new}2 345 678"


def test_no_other_prefix_of_eleven_digits_was_a_mobile_one() -> None:
    known = {old for old, _ in OLD_MOBILES}
    for prefix in sorted({f"01{n:02}" for n in range(100)} - known):
        with pytest.raises(ValidationError) as refusal:
            TypeAdapter(Phone).validate_python(f"{prefix}2345678")
        assert refusal.value.errors()[0]["type"] == "phone_form", prefix


def test_a_text_is_shown_in_vietnamese_where_a_language_is_missing() -> None:
    text = Text.model_validate({"vi": "Chè", "en": ""})

    assert (text["vi"], text["en"], text["zh"]) == ("Chè", "Chè", "Chè")
    assert (text.language("en"), text.language("vi")) == ("vi", "vi")
    assert list(text.languages()) == ["vi"]
