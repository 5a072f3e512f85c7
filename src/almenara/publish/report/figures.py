"""What a report counts, as plain values: every figure knows the events that it counts, by their ids, so that a reader can look each one up."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from almenara.publish.public_event import PublicEvent
from almenara.publish.release import Change
from almenara.publish.report.estimate import Missed, missed
from almenara.publish.report.harm import Harm, Participants, harm, participants
from almenara.publish.report.maps import Spot, spots_of
from almenara.publish.report.period import Span
from almenara.publish.told import PublicTotal, ToldNumber
from almenara.resolve.actors import ActorNames

#: What is counted: told as a fact. What is only alleged is listed apart, so that nothing unconfirmed swells a figure.
COUNTED = frozenset({"happened", "ongoing"})
#: What somebody announced, asked for or threatened.
ANNOUNCED = frozenset({"planned", "called_for", "threatened"})
#: Events by which a state meets a protest with force.
FORCE = frozenset({"dispersal", "excessive_force"})
#: ACLED's words for a protest that was met with force.
_INTERVENED = frozenset({"Protest with intervention", "Excessive force against protesters"})
#: Peak days that a report tells of, and the fewest protests that make a day one.
PEAKS, FEWEST_OF_PEAK = 3, 2
#: What becomes of an event from one release to the next, in the order in which it is told.
CHANGES = ("added", "changed", "merged", "split", "withdrawn")
Ids = tuple[str, ...]


@dataclass(frozen=True)
class Ranked:
    """One kind (type, demand, right, state ...) with the events that are of it."""

    key: str
    events: Ids


@dataclass(frozen=True)
class Outlet:
    """Reports read of an outlet that were published in the period; `copies` of them repeat others. None: no outlet is named."""

    name: str | None
    reports: int
    copies: int


@dataclass(frozen=True)
class Compared:
    """Protests of an earlier span, and how many reports of it were read: with none, there is nothing to compare with."""

    span: Span
    protests: Ids
    reports: int


@dataclass(frozen=True)
class Peak:
    day: date
    protests: Ids


@dataclass(frozen=True)
class Material:
    """What a report is made from: protected events of all spans that it needs, with what outlets say and what of them was read.

    `protest_types` are the types that count as protests, `rights` the right of each demand; `reports` how many reports were read of a span;
    `all_outlets` counts outlets whose reports tell of the period, withheld ones included; `today` decides what is overdue.
    """

    events: Sequence[PublicEvent]
    numbers: Sequence[ToldNumber]
    totals: Sequence[PublicTotal]
    outlets: Sequence[Outlet]
    reports: Mapping[Span, int]
    all_outlets: int
    protest_types: frozenset[str]
    rights: Mapping[str, str]
    today: date
    #: The last release and what the events differ from it in; None where there is none, or it may not be told any more.
    since_release: int | None = None
    changes: Sequence[Change] = ()
    #: Tells which names of actors mean the same to every reader.
    actors: ActorNames = field(default_factory=ActorNames)


@dataclass(frozen=True)
class Figures:
    """All that a report on a span says in numbers."""

    span: Span
    events: tuple[PublicEvent, ...]
    protests: Ids
    undated: Ids
    alleged: tuple[PublicEvent, ...]
    unreviewed: Ids
    by_day: tuple[tuple[date, Ids], ...]
    without_day: Ids
    before: Compared
    year_before: Compared
    earlier: tuple[PublicEvent, ...]
    months: tuple[tuple[Span, int], ...]
    unread_months: tuple[Span, ...]
    types: tuple[Ranked, ...]
    other_types: tuple[Ranked, ...]
    with_demand: Ids
    rights: tuple[Ranked, ...]
    demands: tuple[Ranked, ...]
    states: tuple[Ranked, ...]
    without_state: Ids
    spots: tuple[Spot, ...]
    without_point: Ids
    peaks: tuple[Peak, ...]
    combined: tuple[Ids, ...]
    agents: tuple[Ranked, ...]
    sectors: tuple[Ranked, ...]
    without_agent: Ids
    forced: Ids
    forced_states: tuple[Ranked, ...]
    harms: tuple[Harm, ...]
    participants: Participants
    unreported: tuple[PublicEvent, ...]
    wrong_totals: tuple[PublicTotal, ...]
    missed: Missed | None
    outlets: tuple[Outlet, ...]
    all_outlets: int
    since_release: int | None
    changes: tuple[Ranked, ...]


def figures_of(span: Span, material: Material) -> Figures:
    """Count. Events of a span are those that began in it; those without a date are in none, and told apart."""
    known = sorted(material.events, key=lambda e: (str(e.date_from), str(e.date_to), e.type, e.id))
    facts = [e for e in known if e.status in COUNTED]
    here = tuple(e for e in facts if span.holds(e))
    protests = [e for e in here if e.type in material.protest_types]

    def compared(other: Span) -> Compared:
        found = ids_of(e for e in facts if other.holds(e) and e.type in material.protest_types)
        return Compared(other, found, material.reports.get(other, 0))

    before, year_before = compared(span.before), compared(span.year_before)
    needed = {*before.protests, *year_before.protests}
    dated = [e for e in protests if e.date_precision == "day" or e.date_from == e.date_to]
    set_dated = {e.id for e in dated}
    by_day: dict[date, Ids] = dict.fromkeys(span.each_day(), ())
    for event in dated:
        if event.date_from is not None:
            by_day[event.date_from] += (event.id,)
    forced = _forced(protests, here)
    claims = frozenset(ids_of(here))
    return Figures(
        span=span,
        events=here,
        protests=ids_of(protests),
        undated=ids_of(e for e in facts if e.date_from is None),
        alleged=tuple(e for e in known if e.status == "alleged" and span.holds(e)),
        unreviewed=ids_of(e for e in here if e.review == "new"),
        by_day=tuple(by_day.items()),
        without_day=tuple(e.id for e in protests if e.id not in set_dated),
        before=before,
        year_before=year_before,
        earlier=tuple(e for e in facts if e.id in needed),
        months=_months(span, (e for e in facts if e.type in material.protest_types)),
        unread_months=tuple(m for m in span.months() if not material.reports.get(m)),
        types=_ranked(protests, lambda e: (e.type,)),
        other_types=_ranked([e for e in here if e.type not in material.protest_types], lambda e: (e.type,)),
        with_demand=ids_of(e for e in protests if e.demands),
        rights=_ranked(protests, lambda e: {material.rights[d] for d in e.demands if d in material.rights}),
        demands=_ranked(protests, lambda e: e.demands),
        states=_ranked(protests, state_of),
        without_state=ids_of(e for e in protests if not state_of(e)),
        spots=spots_of(protests),
        without_point=ids_of(e for e in protests if e.lat is None or e.lon is None),
        peaks=_peaks(by_day),
        combined=_combined(dated),
        agents=_ranked(protests, _agents(material.actors)),
        sectors=_ranked(protests, lambda e: e.agent_sectors),
        without_agent=ids_of(e for e in protests if not e.agents),
        forced=ids_of(forced),
        forced_states=_ranked(forced, state_of),
        harms=tuple(
            harm(of, here, [n for n in material.numbers if n.of == of and n.event in claims])
            for of in ("killed", "injured", "arrested")
        ),
        participants=participants(protests),
        unreported=tuple(
            e
            for e in known
            if e.status in ANNOUNCED
            and e.type in material.protest_types
            and span.holds(e)
            and _overdue(e, material.today)
        ),
        wrong_totals=tuple(t for t in material.totals if t.failed and _told_in(t, span)),
        missed=missed((e.independent_sources for e in here), material.all_outlets),
        outlets=tuple(sorted(material.outlets, key=lambda o: (-o.reports, o.name or ""))),
        all_outlets=material.all_outlets,
        since_release=material.since_release,
        changes=_ranked_changes(material.changes),
    )


def _ranked_changes(changes: Iterable[Change]) -> tuple[Ranked, ...]:
    """Events by what became of them; one of which several fields changed counts once."""
    found: dict[str, dict[str, None]] = {kind: {} for kind in CHANGES}
    for change in changes:
        found[change.kind][change.event] = None
    return tuple(Ranked(kind, tuple(events)) for kind, events in found.items() if events)


def ids_of(events: Iterable[PublicEvent]) -> Ids:
    return tuple(event.id for event in events)


def state_of(event: PublicEvent) -> tuple[str, ...]:
    """The state with its country, as a key; none where it is not known."""
    return (f"{event.admin1}, {event.country}" if event.country else event.admin1,) if event.admin1 else ()


def _ranked(events: Iterable[PublicEvent], kinds: Callable[[PublicEvent], Iterable[str]]) -> tuple[Ranked, ...]:
    """Kinds by how many events are of each, most first; ties by name."""
    found: dict[str, list[str]] = defaultdict(list)
    for event in events:
        for kind in dict.fromkeys(kinds(event)):
            found[kind].append(event.id)
    return tuple(Ranked(k, tuple(v)) for k, v in sorted(found.items(), key=lambda item: (-len(item[1]), item[0])))


def _agents(actors: ActorNames) -> Callable[[PublicEvent], Iterable[str]]:
    """Who acted, each under the name that stood first for whoever readers cannot tell apart."""
    first: dict[tuple[str, ...], str] = {}
    return lambda event: [first.setdefault(actors.everywhere(name), name) for name in event.agents]


def _months(span: Span, protests: Iterable[PublicEvent]) -> tuple[tuple[Span, int], ...]:
    months = span.months()
    counts: Counter[tuple[int, int]] = Counter()
    for event in protests:
        if event.date_from is not None and event.date_precision != "year":
            counts[event.date_from.year, event.date_from.month] += 1
    return tuple((month, counts[month.year, month.month or 0]) for month in months)


def _peaks(by_day: Mapping[date, Ids]) -> tuple[Peak, ...]:
    busiest = sorted(by_day.items(), key=lambda item: (-len(item[1]), item[0]))
    return tuple(Peak(day, ids) for day, ids in busiest[:PEAKS] if len(ids) >= FEWEST_OF_PEAK)


def _combined(protests: Iterable[PublicEvent]) -> tuple[Ids, ...]:
    """Protests of several types on one day at one place: each group is one combined action."""
    found: dict[tuple[object, ...], list[PublicEvent]] = defaultdict(list)
    for event in protests:
        if event.place is not None and event.place_precision not in ("admin1", "country"):
            found[event.date_from, event.place, event.admin1, event.country].append(event)
    return tuple(ids_of(group) for group in found.values() if len({e.type for e in group}) > 1)


def _forced(protests: Iterable[PublicEvent], here: Iterable[PublicEvent]) -> list[PublicEvent]:
    """Protests coded as met with force, or at whose place and day force against protesters is an event of its own."""
    met = {(e.date_from, e.place, e.admin1, e.country) for e in here if e.type in FORCE and e.date_from and e.place}
    return [e for e in protests if _sub_event(e) in _INTERVENED or (e.date_from, e.place, e.admin1, e.country) in met]


def _sub_event(event: PublicEvent) -> str | None:
    acled = event.codes.get("acled")
    return acled.get("sub_event_type") if isinstance(acled, Mapping) else None


def _overdue(event: PublicEvent, today: date) -> bool:
    return event.date_to is not None and event.date_to < today


def _told_in(total: PublicTotal, span: Span) -> bool:
    return total.published is not None and span.start <= total.published <= span.end
