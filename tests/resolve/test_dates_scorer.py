"""How dates are measured: what counts as found, and that the measured figures hold."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from almenara.bench.dates import (
    GoldDate,
    GoldText,
    GoldValue,
    date_figures,
    f1,
    intervals_figure,
    load_texts,
    load_values,
    values_figure,
)


def test_a_finding_is_right_if_it_overlaps_and_its_days_are_one_of_the_gold_s() -> None:
    text = "Cooks left on 3 May 2018 and again in June 2018."
    gold = GoldDate(13, 23, "3 May 2018", (("2018-05-03", "2018-05-03"), ("2018-05-04", "2018-05-04")))
    figure = intervals_figure("own", [GoldText(text, date(2019, 1, 1), (gold,))], "en")
    assert figure.value == pytest.approx(2 / 3)
    assert figure.size == 1
    assert figure.errors == (f"+ {text!r}: 'June 2018' = 2018-06-01..2018-06-30 (month of a year)",)


def test_what_is_missed_is_listed() -> None:
    gold = GoldDate(0, 4, "anon", (("2019-01-02", "2019-01-02"),))
    figure = intervals_figure("own", [GoldText("anon they left", date(2019, 1, 1), (gold,))], "en")
    assert figure.value == 0
    assert figure.errors[0].startswith("- 'anon they left'")


def test_a_value_counts_if_the_expression_by_itself_resolves_to_it() -> None:
    rows = [GoldValue("yesterday", date(2019, 1, 2), "2019-01-01"), GoldValue("anon", date(2019, 1, 2), "2019-01-03")]
    figure = values_figure("own", rows, "en")
    assert figure.value == 0.5
    assert figure.errors == ("'anon' (2019-01-02) is 2019-01-03, resolved []",)


def test_f1_is_the_harmonic_mean_of_precision_and_recall() -> None:
    assert f1(0, 0, 0) == 0
    assert f1(1, 2, 2) == 0.5


def test_rows_are_read_from_json_lines(tmp_path: Path) -> None:
    texts, values = tmp_path / "dates_en.jsonl", tmp_path / "timex_en.jsonl"
    found = {"start": 0, "end": 5, "text": "today", "any_of": [["2019-01-02", "2019-01-02"]]}
    texts.write_text(json.dumps({"text": "today", "reference": "2019-01-02", "dates": [found]}), encoding="utf-8")
    rows = [
        {"text": "today", "reference": "2019-01-02T10:00", "kind": "DATE", "value": "2019-01-02"},
        {"text": "May", "reference": "2019-01-02", "kind": "DATE", "value": "2019-05"},
        {"text": "two days", "reference": "2019-01-02", "kind": "DURATION", "value": "P2D"},
    ]
    values.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    assert load_texts(texts)[0].dates == (GoldDate(0, 5, "today", (("2019-01-02", "2019-01-02"),)),)
    assert load_values(values) == (GoldValue("today", date(2019, 1, 2), "2019-01-02"),)
    assert [figure.value for figure in date_figures(tmp_path)] == [1, 1, 1]


def test_the_gold_outside_the_project_is_resolved_as_well_as_was_promised(shared: Path) -> None:
    fallen_short = [
        f"{figure.data}, {figure.measure}: {figure.value:.3f} is less than {figure.wanted}"
        for figure in date_figures(shared / "gold")
        if figure.wanted is not None and figure.value < figure.wanted
    ]
    assert fallen_short == []
