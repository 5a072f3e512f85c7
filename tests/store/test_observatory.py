"""Reports go in once and come out as they were coded; decisions stand and can be taken back; nothing is lost on the way."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select, text, update

from almenara.link import events_of
from almenara.model import Mention, Report, Source, Status
from almenara.observatory import Observatory, SettingsError, open_observatory, read_settings
from almenara.pipeline import NotCoded, Pipeline
from almenara.store import (
    EventFilter,
    StoreError,
    back_up,
    count_events,
    decide,
    event_columns,
    find_event_ids,
    history,
    mentions_of,
    open_store,
    problems_of,
    report_of,
    restore,
    stored_totals,
)
from almenara.store import tables as t
from almenara.store.own_counts import BY_OWN_COUNT

MARCH = Report(
    "march",
    "Some 200 teachers marched through Accra on Monday to demand better pay. Police fired tear gas and arrested six people.",
    title="Teachers march",
    language="en",
    published=date(2024, 6, 5),
    source=Source("Accra Post", "post.example", "GH", "national"),
    url="https://post.example/1",
)
PARO = Report(
    "paro",
    "Los médicos anunciaron un paro para el viernes en Lima. El observatorio registró 744 protestas en mayo de 2024, 24 por día.",
    language="es",
    published=date(2024, 6, 5),
)


def ids(observatory: Observatory, **filters: object) -> set[str]:
    with observatory.store.reading() as connection:
        return set(find_event_ids(connection, EventFilter(**filters)))  # type: ignore[arg-type]


def types(observatory: Observatory, **filters: object) -> list[str]:
    """Types of the events that fit, but for the 744 protests of no one day."""
    found = observatory.events(EventFilter(**filters))  # type: ignore[arg-type]
    return sorted(event.type for event, _ in found if event.status is not Status.GENERIC)


def test_what_comes_out_is_what_was_coded(observatory: Observatory, pipeline: Pipeline) -> None:
    observatory.add([MARCH, PARO])
    coded: dict[str, Mention] = {}
    totals = []
    for coding in pipeline.code([MARCH, PARO]):
        assert not isinstance(coding, NotCoded)
        coded |= {mention.id: mention for mention in coding.mentions}
        totals += coding.totals
    with observatory.store.reading() as connection:
        stored = {
            m.id: m
            for _, found in mentions_of(connection, list(find_event_ids(connection, EventFilter())))
            for m in found
        }
        assert list(stored_totals(connection)) == totals
        assert report_of(connection, "march") == MARCH
        assert report_of(connection, "none") is None
    assert len(coded) >= 4
    assert {key: m.to_dict() for key, m in stored.items()} == {key: m.to_dict() for key, m in coded.items()}


def test_events_are_those_of_the_command_line(observatory: Observatory, pipeline: Pipeline) -> None:
    observatory.add([MARCH])
    (coding,) = pipeline.code([MARCH])
    assert not isinstance(coding, NotCoded)
    wanted = {event.id: event for event in events_of(coding.mentions)}
    found = {event.id: event for event, review in observatory.events() if review == "new"}
    assert {k: (e.type, e.status, e.date, e.place, e.quantities) for k, e in found.items()} == {
        k: (e.type, e.status, e.date, e.place, e.quantities) for k, e in wanted.items()
    }


def test_a_report_is_added_once_and_its_reprint_is_a_copy(observatory: Observatory) -> None:
    first = observatory.add([MARCH])
    again = observatory.add([MARCH, replace(MARCH, id="reprint"), replace(MARCH, id="reprint-2")])
    assert (first.reports, first.there_before, first.copies) == (1, 0, 0)
    assert (again.reports, again.there_before, again.copies, again.events) == (0, 1, 2, 0)
    assert len(ids(observatory)) == first.events
    with observatory.store.reading() as connection:
        rows = connection.execute(select(t.report.c.id, t.report.c.copy_of).order_by(t.report.c.id)).all()
    assert [tuple(row) for row in rows] == [("march", None), ("reprint", "march"), ("reprint-2", "march")]


def test_an_id_that_stands_for_another_text_is_refused(observatory: Observatory) -> None:
    observatory.add([MARCH])
    done = observatory.add([replace(PARO, id="march"), PARO])
    assert done.reports == 1
    assert len(done.refused) == 1
    assert "march" in str(done.refused[0])


def test_a_report_in_another_language_is_kept_and_not_coded(observatory: Observatory) -> None:
    done = observatory.add(
        [Report("de", "Die Lehrer demonstrierten am Montag in Berlin gegen die Regierung.", language="de")]
    )
    assert (done.reports, done.events, len(done.not_coded)) == (1, 0, 1)
    with observatory.store.reading() as connection:
        assert report_of(connection, "de") is not None


@pytest.mark.parametrize(
    ("filters", "wanted"),
    [
        ({"types": ("march",)}, ["march"]),
        ({"families": ("state_response",)}, ["arrest", "dispersal"]),
        ({"statuses": ("planned",)}, ["strike"]),
        ({"since": date(2024, 6, 6)}, ["strike"]),
        ({"until": date(2024, 6, 3)}, ["arrest", "dispersal", "march"]),
        ({"place": "accra"}, ["arrest", "dispersal", "march"]),
        ({"place": "PE"}, ["strike"]),
        ({"place": "100%"}, []),
        ({"actor": "teachers"}, ["march"]),
        ({"actor": "GH:police"}, ["arrest", "dispersal"]),
        ({"demand": "wages"}, ["march"]),
        ({"words": "TEARGAS"}, []),
        ({"words": "tear gas"}, ["arrest", "dispersal", "march"]),
        ({"words": 'gas" OR "paro'}, []),
        ({"unreported": date(2024, 6, 8)}, ["strike"]),
        ({"unreported": date(2024, 6, 7)}, []),
        ({"reviews": ("accepted",)}, []),
    ],
)
def test_filters(observatory: Observatory, filters: dict[str, object], wanted: list[str]) -> None:
    observatory.add([MARCH, PARO])
    assert types(observatory, **filters) == wanted


@pytest.mark.parametrize("few", [-1, 4_000])
@pytest.mark.parametrize(
    ("filters", "wanted"),
    [
        ({"place": "accra"}, ["arrest", "dispersal", "march"]),
        ({"place": "PE"}, ["strike"]),
        ({"actor": "teach"}, ["march"]),
        ({"actor": "GH:police"}, ["arrest", "dispersal"]),
        ({"actor": "&"}, []),
        ({"demand": "wages"}, ["march"]),
        ({"words": "tear gas"}, ["arrest", "dispersal", "march"]),
        ({"actor": "police", "place": "accra", "words": "TEAR gas"}, ["arrest", "dispersal"]),
        ({"families": ("state_response",), "reviews": ("new",)}, ["arrest", "dispersal"]),
        ({"families": ("state_response",), "types": ("arrest",)}, ["arrest"]),
        ({"families": ("state_response",), "reviews": ("accepted",)}, []),
    ],
)
def test_what_is_looked_up_fits_whether_few_or_many_do(
    observatory: Observatory, monkeypatch: pytest.MonkeyPatch, few: int, filters: dict[str, Any], wanted: list[str]
) -> None:
    monkeypatch.setattr("almenara.store.looked_up.FEW", few)
    observatory.add([MARCH, PARO])
    with observatory.store.reading() as connection:
        found = list(find_event_ids(connection, EventFilter(**filters), limit=10))
        rows = event_columns(connection, found).values()
        assert sorted(row.type for row in rows if row.status != Status.GENERIC) == wanted
        assert count_events(connection, EventFilter(**filters)) == len(found)


def test_decisions_stand_and_can_be_taken_back(observatory: Observatory) -> None:
    observatory.add([MARCH])
    (event,) = ids(observatory, types=("march",))
    with observatory.store.writing() as connection:
        decide(connection, person="ana", event=event, kind="accept")
        decide(
            connection,
            person="ana",
            event=event,
            kind="correct",
            field="date_from",
            new=date(2024, 6, 2),
            why="it was Sunday",
        )
        decide(connection, person="luis", event=event, kind="correct", field="type", new="demonstration")
    ((found, review),) = list(observatory.events(EventFilter(reviews=("accepted",))))
    assert (found.id, found.type, found.date.start if found.date else None, review) == (
        event,
        "demonstration",
        date(2024, 6, 2),
        "accepted",
    )
    with observatory.store.writing() as connection:
        decide(connection, person="ana", event=event, kind="undo", undoes=1)
        decide(connection, person="luis", event=event, kind="undo", undoes=3)
    ((found, review),) = [(e, r) for e, r in observatory.events() if e.id == event]
    assert (found.type, review, found.date.start if found.date else None) == ("march", "new", date(2024, 6, 2))
    with observatory.store.writing() as connection:
        decide(connection, person="ana", event=event, kind="undo", undoes=4)
        entries = list(history(connection, event))
    assert [(e.number, e.person, e.kind, e.undoes) for e in entries] == [
        (1, "ana", "accept", None),
        (2, "ana", "correct", None),
        (3, "luis", "correct", None),
        (4, "ana", "undo", 1),
        (5, "luis", "undo", 3),
        (6, "ana", "undo", 4),
    ]
    assert {review for e, review in observatory.events() if e.id == event} == {"accepted"}
    assert list(problems_of(observatory.store)) == []


def test_a_corrected_type_takes_its_family_along_and_back(observatory: Observatory) -> None:
    observatory.add([MARCH])
    (event,) = ids(observatory, types=("march",))
    observatory.decide("ana", event, "correct", field="type", new="riot")
    assert {e.family for e, _ in observatory.events(EventFilter(families=("unrest",)))} == {"unrest"}
    observatory.decide("ana", event, "undo", undoes=1)
    assert [e.family for e, _ in observatory.events() if e.id == event] == ["contention"]


@pytest.mark.parametrize(
    ("entry", "words"),
    [
        ({"event": "none", "kind": "accept"}, "no event"),
        ({"kind": "reject"}, "say why"),
        ({"kind": "correct", "field": "id", "new": "x"}, "cannot be corrected"),
        ({"kind": "undo", "undoes": 7}, "no decision 7"),
    ],
)
def test_what_cannot_be_decided_is_refused_in_a_sentence(
    observatory: Observatory, entry: dict[str, object], words: str
) -> None:
    observatory.add([MARCH])
    (event,) = ids(observatory, types=("march",))
    with observatory.store.writing() as connection, pytest.raises(ValueError, match=words):
        decide(connection, **{"person": "ana", "event": event, **entry})  # type: ignore[arg-type]
    with observatory.store.reading() as connection:
        assert list(history(connection)) == []


def test_a_tampered_decision_and_a_changed_text_are_found(observatory: Observatory) -> None:
    observatory.add([MARCH])
    (event,) = ids(observatory, types=("march",))
    with observatory.store.writing() as connection:
        decide(connection, person="ana", event=event, kind="note", why="seen")
        decide(connection, person="ana", event=event, kind="accept")
    with observatory.store.writing() as connection:
        connection.execute(update(t.decision).where(t.decision.c.number == 1).values(why="never seen"))
        connection.execute(update(t.report).values(text=MARCH.text.replace("six", "two")))
    problems = list(problems_of(observatory.store))
    assert any("Decision 1" in problem for problem in problems)
    assert any("report march" in problem for problem in problems)
    with observatory.store.writing() as connection:
        connection.execute(text("DELETE FROM decision WHERE number = 1"))
    assert any("Decision 1 is missing" in problem for problem in problems_of(observatory.store))


def test_a_clock_that_is_set_back_does_not_reorder_the_log(
    observatory: Observatory, monkeypatch: pytest.MonkeyPatch
) -> None:
    observatory.add([MARCH])
    (event,) = ids(observatory, types=("march",))
    with observatory.store.writing() as connection:
        later = decide(connection, person="ana", event=event, kind="accept")
        connection.execute(text("UPDATE decision SET at = '2099-01-01 00:00:00'"))
        assert later.number == 1
        then = decide(connection, person="ana", event=event, kind="note", why="x")
    assert then.at.year == 2099


def test_flagged_events_are_found_as_long_as_a_flag_stands(observatory: Observatory) -> None:
    observatory.add([MARCH])
    (event,) = ids(observatory, types=("march",))
    assert ids(observatory, flagged=True) == set()
    flag = observatory.decide("ana", event, "flag", why="is this one march or two?")
    observatory.decide("ana", event, "note", why="asked the desk")
    assert ids(observatory, flagged=True) == {event}
    undone = observatory.decide("luis", event, "undo", undoes=flag.number)
    assert ids(observatory, flagged=True) == set()
    observatory.decide("ana", event, "undo", undoes=undone.number)
    assert ids(observatory, flagged=True) == {event}


def test_a_newer_database_is_refused(empty_url: str) -> None:
    store = open_store(empty_url)
    with store.writing() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    store.close()
    with pytest.raises(StoreError, match="newer almenara"):
        open_store(empty_url)


def test_opening_twice_changes_nothing(empty_url: str) -> None:
    open_store(empty_url).close()
    store = open_store(empty_url)
    newest = max(path.name[:4] for path in (Path(t.__file__).parent / "migrations" / "versions").glob("0*.py"))
    with store.reading() as connection:
        assert connection.execute(text("SELECT version_num FROM alembic_version")).scalars().all() == [newest]
    store.close()


def test_migrated_tables_are_those_of_the_code(empty_url: str) -> None:
    from alembic.autogenerate import compare_metadata
    from alembic.runtime.migration import MigrationContext

    store = open_store(empty_url)

    def ours(name: str | None, kind: str, parents: object) -> bool:
        # The index over words is the database's own: FTS5 tables in SQLite, a generated column in PostgreSQL.
        return not (name or "").startswith(("report_words", "ix_report_words")) and name not in (
            "words",
            "alembic_version",
        )

    with store.reading() as connection:
        context = MigrationContext.configure(connection, opts={"include_name": ours, "compare_type": False})
        assert compare_metadata(context, t.metadata) == []
    store.close()


def test_backup_and_restore(tmp_path: Path, pipeline: Pipeline) -> None:
    here = tmp_path / "store.db"
    store = open_store(f"sqlite:///{here}")
    observatory = Observatory(tmp_path, read_settings_of(tmp_path), store)
    observatory.__dict__["pipeline"] = pipeline
    observatory.add([MARCH])
    back_up(store, tmp_path / "safe")
    before = ids(observatory)
    observatory.add([PARO])
    assert len(ids(observatory)) > len(before)
    with pytest.raises(StoreError, match="already"):
        back_up(store, tmp_path / "safe")
    store.close()
    with pytest.raises(StoreError, match="--force"):
        restore(tmp_path / "safe", here)
    restore(tmp_path / "safe", here, force=True)
    back = Observatory(tmp_path, observatory.settings, open_store(f"sqlite:///{here}"))
    assert ids(back) == before
    back.close()
    (tmp_path / "torn").write_bytes((tmp_path / "safe").read_bytes()[:5000])
    with pytest.raises(StoreError):
        restore(tmp_path / "torn", here, force=True)


def read_settings_of(folder: Path) -> object:
    (folder / "almenara.toml").write_text("", encoding="utf-8")
    return read_settings(folder)


def test_a_read_only_database_can_be_read_and_says_why_it_cannot_be_written(tmp_path: Path) -> None:
    open_store(f"sqlite:///{tmp_path / 'store.db'}").close()
    store = open_store(f"sqlite:///file:{tmp_path / 'store.db'}?mode=ro&uri=true")
    assert list(problems_of(store)) == []
    with pytest.raises(StoreError, match="only be read"), store.writing() as connection:
        connection.execute(text("DELETE FROM report"))
    store.close()


def test_a_locked_database_is_told_in_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("almenara.store.connect.BUSY_SECONDS", 0.1)
    first, second = (open_store(f"sqlite:///{tmp_path / 'store.db'}") for _ in range(2))
    with first.writing(), pytest.raises(StoreError, match="Another process"), second.writing():
        pass
    first.close()
    second.close()


def test_a_failed_batch_leaves_nothing_behind(observatory: Observatory, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*arguments: object) -> None:
        raise RuntimeError("torn")

    monkeypatch.setattr("almenara.observatory.observatory.put_coding", broken)
    with pytest.raises(RuntimeError):
        observatory.add([MARCH])
    monkeypatch.undo()
    with observatory.store.reading() as connection:
        assert report_of(connection, "march") is None
    assert observatory.add([MARCH]).reports == 1


def test_planned_events_keep_their_status(observatory: Observatory) -> None:
    observatory.add([PARO])
    assert {event.status for event, _ in observatory.events(EventFilter(types=("strike",)))} == {Status.PLANNED}


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ("databse = 'x'", "databse"),
        ("low_intensity = 'perhaps'", "low_intensity"),
        ("name = ", "no TOML"),
        ("database = 'nonsense'", "database"),
    ],
)
def test_wrong_settings_are_told_by_their_key(tmp_path: Path, settings: str, words: str) -> None:
    (tmp_path / "almenara.toml").write_text(settings, encoding="utf-8")
    with pytest.raises((SettingsError, StoreError), match=words):
        open_observatory(tmp_path)


def test_a_quoted_count_is_held_against_the_observatorys_own(observatory: Observatory) -> None:
    told = "Teachers marched through Accra on 3 June 2024 and nurses marched through Kumasi on 4 June 2024. "
    low = Report(
        "low",
        told + "The union counted 2 protests in 2024.",
        language="en",
        published=date(2024, 12, 31),
        source=Source("A"),
    )
    high = Report(
        "high",
        "Farmers marched through Tamale on 5 June 2024. The union counted 900 protests in 2024.",
        language="en",
        published=date(2024, 12, 31),
        source=Source("B"),
    )
    observatory.add([low, high])
    own = len(
        ids(
            observatory,
            families=("contention",),
            statuses=("happened",),
            since=date(2024, 1, 1),
            until=date(2024, 12, 31),
        )
    )
    assert own >= 3
    found = {
        (total.report, total.value): check
        for total in observatory.totals()
        for check in total.checks
        if check.check == BY_OWN_COUNT
    }
    assert (found["high", 900.0].expected, found["high", 900.0].verdict) == (own, "not_checkable")
    assert (found["low", 2.0].expected, found["low", 2.0].verdict) == (own, "inconsistent")
    (march, *_) = ids(observatory, types=("march",))
    observatory.decide("ana", march, "reject", why="a rehearsal")
    again = [
        c for total in observatory.totals() for c in total.checks if c.check == BY_OWN_COUNT and total.value == 900
    ]
    assert [c.expected for c in again] == [own - 1]


def test_a_place_that_a_person_corrected_is_found_by_its_new_name_alone(observatory: Observatory) -> None:
    observatory.add([MARCH])
    (march,) = ids(observatory, types=("march",))
    observatory.decide("ana", march, "correct", field="place", new="Tema Harbour")
    assert ids(observatory, place="tema harb") == {march}
    assert ids(observatory, place="tema hill") == set()
