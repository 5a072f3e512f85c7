"""A sentence's words as a head counts them: folded words and pairs of neighbours."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Literal

from almenara.model.fold import fold

_WORD = re.compile(r"[^\W\d_]+|\d+")
#: All numbers count as one word: what matters is that there is one.
_NUMBER = "<number>"
#: Beginnings of words that stand for what the rules made of a sentence; no word of either language begins so.
_MADE = ("rulestype", "rulesstatus", "rulestrigger")
_LETTERS = re.compile(r"[\W\d_]+")


def made_word(what: Literal["type", "status", "trigger"], value: str) -> str:
    """What the rules made of a sentence, as one word beside the sentence's own: `rulestypemarch`."""
    return f"rules{what}" + _LETTERS.sub("", value)


def is_made(word: str) -> bool:
    """Whether a word, or each of a pair, is one of `made_word`."""
    return all(part.startswith(_MADE) for part in word.split(" "))


def words_of(text: str) -> set[str]:
    """The folded words of a text and its pairs of neighbouring words, each once."""
    words = [_NUMBER if word.isdigit() else word for word in _WORD.findall(fold(text))]
    return set(words) | {f"{one} {other}" for one, other in pairwise(words)}
