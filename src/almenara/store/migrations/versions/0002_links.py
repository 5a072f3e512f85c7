"""Accounts of one event in several reports, the links between them, and events that were merged."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("report", sa.Column("rare_words", sa.Text(), nullable=True))
    if op.get_bind().dialect.name == "sqlite":
        # SQLite adds a reference only together with its column.
        op.execute("ALTER TABLE event ADD COLUMN merged_into VARCHAR REFERENCES event (id)")
    else:
        op.add_column("event", sa.Column("merged_into", sa.String(), nullable=True))
    op.add_column("mention", sa.Column("account_id", sa.String(), nullable=True))
    # Until now an event was one report's account.
    op.execute("UPDATE mention SET account_id = 'a-' || substr(event_id, 3)")
    op.create_index("ix_event_merged_into", "event", ["merged_into"])
    op.create_index("ix_mention_account_id", "mention", ["account_id"])
    op.create_index("ix_event_where_when", "event", ["country", "admin1", "date_from"])
    if op.get_bind().dialect.name == "postgresql":
        op.create_foreign_key("fk_event_merged_into_event", "event", "event", ["merged_into"], ["id"])
    op.create_table(
        "link",
        sa.Column("left_account", sa.String(), nullable=False),
        sa.Column("right_account", sa.String(), nullable=False),
        sa.Column("event_id", sa.String(), nullable=False),
        sa.Column("probability", sa.Float(), nullable=False),
        sa.Column("weights", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name="fk_link_event_id_event"),
        sa.PrimaryKeyConstraint("left_account", "right_account", name="pk_link"),
    )
    op.create_index("ix_link_event_id", "link", ["event_id"])
