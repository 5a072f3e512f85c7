"""What the pages show and what their forms do, as plain values; the templates only lay them out."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from datetime import date
from typing import Any, get_args

from almenara.link.explain import explained
from almenara.observatory import Observatory
from almenara.observatory.decided import figure_of
from almenara.store import (
    FIELDS,
    RELATIONS,
    Kind,
    accounts_in,
    history,
    links_of,
    relations,
    reports_by_id,
    reports_of_accounts,
    standing,
)
from almenara.store.alike import alike_events
from almenara.store.decision import EVIDENCE, FIGURES
from almenara.store.refusal import Refusal
from almenara.web.evidence import pieces_of
from almenara.web.fields import acts_of, fields_of
from almenara.web.views import address, neighbours_of, offset_of, ordered_ids
from almenara.web.wording import Language

#: How precise a point is, from the closest on.
PRECISIONS = ("exact", "populated_place", "admin2", "admin1", "country")


def event(
    observatory: Observatory, event_id: str, params: Mapping[str, str], language: Language, who: str | None = None
) -> dict[str, Any] | None:
    """All that is known of an event, with the words of each report, and its neighbours in `who`'s queue; None if there is no such event."""
    with observatory.store.reading() as connection:
        found = next(observatory.told(connection, [event_id]), None)
        if found is None:
            return None
        value, review, mentions = found
        reports = reports_by_id(connection, value.reports)
        entries = list(history(connection, event_id))
        related = list(relations(connection, event_id))
        told_in = reports_of_accounts(connection, accounts_in(connection, event_id))
        links = links_of(connection, list(told_in))
        previous, following = neighbours_of(connection, observatory, params, who, event_id)
        alike = alike_events(connection, event_id)
    undone = {entry.undoes for entry in entries}
    counted = standing(entries)
    chosen = [entry for entry in counted if entry.kind == "evidence"]
    return {
        "event": value,
        "review": review,
        "label": label_of(observatory, value.type, language),
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
        "values": fields_of(value, entries),
        "alike": [(row, label_of(observatory, row.type, language)) for row in alike],
        "labels": {name: label_of(observatory, name, language) for name in observatory.codebook.types},
        "demands": [getattr(d.label, language) for d in observatory.codebook.demands if d.id in value.demands],
        "status_definitions": {
            name: getattr(status.definition, language) for name, status in observatory.codebook.statuses.items()
        },
        "sources_of": {r.id: r.source.name for r in reports.values() if r.source is not None},
        "published": {r.id: r.published for r in reports.values()},
        "definition": observatory.codebook.types.get(value.type),
        "evidence_fields": EVIDENCE,
        "figures": FIGURES,
        "flags": [entry for entry in counted if entry.kind == "flag"],
        "head": entries[-1].number if entries else 0,
        "links": [
            (told_in.get(a, a), told_in.get(b, b), p, list(explained(weights, language))) for a, b, p, weights in links
        ],
        "types": sorted((label_of(observatory, name, language), name) for name in observatory.codebook.types),
        "statuses": list(observatory.codebook.statuses),
        "fields": FIELDS,
        "following": following,
        "previous": previous,
        "query": address(params, **({"from": offset_of(params)} if offset_of(params) else {})),
    }


def next_after(observatory: Observatory, event_id: str, params: Mapping[str, str], who: str) -> str | None:
    """The event that follows one that was settled: the next of the list, else the list's first; None if there is no other."""
    with observatory.store.reading() as connection:
        _, following = neighbours_of(connection, observatory, params, who, event_id)
    if following is not None:
        return following
    with observatory.store.reading() as connection:
        first = next(iter(ordered_ids(connection, observatory, params, who, 0)), None)
    return first if first != event_id else None


def decide(
    observatory: Observatory,
    event_id: str,
    person: str,
    kind: str,
    head: int,
    *,
    other_head: int = 0,
    why: str,
    field: str,
    value: str,
    number: int | None,
) -> bool:
    """Record what a form asks for, unless the event, or one to be merged into it, was decided on since the page was made: then nothing is
    done and True is returned.

    Raises ValueError, with a sentence, for what cannot be decided.
    """
    if kind not in get_args(Kind):
        raise Refusal("no_such_kind", kind=kind)
    more = asked_of_store(observatory, kind, why=why, field=field, value=value, number=number)
    made = observatory.decide_if_unchanged(person, event_id, kind, head, other_head=other_head, **more)  # type: ignore[arg-type]
    return made is None


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
        raise Refusal("which_words")
    return {"report": read[3], "start": int(read[1]), "end": int(read[2])}


def corrected(observatory: Observatory, field: str, value: str) -> object:
    """A form's value as its column holds it. Raises ValueError, with a sentence."""
    words = value.strip()
    if field == "type" and words not in observatory.codebook.types:
        raise Refusal("no_type", words=words)
    if field == "status" and words not in observatory.codebook.statuses:
        raise Refusal("no_status", words=words)
    if field in FIGURES:
        return figure_of(words)
    if field == "place_precision" and words and words not in PRECISIONS:
        raise Refusal("no_precision", words=words, known=", ".join(PRECISIONS))
    if field in ("date_from", "date_to"):
        try:
            return date.fromisoformat(words) if words else None
        except ValueError as error:
            raise Refusal("no_day", words=words) from error
    if field in ("lat", "lon"):
        furthest = 90 if field == "lat" else 180
        try:
            number = float(words)
        except ValueError:
            number = math.nan
        if not -furthest <= number <= furthest:
            raise Refusal("no_coordinate", words=words, field=field, furthest=furthest)
        return number
    return words or None


def label_of(observatory: Observatory, name: str, language: Language) -> str:
    entry = observatory.codebook.types.get(name)
    return str(getattr(entry.label, language)) if entry is not None else name
