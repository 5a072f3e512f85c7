"""F1 of yes and no: precision and recall in one number."""

from __future__ import annotations

from collections.abc import Sequence


def f1(gold: Sequence[bool], got: Sequence[bool]) -> float:
    """The harmonic mean of precision and recall of what is yes, from 0 to 1; 0 where neither side says yes. Raises ValueError for unequal lengths."""
    both = sum(g and p for g, p in zip(gold, got, strict=True))
    return 2 * both / max(1, sum(gold) + sum(got))
