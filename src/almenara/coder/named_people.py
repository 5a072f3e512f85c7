"""Names of people behind a description of them: 'killed two nurses, Ana Ríos and Luis Paz', 'the victims were identified as ...'."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from almenara.coder.back_reference import event_before
from almenara.coder.grammar import ORGANISATION_NOUNS
from almenara.coder.names import is_named
from almenara.coder.quantities import CountLexicon
from almenara.coder.time_words import names_a_time
from almenara.language import AnnotatedText, Sentence, Token
from almenara.model import Mention, Role
from almenara.model.status import TOLD

#: What joins a description to the names behind it.
_OPENING = frozenset([",", ":", "-", "--", "–", "—", "("])
#: 'six priests, including Ana Ríos', 'seis curas, entre ellos Luis Paz': even one name behind these is one of them.
_AMONG = frozenset(
    "including namely named incluido incluida incluidos incluidas incluyendo llamado llamada llamados llamadas them "
    "ellos ellas identified identificado identificada identificados identificadas as como".split()
)
_BEFORE_AMONG = frozenset(["among", "entre"])
#: What stands between two names of a list.
_BETWEEN = frozenset([",", ";", "and", "y", "e", "&", "/"])
_PARTICLES = frozenset("de del la las los van von al bin da dos san".split())
_FEWEST, _MOST = 2, 6
#: A description between two names has at most so many words ('a Reuters photographer,').
_LONGEST_DESCRIPTION = 9
#: More names than this are a list that nobody reads as roles; the first are kept.
_MOST_NAMES = 12
#: Who was harmed, as the subject of 'were identified as' and 'are'.
_HARMED = frozenset(
    "victim dead deceased injured wounded killed hostage kidnapped abducted slain victima muerto muerta fallecido fallecida "
    "herido herida lesionado lesionada secuestrado secuestrada rehen asesinado asesinada occiso occisa desaparecido".split()
)
_AS = frozenset("as como a by por".split())
_NAMING = frozenset(
    "identify name list be include identificar nombrar ser estar figurar encontrar incluir contar llamar".split()
)


def with_named_people(
    roles: Sequence[Role], sentence: Sentence, annotated: AnnotatedText, lexicon: CountLexicon
) -> list[Role]:
    """The roles with those whom the sentence names right behind a description of several people.

    One name behind a comma is left to whoever resolves the description itself.
    """
    found = list(roles)
    for role in roles:
        if role.role not in ("agent", "target") or not sentence.start <= role.quote.start < sentence.end:
            continue
        at = next((t.index for t in sentence.tokens if t.start >= role.quote.end), None)
        if at is None or at == 0 or is_named(sentence.tokens[at - 1]):
            continue
        names, sure = _behind(sentence.tokens, at, lexicon)
        if len(names) > 1 or (names and sure):
            found += _as_roles(names, role.role, found, annotated)
    return found


def name_victims(
    sentence: Sentence,
    annotated: AnnotatedText,
    mentions: list[Mention],
    families: frozenset[str],
    lexicon: CountLexicon,
) -> list[Mention]:
    """The mentions told so far, the latest one with the people as targets whom the sentence names as its victims."""
    place = event_before(sentence, mentions, lambda m: m.family in families)
    if place is None:
        return mentions
    last = mentions[place]
    if last.status not in TOLD:
        return mentions
    for token in sentence.tokens:
        if token.lemmas.isdisjoint(_HARMED):
            continue
        verb = next(
            (t for t in sentence.tokens[token.index + 1 :] if t.pos in ("VERB", "AUX") and t.lemmas & _NAMING), None
        )
        if verb is None or any(t.pos == "VERB" for t in sentence.tokens[token.index + 1 : verb.index]):
            continue
        behind = verb.index + 1
        while behind < len(sentence.tokens) and (
            sentence.tokens[behind].pos in ("VERB", "AUX") or sentence.tokens[behind].folded in _AS
        ):
            behind += 1
        names = _listed(sentence.tokens, behind, lexicon)
        fresh = _as_roles(names, "target", last.roles, annotated)
        if fresh:
            return [*mentions[:place], replace(last, roles=(*last.roles, *fresh)), *mentions[place + 1 :]]
    return mentions


def _as_roles(
    names: Sequence[Sequence[Token]], role: str, known: Sequence[Role], annotated: AnnotatedText
) -> list[Role]:
    quotes = [annotated.quote_tokens(list(name)) for name in names]
    return [
        Role(role, quote)
        for quote in quotes
        if not any(other.role == role and other.quote.span.overlaps(quote.span) for other in known)
    ]


def _behind(tokens: Sequence[Token], at: int, lexicon: CountLexicon) -> tuple[list[list[Token]], bool]:
    """The names behind a description that ends before position `at`, and whether they are surely of those described."""
    first = at
    sure = False
    while at < len(tokens) and at - first < _FEWEST + 2:
        word = tokens[at].folded
        if tokens[at].text == ":" or word in _AMONG:
            sure = True
        elif tokens[at].text not in _OPENING and word not in _BEFORE_AMONG:
            break
        at += 1
    if at == first:
        return [], False
    return _listed(tokens, at, lexicon), sure


def _listed(tokens: Sequence[Token], at: int, lexicon: CountLexicon) -> list[list[Token]]:
    """People's names from a position on, as far as nothing but commas, ages and short descriptions stands between them."""
    names: list[list[Token]] = []
    between = 0
    while at < len(tokens) and len(names) < _MOST_NAMES:
        token = tokens[at]
        if token.pos in ("VERB", "AUX", "PRON", "SCONJ") or token.text in (".", "?", "!"):
            break
        name, after = _name_at(tokens, at)
        if name and _is_person(name, lexicon):
            names.append(name)
            at, between = after, 0
            continue
        if token.folded in _BETWEEN:
            between = 0
        else:
            between += 1
            if between > _LONGEST_DESCRIPTION:
                break
        at = max(after, at + 1)
    return names


def _name_at(tokens: Sequence[Token], at: int) -> tuple[list[Token], int]:
    """The run of proper nouns that begins at a position, and the position behind it."""
    name: list[Token] = []
    while at < len(tokens):
        token = tokens[at]
        if (token.pos == "PROPN" and token.text[:1].isupper()) or (
            name and token.folded in _PARTICLES and at + 1 < len(tokens) and tokens[at + 1].pos == "PROPN"
        ):
            name.append(token)
        else:
            break
        at += 1
    return name, at


def _is_person(name: Sequence[Token], lexicon: CountLexicon) -> bool:
    words = [t for t in name if t.pos == "PROPN"]
    if not _FEWEST <= len(words) <= _MOST:
        return False
    # 'Ana' may be taken for a word of time, 'Easter Monday' is one.
    if all(names_a_time(t) for t in words):
        return False
    return all(t.lemmas.isdisjoint(ORGANISATION_NOUNS | lexicon.things) for t in words)
