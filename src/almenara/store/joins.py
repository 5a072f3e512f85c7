"""Names that are one: actors or places that a person joined, each join a decision of the log on no event.

Mentions keep the name that was coded; `joined_into` notes which name is kept, and is worked out anew from the standing joins after each decision.
So a join holds for reports that come later or are coded anew, and nothing is left of it once it is undone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Literal, get_args

from sqlalchemy import Connection, select, update

from almenara.store import tables as t
from almenara.store.decision import Decision
from almenara.store.decisions import append, entries_on_names, standing
from almenara.store.parts import parts_of
from almenara.store.refusal import Refusal

#: What has names that can be joined.
Register = Literal["actor", "place"]
REGISTERS: tuple[Register, ...] = get_args(Register)
_TABLES = {"actor": t.actor, "place": t.place}


def join_names(
    connection: Connection, *, person: str, register: Register, kept: str, others: Sequence[str], why: str | None
) -> list[Decision]:
    """Say that other names (by their ids) mean who or what `kept` means: a decision for each of them. Call it in a writing transaction.

    Raises ValueError, with a sentence, for a name that is not there or was joined already, and where an actor of a registry would go into a name that
    none knows.
    """
    table = _TABLES[register]
    wanted = list(dict.fromkeys(others))
    if not wanted or kept in wanted:
        raise Refusal("join_two")
    rows = {row.id: row for row in connection.execute(select(table).where(table.c.id.in_([kept, *wanted])))}
    for name in (kept, *wanted):
        if name not in rows:
            raise Refusal("no_such_name", name=name)
        if rows[name].joined_into is not None:
            raise Refusal("joined_already", name=rows[name].name, into=rows[name].joined_into)
    if register == "actor" and rows[kept].candidate:
        known = next((rows[name].name for name in wanted if not rows[name].candidate), None)
        if known is not None:
            raise Refusal("keep_known", name=known)
    made = [
        append(
            connection,
            person=person,
            kind="join",
            field=register,
            old={"id": name, "name": rows[name].name},
            new={"id": kept, "name": rows[kept].name},
            why=why,
        )
        for name in wanted
    ]
    _note(connection, register)
    return made


def part_names(connection: Connection, *, person: str, number: int, why: str | None = None) -> Decision:
    """Take a join back. Call it in a writing transaction. Raises ValueError, with a sentence, for what is no join or is undone already."""
    entries = entries_on_names(connection)
    taken = next((e for e in entries if e.number == number and e.kind == "join"), None)
    if taken is None:
        raise Refusal("no_such_join", number=number)
    if any(e.undoes == number for e in entries):
        raise Refusal("undone_already", number=number)
    made = append(connection, person=person, kind="undo", why=why, undoes=number)
    _note(connection, _register(taken))
    return made


def standing_joins(connection: Connection, register: Register) -> list[Decision]:
    """The joins of actors or of places that no later entry takes back, oldest first."""
    return [e for e in standing(entries_on_names(connection)) if e.field == register]


def events_concerned(connection: Connection, number: int) -> tuple[Register, list[str]]:
    """What an entry of the log joins or parts, and the events some mention of which names it."""
    entries = {e.number: e for e in entries_on_names(connection)}
    join = _join_of(entries[number], entries)
    return _register(join), events_naming(connection, _register(join), _together(entries)[join.field, join.old["id"]])


def changed_by_joins(connection: Connection) -> dict[str, list[tuple[int, datetime]]]:
    """For each event that names what was ever joined, the numbers and moments (UTC) of the entries that join or part it."""
    entries = {e.number: e for e in entries_on_names(connection)}
    together = _together(entries)
    found: dict[str, list[tuple[int, datetime]]] = defaultdict(list)
    for entry in entries.values():
        join = _join_of(entry, entries)
        for event in events_naming(connection, _register(join), together[join.field, join.old["id"]]):
            found[event].append((entry.number, entry.at))
    return found


def events_naming(connection: Connection, register: Register, ids: Collection[str]) -> list[str]:
    """Ids of the events some mention of which names an actor or a place of these ids, as it was coded."""
    query = select(t.mention.c.event_id).distinct()
    found: set[str] = set()
    for part in parts_of(sorted(ids)):
        named = (
            query.where(t.mention.c.place_id.in_(part))
            if register == "place"
            else query.join(t.mention_role).where(t.mention_role.c.actor_id.in_(part))
        )
        found.update(connection.execute(named).scalars())
    return sorted(found)


def stray_joins(connection: Connection) -> Iterator[str]:
    """A sentence for each name that is noted as joined otherwise than the log says."""
    for register in REGISTERS:
        said, noted = _said(connection, register), _noted(connection, register)
        for name in sorted(said.keys() | noted.keys()):
            if said.get(name) != noted.get(name):
                yield (
                    f"The {register} {name} is noted as joined into {noted.get(name) or 'none'}; "
                    f"the log says {said.get(name) or 'none'}."
                )


def _note(connection: Connection, register: Register) -> None:
    """Bring what is noted of joined names up to the log."""
    said, noted = _said(connection, register), _noted(connection, register)
    table = _TABLES[register]
    for name in said.keys() | noted.keys():
        if said.get(name) != noted.get(name):
            connection.execute(update(table).where(table.c.id == name).values(joined_into=said.get(name)))


def _said(connection: Connection, register: Register) -> dict[str, str]:
    """For each joined name the one that is kept, by way of others too."""
    into = {e.old["id"]: e.new["id"] for e in standing_joins(connection, register)}

    # No circle can come: only names that stand for themselves are joined, and what was undone does not come back.
    def end(name: str) -> str:
        return end(into[name]) if name in into else name

    return {name: end(name) for name in into}


def _noted(connection: Connection, register: Register) -> dict[str, str]:
    table = _TABLES[register]
    query = select(table.c.id, table.c.joined_into).where(table.c.joined_into.is_not(None))
    return {row.id: row.joined_into for row in connection.execute(query)}


def _register(join: Decision) -> Register:
    return "place" if join.field == "place" else "actor"


def _join_of(entry: Decision, entries: Mapping[int, Decision]) -> Decision:
    """The join that an entry is or takes back."""
    return entry if entry.undoes is None else entries[entry.undoes]


def _together(entries: Mapping[int, Decision]) -> dict[tuple[str | None, str], set[str]]:
    """For each register and name, all the names that it was ever joined with, by way of others too."""
    found: dict[tuple[str | None, str], set[str]] = {}
    for join in entries.values():
        if join.kind == "join":
            one, other = (found.get((join.field, side["id"]), {side["id"]}) for side in (join.old, join.new))
            whole = one | other
            found |= {(join.field, name): whole for name in whole}
    return found
