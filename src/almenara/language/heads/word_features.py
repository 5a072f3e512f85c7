"""A sentence's words as a head counts them: folded words and pairs of neighbours."""

from __future__ import annotations

import re
from itertools import pairwise

from almenara.model.fold import fold

_WORD = re.compile(r"[^\W\d_]+|\d+")
#: All numbers count as one word: what matters is that there is one.
_NUMBER = "<number>"


def words_of(text: str) -> set[str]:
    """The folded words of a text and its pairs of neighbouring words, each once."""
    words = [_NUMBER if word.isdigit() else word for word in _WORD.findall(fold(text))]
    return set(words) | {f"{one} {other}" for one, other in pairwise(words)}
