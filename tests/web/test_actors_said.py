"""Kinds of people and institutions are called in the reader's language, whichever language their first report was in."""

from __future__ import annotations

from pathlib import Path

import pytest
from hostile import PASSWORD
from starlette.testclient import TestClient

from almenara.model import Report
from almenara.observatory import Observatory
from almenara.pipeline import Pipeline
from almenara.web import create_app


def test_pages_call_them_so(client: TestClient, observatory: Observatory) -> None:
    observatory.add([Report("n", "Police arrested three teachers in Temuco on Monday.\n", None, "en")])
    client.post("/sign-in", data={"name": "ana", "password": PASSWORD})
    page = client.get("/actors", headers={"accept-language": "es"}).text
    assert "Docentes" in page
    assert "Trabajadores de la salud" in page
    assert "Policía (Chile)" in page
    event = next(e for e, _ in observatory.events() if "n" in e.reports)
    assert "Docentes" in client.get(f"/event/{event.id}", headers={"accept-language": "es"}).text
    assert "Teachers" in client.get("/actors").text


def test_an_observatory_s_own_are_called_by_its_file(observatory: Observatory) -> None:
    (observatory.folder / "own.csv").write_text(
        "id,name,name_es\nport,Port Union,Sindicato del Puerto\n", encoding="utf-8"
    )
    observatory.settings = observatory.settings.model_copy(update={"actors": (Path("own.csv"),)})
    observatory.__dict__["pipeline"] = Pipeline(observatory.codebook, actors=(observatory.folder / "own.csv",))
    observatory.add([Report("p", "The Port Union marched in Temuco on Monday.\n", None, "en")])
    with TestClient(create_app(observatory)) as client:
        client.post("/sign-in", data={"name": "ana", "password": PASSWORD})
        assert "Sindicato del Puerto" in client.get("/actors", headers={"accept-language": "es"}).text
        assert "Port Union" in client.get("/actors").text


def test_an_application_does_not_start_without_its_file_of_actors(observatory: Observatory) -> None:
    observatory.settings = observatory.settings.model_copy(update={"actors": (Path("none.csv"),)})
    with pytest.raises(ValueError, match=r"none\.csv: the actors could not be read"):
        create_app(observatory)
