"""An event as the public may see it, and the same as plain values, which JSON holds without loss."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from msgspec import Struct, field


class PublicReport(Struct, frozen=True):
    """A report that tells of an event, as far as it may be named; `published` is a day in ISO form, `quote` its words on the event."""

    id: str
    source: str | None
    url: str | None
    published: str | None
    quote: str | None = None


class PublicEvent(Struct, frozen=True):
    """An event as the public may see it; unknown values are None. `numbers` gives low, best and high of each quantity."""

    id: str
    type: str
    family: str
    status: str
    review: str
    date_from: date | None
    date_to: date | None
    date_precision: str | None
    place: str | None
    admin1: str | None
    country: str | None
    lat: float | None
    lon: float | None
    place_precision: str | None
    agents: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    agent_sectors: tuple[str, ...] = ()
    target_sectors: tuple[str, ...] = ()
    demands: tuple[str, ...] = ()
    numbers: Mapping[str, tuple[int | None, int | None, int | None]] = field(default_factory=dict)
    codes: Mapping[str, object] = field(default_factory=dict)
    sources: tuple[str, ...] = ()
    scales: tuple[str, ...] = ()
    urls: tuple[str, ...] = ()
    independent_sources: int = 1
    reports: tuple[PublicReport, ...] = ()


_DAYS = ("date_from", "date_to")


def plain_event(event: PublicEvent) -> dict[str, Any]:
    """An event as plain values that JSON can hold, every field of it."""
    row: dict[str, Any] = {}
    for name in PublicEvent.__struct_fields__:
        value = getattr(event, name)
        if isinstance(value, tuple):
            value = [_plain_report(report) for report in value] if name == "reports" else list(value)
        elif isinstance(value, date):
            value = value.isoformat()
        elif name == "numbers":
            value = {of: list(ns) for of, ns in value.items()}
        row[name] = value
    return row


def _plain_report(report: PublicReport) -> dict[str, Any]:
    return {name: getattr(report, name) for name in PublicReport.__struct_fields__}


def event_of(row: Mapping[str, Any]) -> PublicEvent:
    """The event of plain values. Raises KeyError, TypeError, ValueError or AttributeError for what is none."""
    values: dict[str, Any] = {k: tuple(v) if isinstance(v, list) else v for k, v in row.items()}
    values |= {day: date.fromisoformat(row[day]) if row[day] else None for day in _DAYS}
    values["numbers"] = {of: tuple(ns) for of, ns in row["numbers"].items()}
    values["reports"] = tuple(PublicReport(**report) for report in row.get("reports", ()))
    return PublicEvent(**values)
