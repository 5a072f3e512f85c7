"""Join the mentions of one report that tell of one event."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from almenara.link.consolidate import consolidate
from almenara.model import DateValue, Event, Mention, PlaceValue, Status

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


Codes = Callable[[str, Sequence[str]], dict[str, object]]


def events_of(mentions: Sequence[Mention], codes: Codes | None = None) -> tuple[Event, ...]:
    """Events of one report, in the order of their first mention.

    Two mentions are one event if they have the same type and group of status and nothing of theirs conflicts: day, place
    or numbers. `codes` gives an event's crosswalk codes from its type and the types that share its day and place.
    """
    events = [consolidate(cluster) for cluster in clusters_of(mentions)]
    if codes is None:
        return tuple(events)
    return tuple(replace(event, codes=codes(event.type, _together(event, events))) for event in events)


def clusters_of(mentions: Iterable[Mention]) -> list[list[Mention]]:
    """The mentions of one report, in groups that tell of one event each."""
    clusters: list[list[Mention]] = []
    for mention in mentions:
        for cluster in clusters:
            if all(_compatible(mention, other) for other in cluster):
                cluster.append(mention)
                break
        else:
            clusters.append([mention])
    return clusters


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
