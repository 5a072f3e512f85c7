"""What of a report was coded before, its replacement, and where a newer coder disagrees with what people decided on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from sqlalchemy import ColumnElement, Connection, delete, exists, func, insert, select, update

from almenara.store import tables as t
from almenara.store.parts import parts_of
from almenara.store.reports import read_here


@dataclass(frozen=True, slots=True)
class Conflict:
    """The event keeps `kept`; the coder `coded_by` now reads `coded` in the report. The field is 'event' where it reads no event there."""

    event: str
    report: str
    field: str
    kept: str | None
    coded: str | None
    coded_by: str
    log_number: int


@dataclass(frozen=True, slots=True)
class CodedBefore:
    """One stored mention as far as a newer coding is matched with it."""

    id: str
    report: str
    event: str
    account: str
    start: int
    end: int


@dataclass
class DecidedEvents:
    """Events that some decision touches, directly or as the other side of a merge, split or relation; kept up to date as the log grows."""

    ids: set[str] = field(default_factory=set)
    head: int = 0

    def update(self, connection: Connection) -> None:
        """Take in what was decided since."""
        d = t.decision.c
        for row in connection.execute(
            select(d.number, d.event_id, d.old, d.new).where(d.number > self.head).order_by(d.number)
        ):
            self.ids |= {row.event_id} - {None}
            self.ids |= {str(v["event"]) for v in (row.old, row.new) if isinstance(v, dict) and "event" in v}
            self.head = row.number
        # Who judged blind has decided too, though the log does not say so yet.
        self.ids |= set(connection.execute(select(t.judgement.c.event_id).distinct()).scalars())


def reports_to_recode(connection: Connection, coded_by: str, *, every: bool, after: str, limit: int) -> list[str]:
    """Ids, in their order, of reports that were read here, are no copies and were coded by something else (or `every` one), behind `after`."""
    query = select(t.report.c.id).where(t.report.c.id > after, *_to_recode(coded_by, every))
    return list(connection.execute(query.order_by(t.report.c.id).limit(limit)).scalars())


def count_to_recode(connection: Connection, coded_by: str, *, every: bool) -> int:
    """How many reports there are to code anew."""
    query = select(func.count()).select_from(t.report).where(*_to_recode(coded_by, every))
    return int(connection.execute(query).scalar_one())


def _to_recode(coded_by: str, every: bool) -> Iterator[ColumnElement[bool]]:
    yield t.report.c.copy_of.is_(None)
    yield read_here()
    if not every:
        yield func.coalesce(t.report.c.coded_by, "") != coded_by


def coded_before(connection: Connection, reports: Sequence[str]) -> list[CodedBefore]:
    """All mentions of some reports."""
    m = t.mention.c
    query = (
        select(m.id, m.report_id, m.event_id, m.account_id, m.trigger_start, m.trigger_end)
        .where(m.report_id.in_(reports))
        .order_by(m.report_id, m.trigger_start, m.id)
    )
    return [CodedBefore(*row) for row in connection.execute(query)]


def drop_mentions(connection: Connection, ids: Sequence[str]) -> None:
    """Delete mentions with what hangs on them."""
    for part in parts_of(ids):
        for table in (t.mention_role, t.mention_quantity, t.mention_demand, t.place_candidate):
            connection.execute(delete(table).where(table.c.mention_id.in_(part)))
        connection.execute(delete(t.mention).where(t.mention.c.id.in_(part)))


def drop_totals(connection: Connection, reports: Sequence[str]) -> None:
    """Delete the quoted figures of some reports with their checks."""
    ids = select(t.total.c.id).where(t.total.c.report_id.in_(reports))
    connection.execute(delete(t.total_check).where(t.total_check.c.total_id.in_(ids)))
    connection.execute(delete(t.total).where(t.total.c.report_id.in_(reports)))


def drop_what_is_left_empty(connection: Connection, events: Sequence[str], accounts: Sequence[str]) -> list[str]:
    """Delete links of accounts that have no mention any more, and those of the events that have none; the ids of these."""
    for part in parts_of(accounts):
        there = set(
            connection.execute(
                select(t.mention.c.account_id).where(t.mention.c.account_id.in_(part)).distinct()
            ).scalars()
        )
        gone = [account for account in part if account not in there]
        if gone:
            connection.execute(delete(t.link).where(t.link.c.left_account.in_(gone) | t.link.c.right_account.in_(gone)))
    empty: list[str] = []
    for part in parts_of(events):
        query = select(t.event.c.id).where(
            t.event.c.id.in_(part), ~exists().where(t.mention.c.event_id == t.event.c.id)
        )
        empty += connection.execute(query).scalars()
    if empty:
        for table in (t.link, t.hold, t.assignment):
            connection.execute(delete(table).where(table.c.event_id.in_(empty)))
        connection.execute(delete(t.event).where(t.event.c.id.in_(empty)))
    return empty


def note_coded(connection: Connection, reports: Sequence[str], coded_by: str | None) -> None:
    """Say by what some reports were coded last."""
    connection.execute(update(t.report).where(t.report.c.id.in_(reports)).values(coded_by=coded_by))


def put_conflicts(connection: Connection, conflicts: Iterable[Conflict], reports: Sequence[str]) -> None:
    """Store what conflicts in some reports, in the place of what an earlier re-coding said of them."""
    connection.execute(delete(t.conflict).where(t.conflict.c.report_id.in_(reports)))
    rows = [
        {
            "event_id": c.event,
            "report_id": c.report,
            "field": c.field,
            "kept": c.kept,
            "coded": c.coded,
            "coded_by": c.coded_by,
            "log_number": c.log_number,
        }
        for c in conflicts
    ]
    if rows:
        connection.execute(insert(t.conflict), rows)


def is_open() -> ColumnElement[bool]:
    """Whether a conflict is open: nobody decided on its event since it came up."""
    return ~exists().where(
        t.decision.c.event_id == t.conflict.c.event_id, t.decision.c.number > t.conflict.c.log_number
    )


def open_conflicts(connection: Connection, event: str | None = None) -> Iterator[Conflict]:
    """Conflicts that wait for a decision, of one event or of all."""
    c = t.conflict.c
    query = select(c.event_id, c.report_id, c.field, c.kept, c.coded, c.coded_by, c.log_number).where(is_open())
    if event is not None:
        query = query.where(c.event_id == event)
    for row in connection.execute(query.order_by(c.event_id, c.report_id, c.id)):
        yield Conflict(*row)
