"""Doubt: sentences in which the rules found an event and trained heads find none.

The rules see one word and its neighbours; 'the striker fired a shot' has them all. The heads have learned from the corpus what
sentences without an event look like as a whole. Both must be sure: the one that tells events from their like, and the one that
tells types apart. In news of conflicts nearly all that the rules code is an event, so that a head that doubts lightly does more
harm than good; the thresholds let it doubt three of a thousand sentences with an event. Words alone settle most sentences;
only where they leave it open is the embedding asked, which takes a hundred times as long.

In everyday news it is the other way about: most of what is coded there by a chance word is no event. So where nothing else in a
report of some length tells an event surely, lighter doubts count.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from almenara.language.embed import embed, embeddings_present
from almenara.language.heads.shipped import (
    EVENT,
    NO_EVENT,
    RELEVANCE,
    RELEVANCE_BY_WORDS,
    TYPES,
    shipped_head,
    shipped_thresholds,
)

#: How sure of 'no event' the head that tells types apart must be.
NO_EVENT_SURE = 0.8
#: So many sentences make a report whose other sentences say whether its news is of events.
LONG = 4
#: A sentence is surely of an event above this; where none of a long report's is, those below the next are doubted, unless the head that
#: tells types apart gives 'no event' less than the last. Set on news of everyday life that was read for it.
SURE = 0.5
DOUBT_ALONE = 0.15
NO_EVENT_ALONE = 0.6


@dataclass(frozen=True)
class Told:
    """The sentences of a report in which something was coded, those of them that tell it as a fact, and how many it has in all."""

    coded: Collection[str]
    facts: Collection[str]
    sentences: int


def doubted(reports: Sequence[Told]) -> list[set[str]]:
    """For each report those of its sentences that most likely tell no event; none where embeddings are not installed.

    What is only planned, possible or long past is doubted in a long report without any sure event alone.
    """
    once = list(dict.fromkeys(sentence for report in reports for sentence in report.coded))
    if not once or not embeddings_present():
        return [set() for _ in reports]
    thresholds = shipped_thresholds()
    by_words = shipped_head(RELEVANCE_BY_WORDS)
    sure = by_words.probabilities(once)[:, by_words.column[EVENT]] >= thresholds.words_sure
    left_open = [sentence for sentence, is_sure in zip(once, sure, strict=True) if not is_sure]
    events = dict.fromkeys(once, 1.0)
    nothing = dict.fromkeys(once, 0.0)
    if left_open:
        embeddings = embed(left_open)
        head, types = shipped_head(RELEVANCE), shipped_head(TYPES)
        events.update(zip(left_open, head.probabilities(left_open, embeddings)[:, head.column[EVENT]], strict=True))
        nothing.update(
            zip(left_open, types.probabilities(left_open, embeddings)[:, types.column[NO_EVENT]], strict=True)
        )

    def of(report: Told) -> set[str]:
        alone = report.sentences >= LONG and all(events[sentence] < SURE for sentence in report.coded)
        doubt, none = (DOUBT_ALONE, NO_EVENT_ALONE) if alone else (thresholds.doubt, NO_EVENT_SURE)
        judged = report.coded if alone else report.facts
        return {sentence for sentence in judged if events[sentence] < doubt and nothing[sentence] > none}

    return [of(report) for report in reports]
