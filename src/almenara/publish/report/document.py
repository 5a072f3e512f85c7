"""A report as a tree of plain values, which HTML and PDF are made of: sections of paragraphs, tables and charts.

Texts are never markup: whoever renders them escapes them. A piece of text may stand for rows of the annex, by the ids of events.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

Ids = tuple[str, ...]
#: How addresses begin that may become links.
_SCHEMES = ("https://", "http://")


@dataclass(frozen=True)
class Piece:
    """Words, and what they count or lead to: events of the annex, or an address. `about` says of what a bare number is, for the annex of rows."""

    text: str
    rows: Ids = ()
    address: str | None = None
    about: str = ""

    @property
    def link(self) -> str | None:
        """The address if it is one that a browser opens; one that runs something (javascript:) is none."""
        return self.address if self.address and self.address.lower().startswith(_SCHEMES) else None


Sentence = tuple[Piece, ...]


@dataclass(frozen=True)
class Paragraph:
    sentence: Sentence
    #: A caveat, set apart from what the report found.
    note: bool = False


@dataclass(frozen=True)
class Table:
    """`numeric` are the columns of numbers. `anchors` are the rows' ids, where the table is an annex."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[Sentence, ...], ...]
    numeric: frozenset[int] = frozenset()
    anchors: tuple[str, ...] = ()


@dataclass(frozen=True)
class Chart:
    """A drawing as SVG; `description` says in words what it shows, for those who cannot see it."""

    title: str
    svg: str
    description: str


Block = Paragraph | Table | Chart


@dataclass(frozen=True)
class Section:
    id: str
    heading: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Behind:
    """The rows behind a number that counts more than one: `anchor` is what the number leads to, `runs` its annex numbers, first to last."""

    anchor: str
    heading: str
    text: str
    runs: tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class Document:
    """`numbers` are the annex's numbers of events by their ids."""

    title: str
    subtitle: str
    language: str
    made: str
    sections: tuple[Section, ...]
    numbers: Mapping[str, int]

    def behind(self) -> tuple[Behind, ...]:
        """One entry for each set of rows that some number of the document counts, in the order of the document."""
        return self._leads[0]

    def anchors(self) -> Mapping[Ids, str]:
        """What a piece leads to, by its rows."""
        return self._leads[1]

    @cached_property
    def _leads(self) -> tuple[tuple[Behind, ...], Mapping[Ids, str]]:
        behind: dict[Ids, Behind] = {}
        anchors: dict[Ids, str] = {}
        for section, piece in self._pieces():
            if not piece.rows or piece.rows in anchors:
                continue
            known = tuple([i for i in piece.rows if i in self.numbers])
            if len(known) > 1:
                if known not in behind:
                    text = f"{piece.about}: {piece.text}" if piece.about else piece.text
                    runs = runs_of([self.numbers[i] for i in known])
                    behind[known] = Behind(f"rows-{len(behind) + 1}", section.heading, text, runs)
                anchors[piece.rows] = behind[known].anchor
            elif known:
                anchors[piece.rows] = f"event-{self.numbers[known[0]]}"
        return tuple(behind.values()), anchors

    def _pieces(self) -> Iterator[tuple[Section, Piece]]:
        for section in self.sections:
            for block in section.blocks:
                match block:
                    case Paragraph():
                        sentences = [block.sentence]
                    case Table():
                        sentences = [cell for row in block.rows for cell in row]
                    case _:
                        sentences = []
                for sentence in sentences:
                    for piece in sentence:
                        yield section, piece


def runs_of(numbers: list[int]) -> tuple[tuple[int, int], ...]:
    """Numbers as runs without a gap: 1, 2, 3, 7 are 1 to 3 and 7 to 7."""
    runs: list[tuple[int, int]] = []
    for number in sorted(set(numbers)):
        if runs and number == runs[-1][1] + 1:
            runs[-1] = (runs[-1][0], number)
        else:
            runs.append((number, number))
    return tuple(runs)
