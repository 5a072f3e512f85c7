"""Names of actors and of places can be joined, by decisions that are on no event."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    sqlite = op.get_bind().dialect.name == "sqlite"
    for table in ("actor", "place"):
        if sqlite:
            # SQLite adds a reference only together with its column.
            op.execute(f"ALTER TABLE {table} ADD COLUMN joined_into VARCHAR REFERENCES {table} (id)")
        else:
            op.add_column(table, sa.Column("joined_into", sa.String()))
            op.create_foreign_key(f"fk_{table}_joined_into_{table}", table, table, ["joined_into"], ["id"])
        where = sa.text("joined_into IS NOT NULL")
        op.create_index(f"ix_{table}_joined_into", table, ["joined_into"], sqlite_where=where, postgresql_where=where)
    if sqlite:
        _let_decisions_be_on_no_event()
    else:
        op.alter_column("decision", "event_id", nullable=True)


def _let_decisions_be_on_no_event() -> None:
    """SQLite changes no column: the table is written anew under another name, with every row and seal as it was, and takes the old one's place.

    Nothing may refer to a table that is dropped, so that references are taken out for as long; a run that breaks off leaves all as it was.
    """
    op.create_table(
        "decision_anew",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.String(), nullable=True),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("field", sa.String(), nullable=True),
        sa.Column("old", sa.JSON(), nullable=True),
        sa.Column("new", sa.JSON(), nullable=True),
        sa.Column("why", sa.Text(), nullable=True),
        sa.Column("undoes", sa.Integer(), nullable=True),
        sa.Column("previous_sha256", sa.String(length=64), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name="fk_decision_event_id_event"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_decision_person_id_person"),
        sa.ForeignKeyConstraint(["undoes"], ["decision_anew.number"], name="fk_decision_undoes_decision"),
        sa.PrimaryKeyConstraint("number", name="pk_decision"),
        sa.UniqueConstraint("sha256", name="uq_decision_sha256"),
    )
    columns = "number, at, person_id, event_id, kind, field, old, new, why, undoes, previous_sha256, sha256"
    op.execute(f"INSERT INTO decision_anew ({columns}) SELECT {columns} FROM decision ORDER BY number")
    op.execute("CREATE TEMPORARY TABLE released AS SELECT number, decision_number FROM release")
    op.execute("UPDATE release SET decision_number = NULL")
    op.execute("UPDATE decision SET undoes = NULL")
    op.execute("DROP TABLE decision")
    op.execute("ALTER TABLE decision_anew RENAME TO decision")
    op.execute(
        "UPDATE release SET decision_number = (SELECT decision_number FROM released WHERE released.number = release.number)"
    )
    op.execute("DROP TABLE released")
    op.create_index("ix_decision_event_id", "decision", ["event_id"])
    op.create_index("ix_decision_kind", "decision", ["kind", "field", "event_id"])
