"""Doubt: sentences in which the rules found an event and a trained head finds none.

The rules see one word and its neighbours; 'the striker fired a shot' has them all. The head has learned from the corpus what
sentences without an event look like as a whole. Words alone settle most sentences; only where they leave it open is the
embedding asked, which takes a hundred times as long.
"""

from __future__ import annotations

from collections.abc import Sequence

from almenara.language.embed import embed, embeddings_present
from almenara.language.heads.shipped import EVENT, RELEVANCE, RELEVANCE_BY_WORDS, shipped_head, shipped_thresholds


def doubted(sentences: Sequence[str]) -> set[str]:
    """Those of the sentences that most likely tell no event; none where embeddings are not installed."""
    if not sentences or not embeddings_present():
        return set()
    thresholds = shipped_thresholds()
    once = list(dict.fromkeys(sentences))
    by_words = shipped_head(RELEVANCE_BY_WORDS)
    sure = by_words.probabilities(once)[:, by_words.classes.index(EVENT)] >= thresholds.words_sure
    left_open = [sentence for sentence, is_sure in zip(once, sure, strict=True) if not is_sure]
    if not left_open:
        return set()
    head = shipped_head(RELEVANCE)
    events = head.probabilities(left_open, embed(left_open))[:, head.classes.index(EVENT)]
    return {sentence for sentence, event in zip(left_open, events, strict=True) if event < thresholds.doubt}
