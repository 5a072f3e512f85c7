"""Maps of a report: what is drawn, where, and that odd points harm none."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest
from scenes import happening

from almenara.publish import outlines
from almenara.publish.report.maps import place_map, spots_of


def circles(svg: str) -> int:
    """Circles of places, without those of the legend."""
    marks = re.search(r'class="mark-symbol role-mark[^"]*".*?</g>', svg, re.DOTALL)
    return marks.group().count("<path") if marks else 0


def test_places_are_counted_once_with_all_their_events() -> None:
    events = [
        happening(1),
        happening(2),
        happening(3, place="Coro", lat=11.4, lon=-69.67),
        happening(4, lat=None, lon=None),
    ]
    spots = spots_of(events)
    assert [(s.name, s.events) for s in spots] == [("Cotiza", ("e-0001", "e-0002")), ("Coro", ("e-0003",))]
    svg = place_map(spots, "protests")
    assert circles(svg) == 2
    assert "Cotiza" in svg
    assert place_map(spots, "protests") == svg


@pytest.mark.parametrize(
    "points",
    [
        [(0.0, 0.0)],
        [(89.9, 10.0), (-89.9, 10.0)],
        [(-17.7, 179.9), (-13.8, -172.1)],
        [(10.5, -66.9), (35.7, 139.7), (-33.9, 151.2)],
    ],
)
def test_odd_points_are_drawn_small_enough(points: list[tuple[float, float]]) -> None:
    spots = spots_of(happening(n, lat=lat, lon=lon, place=f"P{n}") for n, (lat, lon) in enumerate(points))
    svg = place_map(spots, "protests")
    ElementTree.fromstring(svg)
    assert len(svg) < 400_000
    assert "NaN" not in svg


def test_names_are_text_whatever_they_hold() -> None:
    svg = place_map(spots_of([happening(1, place="<script>alert(1)</script> & مظاهرة")]), "protests")
    assert "<script" not in svg
    ElementTree.fromstring(svg)


def test_without_outlines_there_is_a_graticule(monkeypatch: pytest.MonkeyPatch) -> None:
    spots = spots_of([happening(1)])
    with_land = place_map(spots, "protests")
    monkeypatch.setattr(outlines, "country_outlines", lambda: ())
    bare = place_map(spots, "protests")
    assert circles(bare) == 1
    assert len(bare) < len(with_land)


def test_outlines_hold_the_countries_that_they_are_of() -> None:
    """Points in the middle of countries lie in an outline, points in oceans in none."""

    def covered(lon: float, lat: float) -> bool:
        return any(_inside(polygon[0], lon, lat) for polygon in outlines.country_outlines())

    assert all(covered(lon, lat) for lon, lat in ((-65.0, 7.0), (-1.5, 7.5), (-3.7, 40.4), (104.0, 35.0)))
    assert not any(covered(lon, lat) for lon, lat in ((-40.0, 10.0), (-120.0, 0.0), (80.0, -30.0)))


def _inside(ring: outlines.Ring, lon: float, lat: float) -> bool:
    inside = False
    for (x1, y1), (x2, y2) in zip(ring, (*ring[1:], ring[0]), strict=True):
        if (y1 > lat) != (y2 > lat) and lon < (x2 - x1) * (lat - y1) / (y2 - y1) + x1:
            inside = not inside
    return inside
