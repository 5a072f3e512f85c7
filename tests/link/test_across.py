"""Accounts of one event in several reports become one event; those of look-alike events do not."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from almenara.link import Pair, accounts_of, consolidate, groups_of, pairs_of, rarest, records_of
from almenara.link.explain import chart, chart_of_links, explained
from almenara.link.generated import generated_accounts
from almenara.link.occasions import occasions_of
from almenara.model import DateValue, Mention, PlaceValue, Quantity, Quote, Source, Status

WORDS = "Some 300 dockers led by the Harbour Guild marched through Brightport's Lantern Quay over unpaid tallies."
OTHER = "About 450 dockers of the Harbour Guild marched to Lantern Quay in Brightport, asking for their tallies."


def mention(report: str, sentence: str = WORDS, **values: object) -> Mention:
    start = sentence.index("marched")
    plain = Mention(
        id=f"{report}#{start}",
        report=report,
        published=date(2024, 6, 5),
        source=Source(f"outlet of {report}"),
        family="contention",
        type="march",
        status=Status.HAPPENED,
        score=0.9,
        trigger=Quote(start, start + 7, "marched"),
        sentence=Quote(0, len(sentence), sentence),
        date=DateValue(date(2024, 6, 4), date(2024, 6, 4), "day", Quote(0, 4, sentence[:4])),
        place=PlaceValue("Brightport", Quote(0, 4, sentence[:4]), 77, "ZZ", "East", 10.0, 20.0, "populated_place"),
        quantities=(Quantity("crowd", 300, 300, 300, Quote(0, 4, sentence[:4])),),
    )
    return replace(plain, **values)  # type: ignore[arg-type]


def events(*mentions: Mention, copies: dict[str, str] | None = None) -> list[list[str]]:
    accounts = list(accounts_of(mentions, copies=copies))
    return [[a.report for a in g.accounts] for g in groups_of(accounts, pairs_of(records_of(accounts)))]


def test_two_outlets_of_one_march_are_one_event() -> None:
    assert events(mention("a"), mention("b", OTHER)) == [["a", "b"]]


@pytest.mark.parametrize(
    "change",
    [
        {"date": DateValue(date(2024, 6, 8), date(2024, 6, 8), "day", Quote(0, 4, "Some"))},
        {"place": PlaceValue("Farhaven", Quote(0, 4, "Some"), 78, "ZZ", "West", 14.0, 28.0, "populated_place")},
        {"family": "armed", "type": "armed_clash"},
        {"status": Status.GENERIC},
        {"status": Status.HISTORICAL},
    ],
    ids=["another day", "another town", "another family", "a habit", "history"],
)
def test_what_differs_in_day_place_kind_or_status_stays_apart(change: dict[str, object]) -> None:
    assert events(mention("a"), mention("b", OTHER, **change)) == [["a"], ["b"]]


def test_a_reprint_is_no_second_source() -> None:
    copies = {"b": "a"}
    assert events(mention("a"), mention("b"), copies=copies) == [["a"], ["b"]]
    event = consolidate([mention("a"), mention("b"), mention("c", OTHER)], copies)
    assert event.sources == 2
    assert event.reports == ("a", "b", "c")


def test_one_report_never_gives_two_accounts_to_one_event() -> None:
    second = replace(mention("a", OTHER), id="a#99", quantities=(Quantity("crowd", 9, 9, 9, Quote(0, 4, "Abou")),))
    groups = events(mention("a"), second, mention("b", OTHER))
    assert all(len(set(group)) == len(group) for group in groups)
    assert sorted(report for group in groups for report in group) == ["a", "a", "b"]


def test_an_announced_march_that_was_held_has_happened_and_its_history_says_both() -> None:
    announced = mention("a", status=Status.PLANNED, published=date(2024, 6, 3))
    event = consolidate([announced, mention("b", OTHER)])
    assert events(announced, mention("b", OTHER)) == [["a", "b"]]
    assert event.status is Status.HAPPENED
    assert [told.status for told in event.history] == [Status.PLANNED, Status.HAPPENED]


def test_numbers_keep_the_range_and_the_lower_median_and_every_figure() -> None:
    def crowd(n: int) -> tuple[Quantity, ...]:
        return (Quantity("crowd", n, n, n, Quote(0, 4, "Some")),)

    event = consolidate([mention(r, quantities=crowd(n)) for r, n in (("a", 300), ("b", 900), ("c", 400), ("d", 2000))])
    (quantity,) = event.quantities
    assert (quantity.low, quantity.best, quantity.high) == (300, 400, 2000)
    assert [c.value["best"] for c in event.claims if c.field == "crowd"] == [300, 900, 400, 2000]  # type: ignore[index]


ENDS = st.tuples(st.integers(1, 900), st.integers(0, 300), st.sampled_from(["exact", "at least", "up to", "between"]))


@given(st.lists(ENDS, min_size=1, max_size=5))
def test_a_range_of_figures_holds_every_sources_reading(told: list[tuple[int, int, str]]) -> None:
    def quantity(n: int, more: int, kind: str) -> Quantity:
        low, best, high = {
            "exact": (n, n, n),
            "at least": (n, n, None),
            "up to": (None, n, n),
            "between": (n, n + more // 2, n + more),
        }[kind]
        return Quantity("crowd", low, best, high, Quote(0, 4, "Some"))

    given_figures = [quantity(*figure) for figure in told]
    event = consolidate([mention(str(i), quantities=(q,)) for i, q in enumerate(given_figures)])
    (found,) = event.quantities
    assert found.best is not None
    assert found.low is None or found.low <= found.best
    assert found.high is None or found.best <= found.high
    for one in given_figures:
        assert found.low is None or one.low is None or found.low <= one.low
        assert found.high is None or one.high is None or one.high <= found.high


def test_the_day_that_most_sources_give_is_the_events() -> None:
    late = DateValue(date(2024, 6, 5), date(2024, 6, 5), "day", Quote(0, 4, "Some"))
    event = consolidate([mention("a", date=late), mention("b"), mention("c")])
    assert event.date is not None
    assert event.date.start == date(2024, 6, 4)


def test_stored_events_are_never_joined_by_the_machine() -> None:
    accounts = list(accounts_of([mention("a"), mention("b", OTHER), mention("c", OTHER)]))
    pairs = list(pairs_of(records_of(accounts)))
    stored = {accounts[0].id: "e-1", accounts[1].id: "e-2"}
    groups = groups_of(accounts, pairs, events=stored)
    assert {g.id for g in groups} >= {"e-1", "e-2"}
    assert sum(len(g.accounts) for g in groups) == 3
    assert all(not {"a", "b"} <= {a.report for a in g.accounts} for g in groups)


def test_a_link_is_explained_in_both_languages_and_its_weights_add_up() -> None:
    accounts = list(accounts_of([mention("a"), mention("b", OTHER)]))
    (pair,) = pairs_of(records_of(accounts))
    english, spanish = list(explained(pair.weights, "en")), list(explained(pair.weights, "es"))
    assert english[0][:2] == ("day", "the same day")
    assert spanish[0][:2] == ("día", "el mismo día")
    assert all(level for _, level, _, _ in spanish)
    rows = chart(pair.weights, pair.probability, "en")["data"]["values"]  # type: ignore[index]
    assert rows[0]["to"] == pytest.approx(rows[1]["from"])
    drawn = chart_of_links([("a <b>", "b", pair.probability, pair.weights)], "es")
    assert drawn.startswith("<svg")
    assert "el mismo día" in drawn
    assert "<b>" not in drawn


def test_known_events_of_the_made_up_stream_are_found_again() -> None:
    (table,) = generated_accounts(3000, days=60, seed=3)
    truth = dict(zip(table["unique_id"].to_pylist(), table["truth"].to_pylist(), strict=True))
    kinds = dict(zip(table["unique_id"].to_pylist(), table["type"].to_pylist(), strict=True))
    pairs = [p for p in pairs_of(table, threshold=0.8) if kinds[p.left] == kinds[p.right]]
    right = sum(truth[p.left] == truth[p.right] for p in pairs)
    by_event: dict[tuple[int, str], int] = {}
    for name, event in truth.items():
        by_event[event, kinds[name]] = by_event.get((event, kinds[name]), 0) + 1
    assert right / len(pairs) > 0.97
    assert right / sum(n * (n - 1) // 2 for n in by_event.values()) > 0.97


def test_occasions_join_reports_that_share_rare_words_near_in_time() -> None:
    words = {
        r: rarest([s], 24)
        for r, s in (("a", WORDS), ("b", OTHER), ("c", "Nurses in Farhaven stopped work over rotas."))
    }
    assert occasions_of(words) == [["a", "b"], ["c"]]
    days = {"a": date(2024, 6, 5), "b": date(2024, 9, 5), "c": None}
    assert occasions_of(words, days) == [["a"], ["b"], ["c"]]


@given(st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7), st.floats(0, 1)), max_size=30))
def test_groups_are_a_partition_whatever_the_pairs(edges: list[tuple[int, int, float]]) -> None:
    accounts = list(accounts_of([mention(str(n)) for n in range(8)]))
    pairs = [Pair(accounts[a].id, accounts[b].id, p, {}) for a, b, p in edges if a != b]
    grouped = [a.id for g in groups_of(accounts, sorted(pairs, key=lambda p: -p.probability)) for a in g.accounts]
    assert sorted(grouped) == sorted(a.id for a in accounts)
