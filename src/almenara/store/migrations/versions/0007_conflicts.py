"""What a newer coder says otherwise than an event that people decided on."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "conflict",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.String(), nullable=False),
        sa.Column("report_id", sa.String(), nullable=False),
        sa.Column("field", sa.String(), nullable=False),
        sa.Column("kept", sa.Text()),
        sa.Column("coded", sa.Text()),
        sa.Column("coded_by", sa.String(), nullable=False),
        sa.Column("log_number", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name="fk_conflict_event_id_event"),
        sa.ForeignKeyConstraint(["report_id"], ["report.id"], name="fk_conflict_report_id_report"),
        sa.PrimaryKeyConstraint("id", name="pk_conflict"),
    )
    op.create_index("ix_conflict_event_id", "conflict", ["event_id"])
