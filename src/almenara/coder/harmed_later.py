"""The dead, wounded and detained that a later sentence counts: 'An army patrol was ambushed. In the attack four soldiers died.'"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from almenara.codebook import Codebook
from almenara.coder.back_reference import ANY_ATTACK, DEFINITE, event_before
from almenara.coder.quantities import CountLexicon, as_quantity, casualty_of, counted_in
from almenara.coder.triggers import Rank
from almenara.language import AnnotatedText, Sentence
from almenara.model import Mention
from almenara.model.status import TOLD

#: Nouns that take up what was told, besides those that may take up anything.
_TAKING_UP = ANY_ATTACK | frozenset(
    "ambush clash shooting raid bombing fighting riot unrest skirmish shootout gunfight emboscada enfrentamiento combate tiroteo choque "
    "disturbio suceso bombardeo refriega balacera represion".split()
)


def count_harmed_later(
    sentence: Sentence,
    annotated: AnnotatedText,
    mentions: list[Mention],
    rank: Mapping[str, Rank],
    codebook: Codebook,
    lexicon: CountLexicon,
) -> list[Mention]:
    """The mentions told so far, the latest with what a sentence that tells no event of its own counts of the people it harmed.

    The sentence must name the event again by a definite noun; background types, by their `rank`, take no such figures, and a figure that was told stands.
    """
    place = event_before(sentence, mentions, lambda m: not rank[m.type].background)
    if place is None or not _takes_up(sentence):
        return mentions
    last = mentions[place]
    if last.status not in TOLD or last.sentence.start == sentence.start:
        return mentions
    quantities = list(last.quantities)
    for one in counted_in(sentence, annotated, codebook, lexicon):
        of = casualty_of(one, lexicon)
        if of is not None and all(known.of != of for known in quantities):
            quantities.append(as_quantity(of, one, sentence, annotated))
    return [*mentions[:place], replace(last, quantities=tuple(quantities)), *mentions[place + 1 :]]


def _takes_up(sentence: Sentence) -> bool:
    return any(
        token.is_nominal
        and not token.lemmas.isdisjoint(_TAKING_UP)
        and any(c.relation == "det" and c.folded in DEFINITE for c in token.children)
        for token in sentence.tokens
    )
