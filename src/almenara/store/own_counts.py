"""How many events the observatory itself holds of what a report quotes a figure of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence

from sqlalchemy import Connection, func, select

from almenara.model import CITED, Check, Period, Total, ledger_report, was_read
from almenara.store import tables as t
from almenara.store.parts import parts_of

BY_OWN_COUNT = "quoted count against the observatory's own"


def own_checks(
    connection: Connection, totals: Iterable[Total], counted: Callable[[str], Collection[str]]
) -> dict[Total, Check]:
    """Counts of events over a period against stored events that happened then in the one country that their report tells of.

    Rejected and merged events are left out. An observatory never reads everything, so that its own count can only show that a quoted
    one is too low; otherwise the check says what the own count is and that it proves nothing. `counted` gives the types that a noun
    counts. Other figures have no check.
    """
    found: dict[Total, Check] = {}
    own: dict[tuple[object, ...], int] = {}
    wanted = [t for t in totals if t.kind == "count" and t.unit == "events" and t.period is not None and counted(t.of)]
    countries = _countries_told(connection, sorted({total.report for total in wanted}))
    for total in wanted:
        told = countries.get(total.report, set())
        assert total.period is not None
        if len(told) != 1:
            why = "the report tells of events in several countries or in none, so that it is not known what to count"
            found[total] = Check(BY_OWN_COUNT, None, total.value, "not_checkable", why)
            continue
        (country,) = told
        key = (total.of, country, total.period)
        if key not in own:
            own[key] = _own_count(connection, counted(total.of), country, total.period)
        why = f"the observatory itself holds {own[key]:,} for {country}"
        if own[key] > total.value:
            found[total] = Check(BY_OWN_COUNT, float(own[key]), total.value, "inconsistent", why)
        else:
            why += ", which only shows that there were no fewer"
            found[total] = Check(BY_OWN_COUNT, float(own[key]), total.value, "not_checkable", why)
    return found


def _countries_told(connection: Connection, reports: Sequence[str]) -> dict[str, set[str]]:
    """Of each report the countries of the events that it tells."""
    found: dict[str, set[str]] = defaultdict(set)
    # What came with a published ledger is of a report that published events cite.
    came = {CITED + ledger_report(report): report for report in reports if not was_read(report)}
    for part in parts_of([*reports, *came]):
        query = (
            select(t.mention.c.report_id, t.event.c.country)
            .join(t.event, t.mention.c.event_id == t.event.c.id)
            .where(t.mention.c.report_id.in_(part), t.event.c.country.is_not(None))
            .distinct()
        )
        for row in connection.execute(query):
            found[came.get(row.report_id, row.report_id)].add(row.country)
    return found


def _own_count(connection: Connection, types: Collection[str], country: str, period: Period) -> int:
    e = t.event.c
    query = (
        select(func.count())
        .select_from(t.event)
        .where(
            e.type.in_(types),
            e.status == "happened",
            e.review != "rejected",
            e.merged_into.is_(None),
            e.country == country,
            e.date_from >= period.start,
            e.date_to <= period.end,
        )
    )
    return int(connection.execute(query).scalar_one())
