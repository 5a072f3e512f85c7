"""The rows of a CSV, also of one whose quotes are broken: such a row is told, and reading goes on at the line behind it."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from functools import partial
from itertools import chain, islice
from typing import TYPE_CHECKING, BinaryIO, TextIO

from almenara.read.encoding import decode
from almenara.read.failure import ReadFailure
from almenara.read.limits import ReadingLimits

if TYPE_CHECKING:
    from _csv import Reader

#: The module refuses fields above 128 kB unless told otherwise. How long a row may be is counted here.
csv.field_size_limit(2**31 - 1)
#: Lines that are read at once: the module takes them from a list, many times faster than from a function that is asked for each.
_BLOCK = 128
#: Lines behind broken rows are read once more; in all no more than so many times the longest row, so that no file takes for ever.
_READ_AGAIN = 16


class _BadRow(Exception):
    """A row that does not end: `long` says that it is over the limit, else that the file ends within its quotes."""

    def __init__(self, long: bool) -> None:
        self.long = long


class _Lines:
    """Lines block by block, those kept that came since the row began that is being read."""

    def __init__(self, blocks: Iterator[list[str]], longest: int) -> None:
        self._more = blocks
        self._longest = longest
        self._again = _READ_AGAIN * longest
        #: Lines from some row's first one on, None for one that is longer than a row may be, and the number of the first of them.
        self._held: list[str | None] = []
        self.first = 1
        #: Where in them the row begins, and how many lines that the present reader was given are held no more.
        self.begin = 0
        self.dropped = 0
        #: Whether the lines held are more than a row may have. A row is counted only then.
        self.may_hold_a_long_row = False

    def opened(self, delimiter: str, *, strict: bool) -> Reader:
        """A reader from the row's first line on."""
        self._drop()
        self.dropped = 0
        return csv.reader(chain.from_iterable(self._blocks()), delimiter=delimiter, strict=strict)

    def taken(self, reader: Reader | None = None) -> list[str | None]:
        """The row's lines as far as a reader came; by default all that were read."""
        return self._held[self.begin : None if reader is None else reader.line_num - self.dropped]

    def skip(self, taken: list[str | None]) -> None:
        """The next row begins behind the first line of one that failed; or behind all of it, if too much was read again already."""
        size = _size(taken[1:])
        again = size <= self._again
        self._again -= size if again else 0
        self.begin += 1 if again else len(taken)

    def _drop(self) -> None:
        del self._held[: self.begin]
        self.dropped += self.begin
        self.first += self.begin
        self.begin = 0

    def _blocks(self) -> Iterator[list[str]]:
        given = 0
        while True:
            block = []
            while given < len(self._held):
                line = self._held[given]
                if line is None:
                    break
                block.append(line)
                given += 1
            if block:
                yield block
                continue
            if given < len(self._held):
                raise _BadRow(long=True)
            given -= self.begin
            self._drop()
            size = _size(self._held)
            if size > self._longest:
                raise _BadRow(long=True)
            more = self._read()
            if not more:
                if self._held:
                    raise _BadRow(long=False)
                return
            self._held += more
            self.may_hold_a_long_row = size + _size(more) > self._longest

    def _read(self) -> list[str | None]:
        block = next(self._more, [])
        if all(len(line) <= self._longest for line in block):
            return [*block]
        lines: list[str | None] = []
        pieces = iter(block)
        for piece in pieces:
            whole = len(piece) <= self._longest
            while not whole and not piece.endswith(("\n", "\r")):
                # What follows may be in the next blocks, of which at most the rest of one is held.
                following = next(pieces, None)
                if following is None:
                    pieces = iter(next(self._more, []))
                    following = next(pieces, None)
                if following is None:
                    break
                piece = following
            lines.append(piece if whole else None)
        return lines


def _size(lines: list[str | None]) -> int:
    return sum(len(line) for line in lines if line is not None)


def blocks_of_text(text: TextIO, limits: ReadingLimits) -> Iterator[list[str]]:
    """A text's lines, opened with newline="", some at a time; one that is longer than a row may be comes in pieces."""
    pieces = iter(partial(text.readline, limits.row_characters + 1), "")
    while block := list(islice(pieces, _BLOCK)):
        yield block


def blocks_of_bytes(stream: BinaryIO, limits: ReadingLimits) -> Iterator[list[str]]:
    """The lines of a stream in UTF-8 as `blocks_of_text` gives them, in two thirds of the time; a line that is no UTF-8 is in Windows-1252."""
    # So many bytes are more characters than a row may have.
    pieces = iter(partial(stream.readline, limits.row_characters * 4 + 1), b"")
    while block := list(islice(pieces, _BLOCK)):
        try:
            yield list(map(bytes.decode, block))
        except UnicodeDecodeError:
            yield [_decoded(line) for line in block]


def _decoded(line: bytes) -> str:
    found = decode(line)
    return found.text if found is not None else line.decode("utf-8", "replace")


def csv_rows(
    blocks: Iterator[list[str]], delimiter: str, where: str, limits: ReadingLimits
) -> Iterator[tuple[int, list[str] | ReadFailure]]:
    """Each row with the number of the line that it begins on, or a failure in its place.

    A quote that is not doubled within its field is read as most programs write it; one that is never closed would take the next rows
    along, and costs its own line alone.
    """
    lines = _Lines(blocks, limits.row_characters)
    reader = lines.opened(delimiter, strict=True)
    width = None
    while True:
        row: list[str] | None = None
        try:
            row = next(reader)
            if lines.may_hold_a_long_row and sum(map(len, row)) > limits.row_characters:
                raise _BadRow(long=True)
        except StopIteration:
            return
        except _BadRow as error:
            taken = lines.taken() if row is None else lines.taken(reader)
            number = lines.first + lines.begin
            yield number, _failure(error, f"{where}:{number}", limits)
            lines.skip(taken)
            reader = lines.opened(delimiter, strict=True)
            continue
        except csv.Error:
            taken = lines.taken(reader)
            number = lines.first + lines.begin
            row = None if _opens_a_field(taken, delimiter) else _tolerated(lines, delimiter, width)
            if row is None:
                lines.skip(taken)
            reader = lines.opened(delimiter, strict=True)
            yield number, row or ReadFailure("broken_row", f"{where}:{number}")
            continue
        if width is None and row:
            width = len(row)
        number = lines.first + lines.begin
        lines.begin = reader.line_num - lines.dropped
        yield number, row


def _failure(error: _BadRow, at: str, limits: ReadingLimits) -> ReadFailure:
    if error.long:
        return ReadFailure("long_row", at, limit=f"{limits.row_characters:,}")
    return ReadFailure("broken_row", at)


def _opens_a_field(taken: list[str | None], delimiter: str) -> bool:
    """Whether the quote on a later line at which a row broke begins a field: then it is another row's, and the row's own was never closed."""
    line = taken[-1] if len(taken) > 1 else None
    before = line.partition('"')[0] if line is not None else None
    return before is not None and '"' in (line or "") and (not before or before.endswith(delimiter))


def _tolerated(lines: _Lines, delimiter: str, width: int | None) -> list[str] | None:
    """The row as most programs would read it, if it has as many fields as the first one; the next row then begins behind it."""
    reader = lines.opened(delimiter, strict=False)
    try:
        row: list[str] = next(reader)
    except (csv.Error, _BadRow, StopIteration):
        return None
    if width is not None and len(row) != width:
        return None
    lines.begin = reader.line_num - lines.dropped
    return row
