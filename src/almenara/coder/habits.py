"""Signs that a sentence tells of no one event but of a habit, or of something that goes on: 'every Wednesday', 'in its third week'."""

from __future__ import annotations

from almenara.coder.time_words import names_a_time
from almenara.language import Sentence, Token

_EVERY = frozenset("every each cada todo toda todos todas".split())
_COMMON = frozenset(
    "common frequent usual rare normal habitual routine commonplace comun frecuente habitual raro normal rutinario cotidiano".split()
)
_OWN = frozenset("its their his her su sus".split())
_ORDINAL_ENDINGS = ("th", "st", "nd", "rd", "third", "first", "second")
_ORDINALS = frozenset(
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth twentieth "
    "primer primero primera segundo segunda tercer tercero tercera cuarto cuarta quinto quinta sexto sexta septimo septima "
    "octavo octava noveno novena decimo decima undecimo duodecimo vigesimo".split()
)
_PERIODS = frozenset("day week month year night hour dia semana mes ano noche jornada".split())


def habit(head: Token, sentence: Sentence) -> Token | None:
    """The word that makes the event a habit: a time that comes again in its clause, or 'are common' said of it."""
    clause = head.clause()
    if head.relation in ("nsubj", "nsubj:pass") and head.head is not None:
        # Parsers hang 'common' on 'are', or 'are' on 'common'.
        for said in (head.head, *head.head.children):
            if _COMMON & said.lemmas and said.pos == "ADJ":
                return said
    for token in sentence.tokens:
        if token.folded in _EVERY and _names_a_time_behind(token, sentence) and _in_clause(token, clause):
            return token
    return _bare_plurals(head, sentence)


def _names_a_time_behind(token: Token, sentence: Sentence) -> bool:
    """Whether a time follows within three words: 'every Wednesday', 'todos los miércoles', 'each month'."""
    for following in sentence.tokens[token.index + 1 : token.index + 4]:
        if names_a_time(following):
            return True
        if following.pos not in ("DET", "NUM", "ADJ"):
            return False
    return False


def _in_clause(token: Token, clause: Token) -> bool:
    return token is clause or any(above is clause for above in token.ancestors())


def _bare_plurals(head: Token, sentence: Sentence) -> Token | None:
    """English 'Gangs kidnap migrants.': a present tense among plurals without article or number, outside of headlines.

    Headlines are in the present tense too, but end without a full stop.
    """
    if head.pos != "VERB" or head.feature("Tense") != "Pres" or head.feature("VerbForm") != "Fin":
        return None
    if sentence.tokens[-1].text != "." or not any(
        t.folded in ("the", "a", "this", "when", "in") for t in sentence.tokens
    ):
        return None
    subject = head.child("nsubj")
    objects = head.all_children("obj")
    if subject is None or not all(_bare_plural(noun) for noun in (subject, *objects)):
        return None
    return head


def _bare_plural(noun: Token) -> bool:
    return (
        noun.pos == "NOUN"
        and noun.feature("Number") == "Plur"
        and not any(c.relation in ("det", "nummod", "nmod:poss", "amod") for c in noun.children)
    )


def running_count(head: Token, sentence: Sentence) -> Token | None:
    """'now in its third week', 'entraron en su quinto día': the word for the period, where it hangs on the event's clause."""
    clause = head.clause()
    for token in sentence.tokens:
        if token.lemmas.isdisjoint(_PERIODS):
            continue
        before = sentence.tokens[max(0, token.index - 3) : token.index]
        own = any(t.folded in _OWN for t in before)
        counted = any(t.folded in _ORDINALS or _is_ordinal(t.folded) for t in before)
        if own and counted and (_in_clause(token, clause) or _in_clause(token, head)):
            return token
    return None


def _is_ordinal(word: str) -> bool:
    return (word[:1].isdigit() and word.endswith(_ORDINAL_ENDINGS)) or word.endswith(("teenth", "tieth"))
