"""Days, weeks, months and years as intervals of days, both ends inclusive."""

from __future__ import annotations

import calendar
from datetime import date, timedelta

Interval = tuple[date, date]


def day(year: int, month: int, number: int) -> date | None:
    """The day, or None if the calendar has none such ('31 February')."""
    try:
        return date(year, month, number)
    except ValueError:
        return None


def month_of(year: int, month: int) -> Interval:
    """All days of a month; months beyond 1 to 12 count on into other years."""
    year += (month - 1) // 12
    month = (month - 1) % 12 + 1
    return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])


def year_of(year: int) -> Interval:
    return date(year, 1, 1), date(year, 12, 31)


def week_of(reference: date, shift: int = 0) -> Interval:
    """Monday to Sunday of the reference's week, `shift` weeks on."""
    monday = reference - timedelta(days=reference.weekday()) + timedelta(weeks=shift)
    return monday, monday + timedelta(days=6)


def weekend_of(reference: date, shift: int = 0) -> Interval:
    """Saturday and Sunday of the reference's week, `shift` weeks on."""
    monday = week_of(reference, shift)[0]
    return monday + timedelta(days=5), monday + timedelta(days=6)


def part_of(interval: Interval, part: str) -> Interval:
    """The early, mid or late third of an interval."""
    start, end = interval
    length = (end - start).days + 1
    third = length // 3
    if part == "early":
        return start, start + timedelta(days=third - 1)
    if part == "mid":
        return start + timedelta(days=third), end - timedelta(days=third)
    return end - timedelta(days=third - 1), end


def shift(reference: date, unit: str, number: int) -> Interval:
    """The day (or for weeks, months and years the same day) `number` units on."""
    if unit == "day":
        there = reference + timedelta(days=number)
        return there, there
    if unit == "week":
        there = reference + timedelta(weeks=number)
        return there, there
    if unit == "month":
        start, end = month_of(reference.year, reference.month + number)
        there = start.replace(day=min(reference.day, end.day))
        return there, there
    year = reference.year + number * {"year": 1, "decade": 10, "century": 100}[unit]
    if not 1 <= year <= 9999:
        return reference, reference
    there = reference.replace(year=year, day=min(reference.day, calendar.monthrange(year, reference.month)[1]))
    return there, there


def nearest_weekday(reference: date, weekday: int) -> tuple[date, date]:
    """The last such day before the reference (or the day itself), and the next one after it."""
    back = (reference.weekday() - weekday) % 7
    past = reference - timedelta(days=back)
    return past, past + timedelta(days=7) if back == 0 else reference + timedelta(
        days=(weekday - reference.weekday()) % 7
    )


def easter(year: int) -> date:
    """Easter Sunday (Gregorian; the algorithm of Meeus, Jones and Butcher)."""
    a, b, c = year % 19, year // 100, year % 100
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    k = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    m = (a + 11 * h + 22 * k) // 451
    return date(year, (h + k - 7 * m + 114) // 31, (h + k - 7 * m + 114) % 31 + 1)
