"""Rows of place lists in three formats (CSV, GeoJSON, GeoNames' dumps), one at a time, each bad row told in a sentence."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from almenara.resolve.places.place import distance_km
from almenara.resolve.places.sources import read_country_points

#: What a CSV or a GeoJSON feature may call its columns; the first is the documented name.
COLUMNS: Mapping[str, tuple[str, ...]] = {
    "id": ("id", "codigo", "código"),
    "name": ("name", "nombre"),
    "other_names": ("alternate_names", "alternate names", "other_names", "otros_nombres"),
    "lat": ("lat", "latitude", "latitud"),
    "lon": ("lon", "lng", "long", "longitude", "longitud"),
    "country": ("country", "country_code", "pais", "país"),
    "admin1": ("admin1", "estado", "departamento", "provincia"),
    "parent": ("parent", "in", "dentro_de"),
    "kind": ("kind", "tipo"),
    "population": ("population", "poblacion", "población"),
}
#: The columns of GeoNames' allCountries.txt that are read, by position.
_GEONAMES_COLUMNS = {
    "id": 0,
    "name": 1,
    "alternates": 3,
    "lat": 4,
    "lon": 5,
    "class": 6,
    "code": 7,
    "country": 8,
    "population": 14,
}
_GEONAMES_FIELDS = 19
#: GeoNames' feature codes as kinds; other codes of a class get the class's kind.
_KIND_OF_CODE = {"ADM1": "admin1", "ADM2": "admin2", "PCLI": "country", "PPLX": "section", "CONT": "continent"}
_KIND_OF_CLASS = {
    "P": "populated_place",
    "A": "area",
    "H": "water",
    "T": "relief",
    "L": "area",
    "V": "area",
    "R": "site",
    "S": "site",
    "U": "water",
}
#: A place this far from the middle of its country is looked at for swapped columns.
FAR_FROM_COUNTRY_KM = 2_500.0
#: Kinds that a user's file may use; an unknown one is read as a section (part of a town).
KINDS = frozenset(
    [
        "country",
        "admin1",
        "admin2",
        "populated_place",
        "section",
        "site",
        "water",
        "relief",
        "area",
        "region",
        "continent",
    ]
)
_KIND_WORDS = {"district": "section", "neighbourhood": "section", "neighborhood": "section", "barrio": "section", "parroquia": "section",
               "city": "populated_place", "town": "populated_place", "ciudad": "populated_place", "pueblo": "populated_place",
               "river": "water", "mountain": "relief"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class UserRow:
    """One place; `lat` and `lon` in degrees (WGS 84), `country` ISO 3166 alpha-2, `line` counts from 1."""

    line: int
    id: str
    name: str
    other_names: tuple[str, ...]
    lat: float
    lon: float
    country: str | None
    admin1: str | None
    parent: str | None
    kind: str
    population: int


@dataclass(frozen=True, slots=True)
class RowProblem:
    """A row that was left out, and why, as a sentence."""

    path: Path
    line: int
    sentence: str

    def __str__(self) -> str:
        return f"{self.path}, line {self.line}: {self.sentence}"


def is_geonames(path: Path) -> bool:
    """Whether a file's name says that it is one of GeoNames' dumps."""
    return path.suffix.lower() in (".txt", ".tsv")


@cache
def _country_points() -> Mapping[str, tuple[float, float]]:
    return {row.iso: (row.lat, row.lon) for row in read_country_points()}


def _looks_swapped(lat: float, lon: float, country: str) -> bool:
    """Whether the place lies far from its country, and exchanging the two numbers would bring it there."""
    point = _country_points().get(country)
    if point is None or abs(lon) > 90:
        return False
    stated, swapped = distance_km(lat, lon, *point), distance_km(lon, lat, *point)
    return stated > FAR_FROM_COUNTRY_KM and swapped < FAR_FROM_COUNTRY_KM and swapped < stated / 2


def read_rows(path: Path, *, skip: int = 0) -> Iterator[UserRow | RowProblem]:
    """Rows and problems of a file, in order, in constant memory for CSV and GeoNames' dumps; the first `skip` rows are passed over.

    The format goes by the name: .csv, .geojson or .json, .txt or .tsv for GeoNames' allCountries. Raises ValueError for a file
    that cannot be opened, decoded or parsed, or that lacks a column.
    """
    try:
        match path.suffix.lower():
            case ".csv":
                raw = _csv_rows(path)
            case ".geojson" | ".json":
                raw = _geojson_rows(path)
            case ".txt" | ".tsv":
                raw = _geonames_rows(path)
            case other:
                raise ValueError(
                    f"{path}: places are read from .csv, .geojson and GeoNames' .txt files, not from {other or 'files without an ending'}."
                )
        for number, (line, row) in enumerate(raw):
            if number >= skip:
                yield row if isinstance(row, RowProblem) else _checked(path, line, row)
    except (OSError, UnicodeDecodeError, json.JSONDecodeError, csv.Error) as error:
        raise ValueError(
            f"{path}: the places could not be read ({error}). Give a CSV, GeoJSON or GeoNames file in UTF-8."
        ) from error


RawRow = tuple[int, "dict[str, str] | RowProblem"]


def _csv_rows(path: Path) -> Iterator[RawRow]:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        reader = csv.DictReader(line for line in stream if not line.startswith("#"))
        names = {(given or "").strip().lower(): given for given in reader.fieldnames or ()}
        column_of = {
            field: names[name] for field, spellings in COLUMNS.items() for name in reversed(spellings) if name in names
        }
        missing = [field for field in ("name", "lat", "lon") if field not in column_of]
        if missing:
            raise ValueError(
                f"{path}: the first line names no column {', '.join(missing)}. Give at least name, lat and lon."
            )
        for row in reader:
            yield reader.line_num, {field: (row.get(column) or "").strip() for field, column in column_of.items()}


def _geojson_rows(path: Path) -> Iterator[RawRow]:
    document = json.loads(path.read_text(encoding="utf-8"))
    features = document.get("features") if isinstance(document, dict) else None
    if not isinstance(features, list):
        raise ValueError(f"{path}: this is no GeoJSON FeatureCollection. Give an object with a list of features.")
    for number, feature in enumerate(features, start=1):
        if not isinstance(feature, dict):
            yield number, RowProblem(path, number, "This feature is no object. The row was left out.")
            continue
        given = {str(k).lower(): v for k, v in (feature.get("properties") or {}).items()}
        row = {
            field: str(given[name])
            for field, spellings in COLUMNS.items()
            for name in reversed(spellings)
            if given.get(name) not in (None, "")
        }
        if "id" not in row and feature.get("id") is not None:
            row["id"] = str(feature["id"])
        points = list(_positions((feature.get("geometry") or {}).get("coordinates")))
        if points:
            row["lon"] = str(sum(p[0] for p in points) / len(points))
            row["lat"] = str(sum(p[1] for p in points) / len(points))
        yield number, row


def _positions(coordinates: object) -> Iterator[tuple[float, float]]:
    if not isinstance(coordinates, list):
        return
    if len(coordinates) >= 2 and all(isinstance(part, int | float) for part in coordinates[:2]):
        yield float(coordinates[0]), float(coordinates[1])
        return
    for part in coordinates:
        yield from _positions(part)


def _geonames_rows(path: Path) -> Iterator[RawRow]:
    with path.open(encoding="utf-8") as stream:
        for number, line in enumerate(stream, start=1):
            cells = line.rstrip("\n").split("\t")
            if len(cells) < _GEONAMES_FIELDS:
                sentence = f"A row of GeoNames' dump has {_GEONAMES_FIELDS} fields with tabs between, this one {len(cells)}. It was left out."
                yield number, RowProblem(path, number, sentence)
                continue
            at = _GEONAMES_COLUMNS
            code, feature_class = cells[at["code"]], cells[at["class"]]
            yield (
                number,
                {
                    "id": cells[at["id"]],
                    "name": cells[at["name"]],
                    "other_names": cells[at["alternates"]].replace(",", "|"),
                    "lat": cells[at["lat"]],
                    "lon": cells[at["lon"]],
                    "country": cells[at["country"]],
                    "kind": _KIND_OF_CODE.get(code) or _KIND_OF_CLASS.get(feature_class, "area"),
                    "population": cells[at["population"]],
                },
            )


def _checked(path: Path, line: int, row: dict[str, str]) -> UserRow | RowProblem:
    name = row.get("name", "")
    if not name:
        return RowProblem(path, line, "The row has no name. It was left out.")
    lat, lon = _number(row.get("lat")), _number(row.get("lon"))
    if lat is None or lon is None:
        return RowProblem(
            path, line, f"{name!r} has no coordinates. Give lat and lon in degrees. The row was left out."
        )
    if not -90 <= lat <= 90:
        swapped = " The columns lat and lon look swapped." if -180 <= lat <= 180 and -90 <= lon <= 90 else ""
        return RowProblem(
            path,
            line,
            f"{name!r} has latitude {lat:g}, but latitudes lie between -90 and 90.{swapped} The row was left out.",
        )
    if not -180 <= lon <= 180:
        return RowProblem(
            path,
            line,
            f"{name!r} has longitude {lon:g}, but longitudes lie between -180 and 180. The row was left out.",
        )
    kind = row.get("kind", "").lower()
    country = row.get("country", "").upper()
    if _looks_swapped(lat, lon, country):
        return RowProblem(
            path,
            line,
            f"{name!r} at {lat:g}, {lon:g} lies far from {country}; at {lon:g}, {lat:g} it would not. "
            "The columns lat and lon look swapped. The row was left out.",
        )
    return UserRow(
        line=line,
        id=row.get("id") or f"{path.stem}:{line}",
        name=name,
        other_names=tuple(part.strip() for part in row.get("other_names", "").split("|") if part.strip()),
        lat=lat,
        lon=lon,
        country=country if len(country) == 2 else None,
        admin1=row.get("admin1") or None,
        parent=row.get("parent") or None,
        kind=kind if kind in KINDS else _KIND_WORDS.get(kind, "section"),
        population=int(_number(row.get("population")) or 0),
    )


def _number(words: str | None) -> float | None:
    try:
        value = float(words.replace(",", ".")) if words else None
    except ValueError:
        return None
    return value if value is None or abs(value) < 1e12 else None
