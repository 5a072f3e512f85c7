"""What the gazetteer knows of a place, and what was found of one in a report."""

from __future__ import annotations

from dataclasses import dataclass
from math import asin, cos, radians, sin, sqrt

from almenara.model import Quote

EARTH_RADIUS_KM = 6371.0

#: Kinds of place, and the precision that a finding of that kind has.
PRECISION_OF_KIND = {
    "country": "country",
    "admin1": "admin1",
    "admin2": "admin2",
    "populated_place": "populated_place",
    "section": "exact",
    "site": "exact",
    "water": "exact",
    "relief": "exact",
    "area": "admin1",
    "region": "country",
    "continent": "country",
}


@dataclass(frozen=True, slots=True)
class Place:
    """A gazetteer entry.

    `id` is GeoNames' id for places that have one and negative otherwise; `user_id` is the id in a user's own file.
    `country` is an ISO 3166 alpha-2 code; `admin1` and `admin2` are names, `admin1_id`, `admin2_id` and `parent` are ids.
    `parent_name` is what a user's file says holds the place. `rank` says how the looked-up name stands to the place: 0 its name, 1 another name, 2 a weak one (a code, a romanisation).
    """

    id: int
    name: str
    kind: str
    country: str | None
    admin1: str | None
    admin2: str | None
    admin1_id: int
    admin2_id: int
    parent: int
    lat: float
    lon: float
    population: int
    capital: bool
    rank: int = 0
    user_id: str | None = None
    parent_name: str | None = None

    @property
    def geonames_id(self) -> int | None:
        return self.id if self.id > 0 else None

    @property
    def public_id(self) -> str:
        """The id as a candidate list shows it: the user's own, else GeoNames', else the gazetteer's internal one."""
        return self.user_id or str(self.id)


@dataclass(frozen=True, slots=True)
class PlaceFinding:
    """A place in a report's words.

    `kind` is that of the gazetteer entry, or `nationality` where the words are an adjective or a people ('Venezuelan').
    `precision` is exact, populated_place, admin2, admin1 or country. `method` names the rule that resolved it.
    `metonym` marks a place name that stands for a government or an institution ('the Washington administration').
    `candidates` are the runners-up as (id, name, score). Coordinates are degrees (WGS 84).
    """

    quote: Quote
    name: str
    kind: str
    lat: float | None
    lon: float | None
    country: str | None = None
    admin1: str | None = None
    admin2: str | None = None
    geonames_id: int | None = None
    user_id: str | None = None
    precision: str | None = None
    score: float = 0.0
    method: str = "gazetteer"
    metonym: bool = False
    population: int = 0
    candidates: tuple[tuple[str, str, float], ...] = ()


def distance_km(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """Great-circle distance in kilometres between two points in degrees."""
    phi1, phi2 = radians(lat1), radians(lat2)
    half = sin((phi2 - phi1) / 2) ** 2 + cos(phi1) * cos(phi2) * sin(radians(lon2 - lon1) / 2) ** 2
    return 2 * EARTH_RADIUS_KM * asin(sqrt(min(1.0, half)))
