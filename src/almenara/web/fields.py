"""An event's values as its page lists them: field by field, with what each source says, in which words, and what taking it would decide."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from almenara.model import Claim, Event, Mention
from almenara.observatory.decided import figure_as_stored
from almenara.store import Decision, Kind, standing
from almenara.store.decision import FIGURES

#: The key that leads to a field on the page; all figures share one, which goes from each to the next.
KEYS = {
    "type": "t",
    "status": "s",
    "date": "d",
    "place": "p",
    # Who took part, and for what.
    "who": "w",
    "demand": "w",
    **dict.fromkeys(FIGURES, "m"),
}
#: Fields that are always listed; of demands and figures only those that something is known of.
ALWAYS = ("type", "status", "date", "place", "who")
ROLES = ("agent", "target", "participant", "instrument")
#: The columns that a field is corrected by, where these are others than it.
_COLUMNS = {"date": ("date_from", "date_to"), "place": ("place", "country", "admin1", "lat", "lon", "place_precision")}
#: What a claim on a place tells; its precision is the mention's.
_PLACE = {"place": "name", "country": "country", "admin1": "admin1", "lat": "lat", "lon": "lon"}


@dataclass(frozen=True, slots=True)
class Said:
    """What one source says of a field. `key` names it in a form; `stands` tells that the event has this value."""

    key: str
    claim: Claim
    stands: bool


@dataclass(frozen=True, slots=True)
class Field:
    """A field with its key on the page, what sources say, words that people took as its evidence, and its corrections, each with whether it was
    undone."""

    name: str
    key: str
    said: tuple[Said, ...]
    chosen: tuple[Decision, ...]
    corrected: tuple[tuple[Decision, bool], ...]


def fields_of(event: Event, entries: Sequence[Decision]) -> list[Field]:
    """The fields of an event in the order of the page; `entries` are the decisions on it, oldest first."""
    counted = standing(list(entries))
    numbers = {entry.number for entry in counted}
    figures = {q.of for q in event.quantities} | {c.field for c in event.claims if c.field in FIGURES}
    evidence = [entry for entry in counted if entry.kind == "evidence"]
    demanded = bool(event.demands) or any(entry.field == "demand" for entry in evidence)
    return [
        Field(
            name,
            KEYS[name],
            tuple(
                Said(key_of(claim), claim, _stands(event, claim))
                for claim in event.claims
                if claim.field == name and (claim.field != "type" or len(event.reports) > 1)
            ),
            tuple(e for e in evidence if e.field == name or (name == "who" and e.field in ROLES)),
            tuple(
                (e, e.number not in numbers)
                for e in entries
                if e.kind == "correct" and e.field in _COLUMNS.get(name, (name,))
            ),
        )
        for name in (*ALWAYS, *(("demand",) if demanded else ()), *(of for of in FIGURES if of in figures))
    ]


def key_of(claim: Claim) -> str:
    """What names a claim in a form: the same as long as its report says the same."""
    return hashlib.sha256(repr((claim.field, claim.value, claim.report)).encode()).hexdigest()[:16]


def _stands(event: Event, claim: Claim) -> bool:
    value: Any = claim.value
    if claim.field == "type":
        return bool(value == event.type)
    if claim.field == "status":
        return bool(value == event.status.value)
    if claim.field == "date":
        when = event.date
        days = (when.start, when.end) if when else (None, None)
        return (value["from"], value["to"]) == tuple(day.isoformat() if day else None for day in days)
    if claim.field == "place":
        where = event.place
        return where is not None and all(value[part] == getattr(where, part) for part in _PLACE.values())
    return bool(value == figure_as_stored(next((q for q in event.quantities if q.of == claim.field), None)))


def taking(
    claim: Claim, columns: Mapping[str, Any], mentions: Sequence[Mention]
) -> list[tuple[Kind, Mapping[str, Any]]]:
    """The decisions that give the event a source's value and keep its words: corrections of what differs, then the evidence.

    `columns` are the event's, by name.
    """
    value: Any = claim.value
    right: dict[str, Any]
    if claim.field == "date":
        right = {"date_from": value["from"], "date_to": value["to"]}
    elif claim.field == "place":
        right = {column: value[part] for column, part in _PLACE.items()}
        told = (m.place for m in mentions if m.report == claim.report and m.place and m.place.name == value["name"])
        right["place_precision"] = next((place.precision for place in told), None)
    else:
        right = {claim.field: value}
    wishes: list[tuple[Kind, Mapping[str, Any]]] = [
        ("correct", {"field": field, "new": new})
        for field, new in right.items()
        if field in FIGURES or new != _plain(columns[field])
    ]
    if claim.quote is not None:
        words = {"report": claim.report, "start": claim.quote.start, "end": claim.quote.end}
        wishes.append(("evidence", {"field": claim.field, "new": words}))
    return wishes


def _plain(value: Any) -> Any:
    return value.isoformat() if hasattr(value, "isoformat") else value


def acts_of(entries: Sequence[Decision]) -> list[list[Decision]]:
    """Entries of the log, newest first, with those in one list that one person made at one moment by taking or correcting several values."""
    acts: list[list[Decision]] = []
    for entry in reversed(entries):
        last = acts[-1][-1] if acts else None
        if (
            last is not None
            and {last.kind, entry.kind} <= {"correct", "evidence"}
            and (last.person, last.at, last.number) == (entry.person, entry.at, entry.number + 1)
        ):
            acts[-1].append(entry)
        else:
            acts.append([entry])
    return acts
