"""`almenara feeds`: add, remove and list news feeds, ask them once (for cron), or keep asking."""

from __future__ import annotations

import sys
import time
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated
from urllib.parse import urlsplit

from cyclopts import Parameter
from rich.box import SIMPLE
from rich.console import Console
from rich.table import Column, Table
from rich.text import Text

from almenara import __version__
from almenara.cli.inputs import list_problems
from almenara.cli.jobs import followed
from almenara.cli.observatory import HERE, In, Stop, opened_observatory
from almenara.cli.wording import explained, language, say
from almenara.observatory import Observatory
from almenara.observatory.jobs import counts_of
from almenara.store import feeds as kept

if TYPE_CHECKING:
    from almenara.read.fetch import Fetcher


def add(
    urls: Annotated[list[str], Parameter(help="Addresses of RSS, Atom or JSON feeds.")], /, *, folder: In = HERE
) -> int:
    """Remember feeds; `feeds run` asks them."""
    now = datetime.now(UTC).replace(tzinfo=None)
    try:
        with opened_observatory(folder) as observatory:
            for url in urls:
                if urlsplit(url).scheme not in ("http", "https") or not urlsplit(url).hostname:
                    raise ValueError(say("no_web_address", url=url))
            for url in urls:
                with observatory.store.writing() as connection:
                    print(say("feed_added" if kept.put_feed(connection, url, now) else "feed_known", url=url))
    except Stop as stop:
        return stop.status
    return 0


def remove(url: Annotated[str, Parameter(help="The feed's address.")], /, *, folder: In = HERE) -> int:
    """Ask a feed no more; the reports that were read of it stay."""
    try:
        with opened_observatory(folder) as observatory, observatory.store.writing() as connection:
            found = kept.drop_feed(connection, url)
    except Stop as stop:
        return stop.status
    print(say("feed_removed" if found else "feed_unknown", url=url), file=sys.stdout if found else sys.stderr)
    return 0 if found else 2


def list_(*, folder: In = HERE) -> int:
    """Show every feed: when it was asked, how many of its pages wait, were read or given up, and what was wrong the last time."""
    try:
        with opened_observatory(folder) as observatory, observatory.store.reading() as connection:
            lines = kept.feeds(connection)
    except Stop as stop:
        return stop.status
    if not lines:
        print(say("no_feeds"))
        return 0
    # An address that is cut off is none.
    headings = (say(f"column_{name}") for name in ("feed", "asked", "waiting", "read", "given_up", "problem"))
    table = Table(*(Column(heading, overflow="fold") for heading in headings), box=SIMPLE)
    for line in lines:
        asked = f"{line.asked:%Y-%m-%d %H:%M}" if line.asked else "–"
        numbers = (str(line.waiting), str(line.read), str(line.given_up))
        table.add_row(Text(line.url), asked, *numbers, Text(line.problem or ""))
    Console().print(table)
    return 0


def run(*, folder: In = HERE) -> int:
    """Ask every feed that is due once, and read the new pages that they lead to. A broken-off run goes on where it stopped.

    Exit status: 0 done, 1 something could not be had and is listed, 2 wrong usage or no observatory.
    """
    try:
        with opened_observatory(folder) as observatory, _fetcher(observatory) as fetcher:
            return _run(observatory, fetcher)
    except Stop as stop:
        return stop.status


def watch(
    *,
    folder: In = HERE,
    every: Annotated[int, Parameter(help="Minutes between two runs.")] = 30,
) -> int:
    """Ask the feeds again and again until it is ended with Ctrl+C."""
    try:
        with opened_observatory(folder) as observatory, _fetcher(observatory) as fetcher:
            while True:
                _run(observatory, fetcher)
                print(say("next_run", minutes=every), flush=True)
                time.sleep(max(every, 1) * 60)
    except Stop as stop:
        return stop.status


def _fetcher(observatory: Observatory) -> Fetcher:
    from almenara.read.fetch import Fetcher, Limits

    settings = observatory.settings.feeds
    contact = "".join(c for c in settings.contact if c.isascii() and c.isprintable())
    agent = f"almenara/{__version__}" + (f" ({contact})" if contact else "")
    limits = Limits(
        answer_bytes=settings.answer_megabytes * 1024 * 1024,
        seconds=settings.seconds,
        redirects=settings.redirects,
        pace_seconds=settings.pace_seconds,
    )
    return Fetcher(agent, limits, settings.allowed_hosts)


def _run(observatory: Observatory, fetcher: Fetcher) -> int:
    from almenara.observatory.feeds import run_feeds

    with observatory.store.reading() as connection:
        if not kept.feeds(connection):
            print(say("no_feeds"))
            return 0
    with followed(observatory, "feeds", None, say("coding")) as (job, advance):

        def planned(total: int) -> None:
            job.total = total

        done = run_feeds(observatory, fetcher, on_progress=advance, on_planned=planned)
        added = done.added
        job.counts = counts_of(added, len(done.problems))
    print(
        say(
            "feeds_ran",
            feeds=done.feeds,
            unchanged=done.unchanged,
            seen=done.seen,
            reports=added.reports,
            events=added.events,
            joined=added.joined,
            there=added.there_before,
            copies=added.copies,
            entries=done.entries,
            put_off=done.put_off,
        )
    )
    return list_problems(
        [p.message(language()) for p in done.problems] + [*map(explained, added.refused)],
        [*map(explained, added.not_coded)],
    )
