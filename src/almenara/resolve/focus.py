"""Which parts of a report are read for dates and places: what stands around its events.

Few of a report's sentences tell of events, and reading all of it for names and dates takes longer than coding it.
"""

from __future__ import annotations

from collections.abc import Sequence

from almenara.language import AnnotatedText
from almenara.model import Mention, Span

#: Characters at the beginning of a report that say where and when it is from: headline, dateline, first sentence.
LEAD = 300
#: Sentences before an event's own that may hand on their place and day.
SENTENCES_BEFORE = 2


def around(mentions: Sequence[Mention], annotated: AnnotatedText) -> tuple[Span, ...]:
    """The lead, each mention's sentence and those right before it; neighbours joined, in text order."""
    if not mentions:
        return ()
    stretches = annotated.stretches
    kept = {stretch.index for stretch in stretches if stretch.start < LEAD}
    for start in {mention.sentence.start for mention in mentions}:
        own = annotated.stretch_at(start)
        if own is not None:
            kept |= set(range(max(0, own.index - SENTENCES_BEFORE), own.index + 1))
    return _joined([(stretches[number].start, stretches[number].end, number) for number in sorted(kept)])


def _joined(parts: Sequence[tuple[int, int, int]]) -> tuple[Span, ...]:
    """Sentences that follow one another as one span."""
    spans: list[Span] = []
    last = -2
    for start, end, number in parts:
        if number == last + 1:
            spans[-1] = Span(spans[-1].start, end)
        else:
            spans.append(Span(start, end))
        last = number
    return tuple(spans)
