"""Who leads or calls, who takes part, against whom and with what: a trigger's arguments as roles with their words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from almenara.coder.arguments import acts_as_verb, is_nobody, is_passive, noun_phrase, shared_subject
from almenara.coder.grammar import ACCUSING_VERBS, ATTACK_NOUNS, DOING_VERBS, FACING_VERBS, OF_CASES, POINTING_BACK
from almenara.coder.parties import is_carried, is_of_a_kind, is_seat_taken, one_another, parties_to_it
from almenara.coder.quantities import Counted, CountLexicon
from almenara.coder.surroundings import (
    agents_around,
    behind_dateline,
    ends_a_road,
    handled,
    in_dateline,
    is_people,
    is_somebody,
    is_thing,
    is_tool,
    is_where,
    members,
    receives,
    says_at_whose,
    says_where_besides,
    targets_around,
    tools_around,
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
#: How what is struck hangs on a trigger of which it is a word.
_STRUCK_IN_PHRASE = frozenset(["obj", "nsubj:pass", "nmod", "obl"])
#: More names than this in one role are an enumeration that nobody reads; the first are kept.
_MOST_PER_ROLE = 4
#: 'asesinado a tiros', 'se enfrentaron a piedrazos': how, not whom.
_BLOWS = frozenset(
    "tiro balazo disparo golpe punalada machetazo piedrazo pedrada palo palazo patada culatazo cuchillada".split()
)
#: 'opened fire on', 'abrieron fuego contra': the fire is no target.
_OPENING, _FIRE = frozenset(["open", "abrir"]), frozenset(["fire", "fuego"])


@dataclass(frozen=True, slots=True)
class RoleToken:
    """A role and the head word of who fills it."""

    role: str
    token: Token


def role_tokens(
    hit: Hit,
    lexicon: CountLexicon,
    sentence: Sentence,
    *,
    gathers: bool,
    place_is_target: bool,
    takes_instrument: bool,
) -> list[RoleToken]:
    """Roles by their head words, in the order agent, target, participant, instrument.

    `gathers`: the type is of people who come together for something; `place_is_target`: see the codebook's schema;
    `takes_instrument`: whether the type has that role.
    """
    arguments = hit.arguments
    gathered = "participants" in hit.trigger.counts
    agents = _doers(arguments.agents, hit, lexicon)
    if arguments.possessors:
        # 'It began as a mutiny of gendarmes'
        agents = [t for t in agents if t.folded != "it"]
    targets = [
        t
        for t in arguments.targets
        if not is_where(t, sentence.tokens, gathered)
        and not ends_a_road(t, sentence.tokens)
        and not (t.case() == "a" and not t.lemmas.isdisjoint(_BLOWS))
        and not (t.relation == "obl" and t.case() == "al" and not is_people(t, lexicon) and not is_thing(t, lexicon))
    ]
    if not hit.head.lemmas.isdisjoint(_OPENING):
        targets = [t for t in targets if t.folded not in _FIRE]
    if len(targets) > 1:
        targets = [t for t in targets if not says_where_besides(t)] or targets
        if any(is_people(t, lexicon) for t in targets):
            targets = [t for t in targets if not says_at_whose(t)]
    agents, targets = one_another(agents, targets, hit, lexicon, gathers=gathers)
    targets = parties_to_it(targets, hit, lexicon)
    agents, targets = _undergone(agents, targets, hit, lexicon)
    instruments = [
        t
        for t in arguments.instruments
        if takes_instrument
        and t.pos != "NUM"
        and not is_people(t, lexicon)
        and not names_a_time(t)
        and t.lemmas.isdisjoint(lexicon.casualties)
    ]
    undergoes = "target" in hit.trigger.counts
    if gathered and not agents and acts_as_verb(hit.head):
        # 'Hundreds of nurses protested': who gathers cannot undergo it, whatever the parser says.
        above = hit.head.head
        agents = [t for t in targets if above is not None and above in (t, t.head) and is_people(t, lexicon)]
        targets = [t for t in targets if t not in agents]
    for token in arguments.possessors:
        if is_seat_taken(token, hit):
            targets.append(token)
            continue
        if token.index in hit.indices and not is_people(token, lexicon) and (gathered or is_of_a_kind(hit.head)):
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
    if place_is_target and not targets:
        # 'set a restaurant on fire', 'quema de buses': the trigger's own words say what.
        targets = [t for t in hit.tokens if t.relation in _STRUCK_IN_PHRASE and t.is_nominal and is_thing(t, lexicon)]
    # 'A bomb exploded', 'rockets hit the base': what did it is no doer.
    tools = [t for t in agents if is_tool(t, lexicon)]
    agents = [behind_dateline(t, hit, sentence.tokens) or t for t in agents if t not in tools]
    aimed = [t for t in targets if is_tool(t, lexicon)]
    if place_is_target or (takes_instrument and len(aimed) < len(targets)):
        # 'Stones were thrown at the bus': with another target told, what is a weapon is no target.
        targets = [t for t in targets if t not in aimed]
        tools += aimed
    if takes_instrument:
        tools += [t for t in tools_around(hit, lexicon) if t not in tools]
    instruments += [t for t in tools if t not in instruments]
    if takes_instrument and not (agents and targets):
        doers, aims = handled(tools, lexicon)
        agents = agents or doers
        targets = targets or (aims if place_is_target else [])
    agents = [
        t
        for t in agents
        if not names_a_time(t)
        and (
            t.case() != "por"
            or is_somebody(t, lexicon)
            or not (gathered or t.head is not hit.head)
            or (t.relation == "obl:agent" and is_passive(hit.head))
        )
    ]
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
        targets = targets or targets_around(hit, lexicon, tools, place_is_target=place_is_target, gathered=gathered)
        agents = agents or [
            t for t in agents_around(hit, lexicon, sentence.tokens, gathers) if t not in targets and t not in tools
        ]
    if gathers:
        # 'lit candles', 'walked off the job'
        targets = [t for t in targets if not is_carried(t) and not says_where_besides(t)]
    if len(agents) > 1:
        agents = [t for t in agents if not in_dateline(t, sentence.tokens)] or agents
    found = [RoleToken("agent", t) for t in agents[:_MOST_PER_ROLE]]
    found += [RoleToken("target", t) for t in targets[:_MOST_PER_ROLE] if t not in agents]
    for token in {id(t): t for t in (*agents, *targets, hit.head)}.values():
        found += [RoleToken("participant", leader) for leader in _leaders(token) if leader not in agents]
    if takes_instrument:
        found += [RoleToken("instrument", t) for t in instruments[:_MOST_PER_ROLE] if t not in targets]
    return found


def _doers(agents: Sequence[Token], hit: Hit, lexicon: CountLexicon) -> list[Token]:
    """The agents without what only holds the event: for 'the order to kill', 'his decision to attack' whoever gave or took it.

    Of what somebody undergoes, whoever merely speaks of it is no agent ('cited the murder').
    """
    head = hit.head
    above = head.head
    if not acts_as_verb(head) and not head.lemmas.isdisjoint(lexicon.undergone) and above is not None:
        if head.relation == "obj" and above.lemmas.isdisjoint(DOING_VERBS):
            agents = [t for t in agents if t.head is head]
    found: list[Token] = []
    for token in agents:
        if token.index in hit.indices or is_nobody(token) or not token.lemmas.isdisjoint(ATTACK_NOUNS):
            continue
        if token.head is not head and not is_people(token, lexicon) and _holds(token, head):
            found += _owners(token)
        else:
            found.append(token)
    return found


def _holds(noun: Token, head: Token) -> bool:
    """Whether the event is an infinitive or noun in a clause of purpose or content below the noun."""
    if noun.head is not None and not noun.head.lemmas.isdisjoint(ACCUSING_VERBS):
        return False
    token = head
    while token.head is not None and token.head is not noun:
        token = token.head
    if token.head is not noun or token.relation not in ("acl", "advcl", "xcomp", "ccomp"):
        return False
    return token.feature("VerbForm") == "Inf" or any(
        c.relation in ("mark", "case", "aux") and c.folded in ("to", "of", "de", "para") for c in token.children
    )


def _owners(noun: Token) -> list[Token]:
    """Whose order, decision or plan it is: its possessor, who made it, or the subject of the verb that has it as object."""
    own = [t for t in noun.all_children("nmod:poss") if t.is_nominal]
    own += [t for c in noun.all_children("acl", "acl:relcl") for t in c.all_children("obl:agent")]
    if not own and noun.relation == "obj" and noun.head is not None and not is_passive(noun.head):
        own = noun.head.all_children("nsubj")
    return [one for t in own for one in t.conjuncts()]


def _undergone(
    agents: list[Token], targets: list[Token], hit: Hit, lexicon: CountLexicon
) -> tuple[list[Token], list[Token]]:
    """Agents and targets with the possessor among the latter where it undergoes the event: 'the mayor's murder'."""
    head = hit.head
    if acts_as_verb(head) or head.lemmas.isdisjoint(lexicon.undergone) or targets:
        return agents, targets
    if any(t.case() in OF_CASES for t in hit.arguments.possessors):
        return agents, targets
    owners = [t for t in agents if t.relation == "nmod:poss" and t.head is head]
    owners = [one for t in owners for one in t.conjuncts()]
    return [t for t in agents if t not in owners], owners


def callers(cue: Token | None, status: Status, hit: Hit) -> list[RoleToken]:
    """Who calls for, plans or threatens an event that names no agent of its own: the subject of the governing verb, unless that is the event."""
    if cue is None or status not in (Status.CALLED_FOR, Status.PLANNED, Status.THREATENED) or not cue.is_verbal:
        return []
    if not cue.lemmas.isdisjoint(FACING_VERBS):
        return []
    if is_passive(cue) or cue.relation in ("acl", "amod"):
        agents = cue.all_children("obl:agent")
    else:
        agents = cue.all_children("nsubj") or shared_subject(cue)
    people = [token for agent in agents for token in agent.conjuncts() if token.index not in hit.indices]
    return [RoleToken("agent", token) for token in people[:_MOST_PER_ROLE]]


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
        if words[0].folded == "dead" and len(words) > 1 and words[1].pos in ("NUM", "DET"):
            # 'shot dead 14 passengers'
            words = words[1:]
        words = _with_hyphens(_without_year(words, annotated), annotated)
        if annotated.language == "en" and one.role in ("agent", "target"):
            words = _with_name_before(words, annotated)
        quote = annotated.quote_tokens(words)
        if any(r.role == one.role and r.quote.span.overlaps(quote.span) for r in found):
            continue
        number = next((c.number.best for c in counted if _counts(c, words)), None)
        found.append(Role(one.role, quote, count=None if number is None else int(number)))
    return found


def _without_year(words: list[Token], annotated: AnnotatedText) -> list[Token]:
    """'In 1989 troops fired': the parser counts the troops by the year."""
    first = words[0]
    if (
        len(words) > 1
        and _YEAR.fullmatch(first.text)
        and annotated.text[max(0, first.start - 3) : first.start].lower() in ("in ", "en ")
    ):
        return words[1:]
    return words


_YEAR = re.compile("1[89][0-9]{2}|20[0-9]{2}")


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
    """'This morning, FLO urban guerrillas attacked': a name right before a noun belongs to it, whatever the parse says.

    So does a name in quotation marks, or one with its long form in brackets: 'the "Red Dawn" rebels', 'FLO (Front for
    Liberty) fighters'; and a name before an ordinal: 'FLO 12th Front members'.
    """
    sentence = annotated.sentence_at(words[0].start)
    if sentence is None:
        return words
    tokens = sentence.tokens
    first = _before_aside(words[0].index, tokens)
    aside = first < words[0].index
    if not aside and words[0].pos == "PROPN":
        return words
    while first > 0 and tokens[first - 1].pos == "PROPN" and not names_a_time(tokens[first - 1]):
        first -= 1
    if first == words[0].index:
        return words
    if aside:
        return [*tokens[first : words[0].index], *words]
    led = first > 0 and tokens[first - 1].pos in ("ADP", "PROPN", "SCONJ", "NUM")
    if led or any(t.child("case") for t in tokens[first : words[0].index]):
        return words
    return [*tokens[first : words[0].index], *words]


_QUOTES = frozenset(['"', "'", "“", "”", "‘", "’", "``", "''"])
#: A name in quotation marks or brackets before its noun has at most so many words.
_LONGEST_ASIDE = 8


def _before_aside(first: int, tokens: Sequence[Token]) -> int:
    """Where a name in quotation marks, in brackets behind its short form, or before an ordinal begins; `first` if there is none."""
    if first < 2:
        return first
    last = tokens[first - 1]
    if last.text in _QUOTES or last.text == ")":
        opening = ("(",) if last.text == ")" else _QUOTES
        for at in range(first - 2, max(-1, first - 3 - _LONGEST_ASIDE), -1):
            if tokens[at].text in opening:
                inside = tokens[at + 1 : first - 1]
                name = inside and all(t.pos in ("PROPN", "NOUN", "ADJ", "ADP", "DET", "NUM") for t in inside)
                short = tokens[at - 1].pos == "PROPN" if last.text == ")" and at > 0 else last.text != ")"
                return at if name and short and any(t.pos == "PROPN" for t in inside) else first
        return first
    ordinal = last.folded[:1].isdigit() and last.folded.endswith(("th", "st", "nd", "rd", "d"))
    return first - 1 if ordinal and tokens[first - 2].pos == "PROPN" else first


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
