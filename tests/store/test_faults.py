"""Faults on the way into the store: killed processes, two at once, a full disk."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

REPORTS = 60
ALMENARA = [sys.executable, "-c", "from almenara.cli import main; main()"]


def stream(path: Path) -> Path:
    towns = ("Lima", "Quito", "Bogotá", "Caracas", "Accra", "Nairobi")
    path.write_text(
        "".join(
            json.dumps({"id": f"r{n}", "language": "en", "published": "2024-06-05", "text": f"Some {n + 20} teachers marched through {towns[n % 6]} on Monday to demand better pay."}) + "\n"
            for n in range(REPORTS)
        ),
        encoding="utf-8",
    )  # fmt: skip
    return path


def almenara(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([*ALMENARA, *arguments, "--in", str(folder)], capture_output=True, text=True, check=False)


def made(folder: Path) -> Path:
    subprocess.run([*ALMENARA, "init", str(folder)], check=True, capture_output=True)
    return folder


def complete(folder: Path) -> None:
    """All reports are there once, with one event each, and everything fits together."""
    events = [json.loads(line) for line in almenara(folder, "events").stdout.splitlines()]
    assert sorted(report for event in events for report in event["reports"]) == sorted(f"r{n}" for n in range(REPORTS))
    done = almenara(folder, "verify")
    assert done.returncode == 0, done.stdout


def killed_somewhere(folder: Path, source: Path, rounds: int, seed: int) -> None:
    """Start adding and kill it at random moments, so many times; then add once more in peace."""
    moments = random.Random(seed)
    for _ in range(rounds):
        process = subprocess.Popen(
            [*ALMENARA, "add", str(source), "--in", str(folder)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        time.sleep(moments.uniform(0.05, 3.5))
        process.send_signal(signal.SIGKILL)
        process.wait()
    assert almenara(folder, "add", str(source)).returncode == 0
    complete(folder)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGKILL")
def test_killed_while_adding_loses_and_doubles_nothing(tmp_path: Path) -> None:
    killed_somewhere(made(tmp_path / "here"), stream(tmp_path / "reports.jsonl"), rounds=3, seed=7)


@pytest.mark.soak
@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGKILL")
def test_killed_two_hundred_times(tmp_path: Path) -> None:
    for seed in range(20):
        killed_somewhere(made(tmp_path / f"here{seed}"), stream(tmp_path / "reports.jsonl"), rounds=10, seed=seed)


def test_two_at_once_store_each_report_once(tmp_path: Path) -> None:
    folder, source = made(tmp_path / "here"), stream(tmp_path / "reports.jsonl")
    both = [
        subprocess.Popen([*ALMENARA, "add", str(source), "--in", str(folder)], stdout=subprocess.PIPE, text=True)
        for _ in range(2)
    ]
    assert [process.wait() for process in both] == [0, 0]
    for process in both:
        assert process.stdout is not None
        process.stdout.close()
    complete(folder)


def test_a_full_disk_is_told_in_a_sentence_and_loses_nothing(tmp_path: Path) -> None:
    """SQLite's own limit on pages ends a write as a full disk does: with SQLITE_FULL."""
    from sqlalchemy import text

    from almenara.store import StoreError, open_store

    store = open_store(f"sqlite:///{tmp_path / 'store.db'}")
    with store.writing() as connection:
        connection.execute(text("INSERT INTO person (name) VALUES ('ana')"))
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(StoreError, match="disk is full"), store.writing() as connection:
        connection.execute(text("INSERT INTO person (name) VALUES (:long)"), {"long": "x" * 10_000_000})
    with store.reading() as connection:
        assert connection.execute(text("SELECT name FROM person")).scalars().all() == ["ana"]
    store.close()
