"""Files to save: a producer as vCard, an event as iCalendar, the scans of certificates as they were prepared.

vCard 3.0 (RFC 2426) is the version that every telephone reads; iCalendar is RFC 5545, whole days.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from babel import Locale

from ..catalogue.product import Contact, Product
from ..catalogue.showcase import Catalogue, Event
from ..catalogue.vietnamese import e164_phone
from ..files import OutputFile
from ..media.recipe import PictureKey, Pictures
from ..views.context import Context
from ..views.event import calendar_address
from ..views.page_cache import PageCache
from ..views.producer import (
    CONTACT_LINK_KEYS,
    joined_facts,
    producer_key,
    producer_panel,
    vcard_address,
    zalo_url,
)
from ..views.urls import absolute_url, document_address
from ..views.words import Translations

if TYPE_CHECKING:
    from icalendar import Event as CalendarEntry

MAX_LINE_OCTETS = 75
"""Octets of a line; what is longer goes on in the next one, after a space."""
FIRST_SEQUENCE_DAY = date(2026, 1, 1)
"""SEQUENCE counts the days from here: it rises by itself where no last site is at hand."""
_PROVINCE = re.compile(r"(tỉnh|thành\sphố)\s[^,;.()]+|[^,;.()]+\sprovince")
_STAMPS = re.compile(rb"^(DTSTAMP|SEQUENCE):.*\r\n", re.MULTILINE)
MOBILE_PREFIXES = ("03", "05", "07", "08", "09")


def vcard(products: Sequence[Product], context: Context) -> OutputFile | None:
    """The file of the producer of `products` in the language of `context`; None where no contact may be shown."""
    joined, urls, lang = joined_facts(products), context.urls, context.lang
    producer, known = joined.producer, producer_panel(joined, context)
    address = vcard_address(producer, urls, lang) if producer else None
    if producer is None or known is None or address is None:
        return None
    name = escape_value(str(known.name))
    lines = ["BEGIN:VCARD", "VERSION:3.0", f"N:{name};;;;", f"FN:{name}"]
    if not producer.kind.needs_consent:
        lines += [f"ORG:{name}", "X-ABShowAs:COMPANY"]  # Apple's telephones sort it as an organisation then
    lines += _contact_lines(producer.contact, context.words)
    if known.street or known.commune:
        street = known.street or known.village
        country = Locale.parse(lang).territories["VN"]
        parts = (str(street or ""), str(known.commune or ""), province_name(context), "", country)
        lines.append(f"ADR;TYPE=WORK:;;{';'.join(map(escape_value, parts))}")
    # What the producer makes, and where that was read.
    note = ", ".join(str(context.say(product.name)) for product in products)
    if context.site_url:
        note += f"\n{absolute_url(context.site_url, urls.producer(producer_key(producer), lang))}"
    lines += [f"NOTE:{escape_value(note)}", "END:VCARD"]
    return OutputFile(address, "".join(f"{fold_line(line)}\r\n" for line in lines).encode())


def province_name(context: Context) -> str:
    """The province, which the address of the office in charge names; '' where it does not, or there is none."""
    office = context.catalogue.settings.site.office
    address = office.address if office else None
    found = _PROVINCE.search(str(context.say(address))) if address else None
    return found[0].strip() if found else ""


def _contact_lines(contact: Contact, words: Translations) -> Iterator[str]:
    for number in filter(None, (contact.phone, contact.other_phone)):
        kind = "CELL" if number.startswith(MOBILE_PREFIXES) else "WORK"
        yield f"TEL;TYPE={kind},VOICE:{e164_phone(number)}"
    if contact.email:
        yield f"EMAIL;TYPE=INTERNET:{escape_value(contact.email)}"
    zalo = zalo_url(contact.zalo) if contact.zalo else None
    web = {"Zalo": zalo, **{words(f"contact.{name}"): getattr(contact, name) for name in CONTACT_LINK_KEYS}}
    for at, (label, url) in enumerate(((label, url) for label, url in web.items() if url), 1):
        yield f"item{at}.URL:{url}"
        yield f"item{at}.X-ABLabel:{escape_value(label)}"


def escape_value(text: str) -> str:
    """Escape a text value for a line of vCard."""
    for sign, written in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\n", "\\n")):
        text = text.replace(sign, written)
    return text


def fold_line(line: str) -> str:
    """Fold a line: split it into lines of at most 75 octets, never within a letter."""
    rows = [""]
    for letter in line:
        if len((rows[-1] + letter).encode()) > MAX_LINE_OCTETS:
            rows.append(" ")
        rows[-1] += letter
    return "\r\n".join(rows)


def calendar_file(event: Event, context: Context, cache: PageCache) -> OutputFile:
    """The event in the language of `context`, cached: it holds nothing but the settings, the language and the day."""
    address = calendar_address(context.urls.event(event.key, context.lang))
    data = cache.html(("calendar", event.key, context.lang), lambda: _calendar(event, context).decode())
    return OutputFile(address, data.encode())


def _calendar(event: Event, context: Context) -> bytes:
    """One VEVENT for each run of the event's days.

    The UID of a run is the same in every language and build: the second one carries its number, and so on, so that a
    day that is moved replaces the one that somebody's calendar holds.
    DTSTAMP and SEQUENCE are of the day of the build; `with_stamps_of` keeps older ones where nothing has changed.
    """
    import icalendar  # here: it takes a tenth of a second, which catalogues without events need not wait for

    host = urlsplit(context.site_url).hostname or "site-builder.invalid"
    address = context.urls.event(event.key, context.lang)
    entries = [
        icalendar.Event.new(
            uid=f"{event.code}{f'-{number}' if number > 1 else ''}@{host}",
            stamp=datetime.combine(context.today, time(), UTC),
            sequence=max(0, (context.today - FIRST_SEQUENCE_DAY).days),
            start=first,
            end=last + timedelta(days=1),
            summary=str(context.say(event.name)),
            location=", ".join(str(context.say(where)) for where in (event.stand, event.place) if where) or None,
            description=str(context.say(event.summary)) if event.summary else None,
            url=absolute_url(context.site_url, address) if context.site_url else None,
            transparency=icalendar.TRANSP.TRANSPARENT,
        )
        for number, (first, last) in enumerate(event.runs, 1)
    ]
    whole = icalendar.Calendar()  # not `Calendar.new`, which gives the file itself a UID by chance
    head = {"VERSION": "2.0", "PRODID": "-//site-builder//catalogue//EN", "CALSCALE": "GREGORIAN", "METHOD": "PUBLISH"}
    for name, value in head.items():
        whole.add(name, value)
    for entry in entries:
        whole.add_component(entry)
    written: bytes = whole.to_ical()
    return written


def with_stamps_of(published: bytes, calendar: bytes) -> bytes:
    """`calendar` with the DTSTAMP and SEQUENCE that `published`, the same file of the last site, has for each VEVENT.

    A calendar that imported a VEVENT takes another one with its UID for newer only if both have moved on. So they stay
    where nothing else has changed, and where something has, they are higher than before, be it on the same day.
    """
    if b"\nSEQUENCE:" in published and _STAMPS.sub(b"", published) == _STAMPS.sub(b"", calendar):
        return published
    import icalendar  # here: most builds change no event, and it takes a tenth of a second

    try:
        before = {entry.uid: entry for entry in icalendar.Calendar.from_ical(published).events}
    except ValueError:  # no file of ours
        return calendar
    whole = icalendar.Calendar.from_ical(calendar)
    for entry in whole.events:
        last = before.get(entry.uid)
        if last is None or not last.sequence or not last.stamp or not entry.stamp:
            continue
        changed = _without_stamps(last) != _without_stamps(entry)
        entry.sequence = max(entry.sequence, last.sequence + 1) if changed else last.sequence
        entry.stamp = max(entry.stamp, last.stamp + timedelta(seconds=1)) if changed else last.stamp
    written: bytes = whole.to_ical()
    return written


def _without_stamps(entry: CalendarEntry) -> bytes:
    """What a VEVENT says, but for when it was written."""
    copy = entry.copy(recursive=True)
    copy.sequence, copy.stamp = 0, datetime.min.replace(tzinfo=UTC)
    told: bytes = copy.to_ical()
    return told


def published_scans(catalogue: Catalogue, scans: Pictures) -> Mapping[PictureKey, OutputFile]:
    """The scan of each certificate that has one, by slug and file name; what could not be prepared is not published."""
    named = [(p.slug, c.document) for p in catalogue.products for c in p.certificates if c.document]
    files = {key: scans[key].fallback for key in named if key in scans}
    return {key: OutputFile(document_address(made.name), made.file) for key, made in files.items()}
