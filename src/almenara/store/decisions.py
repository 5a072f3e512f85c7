"""People's decisions: a log that only grows, each entry sealed with a hash over itself and the one before.

What an event's state is follows from the log: the last decision of each kind that no later one undoes.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, insert, select, update

from almenara.store import tables as t
from almenara.store.decision import FIELDS, FIGURES, RELATIONS, Decision, Kind
from almenara.store.evidence import checked_evidence
from almenara.store.grouping import merge, split, take_back
from almenara.store.parts import among
from almenara.store.refusal import Refusal

#: What stands before the first entry.
BEGINNING = "0" * 64


def decide(
    connection: Connection,
    *,
    person: str,
    event: str,
    kind: Kind,
    field: str | None = None,
    new: Any = None,
    why: str | None = None,
    undoes: int | None = None,
    old: Any = None,
    families: Mapping[str, str] | None = None,
) -> Decision:
    """Append a decision and bring the event's columns up to date. Call it in a writing transaction.

    `families` gives the family of each type of the codebook, which goes along where a type is corrected. `old` is what a figure was
    before, which no column holds; of all else the store knows it.

    Raises ValueError, with a sentence, if there is no such event, a rejection gives no reason, the field may not be
    corrected, or the entry to be undone is another event's or undone already.
    """
    row = connection.execute(select(t.event).where(t.event.c.id == event)).first()
    if row is None:
        raise Refusal("no_event", event=event)
    if row.merged_into is not None and kind != "undo":
        raise Refusal("merged", event=event, into=row.merged_into)
    if kind in ("reject", "note", "flag") and not (why or "").strip():
        raise Refusal("no_words")
    if kind == "correct" and field not in FIELDS + FIGURES:
        raise Refusal("not_corrected", field=field, known=", ".join(FIELDS + FIGURES))
    if kind == "undo":
        _undoable(connection, event, undoes)
    if kind == "relate" and (
        not isinstance(new, Mapping)
        or new.get("kind") not in RELATIONS
        or new.get("event") == event
        or not _there(connection, new.get("event"))
    ):
        raise Refusal("no_relation", known=", ".join(RELATIONS))
    if field not in FIGURES:
        old = _plain(row._mapping[field]) if kind == "correct" and field else None
    if kind == "merge":
        old, new = merge(connection, event, new)
    elif kind == "split":
        old, new = split(connection, event, new)
    elif kind == "evidence":
        new = checked_evidence(connection, event, field, new)
    elif kind == "undo":
        entries = {e.number: e for e in history(connection, event)}
        taken = entries[undoes or 0]
        if taken.undoes is not None and entries[taken.undoes].kind in ("merge", "split"):
            raise Refusal("bring_back", number=taken.number)
        take_back(connection, event, taken)
    entry = append(
        connection, person=person, event=event, kind=kind, field=field, old=old, new=_plain(new), why=why, undoes=undoes
    )
    settle(connection, event, families or {})
    return entry


def append(
    connection: Connection,
    *,
    person: str,
    kind: str,
    event: str | None = None,
    field: str | None = None,
    old: Any = None,
    new: Any = None,
    why: str | None = None,
    undoes: int | None = None,
) -> Decision:
    """Put an entry at the end of the log, sealed, whatever it says: who calls this has seen to that."""
    last = connection.execute(select(t.decision).order_by(t.decision.c.number.desc()).limit(1)).first()
    # Clocks are set back now and then: no entry is older than the one before it.
    now = datetime.now(UTC).replace(tzinfo=None, microsecond=0)
    number, at = (last.number + 1, max(now, last.at)) if last else (1, now)
    entry = Decision(number, at, person, event, kind, field, old, new, why, undoes)
    before = last.sha256 if last else BEGINNING
    connection.execute(
        insert(t.decision).values(
            number=number,
            at=at,
            person_id=_person_id(connection, person),
            event_id=event,
            kind=kind,
            field=field,
            old=old,
            new=new,
            why=why,
            undoes=undoes,
            previous_sha256=before,
            sha256=seal(entry, before),
        )
    )
    return entry


def seal(entry: Decision, before: str) -> str:
    """The hash over an entry and the hash of the one before it."""
    words = json.dumps([before, entry.to_dict()], ensure_ascii=True, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(words.encode()).hexdigest()


def history(connection: Connection, event: str | None = None) -> Iterator[Decision]:
    """All decisions, or those on one event, oldest first."""
    for row in _rows(connection, event):
        yield _decision(row)


def entries_on_names(connection: Connection) -> list[Decision]:
    """The decisions on no event, which join names of actors or places and part them; oldest first."""
    return [_decision(row) for row in connection.execute(_log(None).where(t.decision.c.event_id.is_(None)))]


def latest(connection: Connection, *, limit: int, before: int | None = None) -> list[Decision]:
    """The newest entries of the log, newest first; `before` is the number under which to go on."""
    query = select(t.decision, t.person.c.name).join(t.person).order_by(t.decision.c.number.desc()).limit(limit)
    if before is not None:
        query = query.where(t.decision.c.number < before)
    return [_decision(row) for row in connection.execute(query)]


def decisions_after(connection: Connection, event: str | None, after: int, limit: int) -> list[Decision]:
    """Entries of the log behind number `after`, oldest first, all or on one event."""
    query = _log(event).where(t.decision.c.number > after).limit(limit)
    return [_decision(row) for row in connection.execute(query)]


def log_head(connection: Connection) -> tuple[int, str]:
    """Number and seal of the log's last entry; 0 and zeros where nothing was decided yet."""
    last = connection.execute(select(t.decision).order_by(t.decision.c.number.desc()).limit(1)).first()
    return (last.number, last.sha256) if last else (0, BEGINNING)


def accepted_by(connection: Connection, person: str, numbers: Sequence[int]) -> list[Decision]:
    """Those of some entries by which a person accepted an event and that still stand, oldest first."""
    asked = _log(None).where(t.decision.c.number.in_(numbers), t.decision.c.kind == "accept", t.person.c.name == person)
    undone = select(t.decision.c.undoes).where(t.decision.c.undoes.in_(numbers))
    taken_back = set(connection.execute(undone).scalars())
    return [_decision(row) for row in connection.execute(asked) if row.number not in taken_back]


def broken_links(connection: Connection) -> Iterator[str]:
    """A sentence for each entry of the log that was changed, taken out or put in after it was written."""
    before, expected = BEGINNING, 1
    for row in _rows(connection):
        if row.number != expected:
            yield f"Decision {expected} is missing from the log."
        if row.previous_sha256 != before or row.sha256 != seal(_decision(row), row.previous_sha256):
            yield f"Decision {row.number} is not as it was written: its seal does not fit."
        before, expected = row.sha256, row.number + 1


def _rows(connection: Connection, event: str | None = None) -> Iterator[Row[Any]]:
    return iter(connection.execute(_log(event)))


def _log(event: str | None) -> Select[Any]:
    query = select(t.decision, t.person.c.name).join(t.person).order_by(t.decision.c.number)
    return query if event is None else query.where(t.decision.c.event_id == event)


def _decision(row: Row[Any]) -> Decision:
    return Decision(
        row.number, row.at, row.name, row.event_id, row.kind, row.field, row.old, row.new, row.why, row.undoes
    )


def decisions_on(connection: Connection, events: Sequence[str], kinds: Sequence[str]) -> Iterator[Decision]:
    """Decisions of some kinds on any of some events; oldest first."""
    query = _log(None).where(among(connection, t.decision.c.event_id, events), t.decision.c.kind.in_(kinds))
    return (_decision(row) for row in connection.execute(query))


def relations(connection: Connection, event: str) -> Iterator[tuple[str, str, bool]]:
    """Standing relations of an event: kind, the other event, and whether this one is the first of the two."""
    query = select(t.decision.c.event_id, t.decision.c.new).where(t.decision.c.kind == "relate")
    concerned = (row.event_id for row in connection.execute(query) if event in (row.event_id, row.new["event"]))
    for subject in dict.fromkeys(concerned):
        for entry in standing(list(history(connection, subject))):
            if entry.kind == "relate" and event in (subject, entry.new["event"]):
                yield entry.new["kind"], entry.new["event"] if event == subject else subject, event == subject


def events_touched(connection: Connection, number: int) -> set[str]:
    """The events whose accounts or columns a decision moved or changed."""
    row = connection.execute(select(t.decision).where(t.decision.c.number == number)).one()
    return {row.event_id, *(v["event"] for v in (row.old, row.new) if isinstance(v, Mapping) and "event" in v)}


def _there(connection: Connection, event: object) -> bool:
    return connection.execute(select(t.event.c.id).where(t.event.c.id == event)).first() is not None


def _undoable(connection: Connection, event: str, number: int | None) -> None:
    entries = list(history(connection, event))
    if all(entry.number != number for entry in entries):
        raise Refusal("no_such_decision", event=event, number=number)
    if any(entry.undoes == number for entry in entries):
        raise Refusal("undone_already", number=number)


def standing(entries: list[Decision]) -> list[Decision]:
    """The decisions that count: not undone, and no undoing itself (an undone undoing brings its entry back)."""
    undone: set[int] = set()
    for entry in reversed(entries):
        if entry.undoes is not None and entry.number not in undone:
            undone.add(entry.undoes)
    return [entry for entry in entries if entry.kind != "undo" and entry.number not in undone]


def settle(
    connection: Connection, event: str, families: Mapping[str, str], machine: Mapping[str, Any] | None = None
) -> None:
    """The event's columns as the log leaves them: its review state, and its corrected values over the machine's.

    `machine` are the columns as its mentions give them; without it, the value before the first correction stands for them.
    """
    entries = list(history(connection, event))
    counted = standing(entries)
    review = next((e.kind for e in reversed(counted) if e.kind in ("accept", "reject")), None)
    values: dict[str, Any] = {
        **(machine or {}),
        "review": {"accept": "accepted", "reject": "rejected", None: "new"}[review],
    }
    for field in {e.field for e in entries if e.kind == "correct" and e.field in FIELDS}:
        first = next(e for e in entries if e.kind == "correct" and e.field == field)
        last = next((e for e in reversed(counted) if e.kind == "correct" and e.field == field), None)
        if last is not None or machine is None:
            values[field] = _typed(field, last.new if last else first.old)
    if values.get("type") in families:
        values["family"] = families[values["type"]]
    connection.execute(update(t.event).where(t.event.c.id == event).values(values))


def _plain(value: Any) -> Any:
    return value.isoformat() if hasattr(value, "isoformat") else value


def _typed(field: str, value: Any) -> Any:
    return date.fromisoformat(value) if field.startswith("date_") and value is not None else value


def _person_id(connection: Connection, name: str) -> int:
    found = connection.execute(select(t.person.c.id).where(t.person.c.name == name)).scalar()
    if found is None:
        found = connection.execute(insert(t.person).values(name=name).returning(t.person.c.id)).scalar_one()
    return int(found)
