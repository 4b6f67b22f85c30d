"""Front and back matter of the brochure as template data: contents, stars, map, indexes, contacts, sources."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from ...catalogue import programme
from ...catalogue.product import Group, Product
from ...catalogue.vietnamese import collation_key, format_day, format_phone
from ...views.context import Context, LocalText
from ...views.facts import Citation, citations
from ...views.producer import joined_facts, products_by_producer
from ..paper_text import ParallelText, SideBySide
from .map import print_map
from .product import contact_rows, row_data

TemplateData = dict[str, Any]


def catalogue_sections(tongues: SideBySide) -> list[TemplateData]:
    """The products by category as the catalogue orders them, then those without one by their official group."""
    products, categories = tongues.lead.catalogue.products, tongues.lead.catalogue.settings.categories
    groups = [(tongues.say(c.name), [p for p in products if p.category == c.key]) for c in categories]
    loose = [p for p in products if p.category not in tongues.lead.categories]
    groups += [(tongues.word(f"group.{g}"), [p for p in loose if p.group == g]) for g in Group]
    return [{"names": names, "products": [p.slug for p in found]} for names, found in groups if found]


def stars_legend(tongues: SideBySide) -> TemplateData:
    """The legend of stars and statuses; what 'according to the source' means only where it is said."""
    decisions = tongues.lead.decisions
    return {
        "grades": [
            {"stars": n, "words": tongues.word("stars.ocop", n=n), "text": tongues.word(f"home.stars_{n}")}
            for n in (5, 4, 3)
        ],
        "validity": tongues.told(_validity),
        "statuses": [
            {
                "status": status,
                "words": tongues.word(f"status.{status}"),
                "text": tongues.word(f"brochure.status.{status}"),
            }
            for status in programme.OcopStatus
        ],
        "by_source": tongues.word("brochure.by_source") if any(d.by_source for d in decisions.values()) else [],
        "day": tongues.told(lambda s: s.words("brochure.as_of", day=format_day(s.today, s.lang))),
    }


def commune_data(tongues: SideBySide) -> TemplateData:
    """The communes with their products and the mark of each, in parts of the map's longer side; the map's outlines."""
    context = tongues.lead
    drawn = print_map(context.catalogue, context.boundaries)
    full = {key for product in context.catalogue.products for key in product.origin.commune}
    places = [
        {
            "names": tongues.say(commune.name),
            "formed_from": tongues.word("lists.communes_formed", names=", ".join(commune.formed_from))
            if commune.formed_from
            else [],
            "products": [p.slug for p in context.catalogue.products if commune.key in p.origin.commune],
            "mark": mark,
        }
        for commune, mark in zip(context.catalogue.settings.communes, drawn.marks, strict=True)
    ]
    outlines = [{"path": path, "has_products": key in full} for key, path in drawn.outlines.items()]
    return {"communes": places, "map": {"height_ratio": drawn.height_ratio, "outlines": outlines}}


def unplaced_products(tongues: SideBySide) -> Iterator[TemplateData]:
    """Products of a wider area, by its name, and those of which no place is known."""
    context = tongues.lead
    loose = [p for p in context.catalogue.products if context.communes.keys().isdisjoint(p.origin.commune)]
    areas = {p.origin.area.vi if p.origin.area else "": p.origin.area for p in loose}
    for name, area in areas.items():
        found = [p.slug for p in loose if (p.origin.area.vi if p.origin.area else "") == name]
        yield {"names": tongues.say(area) or tongues.word("brochure.nowhere"), "products": found}


def producer_register(tongues: SideBySide) -> list[TemplateData]:
    """The producers that are shown by name, in Vietnamese order, with their products and how they are reached."""
    made = [
        (joined_facts(products).producer, products)
        for products in products_by_producer(tongues.lead.catalogue.products).values()
    ]
    named = [(collation_key(maker.name.vi), maker, products) for maker, products in made if maker and maker.name]
    return [
        {
            "names": tongues.say(maker.name),
            "kind": tongues.word(f"kind.{maker.kind}"),
            "address": tongues.say(maker.address),
            "products": [product.slug for product in products],
            "rows": list(contact_rows(maker.contact, tongues)),
        }
        for _, maker, products in sorted(named, key=lambda row: row[0])
    ]


def office_rows(tongues: SideBySide) -> list[TemplateData]:
    """Who answers for the content; nothing where no office is in charge."""
    known = tongues.lead.catalogue.settings.site.office
    if known is None:
        return []
    values: dict[str, ParallelText] = {
        "name": tongues.say(known.name),
        "address": tongues.say(known.address),
        "phone": tongues.same(format_phone(known.phone) if known.phone else None),
        "email": tongues.same(known.email),
        "website": tongues.same(known.website),
        "responsible": tongues.same(known.responsible),
        "licence": tongues.same(known.licence),
    }
    return [row_data(tongues.word(f"office.{key}"), value) for key, value in values.items() if value]


def source_lists(tongues: SideBySide) -> list[TemplateData]:
    """The sources of each product that names any."""
    products = (p for p in tongues.lead.catalogue.products if p.sources)
    return [{"slug": product.slug, "list": list(_citation_data(product, tongues))} for product in products]


def _citation_data(product: Product, tongues: SideBySide) -> Iterator[TemplateData]:
    told = tongues.each(lambda context: citations(product.sources, context))
    for source, cited in zip(product.sources, told, strict=True):
        yield {
            "title": tongues.told(_citation_field(cited, "title")),
            "via": tongues.told(_read_via(cited)),
            "url": tongues.same(source.url),
            "date": tongues.told(_citation_field(cited, "date")),
            "confidence": tongues.told(_citation_field(cited, "confidence")),
        }


def _citation_field(cited: Callable[[Context], Citation], what: str) -> Callable[[Context], LocalText | str]:
    def tell(context: Context) -> LocalText | str:
        said: LocalText | str = getattr(cited(context), what)
        return said

    return tell


def _read_via(cited: Callable[[Context], Citation]) -> Callable[[Context], str | None]:
    def tell(context: Context) -> str | None:
        via = cited(context).via
        return f"{context.words('source.via')} {via}" if via else None

    return tell


def _validity(context: Context) -> str:
    """How long a certificate holds, as the home page says it."""
    term = context.words("certificate.term", n=programme.VALIDITY_MONTHS)
    return context.words("home.stars_validity", term=term)
