"""What words that tell a day mean, whatever language they are in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from almenara.resolve.dates import intervals as cal
from almenara.resolve.dates.intervals import Interval
from almenara.resolve.dates.told import NO_REFERENCE, NO_SUCH_DAY, Context, Steps, Told, days, unresolved

#: News tells more of what was than of what will be: a day ahead is taken for a date without its year only if the one
#: behind is this many times as far away.
FAVOUR_PAST = 1.5
#: 'Friday 31' is looked for this many days around the publication date: every such pair comes within that.
WEEKDAY_NUMBER_REACH = 730


@dataclass(frozen=True, slots=True)
class Year:
    """A year that goes with a day or month; `number` is None where it counts from an unknown publication date."""

    number: int | None
    relative: bool = False


def means(value: object) -> Callable[[Context], object]:
    """The meaning of words that always stand for the same value."""
    return lambda context: value


def value_of(context: Context, value: object) -> object:
    """The meaning of the only part."""
    return value


def pass_on(context: Context, told: Told, time: str | None = None) -> Told:
    """What the part means, with the time of day that stands beside it."""
    return replace(told, time_of_day=time) if time else told


def year_number(context: Context, year: int) -> Year:
    return Year(year)


def year_shifted(context: Context, which: str) -> Year:
    """'of last year'."""
    if context.reference is None:
        return Year(None, relative=True)
    return Year(context.reference.year + SHIFT[which], relative=True)


#: How many units on each direction word counts.
SHIFT = {"last": -1, "previous": -1, "this": 0, "same": 0, "next": 1, "coming": 1, "following": 1}
_AHEAD = frozenset({"next", "coming", "following"})
_BEHIND = frozenset({"last", "previous"})


def nearest(past: Interval, future: Interval, reference: date) -> Interval:
    """The reading that a text without a tense most likely means (see FAVOUR_PAST)."""
    behind, ahead = (reference - past[1]).days, (future[0] - reference).days
    return future if behind > ahead * FAVOUR_PAST else past


def calendar_day(
    context: Context,
    day: int,
    month: int,
    year: Year | None = None,
    which: str | None = None,
    weekday: int | None = None,
) -> Told:
    """'22 January 2019', '22 January', 'Tuesday, 22 January', 'next 22 January'."""
    if year is not None and year.number is not None:
        there = cal.day(year.number, month, day)
        anchor = "published" if year.relative else "absolute"
        return days((there, there), "day", anchor=anchor) if there else unresolved(NO_SUCH_DAY, anchor=anchor)
    if cal.day(2000, month, day) is None:
        return unresolved(NO_SUCH_DAY, anchor="absolute")
    reference = context.reference
    if reference is None:
        return replace(unresolved(NO_REFERENCE), yearless=(month, day))
    # 29 February comes every fourth year, or after eight around a century.
    known = [
        d for y in range(reference.year - 8, reference.year + 9) if 1 <= y <= 9999 and (d := cal.day(y, month, day))
    ]
    past = max(d for d in known if d <= reference or d == known[0])
    future = min(d for d in known if d >= reference or d == known[-1])
    if weekday is not None and past.weekday() != future.weekday():
        past, future = (
            (past, past)
            if past.weekday() == weekday
            else (future, future)
            if future.weekday() == weekday
            else (past, future)
        )
    if which in _BEHIND:
        future = past = past if past < reference else max(d for d in known if d < reference or d == known[0])
    elif which in _AHEAD:
        past = future = future if future > reference else min(d for d in known if d > reference or d == known[-1])
    elif which == "this":
        past = future = next((d for d in known if d.year == reference.year), past)
    one, other = (past, past), (future, future)
    return days(nearest(one, other, reference), "day", (one, other), yearless=(month, day))


def calendar_day_short(context: Context, day: int, month: int, short: int) -> Told:
    """'22-ene-19'."""
    return calendar_day(context, day, month, Year(short))


def weekday_day(context: Context, weekday: int, which: str | None = None) -> Told:
    """'Monday', 'last Monday', 'next Monday', 'this Monday', 'the following Monday'."""
    reference = context.reference
    if reference is None:
        return replace(unresolved(NO_REFERENCE), weekday=weekday)
    past = reference - timedelta(days=(reference.weekday() - weekday) % 7)
    future = reference + timedelta(days=(weekday - reference.weekday()) % 7)
    strictly_past = past if past < reference else past - timedelta(days=7)
    strictly_future = future if future > reference else future + timedelta(days=7)
    in_next_week = cal.week_of(reference, 1)[0] + timedelta(days=weekday)
    in_last_week = cal.week_of(reference, -1)[0] + timedelta(days=weekday)
    if which == "last":
        return days((strictly_past, strictly_past), "day")
    if which == "previous":
        return days((in_last_week, in_last_week), "day")
    if which == "coming" or (which == "next" and not context.next_skips):
        return days((strictly_future, strictly_future), "day")
    if which == "next":
        return days((in_next_week, in_next_week), "day")
    if which == "following":
        there = in_next_week if context.next_skips else strictly_future
        return days((there, there), "day")
    readings = ((past, past), (future, future)) if past != future else ((past, past),)
    if which == "this" and context.looks_back:
        return days((future, future), "day", readings)
    if context.looks_back or reference - past <= future - reference:
        return days((past, past), "day", readings, weekday=weekday)
    return days((future, future), "day", readings, weekday=weekday)


def weekday_number(context: Context, weekday: int, day: int) -> Told | None:
    """'Friday 31': the days nearest to the publication date that are both."""
    reference = context.reference
    if reference is None:
        return unresolved(NO_REFERENCE)
    around = [reference + timedelta(days=n) for n in range(-WEEKDAY_NUMBER_REACH, WEEKDAY_NUMBER_REACH + 1)]
    found = [d for d in around if d.day == day and d.weekday() == weekday]
    if not found:
        return None
    past = max((d for d in found if d <= reference), default=found[0])
    future = min((d for d in found if d >= reference), default=found[-1])
    one, other = (past, past), (future, future)
    return days(nearest(one, other, reference), "day", (one, other))


def with_weekday(context: Context, weekday: int, told: Told) -> Told:
    """'Friday (15 June)', 'Saturday, April 25': the weekday settles the year where both are possible."""
    if told.yearless is None or told.yearless[1] is None:
        return told
    return calendar_day(context, told.yearless[1], told.yearless[0], weekday=weekday)


def redirected(context: Context, told: Told, which: str) -> Told:
    """'next 5 April', 'el pasado 3 de enero'."""
    if told.yearless is None or told.yearless[1] is None:
        return told
    return calendar_day(context, told.yearless[1], told.yearless[0], which=which)


def weekday_in_week(context: Context, weekday: int, week: Told) -> Told:
    """'Monday of last week', 'next week Tuesday', 'the first week of October, on Friday'."""
    if week.start is None:
        return unresolved(week.method)
    there = week.start + timedelta(days=(weekday - week.start.weekday()) % 7)
    return days((there, there), "day", anchor=week.anchor)


def nth_weekday(context: Context, nth: int, weekday: int, period: Told) -> Told:
    """'the last Friday of May 2019' (`nth` -1 is the last)."""
    if period.start is None or period.end is None:
        return unresolved(period.method)
    if nth > 0:
        there = period.start + timedelta(days=(weekday - period.start.weekday()) % 7 + 7 * (nth - 1))
    else:
        there = period.end - timedelta(days=(period.end.weekday() - weekday) % 7)
    if not period.start <= there <= period.end:
        return unresolved(NO_SUCH_DAY)
    return days((there, there), "day", anchor=period.anchor)


def nth_day(context: Context, nth: int, period: Told) -> Told:
    """'the last day of May', 'the first day of the week'."""
    if period.start is None or period.end is None:
        return unresolved(period.method)
    there = period.start + timedelta(days=nth - 1) if nth > 0 else period.end
    return days((there, there), "day", anchor=period.anchor) if there <= period.end else unresolved(NO_SUCH_DAY)


def day_of_month(context: Context, day: int, which: str | None = None, month: str | None = None) -> Told:
    """'on the 4th', 'el día 8', 'el pasado 8', 'the 4th of next month' (`month`): the publication's month by default."""
    reference = context.reference
    if reference is None:
        return unresolved(NO_REFERENCE)
    if month is not None:
        first = cal.month_of(reference.year, reference.month + SHIFT[month])[0]
        there = cal.day(first.year, first.month, day)
        return days((there, there), "day") if there else unresolved(NO_SUCH_DAY)
    # Two months each way: the 31st is missing from one month in two, never from two in a row beside a full one.
    firsts = [cal.month_of(reference.year, reference.month + n)[0] for n in (-2, -1, 0, 1, 2)]
    found = [d for first in firsts if (d := cal.day(first.year, first.month, day))]
    past = max((d for d in found if d < reference or (d == reference and which is None)), default=found[0])
    future = min((d for d in found if d > reference or (d == reference and which is None)), default=found[-1])
    if which in _BEHIND:
        return days((past, past), "day")
    if which in _AHEAD:
        return days((future, future), "day")
    same = next((d for d in found if (d.year, d.month) == (reference.year, reference.month)), past)
    return days((same, same), "day", ((past, past), (future, future)))


def named_day(offset: int, time: str | None = None) -> Callable[..., Told]:
    """'yesterday' (offset -1), with the time of day that the word itself tells ('anoche')."""
    named_time = time

    def meaning(context: Context, time: str | None = None) -> Told:
        if context.reference is None:
            return unresolved(NO_REFERENCE)
        there = context.reference + timedelta(days=offset)
        return days((there, there), "day", time_of_day=time or named_time)

    return meaning


def stepped(start: date, steps: Steps) -> date:
    """The day that so many units on from `start`; months and years keep the day of the month where there is one."""
    for number, unit in steps:
        start = cal.shift(start, unit, number)
    return start


def _coarsest(steps: Steps) -> str:
    """Precision of a count: 'two years ago' is not a day's statement, though it is counted to the day."""
    order = ("day", "week", "month", "year")
    units = {"fortnight": "week", "quarter": "month", "half": "month", "decade": "year", "century": "year"}
    return order[min(order.index(units.get(unit, unit)) for _, unit in steps)]


def counted(sign: int) -> Callable[..., Told]:
    """'three days ago' (sign -1), 'in two weeks' (1): counted from publication."""

    def meaning(context: Context, steps: Steps, time: str | None = None, weekday: int | None = None) -> Told:
        precision = _coarsest(steps)
        if context.reference is None:
            return unresolved(NO_REFERENCE, precision)
        there = stepped(context.reference, tuple((sign * n, unit) for n, unit in steps))
        if weekday is not None:
            there += timedelta(days=(weekday - there.weekday() + 3) % 7 - 3)
            precision = "day"
        return days((there, there), precision, time_of_day=time, kind="day")

    return meaning


def ahead_or_within(context: Context, steps: Steps) -> Told:
    """'in two days': ahead with a future tense; with a past one ('twelve died in two days') the days up to publication."""
    told = counted(1)(context, steps)
    if context.reference is None or told.start is None:
        return told
    began = stepped(context.reference, tuple((-n, unit) for n, unit in steps))
    past = (began, context.reference - timedelta(days=1)) if began < context.reference else (began, began)
    return replace(told, readings=(past, (told.start, told.start)))


def counted_from(sign: int) -> Callable[..., Told]:
    """'two weeks before Christmas' (sign -1), 'three days after Tuesday' (1)."""

    def meaning(context: Context, steps: Steps, base: Told) -> Told:
        interval = base.interval
        if interval is None:
            return unresolved(base.method, _coarsest(steps))
        if base.weekday is not None and len(base.readings) > 1 and sign > 0:
            # Counting on from a bare weekday starts at the next one.
            interval = base.readings[-1]
        from_day = interval[1] if sign > 0 and base.precision == "day" else interval[0]
        there = stepped(from_day, tuple((sign * n, unit) for n, unit in steps))
        return days((there, there), _coarsest(steps), anchor=base.anchor, kind="day")

    return meaning


def counted_from_previous(sign: int) -> Callable[..., Told]:
    """'three days later', 'un día antes': counted from the date told before (from publication until it is known)."""

    def meaning(context: Context, steps: Steps) -> Told:
        signed = tuple((sign * n, unit) for n, unit in steps)
        precision = _coarsest(steps)
        if context.reference is None:
            return replace(unresolved(NO_REFERENCE, precision, anchor="previous"), steps=signed)
        there = stepped(context.reference, signed)
        return days((there, there), precision, anchor="previous", steps=signed, kind="day")

    return meaning


def beside_previous(offset: int) -> Callable[..., Told]:
    """'the same day' (0), 'the following day' (1), 'the day before' (-1)."""

    def meaning(context: Context, time: str | None = None) -> Told:
        told = counted_from_previous(1)(context, ((offset, "day"),))
        return replace(told, time_of_day=time)

    return meaning


def steps_of(context: Context, number: int, unit: str, more: Steps = (), half: bool = False) -> Steps:
    """'a month and three days', 'un año y medio'."""
    extra: Steps = ((6, "month"),) if half and unit == "year" else ()
    return ((number, unit), *more, *extra)
