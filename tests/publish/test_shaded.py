"""The map of shaded states: cells belong to the nearest town's region, shades to numbers, and names are text."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest

from almenara.publish.outlines import outline_of
from almenara.publish.report.regions import CELLS, Regions, gridded, regions_of
from almenara.publish.report.shaded import shaded_map, steps

#: Ten degrees at the equator, with a hole, and a town in each half.
SQUARE = [
    (
        ((0.0, -5.0), (10.0, -5.0), (10.0, 5.0), (0.0, 5.0), (0.0, -5.0)),
        ((4.0, -1.0), (6.0, -1.0), (6.0, 1.0), (4.0, 1.0), (4.0, -1.0)),
    ),
]
HALVES = [(0.0, 2.0, "West"), (0.0, 8.0, "East")]


@pytest.fixture
def halves() -> Regions:
    return gridded(SQUARE, HALVES)


def test_each_cell_is_of_the_region_of_its_nearest_town(halves: Regions) -> None:
    assert halves.names == ("East", "West")
    assert (halves.width, halves.height) == (CELLS, CELLS)
    row = halves.cells[20]
    assert set(row[: CELLS // 2].tolist()) == {1}
    assert set(row[CELLS // 2 :].tolist()) == {0}


def test_a_town_on_an_island_that_the_outline_lacks_owns_no_mainland() -> None:
    regions = gridded(SQUARE, [*HALVES, (4.9, -1.0, "Island"), (4.0, -0.05, "Shore")])
    assert regions.names == ("East", "West")
    islet = [(0.0, 5.0, "Isles"), (0.0, 10.5, "Isles"), (1.0, 10.5, "Isles"), (0.0, 9.9, "Isles")]
    assert gridded(SQUARE, [*HALVES, *islet]).names == ("East", "West")
    assert gridded(SQUARE, [*HALVES, (4.0, 0.01, "Shore")]).names == ("East", "Shore", "West")


def test_a_hole_and_what_lies_outside_are_of_no_region(halves: Regions) -> None:
    assert halves.cells[CELLS // 2, CELLS // 2] == -1
    triangle = gridded([(((0.0, 0.0), (10.0, 0.0), (10.0, 10.0), (0.0, 0.0)),)], HALVES)
    assert triangle.cells[5, 5] == -1
    assert triangle.cells[-5, -5] >= 0


@pytest.mark.parametrize(
    ("most", "expected"),
    [(0, []), (1, [(1, 1)]), (3, [(1, 1), (2, 2), (3, 3)]), (256, [(1, 4), (5, 16), (17, 64), (65, 256)])],
)
def test_shades_stand_for_every_number_once(most: int, expected: list[tuple[int, int]]) -> None:
    assert steps(most) == expected


def test_no_number_is_without_a_shade() -> None:
    for most in range(400):
        assert [n for first, last in steps(most) for n in range(first, last + 1)] == list(range(1, most + 1))


def test_the_most_is_darkest_and_none_is_lightest(halves: Regions) -> None:
    svg = shaded_map(halves, {"West": 90}, "protests", "none", "en")
    areas = [
        e for e in ElementTree.fromstring(svg).iter() if e.get("fill", "").startswith("#") and e.tag.endswith("path")
    ]
    east, west = (area.attrib["fill"] for area in areas)
    assert int(west[1:3], 16) < 0x50 < 0xE0 < int(east[1:3], 16)
    assert shaded_map(halves, {"West": 90}, "protests", "none", "en") == svg


def test_names_are_text_whatever_they_hold() -> None:
    hostile = '<script>alert("1")</script>&\x00مظاهرة'
    regions = gridded(SQUARE, [(0.0, 2.0, hostile), (0.0, 8.0, "East")])
    svg = shaded_map(regions, {hostile: 3}, "<b>", "&", "es")
    words = "".join(ElementTree.fromstring(svg).itertext())
    assert "<script" not in svg
    assert "alert(" in words
    assert "\x00" not in svg


@pytest.mark.parametrize(("country", "regions"), [("VE", 23), ("CL", 15), ("MX", 30)])
def test_known_countries_have_their_regions_all_on_the_map(country: str, regions: int) -> None:
    known = regions_of(country)
    assert known is not None
    assert len(known.names) >= regions
    assert max(known.width, known.height) in (CELLS, CELLS + 1)
    on_the_map = {known.names[n] for n in set(known.cells.ravel().tolist()) - {-1}}
    assert len(on_the_map) >= regions


def test_an_island_state_is_not_drawn_on_the_mainland() -> None:
    known = regions_of("VE")
    assert known is not None
    assert "Nueva Esparta" not in known.names
    assert {"La Guaira", "Sucre", "Zulia", "Distrito Capital"} <= set(known.names)


def test_a_region_lies_where_its_capital_is() -> None:
    regions = regions_of("VE")
    assert regions is not None
    longest = max(x for polygon in outline_of("VE") for x, _ in polygon[0])
    assert longest < -59
    west = regions.cells[:, : regions.width // 3]
    east = regions.cells[:, regions.width // 3 :]
    zulia = regions.names.index("Zulia")
    assert (west == zulia).sum() > 500
    assert (east == zulia).sum() == 0


@pytest.mark.parametrize("country", ["XX", "", "BB"])
def test_a_country_without_outline_has_no_map(country: str) -> None:
    assert regions_of(country) is None


def test_without_a_gazetteer_there_is_no_map(monkeypatch: pytest.MonkeyPatch, tmp_path: object) -> None:
    monkeypatch.setenv("ALMENARA_DATA", str(tmp_path))
    regions_of.cache_clear()
    assert regions_of("VE") is None
    regions_of.cache_clear()
