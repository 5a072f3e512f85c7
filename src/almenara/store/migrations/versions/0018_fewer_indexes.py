"""Two indexes of events go whose questions others answer, and those of addresses, copies and versions hold the reports that have one."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    first = "priority DESC NULLS LAST" if op.get_bind().dialect.name == "postgresql" else "priority DESC"
    for name in ("when_where", "admin1", "days"):
        op.drop_index(f"ix_event_{name}", table_name="event")
    # With the country in it, events of a country's days are read off this one alone.
    columns = ("date_from", "date_to", "review", sa.text(first), "id", "country", "merged_into")
    where = sa.text("merged_into IS NULL")
    op.create_index("ix_event_days", "event", columns, sqlite_where=where, postgresql_where=where)
    for column in ("url", "copy_of", "version_of"):
        op.drop_index(f"ix_report_{column}", table_name="report")
        where = sa.text(f"{column} IS NOT NULL")
        op.create_index(f"ix_report_{column}", "report", [column], sqlite_where=where, postgresql_where=where)
