"""A report's text cut into pieces, each with the values whose evidence it is. Text stays text: templates escape it."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from almenara.model import Mention

#: How evidence of a field is marked, where the field's own name is not the mark.
MARKS = {"type": "trigger", "status": "cue"}


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of characters and the kinds of evidence that cover it (trigger, date, place, agent, ...)."""

    text: str
    kinds: tuple[str, ...]


def pieces_of(text: str, mentions: Iterable[Mention], chosen: Iterable[tuple[int, int, str]] = ()) -> list[Piece]:
    """The whole text in order; joined together, the pieces are the text again.

    `chosen` are words that people took as evidence: start, end and field.
    """
    marks: list[tuple[int, int, str]] = []
    for mention in mentions:
        spans = [("sentence", mention.sentence), ("trigger", mention.trigger)]
        if mention.date is not None and mention.date.quote is not None:
            spans.append(("date", mention.date.quote))
        if mention.place is not None and mention.place.quote is not None:
            spans.append(("place", mention.place.quote))
        spans += [(role.role, role.quote) for role in mention.roles]
        if mention.status_cue is not None:
            spans.append(("cue", mention.status_cue))
        spans += [(kind, q.quote) for q in mention.quantities for kind in ("number", q.of)]
        spans += [("demand", quote) for quote in mention.demand_quotes]
        # Words that a pronoun stands for may be told elsewhere: only what stands at its offsets is marked.
        marks += [(q.start, q.end, kind) for kind, q in spans if text[q.start : q.end] == q.text]
    marks += [(start, end, kind) for start, end, field in chosen for kind in (MARKS.get(field, field), "chosen")]
    edges = sorted({0, len(text), *(edge for start, end, _ in marks for edge in (start, end))})
    return [
        Piece(text[start:end], tuple(dict.fromkeys(kind for s, e, kind in marks if s <= start and end <= e)))
        for start, end in itertools.pairwise(edges)
    ]


#: Characters about words that stand outside of the sentences that tell an event.
AROUND = 60


def passages_of(text: str, mentions: Sequence[Mention]) -> list[Piece]:
    """The sentences that tell an event, with all its evidence; what stands elsewhere comes with some words about it, and '…' stands for what is
    left out."""
    wanted = [(mention.sentence.start, mention.sentence.end) for mention in mentions]
    whole = pieces_of(text, mentions)
    at = 0
    for piece in whole:
        start, at = at, at + len(piece.text)
        if set(piece.kinds) - {"sentence"} and not any(s <= start and at <= e for s, e in wanted):
            wanted.append(_to_spaces(text, max(0, start - AROUND), min(len(text), at + AROUND)))
    found: list[Piece] = []
    last = 0
    for start, end in _merged(wanted):
        if start > last:
            found.append(Piece("… ", ()))
        found += _cut(whole, start, end)
        last = end
    if text[last:].strip() and found:
        found.append(Piece(" …", ()))
    return found


def _to_spaces(text: str, start: int, end: int) -> tuple[int, int]:
    """The same stretch from the beginning of a word to the end of one, as far as they are near."""
    while start > 0 and not text[start - 1].isspace() and start > end - 4 * AROUND:
        start -= 1
    while end < len(text) and not text[end].isspace() and end < start + 4 * AROUND:
        end += 1
    return start, end


def _merged(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if found and start <= found[-1][1] + 1:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        else:
            found.append((start, end))
    return found


def _cut(pieces: Iterable[Piece], start: int, end: int) -> Iterator[Piece]:
    at = 0
    for piece in pieces:
        first, at = at, at + len(piece.text)
        words = piece.text[max(0, start - first) : max(0, end - first)]
        if words:
            yield Piece(words, piece.kinds)
