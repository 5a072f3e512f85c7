"""Which events of the store are asked for: filters, order, paging."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal

from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    Select,
    and_,
    exists,
    func,
    literal_column,
    or_,
    select,
    text,
    true,
)

from almenara.store import tables as t
from almenara.store.parts import parts_of
from almenara.store.recoding import is_open

Sort = Literal["date", "type", "place", "added", "priority"]
#: What the queue's views ask for beside the filters (docs/reviewing.md).
View = Literal["blind", "disagreements", "near_duplicates", "assigned"]


#: In a surge, one event of so many on a page is of the other end of the queue.
ONE_IN = 5


@dataclass(frozen=True)
class EventFilter:
    """What is left open is not asked about; several values of one field are alternatives.

    `since` and `until` are days that an event's interval must touch; `place` is any part of a place's, state's or country's
    name or code; `conflicts` asks for those that a re-coding reads otherwise than people decided; `actor` an actor's id or any part of its name or of a role's words; `words` are words of a report.
    `undated` asks for events of which no day is known; `assignee` for those given to a person to review.

    `view`: 'blind' are events that wait for `person`'s blind judgement, `double` being the share that is coded twice; 'disagreements' those that two
    people judged unlike; 'near_duplicates' those that share type, day and place with another; 'assigned' those given to anybody. Where
    `person` is named without a view, events that this person has judged and that wait for somebody else's judgement are left out.
    """

    types: tuple[str, ...] = ()
    families: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    reviews: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None
    place: str | None = None
    actor: str | None = None
    demand: str | None = None
    words: str | None = None
    unreported: date | None = None
    conflicts: bool = False
    undated: bool = False
    assignee: str | None = None
    view: View | None = None
    person: str | None = None
    double: float = 0


def find_event_ids(
    connection: Connection, wanted: EventFilter, *, sort: Sort = "date", limit: int | None = None, offset: int = 0
) -> Iterator[str]:
    """Ids of the events that fit, newest first; ties in the order of their ids, so that a page is always the same."""
    query = _filtered(select(t.event.c.id), wanted, connection.dialect.name)
    newest = t.event.c.date_from.desc().nulls_last()
    order = {
        "date": (newest,),
        "type": (t.event.c.type, newest),
        "place": (t.event.c.country, t.event.c.place, newest),
        "added": (t.event.c.added.desc().nulls_last(),),
        "priority": (t.event.c.priority.desc().nulls_last(),),
    }[sort]
    return iter(connection.execute(query.order_by(*order, t.event.c.id).limit(limit).offset(offset or None)).scalars())


def queue_ids(
    connection: Connection, wanted: EventFilter, *, limit: int, offset: int = 0, all_of_them: int | None = None
) -> list[str]:
    """Ids of the events that fit, by priority. `limit` are a multiple of `ONE_IN`, `offset` of `limit`.

    With `all_of_them`, how many fit, the queue is drawn from both ends: each page's last events in `ONE_IN` are those of least priority, so that in a
    surge which nobody can read to its end the other end is known too. Every event is on one page.
    """
    if all_of_them is None:
        return list(find_event_ids(connection, wanted, sort="priority", limit=limit, offset=offset))
    page, low = offset // limit, limit // ONE_IN
    high = limit - low
    first, end = min(page * high, all_of_them), all_of_them - page * low
    ids = find_event_ids(connection, wanted, sort="priority", limit=max(min(high, end - first), 0), offset=first)
    found = list(ids)
    left = max(min(low, end - first - len(found)), 0)
    e = t.event.c
    query = _filtered(select(e.id), wanted, connection.dialect.name)
    last = query.order_by(e.priority.asc().nulls_first(), e.id.desc()).limit(left).offset(page * low)
    return [*found, *connection.execute(last).scalars()]


@dataclass(frozen=True, slots=True)
class Unread:
    """How many events nobody has decided on, since when the oldest of them waits, and of those stored since some moment how many there are and how
    many are unread; a moment is UTC."""

    events: int
    oldest: datetime | None
    of_late: int
    of_late_unread: int


def unread(connection: Connection, since: datetime) -> Unread:
    """What was left unread."""
    e = t.event.c
    standing, new = e.merged_into.is_(None), e.review == "new"
    count = select(func.count()).select_from(t.event)
    return Unread(
        connection.execute(count.where(standing, new)).scalar_one(),
        connection.execute(select(func.min(e.added)).where(standing, new)).scalar_one(),
        connection.execute(count.where(standing, e.added >= since)).scalar_one(),
        connection.execute(count.where(standing, new, e.added >= since)).scalar_one(),
    )


def count_up_to(connection: Connection, wanted: EventFilter, most: int) -> int:
    """How many events fit, counting no further than `most`."""
    some = _filtered(select(t.event.c.id), wanted, connection.dialect.name).limit(most).subquery()
    return int(connection.execute(select(func.count()).select_from(some)).scalar_one())


def neighbours_of(connection: Connection, wanted: EventFilter, event: str) -> tuple[str | None, str | None]:
    """The event before and the one after another in the order of `find_event_ids` by date, whether that one fits the filter or not.

    Each is read off an index, however many events fit. Both are None for an event that is not there.
    """
    row = connection.execute(select(t.event.c.date_from).where(t.event.c.id == event)).first()
    if row is None:
        return None, None
    day, key = t.event.c.date_from, t.event.c.id
    query = _filtered(select(key), wanted, connection.dialect.name).limit(1)
    if row.date_from is None:
        before = [
            query.where(day.is_(None), key < event).order_by(key.desc()),
            query.where(day.is_not(None)).order_by(day, key.desc()),
        ]
        after = [query.where(day.is_(None), key > event).order_by(key)]
    else:
        before = [
            query.where(day == row.date_from, key < event).order_by(key.desc()),
            query.where(day > row.date_from).order_by(day, key.desc()),
        ]
        after = [
            query.where(day == row.date_from, key > event).order_by(key),
            query.where(day < row.date_from).order_by(day.desc(), key),
            query.where(day.is_(None)).order_by(key),
        ]

    def first(queries: list[Select[Any]]) -> str | None:
        return next((found for q in queries if (found := connection.execute(q).scalar()) is not None), None)

    return first(before), first(after)


def event_ids_after(connection: Connection, wanted: EventFilter, after: str, limit: int) -> list[str]:
    """Ids of the events that fit, in the order of ids from the one after `after` ('': from the first), so that no page moves under a reader."""
    query = _filtered(select(t.event.c.id), wanted, connection.dialect.name).where(t.event.c.id > after)
    return list(connection.execute(query.order_by(t.event.c.id).limit(limit)).scalars())


def count_events(connection: Connection, wanted: EventFilter) -> int:
    """How many events fit."""
    # Few events were merged. Those that fit are counted off an index, and the merged ones among them, off another, are taken away.
    query = select(func.count()).select_from(t.event)
    found = query.where(*_conditions(wanted, connection.dialect.name, merged="counted"))
    merged = query.where(*_conditions(wanted, connection.dialect.name, merged="alone"))
    return int(connection.execute(found).scalar_one()) - int(connection.execute(merged).scalar_one())


def count_reviews(connection: Connection) -> dict[str, int]:
    """How many events are in each state of review that some are in."""
    query = select(t.event.c.review, func.count()).group_by(t.event.c.review)
    few = select(t.event.c.review).where(t.event.c.merged_into.is_not(None))
    merged = Counter(connection.execute(few).scalars())
    return {row[0]: row[1] - merged.get(row[0], 0) for row in connection.execute(query)}


def event_columns(connection: Connection, ids: Sequence[str]) -> dict[str, Row[Any]]:
    """The columns of some events, by their ids."""
    return {
        row.id: row
        for part in parts_of(ids)
        for row in connection.execute(select(t.event).where(t.event.c.id.in_(part)))
    }


def _filtered(query: Select[Any], wanted: EventFilter, dialect: str) -> Select[Any]:
    return query.where(*_conditions(wanted, dialect))


def _conditions(
    wanted: EventFilter, dialect: str, *, merged: Literal["left_out", "counted", "alone"] = "left_out"
) -> Iterator[ColumnElement[bool]]:
    if merged == "alone":
        yield t.event.c.merged_into.is_not(None)
    elif merged == "left_out":
        # What was merged is found as the event that it was merged into.
        yield t.event.c.merged_into.is_(None)
    if wanted.conflicts:
        yield exists().where(t.conflict.c.event_id == t.event.c.id, is_open())
    for column, values in (
        (t.event.c.type, wanted.types),
        (t.event.c.family, wanted.families),
        (t.event.c.status, wanted.statuses),
        (t.event.c.review, wanted.reviews),
    ):
        if values:
            # A place, or having been merged, is the sharper condition: an index over few values would be read to its end instead.
            sharper = bool(wanted.place) or merged == "alone"
            yield (func.coalesce(column, "") if sharper else column).in_(values)
    if wanted.since is not None:
        yield t.event.c.date_to >= wanted.since
    if wanted.until is not None:
        yield t.event.c.date_from <= wanted.until
    if wanted.undated:
        yield t.event.c.date_from.is_(None)
    if wanted.place:
        part = holding(wanted.place)
        # Names are looked through where there are few, among places; an event's name is one of these, or a person's correction.
        corrected = select(t.decision.c.event_id).where(
            t.decision.c.kind == "correct", t.decision.c.field.in_(("place", "admin1"))
        )
        yield or_(
            t.event.c.place.in_(select(t.place.c.name).where(t.place.c.name.ilike(part, escape="\\"))),
            t.event.c.admin1.in_(select(t.place.c.admin1).where(t.place.c.admin1.ilike(part, escape="\\"))),
            t.event.c.country == wanted.place.upper(),
            and_(
                t.event.c.id.in_(corrected),
                or_(t.event.c.place.ilike(part, escape="\\"), t.event.c.admin1.ilike(part, escape="\\")),
            ),
        )
    if wanted.actor:
        part = holding(wanted.actor)
        named = select(t.actor.c.id).where(t.actor.c.name.ilike(part, escape="\\"))
        yield exists().where(
            t.mention.c.event_id == t.event.c.id,
            t.mention_role.c.mention_id == t.mention.c.id,
            or_(
                t.mention_role.c.actor_id == wanted.actor,
                t.mention_role.c.actor_id.in_(named),
                t.mention_role.c.text.ilike(part, escape="\\"),
            ),
        )
    if wanted.demand:
        yield exists().where(
            t.mention.c.event_id == t.event.c.id,
            t.mention_demand.c.mention_id == t.mention.c.id,
            t.mention_demand.c.demand == wanted.demand,
        )
    if wanted.words:
        yield t.event.c.id.in_(
            select(t.mention.c.event_id).where(reports_saying(t.mention.c.report_id, wanted.words, dialect))
        )
    if wanted.assignee is not None:
        given = select(t.assignment.c.event_id).join(t.person, t.person.c.id == t.assignment.c.person_id)
        yield t.event.c.id.in_(given.where(t.person.c.name == wanted.assignee))
    yield from _in_view(wanted)
    if wanted.unreported is not None:
        # Announced, its day is over, and nothing tells that it took place.
        yield t.event.c.status.in_(("planned", "called_for", "threatened"))
        yield t.event.c.date_to < wanted.unreported


def _in_view(wanted: EventFilter) -> Iterator[ColumnElement[bool]]:
    twice = t.double_coding.c
    judged = (
        select(t.judgement.c.event_id)
        .join(t.person, t.person.c.id == t.judgement.c.person_id)
        .where(t.person.c.name == wanted.person)
    )
    if wanted.view == "blind":
        begun = select(twice.event_id).where(twice.state == "waiting")
        done = select(twice.event_id).where(twice.state != "waiting")
        yield t.event.c.review == "new"
        yield or_(t.event.c.lot < wanted.double, t.event.c.id.in_(begun))
        yield t.event.c.id.not_in(done)
        yield t.event.c.id.not_in(judged)
    elif wanted.view == "disagreements":
        yield t.event.c.id.in_(select(twice.event_id).where(twice.state == "differ"))
    elif wanted.view == "near_duplicates":
        twin = t.event.alias("twin")
        yield exists().where(
            twin.c.date_from == t.event.c.date_from,
            twin.c.country == t.event.c.country,
            twin.c.place == t.event.c.place,
            twin.c.type == t.event.c.type,
            twin.c.id != t.event.c.id,
            twin.c.merged_into.is_(None),
            twin.c.review != "rejected",
        )
    elif wanted.view == "assigned":
        yield t.event.c.id.in_(select(t.assignment.c.event_id))
    elif wanted.person is not None:
        waiting = select(twice.event_id).where(twice.state == "waiting")
        yield t.event.c.id.not_in(judged.where(t.judgement.c.event_id.in_(waiting)))


def holding(part: str) -> str:
    """A pattern of LIKE, with a backslash before its signs, for what holds a part."""
    escaped = part.replace("\x00", " ").replace("\\", "\\\\").replace("%", r"\%").replace("_", r"\_")
    return f"%{escaped}%"


def reports_saying(report_id: ColumnElement[str], words: str, dialect: str) -> ColumnElement[bool]:
    """Whether the report of this id holds all the words, whatever their case; in SQLite whatever their accents too."""
    # A NUL ends the words for SQLite in the midst of a quotation, and PostgreSQL takes none.
    words = words.replace("\x00", " ")
    if not words.strip():
        return true()
    if dialect == "postgresql":
        return report_id.in_(
            select(t.report.c.id)
            .where(literal_column("words").op("@@")(func.plainto_tsquery(literal_column("'simple'"), words)))
            .correlate(None)
        )
    # Each word in quotes: nothing that a person types is a query's operator.
    quoted = " ".join('"' + word.replace('"', '""') + '"' for word in words.split())
    rows = text(
        "SELECT report.id FROM report_words JOIN report ON report.rowid = report_words.rowid WHERE report_words MATCH :said"
    )
    return report_id.in_(rows.bindparams(said=quoted).columns(t.report.c.id).subquery().select())
