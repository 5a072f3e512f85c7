"""Stored events that new accounts may belong to, and what each account says."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import Connection, and_, func, select, union_all

from almenara.model import Mention
from almenara.store import tables as t
from almenara.store.mentions import mentions_of
from almenara.store.parts import parts_of

#: Days before and after its own on which an event may be dated that an account belongs to.
NEAR_DAYS = 3
#: Longest stretch, in days, of an event that is dated to a month or a span and may hold an account's day.
LONGEST_DAYS = 31
#: Conditions that one query joins.
_WINDOWS = 100


@dataclass(frozen=True, slots=True)
class Window:
    """Where and when to look; without a state, all of the country."""

    country: str
    admin1: str | None
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class StoredAccount:
    """One report's account of a stored event; `original` is the report that its report repeats, or its report."""

    id: str
    event: str
    original: str
    rare_words: tuple[str, ...]
    mentions: tuple[Mention, ...]
    meaning: int | None


def events_near(connection: Connection, windows: Iterable[Window]) -> list[str]:
    """Ids of the events in any window, or in its country without a state."""
    found: dict[str, None] = {}
    wanted = list(dict.fromkeys(windows))
    for start in range(0, len(wanted), _WINDOWS):
        parts = []
        for window in wanted[start : start + _WINDOWS]:
            e = t.event.c
            places = [None, window.admin1] if window.admin1 else None
            # One part a state, so that each is a look-up in the index.
            for admin1 in places or ["*"]:
                state = [] if admin1 == "*" else [e.admin1.is_(None) if admin1 is None else e.admin1 == admin1]
                since = window.first - timedelta(days=NEAR_DAYS)
                until = window.last + timedelta(days=NEAR_DAYS)
                day = and_(e.date_from.between(since - timedelta(days=LONGEST_DAYS), until), e.date_to >= since)
                # Of a whole country the days find fewer events than the country does.
                country = func.coalesce(e.country, "") if admin1 == "*" else e.country
                parts.append(select(e.id).where(and_(country == window.country, *state, day, e.merged_into.is_(None))))
        if parts:
            found.update(dict.fromkeys(connection.execute(union_all(*parts)).scalars()))
    return list(found)


def stored_accounts(connection: Connection, event_ids: Sequence[str]) -> Iterator[StoredAccount]:
    """All accounts of some events, in the order of the events."""
    for ids in parts_of(event_ids):
        query = (
            select(
                t.mention.c.id,
                t.mention.c.account_id,
                t.mention.c.meaning,
                t.report.c.id.label("report"),
                t.report.c.copy_of,
                t.report.c.rare_words,
            )
            .join(t.report)
            .where(t.mention.c.event_id.in_(ids))
        )
        about = {row.id: row for row in connection.execute(query)}
        for event, mentions in mentions_of(connection, ids):
            accounts: dict[str, list[Mention]] = defaultdict(list)
            for mention in mentions:
                accounts[about[mention.id].account_id].append(mention)
            for account, found in accounts.items():
                row = about[found[0].id]
                yield StoredAccount(
                    account,
                    event,
                    row.copy_of or row.report,
                    tuple((row.rare_words or "").split()),
                    tuple(found),
                    row.meaning,
                )
