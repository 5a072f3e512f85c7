"""The review application at size: how long pages take, what they weigh, how many keys a clear event costs, and many reviewers at once."""

from __future__ import annotations

import html
import multiprocessing
import re
import ssl
import tempfile
import threading
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from random import Random
from statistics import median, quantiles
from time import monotonic, perf_counter, sleep
from typing import Any

import httpx
from fastapi import FastAPI
from sqlalchemy import insert

from almenara.bench.figure import Figure
from almenara.bench.memory import fill_store
from almenara.bench.reviewing import accepted, chromium, clear_reports, presses_in_browser
from almenara.observatory import Observatory, create_observatory, open_observatory
from almenara.store import EventFilter, find_event_ids, history
from almenara.store import tables as t
from almenara.store.priority import fill_priorities
from almenara.web import create_app
from almenara.web.sessions import COOKIE

#: Pages of each kind that are asked for, after some that are not counted.
ASKED, WARM = 60, 5
#: What the scripted reviewer settles, and what all reviewers of the rush share.
CLEAR, SHARED_EVENTS = 30, 400
REVIEWERS = 50
#: Milliseconds and kilobytes that are asked for.
EVENT_MS, QUEUE_MS, P95_MS, PAGE_KB = 50, 100, 500, 300
_HIDDEN = re.compile(r'name="(token|head)" value="([^"]*)"')
_LOADED = re.compile(r'(?:href|src|from )="?(/static/[a-z.]+)"|from "\./([a-z.]+)"|import "\./([a-z.]+)"')


def web_figures(events: int, told: int, seconds: float) -> Iterator[Figure]:
    """On SQLite, `events` made-up events with `told` reports and mentions each; then `seconds` of many reviewers on a store of each kind."""
    with tempfile.TemporaryDirectory() as folder:
        observatory = create_observatory(Path(folder) / "here")
        fill_store(observatory, events, told)
        with observatory.store.writing() as connection:
            fill_priorities(connection)
        yield from _pages(observatory, events, f"{events:,} events, {events * told:,} mentions")
        observatory.close()
        clear = create_observatory(Path(folder) / "clear")
        yield from _keys(clear)
        clear.close()
        with _stores(Path(folder)) as stores:
            for name, made in stores:
                yield from _rush(made, name, seconds)
                made.close()


@contextmanager
def _served(observatory: Observatory, names: list[str]) -> Iterator[tuple[str, dict[str, str]]]:
    """The application on a port of this machine; its address, and for each name the cookie of a session."""
    import uvicorn

    with observatory.store.writing() as connection:
        # Sessions are begun without signing in: fifty people do not share one address in earnest, and guessing is braked by address.
        values = [{"name": name, "password_hash": "no password opens this", "access": "coder"} for name in names]
        connection.execute(insert(t.person), values)
    app: FastAPI = create_app(observatory)
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="error"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        sleep(0.01)
    yield (
        f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}",
        {name: app.state.sessions.begin(name, 0) for name in names},
    )
    server.should_exit = True
    thread.join(30)


def _pages(observatory: Observatory, events: int, data: str) -> Iterator[Figure]:
    random = Random(11)  # noqa: S311
    with (
        _served(observatory, ["bench"]) as (address, cookies),
        httpx.Client(base_url=address, cookies=_jar(cookies), timeout=120) as client,
    ):
        some = [f"/event/e-s{random.randrange(events)}" for _ in range(ASKED + WARM)]
        times, weight = _timed(client, some)
        yield Figure(data, "event page, median (at most)", median(times), ASKED, wanted=EVENT_MS, unit="ms")
        yield Figure(data, "event page with its styles and scripts (at most)", weight, 1, wanted=PAGE_KB, unit="kB")
        for what, query in (
            ("as it opens", ""),
            ("one type", "?type=riot"),
            ("a place", "?place=Cusco"),
            ("words of reports", "?words=bakers+Cusco"),
            ("everything", "?review=all"),
        ):
            times, weight = _timed(client, ["/" + query] * (12 + WARM))
            yield Figure(data, f"queue, {what}, median (at most)", median(times), 12, wanted=QUEUE_MS, unit="ms")
        yield Figure(data, "queue with its styles and scripts (at most)", weight, 1, wanted=PAGE_KB, unit="kB")


def _keys(observatory: Observatory) -> Iterator[Figure]:
    """Keys for clear events: one by one, each on its own page, and by the sheet in a browser."""
    observatory.add(clear_reports(CLEAR))
    with (
        _served(observatory, ["bench"]) as (address, cookies),
        httpx.Client(base_url=address, cookies=_jar(cookies), timeout=120) as client,
    ):
        if (path := chromium()) is not None:
            cookie = (COOKIE, cookies["bench"])
            keys = presses_in_browser(path, address, cookie, observatory.store, CLEAR)
            if (done := accepted(observatory.store)) != CLEAR:
                raise RuntimeError(f"{keys} keys accepted {done} events, not {CLEAR}.")
            what = f"keys to accept {CLEAR} clear events, from the queue, in Chromium (fewer than)"
            yield Figure(f"{CLEAR} reports", what, keys, CLEAR, wanted=CLEAR - 1, unit="keys")
            with observatory.store.reading() as connection:
                entries = list(history(connection))
            for entry in entries:
                observatory.decide("bench", entry.event or "", "undo", undoes=entry.number)
        keys = _settle(client, observatory)
        yield Figure(f"{CLEAR} reports", f"keys to accept {CLEAR} events one by one", keys, CLEAR, unit="keys")


def _jar(cookies: dict[str, str]) -> dict[str, str]:
    return {COOKIE: next(iter(cookies.values()))}


def _timed(client: httpx.Client, paths: list[str]) -> tuple[list[float], float]:
    """Milliseconds of each page but the first few, and the kilobytes of the last one with all that it loads."""
    times: list[float] = []
    text = ""
    for path in paths:
        began = perf_counter()
        answer = client.get(path)
        times.append((perf_counter() - began) * 1000)
        answer.raise_for_status()
        text = answer.text
    return times[WARM:], (len(text.encode()) + sum(_loaded(client, text, set()))) / 1000


def _loaded(client: httpx.Client, text: str, seen: set[str]) -> Iterator[int]:
    for whole, *parts in _LOADED.findall(text):
        path = whole or "/static/" + next(part for part in parts if part)
        if path not in seen:
            seen.add(path)
            body = client.get(path).text
            yield len(body.encode())
            yield from _loaded(client, body, seen)


def _settle(client: httpx.Client, observatory: Observatory) -> int:
    """Keys that a reviewer presses who accepts what is shown: `a` sends the page's form and its answer is the next event's page."""
    with observatory.store.reading() as connection:
        first = next(find_event_ids(connection, EventFilter(reviews=("new",)), limit=1))
    page, keys = client.get(f"/event/{first}"), 0
    for _ in range(CLEAR):
        action = html.unescape(re.findall(r'action="([^"]*)" id="accept"', page.text)[0])
        page = client.post(action, data={**dict(_HIDDEN.findall(page.text)), "kind": "accept"}, follow_redirects=True)
        keys += 1
        if "/event/" not in page.url.path:
            break
    done = sum(review == "accepted" for _, review in observatory.events())
    if done != CLEAR:
        raise RuntimeError(f"{keys} keys settled {done} events, not {CLEAR}.")
    return keys


@contextmanager
def _stores(folder: Path) -> Iterator[Iterator[tuple[str, Observatory]]]:
    """An observatory with some events on SQLite, and one on PostgreSQL where it comes as a wheel."""
    server: Any = None
    if find_spec("pgserver") is not None:
        pgserver: Any = import_module("pgserver")

        server = pgserver.get_server(folder / "postgres")

    def made() -> Iterator[tuple[str, Observatory]]:
        for name in ("SQLite", *(("PostgreSQL",) if server is not None else ())):
            observatory = create_observatory(folder / name)
            if name == "PostgreSQL":
                observatory.close()
                server.psql("CREATE DATABASE rush;")
                (folder / name / "almenara.toml").write_text(
                    f'database = "{server.get_uri("rush")}"\n', encoding="utf-8"
                )
                observatory = open_observatory(folder / name)
            fill_store(observatory, SHARED_EVENTS, 1)
            yield name, observatory

    try:
        yield made()
    finally:
        if server is not None:
            server.cleanup()


@dataclass(frozen=True, slots=True)
class _Tried:
    """One decision that was sent: the words that mark it, the answer's status (0: none), and the milliseconds it took."""

    words: str
    status: int
    milliseconds: float


def _rush(observatory: Observatory, name: str, seconds: float) -> Iterator[Figure]:
    """Many reviewers decide on the same events at once; then the log is held against what each was told."""
    people = [f"reviewer {n}" for n in range(REVIEWERS)]
    with observatory.store.reading() as connection:
        events = list(find_event_ids(connection, EventFilter()))
    with _served(observatory, people) as (address, cookies), multiprocessing.get_context("spawn").Pool(1) as pool:
        # In a process of their own, so that they do not take turns with the server's threads.
        tried, pages = pool.apply(_reviewers, (address, list(cookies.values()), events, seconds))
    with observatory.store.reading() as connection:
        kept = Counter(entry.why for entry in history(connection))
    saved = [one for one in tried if one.status == 303]
    lost = [one for one in saved if kept[one.words] == 0]
    doubled = [words for words, times in kept.items() if times > 1]
    unasked = set(kept) - {one.words for one in saved}
    errors = [one for one in tried if one.status not in (303, 409)]
    data = f"{REVIEWERS} reviewers for {seconds:g} s on {name}"
    yield Figure(data, "decisions saved", len(saved), len(tried), unit="decisions")
    yield Figure(
        data,
        "refused since somebody else had decided",
        sum(o.status == 409 for o in tried),
        len(tried),
        unit="decisions",
    )
    yield Figure(
        data,
        "lost, doubled, or kept though refused (at most)",
        len(lost) + len(doubled) + len(unasked),
        len(tried),
        wanted=0,
        unit="decisions",
    )
    yield Figure(
        data,
        "errors (at most)",
        len(errors),
        len(tried),
        wanted=0,
        unit="answers",
        errors=tuple(f"{o.status}: {o.words}" for o in errors),
    )
    yield Figure(
        data,
        "saving, 95th percentile (at most)",
        quantiles([o.milliseconds for o in tried], n=20)[-1],
        len(tried),
        wanted=P95_MS,
        unit="ms",
    )
    yield Figure(data, "event page, 95th percentile", quantiles(pages, n=20)[-1], len(pages), unit="ms")


def _reviewers(address: str, cookies: list[str], events: list[str], seconds: float) -> tuple[list[_Tried], list[float]]:
    """What every reviewer sent, and the milliseconds of the pages that they looked at."""
    # What each client would load for HTTPS takes longer than a page; one for all is enough.
    tls = ssl.create_default_context()
    clients = [httpx.Client(base_url=address, cookies={COOKIE: cookie}, timeout=120, verify=tls) for cookie in cookies]
    until = monotonic() + seconds

    def one(number: int, client: httpx.Client) -> tuple[list[_Tried], list[float]]:
        random = Random(number)  # noqa: S311
        tried: list[_Tried] = []
        pages: list[float] = []
        with client:
            while monotonic() < until:
                path = f"/event/{random.choice(events)}"
                began = perf_counter()
                page = client.get(path)
                pages.append((perf_counter() - began) * 1000)
                # Somebody who reads what is shown before deciding.
                sleep(random.uniform(0.5, 1.5))
                words = f"{number} looked {len(tried)} times"
                began, status = perf_counter(), 0
                try:
                    sent = {**dict(_HIDDEN.findall(page.text)), "kind": "note", "why": words}
                    status = client.post(path, data=sent).status_code
                except httpx.HTTPError:
                    status = 0
                tried.append(_Tried(words, status, (perf_counter() - began) * 1000))
        return tried, pages

    with ThreadPoolExecutor(len(clients)) as threads:
        found = list(threads.map(one, range(len(clients)), clients))
    return [entry for tried, _ in found for entry in tried], [ms for _, pages in found for ms in pages]
