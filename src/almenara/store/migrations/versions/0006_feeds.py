"""Feeds that are asked for news, and the pages that they lead to."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "feed",
        sa.Column("url", sa.String(), nullable=False),
        sa.Column("added", sa.DateTime(), nullable=False),
        sa.Column("etag", sa.String()),
        sa.Column("last_modified", sa.String()),
        sa.Column("asked", sa.DateTime()),
        sa.Column("not_before", sa.DateTime()),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("problem", sa.Text()),
        sa.PrimaryKeyConstraint("url", name="pk_feed"),
    )
    op.create_table(
        "feed_page",
        sa.Column("url", sa.String(), nullable=False),
        sa.Column("feed_url", sa.String(), nullable=False),
        sa.Column("seen", sa.DateTime(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("not_before", sa.DateTime()),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("problem", sa.Text()),
        sa.Column("title", sa.Text()),
        sa.Column("published", sa.Date()),
        sa.Column("outlet", sa.String()),
        sa.Column("text", sa.Text()),
        sa.ForeignKeyConstraint(["feed_url"], ["feed.url"], name="fk_feed_page_feed_url_feed"),
        sa.PrimaryKeyConstraint("url", name="pk_feed_page"),
    )
    op.create_index("ix_feed_page_feed_url", "feed_page", ["feed_url"])
    op.create_index("ix_feed_page_state", "feed_page", ["state"])
