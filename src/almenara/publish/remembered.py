"""Texts of values that come again and again, as types, days, towns and outlets of events do: each is made once and looked up afterwards."""

from __future__ import annotations

from collections.abc import Callable, Hashable

#: Values that are remembered at once; with more, all are forgotten, so that no stream of events fills the memory.
MOST = 20_000


class Remembered(dict[Hashable, str]):
    """`remembered[value]` is the text that `write` makes of a value. Values that are equal (1, 1.0, True) must have equal texts."""

    def __init__(self, write: Callable[[Hashable], str]) -> None:
        super().__init__()
        self._write = write

    def __missing__(self, value: Hashable) -> str:
        if len(self) >= MOST:
            self.clear()
        text = self[value] = self._write(value)
        return text
