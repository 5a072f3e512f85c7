"""Events of several reports in the store: joined on the way in, merged, parted and related by people, and taken back."""

from __future__ import annotations

from datetime import date

import pytest

from almenara.model import Report, Source
from almenara.observatory import Observatory
from almenara.store import EventFilter, accounts_in, links_of, problems_of, relations

FIRST = "Some 400 dockers of the Harbour Guild marched in Valparaíso on Tuesday to demand unpaid wages.\n"
SECOND = "Around 450 dockers from the Harbour Guild marched through Valparaíso on Tuesday over unpaid wages, a rival union said.\n"
ELSEWHERE = "About 90 nurses marched in Temuco on Tuesday to demand new wards.\n"


def report(name: str, text: str, day: int = 5) -> Report:
    return Report(name, text, None, "en", date(2024, 6, day), Source(f"Outlet {name}"))


def marches(observatory: Observatory) -> dict[str, tuple[str, ...]]:
    return {e.id: e.reports for e, _ in observatory.events(EventFilter(types=("march",)))}


def test_a_second_report_joins_the_stored_event_which_keeps_its_id_and_its_review(observatory: Observatory) -> None:
    observatory.add([report("a", FIRST)])
    (event,) = marches(observatory)
    observatory.decide("ana", event, "accept")
    observatory.decide("ana", event, "correct", field="place", new="Puerto de Valparaíso")
    done = observatory.add([report("b", SECOND), report("c", ELSEWHERE)])
    assert done.joined == 1
    assert marches(observatory)[event] == ("a", "b")
    ((found, review),) = [(e, r) for e, r in observatory.events() if e.id == event]
    assert (review, found.sources, found.place.name if found.place else None) == ("accepted", 2, "Puerto de Valparaíso")
    (crowd,) = found.quantities
    assert (crowd.low, crowd.best, crowd.high) == (400, 400, 450)
    assert {c.source for c in found.claims if c.field == "crowd"} == {"Outlet a", "Outlet b"}
    with observatory.store.reading() as connection:
        ((_, _, probability, weights),) = links_of(connection, accounts_in(connection, event))
    assert probability > 0.8
    assert "day" in weights
    assert list(problems_of(observatory.store)) == []


def test_what_a_person_parted_stays_parted_and_can_be_joined_again(observatory: Observatory) -> None:
    observatory.add([report("a", FIRST), report("b", SECOND)])
    (event,) = marches(observatory)
    with observatory.store.reading() as connection:
        _, second = accounts_in(connection, event)
    entry = observatory.decide("ana", event, "split", new={"accounts": [second]}, why="two columns, two hours apart")
    assert sorted(len(r) for r in marches(observatory).values()) == [1, 1]
    with observatory.store.reading() as connection:
        assert links_of(connection, accounts_in(connection, event)) == []
    observatory.add([report("c", ELSEWHERE)])
    assert sorted(len(r) for r in marches(observatory).values()) == [1, 1, 1]
    observatory.decide("luis", event, "undo", undoes=entry.number)
    assert sorted(len(r) for r in marches(observatory).values()) == [1, 2]
    assert list(problems_of(observatory.store)) == []
    with pytest.raises(ValueError, match="split anew"):
        observatory.decide("ana", event, "undo", undoes=entry.number + 1)


def test_merging_moves_accounts_and_undoing_brings_both_back_as_they_were(observatory: Observatory) -> None:
    observatory.add([report("a", FIRST), report("c", ELSEWHERE)])
    before = marches(observatory)
    one, other = before
    entry = observatory.decide("ana", one, "merge", new={"event": other})
    assert marches(observatory) == {one: ("a", "c")}
    with pytest.raises(ValueError, match="was merged into"):
        observatory.decide("ana", other, "merge", new={"event": one})
    with pytest.raises(ValueError, match="decide on that one"):
        observatory.decide("ana", other, "accept")
    observatory.decide("ana", one, "undo", undoes=entry.number)
    assert marches(observatory) == before
    assert list(problems_of(observatory.store)) == []


def test_an_undoing_that_a_later_decision_overtook_is_refused_in_a_sentence(observatory: Observatory) -> None:
    observatory.add([report("a", FIRST), report("c", ELSEWHERE)])
    one, other = marches(observatory)
    merged = observatory.decide("ana", one, "merge", new={"event": other})
    observatory.decide("ana", one, "split", new={"accounts": merged.old["accounts"]})
    with pytest.raises(ValueError, match="a later one moved"):
        observatory.decide("ana", one, "undo", undoes=merged.number)


def test_relations_are_seen_from_both_sides_until_they_are_undone(observatory: Observatory) -> None:
    observatory.add([report("a", FIRST), report("c", ELSEWHERE)])
    one, other = marches(observatory)
    entry = observatory.decide("ana", one, "relate", new={"event": other, "kind": "solidarity"})
    with observatory.store.reading() as connection:
        assert list(relations(connection, one)) == [("solidarity", other, True)]
        assert list(relations(connection, other)) == [("solidarity", one, False)]
    observatory.decide("ana", one, "undo", undoes=entry.number)
    with observatory.store.reading() as connection:
        assert list(relations(connection, other)) == []


@pytest.mark.parametrize(
    ("kind", "new", "words"),
    [
        ("merge", {"event": "e-none"}, "no other event"),
        ("split", {"accounts": ["a-none"]}, "only one account"),
        ("relate", {"event": "e-none", "kind": "part_of"}, "which relation"),
        ("relate", "itself", "which relation"),
        ("flag", None, "say why"),
    ],
)
def test_what_cannot_be_regrouped_is_refused_in_a_sentence(
    observatory: Observatory, kind: str, new: object, words: str
) -> None:
    observatory.add([report("a", FIRST)])
    (event,) = marches(observatory)
    if new == "itself":
        new = {"event": event, "kind": "part_of"}
    with pytest.raises(ValueError, match=words):
        observatory.decide("ana", event, kind, new=new)  # type: ignore[arg-type]


def test_a_quoted_change_is_checked_against_the_figures_of_other_reports(observatory: Observatory) -> None:
    observatory.add(
        [
            report("y2017", "The Lima Protest Monitor recorded 9,787 protests in 2017.\n", 3),
            report(
                "y2018", "The Lima Protest Monitor recorded 12,715 protests in 2018, a 35 percent increase over 2017.\n"
            ),
        ]
    )
    verdicts = {(t.report, t.kind): [(c.expected, c.verdict) for c in t.checks] for t in observatory.totals()}
    assert verdicts["y2018", "change"] == [(29.9, "inconsistent")]


def test_a_reprint_with_another_lead_is_kept_as_a_copy_and_one_with_another_figure_is_coded(
    observatory: Observatory,
) -> None:
    story = (
        "Some 400 dockers of the Harbour Guild marched in Valparaíso on Tuesday to demand unpaid wages. They want the arrears of "
        "March and April paid before the season begins, and they have asked the ministry to send an inspector to the terminal.\n"
    )
    done = observatory.add(
        [report("a", story), report("b", "VALPARAÍSO (Wire) - " + story), report("c", story.replace("400", "700"))]
    )
    assert (done.reports, done.copies, done.joined) == (2, 1, 1)
    ((event, _),) = [(e, r) for e, r in observatory.events(EventFilter(types=("march",)))]
    assert event.reports == ("a", "c")
    assert observatory.add([report("d", "Agency: " + story)]).copies == 1
