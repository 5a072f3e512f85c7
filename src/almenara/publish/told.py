"""What a report on a period needs beyond public events: who says which number, and quoted figures, protected like the events themselves."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from almenara.model import Check, Event, Period, Report, Total, ledger_report
from almenara.publish.protection import Protection


@dataclass(frozen=True)
class ToldNumber:
    """What one outlet says of one quantity of an event; `source` is None where the outlet is unknown or not named in public."""

    event: str
    of: str
    low: int | None
    best: int | None
    high: int | None
    source: str | None


@dataclass(frozen=True)
class PublicTotal:
    """A quoted figure without the words that quote it; `verdicts` are those of its checks, `failed` what failed ones came to and what is stated.
    `report` is the id of the report that quotes it where that was read."""

    of: str
    kind: str
    value: float
    unit: str
    period: Period | None
    attributed_to: str | None
    source: str | None
    published: date | None
    url: str | None
    verdicts: tuple[str, ...]
    failed: tuple[tuple[str, float | None, float], ...]
    report: str = ""
    base: Period | None = None
    checks: tuple[Check, ...] = ()


def told_numbers(events: Iterable[Event], protection: Protection, of: frozenset[str]) -> Iterator[ToldNumber]:
    """Each outlet's numbers of some quantities, event by event; words are not given, and outlets that the profile withholds are not named."""
    for event in events:
        for claim in event.claims:
            if claim.field not in of or not isinstance(claim.value, Mapping):
                continue
            low, best, high = (_whole(claim.value.get(key)) for key in ("low", "best", "high"))
            if (low, best, high) == (None, None, None):
                continue
            yield ToldNumber(event.id, claim.field, low, best, high, _shown(claim.source, protection))


def public_totals(
    totals: Iterable[Total], reports: Mapping[str, Report], protection: Protection
) -> Iterator[PublicTotal]:
    """Quoted figures of reports whose outlet may be named; those that a withheld outlet quotes are left out."""
    for total in totals:
        report = reports.get(total.report)
        source = report.source.name if report and report.source else None
        if source is not None and _shown(source, protection) is None:
            continue
        yield PublicTotal(
            total.of,
            total.kind,
            total.value,
            total.unit,
            total.period,
            _shown(total.attributed_to, protection),
            source,
            report.published if report else None,
            report.url if report else None,
            tuple(check.verdict for check in total.checks),
            tuple((c.check, c.expected, c.stated) for c in total.checks if c.verdict == "inconsistent"),
            ledger_report(total.report),
            total.base,
            total.checks,
        )


def _shown(source: str | None, protection: Protection) -> str | None:
    return None if source in protection.withheld_sources else source


def _whole(value: object) -> int | None:
    return value if isinstance(value, int) else None
