"""What a report's words say of an event: the words that govern its trigger, their tense, mood and negation.

The trigger is followed upward through the parse. At each step the word above may give a status ('called for', 'threatened',
'denied', from the codebook's statuses.yaml), pass the question on (support verbs, 'wave of protests') or end it. Of all that
speak, the strongest wins.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from almenara.codebook import Codebook
from almenara.coder.arguments import acts_as_verb, is_passive
from almenara.coder.grammar import (
    CONDITIONAL_AUXILIARIES,
    CONTENT_CASES,
    ENTERING_VERBS,
    FACING_VERBS,
    FUTURE_AUXILIARIES,
    GOING_TO,
    IF_MARKS,
    NEGATIONS,
    OF_CASES,
    PURPOSE_MARKS,
    SPANISH_MODALS,
    SPEECH_VERBS,
    SUPPORT_VERBS,
)
from almenara.coder.habits import habit, running_count
from almenara.coder.time_words import names_a_time
from almenara.coder.triggers import Hit
from almenara.coder.verb_forms import (
    DONE_IF_NEGATED,
    could_and_did,
    goes_on,
    is_being_done,
    is_finite,
    is_gerund,
    is_imagined,
    is_not_held_back,
    is_past,
    is_put_as_condition,
    was_able,
)
from almenara.language import Sentence, Token
from almenara.model import Status

#: The strongest first: a denied plan is denied, a threatened strike that is also called for is threatened.
STRENGTH = (
    Status.DENIED,
    Status.HYPOTHETICAL,
    Status.THREATENED,
    Status.CALLED_FOR,
    Status.PLANNED,
    Status.ALLEGED,
    Status.HISTORICAL,
    Status.GENERIC,
    Status.ONGOING,
)

#: Verbs that say that something exists or happens, whose negation and tense are the event's own.
EXISTENCE_VERBS = frozenset(
    """
    be take occur happen there report record register haber ser ocurrir registrar producir suceder tener
    reportar estallar generar suscitar presentar dar break erupt
    """.split()
)
#: Nouns through which an event's status passes: 'a wave of protests', 'the third day of the strike'.
CARRIER_NOUNS = frozenset(
    """
    wave series day round string spate number kind type form act case outbreak week month hour night attempt
    action operation campaign event incident start beginning end eve episode site scene report rumour rumor
    news reporte noticia version possibility ola serie dia jornada ronda acto caso tipo forma brote semana mes
    hora noche intento accion operacion campana evento incidente inicio comienzo fin vispera hecho episodio
    """.split()
)
#: What comes about 'through a coup' is as real as the coup.
MEANS_CASES = frozenset(["through", "via", "by", "mediante"])
#: Statuses whose adverbs of several words speak for the whole sentence.
_BY_PHRASE = frozenset({Status.ALLEGED, Status.GENERIC, Status.ONGOING})
#: Statuses that hold although the clause below is finite and in the past ('denied that police had fired').
_OVER_PAST_CLAUSES = frozenset({Status.DENIED, Status.ALLEGED, Status.HYPOTHETICAL})
#: How far up the parse a status is looked for; longer chains are the parser's errors more often than grammar.
_LONGEST_CHAIN = 7


@dataclass(frozen=True, slots=True)
class Cue:
    """A status and the word that gives it."""

    status: Status
    token: Token


@dataclass(frozen=True)
class StatusLexicon:
    """The codebook's cues for one language, by their first word; each entry is (the other words, status)."""

    governors: Mapping[str, tuple[tuple[tuple[str, ...], Status], ...]]
    modifiers: Mapping[str, tuple[tuple[tuple[str, ...], Status], ...]]
    adverbs: Mapping[str, tuple[tuple[tuple[str, ...], Status], ...]]
    announcing: frozenset[str]
    announced_happened: frozenset[str]
    purpose_happened: frozenset[str]


def compile_status(codebook: Codebook, language: str) -> StatusLexicon:
    """The lexicon of a codebook's statuses; families' own readings are looked up by event type."""

    def index(part: str) -> dict[str, tuple[tuple[tuple[str, ...], Status], ...]]:
        found: dict[str, list[tuple[tuple[str, ...], Status]]] = defaultdict(list)
        for name, cues in codebook.statuses.items():
            for entry in codebook.word_set(getattr(getattr(cues, part), language), language):
                first, *rest = entry.split()
                found[first].append((tuple(rest), Status(name)))
        return {word: tuple(entries) for word, entries in found.items()}

    families = {f.id: f for f in codebook.about.families}
    return StatusLexicon(
        governors=index("governors"),
        modifiers=index("modifiers"),
        adverbs=index("adverbs"),
        announcing=frozenset().union(
            *(codebook.word_set(getattr(c.announcing, language), language) for c in codebook.statuses.values())
        ),
        announced_happened=frozenset(
            k for k, t in codebook.types.items() if families[t.family].announced_means_happened
        ),
        purpose_happened=frozenset(k for k, t in codebook.types.items() if families[t.family].purpose_means_happened),
    )


def status_of(hit: Hit, sentence: Sentence, lexicon: StatusLexicon) -> tuple[Status, Token | None]:
    """The status that the sentence gives the event, and the word that gives it (None for plain 'happened')."""
    search = _Search(hit, sentence, lexicon)
    cues = search.run() or search.headline()
    conditions = [c.token for c in cues if c.status is Status.HYPOTHETICAL and c.token.folded in _IF]
    # 'if the government does not open talks': what is not so is the condition.
    cues = [
        c
        for c in cues
        if not (
            c.status is Status.DENIED and c.token.folded in _NOT and any(i.head is c.token.head for i in conditions)
        )
    ]
    for status in STRENGTH:
        for cue in cues:
            if cue.status is status:
                return status, cue.token
    return Status.HAPPENED, None


_IF, _NOT = frozenset(["if", "si"]), frozenset(["not", "n't", "no"])
#: Words behind a verb within which the 'to' of its infinitive stands.
_TO_REACH = 4
#: Words between a headline's verb and its event.
_HEADLINE_REACH = 3
_HEADLINE_STATUSES = frozenset({Status.PLANNED, Status.CALLED_FOR, Status.THREATENED, Status.DENIED})


class _Search:
    """One walk from a trigger upward; holds what is the same at every step."""

    def __init__(self, hit: Hit, sentence: Sentence, lexicon: StatusLexicon) -> None:
        self.kind = hit.trigger.type
        self.counts_victims = "target" in hit.trigger.counts
        self.own = hit.indices
        self.sentence = sentence
        self.lexicon = lexicon
        self.cues: list[Cue] = []
        self.head = hit.head
        self.finite_past = False

    def run(self) -> list[Cue]:
        self._phrases()
        for status, word in (
            (Status.ONGOING, self._awaits()),
            (Status.GENERIC, habit(self.head, self.sentence)),
            (Status.ONGOING, running_count(self.head, self.sentence)),
        ):
            if word is not None:
                self.cues.append(Cue(status, word))
        self._own_modifiers(self.head)
        if acts_as_verb(self.head):
            self._verb_form(self.head)
        elif any(c.relation == "aux" for c in self.head.children):
            # 'What would a blockade mean?': the parser hangs the verb's auxiliary on the event.
            self._verb_form(self.head, only_future=True)
        elif self._plural_and_counted(self.head):
            self.cues.append(Cue(Status.GENERIC, self.head))
        self._climb(self.head)
        if (beginning := _begun(self.head)) is not None:
            # 'The strike, which began on Monday, is expected to last a week'
            self.cues = [Cue(Status.ONGOING, beginning) if c.status is Status.PLANNED else c for c in self.cues]
        return self.cues

    def headline(self) -> list[Cue]:
        """'Maestros anuncian marcha': where the parse of a headline hangs nothing together, the words just before decide."""
        if self.head.relation not in ("root", "fixed", "flat", "dep", "appos"):
            return []
        for token in reversed(self.sentence.tokens[max(0, self.head.index - _HEADLINE_REACH) : self.head.index]):
            found = [s for s in self._governor_statuses(token) if s in _HEADLINE_STATUSES]
            if found and (token.pos not in ("NOUN", "ADJ")):
                if self.kind in self.lexicon.announced_happened and not token.lemmas.isdisjoint(
                    self.lexicon.announcing
                ):
                    return []
                return [Cue(found[0], token)]
        return []

    def _phrases(self) -> None:
        """Adverbs of several words ('con frecuencia', 'according to unverified posts'), wherever in the sentence they stand."""
        for token in self.sentence.tokens:
            for lemma in {token.folded, *token.lemmas}:
                for rest, status in self.lexicon.adverbs.get(lemma, ()):
                    if rest and status in _BY_PHRASE and self._follow(token, rest):
                        self.cues.append(Cue(status, token))

    def _awaits(self) -> Token | None:
        """'acampan a la espera de una respuesta': who waits has not left."""
        tokens = self.sentence.tokens
        for token in tokens[2:]:
            if token.folded == "espera" and [t.folded for t in tokens[token.index - 2 : token.index]] == ["a", "la"]:
                if any(above is self.head for above in token.ancestors()):
                    return token
        return None

    def _follow(self, token: Token, rest: tuple[str, ...]) -> bool:
        after = self.sentence.tokens[token.index + 1 : token.index + 1 + len(rest)]
        return len(after) == len(rest) and all(w in (t.folded, *t.lemmas) for w, t in zip(rest, after, strict=True))

    # ---- the trigger's own words -------------------------------------------------------------------------------

    def _own_modifiers(self, token: Token) -> None:
        for child in token.children:
            if child.index in self.own:
                continue
            if child.folded in NEGATIONS and self._stands_behind_or(child):
                # 'que haya o no paro'
                self.cues.append(Cue(Status.HYPOTHETICAL, child))
                continue
            if child.relation in ("amod", "compound", "det", "nummod"):
                self._look_up(self.lexicon.modifiers, child)
            if child.relation in ("advmod", "det", "cc", "case", "obl", "cc:preconj") and not self._beside_not_only(
                child
            ):
                self._look_up(self.lexicon.adverbs, child)
            if child.relation in ("acl", "acl:relcl") and not self._told_as_fact(token):
                self._participle(child)

    def _beside_not_only(self, child: Token) -> bool:
        """'not only marched but ...' denies nothing."""
        follower = child.index + 1
        tokens = self.sentence.tokens
        return (
            child.folded in NEGATIONS and follower < len(tokens) and tokens[follower].folded in ("only", "solo", "just")
        )

    def _stands_behind_or(self, child: Token) -> bool:
        return child.index > 0 and self.sentence.tokens[child.index - 1].folded in ("or", "o", "u")

    def _participle(self, clause: Token) -> None:
        """'a march planned for Saturday', 'la marcha que fue suspendida', 'protests that were called off'."""
        for status in self._governor_statuses(clause):
            if status in (Status.PLANNED, Status.CALLED_FOR, Status.DENIED, Status.THREATENED):
                passive = is_passive(clause) or clause.feature("VerbForm") == "Part"
                if passive or (status is Status.DENIED and clause.relation == "acl:relcl"):
                    self.cues.append(Cue(status, clause))
        self._verb_form(clause, only_future=True)

    def _told_as_fact(self, noun: Token) -> bool:
        """Whether a past main verb tells of the event: 'the march called by the union ended in clashes'."""
        top = noun
        while top.relation == "conj" and top.head is not None:
            top = top.head
        verb = top.head
        if verb is None or not verb.is_verbal or top.relation not in ("nsubj", "obj", "nsubj:pass"):
            return False
        return is_past(verb) and not self._governor_statuses(verb)

    def _plural_and_counted(self, noun: Token) -> bool:
        """'thousands of such demonstrations', 'most protests': many at once, no one event."""
        if noun.feature("Number") != "Plur" or self.counts_victims:
            return False
        if any(c.relation == "nummod" and _many(c.text) for c in noun.children):
            return True
        head = noun.head
        return (
            noun.relation in ("nmod", "obl")
            and noun.case() in OF_CASES
            and head is not None
            and head.lemma
            in (
                "thousand",
                "hundred",
                "dozen",
                "ten",
                "miles",
                "cientos",
                "centenar",
                "centenares",
                "decena",
                "decenas",
                "bulk",
                "most",
                "majority",
                "mayoria",
                "million",
                "millones",
                "mil",
            )
        )

    # ---- verbs: tense, mood, negation --------------------------------------------------------------------------

    def _verb_form(self, verb: Token, *, only_future: bool = False) -> None:
        auxiliaries = [c for c in verb.children if c.relation in ("aux", "aux:pass", "cop")]
        words = {a.folded for a in auxiliaries}
        lemmas = frozenset().union(*(a.lemmas for a in auxiliaries)) if auxiliaries else frozenset()
        marker = auxiliaries[0] if auxiliaries else verb
        conditional = verb.feature("Mood") == "Cnd" or any(a.feature("Mood") == "Cnd" for a in auxiliaries)
        future = verb.feature("Tense") == "Fut" or any(a.feature("Tense") == "Fut" for a in auxiliaries)
        did = could_and_did(verb, auxiliaries)
        depends = any(t.folded == "si" and t.text.lower() != "sí" for t in self.sentence.tokens)
        if conditional and ("haber" in lemmas or ("haber" in verb.lemmas and not (depends or lemmas & SPANISH_MODALS))):
            # 'habrían sido detenidos': Spanish news passes on rumours in the conditional.
            self.cues.append(Cue(Status.ALLEGED, marker))
        elif self._future_in_the_past(verb, words, conditional=conditional):
            self.cues.append(Cue(Status.PLANNED, marker))
        elif (words & _WOULD or (conditional and not lemmas & SPANISH_MODALS)) and self._threatened_by(verb):
            # What is threatened on a condition stands in the conditional and is a threat all the same.
            pass
        elif words & CONDITIONAL_AUXILIARIES or conditional or (lemmas & SPANISH_MODALS and not did):
            self.cues.append(Cue(Status.HYPOTHETICAL, marker))
        elif words & FUTURE_AUXILIARIES or future or (lemmas & GOING_TO and verb.feature("VerbForm") == "Inf"):
            self.cues.append(Cue(Status.PLANNED, marker))
        if only_future:
            return
        if "mantener" in verb.lemmas and verb.feature("Tense") == "Pres" and verb.feature("VerbForm") == "Fin":
            # 'mantienen bloqueada la vía'
            self.cues.append(Cue(Status.ONGOING, verb))
        if is_finite(verb) and verb.feature("Tense") == "Pres" and (since := _since(verb)) is not None:
            # 'bloquean la vía desde hace tres días'
            self.cues.append(Cue(Status.ONGOING, since))
        if "be" in lemmas and is_gerund(verb) and any(a.feature("Tense") == "Pres" for a in auxiliaries):
            self.cues.append(Cue(Status.ONGOING, verb))
        if is_put_as_condition(auxiliaries, self._subjects(verb)):
            self.cues.append(Cue(Status.HYPOTHETICAL, marker))
        if is_being_done(verb, words):
            self.cues.append(Cue(Status.ONGOING, marker))
        if "estar" in lemmas and is_gerund(verb) and any(a.feature("Tense") == "Pres" for a in auxiliaries):
            self.cues.append(Cue(Status.ONGOING, verb))
        for child in verb.children:
            if (child.relation == "mark" and child.folded in IF_MARKS and child.folded != "si") or (
                child.relation == "mark" and child.text in ("si", "Si")
            ):
                self.cues.append(Cue(Status.HYPOTHETICAL, child))
            elif child.relation == "advmod" and child.folded in NEGATIONS and not self._beside_not_only(child):
                done = not verb.lemmas.isdisjoint(DONE_IF_NEGATED) or self._tells_harm(verb)
                if child.index not in self.own and not done:
                    self.cues.append(Cue(Status.DENIED, child))
            elif child.relation in ("advmod", "obl", "mark") and child.index not in self.own:
                self._look_up(self.lexicon.adverbs, child)
            if child.relation in ("nsubj", "nsubj:pass") and child.folded in _NOBODY:
                self.cues.append(Cue(Status.DENIED, child))
            if child.relation in ("nsubj", "nsubj:pass", "obj") and any(
                g.relation == "det" and g.folded in ("no", "ningun", "ninguna", "neither") for g in child.children
            ):
                if child.lemmas.isdisjoint(_HARM) or verb.index in self.own:
                    self.cues.append(Cue(Status.DENIED, child))

    def _tells_harm(self, verb: Token) -> bool:
        """'The attack left no casualties', 'no dejó víctimas': that nobody was harmed denies no attack."""
        harm = verb.child("obj")
        return verb.index not in self.own and harm is not None and not harm.lemmas.isdisjoint(_HARM)

    def _subjects(self, verb: Token) -> list[Token]:
        return [] if self.sentence.tokens[-1].text == "?" else verb.all_children("nsubj", "nsubj:pass")

    def _threatened_by(self, verb: Token) -> bool:
        """Whether the clause says what somebody threatens: 'warned that they would block the road'."""
        head = verb.head
        return (
            head is not None
            and verb.relation in ("ccomp", "xcomp")
            and Status.THREATENED in self._governor_statuses(head)
        )

    def _future_in_the_past(self, verb: Token, words: set[str], *, conditional: bool) -> bool:
        """'they said that they would march', 'dijeron que marcharían': a plan, unless an 'if' makes it depend on something."""
        head = verb.head
        if head is None or verb.relation not in ("ccomp", "parataxis") or not (words & {"would", "'d"} or conditional):
            return False
        if any(t.folded in IF_MARKS and t.text.lower() != "sí" for t in self.sentence.tokens if t.folded != "to"):
            return False
        announced = not head.lemmas.isdisjoint(SPEECH_VERBS) or bool(self._governor_statuses(head))
        return announced and Status.HYPOTHETICAL not in self._governor_statuses(head)

    # ---- upward ------------------------------------------------------------------------------------------------

    def _climb(self, token: Token) -> None:
        """Follow the arcs from the event up to where its status is decided."""
        self.finite_past = acts_as_verb(token) and is_past(token)
        for _ in range(_LONGEST_CHAIN):
            head = token.head
            if head is None:
                return
            relation = token.relation
            if relation == "conj":
                if acts_as_verb(token) and is_finite(token) and (is_past(token) or not self._governed_list(head)):
                    return
                token = head
                continue
            if relation in ("acl:relcl",):
                # What happened to the noun above does not touch the clause; but 'a plan that ...' is rare.
                return
            if relation == "advcl":
                if not self._purpose_or_content(token, head):
                    return
            elif relation in ("acl", "xcomp", "ccomp", "csubj", "parataxis"):
                statuses = self._governor_statuses(head)
                if relation == "xcomp" and not statuses:
                    statuses = self._asked_by_noun(token, head)
                if relation == "ccomp" and self.finite_past:
                    statuses = [s for s in statuses if s in _OVER_PAST_CLAUSES]
                self._add(statuses, head)
                if relation in ("ccomp", "parataxis") and not statuses and not head.lemmas.isdisjoint(SPEECH_VERBS):
                    return
                if relation == "acl" and is_gerund(token):
                    return
                if relation == "xcomp" and not statuses and _is_to(head, token):
                    self.cues.append(Cue(Status.PLANNED, head))
                    return
                if relation == "xcomp" and "go" in head.lemmas and is_gerund(head):
                    # 'are going to march'
                    self.cues.append(Cue(Status.PLANNED, head))
                    return
                if relation == "xcomp" and is_passive(head) and not head.lemmas.isdisjoint(_SAID_TO_HAVE):
                    # 'are said to have burned'
                    self.cues.append(Cue(Status.ALLEGED, head))
                if acts_as_verb(head) and not is_finite(token):
                    self._verb_form(head)
            elif relation in ("nmod", "compound", "nmod:poss"):
                statuses = self._governor_statuses(head)
                if relation == "nmod" and token.case() not in CONTENT_CASES and token.case():
                    statuses = []
                if relation == "nmod" and token.case() in _AT_CASES and _is_awaited(head):
                    # 'expect ten thousand people at the march'
                    self.cues.append(Cue(Status.PLANNED, head))
                    return
                self._add(statuses, head)
                if relation == "nmod" and token.case() in _CAUSE_CASES and not statuses:
                    return
                if not statuses and head.lemmas.isdisjoint(CARRIER_NOUNS | _HEAPS) and token.case() not in MEANS_CASES:
                    return
                self._own_modifiers(head)
            elif relation == "obl" and head.pos == "ADV" and token.index < head.index and not token.case():
                # 'temen que haya enfrentamientos después': the parser hangs the event on the adverb behind it.
                pass
            elif relation in ("obj", "obl", "nsubj:pass", "nsubj", "iobj", "attr", "obl:agent"):
                if not self._noun_under_verb(token, head, relation):
                    return
            elif relation == "advmod" and token.pos == "ADV":
                if token is self.head:
                    return
            elif relation not in ("root", "dep", "appos"):
                return
            if acts_as_verb(head):
                self.finite_past = is_past(head)
            token = head

    def _noun_under_verb(self, token: Token, verb: Token, relation: str) -> bool:
        """Handle an event noun that is an argument of a verb; whether to go on from the verb."""
        case = token.case()
        if relation in ("obl", "obj") and case in _CAUSE_CASES and not verb.lemmas.isdisjoint(EXISTENCE_VERBS):
            # 'no habrá clases por el paro': what there is not is not the strike.
            return False
        statuses = self._governor_statuses(verb)
        if relation == "nsubj" and goes_on(verb):
            statuses = [Status.ONGOING]
        elif (
            relation == "nsubj" and (so := _left_so(verb)) is not None and Status.DENIED in self._governor_statuses(so)
        ):
            # 'la vigilia quedó prohibida'
            statuses = [Status.DENIED]
        elif relation == "obj" and not verb.lemmas.isdisjoint(_LIFTING) and self._was_announced(token):
            # 'levantaron la huelga que habían anunciado'; one that was under way happened and is over.
            statuses = [Status.DENIED]
        elif relation == "obl" and case == "on" and _has_been_since(token, verb):
            statuses = [Status.ONGOING]
        elif relation == "obj" and self._or_else(verb):
            statuses = [Status.THREATENED]
        elif relation == "nsubj":
            statuses = [
                s for s in statuses if s in (Status.ONGOING, Status.GENERIC) or self._subject_undergoes(verb, s)
            ]
        elif relation == "obl" and case in _STATE_CASES and Status.ONGOING in statuses:
            # 'remain on strike', 'siguen en huelga'
            statuses = [Status.ONGOING]
        elif (relation in ("obl", "obl:agent") and case and case not in CONTENT_CASES) or (
            relation == "obl" and case in ("en", "in", "por", "con", "with", "de") and not verb.lemmas & _WITH_CONTENT
        ):
            statuses = []
        if relation == "obl" and not statuses and case in _CALLED_TO:
            # 'hizo un llamado al boicot'
            statuses = self._asked_by_noun(token, verb)
        if self.kind in self.lexicon.announced_happened and not verb.lemmas.isdisjoint(self.lexicon.announcing):
            statuses = [s for s in statuses if s is not Status.PLANNED]
        self._add(statuses, verb)
        carried = (
            not verb.lemmas.isdisjoint(SUPPORT_VERBS)
            or not verb.lemmas.isdisjoint(EXISTENCE_VERBS)
            or relation in ("nsubj", "nsubj:pass", "attr")
            or bool(statuses)
        )
        # 'irse a paro', 'fueron a la huelga': the parser calls it an object.
        entering = relation in ("obl", "obj") and bool(case) and not verb.lemmas.isdisjoint(ENTERING_VERBS)
        carried = carried or entering
        if relation in ("obl", "obl:agent") and not statuses and not entering and verb.lemmas.isdisjoint(SUPPORT_VERBS):
            return False
        if not carried:
            if relation == "obj" and is_imagined(verb):
                # 'might provoke protests'
                self.cues.append(Cue(Status.HYPOTHETICAL, verb))
            return False
        if not statuses or relation == "nsubj:pass":
            self._verb_form(verb)
        return True

    def _or_else(self, verb: Token) -> bool:
        """'pay the arrears or face a strike'"""
        before = {t.folded for t in self.sentence.tokens[max(0, verb.index - 2) : verb.index]}
        return not verb.lemmas.isdisjoint(FACING_VERBS) and bool(before & {"or", "o"})

    def _was_announced(self, noun: Token) -> bool:
        clauses = noun.all_children("acl", "acl:relcl")
        return any(Status.PLANNED in self._governor_statuses(clause) for clause in clauses)

    def _subject_undergoes(self, verb: Token, status: Status) -> bool:
        """'the march is planned' without a passive label; 'the union plans' is not about its own event."""
        return status in (Status.PLANNED, Status.DENIED, Status.CALLED_FOR) and (
            (
                verb.feature("VerbForm") == "Part"
                and any(c.relation in ("aux", "aux:pass", "cop") for c in verb.children)
            )
            # 'se evitó el paro'
            or any(c.folded == "se" for c in verb.children)
        )

    def _purpose_or_content(self, token: Token, head: Token) -> bool:
        """Handle 'gathered to protest', 'prevented them from marching', 'if they march'; whether to go on upward."""
        mark = token.child("mark", "case")
        word = mark.folded if mark is not None else ""
        if word in IF_MARKS:
            return False
        if is_not_held_back(head):
            self._verb_form(head)
            return True
        statuses = self._governor_statuses(head) or self._asked_by_noun(token, head)
        if word in CONTENT_CASES and statuses and (word not in PURPOSE_MARKS or _takes_infinitive(head, token)):
            self._add(statuses, head)
            return True
        if word in PURPOSE_MARKS or (not word and token.feature("VerbForm") == "Inf"):
            if self.kind not in self.lexicon.purpose_happened:
                self.cues.append(Cue(Status.HYPOTHETICAL, mark or token))
                return False
            self._add([s for s in statuses if s in (Status.CALLED_FOR, Status.PLANNED, Status.THREATENED)], head)
            self._verb_form(head)
            return True
        return False

    def _asked_by_noun(self, token: Token, head: Token) -> list[Status]:
        """'open appeals to the military to overthrow ...': the noun that asks stands beside the infinitive."""
        for child in head.children:
            if child.index < token.index and child.relation in ("obj", "nsubj", "obl", "nsubj:pass"):
                for noun in child.conjuncts():
                    found: list[Status] = [
                        s
                        for s in self._governor_statuses(noun)
                        if s in (Status.CALLED_FOR, Status.THREATENED, Status.PLANNED)
                    ]
                    if found and noun.pos in ("NOUN", "ADJ"):
                        return found
        return []

    def _governed_list(self, head: Token) -> bool:
        return any(not is_finite(c) for c in (head,))

    # ---- the lexicon -------------------------------------------------------------------------------------------

    def _add(self, statuses: list[Status], token: Token) -> None:
        """Cues of a governor; 'nobody can rule out a coup' denies nothing: it leaves it open."""
        negated = any(
            (c.folded in NEGATIONS and c.relation == "advmod") or c.folded in ("nobody", "nadie", "none", "ninguno")
            for c in token.children
        )
        for status in statuses:
            undenied = status is Status.DENIED and negated and acts_as_verb(token)
            self.cues.append(Cue(Status.HYPOTHETICAL if undenied else status, token))

    def _governor_statuses(self, token: Token) -> list[Status]:
        if token.index in self.own or was_able(token) or is_not_held_back(token):
            return []
        return [
            s for lemma in token.lemmas for rest, s in self.lexicon.governors.get(lemma, ()) if self._has(token, rest)
        ]

    def _look_up(self, table: Mapping[str, tuple[tuple[tuple[str, ...], Status], ...]], token: Token) -> None:
        for lemma in token.lemmas:
            for rest, status in table.get(lemma, ()):
                if self._has(token, rest):
                    self.cues.append(Cue(status, token))

    def _has(self, token: Token, rest: tuple[str, ...]) -> bool:
        """Whether a cue's other words stand beside or hang on its first."""
        if not rest:
            return True
        tokens = self.sentence.tokens
        after = tokens[token.index + 1 : token.index + 1 + len(rest)]
        if len(after) == len(rest) and all(w in t.lemmas for w, t in zip(rest, after, strict=True)):
            return True
        if rest == ("to",) and any(t.folded == "to" for t in tokens[token.index + 1 : token.index + 1 + _TO_REACH]):
            # 'voted on Tuesday to strike'
            return True
        if rest in _ADVERBIAL and not token.lemmas.isdisjoint(_CARRYING):
            # 'carried out a strike on a village' does not carry on.
            return any(c.relation == "compound:prt" and c.folded == rest[0] for c in token.children)
        hanging = {lemma for child in token.children for lemma in child.lemmas}
        hanging |= {
            case.folded
            for child in token.children
            if not names_a_time(child)
            for case in child.children
            if case.relation == "case"
        }
        return all(w in hanging for w in rest)


_ADVERBIAL, _CARRYING = (("on",), ("up",)), frozenset(["carry", "keep", "go"])
#: 'decenas de detenidos': what passes a status on to those who are counted.
_HEAPS = frozenset(
    ["dozen", "hundred", "thousand", "score", "decena", "docena", "centenar", "ciento", "cientos", "miles"]
)
_WOULD = frozenset(["would", "'d"])
_NOBODY = frozenset(["nobody", "nadie", "noone"])
#: 'people at the march', 'personas en la marcha': where those are who are awaited.
_AT_CASES = frozenset(["at", "in", "on", "en", "a", "al"])
_AWAITING = frozenset(["expect", "await", "esperar", "aguardar", "prever"])
_CALLED_TO = frozenset(["a", "al", "to", "for"])


def _is_awaited(people: Token) -> bool:
    """Whether somebody expects those who the noun names."""
    verb = people.head
    return verb is not None and people.relation == "obj" and not verb.lemmas.isdisjoint(_AWAITING)


#: Lead to what something comes of: 'because of the strike', 'por el paro'.
_CAUSE_CASES = frozenset(["because", "due", "owing", "por", "debido"])
#: 'remain on strike', 'en huelga': what somebody is in.
_STATE_CASES = frozenset(["on", "in", "en", "under", "bajo"])


def _many(digits: str) -> bool:
    """A number of events too large for one report to tell them apart."""
    plain = digits.replace(",", "").replace(".", "")
    return plain.isdigit() and int(plain) >= MANY_EVENTS


#: What an event causes or not.
_HARM = frozenset(
    "casualty victim injury damage death fatality wounded dead loss victima herido muerto lesionado fallecido baja dano "
    "perdida".split()
)
#: From this number on, '30 protests' is a count and no event.
MANY_EVENTS = 10

#: In the passive these pass on what others say.
_SAID_TO_HAVE = frozenset(["say", "believe", "think", "report", "understand", "presume"])
#: Verbs whose complement comes with 'with', 'in', 'de': 'threatened with a strike', 'amenazar con', 'acusar de'.
_WITH_CONTENT = frozenset(
    """
    threaten threat menace amenazar amenaza accuse charge acusar imputar suspect implicate continue proceed
    persist continuar seguir proseguir insistir persistir warn advertir desistir prevent abstenerse refrain
    """.split()
)


def _takes_infinitive(head: Token, token: Token) -> bool:
    """'called on workers to march': the infinitive is what is called for, not what for."""
    return head.index < token.index


def _is_to(head: Token, told: Token) -> bool:
    """'The front is to boycott the vote': what somebody is to do is planned."""
    return (
        "be" in head.lemmas
        and head.pos == "AUX"
        and is_finite(head)
        and head.child("nsubj") is not None
        and any(c.folded == "to" and c.index == told.index - 1 for c in told.children)
    )


def _left_so(verb: Token) -> Token | None:
    """What becomes of a subject: 'quedó prohibida', 'resultó suspendido'."""
    if verb.lemmas.isdisjoint(_BECOMING):
        return None
    return next((c for c in verb.children if c.relation in ("obj", "xcomp") and c.pos in ("ADJ", "VERB")), None)


def _begun(event: Token) -> Token | None:
    """'el paro que comenzó ayer', 'a strike that began on Monday', 'el paro iniciado ayer': the word that says so of an event noun."""
    for clause in event.all_children("acl", "acl:relcl", "amod"):
        participle = clause.feature("VerbForm") == "Part" and clause.child("aux") is None
        if not clause.lemmas.isdisjoint(_BEGINNING) and (is_past(clause) or participle):
            return clause
    return None


_BEGINNING = frozenset("begin start commence comenzar empezar iniciar arrancar".split())
_LIFTING = frozenset("lift levantar deponer".split())
_BECOMING = frozenset(["quedar", "resultar"])


def _since(verb: Token) -> Token | None:
    """'desde hace tres días': the word by which something has been done for a time."""
    return next((c for c in verb.children if c.folded == "hace" and any(g.folded == "desde" for g in c.children)), None)


def _has_been_since(event: Token, verb: Token) -> bool:
    """'have been on strike since May'."""
    lasting = any(c.case() == "since" or c.folded == "since" for t in (event, verb) for c in t.children)
    return lasting and "be" in verb.lemmas and any(c.folded in ("has", "have", "'s", "'ve") for c in verb.children)
