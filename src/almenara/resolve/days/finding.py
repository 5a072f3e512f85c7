"""A date expression with the days that it means, and what is still open about it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

from almenara.model import Quote

Tense = Literal["past", "present", "future"]


@dataclass(frozen=True, slots=True)
class DateFinding:
    """`start` and `end` are the first and last day, both inclusive; None where the words cannot be resolved.

    `precision` is day, week, month, year or span. `readings` are all that the words allow where the tense decides (the first
    is the past one); `kind` is day, period, duration, set or anniversary; `anchor` is 'absolute', 'published' or 'previous'
    ('the same day': see `reanchor`, with `offset` days). `method` names the rule, or says why nothing was resolved.
    """

    quote: Quote
    start: date | None
    end: date | None
    precision: str
    method: str
    kind: str = "day"
    anchor: str = "published"
    readings: tuple[tuple[date, date], ...] = ()
    offset: int = 0
    time_of_day: str | None = None


def resolve_open(finding: DateFinding, tense: Tense | None) -> DateFinding:
    """Take the reading that the tense of the governing verb asks for; without a tense the finding is left as it is."""
    if tense is None or len(finding.readings) < 2:
        return finding
    start, end = finding.readings[-1 if tense == "future" else 0]
    return replace(finding, start=start, end=end, method=f"{finding.method} ({tense})")


def reanchor(finding: DateFinding, day: date) -> DateFinding:
    """'the same day', 'the day after': count from the date that was told last."""
    if finding.anchor != "previous":
        return finding
    there = day + timedelta(days=finding.offset)
    return replace(finding, start=there, end=there, precision="day")
