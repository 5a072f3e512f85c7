"""What a list of events shows beside their columns: figures of their reports, and which values were told elsewhere in the text."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from sqlalchemy import Connection, and_, case, func, select

from almenara.store import tables as t
from almenara.store.parts import parts_of

#: What a report counts: the report, of what, low, best, high.
Figure = tuple[str, str, int | None, int | None, int | None]


def figures_told(connection: Connection, events: Sequence[str]) -> dict[str, list[Figure]]:
    """The figures that reports give of some events, in the order of reports and text; events without any are not among them."""
    m, q = t.mention.c, t.mention_quantity.c
    query = (
        select(m.event_id, m.report_id, q.of, q.low, q.best, q.high)
        .join(t.mention_quantity, q.mention_id == m.id)
        .join(t.report, t.report.c.id == m.report_id)
        .order_by(t.report.c.published, m.report_id, m.trigger_start, m.id, q.number)
    )
    found: dict[str, list[Figure]] = defaultdict(list)
    for part in parts_of(events):
        for event, *figure in connection.execute(query.where(m.event_id.in_(part))):
            found[event].append(tuple(figure))
    return dict(found)


def inherited_parts(connection: Connection, events: Sequence[str]) -> dict[str, tuple[bool, bool]]:
    """For each event whether its days, and whether its place, stand in no mention's own sentence: then another sentence gave them."""
    e, m = t.event.c, t.mention.c
    same_days = and_(m.date_from == e.date_from, m.date_to == e.date_to)
    query = (
        select(
            e.id,
            func.min(case((same_days, case((m.date_inherited, 1), else_=0)))),
            func.min(case((t.place.c.name == e.place, case((m.place_inherited, 1), else_=0)))),
        )
        .select_from(t.event.join(t.mention, m.event_id == e.id).outerjoin(t.place, t.place.c.id == m.place_id))
        .group_by(e.id)
    )
    return {
        event: (bool(days), bool(place))
        for part in parts_of(events)
        for event, days, place in connection.execute(query.where(e.id.in_(part)))
    }
