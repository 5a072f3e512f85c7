"""Every sample report yields the rows that stand beside it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from almenara.codebook import Codebook
from almenara.model import Event, Report, Status
from almenara.pipeline import NotCoded, Pipeline
from almenara.read import read
from almenara.samples import REPORTS

SAMPLES = sorted(REPORTS.glob("*.jsonl"))
COUNTS = ("crowd", "killed", "injured", "arrested", "weapons")


@pytest.fixture(scope="module")
def coded(pipeline: Pipeline) -> dict[str, Sequence[Event]]:
    reports = [r for path in SAMPLES for r in read(path) if isinstance(r, Report)]
    found: dict[str, Sequence[Event]] = {}
    for report, result in zip(reports, pipeline.code(reports), strict=True):
        assert not isinstance(result, NotCoded)
        found[report.id] = list(pipeline.events([result]))
    return found


def agrees(event: Event, row: dict[str, Any]) -> bool:
    if (event.type, event.status.value) != (row["type"], row["status"]):
        return False
    if row.get("date_from") and (event.date is None or str(event.date.start) != row["date_from"]):
        return False
    if row.get("place") and (event.place is None or event.place.name != row["place"]):
        return False
    agents = " | ".join(r.quote.text for r in event.roles if r.role == "agent").lower()
    if row.get("agent") and row["agent"].lower() not in agents:
        return False
    best = {q.of: q.best for q in event.quantities}
    return all(best.get(of) == row[of] for of in COUNTS if of in row)


def test_there_are_thirty_or_more_in_both_languages_and_marked_as_illustrative() -> None:
    rows = [json.loads(path.read_text(encoding="utf-8")) for path in SAMPLES]
    assert len(rows) >= 30
    assert {row["language"] for row in rows} == {"en", "es"}
    assert all(row["note"].startswith("illustrative") for row in rows)


@pytest.mark.parametrize("path", SAMPLES, ids=lambda p: p.stem)
def test_sample(path: Path, coded: dict[str, Sequence[Event]], codebook: Codebook) -> None:
    expected = json.loads(path.with_suffix(".expected.json").read_text(encoding="utf-8"))
    events = coded[json.loads(path.read_text(encoding="utf-8"))["id"]]
    shown = [
        (e.type, e.status.value, str(e.date.start) if e.date else None, e.place.name if e.place else None,
         [r.quote.text for r in e.roles if r.role == "agent"], {q.of: q.best for q in e.quantities})
        for e in events
    ]  # fmt: skip
    for row in expected["events"]:
        assert any(agrees(event, row) for event in events), f"{row} is not among {shown}"
    facts = [e for e in events if e.status in (Status.HAPPENED, Status.ONGOING)]
    for kind in expected["absent"]:
        assert not any(e.type == kind for e in facts), f"{kind} is told as a fact: {shown}"
    if not expected["events"]:
        assert not [e for e in facts if e.family != "politics" and not codebook.types[e.type].low_intensity], shown


def test_the_observatorys_figures_are_checked(pipeline: Pipeline) -> None:
    (report,) = [r for r in read(REPORTS / "balance-mayo.jsonl") if isinstance(r, Report)]
    (coding,) = pipeline.code([report])
    assert not isinstance(coding, NotCoded)
    verdicts = {t.kind: [c.verdict for c in t.checks] for t in coding.totals}
    assert verdicts["rate"] == ["consistent"]
    assert verdicts["change"] == ["inconsistent"]
