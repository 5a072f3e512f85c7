"""Every example and counter-example of the codebook comes out as it says."""

from __future__ import annotations

import pytest

from almenara.codebook import Codebook, Example, Expectation, load_codebook
from almenara.coder.examples import Case, Outcome, cases, complaints, is_background, run
from almenara.model import Status
from almenara.pipeline import Pipeline


@pytest.fixture(scope="module")
def outcomes(codebook: Codebook, pipeline: Pipeline) -> dict[str, list[Outcome]]:
    found: dict[str, list[Outcome]] = {kind: [] for kind in codebook.types}
    for outcome in run(codebook, cases(codebook), pipeline.mentions):
        found[outcome.case.type].append(outcome)
    return found


def test_every_example_of_everyday_politics_holds() -> None:
    everything = load_codebook(background=True)
    chosen = [case for case in cases(everything) if is_background(everything, case)]
    assert chosen
    told = [
        f"{o.case.name}: {' '.join(o.complaints)}"
        for o in run(everything, chosen, Pipeline(everything).mentions)
        if o.complaints
    ]
    assert not told, "\n".join(told)


def test_every_example_holds(outcomes: dict[str, list[Outcome]]) -> None:
    told = [
        f"{o.case.name}: {o.case.example.text}\n    " + "\n    ".join(o.complaints)
        for found in outcomes.values()
        for o in found
        if o.complaints
    ]
    assert not told, "\n".join(told)


def test_the_runner_tells_what_is_missing_and_what_is_too_much(codebook: Codebook, code) -> None:  # type: ignore[no-untyped-def]
    example = Example(text="x", expect=(Expectation(type="march", crowd=300),))
    case = Case("march", "en", 1, example, counter=False)
    coded = code("Some 200 miners marched in Oruro on Monday and police arrested a union leader.").mentions
    said = " ".join(complaints(case, coded, codebook))
    assert "crowd is 200, expected 300" in said
    assert "arrest" in said


def test_a_counter_example_fails_on_its_own_type(codebook: Codebook, code) -> None:  # type: ignore[no-untyped-def]
    case = Case("march", "en", 1, Example(text="x"), counter=True)
    coded = code("Miners marched in Oruro on Monday.").mentions
    assert any("nothing of the kind" in words for words in complaints(case, coded, codebook))
    assert Status.HAPPENED in {m.status for m in coded}
