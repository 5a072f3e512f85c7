"""Do quoted figures add up? A rate against a count over its days, a change against two counts, parts against a whole.

Figures are compared only where they are of one thing and one source; a figure without a source is taken to be of the
source it stands beside.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator, Sequence
from dataclasses import replace

from almenara.model import Check, Period, Total

#: A figure stands for all that rounds to it: half of its last digit, either way ('35 a day' is 34.5 to 35.5).
ROUNDING = 0.5
#: Writers round up and down freely when they average ('almost 36 a day' for 35.3); half a unit is not enough for rates of hundreds.
RATE_SLACK = 0.02
#: 'A 35 percent increase' of 34.2 comes of rounding both counts; a whole percentage point is still no contradiction.
PERCENT_POINTS = 1.0
#: 'Twice as many' and 'tripled' are said of anything near; a tenth off is.
TIMES_SLACK = 0.1
#: Shares that are each rounded may sum to a little over the whole: half a point for each of them.
SHARE_POINTS = 0.5
_DAYS = {"per_day": 1.0, "per_week": 7.0, "per_month": 30.44, "per_year": 365.25}
#: Units of counts that stand for all that was counted over a period; a 'part' does not.
_WHOLE_UNITS = ("events", "people")

_BY_RATE = "rate against count over the period's days"
_BY_CHANGE = "change against the counts of both periods"
_BY_PARTS = "parts against whole"
_BY_SHARES = "shares against 100 percent"


def check_totals(totals: Sequence[Total], known: Sequence[Total] = ()) -> tuple[Total, ...]:
    """The totals with their checks; `known` are figures from elsewhere (other reports) to check against.

    `Check.expected` is what the other figures give, `stated` what the report says. Checks that a total already has are
    replaced. A rate or change without the counts that it needs is not_checkable, and `why` says which is missing.
    """
    return tuple(replace(total, checks=tuple(_checks(total, totals, known))) for total in totals)


def _checks(total: Total, totals: Sequence[Total], known: Sequence[Total]) -> Iterator[Check]:
    # Figures of the same report go before those from elsewhere.
    pool = [*totals, *known]
    if total.kind == "rate" and total.unit in _DAYS:
        yield _rate(total, pool)
    elif total.kind == "rate" and total.unit == "percent":
        yield from _shares(total, pool)
    elif total.kind == "change":
        yield _change(total, pool)
    elif total.kind == "count" and total.unit in _WHOLE_UNITS:
        yield from _parts(total, pool)


def _rate(total: Total, pool: Sequence[Total]) -> Check:
    count = _count(total, total.period, pool)
    if count is None or count.period is None:
        return Check(_BY_RATE, None, total.value, "not_checkable", _missing(total, total.period))
    expected = count.value / count.period.days * _DAYS[total.unit]
    allowed = max(_rounding(total.value), expected * RATE_SLACK)
    return Check(_BY_RATE, round(expected, 1), total.value, _verdict(expected, total.value, allowed))


def _change(total: Total, pool: Sequence[Total]) -> Check:
    now, before = _count(total, total.period, pool), _count(total, total.base, pool)
    if now is None or before is None or not before.value:
        missing = total.base if before is None else total.period
        return Check(_BY_CHANGE, None, total.value, "not_checkable", _missing(total, missing))
    if total.unit == "times":
        expected = now.value / before.value
        allowed = total.value * TIMES_SLACK
    else:
        expected = (now.value - before.value) / before.value * 100
        allowed = PERCENT_POINTS
    return Check(_BY_CHANGE, round(expected, 1), total.value, _verdict(expected, total.value, allowed))


def _parts(total: Total, pool: Sequence[Total]) -> Iterator[Check]:
    """What is counted of a stretch, of months within it, or as parts of it, cannot be above the count for the whole."""
    parts = sum(t.value for t in pool if t.unit == "part" and t.period == total.period and _alike(t, total))
    if parts:
        yield Check(_BY_PARTS, parts, total.value, "consistent" if parts <= total.value else "inconsistent")
    if total.period is None:
        return
    inside: dict[Period, float] = {}
    for other in pool:
        if other.kind != "count" or other.unit != total.unit or other.period is None or not _alike(other, total):
            continue
        if other.period != total.period and _within(other.period, total.period):
            inside.setdefault(other.period, other.value)
    if inside:
        known = _most_without_overlap(inside)
        yield Check(_BY_PARTS, known, total.value, "consistent" if known <= total.value else "inconsistent")


def _most_without_overlap(inside: dict[Period, float]) -> float:
    """The greatest sum of counts whose periods do not overlap: what the whole must hold at least."""
    best: list[tuple[Period, float]] = []
    for period in sorted(inside, key=lambda p: p.end):
        before = max((value for other, value in best if other.end < period.start), default=0.0)
        best.append((period, before + inside[period]))
    return max(value for _, value in best)


def _shares(total: Total, pool: Sequence[Total]) -> Iterator[Check]:
    """Said once, at the first share of a whole: two or more shares of it are no more than 100 percent together."""
    shares = [
        t for t in pool
        if t.kind == "rate" and t.unit == "percent" and t.report == total.report and t.period == total.period and _alike(t, total)
    ]  # fmt: skip
    if len(shares) < 2 or shares[0] is not total:
        return
    together = sum(t.value for t in shares)
    fits = together <= 100 + SHARE_POINTS * len(shares)
    yield Check(_BY_SHARES, 100.0, together, "consistent" if fits else "inconsistent")


def _count(total: Total, period: Period | None, pool: Sequence[Total]) -> Total | None:
    if period is None:
        return None
    fitting = (t for t in pool if t.kind == "count" and t.unit in _WHOLE_UNITS and t.period == period)
    return next((t for t in fitting if _alike(t, total)), None)


def _alike(one: Total, other: Total) -> bool:
    """Whether two figures are of one thing and, as far as is told, one source (an acronym may be left out)."""
    if one.of != other.of:
        return False
    if one.attributed_to is None or other.attributed_to is None:
        return True
    return _bare(one.attributed_to) == _bare(other.attributed_to)


def _bare(source: str) -> str:
    return source.partition(" (")[0].casefold()


def _within(part: Period, whole: Period) -> bool:
    return whole.start <= part.start and part.end <= whole.end


def _rounding(stated: float) -> float:
    """Half of the last digit that is stated: 0.5 for 35, 0.05 for 34.8."""
    decimals = len(repr(stated).partition(".")[2].rstrip("0")) if stated != int(stated) else 0
    return float(ROUNDING * 10**-decimals)


def _missing(total: Total, period: Period | None) -> str:
    what = f"no count of {total.of} for"
    return (
        f"{what} {_name(period)} in this report"
        if period
        else f"{what} the period compared with: the words do not say which"
    )


def _name(period: Period) -> str:
    """'2017', '2024-05' or both days."""
    start, end = period.start, period.end
    if (start.month, start.day, end.month, end.day) == (1, 1, 12, 31) and start.year == end.year:
        return str(start.year)
    if (
        start.day == 1
        and (start.year, start.month) == (end.year, end.month)
        and end.day == monthrange(end.year, end.month)[1]
    ):
        return f"{start:%Y-%m}"
    return f"{start} to {end}"


def _verdict(expected: float, stated: float, allowed: float) -> str:
    return "consistent" if abs(expected - stated) <= allowed + 1e-9 else "inconsistent"
