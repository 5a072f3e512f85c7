"""How near two words of a sentence are in its grammar: which date or place belongs to which event."""

from __future__ import annotations

from almenara.language import Token

#: Each arc costs one; going down into another clause costs more, since what stands there belongs to that clause.
CLAUSE_COST = 3.0
#: Words in a row break ties: nearer in the text is likelier.
WORD_COST = 0.05
#: Beyond this two words have nothing to do with each other.
TOO_FAR = 9.0

_CLAUSES = frozenset({"acl:relcl", "acl", "advcl", "ccomp", "parataxis", "conj"})


def nearness(event: Token, other: Token) -> float:
    """The cost of the way through the parse from an event's trigger to a date's or place's word."""
    up = {event.index: 0.0}
    cost = 0.0
    token = event
    while token.head is not None:
        cost += 1.0 if token.relation != "conj" else 0.5
        token = token.head
        up[token.index] = cost
    down = 0.0
    token = other
    while token.index not in up:
        if token.head is None:
            return TOO_FAR + abs(event.index - other.index) * WORD_COST
        down += 1.0
        if token.relation in _CLAUSES and (token.is_verbal or token.relation == "acl:relcl"):
            down += CLAUSE_COST
        token = token.head
    return up[token.index] + down + abs(event.index - other.index) * WORD_COST
