"""Jobs as the store knows them: how far, by whom, and how they ended; a process that dies is told from one that works."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import update

from almenara.model import Report, report_id
from almenara.observatory import Observatory, create_observatory
from almenara.observatory import jobs as told
from almenara.observatory.jobs import announced, counts_of, reported
from almenara.pipeline import Pipeline
from almenara.store import Refusal, Store, open_store
from almenara.store import tables as t
from almenara.store.jobs import MOST_KEPT, SILENT, Job, begin_job, job_of, jobs


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    made = open_store(url)
    yield made
    made.close()


def test_a_job_tells_how_far_it_is_and_what_came_of_it(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(told, "BEAT", 0.01)
    with reported(store, "recode", "almenara 1", "ana") as job:
        job.total = 3
        job.advance(2)
        # Another process sees it meanwhile.
        while not (seen := _job(store, job.number)).done:
            assert seen.state == "running"
        assert (seen.kind, seen.about, seen.person, seen.done, seen.total) == ("recode", "almenara 1", "ana", 2, 3)
        job.advance()
        job.counts = {"events": 1}
    ended = _job(store, job.number)
    assert (ended.state, ended.done, ended.total, ended.counts, ended.error) == ("done", 3, 3, {"events": 1}, None)
    assert ended.heard >= ended.begun


@pytest.mark.parametrize(
    ("raised", "state", "reason"),
    [
        (Refusal("no_day", words="soon"), "failed", "no_day"),
        (ZeroDivisionError(), "failed", "job_broke"),
        (KeyboardInterrupt(), "stopped", None),
    ],
)
def test_what_breaks_a_job_is_kept_and_goes_on(
    store: Store, raised: BaseException, state: str, reason: str | None
) -> None:
    def work() -> None:
        with reported(store, "add", None, "ana") as job:
            job.advance(4)
            raise raised

    with pytest.raises(type(raised)):
        work()
    (ended,) = _newest(store)
    assert (ended.state, ended.done) == (state, 4)
    assert (ended.error.reason if ended.error else None) == reason
    assert reason != "no_day" or str(ended.error) == str(raised)


def test_a_job_that_waits_is_heard_of_and_one_that_fell_silent_broke_off(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(told, "BEAT", 0.01)
    waiting = announced(store, "lot", "file", "ana", waiting=True)
    with store.writing() as connection:
        silent = begin_job(connection, "add", None, "luis")
        connection.execute(update(t.job).values(heard=_now() - 2 * SILENT))
    while _job(store, waiting.number).state != "waiting":
        pass
    assert _job(store, silent).state == "broken_off"
    waiting.end("stopped")
    assert _job(store, waiting.number).state == "stopped"


def test_only_the_newest_are_remembered(store: Store) -> None:
    with store.writing() as connection:
        numbers = [begin_job(connection, "feeds", None, "ana") for _ in range(MOST_KEPT + 3)]
        kept = [job.id for job in jobs(connection, limit=1000)]
    assert kept == numbers[:2:-1]


def _job(store: Store, number: int) -> Job:
    with store.reading() as connection:
        found = job_of(connection, number)
    assert found is not None
    return found


def test_reports_are_counted_as_they_are_coded_and_at_the_end_all_of_them(tmp_path: Path, pipeline: Pipeline) -> None:
    observatory = create_observatory(tmp_path / "here")
    observatory.__dict__["pipeline"] = pipeline
    texts = [
        "Nurses marched in Temuco on Monday.",
        "Bakers marched in Cusco on Monday.",
        "Nurses marched in Temuco on Monday.",
    ]
    reports = [Report(f"{n}", text, None, "en") for n, text in enumerate(texts)]
    steps: list[int] = []
    done = observatory.add(reports, steps.append)
    assert sum(steps) == len(reports)
    assert steps[:2] == [1, 1]
    assert counts_of(done) == {"reports": 2, "events": 2, "joined": 0, "known": 0, "copies": 1, "failed": 0}
    observatory.close()


def test_a_killed_add_breaks_off_and_a_repeated_one_is_done(tmp_path: Path) -> None:
    """Real processes: what is killed leaves a job that falls silent; the same command again ends well."""
    made: Observatory = create_observatory(tmp_path / "here")
    made.close()
    folder = tmp_path / "reports"
    folder.mkdir()
    for n in range(3):
        text = f"About {n + 20} nurses marched in Temuco on Monday to demand {n} new wards.\n"
        (folder / f"{report_id(text)}.txt").write_text(text, encoding="utf-8")
    command = [sys.executable, "-c", "from almenara.cli import main; main()", "add", str(folder)]
    command += ["--in", str(tmp_path / "here")]
    # Its job is there before the models are loaded, which takes seconds.
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    store = open_store(f"sqlite:///{tmp_path / 'here' / 'observatory.db'}")
    try:
        while not (found := _newest(store)):
            assert process.poll() is None, process.stderr.read() if process.stderr else ""
            time.sleep(0.05)
        assert found[0].state == "running"
        os.kill(process.pid, signal.SIGKILL)
        process.communicate()
        with store.writing() as connection:
            connection.execute(update(t.job).values(heard=_now() - 2 * SILENT))
        assert _newest(store)[0].state == "broken_off"
        subprocess.run(command, check=True, capture_output=True)
        (again, before) = _newest(store)
        assert (again.state, again.done, before.state) == ("done", 3, "broken_off")
        assert again.counts["reports"] == 3
        assert str(folder) in (again.about or "")
    finally:
        process.kill()
        store.close()


def _now() -> datetime:
    return datetime.now(UTC).replace(tzinfo=None)


def _newest(store: Store) -> list[Job]:
    with store.reading() as connection:
        return jobs(connection, limit=10)
