"""Triggers compiled from a codebook: phrases of word patterns with their conditions, found by their first word."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from almenara.codebook.codebook import Codebook
from almenara.codebook.schema import Conditions, Trigger
from almenara.model.fold import fold

PARTS_OF_SPEECH = ("verb", "noun", "adj", "any")
#: Stands in a condition for any proper name: 'the army retook Konna' needs no list of the world's towns.
A_NAME = "<name>"


@dataclass(frozen=True, slots=True)
class WordPattern:
    """One word of a phrase: any of the folded lemmas, with a part of speech or 'any'."""

    lemmas: frozenset[str]
    pos: str


@dataclass(frozen=True, slots=True)
class CompiledConditions:
    """Folded words (some of several words) for each place that a condition can look at; empty means no condition."""

    agent: frozenset[str]
    target: frozenset[str]
    modifier: frozenset[str]
    context: frozenset[str]

    @property
    def number(self) -> int:
        return sum(1 for words in (self.agent, self.target, self.modifier, self.context) if words)


@dataclass(frozen=True, slots=True)
class CompiledTrigger:
    """A phrase that speaks of an event type, with what must and must not stand around it."""

    type: str
    language: str
    phrase: str
    words: tuple[WordPattern, ...]
    conditions: CompiledConditions
    unless: CompiledConditions
    weak: bool
    counts: Mapping[str, str]
    of: str | None

    @property
    def specificity(self) -> tuple[int, int]:
        """Conditions first, then length: the more specific trigger wins."""
        return (self.conditions.number, len(self.words))


def compile_triggers(codebook: Codebook, language: str) -> dict[str, tuple[CompiledTrigger, ...]]:
    """The language's triggers by every lemma that can be their first word."""
    index: dict[str, list[CompiledTrigger]] = defaultdict(list)
    for kind, entry in codebook.types.items():
        for trigger in getattr(entry.triggers, language):
            compiled = compile_trigger(codebook, kind, trigger, language)
            for lemma in compiled.words[0].lemmas:
                index[lemma].append(compiled)
    return {lemma: tuple(found) for lemma, found in index.items()}


def compile_trigger(codebook: Codebook, kind: str, trigger: Trigger, language: str) -> CompiledTrigger:
    """One trigger; raises ValueError if its phrase names an unknown part of speech."""
    entry = codebook.types[kind]
    patterns = tuple(_pattern(codebook, word, language) for word in trigger.phrase.split())
    return CompiledTrigger(
        type=kind,
        language=language,
        phrase=trigger.phrase,
        words=patterns,
        conditions=_conditions(codebook, trigger, language),
        unless=_conditions(codebook, trigger.unless, language),
        weak=trigger.weak,
        counts={
            str(role): str(of) for role, of in (entry.counts if trigger.counts is None else trigger.counts).items()
        },
        of=entry.of,
    )


def _pattern(codebook: Codebook, word: str, language: str) -> WordPattern:
    forms, _, pos = word.partition("/")
    pos = pos or "any"
    if pos not in PARTS_OF_SPEECH:
        raise ValueError(f"{word!r}: {pos!r} is no part of speech; write one of {', '.join(PARTS_OF_SPEECH)}.")
    lemmas: set[str] = set()
    for alternative in forms.split("|"):
        lemmas |= codebook.word_set([alternative], language) if alternative.startswith("@") else {fold(alternative)}
    return WordPattern(frozenset(lemmas), pos)


def _conditions(codebook: Codebook, conditions: Conditions, language: str) -> CompiledConditions:
    return CompiledConditions(
        agent=codebook.word_set(conditions.agent, language),
        target=codebook.word_set(conditions.target, language),
        modifier=codebook.word_set(conditions.modifier, language),
        context=codebook.word_set(conditions.context, language),
    )
