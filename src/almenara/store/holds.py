"""Who is reviewing which event: a hold that runs out by itself. It is kept in the database, so that several servers see the same ones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection, delete, insert, select, update

from almenara.store import tables as t
from almenara.store.connect import Store
from almenara.store.parts import parts_of

#: For how long an event is held after it was opened.
LASTS = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Hold:
    """Who reviews an event, and until when (UTC) if nothing is heard of them."""

    person: str
    until: datetime


def holder_of(connection: Connection, event: str) -> Hold | None:
    """Who is reviewing an event now."""
    held = _held(connection, event)
    return held if held is not None and held.until > _now() else None


def held_by_others(connection: Connection, events: Sequence[str], person: str) -> dict[str, str]:
    """Who else is reviewing each of some events now, of those that somebody else is."""
    held = select(t.hold.c.event_id, t.person.c.name).join(t.person, t.hold.c.person_id == t.person.c.id)
    return {
        row.event_id: row.name
        for part in parts_of(events)
        for row in connection.execute(
            held.where(t.hold.c.event_id.in_(part), t.hold.c.until > _now(), t.person.c.name != person)
        )
    }


def hold(store: Store, event: str, person: str, *, take_over: bool = False) -> Hold | None:
    """Note that somebody opened an event, which lets go of the one they held before; who else is holding it and keeps it, None if it is theirs now.

    `take_over` takes it from whoever holds it. Nothing is written where nothing changes.
    """
    with store.reading() as connection:
        held, now = _held(connection, event), _now()
        if held is not None and held.until > now:
            if held.person == person and held.until > now + LASTS / 2:
                return None
            own = select(t.hold.c.event_id).join(t.person).where(t.person.c.name == person)
            if held.person != person and not take_over and connection.execute(own).first() is None:
                return held
    with store.writing() as connection:
        held, now = _held(connection, event), _now()
        who = connection.execute(select(t.person.c.id).where(t.person.c.name == person)).scalar_one()
        if held is not None and held.person != person and held.until > now and not take_over:
            # They look at what another one holds: what they held before is free.
            connection.execute(delete(t.hold).where(t.hold.c.person_id == who))
            return held
        connection.execute(delete(t.hold).where(t.hold.c.event_id == event, t.hold.c.person_id != who))
        values = {"event_id": event, "until": now + LASTS}
        if connection.execute(update(t.hold).where(t.hold.c.person_id == who).values(values)).rowcount == 0:
            connection.execute(insert(t.hold).values(person_id=who, **values))
    return None


def let_go(connection: Connection, person: str) -> None:
    """End what somebody holds."""
    who = select(t.person.c.id).where(t.person.c.name == person).scalar_subquery()
    connection.execute(delete(t.hold).where(t.hold.c.person_id == who))


def _held(connection: Connection, event: str) -> Hold | None:
    query = select(t.person.c.name, t.hold.c.until).join(t.hold, t.hold.c.person_id == t.person.c.id)
    row = connection.execute(query.where(t.hold.c.event_id == event)).first()
    return Hold(row.name, row.until) if row is not None else None


def _now() -> datetime:
    return datetime.now(UTC).replace(tzinfo=None)
