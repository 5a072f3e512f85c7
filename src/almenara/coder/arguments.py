"""Who does what to whom, by the parse alone: the same for verbs, participles and nouns that name an event."""

from __future__ import annotations

from dataclasses import dataclass

from almenara.coder.grammar import (
    ACCUSING_VERBS,
    AGENT_CASES,
    ENTERING_VERBS,
    FACING_VERBS,
    OBSERVING_VERBS,
    OF_CASES,
    ORGANISATION_NOUNS,
    PARTITIVE_NOUNS,
    RELATIVE_PRONOUNS,
    SUPPORT_VERBS,
    TARGET_CASES,
    UNDERGOING_VERBS,
    WITH_CASES,
)
from almenara.coder.time_words import names_a_time
from almenara.language import Token


@dataclass(frozen=True, slots=True)
class Arguments:
    """Head words of what stands around a trigger. `possessors` ('of', 'de') may be agents or targets: the type decides."""

    agents: tuple[Token, ...] = ()
    targets: tuple[Token, ...] = ()
    possessors: tuple[Token, ...] = ()
    sides: tuple[Token, ...] = ()
    modifiers: tuple[Token, ...] = ()
    instruments: tuple[Token, ...] = ()


def arguments_of(head: Token, phrase: frozenset[int]) -> Arguments:
    """The arguments of a trigger whose head word is `head`; `phrase` holds the indices of the trigger's own words."""
    if acts_as_verb(head):
        return _verb_arguments(head, phrase)
    return _noun_arguments(head, phrase)


def acts_as_verb(token: Token) -> bool:
    """Verbs and participles; a participle that the tagger calls an adjective counts ('los docentes detenidos')."""
    if token.is_verbal:
        return True
    return token.pos == "ADJ" and (
        token.feature("VerbForm") == "Part"
        or bool(token.child("obl:agent"))
        or (
            token.folded.endswith(_SPANISH_PARTICIPLES)
            and token.relation in ("xcomp", "obj", "amod", "acl", "root", "obl")
        )
    )


#: 'resultaron heridos', 'amaneció vandalizada': Spanish participles that the tagger calls adjectives.
_SPANISH_PARTICIPLES = ("ado", "ada", "ados", "adas", "ido", "ida", "idos", "idas")


def _verb_arguments(verb: Token, phrase: frozenset[int]) -> Arguments:
    targets: list[Token] = []
    agents: list[Token] = []
    sides: list[Token] = []
    modifiers: list[Token] = []
    instruments: list[Token] = []
    passive = is_passive(verb)
    for child in verb.children:
        if child.index in phrase:
            # 'took to the streets of X', 'threw stones at police': what hangs on the phrase's own noun counts too.
            if child.is_nominal:
                inner = _noun_arguments(child, phrase)
                targets += inner.targets
                modifiers += inner.modifiers + inner.possessors
            continue
        relation, case = child.relation, child.case()
        if relation in ("nsubj", "csubj"):
            (targets if passive else agents).extend(_meant_by(child).conjuncts())
        elif relation == "nsubj:pass":
            targets += _meant_by(child).conjuncts()
        elif relation == "obl:agent":
            # 'broke up a sit-in by doctors': what is done in the active voice has its doer for a subject.
            if passive or not verb.child("obj") or any(c.folded == "se" for c in verb.children):
                agents += child.conjuncts()
        elif relation in ("obj", "iobj"):
            if child.folded not in ("se",):
                targets += _resolve_relative(child).conjuncts()
        elif relation in ("obl", "nmod") and any(c.index in phrase for c in child.children if c.relation == "case"):
            # 'set fire to two buses': the preposition is the trigger's own last word.
            targets += child.conjuncts()
            modifiers += child.conjuncts()
        elif relation == "obl" and case in TARGET_CASES:
            if not _is_circumstance(child, case):
                targets += child.conjuncts()
            modifiers += child.conjuncts()
        elif relation == "obl" and case in WITH_CASES:
            sides += child.conjuncts()
            modifiers += child.conjuncts()
            if case in _BY_MEANS_OF:
                instruments += child.conjuncts()
        elif relation in ("obl", "advmod", "compound:prt", "xcomp", "attr"):
            modifiers += child.conjuncts()
    if verb.relation in ("acl", "amod") and verb.head is not None and verb.head.is_nominal:
        # 'soldiers arrested by police', 'los docentes detenidos'; 'workers demanding pay'.
        if verb.feature("VerbForm") == "Part" and not _is_gerund(verb):
            if _is_main_verb(verb, verb.head):
                agents.append(verb.head)
            elif not targets:
                targets += verb.head.conjuncts() if verb.relation == "amod" else [verb.head]
        elif not agents:
            agents.append(verb.head)
    if verb.pos == "ADJ" and not targets:
        # 'cinco pasajeros resultaron heridos': what is said of the subject was done to it.
        if verb.relation in ("xcomp", "obj", "obl") and verb.head is not None:
            targets += verb.head.all_children("nsubj", "nsubj:pass")
        targets += [a for a in agents if a.relation == "nsubj"]
        agents = [a for a in agents if a not in targets]
    elif not targets and (found := _found_so(verb)):
        targets += found
    elif not agents and not passive and not targets_only(verb):
        agents += shared_subject(verb)
    if passive and not targets:
        targets += shared_subject(verb)
    if not verb.lemmas.isdisjoint(UNDERGOING_VERBS) and not targets:
        agents, targets = [], agents
    return Arguments(tuple(agents), tuple(targets), (), tuple(sides), tuple(modifiers), tuple(instruments))


def _is_main_verb(verb: Token, noun: Token) -> bool:
    """'The mayor called on them to go', 'Gunmen killed two men, police said': a main verb that the parser took for a participle."""
    if verb.relation != "acl":
        return False
    if noun.head is None:
        return verb.child("obj", "xcomp") is not None
    undergone = verb.child("obj")
    if undergone is None or names_a_time(undergone):
        return False
    # '..., residents said': two subjects are one too many.
    other = noun.relation == "nsubj" and any(c is not noun for c in noun.head.all_children("nsubj"))
    return other or noun.relation in ("dep", "ccomp", "parataxis")


def _found_so(verb: Token) -> list[Token]:
    """'The judge was found murdered', 'hallaron acribillado al juez': whoever is found so underwent it."""
    finding = verb.head
    if verb.relation not in ("xcomp", "advcl", "ccomp") or verb.feature("VerbForm") != "Part" or _is_gerund(verb):
        return []
    if finding is None or finding.lemmas.isdisjoint(_FINDING) or verb.child("nsubj", "aux"):
        return []
    found = finding.child("nsubj:pass", "nsubj") if is_passive(finding) else finding.child("obj")
    return _resolve_relative(found).conjuncts() if found is not None and found.is_nominal else []


_FINDING = frozenset("find discover hallar encontrar descubrir".split())


#: 'at Kabul', 'en Petare', 'hacia Bogotá': adpositions that before a name say where rather than whom.
_PLACING_CASES = frozenset(["at", "to", "into", "en", "hacia", "toward", "towards"])


#: 'with rifles', 'con piedras': behind these stands what it is done with.
_BY_MEANS_OF = frozenset(["with", "con"])


def _is_circumstance(token: Token, case: str) -> bool:
    """Whether a complement says when or where rather than whom."""
    return names_a_time(token) or (case in _PLACING_CASES and token.pos == "PROPN")


def targets_only(verb: Token) -> bool:
    """A participle on a noun ('soldiers arrested by police'): whoever does it is not the subject above."""
    return verb.relation in ("acl", "amod") and verb.feature("VerbForm") == "Part" and not _is_gerund(verb)


def is_passive(verb: Token) -> bool:
    """Whether the verb's subject undergoes what it tells."""
    if verb.child("aux:pass", "nsubj:pass"):
        return True
    if verb.feature("VerbForm") != "Part":
        return False
    if any(c.relation in ("aux", "cop") and "ser" in c.lemmas for c in verb.children):
        return True
    # 'was dragged out and beaten': the auxiliary stands once.
    bare = verb.relation == "conj" and not verb.child("aux", "nsubj")
    return bare and verb.head is not None and verb.head is not verb and is_passive(verb.head)


def _is_gerund(verb: Token) -> bool:
    return verb.feature("VerbForm") == "Ger" or verb.folded.endswith(("ing", "ando", "iendo", "yendo"))


def _is_where(clause: Token) -> bool:
    """'marched to Congress, where they handed in a petition': the place did not."""
    return any(c.folded in ("where", "donde") for c in clause.children)


#: How a parser hangs what somebody is accused of on the verb.
_OF_WHAT = frozenset(["advcl", "xcomp", "ccomp", "acl", "obl"])


def shared_subject(verb: Token) -> list[Token]:
    """The subject that a verb takes from the clause above: 'came and marched', 'gathered to protest', 'fled, leaving'."""
    token = verb
    for _ in range(6):
        head = token.head
        if head is None:
            return []
        if token.relation in ("acl:relcl", "acl") and head.is_nominal and not _is_where(token):
            return [head]
        if token.relation == "ccomp" and verb.feature("VerbForm") == "Fin":
            return _speakers_of_themselves(token, head)
        if not head.is_verbal and head.pos != "ADJ" and not head.children:
            return []
        # 'accused the guards of lying and called on them to go': a finite verb beside is of whoever accuses.
        besides = token is not verb and verb.relation == "conj" and verb.feature("VerbForm") == "Fin"
        accuses = not head.lemmas.isdisjoint(ACCUSING_VERBS) and not is_passive(head)
        if token.relation in _OF_WHAT and accuses and not besides:
            # 'accused the guards of beating a prisoner': whoever is accused did it.
            accused = head.child("obj")
            if accused is not None and accused.is_nominal and accused is not token:
                return accused.conjuncts()
        # 'used batons to break up a march': the batons did not.
        # 'levantaron el bloqueo luego de llegar a un acuerdo': nor did what was lifted.
        if token.relation == "xcomp" and not _is_besides(token, head) and head.lemmas.isdisjoint(_USING):
            told = head.child("obj", "iobj")
            if told is not None and told.is_nominal and told.folded != "se":
                return told.conjuncts()
        meanwhile = any(c.relation == "mark" and c.folded in _MEANWHILE for c in token.children)
        subject = head.child("nsubj") or (
            head.child("obl:agent") if token.relation == "advcl" and not meanwhile else None
        )
        subject = subject or head.child("nsubj:pass")
        if subject is not None:
            return _resolve_relative(subject).conjuncts()
        token = head
    return []


#: 'was beaten by officers while covering a march': the clause is about whoever was beaten.
_MEANWHILE = frozenset("while when as before after mientras cuando antes despues".split())
#: Before an infinitive that tells when or how something else was done, alone or before 'de'.
_BESIDES = frozenset("tras sin hasta al after before without".split())
_BESIDES_OF = frozenset("luego despues antes".split())
_USING = frozenset("use employ deploy usar utilizar emplear".split())


def _is_besides(verb: Token, above: Token) -> bool:
    """Whether an infinitive only tells when or how what is above it was done: 'tras llegar a un acuerdo', 'luego de reunirse'."""
    for mark in verb.children:
        if mark.relation in ("mark", "case"):
            before = (c.folded for c in above.children if c.index == mark.index - 1)
            return mark.folded in _BESIDES or (mark.folded == "de" and next(before, "") in _BESIDES_OF)
    return False


def _speakers_of_themselves(told: Token, saying: Token) -> list[Token]:
    """'La policía informó que detuvo a dos': without a subject of its own, what is said was done by whoever says so, if the number fits."""
    speaker = saying.child("nsubj")
    if speaker is None or saying.lemmas.isdisjoint(_SAYING) or told.feature("Number") != saying.feature("Number"):
        return []
    return _resolve_relative(speaker).conjuncts()


_SAYING = frozenset(
    "say claim admit announce confirm report acknowledge insist deny state declare boast allege warn add decir informar anunciar confirmar "
    "admitir reconocer asegurar afirmar negar declarar sostener senalar comunicar agregar".split()
)
#: Pronouns that stand for whoever says so: 'police said they had arrested two'.
_THEMSELVES = frozenset("they it he she ellos ellas".split())


def _meant_by(subject: Token) -> Token:
    """The noun that a relative pronoun stands for, or a pronoun in what somebody says of themselves."""
    verb = subject.head
    if subject.folded in _THEMSELVES and verb is not None and verb.relation == "ccomp" and verb.head is not None:
        speaker = verb.head.child("nsubj")
        if speaker is not None and speaker.pos in ("NOUN", "PROPN") and not verb.head.lemmas.isdisjoint(_SAYING):
            return speaker
    return _resolve_relative(subject)


def _resolve_relative(token: Token) -> Token:
    """'soldiers who rebelled': the relative pronoun stands for the noun before it."""
    if token.folded in RELATIVE_PRONOUNS and token.pos in ("PRON", "DET", "SCONJ"):
        for above in token.ancestors():
            if above.relation in ("acl:relcl", "acl") and above.head is not None:
                return above.head
    return token


def _noun_arguments(noun: Token, phrase: frozenset[int]) -> Arguments:
    agents: list[Token] = []
    perhaps: list[Token] = []
    callers: list[Token] = []
    targets: list[Token] = []
    possessors: list[Token] = []
    sides: list[Token] = []
    modifiers: list[Token] = []
    instruments: list[Token] = []
    for child in noun.children:
        case = child.case()
        if child.index in phrase:
            # 'asamblea de docentes', where the trigger's own words name who.
            if child.relation == "nmod" and case in OF_CASES:
                possessors.append(child)
            elif child.relation in ("nmod", "obl") and child.is_nominal:
                # 'an attempt on the life of the mayor', 'atentado contra la vida del alcalde'.
                inner = _noun_arguments(child, phrase)
                possessors += inner.possessors + inner.agents
                modifiers += inner.modifiers
            continue
        if child.relation == "nmod:poss":
            agents.append(child)
        elif child.relation == "nsubj" and noun.case() in _UNDER_WAY and child.pos in ("NOUN", "PROPN"):
            # 'se fueron a huelga los obreros', 'the nurses are on strike'.
            agents += child.conjuncts()
        elif child.relation in ("compound", "amod", "flat", "appos"):
            modifiers.append(child)
            if child.relation == "compound" and child.is_nominal:
                possessors.append(child)
        elif child.relation in ("nmod", "obl", "obl:agent"):
            if child.relation == "obl:agent" or (case in AGENT_CASES and case != "por"):
                agents += child.conjuncts()
            elif case == "por":
                # 'un paro por la escasez', 'la detención por la policía': a doer only where nobody else is.
                perhaps += child.conjuncts()
                modifiers += child.conjuncts()
            elif case in OF_CASES or not case:
                possessors += child.conjuncts()
                modifiers += child.conjuncts()
            elif case in WITH_CASES:
                sides += child.conjuncts()
                modifiers += child.conjuncts()
                if case in _BY_MEANS_OF:
                    instruments += child.conjuncts()
            else:
                if case in TARGET_CASES and not _is_circumstance(child, case):
                    targets += child.conjuncts()
                modifiers += child.conjuncts()
        elif child.relation in ("acl", "acl:relcl"):
            done_by = child.child("obl:agent")
            if done_by is not None and not child.lemmas.isdisjoint(SUPPORT_VERBS):
                agents += done_by.conjuncts()
            elif done_by is not None and not child.lemmas.isdisjoint(_CALLING):
                # 'a shutdown called by the unions': they are told of if nobody else is.
                callers += done_by.conjuncts()
            if child.relation == "acl:relcl" and not child.lemmas.isdisjoint(_HARMING):
                targets += _harmed_by(noun, child)
    if not agents and noun.relation == "obj" and noun.head is not None and not is_passive(noun.head):
        # 'suppressed a revolt by guardsmen': the parser hangs the doer of the noun on the verb.
        agents += [
            a
            for by in noun.head.all_children("obl:agent", "obl")
            if by.index > noun.index and by.case() == "by" and not names_a_time(by) and not by.child("nummod")
            for a in by.conjuncts()
        ]
    if not agents and possessors and noun.relation == "obj" and noun.head is not None:
        # 'confirmó el asesinato de dos sacerdotes por un grupo armado'
        perhaps += [
            a
            for by in noun.head.all_children("obl")
            if by.index > noun.index and by.case() == "por"
            for a in by.conjuncts()
        ]
    governor = _support_verb(noun)
    if governor is not None and not agents:
        if governor.child("nsubj:pass") is not None and noun.relation == "nsubj:pass":
            done_by = governor.child("obl:agent")
            agents += done_by.conjuncts() if done_by is not None else []
        else:
            subject = governor.child("nsubj")
            if subject is not None and subject is not noun:
                agents += _resolve_relative(subject).conjuncts()
            elif subject is None and noun.relation != "nsubj" and governor.lemmas.isdisjoint(_NOT_DOING):
                agents += [s for s in shared_subject(governor) if s is not noun]
                if not agents and (by := governor.child("obl:agent")):
                    agents += by.conjuncts()
        for child in governor.children:
            if child.relation == "obl" and child is not noun:
                modifiers += child.conjuncts()
                if child.case() in TARGET_CASES and child.case() not in ("at", "on", "a", "en"):
                    targets += child.conjuncts()
                if child.case() in WITH_CASES:
                    sides += child.conjuncts()
    return Arguments(
        tuple(agents or perhaps or callers),
        tuple(targets),
        tuple(possessors),
        tuple(sides),
        tuple(modifiers),
        tuple(instruments),
    )


_CALLING = frozenset("call plan convene announce convocar planear planificar anunciar".split())
_UNDER_WAY = frozenset("a en on".split())


def _harmed_by(noun: Token, harming: Token) -> list[Token]:
    """'an attack that killed seven policemen', 'la emboscada que mató a dos soldados': whom it harmed was its target."""
    subject, harmed = harming.child("nsubj"), harming.child("obj")
    if subject is None or harmed is None or harmed.pos == "NUM" or names_a_time(harmed) or is_passive(harming):
        return []
    return harmed.conjuncts() if _resolve_relative(subject) is noun else []


_HARMING = frozenset("kill injure wound murder maim matar herir asesinar lesionar".split())
#: 'hubo catorce detenidos': nobody does it.
_NOT_DOING = frozenset(["haber"]) | FACING_VERBS


def _support_verb(noun: Token) -> Token | None:
    """The verb that only carries the noun, if the noun is its object, subject or content."""
    top = noun
    while top.relation == "conj" and top.head is not None and top.head.is_nominal:
        top = top.head
    head = top.head
    if head is None or not head.is_verbal:
        return None
    if top.relation == "obj" and not is_passive(head) and head.lemmas.isdisjoint(OBSERVING_VERBS):
        return head
    if top.relation == "obl" and top.case() in ("en", "in", "on", "a") and not head.lemmas.isdisjoint(ENTERING_VERBS):
        return head
    if top.relation in ("obj", "nsubj:pass", "nsubj", "obl") and not head.lemmas.isdisjoint(SUPPORT_VERBS):
        if top.relation == "obl" and top.case() in _BESIDE_WHICH:
            return None
        return head
    return None


#: What is done during or after an event is done by somebody else.
_BESIDE_WHICH = frozenset("during after before following despite amid since durante tras despues pese desde".split())


def is_nobody(token: Token) -> bool:
    """'No one claimed the attack', 'ningún grupo': nobody did it."""
    return token.folded in _NOBODY or any(c.folded in _NOBODY for c in token.children if c.relation in ("det", "amod"))


_NOBODY = frozenset("no none nobody no-one nadie ningun ninguno ninguna neither".split())


def people(token: Token) -> Token:
    """The noun that names who they are: 'a group of students' → students; 'thousands of' → what follows."""
    if not token.lemmas.isdisjoint(PARTITIVE_NOUNS) or token.pos == "NUM":
        inner = next((c for c in token.children if c.relation in ("nmod", "obl") and c.case() in OF_CASES), None)
        if inner is not None:
            return inner
    return token


#: What belongs to a noun phrase as it is quoted; clauses and appositions are left out.
_IN_PHRASE = frozenset(
    [
        "compound",
        "amod",
        "nummod",
        "flat",
        "fixed",
        "nmod",
        "nmod:poss",
        "det",
        "case",
        "advmod",
        "quantmod",
        "punct",
        "compound:prt",
        "obl",
    ]
)


def noun_phrase(head: Token) -> list[Token]:
    """The words of a noun phrase without its article, clauses and circumstances, in text order.

    Kept: adjectives, numbers, compounds, names and complements with 'of' / 'de' ('elements of the National Guard').
    """
    kept: list[Token] = []

    def take(token: Token, depth: int) -> None:
        kept.append(token)
        for child in token.children:
            if child.relation == "appos" and child.pos == "PROPN" and _follows(child, token):
                take(child, depth + 1)
                continue
            if child.relation not in _IN_PHRASE or child.relation == "punct":
                continue
            if child.relation in ("nmod", "obl") and child.case() not in OF_CASES and not _is_from_a_body(child):
                continue
            if child.relation in ("nmod", "obl"):
                # 'members of the same drug-running ring': whatever stands between 'of' and its noun.
                kept.extend(t for t in _before(child) if t not in kept)
            if child.relation in ("case", "det") and depth == 0:
                continue
            if child.relation in ("advmod", "quantmod", "det") and token.relation == "nummod":
                continue
            if child.relation == "amod" and any(
                g.relation in ("obl", "obl:agent", "advcl", "xcomp") for g in child.children
            ):
                continue
            take(child, depth + 1)

    take(head, 0)
    kept = sorted({t.index: t for t in kept}.values(), key=lambda t: t.index)
    # One unbroken stretch around the head: what lies past a gap (a comma, a clause) belongs to something else.
    at = kept.index(head)
    first = at
    while first > 0 and kept[first].index - kept[first - 1].index <= _gap(kept[first - 1], kept[first]):
        first -= 1
    last = at
    while last + 1 < len(kept) and kept[last + 1].index - kept[last].index <= _gap(kept[last], kept[last + 1]):
        last += 1
    return kept[first : last + 1]


def _follows(name: Token, noun: Token) -> bool:
    """'la dirigente opositora Ana Paz': only adjectives stand between."""
    between = {c.index for c in noun.children if c.relation == "amod"}
    return all(index in between for index in range(noun.index + 1, name.index))


def _is_from_a_body(noun: Token) -> bool:
    """'Guerrillas from the Liberation Front': whom somebody is from says who they are; from which town does not."""
    if noun.case() != "from" or noun.relation != "nmod":
        return False
    own = (noun, *noun.all_children("compound", "flat", "amod"))
    return any(t.pos == "PROPN" for t in own) and any(not t.lemmas.isdisjoint(ORGANISATION_NOUNS) for t in own)


def _before(noun: Token) -> list[Token]:
    """The words of a noun's phrase that stand before it, without clauses."""
    found: list[Token] = []
    stack = [c for c in noun.children if c.index < noun.index]
    while stack:
        token = stack.pop()
        if token.is_verbal and token.child("nsubj", "nsubj:pass"):
            return []
        found.append(token)
        stack.extend(c for c in token.children if c.index < noun.index)
    return found


def _gap(left: Token, right: Token) -> int:
    """Words that may be missing between two kept ones: none, save a hyphen or an inner article."""
    return 2 if right.start - left.end <= 6 else 1
