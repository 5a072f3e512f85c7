"""What 'from ... to ...' means: each end lends the other what it leaves out."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from almenara.resolve.dates import intervals as cal
from almenara.resolve.dates.days import Year, calendar_day, nearest
from almenara.resolve.dates.intervals import Interval
from almenara.resolve.dates.told import NO_REFERENCE, NO_SUCH_DAY, Context, Told, days, unresolved


def between(context: Context, one: Told, other: Told) -> Told | None:
    """From the first day of `one` to the last day of `other`, both inclusive; None if they are the wrong way round."""
    whole = _between(context, one, other)
    length = other.interval
    parts = other.precision == "span" and length is not None and "part" in other.method
    return whole if whole is None or parts else _ended(context, whole, other.precision, other)


def _ended(context: Context, whole: Told, precision: str, other: Told | None = None) -> Told:
    """The range as it is, or without its last unit where the context leaves that out (`last_included`)."""
    if context.last_included or whole.interval is None:
        return whole

    def cut(interval: Interval) -> Interval:
        start, end = interval
        if precision == "month":
            end = end.replace(day=1)
        elif precision == "year":
            end = end.replace(month=1, day=1)
        elif precision != "day" and other is not None and other.start is not None:
            end = other.start
        return start, max(start, end - timedelta(days=1))

    start, end = cut(whole.interval)
    return replace(whole, start=start, end=end, readings=tuple(cut(reading) for reading in whole.readings))


def _between(context: Context, one: Told, other: Told) -> Told | None:
    if one.precision == "day" and other.precision == "year":
        # '22-2019' is no range, and nobody says 'from 3 March to 2020'.
        return None
    if one.yearless and other.yearless:
        return _both_yearless(context, one, other)
    if one.yearless and other.end is not None:
        start = _last_before(one.yearless, other.end)
        return _span(start, other.end, other.anchor) if start else unresolved(NO_SUCH_DAY, "span")
    if one.start is None or (other.start is None and not other.yearless):
        return unresolved(one.method if one.start is None else other.method, "span")
    if other.yearless:
        end = _first_after(other.yearless, one.start)
        return _span(one.start, end, one.anchor) if end else unresolved(NO_SUCH_DAY, "span")
    if other.weekday is not None:
        return _to_weekday(one, other)
    if one.weekday is not None and other.end is not None:
        start = other.end - timedelta(days=(other.end.weekday() - one.weekday) % 7)
        return _span(start, other.end, other.anchor)
    return _span(one.start, other.end, one.anchor) or _matching_readings(one, other)


def _matching_readings(one: Told, other: Told) -> Told | None:
    """'from late March to mid-September': where the likeliest readings cross, the pair that makes the shortest range."""
    ones, others = one.readings, other.readings
    pairs = [(a[0], b[1]) for a in ones for b in others if a[0] <= b[1]]
    return _span(*min(pairs, key=lambda pair: pair[1] - pair[0]), one.anchor) if pairs else None


def _span(start: date, end: date | None, anchor: str, readings: tuple[Interval, ...] = ()) -> Told | None:
    if end is None or end < start:
        return None
    return days((start, end), "span", readings, anchor=anchor)


def _to_weekday(one: Told, other: Told) -> Told | None:
    """'from Monday to Wednesday', 'from 3 March to Friday'."""
    if one.start is None or other.end is None or other.weekday is None:
        return None
    if one.weekday is None:
        return _span(one.start, one.start + timedelta(days=(other.weekday - one.start.weekday()) % 7), one.anchor)
    length = timedelta(days=(other.weekday - one.weekday) % 7)
    readings = tuple((reading[1] - length, reading[1]) for reading in other.readings)
    return _span(other.end - length, other.end, other.anchor, readings)


def _place(place: tuple[int, int | None], year: int) -> Interval | None:
    month, number = place
    if number is None:
        return cal.month_of(year, month)
    there = cal.day(year, month, number)
    return (there, there) if there else None


def _last_before(place: tuple[int, int | None], day: date) -> date | None:
    """The first day of the last such month or day that is not after `day`."""
    for year in (day.year, day.year - 1):
        found = _place(place, year)
        if found and found[0] <= day:
            return found[0]
    return None


def _first_after(place: tuple[int, int | None], day: date) -> date | None:
    """The last day of the first such month or day that is not before `day`."""
    for year in (day.year, day.year + 1):
        found = _place(place, year)
        if found and found[1] >= day:
            return found[1]
    return None


def _both_yearless(context: Context, one: Told, other: Told) -> Told | None:
    """'from 28 January to 3 February': the last time or the next, as for one day."""
    assert one.yearless is not None
    assert other.yearless is not None
    reference = context.reference
    if reference is None:
        return replace(unresolved(NO_REFERENCE, "span"))
    known: list[Interval] = []
    for year in range(reference.year - 2, reference.year + 3):
        started = _place(one.yearless, year)
        end = _first_after(other.yearless, started[0]) if started else None
        if started and end:
            known.append((started[0], end))
    past = [k for k in known if k[0] <= reference]
    future = [k for k in known if k[1] >= reference]
    if not past or not future:
        return unresolved(NO_SUCH_DAY, "span")
    readings = (past[-1], future[0])
    return days(nearest(*readings, reference), "span", readings)


def days_of_month(context: Context, first: int, day: int, month: int, year: Year | None = None) -> Told | None:
    """'between 3 and 5 March', 'del 3 al 5 de marzo de 2019'; an end before its beginning is no range."""
    if first >= day:
        return None
    whole = _days_of_month(context, first, day, month, year)
    return _ended(context, whole, "day") if whole else None


def _days_of_month(context: Context, first: int, day: int, month: int, year: Year | None) -> Told | None:
    one = calendar_day(context, first, month, year)
    other = calendar_day(context, day, month, year)
    if year is not None and year.number is not None:
        if one.start is None or other.end is None:
            return unresolved(NO_SUCH_DAY, "span", anchor="absolute")
        return _span(one.start, other.end, one.anchor)
    if NO_SUCH_DAY in (one.method, other.method):
        return unresolved(NO_SUCH_DAY, "span", anchor="absolute")
    return _both_yearless(context, one, other)


def days_of_period(context: Context, first: int, day: int, period: Told) -> Told | None:
    """'from 4 to 23 next month', 'del 3 al 5 de este mes'."""
    if first >= day or period.precision != "month":
        return None
    if period.start is None:
        return unresolved(period.method, "span")
    one = cal.day(period.start.year, period.start.month, first)
    other = cal.day(period.start.year, period.start.month, day)
    if one is None or other is None:
        return unresolved(NO_SUCH_DAY, "span")
    whole = _span(one, other, period.anchor)
    return _ended(context, whole, "day") if whole else None


def days_of_this_month(context: Context, first: int, day: int) -> Told | None:
    """'los días 4 y 5', 'del 3 al 5': of the publication's month."""
    if context.reference is None:
        return unresolved(NO_REFERENCE, "span")
    month = cal.month_of(context.reference.year, context.reference.month)
    return days_of_period(context, first, day, days(month, "month"))


def adjacent_days(context: Context, first: int, day: int, month: int, year: Year | None = None) -> Told | None:
    """'los días 4 y 5 de marzo'; days that do not follow one another are no range."""
    return days_of_month(context, first, day, month, year) if day == first + 1 else None


def adjacent_days_of_this_month(context: Context, first: int, day: int) -> Told | None:
    """'los días 4 y 5'."""
    return days_of_this_month(context, first, day) if day == first + 1 else None
