"""The signature of what an account means, by which it is compared with others; accounts stored before have none."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("mention", sa.Column("meaning", sa.BigInteger()))
