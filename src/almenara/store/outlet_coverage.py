"""The log of coverage: what was read of each outlet, day by day, so that a source that was added or fell silent shows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, func, not_, select

from almenara.model import PUBLICATION, Source
from almenara.store import tables as t


@dataclass(frozen=True, slots=True)
class OutletCoverage:
    """Reports of one outlet (`source` None: of none that is named), how many of them repeat others, and the days on which those that tell
    their day were published, from `first` to `last`."""

    source: Source | None
    reports: int
    copies: int
    days: int
    first: date | None
    last: date | None

    @property
    def name(self) -> str | None:
        return self.source.name if self.source else None

    def silent_for(self, today: date) -> int | None:
        """Days since its last report."""
        return (today - self.last).days if self.last else None


def outlets_covered(
    connection: Connection, since: date | None = None, until: date | None = None
) -> Iterator[OutletCoverage]:
    """Every outlet that was read, by name, those reports that name none first; of reports published from one day to another, both
    inclusive, where days are given."""
    query = (
        select(
            t.source,
            func.count(t.report.c.id).label("reports"),
            func.count(t.report.c.copy_of).label("copies"),
            func.count(func.distinct(t.report.c.published)).label("days"),
            func.min(t.report.c.published).label("first"),
            func.max(t.report.c.published).label("last"),
        )
        .select_from(t.report.outerjoin(t.source))
        # The row of a published event is no report; those that it cites were read by its publisher, and count.
        .where(not_(t.report.c.id.startswith(PUBLICATION)))
        .group_by(t.source.c.id)
    )
    if since is not None:
        query = query.where(t.report.c.published >= since)
    if until is not None:
        query = query.where(t.report.c.published <= until)
    rows = connection.execute(query).all()
    for row in sorted(rows, key=lambda row: row.name or ""):
        source = Source(row.name, row.domain, row.country, row.scale) if row.name is not None else None
        yield OutletCoverage(source, row.reports, row.copies, row.days, row.first, row.last)


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
