"""An observatory's own places: CSV or GeoJSON in, rows out, bad rows told in sentences."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

#: What a CSV may call its columns; the first is the standard name.
COLUMNS = {
    "name": ("name", "nombre"),
    "other_names": ("other_names", "alternate_names", "otros_nombres"),
    "lat": ("lat", "latitude", "latitud"),
    "lon": ("lon", "lng", "longitude", "longitud"),
    "country": ("country", "pais", "país"),
    "admin1": ("admin1", "estado", "departamento", "provincia"),
    "parent": ("parent", "in", "dentro_de"),
    "kind": ("kind", "tipo"),
    "geonames_id": ("geonames_id", "geonameid"),
    "population": ("population", "poblacion", "población"),
}


@dataclass(frozen=True, slots=True)
class UserPlace:
    """One row; `lat` and `lon` in degrees, `country` ISO 3166 alpha-2."""

    name: str
    other_names: tuple[str, ...]
    lat: float
    lon: float
    country: str | None
    admin1: str | None
    parent: str | None
    kind: str
    geonames_id: int | None
    population: int


def read_user_places(path: Path, problems: list[str] | None = None) -> Iterator[UserPlace]:
    """Rows of a .csv or .geojson file; a bad row is told in `problems` and left out. Raises ValueError for a bad file."""
    told = problems if problems is not None else []
    try:
        rows: Iterable[dict[str, object]] = _geojson(path) if path.suffix in (".geojson", ".json") else _csv(path)
        for number, row in enumerate(rows, 2):
            place = _place(row, f"{path}:{number}", told)
            if place is not None:
                yield place
    except (OSError, UnicodeDecodeError, json.JSONDecodeError) as error:
        raise ValueError(f"{path}: the places could not be read ({error}); give a CSV or GeoJSON file in UTF-8.") from error


def _csv(path: Path) -> Iterator[dict[str, object]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        lines = (line for line in file if not line.startswith("#"))
        yield from csv.DictReader(lines)


def _geojson(path: Path) -> Iterator[dict[str, object]]:
    for feature in json.loads(path.read_text(encoding="utf-8")).get("features", []):
        coordinates = (feature.get("geometry") or {}).get("coordinates") or []
        while coordinates and isinstance(coordinates[0], list):
            coordinates = coordinates[0]
        lon, lat = (coordinates + [None, None])[:2]
        yield {**(feature.get("properties") or {}), "lat": lat, "lon": lon}


def _place(row: dict[str, object], where: str, problems: list[str]) -> UserPlace | None:
    def get(column: str) -> str | None:
        for key in COLUMNS[column]:
            value = row.get(key)
            if value not in (None, ""):
                return str(value).strip()
        return None

    name, lat, lon = get("name"), _number(get("lat")), _number(get("lon"))
    if not name:
        problems.append(f"{where}: the row has no name; it was left out.")
        return None
    if lat is None or lon is None:
        problems.append(f"{where}: {name!r} has no coordinates; give lat and lon in degrees. The row was left out.")
        return None
    if not (-90 <= lat <= 90 and -180 <= lon <= 180):
        swapped = " Latitude and longitude look swapped." if -90 <= lon <= 90 and -180 <= lat <= 180 else ""
        problems.append(f"{where}: {name!r} lies at {lat}, {lon}, which is not on Earth.{swapped} The row was left out.")
        return None
    country = get("country")
    geonames_id = get("geonames_id")
    return UserPlace(
        name=name,
        other_names=tuple(n.strip() for n in (get("other_names") or "").split("|") if n.strip()),
        lat=lat,
        lon=lon,
        country=country.upper() if country else None,
        admin1=get("admin1"),
        parent=get("parent"),
        kind=get("kind") or "district",
        geonames_id=int(geonames_id) if geonames_id and geonames_id.isdigit() else None,
        population=int(_number(get("population")) or 0),
    )


def _number(words: str | None) -> float | None:
    try:
        return float(words) if words else None
    except ValueError:
        return None
