"""The page of an event on the day of reading, and its file for calendars."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from itertools import pairwise
from pathlib import Path
from typing import Any

import icalendar
import pytest
from playwright.sync_api import BrowserContext, expect

from site_builder.catalogue.vietnamese import format_days
from site_builder.views.event import EventPhase, event_view, runs_for_script
from site_builder.views.page_cache import PageCache
from site_builder.views.qr import symbol
from site_builder.web.contact_files import calendar_file, with_stamps_of
from site_builder.web.structured_data import event_json_ld

from ..commands import ROOT
from ..pages.samples import scene
from ..prints.measured import Paper

PHASES = json.loads((ROOT / "tests/vectors/event.json").read_text("utf-8"))
SCRIPT = '<script type="application/ld+json">'
SHOWN_ON = """runs => {
  const note = document.querySelector("[data-event]");
  note.dataset.runs = runs;
  note.innerHTML = ["before", "during", "between", "after"].map(each => `<i data-when="${each}">.</i>`).join("");
  document.dispatchEvent(new Event("visibilitychange"));
  return [...note.children].filter(each => !each.hidden).map(each => each.dataset.when);
}"""
NewContext = Callable[..., BrowserContext]
PAGE = "su-kien/hoi-cho-thu.html"


@pytest.mark.parametrize(
    ("now", "when"),
    [
        ("2026-10-19T16:59:00Z", "before"),
        ("2026-10-19T17:01:00Z", "during"),
        ("2026-10-22T16:59:00Z", "during"),
        ("2026-10-22T17:01:00Z", "after"),
    ],
)
def test_the_page_says_what_is_true_on_the_day_in_vietnam(
    now: str, when: str, complete_site: Path, new_context: NewContext
) -> None:
    page = new_context(offline=True).new_page()
    page.clock.set_fixed_time(now)
    page.goto((complete_site / PAGE).as_uri())
    expect(page.locator(".bg-note [data-when]:visible")).to_have_count(1)
    expect(page.locator(f".bg-note [data-when={when}]")).to_be_visible()


@pytest.mark.parametrize(
    ("file", "name"),
    [("su-kien/hoi-nghi-thu.ics", "Hội nghị thử sắp tới"), ("en/events/hoi-nghi-thu.ics", "Test conference to come")],
)
def test_the_calendar_file_has_whole_days_in_short_lines(file: str, name: str, complete_site: Path) -> None:
    data = (complete_site / file).read_bytes()
    lines = data.split(b"\r\n")
    assert max(map(len, lines)) <= 75
    assert b"\n" not in data.replace(b"\r\n", b"")
    told = data.decode().replace("\r\n ", "").splitlines()
    assert (told[0], told[-1]) == ("BEGIN:VCALENDAR", "END:VCALENDAR")
    assert {"DTSTART;VALUE=DATE:20261212", "DTEND;VALUE=DATE:20261214", "DTSTAMP:20261124T000000Z"} <= set(told)
    assert told.count(f"SUMMARY:{name}") == 2
    assert [line.partition("@")[0] for line in told if line[:4] == "UID:"] == [
        "UID:THU-E2",
        "UID:THU-E2-2",
    ]


def test_an_event_that_is_over_offers_no_calendar_file(complete_site: Path) -> None:
    files = {file.relative_to(complete_site).as_posix() for file in complete_site.rglob("*.ics")}
    assert files == {"su-kien/hoi-nghi-thu.ics", "en/events/hoi-nghi-thu.ics"}


@pytest.mark.parametrize(
    ("days", "first", "after"),
    [
        (["2026-12-12"], "20261212", "20261213"),
        (["2026-10-20", "2026-10-22"], "20261020", "20261023"),
        (["2026-10-22", "2026-10-20"], "20261020", "20261023"),
        (["2028-02-28"], "20280228", "20280229"),
        (["2026-12-30", "2026-12-31"], "20261230", "20270101"),
    ],
)
def test_an_event_ends_for_calendars_on_the_day_after_its_last(days: list[str], first: str, after: str) -> None:
    """RFC 5545: DTEND is not part of the event, so that one of a single day whose DTEND is that day lasts no time."""
    here = scene(events=[{"key": "hoi-cho", "code": "MAU-E1", "name": {"vi": "Hội chợ mẫu"}, "dates": days}])
    data = calendar_file(here.catalogue.settings.events[0], here, PageCache()).data
    assert isinstance(data, bytes)
    told = [line for line in data.decode().splitlines() if line.startswith("DT")]
    assert sorted(told) == [f"DTEND;VALUE=DATE:{after}", "DTSTAMP:20261124T000000Z", f"DTSTART;VALUE=DATE:{first}"]


def test_signs_of_the_format_are_escaped_and_long_lines_folded_between_letters() -> None:
    here = scene(
        events=[
            {
                "key": "hoi-cho",
                "code": "MAU-E1",
                "name": {"vi": "Hội chợ “OCOP”; chè, hồi \\ quế: ngày hội của những người làm nông nghiệp Bình Gia"},
                "place": {"vi": "Sân vận động"},
                "dates": ["2026-10-20"],
            }
        ]
    )
    data = calendar_file(here.catalogue.settings.events[0], here, PageCache()).data
    assert isinstance(data, bytes)
    assert data.decode().split("\r\n") == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//site-builder//catalogue//EN",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        "BEGIN:VEVENT",
        "SUMMARY:Hội chợ “OCOP”\\; chè\\, hồi \\\\ quế: ngày hội của ",
        " những người làm nông nghiệp Bình Gia",
        "DTSTART;VALUE=DATE:20261020",
        "DTEND;VALUE=DATE:20261021",
        "DTSTAMP:20261124T000000Z",
        "UID:MAU-E1@site-builder.invalid",
        "SEQUENCE:327",
        "LOCATION:Sân vận động",
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
        "END:VCALENDAR",
        "",
    ]


MARKET = {
    "key": "cho-phien",
    "code": "MAU-E2",
    "name": {"vi": "Chợ phiên mẫu"},
    "days": ["2026-12-05", "2026-12-12", "2026-12-13", "2027-01-02"],
}
"""Days that do not follow one another: a Saturday, a weekend, a Saturday of the next year."""


def market(today: date = date(2026, 11, 24), **changes: Any) -> bytes:
    known = {key: value for key, value in {**MARKET, **changes}.items() if value}
    here = scene(today=today, events=[known])
    data = calendar_file(here.catalogue.settings.events[0], here, PageCache()).data
    assert isinstance(data, bytes)
    return data


def entries(data: bytes) -> list[tuple[str, date, date, datetime, int]]:
    """UID, first day, day after the last, DTSTAMP and SEQUENCE of each VEVENT."""
    found = icalendar.Calendar.from_ical(data).events
    return [(e.uid, e.start, e.end, e.stamp, e.sequence) for e in found]


def test_days_that_do_not_follow_one_another_are_events_of_their_own_for_a_calendar() -> None:
    assert [(uid, start, end) for uid, start, end, *_ in entries(market())] == [
        ("MAU-E2@site-builder.invalid", date(2026, 12, 5), date(2026, 12, 6)),
        ("MAU-E2-2@site-builder.invalid", date(2026, 12, 12), date(2026, 12, 14)),
        ("MAU-E2-3@site-builder.invalid", date(2027, 1, 2), date(2027, 1, 3)),
    ]


def test_they_stay_separate_for_search_engines_and_readers() -> None:
    here = replace(scene(events=[MARKET]), site_url="https://ocop.vn/")
    (event,) = here.catalogue.settings.events
    nodes = json.loads(event_json_ld(event, (), (), here).removeprefix(SCRIPT).removesuffix("</script>"))["@graph"]
    assert [(n["startDate"], n["endDate"]) for n in nodes if n["@type"] == "Event"] == [
        ("2026-12-05", "2026-12-05"),
        ("2026-12-12", "2026-12-13"),
        ("2027-01-02", "2027-01-02"),
    ]
    assert event_view(event, here).rows[0].value.text == "5, 12–13/12/2026 và 2/1/2027"


@pytest.mark.parametrize(
    ("days", "vi", "en"),
    [
        ("5/12", "5/12/2026", "5 December 2026"),
        ("5/12 6/12", "5–6/12/2026", "5–6 December 2026"),
        ("5/12 12/12 19/12", "5, 12 và 19/12/2026", "5, 12 and 19 December 2026"),
        ("28/11 5/12 6/12", "28/11 và 5–6/12/2026", "28 November and 5–6 December 2026"),
        ("30/11 1/12 7/12", "30/11 – 1/12/2026 và 7/12/2026", "30 November – 1 December 2026 and 7 December 2026"),
        ("26/12 2/1/2027", "26/12/2026 và 2/1/2027", "26 December 2026 and 2 January 2027"),
    ],
)
def test_separate_days_say_month_and_year_once(days: str, vi: str, en: str) -> None:
    written = [day if day.count("/") == 2 else f"{day}/2026" for day in days.split()]
    (event,) = scene(events=[{**MARKET, "days": written}]).catalogue.settings.events
    assert (format_days(event.runs, "vi"), format_days(event.runs, "en").replace("\u00a0", " ")) == (vi, en)


def test_a_changed_event_reaches_calendars_that_have_it_and_an_unchanged_one_stays() -> None:
    """The last site is what is compared: DTSTAMP and SEQUENCE rise, on the same day too, and never without a change."""
    first = market()
    assert with_stamps_of(first, market(today=date(2026, 12, 1))) == first
    moved = with_stamps_of(first, market(place={"vi": "Sân mới"}))
    again = with_stamps_of(moved, market(place={"vi": "Sân khác"}))
    later = with_stamps_of(again, market(today=date(2026, 12, 24), place={"vi": "Sân mới"}))
    stamps = [[(stamp, sequence) for *_, stamp, sequence in entries(data)] for data in (first, moved, again, later)]
    assert [sequence for ((_, sequence), *_) in stamps] == [327, 328, 329, 357]
    for before, after in pairwise(stamps):
        assert all(old[0] < new[0] and old[1] < new[1] for old, new in zip(before, after, strict=True))


def test_of_separate_days_those_alone_move_that_have_changed() -> None:
    first = market()
    data = with_stamps_of(first, market(days=["2026-12-05", "2026-12-12", "2027-01-02"]))
    assert [sequence for *_, sequence in entries(data)] == [327, 328, 327]


@pytest.mark.parametrize(
    "moved",
    [{"days": ["2026-12-05", "2026-12-12", "2027-01-03"]}, {"days": None, "dates": ["2027-01-09", "2027-01-10"]}],
)
def test_a_day_that_is_moved_replaces_the_one_that_calendars_hold(moved: dict[str, Any]) -> None:
    before = entries(market(days=["2026-12-05", "2026-12-12", "2027-01-02"]))
    now = entries(with_stamps_of(market(days=["2026-12-05", "2026-12-12", "2027-01-02"]), market(**moved)))
    assert {uid for uid, *_ in now} <= {uid for uid, *_ in before}
    last, held = now[-1], next(entry for entry in before if entry[0] == now[-1][0])
    assert (last[1] > held[1], last[3] > held[3], last[4] > held[4]) == (True, True, True)


@pytest.mark.parametrize("published", [b"", b"<html>", b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n"])
def test_what_is_no_calendar_of_ours_is_not_compared(published: bytes) -> None:
    assert with_stamps_of(published, market()) == market()


@pytest.mark.parametrize("case", PHASES, ids=[case["runs"] for case in PHASES])
def test_an_event_is_on_only_on_its_days(case: dict[str, Any]) -> None:
    runs = [(date.fromisoformat(run[:10]), date.fromisoformat(run[11:])) for run in case["runs"].split()]
    assert {day: EventPhase.on(date.fromisoformat(day), runs) for day in case["on"]} == case["on"]
    assert runs_for_script(runs) == case["runs"]


def test_the_browser_says_the_same(complete_site: Path, new_context: NewContext) -> None:
    page = new_context(offline=True).new_page()
    page.clock.set_fixed_time("2026-11-24T03:00:00Z")
    page.goto((complete_site / PAGE).as_uri())
    for case in PHASES:
        for day, phase in case["on"].items():
            page.clock.set_fixed_time(f"{day}T03:00:00Z")
            assert page.evaluate(SHOWN_ON, case["runs"]) == [phase], (case["runs"], day)


@pytest.mark.parametrize("file", [PAGE, "en/events/hoi-cho-thu.html"])
def test_the_page_offers_the_sheet_and_every_code(file: str, complete_site: Path, new_context: NewContext) -> None:
    page = new_context(offline=True, java_script_enabled=False).new_page()
    page.goto((complete_site / file).as_uri())
    target = str(page.locator("main a[type='application/pdf']").get_attribute("href"))
    assert ((complete_site / file).parent / target).is_file(), target
    found = page.locator(".bg-codes li").all_inner_texts()
    codes = ("THU-E1", "THU-003", "THU-004", "THU-005", "THU-000", "THU-T1")
    assert [text.split("/Q/")[1] for text in found] == list(codes)
    drawings = [str(image.get_attribute("src")) for image in page.locator(".bg-codes img").all()]
    for code, drawing in zip(codes, drawings, strict=True):
        assert ((complete_site / file).parent / drawing).resolve() == complete_site / f"Q/{code}/{code}.svg"


@pytest.mark.parametrize(("event", "offered"), [("hoi-cho-thu", 0), ("hoi-nghi-thu", 1)])
def test_the_page_of_an_event_to_come_offers_its_calendar(event: str, offered: int, complete_site: Path) -> None:
    for folder in ("su-kien", "en/events"):
        text = (complete_site / folder / f"{event}.html").read_text("utf-8")
        targets = re.findall(r'<a\b[^>]*\bhref="([^"]+\.ics)"', text)
        assert [Path(target).name for target in targets] == [f"{event}.ics"] * offered
        assert all((complete_site / folder / target).is_file() for target in targets)


def test_the_sheet_of_an_event_that_names_no_product_is_its_code_alone(shipped_site: Path) -> None:
    paper = Paper((shipped_site / "su-kien/hoi-nghi-ocop-2023--qr.pdf").read_bytes())
    assert len(paper.pdf) == 1
    assert paper.codes() == [symbol("https://ocop-binh-gia.vn/Q/SK-001/", "Q").address]
    assert "Quétđểxem" in paper.texts[0]
