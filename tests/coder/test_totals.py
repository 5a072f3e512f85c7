"""Quoted figures with period and source, and whether they add up."""

from __future__ import annotations

from datetime import date

import pytest

from almenara.coder.arithmetic import check_totals
from almenara.model import Period, Quote, Total

YEAR = Period(date(2023, 1, 1), date(2023, 12, 31))
BEFORE = Period(date(2022, 1, 1), date(2022, 12, 31))


def total(kind: str, value: float, unit: str, period: Period | None = YEAR, base: Period | None = None) -> Total:
    return Total("r", "protest", kind, value, unit, Quote(0, 1, "x"), period, base, "Plain Observatory")


def verdicts(*totals: Total, known: tuple[Total, ...] = ()) -> list[str]:
    return [c.verdict for t in check_totals(totals, known) for c in t.checks]


def test_a_rate_that_its_count_bears_out() -> None:
    assert verdicts(total("count", 3650, "events"), total("rate", 10, "per_day")) == ["consistent"]


def test_a_rate_that_its_count_does_not_bear_out() -> None:
    rate = check_totals([total("count", 3650, "events"), total("rate", 12, "per_day")])[1]
    assert [(c.verdict, c.expected) for c in rate.checks] == [("inconsistent", 10.0)]


def test_a_change_needs_both_counts() -> None:
    change = total("change", 25, "percent", base=BEFORE)
    assert verdicts(total("count", 1000, "events"), change) == ["not_checkable"]
    assert verdicts(total("count", 1000, "events"), change, known=(total("count", 800, "events", BEFORE),)) == [
        "consistent"
    ]
    assert verdicts(total("count", 1000, "events"), change, known=(total("count", 900, "events", BEFORE),)) == [
        "inconsistent"
    ]


def test_a_part_is_not_above_its_whole() -> None:
    month = Period(date(2023, 5, 1), date(2023, 5, 31))
    assert "inconsistent" in verdicts(total("count", 100, "events"), total("count", 120, "events", month))


TEXTS = [
    (
        "en",
        "The Plain Observatory (PO) recorded 1,460 protests in 2023, an average of 4 a day.",
        "Plain Observatory (PO)",
    ),
    (
        "es",
        "El Observatorio Llanero (OLL) registró 1.460 protestas en 2023, un promedio de 4 diarias.",
        "Observatorio Llanero (OLL)",
    ),
]


@pytest.mark.parametrize(("language", "text", "source"), TEXTS, ids=["en", "es"])
def test_totals_in_a_report(code, language: str, text: str, source: str) -> None:  # type: ignore[no-untyped-def]
    count, rate = code(text, language, date(2024, 2, 1)).totals
    assert (count.kind, count.value, rate.kind, rate.value, rate.unit) == ("count", 1460.0, "rate", 4.0, "per_day")
    assert count.attributed_to == rate.attributed_to == source
    assert count.period is not None
    assert count.period.start == date(2023, 1, 1)
    assert [c.verdict for c in rate.checks] == ["consistent"]
    assert all(text[t.quote.start : t.quote.end] == t.quote.text for t in (count, rate))


def test_the_people_of_one_event_are_no_total(code) -> None:  # type: ignore[no-untyped-def]
    assert code("Some 300 teachers marched in Accra on Monday and 12 were arrested.").totals == ()
