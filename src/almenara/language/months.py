"""The month of March, which is no march: told by what stands beside it in the words as written."""

from __future__ import annotations

import re

#: With a day or a year beside it; in small letters behind a word that would need an article before a march; with a capital behind
#: a word in small letters that leads to no march.
_MARCH = re.compile(
    r"\bM(?:arch|ARCH)(?=,? \d)"
    r"|(?<=\d )M(?:arch|ARCH)\b"
    r"|\b(?:in|since|until|till) march\b"
    r"|\bmarch(?= (?:[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?(?:[,.;)]|$))"
    r"|(?<=\d )march(?=,? (?:19|20)\d\d\b)"
    r"|\b(?:January|February) (?:and|to) March\b"
    r"|\b(?:In|Since|Until|Last|Next|Early|Late|Mid|This|By|From|Through|During|After|Before)[ -]March\b"
    r"|\b(?!(?:the|an?|that|these|their|his|her|our|its|my|your|no|s|to|and|or|will|would|can|could|may|must|should|for|against)\b)"
    r"[a-z]+[ -]March\b"
)


def without_months(text: str, folded: str) -> str:
    """The folded text with the month's name blanked out, letter for letter."""
    if "march" not in folded:
        return folded
    for found in _MARCH.finditer(text):
        start = found.end() - len("march")
        folded = f"{folded[:start]}     {folded[found.end() :]}"
    return folded
