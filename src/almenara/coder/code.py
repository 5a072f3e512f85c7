"""Annotated text → mentions: trigger, type, status, roles, quantities, demands, one file each, in this order."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from almenara.codebook import Codebook
from almenara.coder.arithmetic import check_totals
from almenara.coder.back_reference import (
    antecedent,
    lacks_subject,
    may_share_agent,
    names_the_known,
    points_back,
    referent,
)
from almenara.coder.claims import name_claimants
from almenara.coder.demands import DemandLexicon, compile_demands, demands_of
from almenara.coder.harmed_later import count_harmed_later
from almenara.coder.leaders import name_leaders
from almenara.coder.named_people import name_victims, with_named_people
from almenara.coder.quantities import CountLexicon, compile_counts, counted_in, quantities_of
from almenara.coder.roles import callers, role_tokens, to_roles
from almenara.coder.status import StatusLexicon, compile_status, status_of
from almenara.coder.totals import DatesIn, find_totals
from almenara.coder.triggers import Hit, Rank, find_hits, leans_on_pronoun
from almenara.language import AnnotatedText, Reader, Sentence
from almenara.language.heads.opinion import opinions
from almenara.model import Mention, Report, Role, Status, Total

#: How sure a trigger alone makes us: with conditions met, plain, and weak.
SCORE_CONDITIONED = 0.9
SCORE_PLAIN = 0.8
SCORE_WEAK = 0.5
#: A trigger whose conditions are unmet, with a type that a trained head settled.
SCORE_JUDGED = 0.4


@dataclass(frozen=True)
class Coder:
    """What is needed to code one language with one codebook; built by `make_coder`."""

    codebook: Codebook
    reader: Reader
    status: StatusLexicon
    counts: CountLexicon
    demands: DemandLexicon
    rank: dict[str, Rank]
    claiming: frozenset[str]
    event_nouns: frozenset[str]
    heads: bool
    claimable: frozenset[str]


def make_coder(codebook: Codebook, reader: Reader, *, heads: bool = True) -> Coder:
    """Compile the codebook for the reader's language; with `heads` a trained one settles types where conditions are unmet."""
    language = reader.language
    return Coder(
        codebook=codebook,
        reader=reader,
        status=compile_status(codebook, language),
        counts=compile_counts(codebook, language),
        demands=compile_demands(codebook, language),
        rank={
            kind: Rank(entry.background, codebook.family_order[entry.family]) for kind, entry in codebook.types.items()
        },
        claiming=frozenset(family.id for family in codebook.about.families if family.demands),
        event_nouns=_event_nouns(reader),
        heads=heads,
        claimable=frozenset(codebook.about.contentious) - _gathering(codebook),
    )


def _gathering(codebook: Codebook) -> frozenset[str]:
    """Families most of whose types are gatherings: nobody claims responsibility for a march."""
    kinds = [entry for entry in codebook.types.values() if not entry.background]
    return frozenset(
        family.id
        for family in codebook.about.families
        if 2 * sum("participants" in k.counts for k in kinds if k.family == family.id)
        > sum(k.family == family.id for k in kinds)
    )


def code_mentions(report: Report, annotated: AnnotatedText, coder: Coder) -> tuple[Mention, ...]:
    """The report's mentions in the order of their triggers; dates, places and actors are not yet resolved."""
    mentions: list[Mention] = []
    for sentence in annotated.sentences:
        mentions = name_leaders(sentence, annotated, mentions)
        told = _code_sentence(report, annotated, sentence, coder, mentions)
        mentions += told
        if all(coder.rank[mention.type].background for mention in told):
            mentions = count_harmed_later(sentence, annotated, mentions, coder.rank, coder.codebook, coder.counts)
        mentions = name_victims(sentence, annotated, mentions, coder.claimable, coder.counts)
        mentions = name_claimants(sentence, annotated, mentions, coder.claimable)
    return tuple(mentions)


def code_totals(report: Report, annotated: AnnotatedText, dates_in: DatesIn, coder: Coder) -> tuple[Total, ...]:
    """The figures that the report quotes about many events, checked against one another; `dates_in` dates their sentences."""
    vague = coder.codebook.about.vague_numbers
    found = find_totals(annotated, dates_in, vague, coder.event_nouns, report=report.id)
    return check_totals(found)


def _event_nouns(reader: Reader) -> frozenset[str]:
    """Every form of the nouns that name events in the codebook's triggers."""
    lemmas = {
        lemma
        for found in reader.triggers.values()
        for trigger in found
        for pattern in trigger.words
        if pattern.pos == "noun" and len(trigger.words) == 1
        for lemma in pattern.lemmas
    }
    by_form = reader.forms.by_form
    return frozenset(form for form, of in by_form.items() if not of.isdisjoint(lemmas)) | lemmas


def _code_sentence(
    report: Report, annotated: AnnotatedText, sentence: Sentence, coder: Coder, earlier: list[Mention]
) -> list[Mention]:
    def opinion(types: Collection[str]) -> str | None:
        return opinions([annotated.text[sentence.start : sentence.end]], [types])[0]

    def of_nobody(hit: Hit) -> bool:
        return _about_somebody_else(hit, sentence, annotated, earlier)

    hits = find_hits(sentence, coder.reader.triggers, coder.rank, opinion if coder.heads else None, of_nobody)
    if not hits:
        return []
    statuses = [status_of(hit, sentence, coder.status) for hit in hits]
    for position, hit in enumerate(hits):
        # 'denied that they fired live rounds': what a verb of the same event does it with stands as the verb does.
        for other, above in enumerate(hits):
            if hit.head.relation == "obj" and hit.head.head is above.head and hit.trigger.type == above.trigger.type:
                statuses[position] = statuses[other]
    counted = counted_in(sentence, annotated, coder.codebook, coder.counts)
    quantities = quantities_of(hits, sentence, annotated, counted, coder.counts)
    told = frozenset(index for hit in hits for index in hit.indices)
    found: list[Mention] = []
    for position, hit in enumerate(hits):
        status, cue = statuses[position]
        entry = coder.codebook.types[hit.trigger.type]
        tokens = role_tokens(
            hit,
            coder.counts,
            sentence,
            gathers=entry.family in coder.claiming,
            place_is_target=entry.place_is_target,
            takes_instrument="instrument" in entry.roles,
        )
        if not any(one.role == "agent" for one in tokens):
            tokens = callers(cue, status, hit) + tokens
        known = [*earlier, *found]
        instead: dict[int, Role] = {}
        for one in tokens:
            if one.token.pos == "PRON" or one.token.relation == "nmod:poss":
                role = antecedent(one.token, known, sentence.start)
                if role is not None:
                    instead[one.token.start] = role
        roles = to_roles(tokens, annotated, counted, instead)
        told_before = referent(hit, entry.family, known) if points_back(hit) else None
        if not any(role.role == "agent" for role in roles):
            if told_before is not None and may_share_agent(hit, entry.id, roles, told_before):
                roles = [r for r in told_before.roles if r.role == "agent"] + roles
            elif lacks_subject(hit, annotated.language) and known:
                roles = [r for r in known[-1].roles if r.role == "agent"] + roles
        if entry.family in coder.claimable:
            roles = with_named_people(roles, sentence, annotated, coder.counts)
        claiming = entry.family in coder.claiming
        demands = demands_of(hit, sentence, coder.demands, coder.counts, told) if claiming else []
        trigger = annotated.quote_tokens(list(hit.tokens))
        mention = Mention(
            id=f"{report.id}:{trigger.start}",
            report=report.id,
            published=report.published,
            source=report.source,
            family=entry.family,
            type=entry.id,
            status=status,
            score=_score(hit),
            trigger=trigger,
            sentence=annotated.quote(sentence.start, sentence.end),
            roles=tuple(roles),
            quantities=tuple(quantities[position]),
            demands=tuple(demand for demand, _ in demands),
            demand_quotes=tuple(annotated.quote_tokens(words) for _, words in demands),
            title=report.title,
            status_cue=annotated.quote(cue.start, cue.end) if cue is not None else None,
        )
        if (
            told_before is not None
            and status is Status.HAPPENED
            and names_the_known(hit)
            and told_before.type == entry.id
        ):
            mention = replace(mention, status=_carried(told_before.status))
        found.append(mention)
    return _without_repeats(found)


def _about_somebody_else(hit: Hit, sentence: Sentence, annotated: AnnotatedText, earlier: Sequence[Mention]) -> bool:
    """Whether only a pronoun makes it an event, and no event told shortly before has people whom it could mean.

    Where a report begins with a pronoun there is nobody else to ask.
    """
    pronouns = leans_on_pronoun(hit)
    if not pronouns or sentence.index == annotated.stretches[0].index:
        return False
    return all(antecedent(pronoun, earlier, sentence.start) is None for pronoun in pronouns)


def _carried(status: Status) -> Status:
    """A definite noun does not make a plan happen: 'the march' after an announced march is still announced."""
    return status if status in (Status.PLANNED, Status.CALLED_FOR, Status.HISTORICAL) else Status.HAPPENED


def _without_repeats(mentions: list[Mention]) -> list[Mention]:
    """One mention where a sentence tells one event twice ('staged a protest ... the protesters')."""
    kept: list[Mention] = []
    for mention in mentions:
        twin = next((n for n, k in enumerate(kept) if _same(k, mention)), None)
        if twin is None:
            kept.append(mention)
            continue
        first = kept[twin]
        kept[twin] = replace(
            first,
            roles=first.roles + tuple(r for r in mention.roles if _is_new(r, first.roles)),
            quantities=first.quantities
            + tuple(q for q in mention.quantities if all(q.of != o.of for o in first.quantities)),
            demands=tuple(dict.fromkeys(first.demands + mention.demands)),
            demand_quotes=first.demand_quotes or mention.demand_quotes,
            score=max(first.score, mention.score),
        )
    return kept


def _is_new(role: Role, known: Sequence[Role]) -> bool:
    """Whether the second telling adds to the first: another target ('burned a bus and destroyed a kiosk'), or a role not told yet."""
    same = [other for other in known if other.role == role.role]
    return not same or (role.role == "target" and not any(o.quote.span.overlaps(role.quote.span) for o in same))


def _same(first: Mention, second: Mention) -> bool:
    if first.type != second.type or first.status is not second.status:
        return False
    one = {r.quote.span for r in first.roles if r.role == "agent"}
    other = {r.quote.span for r in second.roles if r.role == "agent"}
    return not (one and other and not any(a.overlaps(b) for a in one for b in other))


def _score(hit: Hit) -> float:
    if hit.judged:
        return SCORE_JUDGED
    if hit.trigger.weak:
        return SCORE_WEAK
    return SCORE_CONDITIONED if hit.trigger.conditions.number else SCORE_PLAIN
