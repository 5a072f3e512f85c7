"""The coefficients of agreement, held to published examples and to two libraries; and what is said where there is nothing to compute."""

from __future__ import annotations

import math
from datetime import date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from nltk.metrics.agreement import AnnotationTask
from sklearn.metrics import cohen_kappa_score

from almenara.observatory.agreement import Agreement, Figure, agreement_of, lines_of
from almenara.store.blind import Judgement


def units(*coders: str) -> list[dict[str, str]]:
    """One event a character; a dot is an event that this coder did not judge."""
    return [{str(n): label for n, label in enumerate(column) if label != "."} for column in zip(*coders, strict=True)]


@pytest.mark.parametrize(
    ("coders", "alpha"),
    [
        # Krippendorff (2011), Computing Krippendorff's Alpha-Reliability, examples A, B and C (nominal).
        (("0100000010", "1110010000"), 0.095),
        (("aabbdcccedda", "babbbcccEddd".lower()), 0.692),
        (("1233214 12...".replace(" ", ""), "1233224125.3", ".3332342251.", "12332441251."), 0.743),
    ],
)
def test_alpha_is_krippendorffs(coders: tuple[str, ...], alpha: float) -> None:
    assert round(agreement_of(units(*coders)).alpha.value or 0, 3) == alpha


def test_alpha_counts_by_hand() -> None:
    # Twelve events, nine of them judged alike; labels a 4, b 6, c 6, d 6, e 2 of 24 judgements:
    # unlike as found 3 / 12, unlike by chance 1 - (4*3 + 6*5 + 6*5 + 6*5 + 2*1) / (24 * 23).
    found = agreement_of(units("aabbdcccedda", "babbbcccEddd".lower()))
    labels = [4 * 3, 6 * 5, 6 * 5, 6 * 5, 2 * 1]
    assert found.percent.value == 9 / 12
    assert math.isclose(found.alpha.value or 0, 1 - (3 / 12) / (1 - sum(labels) / (24 * 23)))


def test_kappa_is_cohens() -> None:
    # The usual example of fifty grant proposals: both yes 20, both no 15, 5 and 10 split; .7 observed, .5 by chance.
    found = agreement_of(units("y" * 25 + "n" * 25, "y" * 20 + "n" * 5 + "y" * 10 + "n" * 15))
    assert (found.events, found.percent.value) == (50, 0.7)
    assert math.isclose(found.kappa.value or 0, 0.4)


labels = st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("abc")), min_size=2, max_size=40)


@given(labels)
@settings(deadline=None, max_examples=50)
def test_two_libraries_find_the_same(judged: list[tuple[str, str]]) -> None:
    found = agreement_of([{"one": a, "other": b} for a, b in judged])
    task = AnnotationTask([(c, n, label) for n, pair in enumerate(judged) for c, label in zip("xy", pair, strict=True)])
    everything = {label for pair in judged for label in pair}
    assert math.isclose(found.percent.value or 0, task.avg_Ao())
    if len(everything) == 1:
        assert found.alpha.value is found.kappa.value is None
        return
    assert math.isclose(found.alpha.value or 0, task.alpha(), abs_tol=1e-9)
    kappa = cohen_kappa_score(*zip(*judged, strict=True))
    assert math.isclose(found.kappa.value or 0, kappa, abs_tol=1e-9)
    for figure in (found.percent, found.kappa, found.alpha):
        low, high = figure.interval or (figure.value, figure.value)
        assert low is not None
        assert high is not None
        assert low <= high <= 1 + 1e-9


def test_intervals_hold_the_truth_about_as_often_as_they_say() -> None:
    # Two coders who agree with chance .8 each event: of 100 samples some 95 intervals hold .8 (binomial: fewer than 87 about once in 1,000).
    import random

    draw, held = random.Random(3), 0
    for _ in range(100):
        sample = [("a", "a") if draw.random() < 0.8 else ("a", "b") for _ in range(60)]
        low, high = agreement_of([{"one": a, "other": b} for a, b in sample]).percent.interval or (0, 0)
        held += low <= 0.8 <= high
    assert held >= 87


def test_what_cannot_be_computed_is_said_and_never_a_number() -> None:
    none = Figure(None)
    assert agreement_of([]) == Agreement(0, none, none, none, "nothing_shared")
    assert agreement_of([{"one": "a"}, {}]) == Agreement(0, none, none, none, "nothing_shared")
    alike = agreement_of(units("aaa", "aaa"))
    assert (alike.percent, alike.kappa, alike.alpha, alike.note) == (Figure(1.0, (1.0, 1.0)), none, none, "all_alike")
    one = agreement_of(units("a", "b"))
    assert (one.events, one.percent, one.note) == (1, Figure(0.0), "one_event")
    assert one.alpha.interval is None


def judgement(event: str, person: str, verdict: str = "accept", type: str = "march", month: int = 5) -> Judgement:
    values = {"type": type, "status": "happened", "date_from": date(2024, 5, 1), "date_to": None, "place": None}
    return Judgement(event, person, verdict, values, None, {**values, "type": "march"}, datetime(2024, month, 2))


def test_lines_of_judgements_by_field_type_month_people_and_machine() -> None:
    lines = lines_of(
        [
            judgement("e1", "ana"),
            judgement("e1", "luis", type="strike", month=6),
            judgement("e2", "ana"),
            judgement("e2", "rita"),
            judgement("e3", "ana", "reject"),
            judgement("e3", "luis"),
        ]
    )
    found = {(line.group, line.name, line.field): line.agreement for line in lines}
    assert found["all", "", "verdict"].events == 3
    assert found["all", "", "verdict"].percent.value == 2 / 3
    # Whoever rejects an event says nothing of its type.
    assert (found["all", "", "type"].events, found["all", "", "type"].percent.value) == (2, 0.5)
    assert found["people", "ana, luis", "verdict"].events == 2
    assert found["month", "2024-06", "type"].percent.value == 0
    assert found["type", "march", "verdict"].events == 3
    assert (found["machine", "", "type"].events, found["machine", "", "type"].percent.value) == (5, 0.8)
    assert found["machine", "luis", "type"].percent.value == 0.5
    assert found["machine", "", "verdict"].percent.value == 5 / 6
    for line in lines:
        assert all(value == value for value in line.to_dict().values())
    assert [line.agreement.note for line in lines_of([])] == ["nothing_shared"] * 5
