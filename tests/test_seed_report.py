"""The acceptance input: one real article, from which happened, called for, history and quoted figures come out apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from almenara.model import Coding, Event, Mention, Report, Status
from almenara.pipeline import NotCoded, Pipeline
from almenara.read import read

REVOLT_DAY = date(2019, 1, 21)
MARCH_DAY = date(2019, 1, 23)


@pytest.fixture(scope="module")
def seed(shared: Path, pipeline: Pipeline) -> Coding:
    report = next(iter(read(shared / "inputs" / "seed_report.txt")))
    assert isinstance(report, Report)
    coding = next(pipeline.code([replace(report, published=date(2019, 1, 22))]))
    assert not isinstance(coding, NotCoded)
    return coding


@pytest.fixture(scope="module")
def events(seed: Coding, pipeline: Pipeline) -> Sequence[Event]:
    return list(pipeline.events([seed]))


def told(events: Sequence[Event], kind: str, status: Status = Status.HAPPENED) -> list[Event]:
    return [e for e in events if e.type == kind and e.status is status]


def on(event: Event | Mention, day: date) -> bool:
    return event.date is not None and event.date.start == day == event.date.end


def roles(event: Event, role: str) -> str:
    return " | ".join(r.quote.text for r in event.roles if r.role == role)


def test_the_revolt_by_guardsmen_with_its_leader(events: Sequence[Event]) -> None:
    (revolt,) = [e for e in told(events, "mutiny") if on(e, REVOLT_DAY)]
    assert "National Guard" in roles(revolt, "agent")
    assert "Alexander Bandres Figueroa" in roles(revolt, "participant")


def test_27_soldiers_arrested(events: Sequence[Event]) -> None:
    arrest = next(e for e in told(events, "arrest") if any(q.of == "arrested" for q in e.quantities))
    assert on(arrest, REVOLT_DAY)
    assert [(q.best, q.quote.text) for q in arrest.quantities if q.of == "arrested"] == [(27, "27")]
    assert "27 soldiers" in roles(arrest, "target")


@pytest.mark.parametrize(
    ("kind", "target"),
    [("raid", "police station"), ("weapons_seized", "arms"), ("seizure_of_position", "security post")],
)
def test_what_the_mutineers_took(events: Sequence[Event], kind: str, target: str) -> None:
    (event,) = told(events, kind)
    assert on(event, REVOLT_DAY)
    assert target in roles(event, "target")
    assert event.place is not None
    assert event.place.country == "VE"


def test_the_raid_is_in_petare_and_the_post_in_cotiza(events: Sequence[Event]) -> None:
    (raid,), (post,) = told(events, "raid"), told(events, "seizure_of_position")
    assert raid.place is not None
    assert post.place is not None
    assert (raid.place.name, post.place.name) == ("Petare", "Cotiza")


def test_the_mutineers_captured(events: Sequence[Event]) -> None:
    assert any(
        "troops" in roles(e, "target") and "security forces" in roles(e, "agent") for e in told(events, "arrest")
    )


def test_the_clash(events: Sequence[Event]) -> None:
    assert any(on(e, REVOLT_DAY) for e in told(events, "armed_clash"))


def test_the_protest_of_residents_in_cotiza_and_its_dispersal(events: Sequence[Event]) -> None:
    protest = next(e for e in told(events, "demonstration") if "residents" in roles(e, "agent"))
    assert on(protest, REVOLT_DAY)
    assert protest.place is not None
    assert protest.place.name == "Cotiza"
    assert {"political_rights", "water"} <= set(protest.demands)
    assert any(on(e, REVOLT_DAY) for e in told(events, "dispersal"))


def test_both_demonstrations_are_called_for_and_neither_happened(events: Sequence[Event]) -> None:
    called = [e for e in told(events, "demonstration", Status.CALLED_FOR) if on(e, MARCH_DAY)]
    agents = " | ".join(roles(e, "agent") for e in called)
    assert "Guaidó" in agents
    assert "National Assembly" in agents
    assert "PSUV" in agents
    assert all(e.place is not None and e.place.name == "Caracas" for e in called)
    assert not any(on(e, MARCH_DAY) for e in told(events, "demonstration"))


def test_the_call_on_the_military_is_a_call_and_no_coup(events: Sequence[Event]) -> None:
    assert any("military" in roles(e, "target") for e in told(events, "call_to_action"))
    assert not told(events, "coup_attempt")


def test_history_is_history(seed: Coding) -> None:
    years = {
        m.date.start.year
        for m in seed.mentions
        if m.type == "coup_attempt" and m.status is Status.HISTORICAL and m.date and m.date.start
    }
    assert years == {1992, 1958}


def test_thousands_of_such_demonstrations_are_generic(seed: Coding) -> None:
    assert any(m.status is Status.GENERIC and m.trigger.text == "demonstrations" for m in seed.mentions)


def test_the_observatorys_figures(seed: Coding) -> None:
    found = {(t.kind, t.value): t for t in seed.totals}
    count, rate, change = found["count", 12700.0], found["rate", 35.0], found["change", 35.0]
    assert {t.attributed_to for t in seed.totals} == {"Venezuelan Observatory of Social Conflict (OVCS)"}
    assert count.period is not None
    assert (count.period.start, count.period.end) == (date(2018, 1, 1), date(2018, 12, 31))
    assert [(c.verdict, c.expected) for c in rate.checks] == [("consistent", 34.8)]
    assert [c.verdict for c in change.checks] == ["not_checkable"]
    assert change.base is not None
    assert change.base.start.year == 2017


def test_nothing_happened_that_the_report_does_not_tell(seed: Coding) -> None:
    facts = [m for m in seed.mentions if m.status in (Status.HAPPENED, Status.ONGOING)]
    for words in ("bloodbath", "independent mobilization", "class character", "eligible voters", "wsws"):
        assert not any(words in m.sentence.text and words in m.trigger.text for m in facts), words
    assert not any("would signal" in m.sentence.text for m in facts)
    assert not any("independent mobilization" in m.sentence.text for m in facts)


def test_every_span_says_what_its_offsets_say(seed: Coding, shared: Path) -> None:
    text = (shared / "inputs" / "seed_report.txt").read_text(encoding="utf-8")
    for mention in seed.mentions:
        quotes = [
            mention.trigger,
            mention.sentence,
            *(r.quote for r in mention.roles),
            *(q.quote for q in mention.quantities),
        ]
        quotes += [q for q in (mention.date and mention.date.quote, mention.place and mention.place.quote) if q]
        for quote in quotes:
            assert text[quote.start : quote.end] == quote.text
