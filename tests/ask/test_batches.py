"""Questions sent together: sent once, fetched later, and what becomes of those that got no answer."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from batch_server import Service, answer, batching

from almenara.ask.asker import Asker
from almenara.cli.app import main
from almenara.model import Coding, Report
from almenara.pipeline import NotCoded, Pipeline

AskerAt = Callable[..., Asker]
Questions = list[tuple[str, dict[str, Any]]]
TEXTS = [f"Police arrested {n} students in Lima on Monday." for n in (12, 13, 14, 15)]
REPORTS = [Report(f"r{n}", text, language="en") for n, text in enumerate(TEXTS)]


def good(question: dict[str, Any]) -> dict[str, object]:
    """One row, word for word in the report."""
    text = json.loads(question["messages"][1]["content"])["text"]
    row = {"sentence": text, "trigger": "arrested", "type": "arrest", "status": "happened", "score": 0.9}
    return {"mentions": [{**row, "roles": [], "quantities": [], "demands": []}]}


def all_good(questions: Questions) -> list[str]:
    return [answer(key, good(question)) for key, question in questions]


@pytest.fixture
def run(asker_at: AskerAt, pipeline: Pipeline) -> Callable[..., tuple[Asker, list[Coding | NotCoded], list[str]]]:
    """One run of the command, as it were: begin, code, finish."""

    def once(service: Service, *reports: Report, **more: Any) -> tuple[Asker, list[Coding | NotCoded], list[str]]:
        asker = asker_at(service.address, in_batches=True, **more)
        asker.begin()
        found = list(replace(pipeline, asker=asker, _languages=pipeline._languages).code(reports or REPORTS))
        told = asker.finish()
        asker.close()
        return asker, found, told

    return once


Run = Callable[..., tuple[Asker, list[Coding | NotCoded], list[str]]]


def types(found: list[Coding | NotCoded]) -> list[str | None]:
    return [one.mentions[0].type if isinstance(one, Coding) else None for one in found]


def test_what_is_sent_in_one_run_is_fetched_in_another_and_paid_once(run: Run, tmp_path: Path) -> None:
    with batching(all_good, status="in_progress") as service:
        asker, found, told = run(service)
        assert types(found) == [None] * 4
        assert all(isinstance(one, NotCoded) and one.waits for one in found)
        assert "4 question(s) were sent" in told[0]
        assert asker.notes == ["4 report(s) wait for the answers of a batch. Give the same command again later."]
        _, found, told = run(service)
        assert "not done (in_progress)" in told[0]
        service.status = "completed"
        asker, found, told = run(service)
        assert types(found) == ["arrest"] * 4
        assert "4 of 4 answers came" in told[0]
        assert asker.notes == []
        assert (asker.budget.sent, asker.budget.answered) == (4000, 400)
        # What was sent and answered does not stay at the service, nor here in a file of questions.
        assert sorted(service.deleted) == ["batch_0-out", "file-0"]
        assert list((tmp_path / "answers" / "batches").iterdir()) == []
        before = len(service.came)
        assert types(run(service)[1]) == ["arrest"] * 4
        assert len(service.came) == before
        assert service.asked() == [TEXTS]


def test_rows_are_those_of_asking_one_by_one(run: Run) -> None:
    with batching(all_good) as service:
        run(service)
        _, found, _ = run(service)
    (first, *_) = found
    assert isinstance(first, Coding)
    (mention,) = first.mentions
    assert (mention.method, mention.trigger.text, mention.trigger.start) == ("llm:scripted", "arrested", 7)
    assert mention.place is not None
    assert mention.place.name == "Lima"


@pytest.mark.parametrize(
    ("spoil", "status"),
    [
        (lambda lines: lines[:2], "completed"),
        (lambda lines: lines[:2], "expired"),
        (lambda lines: [*lines[:2], lines[2][:40], "null", "[]", '{"custom_id": []}'], "completed"),
        (lambda lines: [*lines[:2], answer(json.loads(lines[2])["custom_id"], "", 500)], "completed"),
        (lambda lines: [*lines[:2], answer("somebody else's", {"mentions": []}), lines[0]], "completed"),
        (lambda lines: [*lines[:2], lines[2].replace('"choices"', '"chosen"')], "completed"),
    ],
    ids=["half missing", "expired", "malformed lines", "a line's server error", "unknown and repeated", "no reply"],
)
def test_what_got_no_answer_is_asked_again_and_nothing_else(
    run: Run, spoil: Callable[[list[str]], list[str]], status: str
) -> None:
    with batching(lambda questions: spoil(all_good(questions)), status=status) as service:
        run(service)
        asker, found, told = run(service)
        assert types(found) == ["arrest", "arrest", None, None]
        assert "2 of 4 answers came" in told[0]
        assert "2 question(s) were sent" in told[1]
        assert service.asked() == [TEXTS, TEXTS[2:]]
        service.answers, service.status = all_good, "completed"
        asker, found, _ = run(service)
        assert types(found) == ["arrest"] * 4
        assert asker.notes == []


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (lambda key: answer(key, {}, 400), "HTTP 400"),
        (lambda key: answer(key, '{"mentions": [', finish="length"), "answer_tokens"),
        (lambda key: answer(key, "no JSON at all"), "could not be used"),
    ],
    ids=["refused", "cut off", "no rows"],
)
def test_an_answer_of_no_use_is_told_and_asked_again_by_the_next_run_alone(
    run: Run, line: Callable[[str], str], said: str
) -> None:
    def one_bad(questions: Questions) -> list[str]:
        return [line(questions[0][0]), *all_good(questions)[1:]]

    with batching(one_bad) as service:
        run(service)
        _, found, _ = run(service)
        assert types(found) == [None, "arrest", "arrest", "arrest"]
        assert isinstance(found[0], NotCoded)
        assert said in found[0].why
        assert not found[0].waits
        assert len(service.batches) == 1
        service.answers = all_good
        run(service)
        assert service.asked() == [TEXTS, TEXTS[:1]]
        assert types(run(service)[1]) == ["arrest"] * 4


def test_a_batch_that_the_service_does_not_take_is_told_with_its_reason(run: Run) -> None:
    with batching(all_good, status="failed") as service:
        run(service)
        asker, found, _ = run(service)
        assert types(found) == [None] * 4
        assert any("the model takes no batches" in note for note in asker.notes)
        assert len(service.batches) == 1
        service.status = "completed"
        run(service)
        assert len(service.batches) == 2
        assert types(run(service)[1]) == ["arrest"] * 4


def test_a_batch_that_was_made_though_the_answer_was_lost_is_found_again(run: Run) -> None:
    with batching(all_good, lose_answer_of_batch=True) as service:
        asker, _, told = run(service)
        assert told == []
        assert "nothing is lost" in asker.notes[0]
        service.lose_answer_of_batch = False
        assert types(run(service)[1]) == ["arrest"] * 4
        assert len(service.batches) == 1


@pytest.mark.parametrize("listed", [True, False])
def test_a_batch_that_was_never_made_is_sent_again(run: Run, listed: bool) -> None:
    with batching(all_good, listed=listed) as service:
        service.refuse = [("POST", "/v1/batches", 500)]
        run(service)
        assert service.batches == {}
        run(service)
        assert types(run(service)[1]) == ["arrest"] * 4


def test_a_batch_that_the_service_forgot_is_asked_again(run: Run) -> None:
    with batching(all_good) as service:
        run(service)
        service.batches["batch_0"]["id"] = "elsewhere"
        service.batches["elsewhere"] = service.batches.pop("batch_0")
        asker, _, told = run(service)
        assert any("does not know batch batch_0" in note for note in asker.notes)
        assert "4 question(s) were sent" in told[-1]


def test_a_busy_service_is_asked_again_and_one_without_batches_is_told(run: Run) -> None:
    with batching(all_good) as service:
        service.refuse = [("POST", "/v1/files", 429)]
        asker, _, told = run(service)
        assert "4 question(s) were sent" in told[0]
        assert len(asker.waits) == 1  # type: ignore[attr-defined]
    with batching(all_good) as service:
        service.refuse = [("POST", "/v1/files", 404)]
        asker, _, _ = run(service)
        assert "Leave out --batch" in asker.notes[0]


def test_a_name_that_is_an_address_is_not_followed(run: Run) -> None:
    with batching(all_good) as service:
        run(service)
        (batch,) = service.batches.values()
        batch["input_file_id"] = "file-0"
        service._state = lambda name: {**batch, "status": "completed", "output_file_id": "../../elsewhere"}  # type: ignore[method-assign]
        _, found, _ = run(service)
        assert not any("elsewhere" in path for _, path, _ in service.came)
        assert types(found)[0] is None


def test_the_budget_limits_what_one_run_sends(run: Run) -> None:
    with batching(all_good) as service:
        asker, _, told = run(service, answer_tokens=100, budget_tokens=30_000)
        sent = len(service.asked()[0])
        assert 0 < sent < 4
        assert f"{sent} question(s)" in told[0]
        assert f"{4 - sent} report(s) were not asked about" in asker.notes[1]


def test_large_sets_of_questions_are_cut_into_several_batches(asker_at: AskerAt, pipeline: Pipeline) -> None:
    with batching(all_good) as service:
        for _ in range(2):
            asker = asker_at(service.address, in_batches=True)
            assert asker.batches is not None
            asker.batches.most_questions = 3
            asker.begin()
            found = list(replace(pipeline, asker=asker, _languages=pipeline._languages).code(REPORTS))
            asker.finish()
        assert service.asked() == [TEXTS[:3], TEXTS[3:]]
        assert types(found) == ["arrest"] * 4


def test_in_a_second_opinion_the_rules_rows_stand_until_the_answer_comes(run: Run) -> None:
    with batching(all_good) as service:
        asker, found, _ = run(service, *REPORTS[:2], second_opinion=True, unsure_below=1.0)
        assert [m.method for one in found if isinstance(one, Coding) for m in one.mentions] == ["rules"] * 2
        assert asker.notes == ["2 report(s) wait for the answers of a batch. Give the same command again later."]
        _, found, _ = run(service, *REPORTS[:2], second_opinion=True, unsure_below=1.0)
        assert [m.method for one in found if isinstance(one, Coding) for m in one.mentions] == ["llm:scripted"] * 2


def test_the_command_sends_and_fetches(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ALMENARA_LANG", "en")
    monkeypatch.setenv("ALMENARA_MODEL_KEY", "very-secret")
    (tmp_path / "report.txt").write_text(TEXTS[0], encoding="utf-8")

    def command(*more: str) -> int:
        with pytest.raises(SystemExit) as end:
            main(["code", "report.txt", *more])
        return int(end.value.code or 0)

    assert command("--batch") == 2
    assert "--coder llm" in capsys.readouterr().err
    with batching(all_good) as service:
        flags = ("--coder", "llm", "--batch", "--allow-sending", "--endpoint", service.address, "--model", "m")
        assert command(*flags, "--answers", "kept") == 1
        out, err = capsys.readouterr()
        assert out == ""
        assert "1 report(s) wait" in err
        assert command(*flags, "--answers", "kept") == 0
        assert json.loads(capsys.readouterr().out)["method"] == "llm:m"
        assert {key for _, _, key in service.came} == {"Bearer very-secret"}
