"""Who and whom the sentence tells where the trigger's own grammar does not: a numbered list of cases.

They are asked only for a role that nothing else fills, and never whether a trigger holds: a type's conditions look at the
trigger's own arguments alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from almenara.coder.arguments import acts_as_verb, is_passive, people, shared_subject
from almenara.coder.grammar import (
    EVENT_NOUNS,
    GATHERING_PLACES,
    MEASURES,
    OBSERVING_VERBS,
    OF_CASES,
    PLACE_NOUNS,
    PURPOSE_MARKS,
    ROUTE_NOUNS,
    TARGET_CASES,
    UNDERGOING_VERBS,
    WHERE_CASES,
)
from almenara.coder.names import is_named
from almenara.coder.quantities import CountLexicon
from almenara.coder.time_words import names_a_time
from almenara.coder.triggers import Hit, mentions, phrase_words
from almenara.language import Token

#: 'suffered an attack', 'recibió un impacto': the subject undergoes what the object names.
_RECEIVING = frozenset(
    "suffer sustain receive survive escape face endure lose sufrir recibir soportar sobrevivir padecer perder".split()
)
#: 'fue blanco de un ataque', 'was the target of a raid': so does the subject of these nouns.
_BEING_STRUCK = frozenset("target victim object blanco victima objeto".split())
#: 'the blast left six dead', 'the strike took place': what stands behind these verbs is not what was struck.
_NOT_STRIKING = frozenset(
    "leave take occur claim cause have be follow prompt spark bring come last begin happen dejar ocurrir causar tener ser "
    "provocar producir registrar cobrar estar ocasionar durar comenzar suceder haber marcar".split()
)
#: Adpositions that say where a blow falls.
_WHERE = frozenset(
    "in at on outside inside near under beneath beside into through against next over above by of front onto among "
    "en contra frente junto bajo ante a sobre cerca dentro entre tras hacia hasta debajo delante".split()
)
#: Nouns that place an event in time or name one: no more struck than a region.
_NOT_STRUCK = PLACE_NOUNS | frozenset(
    "time day case series incident attack assault operation offensive wave hour way front name hora momento caso serie hecho "
    "ataque atentado operativo ofensiva ola noche manana tarde madrugada medio mes semana nombre".split()
)
#: Endings of nouns for acts and qualities.
_IDEAS = (
    "tion",
    "sion",
    "ment",
    "ness",
    "ity",
    "ance",
    "ence",
    "ing",
    "cion",
    "dad",
    "miento",
    "aje",
    "eza",
    "encia",
    "ismo",
)
#: 'stepped on a mine', 'pisó una mina': who does it is whom it strikes.
_STEPPING = frozenset("step tread drive walk stumble hit strike trip pisar chocar tropezar".split())
#: What may stand between a Spanish or English subject and its verb.
_BEFORE_VERB = frozenset(["ADV", "AUX", "PART"])
_CLITICS = frozenset("se le les lo la los las no".split())
#: Under these an event is what its clause's subject does: 'closed their doors in a shutdown', 'con una caravana'.
_BY_DOING = frozenset("in with on for through as en con a de mediante durante tras por como".split())
#: A dateline ends within this many words ('KIRKUK, Feb 9 - ').
_LONGEST_DATELINE = 12
_DASHES = ("-", "–", "—")
_MOST_STEPS_UP = 4


def is_people(token: Token, lexicon: CountLexicon) -> bool:
    """Whether a noun phrase means people: a pronoun, a name, or a noun of the codebook's lists."""
    if token.pos == "PRON" or is_named(token):
        return True
    return mentions(phrase_words([people(token)]), lexicon.people)


def is_somebody(token: Token, lexicon: CountLexicon) -> bool:
    """The same of the noun itself: in 'falta de profesores' nobody is."""
    noun = people(token)
    return token.pos == "PRON" or is_named(token) or mentions(noun.lemmas, lexicon.people)


def is_tool(token: Token, lexicon: CountLexicon) -> bool:
    """Whether a noun is a weapon ('carro bomba' as well as 'bomba') and no person is in its words ('bomb squad officers')."""
    if not token.lemmas.isdisjoint(MEASURES):
        # 'a load of dynamite', 'una ráfaga de fusil'.
        return any(c.case() in OF_CASES and is_tool(c, lexicon) for c in token.all_children("nmod", "obl"))
    if token.case() in _AT_A_MINE and not token.lemmas.isdisjoint(_MINES):
        return False
    if token.folded in _FIRE:
        return any(is_tool(c, lexicon) for c in token.all_children("compound"))
    if lexicon.instruments.isdisjoint(token.lemmas):
        own = token.lemmas.union(
            *(c.lemmas for c in token.children if c.relation in ("compound", "flat", "amod", "appos"))
        )
        if not any(phrase <= own and not phrase.isdisjoint(token.lemmas) for phrase in _phrases(lexicon.instruments)):
            return False
    return not is_people(token, lexicon)


#: 'at a platinum mine', 'en la mina': where ore is dug.
_MINES, _AT_A_MINE = frozenset(["mine", "mina"]), frozenset("at from near outside inside en desde frente".split())
#: 'rifle fire': what it is done with is the rifle.
_FIRE = frozenset(["fire", "gunfire"])
#: Among instruments these are what happens, and the event itself.
_HAPPENINGS = frozenset("explosion blast bombing detonation explosion detonacion estallido".split())
#: 'using a hammer', 'empleando explosivos'.
_USING = frozenset("use employ utilizar usar emplear".split())


def tools_around(hit: Hit, lexicon: CountLexicon) -> list[Token]:
    """11. What it is done with: the trigger's own words ('car bomb', 'granada'), what stands before it ('machine-gun attack'),
    behind 'using'."""
    found = [t for t in hit.tokens if t.is_nominal and t.lemmas.isdisjoint(_HAPPENINGS) and is_tool(t, lexicon)]
    if not found:
        found = [
            t
            for t in (*hit.arguments.modifiers, *hit.arguments.possessors)
            if t.relation in ("compound", "nmod") and is_tool(t, lexicon) and t.lemmas.isdisjoint(_HAPPENINGS)
        ]
    _, verb = _clause(hit.head)
    for above in (hit.head, verb):
        if above is None:
            continue
        for child in above.all_children("advcl", "acl", "xcomp"):
            if not child.lemmas.isdisjoint(_USING):
                found += [t for used in child.all_children("obj") for t in used.conjuncts() if is_tool(t, lexicon)]
    return list({t.index: t for t in found}.values())


#: Who does this with a weapon uses it.
_HANDLING = frozenset(
    "plant place lay leave put set throw hurl toss lob hide install detonate activate launch fire colocar poner dejar "
    "instalar plantar sembrar ocultar lanzar arrojar tirar detonar activar accionar disparar".split()
)
#: 'planted by rebels', 'colocada por rebeldes'.
_BY = frozenset(["by", "por"])


def handled(tools: Sequence[Token], lexicon: CountLexicon) -> tuple[list[Token], list[Token]]:
    """12. 'A bomb planted by rebels on a jeep exploded': who handled the weapon, and the things that it was put on or thrown at."""
    doers: list[Token] = []
    aims: list[Token] = []
    for tool in tools:
        for verb in tool.all_children("acl", "acl:relcl", "amod"):
            if verb.lemmas.isdisjoint(_HANDLING):
                continue
            for child in verb.all_children("obl:agent", "obl"):
                if child.relation == "obl:agent" or child.case() in _BY:
                    doers += [t for t in child.conjuncts() if not names_a_time(t) and not is_tool(t, lexicon)]
                    # The parser may hang the place on whoever did it.
                    aims += [
                        t for t in child.all_children("nmod", "obl") if t.case() in _WHERE and is_thing(t, lexicon)
                    ]
                elif is_thing(child, lexicon) and (child.case() in _WHERE or child.case() in TARGET_CASES):
                    aims += child.conjuncts()
    return doers, aims


@lru_cache(maxsize=8)
def _phrases(words: frozenset[str]) -> tuple[frozenset[str], ...]:
    return tuple(frozenset(phrase.split()) for phrase in words if " " in phrase)


def is_thing(token: Token, lexicon: CountLexicon) -> bool:
    """Whether a noun is a building, a vehicle or a place that can be struck."""
    return token.pos in ("NOUN", "PROPN", "ADJ") and not lexicon.things.isdisjoint(token.lemmas)


def is_where(token: Token, tokens: Sequence[Token], gathered: bool) -> bool:
    """Whether a complement says where or which way: 'marched through the centre', 'on a highway', 'por la avenida'.

    Of what is struck a region may be the target ('attacks on the town'); where people gather it is only where.
    """
    case = token.case()
    lemmas = token.lemmas
    if case == "a" and "altura" in lemmas:
        # 'bloquearon la ruta a la altura de Sacaba'
        return True
    if not lemmas.isdisjoint(ROUTE_NOUNS):
        return (bool(case) and case not in _AGAINST) or _behind_particle(token, tokens)
    if lemmas.isdisjoint(PLACE_NOUNS) and not (gathered and not lemmas.isdisjoint(GATHERING_PLACES)):
        return False
    if (gathered and case and case not in _AGAINST) or (case == "al" and token.relation == "obl"):
        return True
    return (case in WHERE_CASES and case != "a") or _behind_particle(token, tokens)


def says_where_besides(token: Token) -> bool:
    """Whether a complement may say where rather than whom, where somebody else is told: 'detained at a rally', 'on the border'."""
    case = token.case()
    return case in _AT and not token.lemmas.isdisjoint(EVENT_NOUNS | PLACE_NOUNS | _MINES)


def says_at_whose(token: Token) -> bool:
    """Whether a building says where somebody else was struck: 'shot dead at his home'."""
    return token.case() in _AT and not token.lemmas.isdisjoint(_HOMES)


_AT = frozenset("at on in en".split())
_HOMES = frozenset(
    "home house residence apartment flat office shop airport station port checkpoint casa vivienda domicilio residencia departamento "
    "apartamento oficina tienda aeropuerto estacion terminal puerto reten".split()
)


def ends_a_road(token: Token, tokens: Sequence[Token]) -> bool:
    """Whether a town only says which road it is: 'blocked the road to Kandahar', 'la carretera a Cochabamba'."""
    case = next((c for c in token.children if c.relation == "case"), None)
    if token.pos != "PROPN" or case is None or case.folded not in _TO or case.index == 0:
        return False
    return not tokens[case.index - 1].lemmas.isdisjoint(ROUTE_NOUNS)


_TO = frozenset("to towards toward a al hacia".split())
_AGAINST = frozenset(["against", "contra"])
#: 'marched down the avenue': the parser hangs these on the verb.
_PARTICLES = frozenset(["down", "up", "along", "through", "across", "around"])


def _behind_particle(token: Token, tokens: Sequence[Token]) -> bool:
    first = min((c.index for c in token.children if c.relation in ("det", "compound", "amod")), default=token.index)
    return first > 0 and tokens[first - 1].folded in _PARTICLES


def targets_around(
    hit: Hit, lexicon: CountLexicon, tools: Sequence[Token], *, place_is_target: bool, gathered: bool
) -> list[Token]:
    """Whom or what the sentence says was struck, by the first case that holds; `gathered`: see `role_tokens`."""
    cases = [_aim(hit, lexicon, tools), _receiver(hit, lexicon)]
    if not gathered:
        # Whoever is hurt at a march is not whom it is against.
        cases += [_harmed(hit, lexicon), _purpose(hit, lexicon)]
    if place_is_target:
        cases += [_struck(hit, lexicon), _place(hit, lexicon, tools)]
    for case in cases:
        found = [t for t in case if t.index not in hit.indices]
        if found:
            return found
    return []


def _aim(hit: Hit, lexicon: CountLexicon, tools: Sequence[Token]) -> Iterator[Token]:
    """1. 'fired rockets at the crowd', 'lanzan granadas contra los comercios': the aim hangs on the weapon."""
    for tool in tools:
        for child in tool.all_children("nmod", "obl"):
            if child.case() in TARGET_CASES and (is_thing(child, lexicon) or is_people(child, lexicon)):
                yield from child.conjuncts()


def _receiver(hit: Hit, lexicon: CountLexicon) -> Iterator[Token]:
    """2. 'The mayor suffered an attack', 'the bus was the target of a raid'."""
    token = hit.head
    for _ in range(_MOST_STEPS_UP):
        above = token.head
        if above is None:
            return
        if not above.lemmas.isdisjoint(_BEING_STRUCK) and token.case() in OF_CASES:
            yield from above.all_children("nsubj", "nsubj:pass") or _subjects(above.head)
            return
        if above.is_verbal:
            if token.relation == "obj" and not above.lemmas.isdisjoint(_RECEIVING):
                yield from _subjects(above)
            return
        token = above


def _harmed(hit: Hit, lexicon: CountLexicon) -> Iterator[Token]:
    """3. 'Two soldiers died in the explosion of a mine', 'la candidata resultó herida en un ataque'."""
    if acts_as_verb(hit.head):
        return
    top, verb = _clause(hit.head)
    if verb is None or top.relation not in ("obl", "obl:agent", "nmod"):
        return
    harming, harmed = _of_harm(lexicon.verbs), _of_harm(lexicon.nouns)
    undergoes = not verb.lemmas.isdisjoint(UNDERGOING_VERBS)
    passive = is_passive(verb) and not verb.lemmas.isdisjoint(harming)
    said_of = any(
        c.relation in ("xcomp", "obj", "attr", "obl") and not c.lemmas.isdisjoint(harming | harmed)
        for c in verb.children
    )
    if undergoes or passive or said_of:
        yield from (s for s in _subjects(verb) if is_people(s, lexicon))


def _purpose(hit: Hit, lexicon: CountLexicon) -> Iterator[Token]:
    """'used water cannon to disperse the crowd', 'lanzaron gases para dispersar a los vecinos': whom it is meant for."""
    verb = hit.head if acts_as_verb(hit.head) else _clause(hit.head)[1]
    if verb is None or verb.lemmas.isdisjoint(_WIELDING):
        return
    for meant in verb.all_children("xcomp", "advcl"):
        if meant.feature("VerbForm") == "Inf" and any(c.folded in PURPOSE_MARKS for c in meant.children):
            yield from (t for c in meant.all_children("obj", "iobj") if is_people(c, lexicon) for t in c.conjuncts())


#: What is done with gas, batons and the like before it is said to what end.
_WIELDING = frozenset(
    "use employ deploy fire shoot launch throw lob spray turn unleash resort usar utilizar emplear lanzar disparar arrojar rociar recurrir "
    "apelar desplegar".split()
)


def _of_harm(words: Mapping[str, frozenset[str]]) -> frozenset[str]:
    return words.get("killed", frozenset()) | words.get("injured", frozenset())


def _struck(hit: Hit, lexicon: CountLexicon) -> Iterator[Token]:
    """4. 'A truck bomb wrecked the market', 'un cilindro alcanzó la iglesia': the event is the subject."""
    top, verb = _clause(hit.head)
    if verb is None or acts_as_verb(hit.head) or top.relation != "nsubj" or is_passive(verb):
        return
    if not verb.lemmas.isdisjoint(_NOT_STRIKING | OBSERVING_VERBS):
        return
    hurts = not verb.lemmas.isdisjoint(_of_harm(lexicon.verbs))
    for child in verb.all_children("obj"):
        counted = child.pos == "NUM" or not child.lemmas.isdisjoint(_of_harm(lexicon.nouns))
        if not counted and (hurts or is_thing(child, lexicon) or is_people(child, lexicon)):
            yield from child.conjuncts()


def _place(hit: Hit, lexicon: CountLexicon, tools: Sequence[Token]) -> Iterator[Token]:
    """5. 'exploded outside a bank', 'un ataque aéreo en una iglesia': the thing where it happened."""
    _, verb = _clause(hit.head)
    around = [hit.head, *hit.tokens, *tools, *([verb] if verb is not None else [])]
    for governor in {t.index: t for t in around}.values():
        for child in governor.children:
            if child.relation not in ("obl", "nmod", "advmod", "obj", "advcl"):
                continue
            for token in (child, *child.all_children("nmod", "obl")):
                # 'frente a la sede', 'a la puerta de su casa': the outer noun may be no thing.
                placed = token.case() in _WHERE or token.case() in OF_CASES
                if placed and _can_be_struck(token, lexicon):
                    yield from token.conjuncts()
                    return


def _can_be_struck(token: Token, lexicon: CountLexicon) -> bool:
    """Whether a noun behind a preposition of place is a thing or somebody rather than a region, a time or an idea."""
    if token.pos != "NOUN" or names_a_time(token) or not token.lemmas.isdisjoint(_NOT_STRUCK):
        return False
    if is_thing(token, lexicon) or is_people(token, lexicon):
        return True
    return token.child("det") is not None and not token.folded.endswith(_IDEAS) and not is_tool(token, lexicon)


def trod_on(agents: Sequence[Token], hit: Hit, tools: Sequence[Token], lexicon: CountLexicon) -> list[Token]:
    """Agents that the event strikes: a vehicle that hits a mine, a soldier who steps on one."""
    verb = hit.head if not hit.head.is_nominal else hit.head.head
    if not tools or verb is None or (verb is not hit.head and hit.head.relation not in ("obj", "obl")):
        return []
    stepping = not verb.lemmas.isdisjoint(_STEPPING)
    return [t for t in agents if stepping and (is_thing(t, lexicon) or is_people(t, lexicon))]


def agents_around(hit: Hit, lexicon: CountLexicon, tokens: Sequence[Token], gathers: bool) -> list[Token]:
    """Who the sentence says does it, by the first case that holds."""
    cases = [_punished(hit), _by_possessor(hit, lexicon), _before(hit, lexicon, tokens)]
    if gathers:
        cases += [_doers(hit, lexicon)]
    for case in cases:
        found = [t for t in case if t.index not in hit.indices and not names_a_time(t)]
        if found:
            return found
    return []


def _punished(hit: Hit) -> Iterator[Token]:
    """10. 'sentenced 30 people for storming the parliament', 'condenados por la toma': whoever is punished for it did it."""
    verb = hit.head.head
    if verb is None or verb.lemmas.isdisjoint(_PUNISHING):
        return
    if not any(c.relation in ("case", "mark") and c.folded in ("for", "over", "por") for c in hit.head.children):
        return
    for who in verb.all_children("nsubj:pass", "nsubj") if is_passive(verb) else verb.all_children("obj"):
        yield from who.conjuncts()


_PUNISHING = frozenset(
    "sentence jail convict imprison try fine prosecute charge arrest detain condenar sentenciar encarcelar juzgar multar procesar imputar detener arrestar".split()
)


def _by_possessor(hit: Hit, lexicon: CountLexicon) -> Iterator[Token]:
    """6. 'an attack of the dissidents against the base': with an aim told, 'of' says whose it is."""
    if acts_as_verb(hit.head):
        return
    aimed = any(c.case() in ("against", "contra", "on") for c in hit.head.all_children("nmod", "obl"))
    for child in hit.head.all_children("nmod", "obl"):
        if child.case() not in OF_CASES or not is_people(child, lexicon):
            continue
        if aimed or any(c.case() in ("against", "contra") for c in child.all_children("nmod", "obl")):
            yield from child.conjuncts()
            return


def members(hit: Hit) -> list[Token]:
    """7. 'marcha de sordos', 'a strike by clerks': whoever gathers, in whatever words, if they are many."""
    # 'un cese de actividades de los notarios'
    own = [c for t in (hit.head, *hit.tokens) for c in t.all_children("nmod", "obl", "obl:agent")]
    for child in own:
        if (
            child.case() not in (*OF_CASES, "by")
            or not child.is_nominal
            or names_a_time(child)
            or child.child("nummod")
            or child.index in hit.indices
        ):
            continue
        if child.feature("Number") == "Plur":
            return child.conjuncts()
    return []


def receives(hit: Hit) -> bool:
    """Whether the trigger itself says that its subject undergoes it: 'sufrió un atentado'."""
    return acts_as_verb(hit.head) and len(hit.tokens) > 1 and not hit.head.lemmas.isdisjoint(_RECEIVING)


def _doers(hit: Hit, lexicon: CountLexicon) -> Iterator[Token]:
    """8. 'Bar owners closed their doors in a shutdown', 'médicos, pancartas en mano, exigieron': the clause's subject.

    Also Spanish verbs whose subject stands with the verb above ('Familias anunciaron que acamparán').
    """
    if acts_as_verb(hit.head):
        head = hit.head
        if head.relation in ("ccomp", "xcomp", "advcl") and head.head is not None and not head.child("nsubj"):
            yield from (s for s in _subjects(head.head) if is_people(s, lexicon))
        return
    top, verb = _clause(hit.head)
    if verb is None or is_passive(verb):
        return
    if top.relation == "obj" and not verb.lemmas.isdisjoint(_TELLING):
        # 'the observatory counted 744 protests'
        return
    beside = top.relation in ("obl", "advmod", "advcl") and top.case() in _BY_DOING
    harms = not verb.lemmas.isdisjoint(_of_harm(lexicon.verbs) | lexicon.verbs.get("arrested", frozenset()))
    upon = top.case() in _MEANWHILE and any(t.case() in ("a", "al") for t in verb.all_children("obj"))
    if beside and (harms or upon):
        # 'detuvo a doce estudiantes durante la protesta': who does something to people there need not be of it, nor who dies there.
        return
    if beside or top.relation in ("appos", "obj", "parataxis") or hit.head.relation in ("appos", "parataxis"):
        # 'el Gobierno impuso un toque de queda tras los motines': who rules is not of it.
        yield from (
            s for s in _subjects(verb) if is_people(s, lexicon) and not (beside and not s.lemmas.isdisjoint(_RULERS))
        )


_RULERS = frozenset(
    "government president minister ministry governor mayor authority court judge gobierno presidente presidenta ministro ministra ministerio "
    "gobernador gobernadora alcalde alcaldesa autoridad tribunal juez".split()
)
_MEANWHILE = frozenset("during after before durante tras".split())
#: Whose subject counts or judges what others do.
_TELLING = frozenset(
    "register record document count tally report monitor verify condemn denounce criticise criticize repudiate registrar contabilizar contar "
    "documentar reportar sumar monitorear verificar condenar denunciar criticar repudiar "
    "cover film photograph watch witness broadcast cubrir filmar grabar fotografiar observar presenciar transmitir".split()
)


def _before(hit: Hit, lexicon: CountLexicon, tokens: Sequence[Token]) -> Iterator[Token]:
    """10. 'Por falta de médicos, habitantes de Pisco tomaron': people right before the verb that the parse hangs elsewhere."""
    verb = hit.head
    if not verb.is_verbal or is_passive(verb) or verb.feature("VerbForm") in ("Inf", "Ger", "Part"):
        return
    if verb.child("nsubj", "csubj") is not None:
        return
    place = hit.tokens[0].index - 1
    while place > 0 and (tokens[place].pos in _BEFORE_VERB or tokens[place].folded in _CLITICS):
        place -= 1
    if place < 0 or not tokens[place].is_nominal:
        return
    noun = tokens[place]
    while (
        noun.head is not None
        and noun.head.is_nominal
        and noun.head.index < noun.index
        and (noun.case() in OF_CASES or noun.relation in ("flat", "amod", "appos", "compound"))
        and all(t.pos != "PUNCT" for t in tokens[noun.head.index : place])
    ):
        noun = noun.head
    if not noun.case() and noun.pos != "PRON" and is_people(noun, lexicon):
        yield noun


def behind_dateline(agent: Token, hit: Hit, tokens: Sequence[Token]) -> Token | None:
    """9. 'KIRKUK, Feb 9 - Fighters launched shells': the noun behind the dateline for a name inside it; None if it is in none."""
    dash = _dash_of(tokens)
    if dash is None or agent.index > dash or hit.head.index <= dash + 1:
        return None
    found: Token | None = None
    for token in tokens[dash + 1 : hit.head.index]:
        if token.pos in ("NOUN", "PROPN"):
            found = token
        elif token.pos not in ("ADJ", "NUM", "DET") and (found is not None or token.pos == "ADP"):
            break
    return found


def in_dateline(token: Token, tokens: Sequence[Token]) -> bool:
    """'LA PAZ, 14 may - ': whether a word is of the dateline."""
    dash = _dash_of(tokens)
    return dash is not None and token.index < dash


def _dash_of(tokens: Sequence[Token]) -> int | None:
    return next((t.index for t in tokens[:_LONGEST_DATELINE] if _ends_dateline(t, tokens)), None)


def _ends_dateline(token: Token, tokens: Sequence[Token]) -> bool:
    """Whether a dash stands free, or behind a full stop ('BAGDAD.- Dos'); not 'by-election'."""
    if not 0 < token.index < len(tokens) - 1 or not token.text.endswith(_DASHES):
        return False
    before, after = tokens[token.index - 1], tokens[token.index + 1]
    free = before.end < token.start or before.text.endswith(".") or token.text.startswith(".")
    return free and token.end < after.start


def _subjects(verb: Token | None) -> list[Token]:
    if verb is None:
        return []
    own = verb.all_children("nsubj:pass", "nsubj")
    return [one for subject in own for one in subject.conjuncts()] or shared_subject(verb)


def _clause(head: Token) -> tuple[Token, Token | None]:
    """The outermost noun of a trigger's phrase and the verb that it hangs on."""
    top = head
    for _ in range(_MOST_STEPS_UP):
        if top.head is None or top.head.is_verbal:
            break
        top = top.head
    return top, top.head if top.head is not None and top.head.is_verbal else None
