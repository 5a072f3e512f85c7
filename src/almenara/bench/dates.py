"""Dates: F1 of resolved days and intervals, and the share of day-level TIMEX values resolved alike."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

from almenara.bench.figure import Figure
from almenara.resolve.dates import find_dates


def date_figures(gold: Path) -> list[Figure]:
    """Figures of dates_en, dates_es, timex_en and timex_es; files that are absent are left out."""
    found = []
    for language in ("en", "es"):
        if (gold / f"dates_{language}.jsonl").is_file():
            found.append(_resolved(gold / f"dates_{language}.jsonl", language))
        if (gold / f"timex_{language}.jsonl").is_file():
            found.append(_timex(gold / f"timex_{language}.jsonl", language))
    return found


def _resolved(path: Path, language: str) -> Figure:
    """A finding is right if it overlaps a gold expression and its days are one of those that the expression may mean."""
    right = found = expected = 0
    errors = []
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        gold = row["dates"]
        findings = [
            f
            for f in find_dates(row["text"], language, date.fromisoformat(row["reference"][:10]))
            if f.start and f.kind != "set"
        ]
        found += len(findings)
        expected += len(gold)
        left = list(gold)
        for finding in findings:
            days = {(str(a), str(b)) for a, b in finding.readings} | {(str(finding.start), str(finding.end))}
            hit = next(
                (
                    g
                    for g in left
                    if any(tuple(d) in days for d in g["any_of"])
                    and _overlap(g, finding.quote.start, finding.quote.end)
                ),
                None,
            )
            if hit is not None:
                left.remove(hit)
                right += 1
            else:
                errors.append(
                    f"+ {row['text']!r}: {finding.quote.text!r} = {finding.start}..{finding.end} ({finding.method})"
                )
        errors += [f"- {row['text']!r} ({row['reference']}): {g['text']!r} is one of {g['any_of']}" for g in left]
    precision, recall = right / max(found, 1), right / max(expected, 1)
    f1 = 2 * precision * recall / max(precision + recall, 1e-9)
    return Figure(path.stem, "F1 of resolved days and intervals", f1, expected, tuple(errors))


def _overlap(gold: dict[str, int], start: int, end: int) -> bool:
    # The gold's own end offsets are sometimes those of the number inside; its text's length is right.
    return start < gold["start"] + len(str(gold["text"])) and gold["start"] < end


def _timex(path: Path, language: str) -> Figure:
    right = total = 0
    errors = []
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        value = row["value"]
        if row["kind"] != "DATE" or len(value) != 10 or not value.replace("-", "").isdigit():
            continue
        total += 1
        findings = find_dates(row["text"], language, date.fromisoformat(row["reference"][:10]))
        got = {str(f.start) for f in findings if f.start and f.start == f.end}
        if value in got:
            right += 1
        else:
            errors.append(f"{row['text']!r} ({row['reference']}) is {value}, resolved {sorted(got)}")
    return Figure(path.stem, "day-level DATE values resolved alike", right / max(total, 1), total, tuple(errors))
