"""Text in capitals, which the parsers were not trained on, read in sentence case of the same length."""

from __future__ import annotations

#: Above this share of capitals among letters a sentence is taken as shouted (headlines in capitals, old wire copy).
SHOUTING_SHARE = 0.7
#: Shorter strings may be acronyms.
SHOUTING_LETTERS = 12


def is_shouting(words: str) -> bool:
    """Whether a sentence is written (almost) all in capitals."""
    letters = [c for c in words if c.isalpha()]
    if len(letters) < SHOUTING_LETTERS:
        return False
    return sum(c.isupper() for c in letters) / len(letters) >= SHOUTING_SHARE


def in_sentence_case(words: str) -> str:
    """Lower case with a capital at the start, letter for letter, so that offsets hold."""
    lowered = [c.lower() if len(c.lower()) == 1 else c for c in words]
    for n, c in enumerate(lowered):
        if c.isalpha():
            lowered[n] = c.upper() if len(c.upper()) == 1 else c
            break
    return "".join(lowered)
