"""Double coding: a share of events is judged by two people, neither of whom sees what the other one says.

A judgement is kept apart from the log of decisions and changes no event until both are in (`almenara.observatory.double` says what then).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, Literal

from sqlalchemy import Connection, Row, Select, func, insert, select, update

from almenara.store import tables as t
from almenara.store.parts import parts_of
from almenara.store.refusal import Refusal

Verdict = Literal["accept", "reject"]
#: waiting: for a first or second judgement; agreed: both were alike and are in the log; differ: waits for an adjudicator; adjudicated: settled by one.
State = Literal["waiting", "agreed", "differ", "adjudicated"]
#: People who judge an event that is coded twice.
CODERS = 2
#: What is judged of an event that is accepted.
JUDGED = ("type", "status", "date_from", "date_to", "place")


@dataclass(frozen=True, slots=True)
class Judgement:
    """What one person says of an event: `values` by the names of `JUDGED`, days as dates; `shown` is what the event said when it was judged."""

    event: str
    person: str
    verdict: str
    values: Mapping[str, Any]
    why: str | None
    shown: Mapping[str, Any]
    at: datetime

    def like(self, other: Judgement) -> bool:
        """Whether both say the same: the values of an event that both reject do not matter."""
        return self.verdict == other.verdict and (self.verdict == "reject" or self.values == other.values)


def state_of(connection: Connection, event: str, share: float) -> State | None:
    """Where an event stands; None if it is not coded twice at this share (0 to 1), or was decided on before anybody judged it."""
    return states_of(connection, [event], share).get(event)


def states_of(connection: Connection, events: Sequence[str], share: float) -> dict[str, State]:
    """Where each of some events stands, of those that are coded twice; see `state_of`."""
    found: dict[str, State] = {}
    query = select(t.event.c.id, t.event.c.lot, t.event.c.review, t.double_coding.c.state).select_from(
        t.event.outerjoin(t.double_coding)
    )
    for part in parts_of(events):
        for row in connection.execute(query.where(t.event.c.id.in_(part))):
            if row.state is not None:
                found[row.id] = row.state
            elif row.review == "new" and row.lot is not None and row.lot < share:
                found[row.id] = "waiting"
    return found


def put_judgement(
    connection: Connection, event: str, person: str, verdict: Verdict, values: Mapping[str, Any], why: str | None
) -> None:
    """Store one person's judgement with what the event said at this moment. Raises ValueError if this person has judged it."""
    person_id = connection.execute(select(t.person.c.id).where(t.person.c.name == person)).scalar_one()
    known = select(t.judgement.c.at).where(t.judgement.c.event_id == event, t.judgement.c.person_id == person_id)
    if connection.execute(known).first() is not None:
        raise Refusal("judged_already", event=event)
    columns = connection.execute(select(t.event).where(t.event.c.id == event)).one()._mapping
    shown = {name: _plain(columns[name]) for name in JUDGED}
    now = datetime.now(UTC).replace(tzinfo=None, microsecond=0)
    begun = select(t.double_coding.c.event_id).where(t.double_coding.c.event_id == event)
    if connection.execute(begun).first() is None:
        connection.execute(insert(t.double_coding).values(event_id=event, state="waiting", begun=now))
    connection.execute(
        insert(t.judgement).values(
            event_id=event,
            person_id=person_id,
            at=now,
            verdict=verdict,
            why=why,
            shown=shown,
            **{n: values[n] for n in JUDGED},
        )
    )


def set_state(connection: Connection, event: str, state: State) -> None:
    """Say where an event stands from now on; nothing happens to one that is not coded twice."""
    connection.execute(update(t.double_coding).where(t.double_coding.c.event_id == event).values(state=state))


def judgements_of(connection: Connection, event: str) -> list[Judgement]:
    """What was judged of an event, in the order in which it was."""
    query = _judgements().where(t.judgement.c.event_id == event)
    return [_judgement(row) for row in connection.execute(query)]


def all_judgements(connection: Connection) -> Iterator[Judgement]:
    """Every judgement on events that are not waiting any more: what is still blind stays so in figures too."""
    query = _judgements().join(t.double_coding, t.double_coding.c.event_id == t.judgement.c.event_id)
    return (_judgement(row) for row in connection.execute(query.where(t.double_coding.c.state != "waiting")))


def point_of(connection: Connection, event: str, place: str) -> dict[str, Any]:
    """Country, state and coordinates of a place that the event's reports name so; all None for a name that none of them knows."""
    told, kept = t.place, t.place.alias()
    named = (
        select(kept.c.country, kept.c.admin1, kept.c.lat, kept.c.lon)
        .select_from(t.mention.join(told).join(kept, kept.c.id == func.coalesce(told.c.joined_into, told.c.id)))
        .where(t.mention.c.event_id == event, kept.c.name == place)
        .order_by(kept.c.id)
    )
    row = connection.execute(named).first()
    return dict(row._mapping) if row is not None else {"country": None, "admin1": None, "lat": None, "lon": None}


def place_names(connection: Connection, event: str) -> list[str]:
    """Names of places that an event's reports give it, and that they may mean instead, in alphabetical order."""
    of = t.mention.c.event_id == event
    told, kept = t.place, t.place.alias()
    joined = t.mention.join(told).join(kept, kept.c.id == func.coalesce(told.c.joined_into, told.c.id))
    named = select(kept.c.name).select_from(joined).where(of)
    other = select(t.place_candidate.c.name).join(t.mention, t.mention.c.id == t.place_candidate.c.mention_id).where(of)
    return sorted({*connection.execute(named).scalars(), *connection.execute(other).scalars()})


def _judgements() -> Select[Any]:
    j = t.judgement.c
    return (
        select(t.judgement, t.person.c.name)
        .join(t.person, t.person.c.id == j.person_id)
        .order_by(j.at, t.person.c.name)
    )


def _judgement(row: Row[Any]) -> Judgement:
    values = {name: row._mapping[name] for name in JUDGED}
    shown = {name: _typed(name, row.shown.get(name)) for name in JUDGED}
    return Judgement(row.event_id, row.name, row.verdict, values, row.why, shown, row.at)


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _typed(name: str, value: Any) -> Any:
    return date.fromisoformat(value) if name.startswith("date_") and value is not None else value
