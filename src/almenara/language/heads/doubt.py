"""Doubt: sentences in which the rules found an event and trained heads find none.

The rules see one word and its neighbours; 'the striker fired a shot' has them all. The heads have learned from the corpus what
sentences without an event look like as a whole. Both must be sure: the one that tells events from their like, and the one that
tells types apart. In news of conflicts nearly all that the rules code is an event, so that a head that doubts lightly does more
harm than good; the thresholds let it doubt three of a thousand sentences with an event. Words alone settle most sentences;
only where they leave it open is the embedding asked, which takes a hundred times as long.
"""

from __future__ import annotations

from collections.abc import Sequence

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


def doubted(sentences: Sequence[str]) -> set[str]:
    """Those of the sentences that most likely tell no event; none where embeddings are not installed."""
    if not sentences or not embeddings_present():
        return set()
    thresholds = shipped_thresholds()
    once = list(dict.fromkeys(sentences))
    by_words = shipped_head(RELEVANCE_BY_WORDS)
    sure = by_words.probabilities(once)[:, by_words.column[EVENT]] >= thresholds.words_sure
    left_open = [sentence for sentence, is_sure in zip(once, sure, strict=True) if not is_sure]
    if not left_open:
        return set()
    embeddings = embed(left_open)
    head, types = shipped_head(RELEVANCE), shipped_head(TYPES)
    events = head.probabilities(left_open, embeddings)[:, head.column[EVENT]]
    nothing = types.probabilities(left_open, embeddings)[:, types.column[NO_EVENT]]
    return {
        sentence
        for sentence, event, none in zip(left_open, events, nothing, strict=True)
        if event < thresholds.doubt and none > NO_EVENT_SURE
    }
