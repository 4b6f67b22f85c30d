"""What a page tells of an event: papers, figures, displays, what lies ahead; and where events stand."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from site_builder.catalogue.showcase import Event
from site_builder.views.context import Context
from site_builder.views.display import display_script
from site_builder.views.event import event_view, running_first
from site_builder.views.event_parts import commune_displays
from site_builder.views.home import home_view
from site_builder.views.landing import event_version
from site_builder.views.page_cache import PageCache
from site_builder.web.page import Page
from site_builder.web.pages import list_pages
from site_builder.web.search_index import search_index

from .samples import IN_FORCE, TODAY, WORDS, certified, product, scene, templates

ONE = product()
TWO = certified(IN_FORCE, slug="thach-mau", code="MAU-02", name={"vi": "Thạch mẫu", "en": "Sample jelly"})


def event(**told: Any) -> dict[str, Any]:
    return {"key": "hoi-cho", "code": "SK-1", "name": {"vi": "Hội chợ mẫu"}, "dates": [date(2026, 10, 1)], **told}


def here(lang: str = "vi", **told: Any) -> Context:
    return scene(ONE, TWO, lang=lang, events=[event(**told)])


def page(context: Context) -> Page:
    return next(one for one in list_pages(context, templates()) if one.kind == "event")


def words_of(html: str) -> str:
    return " ".join(re.sub("<[^>]+>", " ", html).replace("\u00a0", " ").split()).replace(" ,", ",").replace(" .", ".")


@pytest.mark.parametrize(
    ("counted", "likely", "rest"), [(8, ["che-mau", "thach-mau"], 6), (2, ["che-mau", "thach-mau"], 0), (8, [], 0)]
)
def test_a_figure_of_a_source_names_as_probable_what_can_be_named(counted: int, likely: list[str], rest: int) -> None:
    context, words = here(counts={"certified": counted, "likely": likely}), WORDS["vi"]
    counts = event_view(context.catalogue.settings.events[0], context).counts
    assert counts
    named = words("event.likely", n=len(likely)) if likely else words("event.unnamed")
    assert counts.sentence == f"{words('event.counted', n=counted)} {named}"
    assert counts.rest == (words("event.rest", n=rest) if rest else "")
    assert ("Chè mẫu, Thạch mẫu." in words_of(page(context).body)) == bool(likely)


@pytest.mark.parametrize(("lang", "unknown"), [("vi", "Xã Khác"), ("en", "Khac commune")])
def test_communes_without_an_entry_are_named_as_not_known_and_only_where_others_have_one(
    lang: str, unknown: str
) -> None:
    told = here(lang, displays=[{"commune": "xa-mau", "text": {"vi": "Chè."}, "products": ["che-mau"]}])
    view = event_view(told.catalogue.settings.events[0], told).displays
    assert view
    assert unknown in view.unknown
    assert "<dt>" in page(told).body
    bare = here(lang)
    assert event_view(bare.catalogue.settings.events[0], bare).displays is None
    assert "bg-displays" not in page(bare).body


def test_what_a_commune_brought_stands_on_its_own_page_too() -> None:
    context = here(displays=[{"commune": "xa-mau", "products": ["thach-mau"]}])
    (display,) = commune_displays("xa-mau", context)
    assert (display.of.name.text, display.of.address) == ("Hội chợ mẫu", "su-kien/hoi-cho.html")
    assert [link.name.text for link in display.products] == ["Thạch mẫu"]
    bodies = {one.address: one.body for one in list_pages(context, templates())}
    assert "bg-displays" in bodies["xa/xa-mau.html"]
    assert "bg-displays" not in bodies["xa/xa-khac.html"]


def test_products_of_displays_are_shown_at_the_event_each_once() -> None:
    made = Event.model_validate(
        event(
            products=["b"],
            displays=[{"commune": "x", "products": ["a", "b"]}, {"commune": "y", "products": ["a", "c"]}],
        )
    )
    assert made.shown == ("b", "a", "c")
    assert made.naming_only({"a", "b"}).shown == ("b", "a")


def test_the_display_lets_visitors_choose_among_communes_that_brought_products() -> None:
    context = here(
        displays=[{"commune": "xa-mau", "products": ["che-mau"]}, {"commune": "xa-khac", "text": {"vi": "Rau."}}]
    )
    data = display_script({"vi": context}, PageCache(), {}).decode()
    assert '"stands":[{"key":"xa-mau","name":{"vi":"Xã Mẫu"},"products":["che-mau"]}]' in data
    assert "stands" not in display_script({"vi": here()}, PageCache(), {}).decode()


def test_papers_are_cited_by_number_title_issuer_and_day() -> None:
    papers = [
        {
            "number": "142/KH-UBND",
            "date": date(2023, 4, 17),
            "issuer": {"vi": "UBND huyện"},
            "title": {"vi": "Kế hoạch", "en": "Plan"},
            "url": "https://van-ban.example/142",
        },
        {"title": {"vi": "Giấy mời"}},
    ]
    context = here("en", documents=papers)
    body = page(context).body
    assert '<a href="https://van-ban.example/142" rel="noopener"><b>No. 142/KH-UBND</b>' in body.replace("\u00a0", " ")
    assert '<span lang="vi">UBND huyện</span>' in body
    assert "17 April 2023" in body.replace("\u00a0", " ")
    assert '<span lang="vi">Giấy mời</span>' in body
    assert b"142/KH-UBND" in search_index(context, WORDS).script()


@pytest.mark.parametrize(("day", "offered"), [(TODAY, True), (date(2026, 11, 23), False)])
def test_only_an_event_that_is_not_over_offers_a_calendar_entry(day: date, offered: bool) -> None:
    made = page(here(dates=[date(2026, 11, 20), day]))
    assert ("text/calendar" in made.body) == offered
    assert len(made.files) == offered
    # The page may be read after its last day: then the script takes the offer away.
    assert ("data-until-over" in made.body) == offered


def test_where_the_stand_is_is_told_on_the_page_and_behind_the_code() -> None:
    context = here(place={"vi": "Sân vận động"}, stand={"vi": "Gian A12"}, organiser={"vi": "UBND xã Mẫu"})
    rows = {row.key: row.value.text for row in event_view(context.catalogue.settings.events[0], context).rows}
    assert (rows["place"], rows["stand"], rows["organiser"]) == ("Sân vận động", "Gian A12", "UBND xã Mẫu")
    facts = event_version(context.catalogue.settings.events[0], context).facts
    assert [fact.text for fact in facts if fact.icon == "pin"] == ["Sân vận động", "Gian A12"]


DAYS = {
    "past": (date(2025, 1, 1), date(2025, 1, 2)),
    "long-past": (date(2023, 4, 28), date(2023, 4, 28)),
    "now": (date(2026, 11, 23), date(2026, 11, 25)),
    "soon": (date(2026, 12, 5), date(2026, 12, 7)),
    "later": (date(2027, 3, 1), date(2027, 3, 1)),
}


def test_what_is_running_comes_first_then_what_is_next_then_the_past() -> None:
    events = [Event.model_validate(event(key=key, dates=dates)) for key, dates in DAYS.items()]
    assert [each.key for each in running_first(events, TODAY)] == ["now", "soon", "later", "past", "long-past"]


def test_events_stand_on_the_home_page() -> None:
    events = [event(key=key, code=f"SK-{at}", dates=dates) for at, (key, dates) in enumerate(DAYS.items())]
    shown = home_view(scene(ONE, events=events)).events
    assert [one.address for one in shown] == [f"su-kien/{key}.html" for key in ("now", "soon", "later")]
    assert home_view(scene(ONE)).events == ()


@pytest.mark.parametrize(
    ("today", "vi", "en"),
    [
        (date(2026, 9, 30), "Các xã sẽ mang đến", "What the communes will bring"),
        (date(2026, 10, 1), "Các xã mang đến", "What the communes bring"),
        (date(2026, 10, 2), "Các xã đã mang đến", "What the communes brought"),
    ],
)
def test_what_communes_bring_is_told_in_the_tense_of_the_day(today: date, vi: str, en: str) -> None:
    """The other tenses wait in the page, for the day on which it is read."""
    brought = [{"commune": "xa-mau", "products": ["che-mau"]}]
    for lang, told in (("vi", vi), ("en", en)):
        context = replace(here(lang, displays=brought), today=today)
        body = page(context).body
        heading = next(h for h in re.findall(r"<h2 data-event.*?</h2>", body))
        assert re.findall(r'data-when="(\w+)"', heading) == ["before", "during", "after"]
        assert re.findall(r'data-when="\w+">([^<]+)<', heading) == [told]
