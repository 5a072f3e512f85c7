"""Builds the gazetteer file from packaged data: `python -m almenara.resolve.places.build`.

The file stands where `gazetteer_path` says. It is built again when this module's `BUILDER_VERSION` or a source package's
version differs from what the file records; otherwise nothing is done.
"""

from __future__ import annotations

import os
import re
import sqlite3
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import astuple, dataclass
from pathlib import Path

from almenara.resolve.location import DATA_FOLDER_VARIABLE, gazetteer_path
from almenara.resolve.places import sources
from almenara.resolve.places.abbreviations import US_STATE_ABBREVIATIONS
from almenara.resolve.places.demonyms import english_forms, spanish_forms
from almenara.resolve.places.keys import name_key, rank_of_alternate

#: Raise when what is built changes.
BUILDER_VERSION = "10"

#: Words that say what a unit is and that reports leave out or put elsewhere ('Zulia state', 'estado Zulia').
_UNIT_WORDS = frozenset(
    """
    county parish borough province provincia provincial region state estado department departamento district distrito
    governorate gobernacion oblast krai republic prefecture municipality municipio comuna canton partido comarca parroquia
    sheng shi division metropolitan voivodeship emirate muhafazat wilaya wilayat autonomous city of de del la
    """.split()
)
#: Countries whose towns' names often begin with the Arabic article, which news leave out.
_ARABIC_COUNTRIES = frozenset("AE BH DZ EG EH IQ JO KW LB LY MA MR OM PS QA SA SD SY TN YE".split())
_ARABIC_ARTICLE = re.compile(r"^(?:al|ad|an|ar|as|ash|at|az|el)[ -](?=\w{4})", re.I)
#: Cells of this many degrees even out where a unit's towns crowd, so that their mean is near the unit's middle.
_CELL_DEGREES = 0.5

_SCHEMA = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
CREATE TABLE place (
    id INTEGER PRIMARY KEY, name TEXT, kind TEXT, country TEXT, lat REAL, lon REAL, population INTEGER,
    admin1_id INTEGER, admin2_id INTEGER, parent INTEGER, capital INTEGER
);
CREATE TABLE name (key TEXT, place INTEGER, rank INTEGER, PRIMARY KEY (key, place)) WITHOUT ROWID;
CREATE TABLE demonym (key TEXT, language TEXT, place INTEGER, PRIMARY KEY (key, language, place)) WITHOUT ROWID;
CREATE TABLE main_name (key TEXT PRIMARY KEY, population INTEGER) WITHOUT ROWID;
"""

#: Towns of the towns' file have internal ids from here down, regions from -1 down.
FIRST_TOWN_NUMBER = 10_001

#: Capitals go by one of so many of a town's first names ('Rome', 'Roma').
_NAMES_OF_CAPITAL = 60

#: Latitude and longitude in degrees, and inhabitants.
Point = tuple[float, float, int]


def is_current(path: Path) -> bool:
    """Whether the file exists and was built by this version of the builder from the installed packages."""
    if not path.exists():
        return False
    try:
        with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as connection:
            found = dict(connection.execute("SELECT key, value FROM meta"))
    except sqlite3.DatabaseError:
        return False
    return found == _stamp()


def build(path: Path | None = None, *, force: bool = False) -> Path:
    """Build the gazetteer unless the file is current; the file is replaced in one step.

    Raises OSError when the folder cannot be written to; the sentence says which and how to choose another.
    """
    target = path or gazetteer_path()
    if not force and is_current(target):
        return target
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        handle, made = tempfile.mkstemp(dir=target.parent, suffix=".building")
    except OSError as error:
        raise OSError(
            f"The gazetteer could not be built in {target.parent} ({error.strerror}). "
            f"Set {DATA_FOLDER_VARIABLE} to a folder that you may write to."
        ) from error
    os.close(handle)
    try:
        connection = sqlite3.connect(made)
        try:
            _fill(connection)
        finally:
            connection.close()
        Path(made).chmod(0o644)
        Path(made).replace(target)
    except BaseException:
        Path(made).unlink(missing_ok=True)
        raise
    return target


def _stamp() -> dict[str, str]:
    return {"builder": BUILDER_VERSION, "sources": sources.source_versions()}


def _fill(connection: sqlite3.Connection) -> None:
    connection.executescript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;" + _SCHEMA)
    writer = _Writer(connection)
    countries = list(sources.read_countries())
    admins = {row.line: row for row in sources.read_admins()}
    points = _add_cities(writer, admins, {(row.iso, name_key(row.capital)) for row in countries})
    _add_admins(writer, admins, points)
    _add_countries(writer, countries)
    _add_regions_and_towns(writer)
    writer.close()
    _add_peoples(connection)
    connection.execute(
        "INSERT INTO main_name SELECT key, MAX(population) FROM name JOIN place ON place.id = name.place "
        "WHERE rank = 0 AND length(key) > 3 GROUP BY key"
    )
    connection.executemany("INSERT INTO meta VALUES (?, ?)", _stamp().items())
    connection.commit()
    connection.execute("ANALYZE")
    connection.commit()


def _add_cities(
    writer: _Writer, admins: Mapping[int, sources.AdminRow], capitals: set[tuple[str, str]]
) -> dict[int, list[Point]]:
    """Write the populated places; returns the points of each unit's towns by the unit's GeoNames id."""
    units_of = sources.read_units_of_cities()
    points: dict[int, list[Point]] = defaultdict(list)
    missing = set(capitals)
    for city in sorted(sources.read_cities(), key=lambda city: -city.population):
        units = {admins[line].level: admins[line] for line in reversed(units_of.get(city.id, ())) if line in admins}
        admin2 = units.get(2)
        admin1 = units.get(1) or (admins.get(admin2.parent_line) if admin2 else None)
        for unit in (admin1, admin2):
            if unit is not None:
                points[unit.geonames_id].append((city.lat, city.lon, city.population))
        keys = {name_key(name) for name in (city.name, *city.alternates[:_NAMES_OF_CAPITAL])}
        capital_of = {(city.country, key) for key in keys} & missing
        missing -= capital_of
        writer.place(
            _PlaceRow(
                id=city.id,
                name=city.name,
                kind="populated_place",
                country=city.country,
                lat=city.lat,
                lon=city.lon,
                population=city.population,
                admin1_id=admin1.geonames_id if admin1 else 0,
                admin2_id=admin2.geonames_id if admin2 else 0,
                capital=bool(capital_of),
            )
        )
        writer.names(city.id, city.name, city.alternates)
        if city.country in _ARABIC_COUNTRIES and (short := _ARABIC_ARTICLE.sub("", city.name)) != city.name:
            writer.names(city.id, city.name, [short])
    return points


def _add_admins(writer: _Writer, admins: Mapping[int, sources.AdminRow], points: Mapping[int, Sequence[Point]]) -> None:
    given_points = sources.read_admin1_points()
    for row in admins.values():
        names = (row.name, *row.alternates)
        given = next((given_points[row.country, name] for name in names if (row.country, name) in given_points), None)
        towns = points.get(row.geonames_id, ())
        centre = given if given is not None and row.level == 1 else centre_of(towns)
        if centre is None:
            continue
        parent = admins.get(row.parent_line)
        parent_id = parent.geonames_id if parent else 0
        writer.place(
            _PlaceRow(
                id=row.geonames_id,
                name=row.name,
                kind=f"admin{row.level}",
                country=row.country,
                lat=centre[0],
                lon=centre[1],
                population=sum(town[2] for town in towns),
                admin1_id=row.geonames_id if row.level == 1 else parent_id,
                admin2_id=row.geonames_id if row.level == 2 else 0,
                parent=parent_id,
            )
        )
        shorter = [short for name in names if (short := without_unit_words(name)) and short != name]
        if "," in row.name:
            head, _, tail = row.name.partition(",")
            shorter += [f"{tail.strip()} {head}", head]
        writer.names(row.geonames_id, row.name, [*row.alternates, *shorter])
    for code, state in sources.read_us_states():
        name, *short_forms = US_STATE_ABBREVIATIONS[code]
        writer.names(state, name, [form for form in short_forms if not form.endswith(".")])


def _add_countries(writer: _Writer, countries: Iterable[sources.CountryRow]) -> None:
    for row in countries:
        writer.place(
            _PlaceRow(row.geonames_id, row.name, "country", row.iso, row.lat, row.lon, population=row.population)
        )
        writer.names(row.geonames_id, row.name, row.names)
        writer.demonyms(row.geonames_id, row.demonyms_en, row.demonyms_es)


def _add_regions_and_towns(writer: _Writer) -> None:
    for number, region in enumerate(sources.read_regions(), start=1):
        region_id = region.geonames_id or -number
        name = region.names[0].removeprefix("the ")
        writer.place(_PlaceRow(region_id, name, region.kind, region.country, region.lat, region.lon))
        writer.names(region_id, region.names[0], region.names[1:])
        writer.demonyms(region_id, region.demonyms_en, region.demonyms_es)
    for number, town in enumerate(sources.read_towns(), start=FIRST_TOWN_NUMBER):
        row = _PlaceRow(-number, town.names[0], town.kind, town.country, town.lat, town.lon, population=town.population)
        writer.place(row)
        writer.names(-number, town.names[0], town.names[1:])


@dataclass(frozen=True, slots=True)
class _PlaceRow:
    """A row of the place table, in the table's order."""

    id: int
    name: str
    kind: str
    country: str | None
    lat: float
    lon: float
    population: int = 0
    admin1_id: int = 0
    admin2_id: int = 0
    parent: int = 0
    capital: bool = False


class _Writer:
    """Collects rows and writes them in the order of the tables' keys."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._places: list[_PlaceRow] = []
        self._names: dict[tuple[str, int], int] = {}
        self._demonyms: set[tuple[str, str, int]] = set()

    def place(self, row: _PlaceRow) -> None:
        self._places.append(row)

    def names(self, place: int, name: str, alternates: Iterable[str]) -> None:
        """Names of a place, its own first; a name given twice keeps its better rank."""
        self._name(place, name, 0)
        for alternate in alternates:
            self._name(place, alternate, rank_of_alternate(alternate))

    def _name(self, place: int, name: str, rank: int) -> None:
        key = name_key(name)
        if key:
            self._names[key, place] = min(rank, self._names.get((key, place), rank))

    def demonyms(self, place: int, english: Sequence[str], spanish: Sequence[str]) -> None:
        self._demonyms |= {(name_key(form), "en", place) for word in english for form in english_forms(word)}
        self._demonyms |= {(name_key(form), "es", place) for word in spanish for form in spanish_forms(word)}

    def close(self) -> None:
        places = (astuple(row) for row in self._places)
        self._connection.executemany("INSERT OR IGNORE INTO place VALUES (?,?,?,?,?,?,?,?,?,?,?)", places)
        rows = sorted((key, place, rank) for (key, place), rank in self._names.items())
        self._connection.executemany("INSERT OR IGNORE INTO name VALUES (?,?,?)", rows)
        self._connection.executemany("INSERT OR IGNORE INTO demonym VALUES (?,?,?)", self._demonyms)


def without_unit_words(name: str) -> str | None:
    """'Macon' for 'Macon County', 'Zulia' for 'Estado Zulia'; None when nothing is left."""
    words = name.split()
    while len(words) > 1 and name_key(words[-1]) in _UNIT_WORDS:
        words.pop()
    while len(words) > 1 and name_key(words[0]) in _UNIT_WORDS and name_key(words[0]) != "la":
        del words[0]
    return " ".join(words) or None


def centre_of(points: Sequence[Point]) -> tuple[float, float] | None:
    """The middle of a unit from its towns' (lat, lon, population), each half-degree cell counting once."""
    if not points:
        return None
    cells: dict[tuple[int, int], list[tuple[float, float]]] = defaultdict(list)
    for lat, lon, _ in points:
        cells[int(lat // _CELL_DEGREES), int(lon // _CELL_DEGREES)].append((lat, lon))
    means = [(sum(p[0] for p in c) / len(c), sum(p[1] for p in c) / len(c)) for c in cells.values()]
    return sum(m[0] for m in means) / len(means), sum(m[1] for m in means) / len(means)


def _add_peoples(connection: sqlite3.Connection) -> None:
    """Demonyms of cities and regions, joined to the largest place of that name and kind."""
    for row in sources.read_peoples():
        kinds = ("populated_place",) if row.kind == "city" else ("admin1", "area", "admin2")
        marks = ",".join("?" * len(kinds))
        found = connection.execute(
            f"SELECT place.id FROM name JOIN place ON place.id = name.place WHERE name.key = ? AND country = ? "
            f"AND kind IN ({marks}) ORDER BY population DESC LIMIT 1",
            (name_key(row.place), row.country, *kinds),
        ).fetchone()
        if found is None:
            continue
        forms = [(f, "en") for d in row.demonyms_en for f in english_forms(d)]
        forms += [(f, "es") for d in row.demonyms_es for f in spanish_forms(d)]
        connection.executemany(
            "INSERT OR IGNORE INTO demonym VALUES (?,?,?)", [(name_key(f), language, found[0]) for f, language in forms]
        )


if __name__ == "__main__":
    sys.stdout.write(f"{build()}\n")
