"""The rarest words of a passage: names, figures, uncommon nouns. Two reports of one event share them; two reports of like events do not.

How common a word is comes from `common_words.txt`: the words that stand in three or more of the codebook's own corpus sentences, the commonest
first, written by `python -m almenara.link.rare_words`. A word that is not in it counts as rare.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from functools import cache
from math import log
from pathlib import Path
from unicodedata import combining, normalize

_FILE = Path(__file__).parent / "common_words.txt"
_WORD = re.compile(r"\w+(?:['’-]\w+)*")
#: Sentences that a word must stand in to be called common.
COMMON_FROM = 3
#: Rare words by which a whole report is known. Measured on look-alike events (docs/linking.md): 24 tell them apart better than 40 or 60.
CONTEXT_WORDS = 24
#: Letters by which forms of one word are taken together ('protested', 'protesters'; 'detenidos', 'detenido').
STEM = 7


def stem(word: str) -> str:
    """Without case, accents and ending."""
    bare = "".join(c for c in normalize("NFKD", word.casefold()) if not combining(c))
    return bare.removesuffix("'s").removesuffix("’s")[:STEM]


@cache
def _ranks() -> dict[str, int]:
    return {word: rank for rank, word in enumerate(_FILE.read_text(encoding="utf-8").split(), 1)}


def rarity(word: str) -> float:
    """Weight of a stem: 0 for the commonest word, rising with the logarithm of its rank; rare words weigh most."""
    ranks = _ranks()
    return log(ranks.get(word, 4 * len(ranks))) / log(4 * len(ranks))


def rarest(texts: Iterable[str], most: int) -> tuple[str, ...]:
    """At most `most` stems of some passages, the rarest first; what is repeated or written with a capital goes before its equals.

    The choice depends on the passages alone, so that two passages that share rare words choose the same ones.
    """
    told: Counter[str] = Counter()
    capital: set[str] = set()
    for text in texts:
        for match in _WORD.finditer(text):
            word = match.group()
            if len(word) < 3 and not word.isdigit():
                continue
            key = stem(word)
            told[key] += 1
            if word[0].isupper() and match.start() > 0:
                capital.add(key)
    ranked = sorted(told, key=lambda w: (-rarity(w) - 0.1 * (w in capital) - 0.05 * min(told[w] - 1, 2), w))
    return tuple(w for w in ranked[:most] if rarity(w) > _TOO_COMMON)


#: Words rarer than this are worth comparing: the 60 commonest stems are not.
_TOO_COMMON = 0.45


def write_common_words() -> None:
    """Count the words of the codebook's own corpus anew."""
    from almenara.codebook import load_codebook

    corpus = load_codebook(corpus=True).corpus
    seen: Counter[str] = Counter()
    for file in corpus.values():
        for example in (*file.examples.en, *file.examples.es):
            seen.update({stem(word) for word in _WORD.findall(example.text)})
    common = sorted((w for w, n in seen.items() if n >= COMMON_FROM), key=lambda w: (-seen[w], w))
    _FILE.write_text("\n".join(common) + "\n", encoding="utf-8")


if __name__ == "__main__":
    write_common_words()
