"""What a template sees of one product: everything its page, its sheet and its slide say."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice

from ..fields import Text
from ..model import Product
from . import views_certificate, views_facts, views_season
from .related import related
from .scene import Said, Scene
from .views import Card, Grade, card, grade
from .views_certificate import Other, Panel
from .views_check import Check, check
from .views_code import CodeSign, code_sign
from .views_facts import Pack, Row, Shop
from .views_map import MapLink, maps
from .views_photo import Gallery, gallery
from .views_producer import Maker, exact_point, maker
from .views_season import Strip

RELATED = 4
"""Cards under a product: one row of the widest grid."""


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the trail to a page; the last, the page itself, has no address."""

    name: Said
    address: str | None = None


@dataclass(frozen=True, slots=True)
class ProductView:
    """One product in one language. What is not known is None, '' or empty, and leaves no trace on the page.

    `foreign` is the name in another language, `story` is Markdown.
    """

    slug: str
    code: CodeSign
    address: str
    trail: tuple[Step, ...]
    name: Said
    foreign: Said | None
    grade: Grade
    lead: Said | None
    keys: tuple[Row, ...]
    gallery: Gallery | None
    story: Said | None
    season: Strip | None
    facts: tuple[Row, ...]
    maps: tuple[MapLink, ...]
    packs: tuple[Pack, ...]
    shops: tuple[Shop, ...]
    trade: tuple[Row, ...]
    traceability: str | None
    certificate: Panel | None
    others: tuple[Other, ...]
    maker: Maker | None
    check: Check
    related: tuple[Card, ...]


def product_view(product: Product, scene: Scene) -> ProductView:
    """The product as its page shows it."""
    return ProductView(
        slug=product.slug,
        code=code_sign(product.code, scene),
        address=scene.urls.product(product.slug, scene.lang),
        trail=_trail(product, scene),
        name=scene.say(product.name),
        foreign=foreign_name(product.name, scene),
        grade=grade(product, scene),
        lead=scene.say_if(product.summary),
        keys=views_facts.keys(product, scene),
        gallery=gallery(product.photos, product.slug, scene),
        story=scene.say_if(product.story),
        season=views_season.strip(product.season, scene),
        facts=views_facts.facts(product, scene),
        maps=maps(_commune_point(product, scene), scene),
        packs=views_facts.packs(product.offers, scene),
        shops=views_facts.shops(product.sales, scene),
        trade=views_facts.trade(product.trade, scene),
        traceability=product.traceability,
        certificate=views_certificate.panel(product, scene),
        others=views_certificate.others(product, scene),
        maker=maker(product, scene),
        check=check(product, scene),
        related=tuple(card(other, scene) for other in neighbours(product, scene)),
    )


def neighbours(product: Product, scene: Scene) -> tuple[Product, ...]:
    """The products whose cards stand under this one."""
    return tuple(islice(related(product, scene.shelves), RELATED))


def _trail(product: Product, scene: Scene) -> tuple[Step, ...]:
    steps = [
        Step(Said(scene.words("nav.home")), scene.urls.home(scene.lang)),
        Step(Said(scene.words("nav.products")), scene.urls.catalogue(scene.lang)),
    ]
    category = scene.categories.get(product.category or "")
    if category:
        steps.append(Step(scene.say(category.name), scene.urls.category(category.key, scene.lang)))
    return (*steps, Step(scene.say(product.name)))


def foreign_name(name: Text, scene: Scene) -> Said | None:
    """The name in the next language that has one of its own."""
    written = [lang for lang in scene.urls.languages if lang != name.language(scene.lang) and name.root.get(lang)]
    return Said(name[written[0]], written[0]) if written and name[written[0]] != name[scene.lang] else None


def _commune_point(product: Product, scene: Scene) -> tuple[float, float] | None:
    """The middle of the commune it comes from, where the producer's panel does not show the very place."""
    commune = scene.communes.get(product.origin.commune or "")
    return commune.location if commune and not exact_point(product, scene) else None
