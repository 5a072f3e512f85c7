"""What an observatory makes public: its events as far as its profile lets them out, read many at a time; of very many in several processes."""

from __future__ import annotations

import gc
import os
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass
from datetime import date
from multiprocessing import get_context
from pathlib import Path

from almenara.model import Report
from almenara.observatory.observatory import Observatory, open_observatory
from almenara.publish import Protection, PublicEvent, Writer, Written, public_events
from almenara.publish.told import PublicTotal, public_totals
from almenara.store import EventFilter, find_event_ids, reports_by_id
from almenara.store.parts import EVENTS_AT_ONCE, parts_of
from almenara.store.search import some_ids

#: From so many events on other processes help: each takes two seconds to start.
MANY = 20_000
#: Processes at most, because each takes up to 300 MB.
_MOST_PROCESSES = 4
#: Parts for each process that are under way or waiting, so that memory does not grow where writing is slower than reading.
_WAITING = 3


class DoesNotVerifyError(Exception):
    """The database or the archive is not as it was left; `problems` says in a sentence each what is wrong."""

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = tuple(problems)


def publishing(
    observatory: Observatory, *, since: date | None, until: date | None, unreviewed: bool
) -> Iterator[PublicEvent]:
    """What the profile lets out of the accepted events, or also of those that nobody has decided on; newest first, a part of them in memory at
    a time."""
    with observatory.store.reading() as connection:
        ids = list(find_event_ids(connection, _wanted(since, until, unreviewed)))
    today = date.today()
    for part in parts_of(ids, EVENTS_AT_ONCE):
        yield from _public(observatory, part, observatory.protection, today)


def public_ledger(
    observatory: Observatory, *, since: date | None = None, until: date | None = None
) -> list[PublicTotal]:
    """The ledger of quoted figures as far as the profile lets it out; with days, of reports that were published between them."""
    totals = list(observatory.totals())
    with observatory.store.reading() as connection:
        reports = reports_by_id(connection, {total.report for total in totals})
    return [
        total
        for total in public_totals(totals, reports, observatory.protection)
        if (since is None or (total.published is not None and total.published >= since))
        and (until is None or (total.published is not None and total.published <= until))
    ]


def written_when_verified(
    observatory: Observatory,
    *,
    since: date | None,
    until: date | None,
    unreviewed: bool,
    on_progress: Callable[[int], None] | None = None,
    many: int = MANY,
    processes: int | None = None,
) -> Iterator[Written]:
    """The same events by their ids, as a release has them, if the store and the archive verify. From `many` events on they are verified while
    events are read, and what was given by then is of no use if they do not. `processes`: by default as many as there are processors, few at most.

    `on_progress` is told after each part of how many events. Raises DoesNotVerifyError, in the end at the latest.
    """
    with observatory.store.reading() as connection:
        ids = sorted(some_ids(connection, _wanted(since, until, unreviewed)))
    today = date.today()
    processes = processes or processes_at_most()
    if len(ids) >= many and processes > 1:
        return _in_processes(observatory, ids, today, processes, on_progress)
    if problems := list(observatory.problems()):
        raise DoesNotVerifyError(problems)
    return _in_this_one(observatory, ids, today, on_progress)


def processes_at_most() -> int:
    """In how many processes very many events are read: one a processor, and few."""
    return min(os.cpu_count() or 1, _MOST_PROCESSES)


def _wanted(since: date | None, until: date | None, unreviewed: bool) -> EventFilter:
    return EventFilter(reviews=("accepted", "new") if unreviewed else ("accepted",), since=since, until=until)


def _public(observatory: Observatory, ids: Sequence[str], protection: Protection, today: date) -> Iterator[PublicEvent]:
    reports: dict[str, Report] = {}
    with observatory.store.reading() as connection:
        told = observatory.told(connection, ids, reports=reports, candidates=False, claims=False)
        events = [(event, review) for event, review, _ in told]
    return public_events(events, reports, protection, today)


def _in_this_one(
    observatory: Observatory, ids: Sequence[str], today: date, on_progress: Callable[[int], None] | None
) -> Iterator[Written]:
    writer = Writer()
    for part in parts_of(ids, EVENTS_AT_ONCE):
        yield writer.written(_public(observatory, part, observatory.protection, today))
        if on_progress is not None:
            on_progress(len(part))


def _in_processes(
    observatory: Observatory,
    ids: Sequence[str],
    today: date,
    processes: int,
    on_progress: Callable[[int], None] | None,
) -> Iterator[Written]:
    settings = (observatory.folder, observatory.protection, today)
    # New processes, not forked ones: a fork would share the database's connections.
    with ProcessPoolExecutor(processes, get_context("spawn"), _open, settings) as pool:
        try:
            problems = pool.submit(_problems)
            waiting: deque[tuple[int, Future[Written]]] = deque()
            for part in parts_of(ids, EVENTS_AT_ONCE):
                waiting.append((len(part), pool.submit(_write, part)))
                if len(waiting) >= processes * _WAITING:
                    yield _next(waiting, problems, on_progress)
            while waiting:
                yield _next(waiting, problems, on_progress)
            if found := problems.result():
                raise DoesNotVerifyError(found)
        finally:
            pool.shutdown(cancel_futures=True)


def _next(
    waiting: deque[tuple[int, Future[Written]]], problems: Future[list[str]], on_progress: Callable[[int], None] | None
) -> Written:
    count, part = waiting.popleft()
    try:
        done = part.result()
    except Exception:
        # What is damaged may not be readable: then that is what has to be said.
        if found := problems.result():
            raise DoesNotVerifyError(found) from None
        raise
    if problems.done() and (found := problems.result()):
        raise DoesNotVerifyError(found)
    if on_progress is not None:
        on_progress(count)
    return done


@dataclass
class _Work:
    observatory: Observatory
    protection: Protection
    today: date
    writer: Writer


_work: _Work | None = None


def _open(folder: Path, protection: Protection, today: date) -> None:
    global _work
    _work = _Work(open_observatory(folder), protection, today, Writer())
    # Nothing that is made here refers to itself: looking for such things again and again would take a fifth of the time.
    gc.freeze()
    gc.disable()


def _write(ids: Sequence[str]) -> Written:
    assert _work is not None
    done = _work.writer.written(_public(_work.observatory, ids, _work.protection, _work.today))
    gc.collect()
    return done


def _problems() -> list[str]:
    assert _work is not None
    return list(_work.observatory.problems())
