"""A date expression with the days that it means, and what is still open about it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from almenara.model import Quote
from almenara.resolve.dates.days import stepped
from almenara.resolve.dates.told import BEYOND_CALENDAR, Steps

Tense = Literal["past", "present", "future"]


@dataclass(frozen=True, slots=True)
class DateFinding:
    """`start` and `end` are the first and last day, both inclusive; None where the words cannot be resolved.

    `precision` is day, week, month, year or span: how exact the words are ('two years ago' is counted to the day, but its
    precision is year). `readings` are all that the words allow where the tense decides, the past one first; `kind` is day,
    period or anniversary (a date that is recalled: 'the anniversary of 3 March'). `relative` says whether the days count
    from another day; `anchor` which: 'absolute' (none), 'published' or 'previous' ('the same day': see `reanchor`, which
    counts `steps` from it; until then they count from the last day told in the text, or from publication). `time_of_day` is
    dawn, morning, noon, afternoon, evening, night or midnight. `method` names the rule, or says why nothing was resolved.
    """

    quote: Quote
    start: date | None
    end: date | None
    precision: str
    method: str
    kind: str = "day"
    anchor: str = "published"
    readings: tuple[tuple[date, date], ...] = ()
    steps: Steps = ()
    time_of_day: str | None = None

    @property
    def relative(self) -> bool:
        """Whether the days count from another day."""
        return self.anchor != "absolute"


def resolve_open(finding: DateFinding, tense: Tense | None) -> DateFinding:
    """Take the reading that the tense of the governing verb asks for; without a tense the finding is left as it is.

    A present tense leaves it too: 'they march on Monday' and 'since Monday they march' look different ways.
    """
    if tense not in ("past", "future") or len(finding.readings) < 2:
        return finding
    start, end = finding.readings[-1 if tense == "future" else 0]
    return replace(finding, start=start, end=end, method=f"{finding.method} ({tense})")


def reanchor(finding: DateFinding, day: date) -> DateFinding:
    """'the same day', 'the day after', 'three weeks later': count from `day`, the date that was told before."""
    if finding.anchor != "previous":
        return finding
    try:
        there = stepped(day, finding.steps)
    except (ValueError, OverflowError):
        return replace(finding, start=None, end=None, method=BEYOND_CALENDAR)
    return replace(finding, start=there, end=there)
