"""Join the mentions of one report that tell of one event, and give the event the values that are best supported."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import replace

from almenara.model import DateValue, Event, Mention, MentionRef, PlaceValue, Quantity, Role, Status

#: Statuses that never join with one another: a plan and what came of it stay apart within one report.
_GROUPS = {
    Status.HAPPENED: "told",
    Status.ONGOING: "told",
    Status.ALLEGED: "told",
    Status.DENIED: "denied",
    Status.PLANNED: "ahead",
    Status.CALLED_FOR: "ahead",
    Status.THREATENED: "ahead",
    Status.HYPOTHETICAL: "hypothetical",
    Status.HISTORICAL: "historical",
    Status.GENERIC: "generic",
}

#: What makes the status of an event when its mentions differ: the surest word first.
_SUREST = (Status.HAPPENED, Status.ONGOING, Status.ALLEGED, Status.CALLED_FOR, Status.PLANNED, Status.THREATENED)

Codes = Callable[[str, Sequence[str]], dict[str, object]]


def events_of(mentions: Sequence[Mention], codes: Codes | None = None) -> tuple[Event, ...]:
    """Events of one report, in the order of their first mention.

    Two mentions are one event if they have the same type and group of status and nothing of theirs conflicts: day, place
    or numbers. `codes` gives an event's crosswalk codes from its type and the types that share its day and place.
    """
    clusters: list[list[Mention]] = []
    for mention in mentions:
        for cluster in clusters:
            if all(_compatible(mention, other) for other in cluster):
                cluster.append(mention)
                break
        else:
            clusters.append([mention])
    events = [consolidate(cluster) for cluster in clusters]
    if codes is None:
        return tuple(events)
    return tuple(replace(event, codes=codes(event.type, _together(event, events))) for event in events)


def _compatible(one: Mention, other: Mention) -> bool:
    if one.report != other.report or one.type != other.type or _GROUPS[one.status] != _GROUPS[other.status]:
        return False
    return _same_day(one.date, other.date) and _same_place(one.place, other.place) and _same_people(one, other)


def _same_day(one: DateValue | None, other: DateValue | None) -> bool:
    if one is None or other is None or one.start is None or other.start is None or one.end is None or other.end is None:
        return True
    return one.start <= other.end and other.start <= one.end


def _same_place(one: PlaceValue | None, other: PlaceValue | None) -> bool:
    if one is None or other is None:
        return True
    if one.name == other.name or one.inherited or other.inherited:
        return one.country is None or other.country is None or one.country == other.country
    if one.precision in ("country", "admin1") or other.precision in ("country", "admin1"):
        return one.country == other.country
    return False


def _same_people(one: Mention, other: Mention) -> bool:
    """Numbers or named sides that differ within one sentence are two events ('arrested 12 in X and 5 in Y')."""
    counts = {q.of: q.best for q in one.quantities}
    if any(q.of in counts and q.best is not None and counts[q.of] not in (None, q.best) for q in other.quantities):
        return False
    if one.sentence.start != other.sentence.start:
        return True
    for role in ("agent", "target"):
        mine = {r.quote.text.lower() for r in one.roles if r.role == role}
        theirs = {r.quote.text.lower() for r in other.roles if r.role == role}
        if mine and theirs and not mine & theirs:
            return False
    return True


def _together(event: Event, events: Sequence[Event]) -> list[str]:
    """Types of the other events of the report that share day and place."""
    return [
        other.type
        for other in events
        if other is not event
        and _GROUPS[other.status] == _GROUPS[event.status]
        and _same_day(event.date, other.date)
        and _same_place(event.place, other.place)
    ]


def consolidate(cluster: Sequence[Mention]) -> Event:
    """The event that some mentions tell of, with the best supported of their values."""
    lead = max(cluster, key=lambda m: (m.score, len(m.roles) + len(m.quantities), -m.trigger.start))
    status = next((s for s in _SUREST if any(m.status is s for m in cluster)), lead.status)
    return Event(
        id="e-" + hashlib.sha256("|".join(m.id for m in cluster).encode()).hexdigest()[:12],
        reports=tuple(dict.fromkeys(m.report for m in cluster)),
        mentions=tuple(MentionRef(m.id, m.report) for m in cluster),
        family=lead.family,
        type=lead.type,
        status=status,
        score=max(m.score for m in cluster),
        trigger=lead.trigger,
        sentence=lead.sentence,
        roles=_roles(cluster),
        date=_best_date(cluster),
        place=_best_place(cluster),
        quantities=_quantities(cluster),
        demands=tuple(dict.fromkeys(d for m in cluster for d in m.demands)),
        codes=lead.codes,
    )


def _best_date(cluster: Sequence[Mention]) -> DateValue | None:
    """A stated day before an inherited one, a day before a longer stretch."""
    order = {"day": 0, "week": 1, "span": 2, "month": 3, "year": 4}
    known = [m.date for m in cluster if m.date is not None]
    dated = [d for d in known if d.start is not None]
    if not dated:
        return known[0] if known else None
    return min(dated, key=lambda d: (d.inherited, order.get(d.precision or "", 5)))


def _best_place(cluster: Sequence[Mention]) -> PlaceValue | None:
    order = {"exact": 0, "populated_place": 1, "admin2": 2, "admin1": 3, "country": 4}
    known = [m.place for m in cluster if m.place is not None]
    return min(known, key=lambda p: (p.inherited, order.get(p.precision or "", 5)), default=None)


def _roles(cluster: Sequence[Mention]) -> tuple[Role, ...]:
    kept: dict[tuple[str, str], Role] = {}
    for mention in cluster:
        for role in mention.roles:
            kept.setdefault((role.role, role.quote.text.lower()), role)
    return tuple(kept.values())


def _quantities(cluster: Sequence[Mention]) -> tuple[Quantity, ...]:
    kept: dict[str, Quantity] = {}
    for mention in cluster:
        for quantity in mention.quantities:
            kept.setdefault(quantity.of, quantity)
    return tuple(kept.values())
