"""A count that a report quotes, and whether it adds up."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from almenara.model.span import Quote


@dataclass(frozen=True, slots=True)
class Period:
    """Days from `start` to `end`, both inclusive."""

    start: date
    end: date

    @property
    def days(self) -> int:
        return (self.end - self.start).days + 1

    def to_dict(self) -> dict[str, str]:
        return {"from": self.start.isoformat(), "to": self.end.isoformat()}


@dataclass(frozen=True, slots=True)
class Check:
    """One piece of arithmetic: `verdict` is consistent, inconsistent or not_checkable (then `why` says what is missing)."""

    check: str
    expected: float | None
    stated: float
    verdict: str
    why: str | None = None

    def to_dict(self) -> dict[str, object]:
        return {
            "check": self.check,
            "expected": self.expected,
            "stated": self.stated,
            "verdict": self.verdict,
            "why": self.why,
        }


@dataclass(frozen=True, slots=True)
class Total:
    """A quoted figure: `kind` is count, rate or change; `unit` is e.g. events, per_day or percent; `base` is the period
    that a change is measured from; `attributed_to` is whose figure it is."""

    report: str
    of: str
    kind: str
    value: float
    unit: str
    quote: Quote
    period: Period | None = None
    base: Period | None = None
    attributed_to: str | None = None
    checks: tuple[Check, ...] = ()

    def to_dict(self) -> dict[str, object]:
        return {
            "report": self.report,
            "of": self.of,
            "kind": self.kind,
            "value": self.value,
            "unit": self.unit,
            "period": self.period.to_dict() if self.period else None,
            "base": self.base.to_dict() if self.base else None,
            "attributed_to": self.attributed_to,
            **self.quote.to_dict(),
            "checks": [check.to_dict() for check in self.checks],
        }
