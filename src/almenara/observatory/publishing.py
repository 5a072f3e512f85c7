"""What an observatory makes public: its events as far as its profile lets them out, read many at a time; of very many in several processes."""

from __future__ import annotations

import gc
import os
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
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
from almenara.store.search import count_up_to, some_ids

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


@contextmanager
def written_when_verified(
    observatory: Observatory,
    *,
    since: date | None,
    until: date | None,
    unreviewed: bool,
    on_progress: Callable[[int], None] | None = None,
    many: int = MANY,
    processes: int | None = None,
) -> Iterator[Iterator[Written]]:
    """The same events by their ids, as a release has them, if the store and the archive verify: which events they are is looked up when the first is
    asked for. From `many` events on they are verified while events are read, and what was given by then is of no use if they do not.
    `processes`: by default as many as there are processors, few at most.

    `on_progress` is told after each part of how many events. Raises DoesNotVerifyError, in the end at the latest.
    """
    wanted = _wanted(since, until, unreviewed)
    processes = processes or processes_at_most()
    with observatory.store.reading() as connection:
        are_many = processes > 1 and count_up_to(connection, wanted, many) >= many
    if are_many:
        with _started(observatory, processes) as pool:
            # Before all else: it takes longest.
            problems = pool.submit(_problems)
            for _ in range(processes - 1):
                # A process is started for each task that finds none idle.
                pool.submit(_nothing)
            yield _whole(_in_processes(pool, problems, observatory, wanted, processes * _WAITING, on_progress))
    else:
        if found := list(observatory.problems()):
            raise DoesNotVerifyError(found)
        yield _in_this_one(observatory, wanted, on_progress)


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


def _ids(observatory: Observatory, wanted: EventFilter) -> list[str]:
    with observatory.store.reading() as connection:
        return sorted(some_ids(connection, wanted))


def _in_this_one(
    observatory: Observatory, wanted: EventFilter, on_progress: Callable[[int], None] | None
) -> Iterator[Written]:
    writer, today = Writer(), date.today()
    for part in parts_of(_ids(observatory, wanted), EVENTS_AT_ONCE):
        yield writer.written(_public(observatory, part, observatory.protection, today))
        if on_progress is not None:
            on_progress(len(part))


@contextmanager
def _started(observatory: Observatory, processes: int) -> Iterator[ProcessPoolExecutor]:
    settings = (observatory.folder, observatory.protection, date.today())
    # New processes, not forked ones: a fork would share the database's connections.
    pool = ProcessPoolExecutor(processes, get_context("spawn"), _open, settings)
    try:
        yield pool
    finally:
        pool.shutdown(cancel_futures=True)


def _in_processes(
    pool: ProcessPoolExecutor,
    problems: Future[list[str]],
    observatory: Observatory,
    wanted: EventFilter,
    at_once: int,
    on_progress: Callable[[int], None] | None,
) -> Iterator[Written]:
    waiting: deque[tuple[int, Future[Written]]] = deque()
    for part in parts_of(_ids(observatory, wanted), EVENTS_AT_ONCE):
        waiting.append((len(part), pool.submit(_write, part)))
        if len(waiting) >= at_once:
            yield _next(waiting, problems, on_progress)
    while waiting:
        yield _next(waiting, problems, on_progress)
    if found := problems.result():
        raise DoesNotVerifyError(found)


def _whole(parts: Iterator[Written]) -> Iterator[Written]:
    try:
        yield from parts
    except BrokenProcessPool as error:
        raise DoesNotVerifyError([_BROKEN_OFF]) from error


#: A disk that cannot be read ends the process that checks; so does a machine that runs out of memory.
_BROKEN_OFF = (
    "A process that read the database was ended from outside: the disk could not be read or there was no memory left. "
    "Run `almenara verify`, which says what it finds as far as it can read."
)


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
    # What is left over of this part alone.
    gc.collect(0)
    return done


def _nothing() -> None:
    """Have a process started."""


def _problems() -> list[str]:
    assert _work is not None
    return list(_work.observatory.problems(mapped=True))
