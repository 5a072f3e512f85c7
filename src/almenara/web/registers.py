"""Pages of who and where: actors and places with their events, and how two names of one actor become one."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from typing import Annotated

from fastapi import FastAPI, Query, Request
from fastapi.responses import Response

from almenara.store.people import ACCESSES
from almenara.store.registers import ActorLine, actors_by_id, actors_told, places_told
from almenara.web.desk import Desk
from almenara.web.reading import PAGE, whole_number

Words = Annotated[str, Query(max_length=200)]


def add_registers(app: FastAPI, desk: Desk) -> None:
    """Give the application its lists of actors and places."""
    observatory = desk.observatory

    @app.get("/actors")
    def actors(request: Request, words: Words = "") -> Response:
        who = desk.entered(request, ACCESSES)
        if isinstance(who, Response):
            return who
        offset = whole_number(request, "from")
        with observatory.store.reading() as connection:
            found = actors_told(connection, words, limit=PAGE + 1, offset=offset)
        return desk.page(request, "actors.html", _listed(found, words, offset))

    @app.get("/actors/join")
    def join(request: Request, join: Annotated[list[str] | None, Query()] = None) -> Response:
        who = desk.entered(request, ACCESSES)
        if isinstance(who, Response):
            return who
        with observatory.store.reading() as connection:
            found = actors_by_id(connection, (join or [])[:PAGE])
        lines = registry_lines(found) if len(found) > 1 else None
        return desk.page(
            request, "actors_join.html", {"found": found, "lines": lines, "files": observatory.settings.actors}
        )

    @app.get("/places")
    def places(request: Request, words: Words = "") -> Response:
        who = desk.entered(request, ACCESSES)
        if isinstance(who, Response):
            return who
        offset = whole_number(request, "from")
        with observatory.store.reading() as connection:
            found = places_told(connection, words, limit=PAGE + 1, offset=offset)
        return desk.page(request, "places.html", _listed(found, words, offset))


def _listed(found: Sequence[object], words: str, offset: int) -> dict[str, object]:
    return {"found": found[:PAGE], "words": words, "next": offset + PAGE if len(found) > PAGE else None}


def registry_lines(actors: list[ActorLine]) -> str:
    """The header and the line of a registry (docs/places-dates-actors.md) under which some names are one actor: the first one's.

    A candidate's id is given up for one made of its name, since ids that begin with 'candidate:' are the machine's.
    """
    first = next((a for a in actors if not a.candidate), actors[0])
    names = list(dict.fromkeys(a.name for a in actors if a.name != first.name))
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(("id", "name", "other_names", "country"))
    writer.writerow((first.id.removeprefix("candidate:"), first.name, "|".join(names), first.country or ""))
    return file.getvalue()
