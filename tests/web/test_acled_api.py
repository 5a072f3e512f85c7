"""The API that clients of ACLED speak, asked as they ask."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from hostile import PASSWORD
from starlette.testclient import TestClient

from almenara.observatory import Observatory
from almenara.observatory.settings import ProtectionSettings
from almenara.publish.acled import COLUMNS
from almenara.store import EventFilter
from almenara.store.tokens import make_token
from almenara.web import create_app


@pytest.fixture
def client(observatory: Observatory) -> Iterator[TestClient]:
    with observatory.store.writing() as connection:
        token = make_token(connection, "rita", ["public"], timedelta(days=1))
    with TestClient(create_app(observatory), headers={"Authorization": f"Bearer {token}"}) as made:
        yield made


@pytest.fixture
def accepted(observatory: Observatory) -> dict[str, str]:
    """Both events accepted; their ids by place."""
    events = {e.place.name: e.id for e, _ in observatory.events() if e.place}
    for event in events.values():
        observatory.decide("ana", event, "accept")
    return events


def rows(client: TestClient, path: str = "acled", **params: Any) -> list[dict[str, str]]:
    response = client.get(f"/api/{path}/read", params=params)
    assert response.status_code == 200, response.text
    found = response.json()
    assert (found["status"], found["success"], found["count"]) == (200, True, len(found["data"]))
    assert all(isinstance(value, str) for row in found["data"] for value in row.values())
    return list(found["data"])


def places(client: TestClient, **params: Any) -> list[str]:
    return sorted(row["location"] for row in rows(client, **params))


def test_only_what_was_accepted_is_given(client: TestClient, observatory: Observatory) -> None:
    assert rows(client) == []
    event = next(e.id for e, _ in observatory.events(EventFilter(place="Temuco")))
    observatory.decide("ana", event, "accept")
    assert places(client) == ["Temuco"]
    observatory.decide("ana", event, "reject", why="was another")
    assert rows(client) == []


def test_the_columns_are_acleds_and_no_other(client: TestClient, accepted: dict[str, str]) -> None:
    found = rows(client)
    assert [list(row) for row in found] == [COLUMNS] * 2
    assert found[0]["inter1"] == "Protesters"
    assert found[0]["interaction"] == "Protesters only"
    assert found[0]["inter2"] == ""
    numeric = rows(client, inter_num=1)
    assert (numeric[0]["inter1"], numeric[0]["interaction"], numeric[0]["inter2"]) == ("6", "60", "0")


V, T = "Valparaíso", "Temuco"


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("location=temu", [T]),
        ("location=TEM%25co", [T]),
        ("location=temu&location_where=%3D", []),
        ("location=temuco&location_where=%3D", [T]),
        ("location=temuco:OR:location=valpara", [T, V]),
        ("location=temuco:OR:valpara", [T, V]),
        ("location=temuco&country=Peru", []),
        ("country=Chile&event_type=Protests", [T, V]),
        ("country=Peru:OR:Republic of Chile:OR:Bosnia and Herzegovina", [T, V]),
        ("event_date=2024-06-04", [T, V]),
        ("event_date=2024-06-01|2024-06-30&event_date_where=BETWEEN", [T, V]),
        ("event_date=2024-06-05&event_date_where=%3E", []),
        ("event_date=2024-06-05&event_date_where=<", [T, V]),
        ("year=2024&inter1=6", [T, V]),
        ("inter1=protest", [T, V]),
        ("interaction=16", []),
        ("region=15", [T, V]),
        ("region=1", []),
        ("latitude=-36&latitude_where=<", [T]),
        ("timestamp=2020-01-01", [T, V]),
        ("timestamp=99999999999", []),
        ("location=' OR 1=1 --", []),
        ("location=.*", []),
        ("location=%00", None),
    ],
)
def test_filters(client: TestClient, accepted: dict[str, str], query: str, expected: list[str] | None) -> None:
    response = client.get(f"/api/acled/read?{query}")
    if expected is None:
        assert response.status_code == 400
    else:
        assert sorted(row["location"] for row in response.json()["data"]) == expected


@pytest.mark.parametrize(
    "query",
    [
        "contry=Chile",
        "contry_where=LIKE",
        "fields=event_date|secret",
        "event_date=soon",
        "event_date=2024-13-01",
        "year=x",
        "year=2024&year_where=; DROP TABLE event",
        "event_date=2024-01-01&event_date_where=BETWEEN",
        "limit=-1",
        "limit=99999999999999999999",
        "page=x",
        "_format=exe",
        "export_type=x",
        "inter_num=2",
    ],
)
def test_what_cannot_be_asked_is_refused_in_the_envelope(client: TestClient, accepted: Any, query: str) -> None:
    response = client.get(f"/api/acled/read?{query}")
    found = response.json()
    assert (response.status_code, found["status"], found["success"], found["data"]) == (400, 400, False, [])
    assert found["messages"][0].endswith(".")


def test_pages_fields_and_sides(client: TestClient, accepted: dict[str, str]) -> None:
    first, second = rows(client, limit=1), rows(client, limit=1, page=2)
    assert first + second == rows(client, limit=0)
    assert rows(client, limit=1, page=3) == []
    assert [list(row) for row in rows(client, fields="event_date|location")] == [["event_date", "location"]] * 2
    single = rows(client, export_type="monadic")
    assert len(single) == 2
    assert {"actor2", "inter2"} & set(single[0]) == set()
    etag = client.get("/api/acled/read").headers["etag"]
    assert client.get("/api/acled/read", headers={"If-None-Match": etag}).status_code == 304


def test_a_file_has_its_header_even_where_nothing_fits(client: TestClient, accepted: dict[str, str]) -> None:
    empty = client.get("/api/acled/read", params={"_format": "csv", "country": "Peru"})
    assert empty.text == ",".join(COLUMNS) + "\n"
    whole = client.get("/api/acled/read?_format=csv")
    assert whole.headers["content-type"].startswith("text/csv")
    assert [row["location"] for row in csv.DictReader(io.StringIO(whole.text))] == [r["location"] for r in rows(client)]


def test_what_was_withdrawn_is_listed_once_it_had_been_given(
    client: TestClient, observatory: Observatory, accepted: dict[str, str]
) -> None:
    assert rows(client, "deleted") == []
    ids = {row["location"]: row["event_id_cnty"] for row in rows(client)}
    observatory.decide("ana", accepted[T], "reject", why="was another")
    (gone,) = rows(client, "deleted")
    assert gone["event_id_cnty"] == ids[T]
    assert gone["deleted_timestamp"].isdigit()
    assert rows(client, "deleted", deleted_timestamp="2020-01-01") == [gone]
    assert rows(client, "deleted", deleted_timestamp="2999-01-01") == []
    entry = observatory.decide("ana", accepted[V], "correct", field="country", new="PE")
    assert {row["event_id_cnty"] for row in rows(client, "deleted")} == {ids[T], ids[V]}
    assert [row["event_id_cnty"] for row in rows(client)] == [ids[V].replace("ALMCHL", "ALMPER")]
    observatory.decide("ana", accepted[V], "undo", undoes=entry.number)
    observatory.decide("ana", accepted[V], "correct", field="status", new="planned")
    assert rows(client) == []
    assert ids[V] in {row["event_id_cnty"] for row in rows(client, "deleted")}


def test_an_event_that_was_merged_away_is_withdrawn(
    client: TestClient, observatory: Observatory, accepted: dict[str, str]
) -> None:
    ids = {row["location"]: row["event_id_cnty"] for row in rows(client)}
    observatory.decide("ana", accepted[V], "merge", new={"event": accepted[T]})
    assert [row["event_id_cnty"] for row in rows(client)] == [ids[V]]
    assert [row["event_id_cnty"] for row in rows(client, "deleted")] == [ids[T]]


def test_nothing_that_is_protected_is_given(observatory: Observatory, client: TestClient, accepted: Any) -> None:
    shown = rows(client)[0]["source"]
    assert shown
    profile = ProtectionSettings(withheld_sources=("Wire",), coordinate_decimals=1, embargo_days=0)
    observatory.settings = observatory.settings.model_copy(update={"protection": profile})
    with TestClient(create_app(observatory), headers=dict(client.headers)) as other:
        assert "Wire" not in other.get("/api/acled/read").text
        assert all(row["latitude"].endswith("000") for row in rows(other))
    profile = ProtectionSettings(embargo_days=100_000)
    observatory.settings = observatory.settings.model_copy(update={"protection": profile})
    observatory.decide("ana", accepted[T], "reject", why="was another")
    with TestClient(create_app(observatory), headers=dict(client.headers)) as other:
        assert rows(other) == rows(other, "deleted") == []


def test_name_and_password_give_a_token_for_what_is_public_alone(
    client: TestClient, observatory: Observatory, accepted: dict[str, str]
) -> None:
    asked = {"username": "ana", "password": PASSWORD, "grant_type": "password", "client_id": "acled"}
    given = client.post("/oauth/token", data=asked).json()
    assert (given["token_type"], given["expires_in"]) == ("Bearer", 86400)
    headers = {"Authorization": f"Bearer {given['access_token']}"}
    assert client.get("/api/acled/read", headers=headers).json()["count"] == 2
    assert client.get("/api/v1/reports", headers=headers).status_code == 403
    assert client.post("/oauth/token", data=asked | {"grant_type": "magic"}).status_code == 400
    assert client.post("/oauth/token", data={"username": "ana"}).json()["error"] == "invalid_request"
    wrong = [client.post("/oauth/token", data=asked | {"password": "wrong"}).status_code for _ in range(11)]
    assert (wrong[0], wrong[-1]) == (401, 429)
    # The brake is the one of the form by which people sign in.
    assert client.post("/sign-in", data={"name": "ana", "password": PASSWORD}).status_code == 429


def test_without_a_token_nothing_is_given(observatory: Observatory, accepted: Any) -> None:
    with observatory.store.writing() as connection:
        decides = make_token(connection, "ana", ["decide"], timedelta(days=1))
    with TestClient(create_app(observatory)) as stranger:
        for path in ("/api/acled/read", "/api/deleted/read"):
            assert stranger.get(path).status_code == 401
            assert stranger.get(path, headers={"Authorization": f"Bearer {decides}"}).status_code == 403
            assert stranger.get(path, params={"key": "x", "email": "a@b.example"}).status_code == 401
