"""Two accounts and how likely they tell of one event."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Pair:
    """`probability` is between 0 and 1; `weights` gives for each comparison the number of its level (-1: not told, 0: nothing in common) and
    the level's weight, the base-2 logarithm of the Bayes factor."""

    left: str
    right: str
    probability: float
    weights: Mapping[str, tuple[int, float]]
