"""Home, calendar and the lists of kinds: what they tell on the day of the build."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from random import Random
from typing import Any

import pytest

from site_builder.catalogue.lunar import lunar_months
from site_builder.catalogue.product import Producer, Product
from site_builder.catalogue.showcase import Prose
from site_builder.views.card import product_cards
from site_builder.views.context import Context
from site_builder.views.home import commune_index, event_index, group_index, home_view, producer_index
from site_builder.views.landing import product_version
from site_builder.views.producer import producer_key
from site_builder.views.season import CARDS_PER_MONTH, MAX_TABLE_ROWS, season_calendar
from site_builder.web.page import Page
from site_builder.web.pages import MainPages
from site_builder.web.shell import page_chrome

from .samples import EXPIRED, EXPIRING, IN_FORCE, TODAY, UNCONFIRMED, WORDS, certified, product, scene, templates

COOPERATIVE = {"name": {"vi": "HTX Mẫu", "en": "Sample cooperative"}, "kind": "cooperative"}


def _product(slug: str, **changes: Any) -> Product:
    return product(slug=slug, code=f"MAU-{slug.upper()}", name={"vi": f"Chè {slug}"}, **changes)


def _certified(slug: str, certificate: Mapping[str, Any]) -> Product:
    return certified(certificate, slug=slug, code=f"MAU-{slug.upper()}", name={"vi": f"Chè {slug}"})


def _pages(here: Context) -> dict[str, Page]:
    mains = MainPages(here, templates(), page_chrome(here, WORDS, "", ()))
    return {page.address: page for page in mains.all()}


def test_the_figures_name_what_is_in_force_even_at_zero() -> None:
    told = home_view(
        scene(_certified("a", EXPIRED), _certified("b", UNCONFIRMED), _certified("c", UNCONFIRMED), _product("d"))
    )
    assert told.status_summary.text.replace("\u00a0", " ") == (
        "Tính đến ngày 24/11/2026, 3 sản phẩm được ghi nhận từng được công nhận OCOP: 0 còn hiệu lực,"
        " 1 hết hiệu lực, 2 chưa xác nhận."
        " Ngoài ra có 1 sản phẩm tiềm năng."
    )


def test_expiring_certificates_are_named_where_there_are_some() -> None:
    told = home_view(scene(_certified("a", EXPIRING), _certified("b", IN_FORCE), lang="en")).status_summary.text
    assert "1 in force, 1 expiring soon. " in told.replace("\u00a0", " ")


def test_of_the_products_with_known_months_those_of_today_are_shown_at_most_four() -> None:
    of_november = [_product(f"a{n}", season={"harvest": [11]}) for n in range(6)]
    others = [
        _product("b", season={"harvest": [3]}),
        _product("c"),
        _product("d", season={"harvest": [11], "calendar": "lunar"}),
    ]
    told = home_view(scene(*of_november, *others))
    assert [one.shown_without_script for one in told.seasonal] == [True] * 4 + [False] * 2
    assert [month.number for month in told.months if month.is_current] == [11]


def test_home_holds_the_first_four_of_every_day_of_the_year_however_many_products_there_are() -> None:
    """Those that are in season on a day, by the sun or by the moon, in the order of the list; not many more."""
    chance = Random(13)
    products = [
        _product(
            f"p{n:03}",
            season={
                "harvest": sorted(chance.sample(range(1, 13), chance.randint(1, 4))),
                "calendar": chance.choice(["solar", "solar", "lunar"]),
            },
        )
        for n in range(300)
    ]
    products.append(_product("z", season={"harvest": [11]}))
    here = scene(*products)
    ranked = [card for card in product_cards(products, here) if card.harvest]
    held = [one.card.slug for one in home_view(here).seasonal]
    assert len(held) <= 12 * 3 * 4
    for day in (TODAY + timedelta(days=n) for n in range(365)):
        (moon, *_) = (month.number for month in lunar_months(day, day))
        on = [c.slug for c in ranked if c.harvest and (moon if c.harvest.is_lunar else day.month) in c.harvest.numbers]
        assert [slug for slug in held if slug in on][:4] == on[:4], day


def test_named_products_come_first_large_then_those_that_ask_for_it() -> None:
    products = [_product(slug, featured=slug != "b") for slug in "abcd"]
    told = home_view(scene(*products, home={"featured": ["c", "nothing"]}))
    assert [one.card.slug for one in told.large_features] == ["c"]
    assert [one.slug for one in told.featured_cards] == ["a", "d"]


def test_two_featured_products_are_both_large() -> None:
    told = home_view(scene(_product("a", featured=True), _product("b", featured=True)))
    assert ([one.card.slug for one in told.large_features], told.featured_cards) == (["a", "b"], ())


def test_a_shelf_without_products_is_not_offered_and_one_without_a_picture_borrows_a_cover() -> None:
    tiles = home_view(scene(_product("a", category="tea"), _product("b", category="tea"))).tiles
    assert [(tile.name.text, tile.count) for tile in tiles] == [("Chè và trà", 2)]
    assert tiles[0].picture is not None
    assert tiles[0].picture.address == "photos/a-bia-800.jpg"


def test_the_title_may_have_lines_and_falls_back_to_the_name_of_the_site() -> None:
    two = home_view(scene(product(), home={"title": {"vi": "Hương rừng,\nvị núi\n"}}))
    assert two.hero.lines == ("Hương rừng,", "vị núi")
    assert home_view(scene(product())).hero.lines == ("OCOP Mẫu",)


def test_a_home_page_without_products_has_no_empty_sections() -> None:
    body = _pages(scene(communes=[], categories=[]))["index.html"].body
    for block in ("bg-month-picker", "bg-feature", "bg-categories", "bg-communes", "bg-card-list"):
        assert f'class="{block}"' not in body


def test_a_text_that_looks_like_markup_stays_text_on_the_home_page() -> None:
    nasty = '<script>alert("x")</script>'
    body = _pages(
        scene(_product("a", featured=True, summary={"vi": nasty}), home={"title": {"vi": nasty}, "text": {"vi": nasty}})
    )["index.html"].body
    assert "<script" not in body
    assert body.count("&lt;script&gt;") == 3


def test_the_calendar_begins_with_this_month_and_puts_months_without_news_together() -> None:
    told = season_calendar(scene(_product("a", season={"harvest": [2]}), today=date(2026, 5, 1)))
    assert [one.month.number for one in told.calendar_months] == [5, 2]
    assert [one.month.number for one in told.empty_months] == [6, 7, 8, 9, 10, 11, 12, 1, 3, 4]


def test_lunar_seasons_stand_apart_and_say_so() -> None:
    lunar = _product("a", season={"harvest": [2, 3, 4], "calendar": "lunar"})
    here = scene(lunar, _product("b"))
    told = season_calendar(here)
    assert [(one.card.slug, one.months) for one in told.lunar_cards] == [("a", "Tháng 2–4 âm lịch")]
    assert [one.slug for one in told.cards_without_season] == ["b"]
    assert "<small>âm lịch</small>" in _pages(here)["mua-vu.html"].body


@pytest.mark.parametrize(
    ("today", "harvest", "months"),
    [
        # Tết is on 6 February 2027, and on 26 January 2028.
        (TODAY, [2, 3, 4], [3, 4, 5, 6]),
        (TODAY, [1], [2, 3]),
        (TODAY, [12], [1, 2]),
        (date(2027, 8, 1), [1], [1, 2]),
        (date(2027, 2, 1), [1], [1, 2, 3]),  # this year’s and, in January, the next
    ],
)
def test_lunar_months_are_told_in_the_solar_months_that_they_lie_in(
    today: date, harvest: list[int], months: list[int]
) -> None:
    """A month in which something is harvested is none of which nothing is known."""
    told = season_calendar(scene(_product("a", season={"harvest": harvest, "calendar": "lunar"}), today=today))
    assert sorted(one.month.number for one in told.calendar_months if one.cards) == months
    assert not {one.month.number for one in told.empty_months} & set(months)


def test_what_is_said_of_a_season_stands_below_the_table_and_behind_the_code() -> None:
    told = {"harvest": [11], "note": {"vi": "Mùa chung của tỉnh <mẫu>"}}
    made = _product("a", season=told)
    here = scene(made, _product("b", season={"harvest": [3]}))
    body = _pages(here)["mua-vu.html"].body
    assert body.count("<span>Mùa chung của tỉnh &lt;mẫu&gt;</span>") == 1
    (line,) = [fact for fact in product_version(made, here).facts if fact.icon == "info"]
    assert line.text == "Mùa chung của tỉnh <mẫu>"


def test_a_large_catalogue_has_no_table_and_names_who_has_no_room_for_a_picture() -> None:
    many = [_product(f"a{n}", season={"harvest": [11]}) for n in range(MAX_TABLE_ROWS + 1)]
    told = season_calendar(scene(*many))
    assert told.rows == ()
    assert (len(told.calendar_months[0].cards), len(told.calendar_months[0].further_cards)) == (
        CARDS_PER_MONTH,
        MAX_TABLE_ROWS + 1 - CARDS_PER_MONTH,
    )


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_every_month_of_the_picker_is_a_place_in_the_calendar(lang: str) -> None:
    here = scene(_product("a", season={"harvest": [2, 11]}), lang=lang)
    page = _pages(here)[here.urls.season(lang)]
    anchors = [month.address.partition("#")[2] for month in season_calendar(here).months]
    assert [anchor for anchor in anchors if f'id="{anchor}"' not in page.body] == []


def test_the_address_of_a_very_long_name_stays_short_and_its_own() -> None:
    names = [f"HTX {'rất ' * 40}{end}" for end in ("dài", "xa")]
    first, second = (producer_key(Producer.model_validate({"name": {"vi": name}})) for name in names)
    assert len(first) == len(second) == 64
    assert first[:50] == second[:50]
    assert first != second


def test_producers_are_those_shown_by_name() -> None:
    told = producer_index(
        scene(_product("a", producer=COOPERATIVE), _product("b", producer=COOPERATIVE), _product("c"))
    )
    assert [(t.name.text, t.address, t.note.replace("\u00a0", " ")) for t in told.tiles] == [
        ("HTX Mẫu", "chu-the/htx-mau.html", "2 sản phẩm")
    ]
    assert producer_index(scene(product())).tiles == ()


def test_communes_tell_what_they_were_formed_from() -> None:
    first, second = commune_index(scene(product())).tiles
    assert str(first.text) == "Hợp thành từ: thị trấn Mẫu, xã Cũ"
    assert second.text is None


def test_all_six_groups_are_named_and_those_with_products_lead_on() -> None:
    tiles = group_index(scene(_product("a", group="medicinal"))).tiles
    assert [tile.address for tile in tiles] == [None, None, "nhom/duoc-lieu.html", None, None, None]


def test_events_come_newest_first_with_their_days() -> None:
    event = {"key": "cu", "code": "SK-1", "name": {"vi": "Cũ"}, "dates": [date(2023, 4, 28)]}
    fair = {"key": "moi", "code": "SK-2", "name": {"vi": "Mới"}, "dates": [date(2026, 1, 2), date(2026, 1, 4)]}
    tiles = event_index(scene(product(), events=[event, fair])).tiles
    assert [(str(tile.name), tile.note) for tile in tiles] == [("Mới", "2–4/1/2026"), ("Cũ", "28/4/2023")]


def test_a_prose_page_without_a_translation_is_shown_in_vietnamese_and_marked() -> None:
    here = scene(product(), lang="en")
    text = Prose(stem="sources", lang="vi", title="Nguồn", slug="nguon", markdown="## Một\n\nHai")
    there = replace(
        here,
        urls=replace(here.urls, prose_slugs={("sources", "vi"): "nguon"}),
        catalogue=here.catalogue.model_copy(update={"prose": (text,)}),
    )
    body = _pages(there)["en/nguon.html"].body
    assert '<h1 lang="vi">Nguồn</h1>' in body
    assert '<div class="bg-prose" lang="vi">\n<h2>Một</h2>' in body
    assert "So far this page is available in Vietnamese only." in body
