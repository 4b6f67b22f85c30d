"""The Vietnamese lunar calendar: on which day each month of the moon begins, reckoned for the time of Việt Nam (UTC+7).

A month begins on the day of a new moon. The month that holds the winter solstice is the eleventh. Where thirteen months
lie between two eleventh months, the first of them in which the sun enters no new sign (thirty degrees of longitude) is
a leap month and repeats the number of the one before. These are the rules that Việt Nam and China share; the days
differ where a new moon or a solstice falls into the hour between midnight in Hà Nội and midnight in Beijing.

The astronomy is that of Jean Meeus: the time of a new moon after "Astronomical Formulae for Calculators", chapter 32,
the longitude of the sun after "Astronomical Algorithms", chapter 25 (low accuracy), as Hồ Ngọc Đức uses both in his
description of the calendar (https://www.informatik.uni-leipzig.de/~duc/amlich/calrules.html). Both are good to a few
minutes in the centuries around 2000.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from math import floor, radians, sin

MEAN_MONTH = 29.530588853
"""Days from one new moon to the next, on average."""
NEW_MOON_OF_1900 = 2415021.076998695
"""Julian day of the new moon from which they are counted: 1 January 1900."""
ORDINAL_TO_JULIAN = 1721424.5
"""Julian day at 0:00 UTC of the day with the ordinal 0 (`date.toordinal`)."""
TIME_ZONE = 7 / 24
"""How far Việt Nam is ahead of UTC, in days."""
WINTER_SOLSTICE = 9
"""The sign that the sun enters at the winter solstice: 270 degrees in thirties."""


@dataclass(frozen=True, slots=True)
class LunarMonth:
    """A month of the moon: its first day, its number from 1 to 12, whether it repeats the number before."""

    first: date
    number: int
    leap: bool = False


def lunar_months(first: date, last: date) -> tuple[LunarMonth, ...]:
    """The months of which a day lies in the days from `first` to `last`."""
    months = [month for year in range(first.year - 1, last.year + 2) for month in _months_from_solstice(year)]
    ends = {month.first: after.first for month, after in pairwise(months)}
    return tuple(month for month in months[:-1] if month.first <= last and ends[month.first] > first)


def _months_from_solstice(year: int) -> Iterator[LunarMonth]:
    """The months from the eleventh of `year` to the tenth of the next: twelve, or thirteen with a leap month."""
    begin, end = _eleventh_month(year), _eleventh_month(year + 1)
    starts = [_new_moon(moon) for moon in range(begin, end + 1)]
    signs = [_sign_of_sun(start) for start in starts]
    without = [at for at, (sign, after) in enumerate(pairwise(signs)) if sign == after]
    leap = without[0] if end - begin == 13 else None
    for at, start in enumerate(starts[:-1]):
        passed = at - 1 if leap is not None and at >= leap else at
        yield LunarMonth(date.fromordinal(start), (10 + passed) % 12 + 1, at == leap)


def _eleventh_month(year: int) -> int:
    """The new moon, by its number, that begins the month of the winter solstice of `year`."""
    moon = floor((date(year, 12, 31).toordinal() + ORDINAL_TO_JULIAN - NEW_MOON_OF_1900) / MEAN_MONTH)
    # By the end of the year the sun is in the sign of the solstice. The month begins before it enters, or on the day.
    return moon if _sign_of_sun(_new_moon(moon)) < WINTER_SOLSTICE else moon - 1


def _new_moon(number: int) -> int:
    """The day in Việt Nam, as an ordinal, of the new moon `number` (0 is 1 January 1900)."""
    t = number / 1236.85  # centuries
    mean = (
        *(2415020.75933, 29.53058868 * number, 0.0001178 * t**2, -0.000000155 * t**3),
        0.00033 * _sin(166.56 + 132.87 * t - 0.009173 * t**2),
    )
    sun = 359.2242 + 29.10535608 * number - 0.0000333 * t**2 - 0.00000347 * t**3
    moon = 306.0253 + 385.81691806 * number + 0.0107306 * t**2 + 0.00001236 * t**3
    node = 21.2964 + 390.67050646 * number - 0.0016528 * t**2 - 0.00000239 * t**3
    periodic = (
        (0.1734 - 0.000393 * t) * _sin(sun),
        *(0.0021 * _sin(2 * sun), -0.4068 * _sin(moon), 0.0161 * _sin(2 * moon), -0.0004 * _sin(3 * moon)),
        *(0.0104 * _sin(2 * node), -0.0051 * _sin(sun + moon), -0.0074 * _sin(sun - moon)),
        *(0.0004 * _sin(2 * node + sun), -0.0004 * _sin(2 * node - sun), -0.0006 * _sin(2 * node + moon)),
        *(0.0010 * _sin(2 * node - moon), 0.0005 * _sin(2 * moon + sun)),
    )
    # The clock of the formulas runs evenly, the earth does not: what it has lost since 1900, in days.
    late = -0.000278 + 0.000265 * t + 0.000262 * t**2
    return floor(sum(mean) + sum(periodic) - late - ORDINAL_TO_JULIAN + TIME_ZONE)


def _sign_of_sun(day: int) -> int:
    """In which thirty degrees of its way (0 to 11) the sun stands when the day with this ordinal begins in Việt Nam."""
    t = (day + ORDINAL_TO_JULIAN - TIME_ZONE - 2451545) / 36525  # centuries from 2000
    mean = 280.46646 + 36000.76983 * t + 0.0003032 * t**2
    anomaly = 357.52911 + 35999.05029 * t - 0.0001537 * t**2
    centre = (
        (1.914602 - 0.004817 * t - 0.000014 * t**2) * _sin(anomaly)
        + (0.019993 - 0.000101 * t) * _sin(2 * anomaly)
        + 0.000289 * _sin(3 * anomaly)
    )
    aberration = -0.00569 - 0.00478 * _sin(125.04 - 1934.136 * t)
    return floor((mean + centre + aberration) % 360 / 30)


def _sin(degrees: float) -> float:
    return sin(radians(degrees))
