"""Why people protest: the codebook's demands, found in the event's own clause and its purpose."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass

from almenara.codebook import Codebook
from almenara.coder.grammar import OF_CASES
from almenara.coder.quantities import CountLexicon
from almenara.coder.triggers import Hit
from almenara.language import Sentence, Token

#: Words that bring in what a protest is for or against.
_CLAIM_WORDS = frozenset(
    [
        "demand",
        "ask",
        "against",
        "over",
        "for",
        "claim",
        "reject",
        "denounce",
        "condemn",
        "due",
        "lack",
        "shortage",
        "request",
        "seek",
        "press",
        "urge",
        "oppose",
        "about",
        "chant",
        "insist",
        "complain",
        "exigir",
        "reclamar",
        "pedir",
        "solicitar",
        "contra",
        "por",
        "rechazar",
        "rechazo",
        "denunciar",
        "reclamo",
        "exigencia",
        "demandar",
        "ante",
        "falta",
        "escasez",
        "debido",
        "repudiar",
        "favor",
        "mejora",
        "defensa",
        "reivindicar",
        "demanda",
        "queja",
        "because",
        "porque",
    ]
)


@dataclass(frozen=True)
class DemandLexicon:
    """Demands by the first word of their phrases, and where each stands in the codebook."""

    phrases: Mapping[str, tuple[tuple[tuple[str, ...], str], ...]]
    order: Mapping[str, int]


def compile_demands(codebook: Codebook, language: str) -> DemandLexicon:
    """The demands' words of one language."""
    found: dict[str, list[tuple[tuple[str, ...], str]]] = defaultdict(list)
    for demand in codebook.demands:
        for entry in codebook.word_set(getattr(demand.words, language), language):
            first, *rest = entry.split()
            found[first].append((tuple(rest), demand.id))
    phrases = {word: tuple(entries) for word, entries in found.items()}
    return DemandLexicon(phrases, {demand.id: number for number, demand in enumerate(codebook.demands)})


def demands_of(
    hit: Hit,
    sentence: Sentence,
    lexicon: DemandLexicon,
    counts: CountLexicon,
    others: frozenset[int] = frozenset(),
) -> list[tuple[str, list[Token]]]:
    """Demand codes with the words that show them, in text order; only behind a word that brings in a claim.

    `others` are the indices of words that tell other events ('tear gas' is no demand for gas).
    """
    claimed_from = _claims(hit, sentence)
    if not claimed_from:
        return []
    found: list[tuple[str, list[Token]]] = []
    shown: set[int] = set()
    tokens = sentence.tokens
    taken = hit.indices | others
    for token in tokens:
        if token.index in taken | shown or not any(start < token.index <= end for start, end in claimed_from):
            continue
        if (
            _acts_besides(token)
            or _is_asked(token, counts)
            or _says_who(token, counts)
            or _is_counted(token, tokens, counts)
            or _is_whose(token, counts, shown)
        ):
            continue
        begun = {(rest, demand) for lemma in token.lemmas for rest, demand in lexicon.phrases.get(lemma, ())}
        said = [(demand, words) for rest, demand in begun if (words := _phrase(tokens, token, rest))]
        # The longest phrase shows a demand best: 'social security' is none for security.
        longest = max((len(words) for _, words in said), default=0)
        for demand, words in sorted(said, key=lambda one: (lexicon.order[one[0]], [t.index for t in one[1]])):
            if len(words) == longest:
                shown |= {t.index for t in words}
                if all(demand != d for d, _ in found):
                    found.append((demand, words))
    return [(demand, words) for demand, words in found if not _only_bears(demand, words, found, tokens)]


def _acts_besides(token: Token) -> bool:
    """'after the government agreed to talks', 'unless the minister pays': who does something beside the event is nothing to ask for."""
    verb = token.head
    return (
        token.relation == "nsubj"
        and verb is not None
        and verb.relation == "advcl"
        and any(c.relation == "mark" and c.folded in _BESIDE for c in verb.children)
    )


def _is_asked(token: Token, counts: CountLexicon) -> bool:
    """'demand that the government pay', 'exigir al alcalde agua', 'over the minister's plan': whoever is to do something, or did it, is not what is
    asked for; 'against the minister', 'rechazar al gobierno' and 'the government is going to fall' are."""
    verb = token.head
    if token.lemmas.isdisjoint(counts.people) or verb is None:
        return False
    if token.relation == "nsubj" and any(
        not v.lemmas.isdisjoint(_LEAVING) for v in (verb, *verb.all_children("xcomp"))
    ):
        return False
    told = token.relation == "obj" and verb.child("xcomp", "ccomp") is not None
    asked = token.case() in _ASKED_OF and verb.lemmas.isdisjoint(_AGAINST)
    return told or asked or token.relation in ("nsubj", "iobj", "nmod:poss")


def _says_who(token: Token, counts: CountLexicon) -> bool:
    """'the health minister', 'trabajadores de la salud': what only says who somebody is."""
    head = token.head
    if head is None or head.pos != "NOUN" or token.relation not in ("nmod", "compound", "amod", "flat"):
        return False
    if token.case() and token.case() not in OF_CASES:
        # 'maestros para tres escuelas', 'los obispos contra la minería'
        return False
    return not head.lemmas.isdisjoint(counts.people) and head.lemmas.isdisjoint(counts.casualties)


def _is_counted(token: Token, tokens: Sequence[Token], counts: CountLexicon) -> bool:
    """'a wave of violence with 20 dead': people who are counted are of an event."""
    return token.index > 0 and tokens[token.index - 1].pos == "NUM" and not token.lemmas.isdisjoint(counts.casualties)


def _is_whose(token: Token, counts: CountLexicon, shown: Set[int]) -> bool:
    """'la muerte de un docente': whom the demand is about is none of its own; 'la falta de docentes' is."""
    head = token.head
    if head is None or token.lemmas.isdisjoint(counts.people) or token.case() not in OF_CASES:
        return False
    return head.lemmas.isdisjoint(_LACKS) and head.index in shown


def _only_bears(
    demand: str, words: list[Token], found: Sequence[tuple[str, list[Token]]], tokens: Sequence[Token]
) -> bool:
    """'a rise in bus fares', 'el alza del diésel', 'unpaid pensions': where it is told of what, a word for what becomes of it shows nothing."""
    first = words[0]
    if len(words) > 1 or first.lemmas.isdisjoint(_BEARING):
        return False
    for other, (following, *_) in found:
        between = tokens[first.index + 1 : following.index]
        beside = first.index < following.index and all(t.pos in ("ADP", "DET", "ADJ") for t in between)
        if other != demand and (beside or first in following.ancestors()):
            return True
    return not first.lemmas.isdisjoint(_CHANGES) and any(c.case() in OF_CASES for c in first.children)


_LACKS = frozenset("falta escasez carencia ausencia lack shortage absence".split())
#: Who is asked stands behind these.
_ASKED_OF = frozenset("a al to from".split())
_LEAVING = frozenset("fall go leave resign quit caer ir renunciar dimitir salir".split())
_AGAINST = frozenset(
    "rechazar repudiar denunciar criticar derrocar destituir sacar condenar reject denounce condemn oppose oust".split()
)
#: What becomes of something, or what is paid for it.
_CHANGES = frozenset("aumento incremento raise reparacion".split())
_BEARING = _CHANGES | frozenset(
    "alza ajuste recorte precio tarifa costo impuesto ley proyecto presupuesto obra pago paga adeudado deuda "
    "price tariff tax law bill budget decree reform unpaid arrears pay debt removal release fall caida liberacion".split()
)
_WHILE = frozenset("while whereas mientras".split())
_ATTRIBUTING = frozenset(["segun", "according"])
_BESIDE = frozenset("after before unless until when while once as despues antes cuando mientras hasta salvo".split())


def _claims(hit: Hit, sentence: Sentence) -> list[tuple[int, int]]:
    """Stretches of the sentence (token indices, end inclusive) behind a claim word."""
    # 'according to the government' tells who says so, not what anybody asks for.
    # What others do meanwhile ('..., while the government ...') is no claim either.
    tokens = sentence.tokens
    ends = (
        t.index
        for t in tokens[hit.tokens[-1].index + 1 :]
        if t.folded in _ATTRIBUTING or (t.folded in _WHILE and tokens[t.index - 1].text == ",")
    )
    last = next(ends, len(tokens)) - 1
    starts = [
        t.index
        for t in sentence.tokens
        if not t.lemmas.isdisjoint(_CLAIM_WORDS)
        and (t.index > hit.tokens[0].index or t.head in hit.tokens or t in hit.tokens)
    ]
    # A noun or verb that itself claims ('protest over', 'demanded') may stand before the trigger in another clause.
    before = [t.index for t in sentence.tokens if t.index < hit.tokens[0].index and _governs_claim(t)]
    return [(start, last) for start in starts[:1]] + [(start, hit.tokens[0].index) for start in before[:1]]


def _governs_claim(token: Token) -> bool:
    return token.is_verbal and not token.lemmas.isdisjoint(
        {
            "demand",
            "exigir",
            "reclamar",
            "claim",
            "denounce",
            "denunciar",
            "demandar",
            "reject",
            "rechazar",
            "protest",
            "protestar",
        }
    )


def _phrase(tokens: list[Token], first: Token, rest: tuple[str, ...]) -> list[Token]:
    words = [first]
    position = first.index + 1
    for wanted in rest:
        skipped = 0
        while position < len(tokens) and wanted not in tokens[position].lemmas and skipped < 2:
            if tokens[position].pos not in ("DET", "ADP", "ADJ"):
                return []
            position += 1
            skipped += 1
        if position >= len(tokens) or wanted not in tokens[position].lemmas:
            return []
        words.append(tokens[position])
        position += 1
    return words
