"""Quoted figures with period and source, and whether they add up."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from almenara.codebook import Codebook
from almenara.coder.arithmetic import check_totals
from almenara.coder.totals import find_totals
from almenara.language import AnnotatedText, Stretch
from almenara.model import Coding, DateValue, Period, Quote, Total

Code = Callable[..., Coding]
PUBLISHED = date(2024, 7, 2)

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


def month(number: int, year: int = 2024) -> Period:
    return Period(date(year, number, 1), date(year, number, monthrange(year, number)[1]))


def year(number: int) -> Period:
    return Period(date(number, 1, 1), date(number, 12, 31))


HALF_2024, HALF_2023 = (Period(date(y, 1, 1), date(y, 6, 30)) for y in (2024, 2023))
Row = tuple[str, str, float, str, Period | None, Period | None]

#: Text, whose figures they are, and (kind, of, value, unit, period, base) of each.
PASSAGES: list[tuple[str, str, str | None, list[Row]]] = [
    ("en", "The Coastal Observatory (CO) issued its yearly report on Tuesday, recording 9,120 protests in 2023, an average of 25 a day. "
     "The figures represented a 20 percent increase over 2022, when it counted 7,600.", "Coastal Observatory (CO)",
     [("count", "protest", 9120, "events", year(2023), None), ("rate", "protest", 25, "per_day", year(2023), None),
      ("change", "protest", 20, "percent", year(2023), year(2022)), ("count", "protest", 7600, "events", year(2022), None)]),
    ("en", "According to the Highland Rights Monitor, there were 310 marches in May 2024, up 12% from the previous month. "
     "Of these, 40 percent were led by truckers.", "Highland Rights Monitor",
     [("count", "march", 310, "events", month(5), None), ("change", "march", 12, "percent", month(5), month(4)),
      ("rate", "march", 40, "percent", month(5), None)]),
    ("en", "The Delta Peace Network documented 84 strikes in the first half of 2024. That is twice as many as in the same period of 2023.",
     "Delta Peace Network", [("count", "strike", 84, "events", HALF_2024, None), ("change", "strike", 2, "times", HALF_2024, HALF_2023)]),
    ("en", "The watchdog group Plaza Watch logged 45 protests this month, down from 60 in April.", "Plaza Watch",
     [("count", "protest", 45, "events", month(7), None), ("count", "protest", 60, "events", month(4), None)]),
    ("en", "Half of the 640 protests counted by the Andean Social Watch in 2023 demanded water.", "Andean Social Watch",
     [("rate", "protest", 50, "percent", year(2023), None), ("count", "protest", 640, "events", year(2023), None)]),
    ("en", "The Coastal Observatory recorded 9,120 protests in 2023, of which 5,000 were over wages and 3,000 over water.", "Coastal Observatory",
     [("count", "protest", 9120, "events", year(2023), None), ("count", "protest", 5000, "part", year(2023), None),
      ("count", "protest", 3000, "part", year(2023), None)]),
    ("en", "The number of strikes tripled between 2021 and 2023, the Labour Institute of Kano reported.", "Labour Institute of Kano",
     [("change", "strike", 3, "times", year(2023), year(2021))]),
    ("en", "Two marches per week were held in Accra last year, according to the Ghana Street Monitor.", "Ghana Street Monitor",
     [("rate", "march", 2, "per_week", year(2023), None)]),
    ("en", "Figures from the Inland Commission show that 230 people were killed and 1,140 injured in clashes in 2023.", "Inland Commission",
     [("count", "killed", 230, "people", year(2023), None), ("count", "injured", 1140, "people", year(2023), None)]),
    ("es", "El Observatorio Costeño (OC) publicó su informe anual, en el que registró 9.120 protestas en 2023, un promedio de 25 diarias. "
     "La cifra representa un aumento de 20 % respecto a 2022.", "Observatorio Costeño (OC)",
     [("count", "protesta", 9120, "events", year(2023), None), ("rate", "protesta", 25, "per_day", year(2023), None),
      ("change", "protesta", 20, "percent", year(2023), year(2022))]),
    ("es", "Según el Monitor Andino, hubo 714 protestas en enero de 2024, 23 protestas diarias.", "Monitor Andino",
     [("count", "protesta", 714, "events", month(1), None), ("rate", "protesta", 23, "per_day", month(1), None)]),
    ("es", "Suman 43 asesinatos de líderes en lo que va de año, de acuerdo con la Fundación Ribera (FR).", "Fundación Ribera (FR)",
     [("count", "asesinato", 43, "events", None, None)]),
    ("es", "Las protestas aumentaron 20 % con respecto a mayo de 2023, informó el Observatorio Costeño.", "Observatorio Costeño",
     [("change", "protesta", 20, "percent", None, month(5, 2023))]),
    ("es", "En mayo se registraron 350 marchas, 35 por ciento menos que en abril, dijo el Centro de Estudios Ribera.", "Centro de Estudios Ribera",
     [("count", "marcha", 350, "events", month(5), None), ("change", "marcha", -35, "percent", month(5), month(4))]),
    ("es", "El Observatorio Costeño documentó 1.200 protestas en el primer semestre de 2024. El 60 % fueron por salarios. "
     "Son el doble de las registradas en el mismo período de 2023.", "Observatorio Costeño",
     [("count", "protesta", 1200, "events", HALF_2024, None), ("rate", "protesta", 60, "percent", HALF_2024, None),
      ("change", "protesta", 2, "times", HALF_2024, HALF_2023)]),
    ("es", "La Comisión del Delta registró 320 personas asesinadas en 2023 y 1.900 detenidas.", "Comisión del Delta",
     [("count", "killed", 320, "people", year(2023), None), ("count", "arrested", 1900, "people", year(2023), None)]),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text", "source", "rows"), PASSAGES, ids=[p[1][:40] for p in PASSAGES])
def test_figures_with_thing_period_base_and_source(
    code: Code, language: str, text: str, source: str, rows: list[Row]
) -> None:
    totals = code(text, language, PUBLISHED).totals
    assert [(t.kind, t.of, t.value, t.unit, t.period, t.base) for t in totals] == rows
    assert {t.attributed_to for t in totals} == {source}
    assert all(text[t.quote.start : t.quote.end] == t.quote.text for t in totals)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Police arrested 120 people during protests in May 2024."),
        ("en", "Teachers on strike demand a 40 percent increase, their union said on Monday."),
        ("en", "Fuel prices rose 35 percent in 2023 and protests followed in Accra, the Ministry of Finance said."),
        ("en", "Turnout fell 12 percent from 2019, the Election Commission said after the protests."),
        ("en", "The strikers eat two meals a day, their union said."),
        ("es", "Al menos 300 docentes marcharon en Lima el lunes y 12 fueron detenidos."),
        ("es", "Los docentes en huelga exigen un aumento de 40 %, informó el sindicato de Lima."),
        ("es", "La inflación subió 35 % en 2023 y hubo protestas en Lima, informó el Instituto de Cuentas."),
    ],
)  # fmt: skip
def test_what_is_no_figure_of_many_events(code: Code, language: str, text: str) -> None:
    assert code(text, language, PUBLISHED).totals == ()


def test_a_source_has_one_name_once_its_acronym_is_known_and_does_not_cross_paragraphs(code: Code) -> None:
    text = (
        "The Coastal Observatory (CO) recorded 310 protests in May 2024.\n\nThe Coastal Observatory said there were 280 protests in April 2024."
        "\n\nThere were 90 marches recorded in March 2024."
    )
    assert [t.attributed_to for t in code(text, "en", PUBLISHED).totals] == ["Coastal Observatory (CO)"] * 2 + [None]


def test_sentences_that_were_not_parsed_are_read_too(codebook: Codebook) -> None:
    text = "The Coastal Observatory recorded 310 protests in May 2024. The figure was a 20 percent increase over April 2024."
    cut = text.index(" The figure") + 1
    stretches = [Stretch(0, 0, 0, cut - 1), Stretch(1, 0, cut, len(text))]
    dates = [
        DateValue(p.start, p.end, "month", Quote.cut(text, text.index(w), text.index(w) + len(w)))
        for w, p in (("May 2024", month(5)), ("April 2024", month(4)))
    ]
    nouns = frozenset({"protest", "protests"})
    found = find_totals(
        AnnotatedText(text, "en", stretches, []),
        lambda start, end: dates,
        codebook.about.vague_numbers,
        nouns,
        report="r",
    )
    assert [(t.kind, t.value, t.period, t.base) for t in found] == [
        ("count", 310, month(5), None),
        ("change", 20, month(5), month(4)),
    ]


def test_a_rate_is_held_to_the_precision_that_it_is_stated_with() -> None:
    count = total("count", 12700, "events")
    checks = [check_totals([count, total("rate", value, "per_day")])[1].checks[0] for value in (35, 34.8, 36)]
    assert [(c.verdict, c.expected) for c in checks] == [
        ("consistent", 34.8),
        ("consistent", 34.8),
        ("inconsistent", 34.8),
    ]


def test_the_ledger_checks_a_change_against_another_reports_count() -> None:
    change = total("change", 35, "percent", base=BEFORE)
    (unchecked,) = check_totals([total("count", 12700, "events"), change])[1].checks
    assert (unchecked.verdict, unchecked.why) == ("not_checkable", "no count of protest for 2022 in this report")
    (checked,) = check_totals([total("count", 12700, "events"), change], [total("count", 9787, "events", BEFORE)])[
        1
    ].checks
    assert (checked.verdict, checked.expected, checked.stated) == ("inconsistent", 29.8, 35)


def test_a_change_without_a_base_says_so() -> None:
    (check,) = check_totals([total("change", 35, "percent")])[0].checks
    assert check.why is not None
    assert check.why.endswith("the words do not say which")


def test_twice_as_many_is_a_change_too() -> None:
    now, before = total("count", 84, "events"), total("count", 40, "events", BEFORE)
    assert verdicts(now, before, total("change", 2, "times", base=BEFORE)) == ["consistent"]
    assert verdicts(now, before, total("change", 3, "times", base=BEFORE)) == ["inconsistent"]


def test_parts_and_months_sum_to_no_more_than_the_whole() -> None:
    whole, first, second = total("count", 100, "events"), total("count", 60, "part"), total("count", 50, "part")
    assert verdicts(whole, first) == ["consistent"]
    assert verdicts(whole, first, second) == ["inconsistent"]
    months = [total("count", 60, "events", month(m, 2023)) for m in (3, 4)]
    assert verdicts(whole, *months) == ["inconsistent"]
    assert verdicts(total("count", 120, "events"), *months) == ["consistent"]


def test_shares_of_one_whole_make_no_more_than_a_hundred() -> None:
    shares = [total("rate", value, "percent") for value in (60, 40.5, 30)]
    assert verdicts(*shares[:2]) == ["consistent"]
    assert verdicts(*shares) == ["inconsistent"]


def test_figures_of_two_sources_are_not_checked_against_each_other() -> None:
    other = replace(total("count", 3650, "events"), attributed_to="Other Observatory")
    assert verdicts(other, total("rate", 12, "per_day")) == ["not_checkable"]
    acronym = replace(total("count", 3650, "events"), attributed_to="Plain Observatory (PO)")
    assert verdicts(acronym, total("rate", 10, "per_day")) == ["consistent"]


@pytest.mark.parametrize(
    ("language", "text", "before", "verdict"),
    [
        ("en", "The observatory recorded 1,240 protests in 2023, 18 percent more than the 1,050 of the year before.", 1050, "consistent"),
        ("en", "The monitor recorded 64 attacks in the first half of 2024, up from 40 a year earlier, a 20% rise.", 40, "inconsistent"),
        ("en", "The group counted 1,860 killings between January and June 2024, nearly double the 950 of the same period last year.", 950, "consistent"),
        ("es", "El observatorio registró 1.240 protestas en 2023, un 35 por ciento más que las 1.050 del año anterior.", 1050, "inconsistent"),
        ("es", "El observatorio contó 64 agresiones en el primer semestre de 2024, frente a 40 un año antes, un aumento de 60%.", 40, "consistent"),
        ("es", "El instituto documentó 1.860 asesinatos entre enero y junio de 2024, casi el doble de los 950 del mismo período del año pasado.", 950, "consistent"),
    ],
)  # fmt: skip
def test_the_earlier_figure_beside_a_change_checks_it(
    code: Code, language: str, text: str, before: int, verdict: str
) -> None:
    totals = check_totals(code(text, language, date(2024, 7, 15)).totals)
    now, earlier = sorted((t for t in totals if t.kind == "count"), key=lambda t: -t.value)
    (change,) = (t for t in totals if t.kind == "change")
    assert (earlier.value, change.period, change.base) == (before, now.period, earlier.period)
    assert [check.verdict for check in change.checks] == [verdict]
    assert not any(t.kind == "rate" for t in totals)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "An average of 30 protests a day were counted in May, 930 in all, the observatory said."),
        ("es", "En mayo el observatorio contó en promedio 30 protestas diarias, 930 en total."),
    ],
)
def test_a_rate_with_its_count_altogether(code: Code, language: str, text: str) -> None:
    totals = check_totals(code(text, language, date(2024, 7, 15)).totals)
    assert [(t.kind, t.value) for t in totals] == [("rate", 30), ("count", 930)]
    assert [check.verdict for check in totals[0].checks] == ["consistent"]
