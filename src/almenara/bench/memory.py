"""The store at size: adding reports to a store of many events against adding them to an empty one, and queries there."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random
from statistics import median
from time import perf_counter
from typing import Any

from sqlalchemy import Table, insert

from almenara.bench.figure import Figure
from almenara.model import Report, Source
from almenara.observatory import Observatory, create_observatory
from almenara.store import EventFilter, Sort, text_sha256
from almenara.store import tables as t

#: Reports that are added to either store.
ADDED = 1000
#: Days and towns over which stored events lie, about as those of an observatory of one continent over three years; the towns that
#: reports are added on are the first of them.
DAYS, STORED_TOWNS = 1095, 2880
_TOWNS_A_STATE, _STATES_A_COUNTRY = 12, 24
_FIRST = date(2021, 1, 1)
_CHUNK = 5_000
_TOWNS = (
    ("Accra", "GH", "Greater Accra", 5.56, -0.2), ("Kumasi", "GH", "Ashanti", 6.69, -1.62), ("Lima", "PE", "Lima", -12.05, -77.04),
    ("Cusco", "PE", "Cusco", -13.53, -71.97), ("Quito", "EC", "Pichincha", -0.23, -78.52), ("Nairobi", "KE", "Nairobi", -1.29, 36.82),
    ("Mombasa", "KE", "Mombasa", -4.05, 39.67), ("Bogotá", "CO", "Bogota D.C.", 4.61, -74.08), ("Cali", "CO", "Valle del Cauca", 3.44, -76.52),
    ("Valparaíso", "CL", "Valparaíso", -33.04, -71.63), ("La Paz", "BO", "La Paz", -16.5, -68.15), ("Leeds", "GB", "England", 53.8, -1.55),
)  # fmt: skip
_TYPES = (
    ("march", "contention"),
    ("strike", "contention"),
    ("road_block", "contention"),
    ("arrest", "state_response"),
    ("riot", "unrest"),
)
_WHO = ("teachers", "nurses", "bus drivers", "miners", "farmers", "students", "dockers", "bakers")
_DID = ("marched through {town}", "blocked a road in {town}", "went on strike in {town}", "held a vigil in {town}")
#: The tables that a made-up event has rows in, in the order in which they refer to each other.
_FILLED = (t.report, t.event, t.mention, t.mention_role, t.mention_demand)
_WHY = ("unpaid wages", "fuel prices", "water cuts", "a new tax", "school closures")


def store_figures(size: int) -> Iterator[Figure]:
    """On SQLite, `size` events with a report and a mention each; the same reports are added to an empty store before."""
    with tempfile.TemporaryDirectory() as folder:
        reports = list(_reports(Random(5)))  # noqa: S311
        empty = create_observatory(Path(folder) / "empty")
        full = create_observatory(Path(folder) / "full")
        full.__dict__["pipeline"] = empty.pipeline
        # What is loaded at the first use is no part of either.
        create = create_observatory(Path(folder) / "warm")
        create.__dict__["pipeline"] = empty.pipeline
        create.add(reports[:20])
        fill_store(full, size)
        small = _timed_add(empty, reports)
        large = _timed_add(full, reports)
        name = f"store of {size:,} events"
        yield Figure(
            name,
            f"adding {ADDED:,} reports against an empty store (at most)",
            large / small,
            ADDED,
            rival="an empty store 1",
            wanted=2,
            unit="times",
        )
        yield Figure(name, f"adding {ADDED:,} reports", large, ADDED, unit="s")
        for what, wanted, sort in _queries():
            seconds = median(_timed_query(full, wanted, sort) for _ in range(5))
            yield Figure(name, f"`events`: {what}, the first 50 (at most)", seconds * 1000, size, wanted=100, unit="ms")
        empty.close()
        full.close()


def _queries() -> Iterator[tuple[str, EventFilter, Sort]]:
    yield "all by date", EventFilter(), "date"
    yield "one type", EventFilter(types=("riot",)), "date"
    yield (
        "one family in a month",
        EventFilter(families=("contention",), since=date(2022, 3, 1), until=date(2022, 3, 31)),
        "date",
    )
    yield "a place", EventFilter(place="Cusco"), "date"
    yield "a country and a status", EventFilter(place="KE", statuses=("happened",)), "date"
    yield "not yet reviewed", EventFilter(reviews=("new",)), "date"
    yield "words of a report", EventFilter(words="bakers Valparaíso tax"), "date"
    yield "a town that few events are in", EventFilter(place="Town 1234"), "date"
    yield "an actor of many events", EventFilter(actor="teachers"), "date"
    yield "an actor of few", EventFilter(actor="teachers of office 123"), "date"
    yield "a demand of many events", EventFilter(demand="wages"), "date"
    yield "an actor and a demand of many", EventFilter(actor="miners", demand="tax"), "date"
    yield "a word of many reports", EventFilter(words="street"), "date"
    yield "last added", EventFilter(), "added"


def _timed_add(observatory: Observatory, reports: list[Report]) -> float:
    began = perf_counter()
    observatory.add(reports)
    return perf_counter() - began


def _timed_query(observatory: Observatory, wanted: EventFilter, sort: Sort) -> float:
    began = perf_counter()
    list(observatory.events(wanted, sort=sort, limit=50))
    return perf_counter() - began


def _reports(random: Random) -> Iterator[Report]:
    """Reports to be added, each with one event on a day among those stored."""
    for number in range(ADDED):
        town, country, *_ = random.choice(_TOWNS)
        day = _FIRST + timedelta(days=random.randrange(DAYS))
        did = random.choice(_DID).format(town=town)
        who, why, crowd = random.choice(_WHO), random.choice(_WHY), random.randrange(20, 5000)
        text = f"Some {crowd} {who} {did} on {day:%A} over {why}, their union said. It was protest number {number} of its list."
        yield Report(
            f"new-{number}",
            text,
            language="en",
            published=day + timedelta(days=1),
            source=Source(f"Outlet {number % 40}", country=country),
        )


def fill_store(observatory: Observatory, size: int, told: int = 1) -> None:
    """Write `size` made-up events in bulk, each with `told` reports and a mention in each; rows are as `add` writes them."""
    random = Random(3)  # noqa: S311
    now = datetime.now(UTC).replace(tzinfo=None)
    places = [
        {
            "id": f"bench-{n}",
            "name": name,
            "geonames_id": None,
            "country": country,
            "admin1": state,
            "lat": lat,
            "lon": lon,
            "precision": "town",
        }
        for n in range(STORED_TOWNS)
        for name, country, state, lat, lon in (stored_town(n),)
    ]
    with observatory.store.writing() as connection:
        connection.execute(insert(t.source), [{"id": n, "name": f"Stored outlet {n}"} for n in range(1, 41)])
        connection.execute(insert(t.place), places)
    for start in range(0, size, _CHUNK):
        rows: dict[Table, list[Mapping[str, Any]]] = {table: [] for table in _FILLED}
        for number in range(start, min(start + _CHUNK, size)):
            _put_row(rows, number, random, now)
            _tell_again(rows, number, told)
        with observatory.store.writing() as connection:
            for table, values in rows.items():
                connection.execute(insert(table), values)


def _tell_again(rows: dict[Table, list[Mapping[str, Any]]], number: int, told: int) -> None:
    """More reports of the event that was put last, by other outlets in the same words."""
    report, mention = rows[t.report][-1], rows[t.mention][-1]
    for n in range(1, told):
        key = f"r{number}-{n}"
        rows[t.report].append({**report, "id": key, "source_id": (number + n) % 40 + 1})
        rows[t.mention].append({**mention, "id": f"{key}@4", "report_id": key, "account_id": f"a-s{number}-{n}"})


def stored_town(number: int) -> tuple[str, str, str, float, float]:
    """Name, country, state and point of a town of the store."""
    if number < len(_TOWNS):
        return _TOWNS[number]
    state = number // _TOWNS_A_STATE
    country = ("GH", "PE", "EC", "KE", "CO", "CL", "BO", "GB", "VE", "MX")[state // _STATES_A_COUNTRY]
    return f"Town {number}", country, f"State {state}", state % 90 / 2, number % 180 / 2


def _put_row(rows: dict[Table, list[Mapping[str, Any]]], number: int, random: Random, now: datetime) -> None:
    at = random.randrange(STORED_TOWNS)
    town, country, state, lat, lon = stored_town(at)
    kind, family = random.choice(_TYPES)
    who, why = random.choice(_WHO), random.choice(_WHY)
    day = _FIRST + timedelta(days=random.randrange(DAYS))
    text = f"The {who} of office {number % 4999} in {town} were out on the street over {why} ({number})."
    key, event, words = f"r{number}", f"e-s{number}", f"{who} {town} {why} w{number % 9973} w{number % 7919}"
    shared = {
        "family": family,
        "type": kind,
        "status": "happened",
        "score": 0.9,
        "date_from": day,
        "date_to": day,
        "date_precision": "day",
    }
    rows[t.report].append(
        {
            "id": key,
            "source_id": number % 40 + 1,
            "title": None,
            "language": "en",
            "published": day,
            "url": None,
            "text": text,
            "text_sha256": text_sha256(text),
            "copy_of": None,
            "version_of": None,
            "original": None,
            "rare_words": words,
            "added": now,
            "coded_by": "bench",
        }
    )
    rows[t.event].append(
        {
            "id": event,
            **shared,
            "place": town,
            "country": country,
            "admin1": state,
            "lat": lat,
            "lon": lon,
            "place_precision": "town",
            "review": "new",
            "sources": 1,
            "added": now,
        }
    )
    rows[t.mention].append(
        {
            "id": f"{key}@4",
            "report_id": key,
            "event_id": event,
            "account_id": f"a-s{number}",
            # Spread over all 64 bits, so that few accounts are alike.
            "meaning": (number * 0x9E3779B97F4A7C15 & (1 << 64) - 1) - (1 << 63),
            **shared,
            "trigger_start": 4,
            "trigger_end": 10,
            "sentence_start": 0,
            "sentence_end": len(text),
            "cue_start": None,
            "cue_end": None,
            "date_start": None,
            "date_end": None,
            "date_inherited": False,
            "date_method": "bench",
            "place_id": f"bench-{at}",
            "place_start": None,
            "place_end": None,
            "place_score": 1.0,
            "place_inherited": False,
            "place_method": "bench",
            "codes": None,
        }
    )
    rows[t.mention_role].append(
        {
            "mention_id": f"{key}@4",
            "number": 0,
            "role": "agent",
            "start": 4,
            "end": 4 + len(who),
            # Of an office too, so that some who take part are rare.
            "text": f"{who} of office {number % 4999}" if number % 3 == 0 else who,
            "actor_id": None,
            "country": country,
            "sectors": "LAB",
            "count": None,
        }
    )
    rows[t.mention_demand].append({"mention_id": f"{key}@4", "demand": why.split()[-1], "start": None, "end": None})
