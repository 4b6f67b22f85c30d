"""What stands before and after the products: contents, stars, map, calendar, indexes, contacts, sources, as data."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from .. import ocop
from ..model import Producer, Product
from ..pages.scene import Scene
from ..pages.views_facts import Citation, citations
from ..pages.views_producer import by_producer, joint_contact
from ..showcase import Commune
from ..vietnamese import day, phone, sort_key
from .brochure_lines import Lines, Tongues
from .brochure_map import ground
from .brochure_product import contact_rows, row_data

Data = dict[str, Any]


def sections(tongues: Tongues) -> list[Data]:
    """The products by category as the catalogue orders them, then those without one by their official group."""
    products, categories = tongues.lead.catalogue.products, tongues.lead.catalogue.settings.categories
    shelves = [(tongues.say(c.name), [p for p in products if p.category == c.key]) for c in categories]
    loose = [p for p in products if p.category not in tongues.lead.categories]
    shelves += [(tongues.word(f"group.{g}"), [p for p in loose if p.group == g]) for g in ocop.GROUPS]
    return [{"names": names, "products": [p.slug for p in found]} for names, found in shelves if found]


def stars(tongues: Tongues) -> Data:
    """How grades and states are read; the points are those of the programme."""
    states = ("in_force", "expiring", "expired", "unconfirmed", "potential")
    return {
        "grades": [
            {"stars": n, "words": tongues.word("stars.ocop", n=n), "text": tongues.word(f"home.stars_{n}")}
            for n in (5, 4, 3)
        ],
        "validity": tongues.word("home.stars_validity", n=ocop.VALIDITY_MONTHS),
        "states": [
            {
                "state": state,
                "words": tongues.word(f"standing.{state}"),
                "text": tongues.word(f"brochure.state.{state}"),
            }
            for state in states
        ],
        "day": tongues.told(lambda s: s.words("brochure.as_of", day=day(s.today, s.lang))),
    }


def communes(tongues: Tongues) -> Data:
    """The communes with their products and where each stands on the map, in parts of its longer side; the map."""
    scene = tongues.lead
    drawn = ground(scene)
    places = [
        {
            "names": tongues.say(commune.name),
            "formed": _formed(commune, tongues),
            "products": [p.slug for p in scene.catalogue.products if p.origin.commune == commune.key],
            "at": at,
        }
        for commune, at in zip(scene.catalogue.settings.communes, drawn.marks, strict=True)
    ]
    return {"places": places, "high": drawn.high, "land": list(drawn.land)}


def elsewhere(tongues: Tongues) -> Iterator[Data]:
    """Products of a wider area, by its name, and those of which no place is known."""
    scene = tongues.lead
    loose = [p for p in scene.catalogue.products if p.origin.commune not in scene.communes]
    areas = {p.origin.area.vi if p.origin.area else "": p.origin.area for p in loose}
    for name, area in areas.items():
        found = [p.slug for p in loose if (p.origin.area.vi if p.origin.area else "") == name]
        yield {"names": tongues.say(area) or tongues.word("brochure.nowhere"), "products": found}


def _formed(commune: Commune, tongues: Tongues) -> Lines:
    names = ", ".join(commune.formed_from)
    return tongues.word("lists.communes_formed", names=names) if names else []


def producers(tongues: Tongues) -> list[Data]:
    """The producers that are shown by name, in Vietnamese order, with their products and how they are reached."""
    made = [_whole(products) for products in by_producer(tongues.lead.catalogue.products).values()]
    named = [(sort_key(maker.name.vi), maker, products) for maker, products in made if maker.name]
    return [_producer(maker, products, tongues) for _, maker, products in sorted(named, key=lambda row: row[0])]


def _whole(products: Sequence[Product]) -> tuple[Producer, Sequence[Product]]:
    """The producer of some products with all that any of them tells of it."""
    known = products[0].producer or Producer()
    return known.model_copy(update={"contact": joint_contact(products)}), products


def _producer(maker: Producer, products: Sequence[Product], tongues: Tongues) -> Data:
    return {
        "names": tongues.say(maker.name),
        "kind": tongues.word(f"kind.{maker.kind}"),
        "address": tongues.say(maker.address),
        "products": [product.slug for product in products],
        "rows": list(contact_rows(maker.contact, tongues)),
    }


def office(tongues: Tongues) -> list[Data]:
    """Who answers for the content."""
    known = tongues.lead.catalogue.settings.site.office
    values: dict[str, Lines] = {
        "name": tongues.say(known.name),
        "address": tongues.say(known.address),
        "phone": tongues.same(phone(known.phone) if known.phone else None),
        "email": tongues.same(known.email),
        "website": tongues.same(known.website),
    }
    return [row_data(tongues.word(f"office.{key}"), value) for key, value in values.items() if value]


def sources(tongues: Tongues) -> list[Data]:
    """The sources of each product that names any."""
    products = (p for p in tongues.lead.catalogue.products if p.sources)
    return [{"slug": product.slug, "list": list(_citations(product, tongues))} for product in products]


def _citations(product: Product, tongues: Tongues) -> Iterator[Data]:
    told = tongues.each(lambda scene: citations(product.sources, scene))
    for source, cited in zip(product.sources, told, strict=True):
        yield {
            "title": tongues.same(source.title),
            "url": tongues.same(source.url),
            "date": tongues.told(_of(cited, "date")),
            "confidence": tongues.told(_of(cited, "confidence")),
        }


def _of(cited: Callable[[Scene], Citation], what: str) -> Callable[[Scene], str]:
    return lambda scene: str(getattr(cited(scene), what))
