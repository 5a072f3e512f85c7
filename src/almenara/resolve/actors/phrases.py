"""Phrases that are looked up word by word in folded text, whole or by the singular of each word."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Generic, TypeVar

from almenara.model.fold import fold

Value = TypeVar("Value")
_WORD = re.compile(r"[^\W_]+")


def words_of(text: str) -> list[str]:
    """The folded words of a text: 'Díaz-Canel' is two."""
    return _WORD.findall(fold(text))


def singulars(word: str) -> tuple[str, ...]:
    """The word and what it may be the plural of, in either language."""
    forms = [word]
    for ending, put in (("ies", "y"), ("es", ""), ("s", ""), ("men", "man"), ("women", "woman"), ("ces", "z")):
        if word.endswith(ending) and len(word) > len(ending) + 2:
            forms.append(word[: -len(ending)] + put)
    return tuple(forms)


class Phrases(Generic[Value]):
    """A table from phrases to values; with `plurals` the words of a text may be plurals of a phrase's."""

    def __init__(self, *, plurals: bool) -> None:
        self._plurals = plurals
        self._by_first: dict[str, list[tuple[tuple[str, ...], Value]]] = {}

    def add(self, phrase: str, value: Value) -> None:
        words = tuple(words_of(phrase))
        if words:
            self._by_first.setdefault(words[0], []).append((words, value))

    def at(self, words: Sequence[str], position: int) -> tuple[int, list[Value]] | None:
        """How many words the longest phrase at a position has, and the values of that length; None if there is none."""
        found: list[Value] = []
        longest = 0
        for form in self._forms(words[position]):
            for phrase, value in self._by_first.get(form, ()):
                if len(phrase) >= longest and self._stands(phrase, words, position):
                    if len(phrase) > longest:
                        found, longest = [], len(phrase)
                    if value not in found:
                        found.append(value)
        return (longest, found) if found else None

    def anywhere(self, words: Sequence[str]) -> Iterator[tuple[int, int, list[Value]]]:
        """Phrases in the order of the text, not overlapping: position, length, values."""
        position = 0
        while position < len(words):
            match = self.at(words, position)
            if match is None:
                position += 1
                continue
            yield position, match[0], match[1]
            position += match[0]

    def _forms(self, word: str) -> tuple[str, ...]:
        return singulars(word) if self._plurals else (word,)

    def _stands(self, phrase: tuple[str, ...], words: Sequence[str], position: int) -> bool:
        here = words[position : position + len(phrase)]
        return len(here) == len(phrase) and all(p in self._forms(w) for p, w in zip(phrase, here, strict=True))
