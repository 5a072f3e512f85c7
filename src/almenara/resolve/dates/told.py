"""What words tell of a date: the days, what is still open, and the context that they were read in."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date

from almenara.resolve.dates.intervals import Interval

NO_REFERENCE = "no publication date to count from"
NO_SUCH_DAY = "the calendar has no such day"
BEYOND_CALENDAR = "beyond the years 1 to 9999"

#: So many units on ('three weeks later' is ((3, 'week'),)); negative numbers count back.
Steps = tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class Context:
    """What a meaning may look at beside the words.

    `reference` is the day that relative words count from (the publication date). `looks_back` says whether a bare
    weekday is the last one (English news) or the nearest (Spanish news, which looks both ways); `next_skips` whether
    'next Friday' is the one of the next calendar week (English) or the first to come (Spanish); `last_included` whether
    a range holds the last day, month or year that it names.
    """

    reference: date | None
    language: str
    day_first: bool
    country: str | None = None
    looks_back: bool = True
    next_skips: bool = True
    last_included: bool = True


@dataclass(frozen=True, slots=True)
class Told:
    """`start` and `end` are inclusive days; both None where the words cannot be resolved, and `method` says why.

    `readings` are the days that a past and a future tense ask for, past first. `yearless` is (month, day or None) of a
    date told without its year, `weekday` (0 is Monday) that of a bare weekday: what a range needs to fill the gap from its
    other end. `anchor` is 'absolute', 'published' or 'previous', then `steps` count from the date told before.
    """

    start: date | None
    end: date | None
    precision: str
    readings: tuple[Interval, ...] = ()
    anchor: str = "absolute"
    steps: Steps = ()
    kind: str = "day"
    method: str = ""
    yearless: tuple[int, int | None] | None = None
    weekday: int | None = None
    time_of_day: str | None = None
    listed: tuple[Interval, ...] = field(default=())

    @property
    def interval(self) -> Interval | None:
        return (self.start, self.end) if self.start is not None and self.end is not None else None


def unresolved(why: str, precision: str = "day", anchor: str = "published") -> Told:
    """Words that are a date but have no days, and why."""
    return Told(None, None, precision, anchor=anchor, method=why)


def days(
    interval: Interval,
    precision: str,
    readings: tuple[Interval, ...] = (),
    anchor: str = "published",
    **more: object,
) -> Told:
    """An interval as a value; precision 'day' is a day, all others are periods."""
    kind = "day" if precision == "day" else "period"
    told = Told(*interval, precision, readings=readings, anchor=anchor, kind=kind)
    return replace(told, **more) if more else told  # type: ignore[arg-type]
