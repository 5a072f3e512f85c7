"""People sign in."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("person", sa.Column("password_hash", sa.String(), nullable=True))
    op.add_column("person", sa.Column("access", sa.String(), nullable=True))
