"""Structured data for search engines: JSON-LD with the vocabulary of schema.org.

A certificate is a `Certification` with a rating, never an `aggregateRating`: stars are not the opinion of customers.
Only what the page shows is stated, and a certificate without number, issuer and date is left out. JSON-LD needs full
addresses, so without a `site_url` there is none.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

from markupsafe import Markup

from ..catalogue.product import Certificate, Photo, Producer, Product
from ..catalogue.programme import OCOP_SCHEME, has_ended
from ..catalogue.showcase import NEWS_FOLDER, PICTURES_FOLDER, Article, Event
from ..catalogue.vietnamese import e164_phone
from ..media.recipe import Pictures
from ..views.card import ProductCard
from ..views.context import Breadcrumb, Context
from ..views.producer import producer_key
from ..views.standing import standing
from ..views.urls import absolute_url, photo_address

JsonLdNode = dict[str, Any]
"""One thing: '@type' and its properties. Those that are None or empty are left out."""

HTML_ESCAPES = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}
"""JSON escapes of the characters that could end the <script> element or count as a line end in JavaScript."""
MAX_STARS = 5


def home_json_ld(context: Context) -> Markup:
    """The site, how to search it, and who answers for it."""
    site, root = context.catalogue.settings.site, context.site_url
    # Every language's home page names the same office, by an address under the first language's. While none is in
    # charge there is no publisher: nobody answers for what the site says.
    office_id = absolute_url(root, context.urls.home(context.urls.languages[0])) + "#office"
    catalogue = absolute_url(root, context.urls.catalogue(context.lang))
    search = _node("EntryPoint", urlTemplate=catalogue + "?q={search_term_string}")
    website = _node(
        "WebSite",
        url=absolute_url(root, context.urls.home(context.lang)),
        name=context.say(site.name).text,
        description=str(context.say_if(site.description) or ""),
        inLanguage=context.lang,
        publisher={"@id": office_id} if site.office else None,
        potentialAction=_node("SearchAction", target=search, **{"query-input": "required name=search_term_string"}),
    )
    return _json_ld_script(root, website, _office_node(office_id, context))


def _office_node(whole: str, context: Context) -> JsonLdNode:
    """The office in charge; nothing where there is none."""
    site = context.catalogue.settings.site
    office = site.office
    if office is None:
        return {}
    return _identified_node(
        "Organization",
        whole,
        name=context.say(office.name).text,
        address=str(context.say_if(office.address) or ""),
        telephone=e164_phone(office.phone) if office.phone else None,
        email=office.email,
        url=office.website,
        sameAs=list(site.social),
    )


def breadcrumb_json_ld(trail: Sequence[Breadcrumb], site_url: str) -> Markup:
    """The breadcrumbs of a page."""
    return _json_ld_script(site_url, _breadcrumb_node(trail, site_url))


def list_json_ld(trail: Sequence[Breadcrumb], cards: Sequence[ProductCard], site_url: str) -> Markup:
    """A page that lists products."""
    return _json_ld_script(site_url, _breadcrumb_node(trail, site_url), _item_list_node(cards, site_url))


def event_json_ld(event: Event, trail: Sequence[Breadcrumb], cards: Sequence[ProductCard], context: Context) -> Markup:
    """An event and the products it showed."""
    commune = context.communes.get(event.commune or "")
    where = context.say_if(event.place or (commune.name if commune else None))
    # Search engines want separate days as events of their own.
    nodes = [
        _node(
            "Event",
            name=context.say(event.name).text,
            description=str(context.say_if(event.summary) or ""),
            url=absolute_url(context.site_url, context.urls.event(event.key, context.lang)),
            startDate=first.isoformat(),
            endDate=last.isoformat(),
            location=_node("Place", name=where.text, address=where.text) if where else None,
            organizer=_node("Organization", name=context.say(event.organiser).text) if event.organiser else None,
            image=_photo_urls(PICTURES_FOLDER, event.photos, context.pictures, context.site_url),
        )
        for first, last in event.runs
    ]
    root = context.site_url
    return _json_ld_script(root, *nodes, _breadcrumb_node(trail, root), _item_list_node(cards, root))


def article_json_ld(article: Article, trail: Sequence[Breadcrumb], context: Context) -> Markup:
    """An article. The office in charge answers for it, as on the home page; while there is none, nobody does."""
    root, office = context.site_url, context.catalogue.settings.site.office
    address = absolute_url(root, context.urls.article(article.stem, context.lang))
    answers = _node("Organization", name=context.say(office.name).text, url=office.website) if office else None
    node = _identified_node(
        "NewsArticle",
        f"{address}#article",
        url=address,
        headline=article.title,
        description=article.summary,
        datePublished=article.date.isoformat(),
        inLanguage=article.lang,
        articleSection=context.words(f"news.kind.{article.kind}"),
        contentLocation=_node("Place", name=article.place) if article.place else None,
        image=_photo_urls(NEWS_FOLDER, article.photos, context.pictures, root),
        publisher=answers,
    )
    return _json_ld_script(root, node, _breadcrumb_node(trail, root))


def product_json_ld(product: Product, trail: Sequence[Breadcrumb], context: Context) -> Markup:
    """A product, its producer and its certificates."""
    address = absolute_url(context.site_url, context.urls.product(product.slug, context.lang))
    offers = [
        _node(
            "Offer",
            name=context.say(offer.pack).text,
            price=f"{offer.price:f}",
            priceCurrency=offer.unit,
            gtin=offer.gtin,
            url=address,
        )
        for offer in product.offers
        if offer.price is not None
    ]
    node = _identified_node(
        "Product",
        f"{address}#product",
        url=address,
        name=context.say(product.name).text,
        alternateName=list(product.other_names.of(context.lang)),
        description=str(context.say_if(product.summary) or ""),
        productID=product.code,
        category=context.words(f"group_official.{product.group}"),
        image=_photo_urls(product.slug, product.photos, context.pictures, context.site_url),
        manufacturer=_manufacturer_node(product.producer, context),
        hasCertification=list(_certification_nodes(product, context)),
        additionalProperty=list(_standing_nodes(product, context)),
        offers=offers,
    )
    return _json_ld_script(context.site_url, node, _breadcrumb_node(trail, context.site_url))


def _json_ld_script(site_url: str, *nodes: JsonLdNode) -> Markup:
    if not site_url:
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


def _breadcrumb_node(trail: Sequence[Breadcrumb], site_url: str) -> JsonLdNode:
    steps = [
        _node(
            "ListItem",
            position=at,
            name=step.name.text,
            item=absolute_url(site_url, step.address) if step.address else None,
        )
        for at, step in enumerate(trail, 1)
    ]
    return _node("BreadcrumbList", itemListElement=steps)


def _item_list_node(cards: Sequence[ProductCard], site_url: str) -> JsonLdNode:
    """The list of products; nothing where it is empty."""
    items = [
        _node("ListItem", position=at, url=absolute_url(site_url, card.address)) for at, card in enumerate(cards, 1)
    ]
    return _node("ItemList", numberOfItems=len(cards), itemListElement=items) if items else {}


def _photo_urls(owner: str, photos: Sequence[Photo], pictures: Pictures, site_url: str) -> list[str]:
    """The full addresses of photos, without illustrations, for they do not show the thing itself."""
    found = (pictures.get((owner, photo.file)) for photo in photos if photo.kind == "photo")
    return [absolute_url(site_url, photo_address(picture.fallback.name)) for picture in found if picture]


def _manufacturer_node(producer: Producer | None, context: Context) -> JsonLdNode | None:
    """The producer, where it is an organisation (a household that sells is one) whose name may be shown."""
    if producer is None or producer.name is None or not producer.kind.is_organisation:
        return None
    page = context.urls.producer(producer_key(producer), context.lang)
    return _node("Organization", name=context.say(producer.name).text, url=absolute_url(context.site_url, page))


def _certification_nodes(product: Product, context: Context) -> Iterator[JsonLdNode]:
    """The newest OCOP certificate and those of other schemes, if number, issuer and day of issue are known.

    What only the press says is certified by nobody, so it is no certification (`_standing_nodes` tells of it in words).
    """
    decision, words = context.decisions[product.slug], context.words
    found = [(words("certificate.title"), decision.certificate, decision.expires)] if decision.certificate else []
    for other in product.certificates:
        if other.scheme != OCOP_SCHEME:
            name = context.say_if(other.name) or words(f"scheme.{other.scheme}")
            found.append((str(name), other, other.expires))
    for name, certificate, end in found:
        if _is_certified(certificate) and certificate.issuer and certificate.issued:
            stars = certificate.stars
            rating = _node("Rating", ratingValue=int(stars), bestRating=MAX_STARS, worstRating=1) if stars else None
            state = "Inactive" if has_ended(end, context.today) else "Active"
            yield _node(
                "Certification",
                name=name,
                certificationIdentification=certificate.number,
                issuedBy=_node("Organization", name=context.say(certificate.issuer).text),
                validFrom=certificate.issued.isoformat(),
                expires=end.isoformat() if end else None,
                certificationStatus=f"https://schema.org/Certification{state}",
                certificationRating=rating,
                url=certificate.source,
            )


def _is_certified(certificate: Certificate) -> bool:
    """Whether paper or list were seen, with what a certification must name."""
    return bool(not certificate.by_source and certificate.number and certificate.issuer and certificate.issued)


def _standing_nodes(product: Product, context: Context) -> Iterator[JsonLdNode]:
    """The state of an OCOP certificate that is no certification, in the words of the page."""
    decision, words = context.decisions[product.slug], context.words
    if decision.certificate and not _is_certified(decision.certificate):
        value = standing(decision, words).whole
        yield _node("PropertyValue", name=words("certificate.title"), value=value)
