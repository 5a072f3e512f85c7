"""Who wrote a report, and in which section it stood, as its page says."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("report", sa.Column("author", sa.Text()))
    op.add_column("report", sa.Column("section", sa.Text()))
