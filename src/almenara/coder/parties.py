"""Whom an event is with or against where its words say so in ways of their own: one another, a deal's parties, a seat that is taken."""

from __future__ import annotations

from almenara.coder.quantities import CountLexicon
from almenara.coder.surroundings import is_people
from almenara.coder.triggers import Hit
from almenara.language import Token

_RECIPROCAL = frozenset("clash brawl scuffle enfrentar chocar".split())
_AT = frozenset("at in on near en".split())
_FORCES = frozenset(
    "police policeman officer soldier troop army guard trooper gendarme policia agente soldado militar ejercito guardia".split()
)
#: What is reached, held or signed by those who are parties to it.
_DEALS = frozenset(
    "deal agreement accord pact truce ceasefire treaty talk talks negotiation dialogue meeting acuerdo pacto tregua convenio tratado "
    "dialogo negociacion conversacion reunion".split()
)
_REACHING = frozenset(
    "reach sign hold open start begin resume launch conclude broker clinch seal alcanzar llegar firmar sostener abrir iniciar "
    "reanudar retomar lograr cerrar suscribir entablar".split()
)
#: Seats of offices that people enter; who sits there takes nothing.
_SEATS = frozenset(
    "congreso parlamento asamblea senado palacio ministerio alcaldia gobernacion municipalidad universidad colegio embajada sede edificio catedral "
    "congress parliament assembly senate capitol palace ministry embassy university school building headquarters hall".split()
)
_TAKING = frozenset("toma ocupacion asalto takeover seizure storming occupation".split())
#: Nouns behind whose 'of' stands which kind of thing it is.
_KINDS = frozenset("state estado use uso threat amenaza chorro herido".split())
#: What people who gather bring with them or lay down.
_CARRIED = frozenset(
    "candle torch placard banner sign slogan job tool vela antorcha pancarta cartel consigna labor herramienta".split()
)


def one_another(
    agents: list[Token], targets: list[Token], hit: Hit, lexicon: CountLexicon, *, gathers: bool
) -> tuple[list[Token], list[Token]]:
    """Agents and targets of 'traders and drivers clashed at a market': the first with the others; of a riot (`gathers`) the state's forces
    are the others."""
    if hit.head.lemmas.isdisjoint(_RECIPROCAL):
        return agents, targets
    targets = [t for t in targets if t.case() not in _AT or is_people(t, lexicon)]
    if len(agents) < 2 or targets or agents[1] not in agents[0].conjuncts():
        return agents, targets
    people = [t for t in agents if t.lemmas.isdisjoint(_FORCES)]
    if gathers and people and len(people) < len(agents):
        return people, [t for t in agents if t not in people]
    return agents[:1], agents[1:]


def parties_to_it(targets: list[Token], hit: Hit, lexicon: CountLexicon) -> list[Token]:
    """Targets of 'reached a deal with the unions': with whom, which is not the deal."""
    deals = [t for t in (*targets, *hit.tokens) if not t.lemmas.isdisjoint(_DEALS)]
    if not deals or all(t.lemmas.isdisjoint(_REACHING) for t in hit.tokens):
        return targets
    behind = [c for deal in deals for c in deal.all_children("nmod", "obl") if c.case() in ("with", "con")]
    others = [one for c in behind if is_people(c, lexicon) for one in c.conjuncts()]
    return [t for t in targets if t not in deals and t not in others] + others


def is_seat_taken(token: Token, hit: Hit) -> bool:
    """'la toma del Congreso': the Congress is taken, and takes nothing."""
    return not hit.head.lemmas.isdisjoint(_TAKING) and not token.lemmas.isdisjoint(_SEATS)


def is_of_a_kind(noun: Token) -> bool:
    """'a state of emergency', 'una amenaza de muerte': what stands behind says of which kind it is, not whom it strikes."""
    return not noun.lemmas.isdisjoint(_KINDS)


def is_carried(token: Token) -> bool:
    """'lit candles', 'walked off the job': no target of those who gather."""
    return not token.lemmas.isdisjoint(_CARRIED)
