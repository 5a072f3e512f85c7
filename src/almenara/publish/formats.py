"""The formats that events are written in, each to one file or folder, complete or not at all."""

from __future__ import annotations

import io
import json
import shutil
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from almenara.outputs import is_no_file
from almenara.publish.acled import COLUMNS as ACLED
from almenara.publish.acled import acled_file
from almenara.publish.clean import utf8
from almenara.publish.exchange import CAMEO, CROSSWALK, HXL, cameo_rows, crosswalk_rows, hxl_rows, plover_rows
from almenara.publish.ledger import LEDGER, ledger_lines
from almenara.publish.lines import EVENTS, event_lines
from almenara.publish.public_event import PublicEvent
from almenara.publish.table import COLUMNS, CsvRows, csv_bytes, flat, safe_cell
from almenara.publish.told import PublicTotal


@dataclass(frozen=True)
class Exported:
    """Files that were written, how many events stand in them, and how many were left out for which reason."""

    files: tuple[Path, ...]
    events: int
    left_out: Mapping[str, int] = field(default_factory=dict)


def export(
    events: Iterable[PublicEvent],
    format: str,
    target: Path,
    *,
    timestamp: int = 0,
    ledger: Sequence[PublicTotal] = (),
) -> Exported:
    """Write events in one of `FORMATS`; a Data Package also holds the ledger of quoted figures. Raises OSError; what stood at the target before is then
    still there."""
    ordered = sorted(events, key=lambda e: (str(e.date_from), e.id))
    if format == "datapackage":
        return _data_package(ordered, target, timestamp, ledger)
    return FORMATS[format](ordered, target, timestamp)


def write_whole(files: Mapping[Path, bytes]) -> tuple[Path, ...]:
    """All files or none: each is written beside its place and moved there when all of them are whole. A device or a pipe, which is no file to
    put another in the place of, is written to."""
    parts = {p: p.with_name(p.name + ".part") for p in files if not is_no_file(p)}
    try:
        for path, data in files.items():
            parts.get(path, path).write_bytes(data)
    except OSError:
        for part in parts.values():
            part.unlink(missing_ok=True)
        raise
    for path, part in parts.items():
        part.replace(path)
    return tuple(files)


def _put(part: Path, target: Path) -> None:
    """Move what is whole to its place; OSError where there is no place for a file, since such formats cannot be written into anything else."""
    if is_no_file(target):
        part.unlink(missing_ok=True)
        raise OSError(f"{target} is a device or a pipe, or a folder; name a file")
    part.replace(target)


def _csv(events: Sequence[PublicEvent], target: Path, timestamp: int) -> Exported:
    return Exported(write_whole({target: _table(events)}), len(events))


def _table(events: Sequence[PublicEvent]) -> bytes:
    rows = CsvRows()
    return utf8("".join([rows.head, *map(rows.row, events)]))


def _jsonl(events: Sequence[PublicEvent], target: Path, timestamp: int) -> Exported:
    return Exported(write_whole({target: _in_full(events)}), len(events))


def _in_full(events: Sequence[PublicEvent]) -> bytes:
    """Every field of every event, in the order of ids, as a release has them."""
    return b"".join(event_lines(sorted(events, key=lambda e: e.id)))


def _geojson(events: Sequence[PublicEvent], target: Path, timestamp: int) -> Exported:
    """RFC 7946; an event without a point has no geometry but keeps its properties."""
    features = [
        {
            "type": "Feature",
            "id": e.id,
            "geometry": {"type": "Point", "coordinates": [e.lon, e.lat]} if e.lat is not None else None,
            "properties": {k: v for k, v in flat(e).items() if k not in ("lat", "lon")},
        }
        for e in events
    ]
    data = json.dumps({"type": "FeatureCollection", "features": features}, ensure_ascii=False)
    return Exported(write_whole({target: utf8(data)}), len(events))


def _acled(events: Sequence[PublicEvent], target: Path, timestamp: int) -> Exported:
    made = acled_file(events, timestamp)
    extra = list(dict.fromkeys(key for row in made.sidecar for key in row)) or ["event_id_cnty"]
    sidecar = target.with_name(target.stem + "-sidecar.csv")
    files = {target: csv_bytes(made.rows, ACLED), sidecar: csv_bytes(made.sidecar, extra)}
    return Exported(write_whole(files), len(made.rows), dict(made.left_out))


#: What the workbook's first sheet says: columns, then each in English and in Spanish.
README = (
    ("almenara", "events", "hechos"),
    ("sheet / hoja 'events'", "one row an event; an empty cell is not known", "una fila por hecho; una celda vacía no se conoce"),
    ("", "values of a list are joined by '; '", "los valores de una lista van unidos por '; '"),
    ("id", "the event's own number, the same in every release", "el identificador del hecho, el mismo en cada publicación"),
    ("type, family, status", "by the codebook", "según el libro de códigos"),
    ("review", "accepted: a person checked it; new: nobody has yet", "accepted: una persona lo revisó; new: aún nadie"),
    ("date_from, date_to, date_precision", "first and last day, and how exactly they are known", "primer y último día, y con qué exactitud se conocen"),
    ("place, admin1, country", "place, state, country (ISO 3166)", "lugar, estado, país (ISO 3166)"),
    ("lat, lon, place_precision", "degrees (WGS 84), and how exactly they are known", "grados (WGS 84), y con qué exactitud se conocen"),
    ("agents, targets", "who acted, and against whom", "quién actuó, y contra quién"),
    ("demands", "what was demanded", "qué se exigió"),
    ("crowd_…, killed_…, injured_…, arrested_…, displaced_…, missing_…", "low, best and high: how many people, by what sources say", "low, best y high (mínimo, mejor lectura y máximo): cuántas personas, según las fuentes"),
    ("acled_…, plover_event, cameo", "codes of other codebooks", "códigos de otros libros de códigos"),
    ("sources, urls", "outlets that tell of it, and their reports", "medios que lo cuentan, y sus noticias"),
    ("independent_sources", "how many tell of it without repeating another", "cuántas lo cuentan sin repetir a otra"),
    ("", "Places: GeoNames (CC BY 4.0).", "Lugares: GeoNames (CC BY 4.0)."),
)  # fmt: skip


def _excel(events: Sequence[PublicEvent], target: Path, timestamp: int) -> Exported:
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    about = book.create_sheet("readme")
    about.column_dimensions["A"].width = about.column_dimensions["B"].width = about.column_dimensions["C"].width = 50
    for line in README:
        about.append(line)
    sheet = book.create_sheet("events")
    columns = COLUMNS
    sheet.append(columns)
    for event in events:
        row = flat(event)
        sheet.append([safe_cell(row[c]) for c in columns])
    data = io.BytesIO()
    book.save(data)
    return Exported(write_whole({target: data.getvalue()}), len(events))


def _geopackage(events: Sequence[PublicEvent], target: Path, timestamp: int) -> Exported:
    import numpy as np
    import pyogrio

    rows = [e for e in events if e.lat is not None and e.lon is not None]
    points = np.array([_point(e.lon or 0.0, e.lat or 0.0) for e in rows], dtype=object)
    columns = [c for c in COLUMNS if c not in ("lat", "lon")]
    flats = [flat(e) for e in rows]
    data = [np.array([None if f[c] is None else str(f[c]) for f in flats], dtype=object) for c in columns]
    part = target.with_name("." + target.stem + ".part.gpkg")
    part.unlink(missing_ok=True)
    pyogrio.raw.write(
        part, points, data, columns, layer="events", driver="GPKG", geometry_type="Point", crs="EPSG:4326"
    )
    _put(part, target)
    return Exported(
        (target,), len(rows), {"no point on the map": len(events) - len(rows)} if len(rows) < len(events) else {}
    )


def _point(lon: float, lat: float) -> bytes:
    """A point as well-known binary."""
    import struct

    return struct.pack("<BIdd", 1, 1, lon, lat)


def _data_package(
    events: Sequence[PublicEvent], target: Path, timestamp: int, ledger: Sequence[PublicTotal] = ()
) -> Exported:
    """A folder by the Data Package standard: a table as CSV and Parquet, every field as JSON Lines, and datapackage.json with the table's schema."""
    import polars as pl

    rows, columns = [flat(e) for e in events], COLUMNS
    kinds = {c: _kind(c) for c in columns}
    part = target.with_name("." + target.name + ".part")
    shutil.rmtree(part, ignore_errors=True)
    part.mkdir(parents=True)
    types = {"number": pl.Float64, "integer": pl.Int64, "date": pl.String, "string": pl.String}
    frame = pl.DataFrame(rows, schema={c: types[kinds[c]] for c in columns})
    frame.write_parquet(part / "events.parquet")
    (part / "events.csv").write_bytes(_table(events))
    (part / EVENTS).write_bytes(_in_full(events))
    if ledger:
        (part / LEDGER).write_bytes(utf8("".join(ledger_lines(ledger))))
    about = {
        "profile": "tabular-data-package",
        "name": "almenara-events",
        "title": "Events of social conflict",
        "licenses": [{"name": "CC-BY-4.0", "title": "Places: GeoNames"}],
        "resources": [
            {
                "name": "events",
                "path": "events.csv",
                "profile": "tabular-data-resource",
                "format": "csv",
                "mediatype": "text/csv",
                "encoding": "utf-8",
                "schema": {
                    "primaryKey": "id",
                    "missingValues": [""],
                    "fields": [{"name": c, "type": kinds[c]} for c in columns],
                },
            }
        ],
    }
    (part / "datapackage.json").write_text(json.dumps(about, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    if target.exists():
        shutil.rmtree(target)
    part.replace(target)
    return Exported(tuple(sorted(target.iterdir())), len(events))


def _kind(column: str) -> str:
    if column in ("lat", "lon"):
        return "number"
    if column in ("date_from", "date_to"):
        return "date"
    return "integer" if column.endswith(("_low", "_best", "_high")) or column == "independent_sources" else "string"


def _hxl(events: Sequence[PublicEvent], target: Path, timestamp: int) -> Exported:
    return Exported(write_whole({target: csv_bytes(hxl_rows([flat(e) for e in events]), list(HXL))}), len(events))


def _crosswalk(events: Sequence[PublicEvent], target: Path, timestamp: int) -> Exported:
    return Exported(write_whole({target: csv_bytes(crosswalk_rows(events), CROSSWALK)}), len(events))


def _plover(events: Sequence[PublicEvent], target: Path, timestamp: int) -> Exported:
    rows = plover_rows(events)
    lines = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    return Exported(write_whole({target: utf8(lines)}), len(rows), _without_code(events, rows))


def _cameo(events: Sequence[PublicEvent], target: Path, timestamp: int) -> Exported:
    rows = cameo_rows(events)
    return Exported(write_whole({target: csv_bytes(rows, CAMEO)}), len(rows), _without_code(events, rows))


def _without_code(events: Sequence[PublicEvent], rows: Sequence[object]) -> dict[str, int]:
    return {"no_code": len(events) - len(rows)} if len(events) > len(rows) else {}


FORMATS: dict[str, Callable[[Sequence[PublicEvent], Path, int], Exported]] = {
    "acled": _acled,
    "cameo": _cameo,
    "crosswalk": _crosswalk,
    "csv": _csv,
    "datapackage": _data_package,
    "excel": _excel,
    "geojson": _geojson,
    "geopackage": _geopackage,
    "hxl": _hxl,
    "jsonl": _jsonl,
    "plover": _plover,
}
