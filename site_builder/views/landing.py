"""The view of a landing page, which a printed code leads to: all languages on one page, each in a few lines."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from ..catalogue.product import Product, Season
from ..catalogue.programme import Decision, OcopStatus
from ..catalogue.showcase import PICTURES_FOLDER, Event, Retired
from ..catalogue.vietnamese import format_day
from .card import ImageView, image_view, place_name
from .certificate import earlier_line
from .context import Context, LocalText
from .event import EventNotice, event_notices, runs_for_script
from .producer import ContactLinks, contact_links
from .season import harvest_text
from .standing import as_sentence, standings
from .words import Translations


class LandingKind(StrEnum):
    """What a code leads to; `retired`: its thing is no more."""

    PRODUCT = "product"
    EVENT = "event"
    RETIRED = "retired"


NO_CONTACT_LINKS = ContactLinks()


@dataclass(frozen=True, slots=True)
class IconLine:
    """A line with an icon: `strong` words, then the `text`.

    Shown in `state` alone where one is given; `is_current` is whether it is shown on the day of the build.
    """

    icon: str
    strong: str = ""
    text: str = ""
    lang: str = ""
    state: str = ""
    is_current: bool = True


@dataclass(frozen=True, slots=True)
class SeasonNotice:
    """Words that are true in some months: `harvest` of this month, or `available` without harvest."""

    months: tuple[int, ...]
    lunar: bool
    text: str


@dataclass(frozen=True, slots=True)
class LanguageVersion:
    """The page in one language.

    `page_address` is the address of the full page; where the code `is_replaced`, of what came in its place.
    """

    name: LocalText
    foreign_name: LocalText | None
    summary: LocalText | None
    decision: Decision | None
    facts: tuple[IconLine, ...]
    season_notices: tuple[SeasonNotice, ...] = ()
    notices: tuple[EventNotice, ...] = ()
    contact_links: ContactLinks = NO_CONTACT_LINKS
    page_address: str = ""
    is_replaced: bool = False


@dataclass(frozen=True, slots=True)
class LandingView:
    """The page as all its languages share it: the picture, the decision, an event's days (`runs`)."""

    code: str
    kind: LandingKind
    cover: ImageView | None = None
    decision: Decision | None = None
    runs: str = ""


def product_landing(product: Product, context: Context) -> LandingView:
    """What is common to the faces of a product."""
    cover = product.photos[0] if product.photos else None
    picture = image_view(cover, product.slug, context) if cover else None
    return LandingView(product.code, LandingKind.PRODUCT, picture, context.decisions[product.slug])


def event_landing(event: Event, context: Context) -> LandingView:
    """What is common to the faces of an event."""
    cover = event.photos[0] if event.photos else None
    picture = image_view(cover, PICTURES_FOLDER, context) if cover else None
    return LandingView(event.code, LandingKind.EVENT, picture, runs=runs_for_script(event.runs))


def retired_landing(gone: Retired, _: Context) -> LandingView:
    """The landing page of a retired code: nothing but its sentence."""
    return LandingView(gone.code, LandingKind.RETIRED)


def product_version(product: Product, context: Context) -> LanguageVersion:
    """A product in the language of `context`."""
    decision, words = context.decisions[product.slug], context.words
    place, harvest = place_name(product, context), harvest_text(product.season, words, "season_strip.within")
    facts = [IconLine("pin", text=place.text, lang=place.lang)] if place else []
    facts += _status_lines(decision, words)
    if earlier := earlier_line(product, context):
        facts.append(IconLine("info", text=earlier))
    if harvest:
        facts.append(IconLine("sprout", text=words("landing.harvest", months=harvest)))
    if harvest and (note := context.say_if(product.season.note)):
        facts.append(IconLine("info", text=note.text, lang=note.lang))
    return LanguageVersion(
        name=context.say(product.name),
        foreign_name=context.say_foreign(product.name),
        summary=context.say_if(product.summary),
        decision=decision,
        facts=tuple(facts),
        season_notices=tuple(_season_notices(product.season, words)),
        contact_links=contact_links(product.producer.contact, words) if product.producer else NO_CONTACT_LINKS,
        page_address=context.urls.product(product.slug, context.lang),
    )


def event_version(event: Event, context: Context) -> LanguageVersion:
    """An event in the language of `context`."""
    here = [slug for slug in event.shown if slug in context.products]
    places = [context.say(where) for where in (event.place, event.stand) if where]
    facts = [IconLine("pin", text=where.text, lang=where.lang) for where in places]
    if here:
        facts.append(IconLine("petals-line", text=context.words("landing.products", n=len(here))))
    return LanguageVersion(
        name=context.say(event.name),
        foreign_name=context.say_foreign(event.name),
        summary=context.say_if(event.summary),
        decision=None,
        facts=tuple(facts),
        notices=event_notices(event.runs, context.today, context.words),
        page_address=context.urls.event(event.key, context.lang),
    )


def retired_version(gone: Retired, context: Context) -> LanguageVersion:
    """A retired code in the language of `context`: its sentence, and a link to what came in its place or to all."""
    after = _successor(gone, context)
    return LanguageVersion(
        name=LocalText(context.words("landing.gone")),
        foreign_name=None,
        summary=context.say(gone.sentence),
        decision=None,
        facts=(IconLine("arrow", text=after.name.text, lang=after.name.lang),) if after else (),
        page_address=after.page_address if after else context.urls.catalogue(context.lang),
        is_replaced=bool(after),
    )


def _successor(gone: Retired, context: Context) -> LanguageVersion | None:
    """The product or event that came in its place; None where there is none, or none that is published."""
    for product in context.catalogue.products:
        if product.code == gone.successor:
            return product_version(product, context)
    for event in context.catalogue.settings.events:
        if event.code == gone.successor:
            return event_version(event, context)
    return None


def _status_lines(decision: Decision, words: Translations) -> Iterator[IconLine]:
    """The lines of the certificate's present and later statuses; the browser shows the one true on the day."""
    if decision.status is OcopStatus.POTENTIAL:
        yield IconLine("petals-line", words("status.potential"), words("landing.potential"))
        return
    known = decision.certificate.number if decision.certificate else None
    number = words("landing.number", number=known) if known else ""
    ends = format_day(decision.expires, words.lang) if decision.expires else ""
    told = standings(decision, words)
    for each in told:
        key = "expired_latest" if each.latest else f"{each.status}"
        text = words(f"landing.{key}", n=decision.stars, day=ends, number=number, latest=each.latest)
        yield IconLine(
            icon=each.status.rule.icon or "",
            strong=words(f"landing.status.{each.status}"),
            text=f"{text} {as_sentence(each.source)}" if each.source else text,
            state=each.status if len(told) > 1 else "",
            is_current=each.is_current,
        )


def _season_notices(season: Season, words: Translations) -> Iterator[SeasonNotice]:
    """What is said in the months of harvest, and in those with stock from a harvest that is over."""
    lunar = season.calendar == "lunar"
    rest = tuple(month for month in season.available if month not in season.harvest)
    for key, months in (("harvest_now", season.harvest), ("available_now", rest)):
        if months:
            yield SeasonNotice(months, lunar, words(f"landing.{key}"))
