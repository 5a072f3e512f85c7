"""Events that may be the same as another: of its kind, near it in time and place."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, Date, Row, and_, case, exists, func, literal_column, or_, select, true
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement

from almenara.store import tables as t
from almenara.store.nearby import LONGEST_DAYS, NEAR_DAYS

#: How many are shown to a person.
MOST_ALIKE = 6
#: Days within which the first days must lie, so that an index finds them.
_REACH = timedelta(days=NEAR_DAYS)
#: How precise the place of an event is that is only known to be in a state.
WHOLE_STATE = "admin1"
#: How precise the place of an event is that is only known to be in a municipality, and the degrees within which the towns of one lie about its point
#: (the resolver takes parts of a town to lie as near): no table knows which municipality holds which town.
MUNICIPALITY, ABOUT_LATITUDE, ABOUT_LONGITUDE = "admin2", 0.4, 0.5


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


class _DaysAfter(FunctionElement[Any]):
    """A day some days after another one (negative: before it): each database has a way of its own."""

    type = Date()
    inherit_cache = True


def _days_after(day: ColumnElement[Any], days: int) -> ColumnElement[Any]:
    return _DaysAfter(day, literal_column(str(days)))


@compiles(_DaysAfter, "sqlite")
def _in_sqlite(element: _DaysAfter, compiler: Any, **more: Any) -> str:
    day, days = element.clauses
    return f"date({compiler.process(day, **more)}, {compiler.process(days, **more)} || ' days')"


@compiles(_DaysAfter, "postgresql")
def _in_postgresql(element: _DaysAfter, compiler: Any, **more: Any) -> str:
    day, days = element.clauses
    return f"({compiler.process(day, **more)} + CAST({compiler.process(days, **more)} AS integer))"


def has_near() -> ColumnElement[bool]:
    """Whether an event has another near it that stands and was not rejected: of the same family and state (both
    unknown: of the same country), on the same or a neighbouring day (of a week
    or a month: on any of its days), in the same place, in all of the state that the other one's place lies in, or in a municipality about it."""
    e, other = t.event.c, t.event.alias("other")
    o = other.c
    near = (
        o.family == e.family,
        o.country == e.country,
        func.coalesce(o.admin1, literal_column("''")) == t.STATE,
        or_(
            o.place == e.place,
            o.place_precision == WHOLE_STATE,
            e.place_precision == WHOLE_STATE,
            and_(
                or_(o.place_precision == MUNICIPALITY, e.place_precision == MUNICIPALITY),
                func.abs(o.lat - e.lat) < ABOUT_LATITUDE,
                func.abs(o.lon - e.lon) < ABOUT_LONGITUDE,
            ),
        ),
        o.id != e.id,
        o.merged_into.is_(None),
        o.review != "rejected",
    )
    begins_then = o.date_from.between(_days_after(e.date_from, -1), _days_after(e.date_to, 1))
    # Few events last longer than a day: these have an index of their own.
    lasts_till_then = and_(
        o.date_to > o.date_from,
        o.date_from.between(_days_after(e.date_from, -LONGEST_DAYS), e.date_from),
        o.date_to >= _days_after(e.date_from, -1),
    )
    return or_(exists().where(*near, begins_then), exists().where(*near, lasts_till_then))
