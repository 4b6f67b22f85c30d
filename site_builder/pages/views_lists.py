"""What a template sees of a list of products: all of them, or those of a shelf, a group, a commune, a producer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from babel.lists import format_list

from ..model import Group, Product, Status
from ..ocop import GROUPS
from ..showcase import Category, Commune
from .scene import Said, Scene
from .views import Card, cards
from .views_choices import Choice, categories, communes, groups
from .views_facts import Row
from .views_map import CommuneMap, MapLink, maps
from .views_producer import Maker, joint_contact, maker, reach, vcard_address
from .views_product import Step


@dataclass(frozen=True, slots=True)
class ListView:
    """Products that have something in common.

    `lead` says how many there are, `choices` lead to the other lists of the kind; `rows` and `maps` are a commune's,
    as is `map`, which shows where `place` lies among the others; `maker` is a producer's.
    """

    trail: tuple[Step, ...]
    title: Said
    lead: str
    cards: tuple[Card, ...]
    choices: tuple[Choice, ...] = ()
    rows: tuple[Row, ...] = ()
    maps: tuple[MapLink, ...] = ()
    map: CommuneMap | None = None
    place: str = ""
    maker: Maker | None = None


def category_view(category: Category, scene: Scene) -> ListView:
    """The products of one of the visitor's shelves."""
    products = tuple(p for p in scene.catalogue.products if p.category == category.key)
    title = scene.say(category.name)
    return ListView(
        trail=trail(scene, _catalogue_step(scene), Step(title)),
        title=title,
        lead=tally(products, scene),
        cards=cards(products, scene),
        choices=categories(scene, category.key),
    )


def group_view(group: Group, scene: Scene) -> ListView:
    """The products of one official group, under its official name."""
    products = tuple(p for p in scene.catalogue.products if p.group is group)
    title = scene.say(GROUPS[group])
    index = Step(Said(scene.words("lists.groups")), scene.urls.groups(scene.lang))
    return ListView(
        trail=trail(scene, index, Step(title)),
        title=title,
        lead=tally(products, scene),
        cards=cards(products, scene),
        choices=groups(scene, group),
    )


def commune_view(commune: Commune, drawn: CommuneMap | None, scene: Scene) -> ListView:
    """The products of a commune of today, with the units it was formed from and its place on maps; `drawn` is ours."""
    products = tuple(p for p in scene.catalogue.products if p.origin.commune == commune.key)
    title = scene.say(commune.name)
    index = Step(Said(scene.words("nav.communes")), scene.urls.communes(scene.lang))
    formed = Said(", ".join(map(scene.unit, commune.formed_from)))
    return ListView(
        trail=trail(scene, index, Step(title)),
        title=title,
        lead=tally(products, scene),
        cards=cards(products, scene),
        choices=communes(scene, commune.key),
        rows=(Row(Said(scene.words("list.formed_from")), formed),) if commune.formed_from else (),
        maps=maps(commune.location, scene),
        map=drawn,
        place=commune.key,
    )


def producer_view(products: Sequence[Product], scene: Scene) -> ListView:
    """The products of one producer that is shown by name; what is known of it comes from all of them."""
    known, producer = maker(products[0], scene), products[0].producer
    if known is None or known.name is None or producer is None:
        raise ValueError(f"{products[0].slug}: a producer without a name has no page")
    contact = joint_contact(products)
    index = Step(Said(scene.words("nav.producers")), scene.urls.producers(scene.lang))
    return ListView(
        trail=trail(scene, index, Step(known.name)),
        title=known.name,
        lead=tally(products, scene),
        cards=cards(products, scene),
        maker=replace(known, reach=reach(contact, scene), vcard=vcard_address(producer, contact, scene), page=None),
    )


def trail(scene: Scene, *steps: Step) -> tuple[Step, ...]:
    """The steps with the home page before them."""
    return (Step(Said(scene.words("nav.home")), scene.urls.home(scene.lang)), *steps)


def _catalogue_step(scene: Scene) -> Step:
    return Step(Said(scene.words("nav.products")), scene.urls.catalogue(scene.lang))


def tally(products: Sequence[Product], scene: Scene) -> str:
    """How many products were ever graded and how many are potential ones: what no passing day changes."""
    potential = sum(product.status is Status.POTENTIAL for product in products)
    counts = {"graded": len(products) - potential, "potential": potential}
    told = [scene.words(f"list.{key}", n=n) for key, n in counts.items() if n]
    return (
        scene.words("list.sentence", counts=format_list(told, locale=scene.lang)) if told else scene.words("list.none")
    )
