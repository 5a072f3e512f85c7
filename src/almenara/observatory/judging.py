"""Double coding: what becomes of two blind judgements, and of an adjudicator's."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, select

from almenara.observatory.double import ADJUDICATORS, CodedTwice
from almenara.observatory.observatory import Observatory
from almenara.store import tables as t
from almenara.store.blind import (
    CODERS,
    JUDGED,
    State,
    Verdict,
    judgements_of,
    point_of,
    put_judgement,
    set_state,
    state_of,
)
from almenara.store.people import Member
from almenara.store.refusal import Refusal

_ALIKE = {
    "en": "{one} and {other} judged it alike, each without seeing what the other said.",
    "es": "{one} y {other} lo juzgaron igual, cada cual sin ver qué dijo el otro.",
}


def judge(
    observatory: Observatory, person: Member, event: str, verdict: Verdict, values: Mapping[str, Any], why: str | None
) -> State:
    """Take in a blind judgement: `values` by the names of `JUDGED`, days as dates. Returns where the event stands now.

    If it is the second one and says what the first does, it is settled: the log gets the corrections that it takes and the verdict, in the name of the
    second person. If it says otherwise, the event waits for an adjudicator. Raises ValueError, with a sentence.
    """
    _check(verdict, values, why)
    with observatory.store.writing() as connection:
        row = connection.execute(select(t.event).where(t.event.c.id == event)).first()
        if row is None or row.merged_into is not None:
            raise Refusal("nothing_to_judge", event=event)
        state = state_of(connection, event, observatory.settings.review.double)
        if state != "waiting":
            raise Refusal("waits_for_none", event=event)
        put_judgement(connection, event, person.name, verdict, values, why)
        both = judgements_of(connection, event)
        if len(both) < CODERS:
            return "waiting"
        one, other = both
        if not one.like(other):
            set_state(connection, event, "differ")
            return "differ"
        language = observatory.settings.language or "en"
        said = " / ".join(words for words in (one.why, other.why) if words)
        reason = " ".join([_ALIKE[language].format(one=one.person, other=other.person), said]).strip()
        _settle(observatory, connection, person.name, event, verdict, values, reason)
        set_state(connection, event, "agreed")
        return "agreed"


def adjudicate(
    observatory: Observatory, person: Member, event: str, verdict: Verdict, values: Mapping[str, Any], why: str | None
) -> None:
    """Settle an event that two people judged unlike. Raises ValueError, with a sentence, and CodedTwice if this person may not."""
    _check(verdict, values, why)
    with observatory.store.writing() as connection:
        if state_of(connection, event, observatory.settings.review.double) != "differ":
            raise Refusal("none_to_settle", event=event)
        if person.access not in ADJUDICATORS:
            raise CodedTwice("blind_differ", event=event)
        _settle(observatory, connection, person.name, event, verdict, values, why)
        set_state(connection, event, "adjudicated")


def _check(verdict: str, values: Mapping[str, Any], why: str | None) -> None:
    if verdict not in ("accept", "reject"):
        raise Refusal("accept_or_reject")
    if verdict == "reject" and not (why or "").strip():
        raise Refusal("no_words")
    start, end = values["date_from"], values["date_to"]
    if (start is None) != (end is None) or (start is not None and start > end):
        raise Refusal("both_days")


def _settle(
    observatory: Observatory,
    connection: Connection,
    person: str,
    event: str,
    verdict: Verdict,
    values: Mapping[str, Any],
    why: str | None,
) -> None:
    """Into the log: what has to be corrected, then the verdict."""
    now = connection.execute(select(t.event).where(t.event.c.id == event)).one()._mapping
    right = {name: values[name] for name in JUDGED} if verdict == "accept" else {}
    if "place" in right and right["place"] != now["place"]:
        # A name without its point would leave the event where it was on the map.
        right |= point_of(connection, event, right["place"] or "")
    for field, value in right.items():
        if value != now[field]:
            observatory.record(connection, person, event, "correct", {"field": field, "new": value})
    observatory.record(connection, person, event, verdict, {"why": why})
