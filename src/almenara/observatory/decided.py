"""An event as it stands: what its mentions give, with what people corrected over it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from almenara.link import consolidate
from almenara.model import DateValue, Event, Mention, PlaceValue, Quantity, Quote, Status
from almenara.store import Decision
from almenara.store.decision import FIGURES
from almenara.store.refusal import Refusal

#: What is said of a value that a person gave.
METHOD = "corrected by a person"
#: '40', '40-60' (from, to), '40-50-60' (from, best, to), '40-' (at least), '-60' (at most).
_FIGURE = re.compile(r"(\d{1,9})?(?:-(\d{1,9})?)?(?:-(\d{1,9})?)?", re.ASCII)


def as_decided(
    mentions: list[Mention],
    row: Sequence[Any],
    voices: Mapping[str, str],
    corrected: Mapping[str, Decision],
    *,
    claims: bool = True,
) -> Event:
    """The event of its mentions, with the values (`row`, as `store.decided_columns` gives it) and figures that people may have corrected;
    `claims` is that of `link.consolidate`."""
    key, kind, family, status, _, first, last, name, country, admin1, lat, lon, precision = row
    event = consolidate(mentions, voices, event=key, claims=claims)
    when, where = event.date, event.place
    if (first, last) != ((when.start, when.end) if when else (None, None)):
        when = DateValue(first, last, _precision(first, last), method=METHOD)
    told = (where.name, where.country, where.lat, where.lon) if where else None
    if name is not None and ((name, country, lat, lon) != told or "place_precision" in corrected):
        # Another place's precision is known only if somebody said it; a moved point is as precise as it was.
        known = "place_precision" in corrected or (where is not None and where.name == name)
        where = PlaceValue(
            name,
            country=country,
            admin1=admin1,
            lat=lat,
            lon=lon,
            precision=precision if known else None,
            method=METHOD,
        )
    if not corrected and when is event.date and where is event.place:
        if (kind, family, status) == (event.type, event.family, event.status.value):
            return event
    return replace(
        event,
        type=kind,
        family=family,
        status=Status(status),
        date=when,
        place=where,
        quantities=with_figures(event.quantities, corrected),
    )


def _precision(start: date | None, end: date | None) -> str | None:
    return None if start is None else "day" if start == end else "span"


def with_figures(coded: Sequence[Quantity], corrected: Mapping[str, Decision]) -> tuple[Quantity, ...]:
    """Those that people corrected in the place of what was coded; a figure corrected to nothing is none."""
    found = {quantity.of: quantity for quantity in coded}
    for field in FIGURES:
        if field in corrected:
            value = corrected[field].new
            words = found[field].quote if field in found else Quote(0, 0, "")
            found.pop(field, None)
            if value is not None:
                found[field] = Quantity(field, value["low"], value["best"], value["high"], words)
    order = [*(q.of for q in coded), *FIGURES]
    return tuple(sorted(found.values(), key=lambda quantity: order.index(quantity.of)))


def figure_as_stored(quantity: Quantity | None) -> dict[str, int | None] | None:
    """A figure as the log of decisions keeps it."""
    return None if quantity is None else {"low": quantity.low, "best": quantity.best, "high": quantity.high}


def figure_of(words: str) -> dict[str, int | None] | None:
    """What a person writes for a figure: '40', '40-60', '40-50-60' (from, best, to), '40-' (at least), '-60' (at most); '' is no figure.

    Raises ValueError, with a sentence, for anything else.
    """
    written = words.strip().replace("\N{EN DASH}", "-").replace(" ", "")
    if not written:
        return None
    read = _FIGURE.fullmatch(written)
    if read is None or not any(read.groups()):
        raise Refusal("no_figure", words=words)
    parts = [int(part) if part else None for part in written.split("-")]
    match parts:
        case [best]:
            low, high = best, best
        case [low, high]:
            best = low if low == high else None
        case [low, best, high]:
            pass
    known = [part for part in (low, best, high) if part is not None]
    if known != sorted(known):
        raise Refusal("figure_falls", words=words)
    return {"low": low, "best": best, "high": high}
