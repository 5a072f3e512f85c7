"""What is read of mentions whose actors or places people joined (`almenara.store.joins`): the name that is kept in the place of the coded one."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection, Row, Table, select

from almenara.model import Mention
from almenara.store import tables as t
from almenara.store.parts import parts_of
from almenara.store.reports import place_key

#: What a place says besides how it was found.
_OF_PLACE = ("name", "geonames_id", "country", "admin1", "lat", "lon", "precision")


@dataclass(frozen=True, slots=True)
class Kept:
    """By the ids of names that were joined into another one: the row of the one that is kept."""

    actors: Mapping[str, Row[Any]]
    places: Mapping[str, Row[Any]]

    def __bool__(self) -> bool:
        return bool(self.actors or self.places)

    def shown(self, mention: Mention) -> Mention:
        """A mention with the kept names."""
        place, roles = mention.place, mention.roles
        if place is not None and (found := self.places.get(place_key(place))) is not None:
            place = replace(place, **{name: found._mapping[name] for name in _OF_PLACE})
        if any(role.actor_id in self.actors for role in roles):
            roles = tuple(
                role
                if role.actor_id is None or (actor := self.actors.get(role.actor_id)) is None
                else replace(role, actor=actor.name, actor_id=actor.id, country=role.country or actor.country)
                for role in roles
            )
        return replace(mention, place=place, roles=roles)


def kept_names(connection: Connection, actors: Collection[str], places: Collection[str]) -> Kept:
    """The joins that concern actors and places of these ids."""
    return Kept(_kept(connection, t.actor, actors), _kept(connection, t.place, places))


def kept_of(connection: Connection, mentions: Iterable[Mention]) -> Kept:
    """The joins that concern mentions as they were coded."""
    actors: set[str] = set()
    places: set[str] = set()
    for mention in mentions:
        actors.update(role.actor_id for role in mention.roles if role.actor_id)
        places.update([place_key(mention.place)] if mention.place is not None else [])
    return kept_names(connection, actors, places)


def _kept(connection: Connection, table: Table, ids: Collection[str]) -> dict[str, Row[Any]]:
    kept = table.alias()
    query = select(table.c.id.label("joined"), *kept.c).join(kept, kept.c.id == table.c.joined_into)
    return {
        row.joined: row
        for part in parts_of(sorted(ids))
        for row in connection.execute(query.where(table.c.id.in_(part)))
    }
