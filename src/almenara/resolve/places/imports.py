"""Imports large place lists into a file that the gazetteer reads beside its own: streaming, resumable, in constant memory."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from almenara.resolve.location import imported_path
from almenara.resolve.places.keys import name_key, rank_of_alternate
from almenara.resolve.places.user_rows import RowProblem, UserRow, is_geonames, read_rows

#: Rows written at once; what is lost when an import is broken off.
BATCH = 20_000
#: Problems kept in the result; all are counted, and all are told to `on_problem`.
MOST_PROBLEMS_KEPT = 1_000

_SCHEMA = """
CREATE TABLE IF NOT EXISTS own_place (
    id INTEGER PRIMARY KEY, user_id TEXT UNIQUE, name TEXT, kind TEXT, country TEXT, admin1 TEXT, parent_name TEXT,
    lat REAL, lon REAL, population INTEGER, origin TEXT, line INTEGER
);
CREATE TABLE IF NOT EXISTS own_name (key TEXT, place INTEGER, rank INTEGER, PRIMARY KEY (key, place)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS import (path TEXT PRIMARY KEY, size INTEGER, changed INTEGER, rows INTEGER, done INTEGER);
"""
#: GeoNames' alternateNames.txt: places' id, language, name; these are no names.
_NO_LANGUAGES = frozenset({"link", "wkdt", "post", "iata", "icao", "faac", "unlc", "abbr"})


@dataclass(frozen=True, slots=True)
class ImportProgress:
    """How far an import is: rows read so far (those of an earlier run too), and bad ones of this run."""

    rows: int
    bad: int


@dataclass(frozen=True, slots=True)
class ImportResult:
    """What an import did: places written by this run, rows passed over since an earlier run had written them, bad rows."""

    path: Path
    target: Path
    written: int
    resumed_at: int
    bad: int
    problems: tuple[RowProblem, ...]


def import_places(
    path: Path,
    target: Path | None = None,
    *,
    on_progress: Callable[[ImportProgress], None] | None = None,
    on_problem: Callable[[RowProblem], None] | None = None,
    batch: int = BATCH,
) -> ImportResult:
    """Import a .csv, .geojson, GeoNames' allCountries.txt (or a country's file) or alternateNames.txt.

    An import that was broken off goes on where it stopped; a file that was imported whole and has not changed is left
    alone; a changed file replaces what it brought before. `on_progress` is called after each batch. Raises ValueError for a
    file that cannot be read, OSError if the target cannot be written.
    """
    target = target or imported_path()
    target.parent.mkdir(parents=True, exist_ok=True)
    with closing(sqlite3.connect(target)) as connection:
        connection.executescript("PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;" + _SCHEMA)
        start = _begin(connection, path)
        if start is None:
            return ImportResult(path, target, 0, _rows_done(connection, path), 0, ())
        write = _write_alternates if path.name.startswith("alternateNames") else _write_places
        rows, bad, written, kept = start, 0, 0, list[RowProblem]()
        source: Iterator[object] = (
            _alternate_rows(path, start) if write is _write_alternates else read_rows(path, skip=start)
        )
        while chunk := list(islice(source, batch)):
            problems = [item for item in chunk if isinstance(item, RowProblem)]
            written += write(connection, path, chunk, problems)
            rows += len(chunk)
            bad += len(problems)
            kept += problems[: max(0, MOST_PROBLEMS_KEPT - len(kept))]
            connection.execute("UPDATE import SET rows = ? WHERE path = ?", (rows, str(path.resolve())))
            connection.commit()
            for problem in problems if on_problem else ():
                on_problem(problem)  # type: ignore[misc]
            if on_progress:
                on_progress(ImportProgress(rows, bad))
        connection.execute("UPDATE import SET done = 1 WHERE path = ?", (str(path.resolve()),))
        connection.commit()
    return ImportResult(path, target, written, start, bad, tuple(kept))


def _begin(connection: sqlite3.Connection, path: Path) -> int | None:
    """The row to go on from; None if the file is imported whole and has not changed."""
    try:
        stat = path.stat()
    except OSError as error:
        raise ValueError(f"{path}: the file cannot be read ({error.strerror}). Check its name.") from error
    origin = str(path.resolve())
    now = (stat.st_size, stat.st_mtime_ns)
    found = connection.execute("SELECT size, changed, rows, done FROM import WHERE path = ?", (origin,)).fetchone()
    if found is not None and found[:2] == now:
        return None if found[3] else int(found[2])
    if found is not None:
        connection.execute("DELETE FROM own_name WHERE place IN (SELECT id FROM own_place WHERE origin = ?)", (origin,))
        connection.execute("DELETE FROM own_place WHERE origin = ?", (origin,))
    connection.execute("INSERT OR REPLACE INTO import VALUES (?, ?, ?, 0, 0)", (origin, *now))
    connection.commit()
    return 0


def _rows_done(connection: sqlite3.Connection, path: Path) -> int:
    row = connection.execute("SELECT rows FROM import WHERE path = ?", (str(path.resolve()),)).fetchone()
    return int(row[0]) if row else 0


def _write_places(connection: sqlite3.Connection, path: Path, chunk: list[object], problems: list[RowProblem]) -> int:
    origin = str(path.resolve())
    geonames = is_geonames(path)
    lowest = connection.execute("SELECT MIN(id) FROM own_place").fetchone()[0]
    next_id = min(int(lowest or 0), -2_000_000) - 1
    names: list[tuple[str, int, int]] = []
    written = 0
    for row in chunk:
        if not isinstance(row, UserRow):
            continue
        place_id = int(row.id) if geonames else next_id
        try:
            connection.execute(
                "INSERT INTO own_place VALUES (?,?,?,?,?,?,?,?,?,?,?,?)",
                (
                    place_id,
                    None if geonames else row.id,
                    row.name,
                    row.kind,
                    row.country,
                    row.admin1,
                    row.parent,
                    row.lat,
                    row.lon,
                    row.population,
                    origin,
                    row.line,
                ),
            )
        except sqlite3.IntegrityError:
            problems.append(_duplicate(connection, path, row, geonames))
            continue
        written += 1
        next_id -= 0 if geonames else 1
        ranked = {name_key(other): rank_of_alternate(other) for other in row.other_names} | {name_key(row.name): 0}
        names += [(key, place_id, rank) for key, rank in ranked.items() if key]
    connection.executemany("INSERT OR IGNORE INTO own_name VALUES (?,?,?)", names)
    return written


def _duplicate(connection: sqlite3.Connection, path: Path, row: UserRow, geonames: bool) -> RowProblem:
    column = "id" if geonames else "user_id"
    query = f"SELECT name, origin, line FROM own_place WHERE {column} = ?"
    name, origin, line = connection.execute(query, (row.id,)).fetchone()
    where = f"line {line}" if origin == str(path.resolve()) else f"{origin}, line {line}"
    return RowProblem(
        path,
        row.line,
        f"The id {row.id!r} of {row.name!r} belongs to {name!r} already ({where}). The row was left out.",
    )


def _alternate_rows(path: Path, skip: int) -> Iterator[object]:
    try:
        with path.open(encoding="utf-8") as stream:
            for number, line in enumerate(stream, start=1):
                if number <= skip:
                    continue
                cells = line.rstrip("\n").split("\t")
                if len(cells) < 4 or not cells[1].isdigit():
                    yield RowProblem(
                        path,
                        number,
                        "A row of alternateNames has an id, a place's id, a language and a name. It was left out.",
                    )
                else:
                    yield int(cells[1]), cells[2], cells[3]
    except (OSError, UnicodeDecodeError) as error:
        raise ValueError(
            f"{path}: the names could not be read ({error}). Give GeoNames' alternateNames.txt in UTF-8."
        ) from error


def _write_alternates(
    connection: sqlite3.Connection, path: Path, chunk: list[object], problems: list[RowProblem]
) -> int:
    rows = []
    for item in chunk:
        if isinstance(item, tuple) and item[1] not in _NO_LANGUAGES and (key := name_key(item[2])):
            rows.append((key, rank_of_alternate(item[2]), item[0]))
    before = connection.total_changes
    connection.executemany("INSERT OR IGNORE INTO own_name SELECT ?1, id, ?2 FROM own_place WHERE id = ?3", rows)
    return connection.total_changes - before
