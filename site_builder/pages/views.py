"""What a template sees of a product in a list, and the pieces that all views share.

Views are plain frozen data: texts in the page's language, addresses site-relative (a web template puts `base`
before them), dates and states in words. Web pages, paper and the exhibition are made from the same ones.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from .. import ocop
from ..model import Certificate, Product, Season, Status
from ..ocop import Standing
from .scene import Said, Scene
from .views_photo import Image, image

POTENTIAL = "potential"
VALID = (Standing.IN_FORCE, Standing.EXPIRING)
"""The standings in which a certificate lends its stars."""
RANKS: Mapping[str, int] = {
    Standing.IN_FORCE: 0,
    Standing.EXPIRING: 0,
    Standing.UNCONFIRMED: 1,
    Standing.EXPIRED: 2,
    POTENTIAL: 3,
}
"""The order of a list: what the reader can rely on first."""


@dataclass(frozen=True, slots=True)
class Grade:
    """Where a product stands on the day of the build.

    `state` is a certificate's standing or `potential`, `text` the same in words. `stars` is what its certificate
    says, `shown` whether it may be shown as stars. With `issued` and `expires` the browser judges again on the day
    of reading.
    """

    state: str
    text: str
    stars: int = 0
    issued: date | None = None
    expires: date | None = None

    @property
    def shown(self) -> bool:
        return self.state in VALID


@dataclass(frozen=True, slots=True)
class Months:
    """The months of harvest, numbered as its calendar does; `now` is true where today lies in one of them."""

    numbers: tuple[int, ...]
    lunar: bool
    now: bool


@dataclass(frozen=True, slots=True)
class Traits:
    """What a list can be narrowed by: keys, never words. A scheme has its last day, where known, after a slash."""

    group: str
    category: str | None
    commune: str | None
    kind: str | None
    schemes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Card:
    """One product in a list."""

    slug: str
    code: str
    address: str
    name: Said
    photo: Image | None
    grade: Grade
    place: Said | None
    months: Months | None
    traits: Traits


def card(product: Product, scene: Scene) -> Card:
    """The product as lists show it, made once."""
    found = scene.cards.get(product.slug)
    return found or scene.cards.setdefault(product.slug, _card(product, scene))


def _card(product: Product, scene: Scene) -> Card:
    cover = product.photos[0] if product.photos else None
    return Card(
        slug=product.slug,
        code=product.code,
        address=scene.urls.product(product.slug, scene.lang),
        name=scene.say(product.name),
        photo=image(cover, product.slug, scene) if cover else None,
        grade=grade(product, scene),
        place=place(product, scene),
        months=months(product.season, scene),
        traits=_traits(product),
    )


def cards(products: Iterable[Product], scene: Scene) -> tuple[Card, ...]:
    """The products as a list shows them: grades in force first, then by name."""
    return tuple(sorted((card(product, scene) for product in products), key=rank))


def rank(card: Card) -> tuple[int, int]:
    """Sorts a list that is in Vietnamese order: in force by stars, unconfirmed, expired, potential."""
    return RANKS[card.grade.state], -card.grade.stars if card.grade.shown else 0


def grade(product: Product, scene: Scene) -> Grade:
    """The product's newest OCOP certificate, judged on the day of the build."""
    certificate = ocop.ocop_certificate(product)
    if product.status is not Status.CERTIFIED or certificate is None:
        return Grade(POTENTIAL, scene.words("standing.potential"))
    return certificate_grade(certificate, scene)


def certificate_grade(certificate: Certificate, scene: Scene) -> Grade:
    """One OCOP certificate, judged on the day of the build."""
    state = ocop.standing(certificate, scene.today)
    return Grade(
        state=state,
        text=scene.words(f"standing.{state}"),
        stars=int(certificate.stars or 0),
        issued=certificate.issued or certificate.handed_over,
        expires=ocop.expires(certificate),
    )


def place(product: Product, scene: Scene) -> Said | None:
    """The commune of today, or the wider area where no source names one."""
    commune = scene.communes.get(product.origin.commune or "")
    return scene.say(commune.name) if commune else scene.say_if(product.origin.area)


def months(season: Season, scene: Scene) -> Months | None:
    """The months of harvest; lunar ones are never taken for today's, the browser knows the lunar calendar."""
    if not season.harvest:
        return None
    lunar = season.calendar == "lunar"
    return Months(season.harvest, lunar, not lunar and scene.today.month in season.harvest)


def _traits(product: Product) -> Traits:
    return Traits(
        group=product.group,
        category=product.category,
        commune=product.origin.commune,
        kind=product.producer.kind if product.producer else None,
        schemes=tuple(dict.fromkeys(_scheme(c) for c in product.certificates if c.scheme != "ocop")),
    )


def _scheme(certificate: Certificate) -> str:
    return f"{certificate.scheme}/{certificate.expires}" if certificate.expires else certificate.scheme
