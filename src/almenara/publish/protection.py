"""What may be public of an event. Every export sees events only as `public_events` gives them, so that nothing withheld can slip by.

People named in data can be harmed by it. Of people and groups only these are named: actors that a registry knows (offices, institutions,
organisations), and common nouns ('residents', 'teachers'). Words of reports are not published; their outlets and addresses are.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from almenara.model import Event, Report, Role, is_candidate

#: A word written with a capital inside a phrase: most likely a name.
_NAME = re.compile(r"(?<!^)\b[A-ZÁÉÍÓÚÑÜ][\w’'-]*")
#: What stands for a name that is not published.
WITHHELD = "…"


@dataclass(frozen=True)
class Protection:
    """A profile, as the observatory's settings give it."""

    #: Publish names of people and groups that no registry knows.
    private_names: bool = False
    #: Types whose places are published as their state only.
    coarse_types: tuple[str, ...] = ()
    #: Decimals of published coordinates (4: ten metres, 1: ten kilometres).
    coordinate_decimals: int = 4
    #: Days that an event is kept back after it happened.
    embargo_days: int = 0
    #: Outlets that are not named.
    withheld_sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PublicReport:
    """A report that tells of an event, as far as it may be named; `published` is a day in ISO form."""

    id: str
    source: str | None
    url: str | None
    published: str | None


@dataclass(frozen=True)
class PublicEvent:
    """An event as the public may see it; unknown values are None. `numbers` gives low, best and high of each quantity."""

    id: str
    type: str
    family: str
    status: str
    review: str
    date_from: date | None
    date_to: date | None
    date_precision: str | None
    place: str | None
    admin1: str | None
    country: str | None
    lat: float | None
    lon: float | None
    place_precision: str | None
    agents: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    agent_sectors: tuple[str, ...] = ()
    target_sectors: tuple[str, ...] = ()
    demands: tuple[str, ...] = ()
    numbers: Mapping[str, tuple[int | None, int | None, int | None]] = field(default_factory=dict)
    codes: Mapping[str, object] = field(default_factory=dict)
    sources: tuple[str, ...] = ()
    scales: tuple[str, ...] = ()
    urls: tuple[str, ...] = ()
    independent_sources: int = 1
    reports: tuple[PublicReport, ...] = ()


def public_events(
    events: Iterable[tuple[Event, str]], reports: Mapping[str, Report], protection: Protection, today: date
) -> Iterator[PublicEvent]:
    """Events with their review states, as far as the profile lets them out; rejected and embargoed ones are left out."""
    for event, review in events:
        when = event.date
        if review == "rejected":
            continue
        if protection.embargo_days and (
            when is None or when.end is None or when.end > today - timedelta(days=protection.embargo_days)
        ):
            continue
        yield _public(event, review, reports, protection)


def _public(event: Event, review: str, reports: Mapping[str, Report], protection: Protection) -> PublicEvent:
    when, where = event.date, event.place
    coarse = event.type in protection.coarse_types
    told = [reports[r] for r in event.reports if r in reports]
    shown = [r for r in told if r.source is None or r.source.name not in protection.withheld_sources]
    point = where is not None and where.lat is not None and where.lon is not None and not coarse
    return PublicEvent(
        id=event.id,
        type=event.type,
        family=event.family,
        status=event.status.value,
        review=review,
        date_from=when.start if when else None,
        date_to=when.end if when else None,
        date_precision=when.precision if when else None,
        place=(where.admin1 if coarse else where.name) if where else None,
        admin1=where.admin1 if where else None,
        country=where.country if where else None,
        lat=round(where.lat, protection.coordinate_decimals) if point and where and where.lat is not None else None,
        lon=round(where.lon, protection.coordinate_decimals) if point and where and where.lon is not None else None,
        place_precision=("admin1" if coarse else where.precision) if where else None,
        agents=_named(event.roles, "agent", protection),
        targets=_named(event.roles, "target", protection),
        agent_sectors=_sectors(event.roles, "agent"),
        target_sectors=_sectors(event.roles, "target"),
        demands=event.demands,
        numbers={q.of: (q.low, q.best, q.high) for q in event.quantities},
        codes=dict(event.codes or {}),
        sources=tuple(dict.fromkeys(r.source.name for r in shown if r.source)),
        scales=tuple(dict.fromkeys(r.source.scale for r in shown if r.source and r.source.scale)),
        urls=tuple(dict.fromkeys(r.url for r in shown if r.url)),
        independent_sources=event.sources,
        reports=tuple(
            PublicReport(
                r.id, r.source.name if r.source else None, r.url, r.published.isoformat() if r.published else None
            )
            for r in shown
        ),
    )


def _named(roles: Iterable[Role], role: str, protection: Protection) -> tuple[str, ...]:
    names = (_name(r, protection) for r in roles if r.role == role)
    return tuple(dict.fromkeys(name for name in names if name))


def _name(role: Role, protection: Protection) -> str:
    """The registry's name, or the words without what looks like a name."""
    if role.actor and role.actor_id and not is_candidate(role.actor_id):
        return role.actor
    words = " ".join(role.quote.text.split())
    if protection.private_names:
        return words
    plain = " ".join(_NAME.sub(WITHHELD, words).split())
    first, _, rest = plain.partition(" ")
    # A phrase that begins with a capital may begin with a name: only a known kind of people keeps its first word.
    if first[:1].isupper() and not role.sectors:
        plain = f"{WITHHELD} {rest}".strip()
    plain = re.sub(rf"{WITHHELD}(\W+{WITHHELD})+", WITHHELD, plain)
    return "" if plain == WITHHELD else plain


def _sectors(roles: Iterable[Role], role: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(s for r in roles if r.role == role for s in r.sectors))
