"""A map of places as SVG: circles by how many protests each saw, on outlines of countries and a graticule; drawn without a network."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt
import vl_convert

from almenara.publish.outlines import geojson, outlines_within
from almenara.publish.public_event import PublicEvent

#: Points: a page of A4 less its margins.
_WIDTH, _HEIGHT = 640, 340
#: Degrees that a map shows at least, so that a single town has its country around it, and part of the window left free at its edges.
_LEAST, _MARGIN = 9.0, 0.12
#: Points beyond the map's edge up to which outlines are drawn, so that the cut lies out of sight.
_MARGIN_POINTS = 5
#: Latitude beyond which Mercator's map is of no use.
_POLAR = 80.0
#: Places that are named beside their circle.
_NAMED = 8
#: Points that a letter of a name takes.
_LETTER = 8
#: Area of the smallest and the largest circle, in square points.
_AREAS = (25, 1100)
_INK, _FILL, _LAND, _SHORE, _GRID = "#222222", "#4a5a68", "#f2f1ec", "#8d949a", "#dfe2e4"


@dataclass(frozen=True)
class Spot:
    """A place with its point in degrees and the events there, by their ids."""

    name: str
    lat: float
    lon: float
    events: tuple[str, ...]


def spots_of(events: Iterable[PublicEvent]) -> tuple[Spot, ...]:
    """Places of the events that have a point, most events first; ties by name."""
    found: dict[tuple[str, float, float], list[str]] = defaultdict(list)
    for event in events:
        if event.lat is not None and event.lon is not None:
            name = event.place or event.admin1 or event.country or ""
            found[name, event.lat, event.lon].append(event.id)
    ranked = sorted(found.items(), key=lambda item: (-len(item[1]), item[0]))
    return tuple(Spot(name, lat, lon, tuple(ids)) for (name, lat, lon), ids in ranked)


def place_map(spots: Sequence[Spot], counted: str, *, height: int = _HEIGHT) -> str:
    """The map; `counted` names what the circles' sizes count. There must be a spot."""
    west, south, east, north, scale = _window(spots, height)
    view: dict[str, Any] = {
        "type": "mercator",
        "scale": scale,
        "center": [(west + east) / 2, _latitude((_mercator(south) + _mercator(north)) / 2)],
        "translate": [_WIDTH / 2, height / 2],
        # What lies outside is cut off, and straight lines stay two points: else far shores fill megabytes.
        "clipExtent": [[-_MARGIN_POINTS, -_MARGIN_POINTS], [_WIDTH + _MARGIN_POINTS, height + _MARGIN_POINTS]],
        "precision": 0,
    }
    step = next((s for s in (1, 2, 5, 10) if (east - west) / s <= 10), 30)
    lines = alt.Chart(alt.graticule(step=[step, step])).mark_geoshape(stroke=_GRID, filled=False, clip=True)
    layers: list[Any] = [lines.project(**view)]
    # Rows are put beside the finished drawing: within it, each step would copy and check all of them.
    named: dict[str, list[dict[str, Any]]] = {}
    if land := outlines_within(west, south, east, north):
        named["land"] = [{"type": "Feature", "geometry": geojson(land), "properties": {}}]
        drawn = alt.Chart(alt.NamedData("land")).mark_geoshape(fill=_LAND, stroke=_SHORE, strokeWidth=0.8, clip=True)
        layers.insert(0, drawn.project(**view))
    rows: list[dict[str, Any]] = [{"name": s.name, "lat": s.lat, "lon": s.lon, "n": len(s.events)} for s in spots]
    most = max(row["n"] for row in rows)
    size = alt.Size(
        "n:Q",
        title=counted,
        scale=alt.Scale(type="linear", domain=[0, most], range=[0, _AREAS[1]] if most > 1 else [0, 4 * _AREAS[0]]),
        legend=alt.Legend(
            values=_steps(most), format=",d", orient="bottom", symbolFillColor=_FILL, symbolStrokeWidth=0
        ),
    )
    named["places"] = rows
    circles = alt.Chart(alt.NamedData("places")).mark_circle(
        color=_FILL, opacity=0.75, stroke="white", strokeWidth=0.7, clip=True
    )
    layers.append(circles.encode(longitude="lon:Q", latitude="lat:Q", size=size).project(**view))
    named["names"] = list(_labels(spots, most, west, north, scale))
    halo: dict[str, Any] = {"stroke": "white", "strokeWidth": 3, "strokeJoin": "round"}
    plain_letters: dict[str, Any] = {}
    for style in (halo, plain_letters):
        names = alt.Chart(alt.NamedData("names")).mark_text(fontSize=11, color=_INK, clip=True, limit=140, **style)
        layers.append(names.encode(longitude="lon:Q", latitude="lat:Q", text="name:N").project(**view))
    chart = alt.layer(*layers).properties(width=_WIDTH, height=height).configure_view(stroke=_SHORE)
    plain = chart.configure_legend(labelFontSize=11, titleFontSize=11, titleFontWeight="normal", labelColor=_INK)
    return _numbered_anew(str(vl_convert.vegalite_to_svg({**plain.to_dict(), "datasets": named})))


def _numbered_anew(svg: str) -> str:
    """The drawing with its clip paths numbered from 1: the engine counts on through a process, and the same map must give the same bytes."""
    names: dict[str, str] = {}
    return re.sub(r"\bclip\d+\b", lambda found: names.setdefault(found.group(), f"clip{len(names) + 1}"), svg)


def _labels(spots: Sequence[Spot], most: int, west: float, north: float, scale: float) -> Iterator[dict[str, Any]]:
    """Names above the circles of the places with most, each with the point where it stands; one that would run into another is left out."""
    taken: list[tuple[float, float, float]] = []
    for spot in [s for s in spots if s.name][: 3 * _NAMED]:
        radius = math.sqrt(_AREAS[1] * len(spot.events) / most / math.pi)
        x = math.radians(spot.lon - west) * scale
        y = (_mercator(north) - _mercator(min(_POLAR, max(-_POLAR, spot.lat)))) * scale - radius - _LETTER
        half = len(spot.name) * _LETTER * 0.45
        if all(abs(x - other) > half + wide or abs(y - above) > 1.8 * _LETTER for other, above, wide in taken):
            taken.append((x, y, half))
            yield {"name": spot.name, "lon": spot.lon, "lat": _latitude(_mercator(north) - y / scale)}
        if len(taken) == _NAMED:
            return


def _steps(most: int) -> list[int]:
    """Up to three whole numbers whose circles the legend shows."""
    return sorted({1, max(1, round(most / 4)), most})


def _window(spots: Sequence[Spot], height: int) -> tuple[float, float, float, float, float]:
    """West, south, east and north in degrees, in the map's proportions, and D3's scale of it (points a radian)."""
    lons = [s.lon for s in spots]
    lats = [min(_POLAR, max(-_POLAR, s.lat)) for s in spots]
    middle_x, middle_y = (min(lons) + max(lons)) / 2, (_mercator(min(lats)) + _mercator(max(lats))) / 2
    free = 1 - 2 * _MARGIN
    wide = max(math.radians(max(lons) - min(lons)) / free, math.radians(_LEAST))
    high = max((_mercator(max(lats)) - _mercator(min(lats))) / free, math.radians(_LEAST) * height / _WIDTH)
    scale = min(_WIDTH / wide, height / high)
    half_x, half_y = math.degrees(_WIDTH / scale) / 2, height / scale / 2
    return (
        middle_x - half_x,
        _latitude(middle_y - half_y),
        middle_x + half_x,
        _latitude(middle_y + half_y),
        scale,
    )


def _mercator(lat: float) -> float:
    return math.log(math.tan(math.pi / 4 + math.radians(lat) / 2))


def _latitude(y: float) -> float:
    return math.degrees(2 * math.atan(math.exp(y)) - math.pi / 2)
