"""Public events as JSON Lines, every field of each: the form of releases, and the one that is read again without loss."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields
from datetime import date
from pathlib import Path
from typing import Any

from almenara.publish.line import LineWriter
from almenara.publish.protection import PublicEvent, PublicReport

#: The file's name in releases, Data Packages and on sites.
EVENTS = "events.jsonl"
_DAYS = ("date_from", "date_to")
#: Asked for once: a release of a million events would ask as often.
_FIELDS, _REPORT_FIELDS = (tuple(part.name for part in fields(shape)) for shape in (PublicEvent, PublicReport))


class NoEventsError(Exception):
    """Why a file holds no events of almenara's, in a sentence that says where and how to mend it."""


def event_lines(events: Iterable[PublicEvent]) -> Iterator[str]:
    """A line an event, keys in the order of the alphabet: the same events give the same text."""
    return map(LineWriter().line, events)


def read_events(path: Path) -> Iterator[PublicEvent]:
    """Events of a file that `event_lines` wrote, or of a folder (a release, a Data Package, a site's files) that holds one.

    Raises NoEventsError for anything else, and OSError.
    """
    file = path / EVENTS if path.is_dir() else path
    with file.open("rb") as lines:
        for number, line in enumerate(lines, 1):
            if not line.strip():
                continue
            try:
                row = json.loads(line)
                if not isinstance(row, dict):
                    raise TypeError("no object")
                event = event_of(row)
            except (KeyError, TypeError, ValueError, AttributeError) as error:
                raise NoEventsError(
                    f"{file}, line {number}: this is no event in full ({error}). Give the {EVENTS} of a release, a Data Package or a "
                    "site, or what `almenara export jsonl` wrote; tables do not hold everything."
                ) from error
            yield event


def plain_event(event: PublicEvent) -> dict[str, Any]:
    """An event as plain values that JSON can hold, every field of it."""
    row: dict[str, Any] = {}
    for name in _FIELDS:
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
    return {name: getattr(report, name) for name in _REPORT_FIELDS}


def event_of(row: Mapping[str, Any]) -> PublicEvent:
    """The event of plain values. Raises KeyError, TypeError, ValueError or AttributeError for what is none."""
    values: dict[str, Any] = {k: tuple(v) if isinstance(v, list) else v for k, v in row.items()}
    values |= {day: date.fromisoformat(row[day]) if row[day] else None for day in _DAYS}
    values["numbers"] = {of: tuple(ns) for of, ns in row["numbers"].items()}
    values["reports"] = tuple(PublicReport(**report) for report in row.get("reports", ()))
    return PublicEvent(**values)
