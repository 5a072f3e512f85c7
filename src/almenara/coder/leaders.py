"""'Its leader, who identified himself as ...': a leader who is named after the event was told."""

from __future__ import annotations

from dataclasses import replace

from almenara.coder.names import looks_like_a_person, names_in
from almenara.language import AnnotatedText, Sentence, Token
from almenara.model import Mention, Role
from almenara.model.status import FACTS

LEADER_NOUNS = frozenset(
    ["leader", "ringleader", "commander", "lider", "cabecilla", "jefe", "comandante", "dirigente", "cabeza"]
)
_POINTING = frozenset(["its", "their", "his", "her", "su", "sus"])


def name_leaders(sentence: Sentence, annotated: AnnotatedText, mentions: list[Mention]) -> list[Mention]:
    """The mentions told so far, the latest with the leader that the sentence names as a participant."""
    told = [n for n, m in enumerate(mentions) if m.status in FACTS and m.family != "politics"]
    if not told:
        return mentions
    for token in sentence.tokens:
        if token.lemmas.isdisjoint(LEADER_NOUNS) or not any(c.folded in _POINTING for c in token.children):
            continue
        name = _name(token, sentence)
        if name:
            changed = list(mentions)
            last = changed[told[-1]]
            role = Role("participant", annotated.quote_tokens(name))
            changed[told[-1]] = replace(last, roles=(*last.roles, role))
            return changed
    return mentions


def _name(leader: Token, sentence: Sentence) -> list[Token]:
    """The first name of a person behind the word 'leader', with a rank before it."""
    return next((name for name in names_in(sentence.tokens[leader.index + 1 :]) if looks_like_a_person(name)), [])
