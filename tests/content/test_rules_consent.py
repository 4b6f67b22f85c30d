"""Nothing that a household has not agreed to show is left in what is published."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_builder.catalogue.product import Product
from site_builder.catalogue.showcase import Commune
from site_builder.content.consent import redact

from .small import codes, product, verdict, write

COVERED = {
    "name": ["Nông Thị Mẫu"],
    "phone": ["0912345678", "0987654321"],
    "email": ["mau@example.vn"],
    "social": ["facebook.com/mau", "tiktok.com/@mau", "trang-cua-mau.vn", "facebook.com/cho-mau"],
    "address": ["ngõ 5", "Khau Phụ", "21.9712"],
    "portrait": ["chan-dung.jpg"],
}
NEVER = ["HS-12", "consent", "covers", "Người Kiểm"]
COMMUNES = {
    "binh-gia": Commune.model_validate(
        {"key": "binh-gia", "name": {"vi": "xã Bình Gia"}, "location": ("21.968", "106.3446")}
    )
}


def household(covers: list[str], kind: str = "household") -> Product:
    return Product.model_validate(
        {
            "slug": "che",
            "code": "BG-001",
            "status": "potential",
            "name": {"vi": "Chè"},
            "group": "food",
            "origin": {"commune": "binh-gia", "village": {"vi": "thôn Khau Phụ"}, "location": ("21.9712", "106.341")},
            "producer": {
                "name": {"vi": "Hộ bà Nông Thị Mẫu", "en": "Nông Thị Mẫu"},
                "kind": kind,
                "address": {"vi": "ngõ 5"},
                "portrait": "chan-dung.jpg",
                "contact": {
                    "phone": "0912 345 678",
                    "zalo": "0987 654 321",
                    "email": "mau@example.vn",
                    "facebook": "https://facebook.com/mau",
                    "tiktok": "https://tiktok.com/@mau",
                    "website": "https://trang-cua-mau.vn",
                },
                "consent": {"given": "2026-11-01", "covers": covers, "record": "HS-12"},
            },
            "photos": [
                {"file": "01.jpg", "alt": {"vi": "Đồi chè"}},
                {"file": "Chan-dung.JPG", "alt": {"vi": "Người làm chè"}},
            ],
            "sales": [
                {"channel": "facebook", "url": "https://facebook.com/cho-mau"},
                {"channel": "shop", "url": "tel:0912345678"},
                {"channel": "shop", "url": "https://zalo.me/0987654321"},
                {"channel": "shop", "url": "mailto:mau@example.vn"},
                {"channel": "postmart", "url": "https://postmart.vn/che"},
            ],
            "checked": {"on": "2026-11-20", "by": "Người Kiểm"},
        }
    )


def published(covers: list[str], kind: str = "household") -> str:
    return redact(household(covers, kind), COMMUNES).model_dump_json(exclude_none=True)


@given(st.lists(st.sampled_from(sorted(COVERED)), unique=True))
def test_a_value_is_published_exactly_where_consent_covers_it(covers: list[str]) -> None:
    text = published(covers)
    for cover, values in COVERED.items():
        assert [value for value in values if value in text] == (values if cover in covers else [])
    assert not [word for word in NEVER if word in text]
    assert "postmart.vn" in text
    assert "2026-11-20" in text


def test_without_a_consent_nothing_of_the_household_is_published() -> None:
    silent = household([])
    assert silent.producer is not None
    silent = silent.model_copy(update={"producer": silent.producer.model_copy(update={"consent": None})})

    assert redact(silent, COMMUNES) == redact(household([]), COMMUNES)


@pytest.mark.parametrize("kind", ["cooperative", "cooperative_group", "business", "company"])
def test_organisations_are_public_but_for_papers_about_consent(kind: str) -> None:
    text = published([], kind)

    assert not [value for values in COVERED.values() for value in values if value not in text]
    assert not [word for word in NEVER if word in text]


def test_in_place_of_the_exact_point_stands_the_centre_of_the_commune() -> None:
    assert redact(household([]), COMMUNES).origin.location == (21.968, 106.3446)
    assert redact(household([]), {}).origin.location is None
    assert redact(household(["address"]), COMMUNES).origin.location == (21.9712, 106.341)


def test_where_nobody_is_named_nobody_has_agreed_to_the_exact_point() -> None:
    nobody = household([]).model_copy(update={"producer": None})

    assert redact(nobody, COMMUNES).origin.location == (21.968, 106.3446)


def test_the_portrait_is_taken_out_of_the_photos_too() -> None:
    assert [photo.file for photo in redact(household([]), COMMUNES).photos] == ["01.jpg"]
    assert len(redact(household(["portrait"]), COMMUNES).photos) == 2


HOUSE = "producer:\n  name: {vi: Hộ bà Nông Thị Mẫu, en: Household}\n  kind: household\n"
PHONE = HOUSE + "  contact: {phone: 0912 345 678}\n  consent: {given: 2026-11-01, covers: [name]}\n"


@pytest.mark.parametrize(
    ("producer", "told"),
    [
        (HOUSE, "ho ba nong thi mau"),
        (HOUSE, "HỘ BÀ  NÔNG THỊ MẪU"),
        (PHONE, "gọi 0912345678"),
        (PHONE, "gọi 0912.345.678"),
        (PHONE, "gọi (+84) 912 345 678"),
        (PHONE, "gọi 84-912-345-678"),
    ],
)
def test_what_is_hidden_may_not_be_told_elsewhere(tmp_path: Path, producer: str, told: str) -> None:
    fact = f"facts: [{{label: {{vi: Liên hệ, en: Contact}}, value: {{vi: {told!r}, en: Ask}}}}]\n"
    found = verdict(write(tmp_path, {"che": product(more=producer + fact)}))

    assert "hidden_elsewhere che/product.yml facts.0.value.vi" in codes(found)
    assert found.catalogue is None


@pytest.mark.parametrize("told", ["gọi 09123456789", "gọi 0912 345 679", "Hộ bà Nông Thị Mẫu Đơn"])
def test_other_numbers_are_no_secret(tmp_path: Path, told: str) -> None:
    fact = f"facts: [{{label: {{vi: Liên hệ, en: Contact}}, value: {{vi: {told!r}, en: Ask}}}}]\n"
    found = verdict(write(tmp_path, {"che": product(more=PHONE + fact)}))

    # Another number is no secret of the producer's, but may be somebody's all the same: it is told, and blocks nothing.
    assert [code for code in codes(found) if not code.startswith("person_")] == [
        "not_shown che/product.yml producer.contact.phone"
    ]
