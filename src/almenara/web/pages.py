"""What the pages show and what their forms do, as plain values; the templates only lay them out."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any, get_args
from urllib.parse import urlencode

from almenara.link.explain import explained
from almenara.observatory import Observatory
from almenara.observatory.decided import figure_of
from almenara.store import (
    FIELDS,
    RELATIONS,
    EventFilter,
    Kind,
    accounts_in,
    count_events,
    count_reviews,
    find_event_ids,
    history,
    links_of,
    mentions_of,
    neighbours_of,
    relations,
    reports_by_id,
    reports_of_accounts,
    standing,
)
from almenara.store.alike import alike_events
from almenara.store.decision import EVIDENCE, FIGURES
from almenara.web.evidence import pieces_of
from almenara.web.fields import acts_of, fields_of
from almenara.web.wording import Language

#: Events on one page of the queue.
PAGE = 50
#: How precise a point is, from the closest on.
PRECISIONS = ("exact", "populated_place", "admin2", "admin1", "country")
FILTERS = ("review", "type", "status", "place", "actor", "words", "since", "until", "unreported", "conflicts")


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
        actor=params.get("actor") or None,
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
        counts = {"new": 0, "accepted": 0, "rejected": 0} | count_reviews(connection)
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
        previous, following = neighbours_of(connection, filter_of(params), event_id)
        alike = alike_events(connection, event_id)
    undone = {entry.undoes for entry in entries}
    counted = standing(entries)
    chosen = [entry for entry in counted if entry.kind == "evidence"]
    return {
        "event": value,
        "review": review,
        "label": _label(observatory, value.type, language),
        "reports": [
            (
                reports[r],
                pieces_of(
                    reports[r].text,
                    [m for m in mentions if m.report == r],
                    [(e.new["start"], e.new["end"], str(e.field)) for e in chosen if e.new["report"] == r],
                ),
            )
            for r in value.reports
            if r in reports
        ],
        "accounts": told_in,
        "relations": related,
        "relation_kinds": RELATIONS,
        "acts": [[(entry, entry.number in undone) for entry in act] for act in acts_of(entries)],
        "values": fields_of(value, counted),
        "alike": [(row, _label(observatory, row.type, language)) for row in alike],
        "labels": {name: _label(observatory, name, language) for name in observatory.codebook.types},
        "status_definitions": {
            name: getattr(status.definition, language) for name, status in observatory.codebook.statuses.items()
        },
        "sources_of": {r.id: r.source.name for r in reports.values() if r.source is not None},
        "published": {r.id: r.published for r in reports.values()},
        "definition": observatory.codebook.types.get(value.type),
        "evidence_fields": EVIDENCE,
        "figures": FIGURES,
        "head": entries[-1].number if entries else 0,
        "links": [
            (told_in.get(a, a), told_in.get(b, b), p, list(explained(weights, language))) for a, b, p, weights in links
        ],
        "types": sorted((_label(observatory, name, language), name) for name in observatory.codebook.types),
        "statuses": list(observatory.codebook.statuses),
        "fields": FIELDS,
        "following": following,
        "previous": previous,
        "query": urlencode({name: params[name] for name in FILTERS if params.get(name)}),
    }


def next_after(observatory: Observatory, event_id: str, params: Mapping[str, str]) -> str | None:
    """The event that follows one that was settled: the next of the list, else the list's first; None if there is no other."""
    wanted = filter_of(params)
    with observatory.store.reading() as connection:
        following = neighbours_of(connection, wanted, event_id)[1]
        first = following or next(find_event_ids(connection, wanted, limit=1), None)
    return first if first != event_id else None


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
    elif kind == "evidence":
        more |= {"field": field, "new": _place_of_words(value)}
    elif kind == "undo":
        more["undoes"] = number
    return more


def _place_of_words(value: str) -> dict[str, object]:
    """Where words stand, as 'START-END REPORT'. Raises ValueError, with a sentence."""
    read = re.fullmatch(r"(\d{1,9})-(\d{1,9}) (.+)", value.strip(), re.ASCII | re.DOTALL)
    if read is None:
        raise ValueError("Say where the words stand: first character, one past the last, report, as in '12-20 REPORT'.")
    return {"report": read[3], "start": int(read[1]), "end": int(read[2])}


def corrected(observatory: Observatory, field: str, value: str) -> object:
    """A form's value as its column holds it. Raises ValueError, with a sentence."""
    words = value.strip()
    if field == "type" and words not in observatory.codebook.types:
        raise ValueError(f"The codebook has no type {words!r}.")
    if field == "status" and words not in observatory.codebook.statuses:
        raise ValueError(f"The codebook has no status {words!r}.")
    if field in FIGURES:
        return figure_of(words)
    if field == "place_precision" and words and words not in PRECISIONS:
        raise ValueError(f"{words!r} is no precision; these are: {', '.join(PRECISIONS)}.")
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
