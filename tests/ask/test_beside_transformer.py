"""Rules, then a transformer of one's own, then a language model: asked only where both of the others are unsure."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from scripted_server import Script, Step, says, serving

from almenara.ask.asker import Asker
from almenara.codebook import Codebook
from almenara.language.heads.own import DROPPED, KEPT, OwnHeads
from almenara.learn.fit import Lessons, Recipe, fit_head
from almenara.model import Coding, Report
from almenara.pipeline import NotCoded, Pipeline, load_transformer
from almenara.transformer.settings import TransformerSettings

sys.path.insert(0, str(Path(__file__).parent.parent / "transformer"))
from tiny_models import make_model

AskerAt = Callable[..., Asker]
#: The rules are sure of the first, rest on a weak trigger in the second and find nothing in the others.
SURE = Report("sure", "Police arrested 12 students in Lima on Monday.", language="en")
WEAK = Report("weak", "The protesters in Lima waved flags on Monday.", language="en")
EMPTY = Report("empty", "The council of Lima met to talk about the weather.", language="en")
NOTHING = says({"mentions": []})
#: A label that is heard with a probability of about .7: under the threshold of what is sure.
HALF_SURE = {"protesters": {"vigil": 2.2}}


@pytest.fixture
def coded(
    asker_at: AskerAt, pipeline: Pipeline, codebook: Codebook, tmp_path: Path
) -> Callable[..., list[Coding | NotCoded]]:
    """Codes reports with a tiny model that weighs words, beside the scripted language model."""

    def code(
        script: Script,
        reports: Sequence[Report],
        weights: Mapping[str, Mapping[str, float]],
        own_heads: OwnHeads | None = None,
    ) -> list[Coding | NotCoded]:
        folder = make_model(tmp_path / "tiny", ["none", "vigil", "arrest"], weights, usual={"none": 0.1})
        both = replace(
            pipeline,
            transformer=load_transformer(TransformerSettings(model=folder), codebook),
            asker=asker_at(script.address, second_opinion=True),
            own_heads=own_heads,
            _languages=pipeline._languages,
        )
        return list(both.code(reports))

    return code


def asked_about(script: Script) -> list[str]:
    return [json.loads(question["messages"][1]["content"])["text"] for question in script.questions]  # type: ignore[index]


def test_rules_are_as_meant(pipeline: Pipeline) -> None:
    sure, weak, empty = pipeline.mentions([SURE, WEAK, EMPTY])
    assert [m.score >= 0.8 for m in sure] == [True]
    assert [m.score < 0.8 for m in weak] == [True]
    assert not empty


def test_only_what_both_are_unsure_of_is_asked(coded: Callable[..., list[Coding | NotCoded]]) -> None:
    """The transformer is sure of the weak report and has no word for the empty one."""
    with serving([NOTHING]) as script:
        sure, weak, empty = coded(
            script, [SURE, WEAK, EMPTY], {"protesters": {"vigil": 8.0}, "arrested": {"arrest": 8.0}}
        )
    assert asked_about(script) == [EMPTY.text]
    assert isinstance(sure, Coding)
    assert isinstance(weak, Coding)
    assert isinstance(empty, Coding)
    assert [(m.type, m.method.partition(" ")[0]) for m in (*sure.mentions, *weak.mentions)] == [
        ("arrest", "transformer:tiny"),
        ("vigil", "transformer:tiny"),
    ]
    assert not empty.mentions


def test_what_the_rules_are_sure_of_is_not_asked_though_the_transformer_drops_it(
    coded: Callable[..., list[Coding | NotCoded]],
) -> None:
    with serving([NOTHING]) as script:
        (sure,) = coded(script, [SURE], {"police": {"none": 8.0}})
    assert asked_about(script) == []
    assert isinstance(sure, Coding)
    assert sure.mentions == ()


def test_the_models_rows_take_the_place_of_what_both_are_unsure_of(
    coded: Callable[..., list[Coding | NotCoded]],
) -> None:
    """Its row is found in a sentence that the gate left out, and is dated and placed like any."""
    report = replace(WEAK, id="two", text=WEAK.text + " On 3 May the council met the miners in Quito.")
    row = {"trigger": "met", "type": "negotiation", "status": "happened", "score": 0.6}
    told = {**row, "sentence": "On 3 May the council met the miners in Quito."}
    answer = says({"mentions": [{**told, "roles": [], "quantities": [], "demands": []}]})
    with serving([answer]) as script:
        (coding,) = coded(script, [report], HALF_SURE)
    assert asked_about(script) == [report.text]
    assert isinstance(coding, Coding)
    (mention,) = coding.mentions
    assert (mention.type, mention.method) == ("negotiation", "llm:scripted")
    assert mention.place is not None
    assert mention.place.name == "Quito"
    assert mention.date is not None


def test_where_the_model_fails_the_transformers_rows_stay(coded: Callable[..., list[Coding | NotCoded]]) -> None:
    with serving([Step("{}", 401)]) as script:
        weak, empty = coded(script, [WEAK, EMPTY], HALF_SURE)
    assert len(script.questions) == 1
    assert isinstance(weak, Coding)
    assert [m.method.partition(" ")[0] for m in weak.mentions] == ["transformer:tiny"]
    assert 0.5 < weak.mentions[0].score < 0.8
    assert isinstance(empty, Coding)


def test_own_heads_judge_before_anybody_is_asked(coded: Callable[..., list[Coding | NotCoded]]) -> None:
    """What the observatory would reject is nothing, so that the model is asked where the rules are unsure, too."""
    texts = [f"The protesters in town {n} waved flags" for n in range(12)] + [f"Miners marched {n}" for n in range(12)]
    lessons = Lessons(texts, [DROPPED] * 12 + [KEPT] * 12)
    heads = OwnHeads({"relevance": fit_head(lessons, Recipe(rarest=1))})
    with serving([NOTHING]) as script:
        (weak,) = coded(script, [WEAK], {"protesters": {"vigil": 8.0}}, heads)
    assert asked_about(script) == [WEAK.text]
    assert isinstance(weak, Coding)
    assert weak.mentions == ()
