"""Indexes off which the queue is read and counted whatever it is filtered by, and decisions are found by their kind."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    first = "priority DESC NULLS LAST" if op.get_bind().dialect.name == "postgresql" else "priority DESC"
    urgent = [sa.text(first), "id"]
    near = [
        "family",
        "country",
        sa.text("coalesce(admin1, '')"),
        "date_from",
        "date_to",
        "place",
        "place_precision",
        "review",
        "id",
    ]
    op.drop_index("ix_event_unread", "event")
    for name, columns, held in (
        ("ix_event_unread", ["review", "added", "id"], "merged_into IS NULL"),
        ("ix_event_type_priority", ["type", "review", *urgent], "merged_into IS NULL"),
        ("ix_event_status_priority", ["status", "review", *urgent, "date_to"], "merged_into IS NULL"),
        ("ix_event_days", ["date_from", "date_to", "review", *urgent], "merged_into IS NULL"),
        ("ix_event_near", near, "merged_into IS NULL"),
        ("ix_event_near_long", near, "merged_into IS NULL AND date_to > date_from"),
    ):
        # The column of the condition stands last, so that SQLite need not look at the table for it.
        where = sa.text(held)
        op.create_index(name, "event", [*columns, "merged_into"], sqlite_where=where, postgresql_where=where)
    # Events near another are found by their state and days now, not by equal place and day.
    op.drop_index("ix_event_twin", "event")
    op.create_index("ix_decision_kind", "decision", ["kind", "field", "event_id"])
