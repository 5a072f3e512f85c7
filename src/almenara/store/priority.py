"""Which unread event comes first: the rule of the queue, all of it on this page (docs/reviewing.md says it in words).

    priority = severity + uncertainty - weeks between `EPOCH` and the day the event was stored

An event that waits a week longer than another stands one point higher. As both wait alike from then on, nothing need be counted anew as
time passes, and the queue is read off an index.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection, bindparam, func, select, update

from almenara.store import tables as t
from almenara.store.parts import AT_ONCE, parts_of

#: Points for each tenfold number of people: 9 killed are 3 points, 99 are 6.
PER_TENFOLD = {"killed": 3.0, "injured": 1.5, "missing": 1.5, "arrested": 0.75}
#: Points for force, by PLOVER's event types of which the codebook's crosswalk speaks.
FORCE = {"ASSAULT": 2.0, "COERCE": 1.0}
#: Points for an event that the coder is not sure of at all; in proportion for others.
UNSURE = 2.0
#: Points for what the words leave open.
OPEN = {"alleged": 1.0, "denied": 1.0, "threatened": 0.5, "hypothetical": 0.5}
#: From which waiting is counted; any day would do.
EPOCH = datetime(2020, 1, 1)
WEEK = 7 * 86400


def priority_of(
    people: Mapping[str, int], force: Iterable[str], status: str, score: float, added: datetime | None
) -> float:
    """Points of an event: people hurt by kind, PLOVER's event types of its mentions, its status and score (0 to 1), when it was stored (UTC)."""
    severity = sum(PER_TENFOLD.get(of, 0) * math.log10(1 + max(n, 0)) for of, n in people.items())
    severity += max((FORCE.get(event, 0) for event in force), default=0)
    uncertainty = UNSURE * (1 - min(max(score, 0), 1)) + OPEN.get(status, 0)
    waited = ((added or EPOCH) - EPOCH).total_seconds() / WEEK
    return severity + uncertainty - waited


def lot_of(event: str) -> float:
    """A number from 0 to 1 (not included) that is an event's own for ever; those under a share are that share of all events."""
    # 52 bits: a fraction of more might be rounded up to 1.
    return (int.from_bytes(sha256(f"lot:{event}".encode()).digest()[:8], "big") >> 12) / 2**52


def set_priorities(connection: Connection, events: Sequence[str]) -> None:
    """Bring the columns by which the queue is sorted and drawn from up to date with the events' mentions."""
    e, m, q = t.event.c, t.mention.c, t.mention_quantity.c
    most = func.max(func.coalesce(q.best, q.high, q.low))
    for part in parts_of(sorted(set(events))):
        people: dict[str, dict[str, int]] = {}
        counted = (
            select(m.event_id, q.of, most.label("most"))
            .join(t.mention_quantity, q.mention_id == m.id)
            .where(m.event_id.in_(part), q.of.in_(tuple(PER_TENFOLD)))
            .group_by(m.event_id, q.of)
        )
        for event, of, n in connection.execute(counted):
            people.setdefault(event, {})[of] = n or 0
        force: dict[str, set[str]] = {}
        for event, codes in connection.execute(select(m.event_id, m.codes).where(m.event_id.in_(part))):
            force.setdefault(event, set()).add(_plover(codes))
        rows = connection.execute(select(e.id, e.status, e.score, e.added).where(e.id.in_(part))).all()
        values = [
            {
                "of": row.id,
                "its_lot": lot_of(row.id),
                "points": priority_of(people.get(row.id, {}), force.get(row.id, ()), row.status, row.score, row.added),
            }
            for row in rows
        ]
        if values:
            change = update(t.event).where(e.id == bindparam("of"))
            connection.execute(change.values(lot=bindparam("its_lot"), priority=bindparam("points")), values)


def fill_priorities(connection: Connection) -> None:
    """Give every event that has none its place in the queue: those of a database made by an older version."""
    missing = select(t.event.c.id).where(t.event.c.lot.is_(None)).limit(AT_ONCE)
    while ids := connection.execute(missing).scalars().all():
        set_priorities(connection, ids)


def _plover(codes: Any) -> str:
    plover = codes.get("plover") if isinstance(codes, Mapping) else None
    return str(plover.get("event", "")) if isinstance(plover, Mapping) else ""
