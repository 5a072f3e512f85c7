"""How places are scored against gold data, and the figures that are to hold."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from almenara.bench.places import (
    WANTED,
    GoldReport,
    GoldToponym,
    load_gold,
    place_figures,
    score_end_to_end,
    score_given,
)
from almenara.model import Quote
from almenara.resolve.places import PlaceFinding

GOLD = Path(__file__).parents[3] / "shared" / "gold"
TEXT = "Lima and Quito met in Cali."


def toponym(words: str, lat: float, lon: float, number: int | None = 1) -> GoldToponym:
    start = TEXT.index(words)
    return GoldToponym(start, start + len(words), words, "Literal", number, lat, lon)


def finding(words: str, lat: float, lon: float, number: int | None = 1) -> PlaceFinding:
    start = TEXT.index(words)
    quote = Quote.cut(TEXT, start, start + len(words))
    return PlaceFinding(quote, words, "populated_place", lat, lon, geonames_id=number)


REPORT = GoldReport("r", TEXT, (toponym("Lima", -12.0, -77.0), toponym("Quito", -0.2, -78.5, 2)))


def test_a_finding_is_right_on_the_golds_words_and_within_a_hundred_miles() -> None:
    score = score_end_to_end(
        [REPORT], [[finding("Lima", -12.5, -77.0), finding("Quito", 5.0, 5.0), finding("Cali", 3.4, -76.5)]]
    )
    assert (score.right, score.found, score.expected, score.f1) == (1, 3, 2, pytest.approx(0.4))
    assert [error.partition(": ")[2][:6] for error in score.errors] == ["'Quito", "'Cali'"]


def test_a_name_that_was_not_found_is_told() -> None:
    score = score_end_to_end([REPORT], [[finding("Lima", -12.0, -77.0)]])
    assert score.errors == ("r: 'Quito' (Literal) was not found.",)


def test_with_the_span_given_nearness_and_ids_are_counted_apart() -> None:
    within, same = score_given([REPORT], [[finding("Lima", -12.0, -77.0, 9), finding("Quito", -0.2, -78.5, 2)]])
    assert (within.recall, same.recall) == (1.0, 0.5)


def test_names_without_coordinates_are_left_out_of_the_gold(tmp_path: Path) -> None:
    row = {
        "id": 1,
        "text": TEXT,
        "toponyms": [
            {"start": 0, "end": 4, "text": "Lima", "kind": "Literal", "geonames_id": 1, "lat": -12.0, "lon": -77.0},
            {"start": 9, "end": 14, "text": "Quito", "kind": "Homonym", "geonames_id": None, "lat": None, "lon": None},
        ],
    }
    path = tmp_path / "gold.jsonl"
    path.write_text(json.dumps(row) + "\n", encoding="utf-8")
    assert [t.text for t in load_gold(path)[0].toponyms] == ["Lima"]


#: The smallest set; `almenara bench` measures all three.
@pytest.mark.parametrize("name", ["trnews"])
def test_the_figures_to_reach_are_reached_with_the_span_given(name: str) -> None:
    path = GOLD / f"geoparsing_{name}.jsonl"
    if not path.is_file():
        pytest.skip(f"The gold data are not here ({path}).")
    figures = {figure.measure: figure.value for figure in place_figures(GOLD, (name,))}
    assert figures["end-to-end F1 within 161 km"] >= WANTED[name][0]
    assert figures["within 161 km, span given"] >= WANTED[name][1]
