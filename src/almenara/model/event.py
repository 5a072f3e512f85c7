"""What happened: one type, one place, one day, one set of actors, told by one or more mentions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

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
class Claim:
    """What one report says of one value of an event, and in which words.

    `field` is type, status, date, place or what a quantity counts; `value` is plain (text, or a mapping of a date's, a place's or a
    quantity's parts). `source` is the outlet's name.
    """

    field: str
    value: object
    report: str
    source: str | None
    quote: Quote | None = None

    def to_dict(self) -> dict[str, object]:
        words = self.quote.to_dict() if self.quote else {"text": None, "start": None, "end": None}
        return {"field": self.field, "value": self.value, "report": self.report, "source": self.source, **words}


@dataclass(frozen=True, slots=True)
class Told:
    """What a report, published on a day, says of an event's status."""

    status: Status
    published: date | None
    report: str

    def to_dict(self) -> dict[str, object]:
        published = self.published.isoformat() if self.published else None
        return {"status": self.status.value, "published": published, "report": self.report}


@dataclass(frozen=True, slots=True)
class Event:
    """An event with the values that are best supported; the trigger and sentence are its leading mention's.

    `claims` is what each report says, `history` what was said of its status in the order of publication, `sources` the number of
    independent ones: reports that repeat another one's words are not counted.
    """

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
    claims: tuple[Claim, ...] = ()
    history: tuple[Told, ...] = ()
    sources: int = 1

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
            "sources": self.sources,
            "claims": [claim.to_dict() for claim in self.claims],
            "history": [told.to_dict() for told in self.history],
        }
