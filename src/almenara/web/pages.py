"""What the pages show and what their forms do, as plain values; the templates only lay them out."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, get_args
from urllib.parse import urlencode

from almenara.link.explain import explained
from almenara.observatory import Observatory
from almenara.store import (
    FIELDS,
    RELATIONS,
    EventFilter,
    Kind,
    accounts_in,
    count_events,
    find_event_ids,
    history,
    links_of,
    mentions_of,
    relations,
    reports_by_id,
    reports_of_accounts,
)
from almenara.web.evidence import pieces_of
from almenara.web.wording import Language

#: Events on one page of the queue.
PAGE = 50
#: Events of the queue among which the next and the previous one are looked for.
NEIGHBOURS = 2000
FILTERS = ("review", "type", "status", "place", "words", "since", "until", "unreported", "conflicts")


def filter_of(params: Mapping[str, str]) -> EventFilter:
    """The filter that an address asks for; what cannot be understood is not asked about."""

    def day(name: str) -> date | None:
        try:
            return date.fromisoformat(params.get(name, ""))
        except ValueError:
            return None

    def several(name: str, default: str = "") -> tuple[str, ...]:
        value = params.get(name, default)
        return (value,) if value and value != "all" else ()

    return EventFilter(
        types=several("type"),
        statuses=several("status"),
        reviews=several("review", "new"),
        since=day("since"),
        until=day("until"),
        place=params.get("place") or None,
        words=params.get("words") or None,
        unreported=date.today() if params.get("unreported") else None,
        conflicts=bool(params.get("conflicts")),
    )


def queue(observatory: Observatory, params: Mapping[str, str], language: Language) -> dict[str, Any]:
    """A page of the queue: events with what people see of them, counts, and the address of the next page."""
    wanted = filter_of(params)
    offset = int(params.get("from", "0")) if params.get("from", "0").isdigit() else 0
    found = list(observatory.events(wanted, limit=PAGE, offset=offset))
    with observatory.store.reading() as connection:
        everything = count_events(connection, wanted)
        counts = {r: count_events(connection, EventFilter(reviews=(r,))) for r in ("new", "accepted", "rejected")}
    more = offset + PAGE < everything
    kept = {name: params[name] for name in FILTERS if params.get(name)}
    return {
        "events": [(event, review, _label(observatory, event.type, language)) for event, review in found],
        "shown": min(offset + len(found), everything),
        "all": everything,
        "counts": counts,
        "params": {"review": "new", **dict(params)},
        "types": sorted((_label(observatory, name, language), name) for name in observatory.codebook.types),
        "statuses": list(observatory.codebook.statuses),
        "query": urlencode(kept),
        "next_page": "/?" + urlencode({**kept, "from": offset + PAGE}) if more else None,
    }


def event(
    observatory: Observatory, event_id: str, params: Mapping[str, str], language: Language
) -> dict[str, Any] | None:
    """All that is known of an event, with the words of each report; None if there is no such event."""
    found = observatory.event(event_id)
    if found is None:
        return None
    value, review = found
    with observatory.store.reading() as connection:
        ((_, mentions),) = mentions_of(connection, [event_id])
        reports = reports_by_id(connection, value.reports)
        entries = list(history(connection, event_id))
        related = list(relations(connection, event_id))
        links = links_of(connection, event_id)
        told_in = reports_of_accounts(connection, accounts_in(connection, event_id))
        order = list(find_event_ids(connection, filter_of(params), limit=NEIGHBOURS))
    at = order.index(event_id) if event_id in order else None
    undone = {entry.undoes for entry in entries}
    return {
        "event": value,
        "review": review,
        "label": _label(observatory, value.type, language),
        "reports": [
            (reports[r], pieces_of(reports[r].text, [m for m in mentions if m.report == r]))
            for r in value.reports
            if r in reports
        ],
        "accounts": told_in,
        "relations": related,
        "relation_kinds": RELATIONS,
        "entries": [(entry, entry.number in undone) for entry in reversed(entries)],
        "head": entries[-1].number if entries else 0,
        "links": [
            (told_in.get(a, a), told_in.get(b, b), p, list(explained(weights, language))) for a, b, p, weights in links
        ],
        "types": sorted((_label(observatory, name, language), name) for name in observatory.codebook.types),
        "statuses": list(observatory.codebook.statuses),
        "fields": FIELDS,
        "following": order[at + 1]
        if at is not None and at + 1 < len(order)
        else (order[0] if at is None and order else None),
        "previous": order[at - 1] if at else None,
        "query": urlencode({name: params[name] for name in FILTERS if params.get(name)}),
    }


def decide(
    observatory: Observatory,
    event_id: str,
    person: str,
    kind: str,
    head: int,
    *,
    why: str,
    field: str,
    value: str,
    number: int | None,
) -> bool:
    """Record what a form asks for, unless the event was decided on since the page was made: then nothing is done and True is returned.

    Raises ValueError, with a sentence, for what cannot be decided.
    """
    if kind not in get_args(Kind):
        raise ValueError(f"There is no decision {kind!r}.")
    more = asked_of_store(observatory, kind, why=why, field=field, value=value, number=number)
    return observatory.decide_if_unchanged(person, event_id, kind, head, **more) is None  # type: ignore[arg-type]


def asked_of_store(
    observatory: Observatory, kind: str, *, why: str, field: str, value: str, number: int | None
) -> dict[str, Any]:
    """What the store needs to know of a decision that a form or a program asks for. Raises ValueError, with a sentence."""
    more: dict[str, Any] = {"why": why.strip() or None}
    if kind == "correct":
        more |= {"field": field, "new": corrected(observatory, field, value)}
    elif kind == "merge":
        more["new"] = {"event": value.strip()}
    elif kind == "relate":
        more["new"] = {"event": value.strip(), "kind": field}
    elif kind == "split":
        more["new"] = {"accounts": [value]}
    elif kind == "undo":
        more["undoes"] = number
    return more


def corrected(observatory: Observatory, field: str, value: str) -> object:
    """A form's value as its column holds it. Raises ValueError, with a sentence."""
    words = value.strip()
    if field == "type" and words not in observatory.codebook.types:
        raise ValueError(f"The codebook has no type {words!r}.")
    if field == "status" and words not in observatory.codebook.statuses:
        raise ValueError(f"The codebook has no status {words!r}.")
    if field in ("date_from", "date_to"):
        return date.fromisoformat(words) if words else None
    if field in ("lat", "lon"):
        number, furthest = float(words), 90 if field == "lat" else 180
        if not -furthest <= number <= furthest:
            raise ValueError(f"{words} is no coordinate in degrees: {field} goes from -{furthest} to {furthest}.")
        return number
    return words or None


def _label(observatory: Observatory, name: str, language: Language) -> str:
    entry = observatory.codebook.types.get(name)
    return str(getattr(entry.label, language)) if entry is not None else name
