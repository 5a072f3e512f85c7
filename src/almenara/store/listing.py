"""Lists that people browse: reports by their words, and sources with what they reported."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, func, select

from almenara.store import tables as t
from almenara.store.outlet_coverage import outlets_covered
from almenara.store.said import with_reports_saying


@dataclass(frozen=True, slots=True)
class ReportLine:
    """A report in a list: where it is from, and how many events it tells of; `copy_of` is the report that it repeats."""

    id: str
    title: str | None
    source: str | None
    published: date | None
    events: int
    copy_of: str | None
    coded: bool


@dataclass(frozen=True, slots=True)
class SourceLine:
    """A source with its reports: how many, how many of them repeat others, from and to which day, and telling of how many events."""

    name: str
    reports: int
    copies: int
    first: date | None
    last: date | None
    events: int


def find_reports(connection: Connection, words: str | None, *, limit: int, offset: int = 0) -> Iterator[ReportLine]:
    """Reports that hold all of some words (None: all reports), newest first."""
    told = (
        select(func.count(func.distinct(t.mention.c.event_id)))
        .where(t.mention.c.report_id == t.report.c.id)
        .scalar_subquery()
    )
    query = (
        select(t.report, t.source.c.name.label("source_name"), told.label("events"))
        .order_by(t.report.c.published.is_(None), t.report.c.published.desc(), t.report.c.id)
        .limit(limit)
        .offset(offset)
    )
    query = with_reports_saying(query, t.report.outerjoin(t.source), words or "", connection.dialect.name)
    for row in connection.execute(query):
        yield ReportLine(
            row.id, row.title, row.source_name, row.published, row.events, row.copy_of, row.coded_by is not None
        )


def count_reports(connection: Connection, words: str | None) -> int:
    """How many reports hold all of some words (None: all reports)."""
    query = with_reports_saying(select(func.count()), t.report, words or "", connection.dialect.name)
    return int(connection.execute(query).scalar_one())


def events_told_in(connection: Connection, report_id: str) -> list[str]:
    """Ids of the events that a report tells of."""
    query = select(t.mention.c.event_id).where(t.mention.c.report_id == report_id).distinct()
    return sorted(connection.execute(query).scalars())


def sources(connection: Connection) -> list[SourceLine]:
    """Every source that was read, those with most reports first."""
    told = (
        select(t.source.c.name, func.count(func.distinct(t.mention.c.event_id)).label("events"))
        .select_from(t.mention.join(t.report).join(t.source))
        .group_by(t.source.c.name)
    )
    events = {row.name: row.events for row in connection.execute(told)}
    lines = [
        SourceLine(o.name, o.reports, o.copies, o.first, o.last, events.get(o.name, 0))
        for o in outlets_covered(connection)
        if o.name is not None
    ]
    return sorted(lines, key=lambda line: (-line.reports, line.name))
