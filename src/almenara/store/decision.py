"""One entry of the log of decisions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

#: What is decided on events; names of actors and places are joined by decisions of the kind 'join', which are on no event.
Kind = Literal["accept", "reject", "correct", "note", "flag", "merge", "split", "relate", "evidence", "undo"]
#: How one event stands to another; the first is the one that the decision is on.
RELATIONS = ("part_of", "counter_protest", "solidarity", "response_to")
#: The values of an event that a person may correct.
FIELDS = ("type", "status", "date_from", "date_to", "place", "country", "admin1", "lat", "lon", "place_precision")
#: What is counted of an event; a person may correct it too. Its value is a mapping of low, best and high, or None for no such figure.
FIGURES = ("crowd", "killed", "injured", "arrested", "displaced", "missing", "weapons", "other")
#: What words of a report can be evidence of.
EVIDENCE = ("type", "status", "date", "place", "agent", "target", "participant", "instrument", "demand", *FIGURES)


@dataclass(frozen=True)
class Decision:
    """One entry: who decided what of which event (None: of names that are one), when and why; `undoes` is the number of the entry that it takes back."""

    number: int
    at: datetime
    person: str
    event: str | None
    kind: str
    field: str | None
    old: Any
    new: Any
    why: str | None
    undoes: int | None

    def to_dict(self) -> dict[str, object]:
        return {
            "number": self.number,
            "at": self.at.isoformat(timespec="seconds") + "Z",
            "person": self.person,
            "event": self.event,
            "kind": self.kind,
            "field": self.field,
            "old": self.old,
            "new": self.new,
            "why": self.why,
            "undoes": self.undoes,
        }
