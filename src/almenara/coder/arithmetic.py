"""Do quoted figures add up? A rate against a count over its days, a change against two counts, parts against a whole."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from almenara.model import Check, Period, Total

#: A stated figure is rounded: half of its last digit is allowed, and no less than this share of it for round numbers.
ROUNDING = 0.5
#: Reports round freely ('a 35 percent increase' of 34.6); one percentage point is no contradiction.
PERCENT_POINTS = 1.0
#: Relative slack for rates of counts that are themselves rounded to the hundred.
RATE_SLACK = 0.02
_DAYS = {"per_day": 1.0, "per_week": 7.0, "per_month": 30.44, "per_year": 365.25}


def check_totals(totals: Sequence[Total], known: Sequence[Total] = ()) -> tuple[Total, ...]:
    """The totals with their checks; `known` are figures from elsewhere (other reports) to check against."""
    pool = [*totals, *known]
    return tuple(replace(total, checks=tuple(_checks(total, pool))) for total in totals)


def _checks(total: Total, pool: Sequence[Total]) -> Iterator[Check]:
    if total.kind == "rate":
        yield _rate(total, pool)
    elif total.kind == "change":
        yield _change(total, pool)
    elif total.kind == "count":
        yield from _parts(total, pool)


def _rate(total: Total, pool: Sequence[Total]) -> Check:
    name = "rate against count over the period's days"
    count = _count(total, total.period, pool)
    if count is None or count.period is None:
        return Check(name, None, total.value, "not_checkable", f"no count of {total.of} for the same period is quoted")
    expected = count.value / count.period.days * _DAYS[total.unit]
    allowed = max(ROUNDING, expected * RATE_SLACK)
    return Check(name, round(expected, 1), total.value, _verdict(expected, total.value, allowed))


def _change(total: Total, pool: Sequence[Total]) -> Check:
    name = "change against the counts of both periods"
    now, before = _count(total, total.period, pool), _count(total, total.base, pool)
    if now is None or before is None or not before.value:
        missing = total.base if before is None else total.period
        where = f"{missing.start} to {missing.end}" if missing else "the period compared with"
        return Check(name, None, total.value, "not_checkable", f"no count of {total.of} for {where} is quoted")
    expected = (now.value - before.value) / before.value * 100
    return Check(name, round(expected, 1), total.value, _verdict(expected, total.value, PERCENT_POINTS))


def _parts(total: Total, pool: Sequence[Total]) -> Iterator[Check]:
    """A count for a shorter stretch cannot be above the count for the whole."""
    if total.period is None:
        return
    for other in pool:
        if (
            other is total
            or other.kind != "count"
            or other.of != total.of
            or other.period is None
            or not _same_source(other, total)
        ):
            continue
        inside = total.period.start <= other.period.start and other.period.end <= total.period.end
        if inside and other.period != total.period and other.value > total.value:
            yield Check("part against whole", other.value, total.value, "inconsistent")


def _count(total: Total, period: Period | None, pool: Sequence[Total]) -> Total | None:
    if period is None:
        return None
    return next(
        (t for t in pool if t.kind == "count" and t.of == total.of and t.period == period and _same_source(t, total)),
        None,
    )


def _same_source(one: Total, other: Total) -> bool:
    if one.attributed_to is None or other.attributed_to is None:
        return True
    return one.attributed_to.lower() == other.attributed_to.lower()


def _verdict(expected: float, stated: float, allowed: float) -> str:
    return "consistent" if abs(expected - stated) <= allowed else "inconsistent"
