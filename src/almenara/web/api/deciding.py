"""Deciding by program: what the pages' forms do, on the state of an event that the asker has seen."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Header, Path, Request
from fastapi.responses import JSONResponse, Response
from pydantic import BaseModel, ConfigDict, Field

from almenara.observatory import Observatory
from almenara.store import event_columns
from almenara.store.following import heads_of
from almenara.store.holds import holder_of
from almenara.store.people import Member
from almenara.web.api.refusal import Refused, RefusedFor
from almenara.web.pages import asked_of_store

#: An ETag that `GET /events/{id}` gave: the event's head, a dot and a hash.
_ETAG = re.compile(r'"(\d{1,9})\.[0-9a-f]{32}"', re.ASCII)
#: The columns of a country's code and of a number of a decision hold no more.
_COUNTRY = re.compile(r"[A-Za-z]{2}")
HIGHEST = 2**31 - 1


class Wish(BaseModel):
    """A decision to be made. `value` is the right value of `field`, or the id of the event to merge in or to relate to, or the account to
    part; `field` of a relation is its kind; `undoes` the number of the decision that is taken back; `seen` the ETag of the event to merge in.
    """

    model_config = ConfigDict(extra="forbid")

    kind: Literal["accept", "reject", "correct", "note", "flag", "merge", "split", "relate", "evidence", "undo"]
    field: str | None = Field(None, max_length=50)
    value: str | None = Field(None, max_length=500)
    why: str | None = Field(None, max_length=5000)
    undoes: int | None = Field(None, ge=1, le=HIGHEST)
    seen: str | None = Field(None, max_length=100)


def deciding_routes(observatory: Observatory, decider: Callable[..., Member]) -> APIRouter:
    routes = APIRouter()

    @routes.post("/events/{event_id}/decisions", status_code=201, summary="Decide on an event")
    def decide(
        request: Request,
        event_id: Annotated[str, Path(max_length=500)],
        wish: Wish,
        if_match: Annotated[str | None, Header(description="The ETag of the event.")] = None,
        # As a default, since `decider` is known here alone and not where annotations are read.
        who: Member = Depends(decider),  # noqa: B008
    ) -> Response:
        with observatory.store.reading() as connection:
            if event_id not in event_columns(connection, [event_id]):
                raise Refused(404, "missing")
            for one in (event_id, wish.value if wish.kind == "merge" else None):
                holder = holder_of(connection, one.strip()) if one else None
                if holder is not None and holder.person != who.name:
                    raise Refused(409, "held", name=holder.person, event=one)
        if if_match is None:
            raise Refused(428, "no_match")
        head, other_head = _head(if_match, 412, "no_match"), 0
        if wish.kind == "merge":
            other_head = _head(wish.seen or "", 428, "no_seen")
        try:
            more = _asked(observatory, wish)
            entry = observatory.decide_if_unchanged(who.name, event_id, wish.kind, head, other_head=other_head, **more)
        except ValueError as error:
            raise RefusedFor(422, error) from error
        if entry is None:
            with observatory.store.reading() as connection:
                raise Refused(412, "stale", head=heads_of(connection, [event_id]).get(event_id, 0))
        return JSONResponse(entry.to_dict(), 201)

    return routes


def _head(etag: str, status: int, otherwise: str) -> int:
    """The number of the last decision on an event that an ETag tells of. Raises Refused for what is none."""
    seen = _ETAG.fullmatch(etag.strip())
    if seen is None:
        raise Refused(status, otherwise)
    return int(seen[1])


def _asked(observatory: Observatory, wish: Wish) -> dict[str, Any]:
    """What the store needs to know of a decision. Raises Refused, or ValueError with a sentence."""
    value = (wish.value or "").strip()
    for words in (wish.field, wish.value, wish.why):
        if words and ("\0" in words or any("\ud800" <= letter <= "\udfff" for letter in words)):
            raise Refused(422, "bad_words")
    if wish.kind == "correct":
        value = _right(wish.field or "", value)
    return asked_of_store(
        observatory, wish.kind, why=wish.why or "", field=wish.field or "", value=value, number=wish.undoes
    )


def _right(field: str, value: str) -> str:
    """A corrected value as forms send it; what cannot be one is refused in the asker's language."""
    if field == "country" and value and not _COUNTRY.fullmatch(value):
        raise Refused(422, "no_country")
    if field in ("lat", "lon"):
        try:
            float(value)
        except ValueError as error:
            raise Refused(422, "no_number", value=repr(value)) from error
    if field in ("date_from", "date_to") and value:
        try:
            date.fromisoformat(value)
        except ValueError as error:
            raise Refused(422, "no_day", value=repr(value)) from error
    return value.upper() if field == "country" else value
