"""What is published, what is left out, and what stops everything."""

from __future__ import annotations

from pathlib import Path

import pytest

from site_builder.content import load
from site_builder.content.judge import judge
from site_builder.messages import Problem

from .small import TODAY, codes, product, verdict, write

EVENT = "events: [{{key: hoi-cho, code: SK-01, name: {{vi: Hội chợ, en: Fair}}, dates: [2023-04-28], products: {}}}]\n"
BROKEN = product("BG-002", "Quế").replace("sources:", "sauces:")
UNCHECKED = product("BG-002", "Quế", "producer: {name: {vi: Hộ bà A, en: Household A}, kind: household}\n")


def test_products_stand_in_vietnamese_order_without_drafts(tmp_path: Path) -> None:
    names = {"dao": "Đào", "de": "Dẻ", "oi": "Ổi", "che": "Chè", "cai": "Cải"}
    products = {slug: product(f"BG-{at}", name) for at, (slug, name) in enumerate(names.items())}
    products["oi"] = products["oi"].replace("potential", "draft")
    found = verdict(write(tmp_path, products))

    assert found.catalogue is not None
    assert [shown.name.vi for shown in found.catalogue.products] == ["Cải", "Chè", "Dẻ", "Đào"]
    assert found.tally.drafts == ("oi",)
    assert found.tally.total == 5


def test_a_draft_needs_four_keys_and_is_not_nagged(tmp_path: Path) -> None:
    found = verdict(write(tmp_path, {"moi": "code: BG-009\nstatus: draft\nname: {vi: Mới}\ngroup: food\n"}))

    assert codes(found) == ["files_unlisted moi/product.yml photos"]
    assert found.tally.drafts == ("moi",)


def test_one_broken_product_stops_the_site(tmp_path: Path) -> None:
    found = verdict(write(tmp_path, {"che": product(), "que": BROKEN}))

    assert found.catalogue is None
    assert found.tally.published == ("che",)
    assert found.tally.broken == ("que",)


def test_keep_going_leaves_broken_products_out_and_whatever_leads_to_them(tmp_path: Path) -> None:
    settings = EVENT.format("[que, che]") + "home: {featured: [che, que]}\n"
    found = verdict(write(tmp_path, {"che": product(), "que": BROKEN}, settings), keep_going=True)

    assert found.catalogue is not None
    assert [shown.slug for shown in found.catalogue.products] == ["che"]
    assert found.catalogue.settings.events[0].products == ("che",)
    assert found.catalogue.settings.home.featured == ("che",)
    assert found.tally.broken == ("que",)


def test_drafts_disappear_from_events_and_the_home_page(tmp_path: Path) -> None:
    draft = product("BG-002", "Quế").replace("potential", "draft")
    settings = EVENT.format("[que, che]") + "home: {featured: [que]}\n"
    found = verdict(write(tmp_path, {"che": product(), "que": draft}, settings))

    assert found.catalogue is not None
    assert "que" not in found.catalogue.model_dump_json()
    assert codes(found) == [
        "product_is_draft catalogue.yml events.0.products.0",
        "product_is_draft catalogue.yml home.featured.0",
    ]


def test_a_mistake_in_the_settings_stops_the_site_even_when_going_on(tmp_path: Path) -> None:
    found = verdict(write(tmp_path, {"che": product()}, "home: {featured: [quế]}\n"), keep_going=True)

    assert found.catalogue is None
    assert found.tally.published == ("che",)


def test_an_event_may_name_a_product_that_cannot_be_read(tmp_path: Path) -> None:
    found = verdict(write(tmp_path, {"que": BROKEN}, EVENT.format("[que]")))

    assert {problem.file for problem in found.problems} == {"products/que/product.yml"}


def test_strict_takes_warnings_for_errors(tmp_path: Path) -> None:
    root = write(tmp_path, {"che": product(), "que": UNCHECKED})

    assert verdict(root).catalogue is not None
    assert verdict(root, strict=True).catalogue is None
    going_on = verdict(root, strict=True, keep_going=True)
    assert going_on.catalogue is not None
    assert going_on.tally.published == ("che",)
    assert going_on.tally.broken == ("que",)


def test_what_is_wrong_with_a_photo_counts_against_its_product(tmp_path: Path) -> None:
    root = write(tmp_path, {"che": product(), "que": product("BG-002", "Quế")})
    unreadable = Problem("products/que/01.jpg", "file_unreadable")
    found = judge(load.read_catalogue(root, tmp_path, None), today=TODAY, keep_going=True, also=[unreadable])

    assert unreadable in found.problems
    assert found.tally.broken == ("que",)
    assert found.catalogue is not None


def test_a_code_is_seen_twice_even_in_a_product_that_cannot_be_read(tmp_path: Path) -> None:
    found = verdict(write(tmp_path, {"a-bac": BROKEN, "che": product("BG-002")}))

    assert "code_taken che/product.yml code" in codes(found)


def test_without_settings_only_their_absence_is_told(tmp_path: Path) -> None:
    root = write(tmp_path, {"che": product(more="category: tea\n")})
    (root / "catalogue.yml").unlink()

    assert codes(verdict(root)) == ["settings_file_missing catalogue.yml "]


@pytest.mark.parametrize("former", ["xã Quý Hòa", "xã Quý Hoà", "Xã Quý Hòa"])
def test_the_unit_of_before_may_be_spelled_either_way(tmp_path: Path, former: str) -> None:
    text = product().replace("{commune: binh-gia}", f"{{commune: binh-gia, former: {former}}}")

    assert codes(verdict(write(tmp_path, {"che": text}))) == []


@pytest.mark.parametrize(
    ("sentence", "claims"),
    [
        ("Vị CHUA nhẹ", ["CHUA"]),
        ("Lau năm, lau năm ngoái", ["Lau năm"]),
        ("Chualau năm", []),
        ("Giữ trong kho\n    gỗ", ["kho gỗ"]),
        ("Chưa chữ nào chứa", []),
    ],
)
def test_words_of_the_catalogues_own_are_found_whole_and_in_any_case(
    tmp_path: Path, sentence: str, claims: list[str]
) -> None:
    story = f"story:\n  vi: |\n    {sentence}\n  en: Story\n"
    found = verdict(write(tmp_path, {"che": product(more=story)}, "claims: [chua, lau năm, kho gỗ]\n"))

    assert [problem.params["word"] for problem in found.problems] == claims


def test_a_language_added_to_the_settings_is_asked_of_every_text_once(tmp_path: Path) -> None:
    root = write(tmp_path, {"che": product()}, "languages: [vi, en, zh]\n")

    assert [found for found in codes(verdict(root)) if "che/" in found] == [
        "translation_missing che/product.yml name",
        "translation_missing che/product.yml summary",
        "translation_missing che/product.yml photos.0.alt",
    ]


@pytest.mark.parametrize(
    ("one", "other", "told"),
    [
        ("Công ty Mận", "Công ty Mân", True),
        ("Công ty Hoà Bình", "Công ty Hòa Bình", False),
        ("Công ty Hoà Bình", "công ty  hoà bình", False),
        ("Công ty Hoà Bình", "Công ty Hoá Bình", True),
    ],
)
def test_producers_whose_names_differ_in_marks_alone_would_be_one(
    tmp_path: Path, one: str, other: str, *, told: bool
) -> None:
    producer = "producer: {{kind: company, name: {{vi: {}, en: A}}}}\n"
    products = {
        "che": product(more=producer.format(one)), "mat": product("BG-002", "Mật", more=producer.format(other)),
    }  # fmt: skip

    found = codes(verdict(write(tmp_path, products)))

    assert found == (["producers_alike mat/product.yml producer.name.vi"] if told else [])


def test_a_dead_link_is_told_with_its_line_and_the_nearest_name(tmp_path: Path) -> None:
    story = "story: {vi: '[Xem](chee), [xã](communes), [trang](gioi-thieu), [nháp](mat)', en: A}\n"
    draft = product("BG-002", "Mật").replace("potential", "draft")
    root = write(tmp_path, {"che": product(more=story), "mat": draft})
    (root / "gioi-thieu.vi.md").write_text(
        "---\ntitle: A\nslug: a\n---\n\nMột.\n\nXem [x](che/) và [y](comunes).\n", "utf-8"
    )
    (root / "gioi-thieu.en.md").write_text("---\ntitle: A\nslug: a\n---\n\nOne.\n", "utf-8")

    found = [(p.file.rpartition("/")[2], p.line, p.column, p.code, p.params["near"]) for p in verdict(root).problems]

    assert found == [
        ("product.yml", 10, 13, "page_link", ""),
        ("product.yml", 10, 13, "page_link_near", "che"),
        ("gioi-thieu.vi.md", 8, 22, "page_link_near", "communes"),
    ]


def test_a_retired_code_that_a_product_bears_is_told_with_both_ways_out(tmp_path: Path) -> None:
    retired = "retired: [{code: BG-001, sentence: {vi: Đã thôi., en: Gone.}}]\n"

    found = verdict(write(tmp_path, {"che": product()}, retired)).problems

    assert [(p.code, p.params["other"]) for p in found] == [("retired_in_use", "products/che")]
