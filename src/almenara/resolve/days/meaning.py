"""What the parts of a date expression mean, whatever language they are in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from almenara.resolve.days.calendar import (
    Interval,
    day,
    easter,
    month_of,
    nearest_weekday,
    part_of,
    shift,
    week_of,
    weekend_of,
    year_of,
)
from almenara.resolve.days.vocabulary import EASTER_FEASTS, FIXED_FEASTS

#: Two-digit years up to this many years ahead of the reference belong to its century.
TWO_DIGIT_AHEAD = 20
NO_REFERENCE = "no publication date to count from"
NO_SUCH_DAY = "the calendar has no such day"


@dataclass(frozen=True, slots=True)
class Meaning:
    """An interval with its precision, or (None, None) and a method that says why not."""

    start: date | None
    end: date | None
    precision: str
    readings: tuple[Interval, ...] = ()
    anchor: str = "published"
    offset: int = 0
    kind: str = "day"
    why: str | None = None


def unresolved(why: str, precision: str = "day") -> Meaning:
    return Meaning(None, None, precision, why=why)


def whole(interval: Interval, precision: str, anchor: str = "published") -> Meaning:
    return Meaning(*interval, precision, anchor=anchor, kind="day" if precision == "day" else "period")


def full_year(digits: str, reference: date | None) -> int:
    """'19' → 2019; four digits as they are."""
    year = int(digits)
    if len(digits) > 2:
        return year
    century = (reference.year if reference else 2000) // 100 * 100
    year += century
    return year - 100 if reference and year > reference.year + TWO_DIGIT_AHEAD else year


def calendar_day(number: int, month: int, year: int | None, reference: date | None, default: str) -> Meaning:
    """A day of a month, of a given year or of the year that the default ('past', 'near') and the reference give."""
    if year is not None:
        there = day(year, month, number)
        return Meaning(there, there, "day", anchor="absolute") if there else unresolved(NO_SUCH_DAY)
    if reference is None:
        return unresolved(NO_REFERENCE if day(2000, month, number) else NO_SUCH_DAY)
    candidates = [d for y in range(reference.year - 4, reference.year + 5) if (d := day(y, month, number))]
    if not candidates:
        return unresolved(NO_SUCH_DAY)
    past = max((d for d in candidates if d <= reference), default=candidates[0])
    future = min((d for d in candidates if d >= reference), default=candidates[-1])
    near = min((past, future), key=lambda d: abs((d - reference).days))
    if default == "same year":
        near = next((d for d in candidates if d.year == reference.year), near)
    return Meaning(near, near, "day", readings=((past, past), (future, future)))


def whole_month(month: int, year: int | None, reference: date | None, which: str | None, part: str | None) -> Meaning:
    """'May 2018', 'last May', 'in May', 'early January'."""
    if year is None and reference is None:
        return unresolved(NO_REFERENCE, "month")
    readings: tuple[Interval, ...] = ()
    if year is None:
        assert reference is not None
        past = reference.year if month <= reference.month else reference.year - 1
        future = reference.year if month >= reference.month else reference.year + 1
        if which == "last":
            year = past if month < reference.month else reference.year - 1
        elif which == "next":
            year = future if month > reference.month else reference.year + 1
        elif which == "this":
            year = reference.year
        else:
            distance_past = (reference.year - past) * 12 + reference.month - month
            distance_future = (future - reference.year) * 12 + month - reference.month
            year = past if distance_past <= distance_future + 4 else future
            readings = (month_of(past, month), month_of(future, month))
    interval = month_of(year, month)
    if part:
        return Meaning(*part_of(interval, part), "span", kind="period")
    return Meaning(*interval, "month", readings=readings, kind="period")


def weekday(number: int, reference: date | None, which: str | None) -> Meaning:
    """'Monday', 'last Monday', 'next Monday', 'this Monday'."""
    if reference is None:
        return unresolved(NO_REFERENCE)
    past, future = nearest_weekday(reference, number)
    before = past if past < reference else past - timedelta(days=7)
    if which == "last":
        return whole((before, before), "day")
    if which == "next":
        there = future if future > reference else future + timedelta(days=7)
        return Meaning(there, there, "day", readings=((there, there),))
    if which == "this":
        there = week_of(reference)[0] + timedelta(days=number)
        return Meaning(there, there, "day", readings=((past, past), (future, future)))
    if which == "coming":
        return whole((future, future), "day")
    return Meaning(past, past, "day", readings=((past, past), (future, future)))


def ago(number: int, unit: str, reference: date | None) -> Meaning:
    """`number` units on from the reference (negative: back); weeks, months and years keep the day."""
    if reference is None:
        return unresolved(NO_REFERENCE)
    unit, number = ("week", number * 2) if unit == "fortnight" else (unit, number)
    if unit == "weekend":
        return whole(weekend_of(reference, number), "span")
    if unit == "quarter":
        return whole(shift(reference, "month", number * 3), "day")
    there = shift(reference, unit, number)
    precision = {"day": "day", "week": "day", "month": "day", "year": "day"}.get(unit, "year")
    return whole(there, precision)


def period(unit: str, which: int, reference: date | None, part: str | None = None) -> Meaning:
    """The week, weekend, month, year, ... that holds the reference (0), or the one before (-1) or after (1)."""
    if reference is None:
        return unresolved(NO_REFERENCE, "week")
    if unit == "day":
        return whole(shift(reference, "day", which), "day")
    if unit == "week":
        found, precision = week_of(reference, which), "week"
    elif unit == "fortnight":
        found, precision = (
            (week_of(reference, min(which * 2, which))[0], week_of(reference, max(which * 2, which))[1]),
            "span",
        )
    elif unit == "weekend":
        found, precision = weekend_of(reference, which), "span"
    elif unit == "month":
        found, precision = month_of(reference.year, reference.month + which), "month"
    elif unit == "quarter":
        first = (reference.month - 1) // 3 * 3 + 1 + 3 * which
        found, precision = (month_of(reference.year, first)[0], month_of(reference.year, first + 2)[1]), "span"
    elif unit == "year":
        found, precision = year_of(reference.year + which), "year"
    elif unit == "decade":
        first = (reference.year // 10 + which) * 10
        found, precision = (date(first, 1, 1), date(first + 9, 12, 31)), "span"
    else:
        first = (reference.year // 100 + which) * 100
        found, precision = (date(max(first, 1), 1, 1), date(first + 99, 12, 31)), "span"
    if part:
        return Meaning(*part_of(found, part), "span", kind="period")
    return whole(found, precision)


def stretch(number: int, unit: str, direction: int, reference: date | None) -> Meaning:
    """'the past three days' (direction -1), 'the next two weeks' (1): from or to the reference."""
    if reference is None:
        return unresolved(NO_REFERENCE, "span")
    unit, number = ("week", number * 2) if unit == "fortnight" else (unit, number)
    if unit in ("weekend", "quarter"):
        return unresolved("a run of weekends or quarters has no plain days", "span")
    other = shift(reference, unit, direction * number)[0]
    one_day = timedelta(days=1)
    if direction < 0:
        return Meaning(other, reference - one_day, "span", kind="period")
    return Meaning(reference + one_day, other, "span", kind="period")


def season(first_month: int, year: int | None, which: str | None, reference: date | None, part: str | None) -> Meaning:
    """Three months from `first_month`; winter runs into the next year."""
    if year is None:
        if reference is None:
            return unresolved(NO_REFERENCE, "span")
        year = reference.year + {"last": -1, "next": 1}.get(which or "", 0)
        if which == "last" and month_of(reference.year, first_month + 2)[1] < reference:
            year = reference.year
    found = month_of(year, first_month)[0], month_of(year, first_month + 2)[1]
    return Meaning(*(part_of(found, part) if part else found), "span", kind="period")


def quarter(number: int, year: int | None, reference: date | None) -> Meaning:
    if year is None:
        if reference is None:
            return unresolved(NO_REFERENCE, "span")
        year = reference.year
    return Meaning(month_of(year, number * 3 - 2)[0], month_of(year, number * 3)[1], "span", kind="period")


def feast(name: str, year: int | None, which: str | None, reference: date | None) -> Meaning | None:
    """A feast of the whole world's calendar; None if the name is not known."""
    if name in FIXED_FEASTS:
        month, number = FIXED_FEASTS[name]
        if year is None and reference is not None and which in ("last", "next", "this"):
            base = reference.year
            there = date(base, month, number)
            if which == "last" and there >= reference:
                there = date(base - 1, month, number)
            if which == "next" and there <= reference:
                there = date(base + 1, month, number)
            return whole((there, there), "day")
        return calendar_day(number, month, year, reference, "near")
    if name in EASTER_FEASTS:
        if year is None and reference is None:
            return unresolved(NO_REFERENCE)
        if year is None:
            assert reference is not None
            days = [
                easter(y) + timedelta(days=EASTER_FEASTS[name]) for y in range(reference.year - 1, reference.year + 2)
            ]
            past = max(d for d in days if d <= reference)
            future = min(d for d in days if d >= reference)
            near = min((past, future), key=lambda d: abs((d - reference).days))
            return Meaning(near, near, "day", readings=((past, past), (future, future)))
        there = easter(year) + timedelta(days=EASTER_FEASTS[name])
        return whole((there, there), "day", "absolute")
    return None


def previous(offset: int) -> Meaning:
    """'the same day', 'the next day': counted from the date told before."""
    return Meaning(None, None, "day", anchor="previous", offset=offset, why="counts from a date told before")
