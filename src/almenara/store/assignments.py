"""Which event was given to whom to review, and the views of the queue that people keep."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from sqlalchemy import Connection, delete, func, insert, select

from almenara.store import tables as t
from almenara.store.parts import parts_of
from almenara.store.refusal import Refusal

#: Views that one person keeps at most, and the characters of a view's name and address.
MOST_VIEWS, LONGEST_NAME, LONGEST_QUERY = 50, 60, 1000


def assign(connection: Connection, events: Sequence[str], to: str | None, by: str) -> int:
    """Give events to a person who may sign in, or to nobody; how many there were. Raises ValueError, with a sentence."""
    able = select(t.person.c.name, t.person.c.id).where(t.person.c.password_hash.is_not(None))
    people = {row.name: row.id for row in connection.execute(able)}
    if to is not None and to not in people:
        raise Refusal("may_not_sign_in", name=to)
    there: list[str] = []
    for part in parts_of(sorted(set(events))):
        there += connection.execute(select(t.event.c.id).where(t.event.c.id.in_(part))).scalars()
        connection.execute(delete(t.assignment).where(t.assignment.c.event_id.in_(part)))
    if to is not None and there:
        now = datetime.now(UTC).replace(tzinfo=None, microsecond=0)
        rows = [{"event_id": e, "person_id": people[to], "by_id": people[by], "at": now} for e in there]
        connection.execute(insert(t.assignment), rows)
    return len(there)


def assignees_of(connection: Connection, events: Sequence[str]) -> dict[str, str]:
    """To whom some events were given."""
    query = select(t.assignment.c.event_id, t.person.c.name).join(t.person, t.person.c.id == t.assignment.c.person_id)
    return {
        row.event_id: row.name
        for part in parts_of(events)
        for row in connection.execute(query.where(t.assignment.c.event_id.in_(part)))
    }


def views_of(connection: Connection, person: str) -> list[tuple[int, str, str]]:
    """A person's views: number, name and address, in the order of their names."""
    v = t.saved_view.c
    query = select(v.id, v.name, v.query).join(t.person, t.person.c.id == v.person_id)
    return [
        (row.id, row.name, row.query)
        for row in connection.execute(query.where(t.person.c.name == person).order_by(v.name))
    ]


def keep_view(connection: Connection, person: str, name: str, query: str) -> None:
    """Keep an address under a name, in the place of what it stood for before. Raises ValueError, with a sentence."""
    name = " ".join(name.split())
    if not 0 < len(name) <= LONGEST_NAME or len(query) > LONGEST_QUERY:
        raise Refusal("view_name", n=LONGEST_NAME)
    who = connection.execute(select(t.person.c.id).where(t.person.c.name == person)).scalar_one()
    v = t.saved_view
    connection.execute(delete(v).where(v.c.person_id == who, v.c.name == name))
    count = connection.execute(select(func.count()).select_from(v).where(v.c.person_id == who)).scalar_one()
    if count >= MOST_VIEWS:
        raise Refusal("too_many_views", n=MOST_VIEWS)
    connection.execute(insert(v).values(person_id=who, name=name, query=query))


def drop_view(connection: Connection, person: str, number: int) -> bool:
    """Drop one of a person's own views; False if it is none of theirs."""
    who = select(t.person.c.id).where(t.person.c.name == person).scalar_subquery()
    v = t.saved_view
    return bool(connection.execute(delete(v).where(v.c.id == number, v.c.person_id == who)).rowcount)
