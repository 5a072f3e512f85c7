"""Code stored reports anew with a newer coder or codebook. What people decided on stays; where the coder now disagrees is listed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import Connection

from almenara.link import Account, account_of
from almenara.model import Coding, Report
from almenara.observatory.joining import accounts_told, join, mentions_in, refresh
from almenara.observatory.observatory import BATCH, Added, Observatory
from almenara.store import (
    Belonging,
    Refusal,
    event_columns,
    event_values,
    kept_of,
    mentions_of,
    put_coding,
    put_events,
    put_links,
    rare_words_of,
    reports_by_id,
)
from almenara.store import recoding as before

#: Fields in which a coding can conflict with an event that people decided on.
COMPARED = ("type", "status", "date_from", "date_to", "place", "country")


@dataclass
class Recoded:
    """Reports coded anew; events that are new, that went as no report tells them any more, and conflicts with decisions."""

    reports: int = 0
    new: int = 0
    gone: int = 0
    conflicts: int = 0
    not_coded: tuple[Refusal, ...] = ()


def recode(
    observatory: Observatory, *, every: bool = False, on_progress: Callable[[int], None] | None = None
) -> Recoded:
    """Code every report anew that this version with this codebook has not coded (or `every` one), batch by batch.

    A batch is replaced in one transaction, so that a broken-off run is repeated. An event keeps its id as long as a report's words
    tell it. Events that any decision touches keep their mentions. Raises StoreError.
    """
    done, last, decided = Recoded(), "", before.DecidedEvents()
    while True:
        with observatory.store.reading() as connection:
            ids = before.reports_to_recode(connection, observatory.coded_by, every=every, after=last, limit=BATCH)
            reports = list(reports_by_id(connection, ids).values())
        if not ids:
            return done
        last = ids[-1]
        said = Added()
        coded = observatory.coded(reports, said, on_progress)
        done.not_coded += said.not_coded
        with observatory.store.reading() as connection:
            words = rare_words_of(connection, list(coded))
            kept = kept_of(connection, mentions_in(coded))
        told = accounts_told(coded, words, kept)
        with observatory.store.writing() as connection:
            decided.update(connection)
            if (joined := kept_of(connection, mentions_in(coded))) != kept:
                told = accounts_told(coded, words, joined)
            _replace(connection, observatory, reports, coded, told, decided, done)
        done.reports += len(reports)
        if on_progress is not None:
            on_progress(len(reports) - len(coded))


def _replace(
    connection: Connection,
    observatory: Observatory,
    reports: list[Report],
    coded: dict[str, Coding | None],
    told: dict[str, list[Account]],
    decided: before.DecidedEvents,
    done: Recoded,
) -> None:
    ids = [report.id for report in reports if coded.get(report.id) is not None]
    old = before.coded_before(connection, ids)
    by_report: dict[str, list[before.CodedBefore]] = defaultdict(list)
    for mention in old:
        by_report[mention.report].append(mention)
    fresh: list[Account] = []
    placed: dict[str, Belonging] = {}
    codings: list[Coding] = []
    conflicts: list[before.Conflict] = []
    for report_id in ids:
        coding = coded[report_id]
        assert coding is not None
        accounts = told[report_id]
        stays = {m.id for m in by_report[report_id] if m.event in decided.ids}
        matched = _matched(accounts, by_report[report_id])
        for account in accounts:
            event, account_id = matched.get(account.id, (None, account.id))
            if event in decided.ids and event is not None:
                was = [m.id for m in by_report[report_id] if m.account == account_id]
                conflicts += _differences(connection, observatory, event, was, account, decided.head)
                continue
            if event is None:
                fresh.append(account)
            else:
                placed |= {m.id: Belonging(event, account_id, account.meaning) for m in account.mentions}
        seen = set(matched.values())
        conflicts += [
            before.Conflict(event, report_id, "event", None, None, observatory.coded_by, decided.head)
            for event, account_id in dict.fromkeys((m.event, m.account) for m in by_report[report_id])
            if event in decided.ids and (event, account_id) not in seen
        ]
        codings.append(replace(coding, mentions=tuple(m for m in coding.mentions if m.id not in stays)))
    dropped = [m for m in old if m.event not in decided.ids]
    before.drop_mentions(connection, [m.id for m in dropped])
    before.drop_totals(connection, ids)
    joined = join(connection, fresh)
    # Ids of events follow from their first mention; one whose id is still taken by a decided event goes on under its account's.
    taken = event_columns(connection, [event.id for event in joined.new])
    new = [replace(event, id=f"{event.id}-2") if event.id in taken else event for event in joined.new]
    renamed = {one.id: other.id for one, other in zip(joined.new, new, strict=True)}
    put_events(connection, new)
    for account in fresh:
        event = joined.event_of[account.id]
        where = Belonging(renamed.get(event, event), account.id, account.meaning)
        placed |= {m.id: where for m in account.mentions}
    for coding in codings:
        kept = replace(coding, mentions=tuple(m for m in coding.mentions if m.id in placed))
        put_coding(connection, kept, placed)
    links = ((p.left, p.right, renamed.get(event, event), p.probability, p.weights) for p, event in joined.links)
    put_links(connection, links)
    touched = list(
        dict.fromkeys([*(m.event for m in dropped), *joined.grown, *(where.event for where in placed.values())])
    )
    gone = before.drop_what_is_left_empty(connection, touched, list(dict.fromkeys(m.account for m in dropped)))
    refresh(connection, [event for event in touched if event not in set(gone)], observatory.codebook)
    before.put_conflicts(connection, conflicts, ids)
    before.note_coded(connection, ids, observatory.coded_by)
    done.new += len(new)
    done.gone += len(gone)
    done.conflicts += len(conflicts)


def _matched(accounts: list[Account], old: list[before.CodedBefore]) -> dict[str, tuple[str, str]]:
    """For each new account the stored event and account whose triggers it shares most; each stored account is given once."""
    found: dict[str, tuple[str, str]] = {}
    taken: set[str] = set()
    for account in accounts:
        shared: dict[tuple[str, str], int] = defaultdict(int)
        for mention in account.mentions:
            for stored in old:
                if stored.start < mention.trigger.end and mention.trigger.start < stored.end:
                    shared[stored.event, stored.account] += 1
        best = max((key for key in shared if key[1] not in taken), key=lambda key: shared[key], default=None)
        if best is not None:
            found[account.id] = best
            taken.add(best[1])
    return found


def _differences(
    connection: Connection, observatory: Observatory, event: str, was: list[str], account: Account, head: int
) -> list[before.Conflict]:
    """Where the coder reads a report otherwise than before (in the mentions `was`), and otherwise than the event stands now."""
    row = event_columns(connection, [event])[event]
    ((_, mentions),) = mentions_of(connection, [event])
    same = [m for m in mentions if m.id in was]
    if not same:
        return []
    earlier = event_values(account_of(same, account.report, ()).told)
    now = event_values(account.told)
    return [
        before.Conflict(
            event, account.report, field, _words(row._mapping[field]), _words(now[field]), observatory.coded_by, head
        )
        for field in COMPARED
        if now[field] != earlier[field] and now[field] != row._mapping[field]
    ]


def _words(value: object) -> str | None:
    return value.isoformat() if isinstance(value, date) else None if value is None else str(value)
