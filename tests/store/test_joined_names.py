"""Names of one actor or place: joined by a decision of the log, shown as one wherever they are read, and parted by undoing it."""

from __future__ import annotations

from datetime import date

import pytest
from older_tables import without_joined_names
from sqlalchemy import text, update

from almenara.model import Report, Source
from almenara.observatory import Observatory
from almenara.observatory.recode import recode
from almenara.publish import Protection, public_events
from almenara.store import EventFilter, history, open_store, problems_of, reports_by_id
from almenara.store import tables as t
from almenara.store.following import changed_at
from almenara.store.recoding import open_conflicts
from almenara.store.refusal import Refusal
from almenara.store.registers import actors_told, places_told


def told(id: str, words: str) -> Report:
    return Report(id, words, None, "en", date(2024, 6, 5), Source(f"Outlet {id}"))


QUAY = told("quay", "Some 400 dockers of the Harbour Guild marched in Valparaíso on Tuesday to demand unpaid wages.\n")
VILLA = told("villa", "Members of the Harbor Guild blocked a road in Villa Alemana on Sunday to demand new wards.\n")
POLICE = told("police", "Police arrested six people in Temuco on Sunday.\n")
HARBOUR, HARBOR = "candidate:harbour-guild", "candidate:harbor-guild"
VALPARAISO, ALEMANA = "3868621", "3868192"


@pytest.fixture
def observatory(observatory: Observatory) -> Observatory:
    observatory.add([QUAY, VILLA])
    return observatory


def agents(observatory: Observatory) -> dict[str, list[tuple[str | None, str | None]]]:
    return {
        event.reports[0]: sorted({(role.actor, role.actor_id) for role in event.roles if role.role == "agent"})
        for event, _ in observatory.events()
    }


def places(observatory: Observatory) -> dict[str, str | None]:
    return {event.reports[0]: event.place.name if event.place else None for event, _ in observatory.events()}


def found(observatory: Observatory, **wanted: str) -> set[str]:
    return {event.reports[0] for event, _ in observatory.events(EventFilter(**wanted))}  # type: ignore[arg-type]


def sound(observatory: Observatory) -> bool:
    return list(problems_of(observatory.store)) == []


def test_joined_actors_are_one_in_events_filters_lists_and_exports_until_it_is_undone(observatory: Observatory) -> None:
    before = agents(observatory)
    assert found(observatory, actor="Harbour Guild") == {"quay"}
    (entry,) = observatory.join_names("ana", "actor", HARBOUR, [HARBOR], "a spelling")
    assert (entry.person, entry.kind, entry.field, entry.event, entry.why) == (
        "ana",
        "join",
        "actor",
        None,
        "a spelling",
    )
    assert agents(observatory) == {key: [("Harbour Guild", HARBOUR)] for key in ("quay", "villa")}
    # By either name and either id all that name either are found.
    for name in ("Harbour Guild", "harbor", HARBOUR, HARBOR):
        assert found(observatory, actor=name) == {"quay", "villa"}
    with observatory.store.reading() as connection:
        (line,) = (a for a in actors_told(connection, "harbor", limit=9) if "Guild" in a.name)
        assert (line.name, line.events) == ("Harbour Guild", 2)
        events = list(observatory.events())
        reports = reports_by_id(connection, ["quay", "villa"])
    protection = Protection(private_names=True)
    public = list(public_events(events, reports, protection, date(2024, 7, 1)))
    assert {e.reports[0].id: e.agents for e in public} == {
        "quay": ("400 dockers of the Harbour Guild",),
        "villa": ("Harbour Guild",),
    }
    observatory.part_names("luis", entry.number, "two guilds after all")
    assert agents(observatory) == before
    assert found(observatory, actor="Harbour Guild") == {"quay"}
    with observatory.store.reading() as connection:
        assert [(e.kind, e.person, e.undoes) for e in history(connection)] == [
            ("join", "ana", None),
            ("undo", "luis", 1),
        ]
    assert sound(observatory)


def test_joined_places_are_one_in_events_columns_and_filters_until_it_is_undone(observatory: Observatory) -> None:
    before = places(observatory)
    (entry,) = observatory.join_names("ana", "place", VALPARAISO, [ALEMANA])
    assert set(places(observatory).values()) == {"Valparaíso"}
    for name in ("Valpara", "Villa Alemana"):
        assert found(observatory, place=name) == {"quay", "villa"}
    with observatory.store.reading() as connection:
        (line,) = places_told(connection, "alemana", limit=9)
        assert (line.name, line.events) == ("Valparaíso", 2)
    observatory.part_names("ana", entry.number)
    assert places(observatory) == before
    assert found(observatory, place="Villa Alemana") == {"villa"}
    assert sound(observatory)


def test_reports_that_come_later_and_a_new_coding_keep_what_was_joined(observatory: Observatory) -> None:
    observatory.join_names("ana", "actor", HARBOUR, [HARBOR])
    observatory.join_names("ana", "place", VALPARAISO, [ALEMANA])
    observatory.add([told("later", "The Harbor Guild went on strike in Villa Alemana on 20 May over unpaid wages.\n")])
    assert agents(observatory)["later"] == [("Harbour Guild", HARBOUR)]
    assert places(observatory)["later"] == "Valparaíso"
    (villa,) = (event.id for event, _ in observatory.events() if "villa" in event.reports)
    observatory.decide("ana", villa, "accept")
    assert recode(observatory, every=True).reports == 3
    assert set(places(observatory).values()) == {"Valparaíso"}
    assert {name for several in agents(observatory).values() for name in several} == {("Harbour Guild", HARBOUR)}
    assert found(observatory, place="Valparaíso") == {"quay", "villa", "later"}
    with observatory.store.reading() as connection:
        # The same words read the same way contradict no decision.
        assert list(open_conflicts(connection)) == []
    assert sound(observatory)


def test_accounts_of_one_event_find_one_another_by_joined_names(observatory: Observatory) -> None:
    observatory.join_names("ana", "place", VALPARAISO, [ALEMANA])
    again = "Around 380 dockers from the Harbour Guild marched through Villa Alemana on Tuesday over unpaid wages.\n"
    done = observatory.add([told("again", again)])
    assert (done.events, done.joined) == (0, 1)


def test_names_go_by_way_of_others_and_each_join_is_undone_by_itself(observatory: Observatory) -> None:
    observatory.add(
        [told("third", "The Dockers Guild of Valparaíso went on strike in Quilpué on Saturday against layoffs.\n")]
    )
    third = "candidate:dockers-guild-of-valparaiso"
    (first,) = observatory.join_names("ana", "actor", HARBOUR, [HARBOR])
    (second,) = observatory.join_names("ana", "actor", third, [HARBOUR])
    assert {who for (who, _), *_ in agents(observatory).values()} == {"Dockers Guild of Valparaíso"}
    observatory.part_names("ana", first.number)
    assert agents(observatory)["villa"] == [("Harbor Guild", HARBOR)]
    assert agents(observatory)["quay"] == [("Dockers Guild of Valparaíso", third)]
    observatory.part_names("ana", second.number)
    assert agents(observatory)["quay"] == [("Harbour Guild", HARBOUR)]
    # What was parted can be joined the other way round.
    observatory.join_names("ana", "actor", HARBOR, [HARBOUR, third])
    assert {who for (who, _), *_ in agents(observatory).values()} == {"Harbor Guild"}
    assert sound(observatory)


def test_what_cannot_be_joined_is_refused_and_nothing_is_recorded(observatory: Observatory) -> None:
    observatory.add([POLICE])

    def refused(*names: str) -> str:
        with pytest.raises(Refusal) as caught:
            observatory.join_names("ana", "actor", names[0], list(names[1:]))
        return caught.value.reason

    assert refused(HARBOUR) == "join_two"
    assert refused(HARBOUR, HARBOUR) == "join_two"
    assert refused(HARBOUR, "nobody") == refused("nobody", HARBOUR) == "no_such_name"
    # A name that no registry knows would take the known one's place, and with it its right to be published.
    assert refused(HARBOUR, "CL:police") == "keep_known"
    with pytest.raises(Refusal, match="joins no names"):
        observatory.part_names("ana", 1)
    observatory.join_names("ana", "actor", "CL:police", [HARBOUR])
    assert refused(HARBOR, HARBOUR) == refused(HARBOUR, HARBOR) == "joined_already"
    observatory.part_names("ana", 1)
    with pytest.raises(Refusal, match="undone already"):
        observatory.part_names("ana", 1)
    (event,) = (event.id for event, _ in observatory.events() if "villa" in event.reports)
    with pytest.raises(Refusal, match="has no decision 1"):
        observatory.decide("ana", event, "undo", undoes=1)
    with observatory.store.reading() as connection:
        assert [e.kind for e in history(connection)] == ["join", "undo"]


def test_those_who_follow_changes_see_that_an_event_changed(observatory: Observatory) -> None:
    with observatory.store.reading() as connection:
        before = changed_at(connection)
    (entry,) = observatory.join_names("ana", "actor", HARBOUR, [HARBOR])
    with observatory.store.writing() as connection:
        connection.execute(text("UPDATE decision SET at = '2099-01-01 00:00:00'"))
    with observatory.store.reading() as connection:
        after = changed_at(connection)
    assert after.keys() == before.keys()
    assert {at.year for at in after.values()} == {2099}
    assert entry.number == 1


def test_a_join_that_was_tampered_with_is_found(observatory: Observatory) -> None:
    observatory.join_names("ana", "actor", HARBOUR, [HARBOR])
    with observatory.store.writing() as connection:
        connection.execute(update(t.actor).values(joined_into=None))
    assert any(HARBOR in problem for problem in problems_of(observatory.store))


def test_a_log_of_before_is_brought_over_with_its_seals(url: str, observatory: Observatory) -> None:
    (event, *_) = (event.id for event, _ in observatory.events())
    for kind in ("accept", "undo"):
        observatory.decide("ana", event, kind, undoes=1 if kind == "undo" else None)  # type: ignore[arg-type]
    with observatory.store.reading() as connection:
        log = [
            (e, row.sha256) for e, row in zip(history(connection), connection.execute(t.decision.select()), strict=True)
        ]
    with observatory.store.writing() as connection:
        connection.execute(t.release.insert().values(number=1, at=log[0][0].at, decision_number=2, software="before"))
        without_joined_names(connection)
    store = open_store(url)
    try:
        assert list(problems_of(store)) == []
        with store.reading() as connection:
            rows = connection.execute(t.decision.select())
            assert [(e, row.sha256) for e, row in zip(history(connection), rows, strict=True)] == log
            assert connection.execute(text("SELECT decision_number FROM release")).scalars().all() == [2]
    finally:
        store.close()
    observatory.join_names("ana", "actor", HARBOUR, [HARBOR])
    assert sound(observatory)
