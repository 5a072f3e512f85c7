"""Two events side by side, so that somebody sees what a merge would join before deciding; and a type's definition, as a piece of a page."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from fastapi import FastAPI, Request
from fastapi.responses import RedirectResponse, Response

from almenara.model import Event
from almenara.observatory import Observatory
from almenara.store.following import heads_of
from almenara.store.people import ACCESSES
from almenara.web import pages
from almenara.web.desk import Desk
from almenara.web.wording import language_of


def add_beside(app: FastAPI, desk: Desk) -> None:
    """Give the application the page that compares two events, and the definitions that forms show."""
    observatory = desk.observatory

    @app.get("/event/{event_id}/beside")
    def chosen(request: Request, event_id: str, other: str = "") -> Response:
        # What somebody typed is one part of the address, whatever signs are in it.
        two = (quote(one, safe="") for one in (event_id, other.strip() or event_id))
        return RedirectResponse("/event/{}/beside/{}".format(*two), 303)

    @app.get("/event/{event_id}/beside/{other}")
    def beside(request: Request, event_id: str, other: str) -> Response:
        who = desk.entered(request, ACCESSES)
        if isinstance(who, Response):
            return who
        found = compared(observatory, request, event_id, other)
        if found is None:
            return desk.refused(request, "missing", 404)
        return desk.page(request, "beside.html", {**found, "stale": False})

    @app.get("/codebook/type/{name}")
    def definition(request: Request, name: str) -> Response:
        who = desk.entered(request, ACCESSES)
        if isinstance(who, Response):
            return who
        kind = observatory.codebook.types.get(name)
        if kind is None:
            return desk.refused(request, "missing", 404)
        return desk.page(request, "definition.html", {"kind": kind, "id": name})


def compared(observatory: Observatory, request: Request, event_id: str, other: str) -> dict[str, Any] | None:
    """What the page shows of two events; None where either is not there, or both are one."""
    # The heads first: a decision that falls in between is then one that the page has not shown.
    with observatory.store.reading() as connection:
        heads = heads_of(connection, [event_id, other])
    language = language_of(request)
    sides = [pages.event(observatory, one, request.query_params, language) for one in (event_id, other)]
    if event_id == other or any(side is None for side in sides):
        return None
    left, right = (side["event"] for side in sides if side is not None)
    return {
        "sides": sides,
        "heads": heads,
        "differing": _differing(left, right),
        "labels": {name: label for label, name in (sides[0] or {})["types"]},
        "query": (sides[0] or {})["query"],
    }


def _differing(left: Event, right: Event) -> set[str]:
    """The fields in which two events differ, as the page names them."""
    compared: dict[str, tuple[Any, Any]] = {
        "type": (left.type, right.type),
        "status": (left.status, right.status),
        "date": tuple((e.date.start, e.date.end) if e.date else None for e in (left, right)),  # type: ignore[dict-item]
        "place": tuple((e.place.name, e.place.country) if e.place else None for e in (left, right)),  # type: ignore[dict-item]
        "numbers": tuple([(q.of, q.low, q.best, q.high) for q in e.quantities] for e in (left, right)),  # type: ignore[dict-item]
        "who": tuple({(r.role, r.actor_id or r.quote.text.lower()) for r in e.roles} for e in (left, right)),  # type: ignore[dict-item]
    }
    return {name for name, (one, other) in compared.items() if one != other}
