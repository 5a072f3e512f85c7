"""Which accounts make up which event, when a person says so: merging, splitting, and taking either back.

An event that was merged into another keeps its row and its decisions; its accounts belong to the other. The machine never moves an
account that is stored, so that what was parted stays parted.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, insert, select, update

from almenara.model import PUBLICATION
from almenara.store import tables as t
from almenara.store.decision import Decision
from almenara.store.parts import among
from almenara.store.refusal import Refusal


def accounts_in(connection: Connection, event: str) -> list[str]:
    """The accounts of an event, in the order of their ids."""
    query = select(t.mention.c.account_id).where(t.mention.c.event_id == event).distinct()
    return sorted(connection.execute(query).scalars())


def merge(connection: Connection, event: str, new: Any) -> tuple[Any, Any]:
    """Take another event's accounts over. Returns what the log keeps as before and after. Raises ValueError."""
    other = str(new.get("event") if isinstance(new, Mapping) else new)
    row = connection.execute(select(t.event).where(t.event.c.id == other)).first()
    if row is None or other == event:
        raise Refusal("no_other_event", other=other, event=event)
    for one in (event, other):
        merged = connection.execute(select(t.event.c.merged_into).where(t.event.c.id == one)).scalar()
        if merged is not None:
            raise Refusal("merged", event=one, into=merged)
    accounts = accounts_in(connection, other)
    _move(connection, accounts, event)
    connection.execute(update(t.event).where(t.event.c.id == other).values(merged_into=event))
    return {"accounts": accounts, "event": other}, {"event": other}


def split(connection: Connection, event: str, new: Any) -> tuple[Any, Any]:
    """Make an event of its own of some of an event's accounts. Returns what the log keeps as before and after. Raises ValueError."""
    wanted = sorted(set(new.get("accounts", ()) if isinstance(new, Mapping) else new or ()))
    accounts = accounts_in(connection, event)
    if not wanted or not set(wanted) < set(accounts):
        if len(accounts) > 1:
            raise Refusal("split_some", event=event, known=", ".join(accounts))
        raise Refusal("split_one", event=event)
    row = connection.execute(select(t.event).where(t.event.c.id == event)).one()
    number = 0
    while True:
        made = "e-" + hashlib.sha256("|".join([event, *wanted, str(number)]).encode()).hexdigest()[:12]
        if connection.execute(select(t.event.c.id).where(t.event.c.id == made)).first() is None:
            break
        number += 1
    connection.execute(insert(t.event).values({**row._mapping, "id": made, "review": "new"}))
    _move(connection, wanted, made)
    return {"accounts": accounts, "event": event}, {"accounts": wanted, "event": made}


def take_back(connection: Connection, event: str, entry: Decision) -> None:
    """Undo a merge or a split of an event, if nobody has moved its accounts since. Raises ValueError otherwise. Other kinds move nothing."""
    if entry.kind == "merge":
        _put_back(connection, entry, entry.old["accounts"], event, entry.old["event"])
        connection.execute(update(t.event).where(t.event.c.id == entry.old["event"]).values(merged_into=None))
    elif entry.kind == "split":
        _put_back(connection, entry, entry.new["accounts"], entry.new["event"], event)
        left = accounts_in(connection, entry.new["event"])
        # Accounts that joined the parted event later come along.
        _move(connection, left, event)
        connection.execute(update(t.event).where(t.event.c.id == entry.new["event"]).values(merged_into=event))


def _put_back(connection: Connection, entry: Decision, accounts: Sequence[str], now: str, before: str) -> None:
    moved = [a for a in accounts if a not in set(accounts_in(connection, now))]
    if moved:
        raise Refusal("moved_since", number=entry.number, known=", ".join(moved))
    _move(connection, accounts, before)


def _move(connection: Connection, accounts: Sequence[str], event: str) -> None:
    connection.execute(update(t.mention).where(t.mention.c.account_id.in_(accounts)).values(event_id=event))
    connection.execute(update(t.link).where(t.link.c.left_account.in_(accounts)).values(event_id=event))


def links_of(
    connection: Connection, accounts: Sequence[str]
) -> list[tuple[str, str, float, dict[str, tuple[int, float]]]]:
    """Why an event's accounts are one event: both accounts, the probability and the weights, the likeliest first."""
    # By its accounts, not by the event that it was found for: a link between accounts that a person parted joins nothing.
    query = (
        select(t.link)
        .where(t.link.c.left_account.in_(accounts), t.link.c.right_account.in_(accounts))
        .order_by(t.link.c.probability.desc(), t.link.c.left_account)
    )
    return [
        (
            row.left_account,
            row.right_account,
            row.probability,
            {k: (int(v[0]), float(v[1])) for k, v in row.weights.items()},
        )
        for row in connection.execute(query)
    ]


def reports_of_accounts(connection: Connection, accounts: Sequence[str]) -> dict[str, str]:
    """The report that each account stands in."""
    query = select(t.mention.c.account_id, t.mention.c.report_id).where(t.mention.c.account_id.in_(accounts)).distinct()
    return {row.account_id: row.report_id for row in connection.execute(query)}


def put_links(
    connection: Connection, links: Iterable[tuple[str, str, str, float, Mapping[str, tuple[int, float]]]]
) -> None:
    """Store why accounts were joined: both accounts, their event, the probability and the weights."""
    rows = {
        tuple(sorted((one, other))): (event, probability, weights) for one, other, event, probability, weights in links
    }
    values = [
        {
            "left_account": one,
            "right_account": other,
            "event_id": event,
            "probability": probability,
            "weights": dict(weights),
        }
        for (one, other), (event, probability, weights) in rows.items()
    ]
    if values:
        connection.execute(insert(t.link), values)


def voices_among(connection: Connection, events: Sequence[str]) -> dict[str, str]:
    """Of the reports that tell some events, in whose voice each speaks where that is not its own alone.

    Reports of one outlet are one voice, so are a text and its copies, an address and its newer versions: none of these makes another
    one independent evidence. A published event's own row speaks in the voice of a report that stands beside it.
    """
    voices: dict[str, str] = {}
    published: dict[str, str] = {}
    beside: dict[str, str] = {}
    if not events:
        return voices
    query = (
        select(t.report.c.id, t.report.c.copy_of, t.report.c.version_of, t.report.c.source_id, t.mention.c.event_id)
        .join(t.mention, t.mention.c.report_id == t.report.c.id)
        .where(among(connection, t.mention.c.event_id, events))
        .distinct()
        .order_by(t.report.c.id)
    )
    for row in connection.execute(query):
        if row.source_id is not None:
            voices[row.id] = f"outlet {row.source_id}"
        elif row.copy_of or row.version_of:
            voices[row.id] = row.copy_of or row.version_of
        if row.id.startswith(PUBLICATION):
            published[row.id] = row.event_id
        else:
            beside.setdefault(row.event_id, row.id)
    return voices | {row: voices.get(beside[of], beside[of]) for row, of in published.items() if of in beside}
