"""Which events of the store are asked for: filters, order, paging."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, Literal

from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    Select,
    exists,
    func,
    or_,
    select,
)

from almenara.store import tables as t
from almenara.store.alike import has_near
from almenara.store.clear import may_be_clear
from almenara.store.looked_up import LookUp, in_place, of_rare_families, with_actor, with_demand, with_words
from almenara.store.parts import among, parts_of
from almenara.store.recoding import is_open

Sort = Literal["date", "type", "place", "added", "priority"]
#: What the queue's views ask for beside the filters (docs/reviewing.md).
View = Literal["blind", "disagreements", "near_duplicates", "assigned", "clear"]


#: In a surge, one event of so many on a page is of the other end of the queue.
ONE_IN = 5


@dataclass(frozen=True)
class EventFilter:
    """What is left open is not asked about; several values of one field are alternatives.

    `since` and `until` are days that an event's interval must touch; `place` is any part of a place's, state's or country's
    name or code; `conflicts` asks for those that a re-coding reads otherwise than people decided; `flagged` for those that somebody flagged; `actor` an actor's id, any part of its name, or words of a role; `words` are words of a report.
    `undated` asks for events of which no day is known; `assignee` for those given to a person to review.

    `among`: only those of these ids that fit.

    `view`: 'blind' are events that wait for `person`'s blind judgement, `double` being the share that is coded twice; 'disagreements' those that two
    people judged unlike; 'near_duplicates' those near another (`has_near`); 'assigned' those given to anybody; 'clear' those whose columns
    may make them clear (`almenara.store.clear`) where `double` is coded twice. Where
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
    flagged: bool = False
    undated: bool = False
    assignee: str | None = None
    view: View | None = None
    person: str | None = None
    double: float = 0
    among: tuple[str, ...] | None = None


def find_event_ids(
    connection: Connection, wanted: EventFilter, *, sort: Sort = "date", limit: int | None = None, offset: int = 0
) -> Iterator[str]:
    """Ids of the events that fit, newest first; ties in the order of their ids, so that a page is always the same."""
    looked_up = _looked_up_in_order(connection, wanted) if limit is not None else None
    return _in_order(connection, wanted, looked_up, sort, limit, offset)


def _in_order(
    connection: Connection,
    wanted: EventFilter,
    looked_up: _LookedUp | None,
    sort: Sort,
    limit: int | None,
    offset: int,
) -> Iterator[str]:
    query = _filtered(select(t.event.c.id), wanted, connection.dialect.name, looked_up)
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
    connection: Connection, wanted: EventFilter, *, limit: int, offset: int = 0, both_ends: bool = False
) -> list[str]:
    """Ids of the events that fit, by priority. `limit` are a multiple of `ONE_IN`, `offset` of `limit`.

    With `both_ends` each page's last events in `ONE_IN` are those of least priority, so that in a surge which nobody can read to its end the other
    end is known too. Every event is on one page.
    """
    if not both_ends:
        return list(find_event_ids(connection, wanted, sort="priority", limit=limit, offset=offset))
    page, low = offset // limit, limit // ONE_IN
    high = limit - low
    # How many there are beyond this page makes no difference to it.
    many = count_up_to(connection, wanted, (page + 1) * limit)
    first, end = min(page * high, many), many - page * low
    looked_up = _looked_up_in_order(connection, wanted)
    found = list(_in_order(connection, wanted, looked_up, "priority", max(min(high, end - first), 0), first))
    left = max(min(low, end - first - len(found)), 0)
    e = t.event.c
    query = _filtered(select(e.id), wanted, connection.dialect.name, looked_up)
    last = query.order_by(e.priority.asc().nulls_first(), e.id.desc()).limit(left).offset(page * low)
    return [*found, *connection.execute(last).scalars()]


@dataclass(frozen=True, slots=True)
class Standing:
    """How many events are in each state of review, since when the oldest unread one waits, and of those stored since some moment how many there are
    and how many are unread; a moment is UTC."""

    reviews: Mapping[str, int]
    oldest: datetime | None
    of_late: int
    of_late_unread: int


def standing_events(connection: Connection, since: datetime) -> Standing:
    """The state of the whole queue, and what was left unread; each number is read off an index."""
    e = t.event.c
    standing, late = e.merged_into.is_(None), e.added >= since
    oldest = select(func.min(e.added)).where(standing, e.review == "new")
    reviews = count_reviews(connection)
    by_review = select(e.review, func.count()).where(standing, e.review.in_(tuple(reviews)), late).group_by(e.review)
    of_late = {row[0]: row[1] for row in connection.execute(by_review)}
    return Standing(reviews, connection.execute(oldest).scalar_one(), sum(of_late.values()), of_late.get("new", 0))


def count_up_to(connection: Connection, wanted: EventFilter, most: int) -> int:
    """How many events fit, counting no further than `most`."""
    some = _some(connection, wanted, most).subquery()
    return int(connection.execute(select(func.count()).select_from(some)).scalar_one())


def some_ids(connection: Connection, wanted: EventFilter, most: int | None = None) -> list[str]:
    """Ids of events that fit, in no order; where it is given, `most` of them at most."""
    return list(connection.execute(_some(connection, wanted, most)).scalars())


def _some(connection: Connection, wanted: EventFilter, most: int | None) -> Select[Any]:
    # In no order, so that those near others are best looked for along the index that finds their neighbours.
    conditions = _conditions(wanted, connection.dialect.name, sharper=wanted.view == "near_duplicates")
    return select(t.event.c.id).where(*conditions).limit(most)


def neighbours_of(connection: Connection, wanted: EventFilter, event: str) -> tuple[str | None, str | None]:
    """The event before and the one after another in the order of `find_event_ids` by date, whether that one fits the filter or not.

    Each is read off an index, however many events fit. Both are None for an event that is not there.
    """
    row = connection.execute(select(t.event.c.date_from).where(t.event.c.id == event)).first()
    if row is None:
        return None, None
    day, key = t.event.c.date_from, t.event.c.id
    query = _filtered(select(key), wanted, connection.dialect.name, _looked_up_in_order(connection, wanted)).limit(1)
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
    query = _filtered(select(t.event.c.id), wanted, connection.dialect.name, _looked_up_in_order(connection, wanted))
    query = query.where(t.event.c.id > after)
    return list(connection.execute(query.order_by(t.event.c.id).limit(limit)).scalars())


def count_events(connection: Connection, wanted: EventFilter) -> int:
    """How many events fit."""
    query = select(func.count()).select_from(t.event)
    dialect = connection.dialect.name
    if wanted.person is None or wanted.view is not None:
        return int(connection.execute(_filtered(query, wanted, dialect)).scalar_one())
    # What a person waits for is little: taken away from all, rather than looked for beside each event.
    everybodys = replace(wanted, person=None)
    found = int(connection.execute(_filtered(query, everybodys, dialect)).scalar_one())
    waiting = connection.execute(_judged_and_waiting(wanted.person)).scalars().all()
    for part in parts_of(waiting):
        among = query.where(t.event.c.id.in_(part), *_conditions(everybodys, dialect, sharper=True))
        found -= int(connection.execute(among).scalar_one())
    return found


def count_reviews(connection: Connection) -> dict[str, int]:
    """How many events are in each state of review that some are in."""
    standing = t.event.c.merged_into.is_(None)
    query = select(t.event.c.review, func.count()).where(standing).group_by(t.event.c.review)
    return {row[0]: row[1] for row in connection.execute(query)}


#: Made once: a release of a million events asks for them part by part.
_DECIDED: Select[Any] = select(
    *(t.event.c.id, t.event.c.type, t.event.c.family, t.event.c.status, t.event.c.review),
    *(t.event.c.date_from, t.event.c.date_to, t.event.c.place, t.event.c.country, t.event.c.admin1),
    *(t.event.c.lat, t.event.c.lon, t.event.c.place_precision),
)


def decided_columns(connection: Connection, ids: Sequence[str]) -> dict[str, Row[Any]]:
    """What people may have decided of some events, by their ids: id, type, family, status, review, first and last day, place, country, admin1,
    latitude, longitude and the place's precision, in this order."""
    return {row[0]: row for row in connection.execute(_DECIDED.where(among(connection, t.event.c.id, ids))).all()}


def event_columns(connection: Connection, ids: Sequence[str]) -> dict[str, Row[Any]]:
    """The columns of some events, by their ids."""
    query = select(t.event).where(among(connection, t.event.c.id, ids))
    return {row.id: row for row in connection.execute(query)}


@dataclass(frozen=True, slots=True)
class _LookedUp:
    """The filters that no index has in the query's order, each asked in the way that suits it; `few`: one of them finds few events."""

    conditions: tuple[ColumnElement[bool], ...]
    few: bool


def _look_ups(wanted: EventFilter, dialect: str) -> Iterator[LookUp]:
    if wanted.place:
        yield in_place(wanted.place)
    if wanted.actor:
        yield with_actor(wanted.actor, dialect)
    if wanted.demand:
        yield with_demand(wanted.demand)
    if wanted.words:
        yield with_words(wanted.words, dialect)


def _looked_up_whole(wanted: EventFilter, dialect: str) -> _LookedUp:
    """For a query that is read to its end."""
    conditions = tuple(look_up.among for look_up in _look_ups(wanted, dialect))
    return _LookedUp(conditions, few=bool(conditions))


def _looked_up_in_order(connection: Connection, wanted: EventFilter) -> _LookedUp:
    """For a query that is read in an order and not to its end: where many fit, each event is asked."""
    conditions, few = [], False
    for look_up in _look_ups(wanted, connection.dialect.name):
        ids = look_up.few(connection)
        conditions.append(look_up.of_each if ids is None else t.event.c.id.in_(ids))
        few = few or ids is not None
    if wanted.families and (rare := of_rare_families(connection, wanted.families, wanted.reviews)) is not None:
        conditions.append(t.event.c.id.in_(rare))
        few = True
    return _LookedUp(tuple(conditions), few)


def _filtered(query: Select[Any], wanted: EventFilter, dialect: str, looked_up: _LookedUp | None = None) -> Select[Any]:
    return query.where(*_conditions(wanted, dialect, looked_up=looked_up))


def _conditions(
    wanted: EventFilter, dialect: str, *, sharper: bool = False, looked_up: _LookedUp | None = None
) -> Iterator[ColumnElement[bool]]:
    """What an event has to meet. `sharper`: another condition finds few events, so that no index over few values may be read to its end instead."""
    looked_up = looked_up or _looked_up_whole(wanted, dialect)
    sharper = sharper or any(
        (
            looked_up.few,
            wanted.assignee is not None,
            wanted.conflicts,
            wanted.flagged,
            wanted.since and wanted.until,
            wanted.unreported,
            wanted.among is not None,
            wanted.view in ("blind", "disagreements", "assigned"),
        )
    )
    # What was merged is found as the event that it was merged into.
    yield t.event.c.merged_into.is_(None)
    if wanted.among is not None:
        yield t.event.c.id.in_(wanted.among)
    if wanted.conflicts:
        yield t.event.c.id.in_(select(t.conflict.c.event_id).where(is_open()))
    if wanted.flagged:
        yield t.event.c.id.in_(_flagged())
    for column, values in (
        (t.event.c.type, wanted.types),
        (t.event.c.family, wanted.families),
        (t.event.c.status, wanted.statuses),
        (t.event.c.review, wanted.reviews),
    ):
        if values:
            yield (func.coalesce(column, "") if sharper else column).in_(values)
    if wanted.since is not None:
        yield t.event.c.date_to >= wanted.since
    if wanted.until is not None:
        yield t.event.c.date_from <= wanted.until
    if wanted.undated:
        yield t.event.c.date_from.is_(None)
    yield from looked_up.conditions
    if wanted.assignee is not None:
        given = select(t.assignment.c.event_id).join(t.person, t.person.c.id == t.assignment.c.person_id)
        yield t.event.c.id.in_(given.where(t.person.c.name == wanted.assignee))
    yield from _in_view(wanted)
    if wanted.unreported is not None:
        # Announced, its day is over, and nothing tells that it took place.
        yield t.event.c.status.in_(("planned", "called_for", "threatened"))
        yield t.event.c.date_to < wanted.unreported


def _flagged() -> Select[Any]:
    """Ids of events with a flag that stands: it was not undone, or its undoing was."""
    flag, undone, back = t.decision.alias(), t.decision.alias(), t.decision.alias()
    brought_back = exists().where(back.c.undoes == undone.c.number)
    return select(flag.c.event_id).where(
        flag.c.kind == "flag", ~exists().where(undone.c.undoes == flag.c.number, ~brought_back)
    )


def _in_view(wanted: EventFilter) -> Iterator[ColumnElement[bool]]:
    twice = t.double_coding.c
    if wanted.view == "blind":
        begun = select(twice.event_id).where(twice.state == "waiting")
        done = select(twice.event_id).where(twice.state != "waiting")
        yield func.coalesce(t.event.c.review, "") == "new"
        yield or_(t.event.c.lot < wanted.double, t.event.c.id.in_(begun))
        yield t.event.c.id.not_in(done)
        yield t.event.c.id.not_in(_judged(wanted.person))
    elif wanted.view == "disagreements":
        yield t.event.c.id.in_(select(twice.event_id).where(twice.state == "differ"))
    elif wanted.view == "near_duplicates":
        yield has_near()
    elif wanted.view == "clear":
        yield from may_be_clear(wanted.double)
    elif wanted.view == "assigned":
        yield t.event.c.id.in_(select(t.assignment.c.event_id))
    elif wanted.person is not None:
        yield t.event.c.id.not_in(_judged_and_waiting(wanted.person))


def _judged(person: str | None) -> Select[Any]:
    """Ids of the events that a person has judged."""
    return (
        select(t.judgement.c.event_id)
        .join(t.person, t.person.c.id == t.judgement.c.person_id)
        .where(t.person.c.name == person)
    )


def _judged_and_waiting(person: str) -> Select[Any]:
    """Those of them that wait for somebody else's judgement."""
    waiting = select(t.double_coding.c.event_id).where(t.double_coding.c.state == "waiting")
    return _judged(person).where(t.judgement.c.event_id.in_(waiting))
