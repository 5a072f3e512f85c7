"""One report's words about one event."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from almenara.model.report import Source
from almenara.model.span import Quote
from almenara.model.status import Status


@dataclass(frozen=True, slots=True)
class Role:
    """Who or what took part.

    `role` is agent, target, instrument or participant. `actor` is the resolved actor's name and `actor_id` its id in the
    registry (or that of a candidate), `country` an ISO 3166 alpha-2 code, `sectors` PLOVER's codes, `count` how many the words say (best reading).
    """

    role: str
    quote: Quote
    actor: str | None = None
    country: str | None = None
    sectors: tuple[str, ...] = ()
    count: int | None = None
    actor_id: str | None = None

    def to_dict(self) -> dict[str, object]:
        return {
            "role": self.role,
            **self.quote.to_dict(),
            "actor": self.actor,
            "actor_id": self.actor_id,
            "country": self.country,
            "sectors": list(self.sectors),
            "count": self.count,
        }


@dataclass(frozen=True, slots=True)
class DateValue:
    """When: both days inclusive. `precision` is day, week, month, year or span.

    `quote` is None when no words give the date. `inherited` marks a date taken from an earlier sentence; `method` names
    the rule that resolved it. A date that could not be resolved has neither day, and `method` says why.
    """

    start: date | None
    end: date | None
    precision: str | None
    quote: Quote | None = None
    inherited: bool = False
    method: str = "stated"

    def to_dict(self) -> dict[str, object]:
        return {
            "from": self.start.isoformat() if self.start else None,
            "to": self.end.isoformat() if self.end else None,
            "precision": self.precision,
            **_words(self.quote),
            "inherited": self.inherited,
            "method": self.method,
        }


@dataclass(frozen=True, slots=True)
class PlaceValue:
    """Where. `country` is an ISO 3166 alpha-2 code, `admin1` a name; `lat` and `lon` are degrees (WGS 84).

    `precision` is exact, populated_place, admin2, admin1 or country. `score` is between 0 and 1; `candidates` are the
    runners-up as (geonames_id or user id, name, score).
    """

    name: str
    quote: Quote | None = None
    geonames_id: int | None = None
    country: str | None = None
    admin1: str | None = None
    lat: float | None = None
    lon: float | None = None
    precision: str | None = None
    score: float | None = None
    inherited: bool = False
    method: str = "stated"
    candidates: tuple[tuple[str, str, float], ...] = ()

    def to_dict(self) -> dict[str, object]:
        return {
            **_words(self.quote),
            "geonames_id": self.geonames_id,
            "name": self.name,
            "country": self.country,
            "admin1": self.admin1,
            "lat": self.lat,
            "lon": self.lon,
            "precision": self.precision,
            "score": self.score,
            "inherited": self.inherited,
            "method": self.method,
            "candidates": [{"id": i, "name": n, "score": s} for i, n, s in self.candidates],
        }


@dataclass(frozen=True, slots=True)
class Quantity:
    """How many: `of` is crowd, killed, injured, arrested, displaced, missing, weapons or other.

    `low`, `best` and `high` are whole numbers or None where the words leave that end open.
    """

    of: str
    low: int | None
    best: int | None
    high: int | None
    quote: Quote

    def to_dict(self) -> dict[str, object]:
        return {"of": self.of, "low": self.low, "best": self.best, "high": self.high, **self.quote.to_dict()}


@dataclass(frozen=True, slots=True)
class Mention:
    """One report's words about one event; see docs/architecture.md for each column."""

    id: str
    report: str
    published: date | None
    source: Source | None
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
    demand_quotes: tuple[Quote, ...] = ()
    codes: Mapping[str, object] | None = None
    title: str | None = None
    status_cue: Quote | None = None
    #: What coded it: the rules, a language model (`llm:NAME`), or a transformer (`transformer:NAME`, and what of it is whose).
    method: str = "rules"

    def to_dict(self) -> dict[str, object]:
        """The mention row; an unknown value is None, never left out."""
        return {
            "id": self.id,
            "report": self.report,
            "published": self.published.isoformat() if self.published else None,
            "source": self.source.name if self.source else None,
            "title": self.title,
            "family": self.family,
            "type": self.type,
            "status": self.status.value,
            "status_cue": self.status_cue.to_dict() if self.status_cue else None,
            "score": round(self.score, 3),
            "trigger": self.trigger.to_dict(),
            "sentence": self.sentence.to_dict(),
            "roles": [role.to_dict() for role in self.roles],
            "date": self.date.to_dict() if self.date else None,
            "place": self.place.to_dict() if self.place else None,
            "quantities": [quantity.to_dict() for quantity in self.quantities],
            "demands": list(self.demands),
            "demand_quotes": [quote.to_dict() for quote in self.demand_quotes],
            "codes": dict(self.codes) if self.codes else None,
            "method": self.method,
        }


def _words(quote: Quote | None) -> dict[str, object]:
    return quote.to_dict() if quote else {"text": None, "start": None, "end": None}
