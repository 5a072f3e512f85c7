"""The limits of almenara.toml hold wherever reports are read: `add`, `code`, feeds and the form that takes files."""

from __future__ import annotations

from pathlib import Path

import pytest

from almenara.cli.app import main
from almenara.observatory import Observatory, create_observatory, open_observatory
from almenara.pipeline import Pipeline
from almenara.read import ReadingLimits
from almenara.store.jobs import Job, job_of
from almenara.web.adding import largest_upload
from almenara.web.jobs import Jobs

ROWS = "id,text\n1," + "Rain fell on the hills above the town. " * 40 + "\n"


@pytest.fixture
def strict(tmp_path: Path) -> Path:
    """An observatory whose rows may have a thousand characters, and a table beside it with a longer one."""
    folder = tmp_path / "obs"
    create_observatory(folder).close()
    (folder / "almenara.toml").write_text("[reading]\nrow_characters = 1000\n", encoding="utf-8")
    (folder / "rows.csv").write_text(ROWS, encoding="utf-8")
    return folder


def status_of(*arguments: str) -> int | str | None:
    with pytest.raises(SystemExit) as ended:
        main(list(arguments))
    return ended.value.code


def test_add_follows_its_observatory(strict: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert status_of("add", str(strict / "rows.csv"), "--in", str(strict)) == 1
    assert "raise row_characters under [reading]" in capsys.readouterr().err.replace("\n", " ")


def test_code_follows_the_folder_that_one_is_in_or_names(
    strict: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = str(strict / "rows.csv")
    monkeypatch.chdir(tmp_path)
    assert status_of("code", rows) == 0
    assert status_of("code", rows, "--settings", str(strict)) == 1
    monkeypatch.chdir(strict)
    assert status_of("code", rows) == 1
    assert "row_characters" in capsys.readouterr().err
    (strict / "almenara.toml").write_text("[reading]\nrow_characters = 1\n", encoding="utf-8")
    assert status_of("code", rows) == 2
    assert "reading.row_characters" in capsys.readouterr().err


def test_a_form_takes_what_one_report_may_have_and_reads_by_the_same_limits(strict: Path, pipeline: Pipeline) -> None:
    observatory = open_observatory(strict)
    observatory.__dict__["pipeline"] = pipeline
    jobs = Jobs(observatory)
    lot = jobs.begin("ana", "rows.csv", ROWS.encode())
    assert lot is not None
    jobs.end()
    job = told_of(observatory, lot)
    assert [what for what, *_ in job.details["failures"]] == ["long_row"]
    assert job.state == "done"
    assert largest_upload(ReadingLimits(report_megabytes=50)) - largest_upload(ReadingLimits()) == 30 * 1024 * 1024


def told_of(observatory: Observatory, number: int) -> Job:
    with observatory.store.reading() as connection:
        job = job_of(connection, number)
    assert job is not None
    return job


def test_what_a_form_takes_is_archived_to_its_last_row(strict: Path, pipeline: Pipeline) -> None:
    observatory: Observatory = open_observatory(strict)
    observatory.__dict__["pipeline"] = pipeline
    jobs = Jobs(observatory)
    data = b"id,text\n" + b"".join(b"%d,Rain fell on hill %d.\n" % (n, n) for n in range(3))
    lot = jobs.begin("ana", "few.csv", data)
    assert lot is not None
    jobs.end()
    job = told_of(observatory, lot)
    assert (job.state, job.counts["reports"]) == ("done", 3)
    (kept,) = observatory.archive.folder.rglob("*.zst")
    assert observatory.archive.get(kept.stem) == data
