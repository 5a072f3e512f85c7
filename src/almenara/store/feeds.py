"""Feeds and the pages that they lead to: what is to be asked, when, and what came of it. Moments are UTC without a zone."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, delete, func, insert, or_, select, update

from almenara.model import Report
from almenara.store import tables as t
from almenara.store.parts import parts_of


@dataclass(frozen=True, slots=True)
class FeedLine:
    """A feed as a list shows it: `waiting`, `read` and `given_up` count its pages."""

    url: str
    asked: datetime | None
    not_before: datetime | None
    failures: int
    problem: str | None
    etag: str | None
    last_modified: str | None
    waiting: int = 0
    read: int = 0
    given_up: int = 0


#: A row of `feed_page`, its columns as attributes.
PageRow = Any


def put_feed(connection: Connection, url: str, now: datetime) -> bool:
    """Remember a feed; False if it was there already."""
    if connection.execute(select(t.feed.c.url).where(t.feed.c.url == url)).first() is not None:
        return False
    connection.execute(insert(t.feed).values(url=url, added=now, failures=0))
    return True


def drop_feed(connection: Connection, url: str) -> bool:
    """Ask a feed no more; what was read of it stays. False if there was none."""
    connection.execute(delete(t.feed_page).where(t.feed_page.c.feed_url == url))
    return connection.execute(delete(t.feed).where(t.feed.c.url == url)).rowcount > 0


def feeds(connection: Connection, *, due: datetime | None = None) -> list[FeedLine]:
    """All feeds by address; with `due` only those that may be asked then."""
    query = select(t.feed).order_by(t.feed.c.url)
    if due is not None:
        query = query.where(or_(t.feed.c.not_before.is_(None), t.feed.c.not_before <= due))
    counts: dict[tuple[str, str], int] = {
        (row.feed_url, row.state): row.n
        for row in connection.execute(
            select(t.feed_page.c.feed_url, t.feed_page.c.state, func.count().label("n")).group_by(
                t.feed_page.c.feed_url, t.feed_page.c.state
            )
        )
    }
    return [
        FeedLine(
            row.url,
            row.asked,
            row.not_before,
            row.failures,
            row.problem,
            row.etag,
            row.last_modified,
            waiting=counts.get((row.url, "waiting"), 0),
            read=counts.get((row.url, "read"), 0) + counts.get((row.url, "entry_read"), 0),
            given_up=counts.get((row.url, "given_up"), 0),
        )
        for row in connection.execute(query).all()
    ]


def note_feed(connection: Connection, url: str, **values: Any) -> None:
    """Set columns of a feed."""
    connection.execute(update(t.feed).where(t.feed.c.url == url).values(values))


def put_pages(connection: Connection, feed: str, entries: Iterable[Report], now: datetime) -> int:
    """Remember the pages of a feed's entries that were not seen before; how many there are. Every entry has an address."""
    new = {entry.url: entry for entry in entries if entry.url}
    there: set[str] = set()
    for part in parts_of(list(new)):
        there |= set(connection.execute(select(t.feed_page.c.url).where(t.feed_page.c.url.in_(part))).scalars())
    rows = [
        {
            "url": url,
            "feed_url": feed,
            "seen": now,
            "state": "waiting",
            "failures": 0,
            "title": entry.title,
            "published": entry.published,
            "outlet": entry.source.name if entry.source else None,
            "text": entry.text,
        }
        for url, entry in new.items()
        if url not in there
    ]
    if rows:
        connection.execute(insert(t.feed_page), rows)
    return len(rows)


def waiting_pages(connection: Connection, now: datetime, *, limit: int) -> list[PageRow]:
    """Pages to be asked for now, oldest first, as rows of the table."""
    query = select(t.feed_page).where(*_to_be_asked(now)).order_by(t.feed_page.c.seen, t.feed_page.c.url).limit(limit)
    return list(connection.execute(query))


def count_waiting(connection: Connection, now: datetime) -> int:
    """How many pages are to be asked for now."""
    query = select(func.count()).select_from(t.feed_page).where(*_to_be_asked(now))
    return int(connection.execute(query).scalar_one())


def _to_be_asked(now: datetime) -> tuple[ColumnElement[bool], ...]:
    page = t.feed_page.c
    return page.state == "waiting", or_(page.not_before.is_(None), page.not_before <= now)


def note_page(connection: Connection, url: str, **values: Any) -> None:
    """Set columns of a page."""
    connection.execute(update(t.feed_page).where(t.feed_page.c.url == url).values(values))
