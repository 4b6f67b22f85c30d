"""The page of a product."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import pytest

from site_builder.catalogue.product import Product
from site_builder.views.card import gallery_view, product_card
from site_builder.views.certificate import certificate_panel, other_certificates
from site_builder.views.producer import producer_panel
from site_builder.views.season import season_strip

from .conftest import Golden
from .reading import attributes, empty_boxes
from .samples import EXPIRED, EXPIRING, IN_FORCE, UNCONFIRMED, certified, full, macro, page, product, scene

STATES: Mapping[str, Mapping[str, Any]] = {
    "in_force": IN_FORCE,
    "expiring": EXPIRING,
    "expired": EXPIRED,
    "unconfirmed": UNCONFIRMED,
}
HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>&amp;{{ 7*7 }}"
"""What a text field may hold that must never become markup."""


def hostile_product() -> Product:
    """A product in which every text that a person types freely is `HOSTILE`."""
    said = {"vi": HOSTILE, "en": HOSTILE}
    return certified(
        {**IN_FORCE, "number": HOSTILE, "issuer": said},
        name=said,
        tagline=said,
        summary=said,
        story=said,
        other_names=[HOSTILE],
        producer={"name": said, "kind": "company", "address": said},
        origin={"area": said, "former": HOSTILE, "village": said},
        certificates=[
            {**IN_FORCE, "number": HOSTILE, "issuer": said},
            {"scheme": "other", "name": said, "number": HOSTILE, "issuer": said},
        ],
        season={"harvest": [1], "note": said},
        facts=[{"label": said, "value": said}, {"label": {"vi": "Hạn dùng"}, "value": said}],
        offers=[{"pack": said}],
        sales=[{"channel": "shop", "name": said}],
        trade={"capacity": said, "minimum": said, "export": said},
        photos=[
            {"file": "bia.jpg", "alt": said, "caption": said, "credit": HOSTILE},
            {"file": "bup.jpg", "alt": said, "caption": said, "credit": HOSTILE},
        ],
        sources=[{"title": HOSTILE}],
        checked={"on": "2026-11-20", "by": HOSTILE},
    )


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("state", STATES)
def test_the_certificate_panel_in_its_four_states(state: str, lang: str, golden: Golden) -> None:
    made = certified(STATES[state])
    golden(
        f"certificate-{state}.{lang}",
        macro("certificate", "certificate_panel", certificate_panel(made, scene(made, lang=lang)), lang=lang),
    )


@pytest.mark.parametrize("state", [*STATES, "potential"])
def test_a_card_in_every_state(state: str, golden: Golden) -> None:
    made = certified(STATES[state]) if state in STATES else product()
    golden(f"card-{state}", macro("card", "card", product_card(made, scene(made))))


def test_a_full_card_in_season(golden: Golden) -> None:
    made = full().model_copy(update={"season": product(season={"harvest": [11]}).season})
    golden("card-full", macro("card", "card", product_card(made, scene(made)), eager=True))


def test_other_certificates(golden: Golden) -> None:
    golden("certificate-others", macro("certificate", "other_certificates", other_certificates(full(), scene(full()))))


def test_the_season_strip(golden: Golden) -> None:
    lunar = product(season={"harvest": [2, 3, 10], "calendar": "lunar", "note": {"vi": "Theo lịch trăng"}})
    golden("season-solar", macro("season", "season_strip", season_strip(full().season, scene(full()))))
    golden(
        "season-lunar.en",
        macro("season", "season_strip", season_strip(lunar.season, scene(lunar, lang="en")), lang="en"),
    )


def test_the_gallery(golden: Golden) -> None:
    golden("gallery", macro("gallery", "gallery", gallery_view(full().photos, "che-mau", scene(full()))))


@pytest.mark.parametrize("kind", ["cooperative", "household"])
def test_the_producer(kind: str, golden: Golden) -> None:
    made = full() if kind == "cooperative" else product(producer={"kind": "household"})
    golden(f"maker-{kind}", macro("producer", "producer_panel", producer_panel(made, scene(made))))


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("made", [full(), product()], ids=["full", "minimal"])
def test_the_whole_page(made: Product, lang: str, golden: Golden) -> None:
    name = "full" if made.tagline else "minimal"
    golden(f"product-{name}.{lang}", page(made, certified(EXPIRED, slug="che-khac", code="X1"), lang=lang).body)


@pytest.mark.parametrize("state", STATES)
def test_coloured_stars_and_the_seal_only_while_the_certificate_holds(state: str) -> None:
    body = page(certified(STATES[state])).body
    holds = state in ("in_force", "expiring")
    assert ("i-stars-" in body) is holds
    assert ('<use href="#i-petals"/>' in body) is holds
    outline = '<div class="bg-seal bg-seal--outline" aria-hidden="true" data-if-status="expired unconfirmed"'
    assert (f"{outline} hidden>" in body) is holds
    assert (f"{outline}>" in body) is not holds


def test_the_state_leads_to_the_certificate_on_the_page() -> None:
    body = page(certified(EXPIRED)).body
    assert '<a class="bg-tag bg-tag--bad" data-status-tag="expired" href="#certificate">' in body
    assert 'id="certificate"' in body


def test_the_tag_of_a_potential_product_leads_nowhere() -> None:
    tag = '<span class="bg-tag bg-tag--potential" data-status-tag="potential">Sản phẩm tiềm năng</span>'
    assert tag in page(product()).body


def test_the_days_of_the_certificate_are_there_for_the_browser_to_judge_again() -> None:
    body = page(certified(IN_FORCE)).body
    assert (
        'data-certificate data-certificate-status="in_force" data-expires="2028-11-01" data-issued="2025-11-01"' in body
    )


def test_a_household_without_consent_shows_neither_name_nor_contact() -> None:
    made = page(product(producer={"kind": "household"}))
    assert "Hộ sản xuất" in made.body
    assert "Tên và cách liên hệ chỉ được đăng khi nơi sản xuất đồng ý." in made.body
    assert "tel:" not in made.body
    assert "zalo.me" not in made.body
    assert made.dock == ""


def test_without_a_number_there_is_no_button_and_no_bar() -> None:
    made = page(product(producer={"name": {"vi": "HTX Mẫu"}, "kind": "cooperative"}))
    assert "bg-button--zalo" not in made.body
    assert "tel:" not in made.body
    assert made.dock == ""


def test_the_bar_on_phones_holds_what_can_be_reached() -> None:
    dock = page(full()).dock
    assert [word in dock for word in ("tel:+842053000000", "https://zalo.me/0900000000", "data-share")] == [True] * 3


def test_a_minimal_product_has_no_empty_boxes() -> None:
    assert empty_boxes(page(product()).body) == []
    bare = product(summary=None, photos=[], sources=[], origin={})
    assert empty_boxes(page(bare).body) == []


def test_what_is_not_known_leaves_no_heading() -> None:
    headings = re.findall(r"<h2>(.*?)</h2>", page(product()).body)
    assert headings == ["Thông tin sản phẩm", "Đã kiểm tra thế nào", "Mã MAU-01"]


def test_a_page_that_rests_on_likely_sources_says_so_before_them() -> None:
    likely = {"title": "Báo mẫu", "confidence": "likely"}
    alone, beside = product(sources=[likely]), product(sources=[likely, {"title": "Quyết định"}])
    told = "Thông tin trên trang này dựa trên các nguồn dưới đây"
    body = page(alone).body
    assert body.index(told) < body.index("Báo mẫu")
    assert told not in page(beside).body


def test_a_missing_translation_is_marked_wherever_it_stands() -> None:
    body = page(product(story={"vi": "Một đoạn."}, season={"harvest": [1], "note": {"vi": "Ghi chú"}}), lang="en").body
    for marked in (
        '<h1 lang="vi">Chè mẫu</h1>',
        '<p class="bg-lead" lang="vi">Một câu về chè mẫu.</p>',
        '<div class="bg-prose" lang="vi"><p>Một đoạn.</p>',
        '<span lang="vi">Ghi chú</span>',
        '<li aria-current="page" lang="vi">Chè mẫu</li>',
        'alt="Đồi chè mẫu" lang="vi"',
    ):
        assert marked in body


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_no_text_of_the_content_becomes_markup(lang: str) -> None:
    made = page(hostile_product(), certified(EXPIRED, slug="khac", code="X1", name={"vi": HOSTILE}), lang=lang)
    assert "<script" not in made.body
    assert "<img src=x" not in made.body
    assert "{{ 7*7 }}" in made.body
    assert not any(name.startswith("on") for name in attributes(made.body))


def test_links_in_a_story_go_to_pages_of_the_site_and_never_run() -> None:
    made = product(story={"vi": "[khác](che-khac), [xấu](javascript:alert(1))"})
    body = page(made, certified(EXPIRED, slug="che-khac", code="X1")).body
    assert '<a href="../san-pham/che-khac.html">khác</a>' in body
    assert 'href="javascript:' not in body


def test_the_largest_picture_is_fetched_first_and_the_others_when_they_come_near() -> None:
    images = re.findall(r"<img[^>]*>", page(full(), certified(EXPIRED, slug="che-khac", code="X1")).body)
    assert "fetchpriority" in images[0]
    assert "loading" not in images[0]
    assert all('loading="lazy"' in image and "fetchpriority" not in image for image in images[1:])
    assert all(re.search(r'width="\d+" height="\d+"', image) for image in images)


def test_further_photos_open_without_a_script() -> None:
    assert '<a href="../photos/che-mau-bup-1600.avif" aria-label="Ảnh 2 trên 2: Búp chè"' in page(full()).body


def test_the_trail_leads_home_through_the_category() -> None:
    trail = page(full()).body.split("</nav>")[0]
    assert re.findall(r'href="([^"]*)"', trail) == ["../index.html", "../san-pham/index.html", "../loai/tea.html"]


def test_the_page_knows_its_twin_and_when_it_was_checked() -> None:
    made = page(full(), lang="en")
    assert made.address == "en/products/che-mau.html"
    assert made.alternates == {"vi": "san-pham/che-mau.html", "en": "en/products/che-mau.html"}
    assert (made.title, made.description) == ("Sample tea", "One sentence on sample tea.")
    assert str(made.checked) == "2026-11-20"


def test_who_checked_a_file_is_never_published() -> None:
    assert "Người kiểm tra" not in page(full()).body
