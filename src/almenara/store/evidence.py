"""Words of a report that a person points at as the evidence of a value."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, select

from almenara.store import tables as t
from almenara.store.decision import EVIDENCE


def checked_evidence(connection: Connection, event: str, field: str | None, new: Any) -> dict[str, Any]:
    """Words of a report that a person takes as a field's evidence, as the log keeps them: report, start, end and text.

    Offsets count characters of the report's text, end exclusive. Raises ValueError, with a sentence, for what cannot be evidence.
    """
    if field not in EVIDENCE:
        raise ValueError(f"There is no evidence of {field!r}; there is of these: {', '.join(EVIDENCE)}.")
    if not isinstance(new, Mapping):
        raise ValueError("Say in which report and from which character to which the words stand.")
    report, start, end = new.get("report"), new.get("start"), new.get("end")
    query = (
        select(t.report.c.text)
        .join(t.mention, t.mention.c.report_id == t.report.c.id)
        .where(t.report.c.id == report, t.mention.c.event_id == event)
        .limit(1)
    )
    text = connection.execute(query).scalar()
    if text is None:
        raise ValueError(f"No report {report!r} tells of event {event}.")
    if not isinstance(start, int) or not isinstance(end, int) or not 0 <= start < end <= len(text):
        raise ValueError(f"Report {report} has {len(text)} characters; no words stand from {start} to {end}.")
    words = text[start:end]
    if new.get("text") not in (None, words):
        raise ValueError(f"At these places of report {report} stands {words!r} and not what was chosen. Choose again.")
    return {"report": report, "start": start, "end": end, "text": words}
