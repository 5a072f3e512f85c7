"""Public events as JSON Lines, every field of each: the form of releases, and the one that is read again without loss."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, fields
from datetime import date
from pathlib import Path
from typing import Any

from almenara.publish.protection import PublicEvent, PublicReport

#: The file's name in releases, Data Packages and on sites.
EVENTS = "events.jsonl"
_DAYS = ("date_from", "date_to")


class NoEventsError(Exception):
    """Why a file holds no events of almenara's, in a sentence that says where and how to mend it."""


def event_lines(events: Iterable[PublicEvent]) -> Iterator[str]:
    """A line an event, keys in the order of the alphabet: the same events give the same text."""
    for event in events:
        yield json.dumps(plain_event(event), ensure_ascii=False, sort_keys=True) + "\n"


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
    for part in fields(event):
        value = getattr(event, part.name)
        if isinstance(value, date):
            value = value.isoformat()
        elif part.name == "reports":
            value = [asdict(report) for report in value]
        elif isinstance(value, tuple):
            value = list(value)
        elif part.name == "numbers":
            value = {of: list(ns) for of, ns in value.items()}
        row[part.name] = value
    return row


def event_of(row: Mapping[str, Any]) -> PublicEvent:
    """The event of plain values. Raises KeyError, TypeError, ValueError or AttributeError for what is none."""
    values: dict[str, Any] = {k: tuple(v) if isinstance(v, list) else v for k, v in row.items()}
    values |= {day: date.fromisoformat(row[day]) if row[day] else None for day in _DAYS}
    values["numbers"] = {of: tuple(ns) for of, ns in row["numbers"].items()}
    values["reports"] = tuple(PublicReport(**report) for report in row.get("reports", ()))
    return PublicEvent(**values)
