"""The rows of a CSV, also of one whose quotes are broken: such a row is told, and reading goes on at the line behind it."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from typing import TextIO

from almenara.read.failure import ReadFailure
from almenara.read.limits import ReadingLimits

#: The module refuses fields above 128 kB unless told otherwise. How long a row may be is counted here, line by line.
csv.field_size_limit(2**31 - 1)
#: Lines behind broken rows are read once more; in all no more than so many times the longest row, so that no file takes for ever.
_READ_AGAIN = 16


class _BadRow(Exception):
    """A row that does not end: `long` says that it is over the limit, else that the file ends within its quotes."""

    def __init__(self, long: bool) -> None:
        self.long = long


class _Lines:
    """A text's lines, those of the row that is being read kept, so that they can be given back."""

    def __init__(self, text: TextIO, longest: int) -> None:
        self._text = text
        self._longest = longest
        self._given_back: list[str | None] = []
        self._again = _READ_AGAIN * longest
        self._size = 0
        #: The lines of the row, None for one that is longer than a row may be, and the number of its first one.
        self.taken: list[str | None] = []
        self.first = 1

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        line = self._given_back.pop() if self._given_back else self._next_line()
        if line == "":
            if self.taken:
                raise _BadRow(long=False)
            raise StopIteration
        self.taken.append(line)
        if line is None:
            raise _BadRow(long=True)
        self._size += len(line)
        if self._size > self._longest:
            raise _BadRow(long=True)
        return line

    def _next_line(self) -> str | None:
        line = self._text.readline(self._longest + 1)
        if len(line) <= self._longest:
            return line
        while line and not line.endswith(("\n", "\r")):
            line = self._text.readline(self._longest)
        return None

    def begin(self, behind: int | None = None) -> None:
        """Begin a row behind the first `behind` lines of the last one; by default behind all of them."""
        count = len(self.taken) if behind is None else behind
        back = self.taken[count:]
        size = sum(len(line) for line in back if line is not None)
        if behind and size > self._again:
            count, back, size = len(self.taken), [], 0
        self._again -= size if behind else 0
        self._given_back += reversed(back)
        self.first += count
        self.taken = []
        self._size = 0


def csv_rows(
    text: TextIO, delimiter: str, where: str, limits: ReadingLimits
) -> Iterator[tuple[int, list[str] | ReadFailure]]:
    """Each row with the number of the line that it begins on, or a failure in its place; `text` is opened with newline="".

    A quote that is not doubled within its field is read as most programs write it; one that is never closed would take the next rows
    along, and costs its own line alone.
    """
    lines = _Lines(text, limits.row_characters)
    strict = csv.reader(lines, delimiter=delimiter, strict=True)
    tolerant = csv.reader(lines, delimiter=delimiter)
    width = None
    while True:
        try:
            row = next(strict)
        except StopIteration:
            return
        except (csv.Error, _BadRow) as error:
            found = None if _opens_a_field(lines.taken, delimiter) else _tolerated(lines, tolerant, width, error)
            if found is None:
                at = f"{where}:{lines.first}"
                if isinstance(error, _BadRow) and error.long:
                    yield lines.first, ReadFailure("long_row", at, limit=f"{limits.row_characters:,}")
                else:
                    why = "a quotation mark is never closed" if isinstance(error, _BadRow) else str(error)
                    yield lines.first, ReadFailure("broken_row", at, why)
                lines.begin(behind=1)
                continue
            row = found
        width = width or len(row) or None
        yield lines.first, row
        lines.begin()


def _opens_a_field(taken: list[str | None], delimiter: str) -> bool:
    """Whether the quote on a later line at which a row broke begins a field: then it is another row's, and the row's own was never closed."""
    line = taken[-1] if len(taken) > 1 else None
    before = line.partition('"')[0] if line is not None else None
    return before is not None and '"' in (line or "") and (not before or before.endswith(delimiter))


def _tolerated(
    lines: _Lines, tolerant: Iterator[list[str]], width: int | None, error: csv.Error | _BadRow
) -> list[str] | None:
    """The row as most programs would read it, if it has as many fields as the first one."""
    if isinstance(error, _BadRow):
        return None
    lines.begin(behind=0)
    try:
        row = next(tolerant)
    except (csv.Error, _BadRow, StopIteration):
        return None
    return row if width is None or len(row) == width else None
