"""A team at work: blind judgements and who settles them, the queue's views, holds, assignments, live counts."""

from __future__ import annotations

import asyncio
import json
import re
from concurrent.futures import ThreadPoolExecutor

import pytest
from hostile import HOSTILE, PASSWORD
from starlette.requests import Request
from starlette.testclient import TestClient

from almenara.observatory import Observatory
from almenara.store import EventFilter, event_columns, history
from almenara.store.blind import judgements_of
from almenara.store.holds import holder_of
from almenara.store.people import set_password
from almenara.web import create_app, queue
from almenara.web.sessions import COOKIE

SAID = {
    "type": "march",
    "status": "happened",
    "date_from": "2024-06-04",
    "date_to": "2024-06-04",
    "place": "Valparaíso",
}


@pytest.fixture
def team(observatory: Observatory) -> Observatory:
    """Every event is coded twice; eva settles."""
    review = observatory.settings.review.model_copy(update={"double": 1.0})
    observatory.settings = observatory.settings.model_copy(update={"review": review})
    with observatory.store.writing() as connection:
        set_password(connection, "eva", PASSWORD, "adjudicator")
    return observatory


def signed_in(observatory: Observatory, name: str, app: object | None = None) -> TestClient:
    client = TestClient(app or create_app(observatory), follow_redirects=False)  # type: ignore[arg-type]
    assert client.post("/sign-in", data={"name": name, "password": PASSWORD}).status_code == 303
    return client


def march(observatory: Observatory) -> str:
    return next(e.id for e, _ in observatory.events(EventFilter(place="Valparaíso")))


def other(observatory: Observatory) -> str:
    return next(e.id for e, _ in observatory.events(EventFilter(place="Temuco")))


def token(client: TestClient, path: str = "/") -> str:
    return re.findall('name="token" value="([^"]*)"', client.get(path).text)[0]


def judged(client: TestClient, event: str, **more: str) -> int:
    said = {**SAID, "verdict": "accept", "token": token(client), **more}
    return client.post(f"/double/{event}", data=said).status_code


def kinds(observatory: Observatory) -> list[tuple[str, str]]:
    with observatory.store.reading() as connection:
        return [(d.person, d.kind) for d in history(connection)]


def test_two_judge_blind_and_agree(team: Observatory) -> None:
    event = march(team)
    ana, luis = signed_in(team, "ana"), signed_in(team, "luis")
    assert ana.get(f"/event/{event}").headers["location"] == f"/double/{event}"
    assert judged(ana, event, type="strike", why="blockade of the quay") == 303
    assert kinds(team) == []
    page = luis.get(f"/double/{event}").text
    assert "blockade" not in page
    assert "ana" not in re.sub(r"(?s)<header>.*?</header>", "", page).replace("semana", "")
    assert '<option value="march" selected>' in page
    assert "You have judged this event" in ana.get(f"/double/{event}").text
    assert event not in ana.get("/").text
    assert event in luis.get("/?view=blind").text
    assert judged(luis, event, type="strike") == 303
    assert kinds(team) == [("luis", "correct"), ("luis", "accept")]
    assert luis.get(f"/double/{event}").headers["location"] == f"/event/{event}"
    found = team.event(event)
    assert found is not None
    assert (found[0].type, found[1]) == ("strike", "accepted")


def test_a_coder_cannot_get_round_a_blind_judgement(team: Observatory) -> None:
    event = march(team)
    ana, rita = signed_in(team, "ana"), signed_in(team, "rita")
    sent = {"token": token(ana), "kind": "accept", "head": "0"}
    assert ana.post(f"/event/{event}", data=sent).status_code == 409
    assert rita.get(f"/event/{event}").status_code == 200
    assert rita.get(f"/double/{event}").status_code == 403
    assert judged(rita, event) == 403
    assert ana.post(f"/double/{event}", data={**SAID, "verdict": "accept", "token": "0" * 64}).status_code == 403
    assert judged(ana, event, verdict="perhaps") == 400
    assert judged(ana, event, type="nothing") == 400
    assert judged(ana, event, verdict="reject") == 400
    assert judged(ana, event, date_from="soon") == 400
    with team.store.reading() as connection:
        assert (judgements_of(connection, event), kinds(team)) == ([], [])
    assert (judged(ana, event), judged(ana, event)) == (303, 400)
    assert judged(ana, "none") == 400


def test_an_adjudicator_sees_both_and_settles(team: Observatory) -> None:
    event = march(team)
    ana, luis, eva = (signed_in(team, name) for name in ("ana", "luis", "eva"))
    judged(ana, event, why=HOSTILE)
    judged(luis, event, verdict="reject", why="a rehearsal")
    assert event in eva.get("/?view=disagreements").text
    assert eva.get(f"/event/{event}").headers["location"] == f"/adjudicate/{event}"
    # A coder looks at the event but neither at the judgements nor decides.
    assert ana.get(f"/event/{event}").status_code == 200
    assert ana.get(f"/adjudicate/{event}").status_code == 403
    sent = {**SAID, "verdict": "accept", "why": "the wire says so"}
    assert ana.post(f"/adjudicate/{event}", data={**sent, "token": token(ana)}).status_code == 403
    page = eva.get(f"/adjudicate/{event}").text
    assert "a rehearsal" in page
    assert "<script>alert" not in page
    assert page.count("(differs)") == 2
    assert eva.post(f"/adjudicate/{event}", data={**sent, "token": "x"}).status_code == 403
    assert kinds(team) == []
    assert eva.post(f"/adjudicate/{event}", data={**sent, "token": token(eva)}).status_code == 303
    assert kinds(team)[-1] == ("eva", "accept")
    assert eva.post(f"/adjudicate/{event}", data={**sent, "token": token(eva)}).status_code == 400
    assert eva.get(f"/adjudicate/{event}").status_code == 303
    assert event not in eva.get("/?view=disagreements").text


def test_agreement_is_shown_and_people_see_their_own(team: Observatory) -> None:
    ana, luis, eva, rita = (signed_in(team, name) for name in ("ana", "luis", "eva", "rita"))
    assert "No two people have judged this of one event yet." in rita.get("/agreement").text
    for event in (march(team), other(team)):
        judged(ana, event)
        judged(luis, event, type="strike" if event == other(team) else "march")
    page = eva.get("/agreement").text
    assert "ana, luis" in page
    assert "All judgements are alike" in page
    assert ">50%<" in re.sub(r" <span.*?</span>", "", page)
    assert "nan" not in page.replace("Between", "").lower()
    assert "ana, luis" in luis.get("/agreement").text
    assert "ana, luis" not in rita.get("/agreement").text
    spanish = eva.get("/agreement", headers={"accept-language": "es"}).text
    assert "Todos los juicios son iguales" in spanish
    assert "0,00" in spanish


def test_who_holds_an_event_keeps_others_from_deciding_until_they_take_it_over(observatory: Observatory) -> None:
    event = march(observatory)
    # Two servers: what one knows the other one knows.
    ana, luis = signed_in(observatory, "ana"), signed_in(observatory, "luis")
    ana.get(f"/event/{event}")
    assert "Being reviewed by ana." in luis.get(f"/event/{event}").text
    sent = {"token": token(luis), "kind": "accept", "head": "0"}
    response = luis.post(f"/event/{event}", data=sent)
    assert (response.status_code, kinds(observatory)) == (409, [])
    assert "ana is reviewing this event" in response.text
    assert luis.post(f"/event/{event}/hold", data={"token": "x"}).status_code == 403
    assert luis.post("/event/none/hold", data={"token": sent["token"]}).status_code == 404
    assert luis.post(f"/event/{event}/hold", data={"token": sent["token"]}).status_code == 303
    assert luis.post(f"/event/{event}", data=sent).status_code == 303
    assert kinds(observatory) == [("luis", "accept")]
    rita = signed_in(observatory, "rita")
    rita.get(f"/event/{other(observatory)}")
    assert rita.post(f"/event/{event}/hold", data={"token": token(rita)}).status_code == 403
    with observatory.store.reading() as connection:
        assert holder_of(connection, other(observatory)) is None


def test_events_are_given_and_views_kept(observatory: Observatory) -> None:
    event = march(observatory)
    ana, luis, rita = (signed_in(observatory, name) for name in ("ana", "luis", "rita"))
    sent = {"token": token(ana), "event": [event, "none"], "to": "luis", "back": "place=Lima&evil=1"}
    response = ana.post("/assign", data=sent)
    assert (response.status_code, response.headers["location"]) == (303, "/?place=Lima")
    assert f"/event/{event}" in luis.get("/?view=mine").text
    assert f"/event/{event}" not in ana.get("/?view=mine").text
    assert f"/event/{event}" in ana.get("/?assignee=luis").text
    assert ana.post("/assign", data={**sent, "to": "nemo"}).status_code == 400
    assert ana.post("/assign", data={**sent, "token": "x"}).status_code == 403
    assert ana.post("/assign", data={**sent, "event": [event] * 51}).status_code == 422
    assert rita.post("/assign", data={**sent, "token": token(rita)}).status_code == 403
    assert ana.post("/views", data={"token": token(ana), "name": HOSTILE, "back": "place=Temuco"}).status_code == 303
    page = ana.get("/").text
    assert "<script>alert" not in page
    assert 'href="/?place=Temuco"' in page
    number = re.findall('name="drop" value="([0-9]+)"', page)[0]
    assert 'name="drop"' not in luis.get("/").text
    assert luis.post("/views", data={"token": token(luis), "drop": number}).status_code == 404
    assert ana.post("/views", data={"token": token(ana), "drop": number}).status_code == 303
    assert 'name="drop"' not in ana.get("/").text
    assert ana.post("/views", data={"token": token(ana), "name": " "}).status_code == 400


def test_the_queue_says_what_is_unread_and_follows_its_order(observatory: Observatory) -> None:
    ana = signed_in(observatory, "ana")
    page = ana.get("/").text
    assert "2 events are unread" in page
    assert "Of 2 added in the last seven days, 0 were read." in page
    observatory.decide("luis", march(observatory), "accept")
    observatory.decide("luis", other(observatory), "accept")
    assert "Nothing is unread." in ana.get("/").text
    for order in ("priority", "date", "added", "none"):
        assert ana.get(f"/?review=all&sort={order}").text.count("/event/e-") == 2


def test_perhaps_the_same_are_events_of_one_family_state_place_and_about_one_day(observatory: Observatory) -> None:
    ana = signed_in(observatory, "ana")
    first, second = march(observatory), other(observatory)
    assert "/event/e-" not in ana.get("/?view=near_duplicates").text
    with observatory.store.reading() as connection:
        row = event_columns(connection, [first])[first]
    for field in ("place", "admin1"):
        observatory.decide("luis", second, "correct", field=field, new=row._mapping[field])
    page = ana.get("/?view=near_duplicates").text
    assert f"/event/{first}" in page
    assert f"/event/{second}" in page


class Asked:
    """What the stream asks its request: whose cookie it carries."""

    def __init__(self, cookie: str) -> None:
        self.cookies = {COOKIE: cookie}


def test_counts_are_told_live_until_the_session_ends(observatory: Observatory, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queue, "EVERY", 0)
    app = create_app(observatory)
    ana = signed_in(observatory, "ana", app)
    route = next(r for r in app.routes if getattr(r, "path", "") == "/queue/live")
    cookie = ana.cookies.get(COOKIE, domain="testserver.local")
    scope = {
        "type": "http",
        "method": "GET",
        "path": "/queue/live",
        "headers": [(b"cookie", f"{COOKIE}={cookie}".encode())],
    }

    async def listen() -> list[str]:
        response = await route.endpoint(Request(scope))  # type: ignore[attr-defined]
        told = response.body_iterator
        lines = [await anext(told), await anext(told)]
        observatory.decide("luis", march(observatory), "accept")
        lines.append(await anext(told))
        ana.post("/sign-out", data={"token": token(ana)})
        return [*lines, *[line async for line in told]]

    # In a thread of its own: a browser test before it may have left a loop running in this one.
    with ThreadPoolExecutor(1) as pool:
        first, nothing, changed, end = pool.submit(asyncio.run, listen()).result()
    assert json.loads(first.removeprefix("data: "))["new"] == 2
    assert nothing.startswith(":")
    assert json.loads(changed.removeprefix("data: "))["new"] == 1
    assert end.startswith("event: end")
    assert TestClient(app).get("/queue/live").status_code == 403


def test_live_connections_are_bounded(observatory: Observatory, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queue, "CONNECTIONS", 0)
    assert signed_in(observatory, "ana").get("/queue/live").status_code == 503
