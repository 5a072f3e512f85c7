"""Requests, honest and hostile."""

from __future__ import annotations

import re

import pytest
from hostile import HOSTILE, PASSWORD
from starlette.testclient import TestClient

from almenara.model import Report
from almenara.observatory import Observatory
from almenara.store import EventFilter, history
from almenara.web.evidence import pieces_of
from almenara.web.sessions import Sessions


def sign_in(client: TestClient, name: str = "ana", password: str = PASSWORD) -> int:
    return client.post("/sign-in", data={"name": name, "password": password}, follow_redirects=False).status_code


def march(observatory: Observatory) -> str:
    return next(e.id for e, _ in observatory.events(EventFilter(place="Valparaíso")))


def form(client: TestClient, event: str) -> dict[str, str]:
    text = client.get(f"/event/{event}").text
    return {name: re.findall(f'name="{name}" value="([^"]*)"', text)[0] for name in ("token", "head")}


def decisions(observatory: Observatory) -> list[tuple[str, str, str | None]]:
    with observatory.store.reading() as connection:
        return [(d.person, d.kind, d.why) for d in history(connection)]


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/totals",
        "/event/e-1",
        "/reports",
        "/report/quay",
        "/sources",
        "/codebook",
        "/activity",
        "/agreement",
        "/double/e-1",
        "/adjudicate/e-1",
    ],
)
def test_nobody_sees_anything_without_signing_in(client: TestClient, path: str) -> None:
    response = client.get(path, follow_redirects=False)
    assert (response.status_code, response.headers["location"]) == (303, "/sign-in")


def test_wrong_passwords_are_refused_alike_and_slowed_down(client: TestClient) -> None:
    assert sign_in(client, "ana", "wrong") == sign_in(client, "nobody", "wrong") == 403
    answers = [sign_in(client, "ana", "wrong") for _ in range(12)]
    assert answers[-1] == 429
    assert sign_in(client) == 429


def test_a_session_is_new_at_each_sign_in_and_a_forged_one_is_none(client: TestClient) -> None:
    client.cookies.set("almenara_session", "fixed")
    sign_in(client)
    first = client.cookies.get("almenara_session", domain="testserver.local") or ""
    assert first != "fixed"
    client.cookies.clear()
    client.cookies.set("almenara_session", first[:-2] + "xx")
    assert client.get("/", follow_redirects=False).status_code == 303


def test_a_copy_of_a_session_that_was_ended_opens_nothing(client: TestClient, observatory: Observatory) -> None:
    sign_in(client)
    copied = client.cookies.get("almenara_session", domain="testserver.local") or ""
    client.post("/sign-out", data={"token": form(client, march(observatory))["token"]})
    client.cookies.clear()
    client.cookies.set("almenara_session", copied)
    assert client.get("/", follow_redirects=False).status_code == 303


def test_who_else_looks_at_an_event_is_said_until_they_go_on(client: TestClient, observatory: Observatory) -> None:
    event = march(observatory)
    other = next(e.id for e, _ in observatory.events(EventFilter(place="Temuco")))
    with TestClient(client.app) as luis:
        sign_in(client)
        sign_in(luis, "luis")
        assert "Being reviewed by" not in client.get(f"/event/{event}").text
        assert "Being reviewed by ana." in luis.get(f"/event/{event}").text
        client.get(f"/event/{other}")
        assert "Being reviewed by" not in luis.get(f"/event/{event}").text


def test_attempts_under_ever_new_names_are_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    now = 0.0
    monkeypatch.setattr("almenara.web.sessions.time.monotonic", lambda: now)
    monkeypatch.setattr("almenara.web.sessions.REMEMBERED", 50)
    sessions = Sessions()
    for n in range(60):
        sessions.may_try(f"name:{n}")
    now = 700.0
    sessions.may_try("name:last")
    assert len(sessions._attempts) == 1


@pytest.mark.parametrize(("field", "value"), [("lat", "120"), ("lon", "181"), ("lat", "nan"), ("date_from", "soon")])
def test_values_that_cannot_be_are_refused(
    client: TestClient, observatory: Observatory, field: str, value: str
) -> None:
    sign_in(client)
    event = march(observatory)
    sent = {**form(client, event), "kind": "correct", "field": field, "value": value}
    assert client.post(f"/event/{event}", data=sent).status_code == 400
    assert decisions(observatory) == []


def test_accepting_and_rejecting_go_into_the_log_and_lead_on(client: TestClient, observatory: Observatory) -> None:
    sign_in(client)
    event = march(observatory)
    response = client.post(f"/event/{event}", data={**form(client, event), "kind": "accept"}, follow_redirects=False)
    assert response.status_code == 303
    assert response.headers["location"] != f"/event/{event}"
    assert client.post(f"/event/{event}", data={**form(client, event), "kind": "reject"}).status_code == 400
    client.post(f"/event/{event}", data={**form(client, event), "kind": "reject", "why": "a rehearsal"})
    assert decisions(observatory) == [("ana", "accept", None), ("ana", "reject", "a rehearsal")]


def test_a_save_over_somebody_elses_newer_decision_is_refused_and_shows_it(
    client: TestClient, observatory: Observatory
) -> None:
    sign_in(client)
    event = march(observatory)
    old = form(client, event)
    observatory.decide("luis", event, "note", why="seen from the balcony")
    response = client.post(f"/event/{event}", data={**old, "kind": "accept"})
    assert response.status_code == 409
    assert "seen from the balcony" in response.text
    assert decisions(observatory) == [("luis", "note", "seen from the balcony")]


@pytest.mark.parametrize("token", ["", "0" * 64])
def test_a_forged_form_does_nothing(client: TestClient, observatory: Observatory, token: str) -> None:
    sign_in(client)
    event = march(observatory)
    response = client.post(f"/event/{event}", data={"token": token, "head": "0", "kind": "accept"})
    assert response.status_code in (403, 422)
    assert decisions(observatory) == []


def test_another_sites_sign_in_form_is_refused(client: TestClient) -> None:
    response = client.post(
        "/sign-in", data={"name": "ana", "password": PASSWORD}, headers={"origin": "https://evil.example"}
    )
    assert response.status_code == 403


def test_a_reader_sees_and_cannot_decide(client: TestClient, observatory: Observatory) -> None:
    sign_in(client, "rita")
    event = march(observatory)
    page = client.get(f"/event/{event}").text
    assert "Harbour Guild" in page
    assert 'value="accept"' not in page
    token = re.findall('name="token" value="([^"]*)"', page)[0]
    assert client.post(f"/event/{event}", data={"token": token, "head": "0", "kind": "accept"}).status_code == 403
    assert decisions(observatory) == []


def test_hostile_words_are_shown_and_never_run(client: TestClient, observatory: Observatory) -> None:
    sign_in(client)
    event = march(observatory)
    client.post(f"/event/{event}", data={**form(client, event), "kind": "note", "why": HOSTILE})
    for path in (
        f"/event/{event}",
        "/?review=all&place=" + HOSTILE,
        "/?words=" + HOSTILE,
        "/event/" + HOSTILE,
        "/reports?words=" + HOSTILE,
        "/report/quay",
        "/reports",
        "/sources",
        "/activity",
    ):
        response = client.get(path)
        assert "<script>alert" not in response.text
        assert "<img" not in response.text
        assert "script-src 'self'" in response.headers["content-security-policy"]
    assert "javascript:" not in client.get(f"/event/{event}").text


@pytest.mark.parametrize("words", ["' OR 1=1 --", '"', "%", "a AND NEAR(", "\x00", "*"])
def test_filters_take_any_words_for_words(client: TestClient, words: str) -> None:
    sign_in(client)
    response = client.get("/", params={"place": words, "words": words, "type": words, "since": words, "from": words})
    assert response.status_code == 200


def test_a_huge_form_is_turned_away_and_no_redirect_leaves_the_site(client: TestClient) -> None:
    assert client.post("/sign-in", content=b"x" * 100_000).status_code == 413
    response = client.get(
        "/language/es", headers={"referer": "https://evil.example//evil.example/"}, follow_redirects=False
    )
    assert response.headers["location"] == "/"


def test_corrections_merges_and_their_undoing_by_forms(client: TestClient, observatory: Observatory) -> None:
    sign_in(client)
    event = march(observatory)
    other = next(e.id for e, _ in observatory.events(EventFilter(place="Temuco")))
    address = f"/event/{event}"
    client.post(address, data={**form(client, event), "kind": "correct", "field": "type", "value": "demonstration"})
    assert observatory.event(event)[0].type == "demonstration"  # type: ignore[index]
    assert (
        client.post(address, data={**form(client, event), "kind": "correct", "field": "type", "value": "x"}).status_code
        == 400
    )
    client.post(address, data={**form(client, event), "kind": "merge", "value": other})
    assert observatory.event(other) is None
    client.post(address, data={**form(client, event), "kind": "undo", "number": "2"})
    assert observatory.event(other) is not None


def test_pieces_of_a_text_are_the_text(observatory: Observatory) -> None:
    from almenara.store import mentions_of, reports_by_id

    event = march(observatory)
    with observatory.store.reading() as connection:
        ((_, mentions),) = mentions_of(connection, [event])
        reports = reports_by_id(connection, ["quay", "wire"])
    for report in reports.values():
        pieces = pieces_of(report.text, [m for m in mentions if m.report == report.id])
        assert "".join(p.text for p in pieces) == report.text
        assert any("trigger" in p.kinds and p.text == "marched" for p in pieces)


def test_reports_are_found_by_their_words_and_lead_to_their_events(
    client: TestClient, observatory: Observatory
) -> None:
    sign_in(client)
    found = client.get("/reports", params={"words": "NURSES wards"}).text
    assert re.findall('href="/report/([^"]*)"', found) == ["ward"]
    page = client.get("/report/ward").text
    assert '<mark class="sentence trigger">marched</mark>' in page
    event = re.findall(r'href="/event/([^"?]*)', page)[0]
    assert client.get(f"/event/{event}").status_code == 200
    assert client.get("/report/../../etc/passwd").status_code == 404
    assert client.get("/report/none").status_code == 404


def test_sources_are_counted(client: TestClient) -> None:
    sign_in(client)
    rows = re.findall(r"<tr><td>(.*?)</td><td>(\d+)</td><td>(\d+)</td><td>(\d+)</td>", client.get("/sources").text)
    assert ("Wire", "2", "0", "2") in rows


def test_the_codebook_page_holds_every_type_in_the_readers_language(
    client: TestClient, observatory: Observatory
) -> None:
    sign_in(client)
    page = client.get("/codebook", headers={"accept-language": "es"}).text
    for name, kind in observatory.codebook.types.items():
        assert f'id="type-{name}"' in page
        assert kind.definition.es.split(",")[0].split("'")[0].split('"')[0] in page


def test_activity_shows_who_decided_what_newest_first_page_by_page(
    client: TestClient, observatory: Observatory
) -> None:
    event = march(observatory)
    for n in range(60):
        observatory.decide("luis", event, "note", why=f"look {n}.")
    sign_in(client)
    page = client.get("/activity").text
    assert re.findall(r"look (\d+)\.", page) == [str(n) for n in range(59, 9, -1)]
    older = re.findall(r'href="(/activity\?before=\d+)"', page)[0]
    assert re.findall(r"look (\d+)\.", client.get(older).text) == [str(n) for n in range(9, -1, -1)]
    assert client.get("/activity?before=x").status_code == 200


def test_a_flag_needs_a_reason_is_shown_and_found_until_it_is_undone(
    client: TestClient, observatory: Observatory
) -> None:
    sign_in(client)
    event = march(observatory)
    address = f"/event/{event}"
    assert client.post(address, data={**form(client, event), "kind": "flag"}).status_code == 400
    page = client.post(address, data={**form(client, event), "kind": "flag", "why": f"two? {HOSTILE}"}).text
    assert "⚑ ana: two? &lt;script&gt;" in page
    assert f'href="{address}' in client.get("/?flagged=1").text
    page = client.post(address, data={**form(client, event), "kind": "undo", "number": "1"}).text
    assert "⚑" not in page
    assert f'href="{address}' not in client.get("/?flagged=1").text


def test_events_are_related_and_both_say_so(client: TestClient, observatory: Observatory) -> None:
    sign_in(client)
    event = march(observatory)
    other = next(e.id for e, _ in observatory.events(EventFilter(place="Temuco")))
    sent = {**form(client, event), "kind": "relate", "field": "solidarity", "value": other}
    assert client.post(f"/event/{event}", data={**sent, "field": "friendship"}).status_code == 400
    client.post(f"/event/{event}", data=sent)
    assert f'in solidarity with <a href="/event/{other}' in client.get(f"/event/{event}").text
    assert f'met with the solidarity of <a href="/event/{event}' in client.get(f"/event/{other}").text


def test_a_reports_page_says_who_wrote_it_and_in_which_section(client: TestClient, observatory: Observatory) -> None:
    told = Report("by", "Nurses marched in Temuco.\n", None, "en", author=f"Rosa {HOSTILE}", section="Región {x}")
    observatory.add([told])
    sign_in(client)
    page = client.get("/report/by", headers={"accept-language": "es"}).text
    assert "por Rosa &lt;script&gt;" in page
    assert "sección Región {x}" in page
    assert "<script>alert" not in page
    assert "sección" not in client.get("/report/wire", headers={"accept-language": "es"}).text
