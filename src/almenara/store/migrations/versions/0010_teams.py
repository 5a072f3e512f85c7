"""Teams: blind judgements, holds, assignments, saved views, and the columns by which the queue is sorted and drawn from.

The two columns of events are filled when the store is opened (`store/priority.py`), by the rule of that day.
"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("event", sa.Column("lot", sa.Float()))
    op.add_column("event", sa.Column("priority", sa.Float()))
    last = " NULLS LAST" if op.get_bind().dialect.name == "postgresql" else ""
    op.create_index("ix_event_priority", "event", ["review", sa.text(f"priority DESC{last}"), "id"])
    op.create_index("ix_event_lot", "event", ["lot"])
    standing = sa.text("merged_into IS NULL")
    unread = ["review", "added", "id"]
    op.create_index("ix_event_unread", "event", unread, sqlite_where=standing, postgresql_where=standing)
    op.create_index("ix_event_twin", "event", ["place", "date_from", "type", "country"])
    op.create_table(
        "double_coding",
        sa.Column("event_id", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("begun", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name="fk_double_coding_event_id_event"),
        sa.PrimaryKeyConstraint("event_id", name="pk_double_coding"),
    )
    op.create_index("ix_double_coding_state", "double_coding", ["state"])
    op.create_table(
        "judgement",
        sa.Column("event_id", sa.String(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("verdict", sa.String(), nullable=False),
        sa.Column("type", sa.String(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("date_from", sa.Date()),
        sa.Column("date_to", sa.Date()),
        sa.Column("place", sa.String()),
        sa.Column("why", sa.Text()),
        sa.Column("shown", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name="fk_judgement_event_id_event"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_judgement_person_id_person"),
        sa.PrimaryKeyConstraint("event_id", "person_id", name="pk_judgement"),
    )
    op.create_index("ix_judgement_person_id", "judgement", ["person_id"])
    op.create_table(
        "hold",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.String(), nullable=False),
        sa.Column("until", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_hold_person_id_person"),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name="fk_hold_event_id_event"),
        sa.PrimaryKeyConstraint("person_id", name="pk_hold"),
        sa.UniqueConstraint("event_id", name="uq_hold_event_id"),
    )
    op.create_table(
        "assignment",
        sa.Column("event_id", sa.String(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name="fk_assignment_event_id_event"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_assignment_person_id_person"),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name="fk_assignment_by_id_person"),
        sa.PrimaryKeyConstraint("event_id", name="pk_assignment"),
    )
    op.create_index("ix_assignment_person_id", "assignment", ["person_id"])
    op.create_table(
        "saved_view",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("query", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_saved_view_person_id_person"),
        sa.PrimaryKeyConstraint("id", name="pk_saved_view"),
        sa.UniqueConstraint("person_id", "name", name="uq_saved_view_person_id"),
    )
