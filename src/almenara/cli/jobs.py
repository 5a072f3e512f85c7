"""Work that takes long, followed on the terminal and, by the store, on everybody's page of jobs."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from almenara.cli.inputs import coding_progress
from almenara.cli.person import logged_in
from almenara.observatory import Observatory
from almenara.observatory.jobs import Progress, reported
from almenara.store.jobs import JobKind

#: Characters of what a job is about: its page need not show a thousand names of files.
ABOUT = 200


@contextmanager
def followed(
    observatory: Observatory, kind: JobKind, about: str | None, words: str, total: int | None = None
) -> Iterator[tuple[Progress, Callable[[int], None]]]:
    """A job in the name of whoever is logged in, and what to call with each number of reports that are done."""
    with reported(observatory.store, kind, about, logged_in()) as job, coding_progress() as shown:
        job.total = total
        task = shown.add_task(words, total=total)

        def advance(n: int) -> None:
            job.advance(n)
            shown.advance(task, n)

        yield job, advance
