"""Accounts as the flat records that are compared: days as numbers, places as keys and points, names and rare words as lists."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import pyarrow as pa

from almenara.link.account import Account
from almenara.link.cluster import APART
from almenara.link.rare_words import rarest, stem

#: Rare words of an account's own sentences that are compared.
OWN_WORDS = 16
#: Names by which accounts without a day or a country find each other.
NAMES = 6
#: Longest stretch, in days, whose days an account is looked up by; what is dated more loosely is looked up by its middle.
LONGEST_STRETCH = 10
#: Days before and after its own on which an account of the same event may be dated ('on Monday night', 'early on Tuesday').
NEAR_DAYS = 1

SCHEMA = pa.schema(
    [
        ("unique_id", pa.string()),
        ("report", pa.string()),
        ("country", pa.string()),
        ("admin1", pa.string()),
        ("place", pa.string()),
        ("lat", pa.float64()),
        ("lon", pa.float64()),
        ("place_level", pa.int32()),
        ("day_from", pa.int32()),
        ("day_to", pa.int32()),
        ("days", pa.list_(pa.int32())),
        ("type", pa.string()),
        ("family", pa.string()),
        ("actors", pa.list_(pa.string())),
        ("killed", pa.float64()),
        ("injured", pa.float64()),
        ("arrested", pa.float64()),
        ("crowd", pa.float64()),
        ("words", pa.list_(pa.string())),
        ("context", pa.list_(pa.string())),
        ("names", pa.list_(pa.string())),
        ("meaning", pa.int64()),
    ]
)

#: How closely a place is known: the larger, the closer.
LEVELS = {"country": 0, "admin1": 1, "admin2": 2, "populated_place": 3, "exact": 4}


def records_of(accounts: Iterable[Account]) -> pa.Table:
    """A row an account, in the order given; accounts whose status is generic or hypothetical are left out."""
    rows = [_record(account) for account in accounts if account.told.status not in APART]
    return pa.Table.from_pylist(rows, schema=SCHEMA)


def _record(account: Account) -> dict[str, Any]:
    event = account.told
    when, where = event.date, event.place
    first = when.start.toordinal() if when and when.start else None
    last = when.end.toordinal() if when and when.end else first
    words = rarest((m.sentence.text for m in account.mentions), OWN_WORDS)
    dated = first is not None and where is not None and where.country is not None
    counts = {q.of: q.best if q.best is not None else q.low for q in event.quantities}
    return {
        "unique_id": account.id,
        "report": account.original,
        "country": where.country if where else None,
        "admin1": where.admin1 if where else None,
        "place": (str(where.geonames_id) if where.geonames_id else stem(where.name)) if where else None,
        "lat": where.lat if where else None,
        "lon": where.lon if where else None,
        "place_level": LEVELS.get(where.precision or "") if where else None,
        "day_from": first,
        "day_to": last,
        "days": list(_days(first, last)),
        "type": event.type,
        "family": event.family,
        "actors": sorted({a for r in event.roles if r.role in ("agent", "target") for a in _names(r)}) or None,
        **{of: counts.get(of) for of in ("killed", "injured", "arrested", "crowd")},
        "words": list(words) or None,
        "context": list(account.context) or None,
        "names": [] if dated else list(account.context[:NAMES]),
        "meaning": account.meaning,
    }


def _days(first: int | None, last: int | None) -> Iterator[int]:
    if first is None or last is None:
        return
    if last - first > LONGEST_STRETCH:
        first = last = (first + last) // 2
    yield from range(first - NEAR_DAYS, last + NEAR_DAYS + 1)


def _names(role: Any) -> Iterator[str]:
    """An actor's id if one is known, and the rarest words that name it."""
    if role.actor_id and not role.actor_id.startswith("candidate:"):
        yield role.actor_id
    yield from rarest([role.quote.text], 2)
