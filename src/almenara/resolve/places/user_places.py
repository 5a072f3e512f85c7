"""An observatory's own places, kept in memory: a small CSV or GeoJSON file in, entries by name key out.

Large lists are imported into a file once instead (`import_places`).
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from almenara.resolve.places.keys import name_key
from almenara.resolve.places.place import Place
from almenara.resolve.places.user_rows import RowProblem, UserRow, read_rows

#: Internal ids of own places count down from here, clear of the regions' file's.
FIRST_OWN_ID = -1_000_000


def read_user_places(path: Path, problems: list[RowProblem] | None = None) -> Iterator[UserRow]:
    """Rows of a file of own places; a bad row is told in `problems` and left out. Raises ValueError for a file that cannot be read."""
    for item in read_rows(path):
        if isinstance(item, RowProblem):
            if problems is not None:
                problems.append(item)
        else:
            yield item


@lru_cache(maxsize=4)
def own_places(files: tuple[Path, ...]) -> dict[str, tuple[Place, ...]]:
    """Entries by name key of one or more files, earlier files first. Raises ValueError if a file cannot be read."""
    found: dict[str, tuple[Place, ...]] = {}
    rows = [row for file in files for row in read_user_places(file)]
    for number, row in enumerate(rows):
        place = as_place(row, FIRST_OWN_ID - number)
        for key in dict.fromkeys(name_key(name) for name in (row.name, *row.other_names)):
            if key:
                found[key] = (*found.get(key, ()), place)
    return found


def as_place(row: UserRow, place_id: int) -> Place:
    """The gazetteer entry of a user's row."""
    return Place(
        id=place_id,
        name=row.name,
        kind=row.kind,
        country=row.country,
        admin1=row.admin1,
        admin2=None,
        admin1_id=0,
        admin2_id=0,
        parent=0,
        lat=row.lat,
        lon=row.lon,
        population=row.population,
        capital=False,
        rank=0,
        user_id=row.id,
        parent_name=row.parent,
    )
