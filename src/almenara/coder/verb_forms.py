"""What the form of a verb says, whatever it means: past, finite, gerund; done, held back, imagined, going on, in both languages."""

from __future__ import annotations

from almenara.coder.grammar import CONDITIONAL_AUXILIARIES, NEGATIONS, SPANISH_MODALS
from almenara.language import Token

_PAST_AUXILIARIES = frozenset(
    "was were had has have 've did been fue fueron habia habian ha han hubo era eran estaba estaban resulto".split()
)
#: 'did not hesitate to fire', 'no dudaron en disparar': what is not held back is done.
DONE_IF_NEGATED = frozenset("hesitate dudar vacilar titubear tardar".split())
#: What somebody 'was able to' do, they did; what they 'are able to' do is open.
_ABLE = frozenset("able capable capaz".split())
#: Forms of 'poder' that say that it was done, where an imperfect or a present leaves it open.
_DID = frozenset("pude pudo pudimos pudieron".split())
#: What those do who stay: 'are camped' tells of now, as 'are beaten' need not.
_POSTURES = frozenset("camp encamp barricade entrench mass station acampar atrincherar apostar concentrar".split())
_PRESENT = frozenset("is are 're 's am esta estan".split())
#: Auxiliaries that before their subject put a condition.
_INVERTED = frozenset("had should were".split())


def is_past(verb: Token) -> bool:
    """Whether the verb is in a past tense, of itself or by an auxiliary."""
    return is_simple_past(verb) or any(
        c.relation in ("aux", "aux:pass", "cop") and c.folded in _PAST_AUXILIARIES for c in verb.children
    )


def is_simple_past(verb: Token) -> bool:
    """'marched', 'marcharon'."""
    return verb.feature("Tense") == "Past" and verb.feature("VerbForm") == "Fin"


def is_finite(verb: Token) -> bool:
    """Whether the verb or one of its auxiliaries has a person and a tense."""
    return verb.feature("VerbForm") == "Fin" or any(
        c.relation in ("aux", "aux:pass", "cop") and c.feature("VerbForm") == "Fin" for c in verb.children
    )


def is_gerund(verb: Token) -> bool:
    """'marching', 'marchando'."""
    return verb.feature("VerbForm") == "Ger" or verb.folded.endswith(("ing", "ando", "iendo", "yendo"))


def is_imagined(verb: Token) -> bool:
    """Whether a modal or the conditional makes what the verb says a possibility."""
    auxiliaries = [c for c in verb.children if c.relation == "aux"]
    return (
        verb.feature("Mood") == "Cnd"
        or any(a.folded in CONDITIONAL_AUXILIARIES for a in auxiliaries)
        or any(a.lemmas & SPANISH_MODALS for a in auxiliaries)
    )


def is_not_held_back(token: Token) -> bool:
    """'did not hesitate to', 'no dudaron en': what follows is as real as the verb's own tense says."""
    return not token.lemmas.isdisjoint(DONE_IF_NEGATED) and any(
        c.relation == "advmod" and c.folded in NEGATIONS for c in token.children
    )


def was_able(token: Token) -> bool:
    """Whether the word says that somebody could and did; 'was not able to' is left to the negation."""
    if token.lemmas.isdisjoint(_ABLE):
        return False
    copula = token.head if token.relation == "xcomp" else None
    return is_past(token) or (copula is not None and (copula.folded in _PAST_AUXILIARIES or is_past(copula)))


def could_and_did(verb: Token, auxiliaries: list[Token]) -> bool:
    """'pudo detener', 'pudieron entrar'; 'pudo haber detenido' leaves it open."""
    perfect = any("haber" in a.lemmas and a.feature("VerbForm") == "Inf" for a in auxiliaries)
    return not perfect and any(a.folded in _DID for a in auxiliaries) and "haber" not in verb.lemmas


def goes_on(verb: Token) -> bool:
    """'the sit-in goes on', 'fighting was going on'; what 'went on until dusk' is over."""
    return not is_simple_past(verb) and any(
        c.folded == "on" and c.relation in ("compound:prt", "advmod") for c in verb.children
    )


def is_being_done(verb: Token, auxiliaries: set[str]) -> bool:
    """'are being held'; 'are camped out', 'están atrincherados'. `auxiliaries` are the verb's, folded."""
    if not auxiliaries & _PRESENT:
        return False
    stays = not verb.lemmas.isdisjoint(_POSTURES) and verb.feature("VerbForm") == "Part"
    return stays or "being" in auxiliaries


def is_put_as_condition(auxiliaries: list[Token], subjects: list[Token]) -> bool:
    """'had they been detained', 'should they march': an auxiliary before its subject, where nothing is asked."""
    return any(a.folded in _INVERTED and a.index < subject.index for a in auxiliaries for subject in subjects)
