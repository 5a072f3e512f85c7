"""Reports handed in by form, and the lists of actors and places."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from datetime import datetime

import pytest
from hostile import HOSTILE, PASSWORD
from sqlalchemy import update
from starlette.testclient import TestClient

from almenara.model import Report
from almenara.observatory import Observatory
from almenara.read import USUAL_LIMITS
from almenara.store import EventFilter, StoreError, count_reports, reports_by_id, tables
from almenara.store.jobs import begin_job, end_job
from almenara.web import create_app
from almenara.web.adding import largest_upload

TEXT = "About 70 bakers marched in Cusco on Tuesday against a tax on flour.\r\nTheir union said so.\r\n"


def sign_in(client: TestClient, name: str = "ana") -> str:
    """Sign in; the token of the session's forms."""
    client.post("/sign-in", data={"name": name, "password": PASSWORD})
    return str(re.findall('name="token" value="([^"]*)"', client.get("/").text)[0])


def until_done(client: TestClient, address: str) -> str:
    while True:
        page = client.get(address).text
        if re.search('data-state="done"', page):
            return page


def stored(observatory: Observatory) -> int:
    with observatory.store.reading() as connection:
        return count_reports(connection, None)


def test_a_pasted_text_becomes_events(client: TestClient, observatory: Observatory) -> None:
    token = sign_in(client)
    sent = {
        "token": token,
        "text": TEXT,
        "title": f"Bakers {HOSTILE}",
        "source": "Bread",
        "published": "2024-06-05",
        "language": "en",
        "url": "javascript:alert(1)",
    }
    page = until_done(client, str(client.post("/add", data=sent).url))
    assert "<script>alert" not in page
    (event,) = re.findall(r'href="/event/([^"?]*)', page)
    found = observatory.event(event)
    assert found is not None
    assert found[0].place is not None
    assert found[0].place.name == "Cusco"
    with observatory.store.reading() as connection:
        report = reports_by_id(connection, found[0].reports)[found[0].reports[0]]
    assert (report.text, report.url) == (TEXT.replace("\r\n", "\n"), None)
    before = stored(observatory)
    again = until_done(client, str(client.post("/add", data=sent).url))
    assert "<dt>known before</dt><dd>1</dd>" in again
    assert stored(observatory) == before


def _zip() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("../../escaped.txt", TEXT)
        archive.writestr("inner/one.txt", TEXT)
        archive.writestr("broken.pdf", b"%PDF-1.4 no more")
    return made.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "reports", "failed"),
    [
        ("../../etc/one.txt", lambda: TEXT.encode(), 1, 0),
        ("two.jsonl", lambda: b'{"id": "j1", "text": "Nurses marched in Cusco."}\n{"id": 7\n', 1, 1),
        ("three.zip", _zip, 1, 2),
        ("four.pdf", lambda: b"%PDF-1.4 no more", 0, 1),
        (f"{HOSTILE}.txt", lambda: b"\xff\xfe\x00\x00\x01", 0, 1),
        ("", lambda: TEXT.encode(), 1, 0),
    ],
)
def test_files_are_read_by_the_same_readers_and_failures_are_told(
    client: TestClient, observatory: Observatory, name: str, data: Callable[[], bytes], reports: int, failed: int
) -> None:
    token, before = sign_in(client), stored(observatory)
    answer = client.post("/add", data={"token": token}, files={"file": (name or "x", data())})
    page = until_done(client, str(answer.url))
    assert stored(observatory) - before == reports
    assert f"read or coded</dt><dd>{failed}</dd>" in page
    assert "/tmp" not in page
    assert "<script>alert" not in page


def test_neither_or_both_of_text_and_file_and_bad_days_are_refused(
    client: TestClient, observatory: Observatory
) -> None:
    token, before = sign_in(client), stored(observatory)
    assert client.post("/add", data={"token": token}).status_code == 400
    both = client.post("/add", data={"token": token, "text": TEXT}, files={"file": ("a.txt", b"words")})
    assert both.status_code == 400
    day = client.post("/add", data={"token": token, "text": TEXT, "published": "soon"})
    assert day.status_code == 400
    assert "bakers marched" in day.text
    assert stored(observatory) == before


def test_readers_forged_forms_and_oversized_ones_add_nothing(client: TestClient, observatory: Observatory) -> None:
    before = stored(observatory)
    token = sign_in(client, "rita")
    assert client.get("/add").status_code == 403
    assert client.post("/add", data={"token": token, "text": TEXT}).status_code == 403
    client.cookies.clear()
    assert client.get("/add", follow_redirects=False).status_code == 303
    assert client.post("/add", data={"token": token, "text": TEXT}).status_code == 403
    sign_in(client)
    assert client.post("/add", data={"token": "0" * 64, "text": TEXT}).status_code == 403
    too_long = {"content-length": str(largest_upload(USUAL_LIMITS) + 1), "accept-language": "es"}
    refused = client.post("/add", content=b"x", headers=too_long)
    assert refused.status_code == 413
    assert "supera los 20 MB" in refused.text
    assert "report_megabytes en [reading]" in refused.text
    assert stored(observatory) == before


def test_somebody_elses_lot_is_not_shown(client: TestClient, observatory: Observatory) -> None:
    token = sign_in(client)
    address = str(client.post("/add", data={"token": token, "text": TEXT}).url)
    until_done(client, address)
    with TestClient(client.app) as luis:
        sign_in(luis, "luis")
        assert luis.get(address).status_code == 404
    assert client.get("/add/none").status_code == 404


def test_actors_and_places_lead_to_their_events(client: TestClient, observatory: Observatory) -> None:
    sign_in(client)
    page = client.get("/actors", params={"words": "harbour"}).text
    (link,) = set(re.findall(r'href="(/\?review=all&amp;actor=[^"]*)"', page))
    events = re.findall(r'<a href="/event/([^"?]*)', client.get(link.replace("&amp;", "&")).text)
    assert events == [e.id for e, _ in observatory.events(EventFilter(place="Valparaíso"))]
    assert "Harbour" not in client.get("/actors", params={"words": "100%"}).text
    page = client.get("/places", params={"words": "temu"}).text
    assert re.search(r"<td>Temuco .*>1</a>", page, re.S)
    assert "Temuco" not in client.get("/places", params={"words": "'; DROP TABLE place"}).text


@pytest.mark.parametrize("register", ["actors", "places"])
def test_two_names_become_one_by_a_decision_and_two_again_by_another(
    client: TestClient, observatory: Observatory, register: str
) -> None:
    observatory.add([Report("g", "The Harbor Guild of Dockers marched in Villa Alemana on Monday.\n", None, "en")])
    token = sign_in(client)
    ids = re.findall('name="join" value="([^"]*)"', client.get(f"/{register}").text)
    assert "Name two or more" in client.get(f"/{register}/join", params={"join": ids[:1]}).text
    page = client.get(f"/{register}/join", params={"join": ids[:2]}).text
    assert re.findall('name="name" value="([^"]*)"', page) == ids[:2]
    form = {"token": token, "name": ids[:2], "kept": ids[0], "why": "the same"}
    assert client.post(f"/{register}/join", data=form, follow_redirects=False).status_code == 303
    page = client.get(f"/{register}").text
    assert ids[1] not in re.findall('name="join" value="([^"]*)"', page)
    assert "the same" in page
    activity = client.get("/activity").text
    assert "joined the names" in activity
    assert f'href="/{register}"' in activity
    # Somebody who was slower is told; nothing is joined twice.
    assert client.post(f"/{register}/join", data=form).status_code == 400
    (number,) = re.findall('name="number" value="([0-9]+)"', page)
    undone = client.post(f"/{register}/part", data={"token": token, "number": number}, follow_redirects=False)
    assert undone.status_code == 303
    assert ids[1] in re.findall('name="join" value="([^"]*)"', client.get(f"/{register}").text)
    again = client.post(f"/{register}/part", data={"token": token, "number": number}, headers={"accept-language": "es"})
    assert again.status_code == 400
    assert "ya está deshecha" in again.text


def test_names_are_joined_by_those_who_decide_and_by_forms_of_their_own(client: TestClient) -> None:
    sign_in(client)
    ids = re.findall('name="join" value="([^"]*)"', client.get("/actors").text)
    form = {"name": ids[:2], "kept": ids[0]}
    assert client.post("/actors/join", data={**form, "token": "another"}).status_code == 403
    with TestClient(client.app) as rita:
        token = sign_in(rita, "rita")
        assert 'name="join"' not in rita.get("/actors").text
        assert rita.get("/actors/join", params={"join": ids[:2]}).status_code == 403
        assert rita.post("/actors/join", data={**form, "token": token}).status_code == 403
        assert rita.post("/actors/part", data={"number": 1, "token": token}).status_code == 403


def test_candidates_of_a_place_are_listed_and_taken(client: TestClient, observatory: Observatory) -> None:
    sign_in(client)
    event = next(e.id for e, _ in observatory.events(EventFilter(place="Valparaíso")))
    page = client.get(f"/event/{event}/place", params={"name": "Temuco"}).text
    assert "worker-src blob:" in client.get(f"/event/{event}/place").headers["content-security-policy"]
    assert "blob:" not in client.get("/").headers["content-security-policy"]
    first = re.findall(r"<li data-lat.*?</li>", page)[0]
    sent = dict(re.findall('name="([a-z0-9]+)" value="([^"]*)"', first))
    assert sent["name"] == "Temuco"
    assert client.post(f"/event/{event}/place", data={**sent, "lat": "123"}).status_code == 400
    assert client.post(f"/event/{event}/place", data={**sent, "precision": "roughly"}).status_code == 400
    client.post(f"/event/{event}/place", data=sent)
    found = observatory.event(event)
    assert found is not None
    assert found[0].place is not None
    assert (found[0].place.name, found[0].place.precision) == ("Temuco", sent["precision"])
    assert client.post(f"/event/{event}/place", data=sent).status_code == 409


def test_the_map_is_drawn_from_this_server_alone(client: TestClient) -> None:
    box = {"west": -73, "south": -39.5, "east": -72, "north": -38}
    assert client.get("/map/towns", params=box, follow_redirects=False).status_code == 303
    sign_in(client)
    towns = client.get("/map/towns", params=box).json()
    assert towns[0]["name"] == "Temuco"
    assert len(towns) <= 40
    assert client.get("/map/maplibre-gl.js").headers["content-type"].startswith("text/javascript")
    assert client.get("/map/..%2f__init__.py").status_code == 404
    assert client.get("/map/pywidget.js").status_code == 404


def test_jobs_of_terminals_and_pages_are_listed_in_the_readers_language_and_a_lots_name_is_its_owners(
    client: TestClient, observatory: Observatory
) -> None:
    token = sign_in(client)
    until_done(client, str(client.post("/add", data={"token": token, "text": TEXT, "title": f"Bread {HOSTILE}"}).url))
    with observatory.store.writing() as connection:
        long_ago = datetime(2024, 1, 1)
        dead = begin_job(connection, "feeds", None, "root")
        connection.execute(update(tables.job).where(tables.job.c.id == dead).values(heard=long_ago, done=7, total=9))
        failed = begin_job(connection, "recode", HOSTILE, "root")
        end_job(connection, failed, "failed", StoreError("disk_full"), done=3)
    mine = client.get("/jobs", headers={"accept-language": "es"}).text
    for words in (
        "Se interrumpió.",
        "7 de 9",
        "sigue donde se detuvo",
        "El disco está lleno",
        "noticias entregadas aquí",
    ):
        assert words in mine
    assert "Bread" in mine
    assert "<script>alert" not in mine
    with TestClient(client.app) as rita:
        sign_in(rita, "rita")
        theirs = rita.get("/jobs").text
    assert "Broke off." in theirs
    assert "The disk is full" in theirs
    assert "Bread" not in theirs
    assert client.get("/add/99").status_code == 404
    assert client.get(f"/add/{dead}").status_code == 404


def test_a_lot_is_known_after_its_server_ended(client: TestClient, observatory: Observatory) -> None:
    token = sign_in(client)
    address = str(client.post("/add", data={"token": token}, files={"file": ("x.zip", _zip())}).url)
    before = until_done(client, address)
    with TestClient(create_app(observatory)) as another:
        sign_in(another)
        after = another.get(address).text
        spanish = another.get(address, headers={"accept-language": "es"}).text
    words = re.compile(r"<li>(?:three|x)\.zip.*?</li>")
    assert words.findall(after) == words.findall(before) != []
    assert "descárguelo de nuevo" in spanish
