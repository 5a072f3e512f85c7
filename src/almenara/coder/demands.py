"""Why people protest: the codebook's demands, found in the event's own clause and its purpose."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from almenara.codebook import Codebook
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
    hit: Hit, sentence: Sentence, lexicon: DemandLexicon, others: frozenset[int] = frozenset()
) -> list[tuple[str, list[Token]]]:
    """Demand codes with the words that show them, in text order; only behind a word that brings in a claim.

    `others` are the indices of words that tell other events ('tear gas' is no demand for gas).
    """
    claimed_from = _claims(hit, sentence)
    if not claimed_from:
        return []
    found: list[tuple[str, list[Token]]] = []
    tokens = sentence.tokens
    own = hit.indices | others
    for token in tokens:
        if (
            token.index in own
            or _acts_besides(token)
            or not any(start < token.index <= end for start, end in claimed_from)
        ):
            continue
        # The longest phrase shows a demand best; the words of a codebook are sets, whose order differs from process to process.
        begun = [entry for lemma in token.lemmas for entry in lexicon.phrases.get(lemma, ())]
        for rest, demand in sorted(begun, key=lambda entry: (-len(entry[0]), lexicon.order[entry[1]], entry[0])):
            words = _phrase(tokens, token, rest)
            if words and all(demand != d for d, _ in found):
                found.append((demand, words))
    return found


def _acts_besides(token: Token) -> bool:
    """'after the government agreed to talks', 'unless the minister pays': who does something beside the event is nothing to ask for."""
    verb = token.head
    return (
        token.relation == "nsubj"
        and verb is not None
        and verb.relation == "advcl"
        and any(c.relation == "mark" and c.folded in _BESIDE for c in verb.children)
    )


_ATTRIBUTING = frozenset(["segun", "according"])
_BESIDE = frozenset("after before unless until when while once as despues antes cuando mientras hasta salvo".split())


def _claims(hit: Hit, sentence: Sentence) -> list[tuple[int, int]]:
    """Stretches of the sentence (token indices, end inclusive) behind a claim word."""
    # 'according to the government' tells who says so, not what anybody asks for.
    attributed = (t.index for t in sentence.tokens if t.folded in _ATTRIBUTING and t.index > hit.tokens[-1].index)
    last = next(attributed, len(sentence.tokens)) - 1
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
