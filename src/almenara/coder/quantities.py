"""How many: numbers joined to what they count, by the words' own grammar and the codebook's lists."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from almenara.codebook import Codebook
from almenara.coder.arguments import acts_as_verb, arguments_of, people
from almenara.coder.grammar import PARTITIVE_NOUNS
from almenara.coder.numbers import NumberFinding, find_numbers
from almenara.coder.triggers import Hit, mentions
from almenara.language import AnnotatedText, Sentence, Token
from almenara.model import Quantity

_CROWD = "crowd"
_CASUALTIES = ("killed", "injured", "arrested", "displaced", "missing")
#: Nouns may stand this many words behind their number ('27 heavily armed young soldiers').
_REACH = 5


@dataclass(frozen=True)
class CountLexicon:
    """Which verbs and nouns count what, and which nouns are people, instruments or things, in one language."""

    verbs: Mapping[str, frozenset[str]]
    nouns: Mapping[str, frozenset[str]]
    people: frozenset[str]
    instruments: frozenset[str] = frozenset()
    things: frozenset[str] = frozenset()
    undergone: frozenset[str] = frozenset()

    @cached_property
    def casualties(self) -> frozenset[str]:
        """Words for people to whom something was done, whatever it was: 'heridos', 'detenidos', 'dead'."""
        counted = (words.get(of, frozenset()) for of in _CASUALTIES for words in (self.nouns, self.verbs))
        return frozenset().union(*counted)


@dataclass(frozen=True, slots=True)
class Counted:
    """A number with the noun that it counts (None: it stands alone, '12 were arrested').

    An `article` counts one only where a casualty's verb befalls it: nobody is counted in 'a man said'.
    """

    number: NumberFinding
    tokens: tuple[Token, ...]
    noun: Token | None
    article: bool = False


def compile_counts(codebook: Codebook, language: str) -> CountLexicon:
    """The codebook's counting words of one language."""
    counted = codebook.about.counted
    sectors = frozenset().union(*(codebook.word_set(getattr(s.words, language), language) for s in codebook.sectors))
    return CountLexicon(
        verbs={of: codebook.word_set(getattr(words.verbs, language), language) for of, words in counted.items()},
        nouns={of: codebook.word_set(getattr(words.nouns, language), language) for of, words in counted.items()},
        people=codebook.word_set(getattr(codebook.about.people, language), language) | sectors,
        instruments=codebook.word_set(getattr(codebook.about.instruments, language), language),
        things=codebook.word_set(getattr(codebook.about.things, language), language),
        undergone=codebook.word_set(getattr(codebook.about.undergone, language), language),
    )


def counted_in(
    sentence: Sentence, annotated: AnnotatedText, codebook: Codebook, lexicon: CountLexicon
) -> list[Counted]:
    """Numbers of a sentence that may count people or things, each with its noun; articles that stand for one come last."""
    text = annotated.text[sentence.start : sentence.end]
    found = []
    for number in find_numbers(text, annotated.language, codebook.about.vague_numbers):
        if number.unit:
            continue
        start, end = sentence.start + number.start, sentence.start + number.end
        tokens = tuple(t for t in sentence.tokens if t.start < end and start < t.end)
        if tokens:
            found.append(Counted(number, tokens, _noun(tokens, sentence.tokens)))
    return [*found, *_ones_in(sentence, lexicon)]


def _ones_in(sentence: Sentence, lexicon: CountLexicon) -> list[Counted]:
    """One person told of by an article or by 'one' alone: 'a student', 'killing one', 'uno murió', 'un muerto'."""
    found = []
    for token in sentence.tokens:
        if token.folded not in _ONE:
            continue
        noun = token.head if token.relation in ("det", "nummod") else None
        if noun is None:
            if token.folded not in _ALONE or token.relation not in ("obj", "nsubj", "nsubj:pass"):
                continue
        elif (
            noun.feature("Number") == "Plur"
            or not noun.lemmas.isdisjoint(PARTITIVE_NOUNS)
            or not (mentions(noun.lemmas, lexicon.people) or _is_one_of_casualties(noun, lexicon))
        ):
            continue
        number = NumberFinding(token.start - sentence.start, token.end - sentence.start, 1, 1, 1)
        found.append(Counted(number, (token,), noun, article=True))
    return found


def _is_one_of_casualties(noun: Token, lexicon: CountLexicon) -> bool:
    """'un muerto', 'una herida': a Spanish participle that stands for a person; 'una muerte' is none."""
    return noun.folded.endswith(("do", "da", "to", "ta")) and not noun.lemmas.isdisjoint(lexicon.casualties)


def _noun(number: tuple[Token, ...], tokens: Sequence[Token]) -> Token | None:
    inside = {t.index for t in number}
    for token in reversed(number):
        head = token.head
        if (
            token.relation in ("nummod", "det", "amod", "compound", "nmod")
            and head is not None
            and head.index not in inside
            and token.index < head.index <= token.index + _REACH
            and head.is_nominal
        ):
            return people(head)
    for token in tokens[number[-1].index + 1 : number[-1].index + 1 + _REACH]:
        if token.pos == "NOUN" or (
            token.pos == "ADJ" and token.relation in ("obj", "nsubj", "nsubj:pass", "obl", "root", "conj")
        ):
            return people(token)
        if token.pos not in ("ADJ", "ADP", "DET", "NUM", "PROPN", "ADV") and not token.lemmas.isdisjoint(
            PARTITIVE_NOUNS
        ):
            continue
        if token.pos in ("VERB", "AUX", "PUNCT", "CCONJ", "SCONJ", "PRON"):
            break
    last = number[-1]
    return last if last.is_nominal and last.pos != "NUM" else None


def quantities_of(
    hits: Sequence[Hit], sentence: Sentence, annotated: AnnotatedText, counted: Sequence[Counted], lexicon: CountLexicon
) -> dict[int, list[Quantity]]:
    """Quantities by the position of their hit in `hits`; each number goes to one hit."""
    given: dict[int, list[Quantity]] = {n: [] for n in range(len(hits))}
    for one in counted:
        place = _place(one, hits, lexicon)
        if place is None:
            continue
        position, of = place
        if all(q.of != of for q in given[position]):
            given[position].append(as_quantity(of, one, sentence, annotated))
    for position, hit in enumerate(hits):
        alone = _single(hit, annotated)
        if alone is not None and all(q.of != alone.of for q in given[position]):
            given[position].append(alone)
    return given


def _single(hit: Hit, annotated: AnnotatedText) -> Quantity | None:
    """One, where the words name one person without a number: 'a student was killed', 'murió un joven'."""
    of = hit.trigger.counts.get("target")
    targets = hit.arguments.targets or (_possessed(hit) if hit.head.is_nominal else ())
    if of is None or of == _CROWD or len(targets) != 1:
        # 'dispersed a protest': nobody counts one.
        return None
    target = targets[0]
    article = next((c for c in target.children if c.relation in ("det", "nummod") and c.folded in _ONE), None)
    if article is None or target.feature("Number") == "Plur" or not target.is_nominal:
        return None
    if not target.lemmas.isdisjoint(PARTITIVE_NOUNS):
        return None
    return Quantity(of, 1, 1, 1, annotated.quote_tokens([article, target]))


_ONE = frozenset({"a", "an", "one", "un", "una", "uno"})
#: These stand for a person without a noun, too: 'killing one'.
_ALONE = frozenset({"one", "uno", "una"})


def _place(one: Counted, hits: Sequence[Hit], lexicon: CountLexicon) -> tuple[int, str] | None:
    """The hit that a number belongs to and what it counts there."""
    if not hits:
        return None
    own = {t.index for t in one.tokens}
    noun = one.noun
    anchors = own | ({noun.index} if noun is not None else set())
    of = casualty_of(one, lexicon)
    if of is None and one.article:
        return None
    # The number stands in an argument of a trigger whose type says what that argument's number counts.
    for position, hit in enumerate(hits):
        counts = hit.trigger.counts
        groups = (
            ("target", (*hit.arguments.targets, *_possessed(hit))),
            ("participants", (*hit.arguments.agents, *hit.arguments.possessors, *hit.arguments.sides)),
            ("agent", hit.arguments.agents),
        )
        for role, tokens in groups:
            if role in counts and any(_within(anchors, token) for token in tokens):
                if of is not None and of != counts[role] and role != "target":
                    continue
                return position, counts[role]
        if anchors & hit.indices and "target" in counts:
            return position, counts["target"]
    if of is not None and _went_before(one, hits):
        return None
    if of is not None:
        # 'leaving 12 injured' goes to the event that its clause tells, arrests to an arrest.
        own_kind = [n for n, h in enumerate(hits) if of in h.trigger.counts.values()]
        return (_nearest(one, hits, own_kind or range(len(hits))), of)
    if noun is not None and noun.folded not in _RATES and mentions(noun.lemmas, lexicon.people) and not _is_left(noun):
        gatherings = [n for n, h in enumerate(hits) if h.trigger.counts.get("participants") == _CROWD]
        if gatherings:
            return (_nearest(one, hits, gatherings), _CROWD)
    return None


def _went_before(one: Counted, hits: Sequence[Hit]) -> bool:
    """'torched a police station after a man died in custody': who died before, in a clause that tells no event, is not of what followed."""
    for token in (one.tokens[0], *one.tokens[0].ancestors()):
        if token.relation == "advcl" and any(c.relation == "mark" and c.folded in _AFTER for c in token.children):
            return not any(token in (hit.head, *hit.head.ancestors()) for hit in hits)
    return False


_AFTER = frozenset("after once tras luego despues".split())
#: 'un promedio de 24 diarias': no newspapers.
_RATES = frozenset("diaria diarias diario diarios".split())


def _is_left(noun: Token) -> bool:
    """'una huelga que dejó sin servicio a dos millones': who is left without something has not come together."""
    if noun.relation == "nmod" and noun.head is not None and not noun.head.lemmas.isdisjoint(PARTITIVE_NOUNS):
        noun = noun.head
    verb = noun.head
    return verb is not None and noun.relation in ("obj", "iobj", "obl") and not verb.lemmas.isdisjoint(_LEAVING)


_LEAVING = frozenset(
    "leave strand affect disrupt force evacuate displace deprive dejar afectar perjudicar varar obligar evacuar desplazar".split()
)


def _possessed(hit: Hit) -> tuple[Token, ...]:
    return () if "participants" in hit.trigger.counts else hit.arguments.possessors


def _within(anchors: set[int], head: Token) -> bool:
    """Whether the number stands directly in the noun phrase of `head`."""
    for token in (head, people(head)):
        if token.index in anchors:
            return True
        if any(
            c.index in anchors
            and c.relation in ("nummod", "amod", "det", "compound", "nmod", "advmod", "quantmod", "appos")
            for c in token.children
        ):
            return True
    return False


def as_quantity(of: str, one: Counted, sentence: Sentence, annotated: AnnotatedText) -> Quantity:
    """A counted number as what it counts, with its words."""
    number = one.number
    quote = annotated.quote(sentence.start + number.start, sentence.start + number.end)
    return Quantity(of, _whole(number.low), _whole(number.best), _whole(number.high), quote)


def casualty_of(one: Counted, lexicon: CountLexicon) -> str | None:
    """killed, injured, arrested, ... by the counted noun itself or the verb that it undergoes."""
    for token in (one.noun, *one.tokens):
        if token is None:
            continue
        for of, words in lexicon.nouns.items():
            if mentions(token.lemmas, words) and token.pos != "VERB":
                return of
    if one.noun is None and (behind := _behind(one)) is not None:
        # 'left two dead and five injured'
        for words_of in (lexicon.nouns, lexicon.verbs):
            for of, words in words_of.items():
                if mentions(behind.lemmas, words):
                    return of
    for token in (one.noun, one.tokens[-1]):
        if token is None:
            continue
        above = token.head if token.head is None or token.head.pos != "ADV" else token.head.head
        for verb in (above, *[c for c in token.children if c.relation in ("acl", "amod", "acl:relcl", "xcomp")]):
            if verb is None or not acts_as_verb(verb):
                continue
            undergone = next((kind for kind, words in lexicon.verbs.items() if mentions(verb.lemmas, words)), None)
            if undergone is None and not verb.lemmas.isdisjoint(_ENDING_UP):
                undergone = _so(verb, lexicon)
                who = verb.child("nsubj")
                if undergone is not None and (who is None or _within({token.index}, who)):
                    return undergone
            if undergone is None:
                continue
            undergoing = arguments_of(verb, frozenset()).targets
            subject = verb.child("nsubj")
            dies = subject is not None and not verb.child("obj") and undergone in ("killed", "missing")
            if any(_within({token.index} | {t.index for t in one.tokens}, t) for t in undergoing):
                return undergone
            if dies and subject is not None and _within({token.index} | {t.index for t in one.tokens}, subject):
                return undergone
    return None


def _so(verb: Token, lexicon: CountLexicon) -> str | None:
    """'cinco personas quedaron heridas': what became of them."""
    for state in verb.all_children("xcomp", "obj", "obl", "attr"):
        for words_of in (lexicon.nouns, lexicon.verbs):
            for of, words in words_of.items():
                if (state.pos == "ADJ" or _participle(state)) and mentions(state.lemmas, words):
                    return of
    return None


_ENDING_UP = frozenset("quedar resultar terminar acabar end".split())


def _behind(one: Counted) -> Token | None:
    """The adjective or participle right behind a number that has no noun."""
    last = one.tokens[-1]
    siblings = (last.head, *last.children, *(last.head.children if last.head is not None else ()))
    return next(
        (t for t in siblings if t is not None and t.index == last.index + 1 and (t.pos == "ADJ" or _participle(t))),
        None,
    )


def _participle(token: Token) -> bool:
    return token.feature("VerbForm") == "Part" or (
        token.is_verbal and token.folded.endswith(("ed", "do", "dos", "das"))
    )


def _nearest(one: Counted, hits: Sequence[Hit], among: Sequence[int] | range) -> int:
    """The hit that the number's clause hangs on ('opened fire at a rally, killing two'); else one in which somebody is struck rather than
    one in which people come together; else the nearest in the text."""
    at = one.tokens[0]
    above = {token.index: steps for steps, token in enumerate((at, *at.ancestors()))}
    far = len(above)

    def order(n: int) -> tuple[int, bool, int, int]:
        hit = hits[n]
        return (
            above.get(hit.head.index, far),
            "participants" in hit.trigger.counts,
            abs(hit.head.index - at.index),
            n,
        )

    return min(among, key=order)


def _whole(value: float | None) -> int | None:
    return None if value is None else int(value)
