"""Events of a country are read off the index of countries, states and days; one of countries alone took room and time and answered nothing besides."""

from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.drop_index("ix_event_country", table_name="event")
