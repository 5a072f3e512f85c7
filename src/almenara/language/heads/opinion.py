"""An opinion: which event type a sentence tells, if any, where a trigger's words stand there and its conditions are not met.

'The palace was bombed in 1955' names nobody who bombed, so that the rules can't tell a bomb from an air raid and say nothing.
The head has learned from the corpus what sentences of each type look like as a whole, and may settle it among the types whose
words stand there. Words alone rule most sentences out; only where they leave it open is the embedding asked, which takes a
hundred times as long.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

import numpy as np
from numpy.typing import NDArray

from almenara.language.embed import embed, embeddings_present
from almenara.language.heads.head import Head
from almenara.language.heads.shipped import NO_EVENT, TYPES, TYPES_BY_WORDS, shipped_head

#: A candidate must be this likely; among sixty classes the next ones often share what one of them deserves.
CANDIDATE = 0.2
#: 'No event' must not be likelier than this.
NO_EVENT_AT_MOST = 0.2
#: Words alone must give a candidate this much for the embedding to be asked.
BY_WORDS = 0.06
#: A lone word must speak so much for its type that the sentence is worth a thought: 'open' and 'take' stand in any prose.
WORD_SPEAKS = 1.0


def opinions(sentences: Sequence[str], candidates: Sequence[Collection[str]]) -> list[str | None]:
    """For each sentence the most likely of its candidate types, or None; all None where embeddings are not installed."""
    settled: list[str | None] = [None] * len(sentences)
    if not embeddings_present():
        return settled
    by_words = shipped_head(TYPES_BY_WORDS)
    open_still = [
        n
        for n, (row, types) in enumerate(zip(by_words.probabilities(sentences), candidates, strict=True))
        if likeliest(by_words, row, types)[1] >= BY_WORDS
    ]
    if open_still:
        head = shipped_head(TYPES)
        asked = [sentences[n] for n in open_still]
        for n, row in zip(open_still, head.probabilities(asked, embed(asked)), strict=True):
            settled[n] = settle(head, row, candidates[n])
    return settled


def settle(head: Head, probabilities: NDArray[np.float32], candidates: Collection[str]) -> str | None:
    """The likeliest candidate, if it is likely enough and 'no event' is not too likely."""
    if probabilities[head.column[NO_EVENT]] > NO_EVENT_AT_MOST:
        return None
    best, likelihood = likeliest(head, probabilities, candidates)
    return best if likelihood >= CANDIDATE else None


def likeliest(head: Head, probabilities: NDArray[np.float32], candidates: Collection[str]) -> tuple[str, float]:
    """The candidate that the head gives most, and how much; types that it has not learned get nothing."""
    known = {name: float(probabilities[head.column[name]]) for name in candidates if name in head.column}
    return max(known.items(), key=lambda pair: (pair[1], pair[0]), default=("", 0.0))


def weight_of(kind: str, words: str) -> float:
    """How much some words speak for a type, of all words that the head knows; 0 for those that it does not."""
    head = shipped_head(TYPES_BY_WORDS)
    if kind not in head.column:
        return 0.0
    at, values = head.word_vector(words)
    return float(values @ head.words[at, head.column[kind]]) if at else 0.0


def speaks_for(kind: str, word: str) -> bool:
    """Whether a lone folded word speaks for a type; where embeddings are not installed nobody is asked, and none does."""
    return embeddings_present() and shipped_head(TYPES_BY_WORDS).weight(word, kind) >= WORD_SPEAKS
