"""New accounts find the stored events that they belong to; what is stored already is never moved."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from almenara.codebook import Codebook
from almenara.link import (
    Account,
    Pair,
    account_of,
    clusters_of,
    consolidate,
    event_id,
    groups_of,
    pairs_of,
    records_of,
    with_meanings,
)
from almenara.model import Coding, Event, Mention
from almenara.store import Kept, Window, event_values, events_near, mentions_of, settle, stored_accounts, voices_among
from almenara.store.priority import set_priorities


@dataclass(frozen=True)
class Joined:
    """For each new account its event; the events that are new; the stored events that grew; the pairs that joined accounts, with their event."""

    event_of: Mapping[str, str]
    new: tuple[Event, ...]
    grown: tuple[str, ...]
    links: tuple[tuple[Pair, str], ...]


def accounts_told(
    coded: Mapping[str, Coding | None], rare_words: Mapping[str, tuple[str, ...]], kept: Kept
) -> dict[str, list[Account]]:
    """The accounts of each coded report, by its id, with what they mean; `rare_words` are those by which a report is linked, `kept` the
    names that stand for others.

    What sentences mean takes long to work out: it is asked of all at once, and before anything is locked.
    """
    told = [
        account_of(cluster, report, rare_words[report])
        for report, coding in coded.items()
        if coding is not None
        for cluster in clusters_of([kept.shown(m) for m in coding.mentions] if kept else coding.mentions)
    ]
    found: dict[str, list[Account]] = {report: [] for report, coding in coded.items() if coding is not None}
    for account in with_meanings(told):
        found[account.report].append(account)
    return found


def mentions_in(coded: Mapping[str, Coding | None]) -> Iterator[Mention]:
    """What was coded in some reports."""
    return (mention for coding in coded.values() if coding is not None for mention in coding.mentions)


def join(connection: Connection, accounts: Sequence[Account]) -> Joined:
    """Where the accounts of a batch belong: together, with stored events, or apart. Nothing is written."""
    stored: list[Account] = []
    belongs: dict[str, str] = {}
    for found in stored_accounts(connection, events_near(connection, _windows(accounts))):
        stored.append(account_of(found.mentions, found.original, found.rare_words, id=found.id, meaning=found.meaning))
        belongs[found.id] = found.event
    everything = [*stored, *accounts]
    pairs = list(pairs_of(records_of(everything), new=frozenset(a.id for a in accounts)))
    fresh = {account.id for account in accounts}
    event_of: dict[str, str] = {}
    new: list[Event] = []
    grown: list[str] = []
    links: list[tuple[Pair, str]] = []
    originals = {a.report: a.original for a in everything}
    for group in groups_of(everything, pairs, events=belongs):
        came = [a for a in group.accounts if a.id in fresh]
        if not came:
            continue
        if group.id is None:
            mentions = [m for a in came for m in a.mentions]
            new.append(consolidate(mentions, originals))
            event = event_id(mentions[0].id)
        else:
            event = group.id
            grown.append(event)
        event_of.update(dict.fromkeys((a.id for a in came), event))
        links += [(pair, event) for pair in group.pairs]
    return Joined(event_of, tuple(new), tuple(grown), tuple(links))


def _windows(accounts: Sequence[Account]) -> Iterator[Window]:
    for account in accounts:
        when, where = account.told.date, account.told.place
        if when and when.start and when.end and where and where.country:
            yield Window(where.country, where.admin1, when.start, when.end)


def refresh(connection: Connection, events: Sequence[str], codebook: Codebook) -> None:
    """Bring the columns of events up to date with their mentions and with people's decisions."""
    families = {name: entry.family for name, entry in codebook.types.items()}
    copies = voices_among(connection, events)
    for event, mentions in mentions_of(connection, events):
        if not mentions:
            continue
        machine = event_values(consolidate(mentions, copies))
        del machine["id"], machine["review"]
        settle(connection, event, families, machine)
    set_priorities(connection, events)
