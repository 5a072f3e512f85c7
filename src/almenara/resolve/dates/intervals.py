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
    third = ((end - start).days + 1) // 3
    if part == "early":
        return start, start + timedelta(days=third - 1)
    if part == "mid":
        return start + timedelta(days=third), end - timedelta(days=third)
    return end - timedelta(days=third - 1), end


def months_of(year: int, first: int, count: int) -> Interval:
    """So many whole months from the first one on."""
    return month_of(year, first)[0], month_of(year, first + count - 1)[1]


def shift(reference: date, unit: str, number: int) -> date:
    """The day `number` units on; months and years keep the day of the month, or take the month's last one.

    Raises ValueError or OverflowError where that is beyond the years 1 to 9999.
    """
    if unit in ("day", "week", "fortnight"):
        return reference + timedelta(days=number * {"day": 1, "week": 7, "fortnight": 14}[unit])
    months = {"month": 1, "quarter": 3, "half": 6, "year": 12, "decade": 120, "century": 1200}[unit]
    start, end = month_of(reference.year, reference.month + number * months)
    return start.replace(day=min(reference.day, end.day))


def working_days(reference: date, number: int) -> Interval:
    """The next (or, with a negative number, the last) so many days from Monday to Friday beside the reference."""
    step = timedelta(days=1 if number > 0 else -1)
    found: list[date] = []
    there = reference
    while len(found) < abs(number):
        there += step
        if there.weekday() < 5:
            found.append(there)
    return min(found), max(found)


def nth_weekday_of(year: int, month: int, weekday: int, nth: int) -> date:
    """The nth such weekday of a month (`nth` -1 is the last one)."""
    start, end = month_of(year, month)
    if nth > 0:
        return start + timedelta(days=(weekday - start.weekday()) % 7 + 7 * (nth - 1))
    return end - timedelta(days=(end.weekday() - weekday) % 7)


def easter(year: int) -> date:
    """Easter Sunday (Gregorian; the algorithm of Meeus, Jones and Butcher)."""
    a, b, c = year % 19, year // 100, year % 100
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    k = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    m = (a + 11 * h + 22 * k) // 451
    return date(year, (h + k - 7 * m + 114) // 31, (h + k - 7 * m + 114) % 31 + 1)
