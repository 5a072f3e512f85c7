"""What was read, by when it was published: the coverage that stands beside every count."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from sqlalchemy import Connection, func, select

from almenara.store import tables as t


def read_between(connection: Connection, since: date, until: date) -> Iterator[tuple[str | None, int, int]]:
    """Each outlet (None: none is known) with its reports published from one day to another, both inclusive, and how many of them repeat others."""
    query = (
        select(t.source.c.name, func.count(t.report.c.id), func.count(t.report.c.copy_of))
        .select_from(t.report.outerjoin(t.source))
        .where(t.report.c.published >= since, t.report.c.published <= until)
        .group_by(t.source.c.name)
    )
    yield from (tuple(row) for row in connection.execute(query))
