"""What happened: one type, one place, one day, one set of actors, told by one or more mentions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from almenara.model.mention import DateValue, PlaceValue, Quantity, Role
from almenara.model.span import Quote
from almenara.model.status import Status


@dataclass(frozen=True, slots=True)
class MentionRef:
    """A mention by its id, and the report that it stands in."""

    id: str
    report: str

    def to_dict(self) -> dict[str, str]:
        return {"id": self.id, "report": self.report}


@dataclass(frozen=True, slots=True)
class Event:
    """An event with the values that its mentions agree on; the trigger and sentence are its leading mention's."""

    id: str
    reports: tuple[str, ...]
    mentions: tuple[MentionRef, ...]
    family: str
    type: str
    status: Status
    score: float
    trigger: Quote
    sentence: Quote
    roles: tuple[Role, ...] = ()
    date: DateValue | None = None
    place: PlaceValue | None = None
    quantities: tuple[Quantity, ...] = ()
    demands: tuple[str, ...] = ()
    codes: Mapping[str, object] | None = None

    def to_dict(self) -> dict[str, object]:
        return {
            "id": self.id,
            "reports": list(self.reports),
            "mentions": [mention.to_dict() for mention in self.mentions],
            "family": self.family,
            "type": self.type,
            "status": self.status.value,
            "score": round(self.score, 3),
            "trigger": self.trigger.to_dict(),
            "sentence": self.sentence.to_dict(),
            "roles": [role.to_dict() for role in self.roles],
            "date": self.date.to_dict() if self.date else None,
            "place": self.place.to_dict() if self.place else None,
            "quantities": [quantity.to_dict() for quantity in self.quantities],
            "demands": list(self.demands),
            "codes": dict(self.codes) if self.codes else None,
        }
