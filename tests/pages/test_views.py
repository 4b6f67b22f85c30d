"""What views make of the catalogue, before any template."""

from __future__ import annotations

import json
from dataclasses import asdict, replace
from datetime import date
from itertools import islice
from typing import Any

import pytest

from site_builder.catalogue.product import Season
from site_builder.catalogue.programme import Decision, OcopStatus
from site_builder.views.card import card_sort_key, product_card, product_cards
from site_builder.views.certificate import certificate_panel, other_certificates
from site_builder.views.context import related_products
from site_builder.views.facts import key_facts, product_facts
from site_builder.views.filters import filter_facets
from site_builder.views.producer import producer_panel, products_by_producer
from site_builder.views.product import product_view
from site_builder.views.season import harvest_text, month_spans, season_strip

from ..commands import ROOT
from . import samples
from .samples import EXPIRED, EXPIRING, IN_FORCE, UNCONFIRMED, WORDS, certified, full, product, scene

HOUSEHOLD = {"kind": "household"}
"""A household as it is left when no consent covers anything."""
NOT_SEEN = "Sản phẩm được nêu là đã công nhận, nhưng chưa có {} của quyết định để đối chiếu."


@pytest.mark.parametrize(
    ("certificate", "state", "shown", "note"),
    [
        (IN_FORCE, "in_force", True, "Còn 23\u00a0tháng"),
        (EXPIRING, "expiring", True, "Còn 2\u00a0tháng"),
        ({**IN_FORCE, "issued": date(2023, 12, 6)}, "expiring", True, "Còn 12\u00a0ngày"),
        ({**IN_FORCE, "issued": date(2023, 11, 24)}, "expiring", True, "Hôm nay là ngày cuối còn hiệu lực"),
        (
            {**IN_FORCE, "issued": date(2023, 11, 23)},
            "expired",
            False,
            "Giấy chứng nhận đã hết hiệu lực, nên trang này không gắn sao. Chưa tìm thấy kết quả đánh giá lại.",
        ),
        (
            UNCONFIRMED,
            "unconfirmed",
            False,
            NOT_SEEN.format("số, ngày ban hành và cơ quan ban hành"),
        ),
        (
            {**IN_FORCE, "number": None},
            "unconfirmed",
            False,
            NOT_SEEN.format("số"),
        ),
    ],
)
def test_a_certificate_is_told_as_it_stands_today(
    certificate: dict[str, Any], state: str, shown: bool, note: str
) -> None:
    made = certified(certificate)
    found = certificate_panel(made, scene(made))
    assert found
    assert (found.decision.status, found.decision.shows_stars, found.note) == (state, shown, note)


LISTS, ENDED = (json.loads((ROOT / f"tests/vectors/{name}.json").read_text("utf-8")) for name in ("lists", "ended"))
"""What a list shows in turn, alike in one place; certificates of other schemes and on which days they are over. The
browser's script has the same cases."""


def test_a_list_is_sorted_by_what_can_be_relied_on() -> None:
    card = product_card(product(), scene(product()))
    places = [
        {
            card_sort_key(replace(card, decision=Decision(status=OcopStatus(state), stars=stars)))
            for state, stars in alike
        }
        for alike in LISTS
    ]
    assert [len(found) for found in places] == [1] * len(LISTS)
    assert places == sorted(places, key=min)
    assert len({min(found) for found in places}) == len(LISTS)


@pytest.mark.parametrize("vector", ENDED)
def test_a_certificate_of_another_scheme_holds_on_its_last_day(vector: dict[str, Any]) -> None:
    made = product(certificates=[{"scheme": "vietgap", "expires": vector["expires"]}])
    for day, ended in vector["on"].items():
        context = scene(made, today=date.fromisoformat(day))
        assert [other.ended for other in other_certificates(made, context)] == [ended]
        offered = [each.key for each in filter_facets(product_cards([made], context), context)]
        assert ("scheme" in offered) is not ended


@pytest.mark.parametrize(
    ("lang", "potential", "graded"),
    [("vi", "Thực phẩm (tạm xếp)", "Thực phẩm"), ("en", "Food (provisional)", "Food")],
)
def test_the_group_of_a_potential_product_is_said_to_be_provisional(lang: str, potential: str, graded: str) -> None:
    told = [product_facts(made, scene(made, lang=lang))[-1].value.text for made in (product(), certified(EXPIRED))]
    assert told == [potential, graded]


def test_a_potential_product_has_no_certificate_and_no_stars() -> None:
    made = product()
    assert scene(made).decisions[made.slug].status == "potential"
    assert not scene(made).decisions[made.slug].shows_stars
    assert certificate_panel(made, scene(made)) is None


def test_where_only_the_ceremony_is_known_the_end_is_the_latest_possible() -> None:
    made = certified(EXPIRED)
    found = certificate_panel(made, scene(made))
    assert found
    assert [(row.label.text, row.value.text) for row in found.rows] == [
        ("Ngày trao chứng nhận", "22/5/2020"),
        ("Hiệu lực muộn nhất đến", "22/5/2023"),
        ("Quy định khi đó", "490/QĐ-TTg ngày 7/5/2018 và 1048/QĐ-TTg ngày 21/8/2019"),
        ("Căn cứ", "danh sách của cơ quan có thẩm quyền"),
    ]
    assert [(told.state, told.row.label.text) for told in found.ratings_in_words] == [
        ("expired", "Hạng đã được công nhận")
    ]
    assert found.percent_left is None
    assert found.note == (
        "Hết hạn muộn nhất 22/5/2023, nếu không được đánh giá lại. Chưa tìm thấy kết quả đánh giá lại."
    )


def test_the_bar_shows_what_is_left_of_the_term() -> None:
    half = certified(IN_FORCE)
    last_day = certified({**IN_FORCE, "issued": date(2023, 11, 24)})
    assert [
        p.percent_left
        for p in (certificate_panel(half, scene(half)), certificate_panel(last_day, scene(last_day)))
        if p
    ] == [65, 1]


def test_lists_begin_with_what_can_be_relied_on() -> None:
    made = [
        product(slug="tiem-nang", code="A1"),
        certified(EXPIRED, slug="het-han", code="A2"),
        certified(UNCONFIRMED, slug="chua-ro", code="A3"),
        certified({**IN_FORCE, "stars": "3"}, slug="ba-sao", code="A4"),
        certified({**EXPIRING, "stars": "5"}, slug="nam-sao", code="A5"),
        certified({**IN_FORCE, "stars": "3"}, slug="ba-sao-sau", code="A6"),
    ]
    order = [one.slug for one in product_cards(made, scene(*made))]
    assert order == ["nam-sao", "ba-sao", "ba-sao-sau", "chua-ro", "het-han", "tiem-nang"]


@pytest.mark.parametrize(
    ("certificate", "order"),
    [
        (IN_FORCE, ["nam", "bon", "ba"]),
        (EXPIRING, ["nam", "bon", "ba"]),
        (UNCONFIRMED, ["ba", "bon", "nam"]),
        (EXPIRED, ["ba", "bon", "nam"]),
    ],
    ids=["in_force", "expiring", "unconfirmed", "expired"],
)
def test_only_stars_that_may_be_shown_order_a_list(certificate: dict[str, Any], order: list[str]) -> None:
    """The rest stand as they came: to be put first for stars that nobody may claim is to claim them."""
    stars = {"ba": "3", "bon": "4", "nam": "5"}
    made = [certified({**certificate, "stars": n}, slug=slug, code=f"A{n}") for slug, n in stars.items()]
    assert [one.slug for one in product_cards(made, scene(*made))] == order


@pytest.mark.parametrize(
    ("expires", "counted"),
    [(date(2026, 11, 23), False), (samples.TODAY, True), (date(2026, 11, 25), True), (None, True)],
)
def test_a_scheme_can_be_chosen_up_to_the_last_day_of_its_certificate(expires: date | None, counted: bool) -> None:
    made = product(certificates=[{"scheme": "vietgap", "number": "VG-1", "expires": expires}])
    here = scene(made)
    found = {
        (one.key, option.value): option.count
        for one in filter_facets(product_cards([made], here), here)
        for option in one.options
    }
    assert found.get(("scheme", "vietgap")) == (1 if counted else None)


def test_a_card_carries_what_lists_are_narrowed_by() -> None:
    found = product_card(full(), scene(full()))
    assert asdict(found.filter_keys) == {
        "group": "food",
        "category": "tea",
        "communes": ("xa-mau",),
        "kind": "cooperative",
        "schemes": (
            {"scheme": "vietgap", "expires": date(2026, 1, 1)},
            {"scheme": "gi", "expires": None},
        ),
    }


def test_the_wider_area_stands_in_for_a_commune_that_no_source_names() -> None:
    made = product(origin={"area": {"vi": "Vùng Mẫu", "en": "Mau area"}})
    found = product_card(made, scene(made, lang="en")).place
    assert found is not None
    assert (found.text, found.lang) == ("Mau area", "")


def test_today_lies_in_the_season_by_the_solar_calendar_alone() -> None:
    november = {"harvest": [10, 11]}
    solar, lunar = product(season=november), product(season={**november, "calendar": "lunar"})
    assert [
        m.in_season for m in (product_card(solar, scene(solar)).harvest, product_card(lunar, scene(lunar)).harvest) if m
    ] == [True, False]


@pytest.mark.parametrize(
    ("season", "vi", "en"),
    [
        ({"harvest": [3, 4, 5, 8, 9, 10]}, "Tháng 3–5, 8–10", "Mar–May, Aug–Oct"),
        ({"harvest": [11, 12, 1, 2]}, "Từ tháng 11 đến tháng 2\u00a0năm sau", "November to February"),
        (
            {"harvest": [4, 5, 11, 12, 1, 2]},
            "Tháng 4–5, từ tháng 11 đến tháng 2\u00a0năm sau",
            "Apr–May, November to February",
        ),
        (
            {"harvest": [12, 1], "calendar": "lunar"},
            "Từ tháng 12 đến tháng 1\u00a0năm sau, theo âm lịch",
            "Lunar months 12 to 1 of the next year",
        ),
        ({"harvest": [7]}, "Tháng 7", "Jul"),
        ({"harvest": list(range(1, 13))}, "Quanh năm", "All year"),
        ({"harvest": list(range(2, 11)), "calendar": "lunar"}, "Tháng 2–10 âm lịch", "Lunar months 2–10"),
        ({}, "", ""),
    ],
)
def test_months_are_told_as_people_tell_them(season: dict[str, Any], vi: str, en: str) -> None:
    made = Season.model_validate(season)
    assert (harvest_text(made, WORDS["vi"]), harvest_text(made, WORDS["en"])) == (vi, en)


@pytest.mark.parametrize(
    ("season", "vi", "en"),
    [
        ({"harvest": [3, 4, 5]}, "tháng 3–5", "Mar–May"),
        ({"harvest": list(range(1, 13))}, "quanh năm", "all year"),
        ({"harvest": list(range(2, 11)), "calendar": "lunar"}, "tháng 2–10 âm lịch", "lunar months 2–10"),
    ],
)
def test_within_a_sentence_months_have_no_capital_of_their_own(season: dict[str, Any], vi: str, en: str) -> None:
    made = Season.model_validate(season)
    within = "season_strip.within"
    assert (harvest_text(made, WORDS["vi"], within), harvest_text(made, WORDS["en"], within)) == (vi, en)


def test_runs_of_months_go_over_the_new_year() -> None:
    assert month_spans([11, 12, 1, 5]) == ((11, 1), (5, 5))
    assert month_spans([1, 2, 12]) == ((12, 2),)


def test_every_month_says_in_words_what_its_colour_says() -> None:
    found = season_strip(full().season, scene(full()))
    assert found
    assert [cell.text for cell in found.cells[:3]] == ["có hàng", "không có hàng", "thu hoạch"]
    assert [entry.text for entry in found.legend] == ["Thu hoạch", "Có hàng", "Không có hàng"]


def test_a_month_is_not_called_out_of_stock_where_nobody_has_said_when_it_is_sold() -> None:
    found = season_strip(Season(harvest=(7,)), scene(product()))
    assert found
    assert (found.cells[0].text, found.legend[1].text) == ("ngoài vụ thu hoạch", "Ngoài vụ thu hoạch")


def test_only_what_is_known_is_told_beside_the_name() -> None:
    told = {row.label.text: row.value.text for row in key_facts(full(), scene(full()))}
    assert told == {
        "Xuất xứ": "Xã Mẫu",
        "Quy cách": "Hộp 100\u00a0g, Hộp 200\u00a0g",
        "Thu hoạch": "Tháng 3–5, 8–10",
        "Hạn dùng": "24\u00a0tháng",
    }
    assert [row.label.text for row in key_facts(product(), scene(product()))] == ["Xuất xứ"]


def test_money_and_days_are_written_as_each_language_writes_them() -> None:
    vi, en = (product_view(full(), scene(full(), lang=lang)) for lang in ("vi", "en"))
    assert [pack.price for pack in vi.packs] == ["120.000\u00a0₫", "Liên hệ"]
    assert [pack.price for pack in en.packs] == ["₫120,000", "Price on request"]
    assert (vi.verification.rows[-1].value.text, en.verification.rows[-1].value.text) == (
        "20/11/2026",
        "20\u00a0November\u00a02026",
    )


def test_a_missing_translation_is_the_vietnamese_text_marked_as_such() -> None:
    found = product_view(product(), scene(product(), lang="en"))
    assert (found.name.text, found.name.lang, found.name.attr) == ("Chè mẫu", "vi", ' lang="vi"')
    assert found.foreign_name is None


def test_the_name_in_the_other_language_stands_below_the_name() -> None:
    vi, en = (product_view(full(), scene(full(), lang=lang)).foreign_name for lang in ("vi", "en"))
    assert vi is not None
    assert en is not None
    assert [(vi.text, vi.lang), (en.text, en.lang)] == [("Sample tea", "en"), ("Chè mẫu", "vi")]


def test_a_household_without_consent_is_told_by_its_kind_alone() -> None:
    made = product(producer=HOUSEHOLD)
    found = producer_panel(made, scene(made))
    assert found
    assert (found.name, found.is_name_withheld, found.kind, found.page_address) == (None, True, "Hộ sản xuất", None)
    assert products_by_producer([made]) == {}


def test_an_organisation_whose_name_is_not_known_does_not_seem_to_withhold_it() -> None:
    made = product(producer={"kind": "cooperative"})
    found = producer_panel(made, scene(made))
    assert found
    assert not found.is_name_withheld


def test_a_small_catalogue_still_fills_the_row_of_neighbours() -> None:
    one, other = product(slug="mot", code="M1"), product(slug="hai", code="M2", group="drink", origin={})
    assert [made.slug for made in related_products(one, scene(one, other).related)] == ["hai"]


def test_a_commune_reads_on_after_its_village() -> None:
    vi, en = (producer_panel(full(), scene(full(), lang=lang)) for lang in ("vi", "en"))
    alone = product(producer={"kind": "company"})
    told = [one.commune.text for one in (vi, en, producer_panel(alone, scene(alone))) if one and one.commune]
    assert told == ["xã Mẫu", "Mau commune", "Xã Mẫu"]


def test_contacts_become_links_that_telephones_and_browsers_take() -> None:
    found = producer_panel(full(), scene(full()))
    assert found
    assert found.contact_links.phone
    assert (found.contact_links.phone.text, found.contact_links.phone.href) == ("0205 3000 000", "tel:+842053000000")
    assert found.contact_links.zalo_url == "https://zalo.me/0900000000"
    assert [(o.text, o.href) for o in found.contact_links.links] == [
        ("mau@ocop.example", "mailto:mau@ocop.example"),
        ("facebook.com/mau", "https://www.facebook.com/mau"),
        ("ocop.example", "https://ocop.example/"),
    ]


def test_every_product_is_led_to_from_another() -> None:
    made = [product(slug=f"mon-{n:02}", code=f"M{n:02}", category="tea") for n in range(20)]
    at = scene(*made)
    led_to = {other.slug for one in made for other in islice(related_products(one, at.related), 4)}
    assert led_to == {one.slug for one in made}


def test_the_same_shelf_comes_before_the_same_commune_and_nothing_twice() -> None:
    one = product(slug="mot", code="M1", category="tea", season={"harvest": [3]})
    commune = product(slug="hai", code="M2")
    season = product(slug="ba", code="M3", origin={"commune": "xa-khac"}, season={"harvest": [3]})
    shelf = product(slug="bon", code="M4", category="tea", origin={"commune": "xa-khac"})
    at = scene(one, commune, season, shelf)
    assert [other.slug for other in related_products(one, at.related)] == ["bon", "hai", "ba"]


def test_phones_are_offered_no_picture_wider_than_800_pixels() -> None:
    photo = product_card(full(), scene(full())).photo
    assert photo is not None
    source = photo.sources[0]
    assert source.narrow_srcset("../").split(", ")[-1] == "../photos/che-mau-bia-800.avif 800w"
    assert source.srcset("").split(", ")[-1] == "photos/che-mau-bia-1600.avif 1600w"
    assert photo.object_position == "40% 60%"


def test_a_photo_without_renditions_leaves_the_card_without_a_picture() -> None:
    made = product()
    at = scene(made)
    bare = replace(at, pictures={}, memo={})
    assert product_card(made, bare).photo is None
    assert product_view(made, bare).gallery is None


def test_views_are_plain_data_that_other_faces_can_be_fed() -> None:
    found = asdict(product_view(full(), scene(full())))
    assert found["name"] == {"text": "Chè mẫu", "lang": ""}
    assert samples.TODAY.isoformat() not in repr(found)
