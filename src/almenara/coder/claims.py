"""Who claims an event or is blamed for it: 'the Front claimed responsibility', 'se lo atribuyó la banda', 'blamed on the rebels'."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from almenara.coder.arguments import is_nobody, is_passive, noun_phrase
from almenara.coder.back_reference import event_before
from almenara.coder.grammar import OF_CASES
from almenara.coder.names import is_named
from almenara.coder.time_words import names_a_time
from almenara.language import AnnotatedText, Sentence, Token
from almenara.model import Mention, Role
from almenara.model.status import TOLD

#: 'claimed responsibility', 'took credit': these verbs with these objects.
_CLAIMING = frozenset("claim take assume acknowledge accept admit asumir reivindicar atribuir adjudicar".split())
_CLAIMED = frozenset("responsibility credit authorship responsabilidad autoria".split())
#: 'The front claimed the attack', 'la banda se adjudicó el ataque': the event itself is the object.
_CLAIMING_EVENTS = frozenset("claim reivindicar adjudicar atribuir".split())
_CLAIMING_ANYTHING = _CLAIMING | _CLAIMING_EVENTS
#: 'The attack was blamed on', 'attributed to', 'se atribuye a': behind these prepositions stands who did it.
_BLAMING = frozenset("blame attribute ascribe pin atribuir achacar imputar adjudicar".split())
_BLAMED_BEHIND = frozenset("on to a al".split())
#: 'They blamed the rebels for', 'accused the gang of', 'culpó a la guerrilla de': the object did it.
_ACCUSING = frozenset("blame accuse hold culpar acusar responsabilizar senalar sindicar".split())
_OF_WHAT = frozenset("for of de por".split())
#: 'The rebels were responsible for', 'fue obra de'.
_RESPONSIBLE = frozenset("responsible behind responsable".split())
_WORK = frozenset("work handiwork obra autoria".split())


def name_claimants(
    sentence: Sentence, annotated: AnnotatedText, mentions: list[Mention], families: frozenset[str]
) -> list[Mention]:
    """The mentions told so far, those that the sentence says somebody claims or is blamed for with that agent.

    Mentions of the sentence itself that lie within the claim come first, else the nearest told before; an event that
    already has an agent keeps it. `families` are those that can be claimed.
    """
    for cue, actors in _claims(sentence):
        named = [a for a in actors if a.is_nominal and a.pos != "PRON" and not names_a_time(a) and not is_nobody(a)]
        if not named:
            continue
        own = [
            n
            for n, m in enumerate(mentions)
            if m.family in families and sentence.start <= m.trigger.start < sentence.end and not _inside(m, named)
        ]
        if own:
            places = own
        else:
            last = event_before(sentence, mentions, lambda m: m.family in families and m.status in TOLD)
            places = [last] if last is not None and cue.is_verbal else []
        for place in places:
            told = [role for role in mentions[place].roles if role.role == "agent"]
            # 'Gunmen shot ... The Front claimed it': who has only been described is named now.
            if told and not (all(_is_bare(r, annotated) for r in told) and all(_has_name(a) for a in named)):
                continue
            roles = tuple(Role("agent", annotated.quote_tokens(noun_phrase(actor))) for actor in named)
            mentions = [
                *mentions[:place],
                replace(mentions[place], roles=(*roles, *mentions[place].roles)),
                *mentions[place + 1 :],
            ]
    return mentions


def _has_name(actor: Token) -> bool:
    return any(t.pos == "PROPN" for t in noun_phrase(actor))


def _is_bare(role: Role, annotated: AnnotatedText) -> bool:
    """Whether a role's words are a description without any name: 'three armed men'."""
    sentence = annotated.sentence_at(role.quote.start)
    if sentence is None:
        return False
    return all(t.pos != "PROPN" for t in sentence.tokens if role.quote.start <= t.start < role.quote.end)


def _inside(mention: Mention, actors: Sequence[Token]) -> bool:
    """Whether the trigger only describes the one who is blamed ('blamed the bombers')."""
    return any(t.start <= mention.trigger.start < t.end for actor in actors for t in noun_phrase(actor))


def _claims(sentence: Sentence) -> Iterator[tuple[Token, list[Token]]]:
    for token in sentence.tokens:
        lemmas = token.lemmas
        if token.is_verbal and not lemmas.isdisjoint(_CLAIMING_ANYTHING) and not is_passive(token):
            claimed = token.child("obj")
            what = claimed is not None and not claimed.lemmas.isdisjoint(_CLAIMED)
            reflexive = any(c.folded == "se" for c in token.children) and not lemmas.isdisjoint(_CLAIMING_EVENTS)
            whole = not lemmas.isdisjoint({"reivindicar"})
            subject = token.child("nsubj")
            if subject is not None and (what or reflexive or whole):
                yield token, subject.conjuncts()
                continue
        if not lemmas.isdisjoint(_BLAMING) and (token.is_verbal or token.pos == "ADJ"):
            behind = [
                c
                for c in token.all_children("obl", "nmod", "iobj", "obj")
                if c.case() in _BLAMED_BEHIND and not names_a_time(c)
            ]
            if behind and (
                is_passive(token) or token.pos == "ADJ" or token.relation in ("acl", "amod") or _names(behind)
            ):
                yield token, [one for b in behind[:1] for one in b.conjuncts()]
                continue
        if token.is_verbal and not lemmas.isdisjoint(_ACCUSING):
            accused = token.all_children("nsubj:pass") if is_passive(token) else token.all_children("obj")
            of_what = any(
                c.case() in _OF_WHAT or any(m.relation in ("mark", "case") and m.folded in _OF_WHAT for m in c.children)
                for c in token.children
                if c.relation in ("obl", "nmod", "advcl", "xcomp", "ccomp")
            )
            if accused and of_what:
                yield token, [one for a in accused[:1] for one in a.conjuncts()]
        if not lemmas.isdisjoint(_RESPONSIBLE) and token.relation not in ("amod",):
            owner = token.child("nsubj") or (token.head.child("nsubj") if token.head is not None else None)
            if owner is not None and any(c.case() in ("for", "de", "del") for c in token.children):
                yield token, owner.conjuncts()
        if not lemmas.isdisjoint(_WORK) and token.pos == "NOUN":
            whose = [c for c in token.all_children("nmod") if c.case() in OF_CASES]
            if whose and (token.child("cop") or (token.head is not None and token.relation == "attr")):
                yield token, whose[0].conjuncts()


def _names(tokens: Sequence[Token]) -> bool:
    return any(is_named(token) for token in tokens)
