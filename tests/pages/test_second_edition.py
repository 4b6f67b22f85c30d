"""Keys of the second edition of the contract on the pages: sources and how far they were read, use, names, search."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from site_builder.catalogue.product import Product
from site_builder.catalogue.showcase import Settings
from site_builder.prints.sheet import sheet_data
from site_builder.views.display import slide_data
from site_builder.views.facts import rests_on_hearsay
from site_builder.views.responsibility import sources_sentence
from site_builder.web.search_index import search_index
from site_builder.web.shell import page_chrome
from site_builder.web.structured_data import product_json_ld

from .samples import SETTINGS, WORDS, page, product, scene

READ: dict[str, Any] = {"on": date(2026, 11, 29), "sources_until": date(2026, 2, 5)}


def linked_data(one: Product, lang: str = "vi") -> str:
    return str(product_json_ld(one, (), replace(scene(one, lang=lang), site_url="https://ocop.example/")))


def body(one: Product, lang: str = "vi") -> str:
    return page(one, lang=lang).body


@pytest.mark.parametrize(
    ("title", "vietnamese", "english"),
    [
        ("Báo mẫu", "<li>Báo mẫu ", '<li><span lang="vi">Báo mẫu</span> '),
        ({"vi": "Báo mẫu"}, "<li>Báo mẫu ", '<li><span lang="vi">Báo mẫu</span> '),
        ({"vi": "Báo mẫu", "en": "Sample News"}, "<li>Báo mẫu ", "<li>Sample News "),
    ],
)
def test_the_title_of_a_source_is_in_the_language_that_it_is_written_in(
    title: object, vietnamese: str, english: str
) -> None:
    one = product(sources=[{"title": title}])
    assert vietnamese in body(one)
    assert english in body(one, "en")


def test_a_source_that_was_read_elsewhere_says_where() -> None:
    one = product(sources=[{"title": "Đại Đoàn Kết", "via": "Báo Mới", "date": date(2021, 6, 15)}])
    assert "<small>15/6/2021 · đọc qua Báo Mới · " in body(one)
    assert '<small>15\u00a0June\u00a02021 · read via <span lang="vi">Báo Mới</span> · ' in body(one, "en")


@pytest.mark.parametrize(
    ("lang", "row", "foot", "sheet"),
    [
        (
            "vi",
            "tra cứu ngày 29/11/2026, tài liệu mới nhất đọc được đề ngày 5/2/2026",
            "Nội dung được kiểm tra lần cuối ngày 29/11/2026; tài liệu mới nhất đọc được đề ngày 5/2/2026",
            "Tra cứu ngày 29/11/2026, tài liệu mới nhất đọc được đề ngày 5/2/2026",
        ),
        (
            "en",
            "looked up on 29\u00a0November\u00a02026, newest source dated 5\u00a0February\u00a02026",
            "Content last checked on 29\u00a0November\u00a02026; newest source dated 5\u00a0February\u00a02026",
            "Looked up on 29\u00a0November\u00a02026; newest source dated 5\u00a0February\u00a02026",
        ),
    ],
)
def test_page_foot_and_sheet_say_until_when_sources_could_be_read(lang: str, row: str, foot: str, sheet: str) -> None:
    one = product(checked=READ)
    context = scene(one, lang=lang)
    assert f"<td>{row}</td>" in body(one, lang)
    assert sheet_data(one, context)["office"][-1] == sheet
    assert page_chrome(context, WORDS, "", ()).updated == foot


USE = {"vi": "Hãm với **nước sôi**.\n\n- Ấm nhỏ\n- Ba phút", "en": "Steep it in *hot* water."}


def test_use_is_a_section_of_its_own_behind_the_story() -> None:
    told = body(product(story={"vi": "Chuyện."}, use=USE))
    assert re.findall(r"<h2>(.*?)</h2>", told)[:2] == ["Câu chuyện", "Cách dùng"]
    assert "<strong>nước sôi</strong>" in told
    assert "<li>Ấm nhỏ</li>" in told
    assert "How to use it" in body(product(use=USE), "en")
    assert "Cách dùng" not in body(product())


def test_use_stands_on_the_display_and_on_the_sheet() -> None:
    one = product(use=USE)
    contexts = {lang: scene(one, lang=lang) for lang in ("vi", "en")}
    slide = slide_data(one, contexts)
    assert [block["kind"] for block in slide["use"]["vi"]] == ["paragraph", "list"]
    assert "use" not in slide_data(product(), contexts)
    data = sheet_data(one, contexts["en"])
    assert (data["use_lang"], data["use"][0]["words"][0]["text"]) == ("en", "Steep it in ")


def test_a_long_use_is_cut_on_the_sheet_between_paragraphs() -> None:
    long = "\n\n".join(["Pha với nước nóng, để nguội rồi uống. " * 5] * 6)
    kept = sheet_data(product(use={"vi": long}), scene(product()))["use"]
    assert 1 <= len(kept) < 6


@pytest.mark.parametrize(
    ("names", "vietnamese", "english"),
    [
        (["trà hồi", "anise tea"], ["trà hồi", "anise tea"], ["trà hồi", "anise tea"]),
        ({"vi": ["trà hồi"], "en": ["anise tea"]}, ["trà hồi"], ["anise tea"]),
        ({"en": ["anise tea"]}, [], ["anise tea"]),
    ],
)
def test_other_names_are_searched_in_every_language_and_told_in_their_own(
    names: object, vietnamese: list[str], english: list[str]
) -> None:
    one = product(other_names=names)
    for lang, expected in (("vi", vietnamese), ("en", english)):
        context = scene(one, lang=lang)
        found = search_index(context, WORDS).script().decode()
        assert all(name in found for name in (*vietnamese, *english))
        written = re.findall(r'"alternateName":(\[.*?\])', linked_data(one, lang))
        assert [json.loads(each) for each in written] == ([expected] if expected else [])
        assert all(name not in body(one, lang) for name in ("trà hồi", "anise tea"))


def test_categories_are_found_by_their_other_names_too() -> None:
    shelf = {
        "key": "fruit",
        "name": {"vi": "Quả", "en": "Fruit"},
        "other_names": {"vi": ["hoa quả"], "en": ["berries"]},
    }
    one = product(category="fruit")
    for lang, order in (("vi", "hoa quả|berries"), ("en", "berries|hoa quả")):
        found = search_index(scene(one, lang=lang, categories=[shelf]), WORDS).script().decode()
        assert order in found


def test_a_code_of_the_catalogue_is_no_sku() -> None:
    linked = linked_data(product())
    assert '"productID":"MAU-01"' in linked
    assert "sku" not in linked


def test_a_catalogue_of_the_first_edition_says_nothing_of_its_format() -> None:
    assert Settings.model_validate(SETTINGS).format == "1"
    assert Settings.model_validate({**SETTINGS, "format": "2"}).format == "2"


@pytest.mark.parametrize(("seen", "is_paper"), [({}, True), ({"seen": "list"}, True), ({"seen": "press"}, False)])
def test_a_scan_is_a_paper_of_the_catalogue_where_more_than_the_press_was_seen(
    seen: dict[str, str], is_paper: bool
) -> None:
    certificate = {"scheme": "ocop", "stars": "3", "document": "quyet-dinh.pdf", **seen}
    one = product(status="certified", certificates=[certificate], sources=[{"title": "Báo mẫu"}])
    papers = WORDS["vi"]("shell.sources_papers")
    assert (papers.casefold() in sources_sentence(scene(one)).casefold()) == is_paper


@pytest.mark.parametrize(
    ("keys", "confidence"),
    [
        ({"via": "Báo Mới"}, "likely"),
        ({"via": {"vi": "bản dịch", "en": "a translation"}}, "likely"),
        ({"via": "Báo Mới", "confidence": "certain"}, "certain"),
        ({}, "certain"),
    ],
)
def test_what_was_read_through_another_is_not_verified_unless_that_is_said(
    keys: dict[str, object], confidence: str
) -> None:
    made = product(sources=[{"title": "Báo mẫu", **keys}])
    context = scene(made)
    assert context.words(f"source.{confidence}") in page(made).body
    assert rests_on_hearsay(made, context.decisions[made.slug]) == (confidence == "likely")
