"""What is refused, and what fails, is said in Spanish to those who read Spanish: on pages, by the API and on the command line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from hostile import PASSWORD
from sqlalchemy import Connection
from starlette.testclient import TestClient

from almenara.cli import main
from almenara.observatory import Observatory
from almenara.store import Store, StoreError
from almenara.store.tokens import make_token
from almenara.web import create_app

SPANISH = {"accept-language": "es"}
FULL = "El disco está lleno; lo que estaba en curso se deshizo"


@pytest.fixture
def ana(observatory: Observatory) -> Iterator[TestClient]:
    with TestClient(create_app(observatory), headers=SPANISH) as client:
        client.post("/sign-in", data={"name": "ana", "password": PASSWORD})
        yield client


def token(client: TestClient) -> str:
    return str(re.findall('name="token" value="([^"]*)"', client.get("/").text)[0])


@pytest.fixture
def full(monkeypatch: pytest.MonkeyPatch) -> None:
    """A disk on which nothing can be written any more."""

    @contextmanager
    def writing(store: Store) -> Iterator[Connection]:
        raise StoreError("disk_full")
        yield

    monkeypatch.setattr(Store, "writing", writing)


def test_names_of_views_and_of_people_to_whom_nothing_can_be_given(ana: TestClient) -> None:
    sent = {"token": token(ana)}
    assert "Una vista tiene un nombre de 1 a 60 caracteres." in ana.post("/views", data=sent).text
    assert "Nadie que se llame nemo puede entrar" in ana.post("/assign", data={**sent, "to": "nemo"}).text


def test_a_reason_that_is_too_long(ana: TestClient, observatory: Observatory) -> None:
    form = {"token": token(ana), "kind": "note", "head": "0", "why": "x" * 5001}
    answer = ana.post(f"/event/{next(observatory.events())[0].id}", data=form)
    assert (answer.status_code, "lo que el formulario envió en «why» falta, es demasiado largo" in answer.text) == (
        422,
        True,
    )


def test_a_database_that_cannot_be_written(ana: TestClient, observatory: Observatory, full: None) -> None:
    form = {"token": token(ana), "name": "mine"}
    answer = ana.post("/views", data=form)
    assert (answer.status_code, FULL in answer.text) == (503, True)
    answer = ana.post("/views", data=form, headers={"accept-language": "en"})
    assert "The disk is full" in answer.text


def test_a_database_that_cannot_be_written_by_the_api(
    ana: TestClient, observatory: Observatory, request: pytest.FixtureRequest
) -> None:
    with observatory.store.writing() as connection:
        known = {"Authorization": f"Bearer {make_token(connection, 'ana', ['read', 'decide'], timedelta(hours=1))}"}
    (event, *_) = ana.get("/api/v1/events", headers=known).json()["items"]
    etag = ana.get(f"/api/v1/events/{event['id']}", headers=known).headers["etag"]
    request.getfixturevalue("full")
    address, wish = f"/api/v1/events/{event['id']}/decisions", {"kind": "accept"}
    answer = ana.post(address, json=wish, headers={**known, "If-Match": etag})
    assert (answer.status_code, answer.json()["error"].startswith(FULL)) == (503, True)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["decide", "e-none", "accept"], "No hay ningún hecho e-none; búsquelo en la lista de hechos."),
        (["decide", "EVENT", "reject"], "Esto necesita palabras: diga por qué."),
        (["decide", "EVENT", "merge", "--other", "e-none"], "No hay otro hecho e-none que unir con EVENT."),
        (["people", "add", "eva", "--password-file", "SHORT"], "Una contraseña tiene de 10 a 1000 caracteres"),
        (["people", "token", "nemo"], "Nadie que se llame nemo puede entrar"),
        (["actors", "join", "nobody", "none"], "No hay ningún nobody en la lista."),
        (["backup", "SHORT"], "ya existe; nombre otro archivo."),
        (["restore", "SHORT", "--force"], "no es la copia de seguridad de un observatorio, o está dañada"),
    ],
)
def test_the_command_line(
    observatory: Observatory,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    arguments: list[str],
    said: str,
) -> None:
    monkeypatch.setenv("ALMENARA_LANG", "es")
    short = tmp_path / "short.txt"
    short.write_text("short", encoding="utf-8")
    event = next(observatory.events())[0].id
    names = {"EVENT": event, "SHORT": str(short)}
    with pytest.raises(SystemExit) as ended:
        main([*(names.get(a, a) for a in arguments), "--in", str(observatory.folder)])
    assert ended.value.code == 2
    assert said.replace("EVENT", event) in capsys.readouterr().err
