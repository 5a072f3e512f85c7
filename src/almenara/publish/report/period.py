"""The period of a report: a month or a year, the one before, the same a year before, and the months of its series."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from almenara.publish.public_event import PublicEvent

_WRITTEN = re.compile(r"(?P<year>\d{4})(?:-(?P<month>0[1-9]|1[0-2]))?")
#: Months that the series shows: a year and the same month a year before.
SERIES_MONTHS = 13


@dataclass(frozen=True)
class Span:
    """A calendar month (`month` 1 to 12) or year (`month` None)."""

    year: int
    month: int | None = None

    @property
    def start(self) -> date:
        return date(self.year, self.month or 1, 1)

    @property
    def end(self) -> date:
        """The last day, inclusive."""
        after = date(self.year + 1, 1, 1) if self.month in (None, 12) else date(self.year, (self.month or 0) + 1, 1)
        return after - timedelta(days=1)

    @property
    def days(self) -> int:
        return (self.end - self.start).days + 1

    @property
    def before(self) -> Span:
        """The month or year before."""
        if self.month is None:
            return Span(self.year - 1)
        return Span(self.year - 1, 12) if self.month == 1 else Span(self.year, self.month - 1)

    @property
    def year_before(self) -> Span:
        return Span(self.year - 1, self.month)

    def holds(self, event: PublicEvent) -> bool:
        """Whether an event is counted here: it began in the span, and is not dated so roughly that it may have been at another time.

        An event known by its year alone is counted in that year and in no month.
        """
        if event.date_from is None or not self.start <= event.date_from <= self.end:
            return False
        return self.month is None or event.date_precision != "year"

    def months(self) -> tuple[Span, ...]:
        """Months of the series that ends with this span, oldest first."""
        last = Span(self.year, self.month or 12)
        found = [last]
        for _ in range(SERIES_MONTHS - 1 if self.month else 23):
            found.append(found[-1].before)
        return tuple(reversed(found))

    def each_day(self) -> Iterator[date]:
        for n in range(self.days):
            yield self.start + timedelta(days=n)


def read_span(written: str) -> Span | None:
    """The span that '2019-01' or '2019' means; None for anything else, and for years too early or late to have neighbours."""
    found = _WRITTEN.fullmatch(written)
    if found is None or not 3 <= int(found["year"]) <= 9990:
        return None
    return Span(int(found["year"]), int(found["month"]) if found["month"] else None)
