"""A map of a country's first-level regions as SVG, shaded by how many protests each saw; one grey in steps, which prints as it looks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from xml.sax.saxutils import escape

import numpy as np

from almenara.publish.clean import clean
from almenara.publish.report.grammar import Language, number
from almenara.publish.report.regions import Regions

#: Points: a page of A4 less its margins, the highest map, the room beside it for the legend, and what is left free around it.
_WIDTH, _HEIGHT, _BESIDE, _FREE = 640, 420, 170, 8
#: Shades from few to many; that of none stands apart from the paper, and each can be told from its neighbours in print.
_NONE, _SHADES = "#f7f6f2", ("#d3d7da", "#a9b1b7", "#78838c", "#3d4954")
_INK, _LINE, _SHORE = "#222222", "#8f979d", "#5f6870"
#: Regions that are named on the map, and the fewest of its cells that a name needs.
_NAMED, _ROOM = 6, 60
#: Points below which a country is too narrow for names on it: they stand at its right, in a room of their own.
_NARROW, _OF_NAMES = 220, 210
#: Points that a letter takes, and lines lie apart.
_LETTER, _ROW = 5.2, 20


def shaded_map(regions: Regions, counts: Mapping[str, int], counted: str, none: str, language: Language) -> str:
    """The drawing; `counts` are protests by the name of a region, `counted` and `none` the legend's heading and its word for no protest."""
    scale = min((_WIDTH - _BESIDE - 2 * _FREE) / regions.width, (_HEIGHT - 2 * _FREE) / regions.height)
    height = regions.height * scale + 2 * _FREE
    narrow = regions.width * scale < _NARROW
    shades = steps(max(counts.values(), default=0))
    land = " ".join(_ring(ring) for polygon in regions.polygons for ring in polygon)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{_WIDTH}" height="{height:.0f}" viewBox="0 0 {_WIDTH} {height:.0f}">',
        f'<defs><clipPath id="land"><path d="{land}" clip-rule="evenodd"/></clipPath></defs>',
        f'<g transform="translate({_FREE} {_FREE}) scale({scale:.4f})">',
        '<g clip-path="url(#land)">',
        *_areas(regions, counts, shades),
        f'<path d="{_borders(regions)}" fill="none" stroke="{_LINE}" stroke-width="{0.7 / scale:.3f}" stroke-linecap="square"/>',
        "</g>",
        f'<path d="{land}" fill="none" stroke="{_SHORE}" stroke-width="{0.9 / scale:.3f}" stroke-linejoin="round"/>',
        "</g>",
        *_names(regions, counts, scale, narrow=narrow),
        *_legend(shades, counted, none, language, regions.width * scale + 3 * _FREE + narrow * _OF_NAMES),
        "</svg>",
    ]
    return "\n".join(parts)


def steps(most: int) -> list[tuple[int, int]]:
    """The first and the last number of each shade, up to the most: as many steps of equal ratio as there are shades, or fewer."""
    last = 0
    found: list[tuple[int, int]] = []
    for n in range(1, len(_SHADES) + 1):
        until = most if n == len(_SHADES) else max(last + 1, round(most ** (n / len(_SHADES))))
        if last < most:
            found.append((last + 1, min(until, most)))
            last = until
    return found


def _shade(n: int, shades: Sequence[tuple[int, int]]) -> str:
    """The darkest shade is that of the most, however few steps there are."""
    place = next((at for at, (first, last) in enumerate(shades) if first <= n <= last), None)
    return _NONE if place is None else _SHADES[len(_SHADES) - len(shades) + place]


def _areas(regions: Regions, counts: Mapping[str, int], shades: Sequence[tuple[int, int]]) -> Iterator[str]:
    """One path a region, of its runs of cells in each row; rows reach a little into the next, so that no seam shows between them."""
    for at, name in enumerate(regions.names):
        runs = "".join(
            f"M{first} {row}h{last - first}v1.15h{first - last}z" for row, first, last in _runs(regions.cells == at)
        )
        if runs:
            yield f'<path d="{runs}" fill="{_shade(counts.get(name, 0), shades)}"/>'


def _runs(cells: np.ndarray[tuple[int, ...], np.dtype[np.bool_]]) -> Iterator[tuple[int, int, int]]:
    """Row, first column and the column after the last of each run of cells that are true."""
    edges = np.diff(np.pad(cells.astype(np.int8), ((0, 0), (1, 1))), axis=1)
    starts, ends = np.argwhere(edges == 1), np.argwhere(edges == -1)
    for (row, first), (_, last) in zip(starts.tolist(), ends.tolist(), strict=True):
        yield row, first, last


def _borders(regions: Regions) -> str:
    """Lines between cells of different regions."""
    cells = regions.cells
    across = (cells[1:] != cells[:-1]) & (cells[1:] >= 0) & (cells[:-1] >= 0)
    along = (cells[:, 1:] != cells[:, :-1]) & (cells[:, 1:] >= 0) & (cells[:, :-1] >= 0)
    lines = [f"M{first} {row + 1}H{last}" for row, first, last in _runs(across)]
    lines += [f"M{column + 1} {first}V{last}" for column, first, last in _runs(along.T)]
    return "".join(lines)


def _ring(ring: Sequence[tuple[float, float]]) -> str:
    return "M" + "L".join(f"{x:.2f} {y:.2f}" for x, y in ring) + "Z"


def _names(regions: Regions, counts: Mapping[str, int], scale: float, *, narrow: bool) -> Iterator[str]:
    """Names of the regions with most, in their middles or at the right of a narrow country, where they run into no other."""
    taken: list[tuple[float, float, float]] = []
    right = regions.width * scale + 2 * _FREE
    for name in sorted(counts, key=lambda name: (-counts[name], name)):
        if name not in regions.names or len(taken) == _NAMED:
            continue
        own = np.argwhere(regions.cells == regions.names.index(name))
        if len(own) < _ROOM:
            continue
        # The cell nearest to the middle of all: the middle itself may lie in another region.
        row, column = own[np.argmin(((own - own.mean(axis=0)) ** 2).sum(axis=1))].tolist()
        if narrow:
            column = int(np.flatnonzero(regions.cells[row] >= 0)[-1]) + 1
        x, y, half = column * scale + _FREE, row * scale + _FREE, len(name) * _LETTER / 2 + 2
        x = x + half + 2 if narrow else min(max(x, half), right - half)
        if all(abs(x - other) > half + wide or abs(y - above) > 14 for other, above, wide in taken):
            taken.append((x, y, half))
            start = x - half if narrow else x
            yield (
                f'<text x="{start:.1f}" y="{y + 4:.1f}" text-anchor="{"start" if narrow else "middle"}" font-family="sans-serif" '
                f'font-size="10" fill="{_INK}" stroke="white" stroke-width="2.6" stroke-linejoin="round" paint-order="stroke">'
                f"{escape(clean(name))}</text>"
            )


def _legend(
    shades: Sequence[tuple[int, int]], counted: str, none: str, language: Language, left: float
) -> Iterator[str]:
    """Shades with their numbers, the darkest first."""
    yield _text(left, _FREE + 12, counted)
    entries = [
        (f"{number(language, a)}–{number(language, b)}" if a != b else number(language, a), a) for a, b in shades
    ]
    for at, (label, first) in enumerate([*reversed(entries), (none, 0)]):
        y = _FREE + 22 + at * _ROW
        fill = _shade(first, shades)
        yield f'<rect x="{left:.1f}" y="{y}" width="22" height="14" fill="{fill}" stroke="{_SHORE}" stroke-width="0.6"/>'
        yield _text(left + 29, y + 11, label)


def _text(x: float, y: float, words: str) -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" font-family="sans-serif" font-size="11" fill="{_INK}">{escape(clean(words))}</text>'
