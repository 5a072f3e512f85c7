"""How far apart two places are."""

from __future__ import annotations

from math import asin, cos, inf, radians, sin, sqrt

from almenara.model import PlaceValue

EARTH_KM = 6371.0
#: Within which two named places can be one: a town and its districts.
TOWN_KM = 20


def kilometres(one: PlaceValue, other: PlaceValue) -> float:
    """Great-circle distance; infinite where a point is unknown."""
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        return inf
    north, east = radians(other.lat - one.lat) / 2, radians(other.lon - one.lon) / 2
    across = sin(north) ** 2 + cos(radians(one.lat)) * cos(radians(other.lat)) * sin(east) ** 2
    return 2 * EARTH_KM * asin(sqrt(min(1.0, across)))
