"""When an event was first stored, and indexes in the order in which lists show events: each first page is then read off an index."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("event", sa.Column("added", sa.DateTime()))
    op.execute(
        "UPDATE event SET added = (SELECT min(report.added) FROM mention JOIN report ON report.id = mention.report_id "
        "WHERE mention.event_id = event.id)"
    )
    # Unknown values come last by themselves in SQLite's descending order, and where told so in PostgreSQL's.
    last = " NULLS LAST" if op.get_bind().dialect.name == "postgresql" else ""
    op.create_index("ix_event_newest", "event", [sa.text(f"date_from DESC{last}"), "id"])
    op.create_index("ix_event_added", "event", [sa.text(f"added DESC{last}"), "id"])
    for column in ("type", "family", "status", "review"):
        # Few values, many events each: alone such an index would find half the table and leave it to be sorted.
        op.drop_index(f"ix_event_{column}", "event")
        op.create_index(f"ix_event_{column}", "event", [column, sa.text(f"date_from DESC{last}"), "id"])
    op.drop_index("ix_event_date_from", "event")
    # Nearly every event was not merged: an index that finds these would be taken for a sharp one and spoil every list.
    op.drop_index("ix_event_merged_into", "event")
    merged = sa.text("merged_into IS NOT NULL")
    op.create_index("ix_event_merged_into", "event", ["merged_into"], sqlite_where=merged, postgresql_where=merged)
    op.create_index("ix_event_place", "event", ["place"])
    op.create_index("ix_event_admin1", "event", ["admin1"])
