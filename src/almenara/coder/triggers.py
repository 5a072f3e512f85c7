"""Find the codebook's triggers in a parsed sentence and decide which type each speaks of."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from almenara.codebook import CompiledTrigger, WordPattern
from almenara.codebook.triggers import A_NAME
from almenara.coder.arguments import Arguments, arguments_of
from almenara.coder.grammar import EVENT_NOUNS, OF_CASES, PARTITIVE_NOUNS, STANCE_NOUNS
from almenara.coder.names import is_part_of_name, names_a_body
from almenara.coder.time_words import names_a_month
from almenara.language import PEOPLE, PRONOUNS, Sentence, Token
from almenara.language.heads.opinion import speaks_for, weight_of

#: Words that may stand between two words of a phrase ('took to the narrow streets').
_FILLERS = frozenset({"DET", "ADJ", "NUM", "ADV", "PART"})
_LONGEST_GAP = 3

_POS = {
    "verb": frozenset({"VERB", "AUX"}),
    "noun": frozenset({"NOUN", "PROPN"}),
    "adj": frozenset({"ADJ", "VERB"}),
}


@dataclass(frozen=True, slots=True, eq=False)
class Hit:
    """A trigger found: its words, the word that governs them, and what stands around it."""

    trigger: CompiledTrigger
    tokens: tuple[Token, ...]
    head: Token
    arguments: Arguments
    #: Whether its conditions are unmet and a head settled its type.
    judged: bool = False

    @property
    def indices(self) -> frozenset[int]:
        return frozenset(t.index for t in self.tokens)


@dataclass(frozen=True, slots=True)
class Rank:
    """Where a type stands among others for the same words: what is told besides adds to the events proper and takes none away, and families
    come in the codebook's order."""

    background: bool
    family: int


#: Says which of some types a sentence tells, or None.
Opinion = Callable[[Collection[str]], str | None]
#: Says whether a hit rests on a pronoun that means nobody it could be.
OfNobody = Callable[[Hit], bool]


def find_hits(
    sentence: Sentence,
    triggers: Mapping[str, tuple[CompiledTrigger, ...]],
    rank: Mapping[str, Rank],
    opinion: Opinion | None = None,
    of_nobody: OfNobody = lambda hit: False,
) -> list[Hit]:
    """The sentence's triggers, at most one to a word, in text order.

    `rank` tells each type's; among triggers for the same words the one with more conditions met
    wins, then the longer phrase, then the earlier family. Weak ones stand only where their clause has no other. Where none
    holds, `opinion` may settle one of the types whose words stand there with their conditions unmet; it yields one hit,
    marked as `judged`. Those that are `of_nobody` go before any is chosen: another trigger for the same words, which asks for
    nobody, may stand in their place.
    """
    found: list[Hit] = []
    unmet: list[Hit] = []
    scenes: dict[frozenset[int], _Scene] = {}
    context: frozenset[str] | None = None
    for position, token in enumerate(sentence.tokens):
        seen: set[int] = set()
        for lemma in token.lemmas:
            for trigger in triggers.get(lemma, ()):
                if id(trigger) in seen:
                    continue
                seen.add(id(trigger))
                words = _match(trigger.words, sentence.tokens, position)
                if words is None:
                    continue
                head = _governor(words)
                if _is_no_event(head, sentence.tokens):
                    # 'riot police'; 'on March 22'; 'the Observatory of Protest'
                    continue
                own = frozenset(w.index for w in words)
                # Many triggers share their words: what stands around them is worked out once.
                scene = scenes.get(own)
                if scene is None:
                    scene = scenes[own] = _Scene(arguments_of(head, own))
                if context is None:
                    context = _sentence_words(sentence)
                if _refused(trigger, scene, context):
                    continue
                if _met(trigger, scene, context):
                    found.append(Hit(trigger, words, head, scene.arguments))
                elif opinion is not None and (len(words) > 1 or speaks_for(trigger.type, words[0].folded)):
                    unmet.append(Hit(trigger, words, head, scene.arguments, judged=True))
    if not found and unmet and opinion is not None:
        found = _settled(unmet, opinion)
    found = [hit for hit in found if not of_nobody(hit)]
    return _without_background(_choose(found, rank), rank)


def _settled(unmet: Sequence[Hit], opinion: Opinion) -> list[Hit]:
    """The one hit of the type that the opinion settles on: that whose words speak most for the type, then the first."""
    kind = opinion(frozenset(hit.trigger.type for hit in unmet))
    of_kind = [hit for hit in unmet if hit.trigger.type == kind]
    return [max(of_kind, key=lambda hit: (_weight(hit), -hit.head.index))] if of_kind else []


def _weight(hit: Hit) -> float:
    return weight_of(hit.trigger.type, " ".join(token.text for token in hit.tokens))


def _match(patterns: tuple[WordPattern, ...], tokens: list[Token], at: int) -> tuple[Token, ...] | None:
    """The tokens that a phrase takes from position `at`, or None."""
    if not fits(patterns[0], tokens[at]):
        return None
    words = [tokens[at]]
    for pattern in patterns[1:]:
        position = words[-1].index + 1
        skipped = 0
        while position < len(tokens) and not fits(pattern, tokens[position]):
            between = tokens[position]
            # 'laid down their tools'
            if skipped == _LONGEST_GAP or (
                between.pos not in _FILLERS and not (between.pos == "PRON" and between.relation == "nmod:poss")
            ):
                return None
            skipped += 1
            position += 1
        if position >= len(tokens):
            return None
        words.append(tokens[position])
    return tuple(words)


def fits(pattern: WordPattern, token: Token) -> bool:
    """Whether a token is a form of the pattern's words and may have its part of speech."""
    if pattern.lemmas.isdisjoint(token.lemmas):
        return False
    if pattern.pos == "any" or token.pos in _POS[pattern.pos]:
        return True
    if pattern.pos == "verb":
        # Taggers call participles adjectives, and in headlines verbs names.
        return (token.pos == "ADJ" and token.folded not in pattern.lemmas) or (
            token.pos in ("NOUN", "PROPN") and token.folded not in pattern.lemmas and _ends_like_verb(token)
        )
    if pattern.pos == "noun":
        # Taggers call nouns verbs, most of all in headlines; 'struck' is no noun, nor is a verb with a subject of its own.
        return (
            token.pos in ("ADJ", "X", "VERB")
            and token.relation in ("nsubj", "obj", "nmod", "obl", "nsubj:pass", "root")
            and (token.pos != "VERB" or (_may_be_noun(token, pattern.lemmas) and token.child("nsubj") is None))
        )
    return False


def _may_be_noun(token: Token, lemmas: frozenset[str]) -> bool:
    """Whether the word as it stands is a noun of one of the lemmas, in the singular or plural."""
    return any(token.folded in (lemma, f"{lemma}s", f"{lemma}es", f"{lemma[:-1]}ies") for lemma in lemmas)


def _only_names_another(head: Token) -> bool:
    """'riot police', 'strike committee': the trigger only says what kind of thing another noun is."""
    if head.relation != "compound" or head.head is None or not head.head.is_nominal:
        return False
    return head.head.lemmas.isdisjoint(EVENT_NOUNS) and head.head.index > head.index


def _is_no_event(head: Token, tokens: list[Token]) -> bool:
    return (
        _only_names_another(head)
        or names_a_month(head, tokens)
        or is_part_of_name(head, tokens)
        or names_a_body(head, tokens)
    )


def _ends_like_verb(token: Token) -> bool:
    return token.folded.endswith(
        ("ed", "ing", "aron", "ieron", "ado", "ada", "ados", "adas", "ido", "ida", "idos", "idas", "an", "en")
    )


def _governor(words: tuple[Token, ...]) -> Token:
    """The word of the phrase whose own head lies outside it."""
    inside = {w.index for w in words}
    outer = [w for w in words if w.head is None or w.head.index not in inside]
    return next((w for w in outer if w.is_verbal), outer[0] if outer else words[0])


class _Scene:
    """What stands around a trigger's words, with the lemmas of each part worked out when a condition asks for them."""

    def __init__(self, arguments: Arguments) -> None:
        self.arguments = arguments
        self.parts = {
            "agent": (*arguments.agents, *arguments.possessors, *arguments.sides),
            "target": (*arguments.targets, *arguments.possessors, *arguments.sides),
            "modifier": arguments.modifiers,
        }
        self._near: dict[str, frozenset[str]] = {}

    def near(self, part: str) -> frozenset[str]:
        """Lemmas of the noun phrases of a part: agent, target or modifier."""
        if part not in self._near:
            self._near[part] = phrase_words(self.parts[part])
        return self._near[part]


def _refused(trigger: CompiledTrigger, scene: _Scene, context: frozenset[str]) -> bool:
    """Whether something stands around the trigger that rules its type out."""
    refused = trigger.unless
    return any(
        bool(words) and mentions(scene.near(part), words)
        for part, words in (("agent", refused.agent), ("target", refused.target), ("modifier", refused.modifier))
    ) or bool(refused.context and mentions(context, refused.context))


def _met(trigger: CompiledTrigger, scene: _Scene, context: frozenset[str]) -> bool:
    """Whether all stands around the trigger that its type asks for; a pronoun may stand for people."""
    wanted = trigger.conditions
    for part, words in (("agent", wanted.agent), ("target", wanted.target), ("modifier", wanted.modifier)):
        if not words or mentions(scene.near(part), words):
            continue
        if words.isdisjoint(PEOPLE) or not _pronouns(scene.parts[part]):
            return False
    return not wanted.context or mentions(context, wanted.context)


def _pronouns(tokens: Collection[Token]) -> list[Token]:
    return [t for t in tokens if t.folded in PRONOUNS and t.pos == "PRON"]


def leans_on_pronoun(hit: Hit) -> list[Token]:
    """The pronouns that alone meet a condition of the trigger's: who they are decides whether it is an event at all."""
    scene = _Scene(hit.arguments)
    wanted = hit.trigger.conditions
    return [
        pronoun
        for part, must in (("agent", wanted.agent), ("target", wanted.target))
        # Few hits have a pronoun: only theirs are looked at word by word.
        if must and (standing := _pronouns(scene.parts[part])) and not mentions(scene.near(part), must)
        for pronoun in standing
    ]


def mentions(words: frozenset[str], wanted: frozenset[str]) -> bool:
    """Whether any wanted word is among the words; of a wanted phrase every word but those of grammar must be."""
    if not words.isdisjoint(wanted):
        return True
    return any(phrase <= words for phrase in _phrases(wanted))


_ADPOSITIONS = frozenset("of in on de del en".split())
#: Adpositions and articles inside phrases ('estación de policía') are not among a noun phrase's lemmas.
_SMALL_WORDS = _ADPOSITIONS | frozenset("the a an la el las los y and".split())


@lru_cache(maxsize=4096)
def _phrases(wanted: frozenset[str]) -> tuple[frozenset[str], ...]:
    """The phrases of several words in a condition, as sets of the words that count."""
    return tuple(frozenset(p.split()) - _SMALL_WORDS for p in wanted if " " in p and not _as_it_stands(p))


def _as_it_stands(phrase: str) -> bool:
    """'in protest', 'orden de': of one word and an adposition, without which the word would mean any other use of it."""
    first, *others = phrase.split()
    return len(others) == 1 and (first in _ADPOSITIONS or others[0] in _ADPOSITIONS)


def phrase_words(heads: Collection[Token]) -> frozenset[str]:
    """Lemmas of noun phrases: their heads with adjectives, compounds, names and 'of' complements; `A_NAME` for a head that is one."""
    found: set[str] = set()
    for head in heads:
        if head.pos == "PROPN":
            found.add(A_NAME)
        stack = [head]
        while stack:
            token = stack.pop()
            found |= token.lemmas
            stack.extend(
                c
                for c in token.children
                if c.relation in ("compound", "amod", "flat", "nmod:poss", "conj", "appos", "fixed")
                or (c.relation in ("nmod", "obl") and c.case() in OF_CASES)
                # A parser that takes an adjective for a noun makes a determiner of the noun: 'guardias fronterizos'.
                or (c.relation == "det" and c.pos in ("NOUN", "PROPN"))
            )
    return frozenset(found)


def _without_background(hits: list[Hit], rank: Mapping[str, Rank]) -> list[Hit]:
    """Hits less those that only say who somebody is or what for, beside another that tells what happened.

    'a vigil for the murdered reporter' tells of a vigil; 'opponents of the coup rallied' of a rally; 'occupied the rectory to
    protest' of one event, not two.
    """
    if len(hits) < 2:
        return hits
    kept = [h for h in hits if not _describes(h)] or hits
    heads = {h.head.index: h for h in kept}
    return [h for h in kept if not _is_purpose_of(h, heads, rank)]


def _describes(hit: Hit) -> bool:
    head = hit.head
    noun = head.head
    if head.relation == "nmod" and noun is not None and not noun.lemmas.isdisjoint(STANCE_NOUNS):
        return True
    if len(hit.tokens) > 1 or hit.arguments.agents:
        return False
    if head.relation == "amod" and noun is not None and noun.is_nominal:
        return not noun.child("nummod")
    return (
        head.relation == "nmod"
        and (head.feature("VerbForm") == "Part" or head.folded.endswith(("idos", "idas", "ados", "adas")))
        and head.case() in OF_CASES
        and noun is not None
        and noun.pos in ("NOUN", "PROPN")
        and noun.lemmas.isdisjoint(PARTITIVE_NOUNS)
        and not head.child("nummod")
    )


def _is_purpose_of(hit: Hit, heads: Mapping[int, Hit], rank: Mapping[str, Rank]) -> bool:
    """Whether a hit is the purpose of another of the same family: 'blocked the road to protest'."""
    head = hit.head
    above = head.head
    if above is None or head.relation not in ("advcl", "xcomp", "acl"):
        return False
    mark = head.child("mark", "aux", "case")
    if head.feature("VerbForm") != "Inf" and not (mark is not None and mark.folded in ("to", "para", "in")):
        return False
    other = heads.get(above.index) or next(
        (heads[c.index] for c in above.children if c.index in heads and c is not head), None
    )
    return other is not None and rank[other.trigger.type] == rank[hit.trigger.type]


def _sentence_words(sentence: Sentence) -> frozenset[str]:
    """The lemmas of a sentence's words, but of its months ('on 31 March' tells of no march), and its adpositions with the words beside them."""
    tokens = sentence.tokens
    pairs = {
        f"{one} {other}"
        for first, second in pairwise(tokens)
        if first.folded in _ADPOSITIONS or second.folded in _ADPOSITIONS
        for one in first.lemmas
        for other in second.lemmas
    }
    return frozenset(pairs).union(*(token.lemmas for token in tokens if not names_a_month(token, tokens)))


def _choose(hits: list[Hit], rank: Mapping[str, Rank]) -> list[Hit]:
    """At most one hit to a word: events before the background, strong before weak, specific before general, then the family's order."""
    ordered = sorted(
        hits,
        key=lambda h: (
            rank[h.trigger.type].background,
            h.trigger.weak,
            -h.trigger.conditions.number,
            -len(h.tokens),
            rank[h.trigger.type].family,
            h.tokens[0].index,
        ),
    )
    taken: set[int] = set()
    strong: set[int] = set()
    kept: list[Hit] = []
    for hit in ordered:
        if not hit.indices.isdisjoint(taken):
            continue
        clause = hit.head.clause().index
        if hit.trigger.weak and clause in strong:
            continue
        kept.append(hit)
        taken |= hit.indices
        if not hit.trigger.weak:
            strong.add(clause)
    if any(not h.trigger.weak for h in kept):
        # A weak word adds nothing to a sentence that already tells its event outright, unless it tells of another type.
        told = {h.trigger.type for h in kept if not h.trigger.weak}
        kept = [h for h in kept if not h.trigger.weak or h.trigger.type not in told]
    return sorted(kept, key=lambda h: h.tokens[0].index)
