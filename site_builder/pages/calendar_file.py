"""An event for the calendar of a telephone or computer: iCalendar (RFC 5545), whole days."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from urllib.parse import urlsplit

from ..showcase import Event
from .page import Output
from .scene import Scene
from .urls import absolute
from .vcard import escaped, folded


def calendar_address(event: Event, scene: Scene) -> str:
    """Where the file lies: beside the event's page."""
    return scene.urls.event(event.key, scene.lang).removesuffix(".html") + ".ics"


def calendar_file(event: Event, scene: Scene) -> Output:
    """The event in the language of `scene`. Its UID is the same in every language and build."""
    head = ("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//site-builder//catalogue//EN", "CALSCALE:GREGORIAN")
    lines = (*head, "METHOD:PUBLISH", "BEGIN:VEVENT", *_event(event, scene), "END:VEVENT", "END:VCALENDAR")
    return Output(calendar_address(event, scene), "".join(f"{folded(line)}\r\n" for line in lines).encode())


def _event(event: Event, scene: Scene) -> Iterator[str]:
    """DTSTAMP is the first day, so that a build of another day changes nothing; DTEND is the day after the last."""
    first, after = min(event.dates), max(event.dates) + timedelta(days=1)
    yield f"UID:{event.code}@{urlsplit(scene.site_url).hostname or 'site-builder.invalid'}"
    yield f"DTSTAMP:{first:%Y%m%d}T000000Z"
    yield f"DTSTART;VALUE=DATE:{first:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{after:%Y%m%d}"
    yield f"SUMMARY:{escaped(str(scene.say(event.name)))}"
    if event.place:
        yield f"LOCATION:{escaped(str(scene.say(event.place)))}"
    if event.summary:
        yield f"DESCRIPTION:{escaped(str(scene.say(event.summary)))}"
    if scene.site_url:
        yield f"URL:{absolute(scene.site_url, scene.urls.event(event.key, scene.lang))}"
    yield "TRANSP:TRANSPARENT"
