"""Vietnamese text is folded, sorted, grouped and checked as its readers expect."""

from __future__ import annotations

import json
import unicodedata
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_builder.catalogue.vietnamese import (
    UNITS,
    bind_units,
    collation_key,
    e164_phone,
    fold,
    format_day,
    format_money,
    format_phone,
    nearest_spellings,
    nfc,
    slug,
)

VECTORS = Path(__file__).parent / "vectors"
FOLDED = [tuple(pair) for pair in json.loads((VECTORS / "fold.json").read_text("utf-8"))]
SORTED = json.loads((VECTORS / "sort.json").read_text("utf-8"))
LETTERS = "aàảãáạăằẳẵắặâầẩẫấậbcdđeèẻẽéẹêềểễếệghiìỉĩíịklmnoòỏõóọôồổỗốộơờởỡớợpqrstuùủũúụưừửữứựvxyỳỷỹýỵ"


@pytest.mark.parametrize(("written", "folded"), FOLDED)
def test_a_text_folds_to_what_is_typed_without_marks(written: str, folded: str) -> None:
    assert fold(written) == folded
    assert fold(unicodedata.normalize("NFD", written)) == folded


@given(st.text())
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize("names", SORTED, ids=lambda names: names[0])
def test_names_sort_as_a_vietnamese_reader_looks_for_them(names: list[str]) -> None:
    shuffled = sorted(names, key=lambda name: name[::-1])
    assert sorted(shuffled, key=collation_key) == names
    decomposed = [unicodedata.normalize("NFD", name) for name in shuffled]
    assert [nfc(name) for name in sorted(decomposed, key=collation_key)] == names


@given(st.text(alphabet=LETTERS + LETTERS.upper() + " -"))
def test_two_different_vietnamese_texts_never_sort_as_equal(text: str) -> None:
    assert collation_key(text) == collation_key(unicodedata.normalize("NFD", text))
    assert collation_key(text) != collation_key(text + "a")


def test_letters_of_other_scripts_follow_the_alphabet() -> None:
    assert sorted(["茶", "zebra", "é"], key=collation_key) == ["é", "zebra", "茶"]


def test_a_slug_holds_small_letters_digits_and_single_hyphens() -> None:
    assert slug("Chè dưới tán hồi") == "che-duoi-tan-hoi"
    assert slug("  Thạch đen (Bình Gia) – 200 g ") == "thach-den-binh-gia-200-g"
    assert slug("…") == ""


def test_composed_form_is_one_code_point_a_letter() -> None:
    assert nfc("a\u0323\u0302") == "ậ"


def test_money_is_grouped_and_signed_as_each_language_does() -> None:
    assert format_money(Decimal(120_000), "vi") == "120.000\u00a0₫"
    assert format_money(Decimal(1_250_000), "en") == "₫1,250,000"


def test_days_are_written_as_each_language_does() -> None:
    assert format_day(date(2023, 4, 28), "vi") == "28/4/2023"
    assert format_day(date(2023, 4, 28), "en") == "28\u00a0April\u00a02023"
    assert format_day(date(2023, 4, 28), "zh") == "2023年4月28日"


@pytest.mark.parametrize(
    ("written", "bound"),
    [
        ("Hộp 100 g, túi 1,5 kg", "Hộp 100\u00a0g, túi 1,5\u00a0kg"),
        ("Khoảng 2 ha, 300 m²", "Khoảng 2\u00a0ha, 300\u00a0m²"),
        ("12 gói, 3 lần, 4 loại, 5 mùa", "12 gói, 3 lần, 4 loại, 5 mùa"),
        ("Hạng 3 sao, 36 tháng, 50 tấn mỗi năm", "Hạng 3\u00a0sao, 36\u00a0tháng, 50\u00a0tấn mỗi năm"),
        ("since 1 July 2025, 20–22 October 2026", "since 1\u00a0July\u00a02025, 20–22\u00a0October\u00a02026"),
        ("3 stars for 36 months, nearly 100 ha", "3\u00a0stars for 36\u00a0months, nearly 100\u00a0ha"),
        ("Còn {n} tháng; {n} stars", "Còn {n}\u00a0tháng; {n}\u00a0stars"),
        ("xã 3 saovàng, 5 daylight", "xã 3 saovàng, 5 daylight"),
        ("2023\nNăm sau", "2023\nNăm sau"),
    ],
)
def test_a_number_keeps_its_unit_on_the_same_line(written: str, bound: str) -> None:
    assert bind_units(written) == bound


@pytest.mark.parametrize("unit", UNITS)
def test_every_unit_is_bound_and_no_word_that_begins_as_one(unit: str) -> None:
    assert bind_units(f"10 {unit}, 1,5 {unit}") == f"10\u00a0{unit}, 1,5\u00a0{unit}"
    assert bind_units(f"10 {unit}x") == f"10 {unit}x"


@pytest.mark.parametrize(
    ("digits", "read", "dialled"),
    [
        ("0912345678", "0912 345 678", "+84912345678"),
        ("02053834567", "0205 3834 567", "+842053834567"),
        ("02438251234", "024 3825 1234", "+842438251234"),
        ("02838251234", "028 3825 1234", "+842838251234"),
        ("19001234", "1900 1234", "19001234"),
        ("1800123456", "1800 123 456", "1800123456"),
    ],
)
def test_phone_numbers_are_grouped_to_be_read_and_dialled_from_abroad(digits: str, read: str, dialled: str) -> None:
    assert format_phone(digits) == read
    assert e164_phone(digits) == dialled


@pytest.mark.parametrize(
    ("word", "near"),
    [
        ("Chè Đuối Tân Hội", ["che-duoi-tan-hoi"]),
        ("che_duoi_tan_hoi", ["che-duoi-tan-hoi"]),
        ("hoa-hồi-bình-gai", ["hoa-hoi-binh-gia", "hoa-hoi-binh-giang"]),
        ("hoa-hoi", []),
        ("", []),
    ],
)
def test_the_nearest_spellings_do_without_marks_and_know_what_is_too_far(word: str, near: list[str]) -> None:
    known = ("che-duoi-tan-hoi", "hoa-hoi-binh-gia", "hoa-hoi-binh-giang")
    assert list(nearest_spellings(word, known, 3)) == near
    assert list(nearest_spellings(word, known)) == near[:1]
