"""Mention rows read back into mentions."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from almenara.model import DateValue, Mention, PlaceValue, Quantity, Quote, Role, Source, Status


def mention_from_row(row: Mapping[str, Any]) -> Mention:
    """The mention of a row that `to_dict` made. Raises KeyError, TypeError or ValueError where it is no such row."""
    when, where = row["date"], row["place"]
    return Mention(
        id=row["id"],
        report=row["report"],
        published=_day(row["published"]),
        source=Source(row["source"]) if row["source"] else None,
        family=row["family"],
        type=row["type"],
        status=Status(row["status"]),
        score=float(row["score"]),
        trigger=_words(row["trigger"]),
        sentence=_words(row["sentence"]),
        roles=tuple(
            Role(r["role"], _words(r), r["actor"], r["country"], tuple(r["sectors"]), r["count"], r.get("actor_id"))
            for r in row["roles"]
        ),
        date=_date(when) if when else None,
        place=_place(where) if where else None,
        quantities=tuple(Quantity(q["of"], q["low"], q["best"], q["high"], _words(q)) for q in row["quantities"]),
        demands=tuple(row["demands"]),
        codes=row["codes"],
        title=row.get("title"),
        method=row.get("method") or "rules",
    )


def _words(row: Mapping[str, Any]) -> Quote:
    return Quote(int(row["start"]), int(row["end"]), str(row["text"]))


def _maybe_words(row: Mapping[str, Any]) -> Quote | None:
    return _words(row) if row["start"] is not None else None


def _day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None


def _date(row: Mapping[str, Any]) -> DateValue:
    return DateValue(
        _day(row["from"]),
        _day(row["to"]),
        row["precision"],
        _maybe_words(row),
        bool(row.get("inherited")),
        str(row.get("method") or "stated"),
    )


def _place(row: Mapping[str, Any]) -> PlaceValue:
    return PlaceValue(
        name=row["name"],
        quote=_maybe_words(row),
        geonames_id=row["geonames_id"],
        country=row["country"],
        admin1=row["admin1"],
        lat=row["lat"],
        lon=row["lon"],
        precision=row["precision"],
        score=row.get("score"),
        inherited=bool(row.get("inherited")),
        method=str(row.get("method") or "stated"),
    )
