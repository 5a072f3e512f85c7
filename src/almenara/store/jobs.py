"""Work that takes long, as the store knows it: begun, heard of now and then, ended. Who looks can tell a job whose process died from one that runs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Literal

from sqlalchemy import Connection, Row, Select, delete, insert, select, update

from almenara.store import tables as t
from almenara.store.connect import BUSY_SECONDS
from almenara.store.refusal import WithReason

JobKind = Literal["add", "lot", "feeds", "recode"]
#: As stored, but for broken_off: what is not ended and was not heard of for `SILENT`.
JobState = Literal["waiting", "running", "done", "failed", "stopped", "broken_off"]
OPEN: tuple[JobState, ...] = ("waiting", "running")
#: A job may be kept waiting by another writer for as long as the store waits, and is not dead for that.
SILENT = timedelta(seconds=2 * BUSY_SECONDS)
#: Jobs that are remembered.
MOST_KEPT = 200


@dataclass(frozen=True, slots=True)
class Job:
    """One job as it stands; moments are UTC. `error` says why it failed, `counts` what came of it, `details` what its own page shows."""

    id: int
    kind: JobKind
    about: str | None
    person: str
    state: JobState
    begun: datetime
    heard: datetime
    done: int
    total: int | None
    error: WithReason | None
    counts: Mapping[str, int]
    details: Mapping[str, Any]


def begin_job(connection: Connection, kind: JobKind, about: str | None, person: str, *, waiting: bool = False) -> int:
    """Note that something begins, or waits for its turn; its number. The oldest jobs beyond `MOST_KEPT` are forgotten."""
    now = _now()
    values = {"kind": kind, "about": about, "person": person, "state": "waiting" if waiting else "running"}
    made = insert(t.job).values(**values, begun=now, heard=now, done=0).returning(t.job.c.id)
    number = int(connection.execute(made).scalar_one())
    old = select(t.job.c.id).order_by(t.job.c.id.desc()).offset(MOST_KEPT)
    connection.execute(delete(t.job).where(t.job.c.id.in_(connection.execute(old).scalars().all())))
    return number


def note_job(connection: Connection, number: int, **values: Any) -> None:
    """Say how far a job is (`state`, `done`, `total`, `counts`, `details`); it was heard of."""
    connection.execute(update(t.job).where(t.job.c.id == number).values(heard=_now(), **values))


def end_job(
    connection: Connection, number: int, state: JobState, error: WithReason | None = None, **values: Any
) -> None:
    """Say that a job ended, and why if it failed."""
    if error is not None:
        values["reason"], values["reason_values"] = error.plain()
    note_job(connection, number, state=state, **values)


def jobs(connection: Connection, *, limit: int) -> list[Job]:
    """The newest jobs, newest first."""
    return [_job(row) for row in connection.execute(_jobs().limit(limit))]


def job_of(connection: Connection, number: int) -> Job | None:
    """One job."""
    row = connection.execute(_jobs().where(t.job.c.id == number)).first()
    return None if row is None else _job(row)


def open_jobs(connection: Connection) -> int:
    """How many jobs run or wait now."""
    rows = connection.execute(_jobs().where(t.job.c.state.in_(OPEN)))
    return sum(_job(row).state in OPEN for row in rows)


def _jobs() -> Select[Any]:
    return select(t.job).order_by(t.job.c.id.desc())


def _job(row: Row[Any]) -> Job:
    silent = row.state in OPEN and _now() - row.heard > SILENT
    return Job(
        row.id,
        row.kind,
        row.about,
        row.person,
        "broken_off" if silent else row.state,
        row.begun,
        row.heard,
        row.done,
        row.total,
        None if row.reason is None else WithReason(row.reason, **(row.reason_values or {})),
        row.counts or {},
        row.details or {},
    )


def _now() -> datetime:
    return datetime.now(UTC).replace(tzinfo=None)
