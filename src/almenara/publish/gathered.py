"""A file whose lines come in any order and stand in the order of their ids, with its checksum, in little memory however many they are.

Lines are written as they come. Only if one comes out of order are they put in order afterwards, in a second file, so that the disk needs
room for both for a while.
"""

from __future__ import annotations

import hashlib
import os
from array import array
from collections.abc import Iterator, Sequence
from itertools import accumulate
from mmap import ACCESS_READ, mmap
from pathlib import Path
from types import TracebackType
from typing import Self

from almenara.publish.clean import utf8
from almenara.publish.written import Lines

#: Bytes that are written at once.
_BLOCK = 1 << 20


class Gathered:
    """Open a file, `put` lines, and take its `seal`: checksum and bytes. Texts are UTF-8. Raises OSError."""

    def __init__(self, path: Path, head: str = "") -> None:
        self._path = path
        self._file = path.open("w+b")
        self._held = bytearray(utf8(head))
        self._sum = hashlib.sha256()
        self._lengths = array("L", [len(self._held)])

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()

    def put(self, lines: Lines) -> None:
        self._held += lines.joined
        self._lengths.extend(lines.lengths)
        if len(self._held) >= _BLOCK:
            self._flush()

    def seal(self, order: Sequence[int] | None) -> dict[str, object]:
        """Bring the lines into an order, given as their numbers (None: they are in it), and the file onto the disk."""
        self._flush()
        if order is not None and self._file.tell():
            self._file.flush()
            part = self._path.with_name(self._path.name + ".ordered")
            self._sum = hashlib.sha256()
            with mmap(self._file.fileno(), 0, access=ACCESS_READ) as lines, part.open("w+b") as ordered:
                for block in self._blocks(lines, order):
                    self._sum.update(block)
                    ordered.write(block)
            self._file.close()
            part.replace(self._path)
            self._file = self._path.open("r+b")
        self._file.flush()
        # A full disk may be told only when what was written has to reach it.
        os.fsync(self._file.fileno())
        return {"sha256": self._sum.hexdigest(), "bytes": sum(self._lengths)}

    def _blocks(self, lines: mmap, order: Sequence[int]) -> Iterator[bytearray]:
        ends = array("Q", accumulate(self._lengths))
        block = bytearray(lines[: ends[0]])
        for number in order:
            block += lines[ends[number] : ends[number + 1]]
            if len(block) >= _BLOCK:
                yield block
                block = bytearray()
        yield block

    def _flush(self) -> None:
        self._sum.update(self._held)
        self._file.write(self._held)
        self._held.clear()
