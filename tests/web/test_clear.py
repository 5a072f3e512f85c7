"""Clear events accepted together: the rule by which an event is clear, and that each is decided by itself and only as it was shown."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from hostile import HOSTILE, PASSWORD
from starlette.testclient import TestClient

from almenara.bench.reviewing import clear_reports
from almenara.model import Report, Source
from almenara.observatory import Observatory, create_observatory
from almenara.observatory.clear import reasons_against
from almenara.pipeline import Pipeline
from almenara.store import EventFilter, history
from almenara.store.assignments import assign
from almenara.store.holds import hold
from almenara.store.people import set_password

#: Beside three clear ones: what is no clear event, and why.
UNCLEAR = {
    "called": ("Nurses in Piura called a march in Piura for next Tuesday.", "not_told"),
    "nowhere": ("About 60 bakers marched on Tuesday to protest against a tax on flour.", "unsure"),
    "undated": ("About 60 bakers marched in Huancayo in March to protest against a tax on flour.", "no_words"),
    "deaths": ("Gunmen killed three miners in Iquitos on Thursday.", "grave"),
    "some": ("About 60 weavers marched in Leeds on Tuesday to protest against a new road.", "differ"),
    "more": ("Some 90 weavers marched in Leeds on Tuesday to protest against a new road, their union said.", "differ"),
    "one": ("Fishers blocked a road in Chimbote on Tuesday to demand cheaper fuel.", "near"),
    "two": ("Pensioners went on strike in Chimbote on Wednesday to demand a hospital.", "near"),
}


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory, pipeline: Pipeline) -> Path:
    folder = tmp_path_factory.mktemp("unclear") / "here"
    made = create_observatory(folder, "Test")
    made.__dict__["pipeline"] = pipeline
    made.add(clear_reports(3))
    made.add(
        Report(name, text + "\n", None, "en", date(2024, 6, 9), Source(f"Outlet {name}"))
        for name, (text, _) in UNCLEAR.items()
    )
    with made.store.writing() as connection:
        for name, access in (("ana", "coder"), ("luis", "coder"), ("rita", "reader")):
            set_password(connection, name, PASSWORD, access)  # type: ignore[arg-type]
    made.close()
    return folder


def sign_in(client: TestClient, name: str = "ana") -> str:
    client.post("/sign-in", data={"name": name, "password": PASSWORD})
    return str(re.findall('name="token" value="([^"]*)"', client.get("/").text)[0])


def sheet(client: TestClient, query: str = "") -> dict[str, list[str]]:
    """What the form of a sheet sends: events, their seals, and which are marked."""
    page = client.get("/clear" + query).text
    names = ("shown", "seal", "event", "token")
    return {name: re.findall(rf'name="{name}" value="([^"]*)"', page) for name in names}


def accept(client: TestClient, form: dict[str, list[str]]) -> str:
    return client.post("/clear", data={**form, "token": form["token"][0]}).text


def reviews(observatory: Observatory) -> dict[str, str]:
    return {event.id: review for event, review in observatory.events()}


def test_an_event_is_clear_unless_something_speaks_against_it(observatory: Observatory) -> None:
    told = {report: event.id for event, _ in observatory.events() for report in event.reports}
    with observatory.store.reading() as connection:
        against = reasons_against(connection, observatory, list(set(told.values())), "ana")
    assert {name: against.get(told[name]) for name in UNCLEAR} == {name: why for name, (_, why) in UNCLEAR.items()}
    assert {event for report, event in told.items() if report not in UNCLEAR}.isdisjoint(against)


def test_what_is_decided_held_given_or_coded_twice_is_not_clear_to_others(
    client: TestClient, observatory: Observatory
) -> None:
    sign_in(client)
    first, second, third = sheet(client)["shown"]
    observatory.decide("luis", first, "note", why="hm")
    hold(observatory.store, second, "luis")
    with observatory.store.writing() as connection:
        assign(connection, [third], "luis", "luis")
    with observatory.store.reading() as connection:
        asked = reasons_against(connection, observatory, [first, second, third], "ana")
        his = reasons_against(connection, observatory, [second, third], "luis")
    assert asked == {first: "decided", second: "held", third: "given"}
    assert his == {}
    assert sheet(client)["shown"] == []
    review = observatory.settings.review.model_copy(update={"double": 1.0})
    observatory.settings = observatory.settings.model_copy(update={"review": review})
    with observatory.store.reading() as connection:
        assert set(reasons_against(connection, observatory, [second, third], "luis").values()) == {"twice"}
    with TestClient(client.app) as luis:
        sign_in(luis, "luis")
        assert sheet(luis)["shown"] == []


def test_each_is_a_decision_of_its_own_and_one_of_them_is_taken_back(
    client: TestClient, observatory: Observatory
) -> None:
    sign_in(client)
    form = sheet(client)
    assert len(form["shown"]) == 3
    page = accept(client, form)
    with observatory.store.reading() as connection:
        log = list(history(connection))
    assert [(e.kind, e.person, e.event) for e in log] == [("accept", "ana", event) for event in form["shown"]]
    assert "3 events accepted" in page
    number = log[1].number
    page = client.post("/clear/undo", data={"token": form["token"][0], "number": [number]}).text
    assert "One decision was undone" in page
    assert reviews(observatory)[form["shown"][1]] == "new"
    assert sheet(client)["shown"] == []
    # What is undone already, or another one's, is not undone.
    client.post("/clear/undo", data={"token": form["token"][0], "number": [number]})
    with TestClient(client.app) as luis:
        token = sign_in(luis, "luis")
        luis.post("/clear/undo", data={"token": token, "number": [log[0].number]})
    with observatory.store.reading() as connection:
        assert len(list(history(connection))) == 4


def test_what_changed_meanwhile_is_left_and_said_and_the_others_are_accepted(
    client: TestClient, observatory: Observatory
) -> None:
    sign_in(client)
    form = sheet(client)
    first, second, third = form["shown"]
    observatory.decide("luis", first, "correct", field="type", new="vigil")
    # Another outlet's report of the second event says the same: nobody decided, and yet it is more than was shown.
    (told,) = (event for event, _ in observatory.these_events([second]))
    (number,) = (str(q.best) for q in told.quantities if q.of == "crowd")
    where, when = told.place.name if told.place else "", told.date.quote.text if told.date and told.date.quote else ""
    text = f"A march of {number} bakers went through {where} on {when} in protest against the new tax on flour.\n"
    observatory.add([Report("later", text, None, "en", date(2024, 6, 9), Source("Late"))])
    (again,) = (event for event, _ in observatory.these_events([second]))
    assert len(again.reports) == 2
    page = accept(client, form)
    assert reviews(observatory) | {first: "new", second: "new", third: "accepted"} == reviews(observatory)
    assert "somebody decided on it meanwhile" in page
    assert "it changed while you looked" in page


def test_what_is_unmarked_waits_and_comes_on_no_later_sheet(client: TestClient, observatory: Observatory) -> None:
    sign_in(client)
    form = sheet(client)
    doubted = form["event"].pop(1)
    answer = client.post("/clear", data={**form, "token": form["token"][0]})
    assert reviews(observatory)[doubted] == "new"
    assert f"passed={doubted}" in str(answer.url)
    assert "waits in the queue" in answer.text
    assert sheet(client)["shown"] == [doubted]


def test_the_queues_filters_and_an_events_reports_narrow_a_sheet(client: TestClient, observatory: Observatory) -> None:
    sign_in(client)
    assert len(sheet(client, "?place=Temuco")["shown"]) == 1
    assert sheet(client, "?type=riot")["shown"] == []
    event = sheet(client)["shown"][0]
    (told,) = (found for found, _ in observatory.these_events([event]))
    assert sheet(client, f"?report={told.reports[0]}")["shown"] == [event]
    link = re.findall(r'id="clear-link" href="([^"]*)"', client.get(f"/event/{event}").text)[0]
    assert sheet(client, link.replace("&amp;", "&").removeprefix("/clear"))["shown"] == [event]


def test_readers_and_forged_forms_accept_nothing(client: TestClient, observatory: Observatory) -> None:
    sign_in(client)
    form = sheet(client)
    assert client.post("/clear", data={**form, "token": "0" * 64}).status_code == 403
    assert client.post("/clear/undo", data={"number": [1], "token": "0" * 64}).status_code == 403
    # What was never shown has no seal.
    unclear = next(e.id for e, _ in observatory.events(EventFilter(place="Iquitos")))
    sent = {"token": form["token"][0], "shown": [unclear, form["shown"][0]], "event": [unclear, form["shown"][0]]}
    client.post("/clear", data={**sent, "seal": ["x", "x"]})
    with TestClient(client.app) as rita:
        token = sign_in(rita, "rita")
        assert rita.get("/clear").status_code == 403
        assert rita.post("/clear", data={**form, "token": token}).status_code == 403
    assert set(reviews(observatory).values()) == {"new"}


def test_words_of_reports_are_escaped_on_a_sheet(client: TestClient, observatory: Observatory) -> None:
    text = f"About 80 bakers marched in Arequipa on Tuesday to protest against a tax on {HOSTILE} flour.\n"
    observatory.add([Report("x<b>", text, f"March {HOSTILE}", "en", date(2024, 6, 9), Source(f"Pan {HOSTILE}"))])
    sign_in(client)
    page = client.get("/clear?place=Arequipa").text
    assert 'name="shown"' in page
    assert "&lt;img src=x onerror=alert(1)&gt;" in page
    assert "<script>alert" not in page
    assert "<img" not in page
    again = client.get(
        "/clear", params={"accepted": "1' OR 1=1", "refused": HOSTILE, "passed": HOSTILE, "report": HOSTILE}
    )
    assert again.status_code == 200
    assert "<script>alert" not in again.text
