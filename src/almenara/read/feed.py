"""A feed that was saved: RSS and Atom (feedparser) and JSON Feed, an entry a report."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from almenara.model import Report, Source, report_id
from almenara.read.encoding import is_utf16
from almenara.read.failure import ReadFailure
from almenara.read.markup import words_of
from almenara.read.row import quoted, report_of_row

#: What an XML bomb begins with.
_ENTITY = re.compile(rb"<!entity", re.IGNORECASE)


def read_feed(data: bytes, where: str) -> Iterator[Report | ReadFailure]:
    """The entries with words of their own; one without any is a failure that names it."""
    import feedparser

    # Letters of UTF-16 have a NUL between them.
    if _ENTITY.search(data.replace(b"\x00", b"") if is_utf16(data) else data):
        yield ReadFailure("own_entities", where)
        return
    feed = feedparser.parse(data)
    if not feed.entries:
        yield ReadFailure("no_entries", where)
        return
    outlet, address = feed.feed.get("title"), feed.feed.get("link")
    domain = (urlsplit(address).hostname or "").removeprefix("www.") if address else None
    name = str(outlet or domain or "")
    source = Source(name, domain or None) if name else None
    for number, entry in enumerate(feed.entries, 1):
        text = max((words_of(c) for c in _contents(entry)), key=len, default="")
        title = words_of(entry.get("title") or "").strip()
        if not text.strip() and not title:
            yield ReadFailure("empty_entry", f"{where}:{number}")
            continue
        whole = f"{title}\n\n{text}".strip() + "\n"
        moment = entry.get("published_parsed") or entry.get("updated_parsed")
        told = entry.get("published") or entry.get("updated")
        published = date(*moment[:3]) if moment else None
        if told and published is None:
            yield ReadFailure("bad_date", f"{where}:{number}", quoted(str(told)))
        yield Report(report_id(whole), whole, title or None, None, published, source, entry.get("link"))


def _contents(entry: Any) -> Iterator[str]:
    for content in entry.get("content") or ():
        yield content.get("value") or ""
    yield entry.get("summary") or ""


def is_json_feed(data: bytes) -> bool:
    """Whether these bytes say that they are a JSON Feed."""
    return b"jsonfeed.org/version" in data[:2000]


def read_json_feed(data: bytes, where: str) -> Iterator[Report | ReadFailure]:
    """The items of a JSON Feed (jsonfeed.org, version 1 and 1.1)."""
    try:
        feed = json.loads(data)
        items = feed["items"]
        rows = [
            {
                "text": "\n\n".join(
                    p for p in (i.get("title"), i.get("content_text") or words_of(i.get("content_html") or "")) if p
                ),
                "title": i.get("title"),
                "url": i.get("url"),
                "published": i.get("date_published"),
                "source": feed.get("title"),
                "language": i.get("language") or feed.get("language"),
            }
            for i in items
        ]
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        yield ReadFailure("broken_feed", where, type(error).__name__)
        return
    for number, row in enumerate(rows, 1):
        yield from report_of_row(row, f"{where}:{number}")
