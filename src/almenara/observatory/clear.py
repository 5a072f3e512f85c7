"""Events so clear that a reviewer may accept several at once, each read in its own words: the rule, all of it on this page.

An event is clear to a person if
- nobody ever decided anything on it, it is held by and given to nobody else, and it is not coded twice;
- its words say outright that it happened or goes on, with a score of at least `LEAST_SCORE`;
- type, day, place and who took part each have words of their own (no day or place of an earlier sentence, none from the day of
  publication), the day being one day and the place a town or closer, chosen with at least `LEAST_PLACE_SCORE`;
- no two reports differ in any value;
- it tells of nobody killed or missing: such figures are read one event at a time;
- no other standing event may be the same.

docs/reviewing.md says it for reviewers. Accepting decides on each event by itself, and only on what was shown.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Literal

from sqlalchemy import Connection

from almenara.model import Event, Mention
from almenara.observatory.observatory import Observatory
from almenara.store import Decision, EventFilter, Refusal, find_event_ids
from almenara.store.assignments import assignees_of
from almenara.store.blind import states_of
from almenara.store.clear import ASSERTED, LEAST_SCORE, PLACED
from almenara.store.following import heads_of
from almenara.store.holds import held_by_others
from almenara.store.search import some_ids

#: The least score of the place chosen among its namesakes.
LEAST_PLACE_SCORE = 0.5
#: Figures that nobody passes over together with others.
GRAVE = ("killed", "missing")
#: Events that are looked at for one sheet, so that a queue of unclear ones costs no more than some pages.
MOST_LOOKED_AT = 400
#: Events that are looked at together.
AT_ONCE = 40

#: Why an event is not clear, or was not accepted: `changed` since it was shown, the others as the rule says them.
Reason = Literal[
    "gone", "changed", "decided", "held", "given", "twice", "not_told", "unsure", "no_words", "differ", "grave", "near"
]


@dataclass(frozen=True, slots=True)
class Shown:
    """A clear event with the mentions that tell it; `seal` stands for all that was shown of it."""

    event: Event
    mentions: list[Mention]
    seal: str


@dataclass(frozen=True, slots=True)
class AcceptedTogether:
    """What became of events accepted together: one decision each, and why each of the others was left as it was."""

    decisions: tuple[Decision, ...]
    refused: Mapping[str, Reason]


def clear_events(
    connection: Connection, observatory: Observatory, wanted: EventFilter, person: str, *, most: int
) -> list[Shown]:
    """The first `most` clear events that fit a filter, by priority; of its views only `assignee` counts.

    No more than `MOST_LOOKED_AT` are looked at.
    """
    share = observatory.settings.review.double
    fitting = replace(wanted, view="clear", double=share)
    ids = find_event_ids(connection, fitting, sort="priority", limit=MOST_LOOKED_AT)
    found: list[Shown] = []
    while len(found) < most and (part := list(islice(ids, AT_ONCE))):
        judged = {event: told for event, told, reason in _judged(connection, observatory, part, person) if not reason}
        found += [told for event in part if (told := judged.get(event)) is not None]
    return found[:most]


def reasons_against(
    connection: Connection, observatory: Observatory, events: Sequence[str], person: str
) -> dict[str, Reason]:
    """Why each of some events is not clear to a person, of those that are not."""
    return {event: reason for event, _, reason in _judged(connection, observatory, events, person) if reason}


def accept_together(observatory: Observatory, person: str, shown: Mapping[str, str]) -> AcceptedTogether:
    """Accept events that were shown to a person: `shown` gives the seal of each. One that changed since, or is not clear any more, is left as it
    is and the others are accepted. Raises StoreError."""
    decisions: list[Decision] = []
    refused: dict[str, Reason] = {}
    with observatory.store.writing() as connection:
        for event, told, reason in _judged(connection, observatory, list(shown), person):
            if reason is None and told is not None and told.seal != shown[event]:
                reason = "changed"
            if reason is not None:
                refused[event] = reason
            else:
                decisions.append(observatory.record(connection, person, event, "accept", {}))
    return AcceptedTogether(tuple(decisions), refused)


def undo_together(observatory: Observatory, person: str, decisions: Sequence[Decision]) -> tuple[Decision, ...]:
    """Take back a person's own decisions on different events, those on which nobody decided anything since; the entries that do so."""
    made: list[Decision] = []
    with observatory.store.writing() as connection:
        heads = heads_of(connection, [entry.event for entry in decisions if entry.event is not None])
        for entry in decisions:
            if entry.event is None or entry.person != person or heads.get(entry.event) != entry.number:
                continue
            try:
                made.append(observatory.record(connection, person, entry.event, "undo", {"undoes": entry.number}))
            except Refusal:
                # Merged into another event meanwhile: that one's page says so.
                continue
    return tuple(made)


def _judged(
    connection: Connection, observatory: Observatory, ids: Sequence[str], person: str
) -> Iterator[tuple[str, Shown | None, Reason | None]]:
    """Each event with what there is to show of it, and why it is not clear (None: it is)."""
    twice = states_of(connection, ids, observatory.settings.review.double)
    told = {event.id: (event, review, mentions) for event, review, mentions in observatory.told(connection, ids)}
    decided = heads_of(connection, ids)
    held = held_by_others(connection, ids, person)
    given = assignees_of(connection, ids)
    near = set(some_ids(connection, EventFilter(view="near_duplicates", among=tuple(ids)), len(ids)))
    for event_id in ids:
        if event_id not in told:
            yield event_id, None, "gone"
            continue
        event, review, mentions = told[event_id]
        against: Reason | None
        if review != "new" or event_id in decided:
            against = "decided"
        elif event_id in held:
            against = "held"
        elif given.get(event_id, person) != person:
            against = "given"
        elif event_id in twice:
            against = "twice"
        else:
            against = _against(event) or ("near" if event_id in near else None)
        yield event_id, Shown(event, mentions, _seal(event)), against


def _against(event: Event) -> Reason | None:
    """What the event itself says against its being clear."""
    when, where = event.date, event.place
    if event.status.value not in ASSERTED:
        return "not_told"
    if event.score < LEAST_SCORE or where is None or (where.score or 0) < LEAST_PLACE_SCORE:
        return "unsure"
    if when is None or when.quote is None or when.inherited or when.precision != "day":
        return "no_words"
    if where.quote is None or where.inherited or where.precision not in PLACED or not event.roles:
        return "no_words"
    if any(quantity.of in GRAVE for quantity in event.quantities):
        return "grave"
    said: dict[str, object] = {}
    for claim in event.claims:
        if said.setdefault(claim.field, claim.value) != claim.value:
            return "differ"
    return None


def _seal(event: Event) -> str:
    """What stands for an event as it was shown: another one as soon as any value of it, or its reports, are others."""
    words = json.dumps(event.to_dict(), sort_keys=True, default=str)
    return hashlib.sha256(words.encode()).hexdigest()[:24]
