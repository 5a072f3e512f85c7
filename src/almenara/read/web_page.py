"""A saved web page: the article's words without menus and notices, its headline, day, outlet, author, section and address (trafilatura, htmldate)."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import date
from urllib.parse import urlsplit

from almenara.model import Report, Source, report_id
from almenara.read.encoding import without_no_characters
from almenara.read.failure import ReadFailure
from almenara.read.limits import USUAL_LIMITS, ReadingLimits

#: Characters of an author's or a section's name; pages put whole paragraphs there.
LONGEST_NAME = 200


def is_web_page(data: bytes) -> bool:
    """Whether bytes begin as a page of HTML does, whatever they are called."""
    return data[:512].lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith((b"<!doctype html", b"<html"))


def read_web_page(
    data: bytes, where: str, url: str | None = None, limits: ReadingLimits = USUAL_LIMITS
) -> Iterator[Report | ReadFailure]:
    """The article of a page; `url` is where it was fetched from, if that is known. A page without an article is a failure."""
    import trafilatura

    # What it logs of broken pages is told by the failure.
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    logging.getLogger("htmldate").setLevel(logging.CRITICAL)
    if _nesting(data) > limits.nested_tags:
        yield ReadFailure("nested_tags", where, limit=f"{limits.nested_tags:,}")
        return
    try:
        found = trafilatura.bare_extraction(
            data, url=url, with_metadata=True, include_comments=False, include_tables=True, favor_precision=True
        )
    except Exception as error:
        # Parsers of the web's pages fail in many ways; none may stop the rest.
        yield ReadFailure("broken_page", where, type(error).__name__)
        return
    text = "" if found is None or isinstance(found, dict) else without_no_characters(found.text or "")[0]
    if found is None or isinstance(found, dict) or len(text.strip()) < limits.article_characters:
        yield ReadFailure("no_article", where, limit=f"{limits.article_characters:,}")
        return
    address = found.url or url
    domain = urlsplit(address).hostname if address else None
    outlet = found.sitename or domain
    title = (found.title or "").strip() or None
    whole = f"{title}\n\n{text}\n" if title and not text.startswith(title) else text + "\n"
    yield Report(
        report_id(whole),
        whole,
        title=title,
        published=_day(found.date),
        source=Source(outlet, (domain or "").removeprefix("www.") or None) if outlet else None,
        url=address,
        author=_name(found.author),
        section=_name("; ".join(found.categories or ())),
    )


def _nesting(data: bytes) -> int:
    """A rough count of open elements that never asks a parser: void elements and unclosed paragraphs are no nesting."""
    depth = deepest = 0
    for part in data.lower().split(b"<")[1:]:
        if part.startswith((b"div", b"span", b"section", b"table", b"ul", b"b>", b"i>", b"em", b"blockquote", b"font")):
            depth += 1
            deepest = max(deepest, depth)
        elif part.startswith(b"/") and depth:
            depth -= 1
    return deepest


def _name(words: str | None) -> str | None:
    name = without_no_characters(words or "")[0].strip()
    return name[:LONGEST_NAME] or None


def _day(value: str | None) -> date | None:
    try:
        return date.fromisoformat(value[:10]) if value else None
    except ValueError:
        return None
