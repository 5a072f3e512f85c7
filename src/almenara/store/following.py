"""Lists read on from where a page ended: each in the order of its key, so that rows that come in meanwhile move no page."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import Connection, func, select

from almenara.store import tables as t
from almenara.store.joins import changed_by_joins
from almenara.store.parts import parts_of
from almenara.store.said import with_reports_saying


def report_ids_after(connection: Connection, words: str | None, after: str, limit: int) -> list[str]:
    """Ids of reports that hold all of some words (None: all reports)."""
    query = select(t.report.c.id).where(t.report.c.id > after).order_by(t.report.c.id).limit(limit)
    query = with_reports_saying(query, t.report, words or "", connection.dialect.name)
    return list(connection.execute(query).scalars())


def mention_ids_after(
    connection: Connection, event: str | None, report: str | None, after: str, limit: int
) -> list[tuple[str, str]]:
    """Ids of mentions with those of their events, all or of one event or report."""
    query = select(t.mention.c.id, t.mention.c.event_id).where(t.mention.c.id > after)
    if event is not None:
        query = query.where(t.mention.c.event_id == event)
    if report is not None:
        query = query.where(t.mention.c.report_id == report)
    return [(row.id, row.event_id) for row in connection.execute(query.order_by(t.mention.c.id).limit(limit))]


def heads_of(connection: Connection, events: Collection[str]) -> dict[str, int]:
    """The number of the last decision on each of some events; events that nobody decided on are not among them."""
    number = func.max(t.decision.c.number).label("head")
    return {
        row.event_id: row.head
        for part in parts_of(sorted(events))
        for row in connection.execute(
            select(t.decision.c.event_id, number).where(t.decision.c.event_id.in_(part)).group_by(t.decision.c.event_id)
        )
    }


def changed_at(connection: Connection) -> dict[str, datetime]:
    """For each event the moment, UTC, of the last report that told it, or decision on it or on names in it."""
    found: dict[str, datetime] = {}
    added = (
        select(t.mention.c.event_id, func.max(t.report.c.added).label("at"))
        .join(t.report, t.report.c.id == t.mention.c.report_id)
        .group_by(t.mention.c.event_id)
    )
    decided = (
        select(t.decision.c.event_id, func.max(t.decision.c.at).label("at"))
        .where(t.decision.c.event_id.is_not(None))
        .group_by(t.decision.c.event_id)
    )
    for query in (added, decided):
        for row in connection.execute(query):
            found[row.event_id] = max(found.get(row.event_id, row.at), row.at)
    for event, entries in changed_by_joins(connection).items():
        found[event] = max([found[event], *(at for _, at in entries)])
    return found


def last_added(connection: Connection) -> tuple[int, datetime | None]:
    """How many reports there are, and the moment, UTC, at which the last one came: other ones, other events."""
    row = connection.execute(select(func.count(), func.max(t.report.c.added)).select_from(t.report)).one()
    return int(row[0]), row[1]
