"""The months of the moon, beside the reckoning of other programs."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import lunar_vn
from lunardate import LunarDate

from site_builder.catalogue.lunar import LunarMonth, lunar_months

FIRST, LAST = date(2020, 1, 1), date(2035, 12, 31)
OF_CHINA = {
    # Beijing's midnight comes an hour before that of Hà Nội. A new moon within that hour begins the month a day later
    # in China.
    date(2020, 12, 14): (30, 10),
    date(2030, 2, 2): (30, 12),
    date(2031, 4, 21): (30, 3),
    date(2032, 3, 11): (30, 1),
    date(2034, 9, 12): (30, 7),
}
"""First days of Vietnamese months from 2020 to 2035, and the day and month that they are in China."""


def days() -> Iterator[tuple[date, int, LunarMonth]]:
    """Every day from the first to the last, which day of its month of the moon it is, and that month."""
    months = lunar_months(FIRST, LAST)
    for month, after in zip(months, (*(m.first for m in months[1:]), LAST + timedelta(1)), strict=True):
        for at in range((after - month.first).days):
            day = month.first + timedelta(at)
            if FIRST <= day <= LAST:
                yield day, at + 1, month


def test_sixteen_years_of_days_are_as_a_vietnamese_calendar_has_them() -> None:
    told = {day: (at, month.number, month.leap) for day, at, month in days()}
    assert len(told) == 5844
    known = {day: lunar_vn.solar_to_lunar(day) for day in told}
    assert told == {day: (other.day, other.month, other.leap) for day, other in known.items()}


def test_they_are_those_of_china_but_for_five_months_that_begin_in_the_hour_between() -> None:
    differing = {}
    for day, at, month in days():
        other = LunarDate.from_solar_date(day.year, day.month, day.day)
        if at == 1 and (1, month.number, month.leap) != (other.day, other.month, other.is_leap_month):
            differing[day] = (other.day, other.month)
    assert differing == OF_CHINA


def test_each_month_of_two_centuries_begins_on_the_day_that_a_vietnamese_calendar_has() -> None:
    """The months from 1900 to 2099, the longest that the other program reckons."""
    months = lunar_months(date(1900, 2, 1), date(2099, 12, 31))
    assert len(months) == 2473
    known = [lunar_vn.solar_to_lunar(month.first) for month in months]
    assert [(1, month.number, month.leap) for month in months] == [(k.day, k.month, k.leap) for k in known]


def test_the_new_year_of_2027_is_on_6_february() -> None:
    assert lunar_months(date(2027, 2, 6), date(2027, 2, 6)) == (LunarMonth(date(2027, 2, 6), 1),)
    assert [month.number for month in lunar_months(date(2027, 2, 5), date(2027, 2, 6))] == [12, 1]


def test_the_year_of_1968_began_on_29_january() -> None:
    """The first Tết by the time of UTC+7; in China it was the 30th."""
    assert [month.first for month in lunar_months(date(1968, 1, 29), date(1968, 2, 27))] == [date(1968, 1, 29)]


def test_a_leap_month_repeats_the_number_before_it() -> None:
    year = lunar_months(date(2025, 1, 29), date(2026, 2, 16))
    assert [month.number for month in year] == [1, 2, 3, 4, 5, 6, 6, 7, 8, 9, 10, 11, 12]
    assert [month.first for month in year if month.leap] == [date(2025, 7, 25)]
