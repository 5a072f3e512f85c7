"""An event as a row of a table: its columns, and cells that no spreadsheet takes for a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Hashable, Iterable, Mapping
from typing import Any

from almenara.publish.clean import clean, utf8
from almenara.publish.public_event import PublicEvent
from almenara.publish.remembered import Remembered

#: What a spreadsheet would run as a formula.
_FORMULA = frozenset("=+-@\t\r")
_QUANTITIES = ("crowd", "killed", "injured", "arrested", "displaced", "missing")
_UNKNOWN = (None, None, None)
#: The table's columns, in their order.
COLUMNS = (
    *"id type family status review date_from date_to date_precision place admin1 country lat lon place_precision".split(),
    *("agents", "targets", "demands"),
    *(f"{of}_{end}" for of in _QUANTITIES for end in ("low", "best", "high")),
    *("acled_event_type", "acled_sub_event_type", "plover_event", "cameo", "sources", "urls", "independent_sources"),
)


def table_cells(event: PublicEvent) -> list[Any]:
    """An event's values, one a column, as they are; lists are joined by '; '."""
    acled, plover = event.codes.get("acled"), event.codes.get("plover")
    first, last, numbers, join = event.date_from, event.date_to, event.numbers, "; ".join
    cells: list[Any] = [
        event.id,
        event.type,
        event.family,
        event.status,
        event.review,
        first.isoformat() if first else None,
        last.isoformat() if last else None,
        event.date_precision,
        event.place,
        event.admin1,
        event.country,
        event.lat,
        event.lon,
        event.place_precision,
        join(event.agents),
        join(event.targets),
        join(event.demands),
    ]
    for of in _QUANTITIES:
        cells += numbers.get(of, _UNKNOWN)
    cells += (
        acled.get("event_type") if isinstance(acled, dict) else None,
        acled.get("sub_event_type") if isinstance(acled, dict) else None,
        plover.get("event") if isinstance(plover, dict) else None,
        event.codes.get("cameo"),
        join(event.sources),
        join(event.urls),
        event.independent_sources,
    )
    return cells


def flat(event: PublicEvent) -> dict[str, Any]:
    """One row of plain values an event, by column, without characters that no table may hold."""
    cells = [clean(cell) if type(cell) is str else cell for cell in table_cells(event)]
    return dict(zip(COLUMNS, cells, strict=True))


def safe_cell(value: object) -> object:
    """A value that no spreadsheet takes for a formula, without characters that no table may hold; numbers stay numbers."""
    if type(value) is not str or not value:
        return value
    value = clean(value)
    if value[:1] not in _FORMULA:
        return value
    try:
        float(value)
    except ValueError:
        return "'" + value
    return value


class CsvRows:
    """The table as CSV, a line an event."""

    head = ",".join(COLUMNS) + "\n"

    def __init__(self) -> None:
        self._known = Remembered(_csv_cell)

    def row(self, event: PublicEvent) -> str:
        """The event's line, with its end."""
        known = self._known
        key, *rest = table_cells(event)
        # No id comes twice: it is not remembered.
        cells = ["" if c is None else known[c] if type(c) is str else _csv_cell(c) for c in rest]
        return ",".join([_csv_cell(key), *cells]) + "\n"


def _csv_cell(value: Hashable) -> str:
    """One cell as a table's writer would write it."""
    if type(value) is int or type(value) is float:
        return repr(value)
    if (
        type(value) is str
        and value.isprintable()
        and value[:1] not in _FORMULA
        and "," not in value
        and '"' not in value
    ):
        return value
    text = io.StringIO(newline="")
    # A line of one empty cell would be written in quotes.
    csv.writer(text, lineterminator="\n").writerow([safe_cell(value), None])
    return text.getvalue()[: -len(",\n")]


def csv_bytes(rows: Iterable[Mapping[str, Any]], columns: Iterable[str]) -> bytes:
    """Rows of any table as CSV."""
    names = list(columns)
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(names)
    writer.writerows([safe_cell(row.get(c)) for c in names] for row in rows)
    return utf8(text.getvalue())
