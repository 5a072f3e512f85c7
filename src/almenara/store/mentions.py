"""Stored mentions as they were coded, but for names that people joined: of these the kept one is read."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import islice
from operator import itemgetter
from typing import Any

from sqlalchemy import Connection, Select, Text, cast, select

from almenara.model import DateValue, Mention, PlaceValue, Quantity, Quote, Report, Role, Source, Status
from almenara.model.quick import quick
from almenara.store import tables as t
from almenara.store.kept import kept_names
from almenara.store.parts import EVENTS_AT_ONCE, among

#: A release of a million events makes a dozen million of these.
_Quote, _Role, _Report, _Mention = quick(Quote), quick(Role), quick(Report), quick(Mention)
_DateValue, _PlaceValue = quick(DateValue), quick(PlaceValue)
_STATUS = {status.value: status for status in Status}
#: Codes are few: each is read once.
_CODES = 1024

_of, _in, _at = t.mention.c, t.report.c, t.place.c
#: Made once: putting it together takes longer than running it for one event. The columns stand in the order in which `_mention` takes them.
_TOLD = (
    select(
        *(_of.event_id, _of.id, _of.report_id, _of.family, _of.type, _of.status, _of.score),
        *(_of.trigger_start, _of.trigger_end, _of.sentence_start, _of.sentence_end, _of.cue_start, _of.cue_end),
        *(_of.date_from, _of.date_to, _of.date_precision, _of.date_start, _of.date_end),
        *(_of.date_inherited, _of.date_method, cast(_of.codes, Text)),
        *(_of.place_id, _of.place_start, _of.place_end, _of.place_score, _of.place_inherited, _of.place_method),
        *(_at.name, _at.geonames_id, _at.country, _at.admin1, _at.lat, _at.lon, _at.precision, _at.joined_into),
        *(_in.text, _in.title, _in.published, _in.language, _in.url, _in.author, _in.section),
        *(t.source.c.name, t.source.c.domain, t.source.c.country, t.source.c.scale),
    )
    .select_from(t.mention.join(t.report).outerjoin(t.source).outerjoin(t.place))
    .order_by(_in.published, _of.report_id, _of.trigger_start, _of.id)
)
_role, _quantity, _demand, _candidate = t.mention_role.c, t.mention_quantity.c, t.mention_demand.c, t.place_candidate.c
#: What hangs on a mention: the mention's id, then that by which its rows are ordered, then the rest.
_ROLES = select(
    *(_role.mention_id, _role.number, _role.role, _role.start, _role.end, _role.text, _role.country, _role.sectors),
    *(_role["count"], _role.actor_id, t.actor.c.name, t.actor.c.joined_into),
).select_from(t.mention_role.join(t.mention).outerjoin(t.actor))
_QUANTITIES = select(
    *(_quantity.mention_id, _quantity.number, _quantity.of, _quantity.low, _quantity.best, _quantity.high),
    *(_quantity.start, _quantity.end),
).select_from(t.mention_quantity.join(t.mention))
_DEMANDS = select(_demand.mention_id, _demand.demand, _demand.start, _demand.end).select_from(
    t.mention_demand.join(t.mention)
)
_CANDIDATES = select(
    _candidate.mention_id, _candidate.number, _candidate.place, _candidate.name, _candidate.score
).select_from(t.place_candidate.join(t.mention))

_Rows = Mapping[str, Sequence[Any]]


def mentions_of(
    connection: Connection,
    event_ids: Iterable[str],
    *,
    reports: dict[str, Report] | None = None,
    candidates: bool = True,
) -> Iterator[tuple[str, list[Mention]]]:
    """For each event its mentions, in the order of reports and text; events in the order given.

    `reports`, where given, is filled with the reports that they stand in, as they were given. Without `candidates` the runners-up of places
    are not read.
    """
    stream = iter(event_ids)
    while batch := list(islice(stream, EVENTS_AT_ONCE)):
        found = _read(connection, batch, reports, candidates)
        for event_id in batch:
            yield event_id, found.get(event_id, [])


def _read(
    connection: Connection, event_ids: Sequence[str], reports: dict[str, Report] | None, candidates: bool
) -> Mapping[str, list[Mention]]:
    chosen = among(connection, t.mention.c.event_id, event_ids)
    told = connection.execute(_TOLD.where(chosen)).all()
    roles = _by_mention(connection, _ROLES.where(chosen))
    quantities = _by_mention(connection, _QUANTITIES.where(chosen))
    demands = _by_mention(connection, _DEMANDS.where(chosen))
    runners_up = _by_mention(connection, _CANDIDATES.where(chosen)) if candidates else {}
    found: dict[str, list[Mention]] = defaultdict(list)
    sources: dict[Any, Source] = {}
    joined_places: set[str] = set()
    for row in told:
        found[row[0]].append(_mention(row, roles, quantities, demands, runners_up, sources, reports, joined_places))
    joined_actors = {row.actor_id for rows in roles.values() for row in rows if row[-1] is not None}
    if kept := kept_names(connection, joined_actors, joined_places):
        return {event: [kept.shown(mention) for mention in mentions] for event, mentions in found.items()}
    return found


def _by_mention(connection: Connection, query: Select[Any]) -> _Rows:
    found: dict[str, list[Any]] = {}
    # All at once: fetched one by one they take half as long again.
    for row in connection.execute(query).all():
        there = found.get(row[0])
        if there is None:
            found[row[0]] = [row]
        else:
            there.append(row)
    for rows in found.values():
        if len(rows) > 1:
            rows.sort(key=itemgetter(1))
    return found


def _mention(
    row: Sequence[Any],
    roles: _Rows,
    quantities: _Rows,
    demands: _Rows,
    candidates: _Rows,
    sources: dict[Any, Source],
    reports: dict[str, Report] | None,
    joined_places: set[str],
) -> Mention:
    # fmt: off
    (
        _, key, report, family, kind, status, score,
        trigger_start, trigger_end, sentence_start, sentence_end, cue_start, cue_end,
        date_from, date_to, date_precision, date_start, date_end, date_inherited, date_method, codes,
        place_id, place_start, place_end, place_score, place_inherited, place_method,
        name, geonames_id, country, admin1, lat, lon, place_precision, joined_into,
        text, title, published, language, url, author, section,
        *outlet,
    ) = row
    # fmt: on
    source = None
    if outlet[0] is not None:
        told = tuple(outlet)
        source = sources.get(told)
        if source is None:
            source = sources[told] = Source(*told)
    if reports is not None and report not in reports:
        reports[report] = _Report(report, text, title, language, published, source, url, author=author, section=section)
    if joined_into is not None:
        joined_places.add(place_id)
    wanted = demands.get(key, ())
    return _Mention(
        key,
        report,
        published,
        source if outlet[0] else None,
        family,
        kind,
        _STATUS[status],
        score,
        _Quote(trigger_start, trigger_end, text[trigger_start:trigger_end]),
        _Quote(sentence_start, sentence_end, text[sentence_start:sentence_end]),
        tuple([_role_of(role) for role in roles.get(key, ())]),
        _DateValue(date_from, date_to, date_precision, _quote(text, date_start, date_end), date_inherited, date_method)
        if date_method is not None
        else None,
        _PlaceValue(
            name,
            _quote(text, place_start, place_end),
            geonames_id,
            country,
            admin1,
            lat,
            lon,
            place_precision,
            place_score,
            bool(place_inherited),
            place_method,
            tuple([(place, name, score) for _, _, place, name, score in candidates.get(key, ())]),
        )
        if place_id is not None
        else None,
        tuple(
            [
                Quantity(of, low, best, high, _Quote(start, end, text[start:end]))
                for _, _, of, low, best, high, start, end in quantities.get(key, ())
            ]
        ),
        tuple([demand for _, demand, _, _ in wanted]),
        tuple([quote for _, _, start, end in wanted if (quote := _quote(text, start, end)) is not None]),
        _read_codes(codes),
        title,
        _quote(text, cue_start, cue_end),
    )


def _role_of(row: Sequence[Any]) -> Role:
    _, _, role, start, end, text, country, sectors, count, actor_id, actor, _ = row
    return _Role(role, _Quote(start, end, text), actor, country, tuple(sectors.split()), count, actor_id)


def _quote(text: str, start: int | None, end: int | None) -> Quote | None:
    return None if start is None or end is None else _Quote(start, end, text[start:end])


@lru_cache(_CODES)
def _read_codes(written: str | None) -> Any:
    return None if written is None else json.loads(written)
