"""A report that kills, hangs or breaks the process that codes it is found and set apart, and every other one is coded."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from almenara.model import Report
from almenara.scale.guarded import GuardedCoder, NoCoder

OPENER = "dying_coders:open_counting"


@pytest.fixture(autouse=True)
def _dying_coders_are_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "path", [str(Path(__file__).parent), *sys.path])


@pytest.fixture
def coder() -> Iterator[GuardedCoder]:
    guarded = GuardedCoder(OPENER, None, patience=0.3)
    yield guarded
    guarded.close()


def reports(count: int, **poisoned: str) -> list[Report]:
    return [Report(f"r{n}", poisoned.get(f"r{n}", "one two three")) for n in range(count)]


def test_reports_come_back_in_order(coder: GuardedCoder) -> None:
    rows = list(coder.code(reports(600)))
    assert [row.report for row in rows] == [f"r{n}" for n in range(600)]
    assert {row.row for row in rows} == {'{"words": 3}'}


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("KILL THE PROCESS", "the process that coded it died of signal 9 (Killed)"),
        ("FAIL", "ArithmeticError: no such words"),
        ("HANG", "it took more than 0.3 seconds"),
    ],
)
def test_only_the_report_that_does_it_is_set_apart(coder: GuardedCoder, text: str, why: str) -> None:
    rows = list(coder.code(reports(8, r5=text)))
    assert [(row.report, row.kind) for row in rows] == [
        (f"r{n}", "quarantined" if n == 5 else "report") for n in range(8)
    ]
    assert json.loads(rows[5].row) == {"report": "r5", "why": why, "length": len(text), "text": text}


def test_several_are_set_apart_each(coder: GuardedCoder) -> None:
    rows = list(coder.code(reports(7, r0="KILL THE PROCESS", r3="FAIL", r6="KILL THE PROCESS")))
    assert [row.report for row in rows if row.kind == "quarantined"] == ["r0", "r3", "r6"]
    assert [row.report for row in rows if row.kind == "report"] == ["r1", "r2", "r4", "r5"]


def test_a_coder_that_cannot_be_built_says_so() -> None:
    guarded = GuardedCoder("dying_coders:open_nothing", None)
    with pytest.raises(NoCoder, match="the model is not installed here"):
        list(guarded.code(reports(1)))
