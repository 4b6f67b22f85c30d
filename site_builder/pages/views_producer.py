"""What a template sees of a producer: as much as `content/` has left, because it may be shown."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import sha256

from ..fields import FALLBACK, LONGEST_KEY
from ..model import Contact, Producer, Product
from ..vietnamese import international, phone, slug
from .scene import Said, Scene
from .views import place
from .views_map import MapLink, maps
from .views_photo import Image, plain_image

LINKS = ("facebook", "tiktok", "website")


@dataclass(frozen=True, slots=True)
class Line:
    """A telephone: as people read it, and what `tel:` takes."""

    text: str
    href: str


@dataclass(frozen=True, slots=True)
class Outlet:
    """A place on the web or a mail address, named in words."""

    name: str
    text: str
    href: str


@dataclass(frozen=True, slots=True)
class Reach:
    """How a visitor reaches the producer; what is not known, or may not be shown, is None."""

    call: Line | None = None
    zalo: str | None = None
    outlets: tuple[Outlet, ...] = ()


@dataclass(frozen=True, slots=True)
class Maker:
    """The producer of a product.

    `name` is None where it is not known, or may not be shown: then `withheld`. `kind` (cooperative, household …) is in
    words, `commune` is the unit of today, `former` the one that older papers print, `page` the address of the
    producer's own page, `vcard` that of the contact as a file, `maps` the very
    place, where it may be shown.
    """

    name: Said | None
    withheld: bool
    kind: str
    portrait: Image | None
    village: Said | None
    commune: Said | None
    former: str | None
    street: Said | None
    reach: Reach
    page: str | None
    vcard: str | None
    maps: tuple[MapLink, ...]


def maker(product: Product, scene: Scene) -> Maker | None:
    """The producer's panel; None where nothing is known of who makes it."""
    producer = product.producer
    if producer is None:
        return None
    key = producer_key(producer)
    return Maker(
        name=scene.say_if(producer.name),
        withheld=producer.kind.needs_consent and not producer.name,
        kind=scene.words(f"kind.{producer.kind}"),
        portrait=plain_image(product.slug, producer.portrait, scene) if producer.portrait else None,
        village=scene.say_if(product.origin.village),
        commune=_commune(product, scene),
        former=scene.unit(product.origin.former) if product.origin.former else None,
        street=scene.say_if(producer.address),
        reach=reach(producer.contact, scene),
        page=scene.urls.producer(key, scene.lang) if key else None,
        vcard=vcard_address(producer, producer.contact, scene),
        maps=maps(exact_point(product, scene), scene),
    )


def reach(contact: Contact, scene: Scene) -> Reach:
    """The contacts as links."""
    mail = (Outlet(scene.words("reach.email"), contact.email, f"mailto:{contact.email}"),) if contact.email else ()
    web = ((name, getattr(contact, name)) for name in LINKS)
    return Reach(
        call=Line(phone(contact.phone), f"tel:{international(contact.phone)}") if contact.phone else None,
        zalo=zalo_address(contact.zalo) if contact.zalo else None,
        outlets=(*mail, *(Outlet(scene.words(f"reach.{name}"), _bare(url), url) for name, url in web if url)),
    )


def exact_point(product: Product, scene: Scene) -> tuple[float, float] | None:
    """Where the producer is; None where that is not known, or where the commune's middle stands in for it."""
    commune = scene.communes.get(product.origin.commune or "")
    return product.origin.location if not commune or commune.location != product.origin.location else None


def vcard_address(producer: Producer, contact: Contact, scene: Scene) -> str | None:
    """Where `contact` lies as a file; None where there is nothing in it, or no name to put above it."""
    key = producer_key(producer)
    return scene.urls.vcard(key, scene.lang) if key and contact != Contact() else None


def producer_key(producer: Producer) -> str:
    """What names the producer in addresses; '' for one whose name is not shown, who has no page."""
    return _slug(producer.name.vi) if producer.name else ""


@cache
def _slug(name: str) -> str:
    """The name for addresses; of a very long one the beginning and a mark that tells it from others that begin so."""
    whole = slug(name)
    if len(whole) <= LONGEST_KEY:
        return whole
    return f"{whole[: LONGEST_KEY - 9].strip('-')}-{sha256(whole.encode()).hexdigest()[:8]}"


def by_producer(products: Iterable[Product]) -> Mapping[str, tuple[Product, ...]]:
    """The products of each producer that is shown by name, in the order of the products."""
    found: dict[str, tuple[Product, ...]] = {}
    for product in products:
        key = producer_key(product.producer) if product.producer else ""
        if key:
            found[key] = (*found.get(key, ()), product)
    return found


def joint_contact(products: Iterable[Product]) -> Contact:
    """What is known of one producer from all its products: of each kind the first that is written."""
    known: dict[str, str] = {}
    for product in products:
        if product.producer:
            known = {**product.producer.contact.model_dump(exclude_none=True), **known}
    return Contact.model_validate(known)


def _commune(product: Product, scene: Scene) -> Said | None:
    """The place as it reads after the village: in Vietnamese with a small letter, as it begins with what it is (xã)."""
    found = place(product, scene)
    if found is None or product.origin.village is None or (found.lang or scene.lang) != FALLBACK:
        return found
    return Said(found.text[:1].lower() + found.text[1:], found.lang)


def zalo_address(known: str) -> str:
    """Zalo's address for a number in national form; an address stays what it is."""
    return f"https://zalo.me/{known}" if known.isdigit() else known


def _bare(url: str) -> str:
    """An address as people read it."""
    return url.split("://", 1)[1].removeprefix("www.").rstrip("/")
