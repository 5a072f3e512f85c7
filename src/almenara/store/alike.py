"""Events that may be the same as another: of its kind, near it in time and place."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from sqlalchemy import Connection, Row, case, or_, select, true

from almenara.store import tables as t
from almenara.store.nearby import NEAR_DAYS

#: How many are shown to a person.
MOST_ALIKE = 6
#: Days within which the first days must lie, so that an index finds them.
_REACH = timedelta(days=NEAR_DAYS)


def alike_events(connection: Connection, event: str) -> list[Row[Any]]:
    """Columns of events of the same family and country whose first day is near, the same town and type first; none for an undated event."""
    e = t.event.c
    row = connection.execute(select(t.event).where(e.id == event)).first()
    if row is None or row.date_from is None or row.country is None:
        return []
    near = (
        case((e.place == row.place, 0), (e.admin1 == row.admin1, 1), else_=2)
        + case((e.type == row.type, 0), else_=1)
        + case((e.date_from == row.date_from, 0), else_=1)
    )
    query = (
        select(t.event)
        .where(
            e.family == row.family,
            e.country == row.country,
            e.date_from.between(row.date_from - _REACH, row.date_from + _REACH),
            e.id != event,
            e.merged_into.is_(None),
            or_(e.admin1 == row.admin1, e.admin1.is_(None)) if row.admin1 else true(),
        )
        .order_by(near, e.id)
        .limit(MOST_ALIKE)
    )
    return list(connection.execute(query))
