"""The dead, wounded and detained that a later sentence counts: 'An army patrol was ambushed. In the attack four soldiers died.'"""

from __future__ import annotations

from dataclasses import replace

from almenara.codebook import Codebook
from almenara.coder.back_reference import ANY_ATTACK, DEFINITE
from almenara.coder.quantities import CountLexicon, as_quantity, casualty_of, counted_in
from almenara.language import AnnotatedText, Sentence
from almenara.model import Mention
from almenara.model.status import TOLD

#: Nouns that take up what was told, besides those that may take up anything.
_TAKING_UP = ANY_ATTACK | frozenset(
    "ambush clash shooting raid bombing fighting riot unrest skirmish shootout gunfight emboscada enfrentamiento combate tiroteo choque "
    "disturbio suceso bombardeo refriega balacera represion".split()
)
#: Such a sentence stands at most so many characters behind the event that it is of.
_FURTHEST = 700


def count_harmed_later(
    sentence: Sentence,
    annotated: AnnotatedText,
    mentions: list[Mention],
    background: frozenset[str],
    codebook: Codebook,
    lexicon: CountLexicon,
) -> list[Mention]:
    """The mentions told so far, the latest with what a sentence that tells no event of its own counts of the people it harmed.

    The sentence must name the event again by a definite noun; `background` types take no such figures, and a figure that was told stands.
    """
    place = next((n for n in range(len(mentions) - 1, -1, -1) if mentions[n].type not in background), None)
    if place is None or sentence.start - mentions[place].sentence.end > _FURTHEST or not _takes_up(sentence):
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
