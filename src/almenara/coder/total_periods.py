"""Which days a figure is of, and which days a change is measured from."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from almenara.model import DateValue, Period

#: A month at its shortest, less a day: 'a count over a period' is over this many days or more.
SHORTEST_PERIOD_DAYS = 27
#: A period stands this near behind its figure ('protests by teachers and nurses in 2023').
_REACH = 60
#: A base period stands this near behind 'over' or 'than'.
_BASE_REACH = 45
#: What a figure that is compared with is of stands this near behind it.
_COMPARED_REACH = 50

_THAN = re.compile(
    r"\b(?:over|than|from|compared (?:to|with)|relative to|against|on|since|versus|as in|as many as|que|respecto (?:a|al|de|del)|en comparacion con|frente a|comparado con|con relacion a"
    r"|en relacion con|contra|registrad[oa]s en)\b"
)
_YEAR_EARLIER = re.compile(r"\b(?:previous year|year before|year earlier|prior year|ano (?:anterior|previo|antes))\b")
_MONTH_EARLIER = re.compile(
    r"\b(?:previous month|month before|month earlier|prior month|mes (?:anterior|previo|antes))\b"
)
_SAME = re.compile(
    r"\b(?:same (?:period|month|months|time|quarter|half)|mismo (?:periodo|mes|lapso|trimestre|semestre)|mism[oa]s (?:meses|fechas))\b"
)


@dataclass(frozen=True, slots=True)
class Dated:
    """A period with the offsets of its words within the sentence."""

    start: int
    end: int
    period: Period


def periods_in(dates: Sequence[DateValue], start: int, end: int) -> tuple[Dated, ...]:
    """Periods of a month or longer that the sentence `[start, end)` names, in text order."""
    found = []
    for value in dates:
        if value.quote is None or value.start is None or value.end is None or not start <= value.quote.start < end:
            continue
        period = Period(value.start, value.end)
        if period.days >= SHORTEST_PERIOD_DAYS:
            found.append(Dated(value.quote.start - start, value.quote.end - start, period))
    return tuple(sorted(found, key=lambda d: d.start))


def own_period(folded: str, at: tuple[int, int], dated: Sequence[Dated], base: Period | None) -> Period | None:
    """The period of the figure at `at`: the next behind it with no other figure between, else the nearest before it."""
    left = [d for d in dated if d.period != base]
    for one in left:
        between = folded[at[1] : one.start]
        if one.start >= at[1] and len(between) <= _REACH and not re.search(r"\d", between):
            return one.period
    before = [d for d in left if d.end <= at[0]]
    if before:
        return before[-1].period
    return max((d.period for d in left), key=lambda p: p.days, default=None)


def base_period(folded: str, at: int, dated: Sequence[Dated], period: Period | None) -> Period | None:
    """The period behind 'over', 'than', 'respecto a', 'the same month of 2022', 'the previous year'."""
    than = _THAN.search(folded, at)
    if than is None or than.start() - at > _BASE_REACH:
        return None
    behind = folded[than.start() : than.end() + _BASE_REACH]
    named = next((d for d in dated if 0 <= d.start - than.end() <= _BASE_REACH), None)
    if period is not None and (told := _told_earlier(behind, named, period)) is not None:
        return told
    if named is not None and (period is None or named.period != period):
        return named.period
    return None


def compared_period(folded: str, at: int, dated: Sequence[Dated], period: Period) -> Period | None:
    """The period of a figure that another of `period` is compared with, by the words behind it: '950 of the same months last year',
    '40 a year earlier', 'las 1.050 del año anterior'."""
    behind = re.split(r"[,;.]", folded[at : at + _COMPARED_REACH])[0]
    named = next((d for d in dated if at <= d.start < at + len(behind)), None)
    return _told_earlier(behind, named, period)


def _told_earlier(words: str, named: Dated | None, period: Period) -> Period | None:
    """What 'the same month of 2022' (`named`: the year), 'the previous month' and 'a year earlier' mean beside a figure of `period`; None for
    other words."""
    if _SAME.search(words):
        year = named.period.start.year if named else period.start.year - 1
        return _moved(period, year - period.start.year)
    # 'The previous month' is the one before the figure's period, not before the report.
    if _MONTH_EARLIER.search(words):
        return month_before(period)
    return _moved(period, -1) if _YEAR_EARLIER.search(words) else None


def ends_of_span(dated: Sequence[Dated], folded: str) -> tuple[Period, Period] | None:
    """(base, period) of a change 'between 2021 and 2023'; None if the sentence gives no such pair."""
    cue = re.search(r"\b(?:between|entre|from|desde)\s+(?:\w+\s+)?$", folded[: dated[0].start]) if dated else None
    if not dated:
        return None
    if len(dated) == 2 and cue and re.fullmatch(r"\s+(?:and|y|to|a|hasta)\s+", folded[dated[0].end : dated[1].start]):
        return dated[0].period, dated[1].period
    span = dated[0].period
    years = span.end.year - span.start.year
    if (
        len(dated) == 1
        and years > 0
        and (span.start.month, span.start.day, span.end.month, span.end.day) == (1, 1, 12, 31)
    ):
        return _year(span.start.year), _year(span.end.year)
    return None


def month_before(period: Period) -> Period:
    """The whole month before the one in which the period starts."""
    year, month = (period.start.year, period.start.month - 1) if period.start.month > 1 else (period.start.year - 1, 12)
    return Period(date(year, month, 1), date(year, month, monthrange(year, month)[1]))


def _year(year: int) -> Period:
    return Period(date(year, 1, 1), date(year, 12, 31))


def _moved(period: Period, years: int) -> Period | None:
    """The same days in another year; a month's last day stays a month's last day."""

    def move(day: date) -> date:
        year, last = day.year + years, day.day == monthrange(day.year, day.month)[1]
        return date(
            year, day.month, monthrange(year, day.month)[1] if last else min(day.day, 28) if day.month == 2 else day.day
        )

    if not 1 < period.start.year + years < 9000:
        return None
    return Period(move(period.start), move(period.end))
