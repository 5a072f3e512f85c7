"""An event's values from those of its mentions. This file is the method section: one function a rule, in the order in which a reader asks.

Every rule counts independent sources: a report that repeats another one's words counts with it, once. What each source says is
kept beside the value that was chosen (`Event.claims`), so that any choice made here can be looked at and overruled by a person.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from almenara.model import Claim, DateValue, Event, Mention, MentionRef, PlaceValue, Quantity, Role, Status, Told
from almenara.model.quick import quick

_Event = quick(Event)
#: The surest word first: what is told outweighs what was announced, and a report that it was called off what was announced.
SUREST = (
    Status.HAPPENED,
    Status.ONGOING,
    Status.ALLEGED,
    Status.DENIED,
    Status.CALLED_FOR,
    Status.PLANNED,
    Status.THREATENED,
)
#: From the closest to the loosest.
DATE_PRECISIONS = {"day": 0, "week": 1, "span": 2, "month": 3, "year": 4}
PLACE_PRECISIONS = {"exact": 0, "populated_place": 1, "admin2": 2, "admin1": 3, "country": 4}
_LAST = 5


def consolidate(
    cluster: Sequence[Mention],
    originals: Mapping[str, str] | None = None,
    *,
    event: str | None = None,
    claims: bool = True,
) -> Event:
    """The event that some mentions tell of, of one report or several.

    `originals` names, for a report that repeats another one's words, that other one. The id is `event`, where it is known; else it depends on the first mention
    alone, so that it stays when reports come in. Without `claims`, an event that a single mention tells has none.
    """
    key = event or event_id(cluster[0].id)
    if len(cluster) == 1:
        return _told_once(cluster[0], key, claims)
    of = originals or {}
    kind = _type(cluster, of)
    lead = max(
        (m for m in cluster if m.type == kind),
        key=lambda m: (m.score, len(m.roles) + len(m.quantities), -m.trigger.start),
    )
    return Event(
        id=key,
        reports=tuple(dict.fromkeys(m.report for m in cluster)),
        mentions=tuple(MentionRef(m.id, m.report) for m in cluster),
        family=lead.family,
        type=lead.type,
        status=_status(cluster, lead),
        score=max(m.score for m in cluster),
        trigger=lead.trigger,
        sentence=lead.sentence,
        roles=_roles(cluster),
        date=_date(cluster, of),
        place=_place(cluster, of),
        quantities=tuple(figures_of((of.get(m.report, m.report), q) for m in cluster for q in m.quantities)),
        demands=tuple(dict.fromkeys(d for m in cluster for d in m.demands)),
        codes=lead.codes,
        claims=tuple(_claims(cluster)),
        history=_history(cluster),
        sources=len({of.get(m.report, m.report) for m in cluster}),
    )


def _told_once(mention: Mention, key: str, claims: bool) -> Event:
    """What the rules below leave of a single mention, which nothing has to be weighed against: most events are told once."""
    report = mention.report
    return _Event(
        key,
        (report,),
        (MentionRef(mention.id, report),),
        mention.family,
        mention.type,
        mention.status,
        mention.score,
        mention.trigger,
        mention.sentence,
        mention.roles if len(mention.roles) < 2 else _roles((mention,)),
        mention.date,
        mention.place,
        mention.quantities
        if len(mention.quantities) < 2
        else tuple(figures_of((report, quantity) for quantity in mention.quantities)),
        mention.demands if len(mention.demands) < 2 else tuple(dict.fromkeys(mention.demands)),
        mention.codes,
        tuple(_claims((mention,))) if claims else (),
        (Told(mention.status, mention.published, report),),
    )


def event_id(mention_id: str) -> str:
    """The id of the event that begins with a mention."""
    return "e-" + hashlib.sha256(mention_id.encode()).hexdigest()[:12]


def _supporters(
    cluster: Sequence[Mention], of: Mapping[str, str], says: Callable[[Mention], object]
) -> dict[object, int]:
    """How many independent sources say each thing."""
    found: dict[object, set[str]] = defaultdict(set)
    for mention in cluster:
        said = says(mention)
        if said is not None:
            found[said].add(of.get(mention.report, mention.report))
    return {said: len(sources) for said, sources in found.items()}


def _type(cluster: Sequence[Mention], of: Mapping[str, str]) -> str:
    """The type that most independent sources give; among equals the one coded with the highest score, then the first."""
    support = _supporters(cluster, of, lambda m: m.type)
    sure = {kind: max(m.score for m in cluster if m.type == kind) for kind in support}
    order = [m.type for m in cluster]
    return str(max(support, key=lambda kind: (support[kind], sure[str(kind)], -order.index(str(kind)))))


def _status(cluster: Sequence[Mention], lead: Mention) -> Status:
    """The surest word that any source uses: a march announced by nine and told by one has happened."""
    return next((s for s in SUREST if any(m.status is s for m in cluster)), lead.status)


def _date(cluster: Sequence[Mention], of: Mapping[str, str]) -> DateValue | None:
    """Words of the event's own sentence before inherited ones, a day before a longer stretch, then the day that most sources give.

    Of sources that are equal in all that, the first to be published decides.
    """
    dated = [m.date for m in cluster if m.date is not None and m.date.start is not None]
    if not dated:
        return next((m.date for m in cluster if m.date is not None), None)
    support = _supporters(cluster, of, lambda m: (m.date.start, m.date.end) if m.date and m.date.start else None)
    return min(
        dated,
        key=lambda d: (
            d.quote is None,
            d.inherited,
            DATE_PRECISIONS.get(d.precision or "", _LAST),
            -support[(d.start, d.end)],
        ),
    )


def _place(cluster: Sequence[Mention], of: Mapping[str, str]) -> PlaceValue | None:
    """Words of the event's own sentence before inherited ones, the closer place before the wider one, then what most sources say."""
    known = [m.place for m in cluster if m.place is not None]
    support = _supporters(cluster, of, lambda m: m.place.name if m.place else None)
    return min(
        known,
        key=lambda p: (p.inherited, PLACE_PRECISIONS.get(p.precision or "", _LAST), -support[p.name]),
        default=None,
    )


def figures_of(said: Iterable[tuple[str, Quantity]]) -> Iterator[Quantity]:
    """One figure of each kind from those that sources give, in the order of the text; each comes with the source in whose voice it is said.

    Low is the lowest and high the highest that any source gives; best is the lower median of the sources' best readings.

    The lower median is the conservative choice: of two sources the lower figure, of three the middle one. One report's later
    figures for the same thing are not counted again: its first one stands.
    """
    by_source: dict[str, dict[str, Quantity]] = defaultdict(dict)
    for source, quantity in said:
        by_source[quantity.of].setdefault(source, quantity)
    for figures in by_source.values():
        given = list(figures.values())
        if len(given) == 1:
            yield given[0]
            continue
        readings = sorted((q for q in given if q.best is not None), key=lambda q: q.best or 0)
        middle = readings[(len(readings) - 1) // 2] if readings else given[0]
        lows, highs = [q.low for q in given if q.low is not None], [q.high for q in given if q.high is not None]
        # A source that leaves an end open ('at least 20', 'up to 300') does not close that of the others, but its best reading lies within.
        best = [q.best for q in readings if q.best is not None]
        yield replace(
            middle, low=min([*lows, *best]) if lows else None, high=max([*highs, *best, *lows]) if highs else None
        )


def _roles(cluster: Sequence[Mention]) -> tuple[Role, ...]:
    """Everybody whom any source names, each wording once."""
    kept: dict[tuple[str, str], Role] = {}
    for mention in cluster:
        for role in mention.roles:
            kept.setdefault((role.role, role.quote.text.lower()), role)
    return tuple(kept.values())


def _claims(cluster: Sequence[Mention]) -> Iterator[Claim]:
    """Each source's own value of type, status, day, place and numbers, with its words."""
    said: set[tuple[str, str, str]] = set()
    # One mention says a thing twice only where it gives two figures.
    once = len(cluster) == 1 and len(cluster[0].quantities) < 2
    for mention in cluster:
        source = mention.source.name if mention.source else None
        when, where = mention.date, mention.place
        values: list[tuple[str, object, object]] = [
            ("type", mention.type, mention.trigger),
            ("status", mention.status.value, mention.status_cue or mention.trigger),
        ]
        if when is not None and when.start is not None:
            values.append(("date", {"from": _iso(when.start), "to": _iso(when.end)}, when.quote))
        if where is not None:
            place = {
                "name": where.name,
                "country": where.country,
                "admin1": where.admin1,
                "lat": where.lat,
                "lon": where.lon,
            }
            values.append(("place", place, where.quote))
        values += [(q.of, {"low": q.low, "best": q.best, "high": q.high}, q.quote) for q in mention.quantities]
        for field, value, quote in values:
            if once:
                yield Claim(field, value, mention.report, source, quote)  # type: ignore[arg-type]
                continue
            key = (field, repr(value), mention.report)
            if key not in said:
                said.add(key)
                yield Claim(field, value, mention.report, source, quote)  # type: ignore[arg-type]


def _history(cluster: Sequence[Mention]) -> tuple[Told, ...]:
    """What was said of it, in the order of publication: called for on Tuesday, held on Wednesday."""
    steps = dict.fromkeys(
        Told(m.status, m.published, m.report) for m in sorted(cluster, key=lambda m: m.published or date.max)
    )
    return tuple(steps)


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
