"""The relevance gate: which sentences are worth parsing.

A sentence passes if it holds a form of every word of some trigger's phrase, and of every condition that only a word of
the sentence can meet; right behind one that passes a pronoun may stand for the people that a condition asks for, and a
sentence in which somebody claims an event or is blamed for it passes too. One automaton pass over the folded text finds
the sentences with any trigger's rarest word; only those are looked at word by word. Words of one phrase stand close
together, and whoever does it or has it done to them not far away.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

import ahocorasick_rs

from almenara.codebook import CompiledTrigger
from almenara.codebook.triggers import A_NAME
from almenara.language.forms import Forms
from almenara.language.months import without_months
from almenara.language.pronouns import PEOPLE, SURE_PRONOUNS
from almenara.model import Span
from almenara.model.fold import fold

_WORD = re.compile(r"[^\W_]+(?:['-][^\W_]+)*")
#: A word that is part of many phrases and common in any prose makes a bad anchor; these are tried last.
_COMMON = frozenset(
    [
        "take",
        "hold",
        "make",
        "go",
        "come",
        "call",
        "set",
        "put",
        "get",
        "give",
        "have",
        "be",
        "do",
        "stage",
        "carry",
        "launch",
        "open",
        "break",
        "people",
        "street",
        "road",
        "force",
        "tomar",
        "hacer",
        "dar",
        "poner",
        "salir",
        "ir",
        "haber",
        "ser",
        "estar",
        "llevar",
        "realizar",
        "calle",
        "gente",
        "de",
        "la",
        "el",
        "en",
        "a",
        "por",
        "para",
        "con",
        "fuerza",
    ]
)

#: Stands among a sentence's words for a person whom one of its pronouns means.
_SOMEBODY = "<somebody>"
#: Somebody claims or is blamed for an event told before; such a sentence need not name the event by a word of the codebook.
_CLAIM = re.compile(
    r"\b(?:claim\w*|took|takes|take|taken|taking) (?:\w+ )?(?:responsibility|credit)\b|\b(?:blam|attribut)(?:ed|es|ing)\b"
    r"|\bresponsible for\b|\b(?:adjudic|atribuy|reivindic|responsabiliz|culp)(?:o|aron|eron|aban?|an?|e|en|ado|ada|ido|ida)\b"
    r"|\bresponsabilidad d|\bautoria d"
    # Who its victims were.
    r"|\b(?:victims?|dead|injured|wounded|killed|hostages?) (?:was|were|are|is|include\w*) |\bamong the (?:dead|injured|wounded|victims)\b"
    r"|\bidentificad[oa]s? como\b|\bentre l[oa]s (?:muert|herid|victim|fallecid|secuestrad|rehen)"
)
#: A pronoun may mean somebody of so many sentences before.
SENTENCES_BACK = 2


@dataclass(frozen=True, slots=True)
class _Need:
    """Words of which one must stand within `reach` words of a trigger's rarest one; anywhere in the sentence where it is None, as with
    people whom a pronoun or a name may stand for."""

    lemmas: frozenset[str]
    reach: int | None


#: From one word of a phrase to the next, with what may stand between them: 'took to the narrow streets'.
_PHRASE_STEP = 4
#: Words between a trigger and who acts or is acted upon: a subject of many words may stand before its verb.
_ROLE_REACH = 20


#: What a trigger needs beside its rarest word, and its type.
_Beside = tuple[tuple[_Need, ...], str]


@dataclass(frozen=True)
class Gate:
    """Compiled once per codebook and language; `passes` is pure."""

    automaton: ahocorasick_rs.AhoCorasick
    #: By each lemma of a trigger's rarest word what the trigger needs beside it: all that its conditions ask for, or its phrase alone.
    needs: Mapping[str, tuple[_Beside, ...]]
    phrases: Mapping[str, tuple[_Beside, ...]]
    forms: Forms
    #: Lemmas that some trigger asks for: no other word of a sentence matters.
    asked_for: frozenset[str]

    def anchors(self, folded: str) -> list[int]:
        """Where in the folded text a word begins with some trigger's anchor, in order."""
        return sorted(
            start
            for _, start, _ in self.automaton.find_matches_as_indexes(folded, overlapping=True)
            if start == 0 or not folded[start - 1].isalnum()
        )

    def passes(self, sentence: str) -> bool:
        """Whether the sentence may speak of an event of the codebook."""
        folded = without_months(sentence, fold(sentence))
        return bool(self.anchors(folded)) and self._fulfilled(self._words(folded), pronouns=True)

    def candidates(self, sentence: str) -> frozenset[str]:
        """The types of which some trigger's phrase may stand in the sentence, whatever its conditions say."""
        folded = without_months(sentence, fold(sentence))
        return self._fitting(self._words(folded)) if self.anchors(folded) else frozenset()

    def select(self, text: str, sentences: Iterable[Span]) -> tuple[list[bool], list[frozenset[str]]]:
        """For each sentence of a text whether it passes, and for those that do not the types that somebody else may find in it.

        One pass over the text finds those that are worth a look.
        """
        folded = without_months(text, fold(text))
        anchors = self.anchors(folded)
        kept: list[bool] = []
        candidates: list[frozenset[str]] = []
        for span in sentences:
            first = bisect_left(anchors, span.start)
            anchored = first < len(anchors) and anchors[first] < span.end
            told_before = not kept or any(kept[-SENTENCES_BACK:])
            told = span.of(folded)
            words = self._words(told) if anchored else []
            claims = bool(kept) and told_before and _CLAIM.search(told) is not None
            kept.append(claims or (anchored and self._fulfilled(words, pronouns=told_before)))
            candidates.append(self._fitting(words) if anchored and not kept[-1] else frozenset())
        return kept, candidates

    def _words(self, folded: str) -> list[frozenset[str]]:
        """Of each word of a folded sentence those of its lemmas, and of its parts', that some trigger asks for."""
        return list(map(self._remembered, _WORD.findall(folded)))

    @cached_property
    def _remembered(self) -> Callable[[str], frozenset[str]]:
        return lru_cache(_REMEMBERED)(self._asked_for)

    def _asked_for(self, word: str) -> frozenset[str]:
        lemmas = {word} | self.forms.lemmas(word)
        if "-" in word:
            for part in word.split("-"):
                lemmas |= {part} | self.forms.lemmas(part)
        return self.asked_for & lemmas

    def _fulfilled(self, words: Sequence[frozenset[str]], *, pronouns: bool) -> bool:
        """Whether some trigger finds all that it needs among a sentence's words; `pronouns` may stand for people."""
        # Folded text keeps no capitals: any sentence may hold a name.
        lemmas = _AT_ANY_PLACE.union(*words)
        if pronouns and not lemmas.isdisjoint(SURE_PRONOUNS):
            lemmas |= _A_PERSON
        return any(True for _ in _met(self.needs, lemmas, words))

    def _fitting(self, words: Sequence[frozenset[str]]) -> frozenset[str]:
        lemmas = _AT_ANY_PLACE.union(*words)
        return frozenset(_met(self.phrases, lemmas, words))


#: Words whose lemmas a gate remembers.
_REMEMBERED = 50_000
_AT_ANY_PLACE = frozenset([A_NAME])
_A_PERSON = frozenset([_SOMEBODY])


def _met(
    beside: Mapping[str, tuple[_Beside, ...]], lemmas: frozenset[str], words: Sequence[frozenset[str]]
) -> Iterator[str]:
    """The types of the triggers that find all that they need among a sentence's words, `lemmas` in all."""
    for lemma in lemmas:
        for needs, kind in beside.get(lemma, ()):
            for need in needs:
                if need.lemmas.isdisjoint(lemmas):
                    break
            else:
                if _within_reach(lemma, needs, words):
                    yield kind


def _within_reach(anchor: str, needs: tuple[_Need, ...], words: Sequence[frozenset[str]]) -> bool:
    """Whether all needs are met within their reach of one and the same place of the anchor."""
    near = [(need.lemmas, need.reach) for need in needs if need.reach is not None]
    if not near:
        return True
    return any(
        all(
            any(not lemmas.isdisjoint(word) for word in words[max(0, at - reach) : at + reach + 1])
            for lemmas, reach in near
        )
        for at, word in enumerate(words)
        if anchor in word
    )


def build_gate(
    triggers: Mapping[str, tuple[CompiledTrigger, ...]],
    forms: Forms,
    speaks_for: Callable[[str, str], bool] = lambda kind, word: True,
) -> Gate:
    """A gate for compiled triggers; `forms` must know their words.

    `speaks_for` says whether a lone word, in one of its forms, makes its type likely enough for somebody else to find it there.
    """
    by_lemma: dict[str, set[str]] = defaultdict(set)
    for form, lemmas in forms.by_form.items():
        for lemma in lemmas:
            by_lemma[lemma].add(form)
    anchors: set[str] = set()
    needs: dict[str, set[_Beside]] = defaultdict(set)
    phrases: dict[str, set[_Beside]] = defaultdict(set)
    for trigger in {id(t): t for found in triggers.values() for t in found}.values():
        patterns = [pattern.lemmas for pattern in trigger.words]
        anchor = min(patterns, key=lambda lemmas: (not lemmas.isdisjoint(_COMMON), len(lemmas)))
        at = next(n for n, p in enumerate(patterns) if p is anchor)
        phrase = tuple(_Need(p, _PHRASE_STEP * abs(n - at)) for n, p in enumerate(patterns) if p is not anchor)
        rest = phrase
        conditions = trigger.conditions
        for words, reach in (
            (conditions.target, _ROLE_REACH),
            (conditions.modifier, _ROLE_REACH),
            (conditions.context, None),
            (conditions.agent, _ROLE_REACH),
        ):
            if words:
                by_pronoun = words in (conditions.target, conditions.agent) and not words.isdisjoint(PEOPLE)
                ends = frozenset(word.split()[-1] for word in words) | frozenset(w.split()[0] for w in words)
                anywhere = by_pronoun or A_NAME in ends
                rest = (*rest, _Need(ends | {_SOMEBODY} if by_pronoun else ends, None if anywhere else reach))
        for lemma in anchor:
            # Of whatever type: one that passes is enough.
            needs[lemma].add((_rarest_first(rest), ""))
            if phrase or any(speaks_for(trigger.type, form) for form in by_lemma.get(lemma, {lemma})):
                phrases[lemma].add((_rarest_first(phrase), trigger.type))
            anchors |= by_lemma.get(lemma, {lemma})
    asked_for = {*needs, *SURE_PRONOUNS}
    for found in (*needs.values(), *phrases.values()):
        asked_for |= {lemma for wanted, _ in found for need in wanted for lemma in need.lemmas}
    return Gate(
        automaton=ahocorasick_rs.AhoCorasick(sorted(anchors)),
        needs={lemma: tuple(found) for lemma, found in needs.items()},
        phrases={lemma: tuple(found) for lemma, found in phrases.items()},
        forms=forms,
        asked_for=frozenset(asked_for),
    )


def _rarest_first(needs: Iterable[_Need]) -> tuple[_Need, ...]:
    """What few words meet is asked first: most sentences then need no second look. Any sentence may hold a name."""
    return tuple(sorted(needs, key=lambda need: (A_NAME in need.lemmas, len(need.lemmas))))
