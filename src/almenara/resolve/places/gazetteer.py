"""The gazetteer: names to places, from a SQLite file built at set-up and an observatory's own files in front of it."""

from __future__ import annotations

import sqlite3
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from almenara.model.fold import fold
from almenara.resolve.places.user_places import read_user_places

#: Raised when the builder's tables or sources change, so that an old file is never read.
VERSION = 5


@dataclass(frozen=True, slots=True)
class Place:
    """A gazetteer entry. `kind` is city, country, admin1, admin2, region, district or demonym; `country` an ISO 3166 alpha-2 code.

    `id` is the GeoNames id where there is one, else None; `lat` and `lon` are degrees (WGS 84); `parent` is the folded name of
    the place that holds it, where a user's file says so.
    """

    id: int | None
    name: str
    kind: str
    country: str | None
    admin1: str | None
    admin2: str | None
    lat: float
    lon: float
    population: int
    parent: str | None = None

    @property
    def key(self) -> str:
        """What tells this place from others of its name."""
        return str(self.id) if self.id is not None else f"{self.kind}:{self.country}:{fold(self.name)}:{self.lat:.2f},{self.lon:.2f}"


@dataclass
class Gazetteer:
    """Look-ups by folded name; `own` places go first. Keeps one read-only connection a process."""

    path: Path
    own: Mapping[str, tuple[Place, ...]] = field(default_factory=dict)
    _connection: sqlite3.Connection | None = field(default=None, repr=False)
    _known: dict[str, tuple[Place, ...]] = field(default_factory=dict, repr=False)

    def lookup(self, name: str) -> tuple[Place, ...]:
        """All places of a name, an observatory's own first, then by population."""
        folded = " ".join(fold(name).split())
        if folded not in self._known:
            if len(self._known) > MOST_REMEMBERED:
                self._known.clear()
            self._known[folded] = (*self.own.get(folded, ()), *self._from_file(folded))
        return self._known[folded]

    def _from_file(self, folded: str) -> tuple[Place, ...]:
        rows = self._open().execute(
            "SELECT p.id, p.name, p.kind, p.country, p.admin1, p.admin2, p.lat, p.lon, p.population FROM names n "
            "JOIN places p ON p.rowid = n.place WHERE n.name = ? ORDER BY p.population DESC",
            (folded,),
        )
        return tuple(Place(*row) for row in rows)

    def _open(self) -> sqlite3.Connection:
        if self._connection is None:
            self._connection = sqlite3.connect(f"file:{self.path}?mode=ro&immutable=1", uri=True, check_same_thread=False)
        return self._connection


#: Names kept in memory; news uses few of the million.
MOST_REMEMBERED = 50_000


def default_path() -> Path:
    """Where set-up puts the gazetteer: beside the packages of this Python."""
    return Path(sys.prefix) / "share" / "almenara" / f"gazetteer-{VERSION}.sqlite"


def open_gazetteer(path: Path | None = None, user_files: Sequence[Path] = ()) -> Gazetteer:
    """Open the gazetteer, building it first if set-up has not. Raises ValueError if a user's file cannot be read."""
    path = path or default_path()
    if not path.is_file():
        from almenara.resolve.places.build import build

        build(path)
    return Gazetteer(path, _own(tuple(user_files)))


@lru_cache(maxsize=4)
def _own(files: tuple[Path, ...]) -> dict[str, tuple[Place, ...]]:
    found: dict[str, tuple[Place, ...]] = {}
    for row in (row for file in files for row in read_user_places(file)):
        place = Place(
            row.geonames_id, row.name, row.kind, row.country, row.admin1, None, row.lat, row.lon, row.population, fold(row.parent or "") or None
        )
        for name in _names([row.name, *row.other_names]):
            found[name] = (*found.get(name, ()), place)
    return found


def _names(names: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(" ".join(fold(n).split()) for n in names if n.strip()))
