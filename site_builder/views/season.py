"""The season of a product: twelve cells, months in words, and the calendar of all products month by month."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from ..catalogue.lunar import lunar_months
from ..catalogue.product import Product, Season
from ..catalogue.programme import add_months
from .card import ProductCard, product_card
from .context import Context, LocalText
from .urls import Urls
from .words import Translations


class MonthState(StrEnum):
    """What a month is to a product."""

    HARVEST = "harvest"
    AVAILABLE = "available"
    OUT_OF_SEASON = "none"


@dataclass(frozen=True, slots=True)
class MonthCell:
    """One month: its number, its state, and the same in words for who does not see colours."""

    month: int
    state: MonthState
    text: str


@dataclass(frozen=True, slots=True)
class SeasonStrip:
    """The year in twelve cells; the legend holds the first cell of each state that occurs, named as a legend does."""

    cells: tuple[MonthCell, ...]
    legend: tuple[MonthCell, ...]
    is_lunar: bool
    note: LocalText | None


def season_strip(season: Season, context: Context) -> SeasonStrip | None:
    """The season strip; None where neither harvest nor stock is known."""
    if not (season.harvest or season.available):
        return None
    words = context.words
    states = [MonthState.AVAILABLE if n in season.available else MonthState.OUT_OF_SEASON for n in range(1, 13)]
    for month in season.harvest:
        states[month - 1] = MonthState.HARVEST
    return SeasonStrip(
        cells=tuple(
            MonthCell(at, state, words(f"season_strip.{_month_word(state, season)}"))
            for at, state in enumerate(states, 1)
        ),
        legend=tuple(
            MonthCell(states.index(state) + 1, state, words(f"season_strip.legend_{_month_word(state, season)}"))
            for state in MonthState
            if state in states
        ),
        is_lunar=season.calendar == "lunar",
        note=context.say_if(season.note),
    )


def _month_word(state: MonthState, season: Season) -> str:
    """The word for a month's state. Without known months of stock, an empty month is only 'outside the harvest'."""
    return "off_season" if state is MonthState.OUT_OF_SEASON and not season.available else state


def harvest_text(season: Season, words: Translations, section: str = "season_strip") -> str:
    """The months of harvest in words: 'Tháng 3–5, 8–10', 'Tháng 2–10 âm lịch', 'Quanh năm'; '' where none is known.

    Over the new year they are told as 'Từ tháng 11 đến tháng 2 năm sau', for '11–2' reads as a slip. `section`
    `season_strip.within` gives them as they stand within a sentence: 'tháng 3–5'.
    """
    if not season.harvest:
        return ""
    if len(set(season.harvest)) == 12:
        return words(f"{section}.all_year")
    lunar = season.calendar == "lunar"
    # The months of the moon have their numbers alone in every language, with 'lunar' said once for all.
    named = {month: str(month) if lunar else words(f"season_strip.short.{month}") for month in season.harvest}
    spans = month_spans(season.harvest)
    plain = ["–".join(named[end] for end in dict.fromkeys(span)) for span in spans if span[0] <= span[1]]
    told = [words(f"{section}.{'lunar_months' if lunar else 'months'}", months=", ".join(plain))] if plain else []
    for first, last in (span for span in spans if span[0] > span[1]):
        ends = (first, last) if lunar else (words(f"month_in.{first}"), words(f"month_in.{last}"))
        key = "over_new_year_lunar" if lunar else "over_new_year"
        told.append(words(f"season_strip.{key}", first=ends[0], last=ends[1]))
    whole = ", ".join(told)
    return whole if section.endswith("within") else f"{whole[:1].upper()}{whole[1:]}"


def month_spans(months: Sequence[int]) -> tuple[tuple[int, int], ...]:
    """Runs of months as (first, last), over the new year too: 11, 12, 1, 5 gives (11, 1), (5, 5)."""
    known, spans = set(months), []
    for first in dict.fromkeys(months):
        if (first - 2) % 12 + 1 not in known:
            last = first
            while last % 12 + 1 in known:
                last = last % 12 + 1
            spans.append((first, last))
    return tuple(spans)


MAX_TABLE_ROWS = 120
"""The most rows of the year table; with more products there is no table, only the months."""
CARDS_PER_MONTH = 8
"""Cards in one month; the others are named below them."""


@dataclass(frozen=True, slots=True)
class YearRow:
    """One product's year."""

    name: LocalText
    address: str
    strip: SeasonStrip


@dataclass(frozen=True, slots=True)
class CalendarMonth:
    """One month of the calendar: the products in harvest, the first ones as cards, the others by name."""

    month: MonthLink
    anchor: str
    cards: tuple[ProductCard, ...]
    further_cards: tuple[ProductCard, ...]


@dataclass(frozen=True, slots=True)
class LunarCard:
    """A product whose season is given in lunar months: its card, and the months in words."""

    card: ProductCard
    months: str


@dataclass(frozen=True, slots=True)
class SeasonCalendar:
    """All of the page. `months` run from January, `calendar_months` from the month of the build.

    `empty_months` are those of which nothing is known; that of the build is among the `calendar_months` all the same.
    """

    months: tuple[MonthLink, ...]
    rows: tuple[YearRow, ...]
    calendar_months: tuple[CalendarMonth, ...]
    empty_months: tuple[CalendarMonth, ...]
    lunar_cards: tuple[LunarCard, ...]
    cards_without_season: tuple[ProductCard, ...]


def season_calendar(context: Context) -> SeasonCalendar:
    """The year of all products."""
    known = [product for product in context.catalogue.products if product.season.harvest]
    lunar = [product for product in known if product.season.calendar == "lunar"]
    year = tuple(_calendar_months(known, context))
    unknown = [product for product in context.catalogue.products if not product.season.harvest]
    strips = [(product, season_strip(product.season, context)) for product in context.catalogue.products]
    rows = [
        YearRow(context.say(product.name), context.urls.product(product.slug, context.lang), strip)
        for product, strip in strips
        if strip
    ]
    return SeasonCalendar(
        months=month_links(context.today, context.words, context.urls),
        rows=tuple(rows) if len(rows) <= MAX_TABLE_ROWS else (),
        calendar_months=tuple(one for one in year if one.cards or one.month.is_current),
        empty_months=tuple(one for one in year if not one.cards and not one.month.is_current),
        lunar_cards=tuple(
            LunarCard(product_card(one, context), harvest_text(one.season, context.words)) for one in lunar
        ),
        cards_without_season=tuple(product_card(one, context) for one in unknown),
    )


def _calendar_months(known: list[Product], context: Context) -> Iterator[CalendarMonth]:
    """The twelve months from that of the build, with the products of each; lunar months as they fall in them."""
    cards = {product.slug: product_card(product, context) for product in known}
    year = month_links(context.today, context.words, context.urls)
    start = context.today.month - 1
    for month in (*year[start:], *year[:start]):
        numbers = {"solar": {month.number}, "lunar": lunar_months_in(month.number, context.today)}
        found = [cards[each.slug] for each in known if numbers[each.season.calendar] & set(each.season.harvest)]
        anchor = month_anchor(month.number, context.words)
        yield CalendarMonth(month, anchor, tuple(found[:CARDS_PER_MONTH]), tuple(found[CARDS_PER_MONTH:]))


def lunar_months_in(month: int, today: date) -> set[int]:
    """The lunar months of which a day lies in the solar `month` that is running on `today`, or comes next.

    The twin is `lunarIn` in theme/assets/js/month.js.
    """
    first = date(today.year + (month < today.month), month, 1)
    last = add_months(first, 1) - timedelta(days=1)
    return {each.number for each in lunar_months(first, last)}


@dataclass(frozen=True, slots=True)
class MonthLink:
    """One month of the picker; `is_current` is the month of the build."""

    number: int
    name: str
    address: str
    is_current: bool


def month_links(today: date, words: Translations, urls: Urls) -> tuple[MonthLink, ...]:
    """The twelve months, leading to their places in the calendar in the language of `words`."""
    calendar = urls.season(words.lang)
    return tuple(
        MonthLink(n, words.month(n), f"{calendar}#{month_anchor(n, words)}", n == today.month) for n in range(1, 13)
    )


def month_anchor(month: int, words: Translations) -> str:
    """The id of a month in the calendar."""
    return f"{words('path.month')}-{month}"
