"""The columns of a printed page, found by the white space between them: a recursive cut along gutters (XY-cut; Nagy and Seth, 1984).

A page is cut where a vertical strip stays empty over several lines and what stands on both sides is prose, whose lines fill their column
and go on from one to the next, and no table, whose cells do not. Headings that cross the strip end it, and what is above and below them is cut for itself.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

#: Heights of a line that a gutter is wide at the least; between words there is less.
_GUTTER = 0.7
#: Heights of a line that a column is wide at the least: some twenty letters.
_COLUMN = 10
#: Lines that each column has at the least.
_LINES = 4
#: A line of prose is as wide as this share of its column, and so are this many of a column's lines.
_FULL, _MOSTLY = 0.75, 0.6
#: So many of its lines begin within a sentence, by a small letter; cells begin by a capital or a figure.
_WITHIN = 0.4
#: Heights of a line between a page's body and a header or footer.
_APART = 1.0
#: Share of its height by which a line may reach into the next one: tails of letters.
_TAILS = 0.1


class Box(NamedTuple):
    """A rectangle of a page, in points, the y axis pointing up as PDF has it."""

    left: float
    bottom: float
    right: float
    top: float

    @property
    def height(self) -> float:
        return self.top - self.bottom


#: The words that stand in a box.
Words = Callable[[Box], str]


def columns_in_order(pieces: Sequence[Box], words: Words) -> list[Box] | None:
    """The parts of a page in the order in which they are read, each as the box of what stands in it; None if it can be read as it comes.

    `pieces` are the boxes of the page's pieces of lines, in the order in which the page gives them; `words` is asked only where there may be
    columns. A page is left alone where none are found, or where its own order goes through them one after the other.
    """
    pieces = [piece for piece in pieces if piece.top > piece.bottom and piece.right > piece.left]
    if len(pieces) < 2 * _LINES:
        return None
    height = median([piece.top - piece.bottom for piece in pieces])
    second = min(piece.left for piece in pieces) + _COLUMN * height
    if sum(piece.left > second for piece in pieces) < _LINES:
        # Nothing begins where a second column would: most pages of one column, told at once.
        return None
    numbered = list(enumerate(pieces))
    head, body, foot = _edges_apart(numbered, height)
    parts = [*head, *_parts(body, height, words), *foot]
    if len(parts) <= len(head) + 1 + len(foot):
        return None
    order = [number for part in parts for number in sorted(n for n, _ in part)]
    if order == sorted(order):
        return None
    return [_around([piece for _, piece in part]) for part in parts]


#: A piece with its number in the page's own order.
_Numbered = tuple[int, Box]
_Part = list[_Numbered]
#: From the left to the right.
_Strip = tuple[float, float]


def _parts(pieces: _Part, height: float, words: Words) -> list[_Part]:
    """Pieces cut into parts, in reading order; a part that is no column holds all that stands between two cuts."""
    parts: list[_Part] = []
    plain: list[_Part] = []
    bands = _bands(pieces)
    at = 0
    while at < len(bands):
        run, gutters = _run(bands[at:], height)
        columns = _columns(run, gutters, height, words)
        if columns is None:
            plain.append(bands[at])
            at += 1
            continue
        at += len(run)
        # One column may begin higher than the others.
        while plain and _distance(plain[-1], run[0]) < _APART * height and not _crosses(plain[-1], columns):
            run.insert(0, plain.pop())
            columns = _columns(run, gutters, height, words) or columns
        if plain:
            parts.append([piece for band in plain for piece in band])
            plain = []
        for column in columns:
            parts += _parts(column, height, words)
    return [*parts, [piece for band in plain for piece in band]] if plain else parts


def _bands(pieces: _Part) -> list[_Part]:
    """Pieces from top to bottom, those together that stand side by side, wholly or in part."""
    bands: list[_Part] = []
    floor = float("inf")
    for number, piece in sorted(pieces, key=lambda p: (-p[1].top, p[1].left)):
        tail = piece.height * _TAILS
        if not bands or piece.top - tail <= floor:
            bands.append([])
            floor = piece.bottom + tail
        bands[-1].append((number, piece))
        floor = min(floor, piece.bottom + tail)
    return bands


def _run(bands: list[_Part], height: float) -> tuple[list[_Part], list[_Strip]]:
    """The bands from the first on that have strips in common which nothing crosses, and these strips."""
    run: list[_Part] = []
    common: list[_Strip] = [(float("-inf"), float("inf"))]
    # A strip has something on its left if the piece that ends first does, and likewise on its right.
    ends, begins = float("inf"), float("-inf")
    gutters: list[_Strip] = []
    for band in bands:
        ends = min(ends, *(piece.right for _, piece in band), ends)
        begins = max(begins, *(piece.left for _, piece in band), begins)
        both = ((max(a, c), min(b, d)) for a, b in common for c, d in _free(band))
        common = [(a, b) for a, b in both if b - a >= _GUTTER * height]
        inner = [(a, b) for a, b in common if ends <= a and begins >= b]
        if not inner:
            break
        run.append(band)
        gutters = inner
    return run, gutters


def _free(band: _Part) -> list[_Strip]:
    """The strips of the page that a band leaves free."""
    strips: list[_Strip] = []
    reached = float("-inf")
    for _, piece in sorted(band, key=lambda p: p[1].left):
        if piece.left > reached:
            strips.append((reached, piece.left))
        reached = max(reached, piece.right)
    return [*strips, (reached, float("inf"))]


def _columns(run: list[_Part], gutters: list[_Strip], height: float, words: Words) -> list[_Part] | None:
    """The columns of a run, from left to right; None if they are none: too few lines, too narrow, cells of a table."""
    # The widest gutter alone, if all together make a column of what is none.
    widest = sorted(gutters, key=lambda g: g[0] - g[1])[:1]
    for chosen in [gutters, widest] if len(gutters) > 1 else [gutters]:
        cuts = sorted((left + right) / 2 for left, right in chosen)
        columns: list[_Part] = [[] for _ in range(len(cuts) + 1)]
        for number, piece in (piece for band in run for piece in band):
            columns[sum(piece.left > cut for cut in cuts)].append((number, piece))
        if (
            len(columns) > 1
            and all(_is_prose(column, height, words) for column in columns)
            and not _cell_by_cell(columns)
        ):
            return columns
    return None


def _crosses(band: _Part, columns: list[_Part]) -> bool:
    """Whether a piece of a band is not within one of some columns."""
    sides = [(whole.left, whole.right) for whole in (_around([p for _, p in column]) for column in columns)]
    return any(not any(left <= p.left and p.right <= right for left, right in sides) for _, p in band)


def _is_prose(column: _Part, height: float, words: Words) -> bool:
    bands = _bands(column)
    rows = [_around([piece for _, piece in band]) for band in bands]
    if len(rows) < _LINES:
        return False
    whole = _around(rows)
    width = whole.right - whole.left
    full = sum(row.right - row.left >= _FULL * width for row in rows)
    if width < _COLUMN * height or full < _MOSTLY * len(rows):
        return False
    firsts = (min((piece for _, piece in band), key=lambda piece: piece.left) for band in bands)
    return sum(words(_middle(piece)).lstrip()[:1].islower() for piece in firsts) >= _WITHIN * len(rows)


def _middle(piece: Box) -> Box:
    """The strip along the middle of a piece of a line, into which no letter of another line reaches."""
    quarter = piece.height / 4
    return Box(piece.left, piece.bottom + quarter, piece.right, piece.top - quarter)


def _cell_by_cell(columns: list[_Part]) -> bool:
    """Whether the page's own order changes columns every few lines: so do tables with cells of several lines, and no text does.

    It changes columns once for each that is read whole, or with every line, where they are mixed up.
    """
    of = {number: place for place, column in enumerate(columns) for number, _ in column}
    order = [of[number] for number in sorted(of)]
    changes = sum(a != b for a, b in pairwise(order))
    lines = sorted(len(_bands(column)) for column in columns)[-2]
    return len(columns) * 2 <= changes < lines


def _edges_apart(pieces: _Part, height: float) -> tuple[list[_Part], _Part, list[_Part]]:
    """A page's first and last line for themselves where they stand apart: a number in a corner belongs to no column."""
    bands = _bands(pieces)
    head: list[_Part] = []
    foot: list[_Part] = []
    if len(bands) > 2 and _is_line(bands[0], height) and _distance(bands[0], bands[1]) >= _APART * height:
        head = [bands.pop(0)]
    if len(bands) > 2 and _is_line(bands[-1], height) and _distance(bands[-2], bands[-1]) >= _APART * height:
        foot = [bands.pop()]
    return head, [piece for band in bands for piece in band], foot


def _is_line(band: _Part, height: float) -> bool:
    return _around([piece for _, piece in band]).height < 2 * height


def _distance(upper: _Part, lower: _Part) -> float:
    return min(piece.bottom for _, piece in upper) - max(piece.top for _, piece in lower)


def _around(boxes: Sequence[Box]) -> Box:
    return Box(
        min(b.left for b in boxes), min(b.bottom for b in boxes), max(b.right for b in boxes), max(b.top for b in boxes)
    )
