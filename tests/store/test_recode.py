"""Coding anew: events keep their ids, decisions stand, and what contradicts them is listed until somebody decides."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date

import pytest

from almenara.model import Coding, Mention, Report, Source
from almenara.observatory import Observatory
from almenara.observatory.recode import recode
from almenara.pipeline import NotCoded, Pipeline
from almenara.store import EventFilter, problems_of
from almenara.store.recoding import open_conflicts

MARCH = Report(
    "march",
    "Some 200 teachers marched through Accra on Monday to demand better pay. Police fired tear gas and arrested six people.",
    language="en",
    published=date(2024, 6, 5),
    source=Source("Accra Post"),
)
STRIKE = Report(
    "strike",
    "Bus drivers in Kumasi went on strike on Monday over fuel prices.",
    language="en",
    published=date(2024, 6, 5),
    source=Source("Kumasi Times"),
)


class NewerPipeline:
    """The real pipeline, and a change to what it codes: what a newer version would do."""

    def __init__(self, pipeline: Pipeline, change: Callable[[Mention], Mention | None]) -> None:
        self.pipeline, self.change = pipeline, change

    def code(self, reports: Iterable[Report]) -> Iterator[Coding | NotCoded]:
        for coding in self.pipeline.code(reports):
            if isinstance(coding, Coding):
                changed = [self.change(m) for m in coding.mentions]
                coding = replace(coding, mentions=tuple(m for m in changed if m is not None))
            yield coding


def as_demonstration(mention: Mention) -> Mention | None:
    return replace(mention, type="demonstration") if mention.type == "march" else mention


def without_arrests(mention: Mention) -> Mention | None:
    return None if mention.type == "arrest" else mention


def use(observatory: Observatory, pipeline: object, version: str = "newer") -> None:
    observatory.__dict__["pipeline"] = pipeline
    observatory.__dict__["coded_by"] = version


def types(observatory: Observatory) -> dict[str, str]:
    return {event.id: event.type for event, _ in observatory.events()}


def conflicts(observatory: Observatory) -> list[tuple[str, str | None, str | None]]:
    with observatory.store.reading() as connection:
        return [(c.field, c.kept, c.coded) for c in open_conflicts(connection)]


def sound(observatory: Observatory) -> bool:
    return list(problems_of(observatory.store)) == []


def test_the_same_coder_changes_nothing(observatory: Observatory) -> None:
    observatory.add([MARCH, STRIKE])
    before = [(event.to_dict(), review) for event, review in observatory.events()]
    assert recode(observatory).reports == 0
    done = recode(observatory, every=True)
    assert (done.reports, done.new, done.gone, done.conflicts) == (2, 0, 0, 0)
    assert [(event.to_dict(), review) for event, review in observatory.events()] == before
    assert sound(observatory)


def test_events_that_nobody_decided_on_follow_the_newer_coder_under_their_ids(
    observatory: Observatory, pipeline: Pipeline
) -> None:
    observatory.add([MARCH, STRIKE])
    before = types(observatory)
    use(observatory, NewerPipeline(pipeline, as_demonstration))
    done = recode(observatory)
    assert (done.reports, done.conflicts) == (2, 0)
    assert types(observatory) == {key: "demonstration" if kind == "march" else kind for key, kind in before.items()}
    assert recode(observatory).reports == 0
    assert sound(observatory)


def test_a_decision_stands_and_what_contradicts_it_waits_for_another(
    observatory: Observatory, pipeline: Pipeline
) -> None:
    observatory.add([MARCH])
    (march,) = (key for key, kind in types(observatory).items() if kind == "march")
    observatory.decide("ana", march, "accept")
    use(observatory, NewerPipeline(pipeline, as_demonstration))
    assert recode(observatory).conflicts == 1
    assert types(observatory)[march] == "march"
    assert conflicts(observatory) == [("type", "march", "demonstration")]
    assert [event.id for event, _ in observatory.events(EventFilter(conflicts=True))] == [march]
    observatory.decide("ana", march, "correct", field="type", new="demonstration")
    assert conflicts(observatory) == []
    assert list(observatory.events(EventFilter(conflicts=True))) == []
    assert recode(observatory, every=True).conflicts == 0
    assert sound(observatory)


def test_a_correction_that_the_newer_coder_agrees_with_is_no_conflict(
    observatory: Observatory, pipeline: Pipeline
) -> None:
    observatory.add([MARCH])
    (march,) = (key for key, kind in types(observatory).items() if kind == "march")
    observatory.decide("ana", march, "correct", field="type", new="demonstration")
    use(observatory, NewerPipeline(pipeline, as_demonstration))
    assert recode(observatory).conflicts == 0
    assert types(observatory)[march] == "demonstration"


def test_what_is_read_no_more_goes_unless_somebody_decided_on_it(observatory: Observatory, pipeline: Pipeline) -> None:
    observatory.add([MARCH])
    use(observatory, NewerPipeline(pipeline, without_arrests))
    assert recode(observatory).gone == 1
    assert "arrest" not in types(observatory).values()
    use(observatory, pipeline, "newest")
    assert recode(observatory).new == 1
    (arrest,) = (key for key, kind in types(observatory).items() if kind == "arrest")
    observatory.decide("ana", arrest, "note", why="six by the police's count")
    use(observatory, NewerPipeline(pipeline, without_arrests), "later")
    assert recode(observatory).gone == 0
    assert types(observatory)[arrest] == "arrest"
    assert [c[0] for c in conflicts(observatory)] == ["event"]
    assert sound(observatory)


def test_a_merged_event_stays_merged(observatory: Observatory, pipeline: Pipeline) -> None:
    observatory.add([MARCH, STRIKE])
    (march,) = (key for key, kind in types(observatory).items() if kind == "march")
    (strike,) = (key for key, kind in types(observatory).items() if kind == "strike")
    observatory.decide("ana", strike, "merge", new={"event": march})
    before = types(observatory)
    use(observatory, NewerPipeline(pipeline, as_demonstration))
    recode(observatory)
    assert types(observatory) == before
    assert sound(observatory)


def test_a_broken_off_run_goes_on(
    observatory: Observatory, pipeline: Pipeline, monkeypatch: pytest.MonkeyPatch
) -> None:
    observatory.add([MARCH, STRIKE])
    use(observatory, NewerPipeline(pipeline, as_demonstration))
    monkeypatch.setattr("almenara.observatory.recode.BATCH", 1)

    told: list[int] = []

    def stop(n: int) -> None:
        # Told as each report is coded: at the second one, the first one's batch is stored.
        told.append(n)
        if sum(told) == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        recode(observatory, on_progress=stop)
    assert recode(observatory).reports == 1
    assert "demonstration" in types(observatory).values()
    assert sound(observatory)
