"""Events as a list shows them: without their texts and claims, so that a page of them costs little however many reports tell each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row

from almenara.link import figures_of
from almenara.model import DateValue, PlaceValue, Quantity, Quote
from almenara.observatory.decided import with_figures
from almenara.store import corrections_of, event_columns, voices_among
from almenara.store.lines import figures_told, inherited_parts


@dataclass(frozen=True, slots=True)
class Line:
    """An event in a list; its values are those that `Observatory.event` gives, without their words."""

    id: str
    type: str
    status: str
    review: str
    date: DateValue | None
    place: PlaceValue | None
    quantities: tuple[Quantity, ...]
    sources: int


def lines_of_events(connection: Connection, ids: Sequence[str]) -> Iterator[Line]:
    """Events by their ids, in the order given; those that are not there are left out."""
    rows = event_columns(connection, ids)
    inherited = inherited_parts(connection, ids)
    told = figures_told(connection, ids)
    voices = voices_among(connection, list(told))
    figures: dict[str, list[tuple[str, Quantity]]] = defaultdict(list)
    for event, said in told.items():
        for report, of, low, best, high in said:
            figures[event].append((voices.get(report, report), Quantity(of, low, best, high, Quote(0, 0, ""))))
    corrected = corrections_of(connection, ids)
    for event in ids:
        row = rows.get(event)
        if row is None:
            continue
        day_inherited, place_inherited = inherited.get(event, (False, False))
        yield Line(
            event,
            row.type,
            row.status,
            row.review,
            DateValue(row.date_from, row.date_to, row.date_precision, None, day_inherited),
            _place(row, place_inherited),
            with_figures(tuple(figures_of(figures[event])), corrected.get(event, {})),
            row.sources,
        )


def _place(row: Row[Any], inherited: bool) -> PlaceValue | None:
    if row.place is None:
        return None
    return PlaceValue(row.place, None, country=row.country, admin1=row.admin1, inherited=inherited)
