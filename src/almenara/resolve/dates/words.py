"""A text as folded words with their offsets: what the grammar reads."""

from __future__ import annotations

import re
from dataclasses import dataclass

from almenara.model.fold import fold

#: Letters, digits, or one mark: 'Sept. 3rd' is read as 'sept', '.', '3', 'rd'.
_WORD = re.compile(r"[^\W\d_]+|[0-9]+|[^\w\s]|_")
#: Words past the end of a text, so that no reader needs to ask whether it stands at the end.
_PAST_END = 8


@dataclass(frozen=True, slots=True)
class Words:
    """`words` are folded (lower case, no accents); `starts` and `ends` are character offsets, end exclusive.

    Empty words stand for what comes after the end. `raw` is the text as it was given.
    """

    raw: str
    words: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    count: int

    def glued(self, i: int) -> bool:
        """Whether nothing stands between word `i` and the one before it."""
        return i > 0 and self.starts[i] == self.ends[i - 1] and self.words[i] != ""

    def capital(self, i: int) -> bool:
        """Whether word `i` begins with a capital letter."""
        return self.raw[self.starts[i] : self.starts[i] + 1].isupper()

    def before(self, i: int) -> str:
        """The word before word `i`, empty at the beginning."""
        return self.words[i - 1] if i > 0 else ""


def read_words(text: str) -> Words:
    """Cut a text into words."""
    folded = fold(text)
    matches = list(_WORD.finditer(folded))
    end = len(text)
    return Words(
        raw=text,
        words=(*[m.group() for m in matches], *[""] * _PAST_END),
        starts=(*[m.start() for m in matches], *[end] * _PAST_END),
        ends=(*[m.end() for m in matches], *[end] * _PAST_END),
        count=len(matches),
    )
