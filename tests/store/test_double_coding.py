"""Two people judge an event, neither sees what the other says; alike settles it, unlike waits for an adjudicator."""

from __future__ import annotations

import json
from datetime import date

import pytest
from sqlalchemy import select

from almenara.cli.agreement import agreement
from almenara.model import Report
from almenara.observatory import Observatory
from almenara.observatory.agreement import lines_of
from almenara.observatory.double import CodedTwice
from almenara.observatory.judging import adjudicate, judge
from almenara.observatory.recode import recode
from almenara.store import EventFilter, find_event_ids, history
from almenara.store import tables as t
from almenara.store.blind import JUDGED, all_judgements, judgements_of, state_of
from almenara.store.people import Member, set_password
from almenara.store.priority import lot_of

ANA, LUIS, EVA = Member("ana", "coder"), Member("luis", "coder"), Member("eva", "adjudicator")
REPORTS = [
    Report("a", "Some 200 teachers marched through Accra on Monday to demand better pay.", language="en", published=date(2024, 6, 5)),
    Report("b", "About 90 nurses marched in Lima on Tuesday to demand new wards.", language="en", published=date(2024, 6, 5)),
]  # fmt: skip


@pytest.fixture
def team(observatory: Observatory) -> Observatory:
    object.__setattr__(
        observatory, "settings", observatory.settings.model_copy(update={"review": observatory.settings.review.model_copy(update={"double": 1.0})})
    )  # fmt: skip
    observatory.add(REPORTS)
    with observatory.store.writing() as connection:
        for member in (ANA, LUIS, EVA):
            set_password(connection, member.name, "a lighthouse on the third hill", member.access)
    return observatory


def ids(team: Observatory, **filters: object) -> list[str]:
    with team.store.reading() as connection:
        return sorted(find_event_ids(connection, EventFilter(**filters)))  # type: ignore[arg-type]


def shown(team: Observatory, event: str, **more: object) -> dict[str, object]:
    with team.store.reading() as connection:
        row = connection.execute(select(t.event).where(t.event.c.id == event)).one()._mapping
    return {**{name: row[name] for name in JUDGED}, **more}


def log(team: Observatory, event: str) -> list[tuple[str, str, object]]:
    with team.store.reading() as connection:
        return [(d.person, d.kind, d.new if d.kind == "correct" else None) for d in history(connection, event)]


def test_a_share_of_events_is_drawn_by_a_number_of_their_own() -> None:
    lots = [lot_of(f"e-{n}") for n in range(10_000)]
    assert all(0 <= lot < 1 for lot in lots)
    # A tenth, give or take four standard deviations; the same draw on every machine.
    assert abs(sum(lot < 0.1 for lot in lots) - 1000) < 120
    assert lot_of("e-1") == 0.6066609510396361


def test_one_judgement_changes_nothing_and_two_alike_settle_it(team: Observatory) -> None:
    event, other = ids(team)
    before = team.event(event)
    right = shown(team, event, type="demonstration")
    assert judge(team, ANA, event, "accept", right, None) == "waiting"
    assert team.event(event) == before
    assert log(team, event) == []
    assert ids(team, view="blind", person="ana", double=1.0) == [other]
    assert ids(team, view="blind", person="luis", double=1.0) == ids(team)
    assert ids(team, person="ana") == [other]
    with pytest.raises(ValueError, match="already"):
        judge(team, ANA, event, "reject", right, "no")
    with team.store.reading() as connection:
        assert list(all_judgements(connection)) == []
    assert judge(team, LUIS, event, "accept", right, None) == "agreed"
    assert log(team, event) == [("luis", "correct", "demonstration"), ("luis", "accept", None)]
    found = team.event(event)
    assert found is not None
    assert (found[0].type, found[1]) == ("demonstration", "accepted")
    with team.store.reading() as connection:
        assert [h.why for h in history(connection, event)][
            -1
        ] == "ana and luis judged it alike, each without seeing what the other said."
        assert judgements_of(connection, event)[0].shown["type"] == "march"
    # From now on it is an event like others.
    team.decide("ana", event, "note", why="seen")


def test_nobody_decides_past_a_blind_judgement(team: Observatory) -> None:
    event, other = ids(team)
    for kind, why in (("accept", None), ("reject", "no"), ("note", "x")):
        with pytest.raises(CodedTwice, match="coded twice"):
            team.decide("ana", event, kind, why=why)  # type: ignore[arg-type]
    with pytest.raises(CodedTwice):
        team.decide_if_unchanged("eva", event, "accept", 0)
    team.decide("eva", event, "merge", new={"event": other})
    with pytest.raises(ValueError, match="merged"):
        judge(team, ANA, other, "accept", shown(team, event), None)


def test_two_unlike_wait_for_an_adjudicator(team: Observatory) -> None:
    event, _ = ids(team)
    judge(team, ANA, event, "accept", shown(team, event), None)
    with pytest.raises(ValueError, match="No two judgements"):
        adjudicate(team, EVA, event, "accept", shown(team, event), None)
    assert judge(team, LUIS, event, "accept", shown(team, event, place="Kumasi"), None) == "differ"
    assert (log(team, event), ids(team, view="disagreements")) == ([], [event])
    for person in (ANA, LUIS):
        with pytest.raises(CodedTwice, match="adjudicator"):
            adjudicate(team, person, event, "accept", shown(team, event), None)
        with pytest.raises(CodedTwice, match="adjudicator"):
            team.decide(person.name, event, "accept")
    with pytest.raises(ValueError, match="say why"):
        adjudicate(team, EVA, event, "reject", shown(team, event), " ")
    adjudicate(team, EVA, event, "accept", shown(team, event, place="Kumasi"), "the second report says so")
    found = team.event(event)
    assert found is not None
    # A place that no report knows has no point: none is better than the wrong one.
    assert (found[0].place and (found[0].place.name, found[0].place.lat), found[1]) == (("Kumasi", None), "accepted")
    assert ids(team, view="disagreements") == []
    with team.store.reading() as connection:
        assert state_of(connection, event, 1.0) == "adjudicated"
        lines = {
            (x.group, x.field): x.agreement.percent.value for x in lines_of(all_judgements(connection)) if not x.name
        }
    assert (lines["all", "verdict"], lines["all", "place"]) == (1, 0)


def test_two_rejections_agree_whatever_their_values(team: Observatory) -> None:
    event, _ = ids(team)
    judge(team, ANA, event, "reject", shown(team, event), "a rehearsal")
    assert judge(team, LUIS, event, "reject", shown(team, event, type="strike"), "no march") == "agreed"
    assert log(team, event) == [("luis", "reject", None)]
    with team.store.reading() as connection:
        assert next(iter(history(connection, event))).why == (
            "ana and luis judged it alike, each without seeing what the other said. a rehearsal / no march"
        )


@pytest.mark.parametrize(
    ("first", "last"), [(date(2024, 6, 2), date(2024, 6, 1)), (date(2024, 6, 2), None), (None, date(2024, 6, 2))]
)
def test_days_that_cannot_be_are_refused(team: Observatory, first: date | None, last: date | None) -> None:
    event, _ = ids(team)
    with pytest.raises(ValueError, match="both days"):
        judge(team, ANA, event, "accept", shown(team, event, date_from=first, date_to=last), None)
    with team.store.reading() as connection:
        assert judgements_of(connection, event) == []


def test_a_new_coding_leaves_what_was_judged(team: Observatory) -> None:
    event, other = ids(team)
    judge(team, ANA, event, "accept", shown(team, event), None)
    with team.store.writing() as connection:
        connection.execute(t.report.update().values(coded_by="an older coder"))
    recode(team)
    assert ids(team) == [event, other]
    with team.store.reading() as connection:
        assert [j.person for j in judgements_of(connection, event)] == ["ana"]


def test_the_command_prints_the_figures_or_why_there_are_none(
    team: Observatory, capsys: pytest.CaptureFixture[str]
) -> None:
    assert agreement(folder=team.folder, format="table") == 0
    assert "nothing to compare" in capsys.readouterr().out
    event, _ = ids(team)
    judge(team, ANA, event, "accept", shown(team, event), None)
    judge(team, LUIS, event, "accept", shown(team, event, type="strike"), None)
    agreement(folder=team.folder, format="jsonl")
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    found = {(row["group"], row["name"], row["field"]): row for row in rows}
    assert found["people", "ana, luis", "type"] | {"alpha": None} == {
        "group": "people", "name": "ana, luis", "field": "type", "events": 1, "percent": 0.0, "percent_low": None, "percent_high": None,
        "kappa": 0.0, "kappa_low": None, "kappa_high": None, "alpha": None, "alpha_low": None, "alpha_high": None, "note": "one_event",
    }  # fmt: skip
    assert found["machine", "ana", "type"]["percent"] == 1
