"""The gazetteer: names to places, from the file that set-up builds and from an observatory's own files in front of it."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein

from almenara.resolve.location import IMPORTED_NAME, gazetteer_path
from almenara.resolve.places.keys import name_key
from almenara.resolve.places.place import Place
from almenara.resolve.places.user_places import own_places

#: Names kept in memory; news uses few of the million.
MOST_REMEMBERED = 50_000
#: Of a name that hundreds of hamlets share, this many are looked at, the largest first.
MOST_NAMESAKES = 150
#: A misspelt name must have this many letters, or too many names lie one letter off.
SHORTEST_FUZZY = 6
#: Only places of this many inhabitants are guessed at from a misspelling.
SMALLEST_FUZZY = 30_000
#: What stands where an accent was lost on the way.
_LOST_LETTERS = ("\ufffd", "?")

_SELECT = """
SELECT p.id, p.name, p.kind, p.country, a1.name, a2.name, p.admin1_id, p.admin2_id, p.parent, p.lat, p.lon, p.population,
       p.capital, {rank}
FROM {table} JOIN place p ON p.id = {table}.place
LEFT JOIN place a1 ON a1.id = p.admin1_id LEFT JOIN place a2 ON a2.id = p.admin2_id
WHERE {where} ORDER BY p.population DESC LIMIT 150
"""
_BY_OWN_NAME = """
SELECT p.id, p.name, p.kind, p.country, p.admin1, NULL, 0, 0, 0, p.lat, p.lon, p.population, 0, n.rank, p.user_id, p.parent_name
FROM own_name n JOIN own_place p ON p.id = n.place WHERE n.key = ? ORDER BY p.population DESC LIMIT 150
"""
_BY_NAME = _SELECT.format(table="name", rank="name.rank", where="name.key = ?")
_BY_DEMONYM = _SELECT.format(table="demonym", rank="0", where="demonym.key = ? AND demonym.language = ?")
_BY_ID = (
    _SELECT.split("FROM")[0].format(rank="0")
    + "FROM place p LEFT JOIN place a1 ON a1.id = p.admin1_id LEFT JOIN place a2 ON a2.id = p.admin2_id WHERE p.id = ? ORDER BY p.population DESC LIMIT 150"
)


@dataclass
class Gazetteer:
    """Look-ups by name; `own` holds an observatory's own places by key. Opens one read-only connection a thread."""

    path: Path
    own: Mapping[str, tuple[Place, ...]] = field(default_factory=dict)
    imported: tuple[Path, ...] = ()
    _connections: threading.local = field(default_factory=threading.local, repr=False)
    _known: dict[str, tuple[Place, ...]] = field(default_factory=dict, repr=False)
    _peoples: dict[tuple[str, str], tuple[Place, ...]] = field(default_factory=dict, repr=False)

    def lookup(self, name: str) -> tuple[Place, ...]:
        """All places of a name (any case, accents or none), an observatory's own first, then by population."""
        return self.lookup_key(name_key(name))

    def lookup_key(self, key: str) -> tuple[Place, ...]:
        """As `lookup`, by a key of `name_key`."""
        found = self._known.get(key)
        if found is None:
            if len(self._known) > MOST_REMEMBERED:
                self._known.clear()
            found = self._all_of(key) if key else ()
            self._known[key] = found
        return found

    def _all_of(self, key: str) -> tuple[Place, ...]:
        found = {place.id: place for place in self.own.get(key, ())}
        for file in self.imported:
            for place in self._rows(_BY_OWN_NAME, key, file=file):
                found.setdefault(place.id, place)
        # An imported copy of a GeoNames place gives way to the gazetteer's, which knows its units.
        built_in = self._rows(_BY_NAME, key)
        found.update((place.id, place) for place in built_in)
        return tuple(found.values())

    def lookup_people(self, word: str, language: str) -> tuple[Place, ...]:
        """The places that a demonym speaks of ('Venezuelans', 'caraqueña'); `language` is en or es."""
        asked = (name_key(word), language)
        found = self._peoples.get(asked)
        if found is None:
            if len(self._peoples) > MOST_REMEMBERED:
                self._peoples.clear()
            found = self._rows(_BY_DEMONYM, *asked) if asked in self._demonyms else ()
            self._peoples[asked] = found
        return found

    @cached_property
    def _demonyms(self) -> frozenset[tuple[str, str]]:
        """Every demonym with its language: few enough to keep, and most words that are asked about are none."""
        return frozenset(self._connection().execute("SELECT key, language FROM demonym"))

    def get(self, place_id: int) -> Place | None:
        """The place of an id, or None."""
        rows = self._rows(_BY_ID, place_id)
        return rows[0] if rows else None

    def largest_within(self, south: float, west: float, north: float, east: float, limit: int) -> tuple[Place, ...]:
        """The largest populated places of a box of degrees, which must not cross the date line."""
        where = "p.kind = 'populated_place' AND p.lat BETWEEN ? AND ? AND p.lon BETWEEN ? AND ?"
        query = _BY_ID.replace("p.id = ?", where).replace("LIMIT 150", "LIMIT ?")
        return self._rows(query, south, north, west, east, limit)

    def towns_of_regions(self, country: str) -> list[tuple[float, float, str]]:
        """Latitude, longitude and first-level region of each populated place of a country (ISO 3166 alpha-2) whose region is known."""
        query = (
            "SELECT p.lat, p.lon, a1.name FROM place p JOIN place a1 ON a1.id = p.admin1_id "
            "WHERE p.kind = 'populated_place' AND p.country = ? ORDER BY p.id"
        )
        return list(self._connection().execute(query, (country,)))

    def lookup_fuzzy(self, name: str) -> tuple[Place, ...]:
        """Places of larger towns and areas whose name is one letter off (or has lost its accented letters); empty if none.

        Asked only for names that are not found: it takes about a millisecond.
        """
        key = name_key(name)
        if any(mark in name for mark in _LOST_LETTERS):
            key = key.replace("\ufffd", "?")
            where = "key GLOB ?"
        elif len(key) < SHORTEST_FUZZY:
            return ()
        else:
            where = "key >= ?1 AND key < ?1 || '{'"
        asked = key if "?" in key else key[:2]
        if len(asked.rstrip("?")) < 2:
            return ()
        rows = self._connection().execute(
            f"SELECT key FROM main_name WHERE {where} AND population >= {SMALLEST_FUZZY}",
            (asked,),
        )
        keys = [row[0] for row in rows]
        if "?" in key:
            best = keys[0] if len(keys) == 1 else None
        else:
            match = process.extractOne(
                key, keys, scorer=DamerauLevenshtein.distance, score_cutoff=1 if len(key) < 9 else 2
            )
            best = match[0] if match else None
        return self.lookup_key(best) if best else ()

    def _rows(self, query: str, *values: object, file: Path | None = None) -> tuple[Place, ...]:
        rows = self._connection(file or self.path).execute(query, values).fetchmany(MOST_NAMESAKES)
        return tuple(Place(*row) for row in rows)

    def _connection(self, file: Path | None = None) -> sqlite3.Connection:
        path = file or self.path
        connections: dict[Path, sqlite3.Connection] = self._connections.__dict__.setdefault("open", {})
        if path not in connections:
            # An imported file may still grow; the built one never does.
            fixed = "&immutable=1" if path == self.path else ""
            connections[path] = sqlite3.connect(
                f"{path.absolute().as_uri()}?mode=ro{fixed}", uri=True, check_same_thread=False
            )
        return connections[path]


def open_gazetteer(path: Path | None = None, user_files: Sequence[Path] = ()) -> Gazetteer:
    """Open the gazetteer, building it first if set-up has not (half a minute).

    `user_files` are CSV or GeoJSON files of an observatory's own places, or files that `import_places` made (.sqlite); they go
    before the gazetteer's. What was imported beside the gazetteer is always read. Raises ValueError if one of them cannot be read.
    """
    if path is None:
        from almenara.resolve.places.build import build, is_current

        path = gazetteer_path()
        if not is_current(path):
            build(path)
    small = tuple(file for file in user_files if file.suffix != ".sqlite")
    large = [file for file in user_files if file.suffix == ".sqlite"]
    if path.with_name(IMPORTED_NAME).is_file():
        large.append(path.with_name(IMPORTED_NAME))
    for file in large:
        if not file.is_file():
            raise ValueError(f"{file}: there is no such file of imported places. Import a list first, or leave it out.")
    return Gazetteer(path, own_places(small), tuple(large))
