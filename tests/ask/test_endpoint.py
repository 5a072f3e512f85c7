"""What an endpoint does instead of answering: down, slow, busy, rude, dear."""

from __future__ import annotations

import socket
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
from scripted_server import Step, says, serving

from almenara.ask.asker import FAILURES_IN_A_ROW, LONGEST_WAIT, Asked, Asker, NotAnswered
from almenara.language import AnnotatedText, Stretch
from almenara.model import Mention, Report

NOTHING = says({"mentions": []})
AskerAt = Callable[..., Asker]


def asked(ident: str, text: str = "Nothing happened in Lima.") -> Asked:
    text = f"{text} {ident}"
    report = Report(ident, text, language="en")
    return Asked(report, AnnotatedText(text, "en", [Stretch(0, 0, 0, len(text))], []))


def one(asker: Asker, ident: str = "r1") -> tuple[Mention, ...] | NotAnswered:
    return asker.code([asked(ident)])[0]


@pytest.mark.parametrize("status", [408, 429, 500, 502, 503, 504])
def test_a_busy_endpoint_is_asked_again_after_longer_and_longer_waits(asker_at: AskerAt, status: int) -> None:
    busy = Step("{}", status)
    with serving([busy, busy, busy, NOTHING]) as script:
        asker = asker_at(script.address)
        assert one(asker) == ()
    assert len(script.questions) == 4
    first, second, third = asker.waits  # type: ignore[attr-defined]
    assert 1 <= first <= 1.5 < 2 <= second <= 3 < 4 <= third <= 6


@pytest.mark.parametrize("as_date", [False, True])
def test_retry_after_is_obeyed(asker_at: AskerAt, as_date: bool) -> None:
    header = format_datetime(datetime.now(UTC) + timedelta(seconds=31), usegmt=True) if as_date else "30"
    with serving([Step("{}", 429, {"Retry-After": header}), NOTHING]) as script:
        asker = asker_at(script.address)
        assert one(asker) == ()
    (waited,) = asker.waits  # type: ignore[attr-defined]
    assert 28 <= waited <= 31


def test_retry_after_without_sense_is_no_order(asker_at: AskerAt) -> None:
    with serving([Step("{}", 429, {"Retry-After": "soon"}), NOTHING]) as script:
        assert one(asker_at(script.address)) == ()


def test_an_endpoint_that_wants_hours_stops_the_run(asker_at: AskerAt) -> None:
    with serving([Step("{}", 429, {"Retry-After": str(int(LONGEST_WAIT) + 1)})]) as script:
        asker = asker_at(script.address)
        first, second = asker.code([asked("a"), asked("b")])
    assert isinstance(first, NotAnswered)
    assert first.final
    assert first == second
    assert "121 seconds" in first.why
    assert len(script.questions) == 1


@pytest.mark.parametrize("rude", [Step("{}", delay=3), Step("{}", trickle=True)])
def test_slow_answers_end_at_the_timeout(asker_at: AskerAt, rude: Step) -> None:
    with serving([rude]) as script:
        asker = asker_at(script.address, timeout=0.3, attempts=2)
        began = time.monotonic()
        failed = one(asker)
        assert time.monotonic() - began < 2.5
    assert isinstance(failed, NotAnswered)
    assert "timeout" in failed.why
    assert not failed.final
    assert asker.budget.sent > 0


def test_an_answer_cut_off_on_the_way_is_asked_again(asker_at: AskerAt) -> None:
    with serving([Step('{"choices": [', cut=True), NOTHING]) as script:
        assert one(asker_at(script.address)) == ()


@pytest.mark.parametrize(("language", "said"), [("en", "cannot be reached"), ("es", "No se llega")])
def test_a_dead_endpoint_stops_the_run_with_a_sentence(asker_at: AskerAt, language: str, said: str) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{free.getsockname()[1]}/v1"
    asker = asker_at(address, language=language)
    first, second = asker.code([asked("a"), asked("b")])
    assert isinstance(first, NotAnswered)
    assert first.final
    assert said in first.why
    assert second == first
    assert asker.waits == []  # type: ignore[attr-defined]


def test_an_endpoint_that_goes_away_is_given_time_to_come_back(asker_at: AskerAt) -> None:
    with serving([NOTHING]) as script:
        asker = asker_at(script.address)
        assert one(asker, "a") == ()
    gone = one(asker, "b")
    assert isinstance(gone, NotAnswered)
    assert gone.final
    assert len(asker.waits) == asker.settings.attempts - 1  # type: ignore[attr-defined]
    assert one(asker, "a") == ()


@pytest.mark.parametrize("status", [401, 403, 404])
def test_a_refusal_of_everything_stops_the_run(asker_at: AskerAt, status: int) -> None:
    with serving([Step("{}", status)]) as script:
        failed = one(asker_at(script.address))
    assert isinstance(failed, NotAnswered)
    assert failed.final
    assert f"HTTP {status}" in failed.why
    assert len(script.questions) == 1


def test_a_redirect_is_not_followed(asker_at: AskerAt) -> None:
    with serving([NOTHING]) as elsewhere, serving([Step("", 307, {"Location": elsewhere.address})]) as script:
        failed = one(asker_at(script.address))
    assert isinstance(failed, NotAnswered)
    assert elsewhere.questions == []


def test_a_refusal_of_one_report_is_its_own_until_there_are_several(asker_at: AskerAt) -> None:
    with serving([Step("{}", 400), NOTHING, Step("{}", 400)]) as script:
        outcomes = asker_at(script.address).code([asked(f"r{n}") for n in range(7)])
    assert isinstance(outcomes[0], NotAnswered)
    assert not outcomes[0].final
    assert outcomes[1] == ()
    finals = [o.final for o in outcomes[2:] if isinstance(o, NotAnswered)]
    assert finals == [False] * FAILURES_IN_A_ROW + [True] * 2
    assert len(script.questions) == 2 + FAILURES_IN_A_ROW


def test_the_budget_in_tokens_stops_before_it_is_passed(asker_at: AskerAt) -> None:
    with serving([says({"mentions": []}, usage=(9_000, 500))]) as script:
        asker = asker_at(script.address, budget_tokens=35_000, answer_tokens=1_000)
        outcomes = asker.code([asked(f"r{n}") for n in range(6)])
    answered = [o for o in outcomes if o == ()]
    assert 1 <= len(answered) < 6
    assert len(script.questions) == len(answered)
    assert asker.budget.tokens == 9_500 * len(answered) <= 35_000
    assert isinstance(outcomes[-1], NotAnswered)
    assert outcomes[-1].final
    assert f"{asker.budget.tokens} tokens" in outcomes[-1].why


def test_the_budget_in_money_stops_and_is_told(asker_at: AskerAt) -> None:
    prices = {"price_sent": 10.0, "price_answered": 50.0, "answer_tokens": 1_000}
    with serving([says({"mentions": []}, usage=(10_000, 1_000))]) as script:
        asker = asker_at(script.address, budget_money=0.4, **prices)
        outcomes = asker.code([asked(f"r{n}") for n in range(6)])
    spent = asker.budget.money
    assert spent is not None
    assert 0.15 <= spent <= 0.4
    assert spent == pytest.approx(0.15 * len(script.questions))
    assert isinstance(outcomes[-1], NotAnswered)
    assert f"{spent:.4f}" in outcomes[-1].why


def test_nothing_is_sent_with_no_budget(asker_at: AskerAt) -> None:
    with serving([NOTHING]) as script:
        failed = one(asker_at(script.address, budget_tokens=0))
    assert isinstance(failed, NotAnswered)
    assert script.questions == []


def test_tokens_are_guessed_where_the_endpoint_tells_none(asker_at: AskerAt) -> None:
    with serving([says({"mentions": []}, usage=None)]) as script:
        asker = asker_at(script.address)
        one(asker)
    assert asker.budget.tokens > 5_000
