"""Who took part: sectors by the words of a role, and the country that the words or the report give."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from almenara.codebook import Codebook
from almenara.model import Mention, Role
from almenara.model.fold import fold
from almenara.resolve.places import PlaceFinding

_WORD = re.compile(r"[^\W\d_]+")

#: Sectors whose members belong to a state: without another word they are of the country that the report is about.
_STATE_SECTORS = frozenset({"GOV", "MIL", "COP", "LEG", "JUD", "SPY"})


@dataclass(frozen=True)
class ActorLexicon:
    """Sectors by the first word of the nouns that show them; entries are (all the words, sector)."""

    phrases: Mapping[str, tuple[tuple[tuple[str, ...], str], ...]]


def compile_actors(codebook: Codebook, language: str) -> ActorLexicon:
    """The codebook's sectors in one language."""
    found: dict[str, list[tuple[tuple[str, ...], str]]] = defaultdict(list)
    for sector in codebook.sectors:
        for entry in codebook.word_set(getattr(sector.words, language), language):
            words = tuple(entry.split())
            found[words[0]].append((words, sector.code))
    return ActorLexicon({word: tuple(entries) for word, entries in found.items()})


def sectors_of(text: str, lexicon: ActorLexicon) -> tuple[str, ...]:
    """PLOVER sector codes shown by the words of a role, in the order of the text; longer phrases before their parts."""
    words = _WORD.findall(fold(text))
    found: list[str] = []
    at = 0
    while at < len(words):
        best: tuple[int, str] | None = None
        for form in _singulars(words[at]):
            for entry, sector in lexicon.phrases.get(form, ()):
                here = words[at : at + len(entry)]
                if len(here) == len(entry) and all(e in _singulars(w) for e, w in zip(entry, here, strict=True)):
                    if best is None or len(entry) > best[0]:
                        best = (len(entry), sector)
        if best is None:
            at += 1
            continue
        if best[1] not in found:
            found.append(best[1])
        at += best[0]
    return tuple(found)


def _singulars(word: str) -> tuple[str, ...]:
    """The word and what it may be the plural of, in either language."""
    forms = [word]
    for ending, put in (("ies", "y"), ("es", ""), ("s", ""), ("men", "man"), ("women", "woman"), ("ces", "z")):
        if word.endswith(ending) and len(word) > len(ending) + 2:
            forms.append(word[: -len(ending)] + put)
    return tuple(forms)


def attach_actors(
    mentions: Sequence[Mention], places: Sequence[PlaceFinding], lexicon: ActorLexicon, country: str | None
) -> list[Mention]:
    """Mentions whose roles have sectors and, where the words or the report tell it, a country."""

    def settle(role: Role) -> Role:
        sectors = sectors_of(role.quote.text, lexicon)
        inside = [p.country for p in places if p.country and role.quote.span.covers(p.quote.span)]
        home = inside[0] if inside else country if _STATE_SECTORS & set(sectors) else None
        return replace(role, sectors=sectors, country=role.country or home)

    return [replace(m, roles=tuple(settle(role) for role in m.roles)) for m in mentions]
