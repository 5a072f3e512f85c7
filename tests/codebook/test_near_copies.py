"""The corpus holds no sentence twice: near-copies would be measured, and one day learned from, as if they were independent."""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import combinations

from almenara.codebook import load_codebook
from almenara.coder.examples import cases
from almenara.model.fold import fold

#: Share of all their words that two sentences have in common, above which they are near-copies.
NEAR = 0.8
#: Only sentences that share a word this rare are compared: copies share many.
_RARE = 12


def test_no_two_sentences_of_the_corpus_are_near_copies() -> None:
    codebook = load_codebook(corpus=True)
    texts = sorted({(c.language, c.example.text) for c in cases(codebook, corpus=True)})
    words = [frozenset(re.findall(r"\w+", fold(text))) for _, text in texts]
    holders: dict[tuple[str, str], list[int]] = defaultdict(list)
    for number, (language, _) in enumerate(texts):
        for word in words[number]:
            holders[language, word].append(number)
    pairs = {pair for found in holders.values() if len(found) <= _RARE for pair in combinations(found, 2)}
    near = [
        f"{texts[a][1]}\n  {texts[b][1]}"
        for a, b in sorted(pairs)
        if len(words[a] & words[b]) > NEAR * len(words[a] | words[b])
    ]
    assert not near, "\n".join(near)
