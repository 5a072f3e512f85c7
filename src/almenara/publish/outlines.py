"""Outlines of countries for maps: Natural Earth's, 1:110 million (public domain), as they come inside the wheel of pyogrio.

Where that part of the wheel is missing, maps are drawn on a graticule alone. Outlines of states come with no package that could be pinned; report/regions.py makes rough
ones of what is known.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

import pycountry

#: Where pyogrio's wheel has the shapes.
_INSIDE = "tests/fixtures/naturalearth_lowres/naturalearth_lowres.shp"
#: Decimals of degrees: a kilometre, less than the shapes are exact to.
_DECIMALS = 2
_POLYGON, _MULTIPOLYGON = 3, 6
_NO_CODE = "-99"

Ring = tuple[tuple[float, float], ...]
Polygon = tuple[Ring, ...]


@lru_cache(maxsize=1)
def country_outlines() -> tuple[Polygon, ...]:
    """All polygons, each its outer ring and then its holes, of points (longitude, latitude) in degrees; empty where there are none."""
    return tuple(polygon for _, _, polygons in _countries() for polygon in polygons)


def outline_of(country: str) -> tuple[Polygon, ...]:
    """The polygons of a country (ISO 3166 alpha-2); empty where there are none, as for most islands."""
    known = pycountry.countries.get(alpha_2=country)
    if known is None:
        return ()
    for code, name, polygons in _countries():
        # Some countries have a name and no code.
        if code == known.alpha_3 or (code == _NO_CODE and name == known.name):
            return polygons
    return ()


@lru_cache(maxsize=1)
def _countries() -> tuple[tuple[str, str, tuple[Polygon, ...]], ...]:
    """Code (ISO 3166 alpha-3), name and polygons of each country."""
    import pyogrio

    path = Path(pyogrio.__file__).parent / _INSIDE
    if not path.is_file():
        return ()
    about, _, shapes, columns = pyogrio.raw.read(path, columns=["iso_a3", "name"])
    # Columns come in the file's order, whatever was asked for.
    known = dict(zip(about["fields"], columns, strict=True))
    codes, names = known["iso_a3"], known["name"]
    return tuple(
        (str(code), str(name), tuple(_polygons(bytes(shape))))
        for code, name, shape in zip(codes, names, shapes, strict=True)
    )


def outlines_within(west: float, south: float, east: float, north: float) -> list[Polygon]:
    """Polygons of which some part may lie in a window of degrees."""
    found = []
    for polygon in country_outlines():
        xs, ys = [p[0] for p in polygon[0]], [p[1] for p in polygon[0]]
        if min(xs) <= east and max(xs) >= west and min(ys) <= north and max(ys) >= south:
            found.append(polygon)
    return found


def geojson(polygons: tuple[Polygon, ...] | list[Polygon]) -> dict[str, object]:
    """One geometry of all polygons (RFC 7946)."""
    return {"type": "MultiPolygon", "coordinates": [[[list(p) for p in ring] for ring in poly] for poly in polygons]}


def _polygons(shape: bytes) -> Iterator[Polygon]:
    """Polygons of a shape in well-known binary, little-endian, as pyogrio gives it."""
    kind, count = struct.unpack_from("<II", shape, 1)
    if kind == _POLYGON:
        yield _polygon(shape, 0)[0]
    elif kind == _MULTIPOLYGON:
        at = 9
        for _ in range(count):
            polygon, at = _polygon(shape, at)
            yield polygon


def _polygon(shape: bytes, at: int) -> tuple[Polygon, int]:
    (rings,) = struct.unpack_from("<I", shape, at + 5)
    at += 9
    found = []
    for _ in range(rings):
        (points,) = struct.unpack_from("<I", shape, at)
        flat = struct.unpack_from(f"<{2 * points}d", shape, at + 4)
        found.append(
            tuple((round(x, _DECIMALS), round(y, _DECIMALS)) for x, y in zip(flat[::2], flat[1::2], strict=True))
        )
        at += 4 + 16 * points
    return tuple(found), at
