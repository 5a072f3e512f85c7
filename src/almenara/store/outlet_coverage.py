"""The log of coverage: what was read of each outlet, day by day, so that a source that was added or fell silent shows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, func, select

from almenara.model import Source
from almenara.store import tables as t


@dataclass(frozen=True, slots=True)
class OutletCoverage:
    """`days` are those on which it published reports that were read, from `first` to `last`; all None or 0 where no report tells its day."""

    source: Source
    reports: int
    days: int
    first: date | None
    last: date | None

    def silent_for(self, today: date) -> int | None:
        """Days since its last report."""
        return (today - self.last).days if self.last else None


def outlets_covered(connection: Connection) -> Iterator[OutletCoverage]:
    """Every outlet, by name."""
    query = (
        select(
            t.source,
            func.count(t.report.c.id).label("reports"),
            func.count(func.distinct(t.report.c.published)).label("days"),
            func.min(t.report.c.published).label("first"),
            func.max(t.report.c.published).label("last"),
        )
        .join(t.report)
        .group_by(t.source.c.id)
        .order_by(t.source.c.name)
    )
    for row in connection.execute(query):
        source = Source(row.name, row.domain, row.country, row.scale)
        yield OutletCoverage(source, row.reports, row.days, row.first, row.last)


def reports_per_day(connection: Connection) -> Iterator[tuple[str, date, int]]:
    """Outlet, day of publication, and how many reports were read; days without any are not listed."""
    query = (
        select(t.source.c.name, t.report.c.published, func.count().label("n"))
        .join(t.report)
        .where(t.report.c.published.is_not(None))
        .group_by(t.source.c.name, t.report.c.published)
        .order_by(t.source.c.name, t.report.c.published)
    )
    for row in connection.execute(query):
        yield row.name, row.published, row.n
