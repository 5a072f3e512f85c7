"""What words that tell a week, month, quarter, season, year or longer mean, whatever language they are in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from almenara.resolve.dates import intervals as cal
from almenara.resolve.dates.days import SHIFT, Year, nearest, nth_weekday, stepped
from almenara.resolve.dates.intervals import Interval
from almenara.resolve.dates.told import NO_REFERENCE, NO_SUCH_DAY, Context, Told, days, unresolved
from almenara.resolve.dates.vocabulary import SOUTHERN

_ONE_DAY = timedelta(days=1)


def whole_month(context: Context, month: int, year: Year | None = None, which: str | None = None) -> Told:
    """'May 2018', 'last May', 'in May'."""
    if year is not None and year.number is not None:
        anchor = "published" if year.relative else "absolute"
        return days(cal.month_of(year.number, month), "month", anchor=anchor)
    reference = context.reference
    if reference is None:
        return replace(unresolved(NO_REFERENCE, "month"), yearless=(month, None))
    past = reference.year if month <= reference.month else reference.year - 1
    future = reference.year if month >= reference.month else reference.year + 1
    if which in ("last", "previous"):
        return days(cal.month_of(past if month < reference.month else reference.year - 1, month), "month")
    if which in ("next", "coming", "following"):
        return days(cal.month_of(future if month > reference.month else reference.year + 1, month), "month")
    if which == "this":
        return days(cal.month_of(reference.year, month), "month")
    readings = (cal.month_of(past, month), cal.month_of(future, month))
    return days(nearest(*readings, reference), "month", readings, yearless=(month, None))


def whole_year(context: Context, year: int) -> Told:
    """'in 1992'."""
    return days(cal.year_of(year), "year", anchor="absolute")


def year_told(context: Context, year: Year) -> Told:
    if year.number is None:
        return unresolved(NO_REFERENCE, "year")
    return days(cal.year_of(year.number), "year", anchor="published" if year.relative else "absolute")


def _unit_interval(reference: date, unit: str, which: int) -> tuple[Interval, str]:
    if unit == "day":
        there = reference + timedelta(days=which)
        return (there, there), "day"
    if unit == "week":
        return cal.week_of(reference, which), "week"
    if unit == "fortnight":
        # A fortnight is counted from the Monday of the reference's week.
        return (cal.week_of(reference, 2 * which)[0], cal.week_of(reference, 2 * which + 1)[1]), "span"
    if unit == "month":
        return cal.month_of(reference.year, reference.month + which), "month"
    if unit == "quarter":
        return cal.months_of(reference.year, (reference.month - 1) // 3 * 3 + 1 + 3 * which, 3), "span"
    if unit == "half":
        return cal.months_of(reference.year, (reference.month - 1) // 6 * 6 + 1 + 6 * which, 6), "span"
    if unit == "year":
        return cal.year_of(reference.year + which), "year"
    length = 10 if unit == "decade" else 100
    first = (reference.year // length + which) * length
    return (date(max(first, 1), 1, 1), date(first + length - 1, 12, 31)), "span"


def unit_period(context: Context, unit: str, which: str) -> Told:
    """'last week', 'this month', 'next year': whole calendar units."""
    if context.reference is None:
        return unresolved(NO_REFERENCE, unit if unit in ("day", "week", "month", "year") else "span")
    interval, precision = _unit_interval(context.reference, unit, SHIFT[which])
    return days(interval, precision)


def unit_shifted(unit: str, shift: int) -> Callable[[Context], Told]:
    """'the week after next' (2), 'the week before last' (-2)."""

    def meaning(context: Context) -> Told:
        if context.reference is None:
            return unresolved(NO_REFERENCE, unit)
        return days(*_unit_interval(context.reference, unit, shift))

    return meaning


def run(context: Context, which: str, unit: str, number: int = 1) -> Told:
    """'the past three days', 'the next two weeks': up to the day before publication, or from the day after it.

    Quarters are whole ones; with no number it is one unit ('over the past year').
    """
    reference = context.reference
    if reference is None:
        return unresolved(NO_REFERENCE, "span")
    ahead = SHIFT[which] > 0
    if unit in ("quarter", "half"):
        near = _unit_interval(reference, unit, 1 if ahead else -1)[0]
        far = _unit_interval(reference, unit, number if ahead else -number)[0]
        return days((min(near[0], far[0]), max(near[1], far[1])), "span")
    if ahead:
        return days((reference + _ONE_DAY, stepped(reference, ((number, unit),))), "span")
    return days((stepped(reference, ((-number, unit),)), reference - _ONE_DAY), "span")


def run_of_hours(context: Context, which: str, number: int) -> Told:
    """'the past 24 hours': the days that they touch, publication's own with them."""
    if context.reference is None:
        return unresolved(NO_REFERENCE, "span")
    reach = timedelta(days=-(-number // 24))
    ahead = SHIFT[which] > 0
    touched = (
        (context.reference, context.reference + reach) if ahead else (context.reference - reach, context.reference)
    )
    return days(touched, "span")


def working_run(context: Context, which: str, number: int) -> Told:
    """'the next four working days'."""
    if context.reference is None:
        return unresolved(NO_REFERENCE, "span")
    return days(cal.working_days(context.reference, number if SHIFT[which] > 0 else -number), "span")


def run_within(context: Context, number: int, unit: str, period: Told, nth: int = 1) -> Told:
    """'the first ten days of March' (`nth` 1), 'the last three weeks of the year' (-1); weeks run Monday to Sunday."""
    interval = period.interval
    if interval is None:
        return unresolved(period.method, "span")
    first = nth > 0
    if unit == "week":
        monday = week_within(interval, 1 if first else -1)[0]
        monday = monday if first else monday - timedelta(weeks=number - 1)
        return days((monday, monday + timedelta(weeks=number) - _ONE_DAY), "span", anchor=period.anchor)
    if first:
        return days((interval[0], stepped(interval[0], ((number, unit),)) - _ONE_DAY), "span", anchor=period.anchor)
    after = interval[1] + _ONE_DAY
    return days((stepped(after, ((-number, unit),)), interval[1]), "span", anchor=period.anchor)


def week_within(interval: Interval, nth: int) -> Interval:
    """The nth week of a period; a week belongs where its Thursday lies (ISO 8601), `nth` -1 is the last one."""
    start, end = interval
    if nth > 0:
        thursday = start + timedelta(days=(3 - start.weekday()) % 7 + 7 * (nth - 1))
    else:
        thursday = end - timedelta(days=(end.weekday() - 3) % 7)
    return cal.week_of(thursday)


def nth_week(context: Context, nth: int, period: Told) -> Told:
    """'the first week of March', 'week 10 of last year'."""
    if period.interval is None:
        return unresolved(period.method, "week")
    found = week_within(period.interval, nth)
    if found[0] > period.interval[1]:
        return unresolved(NO_SUCH_DAY, "week", anchor=period.anchor)
    return days(found, "week", anchor=period.anchor)


def week_number(context: Context, number: int) -> Told | None:
    """'week 10': of the publication's year."""
    if context.reference is None:
        return unresolved(NO_REFERENCE, "week")
    return nth_week(context, number, days(cal.year_of(context.reference.year), "year")) if 1 <= number <= 53 else None


def half_of_month(context: Context, nth: int, period: Told) -> Told | None:
    """'la primera quincena de abril': the 1st to the 15th, or the 16th to the last."""
    if nth not in (1, 2, -1):
        return None
    return part(context, "early" if nth == 1 else "late", period)


def month_of_year(context: Context, year: int, month: int) -> Told:
    """'2017 April'."""
    return whole_month(context, month, Year(year))


def nth_month(context: Context, nth: int, period: Told) -> Told | None:
    """'the ninth month of next year'."""
    if period.start is None:
        return unresolved(period.method, "month")
    return days(cal.month_of(period.start.year, nth), "month", anchor=period.anchor) if 1 <= nth <= 12 else None


def week_of_day(context: Context, day: Told) -> Told:
    """'the week of 10 April', 'the week beginning 4 February'."""
    if day.start is None:
        return unresolved(day.method, "week")
    readings = tuple(cal.week_of(reading[0]) for reading in day.readings)
    return days(cal.week_of(day.start), "week", readings, anchor=day.anchor)


def weekend(context: Context, which: str | None = None) -> Told:
    """'at the weekend', 'last weekend': Saturday and Sunday."""
    reference = context.reference
    if reference is None:
        return unresolved(NO_REFERENCE, "span")
    last, this = cal.weekend_of(reference, -1), cal.weekend_of(reference)
    if which in ("last", "previous"):
        return days(last, "span")
    if which == "next":
        return days(cal.weekend_of(reference, 1), "span")
    if which in ("coming", "following"):
        return days(this if reference.weekday() < 5 else cal.weekend_of(reference, 1), "span")
    past = this if reference.weekday() >= 5 else last
    if which == "this":
        return days(this, "span", (past, this))
    # From Thursday on a text speaks of the weekend to come.
    return days(past if reference.weekday() < 3 else this, "span", (past, this))


def weekend_of_day(context: Context, day: Told) -> Told:
    """'the weekend of Halloween', 'Labour Day weekend': the nearest weekend, with the day where it is beside it."""
    if day.start is None:
        return unresolved(day.method, "span")
    saturday = day.start + timedelta(days=(5 - day.start.weekday() + 2) % 7 - 2)
    sunday = saturday + _ONE_DAY
    start = day.start if day.start == saturday - _ONE_DAY else saturday
    end = day.start if day.start == sunday + _ONE_DAY else sunday
    return days((start, end), "span", anchor=day.anchor)


def quarter(context: Context, nth: int, year: Year | None = None) -> Told | None:
    """'the third quarter of 2018', 'Q3'."""
    return _year_part(context, nth, 3, year)


def half_year(context: Context, nth: int, year: Year | None = None) -> Told | None:
    """'the first half of 2018'."""
    return _year_part(context, nth, 6, year)


def quarter_of_year(context: Context, year: int, nth: int) -> Told | None:
    """'2018 Q3'."""
    return quarter(context, nth, Year(year))


def half_of_year(context: Context, year: int, nth: int) -> Told | None:
    """'2019 H2'."""
    return half_year(context, nth, Year(year))


def _year_part(context: Context, nth: int, months: int, year: Year | None) -> Told | None:
    if nth > 12 // months:
        return None
    number = year.number if year is not None else context.reference.year if context.reference else None
    if number is None:
        return unresolved(NO_REFERENCE, "span")
    first = (nth - 1) * months + 1 if nth > 0 else 13 - months
    anchor = "absolute" if year is not None and not year.relative else "published"
    return days(cal.months_of(number, first, months), "span", anchor=anchor)


def season(context: Context, season: int, year: Year | None = None, which: str | None = None) -> Told:
    """Three months from the season's first one; winter runs into the next year; half a year off in southern countries."""
    first = (season + 5) % 12 + 1 if context.country in SOUTHERN else season
    if year is not None and year.number is not None:
        anchor = "published" if year.relative else "absolute"
        return days(cal.months_of(year.number, first, 3), "span", anchor=anchor)
    reference = context.reference
    if reference is None:
        return unresolved(NO_REFERENCE, "span")
    known = [cal.months_of(reference.year + n, first, 3) for n in (-2, -1, 0, 1)]
    if which in ("last", "previous"):
        return days(max(s for s in known if s[1] < reference), "span")
    if which in ("next", "coming", "following"):
        return days(min(s for s in [*known, cal.months_of(reference.year + 2, first, 3)] if s[0] > reference), "span")
    past = max(s for s in known if s[0] <= reference)
    future = min(s for s in known if s[1] >= reference)
    return days(past if which != "this" else future, "span", (past, future))


def decade(context: Context, first: int) -> Told:
    """'the 1990s'."""
    return days((date(first, 1, 1), date(first + 9, 12, 31)), "span", anchor="absolute")


def decade_from_year(context: Context, year: int) -> Told | None:
    """'the 1990s'; 'the 1800s' are the whole century."""
    if year % 100 == 0 and year < 2000:
        return century(context, year // 100 + 1)
    return decade(context, year) if year % 10 == 0 else None


def decade_from_tens(context: Context, tens: int) -> Told | None:
    """'the nineties', 'los 90': of the twentieth century, which is what news means by them."""
    return decade(context, 1900 + tens) if tens % 10 == 0 and tens >= 20 else None


def century(context: Context, nth: int) -> Told:
    """'the 19th century', 'siglo XIX': the years that begin with 18."""
    first = max((nth - 1) * 100, 1)
    return days((date(first, 1, 1), date((nth - 1) * 100 + 99, 12, 31)), "span", anchor="absolute")


def part(context: Context, part: str, period: Told) -> Told | None:
    """'early March', 'mid-2018', 'late last week', 'a finales de año'.

    Halves for what is early or late in a week, in a month and in a year that is counted from publication; thirds for a year
    or decade that has its number. The middle of a month is its 10th to 20th day.
    """
    if period.interval is None:
        return unresolved(period.method, "span", anchor=period.anchor)
    if period.precision == "day":
        return None
    readings = tuple(_part_of(reading, part, period) for reading in period.readings)
    return days(_part_of(period.interval, part, period), "span", readings, anchor=period.anchor)


def _part_of(interval: Interval, part: str, period: Told) -> Interval:
    start, end = interval
    if period.precision == "week":
        first, last = {"early": (0, 2), "mid": (1, 4), "late": (3, 6)}[part]
        return start + timedelta(days=first), start + timedelta(days=last)
    if period.precision == "month":
        if part == "mid":
            return start.replace(day=10), start.replace(day=20)
        return (start, start.replace(day=15)) if part == "early" else (start.replace(day=16), end)
    if period.precision == "year":
        if period.anchor == "absolute" or part == "mid":
            return cal.months_of(start.year, {"early": 1, "mid": 5, "late": 9}[part], 4)
        return cal.months_of(start.year, 1 if part == "early" else 7, 6)
    return cal.part_of(interval, part)


def earlier(context: Context, period: Told) -> Told | None:
    """'earlier this year': its early part, no later than the day before publication."""
    early = part(context, "early", period)
    if early is None or early.start is None or early.end is None or context.reference is None:
        return early
    return replace(early, end=max(early.start, min(early.end, context.reference - _ONE_DAY)), readings=())


def later(context: Context, period: Told) -> Told | None:
    """'later this month': its late part, no earlier than publication."""
    late = part(context, "late", period)
    if late is None or late.start is None or late.end is None or context.reference is None:
        return late
    return replace(late, start=min(late.end, max(late.start, context.reference)), readings=())


def part_of_unit(context: Context, part: str, unit: str) -> Told | None:
    """'the end of the week', 'a principios de mes': of the unit that publication falls in."""
    return _part(context, part, unit_period(context, unit, "this"))


def part_of_year(context: Context, part: str, year: int) -> Told | None:
    """'a mediados de 2018'."""
    return _part(context, part, whole_year(context, year))


def nth_weekday_of_this_month(context: Context, nth: int, weekday: int) -> Told:
    """'el último viernes del mes'."""
    return nth_weekday(context, nth, weekday, unit_period(context, "month", "this"))


def earlier_in_unit(context: Context, unit: str) -> Told | None:
    """'earlier in the week'."""
    return earlier(context, unit_period(context, unit, "this"))


def later_in_unit(context: Context, unit: str) -> Told | None:
    """'later in the month'."""
    return later(context, unit_period(context, unit, "this"))


_part = part
