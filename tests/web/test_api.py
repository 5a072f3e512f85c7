"""The HTTP API, asked honestly and otherwise, on both databases."""

from __future__ import annotations

import itertools
import re
import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hostile import HOSTILE, PASSWORD
from reports_to_review import REPORTS, filled
from sqlalchemy import select
from starlette.testclient import TestClient

from almenara.cli import main
from almenara.observatory import Observatory, open_observatory
from almenara.pipeline import Pipeline
from almenara.store import EventFilter, tables
from almenara.store.holds import hold
from almenara.store.people import set_password
from almenara.store.tokens import Scope, bearer_of, make_token, take_tokens_back
from almenara.web import create_app

_numbers = itertools.count()


@pytest.fixture(scope="module")
def original_in_postgres(tmp_path_factory: pytest.TempPathFactory, postgres: Any, pipeline: Pipeline) -> Path:
    postgres.psql("CREATE DATABASE original;")
    folder = tmp_path_factory.mktemp("original") / "here"
    filled(folder, pipeline, postgres.get_uri("original"))
    return folder


@pytest.fixture(params=["sqlite", "postgresql"])
def observatory(request: pytest.FixtureRequest, tmp_path: Path, pipeline: Pipeline) -> Iterator[Observatory]:
    """A copy of an observatory, on each kind of database."""
    if request.param == "sqlite":
        folder = shutil.copytree(request.getfixturevalue("original"), tmp_path / "here")
    else:
        folder = shutil.copytree(request.getfixturevalue("original_in_postgres"), tmp_path / "here")
        server, name = request.getfixturevalue("postgres"), f"copy_{next(_numbers)}"
        server.psql(f"CREATE DATABASE {name} TEMPLATE original;")
        (folder / "almenara.toml").write_text(f'database = "{server.get_uri(name)}"\n', encoding="utf-8")
    made = open_observatory(folder)
    made.__dict__["pipeline"] = pipeline
    yield made
    made.close()


class Asker:
    """A program with a token."""

    def __init__(self, client: TestClient, token: str | None) -> None:
        self.client, self.headers = client, {"Authorization": f"Bearer {token}"} if token else {}

    def get(self, path: str, headers: Any = None, /, **params: Any) -> Any:
        return self.client.get(f"/api/v1{path}", params=params, headers={**self.headers, **(headers or {})})

    def decide(self, event: str, etag: str | None, **wish: Any) -> Any:
        headers = self.headers | ({"If-Match": etag} if etag else {})
        return self.client.post(f"/api/v1/events/{event}/decisions", json=wish, headers=headers)

    def everything(self, path: str, **params: Any) -> list[dict[str, Any]]:
        rows, cursor = [], None
        while True:
            found = self.get(path, **params, **({"cursor": cursor} if cursor else {})).json()
            rows += found["items"]
            cursor = found["next"]
            if cursor is None:
                return rows


def token(observatory: Observatory, name: str, *scopes: Scope, days: float = 1) -> str:
    with observatory.store.writing() as connection:
        return make_token(connection, name, scopes, timedelta(days=days))


@pytest.fixture
def client(observatory: Observatory) -> Iterator[TestClient]:
    with TestClient(create_app(observatory)) as made:
        yield made


@pytest.fixture
def ana(client: TestClient, observatory: Observatory) -> Asker:
    return Asker(client, token(observatory, "ana", "read", "decide"))


def march(observatory: Observatory) -> str:
    return next(e.id for e, _ in observatory.events(EventFilter(place="Valparaíso")))


@pytest.mark.parametrize(
    "path", ["/reports", "/reports/quay", "/events", "/events/e-1", "/mentions", "/decisions", "/totals", "/codebook"]
)
def test_nothing_is_read_without_a_token_that_reads(client: TestClient, observatory: Observatory, path: str) -> None:
    assert Asker(client, None).get(path).status_code == 401
    assert Asker(client, "alm_guess").get(path).status_code == 401
    for scope in ("decide", "public"):
        refused = Asker(client, token(observatory, "ana", scope)).get(path)
        assert refused.status_code == 403
        assert "'read'" in refused.json()["error"]


def test_lists_are_paged_whole_and_in_order(ana: Asker) -> None:
    for path, key in (("/reports", "id"), ("/events", "id"), ("/mentions", "id")):
        whole = ana.everything(path)
        ids = [row[key] for row in whole]
        assert ids == sorted(set(ids))
        assert len(ids) >= 2
        assert ana.everything(path, limit=1) == whole
    assert [r["id"] for r in ana.everything("/reports")] == ["quay", "ward", "wire"]


def test_filters_of_lists_answer_the_question_asked(ana: Asker, observatory: Observatory) -> None:
    event = march(observatory)
    assert [e["id"] for e in ana.everything("/events", place="valpara")] == [event]
    assert {m["report"] for m in ana.everything("/mentions", event=event)} == {"quay", "wire"}
    assert {m["event"] for m in ana.everything("/mentions", report="quay")} == {event}
    assert [r["id"] for r in ana.everything("/reports", words="nurses wards")] == ["ward"]
    assert ana.get("/events", type="dance").status_code == 400
    report = ana.get("/reports/quay").json()
    assert report["text"] == REPORTS[0].text
    assert HOSTILE in report["text"]
    assert event in report["events"]
    book = ana.get("/codebook").json()
    assert {t["id"] for t in book["types"]} == set(observatory.codebook.types)


def test_what_the_asker_has_is_not_sent_again(ana: Asker, observatory: Observatory) -> None:
    event = march(observatory)
    for path in ("/reports", "/events", f"/events/{event}", "/totals", "/codebook"):
        first = ana.get(path)
        again = ana.get(path, {"If-None-Match": f'"other", W/{first.headers["etag"]}'})
        assert (again.status_code, again.content) == (304, b"")
        assert "no-store" not in first.headers["cache-control"]
    etag = ana.get(f"/events/{event}").headers["etag"]
    assert ana.decide(event, etag, kind="accept").status_code == 201
    assert ana.get(f"/events/{event}", {"If-None-Match": etag}).status_code == 200


def test_a_decision_needs_the_state_that_it_is_on(ana: Asker, observatory: Observatory) -> None:
    event = march(observatory)
    etag = ana.get(f"/events/{event}").headers["etag"]
    assert ana.decide(event, None, kind="accept").status_code == 428
    assert ana.decide(event, "*", kind="accept").status_code == 412
    made = ana.decide(event, etag, kind="correct", field="place", value="Quilpué", why="read again")
    assert (made.status_code, made.json()["person"], made.json()["new"]) == (201, "ana", "Quilpué")
    stale = ana.decide(event, etag, kind="accept")
    assert stale.status_code == 412
    assert "number 1" in stale.json()["error"]
    again = ana.get(f"/events/{event}")
    assert (again.json()["head"], again.json()["place"]["name"]) == (1, "Quilpué")
    assert ana.decide(event, again.headers["etag"], kind="undo", undoes=1).status_code == 201
    assert [d["kind"] for d in ana.everything("/decisions", limit=1)] == ["correct", "undo"]


def test_a_merge_needs_the_state_of_both_events(ana: Asker, observatory: Observatory) -> None:
    event = march(observatory)
    other = next(e.id for e, _ in observatory.events() if e.id != event)
    etag, seen = (ana.get(f"/events/{one}").headers["etag"] for one in (event, other))
    unseen = ana.decide(event, etag, kind="merge", value=other)
    assert (unseen.status_code, "other event" in unseen.json()["error"]) == (428, True)
    observatory.decide("luis", other, "correct", field="place", new="Quilpué")
    assert ana.decide(event, etag, kind="merge", value=other, seen=seen).status_code == 412
    assert [d["kind"] for d in ana.everything("/decisions")] == ["correct"]
    seen = ana.get(f"/events/{other}").headers["etag"]
    assert ana.decide(event, etag, kind="merge", value=other, seen=seen).status_code == 201
    gone = ana.get(f"/events/{other}", {"Accept-Language": "es"})
    assert (gone.status_code, event in gone.json()["error"], "se unió" in gone.json()["error"]) == (404, True, True)


def test_what_somebody_is_reviewing_is_left_to_them(ana: Asker, observatory: Observatory) -> None:
    event = march(observatory)
    other = next(e.id for e, _ in observatory.events() if e.id != event)
    etag, seen = (ana.get(f"/events/{one}").headers["etag"] for one in (event, other))
    assert hold(observatory.store, other, "luis") is None
    held = ana.decide(event, etag, kind="merge", value=other, seen=seen)
    assert (held.status_code, "luis" in held.json()["error"]) == (409, True)
    assert ana.decide(other, seen, kind="accept").status_code == 409
    assert ana.decide(event, etag, kind="accept").status_code == 201
    assert hold(observatory.store, other, "ana", take_over=True) is None
    assert ana.decide(other, seen, kind="accept").status_code == 201


def test_who_may_not_decide_cannot(client: TestClient, ana: Asker, observatory: Observatory) -> None:
    event = march(observatory)
    etag = ana.get(f"/events/{event}").headers["etag"]
    assert Asker(client, None).decide(event, etag, kind="accept").status_code == 401
    assert Asker(client, token(observatory, "ana", "read")).decide(event, etag, kind="accept").status_code == 403
    with pytest.raises(ValueError, match="reader"):
        token(observatory, "rita", "decide")
    luis = Asker(client, token(observatory, "luis", "decide"))
    with observatory.store.writing() as connection:
        set_password(connection, "luis", PASSWORD, "reader")
    assert luis.decide(event, etag, kind="accept").status_code == 403
    assert ana.everything("/decisions") == []


def test_a_token_is_kept_as_its_hash_and_ends(client: TestClient, observatory: Observatory) -> None:
    made = token(observatory, "rita", "read")
    with observatory.store.reading() as connection:
        kept = connection.execute(select(tables.api_token)).one()
    assert made not in str(kept)
    assert made.removeprefix("alm_") not in str(kept)
    assert Asker(client, made).get("/reports").status_code == 200
    with observatory.store.writing() as connection:
        assert take_tokens_back(connection, "rita") == 1
    assert Asker(client, made).get("/reports").status_code == 401
    short = token(observatory, "rita", "read", days=1)
    with observatory.store.writing() as connection:
        connection.execute(tables.api_token.update().values(expires=tables.api_token.c.made))
        assert bearer_of(connection, short) is None
    for days, scopes, name in (
        (0, ["read"], "rita"),
        (9999, ["read"], "rita"),
        (1, [], "rita"),
        (1, ["read"], "nobody"),
    ):
        with pytest.raises(ValueError, match=r"^\w.*\.$"):
            token(observatory, name, *scopes, days=days)  # type: ignore[arg-type]


def test_wrong_tokens_are_slowed_down(client: TestClient, ana: Asker) -> None:
    guesses = [Asker(client, f"alm_{n}").get("/reports") for n in range(12)]
    assert [g.status_code for g in guesses] == [401] * 10 + [429] * 2
    assert guesses[-1].headers["retry-after"] == "300"
    # Nobody from there is heard, so that a right guess is not told from a wrong one.
    assert ana.get("/reports").status_code == 429


HOSTILE_VALUES = [
    HOSTILE,
    "' OR 1=1 --",
    "%",
    "_",
    "\\",
    '"',
    "x" * 400,
    "\u202e",
    "é" * 100,
    "; DROP TABLE event",
    "0x",
]


@pytest.mark.parametrize("value", HOSTILE_VALUES)
def test_values_are_only_ever_values(ana: Asker, observatory: Observatory, value: str) -> None:
    for name in ("place", "actor", "demand", "words"):
        found = ana.get("/events", **{name: value})
        assert found.status_code == 200, (name, found.text)
        assert name not in ("place", "demand") or found.json()["items"] == []
    for name in ("event", "report"):
        assert ana.get("/mentions", **{name: value}).json()["items"] == []
    assert ana.get("/reports", cursor=value).status_code in (200, 400)
    assert ana.get("/events", since=value).status_code == 422
    assert ana.get("/events/" + value.replace("/", "")).status_code == 404
    assert len(ana.everything("/events")) == 2


def test_what_no_database_keeps_is_refused_in_a_sentence(ana: Asker, observatory: Observatory) -> None:
    event = march(observatory)
    etag = ana.get(f"/events/{event}").headers["etag"]
    assert ana.get("/events", place="a\0b").status_code == 400
    assert ana.get("/events/a%00b").status_code == 400
    assert ana.get("/reports", cursor="AGE").status_code == 400
    for wish in (
        {"kind": "note", "why": "a\0b"},
        {"kind": "note", "why": ""},
        {"kind": "dance"},
        {"kind": "correct", "field": "sha256", "value": "x"},
        {"kind": "correct", "field": "lat", "value": "north"},
        {"kind": "correct", "field": "lat", "value": "NaN"},
        {"kind": "correct", "field": "country", "value": "Chile"},
        {"kind": "correct", "field": "date_from", "value": "yesterday"},
        {"kind": "merge", "value": "e-nothing", "seen": etag},
        {"kind": "split", "value": "nothing"},
        {"kind": "relate", "field": "cousin", "value": event},
        {"kind": "undo", "undoes": 2**40},
        {"kind": "undo"},
        {"kind": "accept", "person": "luis"},
    ):
        refused = ana.decide(event, etag, **wish)
        assert refused.status_code == 422, (wish, refused.text)
        assert refused.json()["error"].endswith(".")
    surrogate = ana.client.post(
        f"/api/v1/events/{event}/decisions",
        content=b'{"kind": "note", "why": "\\ud800"}',
        headers=ana.headers | {"If-Match": etag, "Content-Type": "application/json"},
    )
    assert surrogate.status_code == 422
    assert ana.everything("/decisions") == []


def test_large_bodies_are_refused_before_they_are_read(ana: Asker, observatory: Observatory) -> None:
    event = march(observatory)
    refused = ana.decide(event, '"0.' + "0" * 32 + '"', kind="note", why="x" * 70_000)
    assert (refused.status_code, "bytes" in refused.json()["error"]) == (413, True)
    chunked = ana.client.post(f"/api/v1/events/{event}/decisions", content=iter([b"{}"]), headers=ana.headers)
    assert chunked.status_code == 413


def test_refusals_speak_the_language_asked_for(client: TestClient, ana: Asker, observatory: Observatory) -> None:
    for language, word in (("es-MX,es;q=0.9", "Envíe"), ("en", "Send")):
        said = client.get("/api/v1/events", headers={"Accept-Language": language}).json()["error"]
        assert said.startswith(word)
    for path, said in (
        ("/api/v1/events?limit=0", "No se puede usar limit: es demasiado pequeño."),
        ("/api/v1/events?limit=ten", "No se puede usar limit: no es un número entero."),
        ("/api/v1/events?since=June", "No se puede usar since: no es un día; escríbalo como 2024-06-05."),
    ):
        known = ana.headers | {"Accept-Language": "es"}
        assert client.get(path, headers=known).json()["error"] == said
    event = march(observatory)
    etag = ana.get(f"/events/{event}").headers["etag"]
    spanish = Asker(client, None)
    spanish.headers = ana.headers | {"Accept-Language": "es"}
    for wish, said in (
        ({"kind": "dance"}, "No se puede usar kind: no es ninguno de"),
        ({"kind": "accept", "person": "luis"}, "No se puede usar person: aquí no existe ese valor."),
        ({"kind": "reject"}, "Esto necesita palabras: diga por qué."),
        ({"kind": "undo", "undoes": 7}, f"El hecho {event} no tiene una decisión 7."),
        ({"kind": "split", "value": "x"}, f"Para separar {event}, nombre algunos de sus relatos"),
    ):
        refused = spanish.decide(event, etag, **wish)
        assert (refused.status_code, refused.json()["error"].startswith(said)) == (422, True), refused.text
    for path in ("/api/v1/nothing", "/api/v1/events/a%0Ab", "/api/nothing", "/oauth/x%0Ay"):
        assert client.get(path).json()["error"].endswith((".", "request"))
    assert client.put("/api/v1/events").status_code == 405


def test_the_examples_of_the_documentation_run(address: str, observatory: Observatory) -> None:
    text = (Path(__file__).parents[2] / "docs" / "api.md").read_text(encoding="utf-8")
    blocks = re.findall(r"^```python\n(.*?)^```", text, re.DOTALL | re.MULTILINE)
    names: dict[str, Any] = {
        "ADDRESS": address,
        "TOKEN": token(observatory, "ana", "read", "decide"),
        "NAME": "rita",
        "PASSWORD": PASSWORD,
    }
    assert len(blocks) == 4
    exec("\n".join(blocks), names)
    assert len(names["events"]) == 2
    assert names["answer"]["count"] == 1


def test_a_token_is_made_and_taken_back_by_command(
    client: TestClient, observatory: Observatory, capsys: pytest.CaptureFixture[str]
) -> None:
    def run(*arguments: str) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as ended:
            main(["people", *arguments, "--in", str(observatory.folder)])
        said = capsys.readouterr()
        return int(str(ended.value.code)), said.out.strip(), said.err

    status, made, said = run("token", "rita", "--scope", "read", "--days", "3")
    assert (status, "rita" in said) == (0, True)
    assert Asker(client, made).get("/reports").status_code == 200
    assert run("token", "rita", "--scope", "decide")[0] == 2
    assert run("token", "nobody")[0] == 2
    assert run("token", "rita", "--days", "-1")[0] == 2
    status, said, _ = run("end-tokens", "rita")
    assert (status, "1" in said) == (0, True)
    assert Asker(client, made).get("/reports").status_code == 401
