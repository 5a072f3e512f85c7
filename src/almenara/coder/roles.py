"""Who leads or calls, who takes part, against whom and with what: a trigger's arguments as roles with their words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from almenara.coder.arguments import acts_as_verb, is_passive, noun_phrase, people, shared_subject
from almenara.coder.grammar import POINTING_BACK
from almenara.coder.names import is_named
from almenara.coder.quantities import Counted, CountLexicon
from almenara.coder.time_words import names_a_time
from almenara.coder.triggers import Hit, mentions, phrase_words
from almenara.language import AnnotatedText, Token
from almenara.model import Role, Status

#: Verbs by which someone is said to lead a group or an event: 'soldiers led by a sergeant'.
_LEADING = frozenset(
    [
        "lead",
        "head",
        "command",
        "organise",
        "organize",
        "liderar",
        "encabezar",
        "dirigir",
        "comandar",
        "convocar",
        "organizar",
        "call",
    ]
)
#: More names than this in one role are an enumeration that nobody reads; the first are kept.
_MOST_PER_ROLE = 4


@dataclass(frozen=True, slots=True)
class RoleToken:
    """A role and the head word of who fills it."""

    role: str
    token: Token


def role_tokens(hit: Hit, lexicon: CountLexicon) -> list[RoleToken]:
    """Roles by their head words, in the order agent, target, participant, instrument."""
    arguments = hit.arguments
    gathers = "participants" in hit.trigger.counts
    agents = list(arguments.agents)
    targets = list(arguments.targets)
    instruments = [t for t in arguments.instruments if not _is_people(t, lexicon)]
    undergoes = "target" in hit.trigger.counts
    if gathers and not agents and acts_as_verb(hit.head):
        # 'Hundreds of nurses protested': who gathers cannot undergo it, whatever the parser says.
        agents = [t for t in targets if t is hit.head.head and _is_people(t, lexicon)]
        targets = [t for t in targets if t not in agents]
    for token in arguments.possessors:
        if token.index in hit.indices and gathers and not _is_people(token, lexicon):
            continue
        if (gathers or hit.trigger.of == "agent") and not agents and _is_people(token, lexicon):
            agents.append(token)
        elif gathers and agents and not targets and token.relation != "compound" and token not in agents:
            targets.append(token)
        elif (
            not gathers and token.relation == "compound" and not agents and _is_people(token, lexicon) and not undergoes
        ):
            agents.append(token)
        elif (
            (gathers and not _is_people(token, lexicon) and token.relation != "compound" and not targets)
            or (undergoes and not targets)
            or (not gathers and not targets)
        ):
            targets.append(token)
    sides = [t for t in arguments.sides if _is_people(t, lexicon)]
    if (len(sides) > 1 and not agents) or (sides and not agents and not targets and hit.head.is_nominal):
        agents.append(sides.pop(0))
    targets += [t for t in sides if t not in targets]
    if not agents and not gathers:
        # 'a military revolt', 'el bombardeo israelí': the adjective says who.
        agents += [t for t in arguments.modifiers if t.relation in ("amod", "compound") and _is_people(t, lexicon)]
    # 'A bomb exploded', 'rockets hit the base': what did it is no doer.
    tools = [t for t in agents if _is_tool(t, lexicon)]
    agents = [t for t in agents if t not in tools]
    instruments += [t for t in tools if t not in instruments]
    agents = [t for t in agents if not names_a_time(t) and (t.case() != "por" or not gathers or _is_people(t, lexicon))]
    targets = [t for t in targets if not names_a_time(t)]
    found = [RoleToken("agent", t) for t in agents[:_MOST_PER_ROLE]]
    found += [RoleToken("target", t) for t in targets[:_MOST_PER_ROLE] if t not in agents]
    for token in {id(t): t for t in (*agents, *targets, hit.head)}.values():
        found += [RoleToken("participant", leader) for leader in _leaders(token)]
    found += [RoleToken("instrument", t) for t in instruments[:_MOST_PER_ROLE] if t not in targets]
    return found


def _is_tool(token: Token, lexicon: CountLexicon) -> bool:
    """Whether a noun is a weapon and no person is in its words ('bomb squad officers')."""
    return not lexicon.instruments.isdisjoint(token.lemmas) and not _is_people(token, lexicon)


def callers(cue: Token | None, status: Status) -> list[RoleToken]:
    """Who calls for, plans or threatens an event that names no agent of its own: the subject of the governing verb."""
    if cue is None or status not in (Status.CALLED_FOR, Status.PLANNED, Status.THREATENED) or not cue.is_verbal:
        return []
    if is_passive(cue) or cue.relation in ("acl", "amod"):
        agents = cue.all_children("obl:agent")
    else:
        agents = cue.all_children("nsubj") or shared_subject(cue)
    return [RoleToken("agent", token) for agent in agents for token in agent.conjuncts()][:_MOST_PER_ROLE]


def to_roles(
    tokens: Sequence[RoleToken], annotated: AnnotatedText, counted: Sequence[Counted], instead: dict[int, Role]
) -> list[Role]:
    """Roles with their words; `instead` gives the role to take for pronouns, by the pronoun's start offset."""
    found: list[Role] = []
    for one in tokens:
        if one.token.folded in POINTING_BACK or one.token.pos == "PRON":
            owner = _owner(one.token)
            if owner is not None:
                found.append(Role(one.role, annotated.quote_tokens(noun_phrase(owner))))
                continue
            earlier = instead.get(one.token.start)
            if earlier is not None:
                found.append(Role(one.role, earlier.quote, count=earlier.count))
            continue
        words = noun_phrase(one.token)
        quote = annotated.quote_tokens(words)
        if any(r.role == one.role and r.quote.span.overlaps(quote.span) for r in found):
            continue
        number = next((c.number.best for c in counted if any(t in words for t in c.tokens)), None)
        found.append(Role(one.role, quote, count=None if number is None else int(number)))
    return found


def _owner(pronoun: Token) -> Token | None:
    """'the party called its own march': the possessive stands for the subject of its clause."""
    if pronoun.relation != "nmod:poss" or pronoun.head is None:
        return None
    clause = pronoun.head.clause()
    subject = clause.child("nsubj") if clause.is_verbal else None
    return subject if subject is not None and subject.pos in ("NOUN", "PROPN") and subject is not pronoun.head else None


def _leaders(token: Token) -> list[Token]:
    return [
        agent
        for child in token.children
        if child.relation in ("acl", "acl:relcl", "amod") and not child.lemmas.isdisjoint(_LEADING)
        for agent in child.all_children("obl:agent")
    ]


def _is_people(token: Token, lexicon: CountLexicon) -> bool:
    if token.pos == "PRON" or is_named(token):
        return True
    return mentions(phrase_words([people(token)]), lexicon.people)
