"""What a report was read from, and which report it is a newer version of."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("report", sa.Column("original", sa.String(64)))
    op.add_column("report", sa.Column("version_of", sa.String()))
    op.create_index("ix_report_url", "report", ["url"])
    op.create_index("ix_report_version_of", "report", ["version_of"])
