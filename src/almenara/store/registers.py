"""Lists of who and where: the actors and places that mentions name, with how many events each is told in; joined names are one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, FromClause, Select, Table, func, or_, select

from almenara.store import tables as t
from almenara.store.joins import Register
from almenara.store.said import holding


@dataclass(frozen=True, slots=True)
class ActorLine:
    """An actor with the number of events that it took part in; `candidate` tells that no registry knows the name."""

    id: str
    name: str
    country: str | None
    candidate: bool
    events: int


@dataclass(frozen=True, slots=True)
class PlaceLine:
    """A place with the number of events of which some mention is set there."""

    id: str
    name: str
    admin1: str | None
    country: str | None
    precision: str | None
    events: int


@dataclass(frozen=True, slots=True)
class NameLine:
    """A name of a register, by its id; `known` is whether a registry or the gazetteer knows it."""

    id: str
    name: str
    known: bool


def actors_told(connection: Connection, words: str, *, limit: int, offset: int = 0) -> list[ActorLine]:
    """Actors whose name or id, or that of a name joined into theirs, holds some words ('': all), those of most events first."""
    query = _told(t.actor, t.actor.join(t.mention_role).join(t.mention), words, ("name", "id"))
    rows = connection.execute(query.limit(limit).offset(offset))
    return [ActorLine(row.id, row.name, row.country, bool(row.candidate), row.events) for row in rows]


def places_told(connection: Connection, words: str, *, limit: int, offset: int = 0) -> list[PlaceLine]:
    """Places whose name or state, or that of a name joined into theirs, holds some words ('': all), those of most events first."""
    query = _told(t.place, t.place.join(t.mention), words, ("name", "admin1"))
    rows = connection.execute(query.limit(limit).offset(offset))
    return [PlaceLine(row.id, row.name, row.admin1, row.country, row.precision, row.events) for row in rows]


def names_by_id(connection: Connection, register: Register, ids: Sequence[str]) -> list[NameLine]:
    """Some names in the order of the ids given; those that are not there, or were joined into another, are left out."""
    table = t.actor if register == "actor" else t.place
    query = select(table).where(table.c.id.in_(ids), table.c.joined_into.is_(None))
    rows = {row.id: row for row in connection.execute(query)}
    return [
        NameLine(i, rows[i].name, not rows[i].candidate if register == "actor" else rows[i].geonames_id is not None)
        for i in dict.fromkeys(ids)
        if i in rows
    ]


def _told(table: Table, told_in: FromClause, words: str, looked_in: Sequence[str]) -> Select[Any]:
    """The kept names of a register, each counted for all names that were joined into it."""
    kept = table.alias()
    which = func.coalesce(table.c.joined_into, table.c.id)
    told = func.count(func.distinct(t.mention.c.event_id))
    query = (
        select(*kept.c, told.label("events"))
        .select_from(told_in.join(kept, kept.c.id == which))
        .group_by(kept.c.id)
        .order_by(told.desc(), kept.c.name, kept.c.id)
    )
    if words.strip():
        part = holding(words.strip())
        holds = or_(*(table.c[name].ilike(part, escape="\\") for name in looked_in))
        query = query.where(kept.c.id.in_(select(which).where(holds)))
    return query
