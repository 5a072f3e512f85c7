"""What an event's own columns say for its being clear, so that it may be accepted together with others; `almenara.observatory.clear` is the whole rule."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import ColumnElement, exists, func, select

from almenara.store import tables as t

#: What the words say outright.
ASSERTED = ("happened", "ongoing")
#: The least score of an event: every trigger that is not a weak one has as much (docs/architecture.md).
LEAST_SCORE = 0.8
#: Places as precise as a town, or closer.
PLACED = ("exact", "populated_place")


def may_be_clear(share: float) -> Iterator[ColumnElement[bool]]:
    """Unread, told outright, sure, of one day and one town, never decided on, and not coded twice at this share (0 to 1)."""
    e = t.event.c
    # A queue is read in its order until a page is full: no index over few values is to be read to its end instead.
    yield func.coalesce(e.review, "") == "new"
    yield func.coalesce(e.status, "").in_(ASSERTED)
    yield e.score >= LEAST_SCORE
    yield e.date_precision == "day"
    yield e.place.is_not(None)
    yield func.coalesce(e.place_precision, "").in_(PLACED)
    yield func.coalesce(e.lot, 1.0) >= share
    yield ~exists().where(t.decision.c.event_id == e.id)
    yield e.id.not_in(select(t.double_coding.c.event_id))
