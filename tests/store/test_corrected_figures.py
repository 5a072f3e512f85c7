"""Figures that people correct, evidence that they point at, several decisions at once, and the neighbours of an event."""

from __future__ import annotations

from datetime import date

import pytest

from almenara.model import Report, Source
from almenara.observatory import Observatory
from almenara.observatory.decided import figure_of
from almenara.store import EventFilter, find_event_ids, history, neighbours_of

TEXT = "Some 400 dockers marched in Valparaíso on Tuesday. «Ñandú» 🜂 they sang over unpaid wages.\n"


@pytest.fixture
def event(observatory: Observatory) -> str:
    observatory.add([Report("quay", TEXT, "March", "en", date(2024, 6, 5), Source("The Quay"))])
    return next(e.id for e, _ in observatory.events())


def crowd(observatory: Observatory, event: str) -> list[tuple[str, int | None, int | None, int | None]]:
    found = observatory.event(event)
    assert found is not None
    return [(q.of, q.low, q.best, q.high) for q in found[0].quantities]


def test_a_corrected_figure_stands_until_it_is_undone(observatory: Observatory, event: str) -> None:
    before = crowd(observatory, event)
    assert [q[0] for q in before] == ["crowd"]
    entry = observatory.decide("ana", event, "correct", field="crowd", new=figure_of("350-400-500"))
    assert entry.old == dict(zip(("low", "best", "high"), before[0][1:], strict=True))
    observatory.decide("ana", event, "correct", field="killed", new=figure_of("2-"))
    assert crowd(observatory, event) == [("crowd", 350, 400, 500), ("killed", 2, None, None)]
    observatory.decide("ana", event, "correct", field="crowd", new=None)
    assert crowd(observatory, event) == [("killed", 2, None, None)]
    observatory.decide("ana", event, "undo", undoes=3)
    observatory.decide("ana", event, "undo", undoes=2)
    observatory.decide("ana", event, "undo", undoes=1)
    assert crowd(observatory, event) == before
    assert list(observatory.problems()) == []


@pytest.mark.parametrize("words", ["many", "-", "--", "60-40", "1-2-3-4", "4.5", "9999999999"])
def test_what_is_no_figure_is_refused(words: str) -> None:
    with pytest.raises(ValueError, match="is no figure"):
        figure_of(words)


def test_evidence_is_kept_with_its_offsets_in_characters(observatory: Observatory, event: str) -> None:
    start = TEXT.index("they sang")
    entry = observatory.decide(
        "ana", event, "evidence", field="date", new={"report": "quay", "start": start, "end": start + 9}
    )
    assert entry.new == {"report": "quay", "start": start, "end": start + 9, "text": "they sang"}
    assert list(observatory.problems()) == []


@pytest.mark.parametrize(
    ("field", "new", "sentence"),
    [
        ("colour", {"report": "quay", "start": 0, "end": 4}, "no evidence of"),
        ("date", {"report": "other", "start": 0, "end": 4}, "No report 'other'"),
        ("date", {"report": "quay", "start": 4, "end": 4}, "no words stand"),
        ("date", {"report": "quay", "start": 0, "end": len(TEXT) + 1}, "no words stand"),
        ("date", {"report": "quay", "start": 0, "end": 4, "text": "Same"}, "not what was chosen"),
        ("date", None, "Say in which report"),
    ],
)
def test_what_cannot_be_evidence_is_refused(
    observatory: Observatory, event: str, field: str, new: object, sentence: str
) -> None:
    with pytest.raises(ValueError, match=sentence):
        observatory.decide("ana", event, "evidence", field=field, new=new)


def test_decisions_made_together_are_all_kept_or_none(observatory: Observatory, event: str) -> None:
    wishes = [("correct", {"field": "place", "new": "Valpo"}), ("correct", {"field": "colour", "new": "red"})]
    with pytest.raises(ValueError, match="cannot be corrected"):
        observatory.decide_together("ana", event, 0, wishes)  # type: ignore[arg-type]
    with observatory.store.reading() as connection:
        assert list(history(connection)) == []
    assert observatory.decide_together("ana", event, 7, wishes[:1]) is None  # type: ignore[arg-type]
    done = observatory.decide_together("ana", event, 0, [*wishes[:1], ("correct", {"field": "lat", "new": -33.0})])  # type: ignore[list-item]
    assert [d.number for d in done or ()] == [1, 2]


def test_a_moved_point_keeps_the_places_precision_and_another_place_has_none_but_the_given(
    observatory: Observatory, event: str
) -> None:
    def precision() -> str | None:
        found = observatory.event(event)
        assert found is not None
        assert found[0].place is not None
        return found[0].place.precision

    before = precision()
    assert before is not None
    observatory.decide("ana", event, "correct", field="lat", new=-33.1)
    assert precision() == before
    observatory.decide("ana", event, "correct", field="place", new="Valparaíso Region")
    assert precision() is None
    observatory.decide("ana", event, "correct", field="place_precision", new="exact")
    assert precision() == "exact"


def test_neighbours_are_those_of_the_whole_list(observatory: Observatory) -> None:
    towns = ("Temuco", "Cusco", "Quito", "Cali", "Lima")
    days = ("on Tuesday", "on Tuesday", "on Monday", "", "")
    observatory.add(
        Report(
            f"r{n}",
            f"About 90 nurses marched in {town} {day} to demand new wards.\n",
            None,
            "en",
            date(2024, 6, 5) if day else None,
            Source("Wire"),
        )
        for n, (town, day) in enumerate(zip(towns, days, strict=True))
    )
    with observatory.store.reading() as connection:
        for wanted in (EventFilter(), EventFilter(place="PE")):
            order = list(find_event_ids(connection, wanted))
            assert len(order) > 1
            for at, event in enumerate(order):
                expected = (order[at - 1] if at else None, order[at + 1] if at + 1 < len(order) else None)
                assert neighbours_of(connection, wanted, event) == expected
        assert neighbours_of(connection, EventFilter(), "e-none") == (None, None)
        undated = list(find_event_ids(connection, EventFilter(undated=True)))
        assert len(undated) == 2
