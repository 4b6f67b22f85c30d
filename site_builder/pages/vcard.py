"""A producer for the address book of a telephone: vCard 3.0 (RFC 2426), the version that every one of them reads.

It holds what the producer's page shows and nothing else, so consent reaches as far here as there.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..model import Contact, Producer, Product
from ..vietnamese import international
from .page import Output
from .scene import Scene
from .urls import absolute
from .views_producer import LINKS, Maker, joint_contact, maker, producer_key, vcard_address, zalo_address

LONGEST = 75
"""Octets of a line; what is longer goes on in the next one, after a space."""
MOBILE = ("03", "05", "07", "08", "09")


def vcard(products: Sequence[Product], scene: Scene) -> Output | None:
    """The file of the producer of `products` in the language of `scene`; None where no contact may be shown."""
    producer, known, contact = products[0].producer, maker(products[0], scene), joint_contact(products)
    address = vcard_address(producer, contact, scene) if producer else None
    if producer is None or known is None or address is None:
        return None
    told = (*_who(known, producer), *_reach(contact, scene), *_place(known), *_note(products, producer, scene))
    lines = ("BEGIN:VCARD", "VERSION:3.0", *told, "END:VCARD")
    return Output(address, "".join(f"{folded(line)}\r\n" for line in lines).encode())


def _who(known: Maker, producer: Producer) -> Iterator[str]:
    name = escaped(str(known.name))
    yield f"N:{name};;;;"
    yield f"FN:{name}"
    if not producer.kind.needs_consent:
        yield f"ORG:{name}"


def _reach(contact: Contact, scene: Scene) -> Iterator[str]:
    if contact.phone:
        kind = "CELL" if contact.phone.startswith(MOBILE) else "WORK"
        yield f"TEL;TYPE={kind},VOICE:{international(contact.phone)}"
    if contact.email:
        yield f"EMAIL;TYPE=INTERNET:{escaped(contact.email)}"
    zalo = zalo_address(contact.zalo) if contact.zalo else None
    web = {"Zalo": zalo, **{scene.words(f"reach.{name}"): getattr(contact, name) for name in LINKS}}
    for at, (label, url) in enumerate(((label, url) for label, url in web.items() if url), 1):
        yield f"item{at}.URL:{url}"
        yield f"item{at}.X-ABLabel:{escaped(label)}"


def _place(known: Maker) -> Iterator[str]:
    """Street and commune; the parts between and around them are not known."""
    if known.street or known.commune:
        street = known.street or known.village
        yield f"ADR;TYPE=WORK:;;{escaped(str(street or ''))};{escaped(str(known.commune or ''))};;;"


def _note(products: Sequence[Product], producer: Producer, scene: Scene) -> Iterator[str]:
    """What the producer makes, and where that was read."""
    names = ", ".join(str(scene.say(product.name)) for product in products)
    address = scene.urls.producer(producer_key(producer), scene.lang)
    page = f"\n{absolute(scene.site_url, address)}" if scene.site_url else ""
    yield f"NOTE:{escaped(names + page)}"


def escaped(text: str) -> str:
    """As vCard and iCalendar write what is text in a line of theirs."""
    for sign, written in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\n", "\\n")):
        text = text.replace(sign, written)
    return text


def folded(line: str) -> str:
    """Cut into lines of at most `LONGEST` octets, never within a letter."""
    rows = [""]
    for letter in line:
        if len((rows[-1] + letter).encode()) > LONGEST:
            rows.append(" ")
        rows[-1] += letter
    return "\r\n".join(rows)
