"""Today's tables made what older versions left: no database of theirs is kept."""

from __future__ import annotations

from sqlalchemy import Connection, text


def without_joined_names(connection: Connection) -> None:
    """Tables of version 0013: decisions had to be on an event, there were none on names, reports had no authors, jobs were not kept, and countries,
    states and days had indexes of their own."""
    sqlite = connection.dialect.name == "sqlite"
    for table in ("actor", "place"):
        connection.execute(text(f"DROP INDEX ix_{table}_joined_into"))
        # SQLite drops no column that refers to a table: it is put aside under another name.
        change = "RENAME COLUMN joined_into TO of_later" if sqlite else "DROP COLUMN joined_into"
        connection.execute(text(f"ALTER TABLE {table} {change}"))
    if not sqlite:
        connection.execute(text("ALTER TABLE decision ALTER COLUMN event_id SET NOT NULL"))
    for column in ("author", "section"):
        connection.execute(text(f"ALTER TABLE report DROP COLUMN {column}"))
    connection.execute(text("DROP TABLE job"))
    for name, columns in (("country", "country"), ("admin1", "admin1"), ("when_where", "date_from, country")):
        connection.execute(text(f"CREATE INDEX ix_event_{name} ON event ({columns})"))
    connection.execute(text("UPDATE alembic_version SET version_num = '0013'"))
