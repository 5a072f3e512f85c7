"""Who leads or calls, who takes part, against whom and with what: a trigger's arguments as roles with their words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from almenara.coder.arguments import acts_as_verb, is_passive, noun_phrase, shared_subject
from almenara.coder.grammar import POINTING_BACK
from almenara.coder.quantities import Counted, CountLexicon
from almenara.coder.surroundings import (
    agents_around,
    behind_dateline,
    is_people,
    is_thing,
    is_tool,
    members,
    receives,
    targets_around,
    trod_on,
)
from almenara.coder.time_words import names_a_time
from almenara.coder.triggers import Hit
from almenara.language import AnnotatedText, Sentence, Token
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


def role_tokens(
    hit: Hit, lexicon: CountLexicon, sentence: Sentence, *, gathers: bool, place_is_target: bool
) -> list[RoleToken]:
    """Roles by their head words, in the order agent, target, participant, instrument.

    `gathers`: the type is of people who come together for something; `place_is_target`: see the codebook's schema.
    """
    arguments = hit.arguments
    gathered = "participants" in hit.trigger.counts
    agents = list(arguments.agents)
    targets = list(arguments.targets)
    instruments = [t for t in arguments.instruments if not is_people(t, lexicon)]
    undergoes = "target" in hit.trigger.counts
    if gathered and not agents and acts_as_verb(hit.head):
        # 'Hundreds of nurses protested': who gathers cannot undergo it, whatever the parser says.
        agents = [t for t in targets if t is hit.head.head and is_people(t, lexicon)]
        targets = [t for t in targets if t not in agents]
    for token in arguments.possessors:
        if token.index in hit.indices and gathered and not is_people(token, lexicon):
            continue
        if (gathered or hit.trigger.of == "agent") and not agents and is_people(token, lexicon):
            agents.append(token)
        elif gathered and agents and not targets and token.relation != "compound" and token not in agents:
            targets.append(token)
        elif (
            not gathered and token.relation == "compound" and not agents and is_people(token, lexicon) and not undergoes
        ):
            agents.append(token)
        elif (
            (gathered and not is_people(token, lexicon) and token.relation != "compound" and not targets)
            or (undergoes and not targets)
            or (not gathered and not targets)
        ):
            targets.append(token)
    sides = [t for t in arguments.sides if is_people(t, lexicon)]
    if (len(sides) > 1 and not agents) or (sides and not agents and not targets and hit.head.is_nominal):
        agents.append(sides.pop(0))
    targets += [t for t in sides if t not in targets]
    if not agents and not gathered:
        # 'a military revolt', 'el bombardeo israelí': the adjective says who.
        agents += [t for t in arguments.modifiers if t.relation in ("amod", "compound") and is_people(t, lexicon)]
    # 'A bomb exploded', 'rockets hit the base': what did it is no doer.
    tools = [t for t in agents if is_tool(t, lexicon)]
    agents = [behind_dateline(t, hit, sentence.tokens) or t for t in agents if t not in tools]
    aimed = [t for t in targets if is_tool(t, lexicon)] if place_is_target else []
    targets = [t for t in targets if t not in aimed]
    tools += aimed
    instruments += [t for t in tools if t not in instruments]
    agents = [t for t in agents if not names_a_time(t) and (t.case() != "por" or not gathered or is_people(t, lexicon))]
    targets = [t for t in targets if not names_a_time(t)]
    if gathers and not agents and hit.head.is_nominal:
        # 'marcha de sordos': many people behind 'of' gather, in whatever words.
        agents = [t for t in members(hit) if not is_tool(t, lexicon) and not is_thing(t, lexicon)]
        targets = [t for t in targets if t not in agents]
    if receives(hit) and not targets:
        agents, targets = [], agents
    if place_is_target and not targets and (struck := trod_on(agents, hit, tools, lexicon)):
        agents, targets = [t for t in agents if t not in struck], struck
    else:
        targets = targets or targets_around(hit, lexicon, tools, place_is_target)
        agents = agents or [
            t for t in agents_around(hit, lexicon, sentence.tokens, gathers) if t not in targets and t not in tools
        ]
    found = [RoleToken("agent", t) for t in agents[:_MOST_PER_ROLE]]
    found += [RoleToken("target", t) for t in targets[:_MOST_PER_ROLE] if t not in agents]
    for token in {id(t): t for t in (*agents, *targets, hit.head)}.values():
        found += [RoleToken("participant", leader) for leader in _leaders(token)]
    found += [RoleToken("instrument", t) for t in instruments[:_MOST_PER_ROLE] if t not in targets]
    return found


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
        words = _with_hyphens(noun_phrase(one.token), annotated)
        if annotated.language == "en" and one.role in ("agent", "target"):
            words = _with_name_before(words, annotated)
        quote = annotated.quote_tokens(words)
        if any(r.role == one.role and r.quote.span.overlaps(quote.span) for r in found):
            continue
        number = next((c.number.best for c in counted if _counts(c, words)), None)
        found.append(Role(one.role, quote, count=None if number is None else int(number)))
    return found


def _counts(one: Counted, words: Sequence[Token]) -> bool:
    """Whether a number counts those whom the words name: it stands among them, before its noun or for it ('12 of them'), not as in 'Route 34'."""
    if not any(t in words for t in one.tokens):
        return False
    return one.noun in words if one.noun is not None else one.tokens[0] is words[0]


def _with_hyphens(words: list[Token], annotated: AnnotatedText) -> list[Token]:
    """'Ex-soldiers', 'vice-president': the parser cuts at hyphens, the quote must not."""
    sentence = annotated.sentence_at(words[0].start)
    if sentence is None:
        return words
    tokens = sentence.tokens
    first, last = words[0].index, words[-1].index
    while (
        first > 1 and "-" in (tokens[first].text, tokens[first - 1].text) and _touch(tokens[first - 1], tokens[first])
    ):
        first -= 1
    while (
        last + 2 < len(tokens)
        and "-" in (tokens[last].text, tokens[last + 1].text)
        and _touch(tokens[last], tokens[last + 1])
    ):
        last += 1
    return tokens[first : last + 1] if (first, last) != (words[0].index, words[-1].index) else words


def _with_name_before(words: list[Token], annotated: AnnotatedText) -> list[Token]:
    """'This morning, FLO urban guerrillas attacked': a name right before a noun belongs to it, whatever the parse says."""
    sentence = annotated.sentence_at(words[0].start)
    if sentence is None or words[0].pos == "PROPN":
        return words
    tokens = sentence.tokens
    first = words[0].index
    while first > 0 and tokens[first - 1].pos == "PROPN" and not names_a_time(tokens[first - 1]):
        first -= 1
    led = first > 0 and tokens[first - 1].pos in ("ADP", "PROPN", "SCONJ", "NUM")
    if led or first == words[0].index or any(t.child("case") for t in tokens[first : words[0].index]):
        return words
    return [*tokens[first : words[0].index], *words]


def _touch(left: Token, right: Token) -> bool:
    return left.end == right.start


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
