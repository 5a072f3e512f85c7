"""The relevance gate: which sentences are worth parsing.

A sentence passes if it holds a form of every word of some trigger's phrase, and of every condition that only a word of
the sentence can meet; right behind one that passes a pronoun may stand for the people that a condition asks for, and a
sentence in which somebody claims an event or is blamed for it passes too. One automaton pass over the folded text finds the sentences with any trigger's rarest word; only
those are looked at word by word.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import ahocorasick_rs

from almenara.codebook import CompiledTrigger
from almenara.codebook.triggers import A_NAME
from almenara.language.forms import Forms
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


@dataclass(frozen=True)
class Gate:
    """Compiled once per codebook and language; `passes` is pure."""

    automaton: ahocorasick_rs.AhoCorasick
    needs: Mapping[str, tuple[tuple[frozenset[str], ...], ...]]
    phrases: Mapping[str, tuple[tuple[tuple[frozenset[str], ...], str], ...]]
    forms: Forms

    def anchors(self, folded: str) -> list[int]:
        """Where in the folded text a word begins with some trigger's anchor, in order."""
        return sorted(
            start
            for _, start, _ in self.automaton.find_matches_as_indexes(folded, overlapping=True)
            if start == 0 or not folded[start - 1].isalnum()
        )

    def passes(self, sentence: str) -> bool:
        """Whether the sentence may speak of an event of the codebook."""
        folded = fold(sentence)
        return bool(self.anchors(folded)) and self._fulfilled(folded, pronouns=True)

    def _fulfilled(self, folded: str, *, pronouns: bool) -> bool:
        """Whether the words of a folded sentence are all that some trigger needs; `pronouns` may stand for people."""
        lemmas = self._lemmas(folded)
        if pronouns and not lemmas.isdisjoint(SURE_PRONOUNS):
            lemmas.add(_SOMEBODY)
        return any(
            all(not need.isdisjoint(lemmas) for need in needs)
            for lemma in lemmas
            for needs in self.needs.get(lemma, ())
        )

    def candidates(self, sentence: str) -> frozenset[str]:
        """The types of which some trigger's phrase may stand in the sentence, whatever its conditions say."""
        folded = fold(sentence)
        return self._fitting(folded) if self.anchors(folded) else frozenset()

    def _fitting(self, folded: str) -> frozenset[str]:
        lemmas = self._lemmas(folded)
        return frozenset(
            kind
            for lemma in lemmas
            for needs, kind in self.phrases.get(lemma, ())
            if all(not need.isdisjoint(lemmas) for need in needs)
        )

    def _lemmas(self, folded: str) -> set[str]:
        """The words of a folded sentence with every lemma that they may have."""
        words = set(_WORD.findall(folded))
        # Folded text keeps no capitals: any sentence may hold a name.
        lemmas = {A_NAME, *words}
        for word in words:
            lemmas |= self.forms.lemmas(word)
            if "-" in word:
                for part in word.split("-"):
                    lemmas.add(part)
                    lemmas |= self.forms.lemmas(part)
        return lemmas

    def select(self, text: str, sentences: Iterable[Span]) -> tuple[list[bool], list[frozenset[str]]]:
        """For each sentence of a text whether it passes, and for those that do not the types that somebody else may find in it.

        One pass over the text finds those that are worth a look.
        """
        folded = fold(text)
        anchors = self.anchors(folded)
        kept: list[bool] = []
        candidates: list[frozenset[str]] = []
        for span in sentences:
            first = bisect_left(anchors, span.start)
            anchored = first < len(anchors) and anchors[first] < span.end
            told_before = not kept or any(kept[-SENTENCES_BACK:])
            words = span.of(folded)
            claims = bool(kept) and told_before and _CLAIM.search(words) is not None
            kept.append(claims or (anchored and self._fulfilled(words, pronouns=told_before)))
            candidates.append(self._fitting(words) if anchored and not kept[-1] else frozenset())
        return kept, candidates


def build_gate(triggers: Mapping[str, tuple[CompiledTrigger, ...]], forms: Forms) -> Gate:
    """A gate for compiled triggers; `forms` must know their words."""
    by_lemma: dict[str, set[str]] = defaultdict(set)
    for form, lemmas in forms.by_form.items():
        for lemma in lemmas:
            by_lemma[lemma].add(form)
    anchors: set[str] = set()
    needs: dict[str, set[tuple[frozenset[str], ...]]] = defaultdict(set)
    phrases: dict[str, set[tuple[tuple[frozenset[str], ...], str]]] = defaultdict(set)
    for trigger in {id(t): t for found in triggers.values() for t in found}.values():
        patterns = [pattern.lemmas for pattern in trigger.words]
        anchor = min(patterns, key=lambda lemmas: (not lemmas.isdisjoint(_COMMON), len(lemmas)))
        rest = tuple(p for p in patterns if p is not anchor)
        phrase = rest
        conditions = trigger.conditions
        for words in (conditions.target, conditions.modifier, conditions.context, conditions.agent):
            if words:
                by_pronoun = words in (conditions.target, conditions.agent) and not words.isdisjoint(PEOPLE)
                ends = frozenset(word.split()[-1] for word in words) | frozenset(w.split()[0] for w in words)
                rest = (*rest, ends | {_SOMEBODY} if by_pronoun else ends)
        for lemma in anchor:
            needs[lemma].add(rest)
            phrases[lemma].add((phrase, trigger.type))
            anchors |= by_lemma.get(lemma, {lemma})
    return Gate(
        automaton=ahocorasick_rs.AhoCorasick(sorted(anchors)),
        needs={lemma: tuple(found) for lemma, found in needs.items()},
        phrases={lemma: tuple(found) for lemma, found in phrases.items()},
        forms=forms,
    )
