"""Words of a report that a person points at as the evidence of a value."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, select

from almenara.store import tables as t
from almenara.store.decision import EVIDENCE
from almenara.store.refusal import Refusal


def checked_evidence(connection: Connection, event: str, field: str | None, new: Any) -> dict[str, Any]:
    """Words of a report that a person takes as a field's evidence, as the log keeps them: report, start, end and text.

    Offsets count characters of the report's text, end exclusive. Raises ValueError, with a sentence, for what cannot be evidence.
    """
    if field not in EVIDENCE:
        raise Refusal("no_evidence_of", field=field, known=", ".join(EVIDENCE))
    if not isinstance(new, Mapping):
        raise Refusal("which_words")
    report, start, end = new.get("report"), new.get("start"), new.get("end")
    query = (
        select(t.report.c.text)
        .join(t.mention, t.mention.c.report_id == t.report.c.id)
        .where(t.report.c.id == report, t.mention.c.event_id == event)
        .limit(1)
    )
    text = connection.execute(query).scalar()
    if text is None:
        raise Refusal("not_told_by", report=report, event=event)
    if not isinstance(start, int) or not isinstance(end, int) or not 0 <= start < end <= len(text):
        raise Refusal("no_such_words", report=report, n=len(text), start=start, end=end)
    words = text[start:end]
    if new.get("text") not in (None, words):
        raise Refusal("other_words", report=report, words=words)
    return {"report": report, "start": start, "end": end, "text": words}
