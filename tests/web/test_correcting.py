"""The forms of an event's values: taking a source's, pointing at words, days, figures, taking an act back, and two events side by side."""

from __future__ import annotations

import html
import re
from datetime import date

import pytest
from hostile import HOSTILE, PASSWORD
from starlette.testclient import TestClient

from almenara.model import Report, Source
from almenara.observatory import Observatory
from almenara.store import Decision, EventFilter, history
from almenara.store.holds import hold, let_go


@pytest.fixture
def signed_in(client: TestClient) -> TestClient:
    client.post("/sign-in", data={"name": "ana", "password": PASSWORD})
    return client


def march(observatory: Observatory) -> str:
    return next(e.id for e, _ in observatory.events(EventFilter(place="Valparaíso")))


def seen(client: TestClient, event: str) -> tuple[str, dict[str, str]]:
    """An event's page, and what its forms carry."""
    page = client.get(f"/event/{event}?review=all").text
    return page, {name: re.findall(f'name="{name}" value="([^"]*)"', page)[0] for name in ("token", "head")}


def claims(page: str, field: str) -> list[str]:
    """The keys of what sources say of a field, of those that can be taken."""
    part = re.split('<div class="field ', page)
    (mine,) = [p for p in part if p.startswith(f'of-{field}"')]
    return re.findall('name="claim" value="([^"]*)"', mine)


def log(observatory: Observatory) -> list[Decision]:
    with observatory.store.reading() as connection:
        return list(history(connection))


def crowd(observatory: Observatory, event: str) -> tuple[int | None, int | None, int | None]:
    found = observatory.event(event)
    assert found is not None
    (figure,) = (q for q in found[0].quantities if q.of == "crowd")
    return figure.low, figure.best, figure.high


def test_a_sources_figure_is_taken_with_its_words_and_taken_back(
    signed_in: TestClient, observatory: Observatory
) -> None:
    event = march(observatory)
    before = crowd(observatory, event)
    page, form = seen(signed_in, event)
    keys = claims(page, "crowd")
    assert len(keys) == 2
    signed_in.post(f"/event/{event}/take", data={**form, "claim": keys[1]})
    correct, evidence = log(observatory)
    assert (correct.kind, correct.field, evidence.kind, evidence.field) == ("correct", "crowd", "evidence", "crowd")
    assert evidence.new["report"] in ("quay", "wire")
    assert evidence.new["text"] in ("Some 400 dockers", "Around 450 dockers", "400", "450", "Some 400", "Around 450")
    assert crowd(observatory, event)[1] in (400, 450)
    page, form = seen(signed_in, event)
    marked = re.findall('<mark class="([^"]*)">', page)
    assert any({"crowd", "chosen"} <= set(kinds.split()) for kinds in marked)
    assert "evidence chosen by ana" in page
    numbers = re.findall('name="number" value="([^"]*)"', page)
    signed_in.post(f"/event/{event}/undo", data={**form, "number": numbers})
    assert [entry.kind for entry in log(observatory)][2:] == ["undo", "undo"]
    assert crowd(observatory, event) == before


def test_another_sources_day_and_place_are_taken(signed_in: TestClient, observatory: Observatory) -> None:
    event = march(observatory)
    observatory.decide("luis", event, "correct", field="date_from", new=date(2024, 5, 1))
    observatory.decide("luis", event, "correct", field="place", new="Quilpué")
    page, form = seen(signed_in, event)
    signed_in.post(f"/event/{event}/take", data={**form, "claim": claims(page, "date")[0]})
    page, form = seen(signed_in, event)
    signed_in.post(f"/event/{event}/take", data={**form, "claim": claims(page, "place")[0]})
    found = observatory.event(event)
    assert found is not None
    assert found[0].date is not None
    assert found[0].place is not None
    assert (found[0].date.start, found[0].place.name) == (date(2024, 6, 4), "Valparaíso")


def test_what_was_seen_before_somebody_elses_decision_is_not_taken(
    signed_in: TestClient, observatory: Observatory
) -> None:
    event = march(observatory)
    page, form = seen(signed_in, event)
    observatory.decide("luis", event, "note", why="seen from the balcony")
    answer = signed_in.post(f"/event/{event}/take", data={**form, "claim": claims(page, "crowd")[0]})
    assert answer.status_code == 409
    assert "seen from the balcony" in answer.text
    for path, data in (
        ("days", {"date_from": "2024-01-01"}),
        ("figure", {"field": "crowd", "value": "3"}),
        ("evidence", {"field": "date", "report": "quay", "words": "Tuesday"}),
        ("undo", {"number": "1"}),
    ):
        assert signed_in.post(f"/event/{event}/{path}", data={**form, **data}).status_code == 409
    assert len(log(observatory)) == 1


@pytest.mark.parametrize("name", ["rita", None])
@pytest.mark.parametrize("path", ["take", "evidence", "days", "figure", "undo"])
def test_readers_and_forged_forms_change_nothing(
    client: TestClient, observatory: Observatory, name: str | None, path: str
) -> None:
    event = march(observatory)
    client.post("/sign-in", data={"name": name or "ana", "password": PASSWORD})
    token = re.findall('name="token" value="([^"]*)"', client.get("/").text)[0] if name else "0" * 64
    data = {
        "token": token,
        "head": "0",
        "claim": "x",
        "field": "crowd",
        "report": "quay",
        "words": "Tuesday",
        "value": "3",
        "number": "1",
    }
    assert client.post(f"/event/{event}/{path}", data=data).status_code == 403
    assert log(observatory) == []


def test_words_are_found_where_they_stand_once(signed_in: TestClient, observatory: Observatory) -> None:
    event = march(observatory)
    for words, sentence in (("a", "more than once"), ("cathedral", "do not stand"), (" ", "do not stand")):
        _, form = seen(signed_in, event)
        answer = signed_in.post(
            f"/event/{event}/evidence", data={**form, "field": "place", "report": "quay", "words": words}
        )
        assert answer.status_code == 400
        assert sentence in answer.text
    _, form = seen(signed_in, event)
    other = {**form, "field": "place", "report": "ward", "words": "Temuco"}
    assert signed_in.post(f"/event/{event}/evidence", data=other).status_code == 400
    signed_in.post(f"/event/{event}/evidence", data={**form, "field": "demand", "report": "quay", "words": HOSTILE})
    (entry,) = log(observatory)
    assert entry.new["text"] == HOSTILE
    page, _ = seen(signed_in, event)
    assert "<script>alert" not in page
    assert html.escape(HOSTILE).replace("&#x27;", "&#39;") in page


def test_days_and_figures_are_given_by_forms(signed_in: TestClient, observatory: Observatory) -> None:
    event = march(observatory)
    _, form = seen(signed_in, event)
    signed_in.post(f"/event/{event}/days", data={**form, "date_from": "2024-06-03", "date_to": "2024-06-04"})
    _, form = seen(signed_in, event)
    signed_in.post(f"/event/{event}/figure", data={**form, "field": "killed", "value": "1"})
    page, form = seen(signed_in, event)
    assert re.search(r"1 killed\s*<", page)
    assert "1 muerto<" in signed_in.get(f"/event/{event}", headers={"accept-language": "es"}).text
    assert "3 Jun 2024 – 4 Jun 2024" in page
    for path, data in (
        ("figure", {"field": "killed", "value": "some"}),
        ("figure", {"field": "type", "value": "3"}),
        ("days", {"date_from": "soon"}),
    ):
        assert signed_in.post(f"/event/{event}/{path}", data={**form, **data}).status_code == 400


def test_a_bare_carriage_return_shifts_no_offset(client: TestClient, observatory: Observatory) -> None:
    text = "Some 30 miners marched\rin Cusco on Tuesday.\r\nThey asked for water.\n"
    observatory.add([Report("cr", text, None, "en", date(2024, 6, 5), Source("Wire"))])
    client.post("/sign-in", data={"name": "ana", "password": PASSWORD})
    event = next(e.id for e, _ in observatory.events(EventFilter(place="Cusco")))
    page = client.get(f"/event/{event}").text
    assert page.count("&#13;") == 2


def test_two_events_are_compared_before_they_are_merged(signed_in: TestClient, observatory: Observatory) -> None:
    event = march(observatory)
    other = next(e.id for e, _ in observatory.events(EventFilter(place="Temuco")))
    page = signed_in.get(f"/event/{event}/beside?other={other}").text
    assert re.findall('<tr class="differs"><th scope="row">([^<]*) <', page) == ["Where", "Who", "How many"]
    assert "Harbour Guild" in page
    assert "nurses" in page
    assert "<script>alert" not in page
    form = {name: re.findall(f'name="{name}" value="([^"]*)"', page)[0] for name in ("token", "head")}
    form |= {"kind": "merge", "value": other, "other_head": "0"}
    # Somebody decides on the event that would go into this one: neither was seen as it is now.
    entry = observatory.decide("luis", other, "correct", field="place", new="Lautaro")
    stale = signed_in.post(f"/event/{event}", data=form)
    assert (stale.status_code, "Somebody decided on this event" in stale.text, "Lautaro" in stale.text) == (
        409,
        True,
        True,
    )
    assert observatory.event(other) is not None
    assert f'name="other_head" value="{entry.number}"' in stale.text
    hold(observatory.store, other, "luis")
    assert "luis is reviewing" in signed_in.post(f"/event/{event}", data={**form, "other_head": entry.number}).text
    assert observatory.event(other) is not None
    with observatory.store.writing() as connection:
        let_go(connection, "luis")
    signed_in.post(f"/event/{event}", data={**form, "other_head": entry.number})
    assert observatory.event(other) is None
    assert signed_in.get(f"/event/{event}/beside/{event}").status_code == 404
    assert signed_in.get(f"/event/{event}/beside/{other}").status_code == 404


def test_an_event_of_the_same_day_and_town_is_offered_for_comparison(
    signed_in: TestClient, observatory: Observatory
) -> None:
    text = "Bakers went on strike in Temuco on Monday against a new tax on flour, their federation said.\n"
    observatory.add([Report("bread", text, None, "en", date(2024, 6, 5), Source("Bread"))])
    events = [e.id for e, _ in observatory.events(EventFilter(place="Temuco"))]
    assert len(events) == 2
    page = signed_in.get(f"/event/{events[0]}").text
    assert f"/event/{events[0]}/beside/{events[1]}" in page


def test_a_types_definition_is_a_piece_of_a_page(signed_in: TestClient, observatory: Observatory) -> None:
    piece = signed_in.get("/codebook/type/march").text
    assert html.unescape(piece).find(observatory.codebook.types["march"].definition.en) > 0
    assert "<html" not in piece
    assert signed_in.get("/codebook/type/none").status_code == 404


def test_the_next_event_is_that_of_the_list(signed_in: TestClient, observatory: Observatory) -> None:
    order = [e.id for e, _ in observatory.events(EventFilter(reviews=("new",)))]
    assert len(order) == 2
    first = signed_in.get(f"/event/{order[0]}").text
    assert f'id="next" href="/event/{order[1]}' in first
    assert 'id="previous"' not in first
    _, form = seen(signed_in, order[1])
    # After the last one the first that is left comes.
    answer = signed_in.post(f"/event/{order[1]}", data={**form, "kind": "accept"}, follow_redirects=False)
    assert answer.headers["location"] == f"/event/{order[0]}"
    _, form = seen(signed_in, order[0])
    answer = signed_in.post(f"/event/{order[0]}", data={**form, "kind": "accept"}, follow_redirects=False)
    assert answer.headers["location"] == "/"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({"kind": "note", "why": " "}, "Esto necesita palabras: diga por qué."),
        ({"kind": "correct", "field": "date_from", "value": "ayer <b>"}, "«ayer &lt;b&gt;» no es un día"),
        (
            {"kind": "correct", "field": "lat", "value": "100"},
            "«100» no es una coordenada en grados: lat va de -90 a 90.",
        ),
        ({"kind": "correct", "field": "crowd", "value": "muchos"}, "«muchos» no es una cifra"),
        ({"kind": "undo", "number": "7"}, "no tiene una decisión 7."),
    ],
)
def test_a_refusal_is_said_in_the_readers_language(
    signed_in: TestClient, observatory: Observatory, data: dict[str, str], said: str
) -> None:
    event = march(observatory)
    _, form = seen(signed_in, event)
    answer = signed_in.post(f"/event/{event}", data={**form, **data}, headers={"accept-language": "es"})
    assert answer.status_code == 400
    assert said in answer.text
