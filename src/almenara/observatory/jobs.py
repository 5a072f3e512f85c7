"""Work that says how far it is: to the store, where every page and process can see it, whoever began it."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from typing import Any

from almenara.observatory.observatory import Added
from almenara.store import Refusal, Store, StoreError, WithReason
from almenara.store.jobs import JobKind, JobState, begin_job, end_job, note_job

#: Seconds between two signs of life: often enough for somebody who looks on, and no burden to those who save.
BEAT = 3.0


class Progress:
    """A job under way. Whoever does the work counts on; a thread of its own tells the store, so that work which takes long between two counts is
    heard of, too."""

    def __init__(self, store: Store, number: int, *, waiting: bool) -> None:
        self.number = number
        self.state: JobState = "waiting" if waiting else "running"
        self.done = 0
        self.total: int | None = None
        self.counts: Mapping[str, int] = {}
        self.details: Mapping[str, Any] = {}
        self._store = store
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._beat, daemon=True, name=f"job {number}")
        self._thread.start()

    def advance(self, n: int = 1) -> None:
        """So many more are done."""
        self.done += n

    def end(self, state: JobState, error: WithReason | None = None) -> None:
        """Be heard of for the last time."""
        self._ended.set()
        self._thread.join()
        values: dict[str, Any] = {"done": self.done, "total": self.total}
        values |= {"counts": dict(self.counts), "details": dict(self.details)}
        # What the job did is stored; where its end cannot be, it will be taken to have broken off.
        with suppress(StoreError), self._store.writing() as connection:
            end_job(connection, self.number, state, error, **values)

    def _beat(self) -> None:
        while not self._ended.wait(BEAT):
            # Somebody else keeps the database for long: the next sign of life will do.
            with suppress(StoreError), self._store.writing() as connection:
                note_job(connection, self.number, state=self.state, done=self.done, total=self.total)


def announced(store: Store, kind: JobKind, about: str | None, person: str, *, waiting: bool = False) -> Progress:
    """A job that begins now, or waits for its turn and is told of from now on. Raises StoreError where that cannot be stored."""
    with store.writing() as connection:
        number = begin_job(connection, kind, about, person, waiting=waiting)
    return Progress(store, number, waiting=waiting)


@contextmanager
def reported(store: Store, kind: JobKind, about: str | None, person: str) -> Iterator[Progress]:
    """Work that is told of from beginning to end. Raises StoreError where not even its beginning can be stored."""
    with carried_out(announced(store, kind, about, person)) as progress:
        yield progress


@contextmanager
def carried_out(progress: Progress) -> Iterator[Progress]:
    """The work of a job that was announced. What is raised ends the job and goes on."""
    progress.state = "running"
    try:
        yield progress
    except WithReason as error:
        progress.end("failed", error)
        raise
    except Exception as error:
        progress.end("failed", Refusal("job_broke", error=type(error).__name__))
        raise
    except BaseException:
        # Ctrl+C, or the end of the process.
        progress.end("stopped")
        raise
    progress.end("done")


def counts_of(added: Added, failed: int = 0) -> dict[str, int]:
    """What came of reports that were added, as a job tells it."""
    return {
        "reports": added.reports,
        "events": added.events,
        "joined": added.joined,
        "known": added.there_before,
        "copies": added.copies,
        "failed": failed + len(added.not_coded) + len(added.refused),
    }
