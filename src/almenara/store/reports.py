"""Reports with what was coded in them, on their way into the store and out of it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Table, insert, not_, or_, select

from almenara.model import (
    CITED,
    PUBLICATION,
    Coding,
    Event,
    Mention,
    PlaceValue,
    Report,
    Source,
    Total,
    is_candidate,
)
from almenara.store import tables as t
from almenara.store.parts import parts_of

#: Stored texts that one report is compared with at most.
_LIKE_TEXTS = 50


def text_sha256(text: str) -> str:
    """By what two reports are known to say the same."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def known(connection: Connection, reports: Sequence[Report]) -> tuple[dict[str, str], dict[str, str]]:
    """Of some reports, the text hashes that stored ids have, and the stored first report of each text hash."""
    ids = [report.id for report in reports]
    hashes = [text_sha256(report.text) for report in reports]
    by_id = {
        row.id: row.text_sha256
        for row in connection.execute(select(t.report.c.id, t.report.c.text_sha256).where(t.report.c.id.in_(ids)))
    }
    by_text = {
        row.text_sha256: row.id
        for row in connection.execute(
            select(t.report.c.id, t.report.c.text_sha256)
            .where(t.report.c.text_sha256.in_(hashes), t.report.c.copy_of.is_(None), read_here())
            .order_by(t.report.c.added.desc(), t.report.c.id)
        )
    }
    return by_id, by_text


def read_here() -> ColumnElement[bool]:
    """The condition that a report was read here, and did not come with published events."""
    return not_(or_(*(t.report.c.id.startswith(start, autoescape=True) for start in (PUBLICATION, CITED))))


def put_report(
    connection: Connection,
    report: Report,
    *,
    coded_by: str | None,
    copy_of: str | None = None,
    version_of: str | None = None,
    original: str | None = None,
    rare_words: Sequence[str] = (),
    bands: Sequence[int] = (),
) -> None:
    """Store a report; `copy_of` is the stored report whose words it repeats, `version_of` the first one that was read at its address,
    `original` the hash of its archived bytes, `rare_words` are those by which it is linked,
    `bands` the keys under which near-copies of it will look for it."""
    connection.execute(
        insert(t.report).values(
            id=report.id,
            source_id=_source_id(connection, report.source) if report.source else None,
            title=report.title,
            language=report.language,
            published=report.published,
            url=report.url,
            author=report.author,
            section=report.section,
            text=report.text,
            text_sha256=text_sha256(report.text),
            copy_of=copy_of,
            version_of=version_of,
            original=original,
            rare_words=" ".join(rare_words) or None,
            added=datetime.now(UTC).replace(tzinfo=None),
            coded_by=coded_by,
        )
    )
    _put(connection, t.report_band, ({"band": band, "report_id": report.id} for band in dict.fromkeys(bands)))


def like_texts(connection: Connection, bands: Sequence[int]) -> dict[str, str]:
    """Stored reports, not copies themselves, that share a band, with their texts."""
    query = (
        select(t.report.c.id, t.report.c.text)
        .join(t.report_band)
        .where(t.report_band.c.band.in_(bands))
        .distinct()
        .order_by(t.report.c.id)
        .limit(_LIKE_TEXTS)
    )
    return {row.id: row.text for row in connection.execute(query)}


def versions_of(connection: Connection, urls: Sequence[str]) -> dict[str, str]:
    """Of each address at which a report was read already, the first report."""
    query = (
        select(t.report.c.url, t.report.c.id)
        .where(t.report.c.url.in_(urls), t.report.c.version_of.is_(None))
        .order_by(t.report.c.added.desc(), t.report.c.id.desc())
    )
    return {row.url: row.id for row in connection.execute(query)}


def _source_id(connection: Connection, source: Source) -> int:
    found = connection.execute(select(t.source.c.id).where(t.source.c.name == source.name)).scalar()
    if found is None:
        values = {"name": source.name, "domain": source.domain, "country": source.country, "scale": source.scale}
        found = connection.execute(insert(t.source).values(values).returning(t.source.c.id)).scalar_one()
    return int(found)


def put_events(connection: Connection, events: Iterable[Event]) -> None:
    """Store new events; their mentions follow (`put_coding`)."""
    now = datetime.now(UTC).replace(tzinfo=None)
    _put(connection, t.event, ({**event_values(event), "added": now} for event in events))


@dataclass(frozen=True, slots=True)
class Belonging:
    """The stored event and the account that a mention belongs to, and the signature of what the account means."""

    event: str
    account: str
    meaning: int | None = None


def put_coding(connection: Connection, coding: Coding, belongs: Mapping[str, Belonging]) -> None:
    """Store what was coded in a stored report, and for each mention's id where it belongs."""
    places = {place_key(m.place): m.place for m in coding.mentions if m.place is not None}
    _put_new(connection, t.place, {key: _place_values(key, place) for key, place in places.items()})
    actors = {r.actor_id: (r.actor, r.country) for m in coding.mentions for r in m.roles if r.actor_id}
    _put_new(
        connection,
        t.actor,
        {
            key: {"id": key, "name": name or key, "country": country, "candidate": is_candidate(key)}
            for key, (name, country) in actors.items()
        },
    )
    _put(connection, t.mention, (_mention_values(m, belongs[m.id]) for m in coding.mentions))
    _put(
        connection,
        t.mention_role,
        (
            {
                "mention_id": m.id,
                "number": n,
                "role": r.role,
                "start": r.quote.start,
                "end": r.quote.end,
                "text": r.quote.text,
                "actor_id": r.actor_id,
                "country": r.country,
                "sectors": " ".join(r.sectors),
                "count": r.count,
            }
            for m in coding.mentions
            for n, r in enumerate(m.roles)
        ),
    )
    _put(
        connection,
        t.mention_quantity,
        (
            {"mention_id": m.id, "number": n, "of": q.of, "low": q.low, "best": q.best, "high": q.high, "start": q.quote.start, "end": q.quote.end}
            for m in coding.mentions
            for n, q in enumerate(m.quantities)
        ),
    )  # fmt: skip
    _put(connection, t.mention_demand, (row for m in coding.mentions for row in _demand_values(m)))
    _put(
        connection,
        t.place_candidate,
        (
            {"mention_id": m.id, "number": n, "place": key, "name": name, "score": score}
            for m in coding.mentions
            if m.place is not None
            for n, (key, name, score) in enumerate(m.place.candidates)
        ),
    )
    for total in coding.totals:
        _put_total(connection, total)


def event_values(event: Event) -> dict[str, Any]:
    """The columns of an event, by which it is found and sorted; its mentions hold all else."""
    when, where = event.date, event.place
    return {
        "id": event.id,
        "family": event.family,
        "type": event.type,
        "status": event.status.value,
        "score": event.score,
        "date_from": when.start if when else None,
        "date_to": when.end if when else None,
        "date_precision": when.precision if when else None,
        "place": where.name if where else None,
        "country": where.country if where else None,
        "admin1": where.admin1 if where else None,
        "lat": where.lat if where else None,
        "lon": where.lon if where else None,
        "place_precision": where.precision if where else None,
        "review": "new",
        "sources": event.sources,
    }


def place_key(place: PlaceValue) -> str:
    """By what a place is known in the store: GeoNames' id, else all that is known of it."""
    if place.geonames_id is not None:
        return str(place.geonames_id)
    return ":".join(
        str(part or "") for part in (place.country, place.name, place.lat, place.lon, place.admin1, place.precision)
    )


def _place_values(key: str, place: PlaceValue) -> dict[str, Any]:
    return {
        "id": key,
        "name": place.name,
        "geonames_id": place.geonames_id,
        "country": place.country,
        "admin1": place.admin1,
        "lat": place.lat,
        "lon": place.lon,
        "precision": place.precision,
    }


def _mention_values(mention: Mention, belonging: Belonging) -> dict[str, Any]:
    when, where, cue = mention.date, mention.place, mention.status_cue
    return {
        "id": mention.id,
        "report_id": mention.report,
        "event_id": belonging.event,
        "account_id": belonging.account,
        "meaning": belonging.meaning,
        "family": mention.family,
        "type": mention.type,
        "status": mention.status.value,
        "score": mention.score,
        "trigger_start": mention.trigger.start,
        "trigger_end": mention.trigger.end,
        "sentence_start": mention.sentence.start,
        "sentence_end": mention.sentence.end,
        "cue_start": cue.start if cue else None,
        "cue_end": cue.end if cue else None,
        "date_from": when.start if when else None,
        "date_to": when.end if when else None,
        "date_precision": when.precision if when else None,
        "date_start": when.quote.start if when and when.quote else None,
        "date_end": when.quote.end if when and when.quote else None,
        "date_inherited": when.inherited if when else None,
        "date_method": when.method if when else None,
        "place_id": place_key(where) if where else None,
        "place_start": where.quote.start if where and where.quote else None,
        "place_end": where.quote.end if where and where.quote else None,
        "place_score": where.score if where else None,
        "place_inherited": where.inherited if where else None,
        "place_method": where.method if where else None,
        "codes": dict(mention.codes) if mention.codes else None,
    }


def _demand_values(mention: Mention) -> list[dict[str, Any]]:
    quotes = [*mention.demand_quotes, *[None] * len(mention.demands)]
    return [
        {"mention_id": mention.id, "demand": demand, "start": quote.start if quote else None, "end": quote.end if quote else None}
        for demand, quote in zip(mention.demands, quotes, strict=False)
    ]  # fmt: skip


def _put_total(connection: Connection, total: Total) -> None:
    key = connection.execute(
        insert(t.total)
        .values(
            report_id=total.report,
            of=total.of,
            kind=total.kind,
            value=total.value,
            unit=total.unit,
            period_from=total.period.start if total.period else None,
            period_to=total.period.end if total.period else None,
            base_from=total.base.start if total.base else None,
            base_to=total.base.end if total.base else None,
            attributed_to=total.attributed_to,
            start=total.quote.start,
            end=total.quote.end,
        )
        .returning(t.total.c.id)
    ).scalar_one()
    _put(
        connection,
        t.total_check,
        ({"total_id": key, "number": n, **check.to_dict()} for n, check in enumerate(total.checks)),
    )


def _put(connection: Connection, table: Table, rows: Iterable[Mapping[str, Any]]) -> None:
    values = list(rows)
    if values:
        connection.execute(insert(table), values)


def _put_new(connection: Connection, table: Table, rows: Mapping[str, Mapping[str, Any]]) -> None:
    """Rows whose ids are not there yet."""
    if not rows:
        return
    there = set(connection.execute(select(table.c.id).where(table.c.id.in_(list(rows)))).scalars())
    _put(connection, table, (row for key, row in rows.items() if key not in there))


def report_of(connection: Connection, report_id: str) -> Report | None:
    """A stored report as it was given, or None."""
    return reports_by_id(connection, [report_id]).get(report_id)


def reports_by_id(connection: Connection, ids: Iterable[str]) -> dict[str, Report]:
    """Stored reports as they were given."""
    wanted, found = sorted(set(ids)), {}
    query = select(t.report, t.source.c.name, t.source.c.domain, t.source.c.country, t.source.c.scale)
    query = query.select_from(t.report.outerjoin(t.source))
    for part in parts_of(wanted):
        for row in connection.execute(query.where(t.report.c.id.in_(part))):
            source = Source(row.name, row.domain, row.country, row.scale) if row.name is not None else None
            found[row.id] = Report(
                row.id,
                row.text,
                row.title,
                row.language,
                row.published,
                source,
                row.url,
                author=row.author,
                section=row.section,
            )
    return found


def rare_words_of(connection: Connection, ids: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """The rarest words of some reports, by which they are linked."""
    query = select(t.report.c.id, t.report.c.rare_words).where(t.report.c.id.in_(ids))
    return {row.id: tuple((row.rare_words or "").split()) for row in connection.execute(query)}
