"""Pronouns and definite noun phrases that point back within a report: 'they', 'the clash', 'their protest'."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from almenara.coder.arguments import Arguments, acts_as_verb
from almenara.coder.grammar import POINTING_BACK
from almenara.coder.triggers import Hit
from almenara.language import Sentence, Token
from almenara.model import Mention, Role, Status
from almenara.model.fold import fold
from almenara.model.status import FACTS

#: Determiners that say that the event is known: 'the clash', 'dicha protesta', 'their march'.
DEFINITE = frozenset(
    [
        "the",
        "this",
        "that",
        "these",
        "those",
        "their",
        "his",
        "her",
        "its",
        "el",
        "la",
        "los",
        "las",
        "este",
        "esta",
        "estos",
        "estas",
        "ese",
        "esa",
        "esos",
        "esas",
        "dicho",
        "dicha",
        "dichos",
        "su",
        "sus",
        "aquel",
        "aquella",
    ]
)
_SINGULAR = frozenset(["he", "she", "him", "her", "his", "el", "ella", "it", "its"])

#: A pronoun does not point back further than this many characters before its sentence.
FURTHEST_BACK = 300
#: A sentence that speaks of an event told before (who claims it, whom it harmed) stands at most so many characters behind that event's.
_FURTHEST_EVENT = 700


def event_before(sentence: Sentence, mentions: Sequence[Mention], fits: Callable[[Mention], bool]) -> int | None:
    """The number of the latest mention that fits, if a sentence stands near enough behind it to speak of it."""
    last = next((n for n in range(len(mentions) - 1, -1, -1) if fits(mentions[n])), None)
    return last if last is not None and sentence.start - mentions[last].sentence.end <= _FURTHEST_EVENT else None


def antecedent(pronoun: Token, mentions: Sequence[Mention], sentence_start: int) -> Role | None:
    """Who a pronoun stands for: the agent, else the target, of the nearest earlier mention that fits in number."""
    if pronoun.folded not in POINTING_BACK:
        return None
    singular = pronoun.folded in _SINGULAR
    for mention in reversed(mentions):
        if mention.trigger.start > sentence_start and mention.trigger.start > pronoun.start:
            continue
        if sentence_start - mention.sentence.end > FURTHEST_BACK:
            return None
        for role in mention.roles:
            if role.role == "agent" and (not singular or _may_be_one(role)):
                return role
        for role in mention.roles:
            if role.role == "target" and (not singular or _may_be_one(role)):
                return role
    return None


def _may_be_one(role: Role) -> bool:
    """Whether 'he' or 'it' may stand for somebody: not for 'gunmen' or 'rebels'."""
    words = role.quote.text.split(" of ")[0].split(" in ")[0].lower()
    return role.count in (None, 1) and not words.endswith(_MANY)


#: English endings of many people, behind which no single 'he' stands.
_MANY = ("ers", "ors", "ists", "ants", "ents", "els", "men", "ians", "ops", "people")


def lacks_subject(hit: Hit, language: str) -> bool:
    """A Spanish verb whose subject is only in its ending ('Protestaron por la falta de agua')."""
    head = hit.head
    return (
        language == "es"
        and acts_as_verb(head)
        and hit.arguments
        == Arguments(
            (), hit.arguments.targets, (), hit.arguments.sides, hit.arguments.modifiers, hit.arguments.instruments
        )
        and head.feature("VerbForm") == "Fin"
        and head.feature("Person") == "3"
        and head.feature("Number") == "Plur"
        and not any(c.folded == "se" for c in head.children)
    )


def points_back(hit: Hit) -> bool:
    """Whether the trigger is a definite noun that may name an event told before."""
    head = hit.head
    if acts_as_verb(head):
        return False
    return any(
        (child.relation in ("det", "nmod:poss") and (child.folded in DEFINITE or child.folded in POINTING_BACK))
        for child in head.children
    )


def names_the_known(hit: Hit) -> bool:
    """'the march', 'dicha protesta': an article or demonstrative, not 'his own coup'."""
    return any(c.relation == "det" and c.folded in DEFINITE for c in hit.head.children) and not hit.head.child(
        "nmod:poss"
    )


def referent(hit: Hit, kind_family: str, mentions: Sequence[Mention]) -> Mention | None:
    """The nearest earlier mention that a definite noun can mean: same type first, then a told one of the same family."""
    kind = hit.trigger.type
    same = [m for m in mentions if m.type == kind and m.status not in _NO_ONE_EVENT]
    related = [m for m in mentions if m.family == kind_family and m.status in FACTS]
    pool = same or related
    return pool[-1] if pool else None


def may_share_agent(hit: Hit, kind: str, roles: Sequence[Role], told: Mention) -> bool:
    """Whether whoever did the event told before may have done what the definite noun names.

    Not where both have targets that share no word ('the murder of six priests' is not the shooting of a mayor), and of
    another type only where the noun is as good as any ('the attack').
    """
    if told.type != kind and hit.head.lemmas.isdisjoint(ANY_ATTACK):
        return False
    own = _target_words(roles)
    before = _target_words(told.roles)
    return not own or not before or not own.isdisjoint(before)


#: Nouns that may take up an event of whatever type.
ANY_ATTACK = frozenset(
    "attack assault violence action operation incident event protest demonstration blast explosion ataque atentado asalto "
    "violencia accion operacion incidente hecho protesta manifestacion explosion movilizacion".split()
)


def _target_words(roles: Sequence[Role]) -> frozenset[str]:
    return frozenset(word for r in roles if r.role == "target" for word in fold(r.quote.text).split() if len(word) > 2)


#: What is habitual or imagined is no event that 'the march' could point back to.
_NO_ONE_EVENT = frozenset({Status.GENERIC, Status.HYPOTHETICAL, Status.HISTORICAL})
