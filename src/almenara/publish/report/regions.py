"""Rough first-level regions of a country: a fine grid over its outline, each cell of which belongs to the region of the nearest known town.

No package that could be pinned brings outlines of regions. Between towns that are far apart the border may run some tens of kilometres beside
the true one, which whoever draws such a map has to say.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from almenara.publish.outlines import Polygon, outline_of
from almenara.resolve.location import gazetteer_path
from almenara.resolve.places import Gazetteer

#: Cells along the longer side.
CELLS = 250
#: Cells that a town may lie off the rough shore. Those farther out are on islands that the outline lacks, and own none of its mainland.
_OFF_SHORE = 3
#: A map of one region would be a blot.
_FEWEST = 2
#: Kilometres beyond which a far island makes the country's map too small to read: parts of less than a hundredth of the largest part's area
#: are left off if they lie farther away from it than this share of its longer side.
_FAR, _SMALL = 0.25, 0.01

Cells = npt.NDArray[np.int16]


@dataclass(frozen=True)
class Regions:
    """`names` of the regions that are on the map; `cells` the number of the region of each cell, from north to south and west to east, -1 outside of the country.

    `polygons` are the country's outline in cells: x from the west, y from the north. Nobody may change the cells.
    """

    names: tuple[str, ...]
    cells: Cells
    polygons: tuple[Polygon, ...]

    @property
    def width(self) -> int:
        return int(self.cells.shape[1])

    @property
    def height(self) -> int:
        return int(self.cells.shape[0])


@lru_cache(maxsize=8)
def regions_of(country: str) -> Regions | None:
    """The regions of a country (ISO 3166 alpha-2); None where its outline or the regions of its towns are not known."""
    path = gazetteer_path()
    outline = _main_parts(outline_of(country))
    towns = Gazetteer(path).towns_of_regions(country) if path.is_file() else []
    if not outline or not towns:
        return None
    regions = gridded(outline, towns)
    return regions if len(regions.names) >= _FEWEST else None


def gridded(outline: Sequence[Polygon], towns: Sequence[tuple[float, float, str]]) -> Regions:
    """The grid of an outline in degrees, by towns (latitude, longitude, region)."""
    from scipy.spatial import cKDTree

    lons = [x for polygon in outline for x, _ in polygon[0]]
    lats = [y for polygon in outline for _, y in polygon[0]]
    west, east, south, north = min(lons), max(lons), min(lats), max(lats)
    # Degrees of longitude are as much shorter than those of latitude as the cosine says, here of the middle.
    narrower = math.cos(math.radians((south + north) / 2))
    cell = max((east - west) * narrower, north - south) / CELLS
    columns = max(1, math.ceil((east - west) * narrower / cell))
    rows = max(1, math.ceil((north - south) / cell))
    polygons = tuple(
        tuple(tuple(((x - west) * narrower / cell, (north - y) / cell) for x, y in ring) for ring in polygon)
        for polygon in outline
    )
    inside = _inside(polygons, rows, columns)
    ashore = _near(inside, _OFF_SHORE)
    near = [
        town
        for town in towns
        if 0 <= (y := int((north - town[0]) // cell)) < rows
        and 0 <= (x := int((town[1] - west) * narrower // cell)) < columns
        and ashore[y, x]
    ]
    # A region of which but an islet lies by the shore is not drawn on the mainland either.
    known, seen = Counter(name for _, _, name in towns), Counter(name for _, _, name in near)
    near = [town for town in near if 2 * seen[town[2]] >= known[town[2]]]
    names = tuple(sorted({name for _, _, name in near}))
    cells = np.full((rows, columns), -1, dtype=np.int16)
    if near:
        number = {name: n for n, name in enumerate(names)}
        tree = cKDTree(_on_the_globe([lat for lat, _, _ in near], [lon for _, lon, _ in near]))
        # Also the cells beside the outline, so that whoever cuts the drawing at it leaves no gaps along it.
        at_row, at_column = np.nonzero(_near(inside, 1))
        middles = _on_the_globe(north - (at_row + 0.5) * cell, west + (at_column + 0.5) * cell / narrower)
        owners = np.array([number[name] for _, _, name in near], dtype=np.int16)
        cells[at_row, at_column] = owners[tree.query(middles)[1]]
    cells.flags.writeable = False
    return Regions(names, cells, polygons)


def _on_the_globe(lats: npt.ArrayLike, lons: npt.ArrayLike) -> npt.NDArray[np.float64]:
    """Points on a sphere of radius 1, on which the nearest is the nearest also beside the date line."""
    lat, lon = np.radians(np.asarray(lats, dtype=float)), np.radians(np.asarray(lons, dtype=float))
    return np.stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)], axis=1)


def _inside(polygons: Sequence[Polygon], rows: int, columns: int) -> npt.NDArray[np.bool_]:
    """Cells whose middle lies inside: those that a line from the west has crossed an odd number of borders to reach."""
    found = np.zeros((rows, columns), dtype=bool)
    middles = np.arange(columns) + 0.5
    for row in range(rows):
        y = row + 0.5
        for polygon in polygons:
            for ring in polygon:
                for (x1, y1), (x2, y2) in pairwise(ring):
                    if (y1 > y) != (y2 > y):
                        found[row] ^= middles > x1 + (y - y1) * (x2 - x1) / (y2 - y1)
    return found


def _near(inside: npt.NDArray[np.bool_], steps: int) -> npt.NDArray[np.bool_]:
    """The cells inside and those up to so many steps beside them."""
    rows, columns = inside.shape
    for _ in range(steps):
        wide = np.pad(inside, 1)
        inside = np.zeros_like(inside)
        for y in range(3):
            for x in range(3):
                inside |= wide[y : y + rows, x : x + columns]
    return inside


def _main_parts(outline: Sequence[Polygon]) -> list[Polygon]:
    """The outline without small parts far out in the sea."""
    if not outline:
        return []
    largest = max(outline, key=_area)
    xs, ys = [x for x, _ in largest[0]], [y for _, y in largest[0]]
    reach = _FAR * max(max(xs) - min(xs), max(ys) - min(ys))
    return [
        polygon
        for polygon in outline
        if _area(polygon) >= _SMALL * _area(largest)
        or any(
            min(xs) - reach <= x <= max(xs) + reach and min(ys) - reach <= y <= max(ys) + reach for x, y in polygon[0]
        )
    ]


def _area(polygon: Polygon) -> float:
    """Square degrees inside the outer ring."""
    return abs(sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairwise(polygon[0]))) / 2
