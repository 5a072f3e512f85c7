"""Who may not send a form cannot, whatever form it is; and no value that somebody sends becomes a header or leads to another site."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlsplit

import pytest
from fastapi.routing import APIRoute
from hostile import PASSWORD
from starlette.testclient import TestClient

from almenara.observatory import Observatory
from almenara.store import EventFilter, history
from almenara.store.people import everybody
from almenara.web import create_app

#: Forms by which people come in: they have no session yet.
BEFORE_A_SESSION = {"/sign-in", "/sign-in/code", "/join/{secret}"}
#: What concerns nobody but whoever sends it: readers have these too.
ONES_OWN = {"/sign-out", "/views", "/account/password", "/account/second-factor"}
EVIL = "evil.example"


def forms(app: Any) -> list[str]:
    """The address of every form of the application."""
    found = [r.path for r in app.routes if isinstance(r, APIRoute) and "POST" in (r.methods or ())]
    assert len(found) > 20
    return sorted(set(found) - BEFORE_A_SESSION)


def token(client: TestClient) -> str:
    return str(re.findall('name="token" value="([^"]*)"', client.get("/account").text)[0])


def signed_in(app: Any, name: str) -> TestClient:
    client = TestClient(app, follow_redirects=False)
    client.post("/sign-in", data={"name": name, "password": PASSWORD})
    return client


def filled_in(event: str, other: str) -> dict[str, object]:
    """What some form or other asks for."""
    return {
        "kind": "accept",
        "head": "0",
        "value": other,
        "why": "x",
        "field": "place",
        "claim": "x",
        "report": "ward",
        "words": "nurses",
        "date_from": "2024-06-05",
        "number": "1",
        "verdict": "accept",
        "type": "march",
        "status": "happened",
        "place": "Lima",
        "lat": "1",
        "lon": "1",
        "precision": "exact",
        "name": ["ana", "luis"],
        "kept": "ana",
        "to": "luis",
        "event": [event],
        "shown": [event],
        "seal": ["x"],
        "text": "A march.",
        "act": "out",
        "person": "luis",
        "access": "admin",
        "password": PASSWORD,
        "new": PASSWORD * 2,
        "code": "000000",
    }


def state(observatory: Observatory) -> object:
    with observatory.store.reading() as connection:
        return list(history(connection)), everybody(connection), list(observatory.events())


@pytest.mark.parametrize("who", ["nobody", "reader", "forged", "somebody_elses"])
def test_no_form_is_taken_from_who_may_not_send_it(observatory: Observatory, who: str) -> None:
    app = create_app(observatory)
    event, other = (e.id for e, _ in observatory.events())
    client = TestClient(app, follow_redirects=False)
    sent = filled_in(event, other)
    if who == "reader":
        client = signed_in(app, "rita")
        sent["token"] = token(client)
    elif who == "forged":
        client = signed_in(app, "ana")
        sent["token"] = "0" * 43
    elif who == "somebody_elses":
        client = signed_in(app, "ana")
        sent["token"] = token(signed_in(app, "luis"))
    else:
        sent["token"] = "0"
    before = state(observatory)
    for path in forms(app):
        if who == "reader" and path in ONES_OWN:
            continue
        answer = client.post(path.format(event_id=event, secret="x"), data=sent)
        assert answer.status_code == 403, (who, path, answer.status_code, answer.text[:300])
    assert state(observatory) == before


def test_only_admins_reach_the_forms_of_people(observatory: Observatory) -> None:
    app = create_app(observatory)
    ana = signed_in(app, "ana")
    sent = {**filled_in("e", "e"), "token": token(ana)}
    before = state(observatory)
    assert ana.post("/people", data=sent).status_code == 403
    assert ana.get("/people").status_code == 403
    assert state(observatory) == before


HOSTILE_ADDRESSES = [
    f"//{EVIL}",
    f"https://{EVIL}/",
    f"/\\{EVIL}",
    f"x\r\nSet-Cookie: session=stolen\r\nLocation: https://{EVIL}/",
    f"x%0d%0aLocation:%20https://{EVIL}/",
    "review=all\r\nX-Injected: 1",
]


@pytest.mark.parametrize("words", HOSTILE_ADDRESSES)
def test_no_value_becomes_a_header_or_leads_to_another_site(observatory: Observatory, words: str) -> None:
    app = create_app(observatory)
    ana = signed_in(app, "ana")
    event = next(e.id for e, _ in observatory.events(EventFilter(place="Valparaíso")))
    known = {"token": token(ana)}
    answers = [
        ana.post("/assign", data={**known, "event": [event], "to": "luis", "back": words}),
        ana.post("/views", data={**known, "name": "v", "back": words}),
        ana.get(f"/event/{event}/beside", params={"other": words}),
        ana.post(f"/event/{event}/hold", params={"place": words, "view": words}, data=known),
        ana.post(
            f"/event/{event}",
            params={"place": words, "next": words},
            data={**known, "kind": "note", "head": "0", "why": "x"},
        ),
        ana.post("/actors/join", data={**known, "name": [words, "x"], "kept": words}),
    ]
    if "\r" not in words:
        answers.append(ana.get("/language/es", headers={"referer": words}))
    for answer in answers:
        assert answer.status_code < 500, answer.url
        assert "x-injected" not in answer.headers
        assert "stolen" not in str(answer.headers.get_list("set-cookie"))
        where = answer.headers.get("location")
        if where is not None:
            to = urlsplit(where)
            assert to.netloc in ("", "testserver"), where
            assert not where.startswith(("//", "/\\")), where


@pytest.mark.parametrize(
    "path", ["../almenara.toml", "..%2falmenara.toml", "%2e%2e/almenara.toml", "..%5c..%5cetc%5cpasswd", "%00"]
)
def test_no_address_leads_out_of_what_is_served(observatory: Observatory, path: str) -> None:
    ana = signed_in(create_app(observatory), "ana")
    for under in ("/static/", "/map/", "/report/", "/event/", "/codebook/type/", "/add/", "/join/"):
        answer = ana.get(f"{under}{path}")
        assert answer.status_code in (400, 404), (under, answer.status_code)
        assert "database" not in answer.text
