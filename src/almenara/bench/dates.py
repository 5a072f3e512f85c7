"""Dates: F1 of resolved days and intervals, and the share of day-level TIMEX values resolved alike."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from almenara.bench.figure import Figure
from almenara.resolve.dates import DateFinding, find_dates

#: What the gold files are named after, with what each language must reach (F1 of intervals, share of day values).
_WANTED = {"en": (0.85, 0.85), "es": (0.80, 0.82)}


@dataclass(frozen=True, slots=True)
class GoldDate:
    """An expression with the first and last days (ISO, both inclusive) of each thing that it may mean."""

    start: int
    end: int
    text: str
    any_of: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class GoldText:
    """A sentence, the day that it is read on, and the dates that it tells."""

    text: str
    reference: date
    dates: tuple[GoldDate, ...]


@dataclass(frozen=True, slots=True)
class GoldValue:
    """A time expression by itself, its document's day, and the day (ISO) that it means there."""

    text: str
    reference: date
    value: str


def date_figures(gold: Path) -> list[Figure]:
    """Figures of dates_en, dates_es, timex_en and timex_es in the folder `gold`; files that are absent are left out.

    The sentences are measured twice: as the product resolves ranges ('from 3 to 5 March' holds the 5th), and with the
    half-open ranges of the gold's makers, for whom it ends on the 4th.
    """
    found = []
    for language, (wanted_f1, wanted_share) in _WANTED.items():
        sentences, values = gold / f"dates_{language}.jsonl", gold / f"timex_{language}.jsonl"
        if sentences.is_file():
            rows = load_texts(sentences)
            found.append(intervals_figure(f"dates_{language}", rows, language, wanted=None))
            found.append(intervals_figure(f"dates_{language}", rows, language, last_included=False, wanted=wanted_f1))
        if values.is_file():
            found.append(values_figure(f"timex_{language}", load_values(values), language, wanted=wanted_share))
    return found


def load_texts(path: Path) -> tuple[GoldText, ...]:
    """The rows of a dates file."""
    return tuple(
        GoldText(row["text"], _day(row["reference"]), tuple(_gold_date(found) for found in row["dates"]))
        for row in _rows(path)
    )


def load_values(path: Path) -> tuple[GoldValue, ...]:
    """The rows of a timex file that are dates of one day."""
    return tuple(
        GoldValue(row["text"], _day(row["reference"]), row["value"])
        for row in _rows(path)
        if row["kind"] == "DATE" and _is_day(row["value"])
    )


def intervals_figure(
    name: str,
    rows: Sequence[GoldText],
    language: str,
    *,
    last_included: bool = True,
    wanted: float | None = None,
) -> Figure:
    """F1: a finding is right if it overlaps a gold expression and its days are one of those that the expression may mean."""
    right = found = expected = 0
    errors: list[str] = []
    for row in rows:
        findings = _resolved(find_dates(row.text, language, row.reference, last_included=last_included))
        hits, missed, extra = match_dates(findings, row.dates)
        right += hits
        found += len(findings)
        expected += len(row.dates)
        errors += [f"+ {row.text!r}: {f.quote.text!r} = {f.start}..{f.end} ({f.method})" for f in extra]
        errors += [f"- {row.text!r} ({row.reference}): {g.text!r} is one of {list(g.any_of)}" for g in missed]
    measure = "F1 of resolved days and intervals" + ("" if last_included else ", half-open ranges as in the gold")
    return Figure(name, measure, f1(right, found, expected), expected, tuple(errors), wanted=wanted)


def match_dates(
    findings: Sequence[DateFinding], gold: Sequence[GoldDate]
) -> tuple[int, list[GoldDate], list[DateFinding]]:
    """How many findings are right, the gold that was missed and the findings that were wrong; each gold date counts once."""
    left, extra = list(gold), []
    for finding in findings:
        days = (str(finding.start), str(finding.end))
        hit = next((g for g in left if days in g.any_of and _overlap(g, finding)), None)
        if hit is None:
            extra.append(finding)
        else:
            left.remove(hit)
    return len(gold) - len(left), left, extra


def values_figure(name: str, rows: Sequence[GoldValue], language: str, *, wanted: float | None = None) -> Figure:
    """Share of expressions, each read by itself, that resolve to the day which they mean in their document."""
    errors = []
    for row in rows:
        findings = find_dates(row.text, language, row.reference)
        got = {str(f.start) for f in findings if f.start is not None and f.start == f.end}
        if row.value not in got:
            errors.append(f"{row.text!r} ({row.reference}) is {row.value}, resolved {sorted(got)}")
    share = 1 - len(errors) / max(len(rows), 1)
    return Figure(name, "day-level DATE values resolved alike", share, len(rows), tuple(errors), wanted=wanted)


def f1(right: int, found: int, expected: int) -> float:
    """Harmonic mean of precision and recall; 0 where nothing is right."""
    return 2 * right / (found + expected) if right else 0.0


def _resolved(findings: Sequence[DateFinding]) -> list[DateFinding]:
    return [finding for finding in findings if finding.start is not None]


def _overlap(gold: GoldDate, finding: DateFinding) -> bool:
    # The gold's own end offsets are sometimes those of the number inside; its text's length is right.
    return finding.quote.start < gold.start + len(gold.text) and gold.start < finding.quote.end


def _gold_date(found: Mapping[str, Any]) -> GoldDate:
    meanings = tuple((str(start), str(end)) for start, end in found["any_of"])
    return GoldDate(found["start"], found["end"], found["text"], meanings)


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    return (json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip())


def _day(reference: str) -> date:
    # Some references tell the hour too.
    return date.fromisoformat(reference[:10])


def _is_day(value: str) -> bool:
    return len(value) == 10 and value.replace("-", "").isdigit()
