"""Keep a store safe: one file with all of it, its way back, and a check that everything still fits together."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from sqlalchemy import Connection, func, select, text

from almenara.store import tables as t
from almenara.store.connect import Store, StoreError
from almenara.store.decisions import broken_links
from almenara.store.reports import text_sha256

#: Rows that are read at once where every row is looked at.
_AT_ONCE = 1000


def back_up(store: Store, target: Path) -> None:
    """Write a SQLite store, as it is at one moment and while others go on working, to one file. Raises StoreError."""
    if store.dialect != "sqlite":
        raise StoreError("A PostgreSQL database is backed up with its own pg_dump.")
    if target.exists():
        raise StoreError(f"{target} is there already; name another file.")
    part = target.with_name(target.name + ".part")
    part.unlink(missing_ok=True)
    try:
        with closing(sqlite3.connect(str(store.engine.url.database))) as whole, closing(sqlite3.connect(part)) as copy:
            whole.backup(copy)
        part.replace(target)
    except (sqlite3.Error, OSError) as error:
        part.unlink(missing_ok=True)
        raise StoreError(f"The backup could not be written to {target} ({error}); nothing was left behind.") from error


def restore(backup: Path, target: Path, *, force: bool = False) -> None:
    """Put a backup in the place of a SQLite store's file. Raises StoreError if that would overwrite one, unless forced."""
    if not backup.is_file():
        raise StoreError(f"There is no backup {backup}.")
    with closing(sqlite3.connect(f"{backup.absolute().as_uri()}?mode=ro", uri=True)) as source:
        try:
            sound = source.execute("PRAGMA integrity_check").fetchone()[0]
            source.execute("SELECT 1 FROM alembic_version").fetchone()
        except sqlite3.DatabaseError as error:
            raise StoreError(f"{backup} is no backup of an observatory ({error}).") from error
        if sound != "ok":
            raise StoreError(f"{backup} is damaged ({sound}). Use another backup.")
        if target.exists() and not force:
            raise StoreError(f"{target} is there already; to put the backup in its place, add --force.")
        part = target.with_name(target.name + ".part")
        part.unlink(missing_ok=True)
        with closing(sqlite3.connect(part)) as copy:
            source.backup(copy)
    # The old file's journal belongs to the old file.
    for leftover in (target.with_name(target.name + "-wal"), target.with_name(target.name + "-shm")):
        leftover.unlink(missing_ok=True)
    part.replace(target)


def problems_of(store: Store) -> Iterator[str]:
    """A sentence for everything that does not fit: damaged pages, missing rows, changed texts, a log that was tampered with."""
    with store.reading() as connection:
        if store.dialect == "sqlite":
            for (found,) in connection.execute(text("PRAGMA integrity_check")):
                if found != "ok":
                    yield f"The database file is damaged: {found}."
            for table, row, parent, _ in connection.execute(text("PRAGMA foreign_key_check")):
                yield f"Row {row} of {table} names a row of {parent} that is not there."
        yield from _changed_texts(connection)
        yield from _stray_offsets(connection)
        yield from _events_without_mentions(connection)
        yield from broken_links(connection)


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
