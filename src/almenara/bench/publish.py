"""Publishing at size, on made-up events: a release, the site, a report, the ACLED-compatible API, and the memory that a release takes."""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from datetime import date, timedelta
from multiprocessing import get_context
from pathlib import Path
from random import Random
from statistics import median
from time import perf_counter, process_time

from msgspec.structs import replace
from sqlalchemy import update
from starlette.testclient import TestClient

from almenara.bench.figure import Figure
from almenara.bench.memory import fill_store, stored_town
from almenara.bench.resident import most_held
from almenara.codebook import load_codebook
from almenara.observatory import Observatory, create_observatory
from almenara.observatory.publishing import processes_at_most
from almenara.publish import Protection, PublicEvent, make_release
from almenara.publish.public_event import PublicReport
from almenara.publish.report import Maker, Material, Outlet, Span, as_html, as_pdf, compose, figures_of, labels_of
from almenara.publish.site import SiteMaterial, write_site
from almenara.store import EventFilter
from almenara.store import tables as t
from almenara.store.people import set_password
from almenara.store.tokens import make_token
from almenara.web import create_app

#: Events of the site, the report, and the store behind release and API; rows that the API is asked for.
ON_SITE, IN_REPORT, IN_STORE, ROWS = 10_000, 12_000, 12_000, 1000
_TYPES = ("march", "demonstration", "road_block", "strike", "vigil", "dispersal", "arrest", "riot")
_DEMANDS = ("wages", "water", "electricity", "justice", "education")
_WHO = ("teachers", "nurses", "bus drivers", "miners", "farmers", "students")
_TOWNS, _OUTLETS = 1200, 40


def publish_figures(size: int) -> Iterator[Figure]:
    """`size` events in the release that is written from public events; the other sizes are the constants above."""
    seconds, of_processor, mebibytes = _in_a_process_of_its_own(size)
    name = f"release of {size:,} events"
    yield Figure(
        name, "writing it from public events, less the time of making them up", seconds, size, wanted=60, unit="s"
    )
    yield Figure(name, "processor time of that, which other programs do not lengthen", of_processor, size, unit="s")
    yield Figure(name, "memory at most", mebibytes, size, wanted=2048, unit="MiB")
    yield from _command_figures(size)
    with tempfile.TemporaryDirectory() as folder:
        yield from _store_figures(Path(folder))
        yield from _site_figures(Path(folder))
        yield from _report_figures()


def made_up(size: int, first: date, days: int) -> Iterator[PublicEvent]:
    """Public events on days and at towns that follow each other by chance, the same each time."""
    random = Random(11)  # noqa: S311
    for number in range(size):
        town, country, state, lat, lon = stored_town(random.randrange(_TOWNS))
        day = first + timedelta(days=random.randrange(days))
        kind = _TYPES[number % len(_TYPES)]
        who, why = random.choice(_WHO), random.choice(_DEMANDS)
        outlet, crowd = f"Outlet {random.randrange(_OUTLETS)}", random.randrange(20, 4000)
        yield PublicEvent(
            id=f"e-{number:08}",
            type=kind,
            family={"dispersal": "state_response", "arrest": "state_response", "riot": "unrest"}.get(
                kind, "contention"
            ),
            status="happened",
            review="accepted",
            date_from=day,
            date_to=day,
            date_precision="day",
            place=town,
            admin1=state,
            country=country,
            lat=lat,
            lon=lon,
            place_precision="populated_place",
            agents=(who,),
            agent_sectors=("CVL",),
            demands=(why,),
            numbers={"crowd": (crowd, crowd, crowd + 50)},
            codes={"acled": {"event_type": "Protests", "sub_event_type": "Peaceful protest"}, "cameo": "141"},
            sources=(outlet,),
            urls=(f"https://outlet.example/{number}",),
            independent_sources=1 + number % 3,
            reports=(
                PublicReport(
                    f"r{number}",
                    outlet,
                    f"https://outlet.example/{number}",
                    day.isoformat(),
                    f"Some {crowd} {who} were out on the streets of {town} over {why}, their union said.",
                ),
            ),
        )


def _release(size: int) -> tuple[float, float, float]:
    making = [0.0, 0.0]

    def arriving() -> Iterator[PublicEvent]:
        events = made_up(size, date(2021, 1, 1), 1095)
        while True:
            began, began_working = perf_counter(), process_time()
            event = next(events, None)
            making[0] += perf_counter() - began
            making[1] += process_time() - began_working
            if event is None:
                return
            yield event

    with tempfile.TemporaryDirectory() as folder:
        began, began_working = perf_counter(), process_time()
        make_release(Path(folder), arriving(), {"software": "bench"})
        seconds, working = perf_counter() - began, process_time() - began_working
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return seconds - making[0], working - making[1], memory


def _in_a_process_of_its_own(size: int) -> tuple[float, float, float]:
    """Seconds, seconds of the processor, and mebibytes of a release: only a new process tells its own memory."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(_release, size).result()


def _command_figures(size: int) -> Iterator[Figure]:
    """`almenara release` as it is given on a command line, on a store of accepted events: verified, read, protected and written."""
    with tempfile.TemporaryDirectory() as folder:
        observatory = create_observatory(Path(folder) / "here")
        fill_store(observatory, size)
        _accept_all(observatory)
        observatory.close()
        # In a process of its own, whose children are those of the command alone.
        with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
            seconds, of_processor, mebibytes = pool.submit(_command, observatory.folder).result()
    name = f"release of {size:,} stored events"
    yield Figure(name, "the whole command", seconds, size, wanted=60, unit="s")
    yield Figure(name, "processor time of all of its processes", of_processor, size, unit="s")
    yield Figure(name, "memory of all of its processes at most", mebibytes, size, wanted=2048, unit="MiB")


def _command(folder: Path) -> tuple[float, float, float]:
    """Seconds, seconds of all processors, and mebibytes; where the system does not tell these, the largest process's for each of them."""
    began = perf_counter()
    command = [sys.executable, "-c", "from almenara.cli import main; main()", "release", "--in", str(folder)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as running:
        held = most_held(running)
    if running.returncode:
        raise subprocess.CalledProcessError(running.returncode, command)
    seconds, used = perf_counter() - began, resource.getrusage(resource.RUSAGE_CHILDREN)
    return seconds, used.ru_utime + used.ru_stime, held or used.ru_maxrss / 1024 * (1 + processes_at_most())


def _accept_all(observatory: Observatory) -> None:
    with observatory.store.writing() as connection:
        connection.execute(update(t.event).values(review="accepted"))
        codes = {"acled": {"event_type": "Protests", "sub_event_type": "Peaceful protest"}}
        connection.execute(update(t.mention).values(codes=codes))


def _store_figures(folder: Path) -> Iterator[Figure]:
    observatory = create_observatory(folder / "store")
    fill_store(observatory, IN_STORE)
    _accept_all(observatory)
    first_event = next(observatory.events(EventFilter(reviews=("accepted",)), limit=1))[0].id
    name = f"store of {IN_STORE:,} accepted events"
    with observatory.store.writing() as connection:
        set_password(connection, "bench", "a password of the benchmark", "reader")
        token = make_token(connection, "bench", ["public"], timedelta(days=1))
    with TestClient(create_app(observatory), headers={"Authorization": f"Bearer {token}"}) as client:
        first = _asked(client)
        yield Figure(name, f"ACLED API: {ROWS:,} rows, the very first time", first * 1000, ROWS, unit="ms")
        observatory.decide("bench", first_event, "note", why="a note of the benchmark")
        again = _asked(client)
        yield Figure(name, f"ACLED API: {ROWS:,} rows, first time after a decision", again * 1000, ROWS, unit="ms")
        usual = median(_asked(client) for _ in range(5))
        yield Figure(name, f"ACLED API: {ROWS:,} rows", usual * 1000, ROWS, wanted=150, unit="ms")
    observatory.close()


def _asked(client: TestClient) -> float:
    began = perf_counter()
    answer = client.get("/api/acled/read", params={"limit": ROWS, "_format": "json"})
    seconds = perf_counter() - began
    rows = len(answer.json()["data"])
    if rows != ROWS:
        raise RuntimeError(f"The API gave {rows} rows where {ROWS} were asked for (status {answer.status_code}).")
    return seconds


def _material(events: list[PublicEvent], span: Span) -> Material:
    spans = {*span.months(), span, span.before, span.year_before}
    outlets = [Outlet(f"Outlet {n}", 300, 10) for n in range(_OUTLETS)]
    types = frozenset(_TYPES) - {"dispersal", "arrest", "riot"}
    rights = {demand.id: demand.rights for demand in load_codebook().demands}
    return Material(events, [], [], outlets, dict.fromkeys(spans, 12_000), _OUTLETS, types, rights, date(2026, 1, 1))


def _maker(material: Material) -> Maker:
    return Maker("Bench", "almenara", "observatory", 1, False, tuple(sorted(material.protest_types)))


def _site_figures(folder: Path) -> Iterator[Figure]:
    events = list(made_up(ON_SITE, date(2023, 1, 1), 730))
    span = Span(2024, 12)
    material = _material(events, span)
    site = SiteMaterial(
        name="Bench",
        language="es",
        made=date(2025, 1, 5),
        events=events,
        figures=figures_of(span, material),
        maker=_maker(material),
        codebook=load_codebook(),
        protection=Protection(),
        numbers={},
        totals=[],
        actors=material.actors,
        releases=[],
    )
    began, began_working = perf_counter(), process_time()
    done = write_site(site, folder / "site")
    seconds, working = perf_counter() - began, process_time() - began_working
    name = f"site of {ON_SITE:,} events"
    yield Figure(name, "writing it, both languages", seconds, ON_SITE, wanted=60, unit="s")
    yield Figure(name, "processor time of that, which other programs do not lengthen", working, ON_SITE, unit="s")
    yield Figure(name, "its files", done.size / 2**20, done.files, unit="MiB")
    front = sum((done.folder / path).stat().st_size for path in ("es/index.html", "assets/site.css"))
    front += sum(path.stat().st_size for path in (done.folder / "assets" / "es").glob("*.svg"))
    yield Figure(name, "front page with all that it loads (at most)", front / 1000, 1, wanted=500, unit="kB")


def _report_figures() -> Iterator[Figure]:
    span = Span(2024)
    events = [replace(event, codes=dict(event.codes)) for event in made_up(IN_REPORT, date(2024, 1, 1), 366)]
    material = _material(events, span)
    labels = labels_of(load_codebook(), "es", material.actors)
    name = f"report on {IN_REPORT:,} events, each in its annex"
    for form, made in (("PDF", as_pdf), ("HTML", as_html)):
        began, began_working = perf_counter(), process_time()
        document = compose(figures_of(span, material), _maker(material), labels, "es", date(2025, 1, 5))
        made(document)
        seconds, working = perf_counter() - began, process_time() - began_working
        yield Figure(name, form, seconds, IN_REPORT, wanted=15, unit="s")
        yield Figure(name, f"{form}: processor time of that", working, IN_REPORT, unit="s")
