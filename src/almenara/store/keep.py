"""Check that everything in a store still fits together."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection, func, select, text

from almenara.store import tables as t
from almenara.store.archive import Archive
from almenara.store.connect import Store, checking
from almenara.store.decisions import broken_links
from almenara.store.joins import stray_joins
from almenara.store.reports import text_sha256

#: Rows that are read at once where every row is looked at.
_AT_ONCE = 1000


def problems_of(store: Store, archive: Archive | None = None, *, mapped: bool = False) -> Iterator[str]:
    """A sentence for everything that does not fit: damaged pages, missing rows, changed texts and originals, links to what is not
    there, a log that was tampered with. `mapped` is that of `connect.checking`."""
    with store.reading() as connection:
        if store.dialect == "sqlite":
            with checking(connection, mapped=mapped):
                damage = connection.execute(text("PRAGMA integrity_check")).scalars().all()
            yield from (f"The database file is damaged: {found}." for found in damage if found != "ok")
            for table, row, parent, _ in connection.execute(text("PRAGMA foreign_key_check")):
                yield f"Row {row} of {table} names a row of {parent} that is not there."
        yield from _changed_texts(connection)
        yield from _stray_offsets(connection)
        yield from _events_without_mentions(connection)
        yield from _links_to_nothing(connection)
        yield from _merged_in_circles(connection)
        yield from broken_links(connection)
        yield from stray_joins(connection)
        originals = connection.execute(select(t.report.c.original).where(t.report.c.original.is_not(None)).distinct())
        kept = list(originals.scalars()) if archive is not None else []
    if archive is not None:
        yield from archive.problems(kept)


def _changed_texts(connection: Connection) -> Iterator[str]:
    for row in connection.execute(select(t.report.c.id, t.report.c.text, t.report.c.text_sha256)).yield_per(_AT_ONCE):
        if text_sha256(row.text) != row.text_sha256:
            yield f"The text of report {row.id} is not what was added."


def _stray_offsets(connection: Connection) -> Iterator[str]:
    query = (
        select(t.mention.c.id)
        .join(t.report)
        .where((t.mention.c.trigger_end > func.length(t.report.c.text)) | (t.mention.c.trigger_start < 0))
    )
    for (found,) in connection.execute(query):
        yield f"Mention {found} points outside of its report."


def _events_without_mentions(connection: Connection) -> Iterator[str]:
    query = select(t.event.c.id).where(
        t.event.c.merged_into.is_(None), ~select(t.mention.c.id).where(t.mention.c.event_id == t.event.c.id).exists()
    )
    for (found,) in connection.execute(query):
        yield f"Event {found} has no mention."


def _links_to_nothing(connection: Connection) -> Iterator[str]:
    for side in (t.link.c.left_account, t.link.c.right_account):
        query = select(t.link.c.event_id, side).where(
            ~select(t.mention.c.id).where(t.mention.c.account_id == side).exists()
        )
        for event, account in connection.execute(query):
            yield f"A link of event {event} names the account {account}, which no mention belongs to."
    earlier = t.report.alias()
    query = select(t.report.c.id, t.report.c.version_of).where(
        t.report.c.version_of.is_not(None), ~select(earlier.c.id).where(earlier.c.id == t.report.c.version_of).exists()
    )
    for report, version_of in connection.execute(query):
        yield f"Report {report} is a version of {version_of}, which is not there."


def _merged_in_circles(connection: Connection) -> Iterator[str]:
    query = select(t.event.c.id, t.event.c.merged_into).where(t.event.c.merged_into.is_not(None))
    into = {row.id: row.merged_into for row in connection.execute(query)}
    for event in into:
        seen, here = {event}, into[event]
        while here in into and here not in seen:
            seen.add(here)
            here = into[here]
        if here == event:
            yield f"Event {event} was merged into itself by way of others."
