"""What people corrected of events, as the log leaves it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from sqlalchemy import Connection

from almenara.store.decision import Decision
from almenara.store.decisions import decisions_on, standing


def corrections_of(connection: Connection, events: Sequence[str]) -> dict[str, dict[str, Decision]]:
    """For each event that has any, the correction that stands for each field: the last one that is not undone."""
    by_event: dict[str, list[Decision]] = defaultdict(list)
    for entry in decisions_on(connection, events, ("correct", "undo")):
        if entry.event is not None:
            by_event[entry.event].append(entry)
    found: dict[str, dict[str, Decision]] = {}
    for event, entries in by_event.items():
        fields = {e.field: e for e in standing(entries) if e.kind == "correct" and e.field is not None}
        if fields:
            found[event] = fields
    return found
