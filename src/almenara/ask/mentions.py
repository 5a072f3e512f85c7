"""Rows that hold → mentions, as the rules make them: dates, places and actors are resolved afterwards by the same resolver."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence

from almenara.ask.check import Row
from almenara.codebook import Codebook
from almenara.language import AnnotatedText
from almenara.model import Mention, Quantity, Quote, Report, Role, Status


def to_mentions(
    rows: Iterable[Row], report: Report, annotated: AnnotatedText, codebook: Codebook, method: str
) -> Iterator[Mention]:
    """One mention a row; its sentence is the report's own, as almenara parts it, round the trigger."""
    claiming = {family.id for family in codebook.about.families if family.demands}
    taken: set[str] = set()
    for row in rows:
        stretch = annotated.stretch_at(row.trigger.start)
        sentence = annotated.quote(stretch.start, stretch.end) if stretch else row.sentence
        entry = codebook.types[row.type]
        ident = f"{report.id}:{row.trigger.start}"
        # Two events told by one word have ids of their own.
        ident = ident if ident not in taken else f"{ident}:{row.type}"
        taken.add(ident)
        demands = row.demands if entry.family in claiming else ()
        yield Mention(
            id=ident,
            report=report.id,
            published=report.published,
            source=report.source,
            family=entry.family,
            type=row.type,
            status=Status(row.status),
            score=row.score,
            trigger=row.trigger,
            sentence=sentence,
            roles=tuple(_roles(row)),
            quantities=_one_of_each(row.quantities),
            demands=tuple(dict.fromkeys(demand for demand, _ in demands)),
            demand_quotes=tuple(dict.fromkeys(quote for _, quote in demands)),
            title=report.title,
            method=method,
        )


def _roles(row: Row) -> Iterator[Role]:
    for role, quote in dict.fromkeys(row.roles):
        count = next((q for q in row.quantities if quote.span.covers(q.quote.span)), None)
        yield Role(role, quote, count=count.best if count else None)


def joined(standing: Sequence[Mention], sure: Collection[str], model: Sequence[Mention]) -> tuple[Mention, ...]:
    """A second opinion put together: of what stands, the mentions with the ids of `sure` stay; in place of the rest comes what the model says.

    A row of the model that tells the same type in the same sentence as a sure one, or by the same words, is left out.
    """
    kept = [mention for mention in standing if mention.id in sure]
    told = {(mention.type, mention.sentence.start) for mention in kept}
    taken = {mention.id for mention in kept}
    added = [m for m in model if (m.type, m.sentence.start) not in told and m.id not in taken]
    return tuple(sorted([*kept, *added], key=_place))


def sure_ids(*opinions: Sequence[Mention], unsure_below: float) -> frozenset[str]:
    """The ids of the mentions that one of the opinions gives at least that score."""
    return frozenset(m.id for mentions in opinions for m in mentions if m.score >= unsure_below)


def _place(mention: Mention) -> tuple[Quote, str]:
    return mention.trigger, mention.type


def is_unsure(mentions: Sequence[Mention], unsure_below: float) -> bool:
    """Whether a coder found nothing, or something that scores under the threshold."""
    return not mentions or any(mention.score < unsure_below for mention in mentions)


def _one_of_each(quantities: Sequence[Quantity]) -> tuple[Quantity, ...]:
    """The first quantity of each kind: a mention has one crowd, one number of killed, ..."""
    first: dict[str, Quantity] = {}
    for quantity in quantities:
        first.setdefault(quantity.of, quantity)
    return tuple(first.values())
