"""The gazetteer: names to places, from the file that set-up builds and from an observatory's own files in front of it."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein

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
_BY_NAME = _SELECT.format(table="name", rank="name.rank", where="name.key = ?")
_BY_DEMONYM = _SELECT.format(table="demonym", rank="0", where="demonym.key = ? AND demonym.language = ?")
_BY_ID = (
    _SELECT.split("FROM")[0].format(rank="0")
    + "FROM place p LEFT JOIN place a1 ON a1.id = p.admin1_id LEFT JOIN place a2 ON a2.id = p.admin2_id WHERE p.id = ?"
)


@dataclass
class Gazetteer:
    """Look-ups by name; `own` holds an observatory's own places by key. Opens one read-only connection a thread."""

    path: Path
    own: Mapping[str, tuple[Place, ...]] = field(default_factory=dict)
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
            found = (*self.own.get(key, ()), *self._rows(_BY_NAME, key)) if key else ()
            self._known[key] = found
        return found

    def lookup_people(self, word: str, language: str) -> tuple[Place, ...]:
        """The places that a demonym speaks of ('Venezuelans', 'caraqueña'); `language` is en or es."""
        asked = (name_key(word), language)
        found = self._peoples.get(asked)
        if found is None:
            if len(self._peoples) > MOST_REMEMBERED:
                self._peoples.clear()
            found = self._rows(_BY_DEMONYM, *asked) if asked[0] else ()
            self._peoples[asked] = found
        return found

    def get(self, place_id: int) -> Place | None:
        """The place of an id, or None."""
        rows = self._rows(_BY_ID, place_id)
        return rows[0] if rows else None

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

    def _rows(self, query: str, *values: object) -> tuple[Place, ...]:
        rows = self._connection().execute(query, values).fetchmany(MOST_NAMESAKES)
        return tuple(Place(*row) for row in rows)

    def _connection(self) -> sqlite3.Connection:
        connection: sqlite3.Connection | None = getattr(self._connections, "open", None)
        if connection is None:
            connection = sqlite3.connect(f"file:{self.path}?mode=ro&immutable=1", uri=True, check_same_thread=False)
            self._connections.open = connection
        return connection


def open_gazetteer(path: Path | None = None, user_files: Sequence[Path] = ()) -> Gazetteer:
    """Open the gazetteer, building it first if set-up has not (half a minute).

    `user_files` are CSV or GeoJSON files of an observatory's own places, or a file that `import_places` made; they go before
    the gazetteer's. Raises ValueError if one of them cannot be read.
    """
    if path is None:
        from almenara.resolve.places.build import build, gazetteer_path, is_current

        path = gazetteer_path()
        if not is_current(path):
            build(path)
    gazetteer = Gazetteer(path)
    if not user_files:
        return gazetteer
    return replace(gazetteer, own=own_places(tuple(user_files)))
