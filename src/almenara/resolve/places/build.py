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
from pathlib import Path

from almenara.resolve.places import sources
from almenara.resolve.places.abbreviations import US_STATE_ABBREVIATIONS
from almenara.resolve.places.demonyms import english_forms, spanish_forms
from almenara.resolve.places.keys import name_key

#: Raise when what is built changes.
BUILDER_VERSION = "6"
DATA_FOLDER_VARIABLE = "ALMENARA_DATA"
FILE_NAME = "gazetteer.sqlite"

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
    id INTEGER PRIMARY KEY, name TEXT, kind TEXT, country TEXT, admin1_id INTEGER, admin2_id INTEGER, parent INTEGER,
    lat REAL, lon REAL, population INTEGER, capital INTEGER
);
CREATE TABLE name (key TEXT, place INTEGER, rank INTEGER, PRIMARY KEY (key, place)) WITHOUT ROWID;
CREATE TABLE demonym (key TEXT, language TEXT, place INTEGER, PRIMARY KEY (key, language, place)) WITHOUT ROWID;
CREATE TABLE main_name (key TEXT PRIMARY KEY, population INTEGER) WITHOUT ROWID;
"""

PlaceTuple = tuple[int, str, str, str | None, int, int, int, float, float, int, int]


def gazetteer_path() -> Path:
    """Where the gazetteer file stands: the folder in `ALMENARA_DATA`, else `share/almenara` of the Python environment."""
    folder = os.environ.get(DATA_FOLDER_VARIABLE)
    return (Path(folder) if folder else Path(sys.prefix) / "share" / "almenara") / FILE_NAME


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
    capitals = {(c.iso, name_key(c.capital)) for c in countries}
    admins = {row.line: row for row in sources.read_admins()}
    units_of = sources.read_units_of_cities()
    points: dict[int, list[tuple[float, float, int]]] = defaultdict(list)
    found_capitals: set[tuple[str, str]] = set()
    for city in sorted(sources.read_cities(), key=lambda c: -int(str(c["population"]))):
        place_id = int(str(city["geonameid"]))
        name, country = str(city["name"]), str(city["countrycode"])
        lat, lon, population = float(str(city["latitude"])), float(str(city["longitude"])), int(str(city["population"]))
        units = [admins[line] for line in units_of.get(place_id, ()) if line in admins]
        admin2 = next((u for u in units if u.level == 2), None)
        admin1 = next((u for u in units if u.level == 1), None)
        if admin1 is None and admin2 is not None:
            admin1 = admins.get(admin2.parent_line)
        for unit in (admin1, admin2):
            if unit is not None:
                points[unit.geonames_id].append((lat, lon, population))
        keys = {name_key(name), *(name_key(a) for a in city["alternatenames"][:60])}  # type: ignore[index]
        own = {(country, key) for key in keys} & capitals - found_capitals
        found_capitals |= own
        writer.place(
            (
                place_id,
                name,
                "populated_place",
                country,
                admin1.geonames_id if admin1 else 0,
                admin2.geonames_id if admin2 else 0,
                admin2.geonames_id if admin2 else admin1.geonames_id if admin1 else 0,
                lat,
                lon,
                population,
                int(bool(own)),
            )
        )
        writer.names(place_id, name, city["alternatenames"])  # type: ignore[arg-type]
        if country in _ARABIC_COUNTRIES and (short := _ARABIC_ARTICLE.sub("", name)) != name:
            writer.names(place_id, name, [short])
    given_points = sources.read_admin1_points()
    for row in admins.values():
        _add_admin(writer, row, admins, points.get(row.geonames_id, []), given_points)
    for code, state in sources.read_us_states():
        writer.names(
            state, US_STATE_ABBREVIATIONS[code][0], [n for n in US_STATE_ABBREVIATIONS[code][1:] if not n.endswith(".")]
        )
    for country_row in countries:
        place: PlaceTuple = (
            country_row.geonames_id, country_row.name, "country", country_row.iso, 0, 0, 0,
            country_row.lat, country_row.lon, country_row.population, 0,
        )  # fmt: skip
        writer.place(place)
        writer.names(country_row.geonames_id, country_row.name, country_row.names)
        writer.demonyms(country_row.geonames_id, country_row.demonyms_en, country_row.demonyms_es)
    for number, region in enumerate(sources.read_regions(), start=1):
        region_id = region.geonames_id or -number
        writer.place(
            (
                region_id,
                region.names[0].removeprefix("the "),
                region.kind,
                region.country,
                0,
                0,
                0,
                region.lat,
                region.lon,
                0,
                0,
            )
        )
        writer.names(region_id, region.names[0], region.names[1:], main_rank=0)
        writer.demonyms(region_id, region.demonyms_en, region.demonyms_es)
    writer.close()
    _add_peoples(connection)
    connection.execute("CREATE INDEX place_parent ON place (parent)")
    connection.execute(
        "INSERT INTO main_name SELECT key, MAX(population) FROM name JOIN place ON place.id = name.place "
        "WHERE rank = 0 AND length(key) > 3 GROUP BY key"
    )
    connection.executemany("INSERT INTO meta VALUES (?, ?)", _stamp().items())
    connection.commit()
    connection.execute("ANALYZE")
    connection.commit()


class _Writer:
    """Collects rows and writes them in batches."""

    _BATCH = 50_000

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._places: list[PlaceTuple] = []
        self._names: dict[tuple[str, int], int] = {}
        self._demonyms: set[tuple[str, str, int]] = set()

    def place(self, row: PlaceTuple) -> None:
        self._places.append(row)

    def names(self, place: int, name: str, alternates: Iterable[str], *, main_rank: int = 0) -> None:
        self._name(place, name, main_rank)
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
        self._connection.executemany("INSERT OR IGNORE INTO place VALUES (?,?,?,?,?,?,?,?,?,?,?)", self._places)
        rows = sorted((key, place, rank) for (key, place), rank in self._names.items())
        self._connection.executemany("INSERT OR IGNORE INTO name VALUES (?,?,?)", rows)
        self._connection.executemany("INSERT OR IGNORE INTO demonym VALUES (?,?,?)", self._demonyms)


def rank_of_alternate(name: str) -> int:
    """1 for another name, 2 for a weak one: codes in capitals and romanisations in lower case."""
    if not name[:1].isascii():
        return 1
    if name[:1].islower() and not name.startswith(("l'", "el ", "la ", "the ", "los ", "las ")):
        return 2
    return 2 if name.isupper() and len(name) <= 4 else 1


def _add_admin(
    writer: _Writer,
    row: sources.AdminRow,
    admins: dict[int, sources.AdminRow],
    points: list[tuple[float, float, int]],
    given_points: Mapping[tuple[str, str], tuple[float, float]],
) -> None:
    given = next(
        (given_points[key] for name in (row.name, *row.alternates) if (key := (row.country, name)) in given_points),
        None,
    )
    centre = given if given is not None and row.level == 1 else centre_of(points)
    if centre is None:
        return
    parent = admins.get(row.parent_line)
    parent_id = parent.geonames_id if parent else 0
    level1 = row.geonames_id if row.level == 1 else parent_id
    writer.place(
        (
            row.geonames_id,
            row.name,
            f"admin{row.level}",
            row.country,
            level1,
            row.geonames_id if row.level == 2 else 0,
            parent_id,
            *centre,
            sum(point[2] for point in points),
            0,
        )
    )
    shorter = [short for name in (row.name, *row.alternates) if (short := without_unit_words(name)) and short != name]
    if "," in row.name:
        head, _, tail = row.name.partition(",")
        shorter += [f"{tail.strip()} {head}", head]
    writer.names(row.geonames_id, row.name, [*row.alternates, *shorter])


def without_unit_words(name: str) -> str | None:
    """'Macon' for 'Macon County', 'Zulia' for 'Estado Zulia'; None when nothing is left."""
    words = name.split()
    while len(words) > 1 and name_key(words[-1]) in _UNIT_WORDS:
        words.pop()
    while len(words) > 1 and name_key(words[0]) in _UNIT_WORDS and name_key(words[0]) != "la":
        del words[0]
    return " ".join(words) or None


def centre_of(points: Sequence[tuple[float, float, int]]) -> tuple[float, float] | None:
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
