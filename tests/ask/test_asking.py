"""When nothing may be sent, what is kept, and the second opinion."""

from __future__ import annotations

import json
import stat
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from scripted_server import Step, says, serving

from almenara.ask.asker import Asker
from almenara.ask.sentences import _SENTENCES
from almenara.ask.settings import UNSURE_BELOW, LanguageModelSettings
from almenara.model import Coding, Mention, Report
from almenara.pipeline import NotCoded, Pipeline

NOTHING = says({"mentions": []})
AskerAt = Callable[..., Asker]
SURE = Report("sure", "Police arrested 12 students in Lima on Monday.", language="en")
EMPTY = Report("empty", "The council of Lima met to talk about the weather.", language="en")


def run(pipeline: Pipeline, asker: Asker, *reports: Report) -> list[Coding | NotCoded]:
    return list(replace(pipeline, asker=asker, _languages=pipeline._languages).code(reports))


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({"allowed": False}, "allowed = true"),
        ({"model": ""}, "--model"),
        ({"endpoint": ""}, "--endpoint"),
        ({"endpoint": "file:///etc/passwd"}, "--endpoint"),
        ({"endpoint": "http://me:secret@example.org/v1"}, "--endpoint"),
        ({"endpoint": "http://[::1/v1"}, "--endpoint"),
        ({"budget_money": 1.0}, "price_sent"),
    ],
)
def test_nothing_is_sent_unless_all_is_said(asker_at: AskerAt, settings: dict[str, object], said: str) -> None:
    with serving([NOTHING]) as script:
        with pytest.raises(ValueError, match=said):
            asker_at(script.address, **settings)
        assert script.questions == []


def test_the_warning_says_what_leaves_and_whereto(asker_at: AskerAt) -> None:
    far = asker_at("http://models.example.org/v1").warnings()
    assert "leave this machine for models.example.org" in far[0]
    assert "without encryption" in far[1]
    assert len(asker_at("https://models.example.org/v1").warnings()) == 1
    near = asker_at("http://localhost:8080/v1", language="es", second_opinion=True).warnings()
    assert len(near) == 1
    assert "en la que las reglas dudan" in near[0]


def test_every_sentence_is_in_both_languages() -> None:
    assert all(set(words) == {"en", "es"} and all(words.values()) for words in _SENTENCES.values())


def test_the_key_goes_to_the_endpoint_and_nowhere_else(
    asker_at: AskerAt, pipeline: Pipeline, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("ALMENARA_MODEL_KEY", "very-secret")
    with serving([NOTHING]) as script:
        asker = asker_at(script.address)
        run(pipeline, asker, EMPTY)
    assert script.headers[0]["Authorization"] == "Bearer very-secret"
    assert "very-secret" not in repr(asker) + asker.summary() + " ".join(asker.warnings())
    assert not any("very-secret" in f.read_text() for f in (tmp_path / "answers").rglob("*.json"))


def test_the_question_names_model_shape_and_codebook(asker_at: AskerAt, pipeline: Pipeline) -> None:
    with serving([NOTHING]) as script:
        run(pipeline, asker_at(script.address), EMPTY)
    (question,) = script.questions
    assert question["path"] == "/v1/chat/completions"
    assert question["model"] == "scripted"
    shape = question["response_format"]["json_schema"]["schema"]  # type: ignore[index]
    row = shape["properties"]["mentions"]["items"]["properties"]
    assert set(row["type"]["enum"]) == set(pipeline.codebook.types)
    instructions = question["messages"][0]["content"]  # type: ignore[index]
    assert all(f"- {kind}: {entry.definition.en}" in instructions for kind, entry in pipeline.codebook.types.items())


def test_an_answer_is_paid_once(asker_at: AskerAt, pipeline: Pipeline, tmp_path: Path) -> None:
    with serving([NOTHING]) as script:
        run(pipeline, asker_at(script.address), EMPTY)
        again = asker_at(script.address, budget_tokens=0)
        assert isinstance(run(pipeline, again, EMPTY)[0], Coding)
        assert len(script.questions) == 1
        assert (again.tally.cached, again.tally.asked, again.budget.tokens) == (1, 0, 0)
        run(pipeline, asker_at(script.address, model="another"), EMPTY)
        run(pipeline, asker_at(script.address), replace(EMPTY, text=EMPTY.text + " It rained."))
        assert len(script.questions) == 3
        for spoilt in (tmp_path / "answers").rglob("*.json"):
            spoilt.write_text('{"content": "{')
        run(pipeline, asker_at(script.address), EMPTY)
        assert len(script.questions) == 4
    assert stat.S_IMODE((tmp_path / "answers").stat().st_mode) & 0o077 == 0


def test_a_second_opinion_is_asked_only_where_the_rules_are_unsure(asker_at: AskerAt, pipeline: Pipeline) -> None:
    (plain,) = (c for c in pipeline.code([SURE]) if isinstance(c, Coding))
    assert all(m.score >= UNSURE_BELOW for m in plain.mentions)
    with serving([NOTHING]) as script:
        sure, _empty = run(pipeline, asker_at(script.address, second_opinion=True), SURE, EMPTY)
    assert isinstance(sure, Coding)
    assert [(m.type, m.method) for m in sure.mentions] == [(m.type, "rules") for m in plain.mentions]
    assert [json.loads(q["messages"][1]["content"])["text"] for q in script.questions] == [EMPTY.text]  # type: ignore[index]


def test_a_second_opinion_replaces_the_unsure_and_leaves_the_sure(asker_at: AskerAt, pipeline: Pipeline) -> None:
    """A threshold above the rules' own scores makes all of them unsure."""
    kind = next(m.type for c in pipeline.code([SURE]) if isinstance(c, Coding) for m in c.mentions)
    row = {"sentence": SURE.text, "trigger": "arrested", "type": kind, "status": "happened", "score": 0.7}
    answer = says({"mentions": [{**row, "roles": [], "quantities": [], "demands": []}]})
    with serving([answer]) as script:
        asker = asker_at(script.address, second_opinion=True, unsure_below=1.0)
        (coding,) = run(pipeline, asker, SURE)
    assert isinstance(coding, Coding)
    (mention,) = coding.mentions
    assert (mention.type, mention.method, mention.score) == (kind, "llm:scripted", 0.7)


def test_a_second_opinion_that_fails_leaves_the_rules_rows(asker_at: AskerAt, pipeline: Pipeline) -> None:
    with serving([Step("{}", 401)]) as script:
        asker = asker_at(script.address, second_opinion=True, unsure_below=1.0)
        results = run(pipeline, asker, SURE, EMPTY, SURE)
    assert [len(r.mentions) for r in results if isinstance(r, Coding)] == [1, 0, 1]
    assert len(asker.notes) == 1
    assert "coded without the language model" in asker.notes[0]


def test_without_a_second_opinion_the_run_ends_where_it_stopped(asker_at: AskerAt, pipeline: Pipeline) -> None:
    with serving([Step("{}", 401)]) as script:
        results = run(pipeline, asker_at(script.address), SURE, EMPTY, SURE)
    assert len(results) == 1
    assert isinstance(results[0], NotCoded)
    assert "those after it were not coded" in results[0].why


def test_reports_asked_at_the_same_time_keep_their_order(asker_at: AskerAt, pipeline: Pipeline) -> None:
    reports = [replace(EMPTY, id=f"r{n}", text=f"{EMPTY.text} Item {n}.") for n in range(9)]
    with serving([], by_question=lambda q: replace(NOTHING, delay=0.02 * (len(str(q)) % 3))) as script:
        results = run(pipeline, asker_at(script.address, parallel=4), *reports)
    assert [r.report for r in results] == [r.id for r in reports]
    assert len(script.questions) == 9


def test_half_characters_and_long_reports(asker_at: AskerAt, pipeline: Pipeline) -> None:
    half = replace(EMPTY, text=EMPTY.text + " \ud83d.")
    long = replace(EMPTY, id="long", text=EMPTY.text * 40)
    with serving([NOTHING]) as script:
        first, second = run(pipeline, asker_at(script.address, longest_report=1000), half, long)
    assert isinstance(first, Coding)
    assert isinstance(second, NotCoded)
    assert "longest_report" in second.why
    assert len(script.questions) == 1


def test_the_threshold_is_the_rules_own_line() -> None:
    assert LanguageModelSettings().unsure_below == UNSURE_BELOW


def test_a_mention_says_by_default_that_rules_made_it(pipeline: Pipeline) -> None:
    mentions: list[Mention] = [m for c in pipeline.code([SURE]) if isinstance(c, Coding) for m in c.mentions]
    assert {m.method for m in mentions} == {"rules"}
