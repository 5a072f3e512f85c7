"""A rule of the grammar: a pattern over folded text with an example beside it, and what a match means."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from almenara.resolve.days.meaning import Meaning


@dataclass(frozen=True, slots=True)
class Context:
    """What a rule may look at beside its match: the day to count from and the text as written."""

    reference: date | None
    text: str
    day_first: bool


Handler = Callable[[re.Match[str], Context], Meaning | None]


@dataclass(frozen=True, slots=True)
class Rule:
    """`handle` returns None where the words turn out to be no date."""

    name: str
    example: str
    pattern: re.Pattern[str]
    handle: Handler


def rule(name: str, example: str, pattern: str) -> Callable[[Handler], Rule]:
    """Make a rule of the function below; white space in patterns matches any white space."""

    def make(handle: Handler) -> Rule:
        return Rule(name, example, re.compile(pattern.replace(" ", r"\s+")), handle)

    return make


def alternatives(words: object) -> str:
    """A pattern for any of the words, the longest first."""
    return "|".join(sorted((re.escape(w).replace(r"\ ", r"\s+") for w in words), key=len, reverse=True))  # type: ignore[attr-defined]
