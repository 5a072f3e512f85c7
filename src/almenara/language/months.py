"""The month of March, which is no march: told by what stands beside it in the words as written."""

from __future__ import annotations

import re

#: A month written with a capital stands behind these.
BEFORE_MONTHS = frozenset(
    "in last next since until till early late mid this by of from through during after before".split()
)
#: Behind these a march would need an article, so that it is the month also in small letters.
BARE_BEFORE_MONTHS = frozenset(["in", "since", "until", "till"])
#: Behind these a word with a capital may be the name of an event, or a verb in a headline.
BEFORE_EVENTS = frozenset(
    "the a an that these their his her our its my your no 's to and or will would can could may must should for against".split()
)


def _any(words: frozenset[str]) -> str:
    return "(?:" + "|".join(sorted(word.strip("'") for word in words)) + ")"


#: With a day or a year beside it, or behind a word of a month; with a capital also behind any word in small letters that leads to no march.
_MARCH = re.compile(
    r"\bM(?:arch|ARCH)(?=,? \d)"
    r"|(?<=\d )M(?:arch|ARCH)\b"
    rf"|\b{_any(BARE_BEFORE_MONTHS)} march\b"
    r"|\bmarch(?= (?:[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?(?:[,.;)]|$))"
    r"|(?<=\d )march(?=,? (?:19|20)\d\d\b)"
    r"|\b(?:January|February) (?:and|to) March\b"
    rf"|\b(?i:{_any(BEFORE_MONTHS)})[ -]March\b"
    rf"|\b(?!{_any(BEFORE_EVENTS)}\b)[a-z]+[ -]March\b"
)


def without_months(text: str, folded: str) -> str:
    """The folded text with the month's name blanked out, letter for letter."""
    if "march" not in folded:
        return folded
    for found in _MARCH.finditer(text):
        start = found.end() - len("march")
        folded = f"{folded[:start]}     {folded[found.end() :]}"
    return folded
