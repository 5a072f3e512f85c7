"""Lists of who and where: the actors and places that mentions name, with how many events each is told in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from almenara.store import tables as t
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


def actors_told(connection: Connection, words: str, *, limit: int, offset: int = 0) -> list[ActorLine]:
    """Actors whose name or id holds some words ('': all), those of most events first."""
    told = func.count(func.distinct(t.mention.c.event_id))
    query = (
        select(t.actor, told.label("events"))
        .select_from(t.actor.join(t.mention_role).join(t.mention))
        .group_by(t.actor.c.id)
        .order_by(told.desc(), t.actor.c.name, t.actor.c.id)
        .limit(limit)
        .offset(offset)
    )
    if words.strip():
        part = holding(words.strip())
        query = query.where(t.actor.c.name.ilike(part, escape="\\") | t.actor.c.id.ilike(part, escape="\\"))
    return [
        ActorLine(row.id, row.name, row.country, bool(row.candidate), row.events) for row in connection.execute(query)
    ]


def actors_by_id(connection: Connection, ids: Sequence[str]) -> list[ActorLine]:
    """Some actors in the order of the ids given, without their events (0); those that are not there are left out."""
    rows = {row.id: row for row in connection.execute(select(t.actor).where(t.actor.c.id.in_(ids)))}
    found = [rows[i] for i in ids if i in rows]
    return [ActorLine(row.id, row.name, row.country, bool(row.candidate), 0) for row in found]


def places_told(connection: Connection, words: str, *, limit: int, offset: int = 0) -> list[PlaceLine]:
    """Places whose name or state holds some words ('': all), those of most events first."""
    told = func.count(func.distinct(t.mention.c.event_id))
    query = (
        select(t.place, told.label("events"))
        .select_from(t.place.join(t.mention))
        .group_by(t.place.c.id)
        .order_by(told.desc(), t.place.c.name, t.place.c.id)
        .limit(limit)
        .offset(offset)
    )
    if words.strip():
        part = holding(words.strip())
        query = query.where(t.place.c.name.ilike(part, escape="\\") | t.place.c.admin1.ilike(part, escape="\\"))
    return [
        PlaceLine(row.id, row.name, row.admin1, row.country, row.precision, row.events)
        for row in connection.execute(query)
    ]
