"""Texts that tell of a person are told, unless the person agreed; whole communities and legends may be named."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from site_builder.catalogue.personal_data import find_personal_data

from .small import codes, product, verdict, write

VECTORS = Path(__file__).parent.parent / "vectors" / "people.tsv"
PLACES = ("Hoàng Văn Thụ", "Mông Ân", "Minh Khai", "Quang Trung")


def sentences(label: str) -> list[str]:
    with VECTORS.open(encoding="utf-8", newline="") as stream:
        rows = csv.reader(stream, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [sentence for found, _, sentence in rows if found == label]


@pytest.mark.parametrize("sentence", sentences("told"))
def test_a_person_is_found(sentence: str) -> None:
    assert list(find_personal_data(sentence, PLACES))


@pytest.mark.parametrize("sentence", sentences("fine"))
def test_what_tells_of_no_person_is_left_alone(sentence: str) -> None:
    assert list(find_personal_data(sentence, PLACES)) == []


STORY = "story: {vi: 'Chị Triệu Thị Mẫu, người Dao, bán qua số 0912 345 678, thư mau@ocop.vn.', en: Story}\n"
HOUSEHOLD = "producer: {kind: household, name: {vi: Hộ bà Mẫu, en: Household}, consent: {given: %s, covers: [%s]}}\n"
ALL = ["person_ethnicity", "person_phone", "person_email", "person_name"]


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ("", ["person_phone", "person_email", "person_name", "person_ethnicity"]),
        (HOUSEHOLD % ("1/11/2026", "name, phone, email"), ["person_phone", "person_email", "person_ethnicity"]),
        (
            HOUSEHOLD.replace("}\n", ", contact: {phone: 0912 345 678, email: mau@ocop.vn}}\n", 1)
            % ("1/11/2026", "name, phone, email"),
            ["person_ethnicity"],
        ),
        (HOUSEHOLD % ("1/11/2026", "name"), ["person_phone", "person_email", "person_ethnicity"]),
        (
            "producer: {kind: cooperative, name: {vi: HTX Mẫu, en: Coop}, contact: {phone: 0912 345 678}}\n",
            ["person_email", "person_name", "person_ethnicity"],
        ),
    ],
)
def test_a_consent_covers_its_topics_and_nothing_covers_an_origin(tmp_path: Path, more: str, told: list[str]) -> None:
    found = codes(verdict(write(tmp_path, {"che": product(more=STORY + more)})))

    assert found == [f"{code} che/product.yml story.vi" for code in sorted(told)]


def test_communes_that_bear_a_persons_name_are_no_persons(tmp_path: Path) -> None:
    more = "story: {vi: 'Quý Thị Hòa và Quý Hòa.', en: Story}\n"

    assert codes(verdict(write(tmp_path, {"che": product(more=more)}))) == []


def test_the_office_may_be_called_and_nobody_else_on_a_page(tmp_path: Path) -> None:
    root = write(tmp_path, {"che": product()})
    settings = (root / "catalogue.yml").read_text("utf-8")
    office = "office: {phone: 0205 3834 567, name:"
    (root / "catalogue.yml").write_text(settings.replace("office: {name:", office), "utf-8")
    head = "---\ntitle: A\nslug: a\n---\n\n"
    (root / "a.vi.md").write_text(f"{head}Gọi 0205.3834.567.\n\nHoặc 0912 345 678.\n", "utf-8")
    (root / "a.en.md").write_text(f"{head}Call us.\n", "utf-8")
    found = verdict(root).problems

    assert [(p.code, p.line, p.params["found"]) for p in found] == [("person_phone_on_page", 8, "0912 345 678")]
