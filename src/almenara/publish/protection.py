"""What may be public of an event. Every export sees events only as `public_events` gives them, so that nothing withheld can slip by.

People named in data can be harmed by it. Of people and groups only these are named: actors that a registry knows (offices, institutions,
organisations), and common nouns ('residents', 'teachers'). Of the words of reports a short sentence each is published (quotes.py), beside
their outlets and addresses.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from msgspec.structs import replace

from almenara.model import PUBLICATION, Event, Report, Role, is_candidate, was_read
from almenara.model.fold import fold
from almenara.publish.clean import clean
from almenara.publish.public_event import PublicEvent, PublicReport, event_of
from almenara.publish.quotes import LEFT_OUT as WITHHELD
from almenara.publish.quotes import quotes_of
from almenara.publish.remembered import MOST

#: Lists of an event that another publication of it adds to.
_LISTED = ("agents", "targets", "agent_sectors", "target_sectors", "sources", "scales", "urls", "reports")
#: A word inside a phrase.
_WORD = re.compile(r"(?<!^)\b[^\W\d_][\w’'-]*")

#: Marks of what was left out, before and after a quoted sentence, that count as no words of it.
_MARKS = 2


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
    #: Words quoted of a report at most (0: none); nothing is quoted of an event whose place is coarse.
    quote_words: int = 30


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
        published = _published(event, reports)
        public = _public(event, review, reports, protection, published)
        if published:
            told_here = any(map(was_read, event.reports))
            for row in reversed(published):
                public = _with_published(public, row, protection, today, told_here=told_here)
                told_here = True
        yield public


def _published(event: Event, reports: Mapping[str, Report]) -> list[PublicEvent]:
    """What others had published of an event before it came here, as they published it."""
    return [event_of(json.loads(reports[r].text)) for r in event.reports if r.startswith(PUBLICATION) and r in reports]


def _with_published(
    public: PublicEvent, row: PublicEvent, protection: Protection, today: date, *, told_here: bool
) -> PublicEvent:
    """An event with the names and reports that were public before it came here, as far as today's profile lets them out."""
    # Type, day and review decide what is withheld: those that it has here count.
    held = reprotected(replace(row, type=public.type, date_to=public.date_to, review=public.review), protection, today)
    if held is None:
        return public
    lists: dict[str, Any] = {
        name: tuple(dict.fromkeys((*getattr(held, name), *getattr(public, name)))) for name in _LISTED
    }
    # Of outlets that it does not name only the publisher knows how many there are.
    sources = max(held.independent_sources, public.independent_sources) if told_here else held.independent_sources
    return replace(public, independent_sources=sources, **lists)


def _public(
    event: Event,
    review: str,
    reports: Mapping[str, Report],
    protection: Protection,
    published: Sequence[PublicEvent] = (),
) -> PublicEvent:
    when, where = event.date, event.place
    coarse = event.type in protection.coarse_types
    told = [reports[r] for r in event.reports if r in reports and was_read(r)]
    shown = [r for r in told if r.source is None or r.source.name not in protection.withheld_sources]
    said = {} if coarse else quotes_of(event, reports, protection.quote_words, protection.private_names)
    agents, agent_sectors = _told(event.roles, "agent", protection, published)
    targets, target_sectors = _told(event.roles, "target", protection, published)
    lat, lon = (where.lat, where.lon) if where is not None and not coarse else (None, None)
    if lat is None or lon is None:
        lat = lon = None
    else:
        lat, lon = round(lat, protection.coordinate_decimals), round(lon, protection.coordinate_decimals)
    return PublicEvent(
        id=event.id,
        type=event.type,
        family=event.family,
        status=event.status.value,
        review=review,
        date_from=when.start if when else None,
        date_to=when.end if when else None,
        date_precision=when.precision if when else None,
        place=(where.admin1 if coarse else where.name or None) if where else None,
        admin1=where.admin1 if where else None,
        country=where.country if where else None,
        lat=lat,
        lon=lon,
        place_precision=("admin1" if coarse else where.precision) if where else None,
        agents=agents,
        targets=targets,
        agent_sectors=agent_sectors,
        target_sectors=target_sectors,
        demands=event.demands,
        numbers={q.of: (q.low, q.best, q.high) for q in event.quantities},
        codes=dict(event.codes or {}),
        sources=_each_once([r.source.name for r in shown if r.source]),
        scales=_each_once([r.source.scale for r in shown if r.source and r.source.scale]),
        urls=_each_once([r.url for r in shown if r.url]),
        independent_sources=event.sources,
        reports=tuple(
            [
                PublicReport(
                    r.id,
                    r.source.name if r.source else None,
                    r.url,
                    r.published.isoformat() if r.published else None,
                    said.get(r.id),
                )
                for r in shown
            ]
        ),
    )


def _each_once(values: Sequence[str]) -> tuple[str, ...]:
    return tuple(values) if len(values) < 2 else tuple(dict.fromkeys(values))


def _told(
    roles: Iterable[Role], role: str, protection: Protection, published: Sequence[PublicEvent]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Names as they may be public, without those that were already, as `published` has them; and the sectors of all who have a role."""
    those = [r for r in roles if r.role == role]
    if not those:
        return (), ()
    known = _names(getattr(row, f"{role}s") for row in published) if published else ()
    names = [name for r in those if r.quote.text not in known and (name := _name(r, protection))]
    return _each_once(names), _each_once(those[0].sectors if len(those) == 1 else [s for r in those for s in r.sectors])


def _names(published: Iterable[Iterable[str]]) -> frozenset[str]:
    """Names as a store holds them."""
    return frozenset(clean(name) for names in published for name in names)


def _name(role: Role, protection: Protection) -> str:
    """The registry's name, or the words without what looks like a name. Where names may be told, one that the words lack: a person joined them."""
    if role.actor and role.actor_id and not is_candidate(role.actor_id):
        return role.actor
    if protection.private_names:
        words = " ".join(role.quote.text.split())
        return role.actor if role.actor and fold(role.actor) not in fold(words) else words
    return _without_private(role.quote.text, bool(role.sectors))


@lru_cache(MOST)
def _without_private(words: str, of_known_kind: bool) -> str:
    """Words without what looks like a name; nothing where no more is left."""
    plain = " ".join(_WORD.sub(_without_name, " ".join(words.split())).split())
    first, _, rest = plain.partition(" ")
    # A phrase that begins with a capital may begin with a name: only a known kind of people keeps its first word.
    if first[:1].isupper() and not of_known_kind:
        plain = f"{WITHHELD} {rest}".strip()
    plain = re.sub(rf"{WITHHELD}(\W+{WITHHELD})+", WITHHELD, plain)
    return "" if plain == WITHHELD else plain


def _without_name(word: re.Match[str]) -> str:
    """A word inside a phrase, unless a capital makes it most likely a name, or its script has none and could not tell."""
    first = word.group()[0]
    return WITHHELD if first.isupper() or first.lower() == first.upper() else word.group()


def reprotected(event: PublicEvent, protection: Protection, today: date) -> PublicEvent | None:
    """What a profile leaves of an event that is public already, so that what was released before it was made stricter is held to it too.

    Names cannot be told from other words afterwards: whether they were published then, the release's own profile says.
    """
    if event.review == "rejected":
        return None
    if protection.embargo_days and (
        event.date_to is None or event.date_to > today - timedelta(days=protection.embargo_days)
    ):
        return None
    coarse = event.type in protection.coarse_types
    hidden = [r for r in event.reports if r.source in protection.withheld_sources]
    addresses = {r.url for r in hidden}
    quoted = protection.quote_words > 0 and not coarse
    return replace(
        event,
        place=event.admin1 if coarse else event.place,
        place_precision="admin1" if coarse and event.place_precision is not None else event.place_precision,
        lat=None if coarse or event.lat is None else round(event.lat, protection.coordinate_decimals),
        lon=None if coarse or event.lon is None else round(event.lon, protection.coordinate_decimals),
        sources=tuple(s for s in event.sources if s not in protection.withheld_sources),
        urls=tuple(u for u in event.urls if u not in addresses),
        reports=tuple(
            r if quoted and len((r.quote or "").split()) <= protection.quote_words + _MARKS else replace(r, quote=None)
            for r in event.reports
            if r not in hidden
        ),
    )
