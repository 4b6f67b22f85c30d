"""The view of a producer. It shows what the redacted catalogue holds: `content/` has removed the rest."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import sha256

from ..catalogue.product import Contact, Producer, Product
from ..catalogue.showcase import Commune
from ..catalogue.values import FALLBACK_LANGUAGE, LONGEST_KEY
from ..catalogue.vietnamese import e164_phone, format_phone, slug, uncapitalised
from .card import ImageView, place_name, undescribed_image
from .context import Context, LocalText
from .map import MapLink, map_links
from .urls import Urls
from .words import Translations

CONTACT_LINK_KEYS = ("facebook", "tiktok", "website")


@dataclass(frozen=True, slots=True)
class PhoneLink:
    """A phone link: the number as people read it, and its `tel:` address."""

    text: str
    href: str


@dataclass(frozen=True, slots=True)
class ContactLink:
    """A contact link: a web page or mail address with its name."""

    name: str
    text: str
    href: str


@dataclass(frozen=True, slots=True)
class ContactLinks:
    """The contact links of a producer; what is not known or may not be shown is None."""

    phones: tuple[PhoneLink, ...] = ()
    zalo_url: str | None = None
    links: tuple[ContactLink, ...] = ()

    @property
    def phone(self) -> PhoneLink | None:
        """The first number, for where there is room for one button."""
        return self.phones[0] if self.phones else None

    @property
    def phones_text(self) -> str:
        """All numbers as people read them, '' without one."""
        return " · ".join(phone.text for phone in self.phones)


@dataclass(frozen=True, slots=True)
class ProducerPanel:
    """The producer of a product.

    `name` is None where it is not known, or may not be shown: then `is_name_withheld`. `kind` (cooperative,
    household …) is in words, `commune` is the unit of today, `former` the one that older papers print, `page_address`
    that of the producer's own page, `vcard_address` that of the contact as a file, `map_links` lead to the very place,
    where it may be shown.
    """

    name: LocalText | None
    is_name_withheld: bool
    kind: str
    portrait: ImageView | None
    village: LocalText | None
    commune: LocalText | None
    former: str | None
    street: LocalText | None
    contact_links: ContactLinks
    page_address: str | None
    vcard_address: str | None
    map_links: tuple[MapLink, ...]


def producer_panel(product: Product, context: Context) -> ProducerPanel | None:
    """The producer's panel; None where nothing is known of who makes it."""
    producer = product.producer
    if producer is None:
        return None
    key, words = producer_key(producer), context.words
    commune = place_name(product, context)
    if commune and product.origin.village and (commune.lang or context.lang) == FALLBACK_LANGUAGE:
        # After the village the place goes on with a small letter.
        commune = LocalText(uncapitalised(commune.text), commune.lang)
    portrait = context.pictures.get((product.slug, producer.portrait or ""))
    return ProducerPanel(
        name=context.say_if(producer.name),
        is_name_withheld=producer.kind.needs_consent and not producer.name,
        kind=words(f"kind.{producer.kind}"),
        portrait=undescribed_image(portrait),
        village=context.say_if(product.origin.village),
        commune=commune,
        former=context.unit(product.origin.former) if product.origin.former else None,
        street=context.say_if(producer.address),
        contact_links=contact_links(producer.contact, words),
        page_address=context.urls.producer(key, context.lang) if key else None,
        vcard_address=vcard_address(producer, context.urls, context.lang),
        map_links=map_links(exact_location(product, context.communes_of(product.origin)), context),
    )


def contact_links(contact: Contact, words: Translations) -> ContactLinks:
    """The contacts as links, those of the web as people read an address."""
    mail = contact.email
    links = [ContactLink(words("contact.email"), mail, f"mailto:{mail}")] if mail else []
    for name in CONTACT_LINK_KEYS:
        if url := getattr(contact, name):
            readable = url.split("://", 1)[1].removeprefix("www.").rstrip("/")
            links.append(ContactLink(words(f"contact.{name}"), readable, url))
    return ContactLinks(
        phones=tuple(
            PhoneLink(format_phone(number), f"tel:{e164_phone(number)}")
            for number in (contact.phone, contact.other_phone)
            if number
        ),
        zalo_url=zalo_url(contact.zalo) if contact.zalo else None,
        links=tuple(links),
    )


def exact_location(product: Product, communes: Sequence[Commune]) -> tuple[float, float] | None:
    """Where the producer is; None where that is not known, or where the middle of its commune stands in for it."""
    here = product.origin.location
    return here if all(commune.location != here for commune in communes) else None


def vcard_address(producer: Producer, urls: Urls, lang: str) -> str | None:
    """Where the contact lies as a file; None where there is nothing in it, or no name to put above it."""
    key = producer_key(producer)
    return urls.vcard(key, lang) if key and producer.contact != Contact() else None


def producer_key(producer: Producer) -> str:
    """The key of a producer in addresses; '' where the name is not shown: such a producer has no page."""
    return _key_of_name(producer.name.vi) if producer.name else ""


@cache
def _key_of_name(name: str) -> str:
    """The name for addresses; of a very long one the beginning and a mark that tells it from others that begin so."""
    whole = slug(name)
    if len(whole) <= LONGEST_KEY:
        return whole
    return f"{whole[: LONGEST_KEY - 9].strip('-')}-{sha256(whole.encode()).hexdigest()[:8]}"


def products_by_producer(products: Iterable[Product]) -> Mapping[str, tuple[Product, ...]]:
    """The products of each producer that is shown by name, in the order of the products."""
    found: dict[str, tuple[Product, ...]] = {}
    for product in products:
        key = producer_key(product.producer) if product.producer else ""
        if key:
            found[key] = (*found.get(key, ()), product)
    return found


def joined_facts(products: Sequence[Product]) -> Product:
    """The first product with what the others tell of the same producer.

    Of each contact, of the address and of the village (in the same commune) it has the first value that is given.
    """
    first = products[0]
    if first.producer is None:
        return first
    producers = [product.producer for product in products if product.producer]
    contact: dict[str, str] = {}
    for producer in producers:
        contact = {**producer.contact.model_dump(exclude_none=True), **contact}
    here = [product.origin for product in products if product.origin.commune == first.origin.commune]
    told = {
        "address": next((producer.address for producer in producers if producer.address), None),
        "contact": Contact.model_validate(contact),
    }
    village = next((origin.village for origin in here if origin.village), None)
    return first.model_copy(
        update={
            "producer": first.producer.model_copy(update=told),
            "origin": first.origin.model_copy(update={"village": village}),
        }
    )


def zalo_url(known: str) -> str:
    """Zalo's address for a number in national form; an address stays what it is."""
    return f"https://zalo.me/{known}" if known.isdigit() else known
