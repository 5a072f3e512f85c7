"""Holds that run out, assignments, saved views, and the order of the queue."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from older_tables import without_joined_names
from sqlalchemy import insert, select, text, update

from almenara.store import EventFilter, Store, open_store
from almenara.store import tables as t
from almenara.store.assignments import assign, assignees_of, drop_view, keep_view, views_of
from almenara.store.holds import Hold, hold, holder_of, let_go
from almenara.store.people import set_password
from almenara.store.priority import EPOCH, lot_of, priority_of
from almenara.store.search import ONE_IN, count_up_to, find_event_ids, queue_ids

WEEK = timedelta(weeks=1)


def event(name: str, **more: object) -> dict[str, object]:
    usual = {
        "id": name,
        "family": "f",
        "type": "march",
        "status": "happened",
        "score": 1.0,
        "review": "new",
        "sources": 1,
    }
    return {**usual, **more}


@pytest.fixture
def team(store: Store) -> Store:
    with store.writing() as connection:
        for name in ("ana", "luis", "rita"):
            set_password(connection, name, "a lighthouse on the third hill", "coder")
        connection.execute(insert(t.event), [event("e1"), event("e2"), event("e3")])
    return store


def held(store: Store, name: str) -> str | None:
    with store.reading() as connection:
        found = holder_of(connection, name)
        return found.person if found else None


def test_an_event_is_held_by_whoever_opened_it_first_until_they_go_on(team: Store) -> None:
    assert hold(team, "e1", "ana") is None
    other = hold(team, "e1", "luis")
    assert isinstance(other, Hold)
    assert other.person == "ana"
    assert hold(team, "e2", "ana") is None
    assert held(team, "e1") is None
    assert hold(team, "e1", "luis") is None
    assert (held(team, "e1"), held(team, "e2")) == ("luis", "ana")
    # Looking at what another one holds lets go of the own one.
    hold(team, "e2", "luis")
    assert (held(team, "e1"), held(team, "e2")) == (None, "ana")
    with team.writing() as connection:
        let_go(connection, "ana")
    assert held(team, "e2") is None


def test_a_hold_is_seen_by_another_server_runs_out_and_can_be_taken_over(team: Store, url: str) -> None:
    hold(team, "e1", "ana")
    elsewhere = open_store(url)
    assert held(elsewhere, "e1") == "ana"
    assert hold(elsewhere, "e1", "luis", take_over=True) is None
    assert held(team, "e1") == "luis"
    elsewhere.close()
    with team.writing() as connection:
        connection.execute(update(t.hold).values(until=datetime.now(UTC).replace(tzinfo=None) - timedelta(seconds=1)))
    assert held(team, "e1") is None
    assert hold(team, "e1", "rita") is None
    assert held(team, "e1") == "rita"


def test_events_are_given_to_people_and_found_by_them(team: Store) -> None:
    with team.writing() as connection:
        assert assign(connection, ["e1", "e2", "none"], "luis", "ana") == 2
        assign(connection, ["e2"], "rita", "ana")
        with pytest.raises(ValueError, match="Nobody called"):
            assign(connection, ["e3"], "nemo", "ana")
    with team.writing() as connection:
        assert assignees_of(connection, ["e1", "e2", "e3"]) == {"e1": "luis", "e2": "rita"}
        assert list(find_event_ids(connection, EventFilter(assignee="luis"))) == ["e1"]
        assert list(find_event_ids(connection, EventFilter(view="assigned"))) == ["e1", "e2"]
        assign(connection, ["e1"], None, "ana")
        assert list(find_event_ids(connection, EventFilter(assignee="luis"))) == []


def test_views_are_ones_own(team: Store) -> None:
    with team.writing() as connection:
        keep_view(connection, "ana", "  Lima   water ", "place=Lima")
        keep_view(connection, "ana", "Lima water", "place=Lima&words=agua")
        keep_view(connection, "luis", "Lima water", "")
        ((number, name, query),) = views_of(connection, "ana")
        assert (name, query) == ("Lima water", "place=Lima&words=agua")
        assert drop_view(connection, "luis", number) is False
        assert drop_view(connection, "ana", number) is True
        assert (views_of(connection, "ana"), len(views_of(connection, "luis"))) == ([], 1)
        with pytest.raises(ValueError, match="name"):
            keep_view(connection, "ana", " ", "")


def test_the_rule_of_priority() -> None:
    calm = priority_of({}, [], "happened", 1.0, EPOCH)
    assert calm == 0
    assert priority_of({"killed": 9}, [], "happened", 1.0, EPOCH) == 3
    assert priority_of({"injured": 99}, ["ASSAULT", "PROTEST"], "happened", 1.0, EPOCH) == 5
    assert priority_of({"crowd": 10**6}, [], "happened", 1.0, EPOCH) == 0
    assert priority_of({}, [], "alleged", 0.5, EPOCH) == 2
    # Two weeks more of waiting weigh two points.
    assert priority_of({}, [], "happened", 1.0, EPOCH - 2 * WEEK) == 2


def test_an_older_database_is_given_its_order_when_it_is_opened(team: Store, url: str) -> None:
    with team.writing() as connection:
        without_joined_names(connection)
        connection.execute(text("DROP TABLE judgement"))
        for column in ("sessions", "totp_secret", "totp_on", "totp_step"):
            connection.execute(text(f"ALTER TABLE person DROP COLUMN {column}"))
        for table in ("invitation", "recovery_code", "double_coding", "hold", "assignment", "saved_view"):
            connection.execute(text(f"DROP TABLE {table}"))
        connection.execute(text("DROP INDEX ix_event_priority"))
        for index in ("lot", "unread", "type_priority", "status_priority", "days", "near", "near_long"):
            connection.execute(text(f"DROP INDEX ix_event_{index}"))
        connection.execute(text("DROP INDEX ix_decision_kind"))
        connection.execute(text("ALTER TABLE mention DROP COLUMN meaning"))
        connection.execute(text("ALTER TABLE event DROP COLUMN lot"))
        connection.execute(text("ALTER TABLE event DROP COLUMN priority"))
        connection.execute(text("UPDATE alembic_version SET version_num = '0009'"))
    open_store(url).close()
    with team.reading() as connection:
        rows = connection.execute(select(t.event.c.id, t.event.c.lot, t.event.c.priority)).all()
    assert [(row.id, row.lot) for row in sorted(rows)] == [(name, lot_of(name)) for name in ("e1", "e2", "e3")]
    assert all(row.priority == 0 for row in rows)


@pytest.mark.parametrize("many", [0, 3, 10, 47, 50, 53, 101])
def test_in_a_surge_each_event_is_on_one_page_and_both_ends_on_the_first(store: Store, many: int) -> None:
    with store.writing() as connection:
        if many:
            connection.execute(insert(t.event), [event(f"e{n:03}", priority=float(-n)) for n in range(many)])
        wanted, limit = EventFilter(reviews=("new",)), 10
        pages = [
            queue_ids(connection, wanted, limit=limit, offset=offset, both_ends=True)
            for offset in range(0, many + limit, limit)
        ]
        everything = [name for page in pages for name in page]
        assert sorted(everything) == [f"e{n:03}" for n in range(many)]
        assert all(len(page) == limit for page in pages[:-2])
        if many > limit:
            low = limit // ONE_IN
            best = [f"e{n:03}" for n in range(limit - low)]
            assert pages[0] == [*best, *(f"e{n:03}" for n in reversed(range(many - low, many)))]
        assert queue_ids(connection, wanted, limit=10) == [f"e{n:03}" for n in range(min(many, 10))]
        assert count_up_to(connection, wanted, 20) == min(many, 20)


@pytest.mark.parametrize(
    ("otherwise", "near"),
    [
        ({}, True),
        ({"type": "vigil"}, True),
        ({"family": "g"}, False),
        ({"date_from": date(2024, 3, 6), "date_to": date(2024, 3, 6)}, True),
        ({"date_from": date(2024, 3, 7), "date_to": date(2024, 3, 7)}, False),
        # A week, and a month, that hold the day.
        ({"date_from": date(2024, 3, 4), "date_to": date(2024, 3, 10)}, True),
        ({"date_from": date(2024, 3, 1), "date_to": date(2024, 3, 31)}, True),
        ({"date_from": date(2024, 2, 26), "date_to": date(2024, 3, 3)}, False),
        ({"place": "Juliaca"}, False),
        ({"place": "Puno", "place_precision": "admin1"}, True),
        ({"place": "Puno", "place_precision": "admin1", "admin1": "Cusco"}, False),
        # A municipality holds the towns about it, of its own state alone.
        ({"place": "El Collao", "place_precision": "admin2", "lat": -16.2, "lon": -69.5}, True),
        ({"place": "Melgar", "place_precision": "admin2", "lat": -14.9, "lon": -70.6}, False),
        ({"place": "El Collao", "place_precision": "admin2", "lat": None, "lon": None}, False),
        ({"place": "El Collao", "place_precision": "populated_place", "lat": -16.2, "lon": -69.5}, False),
        ({"place": "El Collao", "place_precision": "admin2", "lat": -16.2, "lon": -69.5, "admin1": "Tacna"}, False),
        ({"admin1": None}, False),
        ({"country": "BO"}, False),
        ({"review": "rejected"}, False),
        ({"merged_into": "e1"}, False),
    ],
)
def test_which_events_are_near_another(store: Store, otherwise: dict[str, object], near: bool) -> None:
    day = {"date_from": date(2024, 3, 5), "date_to": date(2024, 3, 5)}
    there = {**day, "place": "Ilave", "admin1": "Puno", "country": "PE", "place_precision": "populated_place"}
    there |= {"lat": -16.09, "lon": -69.64}
    wanted = EventFilter(view="near_duplicates")
    with store.writing() as connection:
        connection.execute(insert(t.event), [event("e1", **there)])
        connection.execute(insert(t.event), [event("e2", **{**there, **otherwise})])
        found = sorted(find_event_ids(connection, wanted))
        # One that was rejected is near another that was not.
        standing = ["e2"] if otherwise.get("review") == "rejected" else ["e1", "e2"]
        assert found == (standing if near or otherwise.get("review") else [])
        assert count_up_to(connection, wanted, 10) == len(found)
