"""Public events as the bytes that a release holds of them, so that several processes can write what one puts together."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from almenara.publish.clean import utf8
from almenara.publish.lines import event_lines
from almenara.publish.public_event import PublicEvent
from almenara.publish.table import CsvRows

#: Events whose bytes are made before they are written.
_AT_ONCE = 1000


@dataclass(frozen=True, slots=True)
class Lines:
    """Lines of one file, joined, each with its end, and how many bytes each has."""

    joined: bytes
    lengths: array[int]


@dataclass(frozen=True, slots=True)
class Written:
    """Some events: their ids, and their lines in each of the two files, in the order of the ids that are given."""

    ids: tuple[str, ...]
    full: Lines
    rows: Lines


class Writer:
    """Writes events; keep one for many, because it remembers what comes again."""

    def __init__(self) -> None:
        self._rows = CsvRows()

    def written(self, events: Iterable[PublicEvent]) -> Written:
        some = list(events)
        return Written(
            tuple([event.id for event in some]),
            _joined(list(event_lines(some))),
            lines_of(map(self._rows.row, some)),
        )


def written(events: Iterable[PublicEvent]) -> Iterator[Written]:
    """Events as they come, some at a time."""
    writer, stream = Writer(), iter(events)
    while some := list(islice(stream, _AT_ONCE)):
        yield writer.written(some)


def lines_of(texts: Iterable[str]) -> Lines:
    """Texts, each with its end, as a file has them."""
    return _joined([utf8(text) for text in texts])


def _joined(each: Sequence[bytes]) -> Lines:
    return Lines(b"".join(each), array("L", map(len, each)))
