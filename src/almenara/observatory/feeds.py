"""Ask feeds for news and read the pages that they lead to, so that a run can stop at any moment and go on later."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from almenara.model import Report, Source, report_id
from almenara.observatory.observatory import Added, Observatory
from almenara.read import ReadFailure, ReadingLimits
from almenara.read.feed import is_json_feed, read_feed, read_json_feed
from almenara.read.fetch import Answer, Fetcher, Refusal
from almenara.read.original import with_original
from almenara.read.pdf import read_pdf
from almenara.read.web_page import is_web_page, read_web_page
from almenara.store import feeds as kept

#: The first pause after a failure; each further one doubles it (polite crawlers back off so), up to a day.
FIRST_PAUSE, LONGEST_PAUSE = timedelta(minutes=15), timedelta(days=1)
#: Times that a page may fail for passing reasons before it is given up: about three days of pauses.
MOST_FAILURES = 8
#: Pages that are read before they are coded and stored: what a broken-off run asks for again at most.
PAGES_AT_ONCE = 16


@dataclass
class FeedRun:
    """What one run did: feeds asked, those without change, new pages seen, what was added, pages put off, and problems in sentences."""

    feeds: int = 0
    unchanged: int = 0
    seen: int = 0
    put_off: int = 0
    entries: int = 0
    added: Added = field(default_factory=Added)
    problems: list[ReadFailure] = field(default_factory=list)


def run_feeds(
    observatory: Observatory,
    fetcher: Fetcher,
    *,
    clock: Callable[[], datetime] | None = None,
    most_pages: int = 10_000,
    on_progress: Callable[[int], None] = lambda n: None,
    on_planned: Callable[[int], None] = lambda n: None,
) -> FeedRun:
    """Ask every feed that is due, then read every page that waits, `most_pages` at most. Raises StoreError.

    `on_progress` is told of addresses that were asked, feeds and pages alike, `on_planned` of how many there are, as soon as that is known.
    """
    now = clock or (lambda: datetime.now(UTC).replace(tzinfo=None))
    done = FeedRun()
    with observatory.store.reading() as connection:
        due = kept.feeds(connection, due=now())
    for feed in due:
        _ask_feed(observatory, fetcher, feed, now(), done)
        on_progress(1)
    left = most_pages
    with observatory.store.reading() as connection:
        on_planned(len(due) + min(kept.count_waiting(connection, now()), most_pages))
    while left > 0:
        with observatory.store.reading() as connection:
            pages = kept.waiting_pages(connection, now(), limit=min(PAGES_AT_ONCE, left))
        if not pages:
            break
        # Each of them waits no more afterwards, or not before a later moment.
        _read_pages(observatory, fetcher, pages, now, done, on_progress)
        left -= len(pages)
    return done


def _ask_feed(observatory: Observatory, fetcher: Fetcher, feed: kept.FeedLine, now: datetime, done: FeedRun) -> None:
    done.feeds += 1
    answer = fetcher.fetch(feed.url, etag=feed.etag, last_modified=feed.last_modified)
    entries: list[Report] = []
    problem: ReadFailure | None = None
    wait = None
    if isinstance(answer, Refusal):
        problem, wait = answer.failure, answer.wait
    elif answer.status == 304:
        done.unchanged += 1
    else:
        for found in entries_of(answer):
            if isinstance(found, Report):
                entries.append(found)
            elif not found.is_warning:
                done.problems.append(found)
                problem = found if found.where == feed.url else problem
        problem = None if entries else problem
    if problem is not None and problem not in done.problems:
        done.problems.append(problem)
    own = [entry for entry in entries if not entry.url]
    if own:
        observatory.add(own, done=done.added)
    with observatory.store.writing() as connection:
        if problem is not None:
            kept.note_feed(
                connection,
                feed.url,
                asked=now,
                failures=feed.failures + 1,
                problem=str(problem),
                not_before=now + _pause(feed.failures, wait),
            )
            return
        done.seen += kept.put_pages(connection, feed.url, entries, now)
        # A state is noted only with the pages that it led to: what breaks off before asks for it again.
        state = (
            {"etag": answer.etag, "last_modified": answer.last_modified}
            if isinstance(answer, Answer) and answer.status != 304
            else {}
        )
        kept.note_feed(connection, feed.url, asked=now, failures=0, problem=None, not_before=None, **state)


def entries_of(answer: Answer) -> Iterator[Report | ReadFailure]:
    """A feed's entries; a web page in its place, as servers send in trouble, is a failure of its own."""
    data, where = answer.data, answer.url
    if is_web_page(data):
        yield ReadFailure("no_feed", where)
        return
    yield from with_original(read_json_feed(data, where) if is_json_feed(data) else read_feed(data, where), data)


def _read_pages(
    observatory: Observatory,
    fetcher: Fetcher,
    pages: list[kept.PageRow],
    now: Callable[[], datetime],
    done: FeedRun,
    on_progress: Callable[[int], None],
) -> None:
    limits = observatory.settings.reading
    reports: list[Report] = []
    notes: list[tuple[str, dict[str, object]]] = []
    for page in pages:
        answer = fetcher.fetch(page.url)
        on_progress(1)
        found, problem = (None, answer.failure) if isinstance(answer, Refusal) else _article(answer, page, limits)
        if found is not None:
            reports.append(found)
            notes.append((page.url, {"state": "read", "problem": None, "text": None}))
            continue
        assert problem is not None
        if isinstance(answer, Refusal) and answer.passing and page.failures + 1 < MOST_FAILURES:
            done.put_off += 1
            later = now() + _pause(page.failures, answer.wait)
            notes.append((page.url, {"failures": page.failures + 1, "not_before": later, "problem": str(problem)}))
            continue
        done.problems.append(problem)
        entry = _entry(page, limits)
        if entry is not None:
            done.entries += 1
            reports.append(entry)
        notes.append((page.url, {"state": "entry_read" if entry else "given_up", "problem": str(problem)}))
    observatory.add(reports, done=done.added)
    with observatory.store.writing() as connection:
        for url, values in notes:
            kept.note_page(connection, url, **values)


def _article(answer: Answer, page: kept.PageRow, limits: ReadingLimits) -> tuple[Report | None, ReadFailure | None]:
    """The report on a fetched page, with what only the feed tells of it; or why there is none."""
    is_pdf = answer.data.startswith(b"%PDF-")
    if is_pdf:
        found = read_pdf(answer.data, answer.url, limits=limits)
    else:
        found = read_web_page(answer.data, answer.url, answer.url, limits)
    problem: ReadFailure | None = None
    for result in with_original(found, answer.data):
        if isinstance(result, Report):
            source = result.source or (Source(page.outlet) if page.outlet else None)
            return replace(
                result, published=result.published or page.published, source=source, url=result.url or answer.url
            ), None
        problem = result
    return None, problem or ReadFailure("no_article", answer.url, limit=str(limits.article_characters))


def _entry(page: kept.PageRow, limits: ReadingLimits) -> Report | None:
    """The feed's own words about a page that cannot be had, if they are more than a headline."""
    text = page.text or ""
    if len(text.strip()) < limits.article_characters:
        return None
    source = Source(page.outlet) if page.outlet else None
    return Report(report_id(text), text, page.title, None, page.published, source, page.url, text.encode())


def _pause(failures: int, wait: float | None) -> timedelta:
    """How long to wait after one more failure: what the server asks for, but no less than the back-off and no more than a day."""
    pause = FIRST_PAUSE * int(2 ** min(failures, 10))
    return min(max(pause, timedelta(seconds=wait or 0)), LONGEST_PAUSE)
