"""What a template sees of the page behind a printed code: one face a language, everything in a few lines."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from .. import ocop
from ..model import Product, Season
from ..ocop import Standing
from ..showcase import Event, Retired
from ..vietnamese import day
from .scene import Said, Scene
from .views import POTENTIAL, Grade, grade, place
from .views_event import PICTURES, Moment, moments
from .views_photo import Image, image
from .views_producer import Reach, reach
from .views_product import foreign_name
from .views_season import months_text

RETIRED = "retired"
LATER: Mapping[str, tuple[Standing, ...]] = {
    Standing.IN_FORCE: (Standing.EXPIRING, Standing.EXPIRED),
    Standing.EXPIRING: (Standing.EXPIRED,),
    Standing.UNCONFIRMED: (Standing.EXPIRED,),
}
"""The states that may come after that of the build, by the day of reading."""

ICONS: Mapping[str, str] = {
    Standing.IN_FORCE: "check",
    Standing.EXPIRING: "clock",
    Standing.EXPIRED: "stop",
    Standing.UNCONFIRMED: "question",
}

UNREACHED = Reach()


@dataclass(frozen=True, slots=True)
class Fact:
    """A line with an icon: `strong` words, then the `rest`.

    Shown in `state` alone where one is given; `now` is whether it is shown on the day of the build.
    """

    icon: str
    strong: str = ""
    rest: str = ""
    lang: str = ""
    state: str = ""
    now: bool = True


@dataclass(frozen=True, slots=True)
class Stock:
    """Words that are true in some months: `harvest` of this month, or `available` without harvest."""

    months: tuple[int, ...]
    lunar: bool
    text: str


@dataclass(frozen=True, slots=True)
class Face:
    """The page in one language. `story` is the address of the full page."""

    name: Said
    foreign: Said | None
    lead: Said | None
    grade: Grade | None
    facts: tuple[Fact, ...]
    stock: tuple[Stock, ...] = ()
    moments: tuple[Moment, ...] = ()
    reach: Reach = UNREACHED
    story: str = ""


@dataclass(frozen=True, slots=True)
class Landing:
    """The page as all its languages share it: the picture, the grade, an event's first and last day.

    `kind` is `product`, `event` or, where the code is of something that is no more, `retired`.
    """

    code: str
    kind: str = RETIRED
    cover: Image | None = None
    grade: Grade | None = None
    days: tuple[date, date] | None = None


def product_landing(product: Product, scene: Scene) -> Landing:
    """What is common to the faces of a product."""
    cover = product.photos[0] if product.photos else None
    picture = image(cover, product.slug, scene) if cover else None
    return Landing(product.code, "product", picture, grade(product, scene))


def event_landing(event: Event, scene: Scene) -> Landing:
    """What is common to the faces of an event."""
    cover = event.photos[0] if event.photos else None
    picture = image(cover, PICTURES, scene) if cover else None
    return Landing(event.code, "event", picture, days=(min(event.dates), max(event.dates)))


def retired_landing(gone: Retired, _: Scene) -> Landing:
    """A code that is gone has nothing but its sentence."""
    return Landing(gone.code)


def product_face(product: Product, scene: Scene) -> Face:
    """A product in the language of `scene`."""
    found = grade(product, scene)
    return Face(
        name=scene.say(product.name),
        foreign=foreign_name(product.name, scene),
        lead=scene.say_if(product.summary),
        grade=found,
        facts=(*_place(product, scene), *_states(product, found, scene), *_season(product.season, scene)),
        stock=tuple(_stock(product.season, scene)),
        reach=reach(product.producer.contact, scene) if product.producer else UNREACHED,
        story=scene.urls.product(product.slug, scene.lang),
    )


def event_face(event: Event, scene: Scene) -> Face:
    """An event in the language of `scene`."""
    where = scene.say_if(event.place)
    here = [slug for slug in event.products if slug in scene.products]
    facts = [Fact("pin", rest=where.text, lang=where.lang)] if where else []
    if here:
        facts.append(Fact("petals-line", rest=scene.words("landing.products", n=len(here))))
    return Face(
        name=scene.say(event.name),
        foreign=foreign_name(event.name, scene),
        lead=scene.say_if(event.summary),
        grade=None,
        facts=tuple(facts),
        moments=moments(event.dates, scene),
        story=scene.urls.event(event.key, scene.lang),
    )


def retired_face(gone: Retired, scene: Scene) -> Face:
    """The sentence of a code that is gone; the way on leads to all products."""
    title = Said(scene.words("landing.gone"))
    return Face(title, None, scene.say(gone.sentence), None, (), story=scene.urls.catalogue(scene.lang))


def _place(product: Product, scene: Scene) -> Iterator[Fact]:
    where = place(product, scene)
    if where:
        yield Fact("pin", rest=where.text, lang=where.lang)


def _states(product: Product, found: Grade, scene: Scene) -> Iterator[Fact]:
    """The certificate as it stands, and as it will: the browser shows the one that is true on the day of reading."""
    if found.state == POTENTIAL:
        yield Fact("petals-line", scene.words("standing.potential"), scene.words("landing.potential"))
        return
    later = LATER.get(found.state, ()) if found.expires else ()
    certificate = ocop.ocop_certificate(product)
    number = scene.words("landing.number", number=certificate.number) if certificate and certificate.number else ""
    for state in (found.state, *later):
        ends = day(found.expires, scene.lang) if found.expires else ""
        told = scene.words(f"landing.{state}", n=found.stars, day=ends, number=number)
        now = state == found.state
        yield Fact(ICONS[state], scene.words(f"landing.state.{state}"), told, "", state if later else "", now)


def _season(season: Season, scene: Scene) -> Iterator[Fact]:
    months = months_text(season, scene.words)
    if months:
        yield Fact("sprout", rest=scene.words("landing.harvest", months=months))


def _stock(season: Season, scene: Scene) -> Iterator[Stock]:
    lunar = season.calendar == "lunar"
    rest = tuple(month for month in season.available if month not in season.harvest)
    for key, months in (("harvest_now", season.harvest), ("available_now", rest)):
        if months:
            yield Stock(months, lunar, scene.words(f"landing.{key}"))
