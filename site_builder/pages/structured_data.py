"""What machines read of a page: JSON-LD in the words of schema.org.

A certificate is told as a `Certification` with its rating, never as `aggregateRating`: stars are not the opinion of
customers. Only what the page shows is told, and a decision that nobody has seen is no certification. Everything names
full addresses, so without a `site_url` there is none of it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from markupsafe import Markup

from .. import ocop
from ..model import Certificate, Offer, ProducerKind, Product
from ..ocop import GROUPS
from ..showcase import Event
from ..vietnamese import international
from .scene import Scene
from .urls import absolute, photo
from .views import Card
from .views_event import PICTURES
from .views_producer import producer_key
from .views_product import Step

Node = dict[str, Any]
"""One thing: '@type' and its properties. Those that are None or empty are left out."""

NOT_MARKUP = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}
"""What could end the element, or be read as a line's end, written so that JSON gives it back and HTML sees nothing."""
MOST_STARS = 5


def home_data(scene: Scene) -> Markup:
    """The site, how to search it, and who answers for it."""
    return _script(scene, _website(scene), _office(scene))


def trail_data(trail: Sequence[Step], scene: Scene) -> Markup:
    """The way to a page."""
    return _script(scene, _trail(trail, scene))


def list_data(trail: Sequence[Step], cards: Sequence[Card], scene: Scene) -> Markup:
    """A page that lists products."""
    return _script(scene, _trail(trail, scene), _list(cards, scene) if cards else {})


def event_data(event: Event, trail: Sequence[Step], cards: Sequence[Card], scene: Scene) -> Markup:
    """An event and the products it showed."""
    return _script(scene, _event(event, scene), _trail(trail, scene), _list(cards, scene) if cards else {})


def product_data(product: Product, trail: Sequence[Step], scene: Scene) -> Markup:
    """A product, its producer and its certificates."""
    return _script(scene, _product(product, scene), _trail(trail, scene))


def _script(scene: Scene, *nodes: Node) -> Markup:
    if not scene.site_url:
        return Markup()
    graph = {"@context": "https://schema.org", "@graph": [node for node in nodes if node]}
    text = json.dumps(graph, ensure_ascii=False, separators=(",", ":"))
    for sign, written in NOT_MARKUP.items():
        text = text.replace(sign, written)
    return Markup(f'<script type="application/ld+json">{text}</script>')


def _node(kind: str, **properties: Any) -> Node:
    return {"@type": kind, **{name: value for name, value in properties.items() if value not in (None, "", [])}}


def _named(kind: str, whole: str, **properties: Any) -> Node:
    """A thing that other things of the page refer to by its full address `whole`."""
    return {"@id": whole, **_node(kind, **properties)}


def _url(address: str, scene: Scene) -> str:
    return absolute(scene.site_url, address)


def _website(scene: Scene) -> Node:
    site, home = scene.catalogue.settings.site, _url(scene.urls.home(scene.lang), scene)
    catalogue = f"{scene.site_url.rstrip('/')}/{scene.urls.catalogue(scene.lang)}"
    search = _node("EntryPoint", urlTemplate=catalogue + "?q={search_term_string}")
    return _node(
        "WebSite",
        url=home,
        name=scene.say(site.name).text,
        description=str(scene.say_if(site.description) or ""),
        inLanguage=scene.lang,
        publisher={"@id": _office_id(scene)},
        potentialAction=_node("SearchAction", target=search, **{"query-input": "required name=search_term_string"}),
    )


def _office_id(scene: Scene) -> str:
    return _url(scene.urls.home(scene.urls.languages[0]), scene) + "#office"


def _office(scene: Scene) -> Node:
    site = scene.catalogue.settings.site
    return _named(
        "Organization",
        _office_id(scene),
        name=scene.say(site.office.name).text,
        address=str(scene.say_if(site.office.address) or ""),
        telephone=international(site.office.phone) if site.office.phone else None,
        email=site.office.email,
        url=site.office.website,
        sameAs=list(site.social),
    )


def _trail(trail: Sequence[Step], scene: Scene) -> Node:
    steps = [
        _node("ListItem", position=at, name=step.name.text, item=_url(step.address, scene) if step.address else None)
        for at, step in enumerate(trail, 1)
    ]
    return _node("BreadcrumbList", itemListElement=steps)


def _list(cards: Sequence[Card], scene: Scene) -> Node:
    items = [_node("ListItem", position=at, url=_url(card.address, scene)) for at, card in enumerate(cards, 1)]
    return _node("ItemList", numberOfItems=len(cards), itemListElement=items)


def _event(event: Event, scene: Scene) -> Node:
    commune = scene.communes.get(event.commune or "")
    where = scene.say_if(event.place or (commune.name if commune else None))
    return _node(
        "Event",
        name=scene.say(event.name).text,
        description=str(scene.say_if(event.summary) or ""),
        url=_url(scene.urls.event(event.key, scene.lang), scene),
        startDate=min(event.dates).isoformat(),
        endDate=max(event.dates).isoformat(),
        location=_node("Place", name=where.text, address=where.text) if where else None,
        image=_pictures(PICTURES, [each.file for each in event.photos if each.kind == "photo"], scene),
    )


def _product(product: Product, scene: Scene) -> Node:
    address = _url(scene.urls.product(product.slug, scene.lang), scene)
    return _named(
        "Product",
        f"{address}#product",
        url=address,
        name=scene.say(product.name).text,
        alternateName=list(product.other_names),
        description=str(scene.say_if(product.summary) or ""),
        sku=product.code,
        category=scene.say(GROUPS[product.group]).text,
        image=_pictures(product.slug, [each.file for each in product.photos if each.kind == "photo"], scene),
        manufacturer=_maker(product, scene),
        hasCertification=list(_certifications(product, scene)),
        offers=[_offer(offer, address, scene) for offer in product.offers if offer.price is not None],
    )


def _pictures(owner: str, files: Sequence[str], scene: Scene) -> list[str]:
    """Photos of the thing itself: a drawing that stands in for one is none."""
    found = (scene.pictures.get((owner, file)) for file in files)
    return [_url(photo(picture.fallback.name), scene) for picture in found if picture]


def _maker(product: Product, scene: Scene) -> Node | None:
    """The producer, where it is an organisation (a household that sells is one) whose name may be shown."""
    producer = product.producer
    if producer is None or producer.name is None or producer.kind is ProducerKind.OTHER:
        return None
    page = scene.urls.producer(producer_key(producer), scene.lang)
    return _node("Organization", name=scene.say(producer.name).text, url=_url(page, scene))


def _offer(offer: Offer, address: str, scene: Scene) -> Node:
    price = f"{offer.price:f}" if offer.price is not None else None
    return _node(
        "Offer", name=scene.say(offer.pack).text, price=price, priceCurrency=offer.unit, gtin=offer.gtin, url=address
    )


def _certifications(product: Product, scene: Scene) -> Iterator[Node]:
    """The newest OCOP certificate and those of other schemes, each if its paper has been seen."""
    newest = ocop.ocop_certificate(product)
    others = [certificate for certificate in product.certificates if certificate.scheme != "ocop"]
    for certificate in (*([newest] if newest else []), *others):
        if certificate.number and certificate.issuer and certificate.issued:
            yield _certification(certificate, scene)


def _certification(certificate: Certificate, scene: Scene) -> Node:
    end, issuer = ocop.expires(certificate), certificate.issuer
    return _node(
        "Certification",
        name=_certificate_name(certificate, scene),
        certificationIdentification=certificate.number,
        issuedBy=_node("Organization", name=scene.say(issuer).text) if issuer else None,
        validFrom=certificate.issued.isoformat() if certificate.issued else None,
        expires=end.isoformat() if end else None,
        certificationStatus=f"https://schema.org/Certification{'Inactive' if _over(end, scene) else 'Active'}",
        certificationRating=_rating(certificate),
        url=certificate.source,
    )


def _certificate_name(certificate: Certificate, scene: Scene) -> str:
    if certificate.scheme == "ocop":
        return scene.words("certificate.title")
    return str(scene.say_if(certificate.name) or scene.words(f"scheme.{certificate.scheme}"))


def _over(end: date | None, scene: Scene) -> bool:
    return end is not None and end < scene.today


def _rating(certificate: Certificate) -> Node | None:
    if certificate.stars is None:
        return None
    return _node("Rating", ratingValue=int(certificate.stars), bestRating=MOST_STARS, worstRating=1)
