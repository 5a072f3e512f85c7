"""Public events as JSON Lines, every field of each: the form of releases, and the one that is read again without loss."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec

from almenara.publish.clean import utf8
from almenara.publish.public_event import PublicEvent, event_of, plain_event

#: The file's name in releases, Data Packages and on sites.
EVENTS = "events.jsonl"
#: Keys of what has no order of its own are sorted.
_ENCODER = msgspec.json.Encoder(order="deterministic")


class NoEventsError(Exception):
    """Why a file holds no events of almenara's, in a sentence that says where and how to mend it."""


def event_lines(events: Iterable[PublicEvent]) -> Iterator[bytes]:
    """A line an event, with its end: its fields in the order of `PublicEvent`, below them keys in that of the alphabet, so that the same events
    give the same bytes."""
    return map(_line, events)


def _line(event: PublicEvent) -> bytes:
    try:
        return _ENCODER.encode(event) + b"\n"
    except UnicodeEncodeError:
        # It writes no lone surrogates, as broken pages hold some.
        row = plain_event(event)
        row |= {name: json.loads(json.dumps(row[name], sort_keys=True)) for name in ("numbers", "codes")}
        return utf8(json.dumps(row, ensure_ascii=False, separators=(",", ":")) + "\n")


def read_events(path: Path) -> Iterator[PublicEvent]:
    """Events of a file that `event_lines` wrote, or of a folder (a release, a Data Package, a site's files) that holds one.

    Raises NoEventsError for anything else, and OSError.
    """
    return (event for _, event in read_lines(path))


def file_of_events(path: Path) -> Path:
    """The file that a folder keeps its events in, or the file itself."""
    return path / EVENTS if path.is_dir() else path


def read_lines(path: Path) -> Iterator[tuple[str, PublicEvent]]:
    """The same, each event with the line that it was read from, without the white space around it."""
    file = file_of_events(path)
    with file.open("rb") as lines:
        for number, line in enumerate(lines, 1):
            if not line.strip():
                continue
            try:
                row = json.loads(line)
                if not isinstance(row, dict):
                    raise TypeError("no object")
                event, text = event_of(row), line.decode("utf-8").strip()
            except (KeyError, TypeError, ValueError, AttributeError) as error:
                raise NoEventsError(
                    f"{file}, line {number}: this is no event in full ({error}). Give the {EVENTS} of a release, a Data Package or a "
                    "site, or what `almenara export jsonl` wrote; tables do not hold everything."
                ) from error
            yield text, event
