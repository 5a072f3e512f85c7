"""Which event types a noun counts, as in '12,700 protests' or '40 marchas'."""

from __future__ import annotations

from almenara.codebook import Codebook

#: Nouns that a count uses for every way of protesting: such a figure counts the whole family.
_WHOLE_FAMILY = ("protest", "protesta")


def types_counted(codebook: Codebook, noun: str) -> frozenset[str]:
    """Types that the noun alone names by their triggers; none if it names no type."""
    found = frozenset(
        name
        for name, entry in codebook.types.items()
        for trigger in (*entry.triggers.en, *entry.triggers.es)
        if noun in _nouns(trigger.phrase)
    )
    if noun in _WHOLE_FAMILY:
        families = {codebook.types[name].family for name in found if codebook.types[name].family == "contention"}
        return frozenset(name for name, entry in codebook.types.items() if entry.family in families)
    return found


def _nouns(phrase: str) -> tuple[str, ...]:
    """'march|walk/noun' names 'march' and 'walk'; a phrase of several words names nothing alone."""
    words, _, kind = phrase.partition("/")
    return tuple(words.split("|")) if kind == "noun" and " " not in words else ()
