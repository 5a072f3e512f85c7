"""Choosing an event's place: the resolver's candidates and namesakes in a list, a point by coordinates or on a map, and what the map is drawn from.

The map is MapLibre from its installed package and asks no other host: a grid of degrees, and the towns that the gazetteer knows there.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Annotated, Any

from fastapi import FastAPI, Form, Query, Request
from fastapi.responses import FileResponse, JSONResponse, Response

from almenara.model import Mention
from almenara.resolve.places import Gazetteer, Place
from almenara.resolve.places.place import PRECISION_OF_KIND
from almenara.store import event_columns, mentions_of
from almenara.store.following import heads_of
from almenara.store.people import ACCESSES
from almenara.web import pages
from almenara.web.correcting import Short, Token, corrected_to
from almenara.web.desk import Desk

#: Candidates that are listed, and towns that the map shows.
MOST_CANDIDATES = 12
MOST_TOWNS = 40
#: What of MapLibre is served.
_MAP_FILES = {"maplibre-gl.js": "text/javascript", "maplibre-gl.css": "text/css"}
#: What a page that may draw a map allows besides: MapLibre draws in a worker that it makes of its own file.
DRAWS = "; worker-src blob:"


def map_folder() -> Path | None:
    """Where MapLibre's files are installed; None if they are not, and places are chosen without a map."""
    spec = find_spec("maplibre")
    places = list(spec.submodule_search_locations or ()) if spec is not None else []
    found = [Path(place) / "srcjs" for place in places]
    return next((folder for folder in found if all((folder / name).is_file() for name in _MAP_FILES)), None)


def add_placing(app: FastAPI, desk: Desk) -> None:
    """Give the application the choice of places, and the map's files and towns."""
    observatory = desk.observatory
    folder = map_folder()

    @app.get("/event/{event_id}/place")
    def choice(request: Request, event_id: str, name: Annotated[str, Query(max_length=200)] = "") -> Response:
        who = desk.entered(request, ACCESSES)
        if isinstance(who, Response):
            return who
        with observatory.store.reading() as connection:
            row = event_columns(connection, [event_id]).get(event_id)
            ((_, mentions),) = mentions_of(connection, [event_id])
            head = heads_of(connection, [event_id]).get(event_id, 0)
        if row is None or row.merged_into is not None:
            return desk.refused(request, "missing", 404)
        values = {
            "row": row,
            "head": head,
            "found": list(_candidates(observatory.gazetteer, mentions, name)),
            "asked": name,
            "precisions": pages.PRECISIONS,
            "with_map": folder is not None,
            "query": request.url.query.partition("name=")[0].rstrip("&"),
        }
        return desk.page(request, "place.html", values)

    @app.post("/event/{event_id}/place")
    def place(
        request: Request,
        event_id: str,
        token: Token,
        head: Annotated[int, Form()],
        name: Short,
        lat: Short,
        lon: Short,
        country: Annotated[str, Form(max_length=2)] = "",
        admin1: Short = "",
        precision: Short = "",
    ) -> Response:
        given = {
            "place": name,
            "country": country.upper(),
            "admin1": admin1,
            "lat": lat,
            "lon": lon,
            "place_precision": precision,
        }

        def right() -> dict[str, object]:
            return {field: pages.corrected(observatory, field, words) for field, words in given.items()}

        return corrected_to(desk, request, event_id, token, head, right)

    @app.get("/map/towns")
    def towns(request: Request, west: float, south: float, east: float, north: float) -> Response:
        who = desk.entered(request, ACCESSES)
        if isinstance(who, Response):
            return who
        found = observatory.gazetteer.largest_within(south, west, north, east, MOST_TOWNS)
        return JSONResponse([{"name": p.name, "lat": p.lat, "lon": p.lon} for p in found])

    @app.get("/map/{name}")
    def file(request: Request, name: str) -> Response:
        if folder is None or name not in _MAP_FILES:
            return desk.refused(request, "missing", 404)
        # It changes with the installed package alone, and is large.
        return FileResponse(
            folder / name, media_type=_MAP_FILES[name], headers={"Cache-Control": "private, max-age=86400"}
        )


def _candidates(gazetteer: Gazetteer, mentions: list[Mention], asked: str) -> Iterator[dict[str, Any]]:
    """Places that the reports' words may mean: what was asked for by name, what each report gives, its runners-up, then all namesakes."""
    shown: set[tuple[str, float, float]] = set()
    for place, words in _in_order(gazetteer, mentions, asked):
        key = (place.name, round(place.lat, 4), round(place.lon, 4))
        if key not in shown and len(shown) < MOST_CANDIDATES:
            shown.add(key)
            yield {
                "name": place.name,
                "country": place.country or "",
                "admin1": place.admin1 or "",
                "admin2": place.admin2 or "",
                "lat": place.lat,
                "lon": place.lon,
                "population": place.population,
                "precision": PRECISION_OF_KIND.get(place.kind, "exact"),
                "words": words,
            }


def _in_order(gazetteer: Gazetteer, mentions: list[Mention], asked: str) -> Iterator[tuple[Place, str | None]]:
    for place in gazetteer.lookup(asked) or gazetteer.lookup_fuzzy(asked) if asked.strip() else ():
        yield place, None
    told = [(m.place, m.place.quote.text if m.place.quote else None) for m in mentions if m.place is not None]
    ids = [(str(value.geonames_id), words) for value, words in told if value.geonames_id is not None]
    ids += [(candidate, words) for value, words in told for candidate, _, _ in value.candidates]
    for candidate, words in ids:
        number = candidate.removeprefix("-")
        place_found = gazetteer.get(int(candidate)) if number.isascii() and number.isdigit() else None
        if place_found is not None:
            yield place_found, words
    for value, words in told:
        for name in dict.fromkeys((words or "", value.name)):
            for place in gazetteer.lookup(name):
                yield place, words
