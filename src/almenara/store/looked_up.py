"""Filters of events that are looked up in other tables: a place's name, who took part, what was asked for, a report's words; and rare families.

Each can be asked in two ways: which events are they, or is this event one of them? The first is quick where few events fit, for
they need only be sorted; the second where many do, for a list that is read in its order soon has its page full. Which of the two it
is, is found out by looking for no more than a few.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, Select, and_, exists, func, or_, select, tuple_, union_all

from almenara.store import tables as t
from almenara.store.said import beginning_with, holding, with_reports_saying

#: More events than these are not collected and sorted for one page.
FEW = 4_000


@dataclass(frozen=True, slots=True)
class LookUp:
    """One such filter: `among` says it by the ids of those that fit, `of_each` asks each event."""

    among: ColumnElement[bool]
    of_each: ColumnElement[bool]
    ids: Select[tuple[str]]

    def few(self, connection: Connection) -> tuple[str, ...] | None:
        """Ids of the events that fit, or None if there are more than `FEW`."""
        return _few(connection, self.ids)


def _few(connection: Connection, ids: Select[tuple[str]]) -> tuple[str, ...] | None:
    found = tuple(str(row[0]) for row in connection.execute(ids.limit(FEW + 1)))
    return found if len(found) <= FEW else None


def in_place(name: str) -> LookUp:
    """`name` is any part of a place's or state's name, or a country's code."""
    part = holding(name)
    # Names are looked through where there are few, among places; an event's name is one of these, or a person's correction.
    corrected = select(t.decision.c.event_id).where(
        t.decision.c.kind == "correct", t.decision.c.field.in_(("place", "admin1"))
    )
    names = select(t.place.c.name).where(t.place.c.name.ilike(part, escape="\\"))
    # Of what was joined into another place, events bear the name that is kept.
    kept_place = t.place.alias()
    kept = (
        select(kept_place.c.name)
        .join(t.place, t.place.c.joined_into == kept_place.c.id)
        .where(t.place.c.name.ilike(part, escape="\\"))
    )
    in_state = t.place.c.admin1.ilike(part, escape="\\")
    states = select(t.place.c.admin1).where(in_state)
    # With its country before it a state is found by the index of both.
    of_country = tuple_(t.event.c.country, t.event.c.admin1).in_(
        select(t.place.c.country, t.place.c.admin1).where(in_state).distinct()
    )
    of_none = and_(t.event.c.country.is_(None), t.event.c.admin1.in_(states))
    by_hand = and_(
        t.event.c.id.in_(corrected),
        or_(t.event.c.place.ilike(part, escape="\\"), t.event.c.admin1.ilike(part, escape="\\")),
    )

    def fits(
        read: Callable[[ColumnElement[str]], ColumnElement[str]], *of_state: ColumnElement[bool]
    ) -> ColumnElement[bool]:
        place = read(t.event.c.place)
        in_country = read(t.event.c.country) == name.upper()
        return or_(place.in_(names), place.in_(kept), *of_state, in_country, by_hand)

    among = fits(lambda column: column, of_country, of_none)
    # No index is to be read to its end where each event is asked.
    of_each = fits(lambda column: func.coalesce(column, ""), func.coalesce(t.event.c.admin1, "").in_(states))
    return LookUp(among, of_each, select(t.event.c.id).where(among))


def with_actor(actor: str, dialect: str) -> LookUp:
    """`actor` is an actor's id, any part of its name, or words that follow one another in a role's, the last one perhaps begun."""
    # A joined name means who all names mean that were joined into the same one.
    kept = func.coalesce(t.actor.c.joined_into, t.actor.c.id)
    asked = or_(t.actor.c.id == actor, t.actor.c.name.ilike(holding(actor), escape="\\"))
    named = select(t.actor.c.id).where(kept.in_(select(kept).where(asked)))
    role = t.mention_role.c
    resolved = role.actor_id.in_(named)
    # From the beginning of a word on, so that what the index of reports' words finds is all that there is.
    begun = beginning_with(actor)
    told = or_(role.text.ilike(begun, escape="\\"), role.text.ilike(f"% {begun}", escape="\\"))
    taking_part = t.mention.join(t.mention_role, role.mention_id == t.mention.c.id)
    event = select(t.mention.c.event_id)
    by_id = event.select_from(taking_part).where(resolved)
    by_words = with_reports_saying(event, taking_part.join(t.report), actor, dialect, begun=True).where(told)
    ids = union_all(by_id, by_words).subquery()
    return _told_in(select(ids.c.event_id), event.select_from(taking_part).where(or_(resolved, told)))


def of_rare_families(connection: Connection, families: Sequence[str], reviews: Sequence[str]) -> tuple[str, ...] | None:
    """Ids of the events of these families in these states of review (none: in any), which one index holds; None if there are more than `FEW`."""
    event = t.event.c
    query = select(event.id).where(event.merged_into.is_(None), event.family.in_(families))
    return _few(connection, query.where(event.review.in_(reviews)) if reviews else query)


def with_demand(demand: str) -> LookUp:
    """`demand` is a code of the codebook's."""
    asking = t.mention.join(t.mention_demand, t.mention_demand.c.mention_id == t.mention.c.id)
    return _told_in(select(t.mention.c.event_id).select_from(asking).where(t.mention_demand.c.demand == demand))


def with_words(words: str, dialect: str) -> LookUp:
    """All of `words` stand in one report that tells of the event."""
    return _told_in(with_reports_saying(select(t.mention.c.event_id), t.mention.join(t.report), words, dialect))


def _told_in(events: Select[tuple[str]], mentions: Select[tuple[str]] | None = None) -> LookUp:
    """What mentions say: `events` gives the events of those that fit, `mentions` the same of those of one event, where it is quicker asked otherwise."""
    found = events.distinct()
    this = (events if mentions is None else mentions).where(t.mention.c.event_id == t.event.c.id)
    return LookUp(t.event.c.id.in_(found), exists(this.correlate(t.event)), found)
