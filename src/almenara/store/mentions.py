"""Stored mentions as they were coded, but for names that people joined: of these the kept one is read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

from sqlalchemy import Connection, Row, Select, select

from almenara.model import DateValue, Mention, PlaceValue, Quantity, Quote, Role, Source, Status
from almenara.store import tables as t
from almenara.store.kept import kept_names
from almenara.store.parts import AT_ONCE, parts_of

#: Made once: putting it together takes longer than running it for one event.
_TOLD = (
    select(
        t.mention,
        t.report.c.text,
        t.report.c.title,
        t.report.c.published,
        t.source.c.name.label("source_name"),
        t.source.c.domain.label("source_domain"),
        t.source.c.country.label("source_country"),
        t.source.c.scale.label("source_scale"),
        t.place.c.name.label("place_name"),
        t.place.c.geonames_id,
        t.place.c.country.label("place_country"),
        t.place.c.admin1,
        t.place.c.lat,
        t.place.c.lon,
        t.place.c.precision.label("place_precision"),
        t.place.c.joined_into.label("place_joined"),
    )
    .select_from(t.mention.join(t.report).outerjoin(t.source).outerjoin(t.place))
    .order_by(t.report.c.published, t.mention.c.report_id, t.mention.c.trigger_start, t.mention.c.id)
)
_PARTS = {
    table.name: select(table).order_by(*(table.c[name] for name in ("mention_id", "number") if name in table.c))
    for table in (t.mention_role, t.mention_quantity, t.mention_demand, t.place_candidate)
}


def mentions_of(connection: Connection, event_ids: Iterable[str]) -> Iterator[tuple[str, list[Mention]]]:
    """For each event its mentions, in the order of reports and text; events in the order given."""
    stream = iter(event_ids)
    while batch := list(islice(stream, AT_ONCE)):
        found = _read(connection, batch)
        for event_id in batch:
            yield event_id, found.get(event_id, [])


def _read(connection: Connection, event_ids: Sequence[str]) -> dict[str, list[Mention]]:
    query = _TOLD.where(t.mention.c.event_id.in_(event_ids))
    rows = connection.execute(query).all()
    ids = [row.id for row in rows]
    parts = {name: _by_mention(connection, query, ids) for name, query in _PARTS.items()}
    named = {role.actor_id for found in parts["mention_role"].values() for role in found if role.actor_id}
    names = select(t.actor.c.id, t.actor.c.name, t.actor.c.joined_into).where(t.actor.c.id.in_(named))
    known = connection.execute(names).all()
    actors = {row.id: row.name for row in known}
    kept = kept_names(
        connection,
        {row.id for row in known if row.joined_into is not None},
        {row.place_id for row in rows if row.place_joined is not None},
    )
    found: dict[str, list[Mention]] = defaultdict(list)
    for row in rows:
        mention = _mention(row, parts, actors)
        found[row.event_id].append(kept.shown(mention) if kept else mention)
    return found


def _by_mention(connection: Connection, query: Select[Any], ids: Sequence[str]) -> dict[str, list[Row[Any]]]:
    found: dict[str, list[Row[Any]]] = defaultdict(list)
    for part in parts_of(ids):
        for row in connection.execute(query.where(query.selected_columns.mention_id.in_(part))):
            found[row.mention_id].append(row)
    return found


def _mention(row: Row[Any], parts: dict[str, dict[str, list[Row[Any]]]], actors: dict[str, str]) -> Mention:
    def quote(start: int | None, end: int | None) -> Quote | None:
        return None if start is None or end is None else Quote.cut(row.text, start, end)

    trigger, sentence = quote(row.trigger_start, row.trigger_end), quote(row.sentence_start, row.sentence_end)
    assert trigger is not None
    assert sentence is not None
    demands = parts["mention_demand"].get(row.id, [])
    return Mention(
        id=row.id,
        report=row.report_id,
        published=row.published,
        source=Source(row.source_name, row.source_domain, row.source_country, row.source_scale)
        if row.source_name
        else None,
        family=row.family,
        type=row.type,
        status=Status(row.status),
        score=row.score,
        trigger=trigger,
        sentence=sentence,
        roles=tuple(
            Role(
                r.role,
                Quote(r.start, r.end, r.text),
                actors.get(r.actor_id) if r.actor_id else None,
                r.country,
                tuple(r.sectors.split()),
                # A row has a method of that name, so that the column is asked for by name.
                r._mapping["count"],
                r.actor_id,
            )
            for r in parts["mention_role"].get(row.id, [])
        ),
        date=DateValue(
            row.date_from,
            row.date_to,
            row.date_precision,
            quote(row.date_start, row.date_end),
            row.date_inherited,
            row.date_method,
        )
        if row.date_method is not None
        else None,
        place=_place(row, quote, parts["place_candidate"].get(row.id, [])) if row.place_id is not None else None,
        quantities=tuple(
            Quantity(q.of, q.low, q.best, q.high, Quote.cut(row.text, q.start, q.end))
            for q in parts["mention_quantity"].get(row.id, [])
        ),
        demands=tuple(d.demand for d in demands),
        demand_quotes=tuple(q for d in demands if (q := quote(d.start, d.end)) is not None),
        codes=row.codes,
        title=row.title,
        status_cue=quote(row.cue_start, row.cue_end),
    )


def _place(
    row: Row[Any], quote: Callable[[int | None, int | None], Quote | None], candidates: Sequence[Row[Any]]
) -> PlaceValue:
    return PlaceValue(
        name=row.place_name,
        quote=quote(row.place_start, row.place_end),
        geonames_id=row.geonames_id,
        country=row.place_country,
        admin1=row.admin1,
        lat=row.lat,
        lon=row.lon,
        precision=row.place_precision,
        score=row.place_score,
        inherited=bool(row.place_inherited),
        method=row.place_method,
        candidates=tuple((c.place, c.name, c.score) for c in candidates),
    )
