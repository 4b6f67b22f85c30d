"""Structured data for search engines: JSON-LD with the vocabulary of schema.org.

A certificate is a `Certification` with a rating, never an `aggregateRating`: stars are not the opinion of customers.
Only what the page shows is stated, and a certificate without number, issuer and date is left out. JSON-LD needs full
addresses, so without a `site_url` there is none.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from markupsafe import Markup

from ..catalogue.choices import CHOICES
from ..catalogue.product import Certificate, Offer, Product
from ..catalogue.programme import has_ended
from ..catalogue.showcase import Event
from ..catalogue.vietnamese import e164_phone
from ..views.card import ProductCard
from ..views.context import Breadcrumb, Context
from ..views.event import PICTURES_FOLDER
from ..views.producer import producer_key
from ..views.urls import absolute_url, photo_address

JsonLdNode = dict[str, Any]
"""One thing: '@type' and its properties. Those that are None or empty are left out."""

HTML_ESCAPES = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}
"""JSON escapes of the characters that could end the <script> element or count as a line end in JavaScript."""
MAX_STARS = 5


def home_json_ld(context: Context) -> Markup:
    """The site, how to search it, and who answers for it."""
    return _json_ld_script(context, _website_node(context), _office_node(context))


def breadcrumb_json_ld(trail: Sequence[Breadcrumb], context: Context) -> Markup:
    """The breadcrumbs of a page."""
    return _json_ld_script(context, _breadcrumb_node(trail, context))


def list_json_ld(trail: Sequence[Breadcrumb], cards: Sequence[ProductCard], context: Context) -> Markup:
    """A page that lists products."""
    return _json_ld_script(context, _breadcrumb_node(trail, context), _item_list_node(cards, context) if cards else {})


def event_json_ld(event: Event, trail: Sequence[Breadcrumb], cards: Sequence[ProductCard], context: Context) -> Markup:
    """An event and the products it showed."""
    return _json_ld_script(
        context,
        _event_node(event, context),
        _breadcrumb_node(trail, context),
        _item_list_node(cards, context) if cards else {},
    )


def product_json_ld(product: Product, trail: Sequence[Breadcrumb], context: Context) -> Markup:
    """A product, its producer and its certificates."""
    return _json_ld_script(context, _product_node(product, context), _breadcrumb_node(trail, context))


def _json_ld_script(context: Context, *nodes: JsonLdNode) -> Markup:
    if not context.site_url:
        return Markup()
    graph = {"@context": "https://schema.org", "@graph": [node for node in nodes if node]}
    text = json.dumps(graph, ensure_ascii=False, separators=(",", ":"))
    for sign, written in HTML_ESCAPES.items():
        text = text.replace(sign, written)
    return Markup(f'<script type="application/ld+json">{text}</script>')


def _node(kind: str, **properties: Any) -> JsonLdNode:
    return {"@type": kind, **{name: value for name, value in properties.items() if value not in (None, "", [])}}


def _identified_node(kind: str, whole: str, **properties: Any) -> JsonLdNode:
    """A node with an `@id` (the full address `whole`), to which other nodes refer."""
    return {"@id": whole, **_node(kind, **properties)}


def _page_url(address: str, context: Context) -> str:
    return absolute_url(context.site_url, address)


def _website_node(context: Context) -> JsonLdNode:
    site, home = context.catalogue.settings.site, _page_url(context.urls.home(context.lang), context)
    catalogue = f"{context.site_url.rstrip('/')}/{context.urls.catalogue(context.lang)}"
    search = _node("EntryPoint", urlTemplate=catalogue + "?q={search_term_string}")
    return _node(
        "WebSite",
        url=home,
        name=context.say(site.name).text,
        description=str(context.say_if(site.description) or ""),
        inLanguage=context.lang,
        publisher={"@id": _office_id(context)},
        potentialAction=_node("SearchAction", target=search, **{"query-input": "required name=search_term_string"}),
    )


def _office_id(context: Context) -> str:
    return _page_url(context.urls.home(context.urls.languages[0]), context) + "#office"


def _office_node(context: Context) -> JsonLdNode:
    site = context.catalogue.settings.site
    return _identified_node(
        "Organization",
        _office_id(context),
        name=context.say(site.office.name).text,
        address=str(context.say_if(site.office.address) or ""),
        telephone=e164_phone(site.office.phone) if site.office.phone else None,
        email=site.office.email,
        url=site.office.website,
        sameAs=list(site.social),
    )


def _breadcrumb_node(trail: Sequence[Breadcrumb], context: Context) -> JsonLdNode:
    steps = [
        _node(
            "ListItem",
            position=at,
            name=step.name.text,
            item=_page_url(step.address, context) if step.address else None,
        )
        for at, step in enumerate(trail, 1)
    ]
    return _node("BreadcrumbList", itemListElement=steps)


def _item_list_node(cards: Sequence[ProductCard], context: Context) -> JsonLdNode:
    items = [_node("ListItem", position=at, url=_page_url(card.address, context)) for at, card in enumerate(cards, 1)]
    return _node("ItemList", numberOfItems=len(cards), itemListElement=items)


def _event_node(event: Event, context: Context) -> JsonLdNode:
    commune = context.communes.get(event.commune or "")
    where = context.say_if(event.place or (commune.name if commune else None))
    return _node(
        "Event",
        name=context.say(event.name).text,
        description=str(context.say_if(event.summary) or ""),
        url=_page_url(context.urls.event(event.key, context.lang), context),
        startDate=min(event.dates).isoformat(),
        endDate=max(event.dates).isoformat(),
        location=_node("Place", name=where.text, address=where.text) if where else None,
        image=_photo_urls(PICTURES_FOLDER, [each.file for each in event.photos if each.kind == "photo"], context),
    )


def _product_node(product: Product, context: Context) -> JsonLdNode:
    address = _page_url(context.urls.product(product.slug, context.lang), context)
    return _identified_node(
        "Product",
        f"{address}#product",
        url=address,
        name=context.say(product.name).text,
        alternateName=list(product.other_names),
        description=str(context.say_if(product.summary) or ""),
        sku=product.code,
        category=context.say(CHOICES.groups[product.group].official).text,
        image=_photo_urls(product.slug, [each.file for each in product.photos if each.kind == "photo"], context),
        manufacturer=_manufacturer_node(product, context),
        hasCertification=list(_certification_nodes(product, context)),
        offers=[_offer_node(offer, address, context) for offer in product.offers if offer.price is not None],
    )


def _photo_urls(owner: str, files: Sequence[str], context: Context) -> list[str]:
    """The full addresses of photos; the caller leaves illustrations out, for they do not show the thing itself."""
    found = (context.pictures.get((owner, file)) for file in files)
    return [_page_url(photo_address(picture.fallback.name), context) for picture in found if picture]


def _manufacturer_node(product: Product, context: Context) -> JsonLdNode | None:
    """The producer, where it is an organisation (a household that sells is one) whose name may be shown."""
    producer = product.producer
    if producer is None or producer.name is None or not producer.kind.is_organisation:
        return None
    page = context.urls.producer(producer_key(producer), context.lang)
    return _node("Organization", name=context.say(producer.name).text, url=_page_url(page, context))


def _offer_node(offer: Offer, address: str, context: Context) -> JsonLdNode:
    price = f"{offer.price:f}" if offer.price is not None else None
    return _node(
        "Offer", name=context.say(offer.pack).text, price=price, priceCurrency=offer.unit, gtin=offer.gtin, url=address
    )


def _certification_nodes(product: Product, context: Context) -> Iterator[JsonLdNode]:
    """The newest OCOP certificate and those of other schemes, if number, issuer and day of issue are known."""
    decision = context.decisions[product.slug]
    ocop = [(decision.certificate, decision.expires)] if decision.certificate else []
    others = [(other, other.expires) for other in product.certificates if other.scheme != "ocop"]
    for certificate, end in (*ocop, *others):
        if certificate.number and certificate.issuer and certificate.issued:
            yield _certification_node(certificate, end, context)


def _certification_node(certificate: Certificate, end: date | None, context: Context) -> JsonLdNode:
    issuer, state = certificate.issuer, "Inactive" if has_ended(end, context.today) else "Active"
    return _node(
        "Certification",
        name=_certificate_name(certificate, context),
        certificationIdentification=certificate.number,
        issuedBy=_node("Organization", name=context.say(issuer).text) if issuer else None,
        validFrom=certificate.issued.isoformat() if certificate.issued else None,
        expires=end.isoformat() if end else None,
        certificationStatus=f"https://schema.org/Certification{state}",
        certificationRating=_rating_node(certificate),
        url=certificate.source,
    )


def _certificate_name(certificate: Certificate, context: Context) -> str:
    if certificate.scheme == "ocop":
        return context.words("certificate.title")
    return str(context.say_if(certificate.name) or context.words(f"scheme.{certificate.scheme}"))


def _rating_node(certificate: Certificate) -> JsonLdNode | None:
    if certificate.stars is None:
        return None
    return _node("Rating", ratingValue=int(certificate.stars), bestRating=MAX_STARS, worstRating=1)
