"""Kinds of people and institutions are called in the reader's language, whichever language their first report was in."""

from __future__ import annotations

import pytest
from hostile import PASSWORD
from starlette.testclient import TestClient

from almenara.model import Report
from almenara.observatory import Observatory
from almenara.resolve.actors import Setting, label_of_actor, open_registry
from almenara.resolve.actors.registry import default_entries
from almenara.web.actors import actor_said


@pytest.mark.parametrize("language", ["en", "es"])
def test_every_default_actor_that_a_report_names_has_a_label(language: str) -> None:
    registry = open_registry(language)
    for entry in default_entries("generic.yaml", "generic"):
        actor = registry.generic(entry[language][0])
        assert actor is not None
        assert label_of_actor(actor.id, actor.name) is not None
    for entry in default_entries("institutions.yaml", "institutions"):
        actor = registry.institution(entry[language][0], Setting("VE"))
        assert actor is not None
        label = label_of_actor(actor.id, actor.name)
        assert label is not None
        assert label.country == "VE"


def test_what_is_somebodys_own_is_called_as_they_call_it() -> None:
    assert actor_said("teachers", "Teachers", "es") == "Docentes"
    assert actor_said("teachers", "Teachers of our town", "es") == "Teachers of our town"
    assert actor_said("GB:police", "Police (United Kingdom)", "es") == "Policía (Reino Unido)"
    assert actor_said("VE:Zulia:police", "Policía (Zulia, Venezuela)", "en") == "Police (Zulia, Venezuela)"
    assert actor_said("candidate:x", "Harbour Guild", "es") == "Harbour Guild"
    assert actor_said(None, "Harbour Guild", "es") == "Harbour Guild"


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
