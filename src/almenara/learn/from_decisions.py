"""An observatory's decisions as lessons: what people kept and rejected, and the types and statuses that they let stand or corrected."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, select

from almenara.language.heads.own import DROPPED, KEPT, features_of
from almenara.model import Mention, was_read
from almenara.store import history, mentions_of
from almenara.store import tables as t

#: Reviews that teach, by what they say of the event.
_TAUGHT = {"accepted": KEPT, "rejected": DROPPED}


@dataclass(frozen=True)
class Taught:
    """One mention and what people made of its event: kept or dropped; `type` and `status` are those that stand, None for what was dropped."""

    mention: Mention
    event: str
    relevance: str
    type: str | None
    status: str | None

    @property
    def text(self) -> str:
        return features_of(self.mention)

    @property
    def day(self) -> date:
        return self.mention.published or date.min


def taught(connection: Connection) -> list[Taught]:
    """The mentions of all events that were accepted or rejected, the earliest published first.

    What came with published events teaches nothing: its words are not here. A corrected type or status is taken for each of the event's mentions; where nothing was corrected, what each mention says of
    itself was let stand.
    """
    found = list(_taught(connection))
    return sorted(found, key=lambda one: (one.day, one.mention.report, one.mention.trigger.start))


def _taught(connection: Connection) -> Iterator[Taught]:
    rows = connection.execute(
        select(t.event.c.id, t.event.c.review, t.event.c.type, t.event.c.status).where(
            t.event.c.review.in_(tuple(_TAUGHT)), t.event.c.merged_into.is_(None)
        )
    ).all()
    of_event = {row.id: row for row in rows}
    entries = list(history(connection))
    undone = {entry.undoes for entry in entries if entry.undoes is not None}
    corrected = {(e.event, e.field) for e in entries if e.kind == "correct" and e.number not in undone}
    for event, mentions in mentions_of(connection, of_event):
        row = of_event[event]
        relevance = _TAUGHT[row.review]
        for mention in mentions:
            if not was_read(mention.report):
                continue
            kind = row.type if (event, "type") in corrected else mention.type
            status = row.status if (event, "status") in corrected else mention.status.value
            kept = relevance == KEPT
            yield Taught(mention, event, relevance, kind if kept else None, status if kept else None)


def undecided(connection: Connection) -> Iterator[tuple[str, list[Mention]]]:
    """Each event that nobody accepted or rejected yet, with its mentions in reports that were read here."""
    rows = connection.execute(
        select(t.event.c.id).where(t.event.c.review == "new", t.event.c.merged_into.is_(None))
    ).scalars()
    for event, mentions in mentions_of(connection, list(rows)):
        if read := [mention for mention in mentions if was_read(mention.report)]:
            yield event, read
