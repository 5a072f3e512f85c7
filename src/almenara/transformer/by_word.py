"""Tagged stretches of a sentence, beside what the rules coded in it → mentions, and where the model sees their place and date."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from almenara.model import Mention, Quantity, Quote, Role
from almenara.transformer.meanings import Meaning, Meanings
from almenara.transformer.passage import Passage

#: Reads the one number in a stretch of a text, (text, start, end, of) → quantity; None where it has none.
ReadQuantity = Callable[[str, int, int, str], Quantity | None]


@dataclass(frozen=True)
class Heard:
    """A stretch of the report that a model tagged, with what its label means."""

    quote: Quote
    meaning: Meaning
    score: float


@dataclass(frozen=True)
class Pointed:
    """The words in which the model sees a mention's place and date; None where it tagged none."""

    place: Quote | None = None
    date: Quote | None = None


def tagged(
    heard: Sequence[Heard],
    rules: Sequence[Mention],
    passage: Passage,
    meanings: Meanings,
    read_quantity: ReadQuantity,
) -> list[tuple[Mention, Pointed]]:
    """The sentence's mentions with what the model tagged in place of what the rules found of the same kind.

    A model with labels for events decides which there are; one without leaves that to the rules. Of a kind that it has no label
    for, everything is the rules'; each stretch belongs to the mention with the nearest trigger.
    """
    if meanings.have("type", "event"):
        mentions = _events(heard, rules, passage)
    else:
        mentions = list(rules)
    found: list[tuple[Mention, Pointed]] = []
    for mention in mentions:
        own = [one for one in heard if _nearest(one.quote, mentions) is mention]
        by_model = ["type" if any(h.meaning.kind == "type" for h in own) else "event"] * (mention not in rules)
        if meanings.have("role"):
            mention = _with_roles(mention, own, passage.report.text, read_quantity)
            by_model.append("roles")
        if meanings.have("quantity"):
            mention = replace(mention, quantities=_quantities(own, passage.report.text, read_quantity))
            by_model.append("numbers")
        elif meanings.have("number"):
            numbers = [one.quote.span for one in own if one.meaning.kind == "number"]
            kept = tuple(q for q in mention.quantities if any(span.overlaps(q.quote.span) for span in numbers))
            mention = replace(mention, quantities=kept)
            by_model.append("numbers")
        by_model += [kind for kind in ("place", "date") if any(one.meaning.kind == kind for one in own)]
        # Where the rules saw no event at the trigger, nothing is theirs.
        seen = any(m.trigger.span.overlaps(mention.trigger.span) for m in rules)
        by_rules = [part for part in ("type", "status", "roles", "numbers") if seen and part not in by_model]
        if by_model:
            rest = ", ".join(by_rules) or "none"
            mention = replace(mention, method=f"{passage.method} ({', '.join(by_model)}); rules ({rest})")
        found.append((mention, Pointed(_first("place", own), _first("date", own))))
    return found


def _events(heard: Sequence[Heard], rules: Sequence[Mention], passage: Passage) -> list[Mention]:
    found: list[Mention] = []
    for one in heard:
        if one.meaning.kind not in ("type", "event"):
            continue
        there = [m for m in rules if m.trigger.span.overlaps(one.quote.span)]
        same = next((m for m in there if m.type in one.meaning.values), next(iter(there), None))
        if one.meaning.kind == "event":
            # Which type it is the rules must know: by this trigger, else by the sentence's only event.
            same = same or (rules[0] if len(rules) == 1 else None)
            if same is None:
                continue
            kind = same.type
        else:
            kind = same.type if same is not None and same.type in one.meaning.values else one.meaning.values[0]
        if any(m.type == kind and m.trigger.span.overlaps(one.quote.span) for m in found):
            continue
        ident = f"{passage.report.id}:{one.quote.start}"
        ident = ident if all(m.id != ident for m in found) else f"{ident}:{kind}"
        mention = (
            passage.unseen(ident, kind, one.score, one.quote, passage.method)
            if same is None
            else replace(
                same,
                id=ident,
                type=kind,
                family=passage.family(kind),
                score=one.score,
                trigger=one.quote,
                method=passage.method,
            )
        )
        found.append(mention)
    return found


def _with_roles(mention: Mention, own: Sequence[Heard], text: str, read_quantity: ReadQuantity) -> Mention:
    roles = []
    for one in own:
        if one.meaning.kind == "role":
            count = read_quantity(text, one.quote.start, one.quote.end, "other")
            roles.append(Role(one.meaning.values[0], one.quote, count=count.best if count else None))
    return replace(mention, roles=tuple(roles))


def _quantities(own: Sequence[Heard], text: str, read_quantity: ReadQuantity) -> tuple[Quantity, ...]:
    """The first of each kind, its figure read by the rules' own reader, so that none is the model's."""
    first: dict[str, Quantity] = {}
    for one in own:
        if one.meaning.kind == "quantity":
            read = read_quantity(text, one.quote.start, one.quote.end, one.meaning.values[0])
            if read is not None:
                first.setdefault(read.of, read)
    return tuple(first.values())


def _nearest(quote: Quote, mentions: Sequence[Mention]) -> Mention | None:
    def distance(mention: Mention) -> int:
        return max(quote.start - mention.trigger.end, mention.trigger.start - quote.end, 0)

    return min(mentions, key=distance, default=None)


def _first(kind: str, own: Sequence[Heard]) -> Quote | None:
    return next((one.quote for one in own if one.meaning.kind == kind), None)
