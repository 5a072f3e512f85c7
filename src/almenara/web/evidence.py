"""A report's text cut into pieces, each with the values whose evidence it is. Text stays text: templates escape it."""

from __future__ import annotations

import itertools
from collections.abc import Iterable
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
