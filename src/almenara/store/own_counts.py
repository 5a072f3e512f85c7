"""How many events the observatory itself holds of what a report quotes a figure of."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import Connection, func, select

from almenara.model import Check, Total
from almenara.store import tables as t

BY_OWN_COUNT = "quoted count against the observatory's own"


def own_check(connection: Connection, total: Total, types: Collection[str]) -> Check | None:
    """A count of events over a period against stored events that happened then in the one country that its report tells of.

    Rejected and merged events are left out. An observatory never reads everything, so that its own count can only show that a quoted
    one is too low; otherwise the check says what the own count is and that it proves nothing. `types` are those that the figure counts.
    None for what is no such count.
    """
    if total.kind != "count" or total.unit != "events" or total.period is None or not types:
        return None
    e = t.event.c
    told = (
        select(e.country)
        .join(t.mention, t.mention.c.event_id == e.id)
        .where(t.mention.c.report_id == total.report, e.country.is_not(None))
        .distinct()
    )
    countries = list(connection.execute(told).scalars())
    if len(countries) != 1:
        why = "the report tells of events in several countries or in none, so that it is not known what to count"
        return Check(BY_OWN_COUNT, None, total.value, "not_checkable", why)
    own = connection.execute(
        select(func.count())
        .select_from(t.event)
        .where(
            e.type.in_(types),
            e.status == "happened",
            e.review != "rejected",
            e.merged_into.is_(None),
            e.country == countries[0],
            e.date_from >= total.period.start,
            e.date_to <= total.period.end,
        )
    ).scalar_one()
    if own > total.value:
        why = f"the observatory itself holds {own:,} for {countries[0]}"
        return Check(BY_OWN_COUNT, float(own), total.value, "inconsistent", why)
    why = f"the observatory itself holds {own:,} for {countries[0]}, which only shows that there were no fewer"
    return Check(BY_OWN_COUNT, float(own), total.value, "not_checkable", why)
