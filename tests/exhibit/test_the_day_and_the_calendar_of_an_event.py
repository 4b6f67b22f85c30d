"""The page of an event on the day of reading, and its file for calendars."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, expect

from site_builder.views.qr import symbol
from site_builder.web.contact_files import calendar_file

from ..pages.samples import scene
from ..prints.measured import Paper

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
    expect(page.locator("[data-event] [data-when]:visible")).to_have_count(1)
    expect(page.locator(f"[data-event] [data-when={when}]")).to_be_visible()


@pytest.mark.parametrize(
    ("file", "name"),
    [("su-kien/hoi-cho-thu.ics", "Hội chợ thử đã qua"), ("en/events/hoi-cho-thu.ics", "Test fair of the past")],
)
def test_the_calendar_file_has_whole_days_in_short_lines(file: str, name: str, complete_site: Path) -> None:
    data = (complete_site / file).read_bytes()
    lines = data.split(b"\r\n")
    assert max(map(len, lines)) <= 75
    assert b"\n" not in data.replace(b"\r\n", b"")
    told = data.decode().replace("\r\n ", "").splitlines()
    assert (told[0], told[-1]) == ("BEGIN:VCALENDAR", "END:VCALENDAR")
    assert {"DTSTART;VALUE=DATE:20261020", "DTEND;VALUE=DATE:20261023", "DTSTAMP:20261020T000000Z"} <= set(told)
    assert f"SUMMARY:{name}" in told
    assert sum(line.startswith("UID:THU-E1@") for line in told) == 1


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
    data = calendar_file(here.catalogue.settings.events[0], here).data
    assert isinstance(data, bytes)
    told = [line for line in data.decode().splitlines() if line.startswith("DT")]
    assert sorted(told) == [f"DTEND;VALUE=DATE:{after}", f"DTSTAMP:{first}T000000Z", f"DTSTART;VALUE=DATE:{first}"]


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
    data = calendar_file(here.catalogue.settings.events[0], here).data
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
        "DTSTAMP:20261020T000000Z",
        "UID:MAU-E1@site-builder.invalid",
        "LOCATION:Sân vận động",
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
        "END:VCALENDAR",
        "",
    ]


@pytest.mark.parametrize("file", [PAGE, "en/events/hoi-cho-thu.html"])
def test_the_page_offers_the_calendar_the_sheet_and_every_code(
    file: str, complete_site: Path, new_context: NewContext
) -> None:
    page = new_context(offline=True, java_script_enabled=False).new_page()
    page.goto((complete_site / file).as_uri())
    for kind in ("a[download][type='text/calendar']", "a[type='application/pdf']"):
        target = str(page.locator(f"main {kind}").get_attribute("href"))
        assert ((complete_site / file).parent / target).is_file(), target
    found = page.locator(".bg-codes li").all_inner_texts()
    codes = ("THU-E1", "THU-003", "THU-004", "THU-005", "THU-000", "THU-T1")
    assert [text.split("/Q/")[1] for text in found] == list(codes)
    drawings = [str(image.get_attribute("src")) for image in page.locator(".bg-codes img").all()]
    for code, drawing in zip(codes, drawings, strict=True):
        assert ((complete_site / file).parent / drawing).resolve() == complete_site / f"Q/{code}/{code}.svg"


def test_the_sheet_of_an_event_that_names_no_product_is_its_code_alone(shipped_site: Path) -> None:
    paper = Paper((shipped_site / "su-kien/hoi-nghi-ocop-2023.pdf").read_bytes())
    assert len(paper.pdf) == 1
    assert paper.codes() == [symbol("https://ocop-binh-gia.example/Q/SK-001/", "Q").address]
    assert "Quétđểxem" in paper.texts[0]
